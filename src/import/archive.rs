//! Files that are zip archives inside: their unpacked size is counted before any of it is kept.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::Problem;

/// Most bytes of an archive's files together; one of a disclosure has a few million.
const MOST: u64 = 256 << 20;

/// An archive that unpacks to no more than any document.
#[derive(Debug)]
pub struct Archive<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// The place of each file, by its name in small letters.
    places: HashMap<String, usize>,
}

impl<'b> Archive<'b> {
    /// Opens an archive.
    ///
    /// # Errors
    /// Where it cannot be read, is locked, or unpacks to too much.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Problem> {
        // Locked Office files are no archives but containers of another kind.
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return Err(Problem::Locked);
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
        let mut places = HashMap::new();
        let mut left = MOST;
        for at in 0..archive.len() {
            let entry = archive.by_index(at).map_err(|error| broken(&error))?;
            places.entry(plain(&entry.name().map_err(|error| broken(&error))?)).or_insert(at);
            let read = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink());
            let read = read.map_err(|error| broken(&error))?;
            left = left.checked_sub(read).ok_or(Problem::TooLarge)?;
        }
        Ok(Self { archive, places })
    }

    /// The text of a file, by its name in large or small letters; `None` where there is none.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let Some(at) = self.places.get(&plain(name)) else { return Ok(None) };
        let entry = self.archive.by_index(*at).map_err(|error| broken(&error))?;
        let mut text = String::new();
        let read = entry.take(MOST).read_to_string(&mut text);
        read.map(|_| Some(text)).map_err(|error| broken(&error))
    }
}

fn plain(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

fn broken(error: &impl std::fmt::Display) -> Problem {
    Problem::Broken(error.to_string())
}
