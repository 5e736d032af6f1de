//! 财政拨款支出 = 一般公共预算 + 政府性基金 + 国有资本经营预算, each of which has a table of its own.

use crate::audit::tables::differences::Differences;
use crate::audit::tables::printed;
use crate::audit::verdict;
use crate::keys::{ColumnKey, RowKey, TableKey};
use crate::model::{CellRef, Class, Counted, Finding, Group, Rule, TableIndex, Verdict};
use crate::money::{Interval, Money};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "funds-sum",
    class: Class::Figure,
    title: "财政拨款支出等于三张支出表的合计之和",
    text: "一般公共预算支出表、政府性基金支出表、国有资本经营预算表的合计相加，与财政拨款收支总表的本年支出合计（没有的用支出总计）核对；空表按没有金额计算，三张表缺一张的、有两张同类表的不核对。差额正是上年结转的是一致；其他差额可能是口径不同，记为存疑。",
    basis: "财政拨款由一般公共预算、政府性基金预算、国有资本经营预算三类拨款组成。",
};

const TABLES: [TableKey; 3] = [TableKey::GENERAL_PUBLIC, TableKey::FUND_EXPENDITURE, TableKey::STATE_CAPITAL];

/// Of a sum that fails: which money each of the tables counts in is not known.
const DOUBT: &str = "几张表包含的结转和调整可能不同，也可能有一张表本站没有读对。";

/// The sum, where each of the tables was published once.
pub fn check<'a>(tables: &TableIndex<'a>, known: &Differences<'a>) -> Option<Finding> {
    let appropriation = only(tables, TableKey::APPROPRIATION)?;
    let cell = |row| appropriation.cell(row, ColumnKey::TOTAL).filter(CellRef::is_filled);
    let whole = cell(RowKey::EXPENDITURE_CURRENT).or_else(|| cell(RowKey::EXPENDITURE_TOTAL))?;
    let mut parts: Vec<CellRef> = Vec::new();
    for key in TABLES {
        let part = only(tables, key)?;
        if !part.table.is_empty() {
            parts.push(part.cell(RowKey::TOTAL, ColumnKey::TOTAL)?);
        }
    }
    // One table alone is the business of the check that sets it beside its column.
    let filled: Vec<&CellRef> = parts.iter().filter(|part| part.amount().is_some()).collect();
    (filled.len() > 1).then(|| finding(&whole, &filled, known)).flatten()
}

/// The only table of a kind.
fn only<'t, 'a>(tables: &'t TableIndex<'a>, key: TableKey) -> Option<&'t crate::model::IndexedTable<'a>> {
    let mut of_kind = tables.all.iter().filter(|one| one.table.known && one.table.is(key));
    of_kind.next().filter(|_| of_kind.next().is_none())
}

fn finding(whole: &CellRef<'_>, parts: &[&CellRef<'_>], known: &Differences<'_>) -> Option<Finding> {
    let near = |cell: &CellRef<'_>| Interval::of(cell.money()?);
    let each: Option<Vec<Interval>> = parts.iter().map(|part| near(part)).collect();
    let (sum, own) = (Interval::sum(each?)?, near(whole)?);
    let tolerance = own.less(sum)?.slack;
    let judged = verdict::of(own.value, sum.value, tolerance, false);
    let unit = crate::money::Unit::WanYuan;
    let money = |value| Money { value, unit };
    let explained = (judged == Verdict::Mismatch)
        .then(|| {
            let (less, more) = if own.value < sum.value { (own, sum) } else { (sum, own) };
            known.explain(money(less.value), money(more.value))
        })
        .flatten();
    let (verdict, note) = match (judged, explained) {
        (Verdict::Mismatch, Some(known)) => (Verdict::Scope, Some(known.why)),
        (Verdict::Mismatch, None) => (Verdict::Doubtful, Some(DOUBT)),
        (held, _) => (held, None),
    };
    let say = |cell: &CellRef<'_>| format!("《{}》{} {}", cell.table.title, cell.entry.label, printed(cell));
    let terms: Vec<String> = parts.iter().map(|part| say(part)).collect();
    Some(Finding {
        id: format!("funds-{}", whole.table.id),
        rule: &RULE,
        group: Group::Table(whole.table.index),
        verdict,
        statement: format!("{} {} {}", say(whole), verdict::sign(verdict), terms.join(" + ")),
        expected: Some(sum.value.normalize()),
        actual: Some(own.value.normalize()),
        unit: Some(Counted::Money(unit)),
        tolerance,
        figures: [whole].into_iter().chain(parts.iter().copied()).map(CellRef::operand).collect(),
        note: note.map(str::to_owned),
    })
}
