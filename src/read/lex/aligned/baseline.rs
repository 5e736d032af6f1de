//! Amounts that a tool set on a line of their own, above or under the rest of their
//! row, since their letters stand a little higher or lower on the page.

use super::chunks::is_printed_amount;
use crate::model::Doubt;
use crate::read::lex::RawRow;
use crate::source::Line;

/// Puts lines of nothing but amounts to the rows they belong to, where all lines of a
/// table tell the same side; gives the lines that are rows no more. Where most tell
/// one side and few could be of the other, those amounts are in doubt.
pub fn join(rows: &mut Vec<RawRow>) -> Vec<Line> {
    let loose: Vec<usize> = (0..rows.len()).filter(|at| is_loose(&rows[*at])).collect();
    let above = |at: usize| at.checked_sub(1);
    let below = |at: usize| Some(at + 1).filter(|at| *at < rows.len());
    let fits =
        |at: usize, other: Option<usize>| other.is_some_and(|other| completes(&rows[at], &rows[other]));
    let up: Vec<usize> = loose.iter().copied().filter(|at| fits(*at, above(*at))).collect();
    let down: Vec<usize> = loose.iter().copied().filter(|at| fits(*at, below(*at))).collect();
    let all = loose.len();
    let most = |own: usize, other: usize| 4 * own >= 3 * all && 2 * other < all;
    let (joined, sure, under) = match (up.len(), down.len()) {
        (own, other) if own == all && other < all => (up, true, false),
        (other, own) if own == all && other < all => (down, true, true),
        (own, other) if most(own, other) => (up, false, false),
        (other, own) if most(own, other) => (down, false, true),
        _ => return Vec::new(),
    };
    let lines = joined.iter().map(|at| rows[*at].line).collect();
    for at in joined.into_iter().rev() {
        let amounts = rows.remove(at);
        let home = if under { at } else { at - 1 };
        for (cell, amount) in rows[home].cells.iter_mut().zip(amounts.cells) {
            if !amount.text.is_empty() {
                *cell = amount;
                if !sure {
                    cell.confidence = Doubt::BlurredCell.into();
                }
            }
        }
    }
    lines
}

fn is_loose(row: &RawRow) -> bool {
    row.filled().next().is_some() && row.filled().all(|(_, cell)| is_printed_amount(&cell.text))
}

/// Whether amounts stand in cells that a row with a label has blank.
fn completes(amounts: &RawRow, row: &RawRow) -> bool {
    let labelled = row.filled().any(|(_, cell)| cell.text.chars().any(char::is_alphabetic));
    labelled && amounts.filled().all(|(at, _)| row.cells.get(at).is_some_and(|cell| cell.text.is_empty()))
}
