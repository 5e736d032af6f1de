//! What a line is to the table it may stand in, by its chunks alone.

use super::chunks::{self, Chunk, chunks};
use crate::read::lex::width::Measure;

/// Longest chunk of a row, in characters; a longer one is prose.
const LONGEST: usize = 45;

/// Most chunks of a row.
const MOST: usize = 60;

/// What a line is to the table it may stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    Blank,
    /// A number beside something else.
    Data,
    /// Several chunks of words.
    Words,
    /// One chunk of words.
    Single,
    /// One printed amount.
    Amount,
    /// A rule of dashes.
    Rule,
    /// A page's number at its end.
    PageNumber,
    /// The head come again, or a watermark.
    Repeated,
    /// What stands in no table: prose, a title, a line that states something.
    Apart,
}

/// What a line is.
pub fn kind(text: &str) -> LineKind {
    if text.trim().is_empty() {
        return LineKind::Blank;
    }
    let chunks = chunks(text, Measure::Characters);
    let numbers = chunks.iter().filter(|chunk| chunk.number).count();
    let dashes = text.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '=' | '─'))
        && text.chars().filter(|c| !c.is_whitespace()).nth(2).is_some();
    let prose = |chunk: &Chunk<'_>| chunk.text.contains('。') || chunk.text.chars().count() > LONGEST;
    match chunks.len() {
        0 | MOST.. => LineKind::Apart,
        _ if dashes => LineKind::Rule,
        _ if chunks.iter().any(prose) => LineKind::Apart,
        1 if chunks::is_printed_amount(chunks[0].text) => LineKind::Amount,
        1 if numbers == 1 => LineKind::Apart,
        1 if numbers == 0 && stands_apart(chunks[0].text) => LineKind::Apart,
        1 if numbers == 0 => LineKind::Single,
        _ if numbers > 0 => LineKind::Data,
        _ if chunks.iter().any(|chunk| states(chunk.text)) => LineKind::Apart,
        _ => LineKind::Words,
    }
}

/// Whether a line of its own is no cell: the title of a table, or what states
/// something.
fn stands_apart(text: &str) -> bool {
    let title = text.rsplit_once('表').is_some_and(|(_, rest)| {
        let numbered = |c: char| c.is_ascii_digit() || "-－()（）一二三四五六七八九十续".contains(c);
        let rest = rest.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
        rest.chars().all(numbered) || (rest.starts_with(['（', '(']) && rest.ends_with(['）', ')']))
    });
    title || states(text) || text.starts_with('#')
}

/// Whether a text states something of a table: `单位：万元`. `其中：` begins a row.
fn states(text: &str) -> bool {
    text.contains(['：', ':']) && !text.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with("其中")
}
