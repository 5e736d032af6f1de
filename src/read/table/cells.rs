//! Small questions asked of a row's cells.

use crate::catalogue::normal::compact;
use crate::catalogue::schema::LabelsSpec;
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

/// Whether a row numbers the columns: 1 2 3 …, and nothing else but 栏次 before
/// them. `1=2+3` says what the first is made of.
pub fn is_numbering(row: &RawRow, labels: &LabelsSpec) -> bool {
    let is_word = |text: &str| labels.numbering.contains(&compact(text));
    let cells: Vec<&str> = row.filled().map(|(_, cell)| cell.text.as_str()).collect();
    let words = cells.iter().filter(|text| is_word(text)).count();
    let numbers = cells.iter().filter(|text| !is_word(text));
    let mut next = 1;
    let counts = numbers.clone().all(|text| {
        let (number, sum) = text.split_once('=').unwrap_or((text, ""));
        let fits = number.trim().parse::<u8>().ok() == Some(next) && sum.chars().all(is_sum);
        next += 1;
        fits
    });
    counts && next > if words > 0 { 1 } else { 2 }
}

fn is_sum(c: char) -> bool {
    c.is_ascii_digit() || "+-=()（）－＋ ".contains(c)
}
