//! Corrections: what a corrections file mends of a disclosure that was read, before it is
//! linked and audited.
//!
//! Each names the text that it replaces. Where something else stands there, it is not
//! applied and reported; what is applied stays on record, with what was printed, and is
//! shown wherever the figure is.

mod cell;

use crate::config::Corrections;
use crate::config::corrections::Block;
use crate::diagnostic::Diagnostic;
use crate::model::{Corrected, Correction, Disclosure};

/// Applies what can only be mended once a disclosure is read; gives what was refused.
pub fn apply(disclosure: &mut Disclosure, corrections: &Corrections) -> Vec<Diagnostic> {
    let mut work = Work { disclosure, corrections, refused: Vec::new() };
    corrections.cell.iter().for_each(|block| cell::apply(&mut work, block));
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
            self.refused.push(self.corrections.mismatch(block, what, stands));
        }
        same
    }
}

/// A text's words, however they are spaced.
fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}
