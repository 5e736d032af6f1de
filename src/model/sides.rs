//! The two sides of a finding beside each other: who wrote which number, and what parts them.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::model::{Finding, Group, Operand, OperandPlace};
use crate::money::{grouped, rounded};
use crate::source::Line;

/// The most decimals that are shown as they are.
const LONGEST: u32 = 4;

/// The two sides of a finding and what parts them, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sides {
    pub written: Side,
    pub against: Side,
    /// By how much they differ, with the unit; `None` where they do not.
    pub apart: Option<Box<str>>,
    /// What rounding may have taken, with the unit; `None` where nothing.
    pub tolerance: Option<Box<str>>,
}

/// One side of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// Who wrote it, or from what it was worked out: `文字写`, `各项算得`.
    pub who: Box<str>,
    /// The number with its unit, or words in its place.
    pub what: Box<str>,
    /// The line on which it stands; `None` where it was worked out.
    pub line: Option<Line>,
}

impl Sides {
    /// Those of a finding that compares two numbers.
    pub fn of(finding: &Finding) -> Option<Self> {
        let (actual, expected) = (finding.actual?, finding.expected?);
        let say = |amount: Decimal| -> Box<str> {
            format!("{} {}", shown(amount), finding.unit_name()).trim_end().into()
        };
        let apart = Some(finding.difference()?.abs()).filter(|apart| !apart.is_zero());
        let (written, against) = who(finding);
        let (written, what) = match says_unchanged(finding) {
            true => ("文字说", "没有增减".into()),
            false => (written, say(actual)),
        };
        let own =
            finding.checked().filter(|own| own.amount == Some(actual) || finding.group == Group::Narrative);
        let other = finding.figures.get(1).filter(|other| other.amount == Some(expected));
        let other = other.filter(|_| finding.figures.len() == 2);
        Some(Self {
            written: Side { who: written.into(), what, line: own.map(|own| own.line) },
            against: Side { who: against.into(), what: say(expected), line: other.map(|other| other.line) },
            apart: apart.map(say),
            tolerance: Some(finding.tolerance).filter(|tolerance| !tolerance.is_zero()).map(say),
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

/// What the two sides of a comparison are: where the figure that is checked was written,
/// and what the other was taken or worked out from.
fn who(finding: &Finding) -> (&'static str, &'static str) {
    let is_cell = |operand: &Operand| matches!(operand.place, OperandPlace::Cell(_));
    let others = || finding.figures.iter().skip(1);
    match (finding.group, others().count()) {
        (Group::Table(_), 1) => ("一处写", "另一处写"),
        (Group::Table(_), _) => ("表中写", "各项算得"),
        (Group::Narrative, 1) if others().all(is_cell) => ("文字写", "表中写"),
        (Group::Narrative, 1) if others().all(|other| other.amount == finding.expected) => {
            ("一处写", "另一处写")
        }
        (Group::Narrative, _) if others().any(is_cell) => ("文字写", "按表算得"),
        (Group::Narrative, _) => ("文字写", "按文中的数算得"),
        (Group::Forms | Group::Disclosure, _) if is_worked_out(finding) => ("算得", "所写"),
        (Group::Forms | Group::Disclosure, _) => ("所写", "算得"),
    }
}

/// An amount; what a division made longer than anyone prints is rounded and said
/// to be.
fn shown(amount: Decimal) -> String {
    if amount.scale() <= LONGEST {
        return grouped(amount);
    }
    let rounded = rounded(amount, LONGEST).normalize();
    if rounded == amount { grouped(rounded) } else { format!("约 {}", grouped(rounded)) }
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
            (sides.written.who.to_string(), sides.against.who.to_string(), sides.written.line.is_some())
        };
        assert_eq!(of(&[2, 3]), ("算得".to_owned(), "所写".to_owned(), false), "2 × 3 of at most 5");
        assert_eq!(of(&[6, 1, 4]), ("所写".to_owned(), "算得".to_owned(), true));
    }
}
