//! The prose of a disclosure: sections with their paragraphs, and the glossary.

use crate::source::Line;

/// Which part of the disclosure a section belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// 概况: duties, structure.
    Overview,
    /// 情况说明: the reasons after the figures.
    Notes,
}

/// One headed section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub part: Part,
    /// Stable ASCII key, unique within the disclosure: `duties`, `three-public`.
    pub key: String,
    /// The heading as published, without markup; empty for what stands before
    /// the first one.
    pub title: String,
    pub title_line: Line,
    /// 1 for a section of the part, 2 and more for those inside it.
    pub level: u8,
    pub paragraphs: Vec<Paragraph>,
}

impl Section {
    /// What to call the section: its heading, or the site's own words for one
    /// without.
    pub fn name(&self) -> &str {
        if self.title.is_empty() { "标题之前的文字" } else { &self.title }
    }
}

/// One paragraph, wrapped lines joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// The text as published; it may hold Markdown emphasis.
    pub text: String,
    pub first: Line,
    pub last: Line,
    /// Whether it stood in a list.
    pub item: bool,
    /// The catalogue key of the chart that the text stands for
    /// (`一般公共预算当年拨款结构图`), where it names one and shows none.
    pub chart: Option<String>,
}

/// One glossary entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Stable ASCII key, unique within the disclosure.
    pub key: String,
    pub name: String,
    pub line: Line,
    pub paragraphs: Vec<Paragraph>,
}
