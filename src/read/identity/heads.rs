//! A header that a parser cut into grids, with lines of it left as text between them.

use crate::catalogue::Catalogue;
use crate::money::looks_like_amount;
use crate::read::blocks::{Grid, Piece, TextLine};
use crate::read::caption;
use crate::read::identity::loose::is_account_code;
use crate::read::identity::take::{self, STRAY};
use crate::read::lex::RawRow;

/// The pieces, each grid of nothing but words with the one behind it that has as many
/// columns, where no more than a stray line or two lie between them.
pub fn gather(catalogue: &Catalogue, pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Grid(grid) => match head_above(catalogue, &out, &grid) {
                Some(at) => {
                    let above: Vec<Piece> = out.drain(at..).collect();
                    out.push(Piece::Grid(joined(above, grid)));
                }
                None => out.push(Piece::Grid(grid)),
            },
            text => out.push(text),
        }
    }
    out
}

/// Where the grid stands that a grid's header begins in.
fn head_above(catalogue: &Catalogue, above: &[Piece], grid: &Grid) -> Option<usize> {
    let strays = above.iter().rev().map_while(Piece::text).take(STRAY + 1);
    let loose = strays.clone().all(|line| is_loose(catalogue, line));
    let at = above.len().checked_sub(strays.count() + 1).filter(|_| loose)?;
    let Piece::Grid(head) = &above[at] else { return None };
    let fits = head.dialect == grid.dialect && width(head) == width(grid);
    (fits && head.rows.iter().all(is_words)).then_some(at)
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
