//! Import: the file as it was downloaded becomes the text that the reader knows.
//!
//! A [`Document`] is pages of blocks, each with its [`Place`]: [`pdf`] makes one of glyphs and
//! ruling lines; [`text`] writes it down, a grid as an HTML table with its spans, so that nothing
//! the file says is guessed by whoever reads the text.

mod document;
mod geometry;
pub mod pdf;
mod text;

use crate::diagnostic::{Diagnostic, codes};
pub use document::{Block, Cell, Document, Grid, Page, Place, TextLine};
pub use geometry::Area;
pub use text::{Written, write};

/// Reads a file by its name, which messages show, and its bytes.
///
/// # Errors
/// What keeps it from being read whole.
pub fn read(name: &str, bytes: Vec<u8>) -> Result<Document, Vec<Diagnostic>> {
    pdf::read(bytes).map_err(|problems| {
        let bad = |problem: pdf::Problem| {
            let bad = Diagnostic::new(codes::BAD_ORIGINAL, format!("{problem}，没有发布"));
            bad.in_path(name).hint(problem.hint())
        };
        problems.into_iter().map(bad).collect()
    })
}
