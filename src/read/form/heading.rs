//! The heading of the indicator part: what each of its columns holds, and of which
//! period.

use crate::catalogue::normal::{compact, label};
use crate::catalogue::schema::FormSpec;
use crate::keys::{FieldKey, IndicatorKey};
use crate::model::Period;
use crate::money::Unit;
use crate::read::form::groups;
use crate::read::form::levels::Levels;
use crate::read::form::words::{self, When};
use crate::read::lex::RawRow;

/// What a column of the indicator part holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Level1,
    Level2,
    /// 三级指标
    Name,
    /// `≥`, or 定性
    Sign,
    /// 指标值, of the heading's period where it says none.
    Value(Option<When>),
    /// 度量单位
    Measure,
    /// Something of the project, in a list: a field by its key.
    Field(String),
    /// Likewise, a source of money.
    Fund(String),
    /// What else a row says of its indicator, by the catalogue's key, empty where it has
    /// none: 权重, 得分.
    Beside(String),
    /// Nothing: 序号, or a heading beside the rows.
    Silent,
}

/// A column under its heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub at: usize,
    pub part: Part,
    /// Its heading as printed.
    pub label: String,
    /// The unit that the heading states.
    pub unit: Option<Unit>,
    /// The level 1 that stands over it, in a wide list.
    pub level: Option<String>,
}

/// A heading's columns, left to right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    pub columns: Vec<Column>,
    /// The period of values that say none.
    pub period: Period,
    /// How many cells its rows have.
    pub cells: usize,
}

impl Heading {
    /// The heading that rows begin with, and how many rows it takes: one, or two where
    /// groups stand over columns, and one more where the columns are numbered.
    pub fn of(rows: &[RawRow], spec: &FormSpec, levels: &Levels) -> Option<(Self, usize)> {
        let first = rows.first()?;
        let alone = is_heading(first, spec);
        if !alone && !names_project(first, spec) {
            return None;
        }
        let under = rows.get(1).filter(|next| goes_on(first, next, spec));
        let placed = under.and_then(|under| groups::under_groups(first, under));
        if under.is_none() && !alone {
            return None;
        }
        let heading = Self::new(first, placed.as_ref().or(under), spec, levels);
        let named = if under.is_some() { 2 } else { 1 };
        let numbered = rows.get(named).is_some_and(numbers_columns);
        let height = if numbered { named + 1 } else { named };
        Some((heading, height))
    }

    fn new(first: &RawRow, under: Option<&RawRow>, spec: &FormSpec, levels: &Levels) -> Self {
        let mut columns = Vec::new();
        let mut period = Period::Annual;
        let mut group: Option<&str> = None;
        let mut before: Option<(usize, &str, &str)> = None;
        let width = under.map_or(0, |row| row.cells.len()).max(first.cells.len());
        for at in 0..width {
            let [above, below] = [Some(first), under].map(|row| row.and_then(|row| text(row, at)));
            group = above.or(group);
            let Some(own) = below.or(above) else { continue };
            let outer = below.and(group).unwrap_or_default();
            // A merged heading that a parser repeated is one column.
            let repeated =
                before.is_some_and(|(left, text, over)| left + 1 == at && (text, over) == (own, outer));
            before = Some((at, own, outer));
            if repeated {
                continue;
            }
            let part = part(spec, own, outer);
            if [own, outer].iter().any(|text| speaks_of_whole(spec, text)) {
                period = Period::Implementation;
            }
            let level = Some(words::level(outer)).filter(|outer| levels.is_outer(outer));
            let unit = Unit::stated_in(own);
            columns.push(Column { at, part, label: own.to_owned(), unit, level });
        }
        let mut heading = Self { columns, period, cells: width };
        heading.settle_names();
        heading
    }

    /// Names stand under 指标内容 where no column is headed 三级指标.
    fn settle_names(&mut self) {
        if self.count(&Part::Name) > 0 {
            return;
        }
        let of_content = |part: &Part| matches!(part, Part::Beside(key) if *key == IndicatorKey::CONTENT);
        if let Some(column) = self.columns.iter_mut().find(|column| of_content(&column.part)) {
            column.part = Part::Name;
        }
    }

    fn count(&self, part: &Part) -> usize {
        self.columns.iter().filter(|column| column.part == *part).count()
    }

    /// Whether it names levels, names and values once for each of two periods.
    pub fn is_double(&self) -> bool {
        let wide = self.columns.iter().any(|column| column.level.is_some());
        self.count(&Part::Level2) > 1 || (self.count(&Part::Name) > 1 && !wide)
    }

    /// Whether it says of which period its targets are.
    pub fn states_period(&self) -> bool {
        let timed = |column: &Column| matches!(column.part, Part::Value(Some(When::Of(_))));
        self.is_double() || self.period == Period::Implementation || self.columns.iter().any(timed)
    }

    /// Whether the project's name is a column, so that the rows are a list.
    pub fn is_list(&self) -> bool {
        let name = |part: &Part| matches!(part, Part::Field(key) if *key == FieldKey::NAME);
        self.columns.iter().any(|column| name(&column.part))
    }

    /// Whether another heading names the same columns at the same places.
    pub fn names_as(&self, other: &Self) -> bool {
        let names = |heading: &Self| -> Vec<(usize, String)> {
            heading.columns.iter().map(|column| (column.at, compact(&column.label))).collect()
        };
        self.period == other.period && self.cells == other.cells && names(self) == names(other)
    }

    /// Whether it has a column of units of measure.
    pub fn has_measures(&self) -> bool {
        self.count(&Part::Measure) > 0
    }

    /// Whether it tells indicators and their targets.
    pub fn has_targets(&self) -> bool {
        let value = |column: &Column| matches!(column.part, Part::Value(_));
        self.count(&Part::Name) > 0 && self.columns.iter().any(value)
    }

    /// Whether it has a column for what was done: the form is a self-evaluation.
    pub fn says_done(&self) -> bool {
        let done = |part: &Part| matches!(part, Part::Beside(key) if *key == IndicatorKey::DONE);
        self.columns.iter().any(|column| done(&column.part))
    }

    /// Whether it has a column of its own for level 1 or 2.
    pub fn has_levels(&self) -> bool {
        self.count(&Part::Level1) + self.count(&Part::Level2) > 0
    }

    /// The column that a cell of a row as wide as the heading stands in.
    pub fn column(&self, at: usize) -> Option<usize> {
        self.columns.iter().rposition(|column| column.at <= at)
    }

    /// How many columns there are.
    pub fn width(&self) -> usize {
        self.columns.last().map_or(0, |column| column.at.saturating_add(1))
    }

    /// The columns from the first name on.
    pub fn names_on(&self) -> impl Iterator<Item = usize> {
        let name = self.columns.iter().position(|column| column.part == Part::Name);
        name.unwrap_or(self.columns.len())..self.columns.len()
    }

    /// Where the second 二级指标 stands.
    pub fn middle(&self) -> Option<usize> {
        let second = self.columns.iter().filter(|column| column.part == Part::Level2).nth(1);
        second.map(|column| column.at)
    }
}

fn text(row: &RawRow, at: usize) -> Option<&str> {
    Some(row.cells.get(at)?.text.as_str()).filter(|text| !text.is_empty())
}

/// How many cells of a row head columns of indicators.
fn parts(row: &RawRow, spec: &FormSpec) -> usize {
    row.filled().filter(|(_, cell)| words::part(spec, &cell.text).is_some()).count()
}

/// Whether a row alone heads indicators: it names a level or the names, and more.
fn is_heading(row: &RawRow, spec: &FormSpec) -> bool {
    let telling = |key: &str| {
        key == IndicatorKey::LEVEL1
            || key == IndicatorKey::LEVEL2
            || key == IndicatorKey::NAME
            || key == IndicatorKey::CONTENT
    };
    let parts: Vec<&str> =
        row.filled().filter_map(|(_, cell)| Some(words::part(spec, &cell.text)?.0.key.as_str())).collect();
    parts.len() > 1 && parts.into_iter().any(telling)
}

/// Whether a row that heads indicators or projects goes on in the row under it, which names what stands under its
/// groups.
fn goes_on(first: &RawRow, next: &RawRow, spec: &FormSpec) -> bool {
    let known = |text: &str| words::is_label(spec, text);
    let labels = first.filled().filter(|(_, cell)| known(&cell.text)).count();
    labels > 2
        && parts(next, spec) > 1
        && next.filled().all(|(at, cell)| known(&cell.text) || is_under_group(first, at, &cell.text))
        && !names_project(next, spec)
}

/// Whether a row has the label of a project's name.
fn names_project(row: &RawRow, spec: &FormSpec) -> bool {
    let named = |text: &str| words::field(spec, text).is_some_and(|field| field.key == FieldKey::NAME);
    row.filled().any(|(_, cell)| named(&cell.text))
}

/// Whether a text could be the heading of a column under a group that stands over more than
/// one: it has the shape of a label, and right over it the group goes on, blank or repeated.
fn is_under_group(first: &RawRow, at: usize, text: &str) -> bool {
    let above = |at: usize| first.cells.get(at).map_or("", |cell| cell.text.as_str());
    let goes_on = at > 0 && (above(at).is_empty() || above(at) == above(at - 1));
    goes_on && (0..at).any(|left| !above(left).is_empty()) && words::could_be_label(text)
}

/// Whether a row counts the columns: `1`, `2`, `3` and so on.
fn numbers_columns(row: &RawRow) -> bool {
    let numbers: Vec<Option<usize>> = row.filled().map(|(_, cell)| cell.text.parse().ok()).collect();
    numbers.len() > 2
        && numbers.windows(2).all(|pair| pair[0].is_some_and(|one| pair[1] == one.checked_add(1)))
}

/// Whether a heading that carries no value says that all under it is of the whole
/// period.
fn speaks_of_whole(spec: &FormSpec, text: &str) -> bool {
    let name = label(text);
    let whole = words::timed(spec, &name).is_some_and(|(when, _)| when == When::Of(Period::Implementation));
    whole && words::is_heading(spec, text)
}

/// What a column holds by its heading and by what stands over it.
fn part(spec: &FormSpec, own: &str, outer: &str) -> Part {
    if let Some((named, when)) = words::part(spec, own) {
        let name = compact(outer);
        let when = when.or_else(|| words::timed(spec, &name).map(|(when, _)| when));
        return of_indicator(&named.key, when);
    }
    if let Some(field) = words::field(spec, own) {
        return Part::Field(field.key.clone());
    }
    if let Some(fund) = words::fund(spec, own) {
        return Part::Fund(fund.key.clone());
    }
    if words::is_heading(spec, own) { Part::Silent } else { Part::Beside(String::new()) }
}

fn of_indicator(key: &str, when: Option<When>) -> Part {
    match key {
        key if key == IndicatorKey::LEVEL1 => Part::Level1,
        key if key == IndicatorKey::LEVEL2 => Part::Level2,
        key if key == IndicatorKey::NAME => Part::Name,
        key if key == IndicatorKey::SIGN => Part::Sign,
        key if key == IndicatorKey::VALUE => Part::Value(when),
        key if key == IndicatorKey::MEASURE => Part::Measure,
        key => Part::Beside(key.to_owned()),
    }
}
