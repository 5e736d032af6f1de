//! Word: paragraphs, headings, tables with what their cells span; a table in a cell comes after
//! the one that it stands in.

mod styles;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::archive::Archive;
use super::document::{Block, Cell, Document, Grid, OriginalPlace, Page, TextLine};
use super::{Problem, xml};
use crate::source::entities;
use styles::Styles;

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
/// Most paragraphs that are open at once, one in a box in the other.
const MOST_OPEN: usize = 100;

/// Reads a `.docx`.
///
/// # Errors
/// Where it is no document, is locked, or claims more than any has.
pub fn docx(bytes: &[u8]) -> Result<Document, Problem> {
    let mut archive = Archive::open(bytes)?;
    let text = archive.text("word/document.xml")?;
    let text = text.ok_or_else(|| Problem::Broken("没有 word/document.xml".to_owned()))?;
    let styles = archive.text("word/styles.xml")?.unwrap_or_default();
    let mut body = Body { styles: Styles::of(&styles)?, ..Body::default() };
    let mut reader = Reader::from_str(&text);
    loop {
        match xml::next(&mut reader)? {
            Event::Start(tag) => body.start(&tag),
            Event::Empty(tag) => {
                body.start(&tag);
                body.end(tag.local_name().as_ref());
            }
            Event::End(tag) => body.end(tag.local_name().as_ref()),
            Event::Text(text) => body.text(&text),
            Event::GeneralRef(name) => match entities::entity(&name) {
                Some(named) => body.text(named.encode_utf8(&mut [0; 4])),
                None => body.text(&format!("&{};", &*name)),
            },
            Event::Eof => break,
            _ => {}
        }
    }
    let hidden = Some(body.hidden).filter(|hidden| *hidden > 0);
    let doubts = hidden.map(|hidden| format!("有 {hidden} 个字是隐藏的，没有读")).into_iter().collect();
    let page = Page { unread: body.hidden > 0, blocks: body.blocks, ..Page::default() };
    Ok(Document { pages: vec![page], doubts })
}

/// What has been read so far.
#[derive(Default)]
struct Body {
    styles: Styles,
    blocks: Vec<Block>,
    /// The tables that are open, the innermost last.
    tables: Vec<Table>,
    /// Tables in cells, for after the outermost.
    inner: Vec<Block>,
    text: String,
    is_text: bool,
    /// The styles of the paragraphs that are open: one may be in a box in another.
    of_paragraphs: Vec<Option<String>>,
    run: Run,
    /// How many characters Word does not show.
    hidden: usize,
    /// Whether it is among the properties of a row.
    of_row: bool,
    heading: bool,
    paragraphs: u32,
    /// Elements that say again or no longer what is said elsewhere: how deep it is in them.
    skipped: usize,
}

/// A run of text.
#[derive(Default)]
struct Run {
    style: Option<String>,
    /// Whether it says of itself that it is hidden, or that it is not.
    hides: Option<bool>,
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
    fn text(&mut self, text: &str) {
        if !self.is_text {
            return;
        }
        let paragraph = self.of_paragraphs.last().and_then(Option::as_deref);
        let styled = || self.styles.hide(paragraph, self.run.style.as_deref());
        if self.run.hides.unwrap_or_else(styled) {
            self.hidden += text.chars().filter(|c| !c.is_whitespace()).count();
        } else {
            self.text.push_str(text);
        }
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
            "p" if self.of_paragraphs.len() >= MOST_OPEN => self.skipped = 1,
            "p" => self.of_paragraphs.push(None),
            "r" => self.run = Run::default(),
            "rStyle" => self.run.style = xml::attribute(tag, "val"),
            "vanish" => self.run.hides = Some(xml::is_on(tag)),
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
                let style = xml::attribute(tag, "val");
                self.heading = style.as_deref().is_some_and(|id| self.styles.is_heading(id));
                self.of_paragraphs.last_mut().into_iter().for_each(|own| own.clone_from(&style));
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
            "p" => {
                self.of_paragraphs.pop();
                self.paragraph();
            }
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
