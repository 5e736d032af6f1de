//! What a column is.

use crate::catalogue::Catalogue;
use crate::config::corrections::{Column as Block, is_same};
use crate::corrections::Work;
use crate::model::{Column, ColumnRole, Confidence, Corrected};

/// Gives a column its key, or says why not.
pub fn apply(work: &mut Work<'_>, block: &Block, catalogue: &Catalogue) {
    let Some(heading) = heading(catalogue, &block.table, &block.is) else {
        return work.refuse(
            block,
            "is 不是本站认得的金额栏",
            "栏的代号见各格的网址，例如 total、basic、project。",
        );
    };
    let table = work.disclosure.tables.iter().position(|table| table.id == block.table);
    let columns = table.map_or(&[][..], |table| &work.disclosure.tables[table].columns);
    let printed = block.printed.get_ref();
    let named =
        |column: &Column| is_same(column.label(), printed) || is_same(&column.path.join(" / "), printed);
    let own = |column: &&Column| column.key == block.column && column.role == ColumnRole::Amount;
    let stands = columns.iter().find(|column| own(column) && named(column));
    let stands = stands.or_else(|| columns.iter().find(own)).map(|column| column.path.join(" / "));
    let at = columns.iter().position(|column| own(&column) && named(column));
    let (Some(table), Some(at)) = (table, at) else {
        let what = format!("{} 的栏 {} ", block.table, block.column);
        return work.mismatch(block, &what, stands.as_deref());
    };
    let beside = |other: &Column| other.block == columns[at].block && other.key == block.is;
    if columns.iter().any(beside) {
        return work.refuse(block, "这张表里已有一栏是这个代号", "先更正另一栏。");
    }
    let own = &mut work.disclosure.tables[table];
    let name = format!("{} · {}", own.title, own.columns[at].path.join(" / "));
    let column = &mut own.columns[at];
    column.key.clone_from(&block.is);
    (column.known, column.confidence) = (true, Confidence::Sure);
    work.record(
        block,
        Corrected::Column { table, column: block.is.clone() },
        name,
        format!("{heading}（{}）", block.is),
    );
}

/// What a column of this key is called: in its own table, where that has one, else in any.
fn heading<'a>(catalogue: &'a Catalogue, table: &str, key: &'a str) -> Option<&'a str> {
    let own = catalogue.published(table).into_iter();
    let mut columns = own.chain(catalogue.tables()).flat_map(|table| &table.columns);
    let column = columns.find(|column| column.key == key && column.role == ColumnRole::Amount)?;
    Some(column.names.first().map_or(key, String::as_str))
}
