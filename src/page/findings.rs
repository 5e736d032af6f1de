//! What does not agree, over all bodies: what moves most money first.

use std::cmp::Reverse;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::model::{Side, Sides, Summary, Told};
use crate::money::grouped;
use crate::page::audit::{shape, sides};
use crate::page::bodies::{BodySummary, label};
use crate::page::frame::{Frame, Step};
use crate::page::href::{self, Links};
use crate::page::html::plain;
use crate::page::spread::{Turn, spread};
use crate::page::{Site, ThemeError};

#[derive(Debug, Serialize)]
struct View {
    /// How many there are, and of how many disclosures.
    all: usize,
    disclosures: usize,
    clerical: usize,
    items: Vec<Item>,
    pages: Vec<Step>,
    checks: String,
    feed: Option<String>,
}

#[derive(Debug, Serialize)]
struct Item {
    shape: &'static str,
    verdict: &'static str,
    name: &'static str,
    statement: String,
    href: String,
    body: String,
    label: String,
    disclosure_href: String,
    /// The two numbers beside each other, and by how much they differ.
    sides: Vec<SideView>,
    apart: Option<String>,
    clerical: bool,
    answer: String,
}

/// One of the two numbers.
#[derive(Debug, Serialize)]
struct SideView {
    who: &'static str,
    what: String,
    /// The line on which it stands, where it was not worked out.
    line: Option<(u32, String)>,
}

/// A finding with whose it is.
type Found<'a> = (&'a BodySummary, &'a Summary, &'a Told);

/// The pages.
pub(super) fn pages(site: &Site, bodies: &[BodySummary]) -> Result<Vec<Artifact>, ThemeError> {
    let of_body = |body: &'_ BodySummary| body.disclosures.iter().any(|one| !one.told.is_empty());
    let mut found: Vec<Found> = Vec::new();
    for body in bodies.iter().filter(|body| of_body(body)) {
        for summary in &body.disclosures {
            found.extend(summary.told.iter().map(|told| (body, summary, told)));
        }
    }
    let rank = |told: &Told| (told.clerical, Reverse(told.moved.unwrap_or(Decimal::MIN)));
    found.sort_by(|a, b| {
        rank(a.2)
            .cmp(&rank(b.2))
            .then_with(|| (Reverse(a.1.id.year), &a.1.id).cmp(&(Reverse(b.1.id.year), &b.1.id)))
    });
    spread(&found, |items, turn| page(site, items, &found, turn))
}

fn page(site: &Site, items: &[Found], all: &[Found], turn: Turn) -> Result<Artifact, ThemeError> {
    let path = address::findings(turn.number);
    let links = Links::from_page(site.settings, &path);
    let first = address::findings(1);
    let mut crumbs = vec![("首页", ""), ("不符", first.as_str())];
    let number = turn.words();
    crumbs.extend(number.as_deref().map(|words| (words, path.as_str())));
    let mut frame = Frame::new(site, &links, &path, &crumbs);
    frame.description = format!("各单位公开的预算、决算里对不上的数，{} 项，按差额排列。", all.len());
    let mut disclosures: Vec<_> = all.iter().map(|(_, summary, _)| &summary.id).collect();
    disclosures.sort_unstable();
    disclosures.dedup();
    let view = View {
        all: all.len(),
        disclosures: disclosures.len(),
        clerical: all.iter().filter(|(.., told)| told.clerical).count(),
        items: items.iter().map(|found| item(found, &links)).collect(),
        pages: turn.steps(address::findings, &links),
        checks: links.to(&address::checks()),
        feed: href::canonical(site.settings, address::FINDINGS_FEED),
    };
    frame.page(site, "findings.html", &path, &view)
}

fn item((body, summary, told): &Found, links: &Links) -> Item {
    let side = |side: &Side, unit: &str| SideView {
        who: sides::who(side),
        what: sides::what(side, unit),
        line: side.line.map(|line| (line.number, links.to(&address::source_line(&summary.id, line)))),
    };
    let both = |sides: &Sides| [side(&sides.written, &sides.unit), side(&sides.against, &sides.unit)];
    let apart = told.sides.as_ref().and_then(|own| Some(sides::with_unit(own.apart?, &own.unit)));
    Item {
        shape: shape(told.verdict),
        verdict: told.verdict.key(),
        name: told.verdict.name(),
        statement: plain(&told.statement),
        href: links.to(&address::finding(&summary.id, &told.id)),
        body: body.settings.short_name.clone().unwrap_or_else(|| body.name().to_owned()),
        label: label(summary),
        disclosure_href: links.to(&address::disclosure(&summary.id)),
        sides: told.sides.iter().flat_map(both).collect(),
        apart: apart.or_else(|| told.moved.map(|moved| format!("{} 万元", grouped(moved)))),
        clerical: told.clerical,
        answer: told.answer.to_string(),
    }
}
