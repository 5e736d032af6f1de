//! No project is listed twice with the same name and amount.

use rust_decimal::Decimal;
use std::collections::HashMap;

use crate::catalogue::normal::compact;
use crate::model::{CellRef, Class, Finding, Group, IndexedTable, Rule, TableIndex, Verdict};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "project-twice",
    class: Class::Words,
    title: "没有重复列示的项目",
    text: "项目支出表里名称和金额都相同的两行，可能是重复列示，也可能确有两个同名同额的项目。名称相同而金额不同的不算。",
    basis: "观察到的情况：同名项目按资金或内容分列，偶有重复。",
};

/// One finding a project table.
pub fn check(tables: &TableIndex<'_>) -> Vec<Finding> {
    let tables = tables
        .all
        .iter()
        .filter(|indexed| indexed.table.known && indexed.spec().is_some_and(|spec| spec.projects));
    tables.filter(|indexed| !indexed.table.is_empty()).map(of_table).collect()
}

fn of_table(indexed: &IndexedTable<'_>) -> Finding {
    let rows = indexed.table.rows.iter();
    let totals = rows.filter_map(|row| indexed.table.line_total(row));
    let lines: Vec<CellRef> = totals.filter(|total| !total.entry.total).collect();
    let mut seen: HashMap<(String, Option<Decimal>), Vec<&CellRef>> = HashMap::new();
    for cell in &lines {
        seen.entry((compact(&cell.entry.printed), cell.amount())).or_default().push(cell);
    }
    let mut twice: Vec<&CellRef> = seen.into_values().filter(|cells| cells.len() > 1).flatten().collect();
    twice.sort_by_key(|cell| cell.row.line);
    let names: Vec<&str> = twice.iter().map(|cell| cell.entry.label.as_str()).collect();
    let statement = match names.as_slice() {
        [] => format!("{} 个项目中没有名称和金额都相同的", lines.len()),
        names => format!("名称和金额都相同的行：{}", names.join("、")),
    };
    Finding::worded(
        &RULE,
        Group::Table(indexed.table.index),
        format!("twice-{}", indexed.table.id),
        if twice.is_empty() { Verdict::Agree } else { Verdict::Scope },
        statement,
        twice.iter().map(|cell| cell.operand()).collect(),
    )
}
