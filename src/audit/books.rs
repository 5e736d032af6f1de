//! The tables of a disclosure, opened for checking: cells by their keys.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::catalogue::schema::CellSpec;
use crate::model::{Block, Cell, Column, ColumnRole, Entry, Linked, Operand, Place, Row, Table, Value};
use crate::money::Unit;
use crate::source::Line;

/// A disclosure with its tables indexed.
pub struct Books<'a> {
    pub tables: Vec<Ledger<'a>>,
    by_id: HashMap<&'a str, usize>,
}

/// One table with its rows and columns by key.
pub struct Ledger<'a> {
    pub index: usize,
    pub table: &'a Table,
    rows: HashMap<&'a str, (usize, usize)>,
    columns: HashMap<(usize, &'a str), usize>,
}

/// One cell of an entry.
#[derive(Clone, Copy)]
pub struct Spot<'a> {
    pub index: usize,
    pub table: &'a Table,
    pub row: &'a Row,
    pub entry: &'a Entry,
    pub column: &'a Column,
    pub cell: &'a Cell,
    /// The line of the cell.
    pub line: Line,
}

impl<'a> Books<'a> {
    /// Indexes the tables that the catalogue knows.
    pub fn new(linked: &'a Linked) -> Self {
        let tables = linked.disclosure.tables.iter().enumerate();
        let tables: Vec<Ledger> = tables.map(|(index, table)| Ledger::new(index, table)).collect();
        let by_id = tables.iter().map(|ledger| (ledger.table.id.as_str(), ledger.index)).collect();
        Self { tables, by_id }
    }

    /// A table by its id.
    pub fn ledger(&self, id: &str) -> Option<&Ledger<'a>> {
        self.tables.get(*self.by_id.get(id)?)
    }

    /// Whether all money of the year is general public budget, as 收支总表 shows:
    /// then no two tables can differ by their sources of money.
    pub fn has_one_source(&self) -> bool {
        let amount =
            |row, column| Some(self.ledger("balance")?.spot(row, column)?.cell.amount()?.normalize());
        let only = amount("general-public-budget", "amount").filter(|amount| !amount.is_zero());
        let total = amount("income-total", "amount").or(amount("income-current", "amount"));
        let spent = amount("expenditure-total", "total").or(amount("expenditure-current", "total"));
        only.is_some() && only == total && only == spent
    }

    /// The cell that a catalogue entry names, seen from the table `own`.
    pub fn spot(&self, own: &str, spec: &CellSpec) -> Option<Spot<'a>> {
        self.ledger(spec.table.as_deref().unwrap_or(own))?.spot(&spec.row, &spec.column)
    }
}

impl<'a> Ledger<'a> {
    fn new(index: usize, table: &'a Table) -> Self {
        let mut rows = HashMap::new();
        for (at, row) in table.rows.iter().enumerate() {
            for (block, entry) in row.entries.iter().enumerate() {
                if let Some(entry) = entry {
                    rows.insert(entry.key.as_str(), (at, block));
                }
            }
        }
        let columns = table.columns.iter().enumerate();
        let columns = columns.map(|(at, column)| ((column.block, column.key.as_str()), at)).collect();
        Self { index, table, rows, columns }
    }

    /// The cell at a row key and a column key.
    pub fn spot(&self, row: &str, column: &str) -> Option<Spot<'a>> {
        let (at, block) = *self.rows.get(row)?;
        self.spot_at(at, block, column)
    }

    /// The cell of a row's block at a column key.
    pub fn spot_at(&self, at: usize, block: usize, column: &str) -> Option<Spot<'a>> {
        let row = self.table.rows.get(at)?;
        let entry = row.entries.get(block)?.as_ref()?;
        let at = *self.columns.get(&(block, column))?;
        let (column, cell) = (&self.table.columns[at], row.cells.get(at)?);
        Some(Spot { index: self.index, table: self.table, row, entry, column, cell, line: row.line_of(at) })
    }

    /// The cell that counts for a row's block at a column key: its own, or, where
    /// one printed amount stands for two blocks, the neighbour's.
    pub fn shared_spot(&self, at: usize, block: usize, column: &str) -> Option<Spot<'a>> {
        let own = self.spot_at(at, block, column);
        if !self.lends(at, block) {
            return own;
        }
        let (mine, next) = (self.amount_columns(block), self.amount_columns(block + 1));
        match (mine.as_slice(), next.as_slice()) {
            ([_], [other]) => self.spot_at(at, block + 1, other),
            _ => own,
        }
    }

    /// The keys of a block's amount columns.
    pub fn amount_columns(&self, block: usize) -> Vec<&'a str> {
        let columns = self.table.columns.iter().filter(|column| column.block == block);
        columns.filter(|column| column.role == ColumnRole::Amount).map(|column| column.key.as_str()).collect()
    }

    /// Whether a row's block prints a label whose amount stands in the next block:
    /// that one has no label of its own there.
    pub fn lends(&self, at: usize, block: usize) -> bool {
        let row = &self.table.rows[at];
        let of = |block: usize| Some((self.table.blocks.get(block)?, row.entries.get(block)?.as_ref()?));
        let (Some((own, lender)), Some((next, borrower))) = (of(block), of(block + 1)) else { return false };
        let blank = |block: &Block, amounts: bool| {
            let mut columns = block.columns.clone();
            columns.all(|at| {
                (self.table.columns[at].role == ColumnRole::Amount) != amounts || row.cells[at].is_blank()
            })
        };
        lender.printed == borrower.printed && blank(own, true) && blank(next, false)
    }
}

impl Spot<'_> {
    /// The amount that the cell counts as in a sum: a blank or nil one counts as
    /// nothing; `None` where it cannot be told.
    pub fn counts(&self) -> Option<Decimal> {
        match self.cell.value {
            Value::Amount(amount) => Some(amount),
            Value::Blank if self.row.lost_blanks() => None,
            Value::Blank | Value::Nil => Some(Decimal::ZERO),
            Value::Text | Value::Unreadable => None,
        }
    }

    /// Whether anything is printed in the cell.
    pub fn is_filled(&self) -> bool {
        !matches!(self.cell.value, Value::Blank | Value::Nil)
    }

    /// The cell's unit: its column's, where that states one, else the table's.
    pub fn unit(&self) -> Option<Unit> {
        self.column.unit.or(self.table.unit)
    }

    /// The cell as an operand of a check.
    pub fn operand(&self) -> Operand {
        let column = self.column.label();
        let label = if column.is_empty() {
            self.entry.label.clone()
        } else {
            format!("{} · {column}", self.entry.label)
        };
        Operand { label, amount: self.cell.amount(), place: self.place(), line: self.line }
    }

    fn place(&self) -> Place {
        let (row, column) = (self.entry.key.clone(), self.column.key.clone());
        Place::Cell { table: self.index, row, column }
    }
}
