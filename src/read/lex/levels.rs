//! Headers of several rows that a tool wrote as one, a line of a cell for each:
//! `收入<br>项目`, `收入<br>预算数`. Such lines are no wrapped words.

use crate::read::lex::cell::{self, Marks};
use crate::read::lex::{LineRange, RawRow};

/// Keeps the lines of headings apart, by a blank, where neighbours have the first in common.
pub fn keep_apart(place: LineRange<'_>, row: &mut RawRow) {
    let lines = |at: usize| -> Vec<String> {
        let span = row.cells[at].span;
        let raw = &place.file.text()[span.start as usize..span.end as usize];
        let raw = raw.replace("<br/>", "<br>").replace("<br />", "<br>");
        raw.split("<br>").map(|line| cell::text(line, Marks::Markdown)).collect()
    };
    let cells: Vec<Vec<String>> = (0..row.cells.len()).map(lines).collect();
    let like = |at: usize, other: Option<usize>| {
        let other = other.and_then(|other| cells.get(other));
        let common = |other: &Vec<String>| other.len() > 1 && cells[at].len() > 1 && other[0] == cells[at][0];
        other.is_some_and(common) && cells[at][0].contains(char::is_alphabetic)
    };
    for (at, lines) in cells.iter().enumerate() {
        if like(at, at.checked_sub(1)) || like(at, Some(at + 1)) {
            row.cells[at].text = lines.join(" ");
        }
    }
}
