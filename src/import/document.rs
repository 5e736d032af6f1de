//! What a file holds, before anyone knows what it means.

use super::geometry::Area;

/// A file: its pages, sheets or whole text in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    pub pages: Vec<Page>,
}

/// A page or a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Where the page begins, if the file has pages: its number, from 1.
    pub number: Option<u32>,
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
    pub place: Place,
}

/// A table as it is ruled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    pub columns: usize,
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
    pub place: Place,
}

/// Where something stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// On a page, from 1.
    OnPage(u32, Area),
}
