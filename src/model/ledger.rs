//! Where each line of the source went. Every non-blank line has one posting.

use crate::source::{Line, Source};

/// What became of a source line; the words are those of `source.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Shown on a page.
    Used,
    /// Page furniture or a contents list: says again what stands elsewhere.
    Repeated,
    /// Part of a fragment whose content is shown from another copy.
    Superseded,
    /// No place found; listed on the source page and in the diagnostics.
    Unplaced,
}

impl Role {
    /// The word used in data files.
    pub fn key(self) -> &'static str {
        match self {
            Role::Used => "used",
            Role::Repeated => "repeated",
            Role::Superseded => "superseded",
            Role::Unplaced => "unplaced",
        }
    }
}

/// Which part of the site shows a line. Indexes are into the disclosure's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// The disclosure's own page: its title, its front matter.
    Disclosure,
    Table(usize),
    /// A row of a table.
    Row(usize, usize),
    Form(usize),
    Section(usize),
    Term(usize),
    /// The glossary as a whole: its heading.
    Glossary,
}

/// One line's fate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    pub role: Role,
    pub target: Option<Target>,
}

/// The postings of all lines of a source. Blank lines have none.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    postings: Vec<Vec<Option<Posting>>>,
}

impl Ledger {
    /// A ledger in which every non-blank line is still unplaced.
    pub fn new(source: &Source) -> Self {
        let open =
            |line: &str| (!line.trim().is_empty()).then_some(Posting { role: Role::Unplaced, target: None });
        let postings = source
            .files()
            .iter()
            .map(|file| (1..=file.line_count()).map(|number| open(file.line(number))).collect())
            .collect();
        Self { postings }
    }

    /// Posts a line; blank lines and lines outside the source are left alone.
    pub fn post(&mut self, line: Line, role: Role, target: Option<Target>) {
        let posting = self
            .postings
            .get_mut(line.file.0 as usize)
            .and_then(|file| file.get_mut(line.number as usize - 1));
        if let Some(Some(posting)) = posting {
            *posting = Posting { role, target };
        }
    }

    /// What became of a line; `None` for a blank one.
    pub fn posting(&self, line: Line) -> Option<Posting> {
        *self.postings.get(line.file.0 as usize)?.get(line.number as usize - 1)?
    }
}
