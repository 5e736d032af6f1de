//! Labels and their values: beside one another, one above the other, several sums of one
//! source side by side.

use crate::catalogue::normal::label;
use crate::keys::{FieldKey, FundColumnKey};
use crate::model::{Beside, Period};
use crate::money::{Unit, split_unit};
use crate::read::form::fragment::{Copy, FieldText, FundSaid};
use crate::read::form::reader::{Mode, Reader, amount_cell, once};
use crate::read::form::words::{self, When, field, fund, fund_column, goal};
use crate::read::lex::{RawCell, RawRow};
use crate::source::Line;

/// Fields of long texts, whose cells a parser may have cut in two.
const TEXTS: [FieldKey; 6] = [
    FieldKey::SUMMARY,
    FieldKey::BASIS,
    FieldKey::NECESSITY,
    FieldKey::MEASURES,
    FieldKey::PLAN,
    FieldKey::GOAL_ANNUAL,
];

impl Reader<'_> {
    /// `项目名称⇥甲`, `主管部门⇥某局⇥实施单位⇥某队`, `总体目标⇥实施期⇥年度`.
    pub fn fields(&mut self, row: &RawRow) {
        let score = row.filled().next().is_some_and(|(_, cell)| self.is_score(&cell.text));
        if !score {
            self.mode = Mode::Fields;
        }
        let cells: Vec<&RawCell> = once(row).into_iter().map(|(_, cell)| cell).collect();
        let known = |cell: &&&RawCell| field(self.spec, &cell.text).is_some();
        let unknown = cells.iter().take_while(|cell| !known(cell)).count();
        self.unknown_pairs(&cells[..unknown], row.line);
        let mut at = unknown;
        while at < cells.len() {
            let values =
                cells[at + 1..].iter().take_while(|cell| field(self.spec, &cell.text).is_none()).copied();
            let values: Vec<&RawCell> = values.collect();
            self.field(cells[at], &values, row.line);
            at += 1 + values.len();
        }
    }

    fn is_score(&self, text: &str) -> bool {
        field(self.spec, text).is_some_and(|field| field.key == FieldKey::TOTAL_SCORE)
    }

    fn field(&mut self, name: &RawCell, values: &[&RawCell], line: Line) {
        let key = goal(self.spec, &name.text);
        let named = field(self.spec, &name.text).map(|named| named.key.as_str()).unwrap_or_default();
        match values {
            [first, second, rest @ ..] if key.is_some_and(|key| key == FieldKey::GOAL) => {
                self.say(name, first.text.clone(), line);
                let annual = FieldText::new(FieldKey::GOAL_ANNUAL.as_str(), second.text.clone(), line);
                self.copy().fields.push(annual);
                let strays = rest.iter().map(|cell| (cell.text.clone(), line));
                self.copy().strays.extend(strays);
            }
            [.., last] if named == FieldKey::TOTAL_SCORE => self.say(name, last.text.clone(), line),
            values if TEXTS.iter().any(|text| named == *text) => {
                let texts: Vec<&str> = values.iter().map(|cell| cell.text.as_str()).collect();
                self.say(name, texts.join(" "), line);
            }
            [first, rest @ ..] => {
                self.say(name, first.text.clone(), line);
                self.unknown_pairs(rest, line);
            }
            [] => self.say(name, String::new(), line),
        }
        if let Some(key) = key {
            self.mode = Mode::Goals;
            if key == FieldKey::GOAL_ANNUAL {
                self.goals = vec![(0, key.to_owned())];
            }
        }
    }

    /// Labels that are not known, each with its value, identified by their shape: a label
    /// stands at every other place. A label without a value says nothing; what cannot be a
    /// label is kept aside.
    fn unknown_pairs(&mut self, cells: &[&RawCell], line: Line) {
        for pair in cells.chunks(2) {
            let nothing = |text: &str| words::is_label(self.spec, text);
            match pair {
                [name, _] if nothing(&name.text) => {}
                [name, value] if words::could_be_label(&name.text) => {
                    let said = FieldText::unknown(&name.text, value.text.clone(), line);
                    self.copy().fields.push(said);
                }
                [name] if words::could_be_label(&name.text) || nothing(&name.text) => {}
                others => {
                    let strays = others.iter().map(|cell| (cell.text.clone(), line));
                    self.copy().strays.extend(strays);
                }
            }
        }
    }

    /// Whether a row is nothing but labels, the project's name among them, and the row
    /// under it has their values.
    pub fn heads_values_below(&self, rows: &[RawRow]) -> bool {
        let [labels, values, ..] = rows else { return false };
        let known = |text: &str| field(self.spec, text).is_some() || fund(self.spec, text).is_some();
        let named = |text: &str| field(self.spec, text).is_some_and(|field| field.key == FieldKey::NAME);
        labels.filled().count() > 1
            && labels.filled().all(|(_, cell)| known(&cell.text) || words::could_be_label(&cell.text))
            && labels.filled().filter(|(_, cell)| known(&cell.text)).count() > 1
            && labels.filled().any(|(_, cell)| named(&cell.text))
            && values.filled().next().is_some()
            && once(values).into_iter().all(|(at, cell)| {
                let headed = labels.cells.get(at).is_some_and(|label| !label.text.is_empty());
                headed && !words::is_label(self.spec, &cell.text)
            })
    }

    /// Labels above their values.
    pub fn values_below(&mut self, labels: &RawRow, values: &RawRow) {
        self.mode = Mode::Fields;
        for (at, cell) in once(labels) {
            let value = values.cells.get(at).filter(|value| !value.text.is_empty());
            if fund(self.spec, &cell.text).is_some() {
                self.fund_cell(at, cell, value, false);
            } else if field(self.spec, &cell.text).is_some() {
                self.say(cell, value.map(|value| value.text.clone()).unwrap_or_default(), values.line);
            } else if let Some(value) = value {
                self.unknown_pairs(&[cell, value], values.line);
            }
        }
        let line = values.line;
        self.copy().rows.retain(|row| *row != line);
    }

    /// Labels with their amounts: the first of a label is the implementation
    /// period's, the second the year's, unless the year's stand first; one that stands
    /// alone where the year's stand is the year's too. Other labels of the row are fields.
    pub fn funds(&mut self, row: &RawRow) {
        if let Some(unit) = row.filled().find_map(|(_, cell)| Unit::stated_in(&cell.text)) {
            self.copy().unit = Some(unit);
        }
        // The labels of the row, and whether each was the year's.
        let mut seen: Vec<(String, bool)> = Vec::new();
        let cells = self.labels_once(row);
        let is_label = |at: usize| words::is_label(self.spec, &cells[at].1.text);
        let labels: Vec<usize> = (0..cells.len()).filter(|at| is_label(*at)).collect();
        for (nth, &at) in labels.iter().enumerate() {
            let (column, cell) = cells[at];
            let end = labels.get(nth + 1).copied().unwrap_or(cells.len());
            let values: Vec<&RawCell> = cells[at + 1..end].iter().map(|(_, cell)| *cell).collect();
            if let Some(named) = fund(self.spec, &cell.text) {
                let before = seen.iter().find(|(key, _)| *key == named.key).map(|(_, annual)| *annual);
                if !self.fund_columns.is_empty() && before.is_none() {
                    self.fund_row(cell, &cells[at + 1..]);
                    return;
                }
                let first = seen.is_empty() && self.annual_column == Some(column);
                let annual = before.map_or(first, |before| !before);
                let annual = self.fund_cell(column, cell, values.first().copied(), annual);
                seen.push((named.key.clone(), annual));
            } else if field(self.spec, &cell.text).is_some() {
                self.field(cell, &values, row.line);
            }
        }
    }

    /// The cells of a row of money, a label that a parser repeated once: two sums side by
    /// side may well be equal.
    fn labels_once<'r>(&self, row: &'r RawRow) -> Vec<(usize, &'r RawCell)> {
        let once = once(row);
        let kept = |(at, cell): &(usize, &RawCell)| {
            !words::is_label(self.spec, &cell.text) || once.iter().any(|(own, _)| own == at)
        };
        row.filled().filter(kept).collect()
    }

    /// One source of money, of the period that its label says, else of the year where
    /// `annual`. Says whether it is the year's.
    fn fund_cell(&mut self, column: usize, cell: &RawCell, value: Option<&RawCell>, annual: bool) -> bool {
        let Some(named) = fund(self.spec, &cell.text) else { return annual };
        let name = label(&cell.text);
        let said = match words::timed(self.spec, &name).map(|(when, _)| when) {
            Some(When::Of(period)) => Some(period),
            _ => None,
        };
        let period = said.or(annual.then_some(Period::Annual));
        if period == Some(Period::Annual) {
            self.annual_column = Some(column);
        }
        let stated = Unit::stated_in(&cell.text).or(value.and_then(|cell| split_unit(&cell.text).1));
        if let Some(own) = stated {
            self.copy().unit.get_or_insert(own);
        }
        let (key, cell) = (named.key.clone(), value.map(amount_cell));
        self.fund(FundSaid { key, period, cell, beside: Vec::new() });
        period == Some(Period::Annual)
    }

    /// The columns of a heading over sums of one source side by side.
    pub fn fund_heading(&mut self, row: &RawRow) -> Option<Vec<(usize, String, String)>> {
        let column = |(at, cell): (usize, &RawCell)| {
            let named = fund_column(self.spec, &cell.text)?;
            Some((at, named.key.clone(), cell.text.clone()))
        };
        let columns: Vec<_> = row.filled().filter_map(column).collect();
        let known = |text: &str| words::is_label(self.spec, text) || fund_column(self.spec, text).is_some();
        let all = row.filled().all(|(_, cell)| known(&cell.text));
        let found = columns.len() > 1 && all && !columns.iter().all(|(_, key, _)| *key == columns[0].1);
        if !found {
            return None;
        }
        if let Some(unit) = row.filled().find_map(|(_, cell)| Unit::stated_in(&cell.text)) {
            self.copy().unit = Some(unit);
        }
        Some(columns)
    }

    /// The sums of one source under such a heading: the year's budget is its amount,
    /// else the one that the year began with.
    fn fund_row(&mut self, cell: &RawCell, values: &[(usize, &RawCell)]) {
        let Some(named) = fund(self.spec, &cell.text) else { return };
        let mut amount: Option<(bool, &RawCell)> = None;
        let mut beside = Vec::new();
        for (at, value) in values {
            let Some((_, key, label)) = self.fund_columns.iter().rev().find(|(start, ..)| start <= at) else {
                continue;
            };
            let adjusted = *key == FundColumnKey::ANNUAL;
            if adjusted || (*key == FundColumnKey::BUDGET && amount.is_none()) {
                amount = Some((adjusted, value));
            }
            beside.push(Beside { key: key.clone(), label: label.clone(), text: value.text.clone() });
        }
        let cell = amount.map(|(_, cell)| amount_cell(cell));
        self.fund(FundSaid { key: named.key.clone(), period: Some(Period::Annual), cell, beside });
    }

    fn fund(&mut self, said: FundSaid) {
        let of_copy = &self.copy().funds;
        let again = of_copy.iter().any(|known| known.key == said.key && known.period == said.period);
        if again {
            self.copies.push(Copy::default());
        }
        self.copy().funds.push(said);
    }
}
