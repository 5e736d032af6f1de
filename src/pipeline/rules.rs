//! What the settings say became of published addresses: rules, each of which covers
//! all that is below its `from`.

use std::collections::BTreeMap;

use crate::address;
use crate::artifact::Artifact;
use crate::config::{Settings, Successor};
use crate::page::{self, Redirects};
use crate::permalinks::{Became, Lock, Moves};

/// So many rules are followed, one after the other.
const FURTHEST: usize = 16;

/// The rules of a site.
#[derive(Debug)]
pub(super) struct Rules<'a> {
    became: BTreeMap<&'a str, Successor<'a>>,
}

impl<'a> Rules<'a> {
    pub fn of(settings: &'a Settings) -> Self {
        Self { became: settings.became().collect() }
    }

    /// Whether one is on just this address.
    pub fn has(&self, address: &str) -> bool {
        self.became.contains_key(address)
    }

    /// Every `from` that names a page or a folder of them.
    pub fn pages(&self) -> impl Iterator<Item = &'a str> {
        self.became.keys().copied().filter(|from| !from.contains('#'))
    }

    /// Every `from` that names an anchor, with what became of it.
    pub fn anchors(&self) -> impl Iterator<Item = (&'a str, &Successor<'a>)> {
        self.became.iter().filter(|(from, _)| from.contains('#')).map(|(from, became)| (*from, became))
    }

    /// What became of an address, by the longest `from` that covers it, and of what it
    /// became where that is not there either. What is not there in the same way below an
    /// anchor's `to` is at `to` itself.
    pub fn became(&self, address: &str, has: impl Fn(&str) -> bool) -> Option<Successor<'a>> {
        self.followed(address, &has, FURTHEST)
    }

    fn followed(&self, address: &str, has: &dyn Fn(&str) -> bool, steps: usize) -> Option<Successor<'a>> {
        let covering = address::above(address).into_iter().filter(|above| self.has(&above.place));
        let above = covering.max_by_key(|above| above.place.len())?;
        let became = self.became.get(above.place.as_str())?;
        let Successor::To(to) = became else { return Some(became.clone()) };
        let same = above.at(to);
        let place = address.contains('#').then_some(to);
        let further = |at: &String| match has(at) {
            true => Some(Successor::To(at.clone())),
            false => self.followed(at, has, steps.checked_sub(1)?),
        };
        let found = same.iter().chain(place).find_map(further);
        found.or_else(|| Some(Successor::To(place.cloned().or(same).unwrap_or_else(|| to.clone()))))
    }

    /// The anchors that something became of, by page: those of `moves`, and those on
    /// pages below `folder` that a rule names or, of those that are `lost`, covers.
    pub fn redirects(&self, folder: &str, moves: &Moves, lost: &[String], now: &Lock) -> Redirects<'a> {
        let mut redirects = Redirects::new();
        let mut add = |from: &str, became: Successor<'a>| {
            let Some((page, anchor)) = from.split_once('#') else { return };
            redirects.entry(page.to_owned()).or_default().insert(anchor.to_owned(), became);
        };
        moves.iter().for_each(|(from, became)| add(from, successor(became)));
        let named =
            self.became.range(folder..).map(|(from, _)| *from).take_while(|from| from.starts_with(folder));
        for from in named.chain(lost.iter().map(String::as_str)) {
            self.became(from, |to| now.has(to)).into_iter().for_each(|became| add(from, became));
        }
        redirects
    }

    /// A page that several disclosures share, with the anchors on it that a rule names.
    pub fn redirected(&self, settings: &Settings, path: &str, page: Artifact) -> Artifact {
        let own = self.anchors().filter_map(|(from, became)| {
            let (of, anchor) = from.split_once('#')?;
            (of == path).then(|| (anchor.to_owned(), became.clone()))
        });
        page::redirected(settings, path, page, &own.collect())
    }
}

/// What a reader is told of a move.
pub(super) fn successor(became: &Became) -> Successor<'static> {
    match became {
        Became::At(to) => Successor::To(to.clone()),
        Became::Nowhere => Successor::Reread,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Gone, Redirect};

    #[test]
    fn the_longest_rule_decides_and_what_is_not_at_its_end_is_at_its_place() {
        let to = |from: &str, to: &str| Redirect { from: from.to_owned(), to: to.to_owned() };
        let settings = Settings {
            redirect: vec![
                to("a/", "b/"),
                to("a/x/", "c/"),
                to("a/x/#r-1", "c/#r-2"),
                to("o/", "a/"),
                to("o/#r-0", "a/x/#r-1"),
                to("u/", "v/"),
                to("v/", "u/"),
            ],
            gone: vec![Gone { from: "a/y/".to_owned(), reason: "撤回".to_owned() }],
            ..Settings::default()
        };
        let rules = Rules::of(&settings);
        let became = |address| rules.became(address, |at| at == "c/#r-2-total");
        let to = |to: &str| Some(Successor::To(to.to_owned()));
        assert_eq!(became("a/z/t/"), to("b/z/t/"));
        assert_eq!(became("a/x/"), to("c/"));
        assert_eq!(became("a/y/t/"), Some(Successor::Gone("撤回")));
        assert_eq!(became("ab/"), None);
        assert_eq!(became("a/x/#r-1-total"), to("c/#r-2-total"));
        assert_eq!(became("a/x/#r-1-basic"), to("c/#r-2"));
        assert_eq!(became("a/x/#r-3"), None);
        assert_eq!(became("o/z/"), to("b/z/"), "rules lead on to rules");
        assert_eq!(became("o/y/"), Some(Successor::Gone("撤回")));
        assert_eq!(became("o/#r-0-total"), to("c/#r-2-total"));
        assert!(became("u/").is_some(), "a circle ends");
    }
}
