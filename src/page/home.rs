//! The site's own pages, made from summaries alone: the home page, a page for
//! each body, and the page shown in place of a missing one.

use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::config::BodySettings;
use crate::model::{Headline, Summary};
use crate::money::grouped;
use crate::page::edition::is_web_address;
use crate::page::frame::{About, Frame};
use crate::page::href::Links;
use crate::page::{Site, ThemeError, audit};

/// A body with what its disclosures left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodySummary {
    pub slug: String,
    pub settings: BodySettings,
    pub disclosures: Vec<Summary>,
}

impl BodySummary {
    /// The body's full name: its settings', the one published last, or its slug.
    pub fn name(&self) -> &str {
        let published = || self.disclosures.iter().max_by_key(|summary| &summary.id);
        let name = self.settings.name.as_deref();
        name.or_else(|| published().map(|summary| summary.body_name.as_str())).unwrap_or(&self.slug)
    }

    /// The disclosures, the latest year first.
    fn latest_first(&self) -> Vec<&Summary> {
        let mut disclosures: Vec<&Summary> = self.disclosures.iter().collect();
        disclosures.sort_by(|a, b| b.id.cmp(&a.id));
        disclosures
    }
}

#[derive(Debug, Serialize)]
struct HomeView {
    description: String,
    bodies: Vec<BodyView>,
}

#[derive(Debug, Serialize)]
struct BodyView {
    name: String,
    region: Option<String>,
    level: Option<String>,
    href: String,
    official: Option<String>,
    columns: Vec<String>,
    disclosures: Vec<DisclosureView>,
}

#[derive(Debug, Serialize)]
struct DisclosureView {
    label: String,
    title: String,
    href: String,
    published: Option<String>,
    /// One a column of the body's table; `None` where the disclosure has none.
    figures: Vec<Option<FigureView>>,
    tables: usize,
    empty_tables: usize,
    linked: usize,
    audit: String,
    audit_href: String,
}

#[derive(Debug, Serialize)]
struct FigureView {
    amount: Option<String>,
    unit: &'static str,
    href: String,
}

/// The home page.
pub(super) fn home(site: &Site, bodies: &[BodySummary]) -> Result<Artifact, ThemeError> {
    let links = Links::from_page(site.settings, "");
    let mut frame = Frame::new(site, &links, "", &[]);
    frame.title = site.settings.title.clone();
    let view = HomeView {
        description: site.settings.description.clone(),
        bodies: bodies.iter().map(|body| body_view(body, &links)).collect(),
    };
    frame.page(site, "home.html", "", &view)
}

/// The page of one body.
pub(super) fn body(site: &Site, body: &BodySummary) -> Result<Artifact, ThemeError> {
    let path = address::body(&body.slug);
    let links = Links::from_page(site.settings, &path);
    let name = body.name();
    let short = body.settings.short_name.as_deref().unwrap_or(name);
    let mut frame = Frame::new(site, &links, &path, &[("首页", ""), (short, &path)]);
    frame.title = format!("{name} · {}", site.settings.title);
    frame.description = format!("{name}公开的预算、决算：{} 份。", body.disclosures.len());
    let view = body_view(body, &links);
    frame.about = Some(About { body: name.to_owned(), official: view.official.clone() });
    frame.page(site, "body.html", &path, &view)
}

/// The page shown in place of a missing one.
pub(super) fn missing(site: &Site) -> Result<Artifact, ThemeError> {
    let links = Links::from_anywhere(site.settings);
    let mut frame = Frame::new(site, &links, "404.html", &[]);
    frame.title = format!("没有这一页 · {}", site.settings.title);
    frame.canonical = None;
    frame.hidden = true;
    let html = frame.page(site, "404.html", "", &())?;
    Ok(Artifact::new("404.html", html.bytes))
}

fn body_view(body: &BodySummary, links: &Links) -> BodyView {
    let disclosures = body.latest_first();
    let columns = columns(&disclosures);
    let official = body.settings.official_url.clone();
    BodyView {
        name: body.name().to_owned(),
        region: body.settings.region.clone(),
        level: body.settings.level.clone(),
        href: links.to(&address::body(&body.slug)),
        official: official.filter(|url| is_web_address(url)),
        disclosures: disclosures.into_iter().map(|one| disclosure_view(one, &columns, links)).collect(),
        columns: columns.into_iter().map(|(_, label)| label).collect(),
    }
}

/// The headlines that any of the disclosures has, key and label, in order.
fn columns(disclosures: &[&Summary]) -> Vec<(String, String)> {
    let mut columns: Vec<(String, String)> = Vec::new();
    for headline in disclosures.iter().flat_map(|summary| &summary.headlines) {
        if columns.iter().all(|(key, _)| *key != headline.key) {
            columns.push((headline.key.clone(), headline.label.clone()));
        }
    }
    columns
}

fn disclosure_view(summary: &Summary, columns: &[(String, String)], links: &Links) -> DisclosureView {
    let figure = |headline: &Headline| FigureView {
        amount: headline.amount.map(|amount| grouped(amount.value)),
        unit: headline.amount.map_or("", |amount| amount.unit.name()),
        href: links.to(&headline.url),
    };
    let at = |key: &str| summary.headlines.iter().find(|headline| headline.key == key).map(figure);
    DisclosureView {
        label: format!("{}年{}", summary.id.year, summary.id.kind.name()),
        title: summary.title.clone(),
        href: links.to(&address::disclosure(&summary.id)),
        published: summary.published.clone(),
        figures: columns.iter().map(|(key, _)| at(key)).collect(),
        tables: summary.tables,
        empty_tables: summary.empty_tables,
        linked: summary.linked,
        audit: audit::counts(summary.tally),
        audit_href: links.to(&address::audit(&summary.id)),
    }
}
