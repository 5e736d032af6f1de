//! Mends what drawn rules do to a grid: columns that only a double rule made,
//! numbers cut by a rule, names wrapped into a row of their own.

use crate::catalogue::Catalogue;
use crate::catalogue::normal::{compact, label, numbering};
use crate::catalogue::schema::TableSpec;
use crate::money::{looks_like_amount, parse_amount};
use crate::read::pieces::{RawCell, RawRow};

/// Takes out the columns without a heading that belong to the one before them:
/// amounts that a double rule put beside their heading, the last digit of a
/// number that a rule cuts (`267.8` `0`).
pub fn without_split_columns(head: &mut [RawRow], body: &mut [RawRow]) {
    let width = head.iter().chain(body.iter()).map(|row| row.cells.len()).max().unwrap_or(0);
    for at in (1..width).rev() {
        let headless = !head.is_empty() && head.iter().all(|row| text(row, at).is_empty());
        let headed = head.iter().any(|row| !text(row, at - 1).is_empty());
        if headless && headed && is_split(body, at) {
            head.iter_mut().for_each(|row| drop_cell(row, at));
            body.iter_mut().for_each(|row| join_cells(row, at));
        }
    }
}

/// Whether the columns before and at `at` are one: all blank but one in each row,
/// or two parts of a number; and nothing but amounts, or the first all blank.
fn is_split(body: &[RawRow], at: usize) -> bool {
    let amount = |text: &str| text.is_empty() || looks_like_amount(text);
    let pairs = || body.iter().map(|row| (text(row, at - 1), text(row, at)));
    let one = |(left, right): (&str, &str)| left.is_empty() || right.is_empty() || is_cut(left, right);
    let used = pairs().any(|(left, right)| !left.is_empty() || !right.is_empty());
    let amounts = pairs().all(|(left, right)| amount(left) && amount(right));
    let shifted = pairs().all(|(left, _)| left.is_empty());
    used && pairs().all(one) && (amounts || shifted)
}

/// Whether two cells are one amount with two decimals, cut after the first.
fn is_cut(left: &str, right: &str) -> bool {
    let decimals = left.rsplit_once('.').map(|(_, decimals)| decimals.len());
    decimals == Some(1)
        && right.len() == 1
        && right.bytes().all(|b| b.is_ascii_digit())
        && parse_amount(left).is_ok()
}

fn text(row: &RawRow, at: usize) -> &str {
    row.cells.get(at).map_or("", |cell| cell.text.as_str())
}

fn drop_cell(row: &mut RawRow, at: usize) {
    if at < row.cells.len() {
        row.cells.remove(at);
    }
}

fn join_cells(row: &mut RawRow, at: usize) {
    if at >= row.cells.len() {
        return;
    }
    let right = row.cells.remove(at);
    let left = &mut row.cells[at - 1];
    if left.text.is_empty() {
        *left = right;
    } else if !right.text.is_empty() {
        left.text.push_str(&right.text);
        left.span.end = right.span.end;
    }
}

/// Joins the characters of a block's name that a parser set in cells of their own
/// (`收⇥入⇥支⇥出`).
pub fn join_parted_words(row: &mut RawRow, spec: Option<&TableSpec>) {
    let names: Vec<&String> =
        spec.into_iter().flat_map(|spec| &spec.blocks).flat_map(|block| &block.names).collect();
    let filled: Vec<usize> = row.filled().map(|(at, _)| at).collect();
    for pair in filled.windows(2) {
        let word = format!("{}{}", text(row, pair[0]), text(row, pair[1]));
        if word.chars().count() == 2 && names.iter().any(|name| **name == word) {
            row.cells[pair[0]].text = word;
            row.cells[pair[1]].text.clear();
        }
    }
}

/// Puts the end of a wrapped name (`1.一般公共预` / `算`) back to its beginning:
/// a row of nothing but words, which make a known name only with the row before.
pub fn join_wrapped(body: &mut Vec<RawRow>, spec: Option<&TableSpec>, catalogue: &Catalogue) {
    let Some(spec) = spec else { return };
    let accounts = spec.accounts.as_deref().and_then(|list| catalogue.accounts(list));
    let known = |name: &str| {
        let name = label(name);
        spec.rows.iter().any(|row| row.names.contains(&name))
            || accounts.is_some_and(|accounts| accounts.code(&name).is_some())
    };
    let mut at = 1;
    while at < body.len() {
        let joins = |(column, cell): (usize, &RawCell)| {
            let begun = text(&body[at - 1], column);
            !begun.is_empty()
                && !looks_like_amount(&cell.text)
                && numbering(&cell.text).is_none()
                && !known(&cell.text)
                && known(&format!("{begun}{}", compact(&cell.text)))
        };
        if body[at].filled().next().is_some() && body[at].filled().all(joins) {
            let end = body.remove(at);
            for (column, cell) in end.filled() {
                body[at - 1].cells[column].text.push_str(&cell.text);
            }
        } else {
            at += 1;
        }
    }
}
