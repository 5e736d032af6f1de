//! What tools put into blank cells: `Col3`, `Unnamed: 3`, `NaN`, and the text of a
//! merged cell in every cell that it covers. Only what is surely theirs goes.

use crate::money::looks_like_amount;
use crate::read::lex::{RawRow, Run, looks_like_target};

/// Most rows of a header.
const MOST: usize = 6;

/// Blanks the headings that a tool made up for the blank cells of the run's first
/// row: `Col3` in the third cell, `Unnamed: 2` in the same.
pub fn drop_made_up_headings(run: &mut Run) {
    let Some(row) = run.rows.first_mut() else { return };
    for (at, cell) in row.cells.iter_mut().enumerate() {
        let number =
            |prefix: &str| cell.text.strip_prefix(prefix)?.trim().split('_').next()?.parse::<usize>().ok();
        if number("Col") == Some(at + 1) {
            run.fills = true;
            cell.text.clear();
        } else if number("Unnamed:") == Some(at) {
            cell.text.clear();
        }
    }
}

/// Blanks `NaN`, and the text of merged cells where it is repeated.
pub fn undo(run: &mut Run) {
    for cell in run.rows.iter_mut().flat_map(|row| &mut row.cells) {
        if matches!(cell.text.as_str(), "NaN" | "nan" | "None") {
            cell.text.clear();
        }
    }
    let head = run.rows.iter().take_while(|row| !states_number(row)).count();
    let head = if head <= MOST && head < run.rows.len() { head } else { 0 };
    let repeated = repeated_headings(&run.rows[..head], run.fills);
    for (row, at) in repeated {
        run.rows[row].cells[at].text.clear();
    }
    run.rows[head..].iter_mut().for_each(undo_code);
}

/// Whether an amount or a target stands in a row: no header goes so far.
fn states_number(row: &RawRow) -> bool {
    row.cells.iter().any(|cell| looks_like_amount(&cell.text) || looks_like_target(&cell.text))
}

/// The cells of the header that repeat the one before or above them.
///
/// A tool that repeats merged cells leaves none of the header blank, and repeats a
/// cell only beside cells that are one in the row above, too; one that is known to
/// fill (`fills`) repeats whatever stands before.
fn repeated_headings(head: &[RawRow], fills: bool) -> Vec<(usize, usize)> {
    let text =
        |row: usize, at: usize| head.get(row).and_then(|row| row.cells.get(at)).map_or("", |cell| &cell.text);
    let full = head.iter().all(|row| row.cells.iter().all(|cell| !cell.text.is_empty()));
    if !fills && !full {
        return Vec::new();
    }
    let same = |(row, at): (usize, usize), (other, there): (usize, usize)| {
        !text(row, at).is_empty() && text(row, at) == text(other, there)
    };
    let places =
        head.iter().enumerate().flat_map(|(row, cells)| (0..cells.cells.len()).map(move |at| (row, at)));
    let repeats = |&(row, at): &(usize, usize)| {
        let one_above = || fills || row == 0 || same((row - 1, at - 1), (row - 1, at));
        let beside = at > 0 && same((row, at), (row, at - 1)) && one_above();
        beside || (row > 0 && same((row, at), (row - 1, at)))
    };
    places.filter(repeats).collect()
}

/// `204|204|204|公共安全支出` is one code and a name: the parts of a split code are
/// shorter than a code, and amounts stand after the name.
fn undo_code(row: &mut RawRow) {
    let code = |text: &str| text.len() >= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let before = row.cells.iter().take_while(|cell| code(&cell.text)).count();
    let named = row.cells.get(before).is_some_and(|cell| cell.text.chars().any(char::is_alphabetic));
    for at in (1..before).rev().filter(|_| named) {
        if row.cells[at].text == row.cells[at - 1].text {
            row.cells[at].text.clear();
        }
    }
}
