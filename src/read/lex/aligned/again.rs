//! The head of a table come again, as at the top of its next page.

use std::ops::Range;

use super::chunks::{Chunk, chunks};
use super::kind::LineKind;
use crate::read::lex::width::Measure;

/// A head come again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Again {
    /// Its lines.
    pub lines: Range<usize>,
    /// Whether each of its headings stands where it stood before, so that the rows below do too.
    pub in_place: bool,
}

/// The heads that are repeated among lines, of which `kinds` says what each is: all headings
/// over a table's first row, with the row that numbers the columns, after rows of that
/// table and nothing but numbers of pages.
pub fn find(texts: &[&str], kinds: &[LineKind], is_page_number: impl Fn(&str) -> bool) -> Vec<Again> {
    let mut found = Vec::new();
    let mut head: Option<Range<usize>> = None;
    let mut at = 0;
    while at < texts.len() {
        let again = head.clone().and_then(|head| again(texts, kinds, &head, at));
        match kinds[at] {
            _ if let Some(again) = again => {
                at = again.lines.end;
                found.push(again);
                continue;
            }
            LineKind::Apart if !is_page_number(texts[at]) => head = None,
            LineKind::Words => head = top(kinds, at).or(head),
            _ => {}
        }
        at += 1;
    }
    found
}

/// The lines of headings from one on, where rows follow them and none has come before.
fn top(kinds: &[LineKind], from: usize) -> Option<Range<usize>> {
    let first = (from..kinds.len()).find(|at| !matches!(kinds[*at], LineKind::Words | LineKind::Single))?;
    let above = (0..from).rev().find(|at| kinds[*at] != LineKind::Blank);
    let behind_rows = above.is_some_and(|at| kinds[at] != LineKind::Apart && kinds[at] != LineKind::Rule);
    (kinds[first] == LineKind::Data && !behind_rows).then_some(from..first)
}

/// The head come again at a line.
fn again(texts: &[&str], kinds: &[LineKind], head: &Range<usize>, at: usize) -> Option<Again> {
    if at < head.end || kinds[at] != LineKind::Words {
        return None;
    }
    let same = |own: usize, other: usize| bare(texts[own]).eq(bare(texts[other]));
    let mut length = head.len();
    if !(0..length).all(|line| at + line < texts.len() && same(head.start + line, at + line)) {
        return None;
    }
    let numbered = |line: usize| {
        let row = chunks(texts[line], Measure::Characters);
        row.iter().enumerate().skip_while(|(_, chunk)| !chunk.number).count() > 1 && is_numbering(&row)
    };
    if at + length < texts.len() && numbered(head.end) && same(head.end, at + length) {
        length += 1;
    }
    let in_place = (0..length).all(|line| {
        let place = |line: usize| -> Vec<usize> {
            chunks(texts[line], Measure::Characters).iter().map(|chunk| chunk.from).collect()
        };
        place(head.start + line) == place(at + line)
    });
    Some(Again { lines: at..at + length, in_place })
}

/// The characters of a line that are no blanks.
fn bare(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace())
}

/// Whether a row numbers the columns: its numbers are 1, 2, 3 and so on.
pub fn is_numbering(row: &[Chunk<'_>]) -> bool {
    let mut next = 1..;
    row.iter().filter(|chunk| chunk.number).all(|chunk| chunk.text.parse().ok() == next.next())
}
