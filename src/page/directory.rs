//! The bodies of a large site: the regions on the home page, and each region's bodies on
//! pages of its own.

use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::model::{Summary, Verdict, count};
use crate::page::bodies::BodySummary;
use crate::page::compare;
use crate::page::frame::{Frame, Step};
use crate::page::headlines::{self, Headline};
use crate::page::href::Links;
use crate::page::regions::{self, Named, Region};
use crate::page::rows::{BodyView, body_view, years};
use crate::page::spread::{Turn, spread};
use crate::page::{Site, ThemeError};

#[derive(Debug, Serialize)]
struct HomeView {
    description: String,
    bodies: usize,
    disclosures: usize,
    years: String,
    /// None but on the first page.
    headlines: Vec<Headline>,
    regions: Vec<RegionView>,
    pages: Vec<Step>,
    /// Years and kinds side by side.
    compare: Vec<Step>,
    codes: String,
    totals_file: String,
    codes_file: String,
}

/// A region in the list of regions.
#[derive(Debug, Serialize)]
struct RegionView {
    name: String,
    href: String,
    bodies: usize,
    disclosures: usize,
    years: String,
    /// How many checks came to something, and how many to 不符.
    checks: usize,
    mismatches: usize,
}

#[derive(Debug, Serialize)]
struct View {
    name: String,
    bodies: usize,
    disclosures: usize,
    years: String,
    /// The one region.
    regions: Vec<Region<BodyView>>,
    pages: Vec<Step>,
}

/// The home page with what its list of regions goes on at, and the pages of each region.
pub(super) fn pages(site: &Site, bodies: &[BodySummary]) -> Result<Vec<Artifact>, ThemeError> {
    let regions = regions::named(bodies.iter());
    let mut pages = spread(&regions, |part, turn| home(site, bodies, part, turn))?;
    for region in &regions {
        pages.extend(spread(&region.bodies, |part, turn| page(site, region, part, turn))?);
    }
    Ok(pages)
}

/// The name and the address of each region.
pub(super) fn regions(bodies: &[BodySummary]) -> Vec<(String, String)> {
    let own = |region: &Named<'_>| (region.words().to_owned(), address::region(&region.mark()));
    regions::named(bodies.iter()).iter().map(own).collect()
}

fn home(site: &Site, bodies: &[BodySummary], part: &[Named<'_>], turn: Turn) -> Result<Artifact, ThemeError> {
    let path = address::regions(turn.number);
    let links = Links::from_page(site.settings, &path);
    let words = turn.words().unwrap_or_default();
    let crumbs = [("首页", ""), (words.as_str(), path.as_str())];
    let mut frame = Frame::new(site, &links, &path, if turn.is_first() { &[] } else { &crumbs });
    if turn.is_first() {
        frame.title.clone_from(&site.settings.title);
    }
    let summaries = || bodies.iter().flat_map(|body| &body.disclosures);
    let view = HomeView {
        description: site.settings.description.clone(),
        bodies: bodies.len(),
        disclosures: summaries().count(),
        years: years(summaries()),
        headlines: if turn.is_first() { headlines::of(bodies, &links) } else { Vec::new() },
        regions: part.iter().map(|region| region_view(region, &links)).collect(),
        pages: turn.steps(address::regions, &links),
        compare: compare::steps(bodies, &links),
        codes: links.to(&address::codes()),
        totals_file: links.to(&address::site_file("totals.csv")),
        codes_file: links.to(&address::site_file("codes.csv")),
    };
    let counts = format!("收录 {} 个单位的 {} 份公开。", view.bodies, view.disclosures);
    frame.description = format!("{}{counts}{words}", view.description);
    frame.page(site, "regions.html", &path, &view)
}

fn region_view(region: &Named<'_>, links: &Links) -> RegionView {
    let summaries = || disclosures(region);
    let checks = |summary: &Summary| summary.tally.told().total() - summary.tally.unverifiable;
    RegionView {
        name: region.words().to_owned(),
        href: links.to(&address::region(&region.mark())),
        bodies: region.bodies.len(),
        disclosures: summaries().count(),
        years: years(summaries()),
        checks: count(summaries().map(checks)),
        mismatches: count(summaries().map(|summary| summary.tally.count(Verdict::Mismatch))),
    }
}

/// A page of a region's.
fn page(site: &Site, region: &Named<'_>, part: &[&BodySummary], turn: Turn) -> Result<Artifact, ThemeError> {
    let name = region.words();
    let first = address::region(&region.mark());
    let path = address::further(&first, turn.number);
    let links = Links::from_page(site.settings, &path);
    let words = turn.words();
    let mut crumbs = vec![("首页", ""), (name, first.as_str())];
    crumbs.extend(words.as_deref().map(|words| (words, path.as_str())));
    let mut frame = Frame::new(site, &links, &path, &crumbs);
    let view = View {
        name: name.to_owned(),
        bodies: region.bodies.len(),
        disclosures: disclosures(region).count(),
        years: years(disclosures(region)),
        regions: vec![Region::bare(
            part.iter().map(|body| body_view(body, site.catalogue, &links)).collect(),
        )],
        pages: turn.steps(|number| address::further(&first, number), &links),
    };
    let counts = format!("{} 个单位的 {} 份预算、决算公开", view.bodies, view.disclosures);
    frame.description = format!("{name}：{counts}，{} 年。{}", view.years, words.unwrap_or_default());
    frame.page(site, "region.html", &path, &view)
}

fn disclosures<'a>(region: &'a Named<'_>) -> impl Iterator<Item = &'a Summary> + Clone {
    region.bodies.iter().flat_map(|body| &body.disclosures)
}
