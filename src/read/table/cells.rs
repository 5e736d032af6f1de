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
/// them, beside which numbers may be missing. `1=2+3` says what the first is made of.
pub fn is_numbering(row: &RawRow, labels: &LabelsSpec) -> bool {
    let is_word = |text: &str| labels.numbering.contains(&compact(text));
    let named = row.filled().any(|(_, cell)| is_word(&cell.text));
    let mut numbers =
        row.filled().filter(|(_, cell)| !is_word(&cell.text)).map(|(_, cell)| number(&cell.text));
    let mut last = 0;
    let counts = numbers.all(|number| {
        let fits =
            number.is_some_and(|number| if named { number > last } else { number == last.saturating_add(1) });
        last = number.unwrap_or_default();
        fits
    });
    counts && last > u8::from(!named)
}

/// Whether a row that numbers the columns has fewer of them than it counts: some were lost.
pub fn lacks_columns(row: &RawRow) -> bool {
    let numbers: Vec<(usize, u8)> =
        row.filled().filter_map(|(at, cell)| Some((at, number(&cell.text)?))).collect();
    let begun = numbers.first().is_some_and(|(_, first)| *first > 1);
    begun
        || numbers
            .windows(2)
            .any(|pair| usize::from(pair[1].1) > usize::from(pair[0].1) + (pair[1].0 - pair[0].0))
}

/// The number of a column: `1`, `1=2+3`.
fn number(text: &str) -> Option<u8> {
    let (number, sum) = text.split_once('=').unwrap_or((text, ""));
    number.trim().parse().ok().filter(|_| sum.chars().all(is_sum))
}

fn is_sum(c: char) -> bool {
    c.is_ascii_digit() || "+-=()（）－＋ ".contains(c)
}
