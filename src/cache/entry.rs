//! One entry on the disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::folder::Folder;
use super::{Entry, Key};
use crate::artifact::Stored;

/// An entry as it is written, after the hash of its text.
#[derive(Serialize, Deserialize)]
struct Written<T> {
    value: T,
    files: Vec<Listed>,
}

/// A file of an entry; its place in the list is its name.
#[derive(Serialize, Deserialize)]
struct Listed {
    path: String,
    size: u64,
    modified: SystemTime,
    mode: u32,
    /// The hash of its bytes, where it is to be known elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
}

/// Length of a hash in bytes.
const HASH: usize = 32;

/// Reads an entry; `None` where any of it is missing or not as it was.
pub fn read<T: DeserializeOwned>(folder: &Folder, key: &Key) -> Option<Entry<T>> {
    let bytes = fs::read(folder.entry(key)).ok()?;
    let (hash, text) = bytes.split_at_checked(HASH)?;
    if blake3::hash(text).as_bytes() != hash {
        return None;
    }
    let written: Written<T> = serde_json::from_slice(text).ok()?;
    let root = folder.files(key);
    let stored = |(at, listed): (usize, Listed)| {
        let Listed { path, size, modified, mode, hash } = listed;
        let at = root.join(at.to_string());
        let there = Stored::of(path.clone(), at.clone()).ok()?;
        let same = match hash {
            // What was carried keeps its bytes and not always its time.
            Some(hash) => there.size == size && hash_of(&at).is_ok_and(|own| own == hash),
            None => there.is(&Stored { path, at, size, modified, mode }),
        };
        same.then_some(there)
    };
    let files = written.files.into_iter().enumerate().map(stored).collect::<Option<_>>()?;
    Some(Entry { value: written.value, files })
}

/// Writes an entry: its files first, so that one without them never counts.
///
/// # Errors
/// What the system says.
pub fn write<T: Serialize>(
    folder: &Folder,
    key: &Key,
    value: &T,
    files: impl Iterator<Item = (String, PathBuf)>,
) -> io::Result<()> {
    let (entry, root) = (folder.entry(key), folder.files(key));
    let _ = fs::remove_file(&entry).or_else(|_| fs::remove_dir_all(&entry));
    let _ = fs::remove_dir_all(&root);
    let mut listed = Vec::new();
    for (path, from) in files {
        if listed.is_empty() {
            fs::create_dir(&root)?;
        }
        let at = root.join(listed.len().to_string());
        fs::hard_link(&from, &at).or_else(|_| fs::copy(&from, &at).map(drop))?;
        let hash = folder.is_carried().then(|| hash_of(&at)).transpose()?;
        let Stored { path, size, modified, mode, .. } = Stored::of(path, at)?;
        listed.push(Listed { path, size, modified, mode, hash });
    }
    let text = serde_json::to_vec(&Written { value, files: listed })?;
    let bytes = [blake3::hash(&text).as_bytes(), text.as_slice()].concat();
    let new = entry.with_extension("new");
    fs::write(&new, bytes)?;
    fs::rename(new, entry)
}

fn hash_of(path: &Path) -> io::Result<String> {
    Ok(blake3::hash(&fs::read(path)?).to_hex().to_string())
}
