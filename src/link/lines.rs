//! The lines of the project tables.

use crate::catalogue::Catalogue;
use crate::catalogue::normal::{compact, without_code, years};
use crate::keys::{ColumnKey, TableKey};
use crate::link::name;
use crate::link::side::Side;
use crate::model::{ColumnRole, Disclosure, Row, Table};
use crate::money::Money;

/// One line of a project table.
pub struct ProjectLine {
    pub table: usize,
    pub row: usize,
    pub slug: String,
    pub label: String,
    pub amount: Option<Money>,
    /// The unit whose project it is, as its row says; else empty.
    unit: String,
    fiscal: Option<Money>,
    carried: Option<Money>,
    term: Vec<u16>,
    year: u16,
}

impl ProjectLine {
    /// What it says of its project; `owners` may stand before its name.
    pub fn side(&self, owners: &[String]) -> Side {
        let name = compact(&self.label);
        let core = name::without_owner(without_code(&name), owners);
        let core = name::without_owner(core, std::slice::from_ref(&self.unit)).to_owned();
        Side {
            core,
            name,
            amount: self.amount,
            unit: self.unit.clone(),
            fiscal: self.fiscal,
            carried: self.carried,
            term: self.term.clone(),
            year: Some(self.year),
        }
    }
}

/// The lines of all project tables, in their order; sums are none.
pub fn lines(disclosure: &Disclosure, catalogue: &Catalogue) -> Vec<ProjectLine> {
    let of_projects =
        |table: &Table| table.known && catalogue.published(&table.id).is_some_and(|spec| spec.projects);
    let tables = disclosure.tables.iter().enumerate().filter(|(_, table)| of_projects(table));
    let rows =
        tables.flat_map(|(at, table)| table.rows.iter().enumerate().map(move |(row, _)| (at, table, row)));
    rows.filter_map(|(at, table, row)| line(disclosure, (at, table), row)).collect()
}

fn line(disclosure: &Disclosure, (at, table): (usize, &Table), row: usize) -> Option<ProjectLine> {
    let own = &table.rows[row];
    let entry = own.entries.first().and_then(Option::as_ref)?;
    if entry.total || entry.label.is_empty() {
        return None;
    }
    let amount = table.line_total(own).and_then(|total| total.money());
    let carried =
        if table.id == TableKey::PROJECTS_CARRIED { amount } else { of(table, own, ColumnKey::CARRIED) };
    Some(ProjectLine {
        table: at,
        row,
        slug: entry.key.clone(),
        label: entry.printed.clone(),
        amount,
        unit: unit(table, own),
        fiscal: of(table, own, ColumnKey::GENERAL_PUBLIC_BUDGET),
        carried,
        term: term(table, own),
        year: disclosure.id.year,
    })
}

/// The unit that a row names beside its project.
fn unit(table: &Table, row: &Row) -> String {
    let column = table.columns.iter().position(|column| column.key == ColumnKey::UNIT);
    column.and_then(|at| row.cells.get(at)).map(|cell| compact(&cell.raw)).unwrap_or_default()
}

/// What of a row's money stands in a column.
fn of(table: &Table, row: &Row, key: ColumnKey) -> Option<Money> {
    table.figures_of(row).find(|figure| figure.column.key == key)?.money()
}

/// The years of a cell that says nothing but dates.
fn term(table: &Table, row: &Row) -> Vec<u16> {
    let dates = |text: &str| text.chars().all(|c| c.is_ascii_digit() || "年月日至到-—–~～./ ".contains(c));
    let cells = row.cells.iter().zip(&table.columns);
    let texts =
        cells.filter(|(_, column)| column.role == ColumnRole::Text).map(|(cell, _)| compact(&cell.raw));
    texts.filter(|text| dates(text)).flat_map(|text| years(&text)).collect()
}
