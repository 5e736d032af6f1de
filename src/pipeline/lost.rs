//! Addresses that would vanish: all that hangs on one of them told as one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::address;
use crate::permalinks::Lock;

/// An address that would vanish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostAddress {
    pub address: String,
    /// Whether it is only what anchors that would vanish begin with.
    pub stem: bool,
    /// Addresses below it, and anchors on all of them and places below it, that would as
    /// well.
    pub pages: usize,
    pub anchors: usize,
    /// What the settings name in its place, if that is not there.
    pub led_to: Option<String>,
    /// Whether they name just this address.
    pub ruled: bool,
    /// Where it may be now: the one that is new beside it.
    pub perhaps: Option<String>,
}

impl LostAddress {
    /// How many addresses would vanish, anchors included.
    pub fn count(&self) -> usize {
        usize::from(!self.stem) + self.pages + self.anchors
    }
}

/// Addresses that would vanish, each with what the settings name in its place in vain.
#[derive(Debug, Default)]
pub(super) struct Losses {
    lost: BTreeMap<String, Option<String>>,
    /// Those that the settings name.
    ruled: BTreeSet<String>,
}

impl Losses {
    /// Takes an address that nothing became of.
    pub fn push(&mut self, address: String) {
        self.lost.entry(address).or_default();
    }

    /// Takes an address that the settings lead to nothing; `ruled` where they name it.
    pub fn led(&mut self, address: String, to: String, ruled: bool) {
        self.ruled.extend(ruled.then(|| address.clone()));
        self.lost.insert(address, Some(to));
    }

    /// Each address that is below no other, with what is lost below it; pages first.
    pub fn grouped(self, old: &Lock, now: &Lock) -> Vec<LostAddress> {
        if self.lost.is_empty() {
            return Vec::new();
        }
        let heads = heads(self.lost.iter().map(|(address, led)| (address.as_str(), led.is_some())));
        // Those that the settings say nothing of.
        let open: BTreeSet<&str> = heads
            .values()
            .copied()
            .filter(|head| self.lost.get(*head).is_some_and(Option::is_none))
            .collect();
        let neighbours = Neighbours::new(old, now, &open);
        let stems = stems(&open, now);
        let mut groups: BTreeMap<(bool, &str), LostAddress> = BTreeMap::new();
        for (address, led_to) in &self.lost {
            let head = heads.get(address.as_str()).copied().unwrap_or(address);
            let head = stems.get(head).map_or(head, String::as_str);
            let group = groups.entry((head.contains('#'), head)).or_insert_with(|| LostAddress {
                address: head.to_owned(),
                stem: !self.lost.contains_key(head),
                pages: 0,
                anchors: 0,
                led_to: None,
                ruled: self.ruled.contains(head),
                perhaps: neighbours.perhaps(head),
            });
            match (head == address, address.contains('#')) {
                (true, _) => group.led_to.clone_from(led_to),
                (false, true) => group.anchors += 1,
                (false, false) => group.pages += 1,
            }
            group.anchors += old.anchor_count(address);
        }
        groups.into_values().collect()
    }
}

/// The broadest of these addresses that each is below. Those that the settings name and
/// others have nothing to do with each other.
fn heads<'a>(all: impl Iterator<Item = (&'a str, bool)> + Clone) -> HashMap<&'a str, &'a str> {
    let known: HashMap<&str, bool> = all.clone().collect();
    let head = |(address, led): (&'a str, bool)| {
        let above = address::above(address).into_iter();
        let among = above.filter_map(|above| known.get_key_value(above.place.as_str()));
        let among = among.filter(|(_, other)| **other == led).map(|(place, _)| *place);
        (address, among.min_by_key(|place| (place.contains('#'), place.len())).unwrap_or(address))
    };
    all.map(head).collect()
}

/// For anchors of which none is below another: the beginning that most of them share with
/// others and below which nothing stands any more, as the checks of all columns of a row.
fn stems<'a>(lost: &BTreeSet<&'a str>, now: &Lock) -> HashMap<&'a str, String> {
    let beginnings = |anchor: &'a str| {
        let places = address::above(anchor).into_iter().map(|above| above.place);
        places.filter(move |place| place.len() < anchor.len() && anchor.starts_with(place.as_str()))
    };
    let anchors = || lost.iter().copied().filter(|address| address.contains('#'));
    let mut counts: HashMap<String, usize> = HashMap::new();
    anchors().flat_map(beginnings).for_each(|place| *counts.entry(place).or_default() += 1);
    counts.retain(|_, count| *count > 1);
    let pages: BTreeSet<&str> = anchors().filter_map(|anchor| Some(anchor.split_once('#')?.0)).collect();
    let there = pages
        .into_iter()
        .flat_map(|page| now.anchors(page).into_iter().map(move |id| format!("{page}#{id}")));
    for anchor in there {
        for above in address::above(&anchor) {
            counts.remove(&above.place);
        }
    }
    let stem = |anchor: &'a str| {
        let shared = beginnings(anchor).filter_map(|place| Some((*counts.get(&place)?, place.len(), place)));
        Some((anchor, shared.max()?.2))
    };
    anchors().filter_map(stem).collect()
}

/// Addresses that are new, beside those that are lost.
struct Neighbours<'a> {
    old: &'a Lock,
    now: &'a Lock,
    /// What is lost, and what is new, in each folder of a disclosure's tables and projects
    /// and among the rows of each table.
    lost: BTreeMap<String, BTreeSet<&'a str>>,
    new: BTreeMap<String, BTreeSet<String>>,
}

impl<'a> Neighbours<'a> {
    fn new(old: &'a Lock, now: &'a Lock, gone: &BTreeSet<&'a str>) -> Self {
        let mut lost: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for (place, head) in gone.iter().filter_map(|head| Some((beside(head)?, *head))) {
            lost.entry(place).or_default().insert(head);
        }
        let fresh = now.lost(old);
        let fresh: BTreeSet<String> = fresh.pages.into_iter().chain(fresh.anchors).collect();
        let heads = heads(fresh.iter().map(|address| (address.as_str(), false)));
        let mut new: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (place, head) in heads.values().filter_map(|head| Some((beside(head)?, *head))) {
            new.entry(place).or_default().insert(head.to_owned());
        }
        Self { old, now, lost, new }
    }

    /// Where a lost address may be now: at the one that is new where it alone is lost.
    fn perhaps(&self, head: &str) -> Option<String> {
        if address::is_page(head) && head.matches('/').count() == 1 {
            return self.renamed(head);
        }
        let place = beside(head)?;
        let (lost, new) = (self.lost.get(&place)?, self.new.get(&place)?);
        new.first().filter(|_| lost.len() == 1 && new.len() == 1).cloned()
    }

    /// The one body that is new and has all disclosures of a body that is lost.
    fn renamed(&self, body: &str) -> Option<String> {
        let had = self.old.below(body);
        let names: Vec<&str> = had.disclosures().filter_map(|of| of.strip_prefix(body)).collect();
        let has_all = |other: &&str| {
            !self.old.has(other) && names.iter().all(|name| self.now.has(&format!("{other}{name}")))
        };
        let bodies = self.now.addresses().filter(|page| page.matches('/').count() == 1);
        let mut others = bodies.filter(|page| !names.is_empty() && page.ends_with('/')).filter(has_all);
        let first = others.next()?;
        others.next().is_none().then(|| first.to_owned())
    }
}

/// What the neighbours of a table, a project or a row have in common; `None` for anything
/// else.
fn beside(address: &str) -> Option<String> {
    let disclosure = address::disclosure_of(address)?;
    match address.split_once('#') {
        Some((page, anchor)) => address::is_row_anchor(anchor).then(|| format!("{page}#")),
        None => {
            let (folder, _) = address.strip_suffix('/')?.rsplit_once('/')?;
            (folder.len() > disclosure.len()).then(|| format!("{folder}/"))
        }
    }
}
