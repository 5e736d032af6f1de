//! What one run has made, kept for the next: values, each with files of the site, found by
//! all that they were made from.
//!
//! The folder holds an entry a file, `entries/<key>`, and the files of each, flat, in
//! `files/<key>/`: the same files as those of the site, under second names where the disk
//! can do that. One run at a time works in it; a second one goes without. Whatever is
//! damaged, was touched since or is not the program's is no entry, and what a run does not
//! use is dropped at its end. A folder that is to be carried to another machine, to be read there
//! beside others, knows its files by their bytes. Nothing here knows what is kept.

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

    /// The same in another folder.
    pub fn elsewhere(&self, folder: PathBuf) -> Self {
        Self { folder, ..self.clone() }
    }

    /// What stands for the program, in hexadecimal digits.
    pub fn program(&self) -> String {
        self.program.to_hex().to_string()
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
        Ok(Cache(self.folder_on(terms)?.map(|folder| self.opened(vec![folder], true))))
    }

    /// As [`Keep::open`], but what is kept may be carried elsewhere; `None` where nothing can be
    /// kept.
    ///
    /// # Errors
    /// Where the folder is somebody else's.
    pub fn open_to_carry(&self, terms: &impl Serialize) -> Result<Option<Cache>, CacheError> {
        let folder = self.folder_on(terms)?.map(Folder::into_carried);
        Ok(folder.map(|folder| Cache(Some(self.opened(vec![folder], true)))))
    }

    /// What was carried here, in several folders, to be read alone; the place of the first that
    /// is not whole, else.
    ///
    /// # Errors
    /// That place.
    pub fn open_carried(all: &[Self]) -> Result<Cache, usize> {
        let folder = |(at, keep): (usize, &Self)| Folder::existing(&keep.folder, keep.task).ok_or(at);
        let folders = all.iter().enumerate().map(folder).collect::<Result<Vec<_>, _>>()?;
        Ok(Cache(all.first().map(|keep| keep.opened(folders, false))))
    }

    fn folder_on(&self, terms: &impl Serialize) -> Result<Option<Folder>, CacheError> {
        let terms = blake3::hash(&serde_json::to_vec(terms).unwrap_or_default()).to_hex();
        Folder::open(&self.folder, self.task, &terms)
    }

    fn opened(&self, folders: Vec<Folder>, takes: bool) -> Open {
        Open { folders, takes, program: self.program, used: Mutex::default() }
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
    /// Looked through in order.
    folders: Vec<Folder>,
    /// Whether the one folder takes more.
    takes: bool,
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
        let entry = open.folders.iter().find_map(|folder| entry::read(folder, key))?;
        open.uses(key);
        Some(entry)
    }

    /// Keeps a value with its files, each given as its path in the site and where it lies.
    /// What the disk refuses is not kept.
    pub fn put<T: Serialize>(&self, key: &Key, value: &T, files: impl Iterator<Item = (String, PathBuf)>) {
        let Some(open) = self.0.as_ref().filter(|open| open.takes) else { return };
        if open.folders.first().is_some_and(|folder| entry::write(folder, key, value, files).is_ok()) {
            open.uses(key);
        }
    }

    /// Whether this run has found or kept something under a key.
    pub fn has_used(&self, key: &Key) -> bool {
        let used = self.0.as_ref().map(|open| open.used.lock().unwrap_or_else(PoisonError::into_inner));
        used.is_some_and(|used| used.contains(key))
    }

    /// Drops what this run has not used.
    pub fn close(self) {
        let Some(Open { folders, used, takes: true, .. }) = self.0 else { return };
        let used = used.into_inner().unwrap_or_else(PoisonError::into_inner);
        let used = used.iter().map(Key::to_string).collect();
        folders.iter().for_each(|folder| folder.keep_only(&used));
    }
}

impl Open {
    fn uses(&self, key: &Key) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(key.clone());
    }
}

#[cfg(test)]
mod tests;
