//! Corrections: what a corrections file mends of a disclosure that was read, before it is
//! linked and audited.
//!
//! Each names the text that it replaces. Where something else stands there, it is not
//! applied and reported; what is applied stays on record, with what was printed, and is
//! shown wherever the figure is.

mod cell;
mod column;
mod finding;
mod line;
mod propose;
mod row;
mod settled;
mod table;
mod whole;

use crate::catalogue::Catalogue;
use crate::config::Corrections;
use crate::config::corrections::{AtLine, Block, is_same};
use crate::diagnostic::Diagnostic;
use crate::model::{Corrected, Correction, Disclosure, Finding, Numbered};
use crate::source::Line;

pub use propose::blocks as proposals;
pub use settled::Settled;
pub use whole::called;

/// Applies what can only be mended once a disclosure is read, and keeps on record what was
/// known before; gives what was refused. Columns and rows come before cells, whose keys are
/// those of their addresses.
pub fn apply(
    disclosure: &mut Disclosure,
    corrections: &Corrections,
    catalogue: &Catalogue,
) -> Vec<Diagnostic> {
    let mut work = Work::new(disclosure, corrections);
    corrections.body.iter().for_each(|block| whole::body(&mut work, block));
    corrections.year.iter().for_each(|block| whole::year(&mut work, block));
    corrections.line.iter().for_each(|block| line::apply(&mut work, block));
    corrections.table.iter().for_each(|block| table::apply(&mut work, block, catalogue));
    corrections.column.iter().for_each(|block| column::apply(&mut work, block, catalogue));
    corrections.row.iter().for_each(|block| row::apply(&mut work, block, catalogue));
    corrections.cell.iter().for_each(|block| cell::apply(&mut work, block));
    work.refused
}

/// Says of findings what there is to say; gives what was refused. One that is taken back
/// is no mismatch any more.
pub fn answer(
    disclosure: &mut Disclosure,
    findings: &mut [Finding],
    corrections: &Corrections,
) -> Vec<Diagnostic> {
    let mut work = Work::new(disclosure, corrections);
    corrections.finding.iter().for_each(|block| finding::answer(&mut work, findings, block));
    work.refused
}

/// A disclosure being corrected.
struct Work<'a> {
    disclosure: &'a mut Disclosure,
    corrections: &'a Corrections,
    refused: Vec<Diagnostic>,
    ids: Numbered,
}

impl<'a> Work<'a> {
    fn new(disclosure: &'a mut Disclosure, corrections: &'a Corrections) -> Self {
        Self { disclosure, corrections, refused: Vec::new(), ids: Numbered::default() }
    }

    /// Keeps on record that a correction holds.
    fn record(&mut self, block: &dyn Block, of: Corrected, name: String, is: String) {
        let id = self.ids.unique(&id(self.disclosure, &of));
        let (printed, provenance) = (block.printed().get_ref().clone(), block.provenance());
        self.disclosure.corrections.push(Correction { id, of, name, printed, is, provenance });
    }

    /// The line that a correction is of, where what it calls printed stands there; says so
    /// where it does not.
    fn at_line(&mut self, block: &(impl AtLine + 'static)) -> Option<Line> {
        let line = block.line(&self.disclosure.source);
        let stands = line.map(|line| words(self.disclosure.source.line(line)).join(" "));
        let what = format!("原文第 {} 行", block.at().1);
        let same = self.stands(block, &what, stands.as_deref());
        line.filter(|_| same)
    }

    fn refuse(&mut self, block: &dyn Block, why: &str, hint: &str) {
        self.refused.push(self.corrections.refused(block, why, hint));
    }

    /// Whether what a correction calls printed is what stands there, blanks apart; says so
    /// where it is not.
    fn stands(&mut self, block: &dyn Block, what: &str, stands: Option<&str>) -> bool {
        let same = stands.is_some_and(|stands| is_same(stands, block.printed().get_ref()));
        if !same {
            self.mismatch(block, what, stands);
        }
        same
    }

    /// Says that something else stands where a correction is, and where it may belong now.
    fn moved(&mut self, block: &dyn Block, what: &str, stands: Option<&str>, hint: &str) {
        self.refused.push(self.corrections.mismatch(block, what, stands).hint(hint));
    }

    fn mismatch(&mut self, block: &dyn Block, what: &str, stands: Option<&str>) {
        self.refused.push(self.corrections.mismatch(block, what, stands));
    }
}

/// The anchor of a correction: its kind and the keys of what it is of.
fn id(disclosure: &Disclosure, of: &Corrected) -> String {
    let table = of.table().and_then(|at| disclosure.tables.get(at)).map_or("", |table| table.id.as_str());
    let keys = match of {
        Corrected::Cell { row, column, .. } => format!("-{table}-{row}-{column}"),
        Corrected::Table { .. } => format!("-{table}"),
        Corrected::Column { column, .. } => format!("-{table}-{column}"),
        Corrected::Row { row, .. } => format!("-{table}-{row}"),
        Corrected::Line(line) if line.file.0 > 0 => format!("-f{}-{}", line.file.0 + 1, line.number),
        Corrected::Line(line) => format!("-{}", line.number),
        Corrected::Body | Corrected::Year => String::new(),
        Corrected::Finding { finding, .. } => format!("-{finding}"),
    };
    format!("{}{keys}", of.key())
}

/// A text's words, however they are spaced.
fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}
