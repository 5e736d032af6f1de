//! What is named right before a number: a name, the kind of number (`年初预算数`), and what
//! leads over to it (`为`).

use crate::catalogue::schema::NarrativeSpec;

/// So many kinds of number may stand behind a name, one after the other.
const KINDS: usize = 6;

/// The words without what leads over to the number, and a remark before it.
pub fn trimmed(words: &str) -> &str {
    let words = words.trim_end_matches(['为', '共', '是', '约', '达', '各', '均']);
    let remark = words.strip_suffix(')').and_then(|inner| inner.rsplit_once('('));
    match remark {
        Some((before, inner)) if inner.chars().count() > 3 => before,
        _ => words,
    }
}

/// The words without each of the kinds of number that they end with, the shortest first:
/// `基本支出预算数` is 基本支出 before it is 基本.
pub fn without_kinds<'w>(words: &'w str, narrative: &NarrativeSpec) -> impl Iterator<Item = &'w str> {
    let kinds = narrative.measures.iter();
    kinds.filter_map(move |kind| words.strip_suffix(kind.as_str()))
}

/// What is meant by the words as they are, then with one kind of number less, then with two;
/// of one number of them the shortest first.
pub fn meant<T>(words: &str, narrative: &NarrativeSpec, named: impl Fn(&str) -> Option<T>) -> Option<T> {
    let mut level = vec![trimmed(words)];
    for _ in 0..KINDS {
        if let Some(found) = level.iter().find_map(|words| named(words)) {
            return Some(found);
        }
        level = level.into_iter().flat_map(|words| without_kinds(words, narrative)).map(trimmed).collect();
        level.dedup();
    }
    None
}
