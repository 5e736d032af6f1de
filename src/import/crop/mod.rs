//! Parts of a PDF's pages as pictures, a cell boxed.

mod paper;
mod shades;

use std::cell::OnceCell;
use std::collections::BTreeMap;

use hayro::RenderCache;
use hayro_interpret::hayro_syntax::page::Page;

use super::geometry::{Area, POINT};
use super::pdf::{self, Sights};
use super::places::{NoCrop, Spot};
use paper::Parts;

/// Most bytes of a picture.
pub const LARGEST: usize = 12 << 10;
/// Its sharpness in hundredths of a pixel a point: from, down to.
const SHARPEST: i32 = 200;
const COARSEST: i32 = 80;
/// Widest picture, in pixels.
const WIDEST: i32 = 1_400;

/// Most that is drawn of a file, over all its pictures, and most of a page that is drawn at all.
const MOST_WORK: u64 = 500_000_000;
const MOST_OF_PAGE: u64 = 5_000_000;

/// A picture of a part of a page, as PNG.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crop {
    pub png: Vec<u8>,
    /// In pixels.
    pub width: u32,
    pub height: u32,
}

/// Draws the spots of a PDF and hands each picture on with the place of its spot, or why there is
/// none.
///
/// # Errors
/// Whatever `take` says.
pub fn draw<E>(
    bytes: Vec<u8>,
    spots: &[Spot],
    take: &mut dyn FnMut(usize, Result<Crop, NoCrop>) -> Result<(), E>,
) -> Result<(), E> {
    let mut by_page: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, spot) in spots.iter().enumerate() {
        by_page.entry(spot.page as usize).or_default().push(at);
    }
    let pdf = pdf::open(bytes);
    let Ok(pdf) = &pdf else {
        return (0..spots.len()).try_for_each(|at| take(at, Err(NoCrop::Undrawn)));
    };
    let cache = RenderCache::new();
    let has_huge_picture = OnceCell::new();
    let mut left = MOST_WORK;
    for (number, on_page) in by_page {
        let page = number.checked_sub(1).and_then(|at| pdf.pages().get(at));
        let sights = page.map(|page| pdf::sights(pdf, page)).unwrap_or_default();
        let mut work = sights.work.filter(|work| *work <= MOST_OF_PAGE);
        if !sights.drawings.is_empty() && *has_huge_picture.get_or_init(|| pdf::has_huge_picture(pdf)) {
            work = None;
        }
        let mut parts = Parts::default();
        for at in on_page {
            let page = page.zip(work).ok_or(NoCrop::Undrawn);
            take(at, page.and_then(|page| crop(page, (&cache, &mut parts), &sights, &spots[at], &mut left)))?;
        }
    }
    Ok(())
}

/// A crop of a page, which is so much to draw; `left` is how much may still be drawn.
fn crop<'a>(
    (page, work): (&'a Page<'a>, u64),
    (cache, parts): (&RenderCache<'a>, &mut Parts),
    sights: &Sights,
    spot: &Spot,
    left: &mut u64,
) -> Result<Crop, NoCrop> {
    if sights.lacks_font {
        return Err(NoCrop::Font);
    }
    let bands = &spot.bands;
    let meets = |band: &Area| sights.drawings.iter().any(|other| other.grown(1).within(*band).size() > 0);
    if bands.iter().any(meets) {
        return Err(NoCrop::Drawing);
    }
    let width = bands.iter().map(|band| band.width()).max().unwrap_or(1).max(1);
    let mut sharpness = SHARPEST.min(WIDEST * POINT / (width / 100).max(1));
    while sharpness >= COARSEST {
        let cost = work.saturating_mul(bands.len() as u64);
        *left = left.checked_sub(cost).ok_or(NoCrop::Undrawn)?;
        let paper = paper::draw(page, (cache, parts), bands, spot.cell, sharpness).ok_or(NoCrop::Undrawn)?;
        let png = shades::png(&paper).ok_or(NoCrop::Undrawn)?;
        if png.len() <= LARGEST {
            return Ok(Crop { png, width: paper.width, height: paper.height });
        }
        if sharpness == COARSEST {
            break;
        }
        sharpness = less_sharp(sharpness, png.len()).max(COARSEST);
    }
    Err(NoCrop::Undrawn)
}

/// How sharp a picture may be that came to too many bytes: they grow a little slower than its pixels.
fn less_sharp(sharpness: i32, bytes: usize) -> i32 {
    let percent = (LARGEST * 10_000 / bytes.max(1)).isqrt().min(88);
    sharpness * percent as i32 / 100
}
