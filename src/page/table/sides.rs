//! Tables of two sides, income and expenditure: what a narrow screen needs to show the second
//! below the first. The style sheet does it; cells say their side and where its columns are.

use std::fmt::Write as _;

use crate::model::{Block, Table};
use crate::page::html::attribute;
use crate::page::table::Writer;

/// Whether a table has two sides, each of which begins with its names.
pub(super) fn are_two(table: &Table) -> bool {
    let named = |block: &Block| block.label == block.columns.start && block.columns.len() > 1;
    let covered: usize = table.blocks.iter().map(|block| block.columns.len()).sum();
    table.blocks.len() == 2 && table.blocks.iter().all(named) && covered == table.columns.len()
}

impl Writer<'_> {
    /// Appends a cell's class, which says when it is one of the second side.
    pub(super) fn class(&mut self, column: usize, own: &str) {
        let second = self.two_sided && self.table.blocks[1].columns.contains(&column);
        match (own, second) {
            ("", false) => {}
            ("", true) => self.out.push_str(" class=\"b1\""),
            (own, false) => attribute(&mut self.out, "class", own),
            (own, true) => attribute(&mut self.out, "class", &format!("{own} b1")),
        }
    }

    /// Appends how many columns the wider side has, and how many of them the names of each take.
    pub(super) fn widths(&mut self) {
        let [first, second] = self.side_lengths();
        let most = first.max(second);
        let (a, b) = (most - first + 1, most - second + 1);
        let _ = write!(self.out, " style=\"--w:{most};--a:{a};--b:{b}\"");
    }

    /// Appends where a heading stands within its side.
    pub(super) fn place(&mut self, column: usize, span: usize) {
        if !self.two_sided {
            return;
        }
        let lengths = self.side_lengths();
        let side = usize::from(self.table.blocks[1].columns.contains(&column));
        let spare = lengths[0].max(lengths[1]) - lengths[side];
        let at = column - self.table.blocks[side].columns.start;
        let (start, span) = if at == 0 { (1, span + spare) } else { (at + spare + 1, span) };
        let _ = write!(self.out, " style=\"--c:{start};--s:{span}\"");
    }

    fn side_lengths(&self) -> [usize; 2] {
        [0, 1].map(|side| self.table.blocks[side].columns.len())
    }
}
