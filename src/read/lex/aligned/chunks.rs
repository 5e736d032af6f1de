//! The chunks of a line: what two blanks or more part, and numbers that stand one
//! blank, or none, beside words.

use std::ops::Range;

use crate::money::looks_like_amount;
use crate::read::lex::width::Measure;

/// What stands between two gaps of a line.
#[derive(Debug, Clone)]
pub struct Chunk<'a> {
    pub text: &'a str,
    /// Its bytes in the line.
    pub bytes: Range<usize>,
    /// The columns of text it takes.
    pub from: usize,
    pub to: usize,
    /// Whether it is a number or a mark that stands for none.
    pub number: bool,
}

impl Chunk<'_> {
    /// Whether it is a mark that stands for no number.
    pub fn is_mark(&self) -> bool {
        self.number && !self.text.contains(|c: char| c.is_ascii_digit())
    }

    /// Whether two chunks stand in one column of text.
    pub fn overlaps(&self, range: &Range<usize>) -> bool {
        self.from < range.end && range.start < self.to
    }
}

/// Longest line that can be a row, in bytes.
const LONGEST: usize = 3_000;

/// The chunks of a line; none of one that is too long for a row.
pub fn chunks(line: &str, measure: Measure) -> Vec<Chunk<'_>> {
    if line.len() > LONGEST {
        return Vec::new();
    }
    let places = measure.places(line);
    let mut cuts: Vec<Range<usize>> = Vec::new();
    let mut from: Option<usize> = None;
    let mut blanks = 0;
    for (at, place) in places.iter().enumerate() {
        if place.c.is_whitespace() {
            blanks += 1;
            continue;
        }
        if blanks > 1
            && let Some(from) = from.replace(at)
        {
            cuts.push(from..at - blanks);
        }
        from.get_or_insert(at);
        blanks = 0;
    }
    cuts.extend(from.map(|from| from..places.len() - blanks));
    let byte = |at: usize| places.get(at).map_or(line.len(), |place| place.byte);
    let column = |at: usize| places.get(at).map_or(0, |place| place.column);
    let whole = |cut: &Range<usize>| (byte(cut.start)..byte(cut.end), cut.start);
    let mut chunks = Vec::new();
    for (whole, first) in cuts.iter().map(whole) {
        let (mut at, mut end) = (first, whole.start);
        let coded = chunks.first().is_some_and(|first: &Chunk<'_>| is_code(first.text));
        for part in parts(&line[whole.clone()], coded) {
            let bytes = whole.start + part.start..whole.start + part.end;
            let text = &line[bytes.clone()];
            at += line[end..bytes.start].chars().count();
            let from = column(at);
            at += text.chars().count();
            end = bytes.end;
            chunks.push(Chunk {
                text,
                bytes,
                from,
                to: column(at - 1) + last_width(text, measure),
                number: is_number(text),
            });
        }
    }
    chunks
}

fn last_width(text: &str, measure: Measure) -> usize {
    text.chars().next_back().map_or(0, |c| measure.width(c))
}

/// The parts of a text without gaps: a printed amount and words, or two amounts,
/// are two parts; an account code and the name after it too. In a row that begins
/// with the first part of a code (`coded`) two digits are another part.
fn parts(text: &str, coded: bool) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let end = at + bare.len();
        let glued =
            amount_before_words(bare).or_else(|| amount_before_amount(bare)).map(|length| at + length);
        let own = glued.map_or(at..end, |cut| at..cut);
        let cut = |last: &Range<usize>| is_cut(&text[last.clone()], &text[own.clone()], coded);
        match parts.last_mut().filter(|last| !cut(last)) {
            Some(last) => last.end = own.end,
            None => parts.push(own),
        }
        parts.extend(glued.map(|cut| cut..end));
        at += word.len();
    }
    parts
}

/// Whether two neighbours with one blank between them are two cells.
fn is_cut(before: &str, after: &str, coded: bool) -> bool {
    let (left, right) = (is_printed_amount(before), is_printed_amount(after));
    let word = |text: &str| text.chars().any(char::is_alphabetic);
    (left && (right || word(after))) || (right && word(before)) || (is_part(before, coded) && word(after))
}

/// Whether a text is an account code, or after the first part of one another part.
fn is_part(text: &str, coded: bool) -> bool {
    is_code(text) || (coded && text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a text is an amount as only amounts are printed: with two decimals or
/// with groups of three.
pub fn is_printed_amount(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let bare = text.trim_start_matches(['-', '－', '△', '(', '（']).trim_end_matches([')', '）']);
    let (whole, decimals) = bare.split_once('.').map_or((bare, None), |(whole, rest)| (whole, Some(rest)));
    let mut groups = whole.split(',');
    let first = groups.next().is_some_and(digits);
    let grouped = groups.clone().count() > 0;
    let rest = groups.all(|group| group.len() == 3 && digits(group));
    let decimals = decimals.map(|decimals| decimals.len() == 2 && digits(decimals));
    first && rest && decimals.unwrap_or(grouped)
}

/// An account code: three, five or seven digits.
pub fn is_code(text: &str) -> bool {
    matches!(text.len(), 3 | 5 | 7) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// How long the amount is that words stand right after: `13,297.11一、基本支出`.
fn amount_before_words(word: &str) -> Option<usize> {
    let length = word.find(|c: char| !(c.is_ascii_digit() || ",.".contains(c)))?;
    let words = word[length..].starts_with(|c: char| c.is_alphabetic() && !c.is_ascii());
    let amount = &word[..length];
    (words && is_printed_amount(amount) && !word[length..].starts_with(['元', '万', '亿'])).then_some(length)
}

/// How long the first of two amounts with two decimals is that stand right after
/// one another: `1,234.50678.90`.
fn amount_before_amount(word: &str) -> Option<usize> {
    let length = word.find('.')? + 3;
    let (first, second) = word.split_at_checked(length)?;
    let both = is_printed_amount(first) && second.contains('.') && is_printed_amount(second);
    both.then_some(length)
}

/// Whether a text is a number, a percentage or a mark that stands for none.
fn is_number(text: &str) -> bool {
    let text = plain(text);
    let mark = matches!(text, "-" | "--" | "—" | "——" | "－" | "/" | "〇" | "―");
    let number = text.strip_suffix(['%', '％']).unwrap_or(text);
    mark || (looks_like_amount(number) && !text.ends_with(['.', '．']))
}

/// A text without what tools write about it to say how it looks: `$1.00$`, `**1.00**`,
/// `1.00&nbsp;`.
fn plain(text: &str) -> &str {
    let mut text = text.trim();
    for around in ["&nbsp;", "**", "$"] {
        text = text.strip_prefix(around).unwrap_or(text).trim();
        text = text.strip_suffix(around).unwrap_or(text).trim();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_parted_from_words_beside_them() {
        for (line, expected) in [
            ("  科目编码    合 计", vec!["科目编码", "合 计"]),
            (
                "一、财政拨款   13,297.11 一、支出  -1.00",
                vec!["一、财政拨款", "13,297.11", "一、支出", "-1.00"],
            ),
            ("13,297.11一、支出", vec!["13,297.11", "一、支出"]),
            ("20102 政协事务  10,191.56 5.00", vec!["20102", "政协事务", "10,191.56", "5.00"]),
            ("2023 年预算 30 万元", vec!["2023 年预算 30 万元"]),
            ("预算12.50万元", vec!["预算12.50万元"]),
            ("支出   1,234.50678.90", vec!["支出", "1,234.50", "678.90"]),
            ("201  05   07 某项支出   1.00", vec!["201", "05", "07", "某项支出", "1.00"]),
        ] {
            let found = chunks(line, Measure::Characters);
            assert_eq!(found.iter().map(|chunk| chunk.text).collect::<Vec<_>>(), expected);
            for chunk in found {
                assert_eq!(&line[chunk.bytes.clone()], chunk.text);
                assert_eq!(chunk.to - chunk.from, chunk.text.chars().count());
            }
        }
    }
}
