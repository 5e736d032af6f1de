//! What of a table may be misread, in plain words.

use std::collections::BTreeSet;

use crate::model::{Cell, Doubt, Row, Table};

/// How many rows, columns and cells of a table are in doubt, and why.
#[derive(Debug, Default)]
struct Doubts {
    rows: usize,
    columns: usize,
    cells: usize,
    reasons: BTreeSet<Doubt>,
}

impl Doubts {
    fn of(table: &Table) -> Self {
        let mut doubts = Self::default();
        let rows = || table.rows.iter().filter(|row| !row.numbering);
        let of_rows = rows().filter_map(|row| row.confidence.doubt());
        doubts.rows = doubts.take(of_rows);
        let of_columns = table.columns.iter().filter_map(|column| column.confidence.doubt());
        doubts.columns = doubts.take(of_columns);
        let of_cells = rows().flat_map(|row| row.cells.iter().filter_map(|cell| doubt_of_cell(row, cell)));
        doubts.cells = doubts.take(of_cells);
        doubts
    }

    fn take(&mut self, doubts: impl Iterator<Item = Doubt>) -> usize {
        doubts.map(|doubt| self.reasons.insert(doubt)).count()
    }

    /// `2 行、1 栏`
    fn places(&self) -> String {
        let counts = [(self.rows, "行"), (self.columns, "栏"), (self.cells, "格")];
        let told = counts.iter().filter(|(count, _)| *count > 0);
        told.map(|(count, what)| format!("{count} {what}")).collect::<Vec<_>>().join("、")
    }
}

/// The doubt of a cell that its row does not already say.
pub fn doubt_of_cell(row: &Row, cell: &Cell) -> Option<Doubt> {
    cell.confidence.doubt().filter(|doubt| row.confidence.doubt() != Some(*doubt))
}

/// Whether anything of a table is in doubt but its unit.
pub fn is_doubtful(table: &Table) -> bool {
    !table.confidence.is_sure() || !Doubts::of(table).reasons.is_empty()
}

/// What stands above a table of which something may be misread; nothing for one
/// that was read for certain.
pub fn doubt_notes(table: &Table) -> Vec<String> {
    let doubts = Doubts::of(table);
    let mut notes = Vec::new();
    notes
        .extend(table.confidence.doubt().map(|doubt| format!("本站可能没有读对这张表：{}。", doubt.words())));
    if !doubts.reasons.is_empty() {
        let why: Vec<&str> = doubts.reasons.iter().map(|doubt| doubt.words()).collect();
        notes.push(format!("标“存疑”的 {}，本站可能没有读对：{}。", doubts.places(), why.join("；")));
    }
    if table.figures().any(|figure| figure.unit().is_none()) {
        notes.push("本站没有读出金额的单位，不知道是元还是万元。".to_owned());
    }
    if !notes.is_empty() {
        notes.push(
            "存疑的数照公布的列出，不用来画图、比较，也不据此说哪里不符；引用前请对照原文。".to_owned(),
        );
    }
    notes
}
