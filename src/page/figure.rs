//! One published figure on the site's own pages: amount, unit, link to its
//! cell; or the words that say why there is none.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::address;
use crate::change::{Change, signed};
use crate::model::{KeptCell, KeptProject, Past, Stated, Summary};
use crate::money::grouped;
use crate::page::href::Links;

/// A figure, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct FigureView {
    /// As published, with thousands grouped.
    amount: Option<String>,
    unit: &'static str,
    /// What stands in place of an amount, or is to be said beside it.
    words: String,
    /// The cell, or the table; `None` where there is neither.
    href: Option<String>,
}

impl FigureView {
    /// The figure of a cell.
    pub fn of(summary: &Summary, kept: &KeptCell, links: &Links) -> Self {
        let unit = summary.table_of(kept).unit;
        let amount = match kept.stated {
            Stated::Amount(amount) | Stated::Sum(amount) => Some(grouped(amount)),
            _ => None,
        };
        Self {
            words: match kept.stated {
                Stated::Sum(_) => "本站相加".to_owned(),
                Stated::Amount(_) => String::new(),
                stated => stated.words(unit),
            },
            amount,
            unit: unit.map_or("单位未认出", |unit| unit.name()),
            href: Some(links.to(&address::kept(summary, kept))),
        }
    }

    /// What this year's text says of a figure of the year before.
    pub fn past(past: &Past, links: &Links) -> Self {
        Self {
            amount: Some(grouped(past.value)),
            unit: past.unit.name(),
            words: past.origin.words().to_owned(),
            href: Some(links.to(&past.path)),
        }
    }

    /// What a disclosure says of a project's money, and where.
    pub fn project(project: &KeptProject, links: &Links) -> Self {
        Self {
            amount: Some(grouped(project.value)),
            unit: project.unit.name(),
            words: project.source.words().to_owned(),
            href: Some(links.to(&project.path)),
        }
    }

    /// In place of a figure that the disclosure does not have, or in which none
    /// was found; `href` leads to where a reader may look for it.
    pub fn missing(words: &'static str, href: Option<String>) -> Self {
        Self { amount: None, unit: "", words: words.to_owned(), href }
    }
}

/// What the site computed of two figures, or why it did not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(super) struct ChangeView {
    pub difference: Option<String>,
    unit: &'static str,
    /// A change in percent or a rate.
    pub percent: Option<String>,
    /// Why there is no difference or no percent.
    pub why: &'static str,
    pub converted: bool,
}

impl ChangeView {
    /// A change with its sign, in the unit of the later figure.
    pub fn of(change: &Change) -> Self {
        let moved = !change.difference.value.is_zero();
        Self {
            difference: Some(change.words()),
            unit: if moved { change.difference.unit.name() } else { "" },
            percent: change.percent.filter(|_| moved).map(|p| format!("{}%", signed(p))),
            why: if change.percent.is_none() && moved { "原数为零或负，不算百分比" } else { "" },
            converted: change.converted,
        }
    }

    /// A rate in percent.
    pub fn rate(percent: Decimal) -> Self {
        Self { percent: Some(format!("{}%", grouped(percent))), ..Self::default() }
    }

    /// The difference alone.
    pub fn without_percent(self) -> Self {
        let why = if self.difference.is_some() { "" } else { self.why };
        Self { percent: None, why, ..self }
    }

    /// In place of a comparison that was not made.
    pub fn none(why: &'static str) -> Self {
        Self { why, ..Self::default() }
    }
}
