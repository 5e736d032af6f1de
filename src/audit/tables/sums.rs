//! 类 = Σ款, 款 = Σ项, 合计 = Σ类: every level of every table.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::audit::tables::{Sum, missed};
use crate::catalogue::normal::{is_of_which, is_point, numbering};
use crate::catalogue::schema::{LabelsSpec, RowMoney, TableSpec};
use crate::model::{Class, Entry, Finding, IndexedTable, Rule, Verdict};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "class-sum",
    class: Class::Figure,
    title: "上级科目等于下级之和，合计等于各类之和",
    text: "对表中每一个金额栏，逐级核对：类等于各款之和，款等于各项之和，合计等于各类之和；本年合计加上结转等于总计；小计等于上一个小计之后的各行，其中列出的各行不超过它上面的一行。没有编码和序号的行，按各行加得起来的层次核对；哪一种层次都加不起来的，记为无法核对。表下写明有的科目不予公开的，各项可以少于上级。空白按没有金额计算。",
    basis: "预算法实施条例要求支出按功能分类编列到项、按经济分类编列到款，各级科目由下级汇总。",
};

/// One row of a block as the hierarchy sees it.
#[derive(Debug, Clone, Copy)]
struct Node<'a> {
    row: usize,
    block: usize,
    entry: &'a Entry,
    /// Whether it totals rows beside it, not rows under it.
    total: bool,
    /// Whether it prints neither a code nor an amount.
    bare: bool,
}

/// The sums of every amount column, block by block.
pub fn check(indexed: &IndexedTable<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let spec = indexed.spec();
    for blocks in groups(indexed) {
        let hierarchy = Hierarchy::new(nodes(indexed, &blocks), spec, indexed.catalogue.labels());
        for (whole, readings) in hierarchy.sums() {
            // Where the rows may be taken in several ways, the way that fits is theirs.
            let sums = readings.iter().map(|parts| (parts, of_columns(indexed, &blocks, &whole, parts)));
            let Some((parts, sums)) = sums.min_by_key(|(_, sums)| missed(sums)) else { continue };
            let proven = hierarchy.proves(&whole, parts);
            let told = |sum: Finding| if proven { sum } else { sum.without_mismatch(UNPROVEN) };
            findings.extend(sums.into_iter().map(told));
        }
    }
    findings
}

/// The sum of each amount column, a whole and its parts given.
fn of_columns(
    indexed: &IndexedTable<'_>,
    blocks: &[usize],
    whole: &Node<'_>,
    parts: &[Node<'_>],
) -> Vec<Finding> {
    let of_which = parts.first().is_some_and(|part| is_of_which(&part.entry.printed));
    let withheld = indexed.table.notes.iter().any(|(note, _)| indexed.catalogue.labels().withholds(note));
    let of_column = |column| {
        let cell = |node: &Node<'_>| indexed.shared_cell(node.row, node.block, column);
        let sum = Sum {
            rule: &RULE,
            id: format!("sum-{}-{}-{column}", indexed.table.id, whole.entry.key),
            whole: cell(whole)?,
            parts: parts.iter().filter_map(cell).collect(),
            scope: of_which,
            note: None,
        };
        // 其中 need not list every part.
        let partial = |sum: &Finding| of_which && sum.verdict == Verdict::Scope && sum.expected < sum.actual;
        let sum = sum.finding(indexed).filter(|sum| !partial(sum))?;
        let hidden = withheld && sum.expected < sum.actual;
        let differs = matches!(sum.verdict, Verdict::Mismatch | Verdict::Scope);
        let hollow = || differs && parts.iter().any(|part| is_hollow(indexed, part, column));
        Some(match () {
            () if hidden => sum.without_mismatch(WITHHELD),
            () if hollow() => sum.without_mismatch(HOLLOW),
            () => sum,
        })
    };
    indexed.amount_columns(blocks[0]).into_iter().filter_map(of_column).collect()
}

/// Of a sum that fails where nothing but the rows' order says what they sum.
const UNPROVEN: &str = "各行没有科目编码和序号，哪些行属于这个合计，本站可能没有读对。请对照原文。";

/// Of a sum whose parts add up to less, in a table under which a note says that some of
/// its accounts are not published.
const WITHHELD: &str = "表下写明有的科目不予公开，列出的各项可以少于上级。";

/// Of a sum one of whose parts is blank while rows under it have amounts.
const HOLLOW: &str = "有一项这一格空着，它下面的各行却有数，不能当作没有金额。请对照原文。";

/// Whether a part is blank in a column in which rows under it have amounts.
fn is_hollow(indexed: &IndexedTable<'_>, part: &Node<'_>, column: &str) -> bool {
    let cell = |row: usize| indexed.shared_cell(row, part.block, column);
    let amount = |row: usize| cell(row).is_some_and(|cell| cell.amount().is_some());
    let under = |row: &usize| {
        let entry = indexed.table.rows[*row].entries.get(part.block).and_then(Option::as_ref);
        entry.is_some_and(|entry| entry.level > part.entry.level && !entry.total)
    };
    !amount(part.row) && (part.row + 1..indexed.table.rows.len()).take_while(under).any(amount)
}

/// Whether a label is 小计, of which a table may have many.
fn is_subtotal(entry: &Entry, labels: &LabelsSpec) -> bool {
    labels.is_total(&entry.printed) && !labels.names_whole(&entry.printed)
}

fn nodes<'a>(indexed: &IndexedTable<'a>, blocks: &[usize]) -> Vec<Node<'a>> {
    let rows = || indexed.table.rows.iter().enumerate();
    let of_block = |&block: &usize| {
        let lends = move |row: &usize| blocks.len() > 1 && indexed.lends(*row, block);
        rows().filter(move |(row, _)| !lends(row)).filter_map(move |(row, printed)| {
            let entry = printed.entries.get(block)?.as_ref()?;
            let amounts = || indexed.table.figures_of(printed).any(|cell| cell.column.block == block);
            let bare = entry.code.is_none() && !amounts();
            Some(Node { row, block, entry, total: entry.total, bare })
        })
    };
    let mut nodes: Vec<Node> = blocks.iter().flat_map(of_block).collect();
    // A unit over its own rows is no total beside them.
    let over =
        |pair: &[Node<'_>]| pair[1].entry.level > pair[0].entry.level && !is_of_which(&pair[1].entry.printed);
    let over: Vec<bool> = nodes.windows(2).map(over).collect();
    for (node, over) in nodes.iter_mut().zip(over) {
        node.total &= !over || indexed.catalogue.labels().names_total(&node.entry.printed);
    }
    nodes
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

/// Whether a block continues the list of the blocks before it: the same
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
    spec: Option<&'a TableSpec>,
    labels: &'a LabelsSpec,
    /// The rows by their codes, where rows are identified by codes rather than by
    /// their order.
    codes: Option<HashMap<&'a str, Vec<Node<'a>>>>,
    /// The lengths of the codes, shortest first.
    lengths: BTreeSet<usize>,
    /// The first row that stands at the top.
    first_class: Option<usize>,
}

impl<'a> Hierarchy<'a> {
    fn new(mut nodes: Vec<Node<'a>>, spec: Option<&'a TableSpec>, labels: &'a LabelsSpec) -> Self {
        let mut codes: Option<HashMap<&str, Vec<Node>>> = Some(HashMap::new());
        for node in nodes.iter().filter(|node| !node.total && !node.bare) {
            match (node.entry.code.as_deref(), &mut codes) {
                (Some(code), Some(codes)) => codes.entry(code).or_default().push(*node),
                _ => codes = None,
            }
        }
        if codes.as_ref().is_some_and(|codes| !codes.is_empty()) {
            // A line of words among accounts is none of them.
            nodes.retain(|node| node.total || !node.bare);
        }
        let lengths = codes.iter().flat_map(HashMap::keys).map(|code| code.len()).collect();
        let mut hierarchy = Self { nodes, spec, labels, codes, lengths, first_class: None };
        hierarchy.first_class = hierarchy.nodes.iter().position(|node| hierarchy.is_class(node));
        hierarchy
    }

    /// Every whole with its parts, in each way in which they may be told: classes
    /// and their members, totals and what they total.
    fn sums(&self) -> Vec<(Node<'a>, Vec<Vec<Node<'a>>>)> {
        let members = self.coded_members();
        let mut sums = Vec::new();
        for (at, node) in self.nodes.iter().enumerate() {
            let mut readings = match (node.entry.code.as_deref(), &members) {
                _ if node.total => self.totals(at),
                (Some(code), Some(members)) => vec![members.get(code).cloned().unwrap_or_default()],
                _ => vec![self.deeper_members(at)],
            };
            readings.retain(|parts| !parts.is_empty());
            if !readings.is_empty() {
                sums.push((*node, readings));
            }
        }
        sums
    }

    /// Whether the labels prove that a whole has these parts: all rows among them
    /// have codes, numbers or names that the catalogue knows.
    fn proves(&self, whole: &Node<'a>, parts: &[Node<'a>]) -> bool {
        let place = |node: &Node<'_>| (node.block, node.row);
        let ends = || parts.iter().chain([whole]).map(place);
        let (first, last) = (ends().min(), ends().max());
        let among = |node: &&Node<'_>| first <= Some(place(node)) && Some(place(node)) <= last;
        let told = |node: &Node<'_>| {
            let entry = node.entry;
            place(node) == place(whole) || entry.code.is_some() || node.total || self.is_named(entry)
        };
        self.nodes.iter().filter(among).all(told)
    }

    /// Whether a row has a number or a name that the catalogue knows; one without
    /// words is in doubt by itself.
    fn is_named(&self, entry: &Entry) -> bool {
        numbering(entry.printed.trim_start()).is_some()
            || is_of_which(&entry.printed)
            || !entry.printed.chars().any(char::is_alphabetic)
            || self.spec.is_some_and(|spec| spec.rows.iter().any(|row| row.key == entry.base()))
    }

    /// The direct members of each code: those that are two digits longer.
    fn coded_members(&self) -> Option<HashMap<&'a str, Vec<Node<'a>>>> {
        self.codes.as_ref()?;
        let mut members: HashMap<&str, Vec<Node>> = HashMap::new();
        for node in self.nodes.iter().filter(|node| !node.total) {
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
        let deeper = below.take_while(|node| !node.total && node.entry.level > own.level);
        let deeper: Vec<Node> = deeper.copied().collect();
        let level = deeper.iter().map(|node| node.entry.level).min();
        deeper.into_iter().filter(|node| Some(node.entry.level) == level).collect()
    }

    /// What a total may total. A 小计 totals the rows since the last total, or those
    /// below it up to the next; any other total what it stands beside, or the 小计.
    fn totals(&self, at: usize) -> Vec<Vec<Node<'a>>> {
        let subtotal = |node: &Node<'_>| node.total && is_subtotal(node.entry, self.labels);
        if subtotal(&self.nodes[at]) {
            let since = self.nodes[..at].iter().rposition(|node| node.total).map_or(0, |before| before + 1);
            let below = &self.nodes[at + 1..];
            let until = below.iter().position(|node| node.total).unwrap_or(below.len());
            return vec![self.classes(since..at), self.classes(at + 1..at + 1 + until)];
        }
        let other = |node: &Node<'_>| node.total && !is_subtotal(node.entry, self.labels);
        let start = self.nodes[..at].iter().rposition(other).map_or(0, |before| before + 1);
        let end = self.nodes[at + 1..].iter().position(other).map_or(self.nodes.len(), |next| at + 1 + next);
        let subtotals = |rows: Range<usize>| -> Vec<Node<'a>> {
            self.nodes[rows].iter().filter(|node| subtotal(node)).copied().collect()
        };
        let all = if self.stands_alone(at) { self.classes(0..self.nodes.len()) } else { Vec::new() };
        let is_below = |node: &Node<'_>| (node.block, node.row) > (self.nodes[at].block, self.nodes[at].row);
        let between = all.iter().any(is_below) && !all.iter().all(is_below);
        let parts = if between { all.clone() } else { self.total_parts(at) };
        vec![parts, subtotals(start..at), subtotals(at + 1..end), all]
    }

    /// Whether a total is the only one among accounts that are identified by their codes, 小计
    /// apart: it totals all classes, above and below it.
    fn stands_alone(&self, at: usize) -> bool {
        let other =
            |other: &usize| self.nodes[*other].total && !is_subtotal(self.nodes[*other].entry, self.labels);
        let coded = self.codes.as_ref().is_some_and(|codes| !codes.is_empty());
        coded && (0..self.nodes.len()).filter(other).eq([at])
    }

    fn classes(&self, rows: Range<usize>) -> Vec<Node<'a>> {
        self.nodes[rows].iter().filter(|node| self.is_class(node)).copied().collect()
    }

    /// What a total totals that stands for all. One that stands above all classes
    /// totals them; one below them totals the classes and the total before it, back
    /// to that total.
    fn total_parts(&self, at: usize) -> Vec<Node<'a>> {
        let heads = |at: usize| self.first_class.is_none_or(|first| first > at);
        if heads(at) {
            return self.classes(at + 1..self.end_below(at));
        }
        let before = self.nodes[..at].iter().rposition(|node| node.total);
        let past = |before: usize| if heads(before) { self.end_below(before) } else { before + 1 };
        let since = before.map_or(0, past);
        let mut parts: Vec<Node> = before.map(|before| self.nodes[before]).into_iter().collect();
        parts.extend(self.classes(since..at));
        // A total right after another and nothing between repeats it.
        parts
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
            node.total || (points && point(node)) || carried
        };
        below.iter().position(ends).map_or(self.nodes.len(), |length| at + 1 + length)
    }

    /// Which years' money a row is, where the catalogue says it.
    fn money(&self, entry: &Entry) -> Option<RowMoney> {
        self.spec?.rows.iter().find(|row| row.key == entry.base())?.money
    }

    /// Whether a row stands at the top of its block: no other row is its class.
    fn is_class(&self, node: &Node<'_>) -> bool {
        if node.total {
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
