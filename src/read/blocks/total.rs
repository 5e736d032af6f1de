//! The total under a table that the parser left outside the grid, its cells
//! separated by blanks alone: `合计 300.00 200.00 100.00`.

use crate::money::looks_like_amount;
use crate::read::lex::{RawCell, RawRow};
use crate::source::{Line, Source, Span};

/// The cells of a total that stands as plain text under the row `above`: its
/// name in the first column, its amounts under those at that row's end. `None`
/// for any other line, and where the amounts are not as many, so that their
/// columns would be a guess.
pub fn cells(
    source: &Source,
    line: Line,
    above: &RawRow,
    is_total: impl Fn(&str) -> bool,
) -> Option<Vec<RawCell>> {
    let mut words = words(source, line);
    let amounts = words.split_off(words.len().min(1));
    let name = words.pop().filter(|name| is_total(&name.text))?;
    let all = !amounts.is_empty() && amounts.iter().all(|cell| looks_like_amount(&cell.text));
    let columns = above.cells.iter().rev().take_while(|cell| looks_like_amount(&cell.text)).count();
    if !all || amounts.len() != columns || columns >= above.cells.len() {
        return None;
    }
    let end = Span { start: name.span.end, ..name.span };
    let blank = RawCell::new(String::new(), end);
    let blanks = vec![blank; above.cells.len() - columns - 1];
    Some([vec![name], blanks, amounts].concat())
}

/// Blanks the name of a total in all cells of a merged one but the first, in the rows
/// from the first with an amount on: `合计|合计|合计|30.00` is one name and an amount.
pub fn undo_merged(rows: &mut [RawRow], is_total: impl Fn(&str) -> bool) {
    let states_amount = |row: &RawRow| row.cells.iter().any(|cell| looks_like_amount(&cell.text));
    let Some(head) = rows.iter().position(states_amount) else { return };
    for row in &mut rows[head..] {
        for at in (1..row.cells.len()).rev() {
            let again = row.cells[at].text == row.cells[at - 1].text;
            if again && is_total(&row.cells[at].text) {
                row.cells[at].text.clear();
            }
        }
    }
}

/// Whether a line looks like such a total, whatever stands above it.
pub fn is_like_one(text: &str, is_total: impl Fn(&str) -> bool) -> bool {
    let mut words = text.split_whitespace();
    let name = words.next().is_some_and(is_total);
    let mut amounts = words.peekable();
    name && amounts.peek().is_some() && amounts.all(looks_like_amount)
}

/// The words of a line, each as a cell.
fn words(source: &Source, line: Line) -> Vec<RawCell> {
    let text = source.line(line);
    let start = source.line_span(line).start;
    let cell = |word: &str| {
        // A word of the line begins within it.
        let at = start + (word.as_ptr().addr() - text.as_ptr().addr()) as u32;
        let span = Span { file: line.file, start: at, end: at + word.len() as u32 };
        RawCell::new(word.to_owned(), span)
    };
    text.split_whitespace().map(cell).collect()
}
