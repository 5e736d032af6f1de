//! Published addresses are kept: those that a build would drop lead to what
//! became of them, or stop it.

use std::collections::BTreeSet;

use crate::address;
use crate::config::{Settings, Successor};
use crate::page::{self, Site};
use crate::permalinks::Lock;
use crate::pipeline::{Failure, Fate};
use crate::write::Output;

/// What a build means for addresses published before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Addresses {
    /// Addresses that nothing became of; the build must not be published.
    pub lost: Vec<LostAddress>,
    /// How many addresses, anchors included, no build before published.
    pub new: usize,
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
}

impl Addresses {
    /// What becomes of the site; `locked` where nothing may be new.
    pub(super) fn fate(&self, locked: bool) -> Fate {
        match (self.lost.is_empty(), locked && self.new > 0) {
            (false, _) => Fate::Breaking,
            (true, true) => Fate::Unlisted,
            (true, false) => Fate::Published,
        }
    }
}

/// Compares the site with what was published before, and writes a page at each
/// address that something became of.
///
/// # Errors
/// A template that cannot be rendered, or the disk.
pub(super) fn keep(old: Lock, now: Lock, site: &Site<'_>, output: &Output) -> Result<Addresses, Failure> {
    let lost = old.lost(&now);
    let mut list = List { old: &old, lost: Vec::new() };
    let forwards = site.settings.covering().map(|(from, _)| from.to_owned());
    let forwards = forwards.filter(|from| address::is_page(from) && !now.has(from));
    let pages: BTreeSet<String> = lost.pages.iter().cloned().chain(forwards).collect();
    for from in pages {
        match site.settings.successor(&from) {
            None => list.page(from, None),
            // In place of a file no page can stand: a rule says that its loss is meant.
            Some(_) if !address::is_page(&from) => {}
            Some(Successor::To(to)) if !leads_somewhere(&to, &now, site.settings) => {
                list.page(from, Some(to));
            }
            Some(became) => output.write(&page::forward(site, &from, &became)?)?,
        }
    }
    lost.anchors.into_iter().for_each(|anchor| list.anchor(anchor, None));
    for redirect in site.settings.redirect.iter().filter(|one| one.from.contains('#')) {
        if !now.has(&redirect.to) {
            list.anchor(redirect.from.clone(), Some(redirect.to.clone()));
        }
    }
    let (lost, fresh) = (list.lost, now.lost(&old));
    let fresh_anchors: usize = fresh.pages.iter().map(|page| now.anchors(page)).sum();
    let new = fresh.pages.len() + fresh.anchors.len() + fresh_anchors;
    Ok(Addresses { lost, new, lock: old.grown(now) })
}

/// Whether an address is there, or has itself become something.
fn leads_somewhere(to: &str, now: &Lock, settings: &Settings) -> bool {
    now.has(to) || settings.covering().any(|(from, _)| from == to)
}

/// Lost addresses, one for a whole folder that is lost.
struct List<'a> {
    old: &'a Lock,
    lost: Vec<LostAddress>,
}

impl List<'_> {
    /// Takes pages in order, so that what is below one follows it.
    fn page(&mut self, address: String, led_to: Option<String>) {
        let anchors = self.old.anchors(&address);
        let above = self.lost.last_mut().filter(|last| {
            address::is_page(&last.address)
                && address.starts_with(&last.address)
                && last.led_to.is_some() == led_to.is_some()
        });
        match above {
            Some(above) => {
                above.pages += 1;
                above.anchors += anchors;
            }
            None => self.lost.push(LostAddress { address, pages: 0, anchors, led_to }),
        }
    }

    fn anchor(&mut self, address: String, led_to: Option<String>) {
        self.lost.push(LostAddress { address, pages: 0, anchors: 0, led_to });
    }
}
