//! In every row: 合计 = 基本支出 + 项目支出, = 人员经费 + 公用经费, = funding sources.

use crate::audit::books::Ledger;
use crate::audit::tables::Sum;
use crate::model::{Finding, Rule};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "row-sum",
    title: "每一行的合计等于各栏之和",
    text: "对每一行核对：合计等于基本支出加项目支出，或人员经费加公用经费，或各类资金来源之和。空白按没有金额计算。",
    basis: "各表的合计栏由同一行的分栏汇总而成，是部门预算表的通行编法。",
};

/// The sum of each row that has a total column and at least one part column.
pub fn check(ledger: &Ledger<'_>, total: &str, parts: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, row) in ledger.table.rows.iter().enumerate() {
        for (block, entry) in row.entries.iter().enumerate() {
            let Some(entry) = entry else { continue };
            let Some(whole) = ledger.spot_at(at, block, total) else { continue };
            let parts: Vec<_> = parts.iter().filter_map(|part| ledger.spot_at(at, block, part)).collect();
            if parts.is_empty() {
                continue;
            }
            let id = format!("row-{}-{}", ledger.table.id, entry.key);
            let sum = Sum { rule: &RULE, id, whole, parts, scope: false, note: None };
            findings.extend(sum.finding(ledger));
        }
    }
    findings
}
