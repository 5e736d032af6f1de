//! Tables of two sides, income and expenditure: what a narrow screen needs to show the second
//! below the first. The style sheet does it; cells say their side and where its columns are.

use std::fmt::Write as _;

use crate::model::{Block, Table, count};
use crate::page::html::attribute;
use crate::page::table::Writer;

/// Whether a table has two sides, each of which begins with its names.
pub(super) fn are_two(table: &Table) -> bool {
    let named = |block: &Block| block.label == block.columns.start && block.columns.len() > 1;
    let covered = count(table.blocks.iter().map(|block| block.columns.len()));
    table.blocks.len() == 2 && table.blocks.iter().all(named) && covered == table.columns.len()
}

impl Writer<'_> {
    /// Appends a cell's class, which says when it is one of the second side.
    pub(super) fn class(&mut self, column: usize, own: &str) {
        let second =
            self.two_sided && self.table.blocks.get(1).is_some_and(|block| block.columns.contains(&column));
        match (own, second) {
            ("", false) => {}
            ("", true) => self.out.push_str(" class=\"b1\""),
            (own, false) => attribute(&mut self.out, "class", own),
            (own, true) => attribute(&mut self.out, "class", &format!("{own} b1")),
        }
    }

    /// Appends how many columns the wider side has.
    pub(super) fn widths(&mut self) {
        let most = self.table.blocks.iter().map(|block| block.columns.len()).max().unwrap_or_default();
        let _ = write!(self.out, " style=\"--w:{most}\"");
    }

    /// Appends where a heading stands within its side.
    pub(super) fn place(&mut self, column: usize, span: usize) {
        if !self.two_sided {
            return;
        }
        let mut sides = self.table.blocks.iter().map(|block| block.columns.clone());
        let Some(side) = sides.find(|columns| columns.contains(&column)) else { return };
        let _ = write!(self.out, " style=\"--c:{};--s:{span}\"", column - side.start + 1);
    }
}
