//! Published addresses are kept: those that a build would drop lead to what
//! became of them, or stop it.

use std::collections::{BTreeMap, BTreeSet};

use crate::address;
use crate::config::{Settings, Successor};
use crate::model::{DisclosureId, count};
use crate::page::{self, Site};
use crate::permalinks::{Became, Lock, Moves};
use crate::pipeline::{Failure, Fate};
use crate::write::Output;

/// Why there is no page any more that laid disclosures side by side.
const UNUSED: &str = "现在没有收录的公开文本用到这一页。";

/// What a build means for addresses published before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Addresses {
    /// Addresses that nothing became of; the build must not be published.
    pub lost: Vec<LostAddress>,
    /// How many addresses, anchors included, no build before published.
    pub new: usize,
    /// How many of them are owed to a text that is new or has changed.
    pub unlisted: usize,
    /// How many addresses, anchors included, lead elsewhere or nowhere for the first
    /// time because reading got better.
    pub moved: usize,
    /// All that were ever published.
    pub lock: Lock,
}

/// An address that would vanish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostAddress {
    pub address: String,
    /// Addresses below it, and anchors there and on itself, that would as well.
    pub pages: usize,
    pub anchors: usize,
    /// What the settings name in its place, if that is not there.
    pub led_to: Option<String>,
    /// Where it may be now: the one body that is new and has the same disclosures.
    pub perhaps: Option<String>,
}

impl Addresses {
    /// What becomes of the site; `locked` where nothing may be new.
    pub(super) fn fate(&self, locked: bool) -> Fate {
        match (self.lost.is_empty(), locked && self.unlisted > 0) {
            (false, _) => Fate::Breaking,
            (true, true) => Fate::Unlisted,
            (true, false) => Fate::Published,
        }
    }
}

/// What a build has made.
pub(super) struct Built {
    pub now: Lock,
    /// What became of addresses of disclosures that are there.
    pub moves: Moves,
    /// The addresses of disclosures that an error keeps from being published.
    pub kept_out: BTreeSet<String>,
    /// The disclosures that pages link to, by body.
    pub siblings: BTreeMap<String, Vec<DisclosureId>>,
}

/// Compares the site with what was published before, and writes a page at each
/// address that something became of.
///
/// # Errors
/// A template that cannot be rendered, or the disk.
pub(super) fn keep(old: Lock, built: Built, site: &Site<'_>, output: &Output) -> Result<Addresses, Failure> {
    let lost = old.lost(&built.now);
    let mut keeping =
        Keeping { old: &old, built: &built, site, notes: by_page(&built.moves), lost: Vec::new() };
    let forwards = site.settings.covering().map(|(from, _)| from.to_owned());
    let forwards = forwards.filter(|from| address::is_page(from) && !built.now.has(from));
    let pages: BTreeSet<String> =
        lost.pages.iter().cloned().chain(forwards).chain(keeping.linked_in_vain()).collect();
    for from in pages {
        keeping.page(from).transpose()?.iter().try_for_each(|page| output.write(page))?;
    }
    lost.anchors.into_iter().for_each(|anchor| keeping.anchor(anchor));
    keeping.redirects();
    let lost = keeping.lost;
    let moved = built.moves.keys().filter(|from| !old.moves().contains_key(*from)).count();
    let (new, unlisted) = fresh(&old, &built.now);
    let known: BTreeSet<String> = built.now.disclosures().map(str::to_owned).collect();
    let lock = old.grown(built.now, &known, built.moves);
    Ok(Addresses { lost, new, unlisted, moved, lock })
}

/// How many addresses are new, and how many of them are owed to a new text.
fn fresh(old: &Lock, now: &Lock) -> (usize, usize) {
    let fresh = now.lost(old);
    let pages = fresh.pages.iter().map(|page| (page, 1 + now.anchors(page)));
    let anchors = fresh.anchors.iter().filter(|anchor| !old.moves().contains_key(*anchor));
    let all: Vec<_> = pages.chain(anchors.map(|anchor| (anchor, 1))).collect();
    let of_new_text =
        |address: &str| address::disclosure_of(address).is_some_and(|of| old.is_new_text(of, now));
    let unlisted = all.iter().filter(|(address, _)| of_new_text(address));
    (count(all.iter().map(|(_, places)| *places)), count(unlisted.map(|(_, places)| *places)))
}

/// What a reader is told of a move.
fn successor(became: &Became) -> Successor<'static> {
    match became {
        Became::At(to) => Successor::To(to.clone()),
        Became::Nowhere => Successor::Reread,
    }
}

struct Keeping<'a> {
    old: &'a Lock,
    built: &'a Built,
    site: &'a Site<'a>,
    /// The anchors of each page that moved.
    notes: BTreeMap<&'a str, Vec<(&'a str, Successor<'static>)>>,
    /// Lost addresses, one for a whole folder that is lost.
    lost: Vec<LostAddress>,
}

impl Keeping<'_> {
    /// The page that is to stand at an address without one, or `None` where none can
    /// stand or the address is lost. Takes addresses in order, so that what is below
    /// one follows it.
    fn page(&mut self, from: String) -> Option<Result<crate::artifact::Artifact, Failure>> {
        let settings = self.site.settings;
        let became = match settings.successor(&from) {
            Some(Successor::To(to)) if address::is_page(&from) && !self.leads_somewhere(&to) => {
                self.lose(from, Some(to));
                return None;
            }
            Some(became) => became,
            None if self.is_kept_out(&from) => {
                return address::is_page(&from).then(|| Ok(page::kept_out(self.site, &from)?));
            }
            None => match self.built.moves.get(&from).map(successor) {
                Some(became) => became,
                None if self.is_shared(&from) => Successor::Gone(UNUSED),
                None => {
                    self.lose(from, None);
                    return None;
                }
            },
        };
        // In place of a file no page can stand.
        address::is_page(&from).then(|| {
            let page = page::forward(self.site, &from, &became)?;
            let notes = self.notes.get(from.as_str()).map(Vec::as_slice).unwrap_or_default();
            Ok(page::with_moved(self.site, &from, page, notes))
        })
    }

    /// Takes the anchor of a page that is there.
    fn anchor(&mut self, anchor: String) {
        let moved = self.built.moves.contains_key(&anchor);
        if !moved && !self.is_shared(&anchor) && !self.is_kept_out(&anchor) {
            self.lose(anchor, None);
        }
    }

    /// The redirects of anchors that lead to nothing.
    fn redirects(&mut self) {
        for redirect in self.site.settings.redirect.iter().filter(|one| one.from.contains('#')) {
            if !self.leads_somewhere(&redirect.to) {
                self.lose(redirect.from.clone(), Some(redirect.to.clone()));
            }
        }
    }

    /// Whether an address is there, or has itself become something.
    fn leads_somewhere(&self, to: &str) -> bool {
        let Built { now, moves, .. } = self.built;
        now.has(to) || moves.contains_key(to) || self.is_kept_out(to) || ruled(self.site.settings, to)
    }

    /// Whether an error keeps the disclosure of an address from being published.
    fn is_kept_out(&self, address: &str) -> bool {
        address::disclosure_of(address).is_some_and(|of| self.built.kept_out.contains(of))
    }

    /// The disclosures that neighbours link to, but that are not there.
    fn linked_in_vain(&self) -> Vec<String> {
        let several = self.built.siblings.values().filter(|siblings| siblings.len() > 1);
        let linked = several.flatten().map(address::disclosure);
        linked.filter(|address| self.built.kept_out.contains(address)).collect()
    }

    /// Whether what stands at an address is only made of several disclosures, so that
    /// nothing is lost with it. A body whose disclosures are lost is lost with them.
    fn is_shared(&self, address: &str) -> bool {
        let accounted = |of: &str| {
            self.built.now.has(of) || self.is_kept_out(of) || self.site.settings.successor(of).is_some()
        };
        address::disclosure_of(address).is_none()
            && (address.contains('#')
                || address.is_empty()
                || self.old.below(address).disclosures().all(accounted))
    }

    fn lose(&mut self, address: String, led_to: Option<String>) {
        let own = if address.contains('#') { 0 } else { self.old.anchors(&address) };
        let above = self.lost.last_mut().filter(|last| {
            !address.contains('#')
                && address::is_page(&last.address)
                && address.starts_with(&last.address)
                && last.led_to.is_some() == led_to.is_some()
        });
        match above {
            Some(above) => {
                above.pages += 1;
                above.anchors += own;
            }
            None => {
                let perhaps = self.renamed(&address);
                self.lost.push(LostAddress { address, pages: 0, anchors: own, led_to, perhaps });
            }
        }
    }

    /// The one body that is new and has all disclosures of a body that is lost.
    fn renamed(&self, body: &str) -> Option<String> {
        let had = self.old.below(body);
        let names: Vec<&str> = had.disclosures().filter_map(|of| of.strip_prefix(body)).collect();
        let has_all = |other: &&str| {
            !self.old.has(other) && names.iter().all(|name| self.built.now.has(&format!("{other}{name}")))
        };
        let bodies = self.built.now.addresses().filter(|page| page.matches('/').count() == 1);
        let mut others = bodies.filter(|page| !names.is_empty() && page.ends_with('/')).filter(has_all);
        let first = others.next()?;
        others.next().is_none().then(|| first.to_owned())
    }
}

/// Whether the settings say what became of just this address.
fn ruled(settings: &Settings, address: &str) -> bool {
    settings.covering().any(|(from, _)| from == address)
}

/// The anchors of each page that moved, with what became of them.
pub(super) fn by_page(moves: &Moves) -> BTreeMap<&str, Vec<(&str, Successor<'static>)>> {
    let mut pages: BTreeMap<&str, Vec<(&str, Successor<'static>)>> = BTreeMap::new();
    for (from, became) in moves {
        if let Some((page, anchor)) = from.split_once('#') {
            pages.entry(page).or_default().push((anchor, successor(became)));
        }
    }
    pages
}
