//! What holds for the whole text of a document: how wide its lines are set, what
//! its contents list names.

use std::collections::{BTreeMap, HashSet};

use unicode_width::UnicodeWidthStr;

use crate::model::count;
use crate::read::Reading;
use crate::read::blocks::Piece;
use crate::read::text::heading_key;

/// The text block and the headings that the contents list promises.
#[derive(Debug, Default)]
pub struct Page {
    /// Columns of a full line, Chinese characters counting two; `None` where lines
    /// are not wrapped.
    width: Option<usize>,
    /// Words of the entries, as headings are compared.
    entries: HashSet<String>,
}

/// How much of the text block a line fills.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Fill {
    /// Some of it, or lines are not wrapped.
    #[default]
    Part,
    /// Less than half of it.
    Little,
    /// Nearly all of it: what it says goes on in the next line, though a gap lie
    /// between.
    Wide,
}

/// Lines narrower than this are no prose.
const NARROW: usize = 40;
/// So many full lines make a text block.
const FEWEST: usize = 6;
/// How far a full line may fall short: a mark that may not begin a line, a number
/// that may not be parted.
const SLACK: usize = 4;
/// Shortest entry by whose end longer headings are told (`某专项经费情况说明`), in
/// characters.
const LONG_ENTRY: usize = 6;

impl Page {
    /// What the pieces and the contents lists read so far say.
    pub fn of(reading: &Reading<'_>, pieces: &[Piece], body: Option<&str>) -> Self {
        let is_table = |title: &str| reading.catalogue.table_titled(title).is_some();
        let listed = reading.contents.iter().filter(|(title, _)| !is_table(title));
        let keys = listed.map(|(title, _)| heading_key(title, body));
        let widths = pieces.iter().filter_map(Piece::text).map(|line| line.text.width());
        Self { width: block(widths), entries: keys.filter(|key| key.chars().count() > 2).collect() }
    }

    /// Whether a line fills the text block, so that it goes on in the next.
    pub fn is_full(&self, text: &str) -> bool {
        self.width.is_some_and(|width| text.width() + SLACK >= width)
    }

    /// Whether a line is too wide for a heading in a text that is wrapped.
    pub fn is_wide(&self, text: &str) -> bool {
        self.width.is_some_and(|width| 5 * text.width() >= 4 * width)
    }

    /// How much of the text block a line fills.
    pub fn fill(&self, text: &str) -> Fill {
        match self.width {
            Some(_) if self.is_wide(text) => Fill::Wide,
            Some(width) if 2 * text.width() < width => Fill::Little,
            _ => Fill::Part,
        }
    }

    /// Whether the contents list names a heading of these words.
    pub fn lists(&self, key: &str) -> bool {
        self.entries.contains(key)
    }

    /// Whether a heading ends in the words of a long entry.
    pub fn lists_end_of(&self, key: &str) -> bool {
        let ends = |entry: &String| entry.chars().count() >= LONG_ENTRY && key.ends_with(entry.as_str());
        self.entries.iter().any(ends)
    }
}

/// The width that most wide lines have, give or take the slack, if a third of
/// them do.
fn block(widths: impl Iterator<Item = usize>) -> Option<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    widths.filter(|width| *width >= NARROW).for_each(|width| *counts.entry(width).or_default() += 1);
    let all = count(counts.values().copied());
    let around = |width: usize| count(counts.range(width.saturating_sub(SLACK)..=width).map(|(_, n)| *n));
    let (width, most) = counts.keys().map(|width| (*width, around(*width))).max_by_key(|(_, n)| *n)?;
    (most >= FEWEST && 3 * most >= all).then_some(width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_block_is_as_wide_as_most_of_its_lines() {
        let wrapped = [60, 58, 60, 20, 59, 60, 12, 60, 60, 44];
        assert_eq!(block(wrapped.into_iter()), Some(60));
        let unwrapped = [60, 120, 340, 48, 200, 86, 77, 51, 410];
        assert_eq!(block(unwrapped.into_iter()), None);
    }
}
