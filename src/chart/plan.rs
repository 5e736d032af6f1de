//! What is to be drawn, before anything has a place: bars in their order, a
//! strip for the whole, and the words beside them.

use rust_decimal::Decimal;

use crate::catalogue::schema::ChartSpec;
use crate::chart::draw::Role;
use crate::chart::parts::Slice;
use crate::chart::summary::{Summary, share};
use crate::chart::words;
use crate::model::Mark;
use crate::money::grouped;

/// A picture to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plan {
    /// The picture's name, for those who cannot see it.
    pub title: String,
    /// All that it shows, in words.
    pub description: String,
    /// Unit and whole, above everything.
    pub note: String,
    pub strip: Option<Strip>,
    /// From the top down.
    pub bars: Vec<Bar>,
    /// A line across all bars.
    pub middle: Option<Middle>,
}

/// The amount that a line across all bars stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Middle(pub Decimal);

/// The whole in one row, each part as wide as its share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Strip {
    /// The parts, largest first; none below zero.
    pub parts: Vec<Decimal>,
    /// What the full width stands for: at least the sum of the parts.
    pub whole: Decimal,
    /// What stands above it.
    pub label: String,
    /// Where the first part dwarfs the others: what stands above the bars, which
    /// are these others on a scale of their own.
    pub enlarged: Option<String>,
}

/// One bar with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bar {
    pub label: String,
    pub role: Role,
    /// `None` where there is no bar to draw, and words alone stand there.
    pub amount: Option<Decimal>,
    /// The amount as printed, or the words in its place.
    pub printed: String,
    pub share: Option<String>,
}

impl Summary {
    /// The picture to be; `None` where it would have a single bar or none, which words say.
    pub fn plan(&self, spec: &ChartSpec, parts: &[Slice]) -> Option<Plan> {
        let dwarfing = self.is_dwarfing();
        let mut bars = self.bars(dwarfing);
        bars.extend(parts.iter().filter(|_| spec.every).filter_map(silent));
        let lengths = self.marks.iter().filter(|mark| !mark.amount.is_zero()).count();
        if lengths == 0 || bars.len() < 2 || (lengths == 1 && !spec.every) {
            return None;
        }
        let whole = self.divisible().filter(|_| self.marks.len() > 1 && (spec.strip || dwarfing));
        Some(Plan {
            title: spec.heading.clone(),
            description: words::described(&self.marks, self.unit),
            note: words::note(self, whole.is_some()),
            strip: whole.map(|whole| self.strip(whole, dwarfing)),
            bars,
            middle: None,
        })
    }

    fn strip(&self, whole: Decimal, dwarfing: bool) -> Strip {
        Strip {
            parts: self.marks.iter().map(|mark| mark.amount).collect(),
            whole: whole.max(self.sum.unwrap_or_default()),
            label: words::above(self),
            enlarged: dwarfing.then(|| words::enlarged(self)),
        }
    }

    fn bars(&self, enlarged: bool) -> Vec<Bar> {
        let (own, folded) = self.shown();
        let bar = |(at, mark): (usize, &&Mark)| Bar {
            label: mark.label.clone(),
            role: if at == 0 && !enlarged { Role::Subject } else { Role::Part },
            amount: Some(mark.amount),
            printed: mark.printed.clone(),
            share: mark.share.clone(),
        };
        own.iter().enumerate().map(bar).chain(self.folded(&folded)).collect()
    }

    /// What is folded, added up by the site.
    fn folded(&self, marks: &[&Mark]) -> Option<Bar> {
        let zero = marks.iter().all(|mark| mark.amount.is_zero());
        let sum = marks.iter().try_fold(Decimal::ZERO, |sum, mark| sum.checked_add(mark.amount))?;
        let bar = Bar {
            label: format!("其余 {} {}", marks.len(), self.noun),
            role: Role::Rest,
            amount: Some(sum).filter(|_| !zero),
            printed: if zero { "都是 0".to_owned() } else { grouped(sum) },
            share: self.divisible().filter(|_| !zero).and_then(|whole| share(sum, whole)),
        };
        (!marks.is_empty()).then_some(bar)
    }
}

/// A line without a bar.
fn silent(part: &Slice) -> Option<Bar> {
    let printed = part.silence()?.to_owned();
    Some(Bar { label: part.label.clone(), role: Role::Part, amount: None, printed, share: None })
}
