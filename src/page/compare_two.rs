//! Any two disclosures side by side: a page that a script fills from the two's data files, and
//! that leads to the pages of years and bodies without one.

use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::page::bodies::{BodySummary, label};
use crate::page::frame::{Frame, Step};
use crate::page::href::Links;
use crate::page::{Site, ThemeError, compare, directory};

#[derive(Debug, Serialize)]
struct View {
    /// The tables that can be laid side by side: `balance=收支总表 income=…`.
    tables: String,
    /// The list of all disclosures, as data.
    disclosures_file: String,
    years: Vec<Step>,
    /// The bodies with their disclosures.
    bodies: Vec<Step>,
    /// The regions of a large site, in place of its bodies.
    regions: Vec<Step>,
}

/// The page; of a `large` site with the regions that have pages of their own. None where there
/// are no two disclosures.
pub(super) fn page(site: &Site, bodies: &[BodySummary], large: bool) -> Result<Option<Artifact>, ThemeError> {
    if bodies.iter().flat_map(|body| &body.disclosures).nth(1).is_none() {
        return Ok(None);
    }
    let path = address::compare_two();
    let links = Links::from_page(site.settings, &path);
    let mut frame = Frame::new(site, &links, &path, &[("首页", ""), ("两份对比", &path)]);
    frame.description = "任选两份预算、决算公开，同名报表里的同一项并排看，相差多少由本站计算。".to_owned();
    let tables = site.catalogue.tables().iter().map(|spec| format!("{}={}", spec.id, spec.short));
    let regions = if large { directory::regions(bodies) } else { Vec::new() };
    let listed = if large { &[] } else { bodies };
    let view = View {
        tables: tables.collect::<Vec<String>>().join(" "),
        disclosures_file: links.to(&address::site_file("disclosures.csv")),
        years: compare::steps(bodies, &links),
        bodies: listed.iter().map(|body| of_body(body, &links)).collect(),
        regions: regions.iter().map(|(name, to)| step(name, links.to(to))).collect(),
    };
    frame.page(site, "two.html", &path, &view).map(Some)
}

fn of_body(body: &BodySummary, links: &Links) -> Step {
    let below = body.latest_first().into_iter();
    let below = below.map(|one| step(&label(one), links.to(&address::disclosure(&one.id))));
    Step { below: below.collect(), ..step(body.name(), links.to(&address::body(&body.slug))) }
}

fn step(name: &str, href: String) -> Step {
    Step { name: name.to_owned(), href, here: false, below: Vec::new() }
}
