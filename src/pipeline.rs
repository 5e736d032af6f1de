//! The stages put together: the only module that names two of them.
//!
//! Disclosures go through alone and in parallel. Each writes its files as they
//! come and leaves a small summary; everything else of it is dropped. Then the
//! summaries meet to make the site's own pages. What is said and written does
//! not depend on how many threads there are.

mod alone;
mod bulk;
mod crops;
mod databases;
mod disclosure;
mod earlier;
mod failure;
mod keep;
mod lost;
mod making;
mod memory;
mod names;
mod originals;
mod own_pages;
mod parts;
mod publisher;
mod report;
mod rules;
mod shared;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;
use std::sync::Mutex;

use crate::address;
use crate::cache::{Cache, CacheError, Keep};
use crate::catalogue::Catalogue;
use crate::config::{Privacy, Settings};
use crate::diagnostic::FindingReports;
use crate::discover::{self, Body, Candidate, Found};
use crate::model::{DisclosureId, Summary};
use crate::page::{BodySummary, Site};
use crate::permalinks::Moves;
use crate::write::{self, Output};
use crate::{audit, chart, config, corrections, export, read};

use alone::{each, in_turn};
use disclosure::{Outcome, Understood, understand};
use earlier::Earlier;
use making::Making;
use memory::Memory;
use names::Names;
use parts::Task;
use publisher::Publisher;
use shared::{beside, write_site};
use texts::Texts;

pub use crate::audit::{RULES, rule};
pub use crate::discover::{ContentError, ContentPath, disclosure_name};
pub use crate::page::{Theme, ThemeError, ThemeRemark, Unknown};
pub use crate::permalinks::Lock;
pub use crate::picture::{NoPainter, Painter};
pub use crate::read::Named;
pub use failure::Failure;
pub use keep::Addresses;
pub use lost::LostAddress;
#[cfg(feature = "import")]
pub use originals::{Imported, import};
pub use originals::{bodies, short_mark};
pub use parts::{Part, PartError, parts_in};
pub use report::{Messages, Report, RunOutcome, Totals};

/// Who is told how far the work has come. Called from many threads.
pub trait Progress: Sync {
    /// So many disclosures are to be worked on.
    fn started(&self, total: usize);
    /// One of them is finished.
    fn finished(&self, id: &DisclosureId);
}

/// Nobody is told.
impl Progress for () {
    fn started(&self, _: usize) {}
    fn finished(&self, _: &DisclosureId) {}
}

/// How to work.
#[derive(Clone, Copy)]
pub struct Work<'a> {
    /// Threads; 0 for one a core.
    pub jobs: usize,
    pub progress: &'a dyn Progress,
}

impl fmt::Debug for Work<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Work").field("jobs", &self.jobs).finish_non_exhaustive()
    }
}

/// What to build.
#[derive(Debug, Clone, Copy)]
pub struct Build<'a> {
    pub content: &'a Path,
    pub output: &'a Path,
    pub settings: &'a Settings,
    pub theme: &'a Theme,
    /// Whether a warning, too, keeps the new site from being published.
    pub strict: bool,
    /// What builds before published; empty where nobody keeps count.
    pub lock: &'a Lock,
    /// Whether the report tells what the audits found.
    pub findings: bool,
    /// Whether an address that `lock` does not list, too, keeps the new site from
    /// being published.
    pub locked: bool,
    /// Whether the site that stands there is changed file by file, for a preview.
    pub in_place: bool,
    /// Where what is made is kept for the next build, if anywhere.
    pub cache: Option<&'a Keep>,
    /// Draws pictures, where the settings ask for them and the machine can.
    pub painter: Option<&'a Painter>,
}

/// Corrections to be completed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The file that they belong into, relative to the content folder.
    pub path: String,
    pub blocks: String,
}

/// Builds the site and swaps it in, unless nothing of it can be published.
///
/// # Errors
/// Where there is no content, the output is refused, a template fails, or the
/// disk does. What is wrong with a disclosure is in the report.
pub fn build(build: &Build<'_>, work: Work<'_>) -> Result<Report, Failure> {
    run(build, Task::Whole, work)
}

/// Makes the disclosures of one part of a site and leaves them where `keep` says, for [`join`].
/// No site is written; what there is to say is for whoever makes the part, and is said again of the
/// whole.
///
/// # Errors
/// As [`build`], and where a part cannot be left there.
pub fn part(build: &Build<'_>, part: Part, keep: &Keep, work: Work<'_>) -> Result<Report, Failure> {
    run(build, Task::Part(part, keep), work)
}

/// Builds the site, as [`build`] does, of what its parts have left.
///
/// # Errors
/// As [`build`], and where parts are missing, or were made of other texts, with other settings
/// or by another program.
pub fn join(build: &Build<'_>, parts: &[Keep], work: Work<'_>) -> Result<Report, Failure> {
    run(build, Task::Join(parts), work)
}

fn run(build: &Build<'_>, task: Task<'_>, work: Work<'_>) -> Result<Report, Failure> {
    if build.settings.has_databases() && !export::databases::BUILT {
        return Err(Failure::NoDatabases);
    }
    let catalogue = Catalogue::get();
    let mut found = private(discover::content(build.content)?, &build.settings.privacy, catalogue);
    let settings = own_pages::without_taken(build.settings, &mut found);
    let build = &Build { settings: &settings, ..*build };
    let painter = build.painter.filter(|_| build.settings.share_images);
    let site = Site {
        settings: build.settings,
        theme: build.theme,
        rules: audit::RULES,
        catalogue,
        draw: chart::bodies,
        painter,
    };
    let nothing_found = found.is_empty();
    let (output, cache) = open(build, task, &site, nothing_found)?;
    let publisher = Publisher::new(&output);
    let memory = Memory::new(&cache, &found);
    let texts = Texts::new(&found, &memory);
    let names = Names::learn(&found, &build.settings.privacy, work, catalogue, &memory)?;
    let earlier = Earlier::new(&found);
    let making = Making {
        build,
        site: &site,
        publisher: &publisher,
        names: &names,
        texts: &texts,
        memory: &memory,
        earlier: &earlier,
        missing: matches!(task, Task::Join(_)).then(Mutex::default),
    };
    let share = task.share(&found);
    let outcomes = each(&share, work, |body, candidate| making.outcome(body, candidate), Outcome::failed)?;
    if let Task::Part(part, keep) = task {
        leave(&making, &share, &outcomes, keep)?;
        let mut report = gather(share.into_owned(), outcomes, &names, catalogue).report;
        report.fate = if nothing_found { RunOutcome::NothingFound } else { RunOutcome::Parted };
        cache.close();
        parts::finish(part, keep, &site)?;
        return Ok(report);
    }
    let missing = making.into_missing();
    if !missing.is_empty() {
        return Err(PartError::NotMade(missing).into());
    }
    let siblings = texts.into_siblings();
    let mut gathered = gather(found, outcomes, &names, catalogue);
    gathered.report.fate = fate(&gathered.report, nothing_found, build.strict);
    let report = publish(build, &site, gathered, siblings, (&output, publisher))?;
    if report.fate == RunOutcome::Published {
        output.publish()?;
    }
    cache.close();
    Ok(report)
}

/// Writes what disclosures share beside their own files, if there is to be a site, and tells
/// whether it may take the old one's place.
fn publish(
    build: &Build<'_>,
    site: &Site<'_>,
    gathered: Gathered,
    siblings: BTreeMap<String, Vec<DisclosureId>>,
    (output, publisher): (&Output, Publisher<'_>),
) -> Result<Report, Failure> {
    let Gathered { mut report, bodies, moves, kept_out } = gathered;
    if report.fate == RunOutcome::Published {
        report.totals.pages += write_site(site, &bodies, &publisher)?;
        let now = publisher.into_lock();
        let crawlers = export::crawlers(build.settings, now.addresses());
        crawlers.iter().try_for_each(|file| output.write(file))?;
        let built = keep::Built { now, moves, kept_out, siblings };
        report.addresses = keep::keep(build.lock.clone(), built, site, output)?;
        report.fate = report.addresses.fate(build.locked);
        site.theme.root_files().iter().try_for_each(|file| beside(output, file))?;
    }
    Ok(report)
}

/// Fails unless all of a part is in its folder.
fn leave(making: &Making<'_>, share: &Found, outcomes: &[Outcome], keep: &Keep) -> Result<(), PartError> {
    let all = share.bodies.iter().flat_map(|body| body.candidates.iter().map(move |of| (body, of)));
    match all.zip(outcomes).all(|((body, candidate), outcome)| making.leave(body, candidate, outcome)) {
        true => Ok(()),
        false => Err(PartError::Unusable(keep.folder().to_owned())),
    }
}

/// Where files go, and what is there already of what they are made of.
fn open(
    build: &Build<'_>,
    task: Task<'_>,
    site: &Site<'_>,
    nothing_found: bool,
) -> Result<(Output, Cache), Failure> {
    let begin = || Output::begin(&task.output(build), build.content, build.in_place);
    Ok(match task {
        Task::Whole => (begin()?, open_cache(build, nothing_found)?),
        Task::Join(keeps) => (begin()?, parts::gathered(build, keeps, site)?),
        Task::Part(_, keep) => {
            // It works within its own folder.
            let cache = parts::begin(build, keep)?;
            (begin()?, cache)
        }
    })
}

/// What builds before made; empty where nothing is kept, or there is nothing to build.
fn open_cache(build: &Build<'_>, nothing_found: bool) -> Result<Cache, CacheError> {
    let Some(keep) = build.cache.filter(|_| !nothing_found) else { return Ok(Cache::default()) };
    apart(keep, build.content, Some(build.output))?;
    keep.open(&(&build.settings.privacy, build.settings.originals))
}

/// Whether what is kept would be published, or read as content; names that begin with a point
/// are not.
fn apart(keep: &Keep, content: &Path, output: Option<&Path>) -> Result<(), CacheError> {
    let inside = |own: &Path| own.iter().any(|part| part.to_string_lossy().starts_with('.'));
    let hidden = |other: &Path| write::inside(keep.folder(), other).is_some_and(|own| inside(&own));
    let meets = |other: &Path| {
        let holds = write::inside(other, keep.folder()).is_some();
        holds || write::inside(keep.folder(), other).is_some()
    };
    let content = Some(content).filter(|content| meets(content) && !hidden(content));
    match content.or(output.filter(|output| meets(output))) {
        Some(other) => Err(CacheError::Overlaps(keep.folder().to_owned(), other.to_owned())),
        None => Ok(()),
    }
}

fn fate(report: &Report, nothing_found: bool, strict: bool) -> RunOutcome {
    if nothing_found && report.counts.errors == 0 {
        RunOutcome::NothingFound
    } else if report.totals.disclosures == 0 {
        RunOutcome::NothingReadable
    } else if strict && report.counts.at_least_warnings() > 0 {
        RunOutcome::Withheld
    } else {
        RunOutcome::Published
    }
}

/// How much of what is found is kept to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// How much there is.
    Counts,
    /// Each finding in words.
    Words,
    /// Each finding with its record, as data files write it.
    Records,
}

/// What a check has to say of one disclosure, or, first of all, of the content folder.
#[derive(Debug)]
pub struct Checked {
    pub remarks: Messages,
    /// Only its numbers are filled in; `None` where there is nothing that could be read.
    pub summary: Option<Summary>,
}

/// Reads, links and audits what is at a place. What there is to say is told as it comes,
/// in order, by one thread at a time; only the numbers are kept for the report.
///
/// # Errors
/// Where the place is unreadable, or no threads can be had.
pub fn check(
    place: &ContentPath,
    privacy: &Privacy,
    detail: Detail,
    work: Work<'_>,
    tell: &mut (dyn FnMut(Checked) + Send),
) -> Result<Report, Failure> {
    let catalogue = Catalogue::get();
    let mut found = private(place.find()?, privacy, catalogue);
    let nothing_found = found.is_empty();
    let of_folder = std::mem::take(&mut found.diagnostics).into_iter().collect();
    let cache = Cache::default();
    let memory = Memory::new(&cache, &found);
    let texts = Texts::new(&found, &memory);
    let one = |body: &Body, candidate: &Candidate| {
        let text = texts.take(body, candidate);
        let (understood, mut remarks) = understand(body, candidate, text, privacy, catalogue);
        let Some(understood) = understood else { return Ok(Outcome::failed(remarks)) };
        let Understood { linked, audited, .. } = &understood;
        if detail != Detail::Counts {
            remarks.findings = FindingReports::new(linked, audited, detail == Detail::Records);
        }
        Ok(Outcome::of(&understood, export::counts(linked, audited), remarks))
    };
    let mut report = Report::default();
    let of_folder = Messages { diagnostics: of_folder, ..Messages::default() };
    report.counts += of_folder.diagnostics.counts();
    tell(Checked { remarks: of_folder, summary: None });
    let mut last = None;
    in_turn(&found, work, one, Outcome::failed, |body, outcome| {
        let Outcome { summary, projects, remarks, .. } = outcome;
        report.counts += remarks.diagnostics.counts();
        report.totals.projects += projects;
        if let Some(summary) = &summary {
            report.totals.add(summary);
            report.totals.bodies += usize::from(last.replace(body.slug.clone()).as_ref() != Some(&body.slug));
        }
        tell(Checked { remarks, summary });
    })?;
    report.fate = if nothing_found && report.counts.errors == 0 {
        RunOutcome::NothingFound
    } else {
        RunOutcome::Checked
    };
    Ok(report)
}

/// The corrections that what is at a place may need, each with the file that it belongs
/// into, told as they come, in order; of disclosures that need none there is nothing.
///
/// # Errors
/// As [`check`].
pub fn proposals(
    place: &ContentPath,
    privacy: &Privacy,
    work: Work<'_>,
    tell: &mut (dyn FnMut(Proposal) + Send),
) -> Result<(), Failure> {
    let catalogue = Catalogue::get();
    let found = private(place.find()?, privacy, catalogue);
    let cache = Cache::default();
    let memory = Memory::new(&cache, &found);
    let texts = Texts::new(&found, &memory);
    let one = |body: &Body, candidate: &Candidate| {
        let understood = understand(body, candidate, texts.take(body, candidate), privacy, catalogue).0;
        let blocks = understood.map(|it| corrections::proposals(&it.linked, &it.audited));
        let path = format!("{}{}", candidate.id, config::corrections::ENDING);
        Ok(blocks.filter(|blocks| !blocks.is_empty()).map(|blocks| Proposal { path, blocks }))
    };
    in_turn(&found, work, one, |_| None, |_, proposal| proposal.into_iter().for_each(&mut *tell))
}

/// What was found, without personal data in what bodies' settings say.
fn private(mut found: Found, privacy: &Privacy, catalogue: &Catalogue) -> Found {
    let words = found.bodies.iter_mut().flat_map(|body| body.settings.words());
    read::without_persons(words, catalogue, privacy);
    found
}

/// What all disclosures came to.
struct Gathered {
    report: Report,
    /// The bodies that have something published.
    bodies: Vec<BodySummary>,
    /// What became of addresses that reading got better has moved.
    moves: Moves,
    /// The addresses of disclosures that an error keeps from being published.
    kept_out: BTreeSet<String>,
}

/// Brings the outcomes together, in order.
fn gather(found: Found, outcomes: Vec<Outcome>, names: &Names, catalogue: &Catalogue) -> Gathered {
    let mut report = Report::default();
    report.add(Messages { diagnostics: found.diagnostics.into_iter().collect(), ..Messages::default() });
    let mut kept_out: BTreeSet<String> = found.kept_out.iter().map(address::disclosure).collect();
    let (mut bodies, mut moves) = (Vec::new(), Moves::new());
    let mut outcomes = outcomes.into_iter();
    for body in found.bodies {
        let mut disclosures = Vec::new();
        for (candidate, outcome) in body.candidates.iter().zip(outcomes.by_ref()) {
            report.add(outcome.remarks);
            report.totals.projects += outcome.projects;
            moves.extend(outcome.moves);
            match outcome.summary {
                Some(summary) => disclosures.push(summary),
                None => drop(kept_out.insert(address::disclosure(&candidate.id))),
            }
        }
        report.totals.add_body(&disclosures);
        if !disclosures.is_empty() {
            let charts = chart::years(&disclosures, catalogue);
            let small = chart::small(&disclosures);
            let (settings, slug) = (names.settings(&body), body.slug);
            let mut body = BodySummary { settings, slug, disclosures, charts, small };
            body.settings.region = catalogue.region(body.settings.region.as_deref(), body.name());
            bodies.push(body);
        }
    }
    Gathered { report, bodies, moves, kept_out }
}
