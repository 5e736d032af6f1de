//! No figure can be changed without a check that sees it: each amount of each
//! table of the sample disclosure is changed once, by itself.

#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "a test that cannot go on should stop"
)]

mod common;

use std::collections::HashSet;

use mingzhang::audit;
use mingzhang::catalogue::Catalogue;
use mingzhang::model::{Finding, Linked, OperandPlace, Value, Verdict};
use mingzhang::source::{Line, Span};
use rayon::prelude::*;
use rust_decimal::Decimal;

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
            value: figure.amount().unwrap(),
            name: format!("{} {} {}", table.id, figure.entry.key, figure.column.key),
        })
    });
    of_table.collect()
}

fn sample() -> String {
    let path = common::root().join("content/xinzhou-traffic-police/2023-budget.md");
    std::fs::read_to_string(path).unwrap()
}

/// The text with one amount changed by more than rounding ever explains.
fn changed(text: &str, amount: &Amount) -> String {
    let (before, after) = (&text[..amount.span.start as usize], &text[amount.span.end as usize..]);
    format!("{before}{}{after}", amount.value + Decimal::from(1_000))
}

/// Whether a finding is not 一致 and has the changed cell among its figures.
fn sees(finding: &Finding, amount: &Amount) -> bool {
    let is_it = |place: &OperandPlace| match place {
        OperandPlace::Cell(cell) => (cell.table, &*cell.column) == (amount.table, &*amount.column),
        OperandPlace::Page(_) => false,
    };
    let mut figures = finding.figures.iter();
    finding.verdict != Verdict::Agree && figures.any(|one| one.line == amount.line && is_it(&one.place))
}

/// The disclosure with one amount changed by more than rounding ever explains,
/// as if it had been printed so.
fn with_change(linked: &Linked, amount: &Amount) -> Linked {
    let mut linked = linked.clone();
    let rows = &mut linked.disclosure.tables[amount.table].rows;
    let mut cells = rows.iter_mut().flat_map(|row| &mut row.cells);
    let cell = cells.find(|cell| cell.span == amount.span).unwrap();
    cell.value = Value::Amount(amount.value + Decimal::from(1_000));
    linked
}

/// Those of the amounts that no check sees when they are changed one by one.
fn unseen(linked: &Linked, amounts: Vec<Amount>, change: impl Fn(&Amount) -> Linked + Sync) -> Vec<Amount> {
    let open: HashSet<(String, Verdict)> = audit::disclosure(linked, Catalogue::get())
        .into_iter()
        .map(|finding| (finding.id, finding.verdict))
        .collect();
    let is_unseen = |amount: &Amount| {
        let findings = audit::disclosure(&change(amount), Catalogue::get());
        let fresh = |finding: &&Finding| !open.contains(&(finding.id.clone(), finding.verdict));
        !findings.iter().filter(fresh).any(|finding| sees(finding, amount))
    };
    amounts.into_par_iter().filter(is_unseen).collect()
}

fn names(amounts: &[Amount]) -> Vec<&str> {
    amounts.iter().map(|amount| amount.name.as_str()).collect()
}

#[test]
fn every_amount_of_the_sample_is_seen_by_a_check() {
    let text = sample();
    let (linked, _) = common::linked("body/2023-budget.md", &text);
    let read = |amount: &Amount| common::linked("body/2023-budget.md", &changed(&text, amount)).0;
    let amounts = amounts(&linked);
    assert!(amounts.len() > 200, "{}", amounts.len());
    assert_eq!(names(&unseen(&linked, amounts, read)), [""; 0]);
}

#[test]
fn every_amount_of_other_disclosures_is_seen_by_a_check() {
    // The unabridged text of the sample has the sample's tables.
    let real = common::all_real().into_iter().filter(|(name, _)| !name.starts_with("xinzhou"));
    let invented = ("body/2023-budget.txt".to_owned(), common::invented::text());
    for (name, text) in real.chain([invented]) {
        let (linked, _) = common::linked(&name, &text);
        // The tables alone see nearly all, and are checked much faster.
        let mut bare = linked.clone();
        bare.disclosure.sections.clear();
        let by_tables = unseen(&bare, amounts(&bare), |amount| with_change(&bare, amount));
        let unseen = unseen(&linked, by_tables, |amount| with_change(&linked, amount));
        assert_eq!(names(&unseen), [""; 0], "{name}");
    }
}
