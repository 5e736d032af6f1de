//! Checks of the disclosure as a whole: what it promises, what the rules
//! require, whether it speaks of one body and one year.

pub mod body;
pub mod contents;
pub mod empty;
pub mod placeholder;
pub mod required;
pub mod year;

use rust_decimal::Decimal;

use crate::audit::books::Books;
use crate::model::{Finding, Linked, Operand, Place, Rule, Target, Verdict};
use crate::source::Line;

/// All findings on the whole.
pub fn check(linked: &Linked, books: &Books<'_>) -> Vec<Finding> {
    let mut findings = contents::check(linked);
    findings.extend(required::check(linked));
    findings.extend(empty::check(books));
    findings.extend(year::check(linked));
    findings.extend(body::check(linked));
    findings.extend(placeholder::check(linked));
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
    Finding {
        id,
        rule: rule.code,
        group: "disclosure".to_owned(),
        verdict,
        statement,
        expected: None,
        actual: None,
        unit: String::new(),
        tolerance: Decimal::ZERO,
        figures,
        note: None,
    }
}

/// A page with a line as an operand.
fn place(label: impl Into<String>, target: Target, line: Line) -> Operand {
    Operand { label: label.into(), amount: None, place: Place::Page(target), line }
}
