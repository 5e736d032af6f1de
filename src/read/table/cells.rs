//! Small questions asked of a row's cells.

use crate::read::lex::{RawCell, RawRow};
use crate::source::Span;

/// An empty cell at a row's end.
pub fn blank(row: &RawRow) -> RawCell {
    let end = row.cells.last().map_or(Span { file: row.line.file, start: 0, end: 0 }, |cell| cell.span);
    RawCell::new(String::new(), Span { start: end.end, ..end })
}

/// The text of a row's cell; empty where it has none.
pub fn text(row: &RawRow, at: usize) -> &str {
    row.cells.get(at).map_or("", |cell| cell.text.as_str())
}
