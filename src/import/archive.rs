//! Files that are zip archives inside: their unpacked size is counted before any of it is kept.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::Problem;

/// Most bytes of an archive's files together; one of a disclosure has a few million.
const MOST: u64 = 256 << 20;

/// Whether an archive can be read and unpacks to no more than any document.
///
/// # Errors
/// Where it cannot, or does.
pub fn check(bytes: &[u8]) -> Result<(), Problem> {
    let mut archive = open(bytes)?;
    let mut left = MOST;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|error| Problem::Broken(error.to_string()))?;
        let read = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink());
        let read = read.map_err(|error| Problem::Broken(error.to_string()))?;
        left = left.checked_sub(read).ok_or(Problem::TooLarge)?;
    }
    Ok(())
}

/// The text of a file in an archive; `None` where there is none.
///
/// # Errors
/// Where it cannot be read.
pub fn text(bytes: &[u8], name: &str) -> Result<Option<String>, Problem> {
    let mut archive = open(bytes)?;
    let Ok(entry) = archive.by_name(name) else { return Ok(None) };
    let mut text = String::new();
    let read = entry.take(MOST).read_to_string(&mut text);
    read.map(|_| Some(text)).map_err(|error| Problem::Broken(error.to_string()))
}

/// Locked Office files are no archives but containers of another kind.
fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Problem> {
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Problem::Locked);
    }
    ZipArchive::new(Cursor::new(bytes)).map_err(|error| Problem::Broken(error.to_string()))
}
