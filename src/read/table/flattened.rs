//! Headers of several rows that a tool wrote as one, each heading after those over it:
//! `收入.项目`, `收入.预算数`.

use crate::read::lex::{RawCell, RawRow};

/// What tools put between a heading and those over it.
const BETWEEN: [char; 3] = ['.', '/', ' '];

/// A header with each row parted in which neighbours begin with the same heading.
pub fn part(head: Vec<RawRow>) -> Vec<RawRow> {
    let mut parted = Vec::new();
    for mut row in head {
        while let Some((upper, lower)) = BETWEEN.iter().find_map(|mark| levels(&row, *mark)) {
            parted.push(upper);
            row = lower;
        }
        parted.push(row);
    }
    parted
}

/// The headings that neighbours begin with, over what stands after the mark in each; `None`
/// where none do. A heading of its own stands in the upper row and reaches down.
fn levels(row: &RawRow, mark: char) -> Option<(RawRow, RawRow)> {
    let split = |cell: &RawCell| {
        let (outer, inner) = cell.text.split_once(mark)?;
        let words = |text: &str| text.chars().filter(|c| c.is_alphabetic()).nth(1).is_some();
        (words(outer) && words(inner)).then(|| (outer.to_owned(), inner.to_owned()))
    };
    let parts: Vec<Option<(String, String)>> = row.cells.iter().map(split).collect();
    let outer = |at: usize| parts.get(at).and_then(|part| part.as_ref()).map(|(outer, _)| outer);
    let like = |at: usize, other: Option<usize>| {
        other.is_some_and(|other| outer(at).is_some() && outer(at) == outer(other))
    };
    let (mut upper, mut lower) = (row.clone(), row.clone());
    let mut any = false;
    for (at, part) in parts.iter().enumerate() {
        let before = like(at, at.checked_sub(1));
        match part {
            Some((outer, inner)) if before || like(at, Some(at + 1)) => {
                any = true;
                upper.cells[at].text = if before { String::new() } else { outer.clone() };
                lower.cells[at].text.clone_from(inner);
            }
            _ => lower.cells[at].text.clear(),
        }
    }
    any.then_some((upper, lower))
}
