//! One disclosure on its way to pages: what its pages share, worked out once.

use std::collections::{BTreeMap, HashMap, HashSet};

use rust_decimal::Decimal;
use serde::Serialize;

use crate::address;
use crate::artifact::{Artifact, Written};
use crate::catalogue::schema::TableSpec;
use crate::config::BodySettings;
use crate::keys::AccountsKey;
use crate::last_year::LastYear;
use crate::measures::{self, Figures};
use crate::model::{
    AccountCode, CellChange, CellKey, CellRef, Chart, Disclosure, DisclosureId, Entry, Finding, Linked, Part,
    Project, Revisions, Table,
};
use crate::page::audit::Marks;
use crate::page::frame::{About, Frame, Step};
use crate::page::href::{self, Links, is_web_address};
use crate::page::html::plain;
use crate::page::{Crop, Made, Original, Site, ThemeError};
use crate::source::{FileId, SourceFile};
use crate::told::Told;

/// A part of a disclosure with a place in its navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NavigationPlace {
    Disclosure,
    Tables,
    Projects,
    Audit,
    Corrections,
    Revisions,
    Notes,
    Overview,
    Glossary,
    Source,
    Data,
}

impl NavigationPlace {
    const ALL: [NavigationPlace; 11] = [
        NavigationPlace::Disclosure,
        NavigationPlace::Tables,
        NavigationPlace::Projects,
        NavigationPlace::Audit,
        NavigationPlace::Corrections,
        NavigationPlace::Revisions,
        NavigationPlace::Notes,
        NavigationPlace::Overview,
        NavigationPlace::Glossary,
        NavigationPlace::Source,
        NavigationPlace::Data,
    ];

    /// Its name in navigation and breadcrumbs.
    pub fn name(self) -> &'static str {
        match self {
            NavigationPlace::Disclosure => "总览",
            NavigationPlace::Tables => "报表",
            NavigationPlace::Projects => "项目",
            NavigationPlace::Audit => "核对",
            NavigationPlace::Corrections => "更正",
            NavigationPlace::Revisions => "前后版本",
            NavigationPlace::Notes => "说明",
            NavigationPlace::Overview => "概况",
            NavigationPlace::Glossary => "名词",
            NavigationPlace::Source => "原文",
            NavigationPlace::Data => "数据",
        }
    }

    /// The path of its page.
    pub fn path(self, id: &DisclosureId) -> String {
        match self {
            NavigationPlace::Disclosure => address::disclosure(id),
            NavigationPlace::Tables => address::tables(id),
            NavigationPlace::Projects => address::projects(id),
            NavigationPlace::Audit => address::audit(id),
            NavigationPlace::Corrections => address::corrections(id),
            NavigationPlace::Revisions => address::revisions(id),
            NavigationPlace::Notes => address::notes(id),
            NavigationPlace::Overview => address::overview(id),
            NavigationPlace::Glossary => address::glossary(id),
            NavigationPlace::Source => address::source(id),
            NavigationPlace::Data => address::data(id),
        }
    }
}

/// A disclosure with everything that its pages share.
#[derive(Debug)]
pub(super) struct DisclosureContext<'a> {
    pub site: &'a Site<'a>,
    pub linked: &'a Linked,
    pub figures: &'a Figures<'a>,
    pub last_year: &'a LastYear<'a>,
    /// What its prose tells beside the tables.
    pub told: &'a Told<'a>,
    pub body: &'a BodySettings,
    /// What its audit found.
    pub findings: &'a [Finding],
    /// The findings by what they touch.
    pub marks: Marks<'a>,
    /// What was drawn from its tables.
    pub charts: &'a [Chart],
    /// The data files that belong to it.
    pub data: &'a [Written],
    /// The originals that stand on the site, by the file that was read of each.
    pub originals: &'a BTreeMap<String, Original>,
    /// Its figures as they stand on the pages of its originals.
    pub crops: &'a HashMap<CellKey, Crop>,
    /// What changed since earlier texts of it.
    pub revisions: Option<&'a Revisions>,
    /// The same by their paths.
    data_at: HashMap<&'a str, &'a Written>,
    /// The body's disclosures that have pages.
    pub siblings: &'a [DisclosureId],
    /// What changed since earlier texts, by table, row and column.
    revised: HashMap<(&'a str, &'a str, &'a str), &'a CellChange>,
    /// The account codes that have a page, as far as this disclosure knows: those
    /// it spends on.
    codes: HashSet<AccountCode>,
    /// The BLAKE3 fingerprint of each source file, in hexadecimal digits.
    prints: Vec<String>,
    project_of_row: HashMap<(usize, usize), usize>,
    /// The places of tables in their list.
    table_places: HashMap<&'a str, usize>,
}

/// One page of a disclosure in the making.
#[derive(Debug)]
pub(super) struct PageContext<'a> {
    pub edition: &'a DisclosureContext<'a>,
    pub path: String,
    pub links: Links,
    pub frame: Frame,
}

impl<'a> DisclosureContext<'a> {
    /// Of several projects the one with the largest line, with the cell of its amount; `None`
    /// where another may be larger, or nothing is budgeted.
    pub fn largest_project(&self) -> Option<(&'a Project, CellRef<'a>)> {
        self.linked.projects.iter().filter(|project| project.line.is_some()).nth(1)?;
        let (project, total) = self.linked.largest_line()?;
        total.sure_money().filter(|money| money.value > Decimal::ZERO)?;
        Some((project, total))
    }

    pub fn new(
        site: &'a Site<'a>,
        made: Made<'a>,
        body: &'a BodySettings,
        siblings: &'a [DisclosureId],
    ) -> Self {
        let Made { linked, figures, last_year, told, findings, charts, data, originals, crops, revisions } =
            made;
        let projects = linked.projects.iter().enumerate();
        let tables = linked.disclosure.tables.iter().enumerate();
        let codes =
            figures.spending.iter().filter(|spent| spent.stated.is_something()).map(|spent| spent.code);
        Self {
            site,
            linked,
            figures,
            last_year,
            told,
            findings,
            marks: Marks::new(findings),
            body,
            charts,
            data,
            originals,
            crops,
            revisions,
            revised: revisions
                .into_iter()
                .flat_map(|all| &all.changes)
                .map(|change| (keys(change), change))
                .collect(),
            data_at: data.iter().map(|file| (file.path.as_str(), file)).collect(),
            siblings,
            codes: codes.collect(),
            prints: linked.disclosure.source.files().iter().map(fingerprint).collect(),
            project_of_row: projects.filter_map(|(at, project)| Some((project.line?, at))).collect(),
            table_places: tables.map(|(at, table)| (table.id.as_str(), at)).collect(),
        }
    }

    pub fn disclosure(&self) -> &'a Disclosure {
        &self.linked.disclosure
    }

    pub fn id(&self) -> &'a DisclosureId {
        &self.linked.disclosure.id
    }

    /// The body's full name: its settings', or the published one.
    pub fn body_name(&self) -> &str {
        self.body.name.as_deref().unwrap_or(&self.disclosure().body_name)
    }

    /// Where the body is, by its settings or else its name.
    pub fn region(&self) -> Option<String> {
        self.site.catalogue.region(self.body.region.as_deref(), self.body_name())
    }

    /// The body's name where room is short.
    pub fn short_body(&self) -> &str {
        self.body.short_name.as_deref().unwrap_or_else(|| self.body_name())
    }

    /// The fingerprint of a source file as published here, after redaction.
    pub fn print(&self, file: FileId) -> &str {
        &self.prints[usize::from(file.0)]
    }

    /// `2023年预算`
    pub fn year_and_kind(&self) -> String {
        format!("{}年{}", self.id().year, self.id().kind.name())
    }

    /// The data files on the whole disclosure.
    pub fn whole_files(&self) -> impl Iterator<Item = &'a Written> {
        let tables = address::tables(self.id());
        self.data.iter().filter(move |file| !file.path.starts_with(&tables))
    }

    /// The CSV file of one table.
    pub fn table_csv(&self, table: &Table) -> Option<&'a Written> {
        self.data_file(&address::table_csv(self.id(), &table.id))
    }

    /// The workbook of all tables, if there is one.
    pub fn workbook(&self) -> Option<&'a Written> {
        self.data_file(&address::whole_file(self.id(), "xlsx"))
    }

    fn data_file(&self, path: &str) -> Option<&'a Written> {
        self.data_at.get(path).copied()
    }

    /// The web address that the text was published at.
    pub fn published_at(&self) -> Option<&'a str> {
        self.disclosure().front.source_url.as_deref().filter(|url| is_web_address(url))
    }

    /// The body's official page, or the address the text was published at.
    pub fn official(&self) -> Option<String> {
        let front = &self.disclosure().front;
        let url = front.source_url.as_ref().or(self.body.official_url.as_ref())?;
        is_web_address(url).then(|| url.clone())
    }

    /// A table by its id.
    pub fn table(&self, id: &str) -> Option<&'a Table> {
        self.disclosure().tables.get(*self.table_places.get(id)?)
    }

    /// The endings of the files that each chart is drawn into.
    pub fn picture_endings(&self) -> &'static [&'static str] {
        if self.site.painter.is_some() { &["svg", "png"] } else { &["svg"] }
    }

    /// What a cell said in earlier texts, where it said something else.
    pub fn revised(&self, table: &str, row: &str, column: &str) -> Option<&'a CellChange> {
        self.revised.get(&(table, row, column)).copied()
    }

    /// The project that a row of a table belongs to.
    pub fn project_of_row(&self, table: usize, row: usize) -> Option<&'a Project> {
        self.linked.projects.get(*self.project_of_row.get(&(table, row))?)
    }

    /// The catalogue's entry of a table that it knows.
    pub fn spec(&self, table: &Table) -> Option<&'a TableSpec> {
        self.site.catalogue.table(&table.id).filter(|_| table.known)
    }

    /// A table's name where room is short: the catalogue's, or the published title.
    pub fn short(&self, table: &Table) -> String {
        self.spec(table).map_or_else(|| title(table), |spec| spec.short.clone())
    }

    /// The functional account of a table's row that has a page of its own.
    pub fn code_of_row(&self, table: &Table, entry: &Entry) -> Option<AccountCode> {
        let functional = self.spec(table).is_some_and(|spec| spec.is_by(AccountsKey::FUNCTION));
        measures::code_of(entry).filter(|code| functional && self.codes.contains(code))
    }

    /// Whether the disclosure has something to show at a place.
    pub fn has(&self, place: NavigationPlace) -> bool {
        let disclosure = self.disclosure();
        let part = |part| disclosure.sections.iter().any(|section| section.part == part);
        match place {
            NavigationPlace::Disclosure
            | NavigationPlace::Audit
            | NavigationPlace::Source
            | NavigationPlace::Data => true,
            NavigationPlace::Tables => !disclosure.tables.is_empty(),
            NavigationPlace::Projects => !self.linked.projects.is_empty(),
            NavigationPlace::Revisions => self.revisions.is_some(),
            NavigationPlace::Corrections => !disclosure.corrections.is_empty(),
            NavigationPlace::Notes => part(Part::Notes),
            NavigationPlace::Overview => part(Part::Overview),
            NavigationPlace::Glossary => !disclosure.terms.is_empty(),
        }
    }

    /// A page at a place itself.
    pub fn sheet(&'a self, place: NavigationPlace) -> PageContext<'a> {
        self.sheet_below(place, place.path(self.id()), None)
    }

    /// A page below a place: one table, one project.
    pub fn sheet_below(
        &'a self,
        place: NavigationPlace,
        path: String,
        name: Option<&str>,
    ) -> PageContext<'a> {
        let links = Links::from_page(self.site.settings, &path);
        let (body, glance) = (address::body(&self.id().body), NavigationPlace::Disclosure.path(self.id()));
        let (label, at_place) = (self.year_and_kind(), place.path(self.id()));
        let mut crumbs = vec![("首页", ""), (self.short_body(), &body), (&label, &glance)];
        if place != NavigationPlace::Disclosure {
            crumbs.push((place.name(), &at_place));
        }
        crumbs.extend(name.map(|name| (name, path.as_str())));
        let mut frame = Frame::new(self.site, &links, &path, &crumbs);
        frame.nav = self.navigation(&links, place, &path);
        frame.note.clone_from(&self.disclosure().front.note);
        frame.about = Some(About { body: self.body_name().to_owned(), official: self.official() });
        frame.title = self.title(place, name);
        frame.share = self.share();
        PageContext { edition: self, links, frame, path }
    }

    /// The absolute addresses of the wide picture and the square one; `None` where none are drawn
    /// or the site's own address is not known.
    fn share(&self) -> Option<(String, String)> {
        self.site.painter?;
        let absolute = |square| href::canonical(self.site.settings, &address::share(self.id(), square));
        Some((absolute(false)?, absolute(true)?))
    }

    fn title(&self, place: NavigationPlace, name: Option<&str>) -> String {
        let inner = name.or((place != NavigationPlace::Disclosure).then(|| place.name()));
        let own = format!("{}{}", self.short_body(), self.year_and_kind());
        let parts = inner.into_iter().chain([own.as_str(), self.site.settings.title.as_str()]);
        parts.collect::<Vec<_>>().join(" · ")
    }

    /// The parts of the disclosure; on the pages of tables these below theirs.
    fn navigation(&self, links: &Links, here: NavigationPlace, path: &str) -> Vec<Step> {
        let there = NavigationPlace::ALL.into_iter().filter(|place| self.has(*place));
        let step = |place: NavigationPlace| Step {
            name: place.name().to_owned(),
            href: links.to(&place.path(self.id())),
            here: place == here,
            below: match (place, here) {
                (NavigationPlace::Tables, NavigationPlace::Tables) => self.table_steps(links, path),
                _ => Vec::new(),
            },
        };
        there.map(step).collect()
    }

    /// The tables around the one of this page, or the first: where there are very many, each
    /// page with all of them would make a site that grows by their square.
    fn table_steps(&self, links: &Links, path: &str) -> Vec<Step> {
        let step = |table: &Table| {
            let there = address::table(self.id(), &table.id);
            Step { name: self.short(table), href: links.to(&there), here: there == path, below: Vec::new() }
        };
        let tables = &self.disclosure().tables;
        let id = path
            .strip_prefix(&NavigationPlace::Tables.path(self.id()))
            .map(|rest| rest.trim_end_matches('/'));
        let at = id.and_then(|id| self.table_places.get(id)).copied().unwrap_or(0);
        let from = at.saturating_sub(MOST_STEPS / 2).min(tables.len().saturating_sub(MOST_STEPS));
        tables.iter().skip(from).take(MOST_STEPS).map(step).collect()
    }
}

/// Most tables in the navigation of a page.
const MOST_STEPS: usize = 60;

impl PageContext<'_> {
    /// Renders the page with its description, at most some 80 characters.
    pub fn render<T: Serialize>(
        mut self,
        template: &str,
        description: String,
        view: &T,
    ) -> Result<Artifact, ThemeError> {
        self.frame.description = description;
        self.frame.page(self.edition.site, template, &self.path, view)
    }
}

fn keys(change: &CellChange) -> (&str, &str, &str) {
    (&change.table, &change.row, &change.column)
}

fn fingerprint(file: &SourceFile) -> String {
    blake3::hash(file.text().as_bytes()).to_hex().to_string()
}

/// A table's title as published, or words for one without.
pub(super) fn title(table: &Table) -> String {
    let published = plain(&table.title);
    match (published.is_empty(), &table.number) {
        (false, _) => published,
        (true, Some(number)) => format!("{}（没有题名）", plain(number)),
        (true, None) => {
            let (first, last) = table.lines;
            format!("本站没认出的表（原文 {}–{} 行）", first.number, last.number)
        }
    }
}
