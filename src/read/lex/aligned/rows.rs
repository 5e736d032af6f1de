//! The rows of a table: its headings, and the lines under them in their columns.

use std::ops::Range;

use super::baseline;
use super::chunks::{Chunk, chunks};
use super::columns::{Columns, Row};
use super::fixed;
use super::head::{self, Head};
use super::kind::LineKind;
use super::left;
use super::sheet::Sheet;
use crate::model::Doubt;
use crate::read::lex::cell::{self, Marks};
use crate::read::lex::width::Measure;
use crate::read::lex::{Dialect, LineRange, RawCell, RawRow, Run};

/// Reads the lines of a table, by the measure under which its rows have columns; gives
/// the first line that is of another, where there is one. `goes_on`: whether they are a
/// page of a table of fixed widths.
pub fn read(sheet: &Sheet<'_>, lines: &Range<u32>, goes_on: bool) -> (Run, Option<u32>) {
    let silent = |number: &u32| {
        matches!(
            sheet.kind(*number),
            LineKind::Blank | LineKind::Rule | LineKind::PageNumber | LineKind::Repeated
        )
    };
    let numbers: Vec<u32> = lines.clone().filter(|number| !silent(number)).collect();
    let head = numbers.iter().take_while(|n| sheet.is_heading(**n)).count();
    let lines_by = |measure| Lines::new(sheet, measure, numbers.split_at(head));
    let all = [Measure::Columns, Measure::Wide, Measure::Characters];
    let mut fixed = all.into_iter().filter_map(|measure| Table::fixed(lines_by(measure), goes_on));
    let fixed = match goes_on {
        true => fixed.max_by_key(|(table, _)| table.columns.ranges.len()),
        false => fixed.next(),
    };
    let (table, next) = fixed.unwrap_or_else(|| {
        let by = |measure| Table::new(sheet, lines_by(measure));
        let (characters, columns) = (by(Measure::Characters), by(Measure::Columns));
        let cost = |table: &Table<'_>| {
            (table.columns.cost, table.columns.ranges.len(), table.headings.width, table.headings.off)
        };
        (if cost(&columns) < cost(&characters) { columns } else { characters }, None)
    });
    let mut run = table.run();
    let marks = |number: &u32| silent(number) && sheet.kind(*number) != LineKind::Blank;
    let own = lines.start..next.unwrap_or(lines.end);
    run.markup.extend(own.filter(marks).map(|number| sheet.place.line(number)));
    (run, next)
}

/// The lines of a table as chunks by one measure.
struct Lines<'a> {
    place: LineRange<'a>,
    head: Vec<(u32, Vec<Chunk<'a>>)>,
    body: Vec<(u32, Vec<Chunk<'a>>)>,
}

impl<'a> Lines<'a> {
    fn new(sheet: &Sheet<'a>, measure: Measure, (head, body): (&[u32], &[u32])) -> Self {
        let place = sheet.place;
        let chunked = |lines: &[u32]| lines.iter().map(|n| (*n, chunks(place.text(*n), measure))).collect();
        Self { place, head: chunked(head), body: chunked(body) }
    }

    fn headings(&self) -> Vec<Vec<Chunk<'a>>> {
        self.head.iter().map(|(_, row)| row.clone()).collect()
    }
}

/// The lines of a table and their columns.
struct Table<'a> {
    place: LineRange<'a>,
    /// Whether its columns are of fixed widths.
    fixed: bool,
    columns: Columns,
    headings: Head,
    head: Vec<(u32, Vec<Chunk<'a>>)>,
    body: Vec<(u32, Vec<Chunk<'a>>)>,
}

impl<'a> Table<'a> {
    fn new(sheet: &Sheet<'a>, lines: Lines<'a>) -> Self {
        let bare: Vec<Vec<Chunk<'_>>> = lines.body.iter().map(|(_, row)| row.clone()).collect();
        if let Some((columns, headings)) = left::read(&lines.headings(), &bare) {
            return Self::of(lines, columns, headings, false);
        }
        let rows = lines.body.iter();
        let rows = rows.map(|(number, chunks)| Row { chunks, opens: sheet.opens_page(*number) });
        let columns = Columns::of(&rows.collect::<Vec<_>>());
        let headings = head::headings(&lines.headings(), &columns);
        Self::of(lines, columns, headings, false)
    }

    /// That of lines whose columns are of fixed widths, and the first line that is not. A
    /// page without headings that a table continues ends at a blank line.
    fn fixed(mut lines: Lines<'a>, goes_on: bool) -> Option<(Self, Option<u32>)> {
        let rows: Vec<&[Chunk<'_>]> = lines.body.iter().map(|(_, row)| row.as_slice()).collect();
        let behind = |at: usize| at > 0 && lines.body[at].0 > lines.body[at - 1].0 + 1;
        let begins: Vec<bool> = (0..rows.len()).map(behind).collect();
        let end = begins.iter().position(|begins| *begins).unwrap_or(rows.len());
        let (columns, headings) = match goes_on && lines.head.is_empty() {
            true => fixed::lay_page(&rows[..end])?,
            false => fixed::lay(&lines.headings(), &rows, &begins)?,
        };
        let rest = lines.body.split_off(columns.rows.len());
        let next = rest.first().map(|(number, _)| *number);
        Some((Self::of(lines, columns, headings, true), next))
    }

    fn of(Lines { place, head, body }: Lines<'a>, columns: Columns, headings: Head, fixed: bool) -> Self {
        Self { place, fixed, columns, headings, head, body }
    }

    fn run(&self) -> Run {
        let dialect = if self.fixed { Dialect::Fixed } else { Dialect::Aligned };
        let mut run = Run { dialect, ..Run::default() };
        if self.columns.ranges.is_empty() {
            return run;
        }
        self.headings(&mut run);
        let head = run.rows.len();
        let mut before: Option<&[Chunk<'_>]> = None;
        for (at, (number, row)) in self.body.iter().enumerate() {
            let cells = self.cells(at);
            let joins = before.map_or(Joins::No, |before| self.goes_on(&run, before, row, &cells));
            let mut cells = cells;
            if joins == Joins::Perhaps {
                let labels = cells
                    .iter_mut()
                    .chain(run.rows.iter_mut().next_back().into_iter().flat_map(|row| &mut row.cells));
                labels
                    .filter(|cell| is_words(&cell.text))
                    .for_each(|cell| cell.confidence = Doubt::BlurredCell.into());
            }
            match run.rows.last_mut().filter(|_| joins == Joins::Yes) {
                Some(last) => {
                    run.markup.push(self.place.line(*number));
                    append(last, cells);
                }
                None => {
                    run.rows.push(RawRow { line: self.place.line(*number), cells });
                    before = Some(row);
                }
            }
        }
        let mut body = run.rows.split_off(head);
        run.markup.extend(baseline::join(&mut body));
        run.rows.extend(body);
        run
    }

    fn headings(&self, run: &mut Run) {
        for (at, headings) in self.headings.lines.iter().enumerate() {
            let line = self.place.line(self.head[at].0);
            if headings.is_empty() {
                run.markup.push(line);
                continue;
            }
            let mut cells = self.blanks(self.head[at].0);
            for heading in headings {
                let parts = heading.chunks.iter().map(|(line, chunk)| self.head[*line].1[*chunk].text);
                let (number, chunk) = (
                    self.head[heading.chunks[0].0].0,
                    &self.head[heading.chunks[0].0].1[heading.chunks[0].1],
                );
                let mut cell = self.cell(number, chunk);
                cell.text = cell::wrapped(parts, Marks::Plain);
                cell.across = heading.columns.len() as u16;
                add(&mut cells[heading.columns.start], cell);
            }
            run.rows.push(RawRow { line, cells });
        }
    }

    fn blanks(&self, number: u32) -> Vec<RawCell> {
        let at = self.place.content(number).start as u32;
        vec![RawCell::blank(self.place.id, at); self.headings.width]
    }

    fn cell(&self, number: u32, chunk: &Chunk<'_>) -> RawCell {
        let start = self.place.content(number).start;
        self.place.cell(start + chunk.bytes.start..start + chunk.bytes.end, Marks::Plain)
    }

    fn cells(&self, at: usize) -> Vec<RawCell> {
        let (number, row) = &self.body[at];
        let mut cells = self.blanks(*number);
        for (chunk, belongs) in row.iter().zip(&self.columns.rows[at]) {
            let mut cell = self.cell(*number, chunk);
            let place = self.headings.places[belongs.column];
            let by_order = belongs.by_order && self.headings.width > self.columns.ranges.len();
            let number = chunk.number && (by_order || !belongs.sure || !self.headings.sure[place]);
            if number || self.runs_over(at, chunk, belongs.column) {
                cell.confidence = Doubt::BlurredCell.into();
            }
            add(&mut cells[place], cell);
        }
        cells
    }

    /// Whether words with a blank among them reach into the next column of words, which
    /// has none of its own in this row: they may be two cells.
    fn runs_over(&self, at: usize, chunk: &Chunk<'_>, column: usize) -> bool {
        let next = column + 1;
        let words =
            !chunk.number && chunk.text.contains(' ') && self.columns.numbers.get(next) == Some(&false);
        let free = || self.columns.rows[at].iter().all(|other| other.column != next);
        words && free() && self.columns.ranges[next].start < chunk.to
    }

    /// Where a column of the rows ends.
    fn end(&self, column: usize) -> usize {
        let own = self.headings.places.iter().position(|place| *place == column);
        own.map_or(0, |own| self.columns.ranges[own].end)
    }

    /// Whether a line continues the row before it: its first text stands under a
    /// longer one that fills its column, and begins no row of its own, since the row
    /// before it has a code and it has none, or a bracket is open, or only a
    /// character or two are left. Whatever else it has is blank there. Nothing but words
    /// under such a text may continue it all the same.
    fn goes_on(&self, run: &Run, before: &[Chunk<'_>], row: &[Chunk<'_>], cells: &[RawCell]) -> Joins {
        let (Some(last), Some(chunk)) = (run.rows.last(), row.first().filter(|chunk| !chunk.number)) else {
            return Joins::No;
        };
        let Some(column) = cells.iter().position(|cell| !cell.text.is_empty()) else { return Joins::No };
        let above = before.iter().find(|above| above.from.abs_diff(chunk.from) <= 1 && chunk.to < above.to);
        let full = above.is_some_and(|above| above.to + 2 >= self.end(column));
        let free = |at: usize| cells[at].text.is_empty() || last.cells[at].text.is_empty();
        let coded = before.first().is_some_and(|first| first.number && first.to <= chunk.from);
        let count = |mark: [char; 2]| last.cells[column].text.matches(mark).count();
        let unclosed = count(['（', '(']) > count(['）', ')']);
        let rest = coded || (row.len() == 1 && (unclosed || chunk.text.chars().count() <= 2));
        let begins = cell::begins_point(chunk.text) || chunk.text.starts_with("其中");
        match full && !begins {
            true if rest && (column + 1..cells.len()).all(free) => Joins::Yes,
            true if row.iter().all(|chunk| !chunk.number) => Joins::Perhaps,
            _ => Joins::No,
        }
    }
}

/// Whether a line continues the row before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joins {
    Yes,
    No,
    Perhaps,
}

fn is_words(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// Puts a cell where there may be one already.
fn add(slot: &mut RawCell, cell: RawCell) {
    if slot.text.is_empty() {
        *slot = cell;
    } else {
        slot.text = format!("{} {}", slot.text, cell.text);
        slot.confidence = Doubt::BlurredCell.into();
    }
}

/// Appends the words of a line to the row that they continue.
fn append(row: &mut RawRow, cells: Vec<RawCell>) {
    for (own, cell) in row.cells.iter_mut().zip(cells).filter(|(_, cell)| !cell.text.is_empty()) {
        match own.text.is_empty() {
            true => *own = cell,
            false => {
                own.text = cell::wrapped([own.text.as_str(), cell.text.as_str()].into_iter(), Marks::Plain)
            }
        }
    }
}
