//! What a site has published: every address, every anchor, and the lock that
//! keeps a later build from dropping one.
//!
//! - [`Published`] notes the artifacts of a build as they pass
//! - [`Lock`] is `permalinks.lock`: what builds before published
//! - [`Lock::lost`] compares the two; this module knows nothing of redirects
//!
//! See `docs/permalinks.md`.

mod anchors;
mod lock;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::address;
use crate::artifact::Artifact;

pub use anchors::Anchors;
pub use lock::{Lock, LockError};

/// Collects what a build publishes; many threads may note at once.
#[derive(Debug, Default)]
pub struct Published {
    /// Address → its anchors.
    pages: Mutex<BTreeMap<String, Anchors>>,
}

impl Published {
    /// Notes an artifact, unless its address is not one to keep.
    pub fn note(&self, artifact: &Artifact) {
        let Some(address) = address::lasting(&artifact.path) else { return };
        let html = if artifact.path.ends_with(".html") { artifact.bytes.as_slice() } else { &[] };
        let anchors = Anchors::of_html(&String::from_utf8_lossy(html));
        self.pages.lock().unwrap_or_else(PoisonError::into_inner).insert(address.to_owned(), anchors);
    }

    /// Takes over all that another has noted.
    pub fn absorb(&self, other: Self) {
        let more = other.pages.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.pages.lock().unwrap_or_else(PoisonError::into_inner).extend(more);
    }

    /// Everything noted.
    pub fn into_lock(self) -> Lock {
        Lock::new(self.pages.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}
