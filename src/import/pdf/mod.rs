//! PDF: glyphs and ruling lines, page by page.

mod collect;
mod furniture;
mod lattice;
mod page;
mod paragraphs;
mod problem;
mod rules;
mod words;

use std::collections::BTreeMap;

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};

use super::document::Document;
use super::geometry::{Area, POINT};
use collect::Ink;
pub use problem::{Fault, Problem};

/// Most pages of a file.
const MOST: usize = 2_000;

/// Reads a PDF.
///
/// # Errors
/// What keeps it from being read whole: a file that is broken, locked or cut off, and each page
/// without text or with characters that the file does not name.
pub fn read(bytes: Vec<u8>) -> Result<Document, Vec<Problem>> {
    let pdf = problem::open(bytes).map_err(|problem| vec![problem])?;
    let mut faults: BTreeMap<Fault, Vec<u32>> = BTreeMap::new();
    let mut sorted = Vec::new();
    let cache = InterpreterCache::new();
    for (page, number) in pdf.pages().iter().zip(1..) {
        let ink = drawn(&pdf, page, &cache);
        if let Some(fault) = problem::of_page(&ink) {
            faults.entry(fault).or_default().push(number);
        }
        sorted.push(page::sorted(ink, number));
    }
    let mut problems: Vec<Problem> =
        faults.into_iter().map(|(fault, pages)| Problem::Pages(fault, pages)).collect();
    if sorted.iter().all(|page| page.lines.is_empty() && page.grids.is_empty()) && problems.is_empty() {
        problems.push(Problem::Empty);
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    furniture::drop(&mut sorted);
    Ok(Document { pages: page::blocks(sorted) })
}

/// What a page draws, upright, from its upper left corner.
fn drawn<'a>(pdf: &'a Pdf, page: &PdfPage<'a>, cache: &InterpreterCache<'a>) -> Ink {
    let (width, height) = page.render_dimensions();
    let transform = Affine::new(page.initial_transform(true).as_coeffs());
    let whole = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let size = |length: f32| (length.clamp(0.0, 1e6) as i32).saturating_mul(POINT);
    let mut ink = Ink::new(Area { left: 0, top: 0, right: size(width), bottom: size(height) });
    let mut context = Context::new(transform, whole, cache, pdf.xref(), InterpreterSettings::default());
    interpret_page(page, &mut context, &mut ink);
    ink
}
