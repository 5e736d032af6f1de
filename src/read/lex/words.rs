//! Words of lines that no dialect marks: what is an amount, what is of a sentence.

use crate::money::{looks_like_amount, parse_amount};

/// Most characters of a line of headings or labels, and of one cell.
pub const LONGEST: usize = 40;

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '\u{a0}')
}

/// The words of a line.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_blank).filter(|word| !word.is_empty())
}

/// Whether a word is of a sentence or a caption, or too long for a cell.
pub fn is_of_sentence(word: &str) -> bool {
    let marked = word.contains(['。', '，', '；', '！', '？', '…', '|', '<', '>']);
    // 其中：甲 is a label, 部门：某局 a caption.
    let caption = word.contains(['：', ':']) && !word.starts_with("其中");
    marked || caption || word.chars().count() > LONGEST
}

/// Whether a word is an amount.
pub fn is_amount(word: &str) -> bool {
    looks_like_amount(word) && parse_amount(word).is_ok()
}

/// A mark of nothing: `—`, `-`.
pub fn is_nil(word: &str) -> bool {
    word.chars().all(|c| matches!(c, '-' | '—' | '－' | '/'))
}

/// Whether a line has an amount that shows that it is one: with decimals or grouped, or so
/// long after words that it can be nothing else.
pub fn is_printed(text: &str) -> bool {
    let mut labelled = false;
    words(text).any(|word| {
        let amount = is_amount(word);
        let long = labelled && word.len() > LONG && word.bytes().all(|byte| byte.is_ascii_digit());
        labelled |= !amount && !is_nil(word);
        amount && (long || word.contains(['.', ',', '，']))
    })
}

/// Most digits of a number after words that need be no amount: a year, a page.
const LONG: usize = 4;
