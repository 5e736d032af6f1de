//! The page of search: what its scripts find, and what can be browsed without.

use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::page::bodies::{BodySummary, label};
use crate::page::directory;
use crate::page::frame::Frame;
use crate::page::href::Links;
use crate::page::{Site, ThemeError};

#[derive(Debug, Serialize)]
struct View {
    bodies: Vec<BodyView>,
    /// The regions of a large site, in place of its bodies, and where all of them are.
    regions: Vec<(String, String)>,
    home: String,
    codes: String,
    checks: String,
}

#[derive(Debug, Serialize)]
struct BodyView {
    name: String,
    href: String,
    disclosures: Vec<DisclosureView>,
}

#[derive(Debug, Serialize)]
struct DisclosureView {
    label: String,
    href: String,
    /// The list of its tables, where it has some.
    tables: Option<String>,
}

/// So many regions are listed; all are on the home page.
const REGIONS: usize = 300;

/// The page; of a `large` site with the regions that have pages of their own.
pub(super) fn page(site: &Site, bodies: &[BodySummary], large: bool) -> Result<Artifact, ThemeError> {
    let path = address::search();
    let links = Links::from_page(site.settings, &path);
    let mut frame = Frame::new(site, &links, &path, &[("首页", ""), ("查找", &path)]);
    frame.description = "按名称或科目编码查单位、报表、科目、项目、名词和核对。".to_owned();
    let listed = if large { &[] } else { bodies };
    let regions = if large { directory::regions(bodies) } else { Vec::new() };
    let view = View {
        bodies: listed.iter().map(|body| body_view(body, &links)).collect(),
        regions: regions.iter().take(REGIONS).map(|(name, to)| (name.clone(), links.to(to))).collect(),
        home: links.to(""),
        codes: links.to(&address::codes()),
        checks: links.to(&address::checks()),
    };
    frame.page(site, "search.html", &path, &view)
}

fn body_view(body: &BodySummary, links: &Links) -> BodyView {
    let disclosures = body.latest_first().into_iter().map(|one| DisclosureView {
        label: label(one),
        href: links.to(&address::disclosure(&one.id)),
        tables: (!one.tables.is_empty()).then(|| links.to(&address::tables(&one.id))),
    });
    BodyView {
        name: body.name().to_owned(),
        href: links.to(&address::body(&body.slug)),
        disclosures: disclosures.collect(),
    }
}
