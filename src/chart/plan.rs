//! What is to be drawn, before anything has a place: bars in their order, a
//! strip for the whole, and the words beside them.

use rust_decimal::Decimal;

use crate::chart::draw::Role;

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
}

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
