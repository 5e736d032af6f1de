//! The figures that stand for a disclosure: its total income and expenditure,
//! 三公, operating expenses. Which cells they are, the catalogue says.
//!
//! Nothing is computed: a headline is a published cell, with its address.

use crate::address;
use crate::catalogue::Catalogue;
use crate::catalogue::schema::HeadlineSpec;
use crate::model::{Cell, Disclosure, Headline, Table};

/// A headline with the cell it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    pub spec: &'static HeadlineSpec,
    pub table: &'a Table,
    pub cell: &'a Cell,
}

impl Found<'_> {
    /// The headline without its disclosure.
    pub fn headline(&self, disclosure: &Disclosure) -> Headline {
        let figure = self.table.figure(&self.spec.row, &self.spec.column);
        Headline {
            key: self.spec.key.clone(),
            label: self.spec.label.clone(),
            amount: figure.and_then(|figure| figure.money()),
            url: address::cell(&disclosure.id, &self.table.id, &self.spec.row, &self.spec.column),
        }
    }
}

/// The headlines that a disclosure's tables hold, in the catalogue's order. One
/// whose cell was published blank is among them.
pub fn of(disclosure: &Disclosure) -> Vec<Found<'_>> {
    let tables = disclosure.tables.iter();
    let known = tables.filter_map(|table| Some((table, Catalogue::get().table(&table.id)?)));
    let mut found: Vec<(u16, Found)> = known
        .flat_map(|(table, spec)| {
            let cells = spec.headlines.iter().filter_map(move |headline| {
                Some(Found { spec: headline, table, cell: table.cell(&headline.row, &headline.column)? })
            });
            cells.map(|found| (spec.order, found))
        })
        .collect();
    found.sort_by_key(|(order, _)| *order);
    found.into_iter().map(|(_, found)| found).collect()
}
