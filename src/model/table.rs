//! A statutory table as published: header spans, columns with stable keys, rows
//! whose entries have stable keys.
//!
//! A table may hold several blocks side by side (收入 beside 支出); each block
//! has its own label column, so one printed row may hold one entry a block.

use std::ops::Range;

use crate::catalogue::base_id;
use crate::catalogue::schema::ColumnRole;
use crate::keys::{ColumnKey, RowKey, TableKey};
use crate::model::{Cell, CellRef, Confidence, Doubt};
use crate::money::Unit;
use crate::source::Line;

/// Whose amounts a column holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ColumnPeriod {
    /// The disclosure's own year and kind.
    #[default]
    Own,
    /// Another year: `上年执行数`, `比2022年增减`.
    OtherYear,
    /// The budget in final accounts, or the other way round.
    OtherKind,
}

/// One column, under its whole path of headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Stable ASCII key, unique within its block: `total`, `basic`.
    pub key: String,
    /// Whether the key says what its headings mean; one that is unknown is keyed by
    /// their words.
    pub known: bool,
    /// Headings from the outermost to this column's own, without repeats.
    pub path: Vec<String>,
    pub role: ColumnRole,
    /// Index of the block it belongs to.
    pub block: usize,
    /// The unit that its own headings state: `金额（万元）`.
    pub unit: Option<Unit>,
    pub period: ColumnPeriod,
    pub confidence: Confidence,
}

impl Column {
    /// Whether a catalogue's key is the column's: of those that share it the later ones
    /// are numbered (`total-2`).
    pub fn is(&self, key: impl AsRef<str>) -> bool {
        base_id(&self.key) == key.as_ref() || self.key == key.as_ref()
    }

    /// Whether it is of the money or the change that a key names, alone or with more
    /// meaning after it: `carried`, `carried-general-public`.
    pub fn is_of(&self, key: ColumnKey) -> bool {
        key.covers(&self.key)
    }

    /// The column's own heading.
    pub fn label(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }
}

/// A group of columns with a label column of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// `income`, `expenditure`, or [`Block::ALONE`].
    pub key: String,
    pub columns: Range<usize>,
    /// The column that names the row, within `columns`; the first one, of amounts,
    /// where none does (三公 in one wide row).
    pub label: usize,
    /// Columns that hold the code, in order; several where it is split.
    pub codes: Vec<usize>,
}

impl Block {
    /// The key of the only block of a table.
    pub const ALONE: &str = "main";
}

/// One heading, with the columns and header rows it spans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderCell {
    pub text: String,
    pub column: usize,
    pub colspan: usize,
    pub rowspan: usize,
    pub line: Line,
}

/// What one block of a printed row stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Stable ASCII key, unique within the table: an account code, a catalogue
    /// key, a project's slug.
    pub key: String,
    /// The label as published, without its numbering (`四、`).
    pub label: String,
    /// The label exactly as printed.
    pub printed: String,
    /// The account code as published or as the catalogue gives it for the name.
    pub code: Option<String>,
    /// Depth in the table's hierarchy: 0 for totals and classes.
    pub level: u8,
    /// Whether this is a total of other rows.
    pub total: bool,
}

impl Entry {
    /// The catalogue's key of the row, whichever of those that share it.
    pub fn base(&self) -> &str {
        base_id(&self.key)
    }

    /// Whether it is a row of this key, whichever of those that share it.
    pub fn is(&self, key: RowKey) -> bool {
        self.base() == key
    }
}

/// One printed row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line of its first cell.
    pub line: Line,
    /// One a column.
    pub cells: Vec<Cell>,
    /// The line of each cell, where they stand on several (HTML); else empty.
    pub lines: Vec<Line>,
    /// One a block; `None` where the block has ended or not begun in this row.
    pub entries: Vec<Option<Entry>>,
    pub confidence: Confidence,
    /// Whether the row holds column numbers (1 2 3 …) and nothing else.
    pub numbering: bool,
}

impl Row {
    /// Whether blank cells were lost, so that an amount may stand in a column that
    /// is blank here.
    pub fn lost_blanks(&self) -> bool {
        self.confidence.doubt() == Some(Doubt::LostBlanks)
    }

    /// Whether a blank cell of the row may be one that a parser lost.
    pub fn may_lack_cells(&self) -> bool {
        matches!(self.confidence.doubt(), Some(Doubt::LostBlanks | Doubt::RaggedRow))
    }

    /// Doubts the cells of some columns that are not in doubt already.
    pub fn doubt(&mut self, columns: Range<usize>, doubt: Doubt) {
        for cell in &mut self.cells[columns] {
            cell.confidence = cell.confidence.and(doubt.into());
        }
    }

    /// The line of the cell in column `at`.
    pub fn line_of(&self, at: usize) -> Line {
        self.lines.get(at).copied().unwrap_or(self.line)
    }

    /// The line of the cell in column `at`, where it is not the row's.
    pub fn own_line(&self, at: usize) -> Option<Line> {
        self.lines.get(at).copied().filter(|line| *line != self.line)
    }
}

/// One statutory table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its place among the tables of its disclosure, from 0; set when all are read.
    pub index: usize,
    /// Catalogue id, or `table-<n>`.
    pub id: String,
    /// Whether the catalogue knows it.
    pub known: bool,
    /// The title as published, without markup.
    pub title: String,
    pub title_line: Option<Line>,
    /// The printed number, as in `预算公开表1`.
    pub number: Option<String>,
    /// The body's name, where the caption states one.
    pub body: Option<String>,
    pub unit: Option<Unit>,
    pub columns: Vec<Column>,
    pub blocks: Vec<Block>,
    pub header: Vec<Vec<HeaderCell>>,
    pub rows: Vec<Row>,
    /// Notes under the table, as published, with their lines.
    pub notes: Vec<(String, Line)>,
    /// First and last line, caption and notes included.
    pub lines: (Line, Line),
    /// Whether it is surely this table; what its columns, rows and cells are is
    /// said of each of them.
    pub confidence: Confidence,
}

impl Table {
    /// The catalogue's key of the table, whichever of its kind it is: `expenditure` of
    /// `expenditure-2`.
    pub fn key(&self) -> &str {
        base_id(&self.id)
    }

    /// Whether it is a table of this key, whichever of its kind.
    pub fn is(&self, key: TableKey) -> bool {
        self.known && self.key() == key
    }

    /// Every amount of the table, row by row, left to right.
    pub fn figures(&self) -> impl Iterator<Item = CellRef<'_>> {
        self.rows.iter().flat_map(move |row| self.figures_of(row))
    }

    /// The amounts of one row, left to right.
    pub fn figures_of<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = CellRef<'a>> {
        row.cells.iter().zip(&self.columns).enumerate().filter_map(move |(at, (cell, column))| {
            let entry = row.entries.get(column.block)?.as_ref()?;
            cell.amount().filter(|_| column.role == ColumnRole::Amount)?;
            Some(CellRef { table: self, row, entry, column, cell, line: row.line_of(at) })
        })
    }

    /// How sure it is that a cell's amount belongs where it stands, in its unit:
    /// the narrowest doubt comes first. Of a corrected cell nothing but its unit is open.
    pub fn confidence_of(&self, row: &Row, column: &Column, cell: &Cell) -> Confidence {
        let unstated = cell.own_unit().or(column.unit).or(self.unit).is_none().then_some(Doubt::NoUnit);
        if cell.correction.is_some() {
            return unstated.into();
        }
        let place = cell.confidence.and(row.confidence).and(column.confidence).and(self.confidence);
        place.and(unstated.into())
    }

    /// The cell at a row key and a column key.
    pub fn cell(&self, row: &str, column: &str) -> Option<&Cell> {
        self.rows.iter().find_map(|printed| {
            let own = |entry: &Option<Entry>| entry.as_ref().is_some_and(|entry| entry.key == row);
            let block = printed.entries.iter().position(own)?;
            let column = self.columns.iter().position(|c| c.block == block && c.key == column)?;
            printed.cells.get(column)
        })
    }

    /// The total of a row of projects: what is printed under 合计, or, where the
    /// table has no such column, the row's only amount. `None` where neither is
    /// there: of several sources of money no one is the total.
    pub fn line_total<'a>(&'a self, row: &'a Row) -> Option<CellRef<'a>> {
        let mut figures = self.figures_of(row);
        if self.columns.iter().any(|column| column.key == ColumnKey::TOTAL) {
            return figures.find(|figure| figure.column.key == ColumnKey::TOTAL);
        }
        figures.next().filter(|_| figures.next().is_none())
    }

    /// Why a row of projects may be misread: its total, or, where it has none, any of
    /// its amounts, else the row or its table.
    pub fn line_doubt(&self, row: &Row) -> Option<Doubt> {
        let total = self.line_total(row).map(|total| total.confidence());
        let any = || self.figures_of(row).find_map(|figure| figure.confidence().doubt());
        match total {
            Some(total) => total.doubt(),
            None => any().or_else(|| row.confidence.and(self.confidence).doubt()),
        }
    }

    /// The figure at a row key and a column key.
    pub fn figure(&self, row: &str, column: &str) -> Option<CellRef<'_>> {
        self.figures().find(|figure| figure.entry.key == row && figure.column.key == column)
    }

    /// Whether one of the rows has an amount.
    pub fn lists_any(&self, rows: &[String]) -> bool {
        !rows.is_empty() && self.figures().any(|figure| rows.contains(&figure.entry.key))
    }

    /// Whether the table was published without any amount, though it has columns
    /// for amounts.
    pub fn is_empty(&self) -> bool {
        let counts = self.columns.iter().any(|column| column.role == ColumnRole::Amount);
        counts && self.figures().next().is_none()
    }
}

#[cfg(test)]
mod tests {
    use crate::keys::{ColumnKey, RowKey, TableKey};
    use crate::model::{ColumnRole, fixture};

    #[test]
    fn the_second_of_a_kind_is_of_the_same_key() {
        let mut table = fixture::linked().disclosure.tables.remove(0);
        assert!(table.is(TableKey::BALANCE));
        table.id = "balance-2".to_owned();
        assert!(table.is(TableKey::BALANCE) && !table.is(TableKey::INCOME));
        table.known = false;
        assert!(!table.is(TableKey::BALANCE), "an unknown table is of no kind");
        let column = |key: &str| fixture::column(key, &[], ColumnRole::Amount, 0);
        assert!(column("total-2").is(ColumnKey::TOTAL) && !column("total-previous").is(ColumnKey::TOTAL));
        assert!(
            column("carried-in").is_of(ColumnKey::CARRIED) && !column("carrieds").is_of(ColumnKey::CARRIED)
        );
        let mut row = fixture::linked().disclosure.tables.remove(0).rows.remove(0);
        let entry = row.entries.iter_mut().flatten().next().unwrap();
        entry.key = "total-3".to_owned();
        assert!(entry.is(RowKey::TOTAL) && !entry.is(RowKey::INCOME_TOTAL));
    }
}
