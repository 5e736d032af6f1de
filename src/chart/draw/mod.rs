//! A plan of bars as a picture: first where every shape stands, then the shapes
//! as SVG, drawn by plotters. Two layouts, one for wide screens and paper, one
//! for phones.

mod lay;
mod svg;

use std::fmt::Write as _;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{PathElement, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoFont, TextStyle};

use crate::chart::plan::Plan;
use crate::model::{Drawing, Picture};
use crate::picture::{escape, text};

use svg::Elements;
pub(super) use svg::Role;

/// A shape at its place, in units from the left upper corner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// Left upper and right lower corner.
    Bar(Role, (i32, i32), (i32, i32)),
    Line(Role, (i32, i32), (i32, i32)),
    /// The left end of its baseline.
    Text(Role, (i32, i32), String),
}

/// Everything drawn in one layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Canvas {
    pub width: i32,
    pub height: i32,
    pub shapes: Vec<Shape>,
}

/// The picture of a plan; `id` makes its ids unique on a page. Both layouts are named and described by
/// the words that stand in the wide one, which is always beside the narrow one. `None` where it
/// cannot be drawn.
pub(super) fn picture(plan: &Plan, id: &str) -> Option<Picture> {
    let (title, description) = (escape(&plan.title), escape(&plan.description));
    let said = format!("<title id=\"{id}-t\">{title}</title>\n<desc id=\"{id}-d\">{description}</desc>\n");
    let svg = |layout: &lay::Layout, class: &str, said: &str| svg(&lay::sheet(plan, layout), said, id, class);
    Some(Picture { wide: svg(&lay::WIDE, "wide", &said)?, narrow: svg(&lay::NARROW, "narrow", "")? })
}

fn svg(sheet: &Canvas, said: &str, id: &str, class: &str) -> Option<Drawing> {
    let mut out = String::with_capacity(400 + sheet.shapes.len() * 90);
    let (width, height) = (sheet.width, sheet.height);
    let _ = writeln!(
        out,
        "<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">"
    );
    out.push_str(said);
    let from = out.len();
    let size = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
    let area = Elements { out: &mut out, size }.into_drawing_area();
    sheet.shapes.iter().try_for_each(|shape| draw(&area, shape)).ok()?;
    drop(area);
    let shapes = from..out.len();
    out.push_str("</svg>\n");
    Some(Drawing { width, height, svg: out, shapes })
}

type Area<'a> = DrawingArea<Elements<'a>, Shift>;

fn draw(area: &Area, shape: &Shape) -> Result<(), DrawingAreaErrorKind<std::fmt::Error>> {
    match shape {
        Shape::Bar(role, from, to) => area.draw(&Rectangle::new([*from, *to], role.filled())),
        Shape::Line(role, from, to) => area.draw(&PathElement::new(vec![*from, *to], *role)),
        Shape::Text(role, at, text) => {
            let style = TextStyle::from(("", text::SIZE).into_font()).color(role);
            area.draw(&Text::new(text.as_str(), *at, style.pos(Pos::new(HPos::Left, VPos::Bottom))))
        }
    }
}
