//! What keeps a PDF or a page of it from being read.

use std::collections::BTreeSet;

use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};

use super::bounds;
use super::collect::Ink;
use super::glyph::Glyph;
use crate::import::geometry::{Area, POINT};
use crate::import::problem::{Fault, Problem};

/// Most pages of a file.
const MOST: usize = 2_000;
/// How much of its end a file's mark of its end stands in.
const TAIL: usize = 2_048;

/// Opens a file.
pub fn open(bytes: Vec<u8>) -> Result<Pdf, Problem> {
    let whole = bytes[bytes.len().saturating_sub(TAIL)..].windows(5).any(|end| end == b"%%EOF");
    let is_pdf = bytes[..bytes.len().min(1_024)].windows(5).any(|head| head == b"%PDF-");
    if !is_pdf {
        return Err(Problem::Broken(String::new()));
    }
    if bounds::is_overfull(&bytes) {
        return Err(Problem::TooLarge);
    }
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Problem::Locked,
        LoadPdfError::Invalid if !whole => Problem::CutOff,
        LoadPdfError::Invalid => Problem::Broken(String::new()),
    })?;
    let pages = pdf.pages().len();
    if pages > MOST {
        return Err(Problem::TooManyPages(pages));
    }
    let promised = promised(&pdf).unwrap_or_default();
    if !whole || promised > pages {
        return Err(Problem::CutOff);
    }
    if pages == 0 { Err(Problem::Broken(String::new())) } else { Ok(pdf) }
}

/// How many pages the file says it has.
fn promised(pdf: &Pdf) -> Option<usize> {
    let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    let pages: Dict<'_> = catalog.get(b"Pages".as_slice())?;
    pages.get(b"Count".as_slice())
}

/// Most characters of a page number, which may stand alone over a picture.
const PAGE_NUMBER: usize = 8;

fn count(glyphs: &[Glyph]) -> usize {
    glyphs.iter().filter(|glyph| !glyph.is_blank()).count()
}

/// Whether a page's text is a layer of characters behind its picture, that a machine has told: no
/// more than its number is seen.
pub fn is_recognised(ink: &Ink) -> bool {
    let seen = count(&ink.glyphs);
    let pictures = ink.pictures.iter().fold(0_i64, |all, picture| all.saturating_add(picture.size()));
    seen <= PAGE_NUMBER && count(&ink.unseen) > seen && pictures > ink.page.size() / 4
}

/// How many characters of a page nobody sees and nothing is read of; what was drawn again at its
/// place is seen.
pub fn hidden(ink: &Ink) -> usize {
    let place = |glyph: &Glyph| (glyph.char, glyph.area.left / POINT, glyph.area.bottom / POINT);
    let unseen: &[Glyph] = if is_recognised(ink) { &[] } else { &ink.unseen };
    if ink.hidden.is_empty() && unseen.is_empty() {
        return 0;
    }
    let again: BTreeSet<_> = ink.glyphs.iter().map(place).collect();
    let lost = |glyph: &&Glyph| !glyph.is_blank() && !again.contains(&place(glyph));
    ink.hidden.iter().chain(unseen).filter(lost).count()
}

/// What is wrong with a page.
pub fn of_page(ink: &Ink) -> Option<Fault> {
    let visible = count(&ink.glyphs) + if is_recognised(ink) { count(&ink.unseen) } else { 0 };
    let covers = |picture: &&Area| picture.size() * 4 > ink.page.size();
    if ink.overfull {
        Some(Fault::Overfull)
    } else if visible <= PAGE_NUMBER && ink.pictures.iter().any(|picture| covers(&picture)) {
        Some(Fault::Picture)
    } else if nameless(ink) * 50 > visible {
        Some(Fault::Nameless)
    } else {
        None
    }
}

/// How many characters of a page the file does not name.
pub fn nameless(ink: &Ink) -> usize {
    ink.glyphs.iter().filter(|glyph| glyph.char == char::REPLACEMENT_CHARACTER).count()
}
