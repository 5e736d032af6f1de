//! Disclosures alone: in parallel, and each isolated, so that one that makes
//! the program fail keeps nobody but itself from being published.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::{Failure, Messages, Work};
use crate::diagnostic::{Diagnostic, codes};
use crate::discover::{Body, Candidate, Found};

/// The threads to work with.
pub(super) fn pool(work: Work<'_>) -> Result<ThreadPool, Failure> {
    let pool = ThreadPoolBuilder::new().num_threads(work.jobs).build();
    pool.map_err(|error| Failure::Threads(error.to_string()))
}

/// The outcome of `one` for every disclosure, in parallel, in order;
/// `failed` makes the outcome of one whose work panicked.
pub(super) fn each<T: Send>(
    found: &Found,
    work: Work<'_>,
    one: impl Fn(&Body, &Candidate) -> Result<T, Failure> + Sync,
    failed: impl Fn(Messages) -> T + Sync,
) -> Result<Vec<T>, Failure> {
    let mut outcomes = Vec::new();
    in_turn(found, work, one, failed, |_, outcome| outcomes.push(outcome))?;
    Ok(outcomes)
}

/// As [`each`], but hands every outcome on as soon as those before it are done, so
/// that it need not be kept. `take` is never called by two threads at once.
pub(super) fn in_turn<T: Send>(
    found: &Found,
    work: Work<'_>,
    one: impl Fn(&Body, &Candidate) -> Result<T, Failure> + Sync,
    failed: impl Fn(Messages) -> T + Sync,
    take: impl FnMut(&Body, T) + Send,
) -> Result<(), Failure> {
    let all = || found.bodies.iter().flat_map(|body| body.candidates.iter().map(move |of| (body, of)));
    let pool = pool(work)?;
    work.progress.started(all().count());
    let turns = Mutex::new(Turns { next: 0, early: BTreeMap::new(), take });
    pool.install(|| {
        // Begun in order, too, so that few outcomes have to wait for their turn.
        all().enumerate().par_bridge().try_for_each(|(at, (body, candidate))| {
            let outcome = caught(|| one(body, candidate));
            work.progress.finished(&candidate.id);
            let outcome = outcome.unwrap_or_else(|why| Ok(failed(stopped(candidate, &why))))?;
            turns.lock().unwrap_or_else(PoisonError::into_inner).hand_in(at, body, outcome);
            Ok(())
        })
    })
}

/// Outcomes that come in any order and are handed on in turn.
struct Turns<'a, T, F> {
    /// Whose turn it is.
    next: usize,
    /// Those that came before their turn.
    early: BTreeMap<usize, (&'a Body, T)>,
    take: F,
}

impl<'a, T, F: FnMut(&Body, T)> Turns<'a, T, F> {
    fn hand_in(&mut self, at: usize, body: &'a Body, outcome: T) {
        self.early.insert(at, (body, outcome));
        while let Some((body, outcome)) = self.early.remove(&self.next) {
            self.next += 1;
            (self.take)(body, outcome);
        }
    }
}

/// The result of the work, or the message of the panic that ended it. Nothing that it
/// borrows is left half-changed: it only reads, and its files go with their draft.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str);
        said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or_default().to_owned()
    })
}

/// What there is to say of a disclosure whose work panicked.
fn stopped(candidate: &Candidate, why: &str) -> Messages {
    Messages {
        name: candidate.name.clone(),
        diagnostics: [program_error(candidate, why)].into_iter().collect(),
        ..Messages::default()
    }
}

/// The message on a panic.
pub(super) fn program_error(candidate: &Candidate, why: &str) -> Diagnostic {
    let message = format!("程序处理这份公开时出错，没有发布它：{why}");
    Diagnostic::new(codes::PROGRAM_ERROR, message)
        .in_path(&candidate.name)
        .hint("这是程序的错误，请连同这份文本报告；其余内容照常生成。")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::artifact::Artifact;
    use crate::config::BodySettings;
    use crate::model::{DisclosureId, DisclosureKind};
    use crate::pipeline::publisher::Publisher;
    use crate::write::Output;

    fn two() -> Found {
        let candidate = |year| {
            let id = DisclosureId { body: "a".to_owned(), year, kind: DisclosureKind::Budget };
            Candidate::new(id, format!("a/{year}-budget.md"), Vec::new())
        };
        let (slug, settings) = ("a".to_owned(), BodySettings::default());
        let bodies = vec![Body { slug, settings, candidates: vec![candidate(2023), candidate(2024)] }];
        Found { bodies, ..Found::default() }
    }

    #[test]
    fn outcomes_are_handed_on_in_turn_however_they_come() {
        let found = two();
        let mut taken = Vec::new();
        let mut turns = Turns { next: 0, early: BTreeMap::new(), take: |_: &Body, at: usize| taken.push(at) };
        for at in [2, 0, 3, 1] {
            turns.hand_in(at, &found.bodies[0], at);
        }
        assert!(turns.early.is_empty());
        assert_eq!(taken, [0, 1, 2, 3]);
    }

    #[test]
    fn a_panic_takes_its_own_files_along_and_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("content")).unwrap();
        let output = Output::begin(&root.path().join("public"), &root.path().join("content"), false).unwrap();
        let publisher = Publisher::new(&output);
        let write = |_: &Body, candidate: &Candidate| {
            let mut draft = publisher.draft();
            draft.put(&Artifact::page(&format!("{}/", candidate.id), "<p id=\"x\">".to_owned()))?;
            assert_eq!(candidate.id.year, 2023, "no other year");
            let (files, addresses) = draft.close();
            files.keep(addresses);
            Ok(Messages::default())
        };
        let outcomes = each(&two(), Work { jobs: 2, progress: &() }, write, |remarks| remarks).unwrap();
        assert_eq!(outcomes[0], Messages::default());
        let said = &outcomes[1].diagnostics.kept()[0];
        assert_eq!(
            (said.code.clone(), said.path.as_deref()),
            (codes::PROGRAM_ERROR, Some("a/2024-budget.md"))
        );
        assert!(said.message.contains("no other year"), "{}", said.message);
        assert_eq!(publisher.into_lock().addresses().collect::<Vec<_>>(), ["a/2023-budget/"]);
        output.publish().unwrap();
        assert!(root.path().join("public/a/2023-budget/index.html").is_file());
        assert!(!root.path().join("public/a/2024-budget").exists());
    }
}
