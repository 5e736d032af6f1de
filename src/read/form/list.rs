//! A list of several projects with their indicators in one grid: the project's
//! name is a column, filled where its indicators begin (项目支出绩效目标表 of some
//! regions).

use crate::catalogue::schema::FormSpec;
use crate::keys::FieldKey;
use crate::read::form::fragment::Said;
use crate::read::form::{field, fund};
use crate::read::lex::{RawCell, RawRow};

/// The columns of a list that speak of the project as a whole.
#[derive(Debug)]
pub struct List {
    fields: Vec<(usize, String)>,
    funds: Vec<(usize, String)>,
}

impl List {
    /// The columns that a heading of indicators names beside these; `None` where
    /// no project's name is among them.
    pub fn of(heading: &RawRow, spec: &FormSpec) -> Option<Self> {
        let fields =
            heading.filled().filter_map(|(at, cell)| Some((at, field(spec, &cell.text)?.key.clone())));
        let funds = heading.filled().filter_map(|(at, cell)| Some((at, fund(spec, &cell.text)?.key.clone())));
        let list = Self { fields: fields.collect(), funds: funds.collect() };
        list.fields.iter().any(|(_, key)| *key == FieldKey::NAME).then_some(list)
    }

    /// The name that a row states.
    pub fn name<'r>(&self, row: &'r RawRow) -> Option<&'r str> {
        let (at, _) = self.fields.iter().find(|(_, key)| *key == FieldKey::NAME)?;
        Some(text(row, *at)?.text.as_str())
    }

    /// What a row says of its project: fields, and sources of money.
    pub fn said<'r>(&self, row: &'r RawRow) -> (Vec<Said>, Vec<(String, &'r RawCell)>) {
        let field = |(at, key): &(usize, String)| {
            text(row, *at).map(|cell| Said { key: key.clone(), text: cell.text.clone(), line: row.line })
        };
        let fund = |(at, key): &(usize, String)| Some((key.clone(), text(row, *at)?));
        (self.fields.iter().filter_map(field).collect(), self.funds.iter().filter_map(fund).collect())
    }

    /// The row without what it says of its project.
    pub fn rest(&self, row: &RawRow) -> RawRow {
        let mut rest = row.clone();
        for (at, _) in self.fields.iter().chain(&self.funds) {
            if let Some(cell) = rest.cells.get_mut(*at) {
                cell.text.clear();
            }
        }
        rest
    }
}

fn text(row: &RawRow, at: usize) -> Option<&RawCell> {
    row.cells.get(at).filter(|cell| !cell.text.is_empty())
}
