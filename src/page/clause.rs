//! A sentence with links, piece by piece.

use serde::Serialize;

/// A piece of the sentence, and where what it says stands.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Clause {
    pub words: String,
    pub href: Option<String>,
}

impl Clause {
    /// Words that lead nowhere.
    pub fn words(words: impl Into<String>) -> Self {
        Self { words: words.into(), href: None }
    }

    /// Words that lead to what they say.
    pub fn linked(words: String, href: String) -> Self {
        Self { words, href: Some(href) }
    }
}
