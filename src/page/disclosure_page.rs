//! A disclosure at a glance: its figures, tables, projects and the way to the
//! rest.

use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::catalogue::schema::MeasureSpec;
use crate::measures::Measure;
use crate::model::{DisclosureId, Stated};
use crate::money::Unit;
use crate::page::ThemeError;
use crate::page::beside::PastView;
use crate::page::clause::Clause;
use crate::page::context::{DisclosureContext, NavigationPlace, PageContext};
use crate::page::data::{self, Fingerprint};
use crate::page::dataset::Dataset;
use crate::page::html::plain;
use crate::page::{
    audit, chart, completions, lead_sentence, projects, promised, proportion, purposes, story, tables, uses,
};

/// How many projects are listed before the rest is left to their own page.
const PROJECTS: usize = 8;

#[derive(Debug, Serialize)]
struct View {
    title: String,
    body: String,
    region: Option<String>,
    level: Option<String>,
    /// Whose money it is: the department's with its units, or the unit's alone.
    coverage: Option<&'static str>,
    year: u16,
    kind: &'static str,
    lead: Vec<Clause>,
    /// All of it in one paragraph.
    story: Vec<Clause>,
    figures: Vec<FigureView>,
    /// What the money goes into: people, running, projects.
    strip_html: String,
    uses: Vec<uses::Part>,
    /// Why its projects are not listed there.
    no_projects: Option<&'static str>,
    charts_html: String,
    completions: Option<completions::Completions>,
    /// What the largest accounts are for.
    purposes: Option<purposes::Largest>,
    /// What the prose counts.
    proportion: Option<proportion::Proportion>,
    audit: audit::CheckNote,
    /// What could not be read as a whole.
    unread: Vec<&'static str>,
    tables: Vec<tables::Item>,
    published_empty: usize,
    in_doubt: usize,
    projects: Vec<projects::Item>,
    all_projects: usize,
    projects_href: String,
    /// How many indicators there are, and where they are listed.
    promises: Option<(usize, String)>,
    places: Vec<PlaceView>,
    published: Option<String>,
    official: Option<String>,
    sources: Vec<Fingerprint>,
    source_href: String,
    body_href: String,
    /// Disclosures of the body nearby: relation, words, link.
    nearby: Vec<(&'static str, String, String)>,
}

#[derive(Debug, Serialize)]
struct FigureView {
    label: String,
    /// What it is, in everyday words.
    plain: Option<String>,
    amount: Option<String>,
    /// What stands in place of an amount.
    words: String,
    /// Whether the site added it up.
    is_sum: bool,
    unit: &'static str,
    href: String,
    /// What it was the year before.
    past: Option<PastView>,
}

#[derive(Debug, Serialize)]
struct PlaceView {
    name: &'static str,
    what: &'static str,
    href: String,
}

/// The disclosure's own page.
pub(super) fn page(edition: &DisclosureContext) -> Result<Artifact, ThemeError> {
    let mut sheet = edition.sheet(NavigationPlace::Disclosure);
    let disclosure = edition.disclosure();
    let found = edition.figures.headlines();
    let lead = lead_sentence::of(&sheet, &found);
    let description =
        format!("{}{}：{}", edition.body_name(), edition.year_and_kind(), lead_sentence::text(&lead));
    let tables = tables::list(&sheet);
    let mut projects = projects::list(&sheet);
    let all_projects = projects.len();
    projects.truncate(PROJECTS);
    let headlines = chart::headlines(&sheet);
    let others = headlines.iter().filter(|chart| !chart.uses);
    let strip = headlines.iter().find(|chart| chart.uses).copied();
    let uses = strip.map(|_| uses::of(&sheet)).unwrap_or_default();
    let view = View {
        title: plain(&disclosure.title),
        body: edition.body_name().to_owned(),
        region: edition.region(),
        level: edition.body.level.clone(),
        coverage: disclosure.coverage.map(|coverage| coverage.name()),
        year: edition.id().year,
        kind: edition.id().kind.name(),
        story: story::of(&sheet, &lead, strip),
        figures: found.iter().map(|(spec, found)| figure(&sheet, spec, found)).collect(),
        strip_html: strip.map(|chart| chart::figure(&sheet, chart)).unwrap_or_default(),
        no_projects: strip.and_then(|_| uses::silence(&sheet, &uses)),
        uses,
        charts_html: others.map(|chart| chart::at_a_glance(&sheet, chart)).collect(),
        purposes: purposes::largest(&sheet),
        proportion: proportion::of(&sheet),
        completions: completions::largest(&sheet),
        published_empty: disclosure.tables.iter().filter(|table| table.is_empty()).count(),
        in_doubt: tables::doubtful(&tables),
        audit: audit::of_disclosure(&sheet),
        unread: disclosure.unread.iter().map(|unread| unread.words()).collect(),
        tables,
        projects,
        all_projects,
        promises: promised::link(&sheet),
        projects_href: sheet.links.to(&address::projects(edition.id())),
        places: places(&sheet),
        published: disclosure.front.published.clone(),
        official: edition.official(),
        sources: data::fingerprints(edition),
        source_href: sheet.links.to(&address::source(edition.id())),
        body_href: sheet.links.to(&address::body(&edition.id().body)),
        nearby: nearby(&sheet),
        lead,
    };
    let dataset = Dataset {
        name: format!("{}{}", edition.body_name(), edition.year_and_kind()),
        description: &format!("{description}每个数都带单位、原文行号和网址。"),
        path: &sheet.path,
        files: edition.whole_files().collect(),
        part: false,
    };
    sheet.frame.dataset = dataset.json_ld(edition);
    sheet.render("disclosure.html", description, &view)
}

/// The same kind a year before and after, and the other kind of the same year,
/// as far as they are there.
fn nearby(sheet: &PageContext) -> Vec<(&'static str, String, String)> {
    let id = sheet.edition.id();
    let of_kind = || sheet.edition.siblings.iter().filter(|other| other.kind == id.kind);
    let before = of_kind().filter(|other| other.year < id.year).max();
    let after = of_kind().filter(|other| other.year > id.year).min();
    let counterpart =
        sheet.edition.siblings.iter().find(|other| other.year == id.year && other.kind != id.kind);
    let there = [("前一份", before), ("同一年", counterpart), ("后一份", after)];
    let view = |(relation, other): (&'static str, Option<&DisclosureId>)| {
        let other = other?;
        let words = format!("{}年{}", other.year, other.kind.name());
        Some((relation, words, sheet.links.to(&address::disclosure(other))))
    };
    there.into_iter().filter_map(view).collect()
}

fn figure(sheet: &PageContext, spec: &MeasureSpec, found: &Measure) -> FigureView {
    let (table, row) = (&found.cell.table.id, &found.cell.entry.key);
    let past = sheet.edition.last_year.measure(spec, found);
    FigureView {
        label: spec.label.clone(),
        plain: spec.plain.clone(),
        amount: found.sure_money().map(|_| found.printed()),
        is_sum: found.sum.is_some(),
        words: match found.stated() {
            Stated::Sum(_) => "本站相加".to_owned(),
            Stated::Amount(_) => "本站没有认出单位，看表".to_owned(),
            stated => stated.words(None),
        },
        unit: found.cell.unit().map_or("", Unit::name),
        href: sheet.links.to(&address::cell(sheet.edition.id(), table, row, &found.cell.column.key)),
        past: past.zip(found.sure_money()).and_then(|(past, now)| PastView::of(sheet, &past, now)),
    }
}

fn places(sheet: &PageContext) -> Vec<PlaceView> {
    let edition = sheet.edition;
    let what = [
        (NavigationPlace::Notes, "单位自己对数字的说明"),
        (NavigationPlace::Overview, "职责和机构"),
        (NavigationPlace::Glossary, "名词解释"),
        (NavigationPlace::Source, "公开原文，逐行编号，每行注明去处"),
        (NavigationPlace::Data, "全部数据下载"),
    ];
    let there = what.into_iter().filter(|(place, _)| edition.has(*place));
    let view = |(place, what): (NavigationPlace, _)| PlaceView {
        name: place.name(),
        what,
        href: sheet.links.to(&place.path(edition.id())),
    };
    there.map(view).collect()
}
