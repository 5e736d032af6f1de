//! Writes the files of a site and records their addresses.

use std::fs;
use std::path::PathBuf;

use super::Failure;
use crate::artifact::{Artifact, Stored};
use crate::permalinks::{Lock, Published};
use crate::write::{self, Output};

/// Takes the files of the whole site; many threads may use it at once.
#[derive(Debug)]
pub(super) struct Publisher<'a> {
    output: &'a Output,
    published: Published,
}

impl<'a> Publisher<'a> {
    pub fn new(output: &'a Output) -> Self {
        Self { output, published: Published::default() }
    }

    /// Takes a file of the site's own.
    pub fn put(&self, artifact: &Artifact) -> Result<(), Failure> {
        self.published.note(artifact);
        Ok(self.output.write(artifact)?)
    }

    /// Opens a file that was put.
    pub fn open(&self, path: &str) -> Result<fs::File, Failure> {
        Ok(self.output.open(path)?)
    }

    /// Files of one disclosure, of which all stay or none.
    pub fn draft(&self) -> Draft<'_> {
        Draft { publisher: self, files: self.output.draft(), published: Published::default() }
    }

    /// Every address that a file was put at.
    pub fn into_lock(self) -> Lock {
        self.published.into_lock()
    }
}

/// The files of one disclosure. Dropped before it is done, it takes them along.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    publisher: &'a Publisher<'a>,
    files: write::Draft<'a>,
    published: Published,
}

impl<'a> Draft<'a> {
    pub fn put(&mut self, artifact: &Artifact) -> Result<(), Failure> {
        self.published.note(artifact);
        Ok(self.files.write(artifact)?)
    }

    /// Puts a file where it belongs that was written before; its address is known.
    pub fn reuse(&mut self, file: &Stored) -> Result<(), Failure> {
        Ok(self.files.reuse(file)?)
    }

    /// Makes a file that is written by and by.
    pub fn create(&mut self, path: &str) -> Result<fs::File, Failure> {
        self.published.note(&Artifact::new(path, ""));
        Ok(self.files.create(path)?)
    }

    /// Takes back a file that could not be made.
    pub fn remove(&mut self, path: &str) {
        self.published.forget(path);
        self.files.remove(path);
    }

    /// No more files come: those there are, and the addresses that they are at.
    pub fn close(self) -> (Closed<'a>, Lock) {
        (Closed { publisher: self.publisher, files: self.files }, self.published.into_lock())
    }
}

/// All files of one disclosure. Dropped before it is kept, it takes them along.
#[derive(Debug)]
pub(super) struct Closed<'a> {
    publisher: &'a Publisher<'a>,
    files: write::Draft<'a>,
}

impl Closed<'_> {
    /// Changes the page at an address.
    pub fn amend(&self, page: &str, change: impl FnOnce(Artifact) -> Artifact) -> Result<(), Failure> {
        Ok(self.files.amend(&format!("{page}index.html"), change)?)
    }

    /// The files, each with where it lies until the site is published.
    pub fn files(&self) -> impl Iterator<Item = (String, PathBuf)> {
        self.files.files()
    }

    /// Lets the files stay, at these addresses.
    pub fn keep(self, addresses: Lock) {
        self.publisher.published.absorb(addresses);
        self.files.keep();
    }
}
