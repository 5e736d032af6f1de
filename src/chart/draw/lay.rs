//! Where the shapes of a picture stand. Labels stand whole beside their bars or
//! above them, wrapped where they are long; amounts stand at the bars' ends.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Canvas, Role, Shape};
use crate::chart::plan::{Bar, Middle, Plan, Strip};
use crate::picture::text::{LINE, SIZE, width, wrap};

/// How a picture is laid out.
#[derive(Debug, Clone, Copy)]
pub(in crate::chart) struct Layout {
    width: i32,
    /// The widest that labels beside the bars may be; `None` for labels above.
    beside: Option<i32>,
    /// Between one bar and the next.
    space: i32,
}

pub(in crate::chart) const WIDE: Layout = Layout { width: 720, beside: Some(226), space: 10 };
pub(in crate::chart) const NARROW: Layout = Layout { width: 340, beside: None, space: 16 };

const BAR: i32 = 16;
const STRIP: i32 = 26;
/// Between a bar and its words, and between two words.
const GAP: i32 = 8;
/// Between one block and the next.
const SPACE: i32 = 10;
/// How far the leading lines fall from the strip to its enlarged part.
const FALL: i32 = 20;

/// Everything of a plan at its place.
pub(in crate::chart) fn sheet(plan: &Plan, layout: &Layout) -> Canvas {
    let mut page = Page { layout: *layout, shapes: Vec::new(), y: 0 };
    page.lines(Role::Note, &plan.note);
    if let Some(strip) = &plan.strip {
        page.strip(strip);
    }
    page.bars(&plan.bars, plan.middle);
    Canvas { width: layout.width, height: page.y, shapes: page.shapes }
}

struct Page {
    layout: Layout,
    shapes: Vec<Shape>,
    /// The lower end of what is laid so far.
    y: i32,
}

impl Page {
    /// Text over the whole width.
    fn lines(&mut self, role: Role, text: &str) {
        for line in wrap(text, self.layout.width) {
            self.text(role, 0, self.y, line);
            self.y += LINE;
        }
        self.y += SPACE / 2;
    }

    /// A line of text whose upper end is `top`.
    fn text(&mut self, role: Role, x: i32, top: i32, text: String) {
        self.shapes.push(Shape::Text(role, (x, top + SIZE), text));
    }

    fn strip(&mut self, strip: &Strip) {
        self.lines(Role::Label, &strip.label);
        let (top, bottom) = (self.y, self.y + STRIP);
        let scale = Scale::new(strip.whole, Decimal::ZERO, (0, self.layout.width));
        let (mut sum, mut first_end) = (Decimal::ZERO, 0);
        for (at, part) in strip.parts.iter().enumerate() {
            let left = scale.at(sum);
            sum = sum.saturating_add(*part);
            // A hair of paper between two parts, where there is room for it.
            let right = scale.at(sum) - i32::from(at + 1 < strip.parts.len() && scale.at(sum) - left > 2);
            let role = if at == 0 { Role::Subject } else { Role::Part };
            if right > left {
                self.shapes.push(Shape::Bar(role, (left, top), (right, bottom)));
            }
            first_end = if at == 0 { scale.at(sum) } else { first_end };
        }
        self.y = bottom + SPACE;
        if let Some(words) = &strip.enlarged {
            self.enlarge((first_end, bottom), words);
        }
    }

    /// Lines from the strip's rest down to the full width.
    fn enlarge(&mut self, (left, bottom): (i32, i32), words: &str) {
        let (right, down) = (self.layout.width, bottom + FALL);
        for (from, to) in
            [((left, bottom), (0, down)), ((right, bottom), (right, down)), ((0, down), (right, down))]
        {
            self.shapes.push(Shape::Line(Role::Lead, from, to));
        }
        self.y = down + SPACE;
        self.lines(Role::Label, words);
    }

    fn bars(&mut self, bars: &[Bar], middle: Option<Middle>) {
        let amounts = || bars.iter().filter_map(|bar| bar.amount);
        let most = amounts().max().unwrap_or_default().max(Decimal::ZERO);
        let least = amounts().min().unwrap_or_default().min(Decimal::ZERO);
        let labels = bars.iter().map(|bar| width(&bar.label)).max().unwrap_or(0);
        let beside = self.layout.beside.map_or(0, |room| labels.min(room) + GAP + 4);
        // The smallest bar below zero is a unit wide, left of the line.
        let left = beside + i32::from(least.is_sign_negative());
        let words = bars.iter().map(words_width).max().unwrap_or(0) + GAP;
        let scale = Scale::new(most, least, (left, (self.layout.width - words).max(left + 1)));
        let top = self.y;
        for bar in bars {
            let bar_top = self.bar(bar, &scale);
            self.middle(bar, middle, &scale, bar_top);
        }
        if self.layout.beside.is_some() && !bars.is_empty() {
            self.base(&scale, top, self.y - self.layout.space / 2);
        }
    }

    /// The line that bars begin at; a piece a bar where labels stand between them.
    fn base(&mut self, scale: &Scale, top: i32, bottom: i32) {
        let x = scale.at(Decimal::ZERO);
        self.shapes.push(Shape::Line(Role::Base, (x, top), (x, bottom)));
    }

    /// A piece of the line across all bars. It ends where a bar has words, not to cross them.
    fn middle(&mut self, bar: &Bar, middle: Option<Middle>, scale: &Scale, top: i32) {
        let Some((Middle(middle), amount)) = middle.zip(bar.amount) else { return };
        let x = scale.at(middle);
        let words_end = scale.at(amount) + GAP + words_width(bar) + GAP;
        if amount >= middle || words_end < x {
            let over = self.layout.beside.map_or(3, |_| self.layout.space / 2);
            self.shapes.push(Shape::Line(Role::Middle, (x, top - over), (x, top + BAR + over)));
        }
    }

    /// A bar with its words; its upper end.
    fn bar(&mut self, bar: &Bar, scale: &Scale) -> i32 {
        let room = self.layout.beside.unwrap_or(self.layout.width);
        let lines = wrap(&bar.label, room);
        let text = i32::try_from(lines.len()).unwrap_or(0).saturating_mul(LINE);
        let beside = self.layout.beside.is_some();
        // The bar's middle is that of a label beside it.
        let bar_top = self.y + if beside { (text - BAR).max(0) / 2 } else { text };
        for (at, line) in (0..).zip(lines) {
            self.text(Role::Label, 0, self.y + at * LINE, line);
        }
        let end = self.rect(bar, scale, bar_top);
        if !beside {
            self.base(scale, bar_top, bar_top + BAR);
        }
        let top = bar_top + (BAR - LINE) / 2;
        self.text(Role::Amount, end + GAP, top, bar.printed.clone());
        if let Some(share) = &bar.share {
            self.text(Role::Note, end + 2 * GAP + width(&bar.printed), top, share.clone());
        }
        self.y = (bar_top + BAR).max(self.y + text) + self.layout.space;
        bar_top
    }

    /// The bar itself; where its words begin.
    fn rect(&mut self, bar: &Bar, scale: &Scale, top: i32) -> i32 {
        let base = scale.at(Decimal::ZERO);
        let Some(amount) = bar.amount.filter(|amount| !amount.is_zero()) else { return base };
        let end = scale.at(amount);
        // An amount that is not zero is seen, however small.
        let end = if end == base { base + if amount.is_sign_negative() { -1 } else { 1 } } else { end };
        let (left, right) = (base.min(end), base.max(end));
        self.shapes.push(Shape::Bar(bar.role, (left, top), (right, top + BAR)));
        right
    }
}

fn words_width(bar: &Bar) -> i32 {
    width(&bar.printed) + bar.share.as_ref().map_or(0, |share| GAP + width(share))
}

/// From amounts to places. Here alone an amount becomes a float, within
/// plotters.
struct Scale {
    coordinate: RangedCoordf64,
    ends: (i32, i32),
}

impl Scale {
    fn new(most: Decimal, least: Decimal, ends: (i32, i32)) -> Self {
        let float = |amount: Decimal| amount.to_f64().unwrap_or_default();
        Self { coordinate: (float(least)..float(most)).into(), ends }
    }

    fn at(&self, amount: Decimal) -> i32 {
        let at = self.coordinate.map(&amount.to_f64().unwrap_or_default(), self.ends);
        at.clamp(self.ends.0, self.ends.1)
    }
}
