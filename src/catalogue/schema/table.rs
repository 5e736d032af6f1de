//! The tables: `tables/<id>.toml`, and what names and explains them: `titles.toml`, `words.toml`.

use serde::Deserialize;

use super::{CellSpec, ChartSpec};

/// One statutory table: `tables/<id>.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableSpec {
    /// Stable ASCII id, the file's name and the table's address.
    pub id: String,
    /// Place among the tables of a disclosure, where none is published.
    pub order: u16,
    /// A plain short title for lists.
    pub short: String,
    /// The question this table answers, as a reader would ask it.
    pub question: String,
    /// One or two sentences on what the table shows, in plain words.
    pub description: String,
    /// `budget`, `final`, or both.
    pub kinds: Vec<String>,
    /// Words that stand in its titles and in no other table's: 政府采购. They make
    /// the part of a title that goes by the table's id.
    #[serde(default)]
    pub title_words: Vec<String>,
    /// Of which parts its titles are made, in any order; one entry a way to make
    /// them.
    #[serde(default)]
    pub identity: Vec<IdentitySpec>,
    /// What the titles of a form end with (`form`), instead of parts.
    #[serde(default)]
    pub endings: Vec<String>,
    /// Which account list names rows that print no code: `function`, `economic`.
    #[serde(default)]
    pub accounts: Option<String>,
    /// Whether rows are projects, keyed by their slugs.
    #[serde(default)]
    pub projects: bool,
    /// Whether it sets all income against all expenditure (收支总表), so that a row
    /// without a code is a total of its side.
    #[serde(default)]
    pub balance: bool,
    /// Whether it is a form: fields rather than columns, so that it has no header,
    /// each row is identified by all its words, and numbers are words too. Its titles
    /// are known by their `endings`.
    #[serde(default)]
    pub form: bool,
    pub columns: Vec<ColumnSpec>,
    /// Blocks side by side, left to right; none for a table of one block.
    #[serde(default)]
    pub blocks: Vec<BlockSpec>,
    #[serde(default)]
    pub rows: Vec<RowSpec>,
    /// Identities that hold in the table or between it and others, beside the
    /// sums of its hierarchy.
    #[serde(default)]
    pub checks: Vec<CheckSpec>,
    /// Kinds of disclosure for which the rules require the table.
    #[serde(default)]
    pub required: Vec<String>,
    /// Rows beside which the row `total` is more than what the table is about: 会议费
    /// beside 三公.
    #[serde(default)]
    pub beyond: Vec<String>,
    /// What is drawn from it.
    #[serde(default)]
    pub charts: Vec<ChartSpec>,
}

/// One way in which a table's titles are made of parts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentitySpec {
    /// The parts that every such title has: keys of `titles.toml`, or the table's id
    /// for its own `title_words`.
    pub has: Vec<String>,
    /// Parts that a title may have too; with any other it is another table's.
    #[serde(default)]
    pub may: Vec<String>,
    /// The table that such a title is where the document has no other of it: of two
    /// tables by 部门 and by 政府预算经济分类 the one alone is the usual one.
    #[serde(default)]
    pub twin: Option<String>,
}

/// Words of which titles are made: `titles.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitlesSpec {
    /// Words that do not tell tables apart: 预算, 部门, 总表.
    pub plain: Vec<String>,
    /// The characters that names of bodies end with; such a name may stand before
    /// a title.
    pub bodies: String,
    /// Words that begin a sentence about a table, which is no title.
    pub sentences: Vec<String>,
    pub parts: Vec<PartSpec>,
}

/// A part of titles: which money, which kind, which classification.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartSpec {
    pub key: String,
    /// The words that say it.
    pub names: Vec<String>,
    /// Whether it counts in the brackets after a title too.
    #[serde(default)]
    pub aside: bool,
    /// The part without which this one speaks of a part of the table only.
    #[serde(default)]
    pub half: Option<String>,
}

/// An identity.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, tag = "kind", rename_all = "kebab-case")]
pub enum CheckSpec {
    /// In every row the column `total` is the sum of the columns `parts`.
    Across { total: String, parts: Vec<String> },
    /// The cell is equal to the first of the cells `to` that is there.
    Equal {
        cell: CellSpec,
        to: Vec<CellSpec>,
        /// What a difference may mean rather than a mistake.
        #[serde(default)]
        scope: Option<Scope>,
    },
    /// Each account's `column` is equal to its `to_column` in the table `to`.
    Accounts {
        column: String,
        to: String,
        to_column: String,
        #[serde(default)]
        scope: Option<Scope>,
    },
    /// The rows that are no totals sum up, in `column`, to the cell `to`.
    Lines { column: String, to: CellSpec },
}

/// How two figures that are alike may yet speak of different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// One table may hold more sources of money than the other.
    Funds,
    /// One table may count in what was carried over from the year before.
    Carried,
    /// They may be defined otherwise.
    Meaning,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnRole {
    /// Account codes, or one part of a split code.
    Code,
    /// The name that labels the row.
    Label,
    /// Other words.
    Text,
    /// Amounts in the table's unit.
    Amount,
}

/// One column of a table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnSpec {
    pub key: String,
    pub role: ColumnRole,
    /// Headings it goes by, without the year; `外/内` for an inner heading that
    /// only its outer one makes clear.
    pub names: Vec<String>,
    /// The block it belongs to, in a table of several.
    #[serde(default)]
    pub block: Option<String>,
    /// A column beside which these names mean this one, and another elsewhere:
    /// 合计 is more than the “三公” total beside 会议费.
    #[serde(default)]
    pub beside: Option<String>,
}

/// One of several blocks side by side.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockSpec {
    pub key: String,
    /// Headings over the block; one with blanks in it stands for any that says its
    /// words in this order.
    pub names: Vec<String>,
    /// Which account list names its rows, where it is not the table's; `none`.
    #[serde(default)]
    pub accounts: Option<String>,
}

/// A row known by its label rather than by a code.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowSpec {
    pub key: String,
    /// Labels it goes by, without numbering (`一、`, `①`, `其中：`).
    pub names: Vec<String>,
    /// The block it stands in, where a label could stand in two.
    #[serde(default)]
    pub block: Option<String>,
    /// The row above it that gives it its meaning, by key.
    #[serde(default)]
    pub under: Option<String>,
    #[serde(default)]
    pub level: u8,
    #[serde(default)]
    pub total: bool,
    /// Which years' money it is, where the others of its block are of more.
    #[serde(default)]
    pub money: Option<RowMoney>,
}

/// Which years' money a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RowMoney {
    /// A total of what the year itself brings or costs: 本年收入合计.
    Year,
    /// What comes from the year before, or is left for the next: 上年结转.
    Carried,
}

/// Words of tables in everyday language: `words.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordsSpec {
    pub words: Vec<WordSpec>,
}

/// One word, and how to recognise it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordSpec {
    /// That of the glossary's term, where it has one for the word.
    pub key: String,
    pub name: String,
    /// What a title, a heading or a row that uses it contains.
    pub names: Vec<String>,
    pub plain: String,
}
