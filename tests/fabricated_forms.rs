//! Invented performance-target forms whose truth is known: every form must be found, on the
//! line that is its own, and every indicator must come back with its levels, name and
//! value, or be said to be in doubt.
//!
//! `cargo test --test fabricated_forms` makes some hundred disclosures from a fixed
//! seed. By the environment, as in `fabricated.rs`: `FABRICATED`, `FABRICATED_SEED`,
//! `FABRICATED_REPORT`, `FABRICATED_ONLY`, `FABRICATED_LEFT_ALONE`, and
//! `FABRICATED_DUMP=dir`, which writes the texts as a content folder `dir/content` and what
//! is said of each as `dir/said/<seed>.txt`.
//!
//! Exact: period, levels, name and value as meant. Wrong: of its name, but otherwise, and sure.
//! Invented: what is no indicator, sure. 不符: findings on forms, none of which has
//! anything wrong.

#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, clippy::disallowed_methods)]

mod common;
mod fabricator;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use fabricator::forms::judge::{self, Answer, Got, GotIndicator, Tally};
use fabricator::forms::report::Report;
use fabricator::forms::truth::Indicator;
use fabricator::forms::{Made, fabricate, ratchet};
use mingzhang::audit;
use mingzhang::catalogue::Catalogue;
use mingzhang::model::{
    Basis, Finding, Group, Linked, Operand, OperandPlace, Period, Project, Target, Verdict,
};
use mingzhang::money::{Money, Unit};
use rayon::prelude::*;
use rust_decimal::prelude::ToPrimitive;

/// Where the disclosures begin.
const SEED: u64 = 2_000_000;

fn number(name: &str) -> Option<u64> {
    env::var(name).ok()?.parse().ok()
}

/// 分
fn fen(money: Money) -> Option<i64> {
    let scale = if money.unit == Unit::Yuan { 100 } else { 1_000_000 };
    (money.value * rust_decimal::Decimal::from(scale)).to_i64()
}

/// What the program makes of a text.
fn answer(made: &Made) -> Answer {
    let (linked, _) = common::linked(&format!("{}.txt", made.stem), &made.text);
    let mut seen = HashSet::new();
    let own = linked.projects.iter().filter(|project| project.form.is_none_or(|form| seen.insert(form)));
    let forms = own.filter_map(|project| got(&linked, project)).collect();
    let findings = audit::disclosure(&linked, Catalogue::get());
    let of_form = |one: &&Finding| {
        let form = |figure: &Operand| matches!(figure.place, OperandPlace::Page(Target::Form(_)));
        one.group == Group::Forms || one.figures.iter().any(form)
    };
    let wrong = findings.iter().filter(of_form).filter(|one| one.verdict == Verdict::Mismatch);
    let accusations = wrong.map(|one| format!("不符 {}: {}", one.rule.code, one.statement)).collect();
    Answer { forms, accusations }
}

fn got(linked: &Linked, project: &Project) -> Option<Got> {
    let form = linked.form_of(project)?;
    let amount = form.money().and_then(fen);
    // One for several lines stands at their sum, under its own name.
    let of_group =
        (project.basis == Some(Basis::Group)).then(|| Some((form.name.clone(), amount?))).flatten();
    let line = of_group.or_else(|| {
        linked.line_of(project).and_then(|(table, row)| {
            let amount = table.line_total(row).and_then(|total| total.money()).and_then(fen)?;
            Some((row.entries.first()?.as_ref()?.printed.clone(), amount))
        })
    });
    let indicators = form.indicators.iter().map(|one| GotIndicator {
        said: Indicator {
            annual: one.period == Period::Annual,
            level1: one.level1.clone(),
            level2: one.level2.clone(),
            name: one.name.clone(),
            value: one.value.clone(),
            done: one.done().unwrap_or_default().to_owned(),
        },
        sure: one.is_sure(),
    });
    Some(Got { name: form.name.clone(), amount, line, indicators: indicators.collect() })
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn dump(folder: &Path, outcome: &Outcome) {
    let Made { seed, layout, dress, stem, text, .. } = &outcome.made;
    write(&folder.join(format!("content/fabricated-{seed}/{stem}.txt")), text);
    let said = format!("{layout} / {dress}\n{}\n", outcome.said.join("\n"));
    write(&folder.join(format!("said/{seed}.txt")), &said);
}

/// What came of one disclosure.
struct Outcome {
    made: Made,
    tally: Tally,
    said: Vec<String>,
}

/// Makes, reads and judges the disclosure of a seed.
fn run(seed: u64) -> Option<Outcome> {
    let made = fabricate(seed, env::var_os("FABRICATED_LEFT_ALONE").is_some());
    let name = format!("{} / {}", made.layout, made.dress);
    if env::var("FABRICATED_ONLY").is_ok_and(|only| !name.contains(&only)) {
        return None;
    }
    let (tally, said) = judge::judge(&made.projects, &answer(&made));
    let outcome = Outcome { made, tally, said };
    if let Some(folder) = env::var_os("FABRICATED_DUMP").map(PathBuf::from) {
        dump(&folder, &outcome);
    }
    Some(outcome)
}

/// Writes an outcome that broke a bound where it can be looked at, and says where.
fn keep(outcome: &Outcome) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fabricated-forms");
    dump(&folder, outcome);
    let Made { seed, layout, dress, .. } = &outcome.made;
    format!(
        "for one, seed {seed} ({layout} / {dress}): {}",
        folder.join(format!("said/{seed}.txt")).display()
    )
}

#[test]
fn every_form_stands_on_its_line_with_its_indicators() {
    let first = number("FABRICATED_SEED").unwrap_or(SEED);
    let count = number("FABRICATED").unwrap_or(480);
    let outcomes: Vec<Outcome> = (first..first + count).into_par_iter().filter_map(run).collect();
    let mut report = Report::default();
    outcomes.iter().for_each(|one| report.add(one.made.layout, one.made.dress, one.tally));
    if env::var_os("FABRICATED_REPORT").is_some() {
        println!("{report}");
        let named = report.layouts().into_iter().chain(report.dresses());
        named.for_each(|(name, tally)| println!("{}", ratchet::bound(name, &tally)));
        return;
    }
    let mut wrong = Vec::new();
    for (name, tally) in report.layouts().into_iter().chain(report.dresses()) {
        let Some(breach) = ratchet::breach(name, &tally) else { continue };
        let of = |one: &&Outcome| [one.made.layout, one.made.dress].contains(&name) && !one.said.is_empty();
        wrong.push(format!("{breach}\n  {}", outcomes.iter().find(of).map(keep).unwrap_or_default()));
    }
    assert!(wrong.is_empty(), "{}\n{report}", wrong.join("\n"));
}
