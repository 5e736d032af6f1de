//! The texts of the disclosures of each body: read and decoded once, when the first
//! of them is worked on, and handed to each in turn. So the pages of one can know
//! which of the others there are, and memory holds the texts of the bodies that are
//! being worked on.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use super::alone::{caught, program_error};
use super::memory::Memory;
use super::originals;
use crate::diagnostic::Diagnostic;
use crate::discover::{self, Body, Candidate, Found, Loaded};
use crate::model::DisclosureId;

/// A disclosure's text, or why there is none.
pub(super) type Text = Result<Loaded, Vec<Diagnostic>>;

/// The texts of a content folder.
#[derive(Debug)]
pub(super) struct Texts<'a> {
    memory: &'a Memory<'a>,
    /// By the body's slug.
    bodies: BTreeMap<String, OnceLock<OfBody>>,
}

#[derive(Debug)]
struct OfBody {
    /// The disclosures whose texts could be loaded.
    there: Vec<DisclosureId>,
    /// In the order of the body's candidates; `None` once it was taken, and of what is known
    /// from before.
    texts: Vec<Mutex<Option<Box<Text>>>>,
}

impl<'a> Texts<'a> {
    /// Nothing is read yet.
    pub fn new(found: &Found, memory: &'a Memory<'a>) -> Self {
        let slugs = found.bodies.iter().map(|body| body.slug.clone());
        Self { memory, bodies: slugs.map(|slug| (slug, OnceLock::new())).collect() }
    }

    /// The text of one of a body's disclosures; whoever asks first takes it.
    pub fn take(&self, body: &Body, candidate: &Candidate) -> Text {
        let at = body.candidates.iter().position(|one| one.id == candidate.id);
        let slot = at.and_then(|at| self.of(body)?.texts.get(at));
        let taken = slot.and_then(|slot| slot.lock().unwrap_or_else(PoisonError::into_inner).take());
        taken.map_or_else(|| load(candidate), |text| *text)
    }

    /// The disclosures of a body that will have pages, so that each can link to its
    /// neighbours: those whose text could be loaded.
    pub fn siblings(&self, body: &Body) -> &[DisclosureId] {
        self.of(body).map_or(&[], |of| &of.there)
    }

    /// The siblings of every body that was worked on.
    pub fn into_siblings(self) -> BTreeMap<String, Vec<DisclosureId>> {
        let there = |(slug, of): (String, OnceLock<OfBody>)| Some((slug, of.into_inner()?.there));
        self.bodies.into_iter().filter_map(there).collect()
    }

    fn of(&self, body: &Body) -> Option<&OfBody> {
        Some(self.bodies.get(&body.slug)?.get_or_init(|| OfBody::load(body, self.memory)))
    }
}

impl OfBody {
    fn load(body: &Body, memory: &Memory<'_>) -> Self {
        let (mut there, mut texts) = (Vec::new(), Vec::new());
        for candidate in &body.candidates {
            let mut text = None;
            let can_be = memory.recall("text", candidate, &(), || {
                text.insert(Box::new(load(candidate))).is_ok().then_some(())
            });
            there.extend(can_be.map(|()| candidate.id.clone()));
            texts.push(Mutex::new(text));
        }
        Self { there, texts }
    }
}

/// Loads one text; a panic costs this one alone.
fn load(candidate: &Candidate) -> Text {
    let loaded = caught(|| discover::load(candidate, &originals::text));
    loaded.unwrap_or_else(|why| Err(vec![program_error(candidate, &why)]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::Cache;

    fn found(texts: &[(&str, &str)]) -> (tempfile::TempDir, Found) {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("a")).unwrap();
        for (name, text) in texts {
            std::fs::write(root.path().join("a").join(name), text).unwrap();
        }
        let found = discover::content(root.path()).unwrap();
        (root, found)
    }

    #[test]
    fn each_text_of_a_body_is_read_once() {
        let texts = [("2022-budget.md", "甲"), ("2023-budget.md", " "), ("2024-budget.md", "丙")];
        let (root, found) = found(&texts);
        let cache = Cache::default();
        let memory = Memory::new(&cache, &found);
        let (texts, body) = (Texts::new(&found, &memory), &found.bodies[0]);
        let years = |ids: &[DisclosureId]| ids.iter().map(|id| id.year).collect::<Vec<_>>();
        assert_eq!(years(texts.siblings(body)), [2022, 2024], "what is blank has no pages");
        // What is no longer on the disk can only have been kept.
        root.close().unwrap();
        let text = |at: usize| texts.take(body, &body.candidates[at]).map(|loaded| loaded.files[0].1.clone());
        assert_eq!((text(0).unwrap(), text(2).unwrap()), ("甲".to_owned(), "丙".to_owned()));
        assert_eq!(text(1).unwrap_err().len(), 1);
        assert!(text(0).is_err(), "it was taken, and its memory with it");
        assert_eq!(years(&texts.into_siblings()["a"]), [2022, 2024]);
    }
}
