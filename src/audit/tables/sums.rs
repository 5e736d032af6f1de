//! 类 = Σ款, 款 = Σ项, 合计 = Σ类: every level of every table.

use crate::audit::books::Ledger;
use crate::audit::tables::Sum;
use crate::model::{ColumnRole, Entry, Finding, Rule};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "class-sum",
    title: "上级科目等于下级之和，合计等于各类之和",
    text: "对表中每一个金额栏，逐级核对：类等于各款之和，款等于各项之和，合计等于各类之和；本年合计加上结转等于总计。空白按没有金额计算。",
    basis: "预算法实施条例要求支出按功能分类编列到项、按经济分类编列到款，各级科目由下级汇总。",
};

/// One row of a block as the hierarchy sees it.
#[derive(Debug, Clone, Copy)]
struct Node<'a> {
    row: usize,
    entry: &'a Entry,
}

/// The sums of every block and amount column.
pub fn check(ledger: &Ledger<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (block, spec) in ledger.table.blocks.iter().enumerate() {
        let nodes = nodes(ledger, block);
        for (whole, parts) in sums(&nodes) {
            for column in spec.columns.clone().map(|at| &ledger.table.columns[at]) {
                if column.role != ColumnRole::Amount {
                    continue;
                }
                let spot = |node: &Node<'_>| ledger.spot_at(node.row, block, &column.key);
                let Some(whole_spot) = spot(&whole) else { continue };
                let sum = Sum {
                    rule: &RULE,
                    id: format!("sum-{}-{}-{}", ledger.table.id, whole.entry.key, column.key),
                    whole: whole_spot,
                    parts: parts.iter().filter_map(spot).collect(),
                    scope: false,
                    note: None,
                };
                findings.extend(sum.finding(ledger));
            }
        }
    }
    findings
}

fn nodes<'a>(ledger: &Ledger<'a>, block: usize) -> Vec<Node<'a>> {
    let rows = ledger.table.rows.iter().enumerate();
    rows.filter_map(|(row, printed)| Some(Node { row, entry: printed.entries.get(block)?.as_ref()? }))
        .collect()
}

/// Every whole with its parts: classes and their members, totals and what they
/// total.
fn sums<'a>(nodes: &[Node<'a>]) -> Vec<(Node<'a>, Vec<Node<'a>>)> {
    let mut sums = Vec::new();
    for (at, node) in nodes.iter().enumerate() {
        let parts = if node.entry.total { total_parts(nodes, at) } else { members(nodes, at) };
        if !parts.is_empty() {
            sums.push((*node, parts));
        }
    }
    sums
}

/// The direct members of a class: by code where it has one, else the deeper rows
/// right below it.
fn members<'a>(nodes: &[Node<'a>], at: usize) -> Vec<Node<'a>> {
    let own = nodes[at].entry;
    if let Some(code) = own.code.as_deref().filter(|_| coded(nodes)) {
        let below = |node: &&Node<'_>| {
            let inner = node.entry.code.as_deref();
            !node.entry.total
                && inner.is_some_and(|inner| inner.len() == code.len() + 2 && inner.starts_with(code))
        };
        return nodes.iter().filter(below).copied().collect();
    }
    let deeper = nodes[at + 1..].iter().take_while(|node| !node.entry.total && node.entry.level > own.level);
    let deeper: Vec<Node> = deeper.copied().collect();
    let level = deeper.iter().map(|node| node.entry.level).min();
    deeper.into_iter().filter(|node| Some(node.entry.level) == level).collect()
}

/// Whether a block's rows are told by codes rather than by their order.
fn coded(nodes: &[Node<'_>]) -> bool {
    nodes.iter().filter(|node| !node.entry.total).all(|node| node.entry.code.is_some())
}

/// What a total totals. One that stands above all classes totals them; one below
/// them totals the classes and the total before it, back to that total.
fn total_parts<'a>(nodes: &[Node<'a>], at: usize) -> Vec<Node<'a>> {
    let class = |node: &&Node<'_>| !node.entry.total && is_class(nodes, node);
    let above = nodes[..at].iter().any(|node| class(&node));
    if !above {
        let below = nodes[at + 1..].iter().take_while(|node| !node.entry.total);
        return below.filter(class).copied().collect();
    }
    let before = nodes[..at].iter().rposition(|node| node.entry.total);
    let since = before.map_or(0, |before| before + 1);
    let mut parts: Vec<Node> = before.map(|before| nodes[before]).into_iter().collect();
    parts.extend(nodes[since..at].iter().filter(class).copied());
    // A total right behind another and nothing between repeats it.
    parts
}

/// Whether a row stands at the top of its block: no other row is its class.
fn is_class(nodes: &[Node<'_>], node: &Node<'_>) -> bool {
    match node.entry.code.as_deref().filter(|_| coded(nodes)) {
        Some(code) => !nodes.iter().any(|other| {
            let outer = other.entry.code.as_deref();
            !other.entry.total
                && outer.is_some_and(|outer| outer.len() < code.len() && code.starts_with(outer))
        }),
        None => node.entry.level == 0,
    }
}
