//! The two numbers of a finding beside each other: where each is from, and what parts them.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::model::{Finding, Group, Operand, OperandPlace};
use crate::source::Line;

/// The two sides of a finding and what parts them. All amounts are in its unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sides {
    pub written: Side,
    pub against: Side,
    /// By how much they differ; `None` where they do not.
    pub apart: Option<Decimal>,
    /// What rounding may have taken; `None` where nothing.
    pub tolerance: Option<Decimal>,
    /// The unit after each amount: `万元`; empty where there is none.
    pub unit: Box<str>,
}

/// One side of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    pub origin: SideOrigin,
    /// `None` where the text says that nothing changed and so writes no number.
    pub amount: Option<Decimal>,
    /// The line on which it stands; `None` where it was worked out.
    pub line: Option<Line>,
}

/// Where a side was written, or from what it was worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SideOrigin {
    Table,
    Text,
    /// One of two places of the same kind.
    OnePlace,
    /// The other of them.
    OtherPlace,
    /// The sum of the parts that the table prints.
    TableParts,
    /// Worked out with figures of tables.
    FromTables,
    /// Worked out from the numbers of the text.
    FromText,
    /// Written in a form or anywhere else.
    Written,
    /// Worked out from what is written there.
    WorkedOut,
}

impl Sides {
    /// Those of a finding that compares two numbers.
    pub fn of(finding: &Finding) -> Option<Self> {
        let (actual, expected) = (finding.actual?, finding.expected?);
        let there = |amount: &Decimal| !amount.is_zero();
        let apart = Some(finding.difference()?.abs()).filter(there);
        let (written, against) = origins(finding);
        let (written, amount) =
            if says_unchanged(finding) { (SideOrigin::Text, None) } else { (written, Some(actual)) };
        let own =
            finding.checked().filter(|own| own.amount == Some(actual) || finding.group == Group::Narrative);
        let other = finding.figures.get(1).filter(|other| other.amount == Some(expected));
        let other = other.filter(|_| finding.figures.len() == 2);
        Some(Self {
            written: Side { origin: written, amount, line: own.map(|own| own.line) },
            against: Side { origin: against, amount: Some(expected), line: other.map(|other| other.line) },
            apart,
            tolerance: Some(finding.tolerance).filter(there),
            unit: finding.unit_name().into(),
        })
    }
}

/// Whether the prose says of an amount that it is as the year before: then it writes no number
/// for the change.
fn says_unchanged(finding: &Finding) -> bool {
    let stated = finding.checked().and_then(|checked| checked.amount);
    finding.group == Group::Narrative
        && finding.actual.is_some_and(|change| change.is_zero())
        && stated.is_some_and(|amount| !amount.is_zero())
}

/// Where the two sides of a comparison are from: the figure that is checked, and what it is held
/// to.
fn origins(finding: &Finding) -> (SideOrigin, SideOrigin) {
    let is_cell = |operand: &Operand| matches!(operand.place, OperandPlace::Cell(_));
    let others = || finding.figures.iter().skip(1);
    match (finding.group, others().count()) {
        (Group::Table(_), 1) => (SideOrigin::OnePlace, SideOrigin::OtherPlace),
        (Group::Table(_), _) => (SideOrigin::Table, SideOrigin::TableParts),
        (Group::Narrative, 1) if others().all(is_cell) => (SideOrigin::Text, SideOrigin::Table),
        (Group::Narrative, 1) if others().all(|other| other.amount == finding.expected) => {
            (SideOrigin::OnePlace, SideOrigin::OtherPlace)
        }
        (Group::Narrative, _) if others().any(is_cell) => (SideOrigin::Text, SideOrigin::FromTables),
        (Group::Narrative, _) => (SideOrigin::Text, SideOrigin::FromText),
        (Group::Forms | Group::Disclosure, _) if is_worked_out(finding) => {
            (SideOrigin::WorkedOut, SideOrigin::Written)
        }
        (Group::Forms | Group::Disclosure, _) => (SideOrigin::Written, SideOrigin::WorkedOut),
    }
}

/// Whether what is compared was worked out, as none of the figures is it.
fn is_worked_out(finding: &Finding) -> bool {
    !finding.figures.iter().any(|operand| operand.amount == finding.actual)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{OperandRole, Rule, Target, Verdict};
    use crate::source::FileId;

    static RULE: Rule =
        Rule { code: "rule", class: crate::model::Class::Form, title: "", text: "", basis: "" };

    #[test]
    fn what_none_of_the_figures_is_was_worked_out() {
        let operand = |amount: i64| Operand {
            label: String::new(),
            amount: Some(amount.into()),
            place: OperandPlace::Page(Target::Form(0)),
            line: Line { file: FileId(0), number: 5 },
            role: OperandRole::Used,
        };
        let of = |amounts: &[i64]| {
            let figures = amounts.iter().map(|amount| operand(*amount)).collect();
            let (id, statement) = ("id".to_owned(), String::new());
            let worded = Finding::worded(&RULE, Group::Forms, id, Verdict::Scope, statement, figures);
            let finding = Finding { actual: Some(6.into()), expected: Some(5.into()), ..worded };
            let sides = Sides::of(&finding).unwrap();
            (sides.written.origin, sides.against.origin, sides.written.line.is_some())
        };
        assert_eq!(of(&[2, 3]), (SideOrigin::WorkedOut, SideOrigin::Written, false), "2 × 3 of at most 5");
        assert_eq!(of(&[6, 1, 4]), (SideOrigin::Written, SideOrigin::WorkedOut, true));
    }
}
