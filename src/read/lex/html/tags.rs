//! Tags and the text between them.

use std::ops::Range;

/// Whether a text begins with a tag of this name.
pub fn is_tag(text: &str, tag: &str) -> bool {
    text.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag))
        && text[tag.len()..].starts_with(['>', ' ', '/', '\t', '\n', '\r'])
}

pub enum Part<'a> {
    /// A tag, without its brackets, and where it stands with them.
    Tag(&'a str, Range<usize>),
    Text(Range<usize>),
}

pub fn tags(text: &str, bytes: Range<usize>) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut at = bytes.start;
    // Behind the last `>` there is no tag, and no use in looking for its end.
    let last_close = text[bytes.clone()].rfind('>').map_or(0, |last| bytes.start + last);
    while at < bytes.end {
        let rest = &text[at..bytes.end];
        let is_tag = rest.starts_with('<')
            && at < last_close
            && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        if let Some(close) = is_tag.then(|| rest.find('>')).flatten() {
            parts.push(Part::Tag(&rest[1..close], at..at + close + 1));
            at += close + 1;
        } else {
            let skip = usize::from(rest.starts_with('<'));
            let length = rest[skip..].find('<').map_or(rest.len(), |next| next + skip);
            parts.push(Part::Text(at..at + length));
            at += length;
        }
    }
    parts
}

pub fn name(tag: &str) -> String {
    let end =
        tag.char_indices().skip(1).find(|(_, c)| !c.is_ascii_alphanumeric()).map_or(tag.len(), |(at, _)| at);
    tag[..end].to_ascii_lowercase()
}

/// A whole number given as an attribute, quoted or not.
pub fn attribute(tag: &str, key: &str) -> Option<usize> {
    let lower = tag.to_ascii_lowercase();
    let whole = |at: &usize| lower[..*at].ends_with([' ', '\t', '\n', '\r', '"', '\'']);
    let at = lower.match_indices(key).map(|(at, _)| at).find(whole)?;
    let rest = &lower[at + key.len()..];
    let value = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let digits = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
    value[..digits].parse().ok()
}
