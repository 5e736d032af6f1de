//! The page of a body over its years: what it discloses, its figures year beside
//! year, and budget beside final accounts.

mod comparison;
mod notes;
mod pairs;
mod series;
mod table;
mod things;

use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::change::Change;
use crate::config::BodySettings;
use crate::keys::{MeasureKey, ScopeKey};
use crate::model::{Chart, DisclosureKind, Stated, Summary};
use crate::money::{Money, grouped};
use crate::page::frame::{About, Frame};
use crate::page::href::Links;
use crate::page::href::is_web_address;
use crate::page::html::plain;
use crate::page::{Site, ThemeError, audit, beside, chart};

pub(super) use comparison::{label, measured};

/// A body with what its disclosures left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodySummary {
    pub slug: String,
    pub settings: BodySettings,
    pub disclosures: Vec<Summary>,
    /// Its figures over the years.
    pub charts: Vec<Chart>,
    /// Its total over the years as a small picture (SVG), where there are several.
    pub small: Option<String>,
}

impl BodySummary {
    /// The region that its settings, or else its name, say.
    pub fn region(&self) -> Option<&str> {
        self.settings.region.as_deref()
    }

    /// The body's full name: its settings', the one published last, or its slug.
    pub fn name(&self) -> &str {
        let published = || self.disclosures.iter().max_by_key(|summary| &summary.id);
        let name = self.settings.name.as_deref();
        name.or_else(|| published().map(|summary| summary.body_name.as_str())).unwrap_or(&self.slug)
    }

    /// The disclosures, the latest year first.
    pub fn latest_first(&self) -> Vec<&Summary> {
        let mut disclosures: Vec<&Summary> = self.disclosures.iter().collect();
        disclosures.sort_by(|a, b| b.id.cmp(&a.id));
        disclosures
    }
}

#[derive(Debug, Serialize)]
struct View {
    name: String,
    region: Option<String>,
    level: Option<String>,
    lead: String,
    disclosures: Vec<DisclosureView>,
    charts_html: String,
    series: Vec<series::Series>,
    pairs: Vec<pairs::Pair>,
    /// What the prose counts over the years.
    things: Vec<things::Things>,
    totals_file: String,
    codes_file: String,
    codes: String,
}

#[derive(Debug, Serialize)]
struct DisclosureView {
    label: String,
    title: String,
    href: String,
    coverage: Option<&'static str>,
    published: Option<String>,
    tables: usize,
    empty_tables: usize,
    linked: usize,
    audit: String,
    audit_href: String,
}

/// The page.
pub(super) fn page(site: &Site, body: &BodySummary) -> Result<Artifact, ThemeError> {
    let path = address::body(&body.slug);
    let links = Links::from_page(site.settings, &path);
    let name = body.name();
    let short = body.settings.short_name.as_deref().unwrap_or(name);
    let mut frame = Frame::new(site, &links, &path, &[("首页", ""), (short, &path)]);
    let all = body.latest_first();
    let lead = lead(&all);
    frame.title = format!("{name} · {}", site.settings.title);
    frame.description = format!("{name}公开的预算、决算：{} 份。{lead}", all.len());
    let official = body.settings.official_url.clone().filter(|url| is_web_address(url));
    frame.about = Some(About { body: name.to_owned(), official });
    let view = View {
        name: name.to_owned(),
        region: body.settings.region.clone(),
        level: body.settings.level.clone(),
        lead,
        disclosures: all.iter().map(|one| disclosure(one, &links)).collect(),
        charts_html: chart::of_years(&body.charts, &links),
        series: [DisclosureKind::Budget, DisclosureKind::Final]
            .iter()
            .filter_map(|kind| series::of(&all, *kind, site.catalogue, &links))
            .collect(),
        pairs: pairs::of(&all, site.catalogue, &links),
        things: [DisclosureKind::Budget, DisclosureKind::Final]
            .iter()
            .filter_map(|kind| things::of(&all, *kind, site.catalogue, &links))
            .collect(),
        totals_file: links.to(&address::site_file("totals.csv")),
        codes_file: links.to(&address::site_file("codes.csv")),
        codes: links.to(&address::codes()),
    };
    frame.page(site, "body.html", &path, &view)
}

fn disclosure(summary: &Summary, links: &Links) -> DisclosureView {
    DisclosureView {
        label: label(summary),
        title: plain(&summary.title),
        href: links.to(&address::disclosure(&summary.id)),
        coverage: summary.coverage.map(|coverage| coverage.name()),
        published: summary.published.clone(),
        tables: summary.tables.len(),
        empty_tables: summary.empty_tables(),
        linked: summary.linked,
        audit: audit::counts(summary.tally),
        audit_href: links.to(&address::audit(&summary.id)),
    }
}

/// The latest total, its change, and what most of it is for.
fn lead(all: &[&Summary]) -> String {
    let Some(latest) = all.first() else { return String::new() };
    let expenditure = |summary: &Summary| summary.amount(summary.measure(MeasureKey::EXPENDITURE)?);
    let mut lead = String::new();
    if let Some(amount) = expenditure(latest) {
        lead = format!("{}支出总计 {} {}", label(latest), grouped(amount.value), amount.unit.name());
        let earlier = all.iter().skip(1).find(|summary| summary.id.kind == latest.id.kind);
        let earlier = earlier.filter(|earlier| !comparison::differ_in_coverage(earlier, latest));
        let change = earlier
            .and_then(|earlier| Some((label(earlier), Change::between(expenditure(earlier)?, amount)?)));
        if let Some((year, change)) = change.or_else(|| said_change(latest, amount)) {
            lead.push_str(&beside::words(&year, &change));
        }
        lead.push('。');
    }
    lead + &largest_class(latest).unwrap_or_default()
}

/// The change that the latest disclosure itself says, and from what.
fn said_change(latest: &Summary, now: Money) -> Option<(String, Change)> {
    let past = latest.said_before(MeasureKey::EXPENDITURE.as_str())?;
    let year = latest.id.year.checked_sub(1)?;
    let before = format!("{year}年{}（{}）", latest.id.kind.name(), past.origin.words());
    Some((before, Change::between(past.money(), now)?))
}

/// `最多的一类是公共安全支出，9,385.68 万元。`, within one table.
fn largest_class(summary: &Summary) -> Option<String> {
    let classes = || {
        summary
            .spending
            .iter()
            .filter(|spending| *spending.scope == ScopeKey::ALL && spending.code.level() == 0)
    };
    // A class that may be misread may be the largest.
    if classes().any(|spending| matches!(spending.cell.stated, Stated::Doubtful(_))) {
        return None;
    }
    let stated = classes().filter_map(|spending| Some((summary.amount(&spending.cell)?, spending)));
    let (amount, class) = stated.max_by_key(|(amount, _)| amount.value)?;
    let name = plain(&class.name);
    Some(format!("全部支出里最多的一类是{name}，{} {}。", grouped(amount.value), amount.unit.name()))
}
