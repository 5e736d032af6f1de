//! 类 = Σ款, 款 = Σ项, 合计 = Σ类: every level of every table.

use std::collections::{BTreeSet, HashMap};

use crate::audit::tables::Sum;
use crate::catalogue::normal::{compact, numbering};
use crate::catalogue::schema::{RowMoney, TableSpec};
use crate::catalogue::{Catalogue, base_id};
use crate::model::{Entry, Finding, IndexedTable, Rule};

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
    block: usize,
    entry: &'a Entry,
}

/// The sums of every amount column, block by block.
pub fn check(indexed: &IndexedTable<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let spec = Catalogue::get().published(&indexed.table.id);
    for blocks in groups(indexed) {
        for (whole, parts) in Hierarchy::new(nodes(indexed, &blocks), spec).sums() {
            // 其中 need not list every part.
            let scope = parts.first().is_some_and(|part| part.entry.printed.trim_start().starts_with("其中"));
            for column in indexed.amount_columns(blocks[0]) {
                let cell = |node: &Node<'_>| indexed.shared_cell(node.row, node.block, column);
                let Some(whole_cell) = cell(&whole) else { continue };
                let sum = Sum {
                    rule: &RULE,
                    id: format!("sum-{}-{}-{column}", indexed.table.id, whole.entry.key),
                    whole: whole_cell,
                    parts: parts.iter().filter_map(cell).collect(),
                    scope,
                    note: None,
                };
                findings.extend(sum.finding(indexed));
            }
        }
    }
    findings
}

fn nodes<'a>(indexed: &IndexedTable<'a>, blocks: &[usize]) -> Vec<Node<'a>> {
    let rows = || indexed.table.rows.iter().enumerate();
    let of_block = |&block: &usize| {
        let lends = move |row: &usize| blocks.len() > 1 && indexed.lends(*row, block);
        rows().filter(move |(row, _)| !lends(row)).filter_map(move |(row, printed)| {
            Some(Node { row, block, entry: printed.entries.get(block)?.as_ref()? })
        })
    };
    blocks.iter().flat_map(of_block).collect()
}

/// The blocks that are one list: alone, or set side by side to save paper, where
/// the accounts of a class go on in the next block (经济分类 in three columns).
fn groups(indexed: &IndexedTable<'_>) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for block in 0..indexed.table.blocks.len() {
        match groups.last_mut() {
            Some(group) if goes_on(indexed, group, block) => group.push(block),
            _ => groups.push(vec![block]),
        }
    }
    groups
}

/// Whether a block goes on with the list of the blocks before it: the same
/// columns, accounts only, and one of them belongs to a class that stands there,
/// or the total of both stands under it alone.
fn goes_on(indexed: &IndexedTable<'_>, group: &[usize], block: usize) -> bool {
    let columns = indexed.amount_columns(block);
    if columns.len() != 1 || indexed.amount_columns(group[0]) != columns {
        return false;
    }
    let codes = |block: &[usize]| -> Vec<&str> {
        nodes(indexed, block).iter().filter_map(|node| node.entry.code.as_deref()).collect()
    };
    let (before, own) = (codes(group), codes(&[block]));
    let lent = || (0..indexed.table.rows.len()).any(|row| indexed.lends(row, block - 1));
    if !before.is_empty() && !own.is_empty() && lent() {
        return true;
    }
    let classes = own.iter().filter_map(|code| code.get(..code.len().checked_sub(2)?));
    classes.into_iter().any(|class| before.contains(&class) && !own.contains(&class))
}

/// A block's rows with what tells their order.
struct Hierarchy<'a> {
    nodes: Vec<Node<'a>>,
    /// What the catalogue knows of the table.
    spec: Option<&'static TableSpec>,
    /// The rows by their codes, where rows are told by codes rather than by
    /// their order.
    codes: Option<HashMap<&'a str, Vec<Node<'a>>>>,
    /// The lengths of the codes, shortest first.
    lengths: BTreeSet<usize>,
    /// The first row that stands at the top.
    first_class: Option<usize>,
}

impl<'a> Hierarchy<'a> {
    fn new(nodes: Vec<Node<'a>>, spec: Option<&'static TableSpec>) -> Self {
        let mut codes: Option<HashMap<&str, Vec<Node>>> = Some(HashMap::new());
        for node in nodes.iter().filter(|node| !node.entry.total) {
            match (node.entry.code.as_deref(), &mut codes) {
                (Some(code), Some(codes)) => codes.entry(code).or_default().push(*node),
                _ => codes = None,
            }
        }
        let lengths = codes.iter().flat_map(HashMap::keys).map(|code| code.len()).collect();
        let mut hierarchy = Self { nodes, spec, codes, lengths, first_class: None };
        hierarchy.first_class = hierarchy.nodes.iter().position(|node| hierarchy.is_class(node));
        hierarchy
    }

    /// Every whole with its parts: classes and their members, totals and what
    /// they total.
    fn sums(&self) -> Vec<(Node<'a>, Vec<Node<'a>>)> {
        let members = self.coded_members();
        let mut sums = Vec::new();
        for (at, node) in self.nodes.iter().enumerate() {
            let parts = match (node.entry.code.as_deref(), &members) {
                _ if node.entry.total => self.total_parts(at),
                (Some(code), Some(members)) => members.get(code).cloned().unwrap_or_default(),
                _ => self.deeper_members(at),
            };
            if !parts.is_empty() {
                sums.push((*node, parts));
            }
        }
        sums
    }

    /// The direct members of each code: those that are two digits longer.
    fn coded_members(&self) -> Option<HashMap<&'a str, Vec<Node<'a>>>> {
        self.codes.as_ref()?;
        let mut members: HashMap<&str, Vec<Node>> = HashMap::new();
        for node in self.nodes.iter().filter(|node| !node.entry.total) {
            let code = node.entry.code.as_deref().unwrap_or_default();
            if let Some(outer) = code.len().checked_sub(2).and_then(|length| code.get(..length)) {
                members.entry(outer).or_default().push(*node);
            }
        }
        Some(members)
    }

    /// The deeper rows right below a class.
    fn deeper_members(&self, at: usize) -> Vec<Node<'a>> {
        let own = self.nodes[at].entry;
        let below = self.nodes[at + 1..].iter();
        let deeper = below.take_while(|node| !node.entry.total && node.entry.level > own.level);
        let deeper: Vec<Node> = deeper.copied().collect();
        let level = deeper.iter().map(|node| node.entry.level).min();
        deeper.into_iter().filter(|node| Some(node.entry.level) == level).collect()
    }

    /// What a total totals. One that stands above all classes totals them; one
    /// below them totals the classes and the total before it, back to that total.
    fn total_parts(&self, at: usize) -> Vec<Node<'a>> {
        let class = |node: &&Node<'_>| self.is_class(node);
        let heads = |at: usize| self.first_class.is_none_or(|first| first > at);
        if heads(at) {
            return self.nodes[at + 1..self.end_below(at)].iter().filter(class).copied().collect();
        }
        let before = self.nodes[..at].iter().rposition(|node| node.entry.total);
        let past = |before: usize| if heads(before) { self.end_below(before) } else { before + 1 };
        let since = before.map_or(0, past);
        let mut parts: Vec<Node> = before.map(|before| self.nodes[before]).into_iter().collect();
        parts.extend(self.nodes[since..at].iter().filter(class).copied());
        // A total right behind another and nothing between repeats it; a subtotal is
        // one of something else.
        let repeats = parts.len() == 1 && before.is_some();
        if repeats && is_subtotal(self.nodes[at].entry) { Vec::new() } else { parts }
    }

    /// Where the rows end that a total above all classes totals: at the next total,
    /// and where it is one point among others (`一、本年收入`) or the total of the
    /// year, at the next point (`二、上年结转`) or what is carried over.
    fn end_below(&self, at: usize) -> usize {
        let top = self.nodes[at].entry;
        let point = |node: &Node<'_>| is_point(&node.entry.printed);
        let below = &self.nodes[at + 1..];
        let points = is_point(&top.printed) && below.first().is_some_and(|node| !point(node));
        let of_year = self.money(top) == Some(RowMoney::Year);
        let ends = |node: &Node<'_>| {
            let carried = of_year && self.money(node.entry) == Some(RowMoney::Carried);
            node.entry.total || (points && point(node)) || carried
        };
        below.iter().position(ends).map_or(self.nodes.len(), |length| at + 1 + length)
    }

    /// Which years' money a row is, where the catalogue says it.
    fn money(&self, entry: &Entry) -> Option<RowMoney> {
        let key = base_id(&entry.key);
        self.spec?.rows.iter().find(|row| row.key == key)?.money
    }

    /// Whether a row stands at the top of its block: no other row is its class.
    fn is_class(&self, node: &Node<'_>) -> bool {
        if node.entry.total {
            return false;
        }
        match (node.entry.code.as_deref(), &self.codes) {
            (Some(code), Some(codes)) => {
                let shorter = self.lengths.range(..code.len());
                !shorter.into_iter().any(|length| code.get(..*length).is_some_and(|c| codes.contains_key(c)))
            }
            _ => node.entry.level == 0,
        }
    }
}

fn is_subtotal(entry: &Entry) -> bool {
    compact(&entry.printed) == "小计"
}

/// Whether a label is numbered as an outermost point: `二、上年结转`.
fn is_point(printed: &str) -> bool {
    numbering(printed).is_some() && printed.trim_start().starts_with(|c| "一二三四五六七八九十".contains(c))
}
