//! 目标与结果: what became of projects by their self-evaluations, each line leading to the
//! project's page and to the form.

use serde::Serialize;

use crate::address;
use crate::model::Indicator;
use crate::money::{Unit, grouped, parse_amount};
use crate::page::context::PageContext;
use crate::page::html::plain;
use crate::told::Evaluation;

/// All self-evaluations, those with reasons for gaps first.
#[derive(Debug, Serialize)]
pub(super) struct Evaluated {
    lead: String,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    name: String,
    href: String,
    unit: &'static str,
    budget: Option<String>,
    spent: Option<String>,
    rate: Option<String>,
    score: Option<String>,
    line: u32,
    line_href: String,
    /// How many indicators have a result.
    done: usize,
    gaps: Vec<Gap>,
}

/// An indicator for whose gap the form gives a reason.
#[derive(Debug, Serialize)]
struct Gap {
    name: String,
    target: String,
    done: String,
    reason: String,
    line: u32,
    line_href: String,
}

/// The view; `None` where there are no self-evaluations.
pub(super) fn of(sheet: &PageContext) -> Option<Evaluated> {
    let all = &sheet.edition.told.evaluations;
    if all.is_empty() {
        return None;
    }
    let explained = all.iter().filter(|one| !one.explained.is_empty()).count();
    let lead = match explained {
        0 => format!("{} 个项目有自评表，没有一条指标写了偏差原因。", all.len()),
        _ => format!("{} 个项目有自评表，其中 {explained} 个写了偏差原因，排在前面。", all.len()),
    };
    let mut sorted: Vec<&Evaluation> = all.iter().collect();
    sorted.sort_by_key(|one| one.explained.is_empty());
    Some(Evaluated { lead, rows: sorted.into_iter().map(|one| row(sheet, one)).collect() })
}

fn row(sheet: &PageContext, one: &Evaluation) -> Row {
    let id = sheet.edition.id();
    let printed =
        |text: Option<&str>| text.map(|text| parse_amount(text).map_or_else(|_| plain(text), grouped));
    Row {
        name: plain(&one.project.name),
        href: sheet.links.to(&address::project(id, &one.project.slug)),
        unit: one.form.unit.map_or("单位未认出", Unit::name),
        budget: printed(one.budget),
        spent: printed(one.spent),
        rate: one.rate.map(plain),
        score: one.score.map(plain),
        line: one.line.number,
        line_href: sheet.links.to(&address::source_line(id, one.line)),
        done: one.done,
        gaps: one.explained.iter().map(|(indicator, reason)| gap(sheet, indicator, reason)).collect(),
    }
}

fn gap(sheet: &PageContext, indicator: &Indicator, reason: &str) -> Gap {
    Gap {
        name: plain(&indicator.name),
        target: plain(&indicator.value),
        done: indicator.done().map(plain).unwrap_or_default(),
        reason: plain(reason),
        line: indicator.line.number,
        line_href: sheet.links.to(&address::source_line(sheet.edition.id(), indicator.line)),
    }
}
