//! Corrections: what a corrections file mends of a disclosure that was read, before it is
//! linked and audited.
//!
//! Each names the text that it replaces. Where something else stands there, it is not
//! applied and reported; what is applied stays on record, with what was printed, and is
//! shown wherever the figure is.

mod cell;
mod finding;
mod propose;

use crate::config::Corrections;
use crate::config::corrections::Block;
use crate::diagnostic::Diagnostic;
use crate::model::{Corrected, Correction, Disclosure, Finding};

pub use propose::blocks as proposals;

/// Applies what can only be mended once a disclosure is read; gives what was refused.
pub fn apply(disclosure: &mut Disclosure, corrections: &Corrections) -> Vec<Diagnostic> {
    let mut work = Work { disclosure, corrections, refused: Vec::new() };
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
    let mut work = Work { disclosure, corrections, refused: Vec::new() };
    corrections.finding.iter().for_each(|block| finding::answer(&mut work, findings, block));
    work.refused
}

/// A disclosure being corrected.
struct Work<'a> {
    disclosure: &'a mut Disclosure,
    corrections: &'a Corrections,
    refused: Vec<Diagnostic>,
}

impl Work<'_> {
    /// Keeps on record that a correction holds.
    fn record(&mut self, block: &dyn Block, id: String, of: Corrected, name: String, is: String) {
        let (printed, provenance) = (block.printed().get_ref().clone(), block.provenance());
        self.disclosure.corrections.push(Correction { id, of, name, printed, is, provenance });
    }

    fn refuse(&mut self, block: &dyn Block, why: &str, hint: &str) {
        self.refused.push(self.corrections.refused(block, why, hint));
    }

    /// Whether what a correction calls printed is what stands there, blanks apart; says so
    /// where it is not.
    fn stands(&mut self, block: &dyn Block, what: &str, stands: Option<&str>) -> bool {
        let same = stands.is_some_and(|stands| words(stands) == words(block.printed().get_ref()));
        if !same {
            self.mismatch(block, what, stands);
        }
        same
    }

    fn mismatch(&mut self, block: &dyn Block, what: &str, stands: Option<&str>) {
        self.refused.push(self.corrections.mismatch(block, what, stands));
    }
}

/// A text's words, however they are spaced.
fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}
