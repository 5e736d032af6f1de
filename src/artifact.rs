//! What the publishing stages return: files that are still only values.

use std::path::PathBuf;
use std::time::SystemTime;

/// One file of the site: where it goes and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Path from the site's root with `/` between its parts, no leading slash:
    /// `body/2023-budget/index.html`.
    pub path: String,
    pub bytes: Vec<u8>,
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
}

impl From<&Artifact> for Written {
    fn from(artifact: &Artifact) -> Self {
        Self { path: artifact.path.clone(), size: artifact.bytes.len() }
    }
}

impl Artifact {
    /// A file at `path` holding `bytes`.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: bytes.into() }
    }

    /// The page at the address `folder` (empty for the home page, otherwise
    /// ending in `/`).
    pub fn page(folder: &str, html: String) -> Self {
        Self::new(format!("{folder}index.html"), html)
    }
}
