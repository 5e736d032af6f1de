//! One disclosure of a build: made, or taken as a build before left it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use super::disclosure::{Outcome, Understood, publish, understand};
use super::earlier::{self, Earlier};
use super::memory::Memory;
use super::names::Names;
use super::originals::Chosen;
use super::publisher::Publisher;
use super::texts::Texts;
use super::{Build, Failure, Messages};
use crate::address;
use crate::cache::{Entry, Key};
use crate::diagnostic::FindingReports;
use crate::discover::{Body, Candidate};
use crate::export;
use crate::last_year::LastYear;
use crate::measures::Figures;
use crate::model::{DisclosureId, KeptThing, Summary};
use crate::page::Site;
use crate::permalinks::Lock;
use crate::picture::Painter;
use crate::told::{Thing, Told};

/// What disclosures are made from, besides their own files. Whatever is added to it and changes
/// the result for a disclosure has to be part of its key.
pub(super) struct Making<'a> {
    pub build: &'a Build<'a>,
    pub site: &'a Site<'a>,
    pub publisher: &'a Publisher<'a>,
    pub names: &'a Names,
    pub texts: &'a Texts<'a>,
    pub memory: &'a Memory<'a>,
    pub earlier: &'a Earlier<'a>,
    /// Where nothing is to be made of what was not kept: what was not.
    pub missing: Option<Mutex<BTreeSet<DisclosureId>>>,
}

/// What is kept of a disclosure beside its files: its addresses as a lock's files have them.
type Kept<O> = (O, BTreeMap<String, String>);

impl Making<'_> {
    /// Puts a disclosure's files where they belong.
    ///
    /// # Errors
    /// A template that cannot be rendered, or the disk.
    pub fn outcome(&self, body: &Body, candidate: &Candidate) -> Result<Outcome, Failure> {
        let promise = self.earlier.promise(&candidate.id);
        let key = self.key(body, candidate);
        let outcome = match (key.as_ref().and_then(|key| self.kept(key)), &self.missing) {
            (Some(outcome), _) => outcome,
            // What cannot be read was not kept, and is not read now.
            (None, Some(missing)) if key.is_some() => {
                missing.lock().unwrap_or_else(PoisonError::into_inner).insert(candidate.id.clone());
                Outcome::failed(Messages::default())
            }
            (None, _) => self.made(body, candidate, key)?,
        };
        promise.keep(outcome.summary.as_ref());
        Ok(outcome)
    }

    /// Keeps that a disclosure cannot be published, too, and tells whether all of it is kept:
    /// of what cannot be read there is nothing to keep.
    pub fn leave(&self, body: &Body, candidate: &Candidate, outcome: &Outcome) -> bool {
        let Some(key) = self.key(body, candidate) else { return true };
        let cache = self.memory.cache();
        if outcome.summary.is_none() && self.is_still(body, candidate) {
            let kept: Kept<&Outcome> = (outcome, BTreeMap::new());
            cache.put(&key, &kept, std::iter::empty());
        }
        cache.has_used(&key)
    }

    /// The disclosures that were to be there and are not.
    pub fn into_missing(self) -> Vec<DisclosureId> {
        let missing =
            self.missing.map(|missing| missing.into_inner().unwrap_or_else(PoisonError::into_inner));
        missing.into_iter().flatten().collect()
    }

    /// The key of a disclosure, of all that it is made from.
    fn key(&self, body: &Body, candidate: &Candidate) -> Option<Key> {
        let Build { settings, theme, findings, lock, .. } = self.build;
        let of_body = (&body.settings, self.names.settings(body), self.names.called(&body.slug, ""));
        let before = lock.below(&address::disclosure(&candidate.id)).files();
        // What the year before left is made of its files, and of what else stands here.
        let earlier = earlier::before(body, candidate);
        let earlier = earlier.map(|earlier| self.memory.key("earlier", earlier, &()));
        let earlier = earlier.map(|key| key.map(|key| key.to_string()));
        let painter = self.site.painter.map(Painter::print);
        let of_body = (of_body, self.texts.siblings(body), earlier, painter);
        let besides = (&candidate.id, of_body, settings, theme.print(), findings, before);
        self.memory.key("disclosure", candidate, &besides)
    }

    /// A disclosure as a build before left it; `None` where it has to be made.
    fn kept(&self, key: &Key) -> Option<Outcome> {
        let Entry { value: (outcome, addresses), files } = self.memory.cache().get::<Kept<Outcome>>(key)?;
        let mut lock = Lock::default();
        addresses.values().try_for_each(|text| lock.read(text)).ok()?;
        let mut draft = self.publisher.draft();
        files.iter().try_for_each(|file| draft.reuse(file)).ok()?;
        draft.close().0.keep(lock);
        Some(outcome)
    }

    /// Whether what a disclosure was made from is still what its key says.
    fn is_still(&self, body: &Body, candidate: &Candidate) -> bool {
        let earlier = earlier::before(body, candidate);
        self.memory.is_still(candidate) && earlier.is_none_or(|earlier| self.memory.is_still(earlier))
    }

    fn made(&self, body: &Body, candidate: &Candidate, key: Option<Key>) -> Result<Outcome, Failure> {
        let Making { build, site, publisher, .. } = self;
        let text = self.texts.take(body, candidate);
        let choose = |loaded| Chosen::of(candidate, loaded, build.settings, site.catalogue);
        let originals = text.as_ref().map(choose).unwrap_or_default();
        let (understood, mut remarks) =
            understand(body, candidate, text, &build.settings.privacy, site.catalogue);
        let Some(mut understood) = understood else { return Ok(Outcome::failed(remarks)) };
        remarks.diagnostics.extend(originals.said.iter().cloned());
        let called = self.names.called(&body.slug, &understood.linked.disclosure.body_name);
        understood.linked.disclosure.body_name = called;
        let figures = Figures::of(&understood.linked.disclosure, site.catalogue);
        if build.findings {
            remarks.findings = FindingReports::new(&understood.linked, &understood.audited, true);
        }
        let settings = self.names.settings(body);
        let of_body = (&settings, self.texts.siblings(body));
        let earlier = self.earlier.of(body, candidate);
        let Understood { linked, audited, .. } = &understood;
        let last_year = LastYear::of(linked, audited, earlier.as_deref(), site.catalogue);
        let told = Told::of(linked, audited, &figures);
        let figures = (&figures, &last_year, &told);
        let ready =
            publish(site, (&understood, candidate, &originals), figures, of_body, publisher, build.lock)?;
        remarks.diagnostics.extend(ready.said.iter().cloned());
        let summary = Summary {
            pages: ready.pages,
            said_before: last_year.said_of_measures(figures.0),
            things: told.things.iter().map(|thing| kept(&linked.disclosure.id, thing)).collect(),
            ..export::summary(linked, audited, figures.0)
        };
        let outcome = Outcome { moves: ready.moves, ..Outcome::of(&understood, summary, remarks) };
        if let Some(key) = key.filter(|_| self.is_still(body, candidate)) {
            let kept: Kept<&Outcome> = (&outcome, ready.addresses.files());
            self.memory.cache().put(&key, &kept, ready.files.files());
        }
        ready.files.keep(ready.addresses);
        Ok(outcome)
    }
}

/// What a disclosure leaves of what its prose counts.
fn kept(id: &DisclosureId, thing: &Thing<'_>) -> KeptThing {
    let path = address::source_line(id, thing.line);
    KeptThing { key: thing.spec.key.as_str().into(), value: thing.value, path }
}
