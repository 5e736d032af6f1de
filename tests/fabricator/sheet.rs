//! Tables as printed: cells of text that may cover others, each amount marked so
//! that its line is found again whatever happens to the text on the way.

use super::truth::{Cell, Column, Disclosure, Figure, Key, Part, Table};

/// A place in a grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    Text(String),
    /// Covered by the cell to the left.
    Left,
    /// Covered by the cell above.
    Up,
}

impl Slot {
    /// The text printed here; none where another cell covers it.
    pub fn text(&self) -> &str {
        match self {
            Slot::Text(text) => text,
            Slot::Left | Slot::Up => "",
        }
    }
}

/// A grid as printed. Every row is as wide as the first.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub rows: Vec<Vec<Slot>>,
    /// How many rows are headings.
    pub head: usize,
}

impl Sheet {
    /// How many columns and rows the text at a place covers, itself included.
    pub fn span(&self, at: usize, column: usize) -> (usize, usize) {
        let across = self.rows[at][column + 1..].iter().take_while(|slot| **slot == Slot::Left).count();
        let below = self.rows[at + 1..].iter().take_while(|row| row.get(column) == Some(&Slot::Up)).count();
        (across + 1, below + 1)
    }

    /// The text that covers a place: its own, or that of the cell to the left or above.
    pub fn covering(&self, at: usize, column: usize) -> &str {
        match &self.rows[at][column] {
            Slot::Text(text) => text,
            Slot::Left if column > 0 => self.covering(at, column - 1),
            Slot::Up if at > 0 => self.covering(at - 1, column),
            Slot::Left | Slot::Up => "",
        }
    }

    /// How many columns there are.
    pub fn width(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }
}

/// A table as printed.
#[derive(Debug, Clone)]
pub struct Printed {
    /// Its number, title, body and unit, in the order of its pattern.
    pub before: Vec<String>,
    /// Where the title stands in `before`.
    pub title: usize,
    pub sheet: Sheet,
    pub after: Vec<String>,
    /// Whether it goes on from the page before.
    pub continued: bool,
}

/// A thing of a page.
#[derive(Debug, Clone)]
pub enum Block {
    Line(String),
    Table(Printed),
}

/// How amounts are printed.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub commas: bool,
    /// What stands for nil: nothing, `0.00`, `—`.
    pub nil: &'static str,
}

/// Prints amounts and remembers them.
#[derive(Debug)]
pub struct Ink {
    pub style: Style,
    pub figures: Vec<Figure>,
}

/// The first of the characters that mark amounts, of a plane for private use.
const FIRST_MARK: u32 = 0xF_0000;

/// Which figure a character marks.
pub fn mark(c: char) -> Option<usize> {
    (c as u32).checked_sub(FIRST_MARK).map(|at| at as usize)
}

impl Ink {
    pub fn new(style: Style) -> Self {
        Self { style, figures: Vec::new() }
    }

    /// The disclosure as blocks.
    pub fn print(&mut self, disclosure: &Disclosure) -> Vec<Block> {
        let mut blocks = Vec::new();
        for part in &disclosure.parts {
            match part {
                Part::Line(text) => blocks.push(Block::Line(text.clone())),
                Part::Table(table) => blocks.push(Block::Table(self.table(table))),
            }
        }
        blocks
    }

    fn table(&mut self, table: &Table) -> Printed {
        let titled = |line: &String| line.contains(&table.title);
        let title = table.before.iter().position(titled).unwrap_or(0);
        let (before, after) = (table.before.clone(), table.after.clone());
        Printed { before, title, sheet: self.sheet(table), after, continued: false }
    }

    fn sheet(&mut self, table: &Table) -> Sheet {
        let mut rows = heading_rows(&table.columns);
        let head = rows.len();
        for row in &table.rows {
            let cells = row.iter().zip(&table.columns);
            rows.push(cells.map(|(cell, column)| Slot::Text(self.cell(table, column, cell))).collect());
        }
        Sheet { rows, head }
    }

    fn cell(&mut self, table: &Table, column: &Column, cell: &Cell) -> String {
        match cell {
            Cell::Blank => String::new(),
            Cell::Words(text) => text.clone(),
            Cell::Amount(fen, key) => self.amount(table, column, table.unit.hundredths(*fen), key),
        }
    }

    fn amount(&mut self, table: &Table, column: &Column, amount: i64, key: &Key) -> String {
        if amount == 0 && self.style.nil != "0.00" {
            return self.style.nil.to_owned();
        }
        let printed = print(amount, self.style.commas);
        let mark = char::from_u32(FIRST_MARK + self.figures.len() as u32).unwrap_or(' ');
        let (path, row, unit) = (column.path.clone(), key.clone(), table.unit);
        self.figures.push(Figure {
            amount,
            printed: printed.clone(),
            table: table.id,
            row,
            path,
            unit,
            line: 0,
        });
        format!("{mark}{printed}")
    }
}

/// `1,234.50`
fn print(hundredths: i64, commas: bool) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, rest) = (hundredths.abs() / 100, hundredths.abs() % 100);
    let digits = whole.to_string();
    let comma = |at: usize| commas && at > 0 && (digits.len() - at).is_multiple_of(3);
    let grouped: String = digits
        .char_indices()
        .flat_map(|(at, digit)| comma(at).then_some(',').into_iter().chain([digit]))
        .collect();
    format!("{sign}{grouped}.{rest:02}")
}

/// Headings: each over all columns that share it, down to the next heading.
fn heading_rows(columns: &[Column]) -> Vec<Vec<Slot>> {
    let depth = columns.iter().map(|column| column.path.len()).max().unwrap_or(1);
    (0..depth).map(|level| (0..columns.len()).map(|at| heading(columns, at, level)).collect()).collect()
}

fn heading(columns: &[Column], at: usize, level: usize) -> Slot {
    let path = &columns[at].path;
    if level >= path.len() {
        return Slot::Up;
    }
    let shared = |before: &Column| before.path.get(..=level) == Some(&path[..=level]);
    if path.len() > 1 && at > 0 && shared(&columns[at - 1]) && level + 1 < path.len() {
        return Slot::Left;
    }
    Slot::Text(path[level].clone())
}

/// Takes the marks out of `text` and tells each figure its line.
pub fn locate(text: &str, figures: &mut [Figure]) -> String {
    let mut line = 1;
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match mark(c).filter(|at| *at < figures.len()) {
            Some(at) => figures[at].line = line,
            None => plain.push(c),
        }
        line += usize::from(c == '\n');
    }
    plain
}
