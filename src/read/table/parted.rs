//! Amounts that a drawn rule cut in two: which neighbouring columns are one.

use rust_decimal::Decimal;

use crate::catalogue::schema::LabelsSpec;
use crate::money::parse_amount;
use crate::read::lex::{RawCell, RawRow};
use crate::read::table::cells::text;
use crate::source::Span;

/// Whether two neighbouring columns are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parts {
    /// No row has something in both, or what it has is one amount for certain.
    One,
    /// They look like the parts of amounts, and no sum proves that they are.
    Unproved,
    Two,
}

/// Whether the columns `before` and `at` are one: in each row blank but one, or
/// parts of an amount of which the second adds nothing (`267.8` `0`), or by which
/// alone the table's sums hold.
pub fn parts(body: &[RawRow], before: usize, at: usize, labels: &LabelsSpec) -> Parts {
    let both = || {
        body.iter()
            .map(|row| (text(row, before), text(row, at)))
            .filter(|(a, b)| !a.is_empty() && !b.is_empty())
    };
    if both().next().is_none() {
        return Parts::One;
    }
    if !both().all(|(left, right)| is_cut(left, right)) {
        return Parts::Two;
    }
    if both().all(|(_, right)| right == "0") || proved(body, before, at, labels) {
        Parts::One
    } else {
        Parts::Unproved
    }
}

/// The cells of both columns in the rows that have both.
pub fn spans(body: &[RawRow], before: usize, at: usize) -> Vec<Span> {
    let both = |row: &&RawRow| !text(row, before).is_empty() && !text(row, at).is_empty();
    body.iter().filter(both).flat_map(|row| [row.cells[before].span, row.cells[at].span]).collect()
}

/// Two cells of a row as one: the parts of an amount together.
pub fn joined(mut left: RawCell, right: &RawCell) -> RawCell {
    left.text.push_str(&right.text);
    left.span.end = right.span.end.max(left.span.end);
    left
}

/// Whether two cells look like one amount with two decimals, cut after the first.
fn is_cut(left: &str, right: &str) -> bool {
    let decimals = left.rsplit_once('.').map(|(_, decimals)| decimals.len());
    decimals == Some(1)
        && right.len() == 1
        && right.bytes().all(|b| b.is_ascii_digit())
        && parse_amount(left).is_ok()
}

/// Whether the total of the column is the sum of its rows with the parts joined,
/// and is not without.
fn proved(body: &[RawRow], before: usize, at: usize, labels: &LabelsSpec) -> bool {
    let total = |row: &&RawRow| row.filled().any(|(_, cell)| labels.is_whole(&cell.text));
    let value = |row: &RawRow, whole: bool| {
        let right = if whole { text(row, at) } else { "" };
        parse_amount(&format!("{}{right}", text(row, before))).ok()
    };
    let holds = |whole: bool| {
        let [printed] = body.iter().filter(total).filter_map(|row| value(row, whole)).collect::<Vec<_>>()[..]
        else {
            return false;
        };
        let mut sum = Decimal::ZERO;
        let rows = body.iter().filter(|row| !total(row)).filter_map(|row| value(row, whole));
        let all = rows.into_iter().all(|value| sum.checked_add(value).map(|next| sum = next).is_some());
        all && sum == printed
    };
    holds(true) && !holds(false)
}
