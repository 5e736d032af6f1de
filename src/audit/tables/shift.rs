//! Whether a sum that does not hold would hold if amounts stood in another column
//! of their rows, or if what was read as one list were two: then it says as much of
//! the reading as of the body.

use rust_decimal::Decimal;

use crate::audit::tables::Sum;
use crate::model::{CellRef, IndexedTable};
use crate::money;

/// What to say of such a sum.
pub(super) const NOTE: &str =
    "有的金额换一栏放，或分成两组，就加得起来，可能是文本解析时移了栏，本站可能没有读对这张表。";

/// Whether amounts in other columns of the same rows make up the whole, or the
/// parts are the whole twice: two lists that divide it each in its own way.
pub(super) fn explains(indexed: &IndexedTable<'_>, sum: &Sum<'_>) -> bool {
    let Some(whole) = sum.whole.amount().filter(|whole| !whole.is_zero()) else { return false };
    if sum.parts.iter().all(|part| std::ptr::eq(part.row, sum.whole.row)) {
        return total(others(indexed, &sum.whole)) == Some(whole);
    }
    let own = total(sum.parts.iter().filter_map(CellRef::amount));
    if own.is_some() && own == whole.checked_add(whole) {
        return true;
    }
    let columns = indexed.amount_columns(sum.whole.column.block);
    let mut elsewhere = columns.into_iter().filter(|column| *column != sum.whole.column.key);
    elsewhere.any(|column| {
        if holds(indexed, sum, column) {
            return false;
        }
        let moved = |part: &CellRef<'_>| indexed.cell(&part.entry.key, column)?.amount();
        let all = total(sum.parts.iter().filter_map(moved));
        let blanks = total(sum.parts.iter().filter_map(|part| part.amount().or_else(|| moved(part))));
        all == Some(whole) || blanks == Some(whole)
    })
}

/// Whether the same sum holds in another column: then nothing of it came from there.
fn holds(indexed: &IndexedTable<'_>, sum: &Sum<'_>, column: &str) -> bool {
    let there = |cell: &CellRef<'_>| indexed.cell(&cell.entry.key, column).and_then(|cell| cell.amount());
    let whole = there(&sum.whole).filter(|whole| !whole.is_zero());
    whole.is_some() && total(sum.parts.iter().filter_map(there)) == whole
}

/// The other amounts of a cell's row, in its block.
fn others<'a>(indexed: &IndexedTable<'a>, own: &CellRef<'a>) -> impl Iterator<Item = Decimal> {
    let cells = indexed.table.figures_of(own.row);
    let beside = |cell: &CellRef<'_>| cell.column.block == own.column.block && cell.column != own.column;
    cells.filter(move |cell| beside(cell)).filter_map(|cell| cell.amount())
}

fn total(amounts: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    money::sum(amounts.map(Some))
}
