//! What a corrections file mends of a reading, and what it says of a finding, once it is
//! applied: what was printed, what it is, and who says so.

use serde::Serialize;

use crate::money::Unit;

/// Why a correction is made, who makes it, when, and what shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Provenance {
    pub why: String,
    /// A role, or a name that whoever keeps the site chose to give.
    pub by: String,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// An address or words.
    pub evidence: String,
}

/// What a correction is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Corrected {
    /// A cell, by the table's index and the keys of row and column.
    Cell { table: usize, row: String, column: String },
}

impl Corrected {
    /// The word used in data files and files of corrections.
    pub fn key(&self) -> &'static str {
        match self {
            Corrected::Cell { .. } => "cell",
        }
    }

    /// The table that it is of, by its index.
    pub fn table(&self) -> Option<usize> {
        match self {
            Corrected::Cell { table, .. } => Some(*table),
        }
    }
}

/// One correction that was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Stable ASCII anchor, unique within the disclosure.
    pub id: String,
    pub of: Corrected,
    /// What it is of, in words: `收支总表 · 公共安全支出 · 预算数`.
    pub name: String,
    /// What stands in the text; empty where the cell is blank.
    pub printed: String,
    /// What it is.
    pub is: String,
    pub provenance: Provenance,
}

/// What a corrected cell remembers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellCorrection {
    /// The text as published.
    pub printed: String,
    /// The unit of this cell alone.
    pub unit: Option<Unit>,
    /// The [`Correction::id`].
    pub id: String,
}
