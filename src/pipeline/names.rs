//! What bodies are called, learned before anything is made of them, so that two of one
//! name are told apart wherever they are named.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::alone::{caught, pool};
use super::memory::Memory;
use super::{Failure, Work, originals};
use crate::catalogue::Catalogue;
use crate::config::{BodySettings, Privacy};
use crate::discover::{self, Body, Found, Loaded};
use crate::model::{Coverage, Whose};
use crate::{corrections, read};

/// What stands after the names of bodies that share them.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By the body's slug: `（本级）`.
    marks: BTreeMap<String, String>,
}

/// A body as its settings name it, or its latest disclosure that can be read.
struct Known<'a> {
    body: &'a Body,
    name: String,
    /// Not known of a body that its settings name, until another has its name.
    whose: Option<Whose>,
}

impl Names {
    /// Learns what each body is called, where there are several. Only the text of a body
    /// without a name in its settings is read, or of one whose name another has.
    ///
    /// # Errors
    /// Where no threads can be had.
    pub fn learn(
        found: &Found,
        privacy: &Privacy,
        work: Work<'_>,
        catalogue: &Catalogue,
        memory: &Memory<'_>,
    ) -> Result<Self, Failure> {
        if found.bodies.len() < 2 {
            return Ok(Self::default());
        }
        let read = |body: &Body| latest(body, privacy, catalogue, memory);
        pool(work)?.install(|| {
            let known = found.bodies.par_iter().filter_map(|body| Known::of(body, read)).collect();
            let shared: Vec<Known<'_>> =
                shared(known).into_par_iter().filter_map(|one| one.read(read)).collect();
            Ok(Self::tell_apart(shared))
        })
    }

    /// 部门 and 本级 after one name where one body is the one and another the other, else
    /// the folders' names.
    fn tell_apart(mut known: Vec<Known<'_>>) -> Self {
        let mut names = Self::default();
        names.mark(&mut known, |one| one.whose.as_ref()?.coverage.map(rank).map(str::to_owned));
        names.mark(&mut known, |one| Some(one.body.slug.clone()));
        names
    }

    /// Puts a mark after the names of bodies that share them and differ in it.
    fn mark(&mut self, known: &mut [Known<'_>], of: impl Fn(&Known<'_>) -> Option<String>) {
        let mut marks: BTreeMap<String, BTreeSet<Option<String>>> = BTreeMap::new();
        for one in &*known {
            marks.entry(one.name.clone()).or_default().insert(of(one));
        }
        for one in known {
            let differ = marks.get(&one.name).is_some_and(|marks| marks.len() > 1);
            let Some(mark) = of(one).filter(|_| differ).map(|mark| format!("（{mark}）")) else { continue };
            one.name.push_str(&mark);
            self.marks.entry(one.body.slug.clone()).or_default().push_str(&mark);
        }
    }

    /// What a body is called that a text or its settings call `name`.
    pub fn called(&self, slug: &str, name: &str) -> String {
        let mark = self.marks.get(slug).map_or("", String::as_str);
        if name.ends_with(mark) { name.to_owned() } else { format!("{name}{mark}") }
    }

    /// A body's settings, by the name that tells it apart.
    pub fn settings(&self, body: &Body) -> BodySettings {
        let name = body.settings.name.as_deref().map(|name| self.called(&body.slug, name));
        BodySettings { name, ..body.settings.clone() }
    }
}

impl<'a> Known<'a> {
    fn of(body: &'a Body, read: impl Fn(&Body) -> Option<Whose>) -> Option<Self> {
        let Some(name) = body.settings.name.clone() else {
            let whose = read(body)?;
            return Some(Self { body, name: whose.body_name.clone(), whose: Some(whose) });
        };
        Some(Self { body, name, whose: None })
    }

    /// It with whose its latest disclosure is; `None` where none can be read.
    fn read(self, read: impl Fn(&Body) -> Option<Whose>) -> Option<Self> {
        let whose = self.whose.or_else(|| read(self.body))?;
        Some(Self { whose: Some(whose), ..self })
    }
}

/// Those whose name another has.
fn shared(known: Vec<Known<'_>>) -> Vec<Known<'_>> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    known.iter().for_each(|one| *counts.entry(one.name.clone()).or_default() += 1);
    known.into_iter().filter(|one| counts.get(&one.name).is_some_and(|count| *count > 1)).collect()
}

/// Whose the latest disclosure of a body is that can be read.
fn latest(body: &Body, privacy: &Privacy, catalogue: &Catalogue, memory: &Memory<'_>) -> Option<Whose> {
    let mut candidates: Vec<_> = body.candidates.iter().collect();
    candidates.sort_by(|a, b| b.id.cmp(&a.id));
    candidates.into_iter().find_map(|candidate| {
        let whose = || {
            let Loaded { files, corrections, .. } = discover::load(candidate, &originals::text).ok()?;
            let (id, body_name) = (candidate.id.clone(), body.settings.name.clone());
            let input = read::Input {
                body_name,
                corrections: Some(&corrections),
                ..read::Input::new(id, files, privacy)
            };
            let whose = read::whose(input, catalogue);
            let body_name = corrections::called(&corrections, whose.body_name);
            Some(Whose { body_name, ..whose })
        };
        let besides = (&candidate.id, &body.settings.name, privacy);
        caught(|| memory.recall("whose", candidate, &besides, whose)).ok().flatten()
    })
}

fn rank(coverage: Coverage) -> &'static str {
    match coverage {
        Coverage::Department => "部门",
        Coverage::Unit => "本级",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_of_one_name_differ_by_rank_and_else_by_their_folders() {
        let (whole, own) = (Some(Coverage::Department), Some(Coverage::Unit));
        let all = [
            ("a", "甲局", whole),
            ("b", "甲局", own),
            ("c", "甲局", own),
            ("d", "乙局", own),
            ("e", "乙局", own),
            ("f", "丙局", None),
        ];
        let body = |slug: &str| {
            let (slug, settings) = (slug.to_owned(), BodySettings::default());
            Body { slug, settings, candidates: Vec::new() }
        };
        let bodies = all.map(|(slug, ..)| body(slug));
        let known = all.iter().zip(&bodies).map(|((_, name, coverage), body)| {
            let whose = Whose { body_name: (*name).to_owned(), coverage: *coverage };
            Known { body, name: (*name).to_owned(), whose: Some(whose) }
        });
        let shared = shared(known.collect());
        assert_eq!(shared.len(), 5);
        let names = Names::tell_apart(shared);
        let called = |slug, name| names.called(slug, name);
        assert_eq!([called("a", "甲局"), called("b", "甲局")], ["甲局（部门）", "甲局（本级）（b）"]);
        assert_eq!(called("a", "甲局（部门）"), "甲局（部门）", "once is enough");
        assert_eq!([called("d", "乙局"), called("f", "丙局")], ["乙局（d）", "丙局"]);
    }
}
