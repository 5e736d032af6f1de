//! A list of several projects with their indicators in one grid: the project's name is a
//! column, filled where its indicators begin, in each of their rows, or in a row above
//! them.

use crate::catalogue::normal::{compact, without_code};
use crate::keys::{FieldKey, FundKey};
use crate::model::Period;
use crate::read::form::fragment::{Copy, FieldText, FundSaid};
use crate::read::form::heading::{Heading, Part};
use crate::read::form::reader::{Reader, amount_cell};
use crate::read::form::words;
use crate::read::lex::{RawCell, RawRow};

impl Reader<'_> {
    /// A row of a list: where a name or an amount stands that the rows above have not, the
    /// next project begins. A sum over projects is no project's.
    pub fn list_row(&mut self, row: &RawRow) {
        let Some(heading) = self.heading.clone() else { return };
        let name = self.list_field(&heading, row, FieldKey::NAME.as_str());
        let name = name.map(|cell| without_code(&cell.text).to_owned());
        if name.as_deref().is_some_and(|name| words::is_sum(self.spec, name)) {
            return;
        }
        let rest = without_project(&heading, row);
        if name.is_none() && rest.filled().next().is_none() {
            return;
        }
        if self.begins_project(&heading, row, name.as_deref()) {
            self.levels.clear();
            self.copies.push(Copy { heading: Some(heading.clone()), ..Copy::default() });
        }
        self.say_of_project(&heading, row);
        self.indicators(&rest);
    }

    fn list_field<'r>(&self, heading: &Heading, row: &'r RawRow, key: &str) -> Option<&'r RawCell> {
        let own = |part: &Part| matches!(part, Part::Field(own) if own == key);
        let column = heading.columns.iter().find(|column| own(&column.part))?;
        text(row, column.at)
    }

    fn begins_project(&mut self, heading: &Heading, row: &RawRow, name: Option<&str>) -> bool {
        let Some(name) = name.map(compact) else { return false };
        let total = heading.columns.iter().find(|column| is_total(&column.part));
        let total = total.and_then(|column| text(row, column.at)).map(amount_cell);
        let copy = self.copy();
        let before = copy.total().map(|cell| cell.value.clone());
        let other_name = copy.text(FieldKey::NAME).map(compact).is_some_and(|own| own != name);
        let other_total = before.zip(total).is_some_and(|(before, total)| before != total.value);
        // Rows before the first name of a page continue the page before.
        let unnamed = copy.text(FieldKey::NAME).is_none() && !copy.indicators.is_empty();
        other_name || other_total || unnamed
    }

    fn say_of_project(&mut self, heading: &Heading, row: &RawRow) {
        for column in &heading.columns {
            let Some(cell) = text(row, column.at) else { continue };
            let copy = self.copy();
            match &column.part {
                Part::Field(key) if !copy.fields.iter().any(|said| said.key == *key) => {
                    let named = *key == FieldKey::NAME;
                    let text = if named { without_code(&cell.text) } else { &cell.text };
                    copy.fields.push(FieldText::new(key, text.to_owned(), row.line));
                }
                Part::Fund(key) if !copy.funds.iter().any(|said| said.key == *key) => {
                    let (key, cell) = (key.clone(), Some(amount_cell(cell)));
                    copy.funds.push(FundSaid { key, period: Some(Period::Annual), cell, beside: Vec::new() });
                    copy.unit = copy.unit.or(column.unit);
                }
                _ => {}
            }
        }
    }

    /// Drops what names no indicator: sums over the projects of a unit. Their rows stay with
    /// the project after them.
    pub fn drop_empty(&mut self) {
        let mut rows = Vec::new();
        let mut kept: Vec<Copy> = Vec::new();
        for mut copy in std::mem::take(&mut self.copies) {
            if copy.indicators.is_empty() {
                rows.append(&mut copy.rows);
                continue;
            }
            copy.rows.splice(0..0, rows.drain(..));
            kept.push(copy);
        }
        match kept.last_mut() {
            Some(last) => last.rows.append(&mut rows),
            None => kept.push(Copy { rows, ..Copy::default() }),
        }
        self.copies = kept;
    }
}

fn is_total(part: &Part) -> bool {
    matches!(part, Part::Fund(key) if *key == FundKey::TOTAL)
}

/// The row without what it says of its project.
fn without_project(heading: &Heading, row: &RawRow) -> RawRow {
    let mut rest = row.clone();
    for column in &heading.columns {
        let of_project = matches!(column.part, Part::Field(_) | Part::Fund(_));
        if let Some(cell) = rest.cells.get_mut(column.at).filter(|_| of_project) {
            cell.text.clear();
        }
    }
    rest
}

fn text(row: &RawRow, at: usize) -> Option<&RawCell> {
    row.cells.get(at).filter(|cell| !cell.text.is_empty())
}
