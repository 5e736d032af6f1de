//! No project is listed twice with the same name and amount.

use rust_decimal::Decimal;
use std::collections::HashMap;

use crate::audit::books::{Books, Ledger, Spot};
use crate::catalogue::normal::compact;
use crate::model::{Finding, Rule, Verdict};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "project-twice",
    title: "没有重复列示的项目",
    text: "项目支出表里名称和金额都相同的两行，可能是重复列示，也可能确有两个同名同额的项目。名称相同而金额不同的不算。",
    basis: "观察到的情况：同名项目按资金或内容分列，偶有重复。",
};

/// One finding a project table.
pub fn check(books: &Books<'_>) -> Vec<Finding> {
    let tables =
        books.tables.iter().filter(|ledger| ledger.table.known && ledger.table.id.starts_with("projects"));
    tables.filter(|ledger| !ledger.table.is_empty()).map(of_table).collect()
}

fn of_table(ledger: &Ledger<'_>) -> Finding {
    let entries = ledger.table.rows.iter().flat_map(|row| row.entries.iter().flatten());
    let lines: Vec<Spot> =
        entries.filter(|entry| !entry.total).filter_map(|entry| ledger.spot(&entry.key, "total")).collect();
    let mut seen: HashMap<(String, Option<Decimal>), Vec<&Spot>> = HashMap::new();
    for spot in &lines {
        seen.entry((compact(&spot.entry.printed), spot.cell.amount())).or_default().push(spot);
    }
    let mut twice: Vec<&Spot> = seen.into_values().filter(|spots| spots.len() > 1).flatten().collect();
    twice.sort_by_key(|spot| spot.row.line);
    let names: Vec<&str> = twice.iter().map(|spot| spot.entry.label.as_str()).collect();
    let statement = match names.as_slice() {
        [] => format!("{} 个项目中没有名称和金额都相同的", lines.len()),
        names => format!("名称和金额都相同的行：{}", names.join("、")),
    };
    Finding {
        id: format!("twice-{}", ledger.table.id),
        rule: RULE.code,
        group: ledger.table.id.clone(),
        verdict: if twice.is_empty() { Verdict::Agree } else { Verdict::Scope },
        statement,
        expected: None,
        actual: None,
        unit: String::new(),
        tolerance: Decimal::ZERO,
        figures: twice.iter().map(|spot| spot.operand()).collect(),
        note: None,
    }
}
