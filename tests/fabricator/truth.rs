//! What an invented disclosure says: tables as values. Each amount knows its row;
//! its table, column and unit are those of the table it stands in.

/// The unit that a table's amounts are printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// 元
    Yuan,
    /// 万元
    Wan,
}

impl Unit {
    pub fn name(self) -> &'static str {
        match self {
            Unit::Yuan => "元",
            Unit::Wan => "万元",
        }
    }

    /// An amount of 分 in hundredths of the unit.
    pub fn hundredths(self, fen: i64) -> i64 {
        match self {
            Unit::Yuan => fen,
            Unit::Wan => fen / 10_000,
        }
    }
}

/// How the row of an amount is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// By the account code printed in it.
    Code(String),
    /// By its name, without numbering.
    Name(String),
    /// It is the only row.
    Only,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A whole account code.
    Code,
    /// One part of it: 0 for 类, 1 for 款, 2 for 项.
    Part(usize),
    /// The name of the row.
    Name,
    /// Other words.
    Words,
    Amount,
}

/// A column under its headings, from the outermost to its own.
#[derive(Debug, Clone)]
pub struct Column {
    pub path: Vec<String>,
    pub kind: Kind,
}

/// A column by its headings, with `/` between them.
pub fn column(kind: Kind, path: &str) -> Column {
    Column { path: path.split('/').map(str::to_owned).collect(), kind }
}

/// Columns of amounts.
pub fn amounts(paths: &[&str]) -> Vec<Column> {
    paths.iter().map(|path| column(Kind::Amount, path)).collect()
}

#[derive(Debug, Clone)]
pub enum Cell {
    Blank,
    Words(String),
    /// In 分; 0 is printed as nil.
    Amount(i64, Key),
}

impl Cell {
    pub fn words(text: impl Into<String>) -> Self {
        Cell::Words(text.into())
    }
}

/// A statutory table as a value.
#[derive(Debug, Clone)]
pub struct Table {
    /// The id it has on the site; empty where the program knows no such table and
    /// is to publish it as `table-<n>`.
    pub id: &'static str,
    pub title: String,
    pub unit: Unit,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// Lines above the grid: number, title, body, unit, in the order of its pattern.
    pub before: Vec<String>,
    /// Lines under it.
    pub after: Vec<String>,
}

/// What stands in a disclosure, one thing after another.
#[derive(Debug, Clone)]
pub enum Part {
    Line(String),
    Table(Table),
}

/// An invented disclosure.
#[derive(Debug, Clone)]
pub struct Disclosure {
    pub year: i64,
    /// Final accounts (决算), not a budget.
    pub is_final: bool,
    pub parts: Vec<Part>,
}

/// Where one amount belongs. `line` is known once the text is written.
#[derive(Debug, Clone)]
pub struct Figure {
    /// In hundredths of the unit.
    pub amount: i64,
    pub printed: String,
    pub table: &'static str,
    pub row: Key,
    pub path: Vec<String>,
    pub unit: Unit,
    pub line: usize,
}
