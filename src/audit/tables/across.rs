//! In every row: 合计 = 基本支出 + 项目支出, = 人员经费 + 公用经费, = funding sources, and
//! 小计 = the columns under its outer heading.

use std::collections::BTreeSet;

use crate::audit::tables::{Sum, headings, missed};
use crate::model::{Class, Finding, IndexedTable, Rule};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "row-sum",
    class: Class::Figure,
    title: "每一行的合计等于各栏之和",
    text: "对每一行核对：合计等于基本支出加项目支出，或人员经费加公用经费，或各类资金来源之和；同一栏目名下的小计等于名下各栏之和。各栏的层次按表头；表头有几种读法的，按各行合得上的一种。空白按没有金额计算。",
    basis: "各表的合计栏由同一行的分栏汇总而成，是部门预算表的通行编法。",
};

/// How many rows hold for one that fails where a reading of the headings is the
/// table's own.
const MOST: usize = 3;

/// The sum of each row that has a total column and at least one part column; not
/// of rows with amounts that may be further parts. Where another reading of the
/// headings fits the rows better, it is the table's.
pub fn check(indexed: &IndexedTable<'_>, total: &str, parts: &[String]) -> Vec<Finding> {
    let blocks = 0..indexed.table.blocks.len();
    blocks.flat_map(|block| of_block(&Rows { indexed, block, total }, parts)).collect()
}

fn of_block(rows: &Rows<'_, '_>, parts: &[String]) -> Vec<Finding> {
    let named: Vec<&str> = parts.iter().map(String::as_str).collect();
    let columns = rows.indexed.amount_columns(rows.block);
    let present: BTreeSet<&str> = named.iter().copied().filter(|part| columns.contains(part)).collect();
    let own = rows.sums(&named, |row| rows.is_open(row, parts));
    if missed(&own) == 0 {
        return own;
    }
    if present.len() == 1 && named.len() > 1 {
        return own.into_iter().map(|sum| sum.without_mismatch(ALONE)).collect();
    }
    let readings = headings::readings(rows.indexed, rows.block, rows.total);
    let others = readings.into_iter().filter(|reading| present != reading.iter().copied().collect());
    let others: Vec<Vec<Finding>> = others.map(|reading| rows.sums(&reading, |_| false)).collect();
    let Some(best) = others.into_iter().min_by_key(|reading| missed(reading)) else { return own };
    match (missed(&best) < missed(&own), fits(&best), fits(&own)) {
        (true, true, _) => best,
        (_, _, true) => own,
        _ => own.into_iter().map(|sum| sum.without_mismatch(SEVERAL)).collect(),
    }
}

/// The sums of columns under one outer heading (单位资金: 小计, 事业收入, 其他收入) but
/// for those of the totals `checked`; only where most rows say that they are sums.
pub fn check_groups(indexed: &IndexedTable<'_>, checked: &[&str]) -> Vec<Finding> {
    let blocks = 0..indexed.table.blocks.len();
    let totals = blocks.flat_map(|block| {
        let totals = headings::group_totals(indexed, block).into_iter();
        totals.filter(|total| !checked.contains(total)).map(move |total| (block, total))
    });
    let of_total = |(block, total)| {
        let rows = Rows { indexed, block, total };
        let readings = headings::readings(indexed, block, total);
        let readings = readings.into_iter().filter(|reading| reading.len() > 1);
        let sums = readings.map(|reading| rows.sums(&reading, |_| false));
        sums.min_by_key(|sums| missed(sums)).filter(|sums| fits(sums)).unwrap_or_default()
    };
    totals.flat_map(of_total).collect()
}

/// Whether nearly all rows hold.
fn fits(sums: &[Finding]) -> bool {
    let missed = missed(sums);
    missed.saturating_mul(MOST) <= sums.len().saturating_sub(missed)
}

/// Of a sum that fails where no reading of the headings fits the rows.
const SEVERAL: &str = "表头的层次有几种读法，没有一种合得上各行，本站可能没有读对。请对照原文。";

/// Of a sum of which one part alone has a column.
const ALONE: &str = "合计之外只读到一栏，其余各栏可能在另一页上，本站可能没有读到。请对照原文。";

/// The rows of a block with the column that is their total.
struct Rows<'i, 'a> {
    indexed: &'i IndexedTable<'a>,
    block: usize,
    total: &'i str,
}

impl Rows<'_, '_> {
    /// The sum of each row as one reading has it, rows that are open apart.
    fn sums(&self, parts: &[&str], is_open: impl Fn(usize) -> bool) -> Vec<Finding> {
        let (indexed, block) = (self.indexed, self.block);
        let mut findings = Vec::new();
        for (at, row) in indexed.table.rows.iter().enumerate() {
            let Some(entry) = row.entries.get(block).and_then(Option::as_ref) else { continue };
            let Some(whole) = indexed.cell_at(at, block, self.total) else { continue };
            let cells: Vec<_> = parts.iter().filter_map(|part| indexed.cell_at(at, block, part)).collect();
            if cells.is_empty() || is_open(at) {
                continue;
            }
            let id = format!("row-{}-{}", indexed.table.id, entry.key);
            let sum = Sum { rule: &RULE, id, whole, parts: cells, scope: false, note: None };
            findings.extend(sum.finding(indexed));
        }
        findings
    }

    /// Whether a row has an amount that may be a part the check does not name: in a
    /// column that the catalogue does not know, or in any other where one of the
    /// parts has no column (基本支出 printed as 人员经费 and 公用经费 alone).
    fn is_open(&self, row: usize, parts: &[String]) -> bool {
        let columns = self.indexed.amount_columns(self.block);
        let lacking = parts.iter().any(|part| !columns.contains(&part.as_str()));
        let others =
            columns.iter().filter(|key| **key != self.total && parts.iter().all(|part| part != *key));
        let mut others = others.filter_map(|key| self.indexed.cell_at(row, self.block, key));
        others.any(|cell| cell.is_filled() && (lacking || !cell.column.known))
    }
}
