//! Saved pages: lines, headings, tables with what their cells span. Scripts, styles and menus are
//! not read; a table that holds another only sets the page, so its cells are text.

mod bytes;
mod tags;

use super::Problem;
use super::document::{Block, Cell, Document, Grid, OriginalPlace, Page, TextLine};
use tags::{Part, Tag};

/// Most columns or rows that a cell may claim to span.
const WIDEST: usize = 200;
/// Elements whose content is not read.
const UNREAD: [&str; 13] = [
    "script", "style", "head", "nav", "noscript", "select", "textarea", "svg", "template", "iframe", "del",
    "s", "strike",
];
/// Elements that have an end, so that what they hide is known.
const HIDEABLE: [&str; 7] = ["div", "span", "table", "section", "article", "ul", "ol"];
/// Most blocks and cells of a page.
const MOST: usize = 500_000;

/// Reads a saved page, in the encoding that it names or that its bytes are in.
///
/// # Errors
/// Where its bytes have no meaning in its encoding, or it claims more than any page has.
pub fn read(bytes: &[u8]) -> Result<Document, Problem> {
    let blocks = blocks(&bytes::decode(bytes)?)?;
    Ok(Document { pages: vec![Page { blocks, ..Page::default() }], ..Document::default() })
}

/// The blocks of a page or a piece of one.
///
/// # Errors
/// Where it claims more than any page has.
pub fn blocks(text: &str) -> Result<Vec<Block>, Problem> {
    let mut page = Reader::default();
    for part in tags::parts(text) {
        match part {
            Part::Text(text) => page.text(&text),
            Part::Tag(tag) => page.tag(&tag),
        }
        if page.count > MOST {
            return Err(Problem::TooLarge);
        }
    }
    if let Some((name, _)) = page.skipped {
        return Err(Problem::Broken(format!("<{name}> 没有结束")));
    }
    page.end_line();
    while !page.tables.is_empty() {
        page.end_table();
    }
    Ok(page.blocks)
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    tables: Vec<Table>,
    line: String,
    heading: bool,
    count: usize,
    /// The element whose content is not read, and how many of its name are open.
    skipped: Option<(String, usize)>,
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<Cell>>,
    open: bool,
    lines: Vec<String>,
    span: (usize, usize),
    /// What stands beside its cells; where a table is inside one, all that its cells said before.
    inner: Vec<Block>,
}

impl Reader {
    fn text(&mut self, text: &str) {
        if self.skipped.is_some() {
            return;
        }
        for (at, word) in text.split(|c: char| c.is_ascii_whitespace()).enumerate() {
            if at > 0 && !self.line.ends_with(' ') && !self.line.is_empty() {
                self.line.push(' ');
            }
            self.line.push_str(word);
        }
    }

    /// Whether a tag is one of content that is not read, or begins or ends it.
    fn skips(&mut self, tag: &Tag) -> bool {
        let name = tag.name.as_str();
        // A head may go without its end.
        if self.skipped.as_ref().is_some_and(|(skipped, _)| skipped == "head" && name == "body") {
            self.skipped = None;
        }
        let Some((skipped, depth)) = &mut self.skipped else {
            let hidden = HIDEABLE.contains(&name) && tag.is_hidden();
            let begins = (hidden || UNREAD.contains(&name)) && !tag.closes && !tag.is_whole;
            self.skipped = begins.then(|| (tag.name.clone(), 1));
            return begins;
        };
        if skipped == name && !tag.is_whole {
            *depth = if tag.closes { depth.saturating_sub(1) } else { depth.saturating_add(1) };
        }
        if *depth == 0 {
            self.skipped = None;
        }
        true
    }

    fn tag(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        if self.skips(tag) {
            return;
        }
        match name {
            // The mark of a note after a number is no part of it.
            "sup" | "sub" if !tag.closes && self.line.ends_with(|c: char| c.is_ascii_digit()) => {
                self.line.push(' ');
            }
            "br" | "p" | "div" | "li" | "ul" | "ol" | "section" | "article" | "dd" | "dt" | "hr" | "form"
            | "body" => self.end_line(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_line();
                self.heading = !tag.closes;
            }
            "caption" => self.end_line(),
            "table" if tag.closes => self.end_table(),
            "table" => {
                self.end_line();
                let count = self.count;
                if let Some(outer) = self.tables.last_mut() {
                    outer.dissolve(count);
                }
                self.tables.push(Table::default());
            }
            "tr" => {
                self.end_cell();
                if !tag.closes
                    && let Some(table) = self.tables.last_mut()
                {
                    table.rows.push(Vec::new());
                }
            }
            "td" | "th" => {
                self.end_cell();
                if !tag.closes
                    && let Some(table) = self.tables.last_mut()
                {
                    if table.rows.is_empty() {
                        table.rows.push(Vec::new());
                    }
                    table.open = true;
                    table.span = (tag.number("colspan"), tag.number("rowspan"));
                }
            }
            _ => {}
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.trim();
        if line.is_empty() {
            return;
        }
        self.count += 1;
        match self.tables.last_mut() {
            Some(table) if table.open => table.lines.push(line.to_owned()),
            Some(table) => table.inner.push(text_line(line.to_owned(), self.heading, self.count)),
            None => self.blocks.push(text_line(line.to_owned(), self.heading, self.count)),
        }
    }

    fn end_cell(&mut self) {
        self.end_line();
        let count = self.count;
        if let Some(table) = self.tables.last_mut().filter(|table| table.open) {
            table.end_cell(OriginalPlace::Paragraph(count as u32));
            self.count += 1;
        }
    }

    /// Ends a table. One with tables inside sets the page: its own cells are lines.
    fn end_table(&mut self) {
        self.end_cell();
        let Some(mut table) = self.tables.pop() else { return };
        let ends = table.rows.iter().flatten().map(|cell| cell.column + cell.across);
        let columns = ends.max().unwrap_or_default();
        let sets_page = table.inner.iter().any(|block| matches!(block, Block::Grid(_)));
        if sets_page || columns < 2 {
            table.dissolve(self.count);
        } else {
            table.inner.push(Block::Grid(Grid { rows: std::mem::take(&mut table.rows) }));
        }
        let mut blocks = table.inner;
        match self.tables.last_mut() {
            Some(outer) => outer.inner.append(&mut blocks),
            None => self.blocks.append(&mut blocks),
        }
    }
}

fn text_line(text: String, heading: bool, count: usize) -> Block {
    Block::Line(TextLine { text, heading, place: OriginalPlace::Paragraph(count as u32) })
}

impl Table {
    /// Makes lines of what its cells have said so far.
    fn dissolve(&mut self, count: usize) {
        let said = std::mem::take(&mut self.rows).into_iter().flatten().flat_map(|cell| cell.lines);
        let said: Vec<String> = said.chain(std::mem::take(&mut self.lines)).collect();
        self.inner.extend(said.into_iter().map(|line| text_line(line, false, count)));
    }

    fn end_cell(&mut self, place: OriginalPlace) {
        self.open = false;
        let (across, down) = (self.span.0.clamp(1, WIDEST), self.span.1.clamp(1, WIDEST));
        let lines = std::mem::take(&mut self.lines);
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        let Some(row) = self.rows.last_mut() else { return };
        let column = row.last().map_or(0, |cell| cell.column + cell.across);
        row.push(Cell { column, across, down, lines, place });
    }
}
