//! A cell tells the truth: what was printed, and what that can be taken for.

use rust_decimal::Decimal;

use crate::model::{CellCorrection, Confidence};
use crate::money::{Unit, grouped};
use crate::source::Span;

/// What a cell's text can be taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing printed.
    Blank,
    /// A mark that says there is nothing: `—`, `-`, `/`, `无`.
    Nil,
    /// An amount, in its table's unit, with the decimals it was printed with.
    Amount(Decimal),
    /// Words.
    Text,
    /// Made of digits and points, yet no amount: `9.784.70`. Never guessed at.
    Unreadable,
}

/// One cell of a grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The text as published, outer white space and markup taken off; the amount that it
    /// is, where a correction says so.
    pub raw: String,
    /// Where it stands; for a cell wrapped over lines, its first line.
    pub span: Span,
    pub value: Value,
    /// Whether this cell, apart from its row and column, was read for certain.
    pub confidence: Confidence,
    /// What stood here before it was corrected.
    pub correction: Option<Box<CellCorrection>>,
}

impl Cell {
    /// The amount, if the cell holds a readable one.
    pub fn amount(&self) -> Option<Decimal> {
        match self.value {
            Value::Amount(amount) => Some(amount),
            _ => None,
        }
    }

    /// The amount as the site's own sentences write it: thousands grouped, decimals as
    /// printed; the text where it is no amount.
    pub fn grouped(&self) -> String {
        self.amount().map_or_else(|| self.raw.clone(), grouped)
    }

    /// The text as published, whatever it was corrected to.
    pub fn printed(&self) -> &str {
        self.correction.as_ref().map_or(&self.raw, |correction| &correction.printed)
    }

    /// The unit that a correction gives this cell alone.
    pub fn own_unit(&self) -> Option<Unit> {
        self.correction.as_ref()?.unit
    }

    /// Whether anything is printed.
    pub fn is_blank(&self) -> bool {
        self.value == Value::Blank
    }
}
