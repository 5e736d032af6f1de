//! Files that belong together: all of them stay, or none.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::PoisonError;

use super::{Output, WriteError, key};
use crate::artifact::{Artifact, Stored};

/// Files of a site that are taken back when this is dropped before
/// [`keep`](Draft::keep): by an error, or by a panic that unwinds.
#[derive(Debug)]
pub struct Draft<'a> {
    pub(super) output: &'a Output,
    pub(super) paths: Vec<String>,
}

impl Draft<'_> {
    /// Writes one file of the site.
    ///
    /// # Errors
    /// As [`Output::write`].
    pub fn write(&mut self, artifact: &Artifact) -> Result<(), WriteError> {
        self.output.write(artifact)?;
        self.paths.push(artifact.path.clone());
        Ok(())
    }

    /// Puts a file of the site where it belongs that was written before.
    ///
    /// # Errors
    /// As [`Output::write`].
    pub fn reuse(&mut self, file: &Stored) -> Result<(), WriteError> {
        self.output.reuse(file)?;
        self.paths.push(file.path.clone());
        Ok(())
    }

    /// Makes a file of the site that is written by and by.
    ///
    /// # Errors
    /// As [`Output::write`].
    pub fn create(&mut self, path: &str) -> Result<fs::File, WriteError> {
        let file = self.output.create(path)?;
        self.paths.push(path.to_owned());
        Ok(file)
    }

    /// Takes a file of these back.
    pub fn remove(&mut self, path: &str) {
        if let Some(at) = self.paths.iter().position(|own| own == path) {
            self.paths.swap_remove(at);
            let _ = fs::remove_file(self.output.staging.new_site().join(path));
        }
    }

    /// Writes a file of these once more, changed.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn amend(&self, path: &str, change: impl FnOnce(Artifact) -> Artifact) -> Result<(), WriteError> {
        let on_disk = self.output.staging.new_site().join(path);
        let written = fs::read(&on_disk).and_then(|bytes| {
            let changed = change(Artifact::new(path, bytes));
            fs::write(&on_disk, changed.bytes)
        });
        written.map_err(|error| WriteError::Disk { doing: "写文件", path: on_disk, error })
    }

    /// The files, each with where it lies until the site is published.
    pub fn files(&self) -> impl Iterator<Item = (String, PathBuf)> {
        let root = self.output.staging.new_site();
        self.paths.iter().map(move |path| (path.clone(), root.join(path)))
    }

    /// Lets the files stay.
    pub fn keep(mut self) {
        self.paths.clear();
    }
}

impl Drop for Draft<'_> {
    fn drop(&mut self) {
        let root = self.output.staging.new_site();
        // With the lock held nobody makes a folder that is about to go.
        let mut made = self.output.made.lock().unwrap_or_else(PoisonError::into_inner);
        for path in &self.paths {
            made.files.remove(&key(path));
            let _ = fs::remove_file(root.join(path));
        }
        let folders: BTreeSet<&str> = self.paths.iter().flat_map(|path| above(path)).collect();
        for folder in folders.into_iter().rev() {
            // One that holds other files stays.
            if fs::remove_dir(root.join(folder)).is_ok() {
                made.folders.remove(folder);
            }
        }
    }
}

/// The folders that a path is in.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}
