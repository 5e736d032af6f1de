//! A site that is changed where it stands: files that are new or have changed take their
//! places one by one, those that are no more go. For a folder that only a preview shows.

use std::fs;
use std::io;
use std::path::Path;

use walkdir::WalkDir;

use crate::artifact::Stored;

/// Whether a file stands in a site as it was stored.
pub fn is_there(path: &Path, file: &Stored) -> bool {
    Stored::of(file.path.clone(), path.to_owned()).is_ok_and(|there| there.is(file))
}

/// Moves what is in `new` into `target` and removes what does not belong there.
///
/// # Errors
/// What the system says; the site may then be of both.
pub fn renew(new: &Path, target: &Path, belongs: impl Fn(&str) -> bool) -> io::Result<()> {
    for (path, name) in files(target)? {
        if !belongs(&name) {
            fs::remove_file(&path)?;
            let mut folders = path.ancestors().skip(1).take_while(|folder| *folder != target);
            while folders.next().is_some_and(|folder| fs::remove_dir(folder).is_ok()) {}
        }
    }
    for (path, name) in files(new)? {
        let to = target.join(name);
        fs::create_dir_all(to.parent().unwrap_or(target))?;
        fs::rename(path, to)?;
    }
    Ok(())
}

/// The files below a folder, each with its name there, its parts joined by `/`.
fn files(root: &Path) -> io::Result<Vec<(std::path::PathBuf, String)>> {
    let entries = WalkDir::new(root)
        .into_iter()
        .filter(|entry| entry.as_ref().map_or(true, |entry| !entry.file_type().is_dir()));
    let named = |entry: walkdir::Result<walkdir::DirEntry>| {
        let path = entry?.into_path();
        let parts = path.strip_prefix(root).unwrap_or(&path).iter().map(|part| part.to_string_lossy());
        let name = parts.collect::<Vec<_>>().join("/");
        Ok((path, name))
    };
    entries.map(named).collect()
}
