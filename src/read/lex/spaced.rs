//! Tables whose cells are one blank apart and whose blank cells are lost, as most tools
//! write the text of a page that is not laid out:
//!
//! ```text
//! 科目编码 科目名称 合计 基本支出
//! 201 一般公共服务支出 20.00 15.00
//! 20103 政府办公厅（室）及相关机构事务 20.00 15.00
//! ```
//!
//! Only words and numbers tell a row here: nothing stands over anything.

use std::ops::Range;

use crate::read::lex::cell::Marks;
use crate::read::lex::words::{LONGEST, is_amount, is_nil, is_of_sentence, is_printed, words};
use crate::read::lex::{Dialect, LineRange, RawCell, RawRow, Run, Token, WIDEST, stacked};

/// Most lines of headings above the first row.
const DEEPEST: usize = 8;
/// Most lines of labels without an amount between two rows.
const NIL_ROWS: u32 = 30;
/// Fewest rows with printed amounts that make a table.
const FEWEST: usize = 3;

/// What a line looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A label or a code, and amounts.
    Row,
    /// Amounts and nothing else.
    Amounts,
    /// A few words, as headings and rows of nothing are.
    Words,
    /// A sentence, a caption, a blank line.
    Other,
}

/// Reads lines that no other dialect claims: tables and text.
pub fn read(place: LineRange<'_>, lines: Range<u32>, tokens: &mut Vec<Token>) {
    let shapes: Vec<Shape> = lines.clone().map(|number| shape(place.text(number))).collect();
    let shape = |number: u32| shapes[(number - lines.start) as usize];
    let mut from = lines.start;
    let mut next = lines.start;
    while let Some(first) = (next..lines.end).find(|number| shape(*number) == Shape::Row) {
        let body = first..end(first, lines.end, shape);
        let printed =
            body.clone().filter(|number| shape(*number) == Shape::Row && is_printed(place.text(*number)));
        // A table goes on after blank lines, as at the end of a page.
        let goes_on = from > lines.start
            && next == from
            && (from..first).all(|number| place.text(number).trim().is_empty());
        if goes_on || printed.count() >= FEWEST {
            let above = (from..first).rev().take(DEEPEST);
            let top = above.take_while(|number| shape(*number) == Shape::Words).last().unwrap_or(first);
            stacked::read(place, from..top, tokens);
            tokens.push(Token::Run(run(place, top..body.end, shape)));
            from = body.end;
        }
        next = body.end;
    }
    stacked::read(place, from..lines.end, tokens);
}

/// The line after the last row of the table whose first row is given.
fn end(first: u32, end: u32, shape: impl Fn(u32) -> Shape) -> u32 {
    let mut last = first;
    for number in first + 1..end {
        match shape(number) {
            Shape::Row | Shape::Amounts => last = number,
            Shape::Words if number - last <= NIL_ROWS => {}
            Shape::Words | Shape::Other => break,
        }
    }
    last + 1
}

/// The rows of a table. Amounts alone belong to the one label right above them.
fn run(place: LineRange<'_>, lines: Range<u32>, shape: impl Fn(u32) -> Shape) -> Run {
    let mut run = Run { dialect: Dialect::Spaced, ..Run::default() };
    for number in lines {
        let cells = cells(place, number);
        let label = run.rows.last_mut().filter(|row: &&mut RawRow| {
            shape(number) == Shape::Amounts && row.line.number + 1 == number && row.cells.len() == 1
        });
        match label {
            Some(row) => {
                row.cells.extend(cells);
                run.markup.push(place.line(number));
            }
            None => run.rows.push(RawRow { line: place.line(number), cells }),
        }
    }
    run
}

/// The words of a line, each a cell; a numbering (`1.`) with the word after it.
fn cells(place: LineRange<'_>, number: u32) -> Vec<RawCell> {
    let whole = place.content(number);
    let text = place.text(number);
    let mut cells = Vec::new();
    let mut begun: Option<usize> = None;
    for word in words(text) {
        let start = whole.start + (word.as_ptr() as usize - text.as_ptr() as usize);
        let from = begun.take().unwrap_or(start);
        if is_numbering(word) {
            begun = Some(from);
        } else {
            cells.push(place.cell(from..start + word.len(), Marks::Markdown));
        }
    }
    cells
}

/// Whether a word is a numbering that belongs to the next: `1.`, `（2）`.
fn is_numbering(word: &str) -> bool {
    let bare = word.trim_start_matches(['(', '（']).trim_end_matches(['.', '．', '、', ')', '）']);
    bare.len() < word.len()
        && bare.len() < 3
        && !bare.is_empty()
        && bare.bytes().all(|byte| byte.is_ascii_digit())
}

/// What a line looks like.
fn shape(text: &str) -> Shape {
    let mut labels = 0;
    let mut amounts = 0;
    let mut length = 0;
    for (at, word) in words(text).enumerate() {
        if at >= WIDEST || is_of_sentence(word) {
            return Shape::Other;
        }
        match is_amount(word) && !is_numbering(word) {
            true => amounts += 1,
            false if is_nil(word) => {}
            false => (labels, length) = (labels + 1, length + word.chars().count()),
        }
    }
    match (labels, amounts) {
        (0, 0) => Shape::Other,
        (0, _) if is_printed(text) => Shape::Amounts,
        (0, 1) => Shape::Other,
        (0, _) => Shape::Row,
        (_, 0) if length <= LONGEST => Shape::Words,
        (_, 0) => Shape::Other,
        _ => Shape::Row,
    }
}
