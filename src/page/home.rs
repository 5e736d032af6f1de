//! The home page: search, three headlines, every body with the totals of its latest disclosure, or,
//! of a large site, every region; and the page shown in place of a missing one.

use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::page::bodies::BodySummary;
use crate::page::compare;
use crate::page::directory;
use crate::page::frame::{Frame, Step};
use crate::page::headlines::{self, Headline};
use crate::page::href::Links;
use crate::page::regions::{self, Region};
use crate::page::rows::{BodyView, body_view, years};
use crate::page::spread::LIMIT;
use crate::page::{Site, ThemeError};

#[derive(Debug, Serialize)]
struct View {
    description: String,
    bodies: usize,
    disclosures: usize,
    years: String,
    headlines: Vec<Headline>,
    regions: Vec<Region<BodyView>>,
    /// Years and kinds side by side.
    compare: Vec<Step>,
    codes: String,
    totals_file: String,
    codes_file: String,
}

/// The home page, and of a large site the pages of its regions.
pub(super) fn home(site: &Site, bodies: &[BodySummary]) -> Result<Vec<Artifact>, ThemeError> {
    if !regions::are_many(bodies.len()) {
        let page = whole(site, bodies)?;
        if page.bytes.len() <= LIMIT || bodies.len() < 2 {
            return Ok(vec![page]);
        }
    }
    directory::pages(site, bodies)
}

/// Everything on one page.
fn whole(site: &Site, bodies: &[BodySummary]) -> Result<Artifact, ThemeError> {
    let links = Links::from_page(site.settings, "");
    let mut frame = Frame::new(site, &links, "", &[]);
    frame.title = site.settings.title.clone();
    let summaries = || bodies.iter().flat_map(|body| &body.disclosures);
    let regions = regions::named(bodies.iter());
    let view = View {
        description: site.settings.description.clone(),
        bodies: bodies.len(),
        disclosures: summaries().count(),
        years: years(summaries()),
        regions: regions::of(&regions::members(&regions), bodies.len(), |body| {
            body_view(body, site.catalogue, &links)
        }),
        headlines: headlines::of(bodies, &links),
        compare: compare::steps(bodies, &links),
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
