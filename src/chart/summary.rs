//! Parts in order, with their shares of the whole, and how many of them get a
//! bar of their own.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use crate::change;
use crate::chart::parts::Slice;
use crate::model::Mark;
use crate::money::{Unit, grouped};

/// More bars than this are no picture; the smallest are added up instead.
const MOST: usize = 12;
/// More zeros than this are told in one line.
const ZEROS: usize = 3;
/// A part so many times as large as the next dwarfs it.
const DWARFS: u32 = 8;

/// What is known of a chart before it is drawn.
#[derive(Debug)]
pub(super) struct Summary {
    /// Every amount, largest first, in the table's order where they are equal.
    pub marks: Vec<Mark>,
    /// The published whole.
    pub whole: Option<(String, Decimal)>,
    pub unit: Option<Unit>,
    /// What a part is called: 类, 项.
    pub noun: String,
    /// The sum of the marks; `None` where an exact decimal cannot hold it.
    pub sum: Option<Decimal>,
}

impl Summary {
    pub fn new(parts: &[Slice], whole: Option<&Slice>, unit: Option<Unit>, noun: &str) -> Self {
        let mut marks: Vec<Mark> = parts.iter().filter_map(mark).collect();
        marks.sort_by_key(|mark| Reverse(mark.amount));
        let whole = whole.and_then(|whole| Some((whole.measure.printed(), whole.amount()?)));
        let sum = sum(&marks);
        let mut summary = Self { marks, whole, unit, noun: noun.to_owned(), sum };
        if let Some(whole) = summary.divisible() {
            for mark in &mut summary.marks {
                mark.share = share(mark.amount, whole);
            }
        }
        summary
    }

    /// The whole, where parts have a share of it: it is above zero, no part is
    /// below, and together they are it but for rounding.
    pub fn divisible(&self) -> Option<Decimal> {
        let whole = self.whole.as_ref()?.1;
        let adds_up = self.sum?.checked_sub(whole)?.abs() <= self.tolerance(whole);
        let above = self.marks.iter().all(|mark| mark.amount >= Decimal::ZERO);
        (whole > Decimal::ZERO && above && adds_up).then_some(whole)
    }

    /// By how much the parts differ from the published whole, beyond rounding.
    pub fn difference(&self) -> Option<Decimal> {
        let whole = self.whole.as_ref()?.1;
        let difference = self.sum?.checked_sub(whole)?;
        (difference.abs() > self.tolerance(whole)).then_some(difference)
    }

    /// One unit of the last printed decimal for each part.
    fn tolerance(&self, whole: Decimal) -> Decimal {
        let last = self.marks.iter().map(|mark| mark.amount.scale()).max().unwrap_or(0).max(whole.scale());
        Decimal::from(self.marks.len()).saturating_mul(Decimal::new(1, last))
    }

    /// Whether the first part is three quarters of the whole or more and dwarfs
    /// each other part, of which two or more are above zero.
    pub fn is_dwarfing(&self) -> bool {
        let above = self.marks.iter().filter(|mark| mark.amount > Decimal::ZERO).count();
        let [first, second, ..] = self.marks.as_slice() else { return false };
        let times = |amount: Decimal, times: u32| amount.saturating_mul(Decimal::from(times));
        let most = |whole: Decimal| times(first.amount, 4) >= times(whole, 3);
        above > 2 && self.divisible().is_some_and(most) && times(second.amount, DWARFS) < first.amount
    }

    /// The marks that have bars of their own, the largest where they are too many;
    /// and the others. A first one that dwarfs the rest has the strip.
    pub fn shown(&self) -> (Vec<&Mark>, Vec<&Mark>) {
        let marks = &self.marks[usize::from(self.is_dwarfing())..];
        let zeros = marks.iter().filter(|mark| mark.amount.is_zero()).count();
        if marks.len() - zeros > MOST {
            let (own, folded) = marks.split_at(MOST - 1);
            (own.iter().collect(), folded.iter().collect())
        } else if zeros > ZEROS {
            marks.iter().partition(|mark| !mark.amount.is_zero())
        } else {
            (marks.iter().collect(), Vec::new())
        }
    }
}

fn mark(part: &Slice) -> Option<Mark> {
    Some(Mark {
        label: part.label.clone(),
        path: part.path.clone(),
        printed: part.measure.printed(),
        amount: part.amount()?,
        share: None,
    })
}

/// The sum of some marks.
pub(super) fn sum(marks: &[Mark]) -> Option<Decimal> {
    marks.iter().try_fold(Decimal::ZERO, |sum, mark| sum.checked_add(mark.amount))
}

/// `95.92%`; rounding makes no nothing of a part, and no whole.
pub(super) fn share(part: Decimal, whole: Decimal) -> Option<String> {
    let share = change::share(part, whole)?;
    Some(match (share.is_zero(), share == Decimal::ONE_HUNDRED) {
        (true, _) if part.is_zero() => "0%".to_owned(),
        (true, _) => "不到 0.01%".to_owned(),
        (_, true) if part == whole => "100%".to_owned(),
        (_, true) if part < whole => "超过 99.99%".to_owned(),
        _ => format!("{}%", grouped(share)),
    })
}
