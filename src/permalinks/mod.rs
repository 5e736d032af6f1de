//! What a site has published: every address, every anchor, and the lock that
//! keeps a later build from dropping one.
//!
//! - [`Published`] notes the artifacts of a build as they pass
//! - [`Lock`] is what builds before published; `file` how it is written
//! - [`marks`] says what addresses were made from
//! - [`Lock::lost`] compares the two; [`follow()`] tells what became of what is lost
//!   because reading got better; what the settings say of it is not known here
//!
//! See `docs/permalinks.md`.

mod anchors;
mod dense;
mod file;
mod follow;
mod lock;
mod mark;
mod sources;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::address;
use crate::artifact::Artifact;

use lock::Page;

pub use anchors::Anchors;
pub use file::LockError;
pub use follow::follow;
pub use lock::{Became, Lock, Lost, Moves};
pub use mark::Mark;
pub use sources::{Marks, marks, print};

/// Collects what a build publishes; many threads may note at once.
#[derive(Debug, Default)]
pub struct Published {
    lock: Mutex<Lock>,
}

impl Published {
    /// Notes an artifact, unless its address is not one to keep.
    pub fn note(&self, artifact: &Artifact) {
        let Some(address) = address::lasting(&artifact.path) else { return };
        let page = Page { anchors: Anchors::of_page(artifact), made_of: None };
        self.lock.lock().unwrap_or_else(PoisonError::into_inner).pages.insert(address.to_owned(), page);
    }

    /// Forgets a file.
    pub fn forget(&self, path: &str) {
        let Some(address) = address::lasting(path) else { return };
        self.lock.lock().unwrap_or_else(PoisonError::into_inner).pages.remove(address);
    }

    /// Takes over all that another has noted.
    pub fn absorb(&self, other: Lock) {
        self.lock.lock().unwrap_or_else(PoisonError::into_inner).pages.extend(other.pages);
    }

    /// Everything noted.
    pub fn into_lock(self) -> Lock {
        self.lock.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lock {
    /// Says what the addresses that are listed were made from.
    pub fn made(&mut self, marks: &Marks) {
        let mut anchors: BTreeMap<&str, BTreeMap<&str, Mark>> = BTreeMap::new();
        for (address, mark) in marks {
            match address.split_once('#') {
                Some((page, anchor)) => drop(anchors.entry(page).or_default().insert(anchor, *mark)),
                None => self.pages.get_mut(address).into_iter().for_each(|page| page.made_of = Some(*mark)),
            }
        }
        for (page, marks) in anchors {
            let Some(page) = self.pages.get_mut(page) else { continue };
            let mut all = page.anchors.marked();
            all.iter_mut().for_each(|(anchor, mark)| *mark = marks.get(anchor.as_str()).copied());
            page.anchors = Anchors::of_marked(&all);
        }
    }
}
