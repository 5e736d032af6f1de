//! Tables of the catalogue: their columns by headings, their rows by labels.

use super::normal::{compact, label, unnumbered, yearless};
use super::schema::{ColumnSpec, RowSpec, TableSpec};
use crate::keys::AccountsKey;

/// The catalogue's key of a table or a row that stands twice (`expenditure-2`).
pub fn base_id(id: &str) -> &str {
    let base = id.rsplit_once('-').filter(|(_, number)| number.bytes().all(|b| b.is_ascii_digit()));
    base.map_or(id, |(base, _)| base)
}

/// Brings the names of a table's columns and rows into the form in which
/// printed ones are compared.
pub(super) fn ready(table: &mut TableSpec) {
    for column in &mut table.columns {
        column.names.iter_mut().for_each(|name| *name = compact(name));
    }
    for row in &mut table.rows {
        row.names.iter_mut().for_each(|name| *name = label(name));
    }
    for cell in table.charts.iter_mut().flat_map(|chart| &mut chart.whole) {
        cell.table.get_or_insert_with(|| table.id.clone());
    }
}

impl TableSpec {
    /// Whether its rows are accounts of a list.
    pub fn is_by(&self, list: AccountsKey) -> bool {
        self.accounts.as_ref().is_some_and(|own| *own == list)
    }

    /// The column that goes by a path of headings, within a block.
    ///
    /// The innermost heading counts, alone or with outer ones before it
    /// (`预算数/小计`); the name with most of them wins. Years and units do not
    /// count, and a heading wrapped over two rows counts as one.
    pub fn column(&self, path: &[String], block: Option<&str>) -> Option<&ColumnSpec> {
        let keys: Vec<String> = path.iter().map(|heading| heading_key(heading)).collect();
        let here = |column: &&ColumnSpec| {
            let in_block = block.is_none() || column.block.is_none() || column.block.as_deref() == block;
            in_block && column.beside.is_none()
        };
        let columns = || self.columns.iter().filter(here);
        let fit = |column: &&ColumnSpec, keys: &[String]| {
            column.names.iter().filter_map(|name| fit(name, keys)).max()
        };
        // The first of the best, as the catalogue lists them.
        let best = columns().rev().max_by_key(|column| fit(column, &keys));
        best.filter(|column| fit(column, &keys).is_some()).or_else(|| {
            let wrapped = [keys.len().checked_sub(2).map(|at| keys[at..].concat())?];
            columns().find(|column| fit(column, &wrapped).is_some())
        })
    }

    /// What a column means beside the others of its table, where that is another
    /// than it means alone.
    pub fn column_beside(&self, path: &[String], others: &[String]) -> Option<&ColumnSpec> {
        let keys: Vec<String> = path.iter().map(|heading| heading_key(heading)).collect();
        self.columns.iter().find(|column| {
            let there = column.beside.as_ref().is_some_and(|beside| others.contains(beside));
            let means = |name: &String| match name.contains('/') {
                true => fit(name, &keys).is_some(),
                false => [name] == keys.iter().collect::<Vec<_>>().as_slice(),
            };
            there && column.names.iter().any(means)
        })
    }

    /// The rows that may stand in a block.
    pub fn rows_of(&self, block: &str) -> impl Iterator<Item = &RowSpec> {
        self.rows.iter().filter(move |row| row.block.as_deref().is_none_or(|own| own == block))
    }

    /// The row that goes by a printed label, given its block and the key of the
    /// grouping row above it.
    pub fn row(&self, printed: &str, block: &str, above: Option<&str>) -> Option<&RowSpec> {
        let name = label(printed);
        let name = name.strip_prefix("其中:").map_or(name.as_str(), unnumbered);
        let known = |row: &&RowSpec| row.names.iter().any(|known| known == name);
        let found: Vec<&RowSpec> = self.rows_of(block).filter(known).collect();
        let inside = found.iter().find(|row| row.under.is_some() && row.under.as_deref() == above);
        inside.or_else(|| found.iter().find(|row| row.under.is_none())).or(found.first()).copied()
    }
}

/// A heading as headings are compared: without year, numbering and unit.
pub fn heading_key(heading: &str) -> String {
    let name = yearless(&label(heading));
    let unit = ["(万元)", "(元)", "(单位:万元)", "(单位:元)", "(人民币万元)"];
    let bare = unit.iter().find_map(|unit| name.strip_suffix(unit)).filter(|bare| !bare.is_empty());
    bare.unwrap_or(&name).to_owned()
}

/// How many headings of a path a column's name speaks of, the innermost among
/// them, and how far in these stand; `None` where it is not this column's.
fn fit(name: &str, path: &[String]) -> Option<(usize, usize)> {
    let (inner, mut outer) = path.split_last()?;
    // Most names are others, and asked for every heading of every table.
    if !name.ends_with(inner.as_str()) {
        return None;
    }
    let mut parts = name.rsplit('/');
    if parts.next() != Some(inner.as_str()) {
        return None;
    }
    let (mut count, mut depth) = (1, 0);
    for part in parts {
        let at = outer.iter().rposition(|heading| heading == part)?;
        outer = &outer[..at];
        (count, depth) = (count + 1, depth + at);
    }
    Some((count, depth))
}
