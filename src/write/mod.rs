//! Puts the site on disk: beside the old one, then swapped in whole.
//!
//! Until [`Output::publish`] the old site stands untouched; an [`Output`] that is
//! dropped before leaves nothing behind. This module knows nothing of what the
//! files hold.

mod draft;
mod error;
mod place;
mod renew;
mod swap;

use std::collections::HashSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::artifact::{Artifact, Stored};

pub use draft::Draft;
pub use error::WriteError;
pub use place::inside;
use swap::Staging;

/// The file by which the program knows a folder as its own work.
pub const MARKER: &str = ".mingzhang";

const MARKER_TEXT: &str = "本文件夹由 mingzhang 生成，下次生成时整个替换：请不要在这里存放或修改文件。\n";

/// A site being written; many threads may write at once.
#[derive(Debug)]
pub struct Output {
    /// Where the site will stand, without links in its path.
    target: PathBuf,
    /// A folder beside it, which takes the files as they come.
    staging: Staging,
    /// Whether the site that stands there is changed rather than replaced.
    in_place: bool,
    made: Mutex<Made>,
}

/// What has been written so far. A path is kept as the first 16 bytes of its
/// hash, so that a site of a million files costs megabytes, not hundreds.
#[derive(Debug, Default)]
struct Made {
    folders: HashSet<String>,
    files: HashSet<[u8; 16]>,
}

impl Output {
    /// Prepares to write a site to `target`, made from what is in `content`. The site that
    /// stands there is replaced as a whole, or else changed file by file, which is faster and
    /// leaves what is neither, where the disk fails.
    ///
    /// # Errors
    /// Where the site must not go there: into the content or around it, onto a
    /// file, over a folder that holds something else; or where the disk refuses.
    pub fn begin(target: &Path, content: &Path, in_place: bool) -> Result<Self, WriteError> {
        let target = place::check(target, content)?;
        let (parent, prefix) = place::beside(&target)?;
        let failed = |error| WriteError::Disk { doing: "新建文件夹", path: parent.clone(), error };
        fs::create_dir_all(&parent).map_err(failed)?;
        swap::recover(&parent, &prefix, &target);
        let staging = Staging::begin(&parent, &prefix).map_err(failed)?;
        let in_place = in_place && target.join(MARKER).is_file();
        let output = Self { target, staging, in_place, made: Mutex::default() };
        output.write(&Artifact::new(MARKER, MARKER_TEXT))?;
        Ok(output)
    }

    /// Writes one file of the site.
    ///
    /// # Errors
    /// Where its path leaves the site, has a name that some systems have none of, or was
    /// written before, be it in other letter case; or where the disk refuses.
    pub fn write(&self, artifact: &Artifact) -> Result<(), WriteError> {
        let written = self.create(&artifact.path)?.write_all(&artifact.bytes);
        let path = || self.staging.new_site().join(&artifact.path);
        written.map_err(|error| WriteError::Disk { doing: "写文件", path: path(), error })
    }

    /// Puts one file of the site where it belongs that was written before: under a second
    /// name where the disk can do that.
    ///
    /// # Errors
    /// As [`Output::write`].
    pub fn reuse(&self, file: &Stored) -> Result<(), WriteError> {
        self.claim(&file.path)?;
        if self.in_place && renew::is_there(&self.target.join(&file.path), file) {
            return Ok(());
        }
        let path = self.folder_of(&file.path)?;
        let copied = |_| {
            fs::copy(&file.at, &path)?;
            fs::File::options().write(true).open(&path)?.set_modified(file.modified)
        };
        fs::hard_link(&file.at, &path).or_else(copied).map_err(|error| {
            // Whoever reuses it may write it anew.
            let _ = fs::remove_file(&path);
            self.made.lock().unwrap_or_else(PoisonError::into_inner).files.remove(&key(&file.path));
            WriteError::Disk { doing: "写文件", path, error }
        })
    }

    /// Opens a file of the site that has been written.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn open(&self, path: &str) -> Result<fs::File, WriteError> {
        let opened = fs::File::open(self.staging.new_site().join(path));
        // What is the same as before was not written again.
        let there = |error| if self.in_place { fs::File::open(self.target.join(path)) } else { Err(error) };
        opened
            .or_else(there)
            .map_err(|error| WriteError::Disk { doing: "读文件", path: path.into(), error })
    }

    /// Makes one file of the site, still empty.
    fn create(&self, path: &str) -> Result<fs::File, WriteError> {
        self.claim(path)?;
        let path = self.folder_of(path)?;
        let made = fs::OpenOptions::new().read(true).write(true).create(true).truncate(true).open(&path);
        made.map_err(|error| WriteError::Disk { doing: "写文件", path, error })
    }

    /// Takes the path of a file that is new to the site.
    fn claim(&self, path: &str) -> Result<(), WriteError> {
        if !place::is_inside(path) {
            return Err(WriteError::Escapes(path.to_owned()));
        }
        if let Some(name) = place::unportable(path) {
            return Err(WriteError::Unportable { path: path.to_owned(), name: name.to_owned() });
        }
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        match made.files.insert(key(path)) {
            true => Ok(()),
            false => Err(WriteError::Twice(path.to_owned())),
        }
    }

    /// Begins a set of files of which all stay or none.
    pub fn draft(&self) -> Draft<'_> {
        Draft { output: self, paths: Vec::new() }
    }

    /// Makes the folder of a file, which is then at the path that comes back.
    fn folder_of(&self, path: &str) -> Result<PathBuf, WriteError> {
        let on_disk = self.staging.new_site().join(path);
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if !made.folders.contains(folder) {
            let on_disk = on_disk.parent().unwrap_or(&on_disk).to_owned();
            fs::create_dir_all(&on_disk).map_err(|error| WriteError::Disk {
                doing: "新建文件夹",
                path: on_disk,
                error,
            })?;
            made.folders.insert(folder.to_owned());
        }
        Ok(on_disk)
    }

    /// Puts the new site in the old one's place.
    ///
    /// # Errors
    /// Where the disk refuses; the old site is then back where it was.
    pub fn publish(self) -> Result<(), WriteError> {
        let Self { target, staging, in_place, made } = self;
        let failed = |doing, error| WriteError::Disk { doing, path: target.clone(), error };
        let put = match in_place {
            true => {
                let files = made.into_inner().unwrap_or_else(PoisonError::into_inner).files;
                renew::renew(&staging.new_site(), &target, |name| files.contains(&key(name)))
            }
            false => staging.swap(&target),
        };
        put.map_err(|error| failed("替换文件夹", error))?;
        staging.close().map_err(|error| failed("删除旧文件夹", error))
    }
}

/// By what a path is known, in whatever letter case.
fn key(path: &str) -> [u8; 16] {
    let mut key = [0; 16];
    key.copy_from_slice(&blake3::hash(path.to_lowercase().as_bytes()).as_bytes()[..16]);
    key
}

#[cfg(test)]
mod tests;
