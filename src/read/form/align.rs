//! Rows that have other cells than their heading: parsers leave out cells that one above
//! covers, or a blank one at the beginning.

use crate::catalogue::schema::FormSpec;
use crate::money::parse_amount;
use crate::read::form::heading::{Heading, Part};
use crate::read::form::indicators::is_value;
use crate::read::form::levels::{Levels, Token};
use crate::read::lex::{RawCell, RawRow};

/// The row set under its heading as its cells fit the columns best: those before a gap from
/// the left, those behind it from the right. Where nothing tells, the cells left out are the
/// first in a dialect that writes blank cells out, `whole`; else there are blank ones behind.
pub fn aligned(
    spec: &FormSpec,
    row: &RawRow,
    heading: &Heading,
    levels: &Levels,
    whole: bool,
) -> Option<RawRow> {
    let fit = |row: &RawRow| fit(spec, row, heading, levels);
    let least = if whole { fit(row) } else { fit(row).saturating_add(1) };
    let moved = moved(row, heading.cells, levels).into_iter().map(|row| (fit(&row), row));
    // Of equals the first: the gap stands as far left as it can.
    let best = moved.rev().max_by_key(|(fit, _)| *fit);
    best.filter(|(fit, _)| *fit >= least).map(|(_, row)| row)
}

/// Whether no cell of a row stands under a heading that it cannot belong to.
pub fn fits(spec: &FormSpec, row: &RawRow, heading: &Heading, levels: &Levels) -> bool {
    row.filled().all(|(at, cell)| {
        let column = heading.column(at).map(|column| &heading.columns[column].part);
        column.is_none_or(|part| cell_fit(spec, part, &cell.text, levels) >= 0)
    })
}

/// The row with blank cells put in at each place, or without what stands before its
/// columns.
fn moved(row: &RawRow, width: usize, levels: &Levels) -> Vec<RawRow> {
    let count = row.cells.len();
    let Some(first) = row.cells.first().filter(|_| count != width) else { return Vec::new() };
    if count > width {
        let nothing = |cell: &RawCell| cell.text.is_empty() || levels.is_heading(&cell.text);
        let extra = count.saturating_sub(width);
        let rest = RawRow { line: row.line, cells: row.cells[extra..].to_vec() };
        return if row.cells[..extra].iter().all(nothing) { vec![rest] } else { Vec::new() };
    }
    let blank = || RawCell::blank(first.span.file, first.span.start);
    let gap = |at: usize| {
        let mut moved = row.clone();
        moved.cells.splice(at..at, (count..width).map(|_| blank()));
        moved
    };
    (0..count).map(gap).collect()
}

/// How well the cells of a row fit what their columns hold.
fn fit(spec: &FormSpec, row: &RawRow, heading: &Heading, levels: &Levels) -> i32 {
    let one = |(at, cell): (usize, &RawCell)| {
        let column = heading.column(at).map(|column| &heading.columns[column].part);
        column.map_or(0, |part| cell_fit(spec, part, &cell.text, levels))
    };
    row.filled().map(one).fold(0, i32::saturating_add)
}

fn cell_fit(spec: &FormSpec, part: &Part, text: &str, levels: &Levels) -> i32 {
    let tokens = levels.tokens(text);
    let level = !matches!(tokens[..], [Token::Word(_)]);
    match part {
        _ if matches!(tokens[..], [Token::Heading]) => 0,
        Part::Level1 => match tokens[..] {
            [Token::Level1(_)] => 2,
            [Token::Level2(ref level)] if levels.is_outer(&level.inner) => 1,
            [Token::Word(_)] => -1,
            _ => -2,
        },
        Part::Level2 => match tokens[..] {
            [Token::Level2(_)] => 2,
            [Token::Word(_)] => -1,
            _ => -2,
        },
        _ if level => -2,
        Part::Name if is_value(text) => -2,
        Part::Value(_) => i32::from(is_value(text)),
        Part::Sign if spec.signs.iter().any(|sign| sign == text) => 2,
        Part::Fund(_) => {
            if parse_amount(text).is_ok() {
                1
            } else {
                -2
            }
        }
        Part::Silent => -1,
        _ => 0,
    }
}
