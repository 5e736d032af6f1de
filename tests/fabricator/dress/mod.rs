//! Dress: the dialects in which parsers write grids.

mod html;
mod pipes;
mod plain;
mod ruled;

use super::rng::Rng;
use super::sheet::{Block, Printed};
use html::Lines;
use pipes::Bars;

/// How the rows of a grid are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    Tabs,
    Pipes,
    OneBar,
    NoBars,
    /// One row a line.
    Html,
    HtmlCells,
    HtmlLine,
    PandocGrid,
    Aligned,
    CellLines,
    Csv,
    /// Every field between quotes.
    QuotedCsv,
    /// A Markdown table in a block quote.
    Quoted,
    Pymupdf,
    Word,
    Workbook,
}

impl Dialect {
    /// Those that most texts are in.
    pub const COMMON: &[(Dialect, &str)] =
        &[(Dialect::Tabs, "tabs"), (Dialect::Pipes, "pipes"), (Dialect::Html, "html")];

    pub const ALL: &[(Dialect, &str)] = &[
        (Dialect::Tabs, "tabs"),
        (Dialect::Pipes, "pipes"),
        (Dialect::OneBar, "one-bar"),
        (Dialect::NoBars, "no-bars"),
        (Dialect::Html, "html"),
        (Dialect::HtmlCells, "html-cells"),
        (Dialect::HtmlLine, "html-line"),
        (Dialect::PandocGrid, "pandoc-grid"),
        (Dialect::Aligned, "aligned"),
        (Dialect::CellLines, "cell-lines"),
        (Dialect::Csv, "csv"),
        (Dialect::QuotedCsv, "quoted-csv"),
        (Dialect::Quoted, "block-quote"),
        (Dialect::Pymupdf, "pymupdf"),
        (Dialect::Word, "word"),
        (Dialect::Workbook, "workbook"),
    ];

    /// Writes a disclosure's blocks as text. What only its writer decides (a rule or
    /// none, blank lines or none) is the same for the whole text.
    pub fn write(self, blocks: &[Block], rng: &mut Rng) -> String {
        let pen = Pen { dialect: self, rule: rng.chance(60), first: rng.chance(50), spaced: rng.chance(60) };
        let mut text = String::new();
        for (at, block) in blocks.iter().enumerate() {
            match block {
                Block::Line(line) => {
                    text.push_str(line);
                    text.push_str(if pen.paragraphs() { "\n\n" } else { "\n" });
                }
                Block::Table(table) => pen.table(table, at, &mut text),
            }
        }
        text
    }
}

/// How one writer writes.
struct Pen {
    dialect: Dialect,
    /// Whether there is a rule under the first row, where it may be left out.
    rule: bool,
    /// Whether the one bar is the first.
    first: bool,
    /// Whether blank lines stand about grids.
    spaced: bool,
}

impl Pen {
    /// Whether each line is a paragraph.
    fn paragraphs(&self) -> bool {
        let markdown = [Dialect::PandocGrid, Dialect::Word, Dialect::Pymupdf].contains(&self.dialect);
        markdown || (self.dialect == Dialect::Pipes && self.spaced)
    }

    fn table(&self, table: &Printed, at: usize, text: &mut String) {
        if self.dialect == Dialect::Workbook && !table.continued {
            text.push_str(&format!("{}\n", pipes::workbook(&table.before, &table.sheet, at)));
        } else {
            let blank = if self.spaced || self.paragraphs() { "\n" } else { "" };
            let gap = if self.paragraphs() { "\n\n" } else { "\n" };
            text.push_str(if table.continued { "" } else { blank });
            table.before.iter().for_each(|line| text.push_str(&format!("{line}{gap}")));
            text.push_str(&format!("{blank}{}\n{blank}", self.grid(table)));
        }
        table.after.iter().for_each(|line| text.push_str(&format!("{line}\n")));
        text.push('\n');
    }

    fn grid(&self, table: &Printed) -> String {
        let sheet = &table.sheet;
        match self.dialect {
            Dialect::Tabs => plain::tabs(sheet),
            Dialect::Pipes | Dialect::Workbook => pipes::table(sheet, Bars::Both, true),
            Dialect::OneBar if self.first => pipes::table(sheet, Bars::First, self.rule),
            Dialect::OneBar => pipes::table(sheet, Bars::Last, self.rule),
            Dialect::NoBars => pipes::table(sheet, Bars::Neither, self.rule),
            Dialect::Html => html::table(sheet, Lines::Rows),
            Dialect::HtmlCells => html::table(sheet, Lines::Cells),
            Dialect::HtmlLine => html::table(sheet, Lines::Never),
            Dialect::PandocGrid => ruled::grid(sheet),
            Dialect::Aligned => ruled::aligned(sheet),
            Dialect::CellLines => plain::cells(sheet),
            Dialect::Csv => plain::csv(sheet),
            Dialect::QuotedCsv => plain::quoted_csv(sheet),
            Dialect::Quoted => pipes::quoted(sheet),
            Dialect::Pymupdf => pipes::pymupdf(sheet),
            Dialect::Word => pipes::word(sheet),
        }
    }
}
