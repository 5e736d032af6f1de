//! The fingerprint of a disclosure's files as they lie on the disk.

use std::fs::File;
use std::io::{self, Read};

use super::Candidate;
use super::load::LARGEST;

/// The hash of a disclosure's files, their names and those of its corrections, earlier texts and originals, in 64
/// hexadecimal digits: as long as it is the same, [`load`](super::load()) gives the same.
/// `None` where one of them cannot be read or is larger than any that is loaded.
pub fn print(candidate: &Candidate) -> Option<String> {
    let mut hasher = blake3::Hasher::new();
    let mut part = |length: u64, bytes: &mut dyn Read| -> io::Result<bool> {
        hasher.update(&length.to_le_bytes());
        // One that grows meanwhile is not as long as was said.
        Ok(io::copy(&mut bytes.take(length + 1), &mut hasher)? == length)
    };
    part(candidate.name.len() as u64, &mut candidate.name.as_bytes()).ok()?;
    part(1, &mut [u8::from(candidate.corrections.is_some())].as_slice()).ok()?;
    for version in &candidate.versions {
        part(version.name.len() as u64, &mut version.name.as_bytes()).ok()?;
    }
    let earlier = candidate.versions.iter().flat_map(|version| &version.files);
    let own =
        candidate.files.iter().chain(earlier).chain(&candidate.corrections).map(|(name, path)| (name, path));
    let is_read = |pdf: &std::path::PathBuf| candidate.files.iter().any(|(_, path)| path == pdf);
    for (name, path) in own.chain(candidate.originals.iter().filter(|(_, pdf)| !is_read(pdf))) {
        let plain = |file: &std::fs::Metadata| file.is_file() && file.len() <= LARGEST;
        let length = std::fs::metadata(path).ok().filter(plain)?.len();
        part(name.len() as u64, &mut name.as_bytes()).ok()?;
        if !part(length, &mut File::open(path).ok()?).ok()? {
            return None;
        }
    }
    Some(hasher.finalize().to_hex().to_string())
}
