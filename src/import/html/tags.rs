//! A page as tags and the text between them.

use crate::source::entities;

/// Longest tag with its attributes.
const LONGEST: usize = 20_000;

/// A stretch of text, entities resolved, or a tag.
pub enum Part {
    Text(String),
    Tag(Tag),
}

/// A tag with its attributes.
pub struct Tag {
    /// In small letters.
    pub name: String,
    pub closes: bool,
    /// Whether it is an element without content: `<br/>`.
    pub is_whole: bool,
    attributes: String,
}

impl Tag {
    /// Whether the element says that it is not shown: `hidden`, `style="display: none"`.
    pub fn is_hidden(&self) -> bool {
        let bare: String = self.attributes.to_ascii_lowercase();
        let unquoted = bare.split(['"', '\'']).step_by(2).flat_map(str::split_whitespace);
        let tight: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
        unquoted.into_iter().any(|word| matches!(word, "hidden" | "hidden="))
            || tight.contains("display:none")
    }

    /// A number that an attribute says; 1 where it does not.
    pub fn number(&self, name: &str) -> usize {
        let lower = self.attributes.to_ascii_lowercase();
        let alone = |at: &usize| lower[..*at].chars().next_back().is_none_or(char::is_whitespace);
        let Some(at) = lower.match_indices(name).map(|(at, _)| at).find(alone) else { return 1 };
        let value = lower[at + name.len()..].trim_start().strip_prefix('=').unwrap_or_default();
        let digits: String =
            value.trim_start_matches(['"', '\'', ' ']).chars().take_while(char::is_ascii_digit).collect();
        digits.parse().unwrap_or(1)
    }
}

/// The parts of a page; comments are none.
pub fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        push_text(&mut parts, &rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else if let Some((tag, length)) = tag(rest) {
            let raw = matches!(tag.name.as_str(), "script" | "style") && !tag.closes;
            let close = format!("</{}", tag.name);
            parts.push(Part::Tag(tag));
            rest = &rest[length..];
            if raw {
                let closes = |at: &usize| {
                    rest.get(*at..at + close.len()).is_some_and(|end| end.eq_ignore_ascii_case(&close))
                };
                let end = rest.match_indices("</").map(|(at, _)| at).find(closes);
                rest = end.map_or("", |end| &rest[end..]);
            }
        } else {
            push_text(&mut parts, "<");
            rest = &rest[1..];
        }
    }
    push_text(&mut parts, rest);
    parts
}

fn push_text(parts: &mut Vec<Part>, text: &str) {
    if !text.is_empty() {
        parts.push(Part::Text(entities::resolved(text)));
    }
}

/// The tag that a text begins with, and its length.
fn tag(text: &str) -> Option<(Tag, usize)> {
    let inner = text.strip_prefix('<')?;
    let (closes, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
    let is_name = inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?'));
    let end = text.bytes().take(LONGEST).position(|byte| byte == b'>').filter(|_| is_name)?;
    let name: String = inner.chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
    let attributes = inner.get(name.len()..end - usize::from(closes) - 1).unwrap_or_default().to_owned();
    let is_whole = attributes.ends_with('/');
    Some((Tag { name: name.to_ascii_lowercase(), closes, is_whole, attributes }, end + 1))
}
