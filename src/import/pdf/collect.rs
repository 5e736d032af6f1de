//! What a page draws: characters with their places, ruling lines, pictures.
//!
//! Text and lines outside the page or cut off by a clip are not seen, so they are not
//! taken; nor is text under a box that was drawn later, or in the colour of what it stands on.

#![allow(
    clippy::float_arithmetic,
    clippy::arithmetic_side_effects,
    reason = "places on paper, never amounts"
)]

use std::panic::resume_unwind;

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask, StrokeProps,
};

use super::cover;
use super::glyph::Glyph;
use super::ground::{Colour, Ground};
use crate::import::geometry::{Area, POINT};

/// Most characters and most ruling lines of a page.
const MOST_GLYPHS: usize = 200_000;
const MOST_RULES: usize = 100_000;
/// Most of what a page asks to be drawn, one after the other, and most points of one path.
const MOST_STEPS: u64 = 300_000;
const MOST_POINTS: usize = 1_000_000;
/// Most parts of a path that are looked at one by one.
const MOST_PARTS: usize = 1_000;
/// Most comparisons of boxes with characters.
const MOST_LOOKS: usize = 400_000_000;
/// What a group counts as: all that is in it is drawn apart.
const A_GROUP: u64 = 1_000;
/// Thickest line that is a rule rather than a field of colour.
const THICKEST: i32 = 3 * POINT;

/// What ends the reading of a page that asks for more to be drawn than any page: forms in forms
/// come to that in few bytes.
#[derive(Debug)]
pub struct Endless;

/// A straight line, level or upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    pub upright: bool,
    pub at: i32,
    pub from: i32,
    pub to: i32,
}

/// All that a page draws.
#[derive(Debug)]
pub struct Ink {
    pub page: Area,
    pub glyphs: Vec<Glyph>,
    /// Characters that are there to be found, not seen: a layer behind a scan, text in the colour of its
    /// ground.
    pub unseen: Vec<Glyph>,
    /// Characters that nobody sees: a box was drawn over them.
    pub hidden: Vec<Glyph>,
    pub rules: Vec<Rule>,
    pub pictures: Vec<Area>,
    /// Drawings with curves or slanted lines, which may be anything: a signature, a seal, text as outlines.
    pub shapes: Vec<Area>,
    /// Whether there was more than any page has.
    pub overfull: bool,
    /// How much is drawn, a point, a character, a hundred pixels of a picture each one.
    pub work: u64,
    /// Whether something is drawn of which nobody knows how long that takes: patterns, masks, characters
    /// that are drawings.
    pub is_boundless: bool,
    /// How much was asked to be drawn, one after the other.
    pub steps: u64,
    /// What is cut off, and whether by a box.
    clips: Vec<(Area, bool)>,
    /// How many groups are open that something may show through.
    see_through: usize,
    groups: Vec<bool>,
    /// How many characters were compared with boxes.
    looks: usize,
    ground: Ground,
}

impl Ink {
    /// An empty page.
    pub fn new(page: Area) -> Self {
        Self {
            page,
            glyphs: Vec::new(),
            unseen: Vec::new(),
            hidden: Vec::new(),
            rules: Vec::new(),
            pictures: Vec::new(),
            shapes: Vec::new(),
            overfull: false,
            work: 0,
            is_boundless: false,
            steps: 0,
            clips: vec![(page, true)],
            see_through: 0,
            groups: Vec::new(),
            looks: 0,
            ground: Ground::default(),
        }
    }

    /// One more thing to draw. Whoever asks takes no answer, so a page without an end is left as a panic
    /// would leave it, without being one.
    fn step(&mut self, work: u64) {
        self.steps += 1;
        self.work = self.work.saturating_add(work);
        if self.steps > MOST_STEPS {
            resume_unwind(Box::new(Endless));
        }
    }

    fn clip(&self) -> Area {
        self.clip_box().0
    }

    fn clip_box(&self) -> (Area, bool) {
        self.clips.last().copied().unwrap_or((self.page, true))
    }

    fn rule(&mut self, rule: Rule) {
        let clip = self.clip().grown(POINT);
        let (low, high, first, last) = match rule.upright {
            true => (clip.left, clip.right, clip.top, clip.bottom),
            false => (clip.top, clip.bottom, clip.left, clip.right),
        };
        let cut = Rule { from: rule.from.max(first), to: rule.to.min(last), ..rule };
        if self.rules.len() >= MOST_RULES {
            self.overfull = true;
        } else if (low..=high).contains(&cut.at) && cut.from < cut.to {
            self.rules.push(cut);
        }
    }

    /// A filled shape is a rule if it is thin.
    fn filled(&mut self, area: Area) {
        let (width, height) = (area.width(), area.height());
        if height <= THICKEST && width > height {
            let at = (area.top + area.bottom) / 2;
            self.rule(Rule { upright: false, at, from: area.left, to: area.right });
        } else if width <= THICKEST && height > width {
            let at = (area.left + area.right) / 2;
            self.rule(Rule { upright: true, at, from: area.top, to: area.bottom });
        }
    }

    /// A stroke is a rule if it is level or upright.
    fn stroked(&mut self, from: Point, to: Point) {
        let ((x, y), (to_x, to_y)) = ((length(from.x), length(from.y)), (length(to.x), length(to.y)));
        if is_level(y, to_y) && !is_level(x, to_x) {
            self.rule(Rule { upright: false, at: (y + to_y) / 2, from: x.min(to_x), to: x.max(to_x) });
        } else if is_level(x, to_x) && !is_level(y, to_y) {
            self.rule(Rule { upright: true, at: (x + to_x) / 2, from: y.min(to_y), to: y.max(to_y) });
        }
    }

    /// Whatever has curves or slanted lines is a shape, as far as it is seen.
    fn shape(&mut self, path: &BezPath, transform: Affine, is_filled: bool) {
        if self.shapes.len() < MOST_RULES && is_drawing(path, transform, is_filled) {
            let around = transform.transform_rect_bbox(path.bounding_box());
            let [one, other] = [(around.x0, around.y0), (around.x1, around.y1)].map(|p| at(Point::from(p)));
            self.shapes.push(one.around(other).within(self.clip()));
        }
    }

    fn strokes(&mut self, path: &BezPath, transform: Affine) {
        let (mut start, mut last) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            let next = match *element {
                PathEl::MoveTo(to) => {
                    (start, last) = (transform * to, transform * to);
                    continue;
                }
                PathEl::LineTo(to) => transform * to,
                PathEl::ClosePath => start,
                PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => {
                    last = transform * to;
                    continue;
                }
            };
            self.stroked(last, next);
            last = next;
        }
    }

    fn fills(&mut self, parts: &[Vec<Area>]) {
        for area in parts.iter().filter_map(|points| points.iter().copied().reduce(Area::around)) {
            self.filled(area);
        }
    }

    /// A box that nothing shows through hides what stands under it.
    fn cover(&mut self, area: Area) {
        let (clip, is_box) = self.clip_box();
        let area = area.within(clip);
        if !is_box || self.see_through > 0 || area.size() == 0 {
            return;
        }
        self.looks += self.glyphs.len() + self.unseen.len();
        if self.looks > MOST_LOOKS {
            self.overfull = true;
            return;
        }
        for glyphs in [&mut self.glyphs, &mut self.unseen] {
            let under = glyphs.extract_if(.., |glyph| cover::hides(area, glyph.area));
            self.hidden.extend(under);
        }
    }

    /// What a filled path paints, of one colour if any, and covers: each of its boxes that no other
    /// part of it meets.
    fn painted(&mut self, parts: &[Vec<Area>], colour: Option<Colour>) {
        let around = |points: &Vec<Area>| points.iter().copied().reduce(Area::around).unwrap_or_default();
        let areas: Vec<Area> = parts.iter().map(around).collect();
        if parts.len() > MOST_PARTS || colour.is_none() {
            areas.iter().for_each(|area| self.paint(*area, None));
            return;
        }
        for (at, area) in areas.iter().enumerate() {
            let mut others = areas.iter().enumerate().filter(|(other, _)| *other != at);
            let meets = others.any(|(_, other)| other.within(*area).size() > 0);
            let is_box = !meets && cover::is_box(&parts[at]);
            if is_box {
                self.cover(*area);
            }
            self.paint(*area, colour.filter(|_| is_box));
        }
    }

    /// Paints what is seen of a field; where something shows through or is cut off, by no known colour.
    fn paint(&mut self, field: Area, colour: Option<Colour>) {
        let (clip, is_box) = self.clip_box();
        self.ground.paint(field.within(clip), colour.filter(|_| is_box && self.see_through == 0));
    }

    /// What the lines of a path paint.
    fn paint_strokes(
        &mut self,
        path: &BezPath,
        transform: Affine,
        stroke: &StrokeProps,
        colour: Option<Colour>,
    ) {
        let colour = colour.filter(|_| stroke.dash_array.is_empty());
        let [a, b, c, d, ..] = transform.as_coeffs();
        let half = length(f64::from(stroke.line_width) * a.hypot(b).max(c.hypot(d)) / 2.0).saturating_add(1);
        for points in parts(path, transform) {
            let ends = points.iter().zip(points.iter().skip(1).chain(points.first()));
            for (from, to) in ends {
                let is_straight = is_level(from.left, to.left) || is_level(from.top, to.top);
                self.paint(from.around(*to).grown(half), colour.filter(|_| is_straight));
            }
        }
    }

    fn cut(&mut self, rect: &Rect, is_box: bool) {
        let area = at(Point::new(rect.x0, rect.y0)).around(at(Point::new(rect.x1, rect.y1)));
        let (clip, was_box) = self.clip_box();
        self.clips.push((clip.within(area), was_box && is_box));
    }

    /// A character; `colour` where it is filled with one that nothing shows through.
    fn glyph(&mut self, drawn: &Drawn<'_>, transform: Affine, seen: bool, colour: Option<Colour>) {
        let (origin, above) = (transform * Point::ZERO, transform * Point::new(0.0, 1_000.0));
        let size = length(origin.distance(above));
        let chars = match drawn.as_unicode() {
            Some(BfString::Char(char)) => vec![char],
            Some(BfString::String(chars)) => chars.chars().take(8).collect(),
            None => vec![char::REPLACEMENT_CHARACTER],
        };
        let advance = match drawn {
            Drawn::Outline(outline) => outline.advance_width(),
            Drawn::Type3(type3) => type3.advance_width(),
        };
        let advance = advance.filter(|advance| *advance > 0.0).unwrap_or(500.0);
        let end = transform * Point::new(f64::from(advance), 0.0);
        let (from, to) = (length(origin.x), length(end.x));
        let colour = colour.filter(|_| matches!(drawn, Drawn::Outline(_)));
        let turned = (length(origin.y) - length(end.y)).abs() > (to - from).abs();
        let (bottom, width) = (length(origin.y), if turned { size } else { to - from });
        let count = chars.len().max(1) as i32;
        for (number, char) in (0i32..).zip(chars) {
            let left = from + width / count * number;
            let area = Area { left, top: bottom - size, right: left + width / count, bottom };
            let glyph = Glyph { char, area, size };
            if self.glyphs.len() + self.unseen.len() + self.hidden.len() >= MOST_GLYPHS {
                self.overfull = true;
            } else if size > 0 && self.clip().grown(POINT / 2).has(glyph.middle()) {
                let colour = colour.filter(|_| !turned && !glyph.is_blank());
                let hides = colour.is_some_and(|colour| self.ground.hides(area, colour));
                if seen && !hides { self.glyphs.push(glyph) } else { self.unseen.push(glyph) }
            }
        }
    }
}

impl<'a> Device<'a> for Ink {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let points = path.elements().len();
        self.step(points as u64);
        self.is_boundless |= is_boundless(&props);
        if points > MOST_POINTS {
            self.overfull = true;
            return;
        }
        if is_clear(&props.paint) {
            return;
        }
        let seen = !is_white(&props.paint);
        let is_filled = matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..));
        if seen {
            self.shape(path, props.transform, is_filled);
        }
        if is_filled {
            let parts = parts(path, props.transform);
            self.painted(&parts, plain(&props));
            self.fills(if seen { &parts } else { &[] });
        }
        if let DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) = mode {
            self.paint_strokes(path, props.transform, stroke, plain(&props));
        }
        if seen && matches!(mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..)) {
            self.strokes(path, props.transform);
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.step(clip.path.elements().len() as u64);
        let parts = parts(&clip.path, Affine::IDENTITY);
        let is_box = matches!(parts.as_slice(), [points] if cover::is_box(points));
        self.cut(&clip.path.bounding_box(), is_box);
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.step(1);
        self.cut(rect, true);
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, mode: BlendMode) {
        self.step(A_GROUP);
        self.is_boundless |= mask.is_some();
        let shows_through = opacity < 1.0 || mask.is_some() || mode != BlendMode::Normal;
        self.groups.push(shows_through);
        self.see_through += usize::from(shows_through);
    }

    fn pop_transparency_group(&mut self) {
        let shows_through = self.groups.pop().unwrap_or_default();
        self.see_through = self.see_through.saturating_sub(usize::from(shows_through));
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.step(run.glyphs().len() as u64);
        let has_drawings = run.glyphs().iter().any(|glyph| matches!(**glyph, Drawn::Type3(_)));
        self.is_boundless |= is_boundless(&props) || has_drawings;
        let seen = !matches!(mode, DrawMode::Invisible) && !is_clear(&props.paint);
        let is_filled = matches!(mode, DrawMode::Fill(_)) && self.see_through == 0;
        let colour = plain(&props).filter(|_| is_filled);
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform(), seen, colour);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.step(u64::from(image.width()).saturating_mul(u64::from(image.height())) / 100);
        self.is_boundless |= props.soft_mask.is_some();
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let corners = [(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)];
        let corners = corners.map(|corner| at(props.transform * Point::from(corner)));
        let area = corners.into_iter().reduce(Area::around).unwrap_or_default().within(self.clip());
        self.filled(area);
        self.ground.paint(area, None);
        if self.pictures.len() < MOST_RULES {
            self.pictures.push(area);
        }
    }
}

/// A length in points as hundredths of them; nothing is farther than a thousand pages away.
fn length(points: f64) -> i32 {
    let far = 1e6;
    if points.is_nan() { 0 } else { (points.clamp(-far, far) * f64::from(POINT)).round() as i32 }
}

/// The place of a point, as an area without extent.
fn at(point: Point) -> Area {
    let (x, y) = (length(point.x), length(point.y));
    Area { left: x, top: y, right: x, bottom: y }
}

/// The points of each part of a path; of a curve also those that it bends to.
fn parts(path: &BezPath, transform: Affine) -> Vec<Vec<Area>> {
    let mut parts: Vec<Vec<Area>> = Vec::new();
    for element in path.elements() {
        let points = match *element {
            PathEl::MoveTo(to) => {
                parts.push(Vec::new());
                [Some(to), None, None]
            }
            PathEl::LineTo(to) => [Some(to), None, None],
            PathEl::QuadTo(one, to) => [Some(one), Some(to), None],
            PathEl::CurveTo(one, two, to) => [Some(one), Some(two), Some(to)],
            PathEl::ClosePath => continue,
        };
        if let Some(part) = parts.last_mut() {
            part.extend(points.into_iter().flatten().map(|point| at(transform * point)));
        }
    }
    parts
}

/// Whether nobody knows how long it takes to draw something.
fn is_boundless(props: &DrawProps<'_>) -> bool {
    props.soft_mask.is_some() || matches!(props.paint, Paint::Pattern(_))
}

/// The colour of what is drawn, if it is of one that nothing shows through.
fn plain(props: &DrawProps<'_>) -> Option<Colour> {
    let Paint::Color(color) = &props.paint else { return None };
    let [red, green, blue, alpha] = color.to_rgba().to_rgba8();
    let over_all = props.soft_mask.is_none() && props.blend_mode == BlendMode::Normal;
    (over_all && alpha == 255).then_some([red, green, blue])
}

/// Whether a line from one height, or side, to another is as good as straight.
fn is_level(from: i32, to: i32) -> bool {
    (from - to).abs() <= POINT / 2
}

/// Whether a line is neither level nor upright, however short it is.
fn is_slanted(from: Point, to: Point) -> bool {
    let (across, down) = (length(from.x - to.x).abs(), length(from.y - to.y).abs());
    let (short, long) = (across.min(down), across.max(down));
    short > POINT / 2 || (short > POINT / 20 && short * 4 > long)
}

/// Whether a path has curves or slanted lines; a filled one goes back to where it began.
fn is_drawing(path: &BezPath, transform: Affine, is_filled: bool) -> bool {
    let (mut start, mut last) = (Point::ZERO, Point::ZERO);
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(to) => {
                if is_filled && is_slanted(last, start) {
                    return true;
                }
                (start, last) = (transform * to, transform * to);
            }
            PathEl::LineTo(to) if is_slanted(last, transform * to) => return true,
            PathEl::ClosePath if is_slanted(last, start) => return true,
            PathEl::LineTo(to) => last = transform * to,
            PathEl::ClosePath => last = start,
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => return true,
        }
    }
    is_filled && is_slanted(last, start)
}

/// Whether nothing is drawn.
fn is_clear(paint: &Paint<'_>) -> bool {
    matches!(paint, Paint::Color(color) if color.to_rgba().to_rgba8()[3] == 0)
}

/// Whether nothing is seen on white of what is drawn.
fn is_white(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(color) => {
            let [red, green, blue, alpha] = color.to_rgba().to_rgba8();
            alpha == 0 || [red, green, blue].iter().all(|part| *part >= 250)
        }
        Paint::Pattern(_) => false,
    }
}
