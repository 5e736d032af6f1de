//! What one run has made, kept for the next: values, each with files of the site, found by
//! all that they were made from.
//!
//! The folder holds an entry a file, `entries/<key>`, and the files of each, flat, in
//! `files/<key>/`: the same files as those of the site, under second names where the disk
//! can do that. One run at a time works in it; a second one goes without. Whatever is
//! damaged, was touched since or is not the program's is no entry, and what a run does not
//! use is dropped at its end. Nothing here knows what is kept.

mod entry;
mod folder;

use std::collections::HashSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::artifact::Stored;
use folder::Folder;

pub use folder::CacheError;

/// The folder's name, beside a site's settings.
pub const FOLDER: &str = ".mingzhang-cache";

/// Where what is made is kept, by whom and for what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keep {
    folder: PathBuf,
    /// What one task keeps another neither uses nor drops.
    task: &'static str,
    /// The program, by the hash of its bytes: another one trusts nothing that it kept.
    program: blake3::Hash,
}

impl Keep {
    /// In a folder, by the program that runs; `None` where its bytes cannot be read.
    pub fn at(folder: PathBuf, task: &'static str) -> Option<Self> {
        let bytes = std::fs::read(std::env::current_exe().ok()?).ok()?;
        Some(Self { folder, task, program: blake3::hash(&bytes) })
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether the folder can be used at all.
    pub fn is_usable(&self) -> bool {
        Folder::check(&self.folder, self.task).is_ok()
    }

    /// What is kept, on these terms: where they change, nothing that was made on others stays on the
    /// disk. The folder is made where it is missing; where another run works there,
    /// or the disk refuses, there is nothing and nothing will be kept.
    ///
    /// # Errors
    /// Where the folder is somebody else's.
    pub fn open(&self, terms: &impl Serialize) -> Result<Cache, CacheError> {
        let open = |folder| Open { folder, program: self.program, used: Mutex::default() };
        let terms = blake3::hash(&serde_json::to_vec(terms).unwrap_or_default()).to_hex();
        Ok(Cache(Folder::open(&self.folder, self.task, &terms)?.map(open)))
    }
}

/// What a value was made from, in 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key(blake3::Hash);

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_hex())
    }
}

/// A value that was kept, and its files.
#[derive(Debug)]
pub struct Entry<T> {
    pub value: T,
    pub files: Vec<Stored>,
}

/// What is kept, or nothing at all. Many threads may use it at once.
#[derive(Debug, Default)]
pub struct Cache(Option<Open>);

#[derive(Debug)]
struct Open {
    folder: Folder,
    program: blake3::Hash,
    /// The keys that this run has used.
    used: Mutex<HashSet<Key>>,
}

impl Cache {
    /// The key of what is made from `parts`, which must say all of it; values of one `kind`
    /// are of one type. `None` where nothing is kept.
    pub fn key(&self, kind: &str, parts: &impl Serialize) -> Option<Key> {
        let program = self.0.as_ref()?.program.to_hex();
        let text = serde_json::to_vec(&(program.as_str(), kind, parts)).ok()?;
        Some(Key(blake3::hash(&text)))
    }

    /// What was kept under a key, if all of it is as it was.
    pub fn get<T: DeserializeOwned>(&self, key: &Key) -> Option<Entry<T>> {
        let open = self.0.as_ref()?;
        let entry = entry::read(&open.folder, key)?;
        open.uses(key);
        Some(entry)
    }

    /// Keeps a value with its files, each given as its path in the site and where it lies.
    /// What the disk refuses is not kept.
    pub fn put<T: Serialize>(&self, key: &Key, value: &T, files: impl Iterator<Item = (String, PathBuf)>) {
        let Some(open) = &self.0 else { return };
        if entry::write(&open.folder, key, value, files).is_ok() {
            open.uses(key);
        }
    }

    /// Drops what this run has not used.
    pub fn close(self) {
        if let Some(Open { folder, used, .. }) = self.0 {
            let used = used.into_inner().unwrap_or_else(PoisonError::into_inner);
            folder.keep_only(&used.iter().map(Key::to_string).collect());
        }
    }
}

impl Open {
    fn uses(&self, key: &Key) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(key.clone());
    }
}

#[cfg(test)]
mod tests;
