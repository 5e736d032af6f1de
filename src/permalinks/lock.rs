//! Every address that builds before have published, what each was made from, and
//! what became of those that are not there any more.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::address;
use crate::permalinks::{Anchors, Mark};

/// What became of an address that reading a text better has moved or dissolved.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Became {
    /// What it showed stands at this address now.
    At(String),
    /// Nothing is read there any more.
    Nowhere,
}

/// Addresses, with or without an anchor, and what became of each.
pub type Moves = BTreeMap<String, Became>;

/// One address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Page {
    pub anchors: Anchors,
    /// What the page was made from: for a disclosure its whole text, for a project
    /// its place in the source.
    pub made_of: Option<Mark>,
}

/// Addresses with their anchors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    pub(super) pages: BTreeMap<String, Page>,
    /// What became of addresses that a build does not publish any more. An anchor
    /// that is here is not among those of its page; a page stays with its anchors.
    pub(super) moves: Moves,
}

/// What a lock lists and a build does not publish.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lost {
    /// Addresses that are gone as a whole.
    pub pages: Vec<String>,
    /// `address#anchor` on pages that are still there.
    pub anchors: Vec<String>,
}

impl Lock {
    /// What this lock lists and `site` does not have.
    pub fn lost(&self, site: &Lock) -> Lost {
        let mut lost = Lost::default();
        for (page, old) in &self.pages {
            match site.pages.get(page) {
                None => lost.pages.push(page.clone()),
                Some(there) if there.anchors == old.anchors => {}
                Some(there) => {
                    let there = there.anchors.expanded();
                    let gone = old.anchors.expanded().into_iter().filter(|anchor| !there.contains(anchor));
                    lost.anchors.extend(gone.map(|anchor| format!("{page}#{anchor}")));
                }
            }
        }
        lost
    }

    /// Whether an address, with or without an anchor, is listed.
    pub fn has(&self, address: &str) -> bool {
        match address.split_once('#') {
            None => self.pages.contains_key(address),
            Some((page, anchor)) => {
                self.pages.get(page).is_some_and(|page| page.anchors.marked().contains_key(anchor))
            }
        }
    }

    /// Every address, in order.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.pages.keys().map(String::as_str)
    }

    /// The anchors that an address has.
    pub fn anchors(&self, page: &str) -> BTreeSet<String> {
        self.pages.get(page).map(|page| page.anchors.expanded()).unwrap_or_default()
    }

    /// How many anchors the page at an address has.
    pub fn anchor_count(&self, page: &str) -> usize {
        self.pages.get(page).map_or(0, |page| page.anchors.count())
    }

    /// What is known of what became of addresses.
    pub fn moves(&self) -> &Moves {
        &self.moves
    }

    /// What a page was made from.
    pub fn made_of(&self, page: &str) -> Option<Mark> {
        self.pages.get(page)?.made_of
    }

    /// What there is at an address and below it.
    pub fn below(&self, folder: &str) -> Self {
        fn of<T: Clone>(map: &BTreeMap<String, T>, folder: &str) -> BTreeMap<String, T> {
            let below = map.range(folder.to_owned()..).take_while(|(address, _)| address.starts_with(folder));
            below.map(|(address, of)| (address.clone(), of.clone())).collect()
        }
        Self { pages: of(&self.pages, folder), moves: of(&self.moves, folder) }
    }

    /// This lock with what `site` has besides. Of the addresses below `known`,
    /// `moves` says all that became of them.
    pub fn grown(mut self, site: Lock, known: &BTreeSet<String>, moves: Moves) -> Self {
        for (address, page) in site.pages {
            let own = self.pages.entry(address).or_default();
            if own.anchors != page.anchors {
                own.anchors = own.anchors.union(&page.anchors);
            }
            own.made_of = page.made_of.or(own.made_of);
        }
        self.moves.retain(|from, _| address::disclosure_of(from).is_none_or(|of| !known.contains(of)));
        self.moves.extend(moves);
        self.settle();
        self
    }

    /// Takes from the anchors of pages those that are among `moves`.
    fn settle(&mut self) {
        let mut moved: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (page, anchor) in self.moves.keys().filter_map(|from| from.split_once('#')) {
            moved.entry(page).or_default().insert(anchor);
        }
        for (page, moved) in moved {
            let Some(page) = self.pages.get_mut(page) else { continue };
            let mut all = page.anchors.marked();
            let before = all.len();
            all.retain(|anchor, _| !moved.contains(anchor.as_str()));
            if all.len() < before {
                page.anchors = Anchors::of_marked(&all);
            }
        }
    }

    /// The disclosures that have a page.
    pub fn disclosures(&self) -> impl Iterator<Item = &str> {
        self.addresses().filter(|page| address::disclosure_of(page) == Some(page))
    }

    /// Whether a disclosure is new, or its text has changed: then what is new of it
    /// is not due to better reading.
    pub fn is_new_text(&self, disclosure: &str, site: &Lock) -> bool {
        match self.pages.get(disclosure) {
            None => true,
            Some(own) => own.made_of.is_some() && own.made_of != site.made_of(disclosure),
        }
    }
}
