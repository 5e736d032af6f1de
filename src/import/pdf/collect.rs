//! What a page draws: characters with their places, ruling lines, pictures.
//!
//! Text and lines outside the page or cut off by a clip are not seen, so they are not
//! taken.

#![allow(
    clippy::float_arithmetic,
    clippy::arithmetic_side_effects,
    reason = "places on paper, never amounts"
)]

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};

use crate::import::geometry::{Area, POINT};

/// Most characters and most ruling lines of a page.
const MOST_GLYPHS: usize = 200_000;
const MOST_RULES: usize = 100_000;
/// Thickest line that is a rule rather than a field of colour.
const THICKEST: i32 = 3 * POINT;

/// A character on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// U+FFFD where the file does not say which.
    pub char: char,
    pub area: Area,
    /// Its height: the size of its type.
    pub size: i32,
}

impl Glyph {
    /// The middle of what is seen of it.
    pub fn middle(&self) -> (i32, i32) {
        ((self.area.left + self.area.right) / 2, self.base() - self.size * 35 / 100)
    }

    /// Where it stands on its line.
    pub fn base(&self) -> i32 {
        self.area.bottom
    }
}

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
    /// Characters that are there to be found, not seen: a layer behind a scan.
    pub unseen: Vec<Glyph>,
    pub rules: Vec<Rule>,
    pub pictures: Vec<Area>,
    /// Drawings with curves, which may be anything: a signature, a seal, text as outlines.
    pub shapes: Vec<Area>,
    /// Whether there was more than any page has.
    pub overfull: bool,
    clips: Vec<Area>,
}

impl Ink {
    /// An empty page.
    pub fn new(page: Area) -> Self {
        Self {
            page,
            glyphs: Vec::new(),
            unseen: Vec::new(),
            rules: Vec::new(),
            pictures: Vec::new(),
            shapes: Vec::new(),
            overfull: false,
            clips: vec![page],
        }
    }

    fn clip(&self) -> Area {
        self.clips.last().copied().unwrap_or(self.page)
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
        let slope = POINT / 2;
        if (y - to_y).abs() <= slope && (x - to_x).abs() > slope {
            self.rule(Rule { upright: false, at: (y + to_y) / 2, from: x.min(to_x), to: x.max(to_x) });
        } else if (x - to_x).abs() <= slope && (y - to_y).abs() > slope {
            self.rule(Rule { upright: true, at: (x + to_x) / 2, from: y.min(to_y), to: y.max(to_y) });
        }
    }

    /// Whatever has curves is a shape, as far as it is seen.
    fn shape(&mut self, path: &BezPath, transform: Affine) {
        let curved = |element: &PathEl| matches!(element, PathEl::QuadTo(..) | PathEl::CurveTo(..));
        if path.elements().iter().any(curved) && self.shapes.len() < MOST_RULES {
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

    fn fills(&mut self, path: &BezPath, transform: Affine) {
        let mut around: Option<Area> = None;
        for element in path.elements() {
            let (begins, points) = match *element {
                PathEl::MoveTo(to) => (true, [Some(to), None, None]),
                PathEl::LineTo(to) => (false, [Some(to), None, None]),
                PathEl::QuadTo(one, to) => (false, [Some(one), Some(to), None]),
                PathEl::CurveTo(one, two, to) => (false, [Some(one), Some(two), Some(to)]),
                PathEl::ClosePath => continue,
            };
            if begins && let Some(area) = around.take() {
                self.filled(area);
            }
            for point in points.into_iter().flatten() {
                let area = at(transform * point);
                around = Some(around.map_or(area, |around| around.around(area)));
            }
        }
        if let Some(area) = around {
            self.filled(area);
        }
    }

    fn glyph(&mut self, drawn: &Drawn<'_>, transform: Affine, seen: bool) {
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
        let turned = (length(origin.y) - length(end.y)).abs() > (to - from).abs();
        let (bottom, width) = (length(origin.y), if turned { size } else { to - from });
        let count = chars.len().max(1) as i32;
        for (number, char) in (0i32..).zip(chars) {
            let left = from + width / count * number;
            let area = Area { left, top: bottom - size, right: left + width / count, bottom };
            let glyph = Glyph { char, area, size };
            if self.glyphs.len() + self.unseen.len() >= MOST_GLYPHS {
                self.overfull = true;
            } else if size > 0 && self.clip().grown(POINT / 2).has(glyph.middle()) {
                if seen { self.glyphs.push(glyph) } else { self.unseen.push(glyph) }
            }
        }
    }
}

impl<'a> Device<'a> for Ink {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        if is_white(&props.paint) {
            return;
        }
        self.shape(path, props.transform);
        if matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..)) {
            self.fills(path, props.transform);
        }
        if matches!(mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..)) {
            self.strokes(path, props.transform);
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.push_clip_rect(&clip.path.bounding_box());
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        let area = at(Point::new(rect.x0, rect.y0)).around(at(Point::new(rect.x1, rect.y1)));
        self.clips.push(self.clip().within(area));
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_transparency_group(&mut self) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        for glyph in run.glyphs() {
            let seen = !matches!(mode, DrawMode::Invisible);
            self.glyph(glyph, props.transform * glyph.transform(), seen);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let corners = [(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)];
        let corners = corners.map(|corner| at(props.transform * Point::from(corner)));
        let area = corners.into_iter().reduce(Area::around).unwrap_or_default().within(self.clip());
        self.filled(area);
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

/// Whether nothing is seen of what is drawn.
fn is_white(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(color) => {
            let [red, green, blue, alpha] = color.to_rgba().to_rgba8();
            alpha == 0 || [red, green, blue].iter().all(|part| *part >= 250)
        }
        Paint::Pattern(_) => false,
    }
}
