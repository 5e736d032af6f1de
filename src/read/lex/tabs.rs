//! Cells separated by tabs: any line with a tab between or after its words.

use crate::read::lex::cell::Marks;
use crate::read::lex::{LineRange, RawRow, WIDEST};

/// The row that a line is; `None` where it has no tab, or more than any table.
pub fn row(place: LineRange<'_>, number: u32) -> Option<RawRow> {
    let content = place.content(number);
    let text = place.text(number);
    if !has_tab(text) || is_overlong(text) {
        return None;
    }
    let mut from = content.start;
    let mut cells = Vec::with_capacity(text.split('\t').count());
    for part in text.split('\t') {
        cells.push(place.cell(from..from + part.len(), Marks::Plain));
        from += part.len() + 1;
    }
    Some(RawRow { line: place.line(number), cells })
}

/// Whether a line would be a row, but with more cells than any table has.
pub fn is_overlong(text: &str) -> bool {
    has_tab(text) && text.matches('\t').nth(WIDEST).is_some()
}

fn has_tab(text: &str) -> bool {
    text.trim_matches([' ', '\u{3000}']).contains('\t')
}
