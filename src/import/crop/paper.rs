//! A page's parts below each other, drawn in shades of grey.

#![allow(
    clippy::float_arithmetic,
    clippy::arithmetic_side_effects,
    reason = "places on paper, never amounts"
)]

use std::collections::BTreeMap;

use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::{InterpreterSettings, RenderContent};

use crate::import::geometry::{Area, POINT};

/// The space between two parts, in pixels.
const GAP: u32 = 6;
/// How thick a box is, in pixels.
const BOX: i32 = 2;

/// What is drawn of a page: a shade for each pixel, 255 for white; `None` where the box is.
#[derive(Debug)]
pub struct Paper {
    pub width: u32,
    pub height: u32,
    pub pixels: Vec<Option<u8>>,
}

/// Parts of one page that were drawn, by their place and sharpness: the headings of a table stand above
/// each of its rows, a row around each of its cells.
#[derive(Debug, Default)]
pub struct Parts {
    drawn: BTreeMap<(Area, i32), Vec<u8>>,
    pixels: usize,
}

/// Most pixels of the parts that are kept.
const MOST_KEPT: usize = 16 << 20;

impl Parts {
    /// The shades of a part, drawn if they are not kept.
    fn shades(&mut self, band: Area, sharpness: i32, draw: impl FnOnce() -> Vec<u8>) -> &[u8] {
        if self.pixels > MOST_KEPT {
            *self = Self::default();
        }
        self.drawn.entry((band, sharpness)).or_insert_with(|| {
            let drawn = draw();
            self.pixels += drawn.len();
            drawn
        })
    }
}

/// Draws parts of a page below each other, a cell boxed, in so many hundredths of a pixel a point.
pub fn draw<'a>(
    page: &'a Page<'a>,
    (cache, parts): (&RenderCache<'a>, &mut Parts),
    bands: &[Area],
    cell: Area,
    sharpness: i32,
) -> Option<Paper> {
    let mut paper = Paper { width: 0, height: 0, pixels: Vec::new() };
    for band in bands {
        let (width, height) = (pixels(band.width(), sharpness), pixels(band.height(), sharpness));
        let (wide, high) = (u16::try_from(width).ok()?, u16::try_from(height).ok()?);
        if wide == 0 || high == 0 || u32::try_from(width).ok()? != paper.width && paper.width > 0 {
            return None;
        }
        if !paper.pixels.is_empty() {
            paper.part();
        }
        let above = paper.height;
        paper.width = u32::from(wide);
        paper.height += u32::from(high);
        let shades = parts.shades(*band, sharpness, || part(page, cache, *band, (wide, high), sharpness));
        paper.pixels.extend(shades.iter().copied().map(Some));
        if cell.within(*band) == cell {
            paper.boxed(*band, cell, above, sharpness);
        }
    }
    Some(paper)
}

/// A length in pixels.
fn pixels(length: i32, sharpness: i32) -> i32 {
    (i64::from(length) * i64::from(sharpness) / i64::from(POINT * POINT)) as i32
}

/// The shades of a part of a page.
fn part<'a>(
    page: &'a Page<'a>,
    cache: &RenderCache<'a>,
    band: Area,
    (width, height): (u16, u16),
    sharpness: i32,
) -> Vec<u8> {
    let scale = f64::from(sharpness) / 100.0;
    let point = |length: i32| f64::from(length) / f64::from(POINT);
    let place = Affine::scale(scale) * Affine::translate((-point(band.left), -point(band.top)));
    let upright = Affine::new(page.initial_transform(true).as_coeffs());
    // Notes that somebody put on the page are not on it.
    let settings =
        InterpreterSettings { render_content: RenderContent::PAGE, ..InterpreterSettings::default() };
    let mut context = RenderContext::new(width, height);
    render_into(page, cache, &settings, &RenderSettings::default(), &mut context, place * upright);
    context.flush();
    let mut drawn = Pixmap::new(width, height);
    let clear = RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..RasterizerSettings::default() };
    context.render_with(&mut drawn, &mut Resources::default(), clear);
    let shade = |red: u8, green: u8, blue: u8| {
        let sum = u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114;
        (sum / 1000).min(255) as u8
    };
    drawn.data().iter().map(|pixel| shade(pixel.r, pixel.g, pixel.b)).collect()
}

impl Paper {
    /// A gap between two parts: white, a broken line in it.
    fn part(&mut self) {
        for row in 0..GAP {
            let dot = |x: u32| Some(if row == GAP / 2 && x % 8 < 4 { 128 } else { 255 });
            self.pixels.extend((0..self.width).map(dot));
        }
        self.height += GAP;
    }

    /// Boxes a cell of a part that begins below `above` rows.
    fn boxed(&mut self, band: Area, cell: Area, above: u32, sharpness: i32) {
        let across = |x: i32| pixels(x - band.left, sharpness);
        let down = |y: i32| pixels(y - band.top, sharpness) + above as i32;
        let (left, right) = (across(cell.left), across(cell.right));
        let (top, bottom) = (down(cell.top), down(cell.bottom));
        for y in top - BOX..=bottom + BOX {
            for x in left - BOX..=right + BOX {
                let inside = (left + 1..right).contains(&x) && (top + 1..bottom).contains(&y);
                let at = (y.max(0) as usize) * self.width as usize + x.max(0) as usize;
                let on_paper = x >= 0 && y >= 0 && x < self.width as i32;
                if let Some(pixel) = self.pixels.get_mut(at).filter(|_| on_paper && !inside) {
                    *pixel = None;
                }
            }
        }
    }
}
