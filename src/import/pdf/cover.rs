//! Boxes that hide what was drawn before them.

use crate::import::geometry::{Area, POINT};

/// Whether a field leaves too little of a character to be read.
pub fn hides(field: Area, character: Area) -> bool {
    let under = field.within(character).size() * 10;
    character.size() > 0 && under >= character.size() * 7
}

/// Whether these points, one after the other, go around a rectangle.
pub fn is_box(points: &[Area]) -> bool {
    let around = points.iter().copied().reduce(Area::around).unwrap_or_default();
    let near = |one: i32, other: i32| (one - other).abs() <= POINT / 2;
    let is_corner = |point: &Area, x: i32, y: i32| near(point.left, x) && near(point.top, y);
    let corners = [around.left, around.right].map(|x| [around.top, around.bottom].map(|y| (x, y)));
    let corners = corners.as_flattened();
    let all = corners.iter().all(|(x, y)| points.iter().any(|point| is_corner(point, *x, *y)));
    let only = points.iter().all(|point| corners.iter().any(|(x, y)| is_corner(point, *x, *y)));
    let straight =
        points.windows(2).all(|pair| near(pair[0].left, pair[1].left) || near(pair[0].top, pair[1].top));
    all && only && straight && around.size() > 0
}
