//! Anchors as lines of a file, those that end alike together.
//!
//! Rows of a table have the same columns, so their cells' anchors are the rows' with
//! the same ends. A line ` : . -basic -total` names ends; on the lines below it, until
//! the next, stand beginnings to which all of them belong, `.` being nothing:
//!
//! - ` *r-204 9x1k0d - 4x8k2j`: one beginning, with the mark of each anchor in the order
//!   of the ends, `-` where none is known; marks that are missing at the end are none
//! - ` %sum-income- 204 205`: `sum-income-204` and `sum-income-205`, of which no mark is
//!   known; ` % body year`: `body` and `year`
//!
//! Where no ends are named, an anchor is its beginning. Lines of the source are runs of
//! numbers, as [`Anchors`] writes them.

use std::collections::{BTreeMap, BTreeSet};

use crate::address;
use crate::permalinks::anchors::Marked;
use crate::permalinks::{Anchors, Mark};

/// The end that is nothing.
const NOTHING: &str = ".";

/// In place of a mark that is not known.
const UNMARKED: &str = "-";

/// The lines of a page's anchors.
pub(super) fn lines(anchors: &Marked) -> Vec<String> {
    let (mut lines, rest) = runs(anchors);
    let mut by_ends: BTreeMap<Vec<&str>, Vec<String>> = BTreeMap::new();
    let mut unmarked: Divided<'_> = Divided::new();
    for (beginning, ends) in divided(&rest) {
        let ends: Vec<&str> = ends.into_iter().collect();
        let mark = |end: &&str| rest.get(format!("{beginning}{end}").as_str()).copied().flatten();
        let marks: Vec<Option<Mark>> = ends.iter().map(mark).collect();
        match marks.iter().rposition(Option::is_some) {
            Some(last) => by_ends.entry(ends).or_default().push(marked(beginning, &marks[..=last])),
            None => drop(unmarked.insert(beginning, ends.into_iter().collect())),
        }
    }
    for (ends, more) in together(&unmarked) {
        by_ends.entry(ends).or_default().extend(more);
    }
    for (ends, more) in by_ends {
        if ends != [""] {
            lines.push(format!(": {}", ends.iter().copied().map(written).collect::<Vec<_>>().join(" ")));
        }
        lines.extend(more);
    }
    lines
}

/// The line of a beginning with the marks of its anchors.
fn marked(beginning: &str, marks: &[Option<Mark>]) -> String {
    let mark = |mark: &Option<Mark>| mark.map_or(UNMARKED.to_owned(), |mark| mark.to_string());
    format!("*{beginning} {}", marks.iter().map(mark).collect::<Vec<_>>().join(" "))
}

/// The lines of beginnings without marks, by their ends: of those that begin alike the
/// ones that share an end stand together.
fn together<'a>(unmarked: &Divided<'a>) -> BTreeMap<Vec<&'a str>, Vec<String>> {
    let mut by_end: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for (beginning, ends) in unmarked {
        let (shared, tail) = beginning.split_at(last_part(beginning));
        ends.iter().for_each(|end| by_end.entry((shared, end)).or_default().push(tail));
    }
    let mut by_tails: BTreeMap<(&str, Vec<&str>), Vec<&str>> = BTreeMap::new();
    for ((shared, end), tails) in by_end {
        by_tails.entry((shared, tails)).or_default().push(end);
    }
    let mut lines: BTreeMap<Vec<&str>, Vec<String>> = BTreeMap::new();
    let mut alone: BTreeMap<Vec<&str>, Vec<String>> = BTreeMap::new();
    for ((shared, tails), ends) in by_tails {
        match tails.as_slice() {
            [one] => alone.entry(ends).or_default().push(format!("{shared}{one}")),
            many if shared.is_empty() => {
                alone.entry(ends).or_default().extend(many.iter().map(|one| (*one).to_owned()))
            }
            many => lines.entry(ends).or_default().push(format!("%{shared} {}", many.join(" "))),
        }
    }
    for (ends, alone) in alone {
        lines.entry(ends).or_default().push(format!("% {}", alone.join(" ")));
    }
    lines
}

/// Where the last part of a beginning starts, which is never nothing.
fn last_part(beginning: &str) -> usize {
    beginning.rfind('-').map(|at| at + 1).filter(|at| *at < beginning.len()).unwrap_or(0)
}

/// Beginnings with their ends.
type Divided<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// The anchors of source lines as lines, which are many numbers after one another, and
/// all others.
fn runs(anchors: &Marked) -> (Vec<String>, BTreeMap<&str, Option<Mark>>) {
    let (lines, rest): (Vec<_>, Vec<_>) =
        anchors.iter().partition(|(anchor, mark)| mark.is_none() && address::is_line_anchor(anchor));
    let runs = Anchors::of(lines.into_iter().map(|(anchor, _)| anchor.as_str()));
    let rest = rest.into_iter().map(|(anchor, mark)| (anchor.as_str(), *mark));
    (runs.lines().map(str::to_owned).collect(), rest.collect())
}

/// Each beginning with its ends.
fn divided<'a>(anchors: &BTreeMap<&'a str, Option<Mark>>) -> Divided<'a> {
    let mut divided = Divided::new();
    for anchor in anchors.keys() {
        let (beginning, end) = anchor.split_at(beginning(anchor, anchors));
        divided.entry(beginning).or_default().insert(end);
    }
    divided
}

/// How long an anchor's beginning is: the shortest anchor that it begins with, as a
/// cell's with its row's; else it ends with the first part that has a digit, a code or a
/// hash.
fn beginning(anchor: &str, anchors: &BTreeMap<&str, Option<Mark>>) -> usize {
    let ends = || anchor.match_indices('-').map(|(at, _)| at).chain([anchor.len()]);
    let known = ends().find(|end| anchors.contains_key(&anchor[..*end]) && *end < anchor.len());
    let mut from = 0;
    let numbered = ends().find(|end| {
        let part = &anchor[from..*end];
        from = *end;
        part.contains(|c: char| c.is_ascii_digit())
    });
    known.or(numbered).unwrap_or(anchor.len())
}

fn written(end: &str) -> &str {
    if end.is_empty() { NOTHING } else { end }
}

/// Reads the lines of one page.
#[derive(Debug)]
pub(super) struct Reader {
    ends: Vec<String>,
}

impl Reader {
    pub fn new() -> Self {
        Self { ends: vec![String::new()] }
    }

    /// Takes a line: the anchors that it lists; `None` where it is none of these, and
    /// an error where it could not be understood.
    pub fn take(&mut self, line: &str) -> Result<Option<Marked>, ()> {
        let (sign, rest) = line.split_at(line.chars().next().map_or(0, char::len_utf8));
        let mut words = rest.split(' ');
        let first = words.next().unwrap_or_default();
        match sign {
            ":" if first.is_empty() => self.take_ends(words).map(|()| Some(Marked::new())),
            "*" if !first.is_empty() => self.one(first, words).map(Some),
            "%" => self.many(first, words).map(Some),
            ":" | "*" => Err(()),
            _ => Ok(None),
        }
    }

    fn take_ends<'a>(&mut self, words: impl Iterator<Item = &'a str>) -> Result<(), ()> {
        let end = |word: &str| match word {
            NOTHING => Ok(String::new()),
            end if end.starts_with('-') => Ok(end.to_owned()),
            _ => Err(()),
        };
        self.ends = words.map(end).collect::<Result<_, _>>()?;
        if self.ends.is_empty() { Err(()) } else { Ok(()) }
    }

    fn one<'a>(&self, beginning: &str, mut marks: impl Iterator<Item = &'a str>) -> Result<Marked, ()> {
        let mut anchors = Marked::new();
        for end in &self.ends {
            let mark = match marks.next() {
                None | Some(UNMARKED) => None,
                Some(mark) => Some(Mark::parse(mark).ok_or(())?),
            };
            anchors.insert(format!("{beginning}{end}"), mark);
        }
        if marks.next().is_some() { Err(()) } else { Ok(anchors) }
    }

    fn many<'a>(&self, shared: &str, tails: impl Iterator<Item = &'a str>) -> Result<Marked, ()> {
        let tails: Vec<&str> = tails.collect();
        if tails.is_empty() || tails.iter().any(|tail| tail.is_empty()) {
            return Err(());
        }
        let mut anchors = Marked::new();
        for tail in tails {
            anchors.extend(self.ends.iter().map(|end| (format!("{shared}{tail}{end}"), None)));
        }
        Ok(anchors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(word: &str) -> Option<Mark> {
        Some(Mark::parse(word).unwrap())
    }

    fn anchors(all: &[(&str, Option<Mark>)]) -> Marked {
        all.iter().map(|(anchor, mark)| ((*anchor).to_owned(), *mark)).collect()
    }

    fn again(lines: &[String]) -> Marked {
        let mut reader = Reader::new();
        let (mut all, mut runs) = (Marked::new(), Anchors::default());
        for line in lines {
            match reader.take(line).unwrap() {
                Some(more) => all.extend(more),
                None => assert!(runs.push(line)),
            }
        }
        all.extend(runs.marked());
        all
    }

    #[test]
    fn what_ends_alike_stands_together_and_comes_back_whole() {
        let all = anchors(&[
            ("L1", None),
            ("L2", None),
            ("L3", None),
            ("body", None),
            ("r-1", mark("000001")),
            ("r-1-basic", None),
            ("r-1-total", mark("000002")),
            ("r-2", mark("000003")),
            ("r-2-basic", None),
            ("r-2-total", None),
            ("r-9", None),
            ("sum-x-204-total", None),
            ("sum-x-205-total", None),
            ("sum-x-301-total", None),
        ]);
        let lines = lines(&all);
        let expected = [
            "L1..3",
            "% body r-9",
            ": . -basic -total",
            "*r-1 000001 - 000002",
            "*r-2 000003",
            ": -total",
            "%sum-x- 204 205 301",
        ];
        assert_eq!(lines, expected);
        assert_eq!(again(&lines), all);
    }

    #[test]
    fn anchors_that_look_like_signs_come_back_too() {
        let odd = ["*a", ":", "%-1", "-", "x-", "x-b", "r-1", "r-1-"].map(|anchor| (anchor, None));
        let all = anchors(&[&odd[..], &[("%", mark("00000a"))]].concat());
        assert_eq!(again(&lines(&all)), all);
    }

    #[test]
    fn a_line_that_no_build_writes_is_refused() {
        for bad in [":", ": ", ": total", ":x", "*", "*a x", "*a 000001 000002", "%a", "%a-  b"] {
            assert_eq!(Reader::new().take(bad), Err(()), "{bad}");
        }
        assert_eq!(Reader::new().take("r-1 -total"), Ok(None));
    }
}
