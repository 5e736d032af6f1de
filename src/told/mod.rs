//! What a disclosure tells beside its tables, in the body's own words: what the money of an
//! account is for, what was planned for it and what came of it, and what is promised for the
//! money of a project, and what is counted.
//!
//! Amounts are those of the tables, and only where nothing speaks against their reading.

mod completions;
mod evaluations;
mod pairs;
mod planned;
mod promises;
mod purposes;
mod things;
mod words;

use crate::measures::Figures;
use crate::model::{Finding, Linked};

pub use completions::Completion;
pub use evaluations::Evaluation;
pub use pairs::{Pair, pairs};
pub use planned::{Planned, Printed, Put};
pub use promises::{Fact, Left, Promise, Promises};
pub use purposes::{Purpose, Purposes};
pub use things::Thing;

/// What one disclosure tells.
#[derive(Debug)]
pub struct Told<'a> {
    pub purposes: Purposes<'a>,
    /// What was planned for accounts and what came of it, by code; of final accounts alone.
    pub completions: Vec<Completion<'a>>,
    /// Measures of which final accounts print the budget as well, in a table or a sentence.
    pub planned: Vec<Planned<'a>>,
    /// What became of projects, as their self-evaluations say.
    pub evaluations: Vec<Evaluation<'a>>,
    pub promises: Promises<'a>,
    /// What the prose counts, as far as it is sure.
    pub things: Vec<Thing<'a>>,
}

impl<'a> Told<'a> {
    /// Reads it; what `findings` doubt is not told.
    pub fn of(linked: &'a Linked, findings: &[Finding], figures: &'a Figures<'a>) -> Self {
        Self {
            purposes: Purposes::of(linked, figures),
            completions: completions::of(linked, figures),
            planned: planned::of(linked, findings, figures),
            evaluations: evaluations::of(linked),
            things: things::of(linked, findings, figures.catalogue.narrative()),
            promises: Promises::of(linked, &figures.catalogue.form().promises),
        }
    }
}
