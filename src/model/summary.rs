//! What a disclosure leaves behind once its pages are written. Only summaries
//! meet, to make the site's own pages.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::model::{
    AccountCode, Answer, Cell, Confidence, Counted, DisclosureId, Doubt, Finding, Hits, KeptCell, Past,
    Sides, Tally, Unread, Value, Verdict, Weight,
};
use crate::money::{Money, Unit, grouped};

/// What a disclosure says at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stated {
    /// An amount, in its table's unit.
    Amount(Decimal),
    /// A mark that says there is nothing: `—`, `无`.
    Nil,
    /// Nothing printed.
    Blank,
    /// Words, or what cannot be read as an amount.
    Unclear,
    /// Several rows of the table bear the same code, so no one figure is it.
    Several,
    /// The sum of several cells, in their table's unit, added up by the site.
    Sum(Decimal),
    /// What the site may have misread, and why: compared with nothing.
    Doubtful(Doubt),
}

impl Stated {
    /// What a cell says that was read with this confidence. That nothing states its
    /// unit casts no doubt on what is printed.
    pub fn of(cell: &Cell, confidence: Confidence) -> Self {
        match cell.value {
            _ if confidence.doubt().is_some_and(|doubt| doubt != Doubt::NoUnit) => {
                Stated::Doubtful(confidence.doubt().unwrap_or(Doubt::OpenChoice))
            }
            Value::Amount(amount) => Stated::Amount(amount),
            Value::Nil => Stated::Nil,
            Value::Blank => Stated::Blank,
            Value::Text | Value::Unreadable => Stated::Unclear,
        }
    }

    /// In words, an amount with its unit: `1,057.00 万元`, `公布为空`.
    pub fn words(self, unit: Option<Unit>) -> String {
        match self {
            Stated::Amount(amount) => {
                format!("{} {}", grouped(amount), unit.map_or("（单位未认出）", Unit::name))
            }
            Stated::Sum(sum) => format!("{}（本站相加）", Stated::Amount(sum).words(unit)),
            Stated::Nil => "列明为无".to_owned(),
            Stated::Blank => "公布为空".to_owned(),
            Stated::Unclear => "本站未读出，看表".to_owned(),
            Stated::Several => "列了多行，看表".to_owned(),
            Stated::Doubtful(_) => "本站可能没有读对，看表".to_owned(),
        }
    }

    /// Whether anything is there that a reader would look for.
    pub fn is_something(self) -> bool {
        !matches!(self, Stated::Nil | Stated::Blank)
    }
}

/// A statutory table that a disclosure has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableNote {
    pub id: String,
    /// The title as published.
    pub title: String,
    pub unit: Option<Unit>,
    /// Whether it was published without any amount.
    pub empty: bool,
    /// Whether the catalogue knows it.
    pub known: bool,
}

/// A figure that stands for a disclosure: its total income, say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    /// Catalogue key: `income`, `three-public`.
    pub key: Box<str>,
    pub cell: KeptCell,
}

/// What a disclosure spends on one account, out of one kind of money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spending {
    pub code: AccountCode,
    /// Catalogue key of the scope (口径): `all`, `general-public`.
    pub scope: Box<str>,
    /// The account's name as published.
    pub name: Box<str>,
    pub cell: KeptCell,
}

/// A finding that the site's own pages tell of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub id: Box<str>,
    pub verdict: Verdict,
    pub statement: Box<str>,
    /// Whether it is of words and dates, not of figures.
    pub clerical: bool,
    /// What it moves, in 万元; `None` where that is no money.
    pub moved: Option<Decimal>,
    /// The two numbers that do not agree; `None` where it is of none.
    pub sides: Option<Sides>,
    /// The word for what a corrections file says of it; empty where it says nothing.
    pub answer: Box<str>,
}

impl Told {
    /// A finding as the site's own pages tell of it; `None` where they do not.
    pub fn of(finding: &Finding, answer: Option<Answer>) -> Option<Self> {
        let money = |weight: Weight| matches!(weight.counted, Counted::Money(_)).then_some(weight.amount);
        (finding.verdict == Verdict::Mismatch).then(|| Self {
            id: finding.id.as_str().into(),
            verdict: finding.verdict,
            statement: finding.statement.as_str().into(),
            clerical: finding.class().is_clerical(),
            moved: finding.weight().and_then(money),
            sides: Sides::of(finding),
            answer: answer.map_or("", Answer::name).into(),
        })
    }
}

/// A number of things that a disclosure's prose tells for certain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptThing {
    /// Catalogue key: `vehicles-owned`.
    pub key: Box<str>,
    /// The number; of money in 万元.
    pub value: Decimal,
    /// The address of its source line.
    pub path: String,
}

/// What a disclosure says of the money of a project that no other of its projects shares the
/// name with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptProject {
    pub name: Box<str>,
    /// Read for certain, in `unit`.
    pub value: Decimal,
    pub unit: Unit,
    pub source: ProjectSource,
    /// The address of the amount's cell, or of the project's page.
    pub path: String,
}

impl KeptProject {
    /// The amount with its unit.
    pub fn money(&self) -> Money {
        Money { value: self.value, unit: self.unit }
    }
}

/// A disclosure's largest project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LargestProject {
    pub name: Box<str>,
    /// The address of its page.
    pub path: String,
    /// The amount of its line, as printed, and its unit.
    pub value: Decimal,
    pub unit: Unit,
}

impl LargestProject {
    /// The amount with its unit.
    pub fn money(&self) -> Money {
        Money { value: self.value, unit: self.unit }
    }
}

/// Where the amount of a project stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProjectSource {
    /// In its line of the project table.
    Line,
    /// In its self-evaluation: what was spent.
    Spent,
}

impl ProjectSource {
    /// The Chinese words.
    pub fn words(self) -> &'static str {
        match self {
            ProjectSource::Line => "项目支出表",
            ProjectSource::Spent => "自评表的执行数",
        }
    }
}

/// Whose money a disclosure covers, as its title says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Coverage {
    /// 部门: the body with its subordinate units.
    Department,
    /// 单位 (本级): the body alone.
    Unit,
}

impl Coverage {
    /// Whether disclosures do not say that they cover different money. One that does not say
    /// it joins no two that differ, so all that are laid together have to be asked at once.
    pub fn are_one(all: impl IntoIterator<Item = Option<Self>>) -> bool {
        let mut said = all.into_iter().flatten();
        said.next().is_none_or(|first| said.all(|other| other == first))
    }

    /// The Chinese words.
    pub fn name(self) -> &'static str {
        match self {
            Coverage::Department => "部门（含下属单位）",
            Coverage::Unit => "单位（本级）",
        }
    }
}

/// Whose disclosure it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whose {
    /// The body's full name as published; its slug where nothing names it.
    pub body_name: String,
    /// `None` where neither title nor captions say.
    pub coverage: Option<Coverage>,
}

/// What became of a disclosure, small enough to keep for thousands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub id: DisclosureId,
    pub title: String,
    pub body_name: String,
    pub published: Option<String>,
    /// `None` where neither title nor captions say.
    pub coverage: Option<Coverage>,
    /// Its statutory tables, as published.
    pub tables: Vec<TableNote>,
    /// In the catalogue's order; what the disclosure does not list is not here.
    pub measures: Vec<Measured>,
    /// What its text says that measures were the year before, by their keys.
    pub said_before: Vec<(Box<str>, Past)>,
    /// What its prose counts, in the catalogue's order.
    pub things: Vec<KeptThing>,
    /// In the order of the disclosure's projects.
    pub projects: Vec<KeptProject>,
    /// By code, then scope.
    pub spending: Vec<Spending>,
    /// `None` where a line of any project may be misread, since that may be larger.
    pub largest_project: Option<LargestProject>,
    /// What search leads to, by kind, in the order of the text, accounts by code.
    pub hits: Hits,
    pub figures: usize,
    /// Cells of table rows that hold an amount by its looks, yet are no figure:
    /// damaged, or in a column of words.
    pub stray_amounts: usize,
    pub forms: usize,
    /// Projects whose line and form found each other.
    pub linked: usize,
    pub unplaced_lines: usize,
    /// What could not be read as a whole.
    pub unread: Vec<Unread>,
    /// What its audit came to.
    pub tally: Tally,
    /// What of it does not agree, the heaviest first.
    pub told: Vec<Told>,
    /// Pages written for it.
    pub pages: usize,
}

impl Summary {
    /// Whether the absence of 不符 says something: figures were read and some of
    /// them compared, and nothing is there that could not be read as a whole.
    pub fn is_sound(&self) -> bool {
        self.figures > 0 && self.tally.agree + self.tally.rounding > 0 && self.unread.is_empty()
    }

    /// How many of its tables were published without any amount.
    pub fn empty_tables(&self) -> usize {
        self.tables.iter().filter(|table| table.empty).count()
    }

    /// A measure by its key.
    pub fn measure(&self, key: impl AsRef<str>) -> Option<&KeptCell> {
        self.measures.iter().find(|measured| *measured.key == *key.as_ref()).map(|measured| &measured.cell)
    }

    /// What its prose counts of something, by its key.
    pub fn thing(&self, key: &str) -> Option<&KeptThing> {
        self.things.iter().find(|thing| *thing.key == *key)
    }

    /// What its text says that a measure was the year before.
    pub fn said_before(&self, key: &str) -> Option<&Past> {
        self.said_before.iter().find(|(of, _)| **of == *key).map(|(_, past)| past)
    }

    /// What is spent on an account out of one kind of money.
    pub fn spent(&self, code: AccountCode, scope: &str) -> Option<&Spending> {
        let from = self.spending.partition_point(|spending| spending.code < code);
        let of_code = self.spending[from..].iter().take_while(|spending| spending.code == code);
        of_code.into_iter().find(|spending| *spending.scope == *scope)
    }

    /// The table that a cell stands in.
    ///
    /// # Panics
    /// Where the cell is another summary's.
    pub fn table_of(&self, cell: &KeptCell) -> &TableNote {
        &self.tables[cell.key.table]
    }

    /// A table by its id.
    pub fn table(&self, id: &str) -> Option<&TableNote> {
        self.tables.iter().find(|table| table.id == id)
    }

    /// The amount of a cell, where it has one and its table says the unit:
    /// an amount without a unit is not compared with anything.
    pub fn amount(&self, cell: &KeptCell) -> Option<Money> {
        let unit = self.table_of(cell).unit?;
        match cell.stated {
            Stated::Amount(value) | Stated::Sum(value) => Some(Money { value, unit }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture;

    #[test]
    fn what_is_blank_or_nil_is_no_amount() {
        let stated = |raw: &str| Stated::of(&fixture::cell(raw), Confidence::Sure);
        assert_eq!(stated(""), Stated::Blank);
        assert_eq!(stated("—"), Stated::Nil);
        assert_eq!(stated("0.00"), Stated::Amount(Decimal::new(0, 2)));
        assert_eq!(stated("9.784.70"), Stated::Unclear);
        assert_eq!(stated("").words(Some(Unit::WanYuan)), "公布为空");
    }
}
