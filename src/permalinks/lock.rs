//! `permalinks.lock`: every address that builds before have published.

use std::collections::BTreeMap;
use std::fmt;

use crate::permalinks::Anchors;

const HEAD: &str = "\
# 本站公布过的全部网址和页内位置，由 mingzhang build 写下，请和 content/ 一同提交。
# 少了其中任何一个，生成就会停下。说明见 docs/permalinks.md。
";

/// How the home page's address, which is empty, is written.
const HOME: &str = "./";

/// Addresses with their anchors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    pages: BTreeMap<String, Anchors>,
}

/// A line of a lock that no build writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockError {
    /// From 1.
    pub line: usize,
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "permalinks.lock 第 {} 行看不懂。如果是合并冲突，两边的行都留下，只删去冲突标记。",
            self.line
        )
    }
}

impl std::error::Error for LockError {}

/// What a lock lists and a build does not publish.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lost {
    /// Addresses that are gone as a whole.
    pub pages: Vec<String>,
    /// `address#anchor` on pages that are still there.
    pub anchors: Vec<String>,
}

impl Lock {
    pub(super) fn new(pages: BTreeMap<String, Anchors>) -> Self {
        Self { pages }
    }

    /// Reads a lock; one without a line lists nothing.
    ///
    /// # Errors
    /// A line that is neither an address nor the anchors of one.
    pub fn parse(text: &str) -> Result<Self, LockError> {
        let mut pages: BTreeMap<String, Anchors> = BTreeMap::new();
        let mut page: Option<String> = None;
        for (at, line) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
            let understood = match (line.strip_prefix(' '), &page) {
                _ if line.is_empty() || line.starts_with('#') => true,
                (Some(anchors), Some(page)) => pages.entry(page.clone()).or_default().push(anchors),
                (Some(_), None) => false,
                (None, _) => {
                    let address = if line == HOME { "" } else { line };
                    pages.entry(address.to_owned()).or_default();
                    page = Some(address.to_owned());
                    is_address(line)
                }
            };
            if !understood {
                return Err(LockError { line: at + 1 });
            }
        }
        Ok(Self { pages })
    }

    /// As a file: sorted, so that the same site has the same lock.
    pub fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        for (page, anchors) in &self.pages {
            text.push_str(if page.is_empty() { HOME } else { page });
            text.push('\n');
            for line in anchors.lines() {
                text.push(' ');
                text.push_str(line);
                text.push('\n');
            }
        }
        text
    }

    /// What this lock lists and `site` does not have.
    pub fn lost(&self, site: &Lock) -> Lost {
        let mut lost = Lost::default();
        for (page, anchors) in &self.pages {
            match site.pages.get(page) {
                None => lost.pages.push(page.clone()),
                Some(there) if there == anchors => {}
                Some(there) => {
                    let there = there.expanded();
                    let gone = anchors.expanded().into_iter().filter(|anchor| !there.contains(anchor));
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
                self.pages.get(page).is_some_and(|anchors| anchors.expanded().contains(anchor))
            }
        }
    }

    /// Every address, in order.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.pages.keys().map(String::as_str)
    }

    /// How many anchors an address has.
    pub fn anchors(&self, page: &str) -> usize {
        self.pages.get(page).map_or(0, |anchors| anchors.expanded().len())
    }

    /// This lock with what `site` has besides.
    pub fn grown(mut self, site: Lock) -> Self {
        for (page, anchors) in site.pages {
            let own = self.pages.entry(page).or_default();
            if *own != anchors {
                *own = own.union(&anchors);
            }
        }
        self
    }
}

fn is_address(line: &str) -> bool {
    !line.contains(|c: char| c.is_whitespace() || c.is_control() || "<>#\\".contains(c))
        && !line.starts_with(['/', '='])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock(text: &str) -> Lock {
        Lock::parse(text).unwrap()
    }

    #[test]
    fn a_lock_comes_back_as_it_was_written() {
        let one = lock("./\na/2023-budget/\n r-1 -total\n L1..9\na/2023-budget/data/facts.csv\n");
        assert!(one.has("") && one.has("a/2023-budget/#r-1-total") && one.has("a/2023-budget/#L5"));
        assert!(!one.has("a/2023-budget/#L10") && !one.has("b/"));
        assert_eq!(lock(&one.text()), one);
        assert_eq!(lock(""), Lock::default());
    }

    #[test]
    fn a_conflict_is_pointed_at() {
        for (text, line) in [("a/\n<<<<<<< ours\n", 2), ("a/\n=======\n", 2), (" r-1\n", 1), ("/a\n", 1)] {
            assert_eq!(Lock::parse(text), Err(LockError { line }), "{text}");
        }
    }

    #[test]
    fn what_is_lost_is_told_from_what_is_new() {
        let (old, new) = (lock("a/\n r-1 -total\nb/\n x\n"), lock("a/\n r-1 -basic\nc/\n"));
        let lost = old.lost(&new);
        assert_eq!(lost.pages, ["b/"]);
        assert_eq!(lost.anchors, ["a/#r-1-total"]);
        let all = old.clone().grown(new.clone());
        assert_eq!(all, lock("a/\n r-1 -basic -total\nb/\n x\nc/\n"));
        assert_eq!(all.lost(&all), Lost::default());
        assert_eq!(new.lost(&all), Lost::default());
    }
}
