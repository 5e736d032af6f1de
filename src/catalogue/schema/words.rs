//! Words of labels, captions and headings: `labels.toml`, `captions.toml`, `concepts.toml`.

use serde::Deserialize;

use super::{ColumnRole, ConceptName, Set};

/// What labels and headings say, whatever the table: `labels.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelsSpec {
    /// Labels of sums over all rows: 合计.
    pub totals: Vec<String>,
    /// Labels of sums over a part of them: 小计.
    pub subtotals: Vec<String>,
    /// Words in headings of the year's own amounts.
    pub this_year: Vec<String>,
    /// Words in headings of another year's amounts.
    pub other_year: Vec<String>,
    /// Words in headings of the budget's amounts, and of the final accounts'.
    pub budget: Vec<String>,
    #[serde(rename = "final")]
    pub final_accounts: Vec<String>,
    /// What a row that numbers the columns holds beside numbers: 栏次.
    pub numbering: Vec<String>,
    /// Headings of the parts of a code: 类, 款, 项.
    pub code_levels: Vec<String>,
    /// Words in headings of codes.
    pub codes: Vec<String>,
    /// What rows count that are not of money, in brackets after their labels.
    pub counted: Vec<String>,
    /// How headings end whose numbers are no money.
    pub numbers: Vec<String>,
    /// Words in titles of tables of one kind of money.
    pub funds: Vec<String>,
    /// Words in notes that say that some accounts are not published.
    pub withheld: Vec<String>,
}

/// What stands over and under tables: `captions.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaptionsSpec {
    /// What notes begin with.
    pub notes: Vec<String>,
    /// What notes say of a table without amounts; and any text under one.
    pub empty: Vec<String>,
    pub no_data: Vec<String>,
    /// Words of a note that speaks of the table above it, and of one that says when tables
    /// are empty.
    pub this_table: Vec<String>,
    pub conditions: Vec<String>,
    /// How the name of all tables together ends, and what stands before that.
    pub collections: Vec<String>,
    pub collected: Vec<String>,
    /// What stands before the body's name, the longest first.
    pub bodies: Vec<String>,
    /// How words for kinds of bodies end: `名称` after one says that a body's name
    /// follows.
    pub kinds: Vec<String>,
    /// What ends that name.
    pub ends: Vec<String>,
    /// Units of money that amounts are not counted in here.
    pub other_units: Vec<String>,
    /// What a title ends in that goes on from the page before.
    pub continued: Vec<String>,
    /// What says that it is the department's money (部门), and the unit's alone (单位).
    pub department: CoverageSpec,
    pub unit: CoverageSpec,
}

/// What says whose money it is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverageSpec {
    /// What a line over a table begins with.
    pub stated: Vec<String>,
    /// Words in the disclosure's title.
    pub titled: Vec<String>,
    /// Words in a line over a table.
    pub ranked: Vec<String>,
}

/// What headings mean, whatever the table: `concepts.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConceptsSpec {
    /// Headings that say no more than that amounts stand under them.
    pub neutral: Set<String>,
    /// What may stand around the name of a concept of amounts.
    pub filler: Vec<String>,
    /// The first that fits counts.
    pub concepts: Vec<ConceptSpec>,
}

/// One meaning of headings, identified by the words in them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConceptSpec {
    /// The key of a column that means this; several entries may share one.
    pub key: String,
    pub role: ColumnRole,
    pub names: Vec<ConceptName>,
    /// Words of which none stands in it.
    #[serde(default)]
    pub without: Vec<String>,
    /// Whether what stands under it is another money or year than beside it, so
    /// that its key is part of theirs: 上年结转 over 一般公共预算.
    #[serde(default)]
    pub apart: bool,
}

impl CaptionsSpec {
    /// Whether a note says of a table that it has no data.
    pub fn says_no_data(&self, note: &str) -> bool {
        self.no_data.iter().any(|word| note.contains(word.as_str()))
    }

    /// Whether a note speaks of the table above it, and not of when tables are empty.
    pub fn speaks_of_this(&self, note: &str) -> bool {
        let has = |words: &[String]| words.iter().any(|word| note.contains(word.as_str()));
        has(&self.this_table) && !has(&self.conditions)
    }
}
