//! The lock as files: one a body, and one for what belongs to no body.
//!
//! A line that does not begin with a space is an address, from the site's root or,
//! after `+`, from the disclosure named last; after ` = ` stands what it was made
//! from, after ` > ` where it is now, if anywhere. The lines below it are its anchors
//! (`dense.rs`; files of earlier versions have those of `anchors.rs`), those that moved
//! with where they are: a page, where they keep their names, or one place on it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::address;
use crate::permalinks::anchors::Marked;
use crate::permalinks::dense::{self, Reader};
use crate::permalinks::{Anchors, Became, Lock, Mark};

const HEAD: &str = "\
# 公布过的全部网址和页内位置，由 mingzhang build 写下，请和 content/ 一同提交。
# 少了其中任何一个，生成就会停下。说明见 docs/permalinks.md。
";

/// How the home page's address, which is empty, is written.
const HOME: &str = "./";

/// Before what an address was made from.
const MADE_OF: &str = " = ";

/// Before what became of an address.
const BECAME: &str = " >";

/// Before an address from the disclosure named last.
const BELOW: char = '+';

/// The name of the file for what belongs to no body. No body has it.
const SITE: &str = "_site";

/// A line of a lock that no build writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockError {
    /// From 1.
    pub line: usize,
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第 {} 行看不懂。如果是合并冲突，两边的行都留下，只删去冲突标记。", self.line)
    }
}

impl std::error::Error for LockError {}

/// Where in a file reading is.
struct At {
    /// The address whose anchors follow.
    page: Option<String>,
    /// Those that were read of it.
    anchors: Marked,
    reader: Reader,
    /// The disclosure named last, or nothing.
    disclosure: String,
}

impl Default for At {
    fn default() -> Self {
        Self { page: None, anchors: Marked::new(), reader: Reader::new(), disclosure: String::new() }
    }
}

impl Lock {
    /// Reads a file of a lock; one without a line lists nothing. The file of the
    /// first version, which had all addresses in one, is read alike.
    ///
    /// # Errors
    /// A line that is neither an address nor the anchors of one.
    pub fn parse(text: &str) -> Result<Self, LockError> {
        let mut lock = Self::default();
        lock.read(text)?;
        Ok(lock)
    }

    /// Adds what a file of a lock lists.
    ///
    /// # Errors
    /// As [`Lock::parse`].
    pub fn read(&mut self, text: &str) -> Result<(), LockError> {
        let mut at = At::default();
        for (number, line) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
            let understood = match line.strip_prefix(' ') {
                _ if line.is_empty() || line.starts_with('#') => Some(()),
                Some(anchors) => self.take_anchors(&mut at, anchors),
                None => self.take_page(&mut at, line),
            };
            understood.ok_or(LockError { line: number + 1 })?;
        }
        self.close(&mut at);
        Ok(())
    }

    /// Gives the page at hand the anchors that were read of it.
    fn close(&mut self, at: &mut At) {
        let (Some(page), anchors) = (&at.page, std::mem::take(&mut at.anchors)) else { return };
        if !anchors.is_empty() {
            let own = self.pages.entry(page.clone()).or_default();
            own.anchors = own.anchors.union(&Anchors::of_marked(&anchors));
        }
    }

    /// Takes the line of an address.
    fn take_page(&mut self, at: &mut At, line: &str) -> Option<()> {
        self.close(at);
        let (line, became) = took(line, &at.disclosure)?;
        let (word, made_of) = match line.split_once(MADE_OF) {
            None => (line, None),
            Some((word, mark)) => (word, Some(Mark::parse(mark)?)),
        };
        let address = if word == HOME { String::new() } else { whole(word, &at.disclosure)? };
        if word != HOME && !is_address(&address) {
            return None;
        }
        let own = self.pages.entry(address.clone()).or_default();
        own.made_of = made_of.or(own.made_of);
        self.moves.extend(became.map(|became| (address.clone(), became)));
        if address::disclosure_of(&address) == Some(address.as_str()) {
            at.disclosure.clone_from(&address);
        }
        (at.page, at.reader) = (Some(address), Reader::new());
        Some(())
    }

    /// Takes a line of anchors.
    fn take_anchors(&mut self, at: &mut At, line: &str) -> Option<()> {
        let page = at.page.clone()?;
        let (words, became) = took(line, &at.disclosure)?;
        let Some(became) = became else {
            return match at.reader.take(words).ok()? {
                Some(anchors) => {
                    at.anchors.extend(anchors);
                    Some(())
                }
                None => self.pages.entry(page).or_default().anchors.push(words).then_some(()),
            };
        };
        let mut anchors = Anchors::default();
        if !anchors.push(words) {
            return None;
        }
        for anchor in anchors.expanded() {
            let to = match &became {
                Became::At(to) if !to.contains('#') => Became::At(format!("{to}#{anchor}")),
                other => other.clone(),
            };
            self.moves.insert(format!("{page}#{anchor}"), to);
        }
        Some(())
    }

    /// As files, by name without ending: sorted, so that the same site has the same
    /// lock.
    pub fn files(&self) -> BTreeMap<String, String> {
        let bodies: BTreeSet<&str> =
            self.addresses().filter_map(address::disclosure_of).filter_map(first).collect();
        let moves = self.moves_by_page();
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        let mut disclosure = "";
        for (address, page) in &self.pages {
            let name = first(address).filter(|first| bodies.contains(first)).unwrap_or(SITE);
            let text = files.entry(name.to_owned()).or_insert_with(|| HEAD.to_owned());
            text.push_str(&below(if address.is_empty() { HOME } else { address }, disclosure));
            if let Some(mark) = page.made_of {
                text.push_str(&format!("{MADE_OF}{mark}"));
            }
            if let Some(became) = self.moves.get(address) {
                text.push_str(&after(became, disclosure));
            }
            text.push('\n');
            if address::disclosure_of(address) == Some(address.as_str()) {
                disclosure = address;
            }
            let lines = dense::lines(&page.anchors.marked());
            lines.iter().for_each(|line| text.push_str(&format!(" {line}\n")));
            for (became, anchors) in moves.get(address.as_str()).into_iter().flatten() {
                let anchors = Anchors::of(anchors.iter().copied());
                anchors
                    .lines()
                    .for_each(|line| text.push_str(&format!(" {line}{}\n", after(became, disclosure))));
            }
        }
        files
    }

    /// The anchors of each page that moved, by what became of them.
    fn moves_by_page(&self) -> BTreeMap<&str, BTreeMap<Became, Vec<&str>>> {
        let mut pages: BTreeMap<&str, BTreeMap<Became, Vec<&str>>> = BTreeMap::new();
        for (from, became) in &self.moves {
            let Some((page, anchor)) = from.split_once('#') else { continue };
            let became = match became {
                Became::At(to) => Became::At(to.strip_suffix(&format!("#{anchor}")).unwrap_or(to).to_owned()),
                Became::Nowhere => Became::Nowhere,
            };
            pages.entry(page).or_default().entry(became).or_default().push(anchor);
        }
        pages
    }
}

/// A line without what became of what it names, and that.
fn took<'l>(line: &'l str, disclosure: &str) -> Option<(&'l str, Option<Became>)> {
    let Some((line, to)) = line.split_once(BECAME) else { return Some((line, None)) };
    if to.is_empty() {
        return Some((line, Some(Became::Nowhere)));
    }
    let to = whole(to.strip_prefix(' ')?, disclosure)?;
    is_address(&to.replacen('#', "", 1)).then_some((line, Some(Became::At(to))))
}

/// An address as it is written, below a disclosure or from the root.
fn below<'a>(address: &'a str, disclosure: &str) -> Cow<'a, str> {
    match address.strip_prefix(disclosure).filter(|rest| !disclosure.is_empty() && !rest.is_empty()) {
        Some(rest) => format!("{BELOW}{rest}").into(),
        None => address.into(),
    }
}

/// An address as it is meant; `None` where it is below no disclosure.
fn whole(written: &str, disclosure: &str) -> Option<String> {
    match written.strip_prefix(BELOW) {
        Some(rest) if !disclosure.is_empty() => Some(format!("{disclosure}{rest}")),
        Some(_) => None,
        None => Some(written.to_owned()),
    }
}

fn after(became: &Became, disclosure: &str) -> String {
    match became {
        Became::At(to) => format!("{BECAME} {}", below(to, disclosure)),
        Became::Nowhere => BECAME.to_owned(),
    }
}

/// The folder at the site's root that an address is in.
fn first(address: &str) -> Option<&str> {
    address.split_once('/').map(|(first, _)| first)
}

fn is_address(line: &str) -> bool {
    !line.contains(|c: char| c.is_whitespace() || c.is_control() || "<>#\\".contains(c))
        && !line.starts_with(['/', '='])
        && !line.is_empty()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::permalinks::Lost;

    fn lock(text: &str) -> Lock {
        Lock::parse(text).unwrap()
    }

    fn again(lock: &Lock) -> Lock {
        let mut read = Lock::default();
        lock.files().values().for_each(|text| read.read(text).unwrap());
        read
    }

    #[test]
    fn a_lock_comes_back_as_it_was_written() {
        let one = lock("./\na/2023-budget/\n r-1 -total\n L1..9\na/2023-budget/data/facts.csv\n");
        assert!(one.has("") && one.has("a/2023-budget/#r-1-total") && one.has("a/2023-budget/#L5"));
        assert!(!one.has("a/2023-budget/#L10") && !one.has("b/"));
        assert_eq!(again(&one), one);
        assert_eq!(lock(""), Lock::default());
    }

    #[test]
    fn each_body_has_a_file_and_the_rest_has_one() {
        let all = "./\na/\na/2023-budget/\nb/2023-final/tables/\ncodes/204/\ndata/totals.csv\n";
        let files = lock(all).files();
        assert_eq!(files.keys().collect::<Vec<_>>(), ["_site", "a", "b"]);
        assert!(files["a"].ends_with("\na/\na/2023-budget/\n"));
    }

    #[test]
    fn what_an_address_was_made_from_and_what_became_of_it_is_kept() {
        let text = "a/2023-budget/ = 0123ab\na/2023-budget/tables/x/ > a/2023-budget/tables/y/\n \
                    r-1~0000zz -total\n r-2 -total > a/2023-budget/tables/z/\n r-3 > a/2023-budget/#r-4\n r-9 >\n";
        let one = lock(text);
        let at = |to: &str| Some(Became::At(format!("a/2023-budget/{to}")));
        let became = |from: &str| one.moves().get(&format!("a/2023-budget/tables/x/{from}")).cloned();
        assert_eq!(became(""), at("tables/y/"));
        assert_eq!(became("#r-2-total"), at("tables/z/#r-2-total"));
        assert_eq!(became("#r-3"), at("#r-4"));
        assert_eq!(became("#r-9"), Some(Became::Nowhere));
        assert_eq!(again(&one), one);
        assert!(one.files()["a"].contains("\n r-2 -total > +tables/z/\n"), "{:?}", one.files());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn anchors_of_any_make_come_back(
            anchors in prop::collection::btree_map("[ab0-2*%:~.-]{0,2}[ab-][ab0-2-]{0,3}", any::<Option<u16>>(), 0..12)
        ) {
            let all = anchors.into_iter().filter(|(anchor, _)| !anchor.contains("..") && !anchor.contains('~'));
            let mark = |seed: Option<u16>| seed.map(|seed| Mark::of([&seed.to_le_bytes()[..]]));
            let all = all.map(|(anchor, seed)| (anchor, mark(seed))).collect();
            let mut one = lock("a/2023-budget/\n");
            one.pages.get_mut("a/2023-budget/").unwrap().anchors = Anchors::of_marked(&all);
            let [read, one] = [again(&one), one].map(|lock| lock.pages["a/2023-budget/"].anchors.marked());
            prop_assert_eq!(read, one);
        }
    }

    #[test]
    fn a_conflict_is_pointed_at() {
        for (text, line) in [
            ("a/\n<<<<<<< ours\n", 2),
            ("a/\n=======\n", 2),
            ("a/\n>>>>>>> theirs\n", 2),
            (" r-1\n", 1),
            ("/a\n", 1),
            ("a/ = x\n", 1),
        ] {
            assert_eq!(Lock::parse(text), Err(LockError { line }), "{text}");
        }
    }

    #[test]
    fn what_is_lost_is_told_from_what_is_new() {
        let (old, new) = (lock("a/\n r-1 -total\nb/\n x\n"), lock("a/\n r-1 -basic\nc/\n"));
        let lost = old.lost(&new);
        assert_eq!(lost.pages, ["b/"]);
        assert_eq!(lost.anchors, ["a/#r-1-total"]);
        let all = old.clone().grown(new.clone(), &BTreeSet::new(), BTreeMap::new());
        assert_eq!(all, lock("a/\n r-1 -basic -total\nb/\n x\nc/\n"));
        assert_eq!(all.lost(&all), Lost::default());
        assert_eq!(new.lost(&all), Lost::default());
    }
}
