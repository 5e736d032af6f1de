//! What the publishing stages return: files that are still only values.

mod places;

use std::path::PathBuf;
use std::time::SystemTime;
use std::{fs, io};

use sha2::{Digest, Sha256};

pub use places::{Attribute, Places};

/// One file of the site: where it goes and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Path from the site's root with `/` between its parts, no leading slash:
    /// `body/2023-budget/index.html`.
    pub path: String,
    pub bytes: Vec<u8>,
    /// Its ids and links, if it is a page.
    pub places: Places,
}

/// The SHA-256 of some bytes in hexadecimal digits, as `sha256sum` prints it.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is kept of a file once it is written: where it is, and its size in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub path: String,
    pub size: usize,
}

/// A file of the site that was written before and is to be used again as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// As of an [`Artifact`].
    pub path: String,
    /// Where its bytes lie.
    pub at: PathBuf,
    pub size: u64,
    /// When it was written.
    pub modified: SystemTime,
    /// Who may read it, as the system says.
    pub mode: u32,
}

impl Stored {
    /// A file as it lies on the disk, to stand at `path`.
    ///
    /// # Errors
    /// Where it is no plain file, or what the system says.
    pub fn of(path: String, at: PathBuf) -> io::Result<Self> {
        let there = fs::symlink_metadata(&at)?;
        if !there.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let (size, modified, mode) = (there.len(), there.modified()?, mode(&there));
        Ok(Self { path, at, size, modified, mode })
    }

    /// Whether a file is the same by what shows without reading it.
    pub fn is(&self, other: &Self) -> bool {
        (self.size, self.modified, self.mode) == (other.size, other.modified, other.mode)
    }
}

#[cfg(unix)]
fn mode(file: &fs::Metadata) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&file.permissions())
}

#[cfg(not(unix))]
fn mode(file: &fs::Metadata) -> u32 {
    u32::from(file.permissions().readonly())
}

impl From<&Artifact> for Written {
    fn from(artifact: &Artifact) -> Self {
        Self { path: artifact.path.clone(), size: artifact.bytes.len() }
    }
}

impl Artifact {
    /// A file at `path` holding `bytes`.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: bytes.into(), places: Places::default() }
    }

    /// The page at the address `folder` (empty for the home page, otherwise
    /// ending in `/`).
    pub fn page(folder: &str, html: String) -> Self {
        Self::html(format!("{folder}index.html"), html)
    }

    /// The page that is the file at `path`.
    pub fn html(path: impl Into<String>, html: String) -> Self {
        Self { path: path.into(), places: Places::of(&html), bytes: html.into_bytes() }
    }

    /// The words of an attribute of it; empty where it has no such place.
    pub fn value(&self, attribute: &Attribute) -> &str {
        let bytes = self.bytes.get(attribute.value.clone()).unwrap_or_default();
        str::from_utf8(bytes).unwrap_or_default()
    }
}
