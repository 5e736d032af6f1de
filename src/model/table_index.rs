//! The tables of a disclosure by their ids, their cells by row and column keys.

use std::collections::HashMap;

use crate::catalogue::Catalogue;
use crate::catalogue::schema::TableSpec;
use crate::model::{Block, CellRef, ColumnRole, Disclosure, Table};

/// A disclosure with its tables indexed.
#[derive(Debug)]
pub struct TableIndex<'a> {
    pub catalogue: &'a Catalogue,
    /// In the order of the disclosure.
    pub all: Vec<IndexedTable<'a>>,
    by_id: HashMap<&'a str, usize>,
}

/// One table with its rows and columns by key.
#[derive(Debug)]
pub struct IndexedTable<'a> {
    pub table: &'a Table,
    pub catalogue: &'a Catalogue,
    rows: HashMap<&'a str, (usize, usize)>,
    columns: HashMap<(usize, &'a str), usize>,
}

impl<'a> TableIndex<'a> {
    /// Indexes the tables.
    pub fn new(disclosure: &'a Disclosure, catalogue: &'a Catalogue) -> Self {
        let all: Vec<IndexedTable> =
            disclosure.tables.iter().map(|table| IndexedTable::new(table, catalogue)).collect();
        let by_id = all.iter().enumerate().map(|(at, own)| (own.table.id.as_str(), at)).collect();
        Self { catalogue, all, by_id }
    }

    /// A table by its id.
    pub fn table(&self, id: impl AsRef<str>) -> Option<&IndexedTable<'a>> {
        self.all.get(*self.by_id.get(id.as_ref())?)
    }
}

impl<'a> IndexedTable<'a> {
    fn new(table: &'a Table, catalogue: &'a Catalogue) -> Self {
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
        Self { table, catalogue, rows, columns }
    }

    /// What the catalogue knows of the table.
    pub fn spec(&self) -> Option<&'a TableSpec> {
        self.catalogue.published(&self.table.id)
    }

    /// The cell at a row key and a column key.
    pub fn cell(&self, row: impl AsRef<str>, column: impl AsRef<str>) -> Option<CellRef<'a>> {
        let (at, block) = *self.rows.get(row.as_ref())?;
        self.cell_at(at, block, column.as_ref())
    }

    /// The cell of a row's block at a column key.
    pub fn cell_at(&self, at: usize, block: usize, column: &str) -> Option<CellRef<'a>> {
        let row = self.table.rows.get(at)?;
        let entry = row.entries.get(block)?.as_ref()?;
        let at = *self.columns.get(&(block, column))?;
        let (column, cell) = (&self.table.columns[at], row.cells.get(at)?);
        Some(CellRef { table: self.table, row, entry, column, cell, line: row.line_of(at) })
    }

    /// The cell that counts for a row's block at a column key: its own, or, where
    /// one printed amount stands for two blocks, the neighbour's.
    pub fn shared_cell(&self, at: usize, block: usize, column: &str) -> Option<CellRef<'a>> {
        let own = self.cell_at(at, block, column);
        if !self.lends(at, block) {
            return own;
        }
        let (mine, next) = (self.amount_columns(block), self.amount_columns(block + 1));
        match (mine.as_slice(), next.as_slice()) {
            ([_], [other]) => self.cell_at(at, block + 1, other),
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
