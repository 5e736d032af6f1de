//! The page stage: a linked disclosure becomes HTML pages, summaries become the
//! site's own pages.
//!
//! Pages say what was published and lead to where it stands. They compute
//! nothing but order, and what they are told to by [`crate::change`]; they never read a source's text for its meaning, and know
//! nothing of the disk. Each page is handed on as soon as it is rendered, so
//! memory stays flat.
//!
//! - [`Theme`]: templates and static files; `theme/statics` their names, `theme/remarks` what of them is never used
//! - `href`, `html`, `frame`: links, escaping, what every page shares
//! - `edition`: what the pages of one disclosure share
//! - one module a kind of page: `glance` with `lead`, `tables` with `table` and `words`, `projects` with
//!   `form`, `promises` (all indicators), `audit`, `corrections`, `revisions` (what changed between texts), `narrative` with `prose`, `listing` (the source), `data`;
//!   `purposes`, what the money of accounts is for; `proportion`, what is counted; `chart`, for any of them; `dataset` (what search engines read of it);
//!   `embed`, a chart alone, and `take`, what a reader takes along of a chart or a table; `share`, the pictures that other sites show;
//!   for the site as a whole `home` and `directory` (regions) with `rows` and `headlines`, `bodies` (a body over its years),
//!   `codes` (by account), `compare` (one year of all bodies), `findings` (what does not agree), `checks`, `own` (Markdown of its own) and `search`; `spread`, for long lists; `forward` and `redirects` for what stood elsewhere once

mod account;
mod audit;
mod beside;
mod bodies;
mod chart;
mod checks;
mod clause;
mod codes;
mod compare;
mod compare_two;
mod completions;
mod context;
mod corrections;
mod data;
mod dataset;
mod directory;
mod disclosure_page;
mod embed;
mod evaluated;
mod figure;
mod findings;
mod form;
mod forward;
mod frame;
mod headlines;
mod home;
mod href;
mod html;
mod indicators;
mod lead_sentence;
mod narrative;
mod original;
mod own;
mod projects;
mod promised;
mod promises;
mod proportion;
mod prose;
mod purposes;
mod redirects;
mod regions;
mod revisions;
mod rows;
mod search;
mod share;
mod source_page;
mod spread;
mod standing;
mod story;
mod table;
mod tables;
mod take;
#[cfg(test)]
mod tests;
mod theme;
mod uses;
mod words;

use std::collections::{BTreeMap, HashMap};

use crate::artifact::{Artifact, Written};
use crate::catalogue::Catalogue;
use crate::config::{BodySettings, Settings};
use crate::last_year::LastYear;
use crate::measures::Figures;
use crate::model::{CellKey, Chart, DisclosureId, Finding, Linked, Part, Revisions, Rule, Spread};
use crate::picture::Painter;
use crate::told::Told;

use codes::Codes;
use context::{DisclosureContext, NavigationPlace};

pub use bodies::BodySummary;
pub use forward::{forward, kept_out};
pub use original::{Crop, Original};
pub use redirects::{Redirected, Redirects, redirected};
pub use theme::{Theme, ThemeError, ThemeRemark, Unknown};

/// What all pages of a site share.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    pub settings: &'a Settings,
    pub theme: &'a Theme,
    /// The checks that there are, for the page that explains them.
    pub rules: &'a [&'a Rule],
    pub catalogue: &'a Catalogue,
    /// Draws bodies that are alike side by side.
    pub draw: fn(Spread) -> Chart,
    /// Draws pictures, where the settings ask for them and the machine can.
    pub painter: Option<&'a Painter>,
}

/// What the stages before made of one disclosure.
#[derive(Debug, Clone, Copy)]
pub struct Made<'a> {
    pub linked: &'a Linked,
    pub figures: &'a Figures<'a>,
    /// What its figures were the year before.
    pub last_year: &'a LastYear<'a>,
    /// What its prose tells beside the tables.
    pub told: &'a Told<'a>,
    /// What its audit found.
    pub findings: &'a [Finding],
    /// What was drawn from its tables.
    pub charts: &'a [Chart],
    /// Its data files, for the page that lists them.
    pub data: &'a [Written],
    /// Its originals that stand on the site, by the file that was read of each.
    pub originals: &'a BTreeMap<String, Original>,
    /// Its figures as they stand on the pages of its originals.
    pub crops: &'a HashMap<CellKey, Crop>,
    /// What changed since earlier texts of it.
    pub revisions: Option<&'a Revisions>,
}

/// Takes a file that is ready. It may refuse, which ends the work.
pub type Sink<'a, E> = dyn FnMut(Artifact) -> Result<(), E> + 'a;

/// Makes every page of one disclosure and returns how many there are. `siblings`
/// are the body's disclosures that have pages, itself among them or not.
///
/// # Errors
/// A template that cannot be rendered, or whatever the sink says.
pub fn disclosure<E: From<ThemeError>>(
    site: &Site,
    made: Made,
    body: &BodySettings,
    siblings: &[DisclosureId],
    sink: &mut Sink<E>,
) -> Result<usize, E> {
    let linked = made.linked;
    let edition = DisclosureContext::new(site, made, body, siblings);
    let mut pages = 0;
    let mut put = |page: Result<Artifact, ThemeError>| {
        pages += 1;
        sink(page?)
    };
    put(disclosure_page::page(&edition))?;
    if edition.has(NavigationPlace::Tables) {
        put(tables::index(&edition))?;
    }
    for table in 0..linked.disclosure.tables.len() {
        put(tables::page(&edition, table))?;
    }
    if edition.has(NavigationPlace::Projects) {
        put(projects::index(&edition))?;
    }
    for project in 0..linked.projects.len() {
        put(projects::page(&edition, project))?;
    }
    promises::pages(&edition)?.into_iter().try_for_each(|page| put(Ok(page)))?;
    for chart in embed::drawn(&edition) {
        put(embed::page(&edition, chart))?;
    }
    put(audit::page(&edition))?;
    if edition.has(NavigationPlace::Corrections) {
        put(corrections::page(&edition))?;
    }
    if let Some(all) = edition.revisions {
        put(revisions::page(&edition, all))?;
        revisions::texts(&edition, all).try_for_each(&mut put)?;
    }
    for (place, part) in [(NavigationPlace::Notes, Part::Notes), (NavigationPlace::Overview, Part::Overview)]
    {
        if edition.has(place) {
            put(narrative::page(&edition, part))?;
        }
    }
    if edition.has(NavigationPlace::Glossary) {
        put(narrative::glossary(&edition))?;
    }
    put(source_page::page(&edition))?;
    put(self::data::page(&edition))?;
    embed::files(&edition).into_iter().chain(share::files(&edition)).try_for_each(&mut *sink)?;
    Ok(pages)
}

/// Makes the site's own pages and returns how many there are: home, of a large site
/// the regions, one a body, what does not agree, one or more an account code and the list of them, what is
/// checked, pages of its own, search, and `404.html`.
///
/// # Errors
/// A template that cannot be rendered, or whatever the sink says.
pub fn site<E: From<ThemeError>>(
    site: &Site,
    bodies: &[BodySummary],
    sink: &mut Sink<E>,
) -> Result<usize, E> {
    let mut pages = 0;
    let mut put = |page: Artifact| {
        pages += 1;
        sink(page)
    };
    let home = home::home(site, bodies)?;
    let large = home.len() > 1;
    home.into_iter().try_for_each(&mut put)?;
    for body in bodies {
        put(bodies::page(site, body)?)?;
    }
    compare::pages(site, bodies)?.into_iter().try_for_each(&mut put)?;
    compare_two::page(site, bodies, large)?.into_iter().try_for_each(&mut put)?;
    findings::pages(site, bodies)?.into_iter().try_for_each(&mut put)?;
    let codes = Codes::new(bodies, site.catalogue);
    put(codes.index(site)?)?;
    for code in codes.all() {
        codes.pages(site, code)?.into_iter().try_for_each(&mut put)?;
    }
    put(checks::page(site)?)?;
    own::pages(site)?.into_iter().try_for_each(&mut put)?;
    put(search::page(site, bodies, large)?)?;
    put(home::missing(site)?)?;
    Ok(pages)
}
