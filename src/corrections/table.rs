//! Which statutory table it is, and its unit: known before reading, kept on record here.

use crate::catalogue::Catalogue;
use crate::config::corrections::Table as Block;
use crate::corrections::Work;
use crate::model::{Corrected, Table};
use crate::money::Unit;
use crate::source::Line;

/// Keeps on record what was corrected of a table, or says why it was not.
pub fn apply(work: &mut Work<'_>, block: &Block, catalogue: &Catalogue) {
    let unit = block.unit.as_deref().map(Unit::named);
    let spec = block.is.as_deref().map(|is| catalogue.table(is));
    let why = match (unit, spec) {
        (None, None) => "is 和 unit 都没有写",
        (Some(None), _) => "unit 只能是元或万元",
        (_, Some(None)) => "is 不是本站认得的表",
        _ => "",
    };
    if !why.is_empty() {
        return work.refuse(
            block,
            why,
            "表的代号见各表的网址和 docs/catalogue.md，例如 balance、expenditure。",
        );
    }
    let Some(line) = work.at_line(block) else { return };
    let Some(table) = work.disclosure.tables.iter().find(|table| first_line(table) == line) else {
        return work.refuse(block, "这一行不是表的题名，也不是没有题名的表的第一行", "line 写题名的行号。");
    };
    if block.is.as_deref().is_some_and(|is| table.key() != is) {
        return work.refuse(block, "这一行下面没有读成这张表", "核对行号。");
    }
    let (index, title) = (table.index, table.title.clone());
    let short = spec.flatten().map_or("", |spec| spec.short.as_str());
    let unit = unit.flatten().map(|unit| format!("单位：{}", unit.name())).unwrap_or_default();
    let is =
        [short, unit.as_str()].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("，");
    work.record(block, Corrected::Table { table: index }, title, is);
}

/// The line by which a table is told.
pub fn first_line(table: &Table) -> Line {
    let header = table.header.iter().flatten().map(|cell| cell.line);
    let first = header.chain(table.rows.iter().take(1).map(|row| row.line)).min();
    table.title_line.or(first).unwrap_or(table.lines.0)
}
