//! Rows that a parser left as lines of text between a grid's rows:
//! `30101 基本工资 20.00`, `四、其他收入`; amounts that fell out of a row.

use std::collections::BTreeSet;

use crate::catalogue::Catalogue;
use crate::catalogue::normal::{compact, numbering};
use crate::keys::AccountsKey;
use crate::money::looks_like_amount;
use crate::read::blocks::{Grid, Piece, TextLine};
use crate::read::caption;
use crate::read::lex::{RawCell, RawRow};
use crate::read::text::{has_heading_mark, is_account_code, is_short};
use crate::source::{Source, Span};

/// So many rows above say in which columns a grid has its amounts.
const NEAR: usize = 40;

/// The pieces, each such line in the grid that it stands in.
pub fn gather(source: &Source, catalogue: &Catalogue, pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        match (piece, out.last_mut()) {
            (Piece::Text(line), Some(Piece::Grid(grid))) => {
                let next = pieces.peek();
                let label = || label(source, catalogue, &line, grid, next);
                let amount = || amount(source, &line, grid);
                let end = || end_of_name(source, catalogue, &line, grid);
                match row(source, &line, grid).or_else(amount).or_else(label).or_else(end) {
                    Some(row) => grid.rows.push(row),
                    None => out.push(Piece::Text(line)),
                }
            }
            (piece, _) => out.push(piece),
        }
    }
    out
}

/// The row that an amount alone on its line is, under a label without an amount in a
/// grid of one column of amounts.
fn amount(source: &Source, line: &TextLine, grid: &Grid) -> Option<RawRow> {
    let words = words(source, line);
    let [amount] = &words[..] else { return None };
    let is_amount = |cell: &RawCell| looks_like_amount(&cell.text);
    let amounts =
        |row: &RawRow| row.filled().filter(|(_, cell)| is_amount(cell)).map(|(at, _)| at).collect::<Vec<_>>();
    let columns: BTreeSet<usize> = grid.rows.iter().rev().take(NEAR).flat_map(amounts).collect();
    let above = grid.rows.last()?;
    let label = above.filled().next().is_some() && above.filled().all(|(_, cell)| !is_amount(cell));
    let adjacent = above.line.file == line.line.file && above.line.number + 1 == line.line.number;
    let column = columns.first().filter(|_| columns.len() == 1 && label && adjacent && is_amount(amount))?;
    let start = Span { end: amount.span.start, ..amount.span };
    let mut cells = vec![RawCell::new(String::new(), start); *column];
    cells.push(amount.clone());
    Some(RawRow { line: line.line, cells })
}

/// The row that a label alone is, on the line between two rows: its blank cells
/// were dropped. It is numbered, or the name of an account.
fn label(
    source: &Source,
    catalogue: &Catalogue,
    line: &TextLine,
    grid: &Grid,
    next: Option<&Piece>,
) -> Option<RawRow> {
    let named = || names_account(catalogue, &line.text);
    let is_label = is_short(&line.text, 30) && caption::kind(&line.text, catalogue).is_none();
    let between = is_between(grid, line, next);
    if !between || !is_label || has_heading_mark(&line.raw) || !(numbering(&line.text).is_some() || named()) {
        return None;
    }
    Some(RawRow { line: line.line, cells: vec![joined(&words(source, line))?] })
}

/// Whether a line stands right between two rows.
fn is_between(grid: &Grid, line: &TextLine, next: Option<&Piece>) -> bool {
    let (Some(before), Some(Piece::Grid(next))) = (grid.rows.last(), next) else { return false };
    let Some(behind) = next.rows.first() else { return false };
    let lines = [before.line, line.line, behind.line];
    lines.windows(2).all(|pair| pair[0].file == pair[1].file && pair[0].number + 1 == pair[1].number)
}

fn names_account(catalogue: &Catalogue, text: &str) -> bool {
    let lists = [AccountsKey::FUNCTION, AccountsKey::ECONOMIC];
    let mut lists = lists.iter().filter_map(|list| catalogue.accounts(list.as_str()));
    lists.any(|list| list.code(text).is_some())
}

/// The row that the end of an account's name is, on the line after a row, in the column of
/// what it ends there: its blank cells were dropped.
fn end_of_name(source: &Source, catalogue: &Catalogue, line: &TextLine, grid: &Grid) -> Option<RawRow> {
    let follows = |row: &&RawRow| row.line.file == line.line.file && row.line.number + 1 == line.line.number;
    let above = grid.rows.last().filter(follows)?;
    let ends = |begun: &str| {
        !names_account(catalogue, begun) && names_account(catalogue, &format!("{begun}{}", line.text))
    };
    let (column, _) = above.filled().find(|(_, cell)| ends(&cell.text))?;
    let end = joined(&words(source, line))?;
    let start = Span { end: end.span.start, ..end.span };
    let mut cells = vec![RawCell::new(String::new(), start); above.cells.len()];
    cells[column] = end;
    Some(RawRow { line: line.line, cells })
}

/// The row that a line is, under the rows of a grid: an account code, whole or in parts, a name and
/// nothing but amounts, each in the column where the row above has it.
fn row(source: &Source, line: &TextLine, grid: &Grid) -> Option<RawRow> {
    let words = words(source, line);
    let of_amounts = |text: &str| looks_like_amount(text) || matches!(text, "—" | "-");
    let amounts = words.iter().rev().take_while(|cell| of_amounts(&cell.text)).count();
    let named = &words[..words.len() - amounts];
    let parts = named.iter().skip(1).take_while(|word| is_part(&word.text)).count();
    let (code, name) = named.split_at_checked(parts + 1)?;
    let code = joined(code)?;
    let sure = name.iter().all(|cell| !of_amounts(&cell.text));
    if amounts == 0 || name.is_empty() || !sure || !is_account_code(&compact(&code.text)) {
        return None;
    }
    let model = grid.rows.iter().rev().find(|row| coded(row).is_some())?;
    let at = coded(model)?;
    let name = joined(name)?;
    let columns: Vec<usize> = model.filled().map(|(at, _)| at).filter(|column| *column > at).collect();
    let (name_at, places) = columns.split_first()?;
    let places: Vec<usize> = match places.len() == amounts {
        true => places.to_vec(),
        false => (name_at + 1..).take(amounts).collect(),
    };
    let end = Span { start: code.span.end, end: code.span.end, ..code.span };
    let width = places.last()?.max(&(model.cells.len() - 1)) + 1;
    let mut cells = vec![RawCell::new(String::new(), end); width];
    cells[at] = code.clone();
    cells[*name_at] = name;
    for (place, cell) in places.into_iter().zip(&words[words.len() - amounts..]) {
        cells[place] = cell.clone();
    }
    Some(RawRow { line: line.line, cells })
}

/// The column of a row's account code, where a name stands after it.
fn coded(row: &RawRow) -> Option<usize> {
    let mut filled = row.filled();
    let (at, code) = filled.next()?;
    let (_, name) = filled.next()?;
    (is_account_code(&compact(&code.text)) && !looks_like_amount(&name.text)).then_some(at)
}

/// Whether a text is a later part of a split code.
fn is_part(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Words of one name as one cell.
fn joined(words: &[RawCell]) -> Option<RawCell> {
    let (first, last) = (words.first()?, words.last()?);
    let text = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    Some(RawCell::new(text, Span { end: last.span.end, ..first.span }))
}

/// The words of a line, each as a cell.
pub fn words(source: &Source, line: &TextLine) -> Vec<RawCell> {
    let text = source.line(line.line);
    let start = source.line_span(line.line).start;
    let cell = |word: &str| {
        // A word of the line begins within it.
        let at = start + (word.as_ptr().addr() - text.as_ptr().addr()) as u32;
        let span = Span { file: line.line.file, start: at, end: at + word.len() as u32 };
        RawCell::new(word.to_owned(), span)
    };
    text.split_whitespace().map(cell).collect()
}
