//! Tables whose columns are only blanks apart, as `pdftotext -layout` and others
//! write them: gutters that run through the lines part the cells. Numbers belong
//! by their right end, headings by what they stand over.

mod chunks;
mod columns;
mod head;

use std::collections::HashSet;
use std::ops::Range;

use chunks::{Chunk, chunks};
use columns::Columns;

use crate::model::Doubt;
use crate::read::lex::cell::{self, Marks};
use crate::read::lex::width::Measure;
use crate::read::lex::{Dialect, Place, RawCell, RawRow, Run, Token};

/// Most lines of a header.
const HEADER: usize = 10;
/// Longest chunk of a row, in characters; a longer one is prose.
const LONGEST: usize = 45;

/// The tables among lines that no other dialect claims, with the text beside them;
/// `None` where there is none.
pub fn read(place: Place<'_>, lines: Range<u32>) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut found = false;
    for page in pages(place, lines) {
        let sheet = Sheet::new(place, page.clone());
        let tables = sheet.tables();
        let mut from = page.start;
        for table in &tables {
            place.loose(from..table.start, &mut tokens);
            sheet.table(table, &mut tokens);
            from = table.end;
        }
        place.loose(from..page.end, &mut tokens);
        found |= !tables.is_empty();
    }
    found.then_some(tokens)
}

/// The pages of lines: a form feed begins one.
fn pages(place: Place<'_>, lines: Range<u32>) -> Vec<Range<u32>> {
    let begins = |number: &u32| *number > lines.start && place.text(*number).starts_with('\u{c}');
    let mut starts = vec![lines.start];
    starts.extend(lines.clone().filter(begins));
    let ends = starts.iter().skip(1).copied().chain([lines.end]).collect::<Vec<_>>();
    starts.into_iter().zip(ends).map(|(start, end)| start..end).collect()
}

/// What a line is to the table it may stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    /// A number beside something else.
    Data,
    /// Several chunks of words.
    Words,
    /// One chunk of words.
    Single,
    /// One printed amount.
    Amount,
    /// A rule of dashes.
    Rule,
    /// What stands in no table: prose, a title, a line that states something.
    Apart,
}

/// The lines of one page.
struct Sheet<'a> {
    place: Place<'a>,
    first: u32,
    kinds: Vec<Kind>,
}

impl<'a> Sheet<'a> {
    fn new(place: Place<'a>, lines: Range<u32>) -> Self {
        let kinds = lines.clone().map(|number| kind(place.text(number))).collect();
        Self { place, first: lines.start, kinds }
    }

    fn kind(&self, number: u32) -> Kind {
        self.kinds[(number - self.first) as usize]
    }

    /// The lines of each table: between lines that stand apart, with two rows of
    /// numbers, or one under headings.
    fn tables(&self) -> Vec<Range<u32>> {
        let end = self.first + self.kinds.len() as u32;
        let mut tables = Vec::new();
        let mut from = self.first;
        for number in self.first..=end {
            if number < end && self.kind(number) != Kind::Apart {
                continue;
            }
            tables.extend(self.trimmed(from..number));
            from = number + 1;
        }
        tables
    }

    /// The lines of a table among some: from its header to its last row.
    fn trimmed(&self, lines: Range<u32>) -> Option<Range<u32>> {
        let of = |kind: Kind| lines.clone().filter(move |n| self.kind(*n) == kind);
        let first = of(Kind::Data).next()?;
        let last = of(Kind::Data).next_back()?;
        let headed = of(Kind::Words).any(|number| number < first);
        if first == last && !headed {
            return None;
        }
        let above = (lines.start..first).rev().filter(|n| self.kind(*n) != Kind::Blank).take(HEADER);
        let start =
            above.filter(|n| matches!(self.kind(*n), Kind::Words | Kind::Rule)).last().unwrap_or(first);
        let end = self.tail(last, lines.end);
        self.is_table(start..end).then_some(start..end)
    }

    /// The end of the rows that go on without numbers behind the last that has one.
    fn tail(&self, last: u32, end: u32) -> u32 {
        let starts: HashSet<usize> = (self.first..=last)
            .filter(|n| self.kind(*n) == Kind::Data)
            .filter_map(|n| chunks(self.place.text(n), Measure::Characters).first().map(|chunk| chunk.from))
            .collect();
        let mut tail = last + 1;
        for number in last + 1..end {
            let first = chunks(self.place.text(number), Measure::Characters).first().map(|chunk| chunk.from);
            match self.kind(number) {
                Kind::Blank => continue,
                Kind::Words | Kind::Rule | Kind::Amount => tail = number + 1,
                Kind::Single
                    if first.is_some_and(|first| {
                        (0..3).any(|off| starts.contains(&(first + 1 - off.min(first + 1))))
                    }) =>
                {
                    tail = number + 1;
                }
                _ => break,
            }
        }
        tail
    }

    /// Whether rows with numbers are rows: gutters run through most, and no sentence
    /// is laid out as a grid.
    fn is_table(&self, lines: Range<u32>) -> bool {
        let data = || lines.clone().filter(|n| self.kind(*n) == Kind::Data).map(|n| self.place.text(n));
        let prose = data().filter(|text| text.contains(['，', '。', '；'])).count();
        let parted = data()
            .filter(|text| text.trim().contains("  ") || text.trim().contains("\u{3000}\u{3000}"))
            .count();
        3 * prose <= data().count() && 3 * parted >= 2 * data().count()
    }

    /// Reads the lines of a table: as one run of rows, or as several where the
    /// columns stand elsewhere from some row on.
    fn table(&self, lines: &Range<u32>, tokens: &mut Vec<Token>) {
        let numbers: Vec<u32> =
            lines.clone().filter(|n| !matches!(self.kind(*n), Kind::Blank | Kind::Rule)).collect();
        let head = numbers.iter().take_while(|n| self.is_heading(**n)).count();
        let mut run = Run { dialect: Dialect::Aligned, ..Run::default() };
        let (above, body) = numbers.split_at(head);
        let by = [Measure::Characters, Measure::Columns]
            .map(|measure| Chunked::new(self.place, measure, above, body));
        let mut from = 0;
        while from < body.len() {
            let (best, length) = fitting(&by, from);
            Lines::of(self.place, best, from..from + length).read(&mut run);
            from += length;
        }
        run.markup.extend(lines.clone().filter(|n| self.kind(*n) == Kind::Rule).map(|n| self.place.line(n)));
        tokens.push(Token::Run(run));
    }

    /// Whether a line before all rows is one of headings: no number, and no point
    /// that is numbered.
    fn is_heading(&self, number: u32) -> bool {
        matches!(self.kind(number), Kind::Words | Kind::Single)
            && !cell::begins_point(self.place.text(number).trim())
    }
}

fn kind(text: &str) -> Kind {
    if text.trim().is_empty() {
        return Kind::Blank;
    }
    let chunks = chunks(text, Measure::Characters);
    let numbers = chunks.iter().filter(|chunk| chunk.number).count();
    let dashes = text.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '=' | '─'))
        && text.chars().filter(|c| !c.is_whitespace()).nth(2).is_some();
    let prose = |chunk: &Chunk<'_>| chunk.text.contains('。') || chunk.text.chars().count() > LONGEST;
    match chunks.len() {
        0 => Kind::Apart,
        _ if dashes => Kind::Rule,
        _ if chunks.iter().any(prose) => Kind::Apart,
        1 if chunks::is_printed_amount(chunks[0].text) => Kind::Amount,
        1 if numbers == 1 => Kind::Apart,
        1 if numbers == 0 && stands_apart(chunks[0].text) => Kind::Apart,
        1 if numbers == 0 => Kind::Single,
        _ if numbers > 0 => Kind::Data,
        _ if chunks.iter().any(|chunk| states(chunk.text)) => Kind::Apart,
        _ => Kind::Words,
    }
}

/// Whether a line of its own is no cell: the title of a table, or what states
/// something.
fn stands_apart(text: &str) -> bool {
    let bare =
        text.trim_end_matches(|c: char| c.is_ascii_digit() || "-－()（）一二三四五六七八九十续".contains(c));
    bare.ends_with('表') || states(text) || text.starts_with('#')
}

/// Whether a text states something of a table: `单位：万元`. `其中：` begins a row.
fn states(text: &str) -> bool {
    text.contains(['：', ':']) && !text.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with("其中")
}

/// The lines of a table as chunks, by one measure.
struct Chunked<'a> {
    head: Vec<(u32, Vec<Chunk<'a>>)>,
    body: Vec<(u32, Vec<Chunk<'a>>)>,
}

impl<'a> Chunked<'a> {
    fn new(place: Place<'a>, measure: Measure, head: &[u32], body: &[u32]) -> Self {
        let chunked = |lines: &[u32]| lines.iter().map(|n| (*n, chunks(place.text(*n), measure))).collect();
        Self { head: chunked(head), body: chunked(body) }
    }

    fn columns(&self, rows: Range<usize>) -> Option<Columns> {
        Columns::of(&self.body[rows].iter().map(|(_, row)| row.as_slice()).collect::<Vec<_>>())
    }
}

/// The measure by which the rows from one on have columns, and how many rows fit
/// them. Of two that fit as many, the one with fewer columns.
fn fitting<'a, 'b>(by: &'b [Chunked<'a>; 2], from: usize) -> (&'b Chunked<'a>, usize) {
    let fit = |chunked: &Chunked<'_>| {
        let columns = |length: usize| chunked.columns(from..from + length);
        let length = longest(chunked.body.len() - from, |length| columns(length).is_some());
        (std::cmp::Reverse(length), columns(length).map_or(usize::MAX, |columns| columns.ranges.len()))
    };
    let fits = [fit(&by[0]), fit(&by[1])];
    let best = usize::from(fits[1] < fits[0]);
    (&by[best], fits[best].0.0)
}

/// The most of `all` for which a thing holds that holds for fewer, found by doubling
/// and halving; one where it holds for none.
fn longest(all: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (1, 2);
    while high <= all && holds(high) {
        (low, high) = (high, 2 * high);
    }
    high = high.min(all + 1);
    while low + 1 < high {
        let middle = low.midpoint(high);
        if holds(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

/// Lines whose columns are the same.
struct Lines<'a, 'b> {
    place: Place<'a>,
    columns: Columns,
    head: &'b [(u32, Vec<Chunk<'a>>)],
    body: &'b [(u32, Vec<Chunk<'a>>)],
}

impl<'a, 'b> Lines<'a, 'b> {
    /// Some rows of a table; the first of them stand under its headings.
    fn of(place: Place<'a>, chunked: &'b Chunked<'a>, rows: Range<usize>) -> Self {
        let head = if rows.start == 0 { chunked.head.as_slice() } else { &[] };
        let columns = chunked.columns(rows.clone()).unwrap_or_default();
        Self { place, columns, head, body: &chunked.body[rows] }
    }

    fn read(&self, run: &mut Run) {
        if self.columns.ranges.is_empty() {
            return;
        }
        self.headings(run);
        let mut before: Option<&[Chunk<'_>]> = None;
        for (number, row) in self.body {
            let cells = self.cells(*number, row);
            let joins = before.is_some_and(|before| self.goes_on(run, before, row, &cells));
            match run.rows.last_mut().filter(|_| joins) {
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
    }

    fn headings(&self, run: &mut Run) {
        let lines: Vec<Vec<Chunk<'_>>> = self.head.iter().map(|(_, row)| row.clone()).collect();
        for (at, headings) in head::headings(&lines, &self.columns.ranges).into_iter().enumerate() {
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
        vec![RawCell::blank(self.place.id, at); self.columns.ranges.len()]
    }

    fn cell(&self, number: u32, chunk: &Chunk<'_>) -> RawCell {
        let start = self.place.content(number).start;
        self.place.cell(start + chunk.bytes.start..start + chunk.bytes.end, Marks::Plain)
    }

    fn cells(&self, number: u32, row: &[Chunk<'_>]) -> Vec<RawCell> {
        let mut cells = self.blanks(number);
        for (chunk, belongs) in row.iter().zip(self.columns.place(row)) {
            let mut cell = self.cell(number, chunk);
            if !belongs.sure && chunk.number {
                cell.confidence = Doubt::BlurredCell.into();
            }
            add(&mut cells[belongs.column], cell);
        }
        cells
    }

    /// Whether a line goes on with the row before it: its first text stands under a
    /// longer one that fills its column, and begins no row of its own, since the row
    /// before it has a code and it has none, or a bracket is open, or only a
    /// character or two are left. Whatever else it has is blank there.
    fn goes_on(&self, run: &Run, before: &[Chunk<'_>], row: &[Chunk<'_>], cells: &[RawCell]) -> bool {
        let (Some(last), Some(chunk)) = (run.rows.last(), row.first().filter(|chunk| !chunk.number)) else {
            return false;
        };
        let Some(column) = cells.iter().position(|cell| !cell.text.is_empty()) else { return false };
        let above = before.iter().find(|above| above.from.abs_diff(chunk.from) <= 1 && chunk.to < above.to);
        let full = above.is_some_and(|above| above.to + 2 >= self.columns.ranges[column].end);
        let free = |at: usize| cells[at].text.is_empty() || last.cells[at].text.is_empty();
        let coded = before.first().is_some_and(|first| first.number && first.to <= chunk.from);
        let count = |mark: [char; 2]| last.cells[column].text.matches(mark).count();
        let unclosed = count(['（', '(']) > count(['）', ')']);
        let rest = coded || (row.len() == 1 && (unclosed || chunk.text.chars().count() <= 2));
        let begins = cell::begins_point(chunk.text) || chunk.text.starts_with("其中");
        full && rest && !begins && (column + 1..cells.len()).all(free)
    }
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

/// Appends the words of a line to the row that they go on with.
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
