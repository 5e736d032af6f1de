//! Headings of two rows whose second row lost the cells that the first covers.

use crate::read::lex::{RawCell, RawRow};

/// The second row of a heading whose cells stand under groups: one that has as many cells as
/// the groups over it have columns, and none more, stands under these alone.
pub fn under_groups(first: &RawRow, under: &RawRow) -> Option<RawRow> {
    let count = first.cells.len();
    let filled = |at: usize| first.cells.get(at).is_some_and(|cell| !cell.text.is_empty());
    let mut columns = Vec::new();
    let mut start = 0;
    while start < count {
        let end = (start + 1..count).find(|at| filled(*at)).unwrap_or(count);
        if filled(start) && end > start + 1 {
            columns.extend(start..end);
        }
        start = end;
    }
    if under.cells.len() >= count || columns.len() != under.cells.len() {
        return None;
    }
    let place = under.cells.first()?.span;
    let mut cells: Vec<RawCell> = (0..count).map(|_| RawCell::blank(place.file, place.start)).collect();
    for (at, cell) in columns.into_iter().zip(&under.cells) {
        cells[at] = cell.clone();
    }
    Some(RawRow { line: under.line, cells })
}
