//! What was corrected: a page of all corrections of a disclosure, those of a table below
//! it, and the sign in a corrected cell.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::model::{CellCorrection, Corrected, Correction, Disclosure, Finding, Provenance, Row};
use crate::page::ThemeError;
use crate::page::context::{DisclosureContext, NavigationPlace, PageContext};
use crate::page::href::Links;
use crate::page::href::is_web_address;
use crate::page::html::{attribute, escape_into, plain};
use crate::source::Line;

#[derive(Debug, Serialize)]
struct View {
    lead: String,
    source: String,
    items: Vec<Item>,
}

/// One correction in a list.
#[derive(Debug, Serialize)]
pub(super) struct Item {
    /// Its anchor, on the page that it is at home.
    id: Option<String>,
    kind: &'static str,
    name: String,
    /// Where it is seen.
    href: String,
    printed: String,
    /// What `is` is: 更正为.
    said: &'static str,
    is: String,
    why: String,
    by: String,
    date: String,
    evidence: String,
    /// The evidence, where it is an address.
    link: Option<String>,
}

/// The page of all corrections.
pub(super) fn page(edition: &DisclosureContext) -> Result<Artifact, ThemeError> {
    let sheet = edition.sheet(NavigationPlace::Corrections);
    let all = &edition.disclosure().corrections;
    let view = View {
        lead: format!("这份公开有 {} 条更正。", all.len()),
        source: sheet.links.to(&address::source(edition.id())),
        items: all.iter().map(|one| Item { id: Some(one.id.clone()), ..item(&sheet, one) }).collect(),
    };
    let description = format!(
        "{}{}的更正：{} 条，每条写明原文、理由、日期和依据。",
        edition.body_name(),
        edition.year_and_kind(),
        all.len()
    );
    sheet.render("corrections.html", description, &view)
}

/// The corrections of a table.
pub(super) fn of_table(sheet: &PageContext, index: usize) -> Vec<Item> {
    let own = |one: &&Correction| one.of.table() == Some(index);
    sheet.edition.disclosure().corrections.iter().filter(own).map(|one| item(sheet, one)).collect()
}

fn item(sheet: &PageContext, correction: &Correction) -> Item {
    let provenance = correction.provenance.clone();
    let path = path(sheet.edition, &correction.of).unwrap_or_else(|| address::disclosure(sheet.edition.id()));
    Item {
        id: None,
        kind: kind(&correction.of),
        name: plain(&correction.name),
        href: sheet.links.to(&path),
        printed: if correction.printed.is_empty() {
            "（空）".to_owned()
        } else {
            correction.printed.clone()
        },
        said: match correction.of {
            Corrected::Finding { .. } => "答复",
            _ => "更正为",
        },
        is: correction.is.clone(),
        why: provenance.why,
        by: provenance.by,
        date: provenance.date,
        link: is_web_address(&provenance.evidence).then(|| provenance.evidence.clone()),
        evidence: provenance.evidence,
    }
}

/// What a correction is called.
fn kind(of: &Corrected) -> &'static str {
    match of {
        Corrected::Cell { .. } => "一格",
        Corrected::Table { .. } => "哪张表",
        Corrected::Column { .. } => "一栏",
        Corrected::Row { .. } => "一行",
        Corrected::Line(_) => "原文一行",
        Corrected::Body => "单位",
        Corrected::Year => "年度",
        Corrected::Finding { answer, .. } => answer.name(),
    }
}

/// Where what was corrected is seen.
fn path(edition: &DisclosureContext, of: &Corrected) -> Option<String> {
    let id = edition.id();
    let table = of.table().and_then(|at| edition.disclosure().tables.get(at)).map(|table| &table.id);
    match of {
        Corrected::Cell { row, column, .. } => Some(address::cell(id, table?, row, column)),
        Corrected::Table { .. } | Corrected::Column { .. } => Some(address::table(id, table?)),
        Corrected::Row { row, .. } => Some(address::row(id, table?, row)),
        Corrected::Line(line) => Some(address::source_line(id, *line)),
        Corrected::Body | Corrected::Year => None,
        Corrected::Finding { finding, .. } => Some(address::finding(id, finding)),
    }
}

/// The corrections by the line of the text that they mend, where it is one.
pub(super) fn by_line(disclosure: &Disclosure) -> BTreeMap<Line, Vec<&Correction>> {
    let mut lines: BTreeMap<Line, Vec<&Correction>> = BTreeMap::new();
    for correction in &disclosure.corrections {
        if let Some(line) = line(disclosure, &correction.of) {
            lines.entry(line).or_default().push(correction);
        }
    }
    lines
}

fn line(disclosure: &Disclosure, of: &Corrected) -> Option<Line> {
    let table = of.table().and_then(|at| disclosure.tables.get(at));
    match of {
        Corrected::Cell { row, column, .. } => {
            let span = table?.cell(row, column)?.span;
            Some(Line { file: span.file, number: disclosure.source.file(span.file).line_at(span.start) })
        }
        Corrected::Row { row, .. } => {
            let own = |printed: &&Row| printed.entries.iter().flatten().any(|entry| entry.key == *row);
            table?.rows.iter().find(own).map(|row| row.line)
        }
        Corrected::Table { .. } => table.map(|table| table.title_line.unwrap_or(table.lines.0)),
        Corrected::Line(line) => Some(*line),
        Corrected::Column { .. } | Corrected::Body | Corrected::Year | Corrected::Finding { .. } => None,
    }
}

/// Appends the way from a line of the text to what was corrected in it.
pub(super) fn mark_into(out: &mut String, sheet: &PageContext, correction: &Correction) {
    out.push_str("<a class=\"correction\"");
    attribute(out, "href", &sheet.links.to(&address::correction(sheet.edition.id(), &correction.id)));
    attribute(out, "title", &format!("更正：{}", correction.provenance.why));
    out.push_str(">更正</a> ");
}

/// Appends what is said of a finding, where anything is.
pub(super) fn answer_into(out: &mut String, sheet: &PageContext, finding: &Finding) {
    let Some((answer, correction)) = sheet.edition.disclosure().answer(&finding.id) else { return };
    out.push_str("<p class=\"answer\"><a class=\"correction\"");
    attribute(out, "href", &sheet.links.to(&address::correction(sheet.edition.id(), &correction.id)));
    out.push_str(&format!(">{}</a> ", answer.name()));
    let Provenance { why, by, date, .. } = &correction.provenance;
    let words = [correction.is.as_str(), why].into_iter().filter(|words| !words.is_empty());
    let words: Vec<&str> = words.map(|words| words.trim_end_matches('。')).collect();
    escape_into(out, &format!("{}。（{by}，{date}）", words.join("。")));
    out.push_str("</p>");
}

/// Appends the sign of a corrected cell: what was printed, and the way to the correction.
pub(super) fn sign_into(
    out: &mut String,
    edition: &DisclosureContext,
    links: &Links,
    correction: &CellCorrection,
) {
    if let Some(unit) = correction.unit {
        out.push_str(&format!(" <span class=\"u\">{}</span>", unit.name()));
    }
    out.push_str("<span class=\"was\"><a class=\"correction\"");
    attribute(out, "href", &links.to(&address::correction(edition.id(), &correction.id)));
    let why = edition.disclosure().correction(&correction.id).map(|one| one.provenance.why.as_str());
    attribute(out, "title", &format!("更正：{}", why.unwrap_or_default()));
    out.push_str(">更正</a> 原文 <s>");
    escape_into(out, if correction.printed.is_empty() { "（空）" } else { &correction.printed });
    out.push_str("</s></span>");
}
