//! Patterns that nobody tunes the program for: written without regard to its code,
//! measured at the end, reported apart. Do not look here while mending the reader.

mod central;
mod joined;
mod township;

use super::Pattern;

pub const ALL: &[(&str, Pattern)] = &[
    ("left-alone-central", central::budget),
    ("left-alone-joined", joined::budget),
    ("left-alone-township", township::budget),
];
