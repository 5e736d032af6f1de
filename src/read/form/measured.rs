//! Columns of units of measure whose heading is not known: identified by what stands in them.

use crate::catalogue::normal::compact;
use crate::catalogue::schema::FormSpec;
use crate::read::form::heading::{Heading, Part};
use crate::read::form::words;
use crate::read::lex::RawRow;

/// Most rows under a heading that are looked at.
const SAMPLE: usize = 40;

/// Longest unit of measure in characters: 平方千米, 人次/年.
const LONGEST: usize = 4;

/// Makes columns of units of measure of those beside a target whose heading says nothing, where
/// each number of the target stands bare and a unit stands beside it.
pub fn settle(heading: &mut Heading, rows: &[RawRow], spec: &FormSpec) {
    if heading.has_measures() {
        return;
    }
    let measures: Vec<usize> = (0..heading.columns.len())
        .filter(|at| is_unknown(&heading.columns[*at].part))
        .filter(|at| {
            value_beside(heading, *at).is_some_and(|value| measures(heading, value, *at, rows, spec))
        })
        .collect();
    measures.into_iter().for_each(|at| heading.columns[at].part = Part::Measure);
}

fn is_unknown(part: &Part) -> bool {
    matches!(part, Part::Beside(key) if key.is_empty())
}

/// The column of targets right before a column, or right after it.
fn value_beside(heading: &Heading, at: usize) -> Option<usize> {
    let is_value = |at: &usize| {
        let column = heading.columns.get(*at);
        column.is_some_and(|column| matches!(column.part, Part::Value(_)))
    };
    at.checked_sub(1).filter(is_value).or(Some(at + 1).filter(is_value))
}

/// Whether a column has a unit of measure beside bare numbers alone.
fn measures(heading: &Heading, value: usize, own: usize, rows: &[RawRow], spec: &FormSpec) -> bool {
    let text = |row: &RawRow, column: usize| {
        row.cells.get(heading.columns[column].at).map(|cell| compact(&cell.text)).unwrap_or_default()
    };
    // Another heading, or a label of the next form, ends the rows under this one.
    let heads = |text: &str| words::field(spec, text).is_some() || words::part(spec, text).is_some();
    let ends = |row: &RawRow| row.filled().next().is_some_and(|(_, cell)| heads(&cell.text));
    let under = rows.iter().take(SAMPLE).take_while(|row| !ends(row));
    let pairs = under.filter(|row| row.cells.len() == heading.cells);
    let pairs: Vec<_> = pairs.map(|row| (text(row, value), text(row, own))).collect();
    let filled = || pairs.iter().filter(|(_, measure)| !measure.is_empty());
    filled().next().is_some() && filled().all(|(value, measure)| is_bare(value) && is_measure(measure, spec))
}

/// Whether a target is a number without what it counts.
fn is_bare(value: &str) -> bool {
    value.ends_with(|c: char| c.is_ascii_digit())
}

fn is_measure(text: &str, spec: &FormSpec) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    text.chars().count() <= LONGEST && !text.contains(is_digit) && !spec.signs.iter().any(|sign| sign == text)
}
