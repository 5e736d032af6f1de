//! Headers inside a grid: where no title stands between them, a parser makes one grid
//! of two tables, or of two pages of one.

use std::collections::HashSet;

use crate::catalogue::Catalogue;
use crate::catalogue::schema::ColumnRole;
use crate::money::looks_like_amount;
use crate::read::blocks::{Grid, Piece};
use crate::read::identity::heads::is_of_nils;
use crate::read::lex::{RawCell, RawRow};

/// The pieces, a grid in parts where a header comes after rows of amounts: what the
/// parts are to each other is decided with all other grids.
pub fn part(catalogue: &Catalogue, pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match piece {
            Piece::Grid(grid) => out.extend(parts(catalogue, grid).into_iter().map(Piece::Grid)),
            text => out.push(text),
        }
    }
    out
}

fn parts(catalogue: &Catalogue, mut grid: Grid) -> Vec<Grid> {
    let starts = starts(catalogue, &grid.rows);
    let mut parts: Vec<Grid> = starts.into_iter().rev().map(|start| grid.split_off(start)).collect();
    parts.push(grid);
    parts.reverse();
    parts
}

/// The rows that begin a header with amounts before it and after it.
fn starts(catalogue: &Catalogue, rows: &[RawRow]) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut counting: HashSet<usize> = HashSet::new();
    let mut header = None;
    for (at, row) in rows.iter().enumerate() {
        let before = counting.len();
        counting.extend(row.filled().filter(|(_, cell)| looks_like_amount(&cell.text)).map(|(at, _)| at));
        if is_of_nils(row) {
            counting.extend(row.filled().map(|(at, _)| at));
        } else if row.filled().any(|(_, cell)| looks_like_amount(&cell.text)) {
            starts.extend(header.take().filter(|_| before > 0));
        } else if header.is_none()
            && (heads(catalogue, row, &counting) || heads_amounts(row, &rows[at + 1..]))
        {
            let above = rows[..at].iter().rev().take_while(|row| may_stand_over(catalogue, row)).count();
            header = Some(at - above);
        }
    }
    starts
}

/// Whether a row is nothing but headings, first of what names rows, and one of them
/// stands over amounts.
fn heads(catalogue: &Catalogue, row: &RawRow, counting: &HashSet<usize>) -> bool {
    let concepts = catalogue.concepts();
    let heading = |text: &str| concepts.of(text).is_some() || concepts.is_neutral(text);
    row.filled().any(|(at, _)| counting.contains(&at))
        && row.filled().next().is_some_and(|(_, cell)| names_rows(catalogue, &cell.text))
        && row.filled().all(|(_, cell)| heading(&cell.text))
}

/// Most rows of headings.
const DEEPEST: usize = 3;

/// Whether a row is three words or more, and amounts alone stand under them, from the first
/// column on, where rows have their names otherwise: headings of one row.
fn heads_amounts(row: &RawRow, below: &[RawRow]) -> bool {
    let is_amount = |(_, cell): (usize, &RawCell)| looks_like_amount(&cell.text);
    let first = |row: &RawRow| row.cells.first().is_some_and(|cell| !cell.text.is_empty());
    let counts = |row: &&RawRow| row.filled().any(is_amount);
    row.filled().count() > 2
        && first(row)
        && below
            .iter()
            .take(DEEPEST)
            .find(counts)
            .is_some_and(|row| first(row) && row.filled().all(is_amount))
}

fn names_rows(catalogue: &Catalogue, text: &str) -> bool {
    catalogue.concepts().of(text).is_some_and(|concept| concept.role != ColumnRole::Amount)
}

/// Whether a row could stand over other headings: all of them are as general as `收入`
/// and `支出`, or the first is of what names rows.
fn may_stand_over(catalogue: &Catalogue, row: &RawRow) -> bool {
    let neutral = |text: &str| catalogue.concepts().is_neutral(text);
    let first = row.filled().next().is_some_and(|(_, cell)| names_rows(catalogue, &cell.text));
    row.filled().count() > 1 && (first || row.filled().all(|(_, cell)| neutral(&cell.text)))
}
