//! What text stands on. Text in the colour of its ground is seen by nobody; where the ground is
//! not known for sure it counts as seen.

use crate::import::geometry::Area;

/// Most fields of a page that are kept, and most comparisons of them with characters.
const MOST: usize = 100_000;
const MOST_LOOKS: usize = 200_000_000;
/// Most colours that are told apart.
const MOST_COLOURS: usize = 64;
/// How far two parts of colours may differ that nobody tells apart.
const NEAREST: u8 = 8;

/// Red, green, blue.
pub type Colour = [u8; 3];

const PAPER: Colour = [255; 3];

/// What has been painted on a page, the last on top.
#[derive(Debug, Default)]
pub struct Ground {
    /// Each with its colour, if it is of one.
    fields: Vec<(Area, Option<Colour>)>,
    colours: Vec<Colour>,
    looks: usize,
    /// Whether there was too much to know what is where.
    is_lost: bool,
}

impl Ground {
    /// Paints a field; `None` for what may have any colour, or none, at any place.
    pub fn paint(&mut self, field: Area, colour: Option<Colour>) {
        if self.fields.len() >= MOST {
            self.is_lost = true;
        }
        if self.is_lost || field.size() == 0 {
            return;
        }
        self.fields.push((field, colour));
        if let Some(colour) = colour.filter(|colour| !self.colours.contains(colour))
            && self.colours.len() < MOST_COLOURS
        {
            self.colours.push(colour);
        }
    }

    /// Whether a character of a colour is on ground of the same, wherever it is.
    pub fn hides(&mut self, character: Area, colour: Colour) -> bool {
        let is_near = |other: &Colour| is_near(*other, colour);
        let all_known = self.colours.len() < MOST_COLOURS;
        if self.is_lost || (all_known && !is_near(&PAPER) && !self.colours.iter().any(is_near)) {
            return false;
        }
        for (field, ground) in self.fields.iter().rev() {
            self.looks += 1;
            if self.looks > MOST_LOOKS {
                self.is_lost = true;
                return false;
            }
            let there = field.within(character);
            if there.size() == 0 {
                continue;
            }
            match ground.as_ref().is_some_and(is_near) {
                false => return false,
                true if there == character => return true,
                true => {}
            }
        }
        is_near(&PAPER)
    }
}

fn is_near(one: Colour, other: Colour) -> bool {
    one.iter().zip(other).all(|(one, other)| one.abs_diff(other) <= NEAREST)
}
