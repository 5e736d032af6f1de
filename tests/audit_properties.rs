//! No figure can be changed without a check that sees it: each amount of each
//! table of the sample disclosure is changed once, by itself.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;

use std::collections::HashSet;

use mingzhang::audit;
use mingzhang::model::{Finding, Linked, Place, Verdict};
use mingzhang::source::{Line, Span};
use rayon::prelude::*;
use rust_decimal::Decimal;

/// Amounts that no check sees, as `table row column`, each with the reason.
const UNSEEN: &[(&str, &str)] = &[];

/// One amount of one table: where it stands and what it is called.
struct Amount {
    table: usize,
    column: String,
    line: Line,
    span: Span,
    value: Decimal,
    name: String,
}

fn amounts(linked: &Linked) -> Vec<Amount> {
    let tables = linked.disclosure.tables.iter().enumerate();
    let of_table = tables.flat_map(|(index, table)| {
        table.figures().map(move |figure| Amount {
            table: index,
            column: figure.column.key.clone(),
            line: figure.line,
            span: figure.cell.span,
            value: figure.amount,
            name: format!("{} {} {}", table.id, figure.entry.key, figure.column.key),
        })
    });
    of_table.collect()
}

fn sample() -> String {
    let path = common::root().join("content/xinzhou-traffic-police/2023-budget.md");
    std::fs::read_to_string(path).unwrap()
}

fn audited(text: &str) -> Vec<Finding> {
    audit::disclosure(&common::linked("body/2023-budget.md", text).0)
}

/// The text with one amount changed by more than rounding ever explains.
fn changed(text: &str, amount: &Amount) -> String {
    let (before, after) = (&text[..amount.span.start as usize], &text[amount.span.end as usize..]);
    format!("{before}{}{after}", amount.value + Decimal::from(1_000))
}

/// Whether a finding is not 一致 and has the changed cell among its figures.
fn sees(finding: &Finding, amount: &Amount) -> bool {
    let is_it = |place: &Place| match place {
        Place::Cell { table, column, .. } => (*table, column) == (amount.table, &amount.column),
        Place::Page(_) => false,
    };
    let mut figures = finding.figures.iter();
    finding.verdict != Verdict::Agree && figures.any(|one| one.line == amount.line && is_it(&one.place))
}

#[test]
fn every_amount_of_the_sample_is_seen_by_a_check() {
    let text = sample();
    let (linked, _) = common::linked("body/2023-budget.md", &text);
    let open: HashSet<(String, Verdict)> =
        audit::disclosure(&linked).into_iter().map(|finding| (finding.id, finding.verdict)).collect();
    let amounts = amounts(&linked);
    assert!(amounts.len() > 200, "{}", amounts.len());
    let unseen: Vec<&str> = amounts
        .par_iter()
        .filter(|amount| {
            let findings = audited(&changed(&text, amount));
            let fresh = |finding: &&Finding| !open.contains(&(finding.id.clone(), finding.verdict));
            !findings.iter().filter(fresh).any(|finding| sees(finding, amount))
        })
        .map(|amount| amount.name.as_str())
        .collect();
    let allowed: Vec<&str> = UNSEEN.iter().map(|(name, _)| *name).collect();
    assert_eq!(unseen, allowed, "of {} amounts", amounts.len());
}
