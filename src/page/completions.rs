//! 说到做到: what final accounts say of the budget of the beginning of the year, the largest
//! gap first, with the reason that is given.

use std::cmp::Reverse;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::address;
use crate::change::{self, Change};
use crate::model::DisclosureKind;
use crate::money::grouped;
use crate::page::context::PageContext;
use crate::page::figure::ChangeView;
use crate::page::html::plain;
use crate::told::{Completion, Planned, Printed, Put};

/// So many are told on the first page.
const LARGEST: usize = 8;

/// Accounts planned and done.
#[derive(Debug, Serialize)]
pub(super) struct Completions {
    lead: String,
    rows: Vec<Row>,
    /// The measures of which a table or a sentence gives both.
    planned: Vec<PlannedRow>,
}

/// A measure with its budget and what was spent, both of one table or one sentence.
#[derive(Debug, Serialize)]
struct PlannedRow {
    label: String,
    level: u8,
    planned: PutView,
    done: PutView,
    change: Option<ChangeView>,
    rate: Option<String>,
}

/// One of the two.
#[derive(Debug, Serialize)]
struct PutView {
    /// `None` where nothing is printed.
    amount: Option<String>,
    /// What stands in place of an amount.
    words: String,
    unit: &'static str,
    /// The line of the prose; `None` where a cell holds it.
    line: Option<u32>,
    href: String,
}

#[derive(Debug, Serialize)]
struct Row {
    code: String,
    name: String,
    href: String,
    planned: String,
    done: String,
    unit: &'static str,
    line: u32,
    line_href: String,
    change: ChangeView,
    rate: Option<String>,
    reason: Option<String>,
}

/// The accounts with the largest gaps; of a budget `None`.
pub(super) fn largest(sheet: &PageContext) -> Option<Completions> {
    let edition = sheet.edition;
    if edition.id().kind != DisclosureKind::Final {
        return None;
    }
    let planned: Vec<PlannedRow> =
        edition.told.planned.iter().filter_map(|one| planned(sheet, one)).collect();
    let all = &edition.told.completions;
    let mut found: Vec<(Decimal, Row)> = all.iter().filter_map(|one| row(sheet, one)).collect();
    if found.is_empty() {
        let lead = "这份决算的文字说明没有逐项写年初预算，或本站没有读出。".to_owned();
        return Some(Completions { lead, rows: Vec::new(), planned });
    }
    found.sort_by_key(|(gap, _)| Reverse(*gap));
    let (count, shown) = (found.len(), found.len().min(LARGEST));
    let lead = match count > shown {
        true => format!("文字说明给 {count} 个科目写了年初预算，这里是差得最多的 {shown} 个。"),
        false => format!("文字说明给 {count} 个科目写了年初预算，差得多的排在前面。"),
    };
    let rows = found.into_iter().take(LARGEST).map(|(_, row)| row).collect();
    Some(Completions { lead, rows, planned })
}

fn planned(sheet: &PageContext, one: &Planned) -> Option<PlannedRow> {
    let (planned, done) = (one.planned.money?, one.done.money);
    let change = done.and_then(|done| Change::between(planned, done));
    Some(PlannedRow {
        label: one.spec.label.clone(),
        level: one.spec.level,
        planned: put(sheet, &one.planned),
        done: put(sheet, &one.done),
        change: change.map(|change| ChangeView::of(&change).without_percent()),
        rate: done.and_then(|done| change::rate(done, planned)).map(|rate| format!("{}%", grouped(rate))),
    })
}

fn put(sheet: &PageContext, put: &Put) -> PutView {
    let id = sheet.edition.id();
    let (words, line, path) = match &put.at {
        Printed::Cell(cell) => {
            let path = address::cell(id, &cell.table.id, &cell.entry.key, &cell.column.key);
            (cell.stated().words(None), None, path)
        }
        Printed::Line(line) => (String::new(), Some(line.number), address::source_line(id, *line)),
    };
    PutView {
        amount: put.money.map(|money| grouped(money.value)),
        words,
        unit: put.money.map_or("", |money| money.unit.name()),
        line,
        href: sheet.links.to(&path),
    }
}

fn row(sheet: &PageContext, one: &Completion) -> Option<(Decimal, Row)> {
    let id = sheet.edition.id();
    let change = Change::between(one.planned, one.done)?;
    let cell = &one.spent.cell;
    let unit = one.done.unit;
    let row = Row {
        code: one.code.to_string(),
        name: plain(&cell.entry.label),
        href: sheet.links.to(&address::cell(id, &cell.table.id, &cell.entry.key, &cell.column.key)),
        planned: grouped(one.planned.value_in(unit)?),
        done: grouped(one.done.value),
        unit: unit.name(),
        line: one.line.number,
        line_href: sheet.links.to(&address::source_line(id, one.line)),
        rate: change::rate(one.done, one.planned).map(|rate| format!("{}%", grouped(rate))),
        reason: one.reason.as_deref().map(plain),
        change: ChangeView::of(&change).without_percent(),
    };
    Some((change.difference.in_wan()?.abs(), row))
}
