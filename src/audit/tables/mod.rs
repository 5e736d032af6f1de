//! Checks of tables: sums within one, identities between two. Which identities
//! hold, the catalogue says; that a hierarchy sums up holds everywhere.

pub mod accounts;
pub mod across;
pub mod codes;
mod differences;
pub mod equal;
pub mod funds;
mod headings;
pub mod lines;
mod sets;
pub mod shift;
pub mod sums;

use rust_decimal::Decimal;

use crate::audit::tables::differences::Differences;
use crate::audit::tables::equal::Leeway;
use crate::audit::verdict;
use crate::catalogue::schema::{CellSpec, CheckSpec, Scope};
use crate::keys::{ColumnKey, RowKey, TableKey};
use crate::model::{
    CellRef, Counted, DisclosureKind, Finding, Group, IndexedTable, OperandRole, Rule, TableIndex, Verdict,
};
use crate::money::{self, grouped};

/// Rules by which a table proves itself.
pub const OWN_SUMS: [&Rule; 2] = [&sums::RULE, &across::RULE];

/// All findings on tables, in the order of the tables.
pub fn check(tables: &TableIndex<'_>, kind: DisclosureKind) -> Vec<Finding> {
    let (one_source, known) = (has_one_source(tables), Differences::of(tables, kind));
    let leeway = |scope: Option<Scope>| {
        let scope = scope.is_some_and(|scope| match scope {
            Scope::Funds => !one_source,
            Scope::Carried => known.has_carried(),
            Scope::Meaning => true,
        });
        Leeway { scope, known: &known }
    };
    let mut findings = Vec::new();
    for indexed in tables.all.iter().filter(|indexed| indexed.table.known && !indexed.table.is_empty()) {
        findings.extend(sums::check(indexed));
        findings.extend(accounts::check_again(tables, indexed, &known));
        let specs = indexed.spec().map(|spec| spec.checks.as_slice());
        let specs = specs.unwrap_or_default();
        findings.extend(across::check_groups(indexed, &totals(specs)));
        for spec in specs {
            match spec {
                CheckSpec::Across { total, parts } => findings.extend(across::check(indexed, total, parts)),
                CheckSpec::Equal { cell, to, scope } => {
                    findings.extend(equal::check(tables, indexed, cell, to, leeway(*scope)))
                }
                CheckSpec::Accounts { column, to, to_column, scope } => {
                    let to = (to.as_str(), to_column.as_str());
                    findings.extend(accounts::check(tables, indexed, column, to, leeway(*scope)));
                }
                CheckSpec::Lines { column, to } => findings.extend(lines::check(tables, indexed, column, to)),
            }
        }
    }
    findings
}

/// What speaks of all tables together, and of what their rows are called: a table's own sums
/// prove nothing of that.
pub fn check_beside(tables: &TableIndex<'_>, kind: DisclosureKind) -> Vec<Finding> {
    let sum = funds::check(tables, &Differences::of(tables, kind));
    sum.into_iter().chain(codes::check(tables)).collect()
}

/// The columns whose parts the catalogue names.
fn totals(specs: &[CheckSpec]) -> Vec<&str> {
    let total = specs.iter().map(|spec| match spec {
        CheckSpec::Across { total, .. } => Some(total.as_str()),
        _ => None,
    });
    total.flatten().collect()
}

/// Whether all money of the year is general public budget, as every 收支总表 shows:
/// then no two tables can differ by their sources of money.
fn has_one_source(tables: &TableIndex<'_>) -> bool {
    let is_balance = |one: &&IndexedTable<'_>| one.table.is(TableKey::BALANCE);
    let mut balances = tables.all.iter().filter(is_balance).peekable();
    balances.peek().is_some() && balances.all(is_of_one_source)
}

fn is_of_one_source(balance: &IndexedTable<'_>) -> bool {
    let amount = |row: RowKey, column: ColumnKey| Some(balance.cell(row, column)?.amount()?.normalize());
    let only = amount(RowKey::GENERAL_PUBLIC_BUDGET, ColumnKey::AMOUNT).filter(|amount| !amount.is_zero());
    let total =
        amount(RowKey::INCOME_TOTAL, ColumnKey::AMOUNT).or(amount(RowKey::INCOME_CURRENT, ColumnKey::AMOUNT));
    let spent = amount(RowKey::EXPENDITURE_TOTAL, ColumnKey::TOTAL)
        .or(amount(RowKey::EXPENDITURE_CURRENT, ColumnKey::TOTAL));
    only.is_some() && only == total && only == spent
}

/// The cell that a catalogue entry names, seen from a table, and whether it surely
/// is of the same set of tables.
fn named<'a>(
    tables: &TableIndex<'a>,
    own: &IndexedTable<'a>,
    spec: &CellSpec,
) -> Option<(CellRef<'a>, bool)> {
    let Some(id) = &spec.table else { return Some((own.cell(&spec.row, &spec.column)?, true)) };
    let other = sets::counterpart(tables, own, id)?;
    Some((other.table.cell(&spec.row, &spec.column)?, other.sure))
}

/// Of a whole none of whose parts prints an amount.
const UNSEEN: &str = "各部分都没有金额，可能是文本解析时丢失或移位，也可能原文没有分列。";

/// A sum to be checked: the figure printed for the whole and its parts.
struct Sum<'a> {
    rule: &'static Rule,
    id: String,
    whole: CellRef<'a>,
    parts: Vec<CellRef<'a>>,
    scope: bool,
    note: Option<String>,
}

impl Sum<'_> {
    /// The finding; `None` where nothing is printed on either side.
    fn finding(self, indexed: &IndexedTable<'_>) -> Option<Finding> {
        let filled: Vec<&CellRef> = self.parts.iter().filter(|part| part.is_filled()).collect();
        if !self.whole.is_filled() && filled.is_empty() {
            return None;
        }
        let unit = self.whole.unit();
        let mixed = filled.iter().any(|part| part.unit() != unit);
        let expected = money::sum(self.parts.iter().map(CellRef::counts)).filter(|_| !mixed);
        let actual = self.whole.cell.amount();
        let printed: Vec<Decimal> =
            filled.iter().chain([&&self.whole]).filter_map(|cell| cell.amount()).collect();
        let tolerance = money::of_sum(unit, &printed);
        let (verdict, note) = match expected.zip(actual) {
            Some((expected, actual)) => {
                (verdict::of(actual, expected, tolerance, self.scope), self.note.clone())
            }
            None if mixed => (Verdict::Unverifiable, Some("各栏的单位不同。".to_owned())),
            None => (Verdict::Unverifiable, Some(missing(&self.whole, &self.parts))),
        };
        let figures = [&self.whole].into_iter().chain(filled.iter().copied()).map(CellRef::operand).collect();
        let mut finding = Finding {
            id: self.id.clone(),
            rule: self.rule,
            group: Group::Table(indexed.table.index),
            verdict,
            statement: String::new(),
            expected,
            actual,
            unit: unit.map(Counted::Money),
            tolerance,
            figures,
            note,
        };
        self.doubt(indexed, &mut finding);
        finding.statement = formula(&self.whole, &filled, finding.verdict);
        Some(finding)
    }

    /// Takes back a mismatch where the reading may have lost the parts or their columns.
    fn doubt(&self, indexed: &IndexedTable<'_>, finding: &mut Finding) {
        if finding.verdict != Verdict::Mismatch {
            return;
        }
        if finding.expected.is_some_and(|expected| expected.is_zero()) {
            finding.leave_open(UNSEEN);
        } else if shift::explains(indexed, self) {
            finding.leave_open(shift::NOTE);
            finding.figures[0].role = OperandRole::Shifted;
        }
    }
}

/// How many sums of one reading do not hold.
fn missed(sums: &[Finding]) -> usize {
    let holds = |sum: &&Finding| matches!(sum.verdict, Verdict::Agree | Verdict::Rounding);
    sums.iter().filter(|sum| !holds(sum)).count()
}

/// Why a sum cannot be checked.
fn missing(whole: &CellRef<'_>, parts: &[CellRef<'_>]) -> String {
    let unreadable = parts.iter().chain([whole]).find(|cell| cell.counts().is_none());
    match unreadable {
        Some(cell) if cell.row.lost_blanks() => {
            format!("“{}”这一行丢了空白格，金额属于哪一栏不能确定。", cell.entry.label)
        }
        Some(cell) => format!("“{}”印作“{}”，读不成数字。", cell.entry.label, cell.cell.raw),
        None if whole.cell.amount().is_some() => "金额的位数过多，加不起来。".to_owned(),
        None => format!("“{}”没有列出金额。", whole.entry.label),
    }
}

/// Most parts that print a zero and are said one by one in a formula.
const ZEROS: usize = 2;

fn is_zero(cell: &CellRef<'_>) -> bool {
    cell.amount().is_some_and(|amount| amount.is_zero())
}

/// `公安支出 9,385.68 = 行政运行 1,794.68 + … + 0（12 项）`
fn formula(whole: &CellRef<'_>, parts: &[&CellRef<'_>], verdict: Verdict) -> String {
    let same_row = parts.iter().all(|part| part.entry.key == whole.entry.key);
    let name =
        |cell: &CellRef<'_>| if same_row { cell.column.label().to_owned() } else { cell.entry.label.clone() };
    let say = |cell: &CellRef<'_>| format!("{} {}", name(cell), printed(cell));
    let (zeros, others): (Vec<&&CellRef>, Vec<&&CellRef>) = parts.iter().partition(|part| is_zero(part));
    let mut right: Vec<String> = match zeros.len() {
        ..=ZEROS => parts.iter().map(|part| say(part)).collect(),
        _ => others.into_iter().map(|part| say(part)).collect(),
    };
    if zeros.len() > ZEROS {
        right.push(format!("0（{} 项）", zeros.len()));
    }
    let right = if right.is_empty() { "各部分都没有金额".to_owned() } else { right.join(" + ") };
    let place = if same_row { &whole.entry.label } else { whole.column.label() };
    // A column beyond the header has no name.
    let colon = if place.is_empty() { "" } else { "：" };
    format!("{place}{colon}{} {} {right}", say(whole), verdict::sign(verdict))
}

/// The amount with its thousands grouped; the raw text where it is none.
fn printed(cell: &CellRef<'_>) -> String {
    match cell.amount() {
        Some(amount) => grouped(amount),
        None if cell.cell.raw.is_empty() && cell.row.may_lack_cells() => "（没有读出）".to_owned(),
        None if cell.cell.raw.is_empty() => "（公布为空）".to_owned(),
        None => format!("“{}”", cell.cell.raw),
    }
}
