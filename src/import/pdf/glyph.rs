//! A character of a page, and where it stands.

#![allow(clippy::arithmetic_side_effects, reason = "places on paper, never amounts")]

use crate::import::geometry::Area;

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

    /// Whether nothing is seen of it.
    pub fn is_blank(&self) -> bool {
        self.char.is_whitespace() || self.char.is_control() || matches!(self.char, '\u{feff}' | '\u{200b}')
    }
}
