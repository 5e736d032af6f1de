//! The folder beside the output in which a site is made, and the swap of the two.
//!
//! Whoever makes a site in it holds a lock, so that a later run knows what a killed one
//! left behind, puts back a site that was being replaced, and clears the rest away.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The file in the folder that is locked while a run works there.
const RUN: &str = "run";
/// The site being made, and the one it replaces.
const NEW: &str = "new";
const OLD: &str = "old";

/// A folder to make a site in; it goes when this does.
#[derive(Debug)]
pub struct Staging {
    path: PathBuf,
    /// Held open and locked.
    run: Option<File>,
}

impl Staging {
    /// Makes the folder in `parent`, its name beginning with `prefix`.
    ///
    /// # Errors
    /// What the system says.
    pub fn begin(parent: &Path, prefix: &str) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix(prefix).disable_cleanup(true).tempdir_in(parent)?;
        let path = folder.path().to_owned();
        let run = File::create(path.join(RUN))?;
        run.try_lock()?;
        let staging = Self { path, run: Some(run) };
        fs::create_dir(staging.new_site())?;
        Ok(staging)
    }

    /// Where the files of the new site go.
    pub fn new_site(&self) -> PathBuf {
        self.path.join(NEW)
    }

    /// Puts the new site in the place of what is at `target`, at once where the system can.
    ///
    /// # Errors
    /// What the system says; the old site is then back where it was.
    pub fn swap(&self, target: &Path) -> io::Result<()> {
        let (old, new) = (self.path.join(OLD), self.new_site());
        if !target.exists() {
            return fs::rename(&new, target);
        }
        if exchange(&new, target).is_ok() {
            return Ok(());
        }
        fs::rename(target, &old)?;
        fs::rename(&new, target).inspect_err(|_| drop(fs::rename(&old, target)))
    }

    /// Removes the folder; what marks it as the program's own goes last.
    ///
    /// # Errors
    /// What the system says.
    pub fn close(mut self) -> io::Result<()> {
        self.clear()
    }

    fn clear(&mut self) -> io::Result<()> {
        match self.run.take() {
            Some(run) => clear(&self.path, run),
            None => Ok(()),
        }
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What stays is cleared away by the next run.
        let _ = self.clear();
    }
}

/// Changes two folders' places at once.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

/// Changes two folders' places at once, which this system cannot.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Clears away what killed runs left beside `target`, in folders whose names begin with
/// `prefix`; a site that one of them was replacing is put back first. What is not theirs,
/// or a running one's, stays.
pub fn recover(parent: &Path, prefix: &str, target: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    let ours = |name: &str| name.strip_prefix(prefix).is_some_and(|rest| rest.len() == RANDOM);
    for entry in entries.flatten().filter(|entry| entry.file_name().to_str().is_some_and(ours)) {
        let path = entry.path();
        if path.is_symlink() {
            continue;
        }
        // An empty folder goes; in one of a killed run nobody holds the lock.
        let _ = fs::remove_dir(&path);
        let Ok(run) = File::options().write(true).open(path.join(RUN)) else { continue };
        if run.try_lock().is_err() {
            continue;
        }
        if !target.exists() && path.join(OLD).is_dir() {
            let _ = fs::rename(path.join(OLD), target);
        }
        let _ = clear(&path, run);
    }
}

/// How many characters stand after the prefix of a temporary folder.
const RANDOM: usize = 6;

fn clear(path: &Path, run: File) -> io::Result<()> {
    for part in [NEW, OLD] {
        match fs::remove_dir_all(path.join(part)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    drop(run);
    fs::remove_file(path.join(RUN))?;
    fs::remove_dir(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with a site in it, and what a run left beside it that was killed while
    /// making another.
    fn killed(site: bool) -> (tempfile::TempDir, PathBuf, PathBuf) {
        let root = tempfile::tempdir().unwrap();
        let (target, left) = (root.path().join("public"), root.path().join(".public-abcdef"));
        fs::create_dir_all(left.join(NEW)).unwrap();
        fs::write(left.join(RUN), "").unwrap();
        fs::create_dir(if site { target.clone() } else { left.join(OLD) }).unwrap();
        (root, target, left)
    }

    #[test]
    fn a_site_that_was_being_replaced_comes_back_and_the_rest_goes() {
        for site in [true, false] {
            let (root, target, left) = killed(site);
            recover(root.path(), ".public-", &target);
            assert!(target.is_dir() && !left.exists(), "{site}");
        }
    }

    #[test]
    fn what_is_a_running_ones_or_nobodys_stays() {
        let (root, target, left) = killed(true);
        let run = File::options().write(true).open(left.join(RUN)).unwrap();
        run.try_lock().unwrap();
        let other = root.path().join(".public-letter");
        fs::create_dir(&other).unwrap();
        fs::write(other.join("a.txt"), "x").unwrap();
        recover(root.path(), ".public-", &target);
        assert!(left.join(NEW).is_dir() && other.join("a.txt").is_file());
    }

    #[test]
    fn folders_change_places() {
        let root = tempfile::tempdir().unwrap();
        let target = root.path().join("public");
        fs::create_dir(&target).unwrap();
        fs::write(target.join("old"), "").unwrap();
        let staging = Staging::begin(root.path(), ".public-").unwrap();
        fs::write(staging.new_site().join("new"), "").unwrap();
        staging.swap(&target).unwrap();
        assert!(target.join("new").exists() && !target.join("old").exists());
        staging.close().unwrap();
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }
}
