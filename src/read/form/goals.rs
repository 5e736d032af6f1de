//! Goals in words, and rows without a label, which mostly continue one.

use crate::catalogue::normal::label;
use crate::keys::FieldKey;
use crate::read::form::fragment::FieldText;
use crate::read::form::reader::{Mode, Reader, once};
use crate::read::form::words::{self, goal};
use crate::read::lex::RawRow;

impl Reader<'_> {
    /// The goals that a row heads (`项目总目标⇥⇥年度总体目标`), each with its column.
    pub fn goal_heading(&self, row: &RawRow) -> Option<Vec<(usize, String)>> {
        let mut goals: Vec<(usize, String)> = Vec::new();
        for (at, cell) in row.filled() {
            match goal(self.spec, &cell.text) {
                _ if words::is_heading(self.spec, &cell.text) => {}
                Some(key) if goals.iter().any(|(_, known)| known == key) => {}
                Some(key) => goals.push((at, key.to_owned())),
                None => return None,
            }
        }
        (goals.len() > 1).then_some(goals)
    }

    /// A row without a label: the text that stands one row too low belongs to
    /// the label above it that has none; the rest is kept aside.
    pub fn unlabelled(&mut self, row: &RawRow) {
        let texts: Vec<String> = once(row).into_iter().map(|(_, cell)| cell.text.clone()).collect();
        if texts.iter().all(|text| self.is_scrap(text)) {
            return;
        }
        let (mode, line) = (self.mode, row.line);
        let copy = self.copy();
        let said = |key: FieldKey| copy.fields.iter().any(|said| said.key == key);
        if mode == Mode::Goals && texts.len() == 1 && said(FieldKey::GOAL) && !said(FieldKey::GOAL_ANNUAL) {
            // The year's goal, pushed into a row of its own.
            let text = texts.into_iter().next().unwrap_or_default();
            copy.fields.push(FieldText::new(FieldKey::GOAL_ANNUAL.as_str(), text, line));
            return;
        }
        if mode == Mode::Goals && !self.goals.is_empty() {
            self.goal_texts(row);
            return;
        }
        let copy = self.copy();
        match copy.fields.last_mut().filter(|said| said.text.is_empty() && mode == Mode::Fields) {
            Some(said) if texts.len() == 1 => {
                said.text = texts.into_iter().next().unwrap_or_default();
                said.line = line;
            }
            _ => copy.strays.extend(texts.into_iter().map(|text| (text, line))),
        }
    }

    /// The texts under the goals' heading, in its order or by their columns; a
    /// goal may go on over several rows.
    fn goal_texts(&mut self, row: &RawRow) {
        let goals = self.goals.clone();
        let in_order = row.filled().count() == goals.len();
        let cells = if in_order { row.filled().collect() } else { once(row) };
        for (at, (column, cell)) in cells.into_iter().enumerate() {
            let by_column = goals.iter().rev().find(|(start, _)| *start <= column);
            let goal = if in_order { goals.get(at) } else { by_column.or(goals.first()) };
            let Some((_, key)) = goal else { continue };
            let fields = &mut self.copy().fields;
            match fields.iter_mut().rfind(|said| said.key == *key) {
                Some(said) if said.text.is_empty() => said.text.clone_from(&cell.text),
                Some(said) => said.text = format!("{}\n{}", said.text, cell.text),
                None => fields.push(FieldText::new(key, cell.text.clone(), row.line)),
            }
        }
    }

    /// A heading, or the end of a wrapped label (`金` of `市县（区）财政资金`).
    fn is_scrap(&self, text: &str) -> bool {
        let name = label(text);
        let tail = |names: &Vec<String>| {
            names.iter().any(|known| name.chars().count() < 3 && known.ends_with(&name))
        };
        self.spec.headings.contains(&name) || self.spec.funds.iter().any(|named| tail(&named.names))
    }
}
