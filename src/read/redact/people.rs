//! Names that stood beside a label, wherever else they stand.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use crate::read::redact::words::is_han;

/// Most characters of a person's name.
const LONGEST: usize = 4;

/// The names to look for, ready to be found.
#[derive(Debug)]
pub struct Known<'a> {
    names: &'a BTreeSet<String>,
    first: HashSet<char>,
}

impl<'a> Known<'a> {
    pub fn new(names: &'a BTreeSet<String>) -> Self {
        Self { names, first: names.iter().filter_map(|name| name.chars().next()).collect() }
    }

    /// Where they stand in a text; of those that begin alike the longest.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for (at, _) in text.char_indices().filter(|(_, c)| self.first.contains(c)) {
            if found.last().is_none_or(|last| last.end <= at) {
                found.extend(name_at(text, at, self.names).map(|length| at..at + length));
            }
        }
        found
    }
}

/// The length of the name that stands at a place. A name of two characters can be
/// part of a word, so it counts only where it stands alone.
fn name_at(text: &str, at: usize, names: &BTreeSet<String>) -> Option<usize> {
    let rest = &text[at..];
    let touches = |c: Option<char>| c.is_some_and(is_han);
    (2..=LONGEST).rev().find_map(|count| {
        let length = rest.char_indices().nth(count).map_or(rest.len(), |(length, _)| length);
        let alone = || !touches(text[..at].chars().next_back()) && !touches(rest[length..].chars().next());
        (names.contains(&rest[..length]) && (count > 2 || alone())).then_some(length)
    })
}
