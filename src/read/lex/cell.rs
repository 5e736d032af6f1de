//! What a cell says once the marks of its dialect are taken off: tags, entities,
//! emphasis, formulas, characters without width; its wrapped lines joined, a
//! number that a parser cut or spaced out put together.
//!
//! Nothing is put right that was published: only what parsers add goes.

use crate::money::looks_like_amount;
use crate::read::lex::formula;
use crate::source::entities;

/// Which marks a dialect knows, beside those that parsers leave in any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// None of its own.
    Plain,
    /// A backslash before a character that would be a mark.
    Markdown,
    /// Any tag, and white space that counts once.
    Html,
}

/// The text of a cell.
pub fn text(raw: &str, marks: Marks) -> String {
    let raw = raw.trim();
    let spaced = || raw.contains(char::is_whitespace);
    if !raw.contains(|c| is_mark(c) || is_invisible(c)) && !spaced() {
        return raw.to_owned();
    }
    wrapped(std::iter::once(raw), marks)
}

/// The text of a cell that stands on several lines.
pub fn wrapped<'a>(raw: impl Iterator<Item = &'a str>, marks: Marks) -> String {
    let parts: Vec<String> =
        raw.flat_map(|line| lines(line, marks)).map(|line| unmarked(&line, marks)).collect();
    let joined = join(&parts);
    closed_up(&joined).unwrap_or(joined)
}

fn is_mark(c: char) -> bool {
    matches!(c, '*' | '~' | '`' | '<' | '&' | '$' | '\\')
}

/// Characters without width, which parsers leave between others.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Tags that say only how a text looks, and may stand in any dialect.
const TAGS: &[&str] = &[
    "br", "p", "div", "span", "b", "strong", "i", "em", "u", "s", "del", "sup", "sub", "font", "center",
    "small",
];

/// The lines of a cell: parted where a tag breaks them; no tag in them.
fn lines(raw: &str, marks: Marks) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut rest = raw;
    while let Some(at) = rest.find('<') {
        push(&mut lines, &rest[..at]);
        rest = &rest[at..];
        let name = tag(rest).filter(|(name, _)| marks == Marks::Html || TAGS.contains(&name.as_str()));
        match name {
            Some((name, length)) => {
                if matches!(name.as_str(), "br" | "p" | "div") {
                    lines.push(String::new());
                }
                rest = &rest[length..];
            }
            None => {
                push(&mut lines, "<");
                rest = &rest[1..];
            }
        }
    }
    push(&mut lines, rest);
    lines
}

fn push(lines: &mut [String], text: &str) {
    if let Some(last) = lines.last_mut() {
        last.push_str(text);
    }
}

/// Longest tag with its attributes.
const LONGEST_TAG: usize = 400;

/// The name of the tag at the beginning of a text, in small letters and without
/// its slash, and its length.
fn tag(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix('<')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).take(12).collect();
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && inner[name.len()..].starts_with(['>', ' ', '/', '\t', '\n', '\r']);
    let close = || text.bytes().take(LONGEST_TAG).position(|byte| byte == b'>');
    begins.then(close).flatten().map(|close| (name.to_ascii_lowercase(), close + 1))
}

/// A line without marks.
fn unmarked(line: &str, marks: Marks) -> String {
    let mut text: String = entities::resolved(line).chars().filter(|c| !is_invisible(*c)).collect();
    if text.contains('$') {
        text = formula::without(&text);
    }
    if let Some(inner) = text.trim().strip_prefix("**").and_then(|text| text.strip_suffix("* *")) {
        text = inner.to_owned();
    }
    text = text.replace("**", "").replace("~~", "");
    if marks == Marks::Markdown && text.contains('\\') {
        text = unescaped(&text);
    }
    let mut text = text.trim();
    for mark in ['*', '`'] {
        let inner = text.strip_prefix(mark).and_then(|text| text.strip_suffix(mark));
        text = inner.filter(|inner| !inner.is_empty() && !inner.contains(mark)).unwrap_or(text);
    }
    match marks {
        Marks::Html => text.split_whitespace().collect::<Vec<_>>().join(" "),
        _ => text.replace('\u{a0}', " "),
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.next_if(|next| c == '\\' && next.is_ascii_punctuation()) {
            Some(next) => out.push(next),
            None => out.push(c),
        }
    }
    out
}

/// The lines of a cell as one text.
fn join(lines: &[String]) -> String {
    let mut whole = String::new();
    for line in lines.iter().filter(|line| !line.is_empty()) {
        if whole.is_empty() {
            whole.push_str(line);
        } else if let Some(number) = with_marks(&whole, line) {
            whole = number;
        } else {
            whole.push_str(if goes_on(&whole, line) { "" } else { " " });
            whole.push_str(line);
        }
    }
    whole
}

/// A number whose separators a parser put on a line of their own: `1 252 300`
/// over `, ,`.
fn with_marks(number: &str, line: &str) -> Option<String> {
    let marks: Vec<&str> = line.split_whitespace().collect();
    let groups: Vec<&str> = number.split_whitespace().collect();
    let digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    if !digits || groups.len() != marks.len() + 1 || !marks.iter().all(|mark| matches!(*mark, "," | ".")) {
        return None;
    }
    let behind = groups[1..].iter().zip(&marks).flat_map(|(group, mark)| [*mark, *group]);
    Some(std::iter::once(groups[0]).chain(behind).collect())
}

/// Whether a line continues the word or the number that ended the line before.
fn goes_on(before: &str, after: &str) -> bool {
    if looks_like_amount(before) && looks_like_amount(after) {
        return number_goes_on(before, after);
    }
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else { return true };
    let parted =
        "。；！？:：;".contains(last) || (last.is_ascii_alphanumeric() && first.is_ascii_alphanumeric());
    !parted && !begins_point(after)
}

/// Whether a text begins a point of its own: `2.完成`, `（二）`.
pub fn begins_point(text: &str) -> bool {
    let inner = text.trim_start_matches(['(', '（']);
    let digits = inner.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    digits.len() < inner.len() && digits.starts_with(['、', '.', '．', ')', '）'])
}

/// Whether two texts are parts of one number: a separator stands at the cut, or
/// the second completes a group of three or the second decimal.
fn number_goes_on(before: &str, after: &str) -> bool {
    let is_separator = |c: char| matches!(c, ',' | '.' | '，' | '．');
    if before.ends_with(is_separator) || after.starts_with(is_separator) {
        return true;
    }
    let last = before.rsplit(is_separator).next().unwrap_or_default().len();
    let first = after.split(is_separator).next().unwrap_or_default().len();
    match before.rfind(is_separator).map(|at| before[at..].starts_with(['.', '．'])) {
        Some(true) => last == 1 && first == 1 && after.len() == 1,
        Some(false) => last < 3 && last + first == 3,
        None => false,
    }
}

/// A number without the blanks that a parser left in it: beside a separator, after
/// a sign, and between groups of three where two decimals show that all is one
/// number. `None` where there is nothing to mend or no telling.
fn closed_up(text: &str) -> Option<String> {
    if !text.contains(char::is_whitespace) || !looks_like_amount(text) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let beside = |c: char| ",.，．".contains(c);
        let signed = out.chars().all(|c| "-－△▲(（+".contains(c)) || word.starts_with([')', '）']);
        let closes = out.is_empty() || signed || out.ends_with(beside) || word.starts_with(beside);
        out.push_str(if closes { "" } else { " " });
        out.push_str(word);
    }
    Some(ungrouped(&out).unwrap_or(out))
}

/// `1 234.50` is one number.
fn ungrouped(text: &str) -> Option<String> {
    let (whole, decimals) = text.split_once('.')?;
    let mut groups = whole.trim_start_matches(['-', '△']).split(' ');
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().is_some_and(|group| digits(group) && group.len() <= 3);
    let rest = groups.all(|group| digits(group) && group.len() == 3);
    (first && rest && decimals.len() == 2 && digits(decimals)).then(|| text.replace(' ', ""))
}

/// Into how many groups of three blanks part a whole number: three in `1 500 000`; none
/// where a text is nothing of the kind.
pub fn thousands(text: &str) -> usize {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = text.trim_start_matches(['-', '△']).split(' ');
    let first =
        groups.next().is_some_and(|first| digits(first) && first.len() <= 3 && !first.starts_with('0'));
    let rest: Vec<&str> = groups.collect();
    let of_three = rest.iter().all(|group| digits(group) && group.len() == 3);
    if first && of_three { rest.len() + 1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_parsers_add_to_a_number_goes() {
        for (raw, said) in [
            ("**30.00**", "30.00"),
            ("**合计* *", "合计"),
            ("$30.00$", "30.00"),
            ("$1 , 2 3 4 . 5 0$", "1,234.50"),
            ("$\\geqslant 120$", "≥120"),
            ("1,234. 50", "1,234.50"),
            ("1 234.50", "1234.50"),
            ("12,345,<br>678.90", "12,345,678.90"),
            ("12,345,6<br>78.90", "12,345,678.90"),
            ("1 252 300<br>, ,", "1,252,300"),
            ("\u{200b}30.00\u{feff}", "30.00"),
            ("30.00&nbsp;", "30.00"),
            ("- 12.00", "-12.00"),
            ("( 12.00 )", "(12.00)"),
            ("△ 12.00", "△12.00"),
        ] {
            assert_eq!(text(raw, Marks::Markdown), said, "{raw}");
        }
    }

    #[test]
    fn two_numbers_are_not_made_one() {
        for raw in ["10 20", "301 302", "10.00 20.00", "1.234,50"] {
            assert_eq!(text(raw, Marks::Markdown), raw);
        }
        assert_eq!(text("10.00<br>20.00", Marks::Markdown), "10.00 20.00");
        assert_eq!(text("10<br>20", Marks::Markdown), "10 20");
    }

    #[test]
    fn blanks_part_thousands_where_all_groups_are_of_three() {
        for (text, groups) in
            [("1 500 000", 3), ("-497 118", 2), ("12", 1), ("10 20", 0), ("0 500", 0), ("", 0)]
        {
            assert_eq!(thousands(text), groups, "{text}");
        }
    }

    #[test]
    fn wrapped_words_are_joined_and_points_kept_apart() {
        for (raw, said) in [
            ("事业单位<br>经营收入", "事业单位经营收入"),
            ("养老保险缴费支<br>~~出~~", "养老保险缴费支出"),
            ("1.完成一项<br>2.完成二项", "1.完成一项 2.完成二项"),
            ("a\\|b", "a|b"),
            ("<b>合 计</b>", "合 计"),
            ("5<6且7>3", "5<6且7>3"),
            ("A&B", "A&B"),
        ] {
            assert_eq!(text(raw, Marks::Markdown), said, "{raw}");
        }
    }
}
