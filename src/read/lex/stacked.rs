//! Tables with a cell a line, row by row, and blank cells lost:
//!
//! ```text
//! 科目编码
//! 科目名称
//! 金额
//! 201
//! 一般公共服务支出
//! 20.00
//! ```
//!
//! A row begins where words follow an amount, with the code before them.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use crate::read::lex::cell::{self, Marks};
use crate::read::lex::words::{is_amount, is_nil, is_of_sentence, is_printed};
use crate::read::lex::{Dialect, LineRange, RawCell, RawRow, Run, Token, WIDEST};

/// Fewest printed amounts that make a table.
const FEWEST: usize = 6;
/// Most lines of headings.
const DEEPEST: usize = 30;
/// Most words between two amounts: labels of rows without any.
const NIL_ROWS: usize = 30;

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Words,
    Number,
    Blank,
    /// A sentence, a caption, words and numbers.
    Other,
}

/// Reads lines that no other dialect claims: tables and text.
pub fn read(place: LineRange<'_>, lines: Range<u32>, tokens: &mut Vec<Token>) {
    let said = CellTexts::of(place, lines.clone());
    let mut from = lines.start;
    let mut at = lines.start;
    while at < lines.end {
        let other = |number: &u32| shape(said.text(*number)) == Shape::Other;
        let end = (at..lines.end).find(other).unwrap_or(lines.end);
        if let Some((run, lines)) = run(&said, at..end) {
            place.loose(from..lines.start, tokens);
            tokens.push(Token::Run(run));
            from = lines.end;
        }
        at = end + 1;
    }
    place.loose(from..lines.end, tokens);
}

/// What some lines say as cells, without marks, and numbers closed up.
struct CellTexts<'a> {
    place: LineRange<'a>,
    from: u32,
    texts: Vec<Cow<'a, str>>,
}

impl<'a> CellTexts<'a> {
    fn of(place: LineRange<'a>, lines: Range<u32>) -> Self {
        let from = lines.start;
        let marked = |text: &str| text.contains(['*', '$', '&', '`', '\\']) || text.contains(". ");
        let text = |number| match place.text(number) {
            text if marked(text) => Cow::Owned(cell::text(text, Marks::Markdown)),
            text => Cow::Borrowed(text),
        };
        Self { place, from, texts: lines.map(text).collect() }
    }

    fn text(&self, number: u32) -> &str {
        number.checked_sub(self.from).and_then(|at| self.texts.get(at as usize)).map_or("", Cow::as_ref)
    }
}

/// The table among lines of cells, and the lines it takes.
fn run(said: &CellTexts<'_>, lines: Range<u32>) -> Option<(Run, Range<u32>)> {
    let shapes: Vec<(u32, Shape)> = lines.map(|number| (number, shape(said.text(number)))).collect();
    let pages = page_numbers(said, &shapes);
    let is_cell = |(number, shape): &(u32, Shape)| *shape != Shape::Blank && !pages.contains(number);
    let cells: Vec<(u32, Shape)> = shapes.into_iter().filter(is_cell).collect();
    let first = cells.iter().position(|(_, shape)| *shape == Shape::Number)?;
    let last = cells.iter().rposition(|(_, shape)| *shape == Shape::Number)?;
    let last = last + usize::from(ends_name(said, &cells[last..]));
    let body = &cells[first..=last];
    let printed = body.iter().filter(|(number, _)| is_printed(said.text(*number)));
    let gap = body.split(|(_, shape)| *shape == Shape::Number).map(<[_]>::len).max();
    if printed.count() < FEWEST || gap > Some(NIL_ROWS) {
        return None;
    }
    // The label of the first row stands before its amounts, its code before that.
    let rows = rows(said, body, first.checked_sub(1).map(|at| cells[at]));
    let named = rows.first().is_some_and(|row| row.line.number < body[0].0);
    let head = first - usize::from(named);
    let top = head.saturating_sub(DEEPEST);
    let mut run = Run { dialect: Dialect::Stacked, ..Run::default() };
    run.rows = cells[top..head].iter().map(|(number, _)| row(said, &[*number])).collect();
    run.rows.extend(rows);
    let begun: HashSet<u32> = run.rows.iter().map(|row| row.line.number).collect();
    let others = cells[top..=last].iter().map(|(number, _)| *number).filter(|number| !begun.contains(number));
    let pages = pages.into_iter().filter(|number| (cells[top].0..cells[last].0).contains(number));
    run.markup = others.chain(pages).map(|number| said.place.line(number)).collect();
    Some((run, cells[top].0..cells[last].0 + 1))
}

/// One number in so many may be a page's.
const OF_PAGE: usize = 10;

/// The lines of whole numbers between blank ones, where few numbers stand so: those of pages.
fn page_numbers(said: &CellTexts<'_>, lines: &[(u32, Shape)]) -> HashSet<u32> {
    let blank =
        |at: Option<usize>| at.and_then(|at| lines.get(at)).is_none_or(|(_, shape)| *shape == Shape::Blank);
    let short = |number: u32| {
        let text = said.text(number).trim();
        text.len() < 4 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let numbers = lines.iter().enumerate().filter(|(_, (_, shape))| *shape == Shape::Number);
    let (alone, others): (Vec<_>, Vec<_>) =
        numbers.partition(|(at, _)| blank(at.checked_sub(1)) && blank(Some(at + 1)));
    if alone.len() * OF_PAGE > others.len() {
        return HashSet::new();
    }
    alone.into_iter().map(|(_, (number, _))| *number).filter(|number| short(*number)).collect()
}

/// Most characters of the end of a name after the last amount.
const END: usize = 4;

/// Whether right after an amount stands a line of a few characters, and nothing after that:
/// the end of the last row's name, wrapped.
fn ends_name(said: &CellTexts<'_>, cells: &[(u32, Shape)]) -> bool {
    let [(amount, _), (end, Shape::Words), rest @ ..] = cells else { return false };
    let apart = rest.first().is_none_or(|(next, _)| *next > end + 1);
    *end == amount + 1 && apart && said.text(*end).trim().chars().count() <= END
}

/// The rows of a table's body; `before` is the cell before it, the first row's label
/// where that has no code.
fn rows(said: &CellTexts<'_>, body: &[(u32, Shape)], before: Option<(u32, Shape)>) -> Vec<RawRow> {
    let long = body.iter().map(|(number, _)| said.text(*number).trim()).filter(|text| text.len() > 3);
    let (printed, plain): (Vec<&str>, Vec<&str>) =
        long.filter(|text| is_amount(text)).partition(|text| is_printed(text));
    let separated = printed.len() > plain.len();
    let mut rows: Vec<Vec<u32>> = vec![Vec::new()];
    let numbered = said.text(body[0].0).trim() == "1";
    if codes(said, body, separated) == 0 && !numbered {
        rows[0].extend(before.map(|(number, _)| number));
    }
    let (mut at, mut counts) = (0, false);
    while at < body.len() {
        // Rows that are numbered one by one begin with their number.
        let number = rows.len() + usize::from(counts);
        if numbered && said.text(body[at].0).trim() == number.to_string() && (counts || at == 0) {
            let named = body.get(at + 1).is_some_and(|next| next.1 == Shape::Words)
                || codes(said, &body[at + 1..], separated) > 0;
            if named {
                at += 1;
                if counts {
                    rows.push(Vec::new());
                    counts = false;
                }
                continue;
            }
        }
        let code = codes(said, &body[at..], separated);
        let names = code > 0 || body[at].1 == Shape::Words;
        if names && counts {
            rows.push(Vec::new());
        }
        counts = !names;
        let taken = code.max(1);
        if let Some(row) = rows.last_mut() {
            row.extend(body[at..at + taken].iter().map(|(number, _)| *number));
        }
        at += taken;
    }
    let rows = rows.iter().filter(|row| !row.is_empty()).flat_map(|lines| apart(said, lines));
    rows.map(|lines| row(said, lines)).collect()
}

/// The rows that lines without an amount between them are: words before the label or the
/// code of a row are a caption, headings, labels of rows of nothing, a line each. One
/// before a code may begin its name.
fn apart<'l>(said: &CellTexts<'_>, lines: &'l [u32]) -> Vec<&'l [u32]> {
    let is_words = |number: &&u32| shape(said.text(**number)) == Shape::Words;
    let words = lines.iter().take_while(is_words).count();
    let named = lines.get(words).is_some_and(|_| lines[words + 1..].iter().any(|number| is_words(&number)));
    let alone = if named && words > 1 { words } else { words.saturating_sub(1) };
    let (labels, rest) = lines.split_at(alone.min(lines.len() - 1));
    labels.chunks(1).chain([rest]).collect()
}

/// Whether a text is a number of four digits or more.
fn is_long(text: &str) -> bool {
    text.len() > 3 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// How many cells at the front are a code, with a name after them: an account's in
/// parts, or another number where amounts show that they are some (`separated`).
fn codes(said: &CellTexts<'_>, cells: &[(u32, Shape)], separated: bool) -> usize {
    let Some((first, _)) = cells.first() else { return 0 };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let class = said.text(*first).trim();
    let shaped = digits(class) && class.starts_with(['1', '2', '3', '4', '5']);
    let length = match class.len() {
        3 if shaped => {
            let part = |(number, _): &&(u32, Shape)| {
                let text = said.text(*number).trim();
                (1..=2).contains(&text.len()) && digits(text) && text != "0"
            };
            1 + cells[1..].iter().take(2).take_while(part).count()
        }
        5 | 7 if shaped => 1,
        4.. if separated && digits(class) => 1,
        _ => return 0,
    };
    // A unit's number may stand between an account's code and its name.
    let unit = |(number, _): &(u32, Shape)| separated && is_long(said.text(*number).trim());
    let length = length + usize::from(cells.get(length).is_some_and(unit));
    let named = cells.get(length).is_some_and(|(_, shape)| *shape == Shape::Words);
    if named { length } else { 0 }
}

/// The row of some lines' cells.
fn row(said: &CellTexts<'_>, lines: &[u32]) -> RawRow {
    let cell = |number: &u32| -> RawCell { said.place.cell(said.place.content(*number), Marks::Markdown) };
    RawRow { line: said.place.line(lines[0]), cells: lines.iter().take(WIDEST).map(cell).collect() }
}

fn shape(text: &str) -> Shape {
    let text = text.trim_matches(['\u{c}', '\u{3000}', '\u{a0}', ' ']);
    match text {
        "" => Shape::Blank,
        _ if is_amount(text) || is_nil(text) => Shape::Number,
        _ if is_of_sentence(text) || text.split(' ').any(is_amount) => Shape::Other,
        _ => Shape::Words,
    }
}
