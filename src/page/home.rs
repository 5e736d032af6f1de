//! The home page: every body with its years and first figures; and the page
//! shown in place of a missing one.

use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::catalogue::Catalogue;
use crate::catalogue::schema::MeasureSpec;
use crate::model::{Summary, Verdict};
use crate::page::bodies::{BodySummary, label, measured};
use crate::page::figure::FigureView;
use crate::page::frame::Frame;
use crate::page::href::Links;
use crate::page::regions::{self, Region};
use crate::page::{Site, ThemeError};

#[derive(Debug, Serialize)]
struct View {
    description: String,
    bodies: usize,
    disclosures: usize,
    years: String,
    /// Whether only the latest disclosure of each body has its figures here.
    brief: bool,
    columns: Vec<String>,
    regions: Vec<Region<BodyView>>,
    codes: String,
    totals_file: String,
    codes_file: String,
}

#[derive(Debug, Serialize)]
struct BodyView {
    id: String,
    name: String,
    level: Option<String>,
    href: String,
    disclosures: Vec<DisclosureView>,
    /// Disclosures without figures here: words and link.
    others: Vec<(String, String)>,
}

#[derive(Debug, Serialize)]
struct DisclosureView {
    label: String,
    href: String,
    /// One a column.
    figures: Vec<FigureView>,
    /// How many checks came to something.
    checks: usize,
    /// Those that could not be made.
    open: usize,
    /// How many came to 不符.
    mismatches: usize,
    /// Whether figures were checked and everything was read that is there to be
    /// read, so that the absence of 不符 says something.
    sound: bool,
    /// What could not be read as a whole.
    unread: Vec<&'static str>,
    audit_href: String,
}

/// The home page.
pub(super) fn home(site: &Site, bodies: &[BodySummary]) -> Result<Artifact, ThemeError> {
    let links = Links::from_page(site.settings, "");
    let mut frame = Frame::new(site, &links, "", &[]);
    frame.title = site.settings.title.clone();
    let summaries = || bodies.iter().flat_map(|body| &body.disclosures);
    let columns = columns(summaries(), site.catalogue);
    let brief = regions::are_many(bodies.len());
    let view = View {
        description: site.settings.description.clone(),
        bodies: bodies.len(),
        disclosures: summaries().count(),
        years: years(summaries()),
        brief,
        regions: regions::of(bodies.iter(), |body| body_view(body, &columns, brief, &links)),
        columns: columns.iter().map(|spec| spec.label.clone()).collect(),
        codes: links.to(&address::codes()),
        totals_file: links.to(&address::site_file("totals.csv")),
        codes_file: links.to(&address::site_file("codes.csv")),
    };
    let counts = format!("收录 {} 个单位的 {} 份公开。", view.bodies, view.disclosures);
    frame.description = format!("{}{counts}", view.description);
    frame.page(site, "home.html", "", &view)
}

/// The page shown in place of a missing one.
pub(super) fn missing(site: &Site) -> Result<Artifact, ThemeError> {
    let links = Links::from_anywhere(site.settings);
    let mut frame = Frame::new(site, &links, "404.html", &[]);
    frame.title = format!("没有这一页 · {}", site.settings.title);
    frame.canonical = None;
    frame.hidden = true;
    let html = frame.page(site, "404.html", "", &())?;
    Ok(Artifact { path: "404.html".to_owned(), ..html })
}

/// The headlines that any of the disclosures has, in order.
fn columns<'a>(
    summaries: impl Iterator<Item = &'a Summary> + Clone,
    catalogue: &Catalogue,
) -> Vec<&MeasureSpec> {
    let all = catalogue.measures().all().filter(|spec| spec.headline);
    all.filter(|spec| summaries.clone().any(|summary| summary.measure(&spec.key).is_some())).collect()
}

/// `2017–2025`
fn years<'a>(summaries: impl Iterator<Item = &'a Summary> + Clone) -> String {
    let years = || summaries.clone().map(|summary| summary.id.year);
    match (years().min(), years().max()) {
        (Some(first), Some(last)) if first < last => format!("{first}–{last}"),
        (Some(first), _) => first.to_string(),
        _ => String::new(),
    }
}

fn body_view(body: &BodySummary, columns: &[&MeasureSpec], brief: bool, links: &Links) -> BodyView {
    let all = body.latest_first();
    let (shown, others) = all.split_at(if brief { all.len().min(1) } else { all.len() });
    let other = |one: &&Summary| (label(one), links.to(&address::disclosure(&one.id)));
    BodyView {
        id: format!("page-body-{}", body.slug),
        name: body.name().to_owned(),
        level: body.settings.level.clone(),
        href: links.to(&address::body(&body.slug)),
        disclosures: shown.iter().map(|one| disclosure(one, columns, links)).collect(),
        others: others.iter().map(other).collect(),
    }
}

fn disclosure(summary: &Summary, columns: &[&MeasureSpec], links: &Links) -> DisclosureView {
    DisclosureView {
        label: label(summary),
        href: links.to(&address::disclosure(&summary.id)),
        figures: columns.iter().map(|spec| measured(summary, spec, links)).collect(),
        checks: summary.tally.told().total() - summary.tally.unverifiable,
        open: summary.tally.unverifiable,
        mismatches: summary.tally.count(Verdict::Mismatch),
        sound: summary.is_sound(),
        unread: summary.unread.iter().map(|unread| unread.words()).collect(),
        audit_href: links.to(&address::audit(&summary.id)),
    }
}
