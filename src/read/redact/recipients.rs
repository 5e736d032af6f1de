//! Places that read as if they named a person who got money: a patient, somebody who is
//! subsidised. No rule knows them for certain, so they stay, and whoever keeps the site is
//! told of the line.

use crate::config::Privacy;
use crate::read::redact::plain::Plain;
use crate::read::redact::words::{Words, is_han};

/// Whether a line seems to name who got money; names that the settings keep are known to
/// be there.
pub fn are_named_in(words: &Words<'_>, line: &str, privacy: &Privacy) -> bool {
    let plain = Plain::new(line);
    let text = plain.text();
    let starts = text.char_indices().filter(|(_, c)| words.is_surname_of_one(*c));
    let mut starts = starts.map(|(at, _)| at);
    starts.any(|at| NAMES.iter().any(|count| is_recipient(words, text, at, *count, privacy)))
}

/// Characters that names have.
const NAMES: [usize; 2] = [3, 2];

/// Most characters before a name that say whose it is.
const BEFORE: usize = 6;

fn is_recipient(words: &Words<'_>, text: &str, at: usize, count: usize, privacy: &Privacy) -> bool {
    let spec = words.spec();
    let Some(end) = text[at..].char_indices().map(|(index, c)| at + index + c.len_utf8()).nth(count - 1)
    else {
        return false;
    };
    let (name, behind) = (&text[at..end], &text[end..]);
    let before =
        text[..at].char_indices().rev().nth(BEFORE - 1).map_or(&text[..at], |(from, _)| &text[from..at]);
    let opens = !before.ends_with(|c: char| is_han(c) || c.is_alphanumeric()) || spec.givers.end(before);
    let closes = !behind.starts_with(is_han);
    let costs = spec.given.begin(behind);
    let told = (spec.recipients.end(before) && (closes || costs)) || (opens && (costs || is_money(behind)));
    told && words.is_plainly_person(name) && words.meaning(name).is_none() && !privacy.keeps(name)
}

/// Whether a text begins with an amount and its unit.
fn is_money(text: &str) -> bool {
    let rest = text.trim_start_matches([' ', '：', ':', '\u{3000}']);
    let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '));
    unit.len() < rest.len() && ["元", "万元"].iter().any(|word| unit.starts_with(word))
}
