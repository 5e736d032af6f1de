//! The figures that a chart of the catalogue names, as one disclosure has them.

use rust_decimal::Decimal;

use crate::address;
use crate::catalogue::schema::{CellSpec, ChartSpec, MeasureSpec};
use crate::keys::RowKey;
use crate::measures::{self, Figures, Measure};
use crate::model::{CellRef, Disclosure, Row, Value};

/// One part of a whole, or the whole itself: a name and the measure that is drawn.
#[derive(Debug, Clone)]
pub(super) struct Slice<'a> {
    /// The name of its row or column as published.
    pub label: String,
    pub measure: Measure<'a>,
    /// The address of its cell.
    pub path: String,
}

impl Slice<'_> {
    /// The amount that is drawn.
    pub fn amount(&self) -> Option<Decimal> {
        self.measure.amount()
    }

    /// What to say where there is no amount to draw.
    pub fn silence(&self) -> Option<&'static str> {
        match self.measure.cell.cell.value {
            _ if self.amount().is_some() => None,
            Value::Blank => Some("公布为空"),
            Value::Nil => Some("列明为无"),
            Value::Text | Value::Unreadable | Value::Amount(_) => Some("本站未读出"),
        }
    }
}

/// The parts of a chart, in the table's order; those published blank are among
/// them.
pub(super) fn parts<'a>(
    disclosure: &'a Disclosure,
    figures: &Figures<'a>,
    at: usize,
    spec: &ChartSpec,
) -> Vec<Slice<'a>> {
    if let Some(key) = &spec.rows {
        return rows(disclosure, at, key, spec.block.as_deref());
    }
    if !spec.columns.is_empty() {
        return columns(disclosure, at, &spec.columns);
    }
    let named = |key: &String| figures.measures.iter().find(|(measure, _)| &measure.key == key);
    let found = spec.measures.iter().filter_map(named);
    found.map(|(measure, found)| of_measure(disclosure, measure, *found)).collect()
}

/// The published whole that the parts are of.
pub(super) fn whole<'a>(
    disclosure: &'a Disclosure,
    figures: &Figures<'a>,
    spec: &ChartSpec,
) -> Option<Slice<'a>> {
    let of_measures = || {
        let all = figures.measures.iter();
        let mut wholes =
            all.filter(|(measure, _)| !measure.parts.is_empty() && measure.parts == spec.measures);
        // What the site added up is no published whole.
        wholes.next().filter(|(_, found)| found.sum.is_none()).map(|(_, found)| found.cell)
    };
    let found = measures::first_of(disclosure, &spec.whole).or_else(of_measures)?;
    Some(of_cell(disclosure, found, found.entry.label.clone()))
}

/// One part a row: the rows of the highest level there is, without totals, of
/// one block or of all.
fn rows<'a>(disclosure: &'a Disclosure, at: usize, key: &str, block: Option<&str>) -> Vec<Slice<'a>> {
    let table = &disclosure.tables[at];
    let mut found: Vec<CellRef> = Vec::new();
    for (number, own) in table.blocks.iter().enumerate() {
        let mut columns = measures::own_columns(table, key);
        let column = columns.find(|(_, column)| column.block == number);
        let Some((index, column)) = column.filter(|_| block.is_none_or(|key| own.key == key)) else {
            continue;
        };
        let of_row = |row: &'a Row| {
            let entry = row.entries.get(number)?.as_ref().filter(|entry| !entry.total && !row.numbering)?;
            let cell = row.cells.get(index)?;
            Some(CellRef { table, row, entry, column, cell, line: row.line_of(index) })
        };
        found.extend(table.rows.iter().filter_map(of_row));
    }
    let highest = found.iter().map(|cell| cell.entry.level).min();
    let at_top = found.into_iter().filter(|cell| Some(cell.entry.level) == highest);
    at_top.map(|cell| of_cell(disclosure, cell, cell.entry.label.clone())).collect()
}

/// One part a column, in the row of the total or the only row with an amount.
fn columns<'a>(disclosure: &'a Disclosure, at: usize, keys: &[String]) -> Vec<Slice<'a>> {
    let id = &disclosure.tables[at].id;
    let part = |key: &String| {
        let cell = |row: &str| CellSpec { table: Some(id.clone()), row: row.to_owned(), column: key.clone() };
        let found = measures::first_of(disclosure, &[cell(RowKey::TOTAL.as_str()), cell("*")])?;
        Some(of_cell(disclosure, found, found.column.label().to_owned()))
    };
    keys.iter().filter_map(part).collect()
}

fn of_measure<'a>(disclosure: &Disclosure, spec: &MeasureSpec, found: Measure<'a>) -> Slice<'a> {
    let added = if found.sum.is_some() { "（本站相加）" } else { "" };
    Slice { measure: found, ..of_cell(disclosure, found.cell, format!("{}{added}", spec.label)) }
}

fn of_cell<'a>(disclosure: &Disclosure, cell: CellRef<'a>, label: String) -> Slice<'a> {
    let path = address::cell(&disclosure.id, &cell.table.id, &cell.entry.key, &cell.column.key);
    Slice { label, measure: Measure::of(cell), path }
}
