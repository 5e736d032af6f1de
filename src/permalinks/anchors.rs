//! The anchors of one page, in little room.
//!
//! They are kept as the lock writes them, a line for each anchor that no other
//! one begins: `r-204 -basic -total` stands for `r-204`, `r-204-basic` and
//! `r-204-total`; `L1..120` for `L1`, `L2` and so on. Behind a `~` stands the mark
//! of what an anchor was made from, where one is known: `r-204~9x1k0d`.

use std::collections::{BTreeMap, BTreeSet};

use crate::address;
use crate::artifact::Artifact;
use crate::model::count;
use crate::permalinks::Mark;

/// Between the numbers of a run.
const RUN: &str = "..";

/// Before a mark.
const MARK: char = '~';

/// The longest run that is believed: a source has fewer lines.
const LONGEST: u32 = 50_000_000;

/// Anchors with the marks that are known of them.
pub(super) type Marked = BTreeMap<String, Option<Mark>>;

/// The anchors of one page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anchors {
    /// Sorted lines, as one text, since a site has hundreds of thousands; each ends with a line feed.
    text: String,
}

impl Anchors {
    /// Those of a page: its ids, but for those of its layout.
    pub fn of_page(page: &Artifact) -> Self {
        let ids = page.places.ids.iter().map(|id| page.value(id));
        let whole = |id: &&str| !id.is_empty() && !id.contains(|c: char| c == MARK || c.is_whitespace());
        Self::of(ids.filter(whole).filter(|id| address::is_lasting_anchor(id)))
    }

    /// These anchors, without marks. None of them is empty or holds white space.
    pub fn of<'a>(anchors: impl Iterator<Item = &'a str>) -> Self {
        Self::of_marked(&anchors.map(|anchor| (anchor.to_owned(), None)).collect())
    }

    /// These anchors.
    pub(super) fn of_marked(anchors: &Marked) -> Self {
        let mut lines = Vec::new();
        let mut numbered: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
        let mut rest = anchors.iter().peekable();
        while let Some((first, mark)) = rest.next() {
            let mut line = word(first, *mark);
            let mut alone = mark.is_none();
            while let Some((more, mark)) = rest.next_if(|(next, _)| is_below(next, first)) {
                line.push(' ');
                line.push_str(&word(&more[first.len()..], *mark));
                alone = false;
            }
            match numbers(first).filter(|_| alone) {
                Some((stem, number)) => drop(numbered.entry(stem).or_default().insert(number)),
                None => lines.push(line),
            }
        }
        lines.extend(numbered.iter().flat_map(|(stem, numbers)| runs(stem, numbers)));
        lines.sort_unstable();
        Self::of_lines(lines.iter().map(String::as_str))
    }

    /// These lines, which are sorted.
    fn of_lines<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut text = String::new();
        lines.for_each(|line| text.extend([line, "\n"]));
        text.shrink_to_fit();
        Self { text }
    }

    /// Takes one line of a lock; whether it could be understood.
    pub(super) fn push(&mut self, line: &str) -> bool {
        let known = self.lines().next_back().is_none_or(|last| last < line);
        let understood = !line.is_empty() && line.split(' ').enumerate().all(|(at, word)| is_word(at, word));
        if understood && known {
            self.text.extend([line, "\n"]);
        } else if understood {
            let mut all = self.marked();
            all.extend(spelled(line));
            *self = Self::of_marked(&all);
        }
        understood
    }

    /// The lines, sorted.
    pub(super) fn lines(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.text.split_terminator('\n')
    }

    /// Each anchor, spelled out, with its mark.
    pub(super) fn marked(&self) -> Marked {
        self.lines().flat_map(spelled).collect()
    }

    /// Each anchor, spelled out.
    pub fn expanded(&self) -> BTreeSet<String> {
        self.marked().into_keys().collect()
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        let word = |word: &str| run(word).map_or(1, |(_, first, last)| (last - first) as usize + 1);
        count(self.lines().flat_map(|line| line.split(' ')).map(word))
    }

    /// Both; where marks differ, that of `other`.
    pub(super) fn union(&self, other: &Self) -> Self {
        // Most pages are of one build alone.
        if self.text.is_empty() || other.text.is_empty() {
            return if self.text.is_empty() { other.clone() } else { self.clone() };
        }
        let mut all = self.marked();
        for (anchor, mark) in other.marked() {
            let own = all.entry(anchor).or_default();
            *own = mark.or(*own);
        }
        Self::of_marked(&all)
    }
}

/// An anchor, or the end of one, as it is written.
fn word(anchor: &str, mark: Option<Mark>) -> String {
    mark.map_or_else(|| anchor.to_owned(), |mark| format!("{anchor}{MARK}{mark}"))
}

/// A word without its mark, and the mark; `None` where what is after the sign is
/// no mark.
fn unmarked(word: &str) -> Option<(&str, Option<Mark>)> {
    match word.split_once(MARK) {
        None => Some((word, None)),
        Some((anchor, mark)) => Some((anchor, Some(Mark::parse(mark)?))),
    }
}

fn is_below(anchor: &str, first: &str) -> bool {
    anchor.strip_prefix(first).is_some_and(|rest| rest.starts_with('-'))
}

/// Whether a lock's word may stand at this place of a line.
fn is_word(at: usize, word: &str) -> bool {
    let Some((word, mark)) = unmarked(word) else { return false };
    match (at, word.split_once(RUN).filter(|_| mark.is_none())) {
        (_, None) => !word.is_empty() && (at == 0 || word.starts_with('-')),
        (0, Some((first, last))) => numbers(first).is_some_and(|(_, first)| {
            last.parse().is_ok_and(|last: u32| first < last && last - first < LONGEST)
        }),
        (_, Some(_)) => false,
    }
}

/// `L12` is `L` and 12, if that is how 12 is written.
fn numbers(anchor: &str) -> Option<(&str, u32)> {
    let stem = anchor.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &anchor[stem.len()..];
    let number = digits.parse().ok().filter(|_| !digits.starts_with('0') && !stem.is_empty());
    Some((stem, number?))
}

/// The stem, the first and the last number of a run: `L1..120`.
fn run(word: &str) -> Option<(&str, u32, u32)> {
    let (first, last) = word.split_once(RUN)?;
    let (stem, first) = numbers(first)?;
    Some((stem, first, last.parse().ok().filter(|last| first < *last)?))
}

/// Consecutive numbers as one line each.
fn runs(stem: &str, numbers: &BTreeSet<u32>) -> Vec<String> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*number) => *last = *number,
            _ => runs.push((*number, *number)),
        }
    }
    let line = |(first, last)| match first == last {
        true => format!("{stem}{first}"),
        false => format!("{stem}{first}{RUN}{last}"),
    };
    runs.into_iter().map(line).collect()
}

/// What a line stands for.
fn spelled(line: &str) -> Vec<(String, Option<Mark>)> {
    let mut words = line.split(' ').map(|word| unmarked(word).unwrap_or((word, None)));
    let (first, mark) = words.next().unwrap_or_default();
    if let Some((stem, first, last)) = run(first) {
        return (first..=last).map(|number| (format!("{stem}{number}"), None)).collect();
    }
    let more = words.map(|(word, mark)| (format!("{first}{word}"), mark));
    std::iter::once((first.to_owned(), mark)).chain(more).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(anchors: &[&str]) -> Vec<String> {
        let anchors = Anchors::of(anchors.iter().copied());
        anchors.lines().map(str::to_owned).collect()
    }

    #[test]
    fn anchors_are_grouped_and_come_back_whole() {
        let all =
            ["r-204-total", "r-204", "r-204-basic", "r-20404", "L1", "L2", "L10", "L3", "f2-L7", "x-01"];
        assert_eq!(lines(&all), ["L1..3", "L10", "f2-L7", "r-204 -basic -total", "r-20404", "x-01"]);
        let anchors = Anchors::of(all.into_iter());
        assert_eq!(anchors.expanded(), all.iter().map(|one| (*one).to_owned()).collect());
        assert_eq!(anchors.count(), all.len());
        let none = Anchors::default();
        assert_eq!((none.union(&anchors), anchors.union(&none)), (anchors.clone(), anchors));
    }

    #[test]
    fn marks_stand_behind_their_anchors() {
        let mark = |word: &str| Some(Mark::of([word.as_bytes()]));
        let all: Marked = [("r-1", None), ("r-1-a", mark("x")), ("r-2", mark("y")), ("L1", None)]
            .map(|(anchor, mark)| (anchor.to_owned(), mark))
            .into();
        let anchors = Anchors::of_marked(&all);
        assert_eq!(anchors.marked(), all);
        let mut read = Anchors::default();
        assert!(anchors.lines().all(|line| read.push(line)));
        assert_eq!(read, anchors);
        let plain = Anchors::of(["r-1-a", "r-3"].into_iter());
        assert_eq!(plain.union(&anchors).marked().get("r-1-a"), Some(&mark("x")));
        assert_eq!(anchors.union(&plain).marked().get("r-1-a"), Some(&mark("x")));
    }

    #[test]
    fn ids_of_elements_count_and_those_of_the_layout_do_not() {
        let html = "<main id=\"page-main\"><tr id=\"r-1\"><p id=\"\"><p id=\"a b\"><p id=\"a~b\">";
        let page = Artifact::page("a/", html.to_owned());
        assert_eq!(Anchors::of_page(&page), Anchors::of(["r-1"].into_iter()));
    }

    #[test]
    fn a_line_that_no_build_writes_is_refused() {
        for bad in ["", "a~x", "L1~aaaaaa..3", "a b", "a  -b", "L9..3", "L1..99999999", "L1..x", "a -b..3"] {
            assert!(!Anchors::default().push(bad), "{bad}");
        }
    }
}
