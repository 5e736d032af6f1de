//! Where the tables of a page stand: between lines that stand apart.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::again;
use super::chunks::{chunks, is_code};
use super::kind::{LineKind, kind};
use crate::read::lex::width::Measure;
use crate::read::lex::{LineRange, cell};

/// Most lines of a header.
const HEADER: usize = 10;

/// Lines that no dialect with marks claims, and what each is.
pub struct Sheet<'a> {
    pub place: LineRange<'a>,
    first: u32,
    kinds: Vec<LineKind>,
    /// The lines at which a page of other columns begins, with the head come again.
    anew: HashSet<u32>,
}

impl<'a> Sheet<'a> {
    pub fn new(place: LineRange<'a>, lines: Range<u32>) -> Self {
        let kinds = lines.clone().map(|number| kind(place.text(number))).collect();
        let mut sheet = Self { place, first: lines.start, kinds, anew: HashSet::new() };
        sheet.number_pages(lines.clone());
        for number in sheet.stamps(&lines) {
            sheet.kinds[(number - lines.start) as usize] = LineKind::Repeated;
        }
        sheet.repeat_heads(lines);
        sheet
    }

    /// The lines of watermarks: words that are repeated in one place between rows, under no
    /// cell of any.
    fn stamps(&self, lines: &Range<u32>) -> Vec<u32> {
        let cells = |number: u32| chunks(self.place.text(number), Measure::Characters);
        let of = |kind: LineKind| lines.clone().filter(move |number| self.kind(*number) == kind);
        let starts: HashSet<usize> = of(LineKind::Data).flat_map(cells).map(|chunk| chunk.from).collect();
        let mut places: HashMap<(usize, &str), Vec<u32>> = HashMap::new();
        for number in of(LineKind::Single) {
            let free = cells(number).into_iter().filter(|chunk| !starts.contains(&chunk.from));
            free.for_each(|chunk| places.entry((chunk.from, chunk.text)).or_default().push(number));
        }
        let between = |pair: &[u32]| (pair[0]..pair[1]).any(|number| self.kind(number) == LineKind::Data);
        let again = |lines: &Vec<u32>| lines.len() > 2 && lines.windows(2).all(between);
        places.into_values().filter(again).flatten().collect()
    }

    /// Tells the heads come again, and the numbers of pages before them.
    fn repeat_heads(&mut self, lines: Range<u32>) {
        let texts: Vec<&str> = lines.map(|number| self.place.text(number)).collect();
        for again in again::find(&texts, &self.kinds, is_page_number) {
            let before = (0..again.lines.start)
                .rev()
                .take_while(|at| self.kinds[*at] == LineKind::Blank || is_page_number(texts[*at]));
            for at in before.collect::<Vec<_>>() {
                if self.kinds[at] != LineKind::Blank {
                    self.kinds[at] = LineKind::PageNumber;
                }
            }
            match again.in_place {
                true => self.kinds[again.lines].fill(LineKind::Repeated),
                false => {
                    self.anew.insert(self.first + again.lines.start as u32);
                }
            }
        }
    }

    /// Tells the numbers of pages: a number alone before the end of a page.
    fn number_pages(&mut self, lines: Range<u32>) {
        let mut ends = false;
        for number in lines.rev() {
            let text = self.place.text(number);
            if ends && is_page_number(text) {
                self.kinds[(number - self.first) as usize] = LineKind::PageNumber;
            }
            ends = self.opens_page(number) || (ends && text.trim().is_empty());
        }
    }

    /// Whether a page begins with a line.
    pub fn opens_page(&self, number: u32) -> bool {
        self.place.text(number).starts_with('\u{c}')
    }

    pub fn kind(&self, number: u32) -> LineKind {
        self.kinds[(number - self.first) as usize]
    }

    /// The lines of each table: between lines that stand apart, with two rows of
    /// numbers, or one under headings.
    pub fn tables(&self) -> Vec<Range<u32>> {
        let end = self.first + self.kinds.len() as u32;
        let mut tables = Vec::new();
        let mut from = self.first;
        for number in self.first..=end {
            let apart = number == end || self.kind(number) == LineKind::Apart;
            if apart || self.anew.contains(&number) {
                tables.extend(self.headed(from..number).into_iter().filter_map(|lines| self.trimmed(lines)));
                from = number + u32::from(apart);
            }
        }
        tables
    }

    /// Lines parted where headings stand after rows and a blank line: those of another
    /// table without a title, or of the same on its next page.
    fn headed(&self, lines: Range<u32>) -> Vec<Range<u32>> {
        let mut parts = Vec::new();
        let (mut from, mut rows) = (lines.start, false);
        for number in lines.clone() {
            if rows && self.kind(number - 1) == LineKind::Blank && self.heads(number..lines.end) {
                parts.push(from..number);
                (from, rows) = (number, false);
            }
            rows |= self.kind(number) == LineKind::Data;
        }
        parts.push(from..lines.end);
        parts
    }

    /// Whether lines begin with headings of three columns or more, and rows under them.
    fn heads(&self, lines: Range<u32>) -> bool {
        let count = |number| chunks(self.place.text(number), Measure::Characters).len();
        let headings: Vec<u32> = lines.clone().take(HEADER).take_while(|n| self.is_heading(*n)).collect();
        let under = lines.start + headings.len() as u32;
        self.kind(lines.start) == LineKind::Words
            && under < lines.end
            && self.kind(under) == LineKind::Data
            && headings.into_iter().map(count).max() > Some(2)
    }

    /// The lines of a table among some: from its header to its last row.
    fn trimmed(&self, lines: Range<u32>) -> Option<Range<u32>> {
        let of = |kind: LineKind| lines.clone().filter(move |n| self.kind(*n) == kind);
        let first = of(LineKind::Data).next()?;
        let last = of(LineKind::Data).next_back()?;
        let headed = of(LineKind::Words).any(|number| number < first);
        if first == last && !headed {
            return None;
        }
        let above = (lines.start..first).rev().filter(|n| self.kind(*n) != LineKind::Blank).take(HEADER);
        let start = above
            .filter(|n| matches!(self.kind(*n), LineKind::Words | LineKind::Rule))
            .last()
            .unwrap_or(first);
        let end = self.tail(first..last + 1, lines.end);
        self.is_table(start..end).then_some(start..end)
    }

    /// The end of the rows that go on without numbers after those from the first to the
    /// last that has one.
    fn tail(&self, rows: Range<u32>, end: u32) -> u32 {
        let last = rows.end;
        let starts: HashSet<usize> = rows
            .filter(|n| self.kind(*n) == LineKind::Data)
            .filter_map(|n| chunks(self.place.text(n), Measure::Characters).into_iter().next())
            .filter(|first| !first.number || is_code(first.text))
            .map(|first| first.from)
            .collect();
        let mut tail = last;
        for number in last..end {
            let first = chunks(self.place.text(number), Measure::Characters).first().map(|chunk| chunk.from);
            match self.kind(number) {
                LineKind::Blank | LineKind::PageNumber | LineKind::Repeated => continue,
                LineKind::Words | LineKind::Rule | LineKind::Amount => tail = number + 1,
                LineKind::Single
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
        let data = || lines.clone().filter(|n| self.kind(*n) == LineKind::Data).map(|n| self.place.text(n));
        let prose = data().filter(|text| text.contains(['，', '。', '；'])).count();
        let parted = data()
            .filter(|text| text.trim().contains("  ") || text.trim().contains("\u{3000}\u{3000}"))
            .count();
        3 * prose <= data().count() && 3 * parted >= 2 * data().count()
    }

    /// The first row after what stands at the head of a page: its number, a running header.
    pub fn behind_page_head(&self, lines: Range<u32>) -> u32 {
        let alone = |number: &u32| match self.kind(*number) {
            LineKind::Single => self.is_heading(*number),
            kind => kind == LineKind::Blank,
        };
        lines.start + lines.clone().take_while(alone).count() as u32
    }

    /// Whether a line before all rows is one of headings: no number, and no point
    /// that is numbered.
    pub fn is_heading(&self, number: u32) -> bool {
        matches!(self.kind(number), LineKind::Words | LineKind::Single)
            && !cell::begins_point(self.place.text(number).trim())
    }
}

/// Whether a text is nothing but a number of a page: `12`, `- 12 -`.
fn is_page_number(text: &str) -> bool {
    let bare = text.trim().trim_matches(|c: char| c.is_whitespace() || "-—–─第页".contains(c));
    (1..=3).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_digit())
}
