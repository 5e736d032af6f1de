//! Dress: the dialects in which parsers write grids.

mod plain;

use super::rng::Rng;
use super::sheet::{Block, Sheet};

/// How the rows of a grid are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    Tabs,
}

impl Dialect {
    pub const ALL: &[Dialect] = &[Dialect::Tabs];

    pub fn name(self) -> &'static str {
        match self {
            Dialect::Tabs => "tabs",
        }
    }

    /// Writes a disclosure's blocks as text.
    pub fn write(self, blocks: &[Block], _rng: &mut Rng) -> String {
        let mut text = String::new();
        for block in blocks {
            match block {
                Block::Line(line) => text.push_str(line),
                Block::Blank => {}
                Block::Sheet(sheet) => text.push_str(&self.sheet(sheet)),
            }
            text.push('\n');
        }
        text
    }

    fn sheet(self, sheet: &Sheet) -> String {
        match self {
            Dialect::Tabs => plain::tabs(sheet),
        }
    }
}
