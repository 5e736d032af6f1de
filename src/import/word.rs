//! Word: paragraphs, headings, tables with what their cells span; a table in a cell comes after
//! the one that it stands in.

use std::collections::HashSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::archive::Archive;
use super::document::{Block, Cell, Document, Grid, OriginalPlace, Page, TextLine};
use super::{Problem, xml};
use crate::source::entities;

/// Elements that say again, no longer, or of how it was, what is said elsewhere.
const BEFORE: [&str; 9] = [
    "Fallback",
    "del",
    "moveFrom",
    "rPrChange",
    "pPrChange",
    "tcPrChange",
    "trPrChange",
    "tblPrChange",
    "sectPrChange",
];
/// Deepest nesting of tables that is followed.
const DEEPEST: usize = 8;

/// Reads a `.docx`.
///
/// # Errors
/// Where it is no document, is locked, or claims more than any has.
pub fn docx(bytes: &[u8]) -> Result<Document, Problem> {
    let mut archive = Archive::open(bytes)?;
    let text = archive.text("word/document.xml")?;
    let text = text.ok_or_else(|| Problem::Broken("没有 word/document.xml".to_owned()))?;
    let styles = archive.text("word/styles.xml")?.unwrap_or_default();
    let mut body = Body { headings: headings(&styles)?, ..Body::default() };
    let mut reader = Reader::from_str(&text);
    loop {
        match xml::next(&mut reader)? {
            Event::Start(tag) => body.start(&tag),
            Event::Empty(tag) => {
                body.start(&tag);
                body.end(tag.local_name().as_ref());
            }
            Event::End(tag) => body.end(tag.local_name().as_ref()),
            Event::Text(text) if body.is_shown() => body.text.push_str(&text),
            Event::GeneralRef(name) if body.is_shown() => body.reference(&name),
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(Document { pages: vec![Page { blocks: body.blocks, ..Page::default() }], ..Document::default() })
}

/// The ids of styles that are headings.
fn headings(styles: &str) -> Result<HashSet<String>, Problem> {
    let (mut headings, mut id) = (HashSet::new(), String::new());
    xml::tags(styles, |tag| match tag.local_name().as_ref() {
        "style" => id = xml::attribute(tag, "styleId").unwrap_or_default(),
        "name"
            if xml::attribute(tag, "val").is_some_and(|name| name.to_lowercase().starts_with("heading")) =>
        {
            headings.insert(id.clone());
        }
        _ => {}
    })?;
    Ok(headings)
}

/// What has been read so far.
#[derive(Default)]
struct Body {
    headings: HashSet<String>,
    blocks: Vec<Block>,
    /// The tables that are open, the innermost last.
    tables: Vec<Table>,
    /// Tables in cells, for after the outermost.
    inner: Vec<Block>,
    text: String,
    is_text: bool,
    /// Whether the run is one that Word does not show.
    hidden: bool,
    /// Whether it is among the properties of a row.
    of_row: bool,
    heading: bool,
    paragraphs: u32,
    /// Elements that say again or no longer what is said elsewhere: how deep it is in them.
    skipped: usize,
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<Cell>>,
    /// The next cell: its column, how many it spans, whether it continues the one above.
    column: usize,
    across: usize,
    goes_on: bool,
    /// Whether the row is marked as deleted.
    gone: bool,
    lines: Vec<String>,
}

impl Body {
    fn is_shown(&self) -> bool {
        self.is_text && !self.hidden
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name();
        if self.of_row && name.as_ref() == "del" {
            self.with_table(|table| table.gone = true);
            return;
        }
        if self.skipped > 0 || BEFORE.contains(&name.as_ref()) {
            self.skipped += 1;
            return;
        }
        let number =
            || xml::attribute(tag, "val").and_then(|number| number.parse().ok()).unwrap_or(1_usize).min(400);
        match name.as_ref() {
            "t" => self.is_text = true,
            "r" => self.hidden = false,
            "vanish" => self.hidden = xml::is_on(tag),
            "trPr" => self.of_row = true,
            "tab" if !self.text.is_empty() => self.text.push(' '),
            "noBreakHyphen" => self.text.push('-'),
            // The mark of a note after a number is no part of it.
            "vertAlign" if self.text.ends_with(|c: char| c.is_ascii_digit()) => {
                let apart = xml::attribute(tag, "val").is_some_and(|how| how != "baseline");
                self.text.push_str(if apart { " " } else { "" });
            }
            "br" | "cr" => self.text.push('\n'),
            "pStyle" => {
                self.heading = xml::attribute(tag, "val").is_some_and(|id| self.headings.contains(&id))
            }
            "tbl" if self.tables.len() >= DEEPEST => self.skipped = 1,
            "tbl" => self.tables.push(Table::default()),
            "tr" => self.with_table(|table| {
                table.rows.push(Vec::new());
                (table.column, table.gone) = (0, false);
            }),
            "gridBefore" => self.with_table(|table| table.column += number()),
            "tc" => self.with_table(|table| (table.across, table.goes_on) = (1, false)),
            "gridSpan" => self.with_table(|table| table.across = number().max(1)),
            "vMerge" => {
                let goes_on = xml::attribute(tag, "val").is_none_or(|how| how != "restart");
                self.with_table(|table| table.goes_on = goes_on);
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match name {
            "t" => self.is_text = false,
            "p" => self.paragraph(),
            "trPr" => self.of_row = false,
            "tr" => self.with_table(|table| drop(table.gone.then(|| table.rows.pop()))),
            "tc" => {
                let place = OriginalPlace::Paragraph(self.paragraphs);
                self.with_table(|table| table.end_cell(place));
            }
            "tbl" => self.end_table(),
            _ => {}
        }
    }

    fn reference(&mut self, name: &str) {
        match entities::entity(name) {
            Some(named) => self.text.push(named),
            None => self.text.push_str(&format!("&{name};")),
        }
    }

    fn with_table(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    fn paragraph(&mut self) {
        self.paragraphs += 1;
        let text = std::mem::take(&mut self.text);
        let heading = std::mem::take(&mut self.heading);
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned);
        match self.tables.last_mut() {
            Some(table) => table.lines.extend(lines),
            None => {
                let place = OriginalPlace::Paragraph(self.paragraphs);
                let line = |text| Block::Line(TextLine { text, heading, place: place.clone() });
                self.blocks.extend(lines.map(line));
            }
        }
    }

    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        let grid = Block::Grid(Grid { rows: table.rows });
        if self.tables.is_empty() {
            self.blocks.push(grid);
            self.blocks.append(&mut self.inner);
        } else {
            self.inner.push(grid);
        }
    }
}

impl Table {
    /// Ends a cell; one that goes on makes the one above it longer.
    fn end_cell(&mut self, place: OriginalPlace) {
        let (column, across) = (self.column, self.across.max(1));
        self.column += across;
        let lines = std::mem::take(&mut self.lines);
        let Some((last, above)) = self.rows.split_last_mut() else { return };
        if self.goes_on {
            let begun =
                above.iter_mut().rev().find_map(|row| row.iter_mut().find(|cell| cell.column == column));
            if let Some(cell) = begun {
                cell.down += 1;
                cell.lines.extend(lines);
                return;
            }
        }
        last.push(Cell { column, across, down: 1, lines, place });
    }
}
