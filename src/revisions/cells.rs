//! What a text says at the keys of a table, a row and a column.

use std::collections::HashMap;

use crate::catalogue::base_id;
use crate::model::{
    CellRef, CellText, Column, Confidence, Corrected, Coverage, Disclosure, Doubt, Table, Value,
};

/// One of the texts, its cells by their keys.
#[derive(Debug)]
pub struct Text<'a> {
    disclosure: &'a Disclosure,
    tables: HashMap<&'a str, &'a Table>,
    /// The row and the block of each key of a table.
    rows: HashMap<(&'a str, &'a str), (usize, usize)>,
    /// How many tables are of each kind, and how many rows of a table share each key.
    kinds: HashMap<&'a str, usize>,
    shared: HashMap<(&'a str, &'a str), usize>,
}

impl<'a> Text<'a> {
    pub fn new(disclosure: &'a Disclosure) -> Self {
        let tables = || disclosure.tables.iter().filter(|table| table.known);
        let mut rows = HashMap::new();
        let (mut kinds, mut shared) = (HashMap::<_, usize>::new(), HashMap::<_, usize>::new());
        for table in tables() {
            kinds.entry(table.key()).and_modify(|count| *count += 1).or_insert(1);
            for (at, row) in table.rows.iter().enumerate() {
                for (block, entry) in row.entries.iter().enumerate() {
                    let Some(entry) = entry else { continue };
                    let of_key = shared.entry((table.id.as_str(), entry.base()));
                    of_key.and_modify(|count| *count += 1).or_insert(1);
                    rows.entry((table.id.as_str(), entry.key.as_str())).or_insert((at, block));
                }
            }
        }
        Self {
            disclosure,
            tables: tables().map(|table| (table.id.as_str(), table)).collect(),
            rows,
            kinds,
            shared,
        }
    }

    pub fn table(&self, id: &str) -> Option<&'a Table> {
        self.tables.get(id).copied()
    }

    /// The block that a row's key stands in.
    pub fn block(&self, id: &str, row: &str) -> Option<usize> {
        self.rows.get(&(id, row)).map(|(_, block)| *block)
    }

    /// Whether the text was read as a whole, so that a table that is not there is missing.
    pub fn is_whole(&self) -> bool {
        self.disclosure.unread.is_empty() && self.disclosure.tables.iter().all(|table| table.known)
    }

    /// What the text says in a cell.
    pub fn said(&self, id: &str, row: &str, column: &str) -> CellText {
        let Some(table) = self.table(id) else { return missing("没有这张表", None) };
        let said = match self.cell(table, row, column) {
            Some(cell) => said(&cell),
            None if self.block(id, row).is_none() => missing("没有这一行", doubt_of_missing(table)),
            None => missing("没有这一栏", doubt_of_missing(table)),
        };
        CellText { doubt: said.doubt.or(self.doubt()), ..said }
    }

    /// Why nothing of this text is certain to differ from another: how it was read was
    /// corrected, which another text was not, or it may be of another year.
    fn doubt(&self) -> Option<&'static str> {
        let of_reading = |of: &Corrected| !matches!(of, Corrected::Cell { .. } | Corrected::Finding { .. });
        if self.disclosure.corrections.iter().any(|correction| of_reading(&correction.of)) {
            return Some("这份文本的读法更正过");
        }
        (!self.disclosure.is_of_one_year()).then(|| Doubt::OtherYear.words())
    }

    /// Whether both cover the same money for all that they say: 部门 or 单位.
    pub fn covers_what(&self, other: &Self) -> bool {
        Coverage::are_one([self.disclosure.coverage, other.disclosure.coverage])
    }

    fn cell(&self, table: &'a Table, row: &str, column: &str) -> Option<CellRef<'a>> {
        let (at, block) = *self.rows.get(&(table.id.as_str(), row))?;
        let row = table.rows.get(at)?;
        let entry = row.entries.get(block)?.as_ref()?;
        let own = |one: &Column| one.block == block && one.key == column;
        let at = table.columns.iter().position(own)?;
        let (column, cell) = (&table.columns[at], row.cells.get(at)?);
        Some(CellRef { table, row, entry, column, cell, line: row.line_of(at) })
    }

    /// Whether a table and a row are surely the same ones in another text: of several that
    /// share a key the later ones are numbered, and a number may mean another.
    pub fn is_like(&self, other: &Self, id: &str, row: &str) -> bool {
        self.of_kind(id) == other.of_kind(id) && self.sharing(id, row) == other.sharing(id, row)
    }

    fn of_kind(&self, id: &str) -> usize {
        self.kinds.get(base_id(id)).copied().unwrap_or(0)
    }

    /// How many rows share a row's key; none where there are no others.
    fn sharing(&self, id: &str, row: &str) -> usize {
        self.shared.get(&(id, base_id(row))).copied().filter(|count| *count > 1).unwrap_or(0)
    }
}

/// What a cell says, as published: a correction is the site's, not the text's.
fn said(cell: &CellRef<'_>) -> CellText {
    let printed = cell.cell.printed().trim();
    let corrected = cell.cell.correction.is_some();
    let why = |is: bool, words: &'static str| is.then_some(words);
    let doubt = (cell.confidence().doubt().map(Doubt::words))
        .or(why(corrected, "这一格是更正过的"))
        .or(why(cell.cell.value == Value::Unreadable, "这一格读不成金额"))
        .or(why(cell.row.may_lack_cells(), Doubt::LostBlanks.words()));
    let is_printed = !printed.is_empty() && !matches!(cell.cell.value, Value::Nil);
    CellText {
        words: if is_printed { printed.to_owned() } else { "公布为空".to_owned() },
        printed: is_printed,
        amount: cell.amount().filter(|_| !corrected),
        unit: cell.column.unit.or(cell.table.unit),
        line: Some(cell.line),
        doubt,
    }
}

fn missing(words: &str, doubt: Option<&'static str>) -> CellText {
    CellText { words: words.to_owned(), printed: false, amount: None, unit: None, line: None, doubt }
}

/// Why what is missing in a table may be there all the same.
fn doubt_of_missing(table: &Table) -> Option<&'static str> {
    let of_rows = || table.rows.iter().map(|row| row.confidence);
    let of_columns = || table.columns.iter().map(|column| column.confidence);
    of_rows().chain(of_columns()).fold(table.confidence, Confidence::and).doubt().map(Doubt::words)
}
