//! A header that a parser cut into grids, with lines of it left as text between them or
//! above.

use crate::catalogue::Catalogue;
use crate::catalogue::normal::compact;
use crate::money::looks_like_amount;
use crate::read::blocks::{Grid, Piece, TextLine};
use crate::read::caption;
use crate::read::identity::loose;
use crate::read::identity::take::{self, STRAY};
use crate::read::lex::{RawCell, RawRow};
use crate::read::text::{is_account_code, is_nil};
use crate::source::Source;

/// The pieces, each grid of nothing but words with the one after it that has as many
/// columns, where no more than a stray line or two lie between them.
pub fn gather(source: &Source, catalogue: &Catalogue, pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Grid(grid) => {
                let grid = match head_above(catalogue, &out, &grid) {
                    Some(at) => joined(out.drain(at..).collect(), grid),
                    None => grid,
                };
                out.push(Piece::Grid(grid));
                name_blocks(source, catalogue, &mut out);
            }
            text => out.push(text),
        }
    }
    out
}

/// Gives the last grid its top row back where the line above it is the names of its
/// blocks (`收入 支出`), one a block.
fn name_blocks(source: &Source, catalogue: &Catalogue, pieces: &mut Vec<Piece>) {
    let [.., Piece::Text(line), Piece::Grid(grid)] = pieces.as_slice() else { return };
    let names: Vec<RawCell> = loose::words(source, line);
    let starts = block_starts(grid);
    let name = |cell: &RawCell| {
        catalogue
            .tables()
            .iter()
            .flat_map(|table| &table.blocks)
            .any(|block| block.names.contains(&cell.text))
    };
    let printed =
        |cell: &RawCell| grid.rows.iter().flat_map(RawRow::filled).any(|(_, own)| own.text == cell.text);
    if starts.len() < 2
        || names.len() != starts.len()
        || !names.iter().all(|cell| name(cell) && !printed(cell))
    {
        return;
    }
    let blank = RawCell::blank(line.line.file, source.line_span(line.line).end);
    let mut row = RawRow { line: line.line, cells: vec![blank; width(grid)] };
    starts.into_iter().zip(names).for_each(|(at, name)| row.cells[at] = name);
    let Some(Piece::Grid(mut grid)) = pieces.pop() else { return };
    pieces.pop();
    grid.rows.insert(0, row);
    pieces.push(Piece::Grid(grid));
}

/// The columns at which the blocks of a grid begin: the first, and words after amounts.
fn block_starts(grid: &Grid) -> Vec<usize> {
    let holds = |at: usize, is: &dyn Fn(&str) -> bool| {
        let rows = grid.rows.iter().filter(|row| !is_words(row));
        rows.filter_map(|row| row.cells.get(at)).any(|cell| is(&cell.text))
    };
    let words = |text: &str| text.chars().any(char::is_alphabetic);
    let (mut starts, mut amounts) = (vec![0], false);
    for at in 0..width(grid) {
        if amounts && holds(at, &words) {
            starts.push(at);
            amounts = false;
        }
        amounts |= holds(at, &looks_like_amount);
    }
    starts
}

/// Where the grid stands that a grid's header begins in.
fn head_above(catalogue: &Catalogue, above: &[Piece], grid: &Grid) -> Option<usize> {
    let strays = above.iter().rev().map_while(Piece::text).take(STRAY + 1);
    let loose = strays.clone().all(|line| is_loose(catalogue, line));
    let at = above.len().checked_sub(strays.count() + 1).filter(|_| loose)?;
    let Piece::Grid(head) = &above[at] else { return None };
    let fits = head.dialect == grid.dialect && width(head) == width(grid);
    let of_headings = |row: &RawRow| is_words(row) && !is_of_nils(row);
    (fits && head.rows.iter().all(of_headings)).then_some(at)
}

/// Whether a row says of all columns that nothing stands there: a table is whole with it.
pub fn is_of_nils(row: &RawRow) -> bool {
    row.filled().count() > 1 && row.filled().all(|(_, cell)| is_nil(&compact(&cell.text)))
}

fn is_loose(catalogue: &Catalogue, line: &TextLine) -> bool {
    take::is_stray(line) && caption::kind(&line.text, catalogue).is_none()
}

fn width(grid: &Grid) -> usize {
    grid.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
}

/// Whether a row has several cells, and none of it is a number.
fn is_words(row: &RawRow) -> bool {
    let number = |text: &str| looks_like_amount(text) || is_account_code(text);
    row.filled().all(|(_, cell)| !number(&cell.text))
}

fn joined(above: Vec<Piece>, mut grid: Grid) -> Grid {
    let mut rows = Vec::new();
    for piece in above {
        match piece {
            Piece::Grid(head) => {
                rows.extend(head.rows);
                grid.markup.extend(head.markup);
            }
            Piece::Text(line) => grid.markup.push(line.line),
        }
    }
    rows.append(&mut grid.rows);
    Grid { rows, ..grid }
}
