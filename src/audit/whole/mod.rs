//! Checks of the disclosure as a whole: what it promises, what the rules
//! require, whether it speaks of one body and one year.

pub mod body;
pub mod contents;
pub mod doubled;
pub mod empty;
pub mod placeholder;
pub mod required;
pub mod year;

use crate::catalogue::normal::unnumbered;
use crate::model::{
    Finding, Group, Linked, Operand, OperandPlace, OperandRole, Rule, TableIndex, Target, Verdict,
};
use crate::source::Line;

/// All findings on the whole.
pub fn check(linked: &Linked, tables: &TableIndex<'_>) -> Vec<Finding> {
    let mut findings = contents::check(linked, tables.catalogue);
    findings.extend(required::check(linked, tables.catalogue));
    findings.extend(empty::check(tables));
    findings.extend(year::check(linked, tables.catalogue));
    findings.extend(body::check(linked, &tables.catalogue.narrative().sentences));
    findings.extend(placeholder::check(linked));
    findings.extend(doubled::check(linked, &tables.catalogue.narrative().sentences));
    findings
}

/// A finding without numbers.
fn finding(
    rule: &'static Rule,
    id: String,
    verdict: Verdict,
    statement: String,
    figures: Vec<Operand>,
) -> Finding {
    Finding::worded(rule, Group::Disclosure, id, verdict, statement, figures)
}

/// A page with a line as an operand.
fn place(label: impl Into<String>, target: Target, line: Line) -> Operand {
    Operand {
        label: label.into(),
        amount: None,
        place: OperandPlace::Page(target),
        line,
        role: OperandRole::Used,
    }
}

/// Somewhere that something is said of the whole.
struct StatedPlace {
    /// The kind of place: `表`, `申报表`, `文字`.
    what: &'static str,
    operand: Operand,
}

/// How many of each kind of place there are: `表 13 处，申报表 22 处`.
fn spread(places: &[StatedPlace]) -> String {
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for said in places {
        match kinds.iter_mut().find(|(what, _)| *what == said.what) {
            Some((_, count)) => *count += 1,
            None => kinds.push((said.what, 1)),
        }
    }
    let kinds: Vec<String> = kinds.iter().map(|(what, count)| format!("{what} {count} 处")).collect();
    kinds.join("，")
}

/// The beginning of a text, with a mark where it goes on.
fn in_short(text: &str) -> String {
    const SHOWN: usize = 24;
    let mut short: String = text.chars().take(SHOWN).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// A compacted text without its numbering: `第二部分`, `一、`.
fn past_numbering(text: &str) -> &str {
    let part = text.strip_prefix('第').and_then(|rest| rest.split_once("部分"));
    let behind = part.filter(|(number, _)| number.chars().count() <= 2).map(|(_, rest)| rest);
    unnumbered(behind.unwrap_or(text))
}
