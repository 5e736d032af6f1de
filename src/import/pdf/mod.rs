//! PDF: glyphs and ruling lines, page by page.

mod bounds;
mod collect;
mod cover;
mod furniture;
mod glyph;
mod ground;
mod lattice;
mod open;
mod page;
mod paragraphs;
mod rules;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use hayro_interpret::hayro_syntax::Pdf;
#[cfg(feature = "crops")]
use hayro_interpret::hayro_syntax::object::Object;
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};

use super::document::Document;
use super::geometry::{Area, POINT};
use super::problem::{Fault, Problem};
use collect::{Endless, Ink};
#[cfg(feature = "crops")]
pub use open::open;

/// Most of what the pages of a file together ask to be drawn.
const MOST_STEPS: u64 = 5_000_000;

/// What a PDF says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Properties {
    /// Whether it says who wrote it.
    pub has_author: bool,
    /// Its title, its subject, its keywords and the program that made it, a line each.
    pub words: String,
}

/// The properties of a PDF; `None` where it cannot be opened.
pub fn properties(bytes: Vec<u8>) -> Option<Properties> {
    let in_xml = bytes.windows(10).any(|part| part == b"dc:creator");
    let pdf = open::open(bytes).ok()?;
    let own = pdf.metadata();
    let words = [&own.title, &own.subject, &own.keywords, &own.creator, &own.producer];
    let words: Vec<String> = words.into_iter().flatten().map(|bytes| property(bytes)).collect();
    let has_author = in_xml || own.author.as_ref().is_some_and(|author| !author.is_empty());
    Some(Properties { has_author, words: words.join("\n") })
}

/// A property as text: UTF-16 where it begins with that mark.
fn property(bytes: &[u8]) -> String {
    let Some(wide) = bytes.strip_prefix(b"\xfe\xff") else {
        return String::from_utf8_lossy(bytes).into_owned();
    };
    let units = wide.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Reads a PDF.
///
/// # Errors
/// What keeps it from being read whole: a file that is broken, locked or cut off, and each page
/// without text or with characters that the file does not name.
pub fn read(bytes: Vec<u8>) -> Result<Document, Vec<Problem>> {
    let pdf = open::open(bytes).map_err(|problem| vec![problem])?;
    let mut faults: BTreeMap<Fault, Vec<u32>> = BTreeMap::new();
    let (mut sorted, mut doubts) = (Vec::new(), Vec::new());
    let cache = InterpreterCache::new();
    let (mut steps, mut unread) = (0, BTreeSet::new());
    for (page, number) in pdf.pages().iter().zip(1..) {
        let mut ink = drawn(&pdf, page, &cache);
        steps += ink.steps;
        ink.overfull |= steps > MOST_STEPS;
        if let Some(fault) = open::of_page(&ink) {
            faults.entry(fault).or_default().push(number);
        }
        if ink.overfull {
            break;
        }
        let nameless = open::nameless(&ink);
        if nameless > 0 {
            doubts.push(format!("第 {number} 页有 {nameless} 个字没有编码，写成 �"));
        }
        if open::is_recognised(&ink) {
            doubts.push(format!("第 {number} 页的字是机器从图片上认出来的，可能认错"));
        }
        let hidden = open::hidden(&ink);
        if hidden > 0 {
            unread.insert(Some(number));
            doubts
                .push(format!("第 {number} 页有 {hidden} 个字看不见（被盖住、与底色相同或不显示），没有读"));
        }
        sorted.push(page::sorted(ink, number));
    }
    let problems: Vec<Problem> =
        faults.into_iter().map(|(fault, pages)| Problem::Pages(fault, pages)).collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    furniture::drop(&mut sorted);
    let mut pages = page::blocks(sorted);
    pages.iter_mut().for_each(|page| page.unread = unread.contains(&page.number));
    Ok(Document { pages, doubts })
}

/// What is to be known of a page before it is shown.
#[cfg(feature = "crops")]
#[derive(Debug, Default)]
pub struct Sights {
    /// Where pictures and drawings are.
    pub drawings: Vec<Area>,
    /// Whether the file leaves a font to whoever shows it, which has no Chinese one.
    pub lacks_font: bool,
    /// How much there is to draw; `None` where nobody knows.
    pub work: Option<u64>,
}

/// Most pixels of a picture that is unpacked for pages to be drawn.
#[cfg(feature = "crops")]
const LARGEST_PICTURE: u64 = 100_000_000;

/// Whether a file has a picture, or the mask of one, that is too large to be unpacked.
#[cfg(feature = "crops")]
pub fn has_huge_picture(pdf: &Pdf) -> bool {
    let pixels = |object: Object<'_>| {
        let Object::Stream(stream) = object else { return 0 };
        let side = |name: &[u8]| stream.dict().get::<u32>(name).map_or(0, u64::from);
        side(b"Width").saturating_mul(side(b"Height"))
    };
    pdf.objects().into_iter().any(|object| pixels(object) > LARGEST_PICTURE)
}

/// What is to be known of a page before it is shown.
#[cfg(feature = "crops")]
pub fn sights<'a>(pdf: &'a Pdf, page: &PdfPage<'a>) -> Sights {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use hayro_interpret::font::FontQuery;

    let lacking = Arc::new(AtomicBool::new(false));
    let (tell, usual) = (Arc::clone(&lacking), InterpreterSettings::default());
    let found = Arc::clone(&usual.font_resolver);
    let settings = InterpreterSettings {
        font_resolver: Arc::new(move |query| {
            if matches!(query, FontQuery::Fallback(font) if font.character_collection.is_some()) {
                tell.store(true, Ordering::Relaxed);
            }
            found(query)
        }),
        ..usual
    };
    let ink = drawn_with(pdf, page, &InterpreterCache::new(), settings);
    // What is hidden here may be by a note, which is not drawn.
    let work = Some(ink.work).filter(|_| !ink.overfull && !ink.is_boundless);
    let drawings =
        ink.pictures.into_iter().chain(ink.shapes).chain(ink.hidden.iter().map(|glyph| glyph.area)).collect();
    Sights { drawings, lacks_font: lacking.load(Ordering::Relaxed), work }
}

/// What a page draws, upright, from its upper left corner.
fn drawn<'a>(pdf: &'a Pdf, page: &PdfPage<'a>, cache: &InterpreterCache<'a>) -> Ink {
    drawn_with(pdf, page, cache, InterpreterSettings::default())
}

fn drawn_with<'a>(
    pdf: &'a Pdf,
    page: &PdfPage<'a>,
    cache: &InterpreterCache<'a>,
    settings: InterpreterSettings,
) -> Ink {
    let (width, height) = page.render_dimensions();
    let transform = Affine::new(page.initial_transform(true).as_coeffs());
    let whole = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let size = |length: f32| (length.clamp(0.0, 1e6) as i32).saturating_mul(POINT);
    let mut ink = Ink::new(Area { left: 0, top: 0, right: size(width), bottom: size(height) });
    let mut context = Context::new(transform, whole, cache, pdf.xref(), settings);
    let ended = catch_unwind(AssertUnwindSafe(|| interpret_page(page, &mut context, &mut ink)));
    match ended {
        Err(why) if !why.is::<Endless>() => resume_unwind(why),
        ended => ink.overfull |= ended.is_err(),
    }
    ink
}
