//! What years and bodies are laid side by side by: `measures.toml`, and account lists: `accounts/<id>.toml`.

use serde::Deserialize;

use super::CellSpec;

/// What years and bodies are laid side by side by: `measures.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasuresSpec {
    pub groups: Vec<MeasureGroup>,
    pub scopes: Vec<ScopeSpec>,
}

/// Measures that belong together.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureGroup {
    pub label: String,
    pub measures: Vec<MeasureSpec>,
}

/// One figure that stands for a whole disclosure.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureSpec {
    /// `income`, `expenditure`, `three-public`, `operating`.
    pub key: String,
    pub label: String,
    /// What it is in everyday words, a few of them.
    #[serde(default)]
    pub plain: Option<String>,
    /// Depth below the measure that it is part of.
    #[serde(default)]
    pub level: u8,
    /// Whether it is among the few that stand first.
    #[serde(default)]
    pub headline: bool,
    /// Whether it is drawn over a body's years.
    #[serde(default)]
    pub years: bool,
    /// Where it may stand; the first cell with an amount counts. The row `*` is
    /// the only row of its table that has an amount.
    pub cells: Vec<CellSpec>,
    /// The measures that it is the sum of, which the site adds up where no cell has
    /// an amount.
    #[serde(default)]
    pub parts: Vec<String>,
}

/// A kind of money (口径) that spending by account is stated for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScopeSpec {
    pub key: String,
    pub label: String,
    pub note: String,
    /// Columns with the amount of each account (row `*`); the first table that
    /// has accounts counts.
    pub cells: Vec<CellSpec>,
}

/// A list of account codes with the names they went by: `accounts/<id>.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountList {
    pub id: String,
    pub account: Vec<Account>,
}

/// One account code.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    pub code: String,
    /// The current name first, earlier ones after it.
    pub names: Vec<String>,
}
