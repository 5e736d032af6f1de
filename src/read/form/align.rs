//! Rows that have other cells than their heading: parsers leave out cells that one above
//! covers, or a blank one at the beginning.

use crate::catalogue::schema::FormSpec;
use crate::money::parse_amount;
use crate::read::form::heading::{Heading, Part};
use crate::read::form::indicators::is_value;
use crate::read::form::levels::{Levels, Token};
use crate::read::lex::{RawCell, RawRow};

/// The row set under its heading as its cells fit the columns best, in their order. Where
/// nothing tells, the cells left out are the first in a dialect that writes blank cells
/// out, `whole`; else there are blank ones after.
pub fn aligned(
    spec: &FormSpec,
    row: &RawRow,
    heading: &Heading,
    levels: &Levels,
    whole: bool,
) -> Option<RawRow> {
    let fit = |row: &RawRow| fit(spec, row, heading, levels);
    let least = if whole { fit(row) } else { fit(row).saturating_add(1) };
    let moved = match row.cells.len().checked_sub(heading.cells) {
        Some(0) => None,
        Some(extra) => without_first(row, extra, levels),
        None => Some(spread(spec, row, heading, levels)),
    };
    moved.filter(|moved| fit(moved) >= least)
}

/// Whether no cell of a row stands under a heading that it cannot belong to.
pub fn fits(spec: &FormSpec, row: &RawRow, heading: &Heading, levels: &Levels) -> bool {
    row.filled().all(|(at, cell)| {
        let column = heading.column(at).map(|column| &heading.columns[column].part);
        column.is_none_or(|part| cell_fit(spec, part, &cell.text, levels) >= 0)
    })
}

/// The row without its first cells, where they say nothing.
fn without_first(row: &RawRow, extra: usize, levels: &Levels) -> Option<RawRow> {
    let nothing = |cell: &RawCell| cell.text.is_empty() || levels.is_heading(&cell.text);
    let rest = RawRow { line: row.line, cells: row.cells[extra..].to_vec() };
    row.cells[..extra].iter().all(nothing).then_some(rest)
}

/// The row with blank cells where columns were left out, each cell in the column that it fits
/// best together with the others; of equals those furthest right.
fn spread(spec: &FormSpec, row: &RawRow, heading: &Heading, levels: &Levels) -> RawRow {
    let (count, width) = (row.cells.len(), heading.cells);
    let cell_fit = |cell: usize, at: usize| {
        let part = heading.column(at).map(|column| &heading.columns[column].part);
        let text = &row.cells[cell].text;
        part.filter(|_| !text.is_empty()).map_or(0, |part| cell_fit(spec, part, text, levels))
    };
    // The best of the cells before one in the columns before another, by whether the last
    // column is left out.
    let mut best = vec![vec![[NEVER; 2]; width + 1]; count + 1];
    best[0][0] = [0, NEVER];
    for at in 1..=width {
        for cells in 0..=count.min(at) {
            let [placed, left_out] = best[cells][at - 1];
            best[cells][at][1] = left_out.max(placed - GAP) - cost_of_blank(heading, at - 1);
            if cells > 0 {
                let before = best[cells - 1][at - 1];
                best[cells][at][0] = before[0].max(before[1]) + cell_fit(cells - 1, at - 1);
            }
        }
    }
    let Some(first) = row.cells.first() else { return row.clone() };
    let blank = || RawCell::blank(first.span.file, first.span.start);
    let mut spread: Vec<RawCell> = (0..width).map(|_| blank()).collect();
    let (mut cells, mut state) = (count, usize::from(best[count][width][1] > best[count][width][0]));
    for at in (1..=width).rev() {
        let before = if state == 0 {
            cells -= 1;
            spread[at - 1] = row.cells[cells].clone();
            best[cells][at - 1]
        } else {
            let [placed, left_out] = best[cells][at - 1];
            [placed - GAP, left_out]
        };
        state = usize::from(before[1] > before[0]);
    }
    RawRow { line: row.line, cells: spread }
}

/// Less than any cells can fit.
const NEVER: i32 = i32::MIN / 2;

/// What it costs to leave columns out at one more place.
const GAP: i32 = 1;

/// What it costs to leave a column out: cells of the project and of levels may well be merged
/// with those above, names and targets hardly.
fn cost_of_blank(heading: &Heading, at: usize) -> i32 {
    let own = heading.columns.iter().find(|column| column.at == at);
    match own.map(|column| &column.part) {
        Some(Part::Name | Part::Value(_)) => 2,
        Some(Part::Sign | Part::Measure) => 1,
        Some(Part::Beside(key)) if !key.is_empty() => 1,
        _ => 0,
    }
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
