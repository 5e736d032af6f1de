//! Last year beside this year, on the pages of one disclosure: what the site computes from
//! two published amounts, or from one and what the text says of its change.

use serde::Serialize;

use crate::address;
use crate::change::Change;
use crate::keys::ScopeKey;
use crate::measures::Spent;
use crate::model::{CellRef, Origin, Past, Stated, Summary};
use crate::money::{Money, grouped};
use crate::page::account;
use crate::page::clause::Clause;
use crate::page::context::{DisclosureContext, PageContext};
use crate::page::figure::ChangeView;
use crate::page::html::plain;

/// An amount of the year before, and what became of it.
#[derive(Debug, Serialize)]
pub(super) struct PastView {
    year: u16,
    amount: String,
    unit: &'static str,
    /// How it is known, where that is not by publication.
    words: &'static str,
    href: String,
    change: ChangeView,
}

impl PastView {
    /// The view of an amount beside that of this year.
    pub fn of(sheet: &PageContext, past: &Past, now: Money) -> Option<Self> {
        Some(Self {
            year: sheet.edition.last_year.year,
            amount: grouped(past.value),
            unit: past.unit.name(),
            words: past.origin.words(),
            href: sheet.links.to(&past.path),
            change: ChangeView::of(&Change::between(past.money(), now)?),
        })
    }
}

/// A table's figures with those of the year before.
#[derive(Debug, Serialize)]
pub(super) struct Beside {
    before: String,
    now: String,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    name: String,
    code: Option<String>,
    level: u8,
    amount: String,
    unit: &'static str,
    href: String,
    past: PastView,
}

/// The figures of a table whose amount of the year before is known, in the table's order;
/// `None` where there are none.
pub(super) fn of_table(sheet: &PageContext, index: usize) -> Option<Beside> {
    let (edition, figures) = (sheet.edition, sheet.edition.figures);
    let measures =
        figures.measures.iter().filter(|(_, found)| found.sum.is_none()).filter_map(|(spec, found)| {
            let past = || edition.last_year.measure(spec, found);
            row(sheet, index, &found.cell, (spec.label.clone(), None, spec.level), past)
        });
    let accounts = figures.spending.iter().filter_map(|spent| {
        let name = plain(&spent.cell.entry.label);
        let named = (name, Some(spent.code.to_string()), spent.code.level());
        row(sheet, index, &spent.cell, named, || edition.last_year.account(spent))
    });
    let mut rows: Vec<(u32, Row)> = measures.chain(accounts).collect();
    rows.sort_by_key(|(line, _)| *line);
    let before = format!("{}年{}", edition.last_year.year, edition.id().kind.name());
    let rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
    (!rows.is_empty()).then(|| Beside { before, now: edition.year_and_kind(), rows })
}

fn row(
    sheet: &PageContext,
    index: usize,
    cell: &CellRef<'_>,
    (name, code, level): (String, Option<String>, u8),
    past: impl Fn() -> Option<Past>,
) -> Option<(u32, Row)> {
    let here = cell.table.index == index;
    let (now, past) = (cell.sure_money().filter(|_| here)?, past()?);
    let row = Row {
        name,
        code,
        level,
        amount: grouped(now.value),
        unit: now.unit.name(),
        href: format!("#{}", address::cell_anchor(&cell.entry.key, &cell.column.key)),
        past: PastView::of(sheet, &past, now)?,
    };
    Some((cell.line.number, row))
}

/// What changed most in money, in a sentence; nothing where little is known.
pub(super) fn most(sheet: &PageContext) -> Vec<Clause> {
    let moved = [ScopeKey::GENERAL_PUBLIC, ScopeKey::ALL].map(|scope| moves(sheet.edition, scope));
    let deepest = moved.into_iter().filter(|moves| moves.len() > 1).max_by_key(|moves| moves[0].level);
    let Some(moves) = deepest else { return Vec::new() };
    let all_disclosed = moves.iter().all(|one| one.origin == Origin::Disclosed);
    let largest = moves.into_iter().max_by_key(|one| one.change.difference.value.abs());
    let Some(largest) = largest.filter(|one| !one.change.difference.value.is_zero()) else {
        return Vec::new();
    };
    let difference = largest.change.difference;
    let verb = if difference.value.is_sign_negative() { "减少" } else { "增加" };
    let among = if all_disclosed { "两年都列的科目里" } else { "说明写了上年数的科目里" };
    vec![
        Clause::words(format!("{among}变化最大的是{}，{verb} ", largest.name)),
        Clause::linked(
            Money { value: difference.value.abs(), ..difference }.words(),
            sheet.links.to(&largest.path),
        ),
        Clause::words("（本站计算）。"),
    ]
}

/// What became of an account's amount.
struct Move {
    name: String,
    level: u8,
    change: Change,
    origin: Origin,
    path: String,
}

/// The changes of the accounts of the lowest level (项) out of one kind of money. Empty
/// where one of them may be misread, since that may have changed most.
fn moves(edition: &DisclosureContext, scope: ScopeKey) -> Vec<Move> {
    let id = edition.id();
    let of_scope = || edition.figures.spending.iter().filter(|spent| spent.scope.key == scope);
    let earlier = edition.last_year.earlier();
    let doubtful = of_scope().any(|spent| !spent.cell.confidence().is_sure())
        || earlier.is_some_and(|earlier| is_doubtful(earlier, scope));
    let lowest = of_scope().map(|spent| spent.code.level()).max();
    let of = |spent: &Spent| {
        // What was carried out is more or less than any budget.
        let past = edition.last_year.account(spent).filter(|past| past.origin != Origin::Executed)?;
        let cell = &spent.cell;
        Some(Move {
            name: account::in_words(edition, spent),
            level: spent.code.level(),
            change: Change::between(past.money(), cell.sure_money()?)?,
            origin: past.origin,
            path: address::cell(id, &cell.table.id, &cell.entry.key, &cell.column.key),
        })
    };
    let lowest = of_scope().filter(|spent| Some(spent.code.level()) == lowest);
    if doubtful { Vec::new() } else { lowest.filter_map(of).collect() }
}

fn is_doubtful(summary: &Summary, scope: ScopeKey) -> bool {
    let mut of_scope = summary.spending.iter().filter(|spending| *spending.scope == *scope.as_str());
    of_scope.any(|spending| matches!(spending.cell.stated, Stated::Doubtful(_)))
}

/// The change of a disclosure's total against the disclosure of the year before, in words:
/// `，比2022年预算增加 12.35 万元（12.4%，本站计算）`.
pub(super) fn words(before: &str, change: &Change) -> String {
    let value = change.difference.value;
    if value.is_zero() {
        return format!("，与{before}相同");
    }
    let verb = if value.is_sign_positive() { "增加" } else { "减少" };
    let percent = change.percent.map(|percent| format!("{}%，", grouped(percent.abs()))).unwrap_or_default();
    let unit = change.difference.unit.name();
    format!("，比{before}{verb} {} {unit}（{percent}本站计算）", grouped(value.abs()))
}
