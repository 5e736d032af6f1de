//! One disclosure: a body, a fiscal year, a kind, and all that it says.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::model::{Answer, Corrected, Correction, Coverage, Form, Ledger, Section, Table, Term};
use crate::source::{Line, Source};

/// Budget (预算) or final accounts (决算).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DisclosureKind {
    Budget,
    Final,
}

impl DisclosureKind {
    /// The word used in addresses.
    pub fn key(self) -> &'static str {
        match self {
            DisclosureKind::Budget => "budget",
            DisclosureKind::Final => "final",
        }
    }

    /// The Chinese word.
    pub fn name(self) -> &'static str {
        match self {
            DisclosureKind::Budget => "预算",
            DisclosureKind::Final => "决算",
        }
    }
}

/// What identifies a disclosure; its address is `<body>/<year>-<kind>/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DisclosureId {
    /// The body's folder name, an ASCII slug.
    pub body: String,
    pub year: u16,
    pub kind: DisclosureKind,
}

impl fmt::Display for DisclosureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}-{}", self.body, self.year, self.kind.key())
    }
}

/// The optional `+++` block at the top of a source file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FrontMatter {
    /// The disclosure's title, where the text has none.
    pub title: Option<String>,
    /// The body's full name, where the text has none.
    pub body: Option<String>,
    /// Where the body published it.
    pub source_url: Option<String>,
    /// The day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// A remark shown on every page of the disclosure.
    pub note: Option<String>,
}

impl FrontMatter {
    /// Its words, to be changed.
    pub fn words(&mut self) -> impl Iterator<Item = &mut String> {
        let Self { title, body, source_url, published, note } = self;
        [title, body, source_url, published, note].into_iter().flatten()
    }
}

/// Everything one disclosure says.
#[derive(Debug, Clone)]
pub struct Disclosure {
    pub id: DisclosureId,
    /// The title as published, or one made from body, year and kind.
    pub title: String,
    /// The body's full name as published; its slug where nothing names it.
    pub body_name: String,
    /// Whose money it is; `None` where neither title nor captions say.
    pub coverage: Option<Coverage>,
    pub front: FrontMatter,
    pub source: Source,
    pub tables: Vec<Table>,
    pub forms: Vec<Form>,
    pub sections: Vec<Section>,
    pub terms: Vec<Term>,
    /// What the contents lists name, without page numbers, with the line of each.
    pub contents: Vec<(String, Line)>,
    pub ledger: Ledger,
    /// What could not be read as a whole.
    pub unread: Vec<Unread>,
    /// What was corrected.
    pub corrections: Vec<Correction>,
}

/// What of a text could not be read as a whole, so that nothing said of the
/// disclosure may pass for praise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unread {
    /// There are rows of figures and no table.
    Tables,
    /// Many rows of figures stand in no table.
    Rows,
    /// There is prose and no heading that is known.
    Headings,
    /// Its titles speak of another year than its file's name, so that it is open which
    /// year's the figures are.
    Year,
}

impl Unread {
    /// In words, for readers.
    pub fn words(self) -> &'static str {
        match self {
            Unread::Tables => "本站没有读到这份公开的表格",
            Unread::Rows => "本站没有读全这份公开的表格",
            Unread::Headings => "本站没有读懂这份公开的文字",
            Unread::Year => "文件名的年度与各处标题写的不同，可能放错了年度",
        }
    }
}

impl Disclosure {
    /// Whether its file's name and its titles speak of one year.
    pub fn is_of_one_year(&self) -> bool {
        !self.unread.contains(&Unread::Year)
    }

    /// A table by its id.
    pub fn table(&self, id: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.id == id)
    }

    /// A correction by its id.
    pub fn correction(&self, id: &str) -> Option<&Correction> {
        self.corrections.iter().find(|correction| correction.id == id)
    }

    /// What is said of a finding.
    pub fn answer(&self, finding: &str) -> Option<(Answer, &Correction)> {
        self.corrections.iter().find_map(|correction| match &correction.of {
            Corrected::Finding { finding: own, answer } if own == finding => Some((*answer, correction)),
            _ => None,
        })
    }

    /// The file name of a line's file, relative to the content folder.
    pub fn file_name(&self, line: Line) -> &str {
        self.source.file(line.file).name()
    }
}
