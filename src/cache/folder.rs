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

const IGNORED: &str = ".gitignore";
/// The terms on which all that is kept was made, of every task.
const TERMS: &str = "terms";

/// The file that is locked while a run works there.
const RUN: &str = "run";
const ENTRIES: &str = "entries";
const FILES: &str = "files";

/// Why a folder cannot be a cache.
#[derive(Debug)]
pub enum CacheError {
    /// There is something in it that this program did not put there.
    Foreign(PathBuf),
    /// It would be in this folder or hold it.
    Overlaps(PathBuf, PathBuf),
}

impl fmt::Display for CacheError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ask = "请用 --cache 另指一个新的或空的文件夹，或用 --no-cache。";
        match self {
            CacheError::Foreign(path) => {
                write!(f, "{} 里有别的文件，不能用来放中间结果。\n{ask}", path.display())
            }
            CacheError::Overlaps(path, other) => {
                let (path, other) = (path.display(), other.display());
                write!(f, "放中间结果的文件夹 {path} 与 {other} 互相包含。\n{ask}")
            }
        }
    }
}

impl std::error::Error for CacheError {}

/// A folder that this run alone works in.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    /// Whether what is kept there is to be used elsewhere.
    carried: bool,
    /// Held open and locked.
    _run: File,
}

impl Folder {
    /// Makes the folder ready; where its terms are others than before, all that any task kept is
    /// dropped first. `None` where one of them is at work, where another run is in it or the disk refuses.
    ///
    /// # Errors
    /// Where it is somebody else's.
    pub fn open(root: &Path, task: &str, terms: &str) -> Result<Option<Self>, CacheError> {
        Self::check(root, task)?;
        Ok(Self::make(root, task, terms).ok())
    }

    /// Whether the folder can be a cache.
    ///
    /// # Errors
    /// Where it is somebody else's.
    pub fn check(root: &Path, task: &str) -> Result<(), CacheError> {
        let empty = match fs::read_dir(root) {
            Ok(mut entries) => entries.next().is_none(),
            Err(error) => error.kind() != io::ErrorKind::NotADirectory,
        };
        if (!empty && !is_own(root)) || has_link(root, task) {
            return Err(CacheError::Foreign(root.to_owned()));
        }
        Ok(())
    }

    fn make(root: &Path, task: &str, terms: &str) -> io::Result<Self> {
        fs::create_dir_all(root)?;
        // Written once, so that no run finds half of it beside what others keep.
        for (name, text) in [(TAG, TAG_TEXT), (IGNORED, "*\n")] {
            if fs::read(root.join(name)).ok().as_deref() != Some(text.as_bytes()) {
                fs::write(root.join(name), text)?;
            }
        }
        let own = Self::lock(&root.join(task))?;
        if fs::read(root.join(TERMS)).ok().as_deref() != Some(terms.as_bytes()) {
            own.keep_only(&HashSet::new());
            for other in fs::read_dir(root)?.flatten().filter(|other| other.file_name() != task) {
                if other.file_type().is_ok_and(|kind| kind.is_dir()) && !has_link(root, other.file_name()) {
                    Self::lock(&other.path())?.keep_only(&HashSet::new());
                }
            }
            fs::write(root.join(TERMS), terms)?;
        }
        Ok(own)
    }

    fn lock(root: &Path) -> io::Result<Self> {
        fs::create_dir_all(root.join(ENTRIES))?;
        fs::create_dir_all(root.join(FILES))?;
        let run = File::create(root.join(RUN))?;
        run.try_lock()?;
        Ok(Self { root: root.to_owned(), carried: false, _run: run })
    }

    /// A folder of a cache that is there, to be read alone. `None` where it is not whole, or
    /// a run works in it.
    pub fn existing(root: &Path, task: &str) -> Option<Self> {
        let own = root.join(task);
        let run = File::open(own.join(RUN)).ok()?;
        let usable = Self::check(root, task).is_ok() && run.try_lock_shared().is_ok();
        usable.then_some(Self { root: own, carried: true, _run: run })
    }

    /// The folder, of which all that it takes is to be used elsewhere.
    pub fn into_carried(self) -> Self {
        Self { carried: true, ..self }
    }

    /// Whether what it takes is to be used elsewhere, where times of files may differ.
    pub fn is_carried(&self) -> bool {
        self.carried
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

/// Whether a folder carries the program's tag; half of it, where a killed run wrote that and
/// nothing else.
fn is_own(root: &Path) -> bool {
    let text = fs::read(root.join(TAG)).unwrap_or_default();
    let alone = || fs::read_dir(root).is_ok_and(|entries| entries.count() == 1);
    text == TAG_TEXT.as_bytes()
        || (root.join(TAG).exists() && TAG_TEXT.as_bytes().starts_with(&text) && alone())
}

/// Whether something that this program works with there leads elsewhere by a link.
fn has_link(root: &Path, task: impl AsRef<Path>) -> bool {
    let of_task = root.join(task);
    let parts = [ENTRIES, FILES, RUN].map(|part| of_task.join(part));
    let own = [root.join(TAG), root.join(IGNORED), root.join(TERMS), of_task.clone()];
    let mut all = own.iter().chain(&parts);
    all.any(|path| fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_foreign(root: &Path) -> bool {
        matches!(Folder::open(root, "build", ""), Err(CacheError::Foreign(_)))
    }

    #[test]
    fn a_folder_with_something_else_in_it_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        assert!(Folder::open(root.path(), "build", "").unwrap().is_some(), "an empty one is made a cache");
        assert!(!is_foreign(root.path()), "and known again");
        for tag in ["", "Signature: 8a477f597d28d172789f06886806bc55"] {
            let other = tempfile::tempdir().unwrap();
            fs::write(other.path().join(TAG), tag).unwrap();
            assert!(!is_foreign(other.path()), "what a killed run left");
            fs::remove_dir_all(other.path().join("build")).unwrap();
            fs::write(other.path().join(TAG), tag).unwrap();
            fs::write(other.path().join("mine"), "x").unwrap();
            assert!(is_foreign(other.path()), "{tag}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed_out_of_it() {
        let (victim, root) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(victim.path().join("mine"), "x").unwrap();
        for part in ["build/files", "build/entries", "build/run", ".gitignore", "build"] {
            let root = root.path().join(part.replace('/', "-"));
            assert!(Folder::open(&root, "build", "").unwrap().is_some());
            let path = root.join(part);
            fs::remove_file(&path).or_else(|_| fs::remove_dir_all(&path)).unwrap();
            std::os::unix::fs::symlink(victim.path(), &path).unwrap();
            assert!(is_foreign(&root), "{part}");
        }
        assert_eq!(fs::read_dir(victim.path()).unwrap().count(), 1);
    }
}
