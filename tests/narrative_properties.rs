//! No figure of the prose that the audit has tied to something can be changed
//! without a finding that sees it; and most of what the prose states is tied.

#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::collections::HashSet;

use mingzhang::audit;
use mingzhang::catalogue::Catalogue;
use mingzhang::catalogue::normal::compact;
use mingzhang::model::{Finding, Linked, OperandPlace, Target, Verdict, count};
use mingzhang::source::Line;
use rayon::prelude::*;
use regex::Regex;
use rust_decimal::Decimal;

/// Rules that work out a figure of the prose anew. 增减方向 alone says too little
/// of a number to see every change of it.
const RULES: [&str; 4] = ["stated-amount", "stated-share", "stated-change", "stated-parts"];

/// Of the real disclosures every so many figures are tried, for time's sake.
const EVERY: usize = 4;

/// A tied figure of the prose: its line and its words with the number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Tied {
    line: Line,
    label: String,
    value: Decimal,
    percent: bool,
}

fn sample() -> (String, String) {
    let path = common::root().join("content/xinzhou-traffic-police/2023-budget.md");
    ("body/2023-budget.md".to_owned(), std::fs::read_to_string(path).unwrap())
}

fn audited(name: &str, text: &str) -> (Linked, Vec<Finding>) {
    let (linked, _) = common::linked(name, text);
    let findings = audit::disclosure(&linked, Catalogue::get());
    (linked, findings)
}

fn tied(findings: &[Finding]) -> Vec<Tied> {
    let figures = findings.iter().filter(|one| RULES.contains(&one.rule.code)).flat_map(|one| &one.figures);
    let said = figures.filter(|one| matches!(one.place, OperandPlace::Page(Target::Section(_))));
    let mut tied: Vec<Tied> = said
        .filter(|one| one.label.ends_with('元') || one.label.ends_with('%'))
        .map(|one| Tied {
            line: one.line,
            label: one.label.clone(),
            value: one.amount.unwrap().abs(),
            percent: one.label.ends_with('%'),
        })
        .collect();
    tied.sort();
    tied.dedup();
    tied
}

/// The text with the figure changed by more than rounding explains, once for
/// each place of its line where the number stands.
fn changed(text: &str, tied: &Tied) -> Vec<String> {
    let number = Regex::new(r"[0-9][0-9,]*(?:\.[0-9]+)?").unwrap();
    let start = count(text.split_inclusive('\n').take(tied.line.number as usize - 1).map(str::len));
    let line = text[start..].lines().next().unwrap_or_default();
    let more = if tied.percent { Decimal::ONE } else { tied.value / Decimal::TEN + Decimal::ONE };
    let value = (tied.value + more).trunc_with_scale(tied.value.scale()).to_string();
    let same =
        number.find_iter(line).filter(|found| found.as_str().replace(',', "").parse() == Ok(tied.value));
    let change = |found: regex::Match<'_>| {
        let (before, after) = (&text[..start + found.start()], &text[start + found.end()..]);
        format!("{before}{value}{after}")
    };
    same.map(change).collect()
}

/// The tied figures whose change no finding shows.
fn unseen(name: &str, text: &str, every: usize) -> (usize, Vec<Tied>) {
    let (_, findings) = audited(name, text);
    let key = |one: &Finding| (one.id.clone(), one.verdict, one.actual, one.expected);
    let open: HashSet<_> = findings.iter().map(key).collect();
    let tied: Vec<Tied> = tied(&findings).into_iter().step_by(every).collect();
    let sees = |text: &String| {
        let fresh = |one: &Finding| one.verdict != Verdict::Agree && !open.contains(&key(one));
        audited(name, text).1.iter().any(fresh)
    };
    let unseen = tied.par_iter().filter(|one| {
        let texts = changed(text, one);
        !texts.is_empty() && !texts.iter().any(sees)
    });
    (tied.len(), unseen.cloned().collect())
}

#[test]
fn no_tied_figure_of_the_sample_can_be_changed_unseen() {
    let (name, text) = sample();
    let (tried, unseen) = unseen(&name, &text, 1);
    assert!(tried > 50, "{tried}");
    assert_eq!(unseen, []);
}

#[test]
fn no_tied_figure_of_other_disclosures_can_be_changed_unseen() {
    let invented = ("body/2023-budget.txt".to_owned(), common::invented::text());
    let real = common::all_real().into_iter().map(|of| (of, EVERY));
    for ((name, text), every) in real.chain([(invented, 1)]) {
        let (tried, unseen) = unseen(&name, &text, every);
        assert!(tried >= 5, "{name}: {tried}");
        assert_eq!(unseen, [], "{name}");
    }
}

/// How many of the amounts and percentages of the prose are tied, of how many.
fn coverage(name: &str, text: &str) -> (usize, usize) {
    let number = Regex::new(r"([0-9][0-9,]*(?:\.[0-9]+)?)(?:万元|元|%)").unwrap();
    let (linked, findings) = audited(name, text);
    let tied = tied(&findings);
    let (mut seen, mut all) = (0, 0);
    for paragraph in linked.disclosure.sections.iter().flat_map(|section| &section.paragraphs) {
        for said in number.captures_iter(&compact(&paragraph.text)) {
            let value: Decimal = said[1].replace(',', "").parse().unwrap();
            let here =
                |one: &Tied| one.value == value && (paragraph.first..=paragraph.last).contains(&one.line);
            all += 1;
            seen += usize::from(tied.iter().any(here));
        }
    }
    (seen, all)
}

#[test]
fn most_of_what_the_prose_states_is_tied() {
    for (name, text) in common::all_real().into_iter().chain([sample()]) {
        let (seen, all) = coverage(&name, &text);
        eprintln!("{name}: {seen} of {all} amounts and percentages of the prose are tied");
        assert!(seen * 5 >= all * 4, "{name}: {seen} of {all}");
    }
}
