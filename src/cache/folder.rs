//! The folder of a cache: whose it is, who works in it, where things are.

use std::collections::HashSet;
use std::fmt;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::cache::Key;

/// The file by which backups know a cache, and the program its own.
const TAG: &str = "CACHEDIR.TAG";
const TAG_TEXT: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # mingzhang: 生成网站时留下的中间结果，随时可以整个删掉。\n";

/// The file that is locked while a run works there.
const RUN: &str = "run";
const ENTRIES: &str = "entries";
const FILES: &str = "files";

/// Why a folder cannot be a cache.
#[derive(Debug)]
pub enum CacheError {
    /// There is something in it that this program did not put there.
    Foreign(PathBuf),
}

impl fmt::Display for CacheError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let CacheError::Foreign(path) = self;
        write!(
            f,
            "{} 里有别的文件，不能用来放中间结果。\n请用 --cache 另指一个新的或空的文件夹，或用 --no-cache。",
            path.display()
        )
    }
}

impl std::error::Error for CacheError {}

/// A folder that this run alone works in.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    /// Held open and locked.
    _run: File,
}

impl Folder {
    /// Makes the folder ready; `None` where another run is in it or the disk refuses.
    ///
    /// # Errors
    /// Where it is somebody else's.
    pub fn open(root: &Path, task: &str) -> Result<Option<Self>, CacheError> {
        let empty = match fs::read_dir(root) {
            Ok(mut entries) => entries.next().is_none(),
            Err(error) => error.kind() != io::ErrorKind::NotADirectory,
        };
        if !empty && !is_own(root) {
            return Err(CacheError::Foreign(root.to_owned()));
        }
        Ok(Self::make(root, task).ok())
    }

    fn make(root: &Path, task: &str) -> io::Result<Self> {
        fs::create_dir_all(root)?;
        fs::write(root.join(TAG), TAG_TEXT)?;
        fs::write(root.join(".gitignore"), "*\n")?;
        Self::lock(&root.join(task))
    }

    fn lock(root: &Path) -> io::Result<Self> {
        fs::create_dir_all(root.join(ENTRIES))?;
        fs::create_dir_all(root.join(FILES))?;
        let run = File::create(root.join(RUN))?;
        run.try_lock()?;
        Ok(Self { root: root.to_owned(), _run: run })
    }

    /// Where an entry is.
    pub fn entry(&self, key: &Key) -> PathBuf {
        self.root.join(ENTRIES).join(key.to_string())
    }

    /// Where the files of an entry are.
    pub fn files(&self, key: &Key) -> PathBuf {
        self.root.join(FILES).join(key.to_string())
    }

    /// Removes all but what is of these keys, as far as the disk lets it.
    pub fn keep_only(&self, keys: &HashSet<String>) {
        for part in [ENTRIES, FILES] {
            for found in fs::read_dir(self.root.join(part)).into_iter().flatten().flatten() {
                if found.file_name().to_str().is_some_and(|name| keys.contains(name)) {
                    continue;
                }
                let path = found.path();
                let _ = fs::remove_file(&path).or_else(|_| fs::remove_dir_all(&path));
            }
        }
    }
}

/// Whether a folder carries the program's tag, be it that a killed run wrote half of it.
fn is_own(root: &Path) -> bool {
    fs::read(root.join(TAG)).is_ok_and(|text| TAG_TEXT.as_bytes().starts_with(&text))
}
