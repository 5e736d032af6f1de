//! A disclosure being written: what every pattern needs beside its tables.

use super::books::Books;
use super::names;
use super::rng::Rng;
use super::tables::numeral;
use super::truth::{Disclosure, Part, Table, Unit};

/// Where the unit is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stated {
    /// `单位：万元`, a line of its own above each table.
    Line,
    /// `编制部门：某局  单位：万元`
    WithBody,
    /// `收支总表（单位：万元）`
    OnTitle,
    /// Under the table.
    Under,
    /// `万元`
    Bare,
    /// Above the first table, for all.
    Once,
}

/// How tables are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    No,
    /// A line `公开01表` above the title.
    Public,
    /// A line `预算公开表1`.
    Budget,
    /// `附表1` before the title, on one line.
    Annex,
    /// `一、收支总表`
    Counted,
}

/// Habits of one disclosure.
#[derive(Debug, Clone, Copy)]
pub struct Habits {
    pub stated: Stated,
    pub number: Number,
    pub contents: bool,
    /// Whether prose stands before the tables, too, and between them.
    pub prose: bool,
}

impl Habits {
    /// Habits by chance, among those of a pattern.
    pub fn choose(rng: &mut Rng, stated: &[Stated], numbers: &[Number]) -> Self {
        Self {
            stated: rng.pick(stated),
            number: rng.pick(numbers),
            contents: rng.chance(40),
            prose: rng.chance(50),
        }
    }
}

#[derive(Debug)]
pub struct Draft<'a> {
    pub rng: &'a mut Rng,
    pub books: Books,
    pub body: String,
    pub year: i64,
    pub is_final: bool,
    habits: Habits,
    tables: Vec<Table>,
}

impl<'a> Draft<'a> {
    /// Begins a disclosure in `unit`, with books in amounts that the unit can state.
    pub fn begin(rng: &'a mut Rng, unit: Unit, habits: Habits, is_final: bool) -> Self {
        let grain = match unit {
            Unit::Wan => 10_000,
            Unit::Yuan => rng.pick(&[1, 100]),
        };
        let books = Books::invent(rng, grain);
        let body = names::body(rng);
        let year = rng.between(2018, 2026);
        Self { rng, books, body, year, is_final, habits, tables: Vec::new() }
    }

    /// The next table.
    pub fn table(&mut self, table: Table) {
        self.tables.push(table);
    }

    /// A table without any amount: published empty, with a note.
    pub fn note_if_empty(&mut self, mut table: Table, empty: bool) {
        if empty {
            let note = ["注：本表无数据", "注：本单位无此项收支，故本表为空表。", "本表无数据。"];
            table.after.push((self.rng.pick(&note)).to_owned());
        }
        self.tables.push(table);
    }

    /// The disclosure under `title`, its tables under the heading `part`.
    pub fn finish(mut self, title: &str, part: &str) -> Disclosure {
        let tables = std::mem::take(&mut self.tables);
        let tables: Vec<_> =
            tables.into_iter().enumerate().map(|(at, table)| self.caption(at, table)).collect();
        let mut parts = vec![Part::Line(title.to_owned())];
        if self.habits.contents {
            self.contents(&mut parts, part, &tables);
        }
        if self.habits.prose {
            parts.push(Part::Line(format!("第一部分 {}概况", self.body)));
            self.prose(&mut parts, 2);
        }
        parts.push(Part::Line(format!("第二部分 {part}")));
        for table in tables {
            parts.push(Part::Table(table));
            if self.habits.prose && self.rng.chance(15) {
                self.prose(&mut parts, 1);
            }
        }
        parts.push(Part::Line("第三部分 情况说明".to_owned()));
        self.prose(&mut parts, 3);
        let Self { year, is_final, .. } = self;
        Disclosure { year, is_final, parts }
    }

    fn contents(&self, parts: &mut Vec<Part>, part: &str, tables: &[Table]) {
        let mut line = |text: String| parts.push(Part::Line(text));
        line("目录".to_owned());
        line(format!("第一部分 {}概况", self.body));
        line(format!("第二部分 {part}"));
        for (at, table) in tables.iter().enumerate() {
            line(format!("{}、{}", numeral(at + 1), table.title));
        }
        line("第三部分 情况说明".to_owned());
    }

    fn prose(&mut self, parts: &mut Vec<Part>, sentences: usize) {
        for at in 1..=sentences {
            let amount = self.books.sum(|item| item.from(at % 3));
            let hundredths = Unit::Wan.hundredths(amount);
            let said = format!("{}.{:02}万元", hundredths / 100, hundredths % 100);
            let sentence = names::sentence(self.rng, &self.body, self.year, &said);
            parts.push(Part::Line(format!("{}、{sentence}", numeral(at))));
        }
    }

    /// Puts number, title, body and unit about a table.
    fn caption(&self, at: usize, mut table: Table) -> Table {
        let unit = table.unit.name();
        let (number, mut title) = self.numbered(at, &table.title);
        let mut lines = Vec::new();
        match self.habits.stated {
            Stated::Line => lines.push(format!("单位：{unit}")),
            Stated::WithBody => lines.push(format!("编制单位：{}    单位：{unit}", self.body)),
            Stated::OnTitle => title.push_str(&format!("（单位：{unit}）")),
            Stated::Under => table.after.insert(0, format!("单位：{unit}")),
            Stated::Bare => lines.push(unit.to_owned()),
            Stated::Once if at == 0 => lines.push(format!("单位：{unit}")),
            Stated::Once => {}
        }
        table.before = number.into_iter().chain([title]).chain(lines).collect();
        table
    }

    fn numbered(&self, at: usize, title: &str) -> (Option<String>, String) {
        let count = at + 1;
        match self.habits.number {
            Number::No => (None, title.to_owned()),
            Number::Public => (Some(format!("公开{count:02}表")), title.to_owned()),
            Number::Budget => (Some(format!("预算公开表{count}")), title.to_owned()),
            Number::Annex => (None, format!("附表{count} {title}")),
            Number::Counted => (None, format!("{}、{title}", numeral(count))),
        }
    }
}
