//! The figures that a chart of the catalogue names, as one disclosure has them.

use rust_decimal::Decimal;

use crate::address;
use crate::catalogue::schema::{CellSpec, ChartSpec, MeasureSpec};
use crate::keys::RowKey;
use crate::measures::{self, Figures, Measure};
use crate::model::{CellRef, Disclosure, Row, Value};
use crate::money::Money;

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
        return rows(disclosure, at, key, spec);
    }
    if !spec.columns.is_empty() {
        let parts = columns(disclosure, at, &spec.columns);
        return parts
            .into_iter()
            .flat_map(|(key, part)| split(disclosure, figures, spec, key, part))
            .collect();
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

/// One part a row: the rows of the highest level there is, or those that have none below
/// them, without totals, of one block or of all.
fn rows<'a>(disclosure: &'a Disclosure, at: usize, key: &str, spec: &ChartSpec) -> Vec<Slice<'a>> {
    let block = spec.block.as_deref();
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
    let below = |at: usize| found.get(at + 1).is_some_and(|next| next.entry.level > found[at].entry.level);
    let is_part = |at: usize| match spec.lowest {
        true => !below(at),
        false => Some(found[at].entry.level) == highest,
    };
    let parts: Vec<usize> = (0..found.len()).filter(|at| is_part(*at)).collect();
    // Where no row has others below it, the lowest level is the highest.
    let same = spec.lowest && parts.len() == found.len();
    let of_row = |at: &usize| of_cell(disclosure, found[*at], label(&found, &parts, *at));
    if same { Vec::new() } else { parts.iter().map(of_row).collect() }
}

/// The name of a row; where other parts bear the same, after that of the row above it.
fn label(found: &[CellRef], parts: &[usize], at: usize) -> String {
    let entry = found[at].entry;
    let alike = parts.iter().filter(|other| found[**other].entry.label == entry.label).count();
    let above = found[..at].iter().rev().find(|one| one.entry.level < entry.level).filter(|_| alike > 1);
    above.map_or_else(|| entry.label.clone(), |above| format!("{} · {}", above.entry.label, entry.label))
}

/// A column's part as the measures that it is split into, where these are certain, in its
/// unit, and make it up; else as it is.
fn split<'a>(
    disclosure: &'a Disclosure,
    figures: &Figures<'a>,
    spec: &ChartSpec,
    key: &str,
    part: Slice<'a>,
) -> Vec<Slice<'a>> {
    let own = part.measure.sure_money();
    let found = |key: &String| figures.measures.iter().find(|(measure, _)| &measure.key == key);
    let measures = spec.split.get(key).and_then(|keys| keys.iter().map(found).collect::<Option<Vec<_>>>());
    let Some((whole, measures)) = own.zip(measures) else { return vec![part] };
    let amounts: Option<Vec<Money>> = measures.iter().map(|(_, found)| found.sure_money()).collect();
    let alike = |amounts: &Vec<Money>| amounts.iter().all(|amount| amount.unit == whole.unit);
    if !amounts.filter(alike).is_some_and(|parts| Money::make_up(&parts, whole)) {
        return vec![part];
    }
    measures.into_iter().map(|(spec, found)| of_measure(disclosure, spec, *found)).collect()
}

/// One part a column by its key, in the row of the total or the only row with an amount.
fn columns<'a, 's>(disclosure: &'a Disclosure, at: usize, keys: &'s [String]) -> Vec<(&'s str, Slice<'a>)> {
    let id = &disclosure.tables[at].id;
    let part = |key: &'s String| {
        let cell = |row: &str| CellSpec { table: Some(id.clone()), row: row.to_owned(), column: key.clone() };
        let found = measures::first_of(disclosure, &[cell(RowKey::TOTAL.as_str()), cell("*")])?;
        Some((key.as_str(), of_cell(disclosure, found, found.column.label().to_owned())))
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
