//! Small files beside the content: settings, locks, templates, static files. What is
//! read here is published or shown, so it has to be a plain file of the site's own.

use std::fs;
use std::io;
use std::path::Path;

/// Largest file of settings or templates, in bytes.
pub const SETTINGS: u64 = 16 << 20;
/// Largest static file or lock, in bytes.
pub const LARGE: u64 = 256 << 20;

/// The bytes of a file.
///
/// # Errors
/// What the system says; a pipe or device, which would be waited for without end;
/// more than `most` bytes.
pub fn bytes(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let metadata = path.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("不是普通文件"));
    }
    if metadata.len() > most {
        return Err(io::Error::other(format!("文件超过 {} MiB", most >> 20)));
    }
    fs::read(path)
}

/// The text of a file.
///
/// # Errors
/// As for [`bytes`]; text that is no UTF-8.
pub fn text(path: &Path, most: u64) -> io::Result<String> {
    String::from_utf8(bytes(path, most)?).map_err(|_| io::Error::other("不是 UTF-8 文字"))
}

/// Whether a path leads, by links, out of a folder: what lies there is not for
/// publication.
pub fn leads_out(path: &Path, folder: &Path) -> bool {
    match (fs::canonicalize(path), fs::canonicalize(folder)) {
        (Ok(target), Ok(root)) => !target.starts_with(root),
        _ => true,
    }
}
