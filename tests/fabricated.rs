//! Invented disclosures whose truth is known: every figure must come back in its
//! table, row, column and unit, or be said to be in doubt; never elsewhere.
//!
//! `cargo test --test fabricated` makes a thousand of them from a fixed seed, and
//! those of [`FAILED`]. By the environment:
//!
//! - `FABRICATED=20000` so many; `FABRICATED_SEED=7` from this seed on
//! - `FABRICATED_REPORT=1` prints how figures fared by pattern and dress, then the
//!   bounds of the ratchet that they would fit in, and asserts nothing (`-- --nocapture`
//!   to see it). A text without noise is counted under its dialect, one with noise under
//!   the noise. Placed: where they belong and sure. Doubted: where they belong, in doubt.
//!   Excused: elsewhere, in doubt. Told: not published, and a
//!   diagnostic says so. Missing: in silence. Extra: facts that are no figures, sure
//! - `FABRICATED_ONLY=sichuan` only patterns and dresses whose name holds this
//! - `FABRICATED_LEFT_ALONE=1` the patterns that nobody tunes for, instead of the others:
//!   for measuring at the end only
//! - `FABRICATED_DUMP=dir` writes the texts as a content folder `dir/content`, their
//!   truth as `dir/truth/<body>--<stem>.tsv`, and what is said of each as
//!   `dir/said/<seed>.txt`
//! - `FABRICATED_FAULT=elsewhere` dumps only texts of which a sentence begins so
//! - `FABRICATED_SEEDS=122,770` only these
//! - `FABRICATED_SITE=dir` judges a site built from such a folder, by any version of
//!   the program, instead of reading
//!
//! A seed makes the same text for ever, as long as the fabricator is not changed.

#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, clippy::disallowed_methods)]

mod common;
mod fabricator;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use fabricator::judge::{self, Answer, Tally};
use fabricator::ratchet;
use fabricator::report::Report;
use fabricator::{Fabricated, fabricate, fabricate_left_alone};
use mingzhang::diagnostic::{KEPT, codes};
use rayon::prelude::*;

/// Seeds that once failed: always run.
const FAILED: &[u64] = &[
    5_000_122, 5_000_338, 5_000_353, 5_000_405, 5_000_420, 5_000_507, 5_000_576, 5_000_717, 5_000_735,
    5_000_770, 5_000_786, 5_000_946, 9_000_192,
];

/// Where the thousand begin.
const SEED: u64 = 1_000_000;

fn number(name: &str) -> Option<u64> {
    env::var(name).ok()?.parse().ok()
}

fn folder(name: &str) -> Option<PathBuf> {
    env::var_os(name).map(PathBuf::from)
}

/// What the program makes of a text. A site says nothing of what it could not read.
fn answer(made: &Fabricated) -> Answer {
    if let Some(site) = folder("FABRICATED_SITE") {
        let file = site.join(made.body()).join(&made.stem).join("data/facts.csv");
        let facts = fs::read(file).map(|bytes| judge::facts(&bytes)).unwrap_or_default();
        return Answer { facts, ..Answer::default() };
    }
    let (linked, diagnostics) = common::linked(&format!("{}.txt", made.stem), &made.text);
    let mut facts = judge::facts(&mingzhang::export::facts(&linked).bytes);
    if folder("FABRICATED_DUMP").is_some() {
        let figures = linked.disclosure.tables.iter().flat_map(|table| table.figures());
        for (fact, figure) in facts.iter_mut().zip(figures) {
            fact.why = figure.confidence().doubt().map_or("", |doubt| doubt.words());
        }
    }
    let nothing_read = diagnostics.iter().any(|one| one.code == codes::NO_TABLES);
    let loose = diagnostics.iter().filter(|one| one.code == codes::LOOSE_FIGURE);
    let unread: HashSet<usize> =
        loose.filter_map(|one| one.primary.as_ref()).map(|label| label.line as usize).collect();
    // Of more than are kept the number is said.
    let unread_beyond = diagnostics.iter().filter(|one| one.code == codes::LOOSE_FIGURE).count() >= KEPT;
    Answer { facts, nothing_read, unread, unread_beyond }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Whether a disclosure has the fault that is asked for, or none is asked for.
fn at_fault(said: &[String]) -> bool {
    env::var("FABRICATED_FAULT").ok().is_none_or(|fault| said.iter().any(|one| one.starts_with(&fault)))
}

/// The seeds to run.
fn seeds() -> Vec<u64> {
    if let Ok(only) = env::var("FABRICATED_SEEDS") {
        return only.split(',').map(|seed| seed.parse().unwrap()).collect();
    }
    let first = number("FABRICATED_SEED").unwrap_or(SEED);
    let count = number("FABRICATED").unwrap_or(1000);
    FAILED.iter().copied().chain(first..first + count).collect()
}

fn dump(folder: &Path, made: &Fabricated, said: &[String]) {
    let (body, stem) = (made.body(), &made.stem);
    write(&folder.join(format!("content/{body}/{stem}.txt")), &made.text);
    write(&folder.join(format!("truth/{body}--{stem}.tsv")), &made.truth());
    let said = format!("{} / {}\n{}\n", made.pattern, made.dress, said.join("\n"));
    write(&folder.join(format!("said/{}.txt", made.seed)), &said);
}

fn wanted(made: &Fabricated) -> bool {
    let fits = |only: &String| format!("{} / {}", made.pattern, made.dress).contains(only.as_str());
    env::var("FABRICATED_ONLY").ok().is_none_or(|only| fits(&only))
}

/// What came of one disclosure.
struct Outcome {
    made: Fabricated,
    tally: Tally,
    said: Vec<String>,
}

/// Makes, reads and judges the disclosure of a seed.
fn run(seed: u64) -> Option<Outcome> {
    let alone = env::var_os("FABRICATED_LEFT_ALONE").is_some();
    let made = if alone { fabricate_left_alone(seed) } else { fabricate(seed) };
    if !wanted(&made) {
        return None;
    }
    let (tally, said) = judge::judge(&made.figures, &answer(&made));
    if let Some(folder) = folder("FABRICATED_DUMP").filter(|_| at_fault(&said)) {
        dump(&folder, &made, &said);
    }
    Some(Outcome { made, tally, said })
}

/// Writes an outcome that broke a bound where it can be looked at, and says where.
fn keep(outcome: &Outcome) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fabricated");
    dump(&folder, &outcome.made, &outcome.said);
    let Fabricated { seed, pattern, dress, .. } = &outcome.made;
    let file = folder.join(format!("said/{seed}.txt"));
    format!("for one, seed {seed} ({pattern} / {dress}): {}", file.display())
}

#[test]
fn every_figure_stands_where_it_belongs_or_is_said_to_be_in_doubt() {
    let outcomes: Vec<Outcome> = seeds().into_par_iter().filter_map(run).collect();
    let mut report = Report::default();
    outcomes.iter().for_each(|one| report.add(one.made.pattern, one.made.dress, one.tally));
    if env::var_os("FABRICATED_REPORT").is_some() {
        println!("{report}");
        let named = report.patterns().into_iter().chain(report.dresses());
        named.for_each(|(name, tally)| println!("{}", ratchet::bound(name, &tally)));
        return;
    }
    let mut wrong = Vec::new();
    for (name, tally) in report.patterns().into_iter().chain(report.dresses()) {
        let Some(breach) = ratchet::breach(name, &tally) else { continue };
        let at_fault = |one: &Outcome| one.tally.false_ones() + one.tally.missing > 0;
        let of = |one: &&Outcome| [one.made.pattern, one.made.dress].contains(&name) && at_fault(one);
        wrong.push(format!("{breach}\n  {}", outcomes.iter().find(of).map(keep).unwrap_or_default()));
    }
    assert!(wrong.is_empty(), "{}\n{report}", wrong.join("\n"));
}

#[test]
fn the_fabricator_shares_no_code_with_the_program() {
    let mut folders = vec![common::root().join("tests/fabricator")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).unwrap();
                assert!(!text.contains("mingzhang"), "{} names the program", path.display());
            }
        }
    }
}
