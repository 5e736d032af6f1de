//! A file of the index: lines of which each names a body or a disclosure, with what is
//! found there. `search/index-1.js` is all of a small site's; of a large one it says with what
//! each part begins, and a search loads the few that it needs.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::model::{Hit, Hits};

/// The year of what belongs to all: newer than any.
pub(super) const ANY_YEAR: u16 = u16::MAX;

/// A body, a disclosure, or the whole site, and what it leads to.
#[derive(Debug, Default)]
pub(super) struct Line<'a> {
    /// What the paths of its hits begin with.
    pub base: String,
    /// Whose they are: the body's name where room is short, the disclosure.
    pub body: &'a str,
    pub label: String,
    pub year: u16,
    /// The body's full name, where `body` is a shorter one.
    pub full_name: &'a str,
    /// What it leads to itself.
    pub own: Vec<Hit<'a>>,
    /// What is found in the disclosure.
    pub within: Option<&'a Hits>,
}

impl<'a> Line<'a> {
    /// Everything that it leads to.
    pub fn hits(&self) -> impl Iterator<Item = Hit<'a>> {
        self.own.iter().cloned().chain(self.within.into_iter().flat_map(Hits::iter))
    }

    /// What has a name.
    pub fn named(&self) -> impl Iterator<Item = Hit<'a>> {
        self.hits().filter(|hit| !hit.kind.is_deep())
    }

    /// What stands after that.
    pub fn deep(&self) -> impl Iterator<Item = Hit<'a>> {
        self.hits().filter(|hit| hit.kind.is_deep())
    }

    /// About how many bytes it takes beside its hits.
    pub fn weight(&self) -> usize {
        self.base.len() + self.body.len() + self.label.len() + self.full_name.len() + 16
    }

    fn json(&self, hits: &[String]) -> String {
        let [base, body, label, full_name] =
            [self.base.as_str(), self.body, &self.label, self.full_name].map(serde_json::Value::from);
        format!("[{base},{body},{label},[{}],{full_name}]", hits.join(","))
    }
}

/// What a file says beside its lines.
#[derive(Debug, Default, Serialize)]
pub(super) struct About {
    /// With what each part of the index begins, separated by commas: how many characters
    /// of the one before, and what follows them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cuts: Option<String>,
    /// What tells the parts of this index from those of another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
    /// How many more there are that fit and that no file lists with these.
    #[serde(skip_serializing_if = "is_none")]
    pub more: usize,
    /// Words of readers and what they mean, both separated by blanks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub means: Vec<(String, String)>,
    /// The file that goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

/// A file that is being made.
#[derive(Debug)]
pub(super) struct Script<'l, 'a> {
    lines: &'l [Line<'a>],
    hits: BTreeMap<usize, Vec<String>>,
    bytes: usize,
}

impl<'l, 'a> Script<'l, 'a> {
    /// A file of some of these lines.
    pub fn new(lines: &'l [Line<'a>]) -> Self {
        Self { lines, hits: BTreeMap::new(), bytes: 0 }
    }

    /// Adds what a line leads to, which stands for so many `more`.
    pub fn add(&mut self, line: usize, hit: &Hit<'_>, more: usize) {
        self.bytes += self.weight(line, hit);
        self.hits.entry(line).or_default().push(json(hit, more));
    }

    /// About how many bytes would be added.
    pub fn weight(&self, line: usize, hit: &Hit<'_>) -> usize {
        weight(hit) + if self.hits.contains_key(&line) { 0 } else { self.lines[line].weight() }
    }

    /// About how many bytes it has.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// The file of this name.
    ///
    /// # Panics
    /// Never: strings and numbers serialise.
    pub fn file(&self, name: &str, about: &About) -> Artifact {
        let lines = self.hits.iter().map(|(line, hits)| self.lines[*line].json(hits));
        let lines = lines.collect::<Vec<_>>().join(",\n");
        let about = serde_json::to_string(about).expect("plain values serialise");
        Artifact::new(
            address::search_script(name),
            format!("mingzhangIndex(\"{name}\",{about},[\n{lines}\n])\n"),
        )
    }
}

/// About how many bytes a hit takes.
pub(super) fn weight(hit: &Hit<'_>) -> usize {
    hit.path.len() + hit.name.len() + hit.said.len() + hit.also.len() + 18
}

/// A hit as the index writes it.
///
/// # Panics
/// Never: numbers and strings serialise.
fn json(hit: &Hit<'_>, more: usize) -> String {
    let (kind, pieces) = (hit.kind as u8, (&hit.path, &hit.name, &hit.said, &hit.also));
    let written = match more {
        0 => serde_json::to_string(&(kind, pieces.0, pieces.1, pieces.2, pieces.3)),
        more => serde_json::to_string(&(kind, pieces.0, pieces.1, pieces.2, pieces.3, more)),
    };
    written.expect("plain values serialise")
}
