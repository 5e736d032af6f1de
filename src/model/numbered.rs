//! Numbers of things, and keys: these are addresses, so the second of a kind
//! gets `-2`, the third `-3`.

use std::collections::HashMap;

/// Keys given out so far.
#[derive(Debug, Default)]
pub struct Numbered {
    /// Each with the number that its next copy may have.
    taken: HashMap<String, usize>,
}

impl Numbered {
    /// Whether a key was given out before.
    pub fn is_taken(&self, key: &str) -> bool {
        self.taken.contains_key(key)
    }

    /// The key, or with a number after it where it is taken.
    pub fn unique(&mut self, key: &str) -> String {
        let mut next = self.taken.get(key).copied().unwrap_or(1);
        let mut candidate = key.to_owned();
        if next > 1 {
            candidate = format!("{key}-{next}");
            while self.taken.contains_key(&candidate) {
                next += 1;
                candidate = format!("{key}-{next}");
            }
            self.taken.insert(candidate.clone(), 2);
        }
        self.taken.insert(key.to_owned(), next + 1);
        candidate
    }
}

/// The sum of counts of things in memory.
#[expect(clippy::disallowed_methods, reason = "counts, not amounts")]
pub fn count(counts: impl IntoIterator<Item = usize>) -> usize {
    counts.into_iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_numbered_and_never_meet_a_key_of_their_own() {
        let mut keys = Numbered::default();
        let given = ["a", "a-2", "a", "b", "a", "a-2"].map(|key| keys.unique(key));
        assert_eq!(given, ["a", "a-2", "a-3", "b", "a-4", "a-2-2"]);
    }
}
