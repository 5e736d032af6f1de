//! A grid's own text once more, as loose lines before it: some parsers write what
//! they drew out of a page, then the table that they made of it.

use std::collections::HashSet;

use crate::catalogue::Catalogue;
use crate::catalogue::normal::compact;
use crate::model::{Role, Target};
use crate::read::Reading;
use crate::read::blocks::{Grid, Piece};
use crate::read::caption;
use crate::read::lex::RawRow;

/// Fewer lines, or those of less than half of its rows, may say by chance what stands in a grid.
const FEWEST: usize = 2;

/// The pieces without loose lines that say again what the grid after them says.
pub fn set_aside(reading: &mut Reading<'_>, pieces: Vec<Piece>) -> Vec<Piece> {
    let mut echo = vec![false; pieces.len()];
    for (at, piece) in pieces.iter().enumerate() {
        let Piece::Grid(grid) = piece else { continue };
        lines(&pieces[..at], grid, reading.catalogue).into_iter().for_each(|line| echo[line] = true);
    }
    let (mut kept, mut echo) = (Vec::with_capacity(pieces.len()), echo.into_iter());
    for piece in pieces {
        match (piece, echo.next()) {
            (Piece::Text(line), Some(true)) => reading.post(line.line, Role::Repeated, Target::Disclosure),
            (piece, _) => kept.push(piece),
        }
    }
    kept
}

/// The places of the lines before a grid that say its rows again, and of the caption
/// above them that is repeated below them.
fn lines(before: &[Piece], grid: &Grid, catalogue: &Catalogue) -> Vec<usize> {
    let Some(Piece::Text(_)) = before.last() else { return Vec::new() };
    let rows: Vec<HashSet<String>> = grid.rows.iter().map(words_of).collect();
    let mut below = HashSet::new();
    let (mut echo, mut count, mut left) = (Vec::new(), 0, rows.len());
    let mut again_said = HashSet::new();
    for (at, piece) in before.iter().enumerate().rev() {
        let Piece::Text(line) = piece else { break };
        let of_caption = caption::kind(&line.text, catalogue).is_some();
        // Lines come in the order of the rows, perhaps several for one.
        let again = said(&rows[..left], &line.text).filter(|_| count > 0 || !of_caption);
        if let Some(row) = again {
            (count, left) = (count + 1, row + 1);
            again_said.insert(row);
            echo.push(at);
        } else if !of_caption {
            break;
        } else if count > 0 && below.contains(&compact(&line.text)) {
            echo.push(at);
        } else {
            below.insert(compact(&line.text));
        }
    }
    if count < FEWEST || 2 * again_said.len() < rows.len() { Vec::new() } else { echo }
}

/// The last of some rows that says all that a line says.
fn said(rows: &[HashSet<String>], text: &str) -> Option<usize> {
    let words: Vec<String> = words(text).collect();
    let all = |row: &HashSet<String>| words.iter().all(|word| row.contains(word));
    if words.is_empty() { None } else { rows.iter().rposition(all) }
}

fn words_of(row: &RawRow) -> HashSet<String> {
    row.filled().flat_map(|(_, cell)| words(&cell.text)).collect()
}

/// What blanks part in a text.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split_whitespace().map(compact).filter(|word| !word.is_empty())
}
