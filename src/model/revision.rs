//! What changed between the texts of one disclosure that were published one after the other.

use rust_decimal::Decimal;

use crate::money::{Money, Unit};
use crate::source::{Line, Source};

/// The texts of a disclosure, and what changed from one to the next.
#[derive(Debug)]
pub struct Revisions {
    /// The oldest first; the last is the one that the pages show.
    pub texts: Vec<RevisedText>,
    /// In the order of tables, rows and columns.
    pub changes: Vec<CellChange>,
    /// Tables that some of the texts do not have.
    pub tables: Vec<TableChange>,
    /// How many tables of any of the texts the catalogue does not know; they are not compared.
    pub unknown: usize,
}

/// One of the texts.
#[derive(Debug)]
pub struct RevisedText {
    /// The day in its name, `YYYY-MM-DD`; of the present one that of its publication, where it
    /// says it.
    pub day: Option<String>,
    /// Its files, without personal data.
    pub source: Source,
}

/// A cell that does not say the same in all of the texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// The id of its table, and the title in the latest text that has it.
    pub table: String,
    pub title: String,
    /// The keys and the names of its row and its column.
    pub row: String,
    pub row_label: String,
    pub column: String,
    pub column_label: String,
    /// What each of the texts says, in their order.
    pub said: Vec<CellText>,
    /// Whether one of the changes is between two readings that nothing speaks against. Else
    /// that anything changed is itself in doubt.
    pub sure: bool,
}

impl CellChange {
    /// Whether the cell stands in the present text.
    pub fn stands(&self) -> bool {
        self.said.last().is_some_and(|said| said.line.is_some())
    }
}

/// What one text says in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellText {
    /// As printed, or words for what is not there.
    pub words: String,
    /// Whether something is printed there.
    pub printed: bool,
    /// The amount, where it is a readable one as printed.
    pub amount: Option<Decimal>,
    pub unit: Option<Unit>,
    /// Its line; `None` where the text has no such cell.
    pub line: Option<Line>,
    /// Why it may be misread.
    pub doubt: Option<&'static str>,
}

impl CellText {
    /// Whether both say the same: the same words, or the same amount in whatever unit.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self.line.is_some(), other.line.is_some()) {
            (false, false) => true,
            _ if !self.printed && !other.printed => true,
            _ if self.printed() == other.printed() => true,
            _ => match (self.money(), other.money()) {
                (Some(one), Some(other)) => other.value_in(one.unit) == Some(one.value),
                _ => false,
            },
        }
    }

    fn printed(&self) -> (&str, Option<Unit>, bool) {
        (&self.words, self.unit, self.printed)
    }

    fn money(&self) -> Option<Money> {
        Some(Money { value: self.amount?, unit: self.unit? })
    }
}

/// A table that not all of the texts have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableChange {
    pub id: String,
    pub title: String,
    /// Whether each of the texts has it.
    pub there: Vec<bool>,
    /// Whether nothing speaks against that.
    pub sure: bool,
}
