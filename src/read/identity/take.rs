//! Takes the caption of a grid out of the text before it.

use std::cell::OnceCell;
use std::collections::HashSet;

use crate::catalogue::Catalogue;
use crate::catalogue::normal::{compact, numbering};
use crate::read::blocks::{Grid, TextLine};
use crate::read::caption::{self, Caption, CaptionKind};
use crate::read::form;
use crate::read::text::{behind_part_number, has_heading_mark, is_short};

/// Most lines between a title and its grid that are neither of its caption nor
/// the grid's own text again.
pub const STRAY: usize = 2;

/// Most lines that a title is wrapped over.
const WRAPPED: usize = 3;

/// What a line between a title and its grid is.
enum Between {
    Caption(CaptionKind),
    /// The grid's own text again, as loose lines.
    Repeat,
    /// What could be the body's name.
    Body,
    Stray,
    /// It parts what stands before it from the grid.
    End,
}

/// Takes the caption off the end of the text before a grid.
///
/// From the grid upwards: unit and body, year, title, number, the number perhaps
/// below the title. Lines that repeat the grid's own text stand in nobody's way,
/// and a stray line does not after a title that is known.
pub fn take(pending: &mut Vec<TextLine>, grid: &Grid, catalogue: &Catalogue) -> Caption {
    let own = OwnText::of(grid);
    let kinds = kinds(pending, &own, catalogue);
    let taken = titled(pending, &kinds, catalogue).unwrap_or_else(|| untitled(&kinds));
    let mut caption = Caption::default();
    for kind in kinds.into_iter().take(taken) {
        let Some(TextLine { line, text, .. }) = pending.pop() else { break };
        match kind {
            Between::Caption(kind) => {
                let text = whole_unit(text, pending);
                caption.add(kind, line, text, catalogue.captions());
            }
            Between::Body => {
                caption.lines.push(line);
                caption.body.get_or_insert(text);
            }
            Between::Repeat | Between::Stray | Between::End => caption.repeated.push(line),
        }
    }
    if caption.title.is_some() {
        whole_title(&mut caption, pending, catalogue);
        number_above(&mut caption, pending, catalogue);
    }
    caption
}

/// The text of a line of the caption, `元` together with the `单位：万` above it.
fn whole_unit(text: String, above: &[TextLine]) -> String {
    let half = above.last().is_some_and(|above| caption::is_half_unit(&above.text));
    if half && compact(&text) == "元" { "单位：万元".to_owned() } else { text }
}

/// What the lines before a grid are, from the grid upwards, to the first title or
/// the first line that parts them from it.
fn kinds(pending: &[TextLine], own: &OwnText<'_>, catalogue: &Catalogue) -> Vec<Between> {
    let mut kinds = Vec::new();
    let mut strays = 0;
    for line in pending.iter().rev() {
        let kind = between(line, own, catalogue);
        strays += usize::from(matches!(kind, Between::Stray));
        let ends = matches!(kind, Between::Caption(CaptionKind::Title) | Between::End) || strays > STRAY;
        kinds.push(kind);
        if ends {
            break;
        }
    }
    kinds
}

fn between(line: &TextLine, own: &OwnText<'_>, catalogue: &Catalogue) -> Between {
    let text = &line.text;
    let known = catalogue.table_titled(text).is_some();
    let kind = caption::kind(text, catalogue);
    match kind {
        Some(kind) if known || kind != CaptionKind::Title => Between::Caption(kind),
        _ if own.repeats(text) => Between::Repeat,
        Some(kind) => Between::Caption(kind),
        None if is_stray(line) && catalogue.could_be_body(text) => Between::Body,
        None if is_stray(line) => Between::Stray,
        None => Between::End,
    }
}

/// Whether a line could have got between a title and its grid, or between two
/// pages of a table: short, no heading, no sentence.
pub fn is_stray(line: &TextLine) -> bool {
    is_short(&line.text, 30)
        && !line.text.contains(['，', ',', '：', ':', '、'])
        && !has_heading_mark(&line.raw)
        && numbering(&line.text).is_none()
        && behind_part_number(&compact(&line.text)).is_none()
}

/// Whether a line could be the label of a row without amounts, left at the end of a page.
pub fn could_be_label(line: &TextLine) -> bool {
    is_short(&line.text, 30)
        && !line.text.contains(['，', ',', '：', ':', '。'])
        && !has_heading_mark(&line.raw)
        && numbering(&line.text).is_some()
}

/// How many lines a caption with a title takes; `None` where there is none.
fn titled(pending: &[TextLine], kinds: &[Between], catalogue: &Catalogue) -> Option<usize> {
    let count = kinds.len();
    let title = matches!(kinds.last()?, Between::Caption(CaptionKind::Title))
        .then(|| &pending[pending.len() - count])?;
    let strays = kinds.iter().any(|kind| matches!(kind, Between::Stray));
    let known =
        catalogue.table_titled(&title.text).is_some() || form::is_title(&title.text, catalogue.form());
    (!strays || known).then_some(count)
}

/// How many lines a caption without a title takes.
fn untitled(kinds: &[Between]) -> usize {
    kinds
        .iter()
        .take_while(|kind| matches!(kind, Between::Caption(kind) if *kind != CaptionKind::Title))
        .count()
}

/// The line before a title, past displaced quotes, begins it where both together
/// are another known title than it alone, or where it is only an end (`算表`).
fn whole_title(caption: &mut Caption, pending: &mut Vec<TextLine>, catalogue: &Catalogue) {
    let Some(title) = caption.title.clone() else { return };
    let named = |title: &str| catalogue.table_titled(title).map(|table| table.id.as_str());
    let alone = named(&title);
    let is_end = title.chars().count() <= 3;
    let mut whole = title;
    let mut head = pending.len();
    for _ in 1..WRAPPED {
        let quotes = pending[..head].iter().rev().take_while(|line| compact(&line.text).is_empty()).count();
        let Some(before) = head.checked_sub(quotes + 1) else { return };
        let text = &pending[before].text;
        if !is_short(text, 60) || named(text).is_some() || compact(text).ends_with('表') {
            return;
        }
        head = before;
        whole = format!("{text}{whole}");
        let known = named(&whole).is_some_and(|id| Some(id) != alone);
        if known || (is_end && !continues(text)) {
            caption.title = Some(whole);
            caption.title_line = Some(pending[head].line);
            caption.lines.extend(pending.drain(head..).map(|line| line.line));
            return;
        }
    }
}

/// Whether a line continues what the line before it began.
fn continues(text: &str) -> bool {
    text.starts_with(['、', '，', '和', '及', '（'])
}

/// The number on the line above a title.
fn number_above(caption: &mut Caption, pending: &mut Vec<TextLine>, catalogue: &Catalogue) {
    let is_number = |line: &TextLine| caption::kind(&line.text, catalogue) == Some(CaptionKind::Number);
    if pending.last().is_some_and(is_number)
        && let Some(TextLine { line, text, .. }) = pending.pop()
    {
        caption.add(CaptionKind::Number, line, text, catalogue.captions());
    }
}

/// The words of a grid, to know its text again in loose lines.
struct OwnText<'g> {
    grid: &'g Grid,
    words: OnceCell<HashSet<String>>,
}

impl<'g> OwnText<'g> {
    fn of(grid: &'g Grid) -> Self {
        Self { grid, words: OnceCell::new() }
    }

    fn words(&self) -> &HashSet<String> {
        self.words.get_or_init(|| {
            let cells = self.grid.rows.iter().flat_map(|row| row.filled());
            let words = cells.flat_map(|(_, cell)| {
                let each = cell.text.split_whitespace().map(compact);
                each.chain(std::iter::once(compact(&cell.text))).collect::<Vec<_>>()
            });
            words.filter(|word| !word.is_empty()).collect()
        })
    }

    /// Whether a line says nothing but what stands in the grid's cells.
    fn repeats(&self, text: &str) -> bool {
        let mut words = text.split_whitespace().map(compact).filter(|word| !word.is_empty()).peekable();
        words.peek().is_some() && words.all(|word| self.words().contains(&word))
    }
}
