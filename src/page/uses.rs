//! What people, running and projects are each spent on: the parts of the strip on a
//! disclosure's first page, opened.

use serde::Serialize;

use crate::address;
use crate::catalogue::schema::MeasureSpec;
use crate::keys::{ColumnKey, MeasureKey};
use crate::measures::Measure;
use crate::model::{CellRef, Project, Table};
use crate::money::{Money, grouped};
use crate::page::context::PageContext;
use crate::page::html::plain;

/// So many items are listed; the others stand in the table.
const MOST: usize = 8;

/// One part with its largest items.
#[derive(Debug, Serialize)]
pub(super) struct Part {
    label: String,
    plain: Option<String>,
    amount: String,
    unit: &'static str,
    href: String,
    items: Vec<Item>,
    /// How many more there are.
    more: usize,
    table_href: String,
}

#[derive(Debug, Serialize)]
struct Item {
    name: String,
    amount: String,
    href: String,
}

/// 人员经费 and 公用经费 with what they are made of, 项目支出 with its projects, where the
/// disclosure lists it and nothing of it is in doubt.
pub(super) fn of(sheet: &PageContext) -> Vec<Part> {
    let figures = sheet.edition.figures;
    let found = |key: MeasureKey| figures.measures.iter().find(|(spec, _)| spec.key == key);
    let parts = [MeasureKey::PERSONNEL, MeasureKey::RUNNING].into_iter().filter_map(|key| {
        let (spec, measure) = found(key)?;
        let label = (spec.label.clone(), spec.plain.clone());
        part(sheet, label, measure, key == MeasureKey::PERSONNEL)
    });
    let projects = || found(MeasureKey::PROJECT).and_then(|(spec, measure)| projects(sheet, spec, measure));
    parts.chain(projects()).collect()
}

/// Why 项目支出 does not open, in words; nothing where it does, or where nothing is spent on it.
pub(super) fn silence(sheet: &PageContext, parts: &[Part]) -> Option<&'static str> {
    let mut measures = sheet.edition.figures.measures.iter();
    let (spec, measure) = measures.find(|(spec, _)| spec.key == MeasureKey::PROJECT)?;
    measure.sure_money().filter(|money| !money.value.is_zero())?;
    let named = sheet.edition.linked.projects.iter().any(|project| project.line.is_some());
    let words = if named {
        "项目支出没有打开来列：项目的金额本站没有全部读准。"
    } else {
        "项目支出花在哪些项目上，这份公开没有逐个列出，或本站没有读出。"
    };
    parts.iter().all(|part| part.label != spec.label).then_some(words)
}

/// All projects by name, where each has a line in the unit of the whole.
fn projects(sheet: &PageContext, spec: &MeasureSpec, measure: &Measure) -> Option<Part> {
    let (money, id) = (measure.sure_money()?, sheet.edition.id());
    let mut lines = sheet.edition.linked.sure_lines().filter(|lines| !lines.is_empty())?;
    let amount = |one: &CellRef| one.sure_money().filter(|amount| amount.unit == money.unit);
    if lines.iter().any(|(_, total)| amount(total).is_none()) {
        return None;
    }
    lines.sort_by_key(|(_, total)| std::cmp::Reverse(amount(total).map(|amount| amount.value)));
    let item = |(project, total): &(&Project, CellRef)| {
        Some(Item {
            name: plain(&project.name),
            amount: grouped(amount(total)?.value),
            href: sheet.links.to(&address::project(id, &project.slug)),
        })
    };
    let (cell, table) = (&measure.cell, measure.cell.table);
    Some(Part {
        label: spec.label.clone(),
        plain: spec.plain.clone(),
        amount: grouped(money.value),
        unit: money.unit.name(),
        href: sheet.links.to(&address::cell(id, &table.id, &cell.entry.key, &cell.column.key)),
        items: lines.iter().take(MOST).filter_map(item).collect(),
        more: lines.len().saturating_sub(MOST),
        table_href: sheet.links.to(&address::projects(id)),
    })
}

fn part(
    sheet: &PageContext,
    (label, words): (String, Option<String>),
    measure: &Measure,
    people: bool,
) -> Option<Part> {
    let money = measure.sure_money()?;
    let cell = &measure.cell;
    let (id, table) = (sheet.edition.id(), cell.table);
    let mut cells = items(table, cell.column.key.as_str(), people);
    if cells.iter().any(|(one, _)| !one.confidence().is_sure()) {
        return None;
    }
    cells.sort_by_key(|(_, amount)| std::cmp::Reverse(amount.value));
    let href = |one: &CellRef| sheet.links.to(&address::cell(id, &table.id, &one.entry.key, &one.column.key));
    let item = |(one, amount): &(CellRef, Money)| Item {
        name: plain(&one.entry.label),
        amount: grouped(amount.value),
        href: href(one),
    };
    Some(Part {
        label,
        plain: words,
        amount: grouped(money.value),
        unit: money.unit.name(),
        href: href(cell),
        items: cells.iter().take(MOST).map(item).collect(),
        more: cells.len().saturating_sub(MOST),
        table_href: sheet.links.to(&address::table(id, &table.id)),
    })
}

/// The rows without others below them: those of a column of its own, or, where all stand in
/// one, those of the accounts for people (301, 303), or of the others.
fn items<'a>(table: &'a Table, column: &str, people: bool) -> Vec<(CellRef<'a>, Money)> {
    let own_column = column != ColumnKey::TOTAL.as_str() && !column.starts_with("total");
    let column = if own_column { column } else { ColumnKey::TOTAL.as_str() };
    let rows: Vec<CellRef> =
        table.figures().filter(|one| one.column.is(column) && !one.entry.total).collect();
    let below = |at: usize| rows.get(at + 1).is_some_and(|next| next.entry.level > rows[at].entry.level);
    let of_part = |one: &CellRef| {
        let code = one.entry.code.as_deref().unwrap_or_default();
        own_column || (!code.is_empty() && (code.starts_with("301") || code.starts_with("303")) == people)
    };
    let leaves = (0..rows.len()).filter(|at| !below(*at)).map(|at| rows[at]);
    let spent = |one: CellRef<'a>| Some((one, one.money().filter(|money| !money.value.is_zero())?));
    leaves.filter(of_part).filter_map(spent).collect()
}
