//! The keys of the catalogue that code may name: one constant for each, made by
//! `build.rs` from its files, so that a key which is renamed or goes no longer
//! compiles where it is used. Keys are addresses and stay as they are published.

include!(concat!(env!("OUT_DIR"), "/keys.rs"));
