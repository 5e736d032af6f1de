//! What a file holds, before anyone knows what it means.

use super::geometry::Area;

/// A file: its pages, sheets or whole text in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    pub pages: Vec<Page>,
    /// What was not sure, in words.
    pub doubts: Vec<String>,
}

/// A page or a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Where the page begins, if the file has pages: its number, from 1.
    pub number: Option<u32>,
    /// Its name, if it is a sheet.
    pub name: Option<String>,
    /// Whether it holds more than was read, such as what nobody sees.
    pub unread: bool,
    /// In reading order.
    pub blocks: Vec<Block>,
}

/// What stands on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Line(TextLine),
    Grid(Grid),
}

/// A line of text outside all grids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextLine {
    pub text: String,
    /// Whether it is a heading by what the file says.
    pub heading: bool,
    pub place: OriginalPlace,
}

/// A table as it is ruled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// Its rows, each with the cells that begin in it.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell with what it covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its first column, from 0.
    pub column: usize,
    pub across: usize,
    pub down: usize,
    /// Its lines.
    pub lines: Vec<String>,
    pub place: OriginalPlace,
}

/// Where something stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OriginalPlace {
    /// On a page, from 1.
    OnPage(u32, Area),
    /// In a sheet: its name, row and column from 0.
    Sheet(String, u32, u32),
    /// In a text, by the number of its paragraph from 1.
    Paragraph(u32),
}

impl Document {
    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.pages.iter().all(|page| page.blocks.is_empty())
    }

    /// How many tables there are.
    pub fn tables(&self) -> usize {
        let blocks = self.pages.iter().flat_map(|page| &page.blocks);
        blocks.filter(|block| matches!(block, Block::Grid(_))).count()
    }

    /// How many pages it has, if it has any.
    pub fn numbered_pages(&self) -> usize {
        self.pages.iter().filter(|page| page.number.is_some()).count()
    }
}
