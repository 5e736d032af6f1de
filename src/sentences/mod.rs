//! What the sentences of the prose say, word by word: the figures of a paragraph with the
//! words before them, the accounts that it names, and on which line each of them stands.
//!
//! It knows nothing of what is made of that: checks ([`crate::audit`]) or pages.

pub mod accounts;
pub mod figures;
pub mod lines;
pub mod names;
pub mod scope;
pub mod things;

use crate::catalogue::normal::compact;
use crate::model::Section;

/// The headings that a section stands under, its own among them, compacted, the nearest
/// first.
pub fn headings(sections: &[Section], index: usize) -> Vec<String> {
    let mut headings = Vec::new();
    let mut level = u8::MAX;
    for section in sections.iter().take(index.saturating_add(1)).rev() {
        if section.level < level {
            headings.push(compact(&section.title));
            level = section.level;
        }
    }
    headings
}
