//! Money carried over from the year before (上年结转): by it two tables of one
//! year's budget may differ though both are right, one counting it in and the
//! other not.

use rust_decimal::Decimal;

use crate::catalogue::schema::RowMoney;
use crate::keys::ColumnKey;
use crate::model::{CellRef, Entry, IndexedTable, Kind, TableIndex};
use crate::money::{Money, half_of};

/// The amounts that a disclosure says are carried over.
pub struct Carried<'a> {
    cells: Vec<CellRef<'a>>,
}

impl<'a> Carried<'a> {
    /// Those of a budget. Final accounts (决算) set out what comes over and what is
    /// left in every table in which they count it.
    pub fn of(tables: &TableIndex<'a>, kind: Kind) -> Self {
        let tables = tables.all.iter().filter(|_| kind == Kind::Budget);
        let cells = tables.flat_map(|indexed| of_table(indexed)).collect();
        Self { cells }
    }

    /// Whether nothing is carried over.
    pub fn is_none(&self) -> bool {
        self.cells.is_empty()
    }

    /// The amount carried over that is the whole difference between two amounts.
    pub fn explains(&self, less: Money, more: Money) -> Option<CellRef<'a>> {
        let difference = more.less(less)?;
        let slack = half_of(less).plus(half_of(more))?;
        self.cells.iter().copied().find(|cell| {
            let left = cell.money().and_then(|money| difference.less(money));
            left.is_some_and(|left| Some(left.value.abs()) <= slack.value_in(left.unit))
        })
    }
}

fn of_table<'a>(indexed: &IndexedTable<'a>) -> Vec<CellRef<'a>> {
    let rows = indexed.spec().map(|spec| spec.rows.as_slice()).unwrap_or_default();
    let row = |entry: &Entry| rows.iter().find(|row| row.key == entry.base()).and_then(|row| row.money);
    let is_carried = |cell: &CellRef<'_>| {
        row(cell.entry) == Some(RowMoney::Carried)
            || (cell.entry.total && cell.column.is_of(ColumnKey::CARRIED))
    };
    let more = |cell: &CellRef<'_>| cell.amount().is_some_and(|amount| amount > Decimal::ZERO);
    indexed.table.figures().filter(|cell| is_carried(cell) && more(cell)).collect()
}
