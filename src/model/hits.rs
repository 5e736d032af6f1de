//! What search leads to: values, thousands of them a disclosure, in little room.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// What kind of thing search leads to; `static/search.js` knows them by their numbers
/// and orders results by them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum HitKind {
    Body,
    Disclosure,
    Table,
    /// A figure that stands for the disclosure.
    Measure,
    Account,
    Project,
    Term,
    Finding,
    /// A sentence of the prose that states an amount.
    Sentence,
    /// A goal or an indicator of a project.
    Promise,
}

impl HitKind {
    /// Whether it is one of the many that stand after what has a name.
    pub fn is_deep(self) -> bool {
        matches!(self, HitKind::Sentence | HitKind::Promise)
    }
}

/// One thing that search leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit<'a> {
    pub kind: HitKind,
    /// Its address after that of the disclosure.
    pub path: Cow<'a, str>,
    pub name: Cow<'a, str>,
    /// What is said of it: its amount with the unit, a verdict.
    pub said: Cow<'a, str>,
    /// What else it goes by: an account's code, a table's short name.
    pub also: Cow<'a, str>,
}

/// Hits in their order, kept as one text with the length of each of its pieces.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hits {
    text: String,
    /// Kind, and lengths in bytes, which stay far below 32 bits as files do.
    pieces: Vec<(HitKind, [u32; 4])>,
}

impl Hits {
    /// Every hit, in order.
    pub fn iter(&self) -> impl Iterator<Item = Hit<'_>> {
        let mut rest = self.text.as_str();
        self.pieces.iter().map(move |(kind, lengths)| {
            let [path, name, said, also] = lengths.map(|length| {
                let (piece, after) = rest.split_at(length as usize);
                rest = after;
                Cow::Borrowed(piece)
            });
            Hit { kind: *kind, path, name, said, also }
        })
    }
}

impl<'a> FromIterator<Hit<'a>> for Hits {
    fn from_iter<T: IntoIterator<Item = Hit<'a>>>(hits: T) -> Self {
        let mut all = Self::default();
        for hit in hits {
            let pieces = [hit.path, hit.name, hit.said, hit.also];
            pieces.iter().for_each(|piece| all.text.push_str(piece));
            all.pieces.push((hit.kind, pieces.map(|piece| piece.len() as u32)));
        }
        all.text.shrink_to_fit();
        all.pieces.shrink_to_fit();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_come_back_as_they_went_in() {
        let hit = |kind, [path, name, said, also]: [&'static str; 4]| Hit {
            kind,
            path: path.into(),
            name: name.into(),
            said: said.into(),
            also: also.into(),
        };
        let all = [
            hit(HitKind::Table, ["tables/a/", "收支总表", "", ""]),
            hit(HitKind::Account, ["", "公安", "1.00 万元", "20402"]),
            hit(HitKind::Term, ["", "", "", ""]),
        ];
        let kept: Hits = all.iter().cloned().collect();
        assert_eq!(kept.iter().collect::<Vec<_>>(), all);
        assert_eq!(Hits::default().iter().count(), 0);
    }
}
