//! Blocks: what stands in the files becomes text lines and grids. The contents
//! list and page furniture are set aside; a grid goes on over blank lines, page
//! numbers, rules and images.

mod contents;
mod page_numbers;
mod total;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::config::corrections::LineRole;
use crate::diagnostic::{Diagnostic, Label, codes};
use crate::model::{Role, Target};
use crate::read::Reading;
use crate::read::lex::{self, Dialect, RawRow, Run, Token};
use crate::read::text::clean;
use crate::source::{FileId, Line, Source, SourceFile, Span};

/// A line of prose, heading or caption.
#[derive(Debug, Clone)]
pub struct TextLine {
    pub line: Line,
    /// The line as it stands.
    pub raw: String,
    /// The line without markup.
    pub text: String,
    /// Whether a blank line or a grid stands before it; the end of a page is neither.
    pub opens: bool,
}

/// A line of text for tests.
#[cfg(test)]
pub fn line(raw: &str) -> TextLine {
    let line = Line { file: crate::source::FileId(0), number: 1 };
    TextLine { line, raw: raw.to_owned(), text: crate::read::text::clean(raw), opens: true }
}

impl TextLine {
    /// A line of a file that opens no paragraph.
    pub fn of(source: &Source, line: Line) -> Self {
        let raw = source.line(line).to_owned();
        Self { line, text: clean(&raw), raw, opens: false }
    }
}

/// A run of rows.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    pub dialect: Dialect,
    pub rows: Vec<RawRow>,
    /// Lines that are only the dialect's markup (`| --- |`, `<table>`).
    pub markup: Vec<Line>,
}

impl Grid {
    /// Takes the rows from one on, and the markup from its line on, off as another grid.
    pub fn split_off(&mut self, at: usize) -> Self {
        let rows = self.rows.split_off(at);
        let first = rows.first().map(|row| row.line);
        let behind = |line: &Line| first.is_some_and(|first| *line >= first);
        let (after, before) = std::mem::take(&mut self.markup).into_iter().partition(behind);
        self.markup = before;
        Self { dialect: self.dialect, rows, markup: after }
    }
}

/// A line of text or a run of rows.
#[derive(Debug, Clone)]
pub enum Piece {
    Text(TextLine),
    Grid(Grid),
}

impl Piece {
    /// The line, where it is one of text.
    pub fn text(&self) -> Option<&TextLine> {
        match self {
            Piece::Text(line) => Some(line),
            Piece::Grid(_) => None,
        }
    }
}

/// Reads the pieces from line `from` of the first file on.
pub fn read(reading: &mut Reading<'_>, from: u32) -> Vec<Piece> {
    let source = reading.source;
    let mut pieces = Vec::new();
    for (index, file) in source.files().iter().enumerate() {
        let id = FileId(index as u16);
        let masked = reading.mend.masked(file, id);
        let file = masked.as_ref().unwrap_or(file);
        let start = if index == 0 { from } else { 1 };
        let contents = contents::find(file, start);
        let at = |(number, title): &(u32, String)| (title.clone(), Line { file: id, number: *number });
        reading.contents.extend(contents.entries.iter().map(at));
        for number in contents.lines.clone() {
            if !file.line(number).trim().is_empty() {
                reading.post(Line { file: id, number }, Role::Repeated, Target::Disclosure);
            }
        }
        let end = file.line_count() + 1;
        let numbers = page_numbers::find((start..end).map(|number| (number, file.line(number))));
        if contents.lines.is_empty() {
            pieces.extend(lines(reading, (id, file), start..end, &numbers));
        } else {
            pieces.extend(lines(reading, (id, file), start..contents.lines.start, &numbers));
            pieces.extend(lines(reading, (id, file), contents.lines.end..end, &numbers));
        }
    }
    pieces
}

/// The pieces of some lines of a file; `numbers` are its page numbers. A line that is said to
/// be a heading or text parts them.
fn lines(
    reading: &mut Reading<'_>,
    (id, file): (FileId, &SourceFile),
    lines: Range<u32>,
    numbers: &BTreeSet<u32>,
) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut from = lines.start;
    for (number, role) in reading.mend.roles(id, lines.start, lines.end).collect::<Vec<_>>() {
        let line = Line { file: id, number };
        if role == LineRole::Furniture {
            reading.post(line, Role::Repeated, Target::Disclosure);
            continue;
        }
        pieces.extend(unbroken(reading, (id, file), from..number, numbers));
        pieces.push(Piece::Text(said(reading.source, line, role)));
        from = number + 1;
    }
    pieces.extend(unbroken(reading, (id, file), from..lines.end, numbers));
    pieces
}

/// A line that is said to be text, or a heading: then it is marked as headings are.
fn said(source: &Source, line: Line, role: LineRole) -> TextLine {
    let plain = TextLine { opens: true, ..TextLine::of(source, line) };
    match role {
        LineRole::Heading => TextLine { raw: format!("# {}", plain.raw.trim()), ..plain },
        LineRole::Text | LineRole::Furniture => plain,
    }
}

fn unbroken(
    reading: &mut Reading<'_>,
    (id, file): (FileId, &SourceFile),
    lines: Range<u32>,
    numbers: &BTreeSet<u32>,
) -> Vec<Piece> {
    let mut builder = Builder::new(numbers);
    for token in lex::read(file, id, lines) {
        builder.token(reading, token);
    }
    builder.close();
    builder.pieces
}

fn report_overlong(reading: &mut Reading<'_>, line: Line) {
    reading.say(codes::RAGGED_ROW, |source| {
        Diagnostic::new(codes::RAGGED_ROW, "这一行的格子比任何一张表都多，当作文字处理")
            .at(Label::at_line(source, line, ""))
            .hint("请对照原件；多半是文本解析时出错")
    });
}

fn report_lost_total(reading: &mut Reading<'_>, line: Line) {
    reading.say(codes::RAGGED_ROW, |source| {
        Diagnostic::new(codes::RAGGED_ROW, "表下的这一行像是合计，但金额的个数与表的栏数不同，没有归入表中")
            .at(Label::at_line(source, line, ""))
            .hint("请对照原件；多半是文本解析时出错")
    });
}

fn report_overspanned(reading: &mut Reading<'_>, line: Line) {
    reading.say(codes::RAGGED_ROW, |source| {
        Diagnostic::new(codes::RAGGED_ROW, "合并格（rowspan、colspan）多得不成表，从这里起不再展开")
            .at(Label::at_line(source, line, ""))
            .hint("请对照原件；多半是文本解析时出错")
    });
}

struct Builder<'a> {
    /// The lines that are page numbers.
    numbers: &'a BTreeSet<u32>,
    pieces: Vec<Piece>,
    grid: Grid,
    /// The most cells of a row of the grid, and the cells of all its rows.
    widest: usize,
    cells: usize,
    /// Whether the next text line follows a gap.
    gap: bool,
    /// Whether a page number has just ended a page: blank lines after it part
    /// no paragraphs.
    page_end: bool,
}

impl<'a> Builder<'a> {
    fn new(numbers: &'a BTreeSet<u32>) -> Self {
        let (pieces, grid) = (Vec::new(), Grid::default());
        Self { numbers, pieces, grid, widest: 0, cells: 0, gap: false, page_end: false }
    }

    fn token(&mut self, reading: &mut Reading<'_>, token: Token) {
        match token {
            Token::Blank => self.gap |= !self.page_end,
            Token::Text(line, span) => self.text(reading, line, span),
            Token::Run(run) => self.run(reading, run),
            Token::Markup(line) if self.grid.rows.is_empty() => {
                reading.post(line, Role::Repeated, Target::Disclosure);
            }
            Token::Markup(line) => self.grid.markup.push(line),
        }
    }

    fn text(&mut self, reading: &mut Reading<'_>, line: Line, span: Span) {
        self.page_end = false;
        let raw = reading.source.slice(span);
        if let Some(row) = self.total(reading, line) {
            self.row(row);
        } else if self.numbers.contains(&line.number) {
            reading.post(line, Role::Repeated, Target::Disclosure);
            self.page_end = true;
        } else {
            self.close();
            if lex::is_overlong(raw) {
                report_overlong(reading, line);
            }
            let opens = std::mem::take(&mut self.gap);
            self.pieces.push(Piece::Text(TextLine { line, raw: raw.to_owned(), text: clean(raw), opens }));
        }
    }

    /// A total that stands as plain text under the grid's last row.
    fn total(&self, reading: &mut Reading<'_>, line: Line) -> Option<RawRow> {
        let above = self.grid.rows.last()?;
        let labels = reading.catalogue.labels();
        let is_total = |name: &str| labels.is_total(name);
        let cells = total::cells(reading.source, line, above, is_total);
        if cells.is_none() && total::is_like_one(reading.source.line(line), is_total) {
            report_lost_total(reading, line);
        }
        Some(RawRow { line, cells: cells? })
    }

    /// Adds rows to the grid before them. Those of another dialect begin a grid of
    /// their own; an HTML table too, unless it has as many cells: a page break may
    /// have cut one table in two.
    fn run(&mut self, reading: &mut Reading<'_>, mut run: Run) {
        self.page_end = false;
        let labels = reading.catalogue.labels();
        total::undo_merged(&mut run.rows, |name| labels.is_total(name));
        if let Some(line) = run.overspanned {
            report_overspanned(reading, line);
        }
        let widest = run.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let apart = run.dialect == Dialect::Html && widest != self.widest;
        if run.dialect != self.grid.dialect || apart {
            self.close();
        }
        self.grid.dialect = run.dialect;
        self.grid.markup.extend(run.markup);
        for row in run.rows {
            self.row(row);
        }
    }

    /// Adds a row. A grid in which hardly a place is filled is no table, and
    /// would take memory out of all proportion: it is broken up.
    fn row(&mut self, row: RawRow) {
        let places = (self.grid.rows.len() + 1) * self.widest.max(row.cells.len());
        if places > 8 * (self.cells + row.cells.len()) + 100_000 {
            self.close();
        }
        self.widest = self.widest.max(row.cells.len());
        self.cells += row.cells.len();
        self.grid.rows.push(row);
        self.gap = true;
    }

    fn close(&mut self) {
        (self.widest, self.cells) = (0, 0);
        let grid = std::mem::take(&mut self.grid);
        if !grid.rows.is_empty() {
            self.pieces.push(Piece::Grid(grid));
            self.gap = true;
        }
    }
}
