//! What a corrections file mends of a reading, and what it says of a finding, once it is
//! applied: what was printed, what it is, and who says so.

use serde::{Deserialize, Serialize};

use crate::money::Unit;
use crate::source::Line;

/// Why a correction is made, who makes it, when, and what shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Provenance {
    pub why: String,
    /// A role, or a name that whoever keeps the site chose to give.
    pub by: String,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// An address or words.
    pub evidence: String,
}

/// What is said of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// The site misread the text: there is no such finding.
    Misread,
    /// The body has answered it.
    Answered,
    /// There is a reason that the text does not say.
    Explained,
    /// The site takes it back.
    Withdrawn,
}

impl Answer {
    /// The word used in data files and files of corrections.
    pub fn key(self) -> &'static str {
        match self {
            Answer::Misread => "misread",
            Answer::Answered => "answered",
            Answer::Explained => "explained",
            Answer::Withdrawn => "withdrawn",
        }
    }

    /// The Chinese word.
    pub fn name(self) -> &'static str {
        match self {
            Answer::Misread => "更正",
            Answer::Answered => "回应",
            Answer::Explained => "说明",
            Answer::Withdrawn => "撤回",
        }
    }

    /// Whether nothing is left of the finding: it was the site's own mistake.
    pub fn takes_back(self) -> bool {
        matches!(self, Answer::Misread | Answer::Withdrawn)
    }
}

/// What a correction is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Corrected {
    /// A cell, by the table's index and the keys of row and column.
    Cell {
        table: usize,
        row: String,
        column: String,
    },
    /// A table, by its index.
    Table {
        table: usize,
    },
    /// A column or a row, by the table's index and the key that it has now.
    Column {
        table: usize,
        column: String,
    },
    Row {
        table: usize,
        row: String,
    },
    /// A line of the text.
    Line(Line),
    /// What the body is called.
    Body,
    /// Of which year it is.
    Year,
    /// A finding, by its id.
    Finding {
        finding: String,
        answer: Answer,
    },
}

impl Corrected {
    /// The word used in data files and files of corrections.
    pub fn key(&self) -> &'static str {
        match self {
            Corrected::Cell { .. } => "cell",
            Corrected::Table { .. } => "table",
            Corrected::Column { .. } => "column",
            Corrected::Row { .. } => "row",
            Corrected::Line(_) => "line",
            Corrected::Body => "body",
            Corrected::Year => "year",
            Corrected::Finding { .. } => "finding",
        }
    }

    /// The table that it is of, by its index.
    pub fn table(&self) -> Option<usize> {
        match self {
            Corrected::Cell { table, .. }
            | Corrected::Table { table }
            | Corrected::Column { table, .. }
            | Corrected::Row { table, .. } => Some(*table),
            Corrected::Line(_) | Corrected::Body | Corrected::Year | Corrected::Finding { .. } => None,
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
    /// What it is; of a finding what is said of it, beyond why.
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
