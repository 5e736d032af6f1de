//! Mends what drawn rules do to words: names of blocks cut into their characters,
//! names wrapped into a row of their own.

use crate::catalogue::Catalogue;
use crate::catalogue::normal::{compact, label, numbering};
use crate::catalogue::schema::TableSpec;
use crate::money::looks_like_amount;
use crate::read::pieces::{RawCell, RawRow};
use crate::read::table::align::text;

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
