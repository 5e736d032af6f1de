//! The result of one check: what was compared, what came out, what to make of it.

use std::ops::AddAssign;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::model::{CellKey, Class, Disclosure, Target};
use crate::money::Unit;
use crate::source::Line;

/// What a check came to; the words are those of `audit.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Verdict {
    /// 不符: both sides are plain, and they differ by more than rounding.
    Mismatch,
    /// 口径可能不同: they differ, and may speak of different things.
    Scope,
    /// 存疑: one reading of what is printed does not hold, and nothing else supports that
    /// reading. For whoever maintains the texts; never shown as a finding against a body.
    Doubtful,
    /// 无法核对: an operand is missing, unreadable or redacted.
    Unverifiable,
    /// 舍入差: they differ by no more than rounding can.
    Rounding,
    /// 一致.
    Agree,
}

impl Verdict {
    /// All verdicts, the most pressing first.
    pub const ALL: [Verdict; 6] = [
        Verdict::Mismatch,
        Verdict::Scope,
        Verdict::Doubtful,
        Verdict::Unverifiable,
        Verdict::Rounding,
        Verdict::Agree,
    ];

    /// Whether pages other than the audit page show what came to it.
    pub fn is_told(self) -> bool {
        !matches!(self, Verdict::Agree | Verdict::Doubtful)
    }

    /// Whether what was compared fits.
    pub fn holds(self) -> bool {
        matches!(self, Verdict::Agree | Verdict::Rounding)
    }

    /// The word used in data files and anchors.
    pub fn key(self) -> &'static str {
        match self {
            Verdict::Mismatch => "mismatch",
            Verdict::Scope => "scope",
            Verdict::Doubtful => "doubtful",
            Verdict::Unverifiable => "unverifiable",
            Verdict::Rounding => "rounding",
            Verdict::Agree => "agree",
        }
    }

    /// The Chinese word.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Mismatch => "不符",
            Verdict::Scope => "口径可能不同",
            Verdict::Doubtful => "存疑",
            Verdict::Unverifiable => "无法核对",
            Verdict::Rounding => "舍入差",
            Verdict::Agree => "一致",
        }
    }
}

/// A check as it is explained to readers: one a kind of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Stable code: lower-case words joined by hyphens.
    pub code: &'static str,
    /// What kind of difference it finds.
    pub class: Class,
    pub title: &'static str,
    /// What is checked and how, in plain words.
    pub text: &'static str,
    /// The rule or observed practice that makes it worth checking.
    pub basis: &'static str,
}

/// What a finding is about, in the order in which readers meet them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// A table, by its index among those of the disclosure.
    Table(usize),
    Forms,
    Narrative,
    /// The disclosure as a whole.
    Disclosure,
}

impl Group {
    /// The word used in data files and anchors: a table's id, `forms`, `narrative`,
    /// `disclosure`.
    pub fn key(self, disclosure: &Disclosure) -> &str {
        match self {
            Group::Table(index) => disclosure.tables.get(index).map_or("", |table| &table.id),
            Group::Forms => "forms",
            Group::Narrative => "narrative",
            Group::Disclosure => "disclosure",
        }
    }
}

/// What the numbers of a finding count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    Money(Unit),
    Percent,
    /// Things or people, by their classifier: 个, 辆, 人.
    Things(&'static str),
}

impl Counted {
    /// The unit after a number: `万元`, `%`, `辆`.
    pub fn name(self) -> &'static str {
        match self {
            Counted::Money(unit) => unit.name(),
            Counted::Percent => "%",
            Counted::Things(classifier) => classifier,
        }
    }
}

impl From<Unit> for Counted {
    fn from(unit: Unit) -> Self {
        Counted::Money(unit)
    }
}

/// Where an operand stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum OperandPlace {
    Cell(CellKey),
    /// Anything else that has a page: a section, a form, a table as a whole.
    Page(Target),
}

/// What a figure is to a check that works out a change anew.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OperandRole {
    /// Any figure of any check.
    #[default]
    Used,
    /// The change of an amount against the year before.
    Change,
    /// The amount of this year that changed.
    ThisYear,
    /// The amount of another year that it changed from.
    Earlier,
    /// A sum that would hold if amounts stood in other columns.
    Shifted,
}

/// One figure that a check used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operand {
    /// What it is, in words: `公安 基本支出`.
    pub label: String,
    /// `None` where the cell is blank or unreadable.
    pub amount: Option<Decimal>,
    pub place: OperandPlace,
    pub line: Line,
    pub role: OperandRole,
}

impl Operand {
    /// The same figure in another role.
    pub fn as_role(self, role: OperandRole) -> Self {
        Self { role, ..self }
    }

    /// The unit of money printed after a figure of the prose; `None` of 亿元, in which nothing
    /// is counted here, and of what is no money.
    pub fn said_unit(&self) -> Option<Unit> {
        if self.label.ends_with("亿元") {
            return None;
        }
        let ends = |unit: &Unit| self.label.ends_with(unit.name());
        [Unit::WanYuan, Unit::Yuan].into_iter().find(ends)
    }
}

/// The result of one check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable ASCII anchor, unique within the disclosure.
    pub id: String,
    /// The check.
    pub rule: &'static Rule,
    /// What the audit page groups it under.
    pub group: Group,
    pub verdict: Verdict,
    /// The formula or the claim in words, with its figures.
    pub statement: String,
    pub expected: Option<Decimal>,
    pub actual: Option<Decimal>,
    /// What `expected`, `actual` and `tolerance` count; `None` where nothing is
    /// counted, and where no unit is stated.
    pub unit: Option<Counted>,
    /// The largest difference that counts as rounding.
    pub tolerance: Decimal,
    /// The figures used; the one that is checked comes first.
    pub figures: Vec<Operand>,
    /// What a reader should know beyond the verdict.
    pub note: Option<String>,
}

impl Finding {
    /// A finding that compares no numbers.
    pub fn worded(
        rule: &'static Rule,
        group: Group,
        id: String,
        verdict: Verdict,
        statement: String,
        figures: Vec<Operand>,
    ) -> Self {
        let (expected, actual, unit, note) = (None, None, None, None);
        let tolerance = Decimal::ZERO;
        Self { id, rule, group, verdict, statement, expected, actual, unit, tolerance, figures, note }
    }

    /// The unit after its numbers; empty where there is none.
    pub fn unit_name(&self) -> &'static str {
        self.unit.map_or("", Counted::name)
    }

    /// The figures that are looked at first: all of a few, else the one that is checked.
    pub fn foremost(&self) -> &[Operand] {
        let many = self.figures.len() > 3;
        &self.figures[..if many { 1 } else { self.figures.len() }]
    }

    /// The figure that is checked.
    pub fn checked(&self) -> Option<&Operand> {
        self.figures.first()
    }

    /// Whether one of its figures is the one that is checked.
    pub fn is_checked(&self, figure: &Operand) -> bool {
        self.checked().is_some_and(|checked| std::ptr::eq(checked, figure))
    }

    /// The figure of a role.
    pub fn operand(&self, role: OperandRole) -> Option<&Operand> {
        self.figures.iter().find(|operand| operand.role == role)
    }

    /// Makes it one that cannot be checked, and says why.
    pub fn leave_open(&mut self, why: impl Into<String>) {
        (self.verdict, self.note) = (Verdict::Unverifiable, Some(why.into()));
    }

    /// Makes it one of which another reading may hold, and says why.
    pub fn doubt(&mut self, why: impl Into<String>) {
        (self.verdict, self.note) = (Verdict::Doubtful, Some(why.into()));
    }

    /// The finding; a mismatch as one that cannot be checked.
    pub fn without_mismatch(mut self, why: &str) -> Self {
        if self.verdict == Verdict::Mismatch {
            self.leave_open(why);
        }
        self
    }

    /// Actual less expected, where both are there and an exact decimal holds it.
    pub fn difference(&self) -> Option<Decimal> {
        self.actual?.checked_sub(self.expected?)
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        for verdict in Verdict::ALL {
            *self.slot(verdict) += other.count(verdict);
        }
    }
}

/// How many findings have each verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub mismatch: usize,
    pub scope: usize,
    pub doubtful: usize,
    pub unverifiable: usize,
    pub rounding: usize,
    pub agree: usize,
}

impl Tally {
    /// Counts findings by verdict.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        let mut tally = Self::default();
        for finding in findings {
            *tally.slot(finding.verdict) += 1;
        }
        tally
    }

    /// The count of one verdict.
    pub fn count(mut self, verdict: Verdict) -> usize {
        *self.slot(verdict)
    }

    /// The count of all.
    pub fn total(self) -> usize {
        Verdict::ALL.iter().map(|verdict| self.count(*verdict)).fold(0, usize::saturating_add)
    }

    /// The same without what is only for whoever maintains the texts.
    pub fn told(self) -> Self {
        Self { doubtful: 0, ..self }
    }

    fn slot(&mut self, verdict: Verdict) -> &mut usize {
        match verdict {
            Verdict::Mismatch => &mut self.mismatch,
            Verdict::Scope => &mut self.scope,
            Verdict::Doubtful => &mut self.doubtful,
            Verdict::Unverifiable => &mut self.unverifiable,
            Verdict::Rounding => &mut self.rounding,
            Verdict::Agree => &mut self.agree,
        }
    }
}
