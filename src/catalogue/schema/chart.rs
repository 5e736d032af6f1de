//! Charts of tables.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::CellSpec;

/// A chart of a whole and its parts. Exactly one of `rows`, `columns` and
/// `measures` says which figures the parts are.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChartSpec {
    /// Stable ASCII key, unique in the catalogue; `charts` of the narrative name
    /// it where a text mentions the chart.
    pub key: String,
    pub heading: String,
    /// What a part is called in sentences: 类, 种, 个.
    pub part: String,
    /// The column whose figures are the parts, one a row of the highest level.
    #[serde(default)]
    pub rows: Option<String>,
    /// The block that the rows stand in, in a table of several.
    #[serde(default)]
    pub block: Option<String>,
    /// The columns that are the parts, in the row `total` or the only one with
    /// an amount.
    #[serde(default)]
    pub columns: Vec<String>,
    /// The measures that are the parts; the whole is the measure that they make up.
    #[serde(default)]
    pub measures: Vec<String>,
    /// The measures that a column's part is shown as, where they are it exactly: 基本支出 as
    /// 人员经费 and 公用经费.
    #[serde(default)]
    pub split: BTreeMap<String, Vec<String>>,
    /// Whether the parts are rows of the lowest level instead of the highest.
    #[serde(default)]
    pub lowest: bool,
    /// The published whole: the first of these cells with an amount.
    #[serde(default)]
    pub whole: Vec<CellSpec>,
    /// Whether it is about the structure of the whole, which then stands above
    /// the parts as a strip.
    #[serde(default)]
    pub strip: bool,
    /// Whether a part without an amount has its line in the picture too.
    #[serde(default)]
    pub every: bool,
    /// Whether it stands on the disclosure's first page too; one with a `split` does so only
    /// where there was one to make.
    #[serde(default)]
    pub headline: bool,
    /// The chart in whose place it stands there: where that one says little, since
    /// one of its parts is nearly all, or is not there.
    #[serde(default)]
    pub stands_for: Option<String>,
}
