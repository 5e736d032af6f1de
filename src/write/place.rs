//! Whether a site may go where it is asked to go.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::{MARKER, WriteError};
use crate::source::is_unportable;

/// The output's real path, once it is sure that writing there harms nothing.
pub fn check(output: &Path, content: &Path) -> Result<PathBuf, WriteError> {
    let disk = |path: &Path, error| WriteError::Disk { doing: "查看", path: path.to_owned(), error };
    let target = real(output).map_err(|error| disk(output, error))?;
    let source = real(content).map_err(|error| disk(content, error))?;
    if target.starts_with(&source) || source.starts_with(&target) {
        return Err(WriteError::Overlaps { output: output.to_owned(), content: content.to_owned() });
    }
    match fs::read_dir(&target) {
        Ok(entries) => may_replace(output, &target, entries)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(WriteError::IsAFile(output.to_owned()));
        }
        Err(error) => return Err(disk(output, error)),
    }
    Ok(target)
}

fn may_replace(output: &Path, target: &Path, mut entries: fs::ReadDir) -> Result<(), WriteError> {
    if target.join(".git").exists() {
        return Err(WriteError::Checkout(output.to_owned()));
    }
    if entries.next().is_some() && !target.join(MARKER).is_file() {
        return Err(WriteError::Foreign(output.to_owned()));
    }
    Ok(())
}

/// The folder beside the output to work in, and how names in it begin.
pub fn beside(target: &Path) -> Result<(PathBuf, String), WriteError> {
    match (target.parent(), target.file_name()) {
        (Some(parent), Some(name)) => Ok((parent.to_owned(), format!(".{}-", name.to_string_lossy()))),
        _ => Err(WriteError::NoParent(target.to_owned())),
    }
}

/// The path without links and dots, of which the last parts may not exist yet.
fn real(path: &Path) -> io::Result<PathBuf> {
    let mut missing: Vec<OsString> = Vec::new();
    let mut known = std::path::absolute(path)?;
    loop {
        match known.canonicalize() {
            Ok(found) => return Ok(missing.iter().rev().fold(found, step)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let Some(part) = known.components().next_back() else {
            return Err(io::Error::from(io::ErrorKind::NotFound));
        };
        missing.push(part.as_os_str().to_owned());
        known.pop();
    }
}

/// Where in a folder a path is, wherever both really are; `None` where it is not in it.
pub fn inside(path: &Path, folder: &Path) -> Option<PathBuf> {
    Some(real(path).ok()?.strip_prefix(real(folder).ok()?).ok()?.to_owned())
}

fn step(mut path: PathBuf, part: &OsString) -> PathBuf {
    match part == ".." {
        true => {
            path.pop();
        }
        false => path.push(part),
    }
    path
}

/// Whether an artifact's path stays inside the site on any system.
pub fn is_inside(path: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part != "." && part != "..";
    let normal = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    normal && !path.contains('\\') && !path.contains('\0') && path.split('/').all(plain)
}

/// A name in a path that no file has on some system.
pub fn unportable(path: &str) -> Option<&str> {
    path.split('/').find(|name| is_unportable(name))
}
