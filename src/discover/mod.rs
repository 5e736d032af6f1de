//! Finds the disclosures of a content folder and loads their text.
//!
//! Finding knows paths only; bytes are read and decoded one disclosure at a
//! time, by [`load()`], so that memory holds what is being worked on and no more.
//! This module knows nothing of what a disclosure says.

mod controls;
mod decode;
mod load;
mod names;
mod print;
mod versions;
mod walk;

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::config::BodySettings;
use crate::diagnostic::Diagnostic;
use crate::model::{DisclosureId, count};

pub use controls::shown;
pub use decode::{BadBytes, Reason, decode};
pub use load::{Import, Loaded, LoadedVersion, load};
pub use names::{ORIGINALS, disclosure as disclosure_name, is_slug};
pub use print::print;

/// One disclosure that can be loaded: where its text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub id: DisclosureId,
    /// Its file or folder, relative to the content folder.
    pub name: String,
    /// Its files in reading order: name relative to the content folder, path.
    pub files: Vec<(String, PathBuf)>,
    /// Its file of corrections, likewise.
    pub corrections: Option<(String, PathBuf)>,
    /// Its earlier texts, the oldest first.
    pub versions: Vec<Version>,
    /// The PDF that a file is, or that has its name beside it, by the file's name.
    pub originals: BTreeMap<String, PathBuf>,
}

impl Candidate {
    /// One of these files without anything beside them.
    pub fn new(id: DisclosureId, name: String, files: Vec<(String, PathBuf)>) -> Self {
        Self { id, name, files, corrections: None, versions: Vec::new(), originals: BTreeMap::new() }
    }
}

/// An earlier text of a disclosure: where it is, and the day in its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// `YYYY-MM-DD`
    pub day: String,
    /// Its file or folder, relative to the content folder.
    pub name: String,
    /// As those of a candidate.
    pub files: Vec<(String, PathBuf)>,
}

/// A body's folder with its disclosures, sorted by year and kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    pub slug: String,
    pub settings: BodySettings,
    pub candidates: Vec<Candidate>,
}

/// What a content folder holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Sorted by slug.
    pub bodies: Vec<Body>,
    /// Disclosures that are there, but that an error keeps from being loaded.
    pub kept_out: Vec<DisclosureId>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Found {
    /// How many disclosures can be loaded.
    pub fn len(&self) -> usize {
        count(self.bodies.iter().map(|body| body.candidates.len()))
    }

    /// Whether there is nothing to load.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Why a folder cannot be looked into at all.
#[derive(Debug)]
pub enum ContentError {
    Missing(PathBuf),
    NotAFolder(PathBuf),
    Unreadable(PathBuf, io::Error),
}

impl fmt::Display for ContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ContentError::Missing(path) => {
                writeln!(f, "找不到 {}。", path.display())?;
                write!(f, "内容放在 content/<单位>/<年度>-budget.md 或 <年度>-final.txt；")?;
                write!(f, "放在别处时用 --content 指明文件夹。")
            }
            ContentError::NotAFolder(path) => {
                write!(f, "{} 不是文件夹。请指明装着各单位文件夹的内容文件夹。", path.display())
            }
            ContentError::Unreadable(path, error) => {
                write!(f, "读不了 {}：{error}。请检查权限。", path.display())
            }
        }
    }
}

impl std::error::Error for ContentError {}

/// Looks through a whole content folder.
///
/// # Errors
/// Only where the folder itself is missing or unreadable; what is wrong inside
/// it becomes a diagnostic.
pub fn content(root: &Path) -> Result<Found, ContentError> {
    std::fs::read_dir(root).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => ContentError::Missing(root.to_owned()),
        io::ErrorKind::NotADirectory => ContentError::NotAFolder(root.to_owned()),
        _ => ContentError::Unreadable(root.to_owned(), error),
    })?;
    Ok(walk::walk(root, None, None))
}

/// What a path named by hand stands for: a content folder, a body in it, or one
/// disclosure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentPath {
    /// The content folder.
    pub root: PathBuf,
    body: Option<String>,
    entry: Option<String>,
}

impl ContentPath {
    /// Tells what `path` stands for, by its name and by what is in it.
    ///
    /// # Errors
    /// Where there is nothing at `path`.
    pub fn of(path: &Path) -> Result<Self, ContentError> {
        let metadata = path.metadata().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => ContentError::Missing(path.to_owned()),
            _ => ContentError::Unreadable(path.to_owned(), error),
        })?;
        let full = full(path).map_err(|error| ContentError::Unreadable(path.to_owned(), error))?;
        let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
        let entry = name(&full);
        let above = |levels: usize| full.ancestors().nth(levels).map(Path::to_owned);
        if metadata.is_file() || entry.as_deref().is_some_and(names::is_dated_or_not) {
            let (Some(body), Some(root)) = (above(1).as_deref().and_then(name), above(2)) else {
                return Err(ContentError::NotAFolder(path.to_owned()));
            };
            return Ok(Self { root, body: Some(body), entry });
        }
        match above(1) {
            Some(root) if is_body(&full) => Ok(Self { root, body: entry, entry: None }),
            _ => Ok(Self { root: full, body: None, entry: None }),
        }
    }

    /// Whether all of another place is in this one.
    pub fn covers(&self, other: &Self) -> bool {
        let within = |own: &Option<String>, other: &Option<String>| own.is_none() || own == other;
        self.root == other.root && within(&self.body, &other.body) && within(&self.entry, &other.entry)
    }

    /// Looks through the place alone.
    ///
    /// # Errors
    /// As [`content`].
    pub fn find(&self) -> Result<Found, ContentError> {
        let Some(body) = &self.body else { return content(&self.root) };
        Ok(walk::walk(&self.root, Some(body), self.entry.as_deref()))
    }
}

/// The absolute path; its last part is kept as it stands, even if it is a link.
fn full(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => Ok(parent.canonicalize()?.join(name)),
        _ => path.canonicalize(),
    }
}

/// Whether a folder holds disclosures itself, rather than bodies. A disclosure that
/// was put beside the bodies makes no body of the content folder.
fn is_body(folder: &Path) -> bool {
    let other = |name: String| !is_of_body(&name) && holds_disclosures(&folder.join(name));
    holds_disclosures(folder) && !names_in(folder).any(other)
}

fn holds_disclosures(folder: &Path) -> bool {
    names_in(folder).any(|name| is_of_body(&name))
}

/// Whether what has this name belongs into a body's folder.
fn is_of_body(name: &str) -> bool {
    name == names::BODY_SETTINGS || names::is_dated_or_not(names::without_extension(name))
}

/// The names in a folder; none where it is a file or cannot be read.
fn names_in(folder: &Path) -> impl Iterator<Item = String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().into_string().ok())
}

#[cfg(test)]
mod tests;
