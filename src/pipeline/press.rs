//! Where files go, and who notes their addresses.

use super::Failure;
use crate::artifact::Artifact;
use crate::permalinks::{Lock, Published};
use crate::write::{self, Output};

/// Takes the files of the whole site; many threads may use it at once.
#[derive(Debug)]
pub(super) struct Press<'a> {
    output: &'a Output,
    published: Published,
}

impl<'a> Press<'a> {
    pub fn new(output: &'a Output) -> Self {
        Self { output, published: Published::default() }
    }

    /// Takes a file of the site's own.
    pub fn put(&self, artifact: &Artifact) -> Result<(), Failure> {
        self.published.note(artifact);
        Ok(self.output.write(artifact)?)
    }

    /// Files of one disclosure, of which all stay or none.
    pub fn draft(&self) -> Draft<'_> {
        Draft { press: self, files: self.output.draft(), published: Published::default() }
    }

    /// Every address that a file was put at.
    pub fn into_lock(self) -> Lock {
        self.published.into_lock()
    }
}

/// The files of one disclosure. Dropped before it is kept, it takes them along.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    press: &'a Press<'a>,
    files: write::Draft<'a>,
    published: Published,
}

impl Draft<'_> {
    pub fn put(&mut self, artifact: &Artifact) -> Result<(), Failure> {
        self.published.note(artifact);
        Ok(self.files.write(artifact)?)
    }

    /// Lets the files stay.
    pub fn keep(self) {
        self.press.published.absorb(self.published);
        self.files.keep();
    }
}
