//! What one grid under a form's title says, before copies are put together.

use crate::catalogue::normal::compact;
use crate::keys::{FieldKey, FundKey};
use crate::model::{Beside, Cell, Period};
use crate::money::Unit;
use crate::read::form::heading::Heading;
use crate::read::form::indicators;
use crate::read::form::levels::Levels;
use crate::source::Line;

/// One titled grid, with the copies it holds.
#[derive(Debug)]
pub struct Fragment {
    pub title: String,
    /// Lines that hold no row: title, year, markup.
    pub caption: Vec<Line>,
    pub rows: Vec<Line>,
    pub copies: Vec<Copy>,
    /// The unit that the caption states.
    pub unit: Option<Unit>,
    /// Whether it is one project of a list.
    pub listed: bool,
    /// What the next grid may continue.
    pub carry: Carry,
}

impl Fragment {
    /// Whether what stands under a title may continue it: under none, or under the same.
    pub fn is_titled(&self, title: Option<&str>) -> bool {
        let own = compact(&self.title);
        title.map(compact).is_none_or(|title| own.is_empty() || title.contains(&own) || own.contains(&title))
    }
}

/// What a page break leaves open.
#[derive(Debug, Clone)]
pub struct Carry {
    pub heading: Option<Heading>,
    pub levels: Levels,
    /// Whether the grid ended among indicators.
    pub in_indicators: bool,
    /// What a list said last of a project whose indicators are still to come.
    pub begun: Option<Copy>,
}

impl Carry {
    /// Whether a list was left open.
    pub fn is_list(&self) -> bool {
        self.in_indicators && self.heading.as_ref().is_some_and(Heading::is_list)
    }
}

/// A form or a part of it, from where its labels begin to where they begin
/// again: a page break may put the tail of one copy after the head of another.
#[derive(Debug, Clone, Default)]
pub struct Copy {
    pub unit: Option<Unit>,
    /// In the order read; the value is empty where only the label stands.
    pub fields: Vec<FieldText>,
    pub funds: Vec<FundSaid>,
    pub indicators: Vec<indicators::Read>,
    pub strays: Vec<(String, Line)>,
    /// Whether level labels were seen at places where they cannot stand.
    pub displaced: bool,
    /// Whether a row of a form's end (填报日期) was seen.
    pub ended: bool,
    /// The heading of the indicators, where the copy has one.
    pub heading: Option<Heading>,
    pub rows: Vec<Line>,
}

/// A field as one copy says it.
#[derive(Debug, Clone)]
pub struct FieldText {
    pub key: String,
    /// The label as printed, where the catalogue knows none.
    pub label: Option<String>,
    pub text: String,
    pub line: Line,
}

/// The key of all fields whose label the catalogue does not know.
pub const UNKNOWN: &str = "other";

impl FieldText {
    /// A field by its key.
    pub fn new(key: &str, text: String, line: Line) -> Self {
        Self { key: key.to_owned(), label: None, text, line }
    }

    /// A field whose label is not known.
    pub fn unknown(label: &str, text: String, line: Line) -> Self {
        Self { key: UNKNOWN.to_owned(), label: Some(label.to_owned()), text, line }
    }
}

/// One source of money as one copy says it.
#[derive(Debug, Clone)]
pub struct FundSaid {
    pub key: String,
    /// `None` where nothing says it.
    pub period: Option<Period>,
    pub cell: Option<Cell>,
    /// All that stands beside its label, by headings.
    pub beside: Vec<Beside>,
}

impl Copy {
    /// What the copy says of a field, where it says anything.
    pub fn text(&self, key: FieldKey) -> Option<&str> {
        let said = self.fields.iter().find(|said| said.key == key && !said.text.is_empty())?;
        Some(&said.text)
    }

    /// Whether it names a project and has no indicator of it.
    pub fn is_begun(&self) -> bool {
        self.indicators.is_empty() && self.text(FieldKey::NAME).is_some()
    }

    /// Takes over what was said of its project before its indicators.
    pub fn go_on_with(&mut self, begun: &Copy) {
        self.fields.splice(0..0, begun.fields.iter().cloned());
        self.funds.splice(0..0, begun.funds.iter().cloned());
        self.unit = self.unit.or(begun.unit);
    }

    /// The total the copy states, of either period.
    pub fn total(&self) -> Option<&Cell> {
        self.funds.iter().filter(|fund| fund.key == FundKey::TOTAL).find_map(|fund| fund.cell.as_ref())
    }
}
