//! What is drawn over what: boxes that hide what is under them, and the colour behind a character.

use crate::import::geometry::{Area, POINT};

/// Most fields of colour of a page, and most comparisons with them.
const MOST_FIELDS: usize = 100_000;
const MOST_LOOKS: usize = 400_000_000;
/// How far colours that nobody tells apart may differ, of 255.
const ALIKE: u8 = 5;
/// What the page is.
const WHITE: [u8; 3] = [255; 3];

/// A plain colour that nothing shows through; `None` for whatever else is drawn.
pub type Colour = Option<[u8; 3]>;

/// The fields of colour of a page, in the order in which they are drawn.
#[derive(Debug, Default)]
pub struct Covers {
    fields: Vec<(Area, Colour)>,
    looks: usize,
}

impl Covers {
    /// Adds a field, beside so many characters that it may hide.
    pub fn put(&mut self, area: Area, colour: Colour, characters: usize) {
        if area.size() > 0 {
            self.looks += characters;
            self.fields.push((area, colour));
        }
    }

    /// The colour behind a point.
    pub fn behind(&mut self, point: (i32, i32)) -> Colour {
        let found = self.fields.iter().rposition(|(area, _)| area.has(point));
        self.looks += self.fields.len() - found.unwrap_or(0);
        found.map_or(Some(WHITE), |at| self.fields[at].1)
    }

    /// Whether there are more fields than any page has.
    pub fn is_overfull(&self) -> bool {
        self.fields.len() > MOST_FIELDS || self.looks > MOST_LOOKS
    }
}

/// Whether two colours are told apart by nobody.
pub fn is_alike(one: Colour, other: Colour) -> bool {
    one.zip(other).is_some_and(|(one, other)| {
        one.iter().zip(other).all(|(part, other)| part.abs_diff(other) <= ALIKE)
    })
}

/// Whether a field leaves too little of a character to be read.
pub fn hides(field: Area, character: Area) -> bool {
    let seen = field.within(character).size() * 10;
    character.size() > 0 && seen >= character.size() * 7
}

/// The rectangle that these points, one after the other, go around.
pub fn rectangle(points: &[Area]) -> Option<Area> {
    let around = points.iter().copied().reduce(Area::around)?;
    let near = |one: i32, other: i32| (one - other).abs() <= POINT / 2;
    let is_corner = |point: &Area, x: i32, y: i32| near(point.left, x) && near(point.top, y);
    let corners = [around.left, around.right].map(|x| [around.top, around.bottom].map(|y| (x, y)));
    let corners = corners.as_flattened();
    let all = corners.iter().all(|(x, y)| points.iter().any(|point| is_corner(point, *x, *y)));
    let only = points.iter().all(|point| corners.iter().any(|(x, y)| is_corner(point, *x, *y)));
    let straight = points
        .windows(2)
        .all(|pair| near(pair[0].left, pair[1].left) || near(pair[0].top, pair[1].top));
    (all && only && straight && around.size() > 0).then_some(around)
}
