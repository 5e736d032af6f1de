//! The amount or the unit of one cell.

use crate::config::corrections::Cell as Block;
use crate::corrections::{Work, id};
use crate::model::{
    Cell, CellCorrection, Column, ColumnRole, Confidence, Corrected, Disclosure, Row, Table, Value,
};
use crate::money::{Unit, grouped, parse_amount};

/// Where a cell stands: indexes of its table, its row and its column.
type At = (usize, usize, usize);

/// Corrects a cell, or says why not.
pub fn apply(work: &mut Work<'_>, block: &Block) {
    let (value, unit) = match told(block) {
        Ok(told) => told,
        Err(why) => {
            return work.refuse(
                block,
                why,
                "amount 写成 \"9,784.70\"，空格写成 \"\"；unit 写成 \"元\" 或 \"万元\"。",
            );
        }
    };
    let what = format!("{} {} {} 这一格", block.table, block.row, block.column);
    let at = find(work.disclosure, block);
    let printed = at.map(|at| cell(work.disclosure, at).printed().to_owned());
    if !work.stands(block, &what, printed.as_deref()) {
        return;
    }
    let Some(at @ (table, row, column)) = at else { return };
    if cell(work.disclosure, at).correction.is_some() {
        return work.refuse(block, "同一格更正了两次", "留一条。");
    }
    let of = Corrected::Cell { table, row: block.row.clone(), column: block.column.clone() };
    let id = id(work.disclosure, &of);
    let own = &mut work.disclosure.tables[table];
    let name = name(own, &own.rows[row], &own.columns[column]);
    let old = &mut own.rows[row].cells[column];
    *old = corrected(old, value, unit, &id);
    let is = [old.raw.as_str(), unit.map_or("", Unit::name)].join(" ");
    let is = if old.is_blank() { "（空）".to_owned() } else { is.trim().to_owned() };
    work.record(block, of, name, is);
}

/// What a correction says: the value, where it says one, and the unit.
fn told(block: &Block) -> Result<(Option<Value>, Option<Unit>), &'static str> {
    let value = match block.amount.as_deref().map(str::trim) {
        None => None,
        Some("") => Some(Value::Blank),
        Some(amount) => Some(Value::Amount(parse_amount(amount).map_err(|_| "amount 不是一个金额")?)),
    };
    let unit = match block.unit.as_deref() {
        None => None,
        Some(unit) => Some(Unit::named(unit).ok_or("unit 只能是元或万元")?),
    };
    if value.is_none() && unit.is_none() {
        return Err("amount 和 unit 都没有写");
    }
    Ok((value, unit))
}

/// The cell for amounts at the keys of an address.
fn find(disclosure: &Disclosure, block: &Block) -> Option<At> {
    let at = disclosure.tables.iter().position(|table| table.id == block.table)?;
    let table = &disclosure.tables[at];
    let own = |key: &str| key == block.row;
    table.rows.iter().enumerate().find_map(|(row, printed)| {
        let entries = printed.entries.iter();
        let place =
            entries.enumerate().find(|(_, entry)| entry.as_ref().is_some_and(|entry| own(&entry.key)))?;
        let column = table.columns.iter().position(|column| {
            column.block == place.0 && column.key == block.column && column.role == ColumnRole::Amount
        })?;
        printed.cells.get(column).map(|_| (at, row, column))
    })
}

fn cell(disclosure: &Disclosure, (table, row, column): At) -> &Cell {
    &disclosure.tables[table].rows[row].cells[column]
}

/// `收支总表 · 公共安全支出 · 预算数`
pub fn name(table: &Table, row: &Row, column: &Column) -> String {
    let row = row.entries.get(column.block).and_then(Option::as_ref);
    let names = [table.title.as_str(), row.map_or("", |row| &row.label), column.label()];
    names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The cell as it is; its value as printed where only the unit is corrected.
fn corrected(old: &Cell, value: Option<Value>, unit: Option<Unit>, id: &str) -> Cell {
    let (raw, value) = match value {
        None => (old.raw.clone(), old.value.clone()),
        Some(Value::Amount(amount)) => (grouped(amount), Value::Amount(amount)),
        Some(other) => (String::new(), other),
    };
    let correction = CellCorrection { printed: old.raw.clone(), unit, id: id.to_owned() };
    Cell { raw, value, span: old.span, confidence: Confidence::Sure, correction: Some(Box::new(correction)) }
}
