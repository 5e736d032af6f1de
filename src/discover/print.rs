//! The fingerprint of a disclosure's files as they lie on the disk.

use std::fs::{self, File};
use std::io::{self, Read};

use super::Candidate;

/// The hash of a disclosure's files, their names and those of its corrections, in 64
/// hexadecimal digits: as long as it is the same, [`load`](super::load) comes to the same.
/// `None` where one of them cannot be read.
pub fn print(candidate: &Candidate) -> Option<String> {
    let mut hasher = blake3::Hasher::new();
    let mut part = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    part(candidate.name.as_bytes());
    part(&[u8::from(candidate.corrections.is_some())]);
    for (name, path) in candidate.files.iter().chain(&candidate.corrections) {
        let metadata = fs::metadata(path).ok().filter(|metadata| metadata.is_file())?;
        part(name.as_bytes());
        part(&read(File::open(path).ok()?, metadata.len()).ok()?);
    }
    Some(hasher.finalize().to_hex().to_string())
}

/// The bytes of a file; an error where it is not as long as it was said to be.
fn read(file: File, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(length + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 == length {
        true => Ok(bytes),
        false => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}
