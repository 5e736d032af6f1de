//! A document as text: a line a line, a grid an HTML table, a row a line.

use std::fmt::Write;

use crate::source::{UNREAD_MARK, page_mark, sheet_mark};

use super::document::{Block, Cell, Document, Grid, OriginalPlace, TextLine};

/// Most columns of a grid in which a cell is told its place.
const WIDEST: usize = 400;

/// A text and where its lines and cells stand in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    pub text: String,
    /// Byte offset of a line's or a cell's text, and its place; in order.
    pub places: Vec<(usize, OriginalPlace)>,
}

/// Writes a document down.
pub fn write(document: &Document) -> Written {
    let mut written = Written::default();
    for page in &document.pages {
        if let Some(number) = page.number {
            let _ = writeln!(written.text, "{}", page_mark(number));
        }
        if let Some(name) = &page.name {
            let _ = writeln!(written.text, "{}", sheet_mark(name));
        }
        if page.unread {
            let _ = writeln!(written.text, "{UNREAD_MARK}");
        }
        for block in &page.blocks {
            match block {
                Block::Line(line) => written.line(line),
                Block::Grid(grid) => written.grid(grid),
            }
        }
    }
    written
}

impl Written {
    fn line(&mut self, line: &TextLine) {
        if line.heading {
            self.text.push_str("\n## ");
        }
        self.places.push((self.text.len(), line.place.clone()));
        self.text.push_str(&escaped(&line.text));
        self.text.push('\n');
    }

    fn grid(&mut self, grid: &Grid) {
        self.text.push_str("<table>\n");
        // The row that each column is covered to by a cell from above.
        let mut covered = [0; WIDEST];
        for (at, row) in grid.rows.iter().enumerate() {
            self.text.push_str("<tr>");
            let mut column = 0;
            for cell in row {
                let (begin, end) = (cell.column.min(WIDEST), (cell.column + cell.across).min(WIDEST));
                let missing = (column..begin).filter(|column| covered[*column] <= at).count();
                self.text.push_str(&"<td></td>".repeat(missing));
                self.cell(cell);
                covered[begin..end].fill(at + cell.down);
                column = column.max(end);
            }
            self.text.push_str("</tr>\n");
        }
        self.text.push_str("</table>\n");
    }

    fn cell(&mut self, cell: &Cell) {
        self.text.push_str("<td");
        for (name, span) in [("colspan", cell.across), ("rowspan", cell.down)] {
            if span > 1 {
                let _ = write!(self.text, " {name}=\"{span}\"");
            }
        }
        self.text.push('>');
        self.places.push((self.text.len(), cell.place.clone()));
        let lines: Vec<String> = cell.lines.iter().map(|line| escaped(line)).collect();
        self.text.push_str(&lines.join("<br>"));
        self.text.push_str("</td>");
    }
}

/// A text in which nothing is a mark.
fn escaped(text: &str) -> String {
    if !text.contains(['<', '>', '&']) {
        return text.to_owned();
    }
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
