//! Two cells that state one amount: both sides of a balance, totals carried from
//! table to table.

use rust_decimal::Decimal;

use crate::audit::tables::{named, printed};
use crate::audit::verdict;
use crate::catalogue::schema::CellSpec;
use crate::model::{CellRef, Counted, Finding, Group, IndexedTable, Rule, TableIndex, Verdict};
use crate::money::{Money, half_of};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "cell-equal",
    title: "同一笔钱在两处的金额相等",
    text: "收入总计等于支出总计；收支总表的总计等于收入总表、支出总表的合计；财政拨款各表之间、经济分类表与“三公”经费表之间，同一笔钱的金额相等。两处可能包含不同资金的，差异记为口径可能不同；收支总表只有一般公共预算一种来源的，记为不符。",
    basis: "预算收支平衡，各表取自同一套预算数据。",
};

/// The cell against the first of `to` that prints anything.
pub fn check(
    tables: &TableIndex<'_>,
    indexed: &IndexedTable<'_>,
    cell: &CellSpec,
    to: &[CellSpec],
    scope: bool,
) -> Option<Finding> {
    let own = named(tables, &indexed.table.id, cell)?;
    let other = to.iter().filter_map(|to| named(tables, &indexed.table.id, to)).find(CellRef::is_filled)?;
    let id = format!("equal-{}-{}-{}-{}", own.table.id, own.entry.key, own.column.key, other.table.id);
    pair(&RULE, id, own, other, scope)
}

/// Two cells that should state one amount; `None` where neither prints any.
/// Where one is blank, that may mean another scope.
pub fn pair(
    rule: &'static Rule,
    id: String,
    own: CellRef<'_>,
    other: CellRef<'_>,
    scope: bool,
) -> Option<Finding> {
    if !own.is_filled() && !other.is_filled() {
        return None;
    }
    let (left, right) = (money(&own), money(&other));
    let (mut verdict, mut note) = (Verdict::Unverifiable, Some("有一处没有读得出的金额或单位。".to_owned()));
    let mut tolerance = Decimal::ZERO;
    if let Some((left, right)) = left.zip(right) {
        tolerance = both_rounded(left, right).unwrap_or_default();
        let scope = scope || !own.is_filled() || !other.is_filled();
        verdict = verdict::of_pair(Some(left.value), right.value_in(left.unit), tolerance, scope);
        note = (verdict == Verdict::Scope).then(|| "两张表包含的资金可能不同。".to_owned());
    }
    let statement = format!("{} {} {}", say(&own), verdict::sign(verdict), say(&other));
    Some(Finding {
        id,
        rule,
        group: Group::Table(own.table.index),
        verdict,
        statement,
        expected: left.zip(right).and_then(|(left, right)| right.value_in(left.unit)),
        actual: left.map(|left| left.value),
        unit: own.unit().map(Counted::Money),
        tolerance,
        figures: vec![own.operand(), other.operand()],
        note,
    })
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
    let unit = cell.unit().map_or("", |unit| unit.name());
    format!("《{}》{} {} {unit}", cell.table.title, cell.entry.label, printed(cell)).trim_end().to_owned()
}
