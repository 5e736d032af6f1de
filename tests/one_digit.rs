//! How much the audit sees of texts that are handed to it: of amounts in which one digit
//! is changed, how many are named, and of what the prose states, how much is tied, and what
//! stands around that which mostly is not.
//!
//! Ignored unless asked for, since the texts are not part of this repository:
//! `TEXTS=folder CHANGES=100 cargo test --test one_digit -- --ignored --nocapture`

#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use mingzhang::audit;
use mingzhang::catalogue::Catalogue;
use mingzhang::model::{Finding, Verdict};
use mingzhang::source::Line;
use rayon::prelude::*;
use regex::Regex;
use rust_decimal::Decimal;

/// An amount or a count: the bytes of its number, its line, what it is.
struct Figure {
    start: usize,
    printed: String,
    line: u32,
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Table,
    /// An amount of the prose that some cell of a table prints, too.
    Prose,
    /// Any other amount of the prose.
    ProseAlone,
    Count,
}

type Key = (String, Verdict, String, Option<Decimal>, Option<Decimal>);

fn audited(name: &str, text: &str) -> Vec<Finding> {
    audit::disclosure(&common::linked(name, text).0, Catalogue::get())
}

fn value(printed: &str) -> Decimal {
    printed.replace([',', '，'], "").parse().unwrap()
}

/// Whether a finding has the figure among its own.
fn shows(finding: &Finding, line: u32, value: Decimal) -> bool {
    let is_it = |one: &mingzhang::model::Operand| {
        one.line == Line { number: line, ..one.line }
            && one.amount.is_some_and(|amount| amount.abs() == value)
    };
    finding.figures.iter().any(is_it)
}

fn is_row(line: &str) -> bool {
    line.contains(['\t', '|']) || line.contains("<td")
}

/// The figures of a text, by shape alone.
fn figures(name: &str, text: &str) -> Vec<Figure> {
    let amount =
        Regex::new(r"([0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?) *(万元|亿元|元)")
            .unwrap();
    let count = Regex::new(r"([0-9]+) *(?:辆|人|个|次|批|台|家|项)").unwrap();
    let (linked, _) = common::linked(name, text);
    let tables = &linked.disclosure.tables;
    let cells: Vec<Decimal> = tables
        .iter()
        .flat_map(|table| table.figures())
        .filter_map(|figure| figure.money()?.in_wan())
        .map(|amount| amount.abs())
        .collect();
    let mut found = Vec::new();
    for figure in
        tables.iter().flat_map(|table| table.figures()).filter(|one| one.amount() != Some(Decimal::ZERO))
    {
        let span = figure.cell.span;
        let printed = text[span.start as usize..span.end as usize].trim();
        if printed.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',') {
            let start = span.start as usize + text[span.start as usize..].find(printed).unwrap();
            found.push(Figure {
                start,
                printed: printed.to_owned(),
                line: figure.line.number,
                what: What::Table,
            });
        }
    }
    let mut start = 0;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        if !is_row(line) {
            let mut take = |one: regex::Match<'_>, what| {
                let behind_digit =
                    line[..one.start()].ends_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
                if !behind_digit && value(one.as_str()) != Decimal::ZERO {
                    let (start, printed) = (start + one.start(), one.as_str().to_owned());
                    found.push(Figure { start, printed, line: at as u32 + 1, what });
                }
            };
            for one in amount.captures_iter(line) {
                let (said, scale) = (value(&one[1]), value(&one[1]).scale());
                let said = if &one[2] == "元" { said / Decimal::from(10_000) } else { said };
                let place = Decimal::new(1, scale)
                    / if &one[2] == "元" { Decimal::from(10_000) } else { Decimal::ONE };
                let restated =
                    cells.iter().any(|cell| said - place / Decimal::TWO <= *cell && *cell < said + place);
                take(one.get(1).unwrap(), if restated { What::Prose } else { What::ProseAlone });
            }
            count.captures_iter(line).for_each(|one| take(one.get(1).unwrap(), What::Count));
        }
        start += line.len();
    }
    found
}

/// The number with one of its digits replaced.
fn changed(printed: &str, random: &mut u64) -> String {
    let digits: Vec<usize> = printed.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let at = digits[next(random) as usize % digits.len()];
    let old = printed.as_bytes()[at] - b'0';
    let mut new = ((u64::from(old) + 1 + next(random) % 9) % 10) as u8;
    if at == 0 && new == 0 && printed.len() > 1 {
        new = if old == 9 { 8 } else { old + 1 };
    }
    format!("{}{new}{}", &printed[..at], &printed[at + 1..])
}

fn next(random: &mut u64) -> u64 {
    *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *random >> 33
}

fn texts() -> Vec<(String, String)> {
    let folder = PathBuf::from(std::env::var("TEXTS").expect("TEXTS says where texts are"));
    let mut found = Vec::new();
    collect(&folder, &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "txt" || ending == "md")
            && let Ok(text) = std::fs::read_to_string(&path)
        {
            let body = path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
            found.push((format!("{body}/{}", path.file_name().unwrap().to_string_lossy()), text));
        }
    }
}

/// A text with its findings and its figures as they are.
struct Text {
    name: String,
    text: String,
    findings: Vec<Finding>,
    figures: Vec<Figure>,
}

#[test]
#[ignore = "measures texts that are not here"]
fn how_many_changes_of_one_digit_are_named() {
    let changes: usize = std::env::var("CHANGES").map_or(60, |number| number.parse().unwrap());
    let listed = std::env::var("LIST").is_ok();
    let read = |(name, text): (String, String)| Text {
        findings: audited(&name, &text),
        figures: figures(&name, &text),
        name,
        text,
    };
    let texts: Vec<Text> = texts().into_par_iter().map(read).collect();
    count_tied(&texts, listed);
    let mut random = 42;
    for what in [What::Table, What::Prose, What::Count] {
        change(&texts, what, changes, &mut random, listed);
    }
}

fn count_tied(texts: &[Text], listed: bool) {
    let mut tally: BTreeMap<What, [usize; 2]> = BTreeMap::new();
    let mut shapes: BTreeMap<String, usize> = BTreeMap::new();
    for text in texts {
        for figure in &text.figures {
            let tied =
                text.findings.iter().any(|finding| shows(finding, figure.line, value(&figure.printed)));
            let slot = tally.entry(figure.what).or_default();
            slot[0] += 1;
            slot[1] += usize::from(tied);
            if !tied && figure.what != What::Table {
                *shapes.entry(shape(&text.text, figure)).or_default() += 1;
            }
            if listed && !tied && figure.what != What::ProseAlone {
                println!("not tied: {:?} {}:{} {}", figure.what, text.name, figure.line, figure.printed);
            }
        }
    }
    for (what, [all, tied]) in &tally {
        println!("{what:?}: {tied} of {all} tied = {}%", tied * 100 / all);
    }
    let mut shapes: Vec<(String, usize)> = shapes.into_iter().collect();
    shapes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    shapes.iter().take(20).for_each(|(shape, count)| println!("not tied, {count} times: {shape}"));
}

/// What stands right around a figure of the prose, with `N` for its number.
fn shape(text: &str, figure: &Figure) -> String {
    let (before, behind) = (&text[..figure.start], &text[figure.start + figure.printed.len()..]);
    let mut before: Vec<char> = before.chars().rev().take(5).collect();
    before.reverse();
    let around = before.into_iter().chain(['N']).chain(behind.chars().take(2));
    around.map(|c| if c.is_ascii_digit() || c.is_whitespace() { ' ' } else { c }).collect()
}

/// Changes one digit of so many figures of a kind, each alone, and says what came of it.
fn change(texts: &[Text], what: What, changes: usize, random: &mut u64, listed: bool) {
    let of_kind = texts.iter().flat_map(|text| text.figures.iter().map(move |figure| (text, figure)));
    let all: Vec<(&Text, &Figure)> = of_kind.filter(|(_, figure)| figure.what == what).collect();
    let picked: Vec<(&Text, &Figure, String)> = (0..changes)
        .map(|_| {
            let (text, figure) = all[next(random) as usize % all.len()];
            (text, figure, changed(&figure.printed, random))
        })
        .collect();
    let judged: Vec<Option<Finding>> =
        picked.par_iter().map(|(text, figure, printed)| named(text, figure, printed)).collect();
    let mut by: BTreeMap<Option<Verdict>, usize> = BTreeMap::new();
    for ((text, figure, printed), named) in picked.iter().zip(judged) {
        *by.entry(named.as_ref().map(|one| one.verdict)).or_default() += 1;
        let why = named.as_ref().map(|one| (one.verdict.name(), one.rule.code, &one.note));
        if listed && named.as_ref().is_none_or(|one| one.verdict != Verdict::Mismatch) {
            println!("{what:?} {}:{} {} -> {printed}: {why:?}", text.name, figure.line, figure.printed);
        }
    }
    let name = |verdict: &Option<Verdict>| verdict.map_or("unnamed", Verdict::name);
    let by: Vec<String> = by.iter().map(|(verdict, count)| format!("{} {count}", name(verdict))).collect();
    println!("{what:?} changed {changes}: {}", by.join(", "));
}

/// The most pressing new finding that shows the figure as it was changed.
fn named(text: &Text, figure: &Figure, printed: &str) -> Option<Finding> {
    let known: HashSet<Key> = text.findings.iter().map(key).collect();
    let (before, after) = (&text.text[..figure.start], &text.text[figure.start + figure.printed.len()..]);
    let findings = audited(&text.name, &format!("{before}{printed}{after}"));
    let fresh = |one: &Finding| {
        one.verdict != Verdict::Agree && !known.contains(&key(one)) && shows(one, figure.line, value(printed))
    };
    findings.into_iter().filter(fresh).min_by_key(|one| one.verdict)
}

fn key(finding: &Finding) -> Key {
    (finding.id.clone(), finding.verdict, finding.statement.clone(), finding.actual, finding.expected)
}
