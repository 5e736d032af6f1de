//! Noise: what pages, stamps and parsers do to a text, before it is written in a
//! dialect.

mod cells;
mod lines;
mod pages;

use super::rng::Rng;
use super::sheet::{Block, Printed, Slot, mark};
use super::truth::Figure;

/// One kind of noise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noise {
    /// Tables break off at the end of a page and go on under their header.
    PageHeader,
    /// They go on under their title and header.
    PageTitle,
    /// They go on without a header.
    PageBare,
    /// They go on without a header, with other physical columns.
    OtherWidths,
    /// Stamps, pictures and running headers between rows.
    Seals,
    /// Blank cells of some rows are lost.
    DroppedBlanks,
    /// Names broken by a blank.
    BrokenWords,
    /// The end of long names on a row of its own.
    WrappedRows,
    /// A code with a digit printed wrong.
    MisprintedCodes,
    /// An empty column beside a double rule.
    DoubleRules,
    /// Number, title, body and unit in the grid.
    CaptionInside,
    /// A table without its title.
    NoTitles,
    /// Punctuation made half-width.
    HalfWidth,
    /// The grid's text once more, before it, line by line.
    LooseText,
    /// `**1,234.50**`
    Bold,
    /// `1,234. 50`, `合 计`
    Blanks,
    /// `$1,234.50$`
    Formulas,
    /// Blanks that do not break, and full-width ones, about names and amounts.
    WideBlanks,
    /// Contents with leaders, running headers, page numbers, the website's own words.
    Furniture,
}

impl Noise {
    pub const ALL: &[(Noise, &str)] = &[
        (Noise::PageHeader, "page-header"),
        (Noise::PageTitle, "page-title"),
        (Noise::PageBare, "page-bare"),
        (Noise::OtherWidths, "other-widths"),
        (Noise::Seals, "seals"),
        (Noise::DroppedBlanks, "dropped-blanks"),
        (Noise::BrokenWords, "broken-words"),
        (Noise::WrappedRows, "wrapped-rows"),
        (Noise::MisprintedCodes, "misprinted-codes"),
        (Noise::DoubleRules, "double-rules"),
        (Noise::CaptionInside, "caption-inside"),
        (Noise::NoTitles, "no-titles"),
        (Noise::HalfWidth, "half-width"),
        (Noise::LooseText, "loose-text"),
        (Noise::Bold, "bold"),
        (Noise::Blanks, "blanks"),
        (Noise::Formulas, "formulas"),
        (Noise::WideBlanks, "wide-blanks"),
        (Noise::Furniture, "furniture"),
    ];

    /// The blocks with this noise. Where it hides by what a row is known, its figures
    /// are told.
    pub fn apply(self, blocks: Vec<Block>, figures: &mut [Figure], rng: &mut Rng) -> Vec<Block> {
        match self {
            Noise::PageHeader | Noise::PageTitle | Noise::PageBare | Noise::OtherWidths | Noise::Seals => {
                pages::cut(self, blocks, rng)
            }
            Noise::LooseText => lines::repeat_loosely(blocks),
            Noise::Furniture => lines::furnish(blocks, rng),
            Noise::HalfWidth => lines::halve(blocks),
            _ => each_table(blocks, |table| self.table(table, figures, rng)),
        }
    }

    fn table(self, table: &mut Printed, figures: &mut [Figure], rng: &mut Rng) {
        match self {
            Noise::DroppedBlanks => cells::drop_blanks(table, rng),
            Noise::BrokenWords => cells::break_words(table, rng),
            Noise::WrappedRows => cells::wrap(table, rng),
            Noise::MisprintedCodes => cells::misprint(table, figures, rng),
            Noise::DoubleRules => cells::double_rules(table, rng),
            Noise::CaptionInside => cells::caption_inside(table),
            Noise::NoTitles if rng.chance(25) && table.title < table.before.len() => {
                drop(table.before.remove(table.title))
            }
            Noise::Bold => cells::embolden(table),
            Noise::Blanks => cells::blank(table, rng),
            Noise::Formulas => cells::formulate(table),
            Noise::WideBlanks => cells::pad(table, rng),
            _ => {}
        }
    }
}

fn each_table(mut blocks: Vec<Block>, mut change: impl FnMut(&mut Printed)) -> Vec<Block> {
    for block in &mut blocks {
        if let Block::Table(table) = block {
            change(table);
        }
    }
    blocks
}

/// Whether a cell holds an amount.
fn is_amount(slot: &Slot) -> bool {
    slot.text().starts_with(|c| mark(c).is_some())
}
