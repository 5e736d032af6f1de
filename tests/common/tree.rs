//! All files of a site, what is in zip files and workbooks among them.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The files below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// The files below a folder with what they hold; those in zip files and workbooks by the
/// name of these and their own.
pub fn unpacked_files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for path in files(folder) {
        let bytes = fs::read(&path).unwrap();
        let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        if bytes.starts_with(b"PK") {
            unpack(&name, &bytes, &mut found);
        }
        found.push((name, bytes));
    }
    found
}

fn unpack(name: &str, bytes: &[u8], found: &mut Vec<(String, Vec<u8>)>) {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let within = format!("{name}/{}", file.name().unwrap());
        let mut inner = Vec::new();
        file.read_to_end(&mut inner).unwrap();
        drop(file);
        if inner.starts_with(b"PK") {
            unpack(&within, &inner, found);
        }
        found.push((within, inner));
    }
}
