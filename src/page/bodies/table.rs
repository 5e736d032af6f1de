//! A table of disclosures side by side, as its template sees it.

use serde::Serialize;

use crate::address;
use crate::model::count;
use crate::page::bodies::comparison::Line;
use crate::page::figure::{ChangeView, FigureView};
use crate::page::href::Links;

/// The table.
#[derive(Debug, Serialize)]
pub(super) struct SideTable {
    pub id: String,
    pub caption: String,
    pub head: Vec<Head>,
    pub groups: Vec<Group>,
    pub notes: Vec<String>,
}

impl SideTable {
    /// How many rows it has.
    pub fn len(&self) -> usize {
        count(self.groups.iter().map(|group| group.rows.len()))
    }
}

/// A heading; that of a disclosure leads to it, that of what the site computes, or
/// of what only the text says, leads nowhere.
#[derive(Debug, Serialize)]
pub(super) struct Head {
    pub words: String,
    pub href: Option<String>,
}

/// Rows under one label.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    pub label: Option<String>,
    pub rows: Vec<Row>,
}

/// One measure or account.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    code: Option<String>,
    name: String,
    /// The page of its code.
    href: Option<String>,
    level: u8,
    cells: Vec<Cell>,
}

/// A published figure or what the site computed: one of the two.
#[derive(Debug, Serialize)]
pub(super) struct Cell {
    figure: Option<FigureView>,
    change: Option<ChangeView>,
}

impl Row {
    /// A row of what has a name alone.
    pub fn named(name: String, cells: Vec<(Option<FigureView>, Option<ChangeView>)>) -> Self {
        let cells = cells.into_iter().map(|(figure, change)| Cell { figure, change });
        Self { code: None, name, href: None, level: 0, cells: cells.collect() }
    }

    /// The row of a line, its cells in the order of the headings.
    pub fn new(line: &Line, cells: Vec<(Option<FigureView>, Option<ChangeView>)>, links: &Links) -> Self {
        Self {
            code: line.code.map(|code| code.to_string()),
            name: line.name.clone(),
            href: line.code.map(|code| links.to(&address::code(code))),
            level: line.level,
            cells: cells.into_iter().map(|(figure, change)| Cell { figure, change }).collect(),
        }
    }
}
