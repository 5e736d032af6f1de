//! How readers ask for what is published under other words: `search.toml`.

use serde::Deserialize;

/// The words of readers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SearchSpec {
    pub synonyms: Vec<SynonymSpec>,
}

/// Words for one thing.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SynonymSpec {
    /// As readers say it.
    pub words: Vec<String>,
    /// As tables and projects say it, the most important first.
    pub means: Vec<String>,
}
