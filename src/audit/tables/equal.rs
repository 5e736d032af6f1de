//! Two cells that state one amount: both sides of a balance, totals carried from
//! table to table.

use rust_decimal::Decimal;

use crate::audit::tables::differences::{Difference, Differences};
use crate::audit::tables::{named, printed};
use crate::audit::verdict;
use crate::catalogue::schema::CellSpec;
use crate::model::{CellRef, Class, Counted, Finding, Group, IndexedTable, Rule, TableIndex, Verdict};
use crate::money::{Money, half_of};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "cell-equal",
    class: Class::Figure,
    title: "同一笔钱在两处的金额相等",
    text: "收入总计等于支出总计；收支总表的总计等于收入总表、支出总表的合计；财政拨款各表之间、经济分类表与“三公”经费表之间，同一笔钱的金额相等。两处可能包含不同资金的，差异记为口径可能不同；一张表包含上年结转、另一张不包含，差额正是结转金额的，也是一致；一份公开里有两套表的（部门和本级），只在同一套表里核对；收支总表只有一般公共预算一种来源的，记为不符。",
    basis: "预算收支平衡，各表取自同一套预算数据。",
};

/// How two cells may differ though neither is wrong.
#[derive(Clone, Copy)]
pub struct Leeway<'c, 'a> {
    /// Whether one may speak of more money than the other.
    pub scope: bool,
    /// What two tables may differ by.
    pub known: &'c Differences<'a>,
}

/// The cell against the one of `to` that prints the same, else the first that
/// prints anything.
pub fn check<'a>(
    tables: &TableIndex<'a>,
    indexed: &IndexedTable<'a>,
    cell: &CellSpec,
    to: &[CellSpec],
    leeway: Leeway<'_, 'a>,
) -> Option<Finding> {
    let own = named(tables, indexed, cell)?.0;
    let others = || to.iter().filter_map(|to| named(tables, indexed, to)).filter(|(to, _)| to.is_filled());
    let same = others().find(|(other, _)| are_equal(&own, other));
    let (other, sure) = same.or_else(|| others().next())?;
    let id = format!("equal-{}-{}-{}-{}", own.table.id, own.entry.key, own.column.key, other.table.id);
    pair(&RULE, id, own, other, Leeway { scope: leeway.scope || !sure, ..leeway })
}

/// Whether two cells print one amount, but for rounding.
fn are_equal(own: &CellRef<'_>, other: &CellRef<'_>) -> bool {
    money(own).zip(money(other)).is_some_and(|(own, other)| {
        let tolerance = both_rounded(own, other).unwrap_or_default();
        let verdict = verdict::of_pair(Some(own.value), other.value_in(own.unit), tolerance, false);
        matches!(verdict, Verdict::Agree | Verdict::Rounding)
    })
}

/// Two cells that should state one amount; `None` where neither prints any, or where
/// they differ and are of different years or stages (年初预算数, 决算数). Where one is
/// blank, that may mean another scope.
pub fn pair<'a>(
    rule: &'static Rule,
    id: String,
    own: CellRef<'a>,
    other: CellRef<'a>,
    leeway: Leeway<'_, 'a>,
) -> Option<Finding> {
    if !own.is_filled() && !other.is_filled() {
        return None;
    }
    let (left, right) = (money(&own), money(&other));
    let (mut verdict, mut note) = (Verdict::Unverifiable, Some("有一处没有读得出的金额或单位。".to_owned()));
    let mut tolerance = Decimal::ZERO;
    if let Some((left, right)) = left.zip(right) {
        tolerance = both_rounded(left, right).unwrap_or_default();
        let scope = leeway.scope || !own.is_filled() || !other.is_filled();
        verdict = verdict::of_pair(Some(left.value), right.value_in(left.unit), tolerance, scope);
        if verdict != Verdict::Agree && own.column.period != other.column.period {
            return None;
        }
        note = (verdict == Verdict::Scope).then(|| "两张表包含的资金可能不同。".to_owned());
    }
    let finding = Finding {
        id,
        rule,
        group: Group::Table(own.table.index),
        verdict,
        statement: format!("{} {} {}", say(&own), verdict::sign(verdict), say(&other)),
        expected: left.zip(right).and_then(|(left, right)| right.value_in(left.unit)),
        actual: left.map(|left| left.value),
        unit: own.unit().map(Counted::Money),
        tolerance,
        figures: vec![own.operand(), other.operand()],
        note,
    };
    let apart = finding.verdict == Verdict::Scope && own.is_filled() && other.is_filled();
    Some(if apart { explained(finding, &own, &other, leeway.known) } else { finding })
}

/// The finding, with what is the whole difference, where there is such: then the
/// amounts agree.
fn explained(
    mut finding: Finding,
    own: &CellRef<'_>,
    other: &CellRef<'_>,
    known: &Differences<'_>,
) -> Finding {
    let Some((left, right)) = money(own).zip(money(other)) else { return finding };
    let is_less = right.value_in(left.unit).is_some_and(|right| left.value < right);
    let [(less, least), (more, most)] =
        if is_less { [(own, left), (other, right)] } else { [(other, right), (own, left)] };
    let Some(between) = known.explain(least, most) else { return finding };
    let sum = between.amount().and_then(|between| least.plus(between));
    finding.actual = sum.and_then(|sum| sum.value_in(left.unit));
    finding.expected = most.value_in(left.unit);
    let exact = finding.actual == finding.expected;
    finding.verdict = if exact { Verdict::Agree } else { Verdict::Rounding };
    finding.statement = sum_of(less, between, verdict::sign(finding.verdict), more);
    finding.figures = [more, less].into_iter().chain(between.cells()).map(CellRef::operand).collect();
    finding.note = Some(between.why.to_owned());
    finding
}

/// `《一》合计 5 万元 + 《二》上年结转 2 万元 = 《三》合计 7 万元`
fn sum_of(less: &CellRef<'_>, between: &Difference<'_>, sign: &str, more: &CellRef<'_>) -> String {
    let falls = between.is_negative();
    let (added, taken) =
        if falls { (&between.taken, &between.added) } else { (&between.added, &between.taken) };
    let plus = added.iter().map(|cell| format!(" + {}", say(cell)));
    let minus = taken.iter().map(|cell| format!(" − {}", say(cell)));
    let terms: String = plus.chain(minus).collect();
    format!("{}{terms} {sign} {}", say(less), say(more))
}

fn money(cell: &CellRef<'_>) -> Option<Money> {
    Some(Money { value: cell.counts()?, unit: cell.unit()? })
}

/// The largest difference, in the unit of `own`, between two amounts that were
/// each rounded by itself.
fn both_rounded(own: Money, other: Money) -> Option<Decimal> {
    Some(half_of(own).plus(half_of(other))?.value)
}

fn say(cell: &CellRef<'_>) -> String {
    let unit = cell.unit().filter(|_| cell.amount().is_some()).map_or("", |unit| unit.name());
    format!("《{}》{} {} {unit}", cell.table.title, cell.entry.label, printed(cell)).trim_end().to_owned()
}
