//! In every row: 合计 = 基本支出 + 项目支出, = 人员经费 + 公用经费, = funding sources.

use crate::audit::tables::Sum;
use crate::model::{Finding, IndexedTable, Rule};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "row-sum",
    title: "每一行的合计等于各栏之和",
    text: "对每一行核对：合计等于基本支出加项目支出，或人员经费加公用经费，或各类资金来源之和。空白按没有金额计算。",
    basis: "各表的合计栏由同一行的分栏汇总而成，是部门预算表的通行编法。",
};

/// The sum of each row that has a total column and at least one part column; not
/// of rows with amounts that may be further parts.
pub fn check(indexed: &IndexedTable<'_>, total: &str, parts: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, row) in indexed.table.rows.iter().enumerate() {
        for (block, entry) in row.entries.iter().enumerate() {
            let Some(entry) = entry else { continue };
            let Some(whole) = indexed.cell_at(at, block, total) else { continue };
            let cells: Vec<_> = parts.iter().filter_map(|part| indexed.cell_at(at, block, part)).collect();
            if cells.is_empty() || is_open(indexed, (at, block), total, parts) {
                continue;
            }
            let id = format!("row-{}-{}", indexed.table.id, entry.key);
            let sum = Sum { rule: &RULE, id, whole, parts: cells, scope: false, note: None };
            findings.extend(sum.finding(indexed));
        }
    }
    findings
}

/// Whether a row has an amount that may be a part the check does not name: in a
/// column that the catalogue does not know, or in any other where one of the
/// parts has no column (基本支出 printed as 人员经费 and 公用经费 alone).
fn is_open(indexed: &IndexedTable<'_>, (row, block): (usize, usize), total: &str, parts: &[String]) -> bool {
    let columns = indexed.amount_columns(block);
    let lacking = parts.iter().any(|part| !columns.contains(&part.as_str()));
    let others = columns.iter().filter(|key| **key != total && parts.iter().all(|part| part != *key));
    let mut others = others.filter_map(|key| indexed.cell_at(row, block, key));
    others.any(|cell| cell.is_filled() && (lacking || !cell.column.known))
}
