//! Headings that a parser cut into their characters, or set over the middle of what
//! they head.

use crate::catalogue::schema::{ConceptsSpec, TableSpec};
use crate::read::lex::RawRow;
use crate::read::table::cells::text;
use crate::read::table::sort::Sort;

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

/// Moves a heading over amounts to the first of those that it heads, where the blank
/// columns before it are amounts too, and the heading before those is none of amounts:
/// `|项目|||预算||` over `|名称||合计|基本支出|项目支出|`.
pub fn begin_groups(head: &mut [RawRow], concepts: &ConceptsSpec) {
    let width = head.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let Some(lowest) = head.len().checked_sub(1) else { return };
    let announced = |head: &[RawRow], at: usize, row: usize| {
        let below = (row + 1..=lowest).rev().map(|row| text(&head[row], at)).find(|text| !text.is_empty());
        below.map_or(Sort::Any, |heading| Sort::announced(heading, concepts))
    };
    for row in 0..lowest {
        let filled: Vec<usize> = head[row].filled().map(|(at, _)| at).collect();
        for pair in filled.windows(2) {
            let names =
                matches!(Sort::announced(text(&head[row], pair[0]), concepts), Sort::Words | Sort::Code);
            let amounts = |at: &usize| announced(head, *at, row) == Sort::Numbers;
            let first = (pair[0] + 1..pair[1].min(width)).rev().take_while(amounts).last();
            if let Some(first) = first.filter(|_| names && amounts(&pair[1])) {
                head[row].cells.swap(first, pair[1]);
            }
        }
    }
}
