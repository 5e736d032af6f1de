//! What the prose tells beside the tables, in the body's own words: what the money of an
//! account is for.
//!
//! Amounts are those of the tables, and only where nothing speaks against their reading.

mod purposes;

use crate::measures::Figures;
use crate::model::Linked;

pub use purposes::{Purpose, Purposes};

/// What the prose of one disclosure tells.
#[derive(Debug)]
pub struct Told<'a> {
    pub purposes: Purposes<'a>,
}

impl<'a> Told<'a> {
    /// Reads it.
    pub fn of(linked: &'a Linked, figures: &'a Figures<'a>) -> Self {
        Self { purposes: Purposes::of(linked, figures) }
    }
}
