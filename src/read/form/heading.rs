//! The heading of the indicator part: what each of its columns holds, and
//! whether it names them once, for one period, or twice.

use crate::catalogue::normal::compact;
use crate::catalogue::schema::FormSpec;
use crate::model::Period;
use crate::read::lex::RawRow;

/// What a column of the indicator part holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Level1,
    Level2,
    /// 三级指标
    Name,
    /// 指标性质 (`≥`), 指标值 or 度量单位: together the target.
    Target,
    /// Anything else, by its heading: 权重, 备注.
    Other(String),
}

/// A heading's columns, left to right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    columns: Vec<(usize, Part)>,
    /// The period of a heading that names its columns once.
    period: Period,
}

impl Heading {
    /// The heading that a row is; `None` for a row that does not name two of the
    /// parts.
    pub fn of(row: &RawRow, spec: &FormSpec) -> Option<Heading> {
        let cells = || row.filled().map(|(at, cell)| (at, compact(&cell.text)));
        let known = |text: &str| spec.parts.iter().any(|part| text.starts_with(part.as_str()));
        if cells().filter(|(_, text)| known(text)).count() < 2 {
            return None;
        }
        let whole = cells().any(|(_, text)| text.contains("实施期"));
        let columns = cells().filter(|(_, text)| known(text) || !spec.headings.contains(text));
        let columns = columns.map(|(at, text)| (at, part(text))).collect();
        Some(Self { columns, period: if whole { Period::Implementation } else { Period::Annual } })
    }

    /// The period, where the columns are named once.
    pub fn one_period(&self) -> Option<Period> {
        let count = |part: &Part| self.columns.iter().filter(|(_, own)| own == part).count();
        let once = count(&Part::Name) <= 1 && count(&Part::Level2) <= 1;
        once.then_some(self.period)
    }

    /// What stands in a column of a row that is as wide as the heading.
    pub fn part(&self, column: usize, width: usize) -> Option<&Part> {
        let last = self.columns.last().filter(|(last, _)| *last < width)?;
        let found = self.columns.iter().rev().find(|(at, _)| *at <= column);
        found.or(Some(last)).map(|(_, part)| part)
    }

    /// Whether a column has a heading of its own.
    pub fn heads(&self, column: usize) -> bool {
        self.columns.iter().any(|(at, _)| *at == column)
    }

    /// The parts behind the names, in order.
    pub fn behind_name(&self) -> impl Iterator<Item = &Part> {
        let parts = self.columns.iter().map(|(_, part)| part);
        parts.skip_while(|part| **part != Part::Name).skip(1)
    }

    /// Where the second 二级指标 stands.
    pub fn middle(&self) -> Option<usize> {
        self.columns.iter().filter(|(_, part)| *part == Part::Level2).map(|(at, _)| *at).nth(1)
    }
}

fn part(heading: String) -> Part {
    match heading.as_str() {
        text if text.starts_with("一级指标") => Part::Level1,
        text if text.starts_with("二级指标") => Part::Level2,
        text if text.starts_with("三级指标") => Part::Name,
        text if ["指标值", "目标值", "性质", "度量单位", "计量单位"].iter().any(|it| text.contains(it)) => {
            Part::Target
        }
        _ => Part::Other(heading),
    }
}
