//! What builds before have made of texts that are still the same.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::cache::{Cache, Key};
use crate::discover::{self, Candidate, Found};
use crate::model::DisclosureId;

/// What is known of the texts of a content folder. A text that changes while it is worked
/// on is not remembered.
#[derive(Debug)]
pub(super) struct Memory<'a> {
    cache: &'a Cache,
    /// The fingerprint of each disclosure's files, once somebody asked for it; `None` where
    /// they cannot be read.
    prints: BTreeMap<&'a DisclosureId, OnceLock<Option<String>>>,
}

impl<'a> Memory<'a> {
    pub fn new(cache: &'a Cache, found: &'a Found) -> Self {
        let candidates = found.bodies.iter().flat_map(|body| &body.candidates);
        Self { cache, prints: candidates.map(|one| (&one.id, OnceLock::new())).collect() }
    }

    pub fn cache(&self) -> &Cache {
        self.cache
    }

    /// The key of what is made of a disclosure's files and of `besides`; `None` where nothing
    /// is kept.
    pub fn key(&self, kind: &str, candidate: &Candidate, besides: &impl Serialize) -> Option<Key> {
        let print = || {
            let print = self.prints.get(&candidate.id)?;
            print.get_or_init(|| discover::print(candidate)).as_deref()
        };
        // Where nothing is kept no file is read for it.
        self.cache.key(kind, &())?;
        self.cache.key(kind, &(print()?, besides))
    }

    /// Whether a disclosure's files are still those that its keys were made of.
    pub fn is_still(&self, candidate: &Candidate) -> bool {
        let print = self.prints.get(&candidate.id).and_then(OnceLock::get);
        print.is_some_and(|print| print.is_some() && *print == discover::print(candidate))
    }

    /// What is made of a disclosure's files and of `besides`, now or before.
    pub fn recall<T: Serialize + DeserializeOwned>(
        &self,
        kind: &str,
        candidate: &Candidate,
        besides: &impl Serialize,
        make: impl FnOnce() -> Option<T>,
    ) -> Option<T> {
        let key = self.key(kind, candidate, besides);
        if let Some(entry) = key.as_ref().and_then(|key| self.cache.get(key)) {
            return Some(entry.value);
        }
        // What fails once may not fail again.
        let made = make()?;
        if let Some(key) = key.filter(|_| self.is_still(candidate)) {
            self.cache.put(&key, &made, std::iter::empty());
        }
        Some(made)
    }
}
