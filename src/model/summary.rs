//! What a disclosure leaves behind once its pages are written. Only summaries
//! meet, to make the site's own pages.

use crate::model::{DisclosureId, Tally};
use crate::money::Amount;

/// One figure that stands for a disclosure: its total income, say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// Catalogue key: `income`, `expenditure`, `three-public`, `operating`.
    pub key: String,
    pub label: String,
    /// `None` where the table exists and its cell is blank.
    pub amount: Option<Amount>,
    /// Path of the cell from the site's root.
    pub url: String,
}

/// What became of a disclosure, small enough to keep for thousands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    pub id: DisclosureId,
    pub title: String,
    pub body_name: String,
    pub published: Option<String>,
    pub headlines: Vec<Headline>,
    pub tables: usize,
    pub empty_tables: usize,
    pub figures: usize,
    pub forms: usize,
    /// Projects whose line and form found each other.
    pub linked: usize,
    pub unplaced_lines: usize,
    /// What its audit came to.
    pub tally: Tally,
    /// Pages written for it.
    pub pages: usize,
}
