//! A line as it reads: entities and escapes resolved, tags and characters without
//! width gone, letters and digits of half width. What is personal is looked for in
//! it, whatever the spelling, and goes from the line as it stands.

use std::borrow::Cow;
use std::ops::Range;

use crate::read::redact::words::is_han;
use crate::source::entities;

/// The plain reading of a line, with where each character of it stands.
#[derive(Debug)]
pub struct Plain<'a> {
    line: &'a str,
    text: Cow<'a, str>,
    /// Of each character: its byte in the plain text, and its bytes in the line. None
    /// where the line is plain.
    places: Vec<(usize, Range<usize>)>,
}

/// Longest tag in characters.
const LONGEST_TAG: usize = 60;

/// Fewest digits in a tag that can be a telephone.
const FEWEST_DIGITS: usize = 7;

/// Most marks of emphasis side by side.
const LONGEST_EMPHASIS: usize = 3;

/// Longest entity in bytes.
const LONGEST_ENTITY: usize = 10;

impl<'a> Plain<'a> {
    pub fn new(line: &'a str) -> Self {
        if !line.contains(|c| matches!(c, '&' | '<' | '\\' | '*' | '_') || is_invisible(c) || half(c) != c) {
            return Self { line, text: Cow::Borrowed(line), places: Vec::new() };
        }
        let (mut text, mut places) = (String::with_capacity(line.len()), Vec::new());
        let mut at = 0;
        while let Some((read, length)) = emphasis(line, at).or_else(|| next(&line[at..])) {
            if let Some(c) = read {
                places.push((text.len(), at..at + length));
                text.push(c);
            }
            at += length;
        }
        Self { line, text: Cow::Owned(text), places }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the line in which a range of the plain text stands; with the tags after
    /// it, where there are tags in it.
    pub fn range(&self, range: &Range<usize>) -> Range<usize> {
        let inside = self.places.partition_point(|(start, _)| *start < range.start);
        let behind = self.places.partition_point(|(start, _)| *start < range.end);
        let Some([first, .., last]) = self.places.get(inside..behind) else {
            return self
                .places
                .get(inside)
                .filter(|_| inside < behind)
                .map_or(range.clone(), |one| one.1.clone());
        };
        let within = first.1.start..last.1.end;
        let next = self.places.get(behind).map_or(self.line.len(), |next| next.1.start);
        if self.line[within.clone()].contains('<') { within.start..next } else { within }
    }
}

/// Characters without width, which part nothing.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}'
        | '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}' | '\u{feff}' | '\u{fffd}' | '\u{ad}' | '\u{fe00}'..='\u{fe0f}')
}

/// A letter or digit, or the mark of an address, in half width.
pub fn half(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '＠' | '．' | '－' | '＿' => {
            char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
        }
        // The dot in a name.
        '•' | '‧' | '・' => '·',
        // Those of formulas, bold and the like.
        '\u{1d7ce}'..='\u{1d7ff}' => char::from_digit((c as u32 - 0x1d7ce) % 10, 10).unwrap_or(c),
        _ => c,
    }
}

/// What stands at the start of a text as it reads, nothing where it is not seen, and
/// how long it is.
fn next(text: &str) -> Option<(Option<char>, usize)> {
    let c = text.chars().next()?;
    let read = match c {
        '&' => entity(text).map(|(c, length)| (Some(c), length)),
        '\\' => escape(text).map(|(c, length)| (Some(c), length)),
        '<' => tag(text),
        _ => None,
    };
    let (read, length) = read.unwrap_or((Some(c), c.len_utf8()));
    Some((read.filter(|c| !is_invisible(*c)).map(half), length))
}

/// The marks of emphasis at a place that part one character from others (`王**小**明`), which
/// are not seen, and how long they are.
fn emphasis(line: &str, at: usize) -> Option<(Option<char>, usize)> {
    let marks = line[at..].bytes().take(LONGEST_EMPHASIS + 1);
    let length = marks.take_while(|byte| matches!(byte, b'*' | b'_')).count();
    if !(1..=LONGEST_EMPHASIS).contains(&length) {
        return None;
    }
    let (mut before, mut behind) = (line[..at].chars().rev(), line[at + length..].chars());
    let is = |c: Option<char>| c.is_some_and(is_han);
    let between = is(before.next()) && is(behind.next());
    (between && (!is(before.next()) || !is(behind.next()))).then_some((None, length))
}

/// The character that an entity of a web page at the start stands for.
fn entity(text: &str) -> Option<(char, usize)> {
    let inner = text.strip_prefix('&')?;
    let (name, _) = inner.split_at(inner.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';')?);
    Some((entities::entity(name)?, name.len() + 2))
}

/// The character that an escape of settings at the start stands for (`\u738b`).
fn escape(text: &str) -> Option<(char, usize)> {
    let digits = match text.as_bytes().get(1)? {
        b'u' => 4,
        b'U' => 8,
        // As Markdown keeps a mark from being one.
        mark if mark.is_ascii_punctuation() => return Some((char::from(*mark), 2)),
        _ => return None,
    };
    let code = u32::from_str_radix(text.get(2..2 + digits)?, 16).ok()?;
    Some((char::from_u32(code)?, 2 + digits))
}

/// What a tag at the start reads: nothing, or a space where it breaks the line. Those of
/// cells stay, and those that say or lead to something.
fn tag(text: &str) -> Option<(Option<char>, usize)> {
    // A remark that holds nothing.
    if let Some(inner) = text.strip_prefix("<!--") {
        let end = inner.bytes().take(LONGEST_TAG).position(|byte| byte == b'>')?;
        let bare = inner[..end].strip_suffix("--")?;
        let says = bare.contains(|c: char| !c.is_ascii() || c.is_ascii_digit());
        return (!says).then_some((None, "<!--".len() + end + 1));
    }
    let inner = text.strip_prefix('<')?;
    let name = inner.trim_start_matches('/');
    let is = |tags: &[&str]| {
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        tags.iter().any(|tag| name[..end].eq_ignore_ascii_case(tag))
    };
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let (close, _) = inner.char_indices().take(LONGEST_TAG).find(|(_, c)| *c == '>')?;
    let breaks = is(&["br", "p", "div", "li"]).then_some(' ');
    let of_cell = is(&["td", "th", "tr", "table", "thead", "tbody"]);
    let address = inner[..close].contains('@') && !inner[..close].contains([' ', '"']);
    let attributes = &inner[..close];
    let says = ["title=", "alt=", "value="].iter().any(|name| attributes.contains(name));
    let leads = attributes.bytes().filter(u8::is_ascii_digit).count() >= FEWEST_DIGITS;
    (!of_cell && !address && !says && !leads).then_some((breaks, close + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_reads_the_same_however_it_is_spelled() {
        for (line, plain) in [
            ("王小明", "王小明"),
            ("&#29579;小&#x660e;", "王小明"),
            (r"\u738b小\U0000660e", "王小明"),
            ("王<b class=\"x\">小</b>明", "王小明"),
            ("：王**小**明", "：王小明"),
            ("**王小明**负责", "**王小明**负责"),
            ("王\u{200b}小\u{202e}明", "王小明"),
            ("一<br/>二", "一 二"),
            ("<td>甲</td>", "<td>甲</td>"),
            ("Ａ１＠ａ．ｃｎ：５ < 6 & \\n", "A1@a.cn：5 < 6 & \\n"),
        ] {
            assert_eq!(Plain::new(line).text(), plain);
        }
    }

    #[test]
    fn what_is_found_is_gone_from_the_line_as_it_stands() {
        let line = "由王<b>小</b>明&#29579;到场";
        let plain = Plain::new(line);
        let found = plain.text().find("小明王").map(|at| at..at + "小明王".len()).unwrap();
        assert_eq!(&line[plain.range(&found)], "小</b>明&#29579;");
        let found = plain.text().find("王小").map(|at| at..at + "王小".len()).unwrap();
        assert_eq!(&line[plain.range(&found)], "王<b>小</b>");
        let whole = Plain::new("一二三");
        assert_eq!(whole.range(&(3..6)), 3..6);
    }
}
