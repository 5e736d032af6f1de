//! Whether a number in a line is a person's: by what the line speaks of, and by the words
//! around the number.

use crate::catalogue::schema::PersonalSpec;
use crate::read::redact::numbers::{Number, Shape};
use crate::read::redact::words::Words;

/// What a line speaks of.
pub struct Speaks {
    phone: bool,
    identity: bool,
}

impl Speaks {
    /// What it speaks of.
    pub fn of(line: &str, words: &PersonalSpec) -> Self {
        // `传 真`
        let squeezed: String = line.chars().filter(|c| !c.is_whitespace()).collect();
        let has = |words: &[String]| words.iter().any(|word| squeezed.contains(word.as_str()));
        let phone = (line.contains('电') && line.contains('话')) || has(&words.telephones);
        Self { phone, identity: has(&words.papers) }
    }

    /// Whether a number found in the line is a person's.
    pub fn counts(&self, words: &Words<'_>, line: &str, number: &Number) -> bool {
        // What stands before it in its own cell.
        let before = own_cell(ending(beside(&line[..number.range.start])));
        let long = number.range.len() > 15;
        let bare = line[number.range.clone()].bytes().all(|byte| byte.is_ascii_digit());
        let counted = bare && words.is_counted(beginning(&line[number.range.end..]));
        // `〔2023〕12号`
        let of_document = before.ends_with(['〕', ']', '］']) && line[number.range.end..].starts_with('号');
        let spoken = match number.shape {
            Shape::Mobile => true,
            Shape::Identity => long || self.identity,
            Shape::Fixed => self.phone && !words.announces_service(before),
        };
        let told = !number.listed || self.phone || self.identity;
        spoken && told && !counted && !of_document && !words.announces_code(before)
    }
}

/// What stands before a number without what parts cells right before it: then its label is in
/// the cell before.
pub fn beside(before: &str) -> &str {
    let mut before = before;
    loop {
        let bare = before.trim_end_matches(|c: char| c.is_whitespace() || c == '|');
        let tag = bare.strip_suffix('>').and_then(|tag| tag.rfind('<'));
        match tag.filter(|at| bare.len() - at < LONGEST_TAG) {
            Some(at) => before = &bare[..at],
            None => return bare,
        }
    }
}

/// Longest tag between two cells, in bytes.
const LONGEST_TAG: usize = 200;

fn own_cell(before: &str) -> &str {
    before.rfind(['\t', '|', '>']).map_or(before, |at| &before[at + 1..])
}

/// Most characters around a number that say what it is.
const AROUND: usize = 24;

/// The end of what stands before a number.
pub fn ending(text: &str) -> &str {
    let from = text.char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    &text[from..]
}

fn beginning(text: &str) -> &str {
    let to = text.char_indices().nth(AROUND).map_or(text.len(), |(at, _)| at);
    &text[..to]
}

/// Whether the words right before a number in its cell ask for a telephone, with a mark or a
/// name between them at most.
pub fn ask_for_telephone(before: &str, words: &PersonalSpec) -> bool {
    let near: String = own_cell(ending(before)).chars().filter(|c| !c.is_whitespace()).collect();
    let lists = [words.telephones.iter(), words.telephone_labels.iter()];
    let ends = lists.into_iter().flatten().filter_map(|word| Some(near.rfind(word.as_str())? + word.len()));
    let behind =
        ends.chain(near.ends_with(|c| "：:".contains(c)).then(|| near.rfind("联系")).flatten()).max();
    behind.is_some_and(|at| {
        let between = near[at..].trim_start_matches("联系");
        let counts = ["费", "台", "部", "机", "数", "元", "次", "个"];
        !between.contains(|c: char| c.is_ascii_digit())
            && !counts.iter().any(|word| between.starts_with(word))
    })
}
