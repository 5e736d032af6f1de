//! What columns are for, by their content and by their headings.

use crate::catalogue::schema::{ColumnRole, ConceptsSpec};
use crate::read::table::content::Content;

/// What a column is for, as far as pairing goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Code,
    Words,
    Numbers,
    /// A heading that nobody knows, or a column of nothing.
    Any,
}

impl Sort {
    /// What content is; `next` stands after it.
    pub fn of(content: &Content, next: Option<&Content>) -> Self {
        let named = next.is_some_and(|next| next.words > next.numbers());
        if content.is_empty() {
            Sort::Any
        } else if content.are_codes() && (content.nested || named) {
            Sort::Code
        } else if content.words > content.numbers() {
            Sort::Words
        } else {
            Sort::Numbers
        }
    }

    /// What a heading announces.
    pub fn announced(heading: &str, concepts: &ConceptsSpec) -> Self {
        match concepts.of(heading).map(|concept| concept.role) {
            Some(ColumnRole::Code) => Sort::Code,
            Some(ColumnRole::Label) => Sort::Words,
            Some(ColumnRole::Amount) => Sort::Numbers,
            None if !heading.is_empty() && concepts.says_amounts(heading) => Sort::Numbers,
            _ => Sort::Any,
        }
    }

    pub fn fits(self, other: Sort) -> bool {
        self == other || self == Sort::Any || other == Sort::Any
    }
}
