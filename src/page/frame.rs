//! What every page shares: title, description, breadcrumbs, navigation.

use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::config::Settings;
use crate::page::href::is_web_address;
use crate::page::href::{self, Links};
use crate::page::{Site, ThemeError};

/// The name of the page that says what the site is, and its title unless the site has its own.
pub(super) const ABOUT: &str = "about";
pub(super) const TITLE: &str = "关于本站";

/// One step of the breadcrumbs, or one entry of the navigation.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Step {
    pub name: String,
    pub href: String,
    /// Whether it is the page itself, or (in the navigation) its part of the
    /// disclosure.
    pub here: bool,
    /// What stands below it in the navigation: the tables.
    pub below: Vec<Step>,
}

/// The parts of a page around its content.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Frame {
    pub title: String,
    pub description: String,
    pub canonical: Option<String>,
    /// What a path from the site's root is written after to be a link: `../../`.
    pub root: String,
    pub stylesheet: String,
    /// The site's own `static/custom.css`, if it has one.
    pub custom_stylesheet: Option<String>,
    /// The scripts, none of which reading needs.
    pub scripts: Vec<String>,
    pub icon: String,
    /// The picture that a phone's home screen shows.
    pub touch_icon: String,
    pub home: String,
    /// The page that says what is checked.
    pub checks: String,
    /// The page of what does not agree, over all bodies.
    pub findings: String,
    /// The page that lists account codes.
    pub codes: String,
    /// The page of search, which the box in the header leads to.
    pub search: String,
    pub site_title: String,
    /// What the site is, and pages of its own.
    pub pages: Vec<Step>,
    /// How to reach whoever makes it.
    pub contact: Option<Contact>,
    /// Under which terms it may be used.
    pub licence: Option<Contact>,
    /// From the home page down to this page.
    pub crumbs: Vec<Step>,
    /// The parts of the disclosure, on its pages.
    pub nav: Vec<Step>,
    /// The remark on the disclosure.
    pub note: Option<String>,
    /// The body that the page is about, for the footer.
    pub about: Option<About>,
    /// Whether search engines should leave the page out.
    pub hidden: bool,
    /// What the page's data are, for search engines.
    pub dataset: Option<String>,
    /// The site's feed, where its address is known.
    pub feed: Option<String>,
    /// The absolute addresses of the pictures that other sites show of it: a wide one, a
    /// square one.
    pub share: Option<(String, String)>,
    /// Where the page stands now, if this one only leads there.
    pub refresh: Option<String>,
}

/// Words, and where they lead if they are an address.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Contact {
    pub words: String,
    pub href: Option<String>,
}

/// Whose figures a page shows.
#[derive(Debug, Clone, Serialize)]
pub(super) struct About {
    pub body: String,
    pub official: Option<String>,
}

/// A page's frame and its content, as a template sees them.
#[derive(Debug, Serialize)]
struct Whole<'a, T> {
    page: &'a Frame,
    view: &'a T,
}

impl Frame {
    /// The frame of the page at `path`, its crumbs given as names and paths.
    pub fn new(site: &Site, links: &Links, path: &str, crumbs: &[(&str, &str)]) -> Self {
        let last = crumbs.len();
        let step = |(at, (name, to)): (usize, &(&str, &str))| Step {
            name: (*name).to_owned(),
            href: links.to(to),
            here: at + 1 == last,
            below: Vec::new(),
        };
        let names = crumbs.iter().rev().map(|(name, _)| *name);
        Self {
            title: names.chain([site.settings.title.as_str()]).collect::<Vec<_>>().join(" · "),
            description: site.settings.description.clone(),
            canonical: href::canonical(site.settings, path),
            root: links.root(),
            stylesheet: links.to(site.theme.static_path("site.css")),
            custom_stylesheet: site.theme.custom_stylesheet().map(|path| links.to(path)),
            scripts: site.theme.scripts().map(|path| links.to(path)).collect(),
            icon: links.to(site.theme.static_path("icon.svg")),
            touch_icon: links.to(site.theme.static_path("apple-touch-icon.png")),
            home: links.to(""),
            checks: links.to(&address::checks()),
            findings: links.to(&address::findings(1)),
            codes: links.to(&address::codes()),
            search: links.to(&address::search()),
            site_title: site.settings.title.clone(),
            pages: own_pages(site.settings, links),
            contact: site
                .settings
                .contact
                .clone()
                .map(|words| Contact { words, href: site.settings.contact_address() }),
            licence: site.settings.licence.clone().map(|words| {
                let href = Some(words.clone()).filter(|words| is_web_address(words));
                Contact { words, href }
            }),
            crumbs: crumbs.iter().enumerate().map(step).collect(),
            nav: Vec::new(),
            note: None,
            about: None,
            hidden: false,
            dataset: None,
            feed: href::canonical(site.settings, address::FEED),
            share: None,
            refresh: None,
        }
    }

    /// Renders a page and puts it at the address `path`.
    pub fn page<T: Serialize>(
        &self,
        site: &Site,
        template: &str,
        path: &str,
        view: &T,
    ) -> Result<Artifact, ThemeError> {
        let html = site.theme.render(template, &Whole { page: self, view })?;
        Ok(Artifact::page(path, html))
    }
}

/// Whether the program's own page says what the site is.
pub(super) fn has_about(settings: &Settings) -> bool {
    !settings.pages.iter().any(|page| page.name == ABOUT)
}

/// Links to what says what the site is, and to pages of its own.
fn own_pages(settings: &Settings, links: &Links) -> Vec<Step> {
    let step = |name: &str, title: &str| Step {
        name: title.to_owned(),
        href: links.to(&address::own(name)),
        here: false,
        below: Vec::new(),
    };
    let default = has_about(settings).then(|| step(ABOUT, TITLE));
    default.into_iter().chain(settings.pages.iter().map(|page| step(&page.name, &page.title))).collect()
}
