//! Published addresses are kept: those that a build would drop lead to what
//! became of them, or stop it.

use std::collections::{BTreeMap, BTreeSet};

use crate::address;
use crate::config::Successor;
use crate::model::{DisclosureId, count};
use crate::page::{self, Redirects, Site};
use crate::permalinks::{Lock, Moves};
use crate::pipeline::lost::{Losses, LostAddress};
use crate::pipeline::rules::{Rules, successor};
use crate::pipeline::{Failure, RunOutcome};
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
    /// How many of them are due to a text that is new or has changed.
    pub unlisted: usize,
    /// How many addresses, anchors included, lead elsewhere or nowhere for the first
    /// time because reading got better.
    pub moved: usize,
    /// All that were ever published.
    pub lock: Lock,
}

impl Addresses {
    /// What becomes of the site; `locked` where nothing may be new.
    pub(super) fn fate(&self, locked: bool) -> RunOutcome {
        match (self.lost.is_empty(), locked && self.unlisted > 0) {
            (false, _) => RunOutcome::Breaking,
            (true, true) => RunOutcome::Unlisted,
            (true, false) => RunOutcome::Published,
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
    let rules = Rules::of(site.settings);
    let redirects = rules.redirects("", &built.moves, &of_lost_pages(&old, &lost.pages, &rules), &built.now);
    let mut keeping = Keeping { old: &old, built: &built, site, rules, redirects, lost: Losses::default() };
    let forwards = keeping.rules.pages().map(str::to_owned);
    let forwards = forwards.filter(|from| address::is_page(from) && !built.now.has(from));
    let pages: BTreeSet<String> =
        lost.pages.iter().cloned().chain(forwards).chain(keeping.linked_in_vain()).collect();
    for from in pages {
        keeping.page(from).transpose()?.iter().try_for_each(|page| output.write(page))?;
    }
    lost.anchors.into_iter().for_each(|anchor| keeping.anchor(anchor));
    keeping.anchor_rules();
    let lost = keeping.lost.grouped(&old, &built.now);
    let moved = built.moves.keys().filter(|from| !old.moves().contains_key(*from)).count();
    let (new, unlisted) = fresh(&old, &built.now);
    let known: BTreeSet<String> = built.now.disclosures().map(str::to_owned).collect();
    let lock = old.grown(built.now, &known, built.moves);
    Ok(Addresses { lost, new, unlisted, moved, lock })
}

/// The anchors of pages that are gone, where a rule is on an anchor of theirs.
fn of_lost_pages(old: &Lock, pages: &[String], rules: &Rules<'_>) -> Vec<String> {
    let ruled: BTreeSet<&str> =
        rules.anchors().filter_map(|(from, _)| Some(from.split_once('#')?.0)).collect();
    let pages = pages.iter().filter(|page| ruled.contains(page.as_str()));
    pages
        .flat_map(|page| old.anchors(page).into_iter().map(move |anchor| format!("{page}#{anchor}")))
        .collect()
}

/// How many addresses are new, and how many of them are due to a new text.
fn fresh(old: &Lock, now: &Lock) -> (usize, usize) {
    let fresh = now.lost(old);
    let pages = fresh.pages.iter().map(|page| (page, 1 + now.anchor_count(page)));
    let anchors = fresh.anchors.iter().filter(|anchor| !old.moves().contains_key(*anchor));
    let all: Vec<_> = pages.chain(anchors.map(|anchor| (anchor, 1))).collect();
    let of_new_text =
        |address: &str| address::disclosure_of(address).is_some_and(|of| old.is_new_text(of, now));
    let unlisted = all.iter().filter(|(address, _)| of_new_text(address));
    (count(all.iter().map(|(_, places)| *places)), count(unlisted.map(|(_, places)| *places)))
}

struct Keeping<'a> {
    old: &'a Lock,
    built: &'a Built,
    site: &'a Site<'a>,
    rules: Rules<'a>,
    /// The anchors of each page that something became of.
    redirects: Redirects<'a>,
    lost: Losses,
}

impl Keeping<'_> {
    /// The page that is to stand at an address without one, or `None` where none can
    /// stand or the address is lost. Takes addresses in order, so that what is below
    /// one follows it.
    fn page(&mut self, from: String) -> Option<Result<crate::artifact::Artifact, Failure>> {
        let became = match self.ruled(&from) {
            Some(Successor::To(to)) if address::is_page(&from) && !self.leads_somewhere(&to) => {
                let ruled = self.rules.has(&from);
                self.lost.led(from, to, ruled);
                return None;
            }
            Some(became) => became,
            None if self.is_kept_out(&from) => {
                return address::is_page(&from).then(|| Ok(page::kept_out(self.site, &from)?));
            }
            None => match self.built.moves.get(&from).map(successor) {
                Some(became) => became,
                None if self.is_shared(&from) => address::list_of(&from)
                    .filter(|list| self.built.now.has(list))
                    .map_or(Successor::Gone(UNUSED), Successor::To),
                None => {
                    self.lost.push(from);
                    return None;
                }
            },
        };
        // In place of a file no page can stand.
        address::is_page(&from).then(|| {
            let page = page::forward(self.site, &from, &became)?;
            let anchors = self.redirects.get(&from).into_iter();
            Ok(anchors.fold(page, |page, own| page::redirected(self.site.settings, &from, page, own)))
        })
    }

    /// What a rule says of an address.
    fn ruled(&self, address: &str) -> Option<Successor<'_>> {
        self.rules.became(address, |to| self.built.now.has(to))
    }

    /// Takes the anchor of a page that is there.
    fn anchor(&mut self, anchor: String) {
        let moved = self.built.moves.contains_key(&anchor) || self.ruled(&anchor).is_some();
        if !moved && !self.is_shared(&anchor) && !self.is_kept_out(&anchor) {
            self.lost.push(anchor);
        }
    }

    /// The redirects of anchors that lead to nothing.
    fn anchor_rules(&mut self) {
        let anchors: Vec<String> = self.rules.anchors().map(|(from, _)| from.to_owned()).collect();
        for from in anchors {
            match self.ruled(&from) {
                Some(Successor::To(to)) if !self.leads_somewhere(&to) => self.lost.led(from, to, true),
                _ => {}
            }
        }
    }

    /// Whether an address is there, or has itself become something.
    fn leads_somewhere(&self, to: &str) -> bool {
        let Built { now, moves, .. } = self.built;
        now.has(to) || moves.contains_key(to) || self.is_kept_out(to)
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
        let accounted = |of: &str| self.built.now.has(of) || self.is_kept_out(of) || self.ruled(of).is_some();
        address::disclosure_of(address).is_none()
            && (address.contains('#')
                || address.is_empty()
                || self.old.below(address).disclosures().all(accounted))
    }
}
