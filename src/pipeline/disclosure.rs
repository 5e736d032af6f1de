//! One disclosure through all stages, and what it leaves behind.

use std::collections::BTreeSet;
use std::io::BufWriter;

use serde::{Deserialize, Serialize};

use super::crops::Crops;
use super::originals::Chosen;
use super::publisher::{Closed, Publisher};
use super::rules::Rules;
use super::texts::Text;
use super::{Failure, Messages};
use crate::address;
use crate::archive::Archive;
use crate::artifact::Artifact;
use crate::catalogue::Catalogue;
use crate::config::{BodySettings, Corrections, Privacy};
use crate::corrections::Settled;
use crate::diagnostic::Diagnostic;
use crate::discover::{Body, Candidate, Loaded};
use crate::last_year::LastYear;
use crate::measures::Figures;
use crate::model::{Disclosure, DisclosureId, Finding, Linked, Revisions, Summary};
use crate::page::{Made, Site};
use crate::permalinks::{self, Became, Lock, Mark, Moves};
use crate::told::Told;
use crate::write::WriteError;
use crate::{audit, chart, corrections, export, link, page, read, revisions};

/// A disclosure as it was read, linked and audited.
pub(super) struct Understood {
    pub linked: Linked,
    pub audited: Vec<Finding>,
    /// What changed since earlier texts of it, where there are any.
    pub revisions: Option<Revisions>,
    /// The marks of its earlier texts.
    earlier: Vec<Mark>,
    /// The mark of the text that it was read from.
    print: Mark,
}

/// What a disclosure leaves behind.
#[derive(Serialize, Deserialize)]
pub(super) struct Outcome {
    /// `None` where it could not be read.
    pub summary: Option<Summary>,
    pub projects: usize,
    pub remarks: Messages,
    /// What became of its addresses that are not there any more.
    pub moves: Moves,
}

impl Outcome {
    pub fn failed(remarks: Messages) -> Self {
        Self { summary: None, projects: 0, remarks, moves: Moves::new() }
    }

    pub fn of(understood: &Understood, summary: Summary, remarks: Messages) -> Self {
        let projects = understood.linked.projects.len();
        Self { summary: Some(summary), projects, ..Self::failed(remarks) }
    }
}

/// Read, link, audit: a disclosure, or why there is none, and all that was
/// said of its text.
pub(super) fn understand(
    body: &Body,
    candidate: &Candidate,
    text: Text,
    privacy: &Privacy,
    catalogue: &Catalogue,
) -> (Option<Understood>, Messages) {
    let mut remarks = Messages { name: candidate.name.clone(), ..Messages::default() };
    let loaded = match text {
        Ok(loaded) => loaded,
        Err(diagnostics) => {
            remarks.diagnostics.extend(diagnostics);
            return (None, remarks);
        }
    };
    let persons = persons(&loaded, privacy, catalogue);
    remarks.diagnostics.extend(loaded.diagnostics);
    let corrections = redacted(loaded.corrections, (&loaded.files, &persons), privacy, catalogue);
    let print = print(&loaded.files);
    let earlier: Vec<Mark> = loaded.versions.iter().map(|version| self::print(&version.files)).collect();
    let versions: Vec<(String, Disclosure)> = loaded
        .versions
        .into_iter()
        .map(|version| {
            let files = shown(version.files, &version.day);
            (version.day, as_read((body, candidate), (files, &persons), privacy, catalogue))
        })
        .collect();
    let input = read::Input {
        id: candidate.id.clone(),
        files: loaded.files,
        body_name: body.settings.name.clone(),
        corrections: Some(&corrections),
        privacy,
        persons,
    };
    let (mut disclosure, of_reading) = read::disclosure(input, catalogue);
    remarks.diagnostics.absorb(of_reading);
    remarks.diagnostics.extend(corrections::apply(&mut disclosure, &corrections, catalogue));
    let settled = Settled::of(&disclosure);
    remarks.diagnostics.take_back(|said| settled.settles(said));
    let (linked, of_linking) = link::disclosure(disclosure, catalogue);
    remarks.diagnostics.absorb(of_linking);
    let mut linked = audit::prove(linked, catalogue);
    let mut audited = audit::disclosure(&linked, catalogue);
    let refused = corrections::answer(&mut linked.disclosure, &mut audited, &corrections);
    remarks.diagnostics.extend(refused);
    let revisions = revisions::compare(versions, &linked.disclosure);
    (Some(Understood { linked, audited, revisions, earlier, print }), remarks)
}

/// The names that one text of a disclosure shows to be persons', for the others; a text alone
/// finds its own.
fn persons(loaded: &Loaded, privacy: &Privacy, catalogue: &Catalogue) -> BTreeSet<String> {
    let earlier = loaded.versions.iter().map(|version| &version.files);
    let present = Some(&loaded.files).filter(|_| !loaded.versions.is_empty());
    earlier.chain(present).flat_map(|files| read::persons(files, catalogue, privacy)).collect()
}

/// The mark of a text.
fn print(files: &[(String, String)]) -> Mark {
    permalinks::print(files.iter().map(|(_, text)| text.as_str()))
}

/// The files of an earlier text under names that would not be taken for addresses of mail:
/// `2023-budget（2023-02-14）.md`.
fn shown(files: Vec<(String, String)>, day: &str) -> Vec<(String, String)> {
    let (typed, shown) = (format!("@{day}"), format!("（{day}）"));
    files.into_iter().map(|(name, text)| (name.replacen(&typed, &shown, 1), text)).collect()
}

/// An earlier text of a disclosure as it says itself, with the same doubts as the present one
/// and without personal data as that is. Nothing is said of it.
fn as_read(
    (body, candidate): (&Body, &Candidate),
    (files, persons): (Vec<(String, String)>, &BTreeSet<String>),
    privacy: &Privacy,
    catalogue: &Catalogue,
) -> Disclosure {
    let (id, body_name) = (candidate.id.clone(), body.settings.name.clone());
    let persons = persons.clone();
    let input = read::Input { body_name, persons, ..read::Input::new(id, files, privacy) };
    let linked = link::disclosure(read::disclosure(input, catalogue).0, catalogue).0;
    audit::prove(linked, catalogue).disclosure
}

/// Corrections without personal data, as little of it as there is in the text itself.
fn redacted(
    mut corrections: Corrections,
    (files, persons): (&[(String, String)], &BTreeSet<String>),
    privacy: &Privacy,
    catalogue: &Catalogue,
) -> Corrections {
    let mut words = Vec::new();
    corrections.each_word(|word| words.push(word.clone()));
    if !words.is_empty() {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut clean = read::without_personal_data(files, &words, catalogue, privacy, persons).into_iter();
        corrections.each_word(|word| *word = clean.next().unwrap_or_default());
    }
    corrections
}

/// A disclosure's files, which stay once they are kept.
pub(super) struct Ready<'a> {
    pub files: Closed<'a>,
    pub addresses: Lock,
    pub pages: usize,
    /// What became of its addresses that are not there any more.
    pub moves: Moves,
    /// What there is to say of what could not be shown.
    pub said: Vec<Diagnostic>,
}

/// Writes a disclosure's pages and data; `old` has the addresses that it had.
pub(super) fn publish<'a>(
    site: &Site<'_>,
    (understood, candidate, chosen): (&Understood, &Candidate, &Chosen),
    (figures, last_year, told): (&Figures<'_>, &LastYear<'_>, &Told<'_>),
    (body, siblings): (&BodySettings, &[DisclosureId]),
    publisher: &'a Publisher<'_>,
    old: &Lock,
) -> Result<Ready<'a>, Failure> {
    let Understood { linked, audited, revisions, earlier, print } = understood;
    let charts = chart::disclosure(linked, figures, site.catalogue);
    let mut draft = publisher.draft();
    let id = &linked.disclosure.id;
    let whole = address::whole_file(id, "zip");
    let packed = site.settings.archive.then(|| draft.create(&whole)).transpose()?;
    let base = site.settings.base_url.as_deref();
    let mut archive = packed.map(|file| Archive::new(id, base, BufWriter::new(file)));
    let mut put = |artifact: &Artifact| {
        archive.iter_mut().for_each(|archive| archive.add(artifact));
        draft.put(artifact)
    };
    let kept = chosen.publish(&linked.disclosure, &mut put)?;
    let crops = Crops::make(site.settings.page_images, candidate, (linked, audited), &mut put)?;
    let (findings, revisions) = (audited, revisions.as_ref());
    let (found, known) = ((&**findings, revisions), (site.catalogue, site.settings));
    let data = export::disclosure(linked, found, known, &mut |file| put(&file))?;
    let (charts, data, originals) = (&charts, &data, &kept);
    let Crops { of: crops, said } = &crops;
    let made = Made { linked, figures, last_year, told, findings, charts, data, originals, crops, revisions };
    let pages = page::disclosure(site, made, body, siblings, &mut |page| put(&page))?;
    match archive.map(|archive| archive.finish(&site.theme.static_files(), &linked.disclosure.title)) {
        None | Some(Ok(true)) => {}
        Some(Ok(false)) => draft.remove(&whole),
        Some(Err(error)) => {
            return Err(WriteError::Disk { doing: "写文件", path: whole.into(), error }.into());
        }
    }
    let (files, mut now) = draft.close();
    let own = address::disclosure(&linked.disclosure.id);
    let mut marks = permalinks::marks(linked);
    marks.insert(own.clone(), *print);
    now.made(&marks);
    let mut moves = permalinks::follow(&own, old, &now);
    if old.made_of(&own).is_some_and(|text| earlier.contains(&text)) {
        moves = revised(moves, &own, old, &now, &address::revisions(id));
    }
    let lost = old.below(&own).lost(&now).anchors;
    let redirects = Rules::of(site.settings).redirects(&own, &moves, &lost, &now);
    for (page, anchors) in redirects.iter().filter(|(page, _)| now.has(page)) {
        files.amend(page, |made| page::redirected(site.settings, page, made, anchors))?;
    }
    Ok(Ready { files, addresses: now, pages, moves, said: said.clone() })
}

/// What a text had that is kept as an earlier one leads to what changed, unless it stands
/// elsewhere.
fn revised(mut moves: Moves, own: &str, old: &Lock, now: &Lock, revisions: &str) -> Moves {
    let lost = old.below(own).lost(now);
    for gone in lost.pages.into_iter().chain(lost.anchors) {
        let to = || Became::At(revisions.to_owned());
        let became = moves.entry(gone).or_insert_with(to);
        if *became == Became::Nowhere {
            *became = to();
        }
    }
    moves
}
