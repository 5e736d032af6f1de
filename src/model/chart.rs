//! A chart: published figures side by side, their picture, and what it shows in
//! words.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::money::Unit;

/// One chart. Everything in the picture is also in `marks` and `words`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// The catalogue's key, unique among the charts of a page.
    pub key: String,
    /// What it is of: `一般公共预算支出结构`.
    pub heading: String,
    /// The unit of every amount in it; `None` where the table states none.
    pub unit: Option<Unit>,
    /// The table it is drawn from: index among those of the disclosure. `None`
    /// for a chart over several disclosures.
    pub table: Option<usize>,
    /// Every amount, in the order in which it is drawn.
    pub marks: Vec<Mark>,
    /// What is seen, in sentences; what was left out, and why.
    pub words: Vec<String>,
    /// `None` where words alone say it better: a single part, nothing but zeros.
    pub picture: Option<Picture>,
    /// Whether it stands on the disclosure's first page too.
    pub headline: bool,
    /// Whether it says what the money goes into: people, running, projects.
    pub uses: bool,
    /// Whether nothing is drawn or listed because the site may have misread the
    /// table; `words` say why.
    pub withheld: bool,
}

/// One published amount of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The name of its row or column as published, or the year.
    pub label: String,
    /// Where its cell stands on the site, as [`crate::address`] spells it.
    pub path: String,
    /// The amount as printed.
    pub printed: String,
    pub amount: Decimal,
    /// The part of the whole in words, `95.92%`: computed by the site, never
    /// published.
    pub share: Option<String>,
}

/// What bodies that are alike spend on one account, to be laid side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// Unique among the charts of a page.
    pub key: String,
    /// Whose the amounts are: `2024年预算，部门（含下属单位），县级`.
    pub heading: String,
    /// A body each, in 万元, the largest first.
    pub marks: Vec<Mark>,
    /// In 万元.
    pub median: Decimal,
}

/// The same drawing as SVG in two layouts, of which a page shows one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub wide: Drawing,
    pub narrow: Drawing,
}

/// One layout of a picture. Its colours and fonts are said by whatever it stands in, by the
/// classes of its shapes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// In units, of which a text is 14 high.
    pub width: i32,
    pub height: i32,
    /// As an element of a page.
    pub svg: String,
    /// Where in it the shapes stand.
    pub shapes: Range<usize>,
}

impl Drawing {
    /// The shapes alone, as SVG elements.
    pub fn shapes(&self) -> &str {
        self.svg.get(self.shapes.clone()).unwrap_or_default()
    }
}
