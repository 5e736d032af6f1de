//! What a document's other tables say of the cells of a table whose rows lost blank cells: at
//! least so much stands in a column of an account's row, since each source of money is a part
//! of all. The catalogue's checks say which columns are alike.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::catalogue::Catalogue;
use crate::catalogue::schema::{CheckSpec, ConceptsSpec, TableSpec};
use crate::keys::{BlockKey, ColumnKey, RowKey, TableKey};
use crate::model::{CellRef, Table};
use crate::money::Unit;

/// The least that columns hold, by the row's code (empty for the total) and the column's key.
#[derive(Debug, Default)]
pub struct Witness(BTreeMap<String, Vec<(String, Decimal)>>);

impl Witness {
    /// What other tables in `unit` say for sure of the table of a specification.
    pub fn of(spec: &TableSpec, catalogue: &Catalogue, tables: &[Table], unit: Option<Unit>) -> Self {
        let mut least: BTreeMap<String, Vec<(String, Decimal)>> = BTreeMap::new();
        for table in tables.iter().filter(|table| table.id != spec.id && table.known && table.unit == unit) {
            let Some(own) = catalogue.table(&table.id) else { continue };
            for figure in table.figures().filter(|figure| figure.confidence().is_sure()) {
                let Some(amount) = figure.amount().filter(|amount| *amount > Decimal::ZERO) else { continue };
                for (row, column) in places(spec, own, &figure, catalogue.concepts()) {
                    least.entry(row).or_default().push((column, amount));
                }
            }
        }
        Self(least)
    }

    /// The least that columns hold in the row of a code, or the total's where it is empty.
    pub fn of_row(&self, code: &str) -> &[(String, Decimal)] {
        self.0.get(code).map_or(&[], Vec::as_slice)
    }
}

/// The rows and columns of a table that hold at least a figure of another.
fn places(
    spec: &TableSpec,
    own: &TableSpec,
    figure: &CellRef<'_>,
    concepts: &ConceptsSpec,
) -> Vec<(String, String)> {
    let entry = figure.entry;
    if spec.id == TableKey::INCOME.as_str() && figure.table.is(TableKey::BALANCE) {
        // Where the money comes from: a row each there, a column each here.
        let source = figure.table.blocks[figure.column.block].key == BlockKey::INCOME.as_str();
        let meant = || concepts.key(std::slice::from_ref(&entry.label), |outer| outer.apart);
        let key = match entry.key.as_str() {
            key if key == RowKey::CARRIED_IN.as_str() => ColumnKey::CARRIED.as_str().to_owned(),
            key => meant().unwrap_or_else(|| key.to_owned()),
        };
        return (source && !entry.total).then(|| (String::new(), key)).into_iter().collect();
    }
    let row = match &entry.code {
        Some(code) => code.clone(),
        None if entry.total => String::new(),
        None => return Vec::new(),
    };
    let alike = own.checks.iter().filter_map(|check| match check {
        CheckSpec::Accounts { column, to, to_column, .. } if *to == spec.id => Some((column, to_column)),
        _ => None,
    });
    alike
        .filter(|(column, _)| **column == figure.column.key)
        .map(|(_, to)| (row.clone(), to.clone()))
        .collect()
}
