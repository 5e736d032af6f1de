//! Long lists over several pages.

use crate::artifact::Artifact;
use crate::page::ThemeError;
use crate::page::frame::Step;
use crate::page::href::Links;

/// What a page weighs at most, as far as its list can be divided; one that weighs more
/// without any of it may weigh half as much again.
pub(super) const LIMIT: usize = 100 << 10;

/// Which page of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Turn {
    /// From 1.
    pub number: usize,
    pub of: usize,
}

impl Turn {
    /// Whether it is the page that the list begins on.
    pub fn is_first(self) -> bool {
        self.number == 1
    }

    /// `第 2 页`; `None` for the first page.
    pub fn words(self) -> Option<String> {
        (!self.is_first()).then(|| format!("第 {} 页", self.number))
    }

    /// Links to all pages, where there are several, by their numbers.
    pub fn steps(self, address: impl Fn(usize) -> String, links: &Links) -> Vec<Step> {
        let step = |number: usize| Step {
            name: number.to_string(),
            href: links.to(&address(number)),
            here: number == self.number,
            below: Vec::new(),
        };
        if self.of > 1 { (1..=self.of).map(step).collect() } else { Vec::new() }
    }
}

/// Makes the pages of a list, as few as keep to the limit: `page` makes one, of some of
/// the items.
pub(super) fn spread<T>(
    items: &[T],
    page: impl Fn(&[T], Turn) -> Result<Artifact, ThemeError>,
) -> Result<Vec<Artifact>, ThemeError> {
    let bare = page(&[], Turn { number: 1, of: 2 })?.bytes.len();
    let limit = LIMIT.max(bare + LIMIT / 2);
    let mut wanted = 1;
    loop {
        let size = items.len().div_ceil(wanted).max(1);
        let of = items.len().div_ceil(size).max(1);
        let own = |at: usize| &items[(at * size).min(items.len())..((at + 1) * size).min(items.len())];
        let pages = (0..of).map(|at| page(own(at), Turn { number: at + 1, of }));
        let pages = pages.collect::<Result<Vec<_>, _>>()?;
        let largest = pages.iter().map(|page| page.bytes.len()).max().unwrap_or(0);
        if largest <= limit || size == 1 {
            return Ok(pages);
        }
        wanted = (wanted + 1).max(wanted * largest.saturating_sub(bare) / (limit - bare));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_as_few_pages_as_it_needs() {
        let page = |items: &[usize], turn: Turn| {
            let bytes = 1000 + items.len() * 10_000;
            Ok(Artifact::new(format!("{}/{}: {items:?}", turn.number, turn.of), vec![0; bytes]))
        };
        let paths = |count: usize| -> Vec<String> {
            let items: Vec<usize> = (0..count).collect();
            spread(&items, page).unwrap().into_iter().map(|page| page.path).collect()
        };
        assert_eq!(paths(0), ["1/1: []"]);
        assert_eq!(paths(3), ["1/1: [0, 1, 2]"]);
        assert_eq!(paths(12).len(), 2);
        assert_eq!(paths(95).len(), 10);
        assert!(paths(95)[9].ends_with("94]"), "nothing is lost");
        let heavy = |items: &[usize], turn: Turn| {
            let bytes = LIMIT + 1000 + items.len() * 400;
            Ok(Artifact::new(format!("{}", turn.number), vec![0; bytes]))
        };
        let items: Vec<usize> = (0..3000).collect();
        assert!(spread(&items, heavy).unwrap().len() < 30, "a heavy theme does not make a page a body");
    }
}
