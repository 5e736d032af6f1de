//! Lines become text lines and grids. The contents list and page furniture are
//! set aside; a grid goes on over blank lines and page numbers.

mod contents;
pub mod html;
mod plain;
pub mod rows;

use crate::diagnostic::{Diagnostic, Label, codes};
use std::collections::HashSet;

use crate::model::{Role, Target};
use crate::read::Reading;
use crate::read::text::{clean, is_furniture};
use crate::source::{FileId, Line, Source, Span};

/// One cell of a grid before anyone knows what it means.
#[derive(Debug, Clone)]
pub struct RawCell {
    /// The text, trimmed, entities resolved.
    pub text: String,
    pub span: Span,
}

/// One row of a grid.
#[derive(Debug, Clone)]
pub struct RawRow {
    pub line: Line,
    pub cells: Vec<RawCell>,
}

impl RawRow {
    /// The cells that hold something, with their columns.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &RawCell)> {
        self.cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty())
    }
}

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

/// A run of rows.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    pub rows: Vec<RawRow>,
    /// Lines that are only the dialect's markup (`| --- |`, `<table>`).
    pub markup: Vec<Line>,
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
    let mut builder = Builder::default();
    for (index, file) in source.files().iter().enumerate() {
        let file_id = FileId(index as u16);
        let start = if index == 0 { from } else { 1 };
        let contents = contents::find(file, start);
        let at = |(number, title): &(u32, String)| (title.clone(), Line { file: file_id, number: *number });
        reading.contents.extend(contents.entries.iter().map(at));
        builder.close();
        let mut number = start;
        while number <= file.line_count() {
            let line = Line { file: file_id, number };
            number += 1;
            if contents.lines.contains(&line.number) {
                reading.post(line, Role::Repeated, Target::Disclosure);
            } else if html::begins(file.line(line.number)) {
                let table = html::read(file, file_id, line.number);
                if let Some(number) = table.overspanned {
                    report_overspanned(reading, Line { file: file_id, number });
                }
                number = builder.html(table, file_id);
            } else {
                builder.line(reading, line);
            }
        }
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

#[derive(Default)]
struct Builder {
    pieces: Vec<Piece>,
    grid: Grid,
    /// The most cells of a row of the grid, and the cells of all its rows.
    widest: usize,
    cells: usize,
    /// Whether the grid is a Markdown table without outer pipes.
    bare: bool,
    /// Whether the next text line follows a gap.
    gap: bool,
    /// Whether a page number has just ended a page: blank lines behind it part
    /// no paragraphs.
    page_end: bool,
}

impl Builder {
    fn line(&mut self, reading: &mut Reading<'_>, line: Line) {
        let raw = reading.source.line(line);
        if raw.trim().is_empty() {
            self.gap |= !self.page_end;
            self.bare &= !self.grid.rows.is_empty();
            return;
        }
        self.page_end = false;
        if rows::is_markup(raw) || (self.bare && rows::is_bare_rule(raw)) {
            self.grid.markup.push(line);
        } else if let Some(cells) = self.cells(reading.source, line) {
            self.row(RawRow { line, cells });
        } else if let Some(cells) = self.total(reading, line) {
            self.row(RawRow { line, cells });
        } else if is_furniture(raw) {
            reading.post(line, Role::Repeated, Target::Disclosure);
            self.page_end = true;
        } else {
            self.close();
            if rows::is_overlong(raw) {
                report_overlong(reading, line);
            }
            let opens = std::mem::take(&mut self.gap);
            self.pieces.push(Piece::Text(TextLine { line, raw: raw.to_owned(), text: clean(raw), opens }));
        }
    }

    /// The cells of a row in any dialect.
    fn cells(&mut self, source: &Source, line: Line) -> Option<Vec<RawCell>> {
        let ruled = || source.line(Line { number: line.number + 1, ..line });
        let last = line.number == source.file(line.file).line_count();
        if !last && rows::is_bare_rule(ruled()) {
            self.bare = true;
        }
        let bare = || rows::split_bare(source, line);
        rows::split(source, line).or_else(|| self.bare.then(bare).flatten())
    }

    /// The cells of a total that stands as plain text under the grid's last row.
    fn total(&self, reading: &mut Reading<'_>, line: Line) -> Option<Vec<RawCell>> {
        let above = self.grid.rows.last()?;
        let cells = plain::total(reading.source, line, above);
        if cells.is_none() && plain::is_like_total(reading.source.line(line)) {
            report_lost_total(reading, line);
        }
        cells
    }

    /// Adds the rows of an HTML table, to the grid before it only where they have
    /// as many cells: a page break may have cut one table in two. Gives the line
    /// behind it.
    fn html(&mut self, table: html::Table, file: FileId) -> u32 {
        let widest = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        if widest != self.widest {
            self.close();
        }
        let of_rows: HashSet<Line> = table.rows.iter().map(|row| row.line).collect();
        let lines = table.lines.clone().map(|number| Line { file, number });
        self.grid.markup.extend(lines.filter(|line| !of_rows.contains(line)));
        for row in table.rows {
            self.row(row);
        }
        self.gap = true;
        table.lines.end
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
        (self.widest, self.cells, self.bare) = (0, 0, false);
        let grid = std::mem::take(&mut self.grid);
        if !grid.rows.is_empty() {
            self.pieces.push(Piece::Grid(grid));
            self.gap = true;
        }
    }
}
