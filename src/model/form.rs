//! A performance-target form (绩效目标申报表), whole, after its page-break
//! fragments are put together, with every reading that differs kept.

use rust_decimal::Decimal;

use crate::keys::{FieldKey, FundKey, IndicatorKey};
use crate::model::Cell;
use crate::money::{Money, Unit};
use crate::source::Line;

/// What one or more fragments say of a field, in the same words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub text: String,
    /// Every line that says it, in source order.
    pub lines: Vec<Line>,
    /// Why the reading is in doubt: rows shifted, cells swallowed.
    pub doubt: Option<&'static str>,
}

/// One field of a form with its readings, best first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Catalogue key: `basis`, `plan`, `goal-annual`.
    pub key: String,
    /// The label as published.
    pub label: String,
    /// Never empty; the first is the one to show.
    pub readings: Vec<Reading>,
}

impl Field {
    /// The reading to show.
    pub fn best(&self) -> &Reading {
        &self.readings[0]
    }
}

/// Which half of the form something stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// 实施期, the project's whole life.
    Implementation,
    /// 年度, the budget year.
    Annual,
}

impl Period {
    /// The word used in data files.
    pub fn key(self) -> &'static str {
        match self {
            Period::Implementation => "implementation",
            Period::Annual => "annual",
        }
    }
}

/// What else a row says beside its figures: a weight, what was done, a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// Catalogue key: `weight`, `done`, `score`; empty where the heading is not known.
    pub key: String,
    /// The heading as published.
    pub label: String,
    pub text: String,
}

/// One source of a project's money, in both periods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fund {
    /// Catalogue key: `total`, `central`, `city`.
    pub key: String,
    /// The label as published.
    pub label: String,
    pub implementation: Option<Cell>,
    pub annual: Option<Cell>,
    /// All that a self-evaluation says of it: 年初预算数, 全年执行数, 执行率.
    pub beside: Vec<Beside>,
}

/// One performance indicator of one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    pub period: Period,
    /// 一级指标: 产出指标, 效益指标, 满意度指标, 成本指标.
    pub level1: String,
    /// 二级指标: 数量指标, …
    pub level2: String,
    /// 三级指标, completed where the column cut it short and the other half of
    /// the form has it whole.
    pub name: String,
    /// The name as printed, where `name` was completed.
    pub printed_name: Option<String>,
    /// 指标值 as printed; empty where the form leaves it so.
    pub value: String,
    pub line: Line,
    /// Whether the levels are inferred because the printed labels are displaced.
    pub level_in_doubt: bool,
    /// Why all of it is in doubt.
    pub doubt: Option<&'static str>,
    /// What else its row says: 分值, 完成值, 得分, 偏差原因.
    pub beside: Vec<Beside>,
    /// Differing readings of other fragments: (name, value, line).
    pub others: Vec<(String, String, Line)>,
}

impl Indicator {
    /// What was done, as a self-evaluation says.
    pub fn done(&self) -> Option<&str> {
        let done = self.beside.iter().find(|one| one.key == IndicatorKey::DONE)?;
        Some(&done.text)
    }

    /// Whether it is read for certain, its levels included.
    pub fn is_sure(&self) -> bool {
        !self.level_in_doubt && self.doubt.is_none()
    }
}

/// One form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The project's name as the form spells it.
    pub name: String,
    pub title: String,
    /// Whether it is a self-evaluation (自评表): what was done, beside what was promised.
    pub evaluation: bool,
    /// Whether it says of which period its money and its targets are. What is of no
    /// stated period stands as the year's, and is not said to be.
    pub dated: bool,
    /// The year that stands in or under its title, where it is one.
    pub year: Option<u16>,
    /// The unit of its funds; `None` where the form states none.
    pub unit: Option<Unit>,
    /// In the order of the form; `name` is among them.
    pub fields: Vec<Field>,
    pub funds: Vec<Fund>,
    pub indicators: Vec<Indicator>,
    /// First and last line of each fragment, in source order.
    pub fragments: Vec<(Line, Line)>,
    /// Cells that could not be given a place in the form.
    pub strays: Vec<Reading>,
}

impl Form {
    /// The best reading of a field.
    pub fn text(&self, key: FieldKey) -> Option<&str> {
        self.field(key).map(|field| field.best().text.as_str())
    }

    /// A field by its catalogue key.
    pub fn field(&self, key: FieldKey) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// The year's total in the form's unit; the implementation period's where
    /// the form states only that.
    pub fn amount(&self) -> Option<Decimal> {
        self.amount_cell()?.amount()
    }

    /// That total with its unit, where the form states one.
    pub fn money(&self) -> Option<Money> {
        let value = self.amount()?;
        self.unit.map(|unit| Money { value, unit })
    }

    /// All the money of the project, of whatever source.
    pub fn total(&self) -> Option<&Fund> {
        self.funds.iter().find(|fund| fund.key == FundKey::TOTAL)
    }

    /// The cell of that total.
    pub fn amount_cell(&self) -> Option<&Cell> {
        let total = self.total()?;
        let mut cells = [&total.annual, &total.implementation].into_iter().flatten();
        cells.find(|cell| cell.amount().is_some())
    }

    /// The indicators of one period, in the form's order.
    pub fn indicators_of(&self, period: Period) -> impl Iterator<Item = &Indicator> {
        self.indicators.iter().filter(move |indicator| indicator.period == period)
    }
}
