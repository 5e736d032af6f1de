//! What became of a published address: `[[redirect]]` and `[[gone]]`.

use serde::Deserialize;

use crate::config::Settings;

/// `[[redirect]]`: what was at or below `from` is now at or below `to`; with an
/// anchor, that one place. Both are paths from the site's root.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redirect {
    pub from: String,
    pub to: String,
}

/// `[[gone]]`: what was at or below `from` was taken down; with an anchor, that
/// one place.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gone {
    pub from: String,
    /// Shown to whoever follows an old link.
    pub reason: String,
}

/// What became of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Successor<'a> {
    /// It is now this one.
    To(String),
    /// It was taken down, for this reason.
    Gone(&'a str),
    /// Reading its text better has left nothing to show there.
    Reread,
}

impl Settings {
    /// What became of a page or file, by the longest `from` that covers it.
    pub fn successor(&self, address: &str) -> Option<Successor<'_>> {
        self.covering()
            .filter_map(|(from, became)| Some((from, rest(from, address)?, became)))
            .max_by_key(|(from, ..)| from.len())
            .map(|(_, rest, became)| match became {
                Successor::To(to) => Successor::To(to + rest),
                gone @ (Successor::Gone(_) | Successor::Reread) => gone,
            })
    }

    /// Every `from` that names a page or a folder of them, with what became of it.
    pub fn covering(&self) -> impl Iterator<Item = (&str, Successor<'_>)> {
        self.moved().filter(|(from, _)| !from.contains('#'))
    }

    /// The anchors of a page that were moved or taken down, with what became of
    /// each.
    pub fn moved_anchors(&self, page: &str) -> impl Iterator<Item = (&str, Successor<'_>)> {
        self.moved().filter_map(move |(from, became)| {
            let (at, anchor) = from.split_once('#')?;
            (at == page).then_some((anchor, became))
        })
    }

    fn moved(&self) -> impl Iterator<Item = (&str, Successor<'_>)> {
        let redirected = self.redirect.iter().map(|one| (one.from.as_str(), Successor::To(one.to.clone())));
        let gone = self.gone.iter().map(|one| (one.from.as_str(), Successor::Gone(&one.reason)));
        redirected.chain(gone)
    }
}

/// What comes behind `from` in an address that it covers.
fn rest<'a>(from: &str, address: &'a str) -> Option<&'a str> {
    let rest = address.strip_prefix(from)?;
    (rest.is_empty() || from.ends_with('/')).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_decides() {
        let to = |from: &str, to: &str| Redirect { from: from.to_owned(), to: to.to_owned() };
        let settings = Settings {
            redirect: vec![to("a/", "b/"), to("a/x/", "c/"), to("a/x/#r-1", "c/#r-2")],
            gone: vec![Gone { from: "a/y/".to_owned(), reason: "撤回".to_owned() }],
            ..Settings::default()
        };
        let became = |address| settings.successor(address);
        assert_eq!(became("a/z/t/"), Some(Successor::To("b/z/t/".to_owned())));
        assert_eq!(became("a/x/"), Some(Successor::To("c/".to_owned())));
        assert_eq!(became("a/y/t/"), Some(Successor::Gone("撤回")));
        assert_eq!(became("ab/"), None);
        let anchors: Vec<_> = settings.moved_anchors("a/x/").collect();
        assert_eq!(anchors, [("r-1", Successor::To("c/#r-2".to_owned()))]);
    }
}
