//! What a message about the source is: a stable code, how serious it is, where
//! it points, what to do.
//!
//! A diagnostic is data and owns what it points at, so it outlives the source
//! it speaks of. How it looks is in [`render`]; what each code
//! means is in [`codes`].

pub mod codes;
mod collector;
mod finding_report;
pub mod render;
mod repeats;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::model::Verdict;
use crate::source::{Line, Source, Span, visible};

pub use codes::DiagnosticCode;
pub use collector::{Counts, Diagnostics, KEPT, Omitted};
pub use finding_report::{FindingReport, FindingReports};
pub use repeats::{Repeated, Repeats};

/// How serious a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// Worth knowing; nothing is missing from the site.
    Note,
    /// Something is in doubt, or kept aside; the maintainer should look.
    Warning,
    /// Something could not be published.
    Error,
}

/// A place in a source with its line's text, and what to say of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// The file, relative to the content folder.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
    /// The line's text, or the part of a very long line around the place.
    pub excerpt: String,
    /// The place within `excerpt`, in bytes, on character boundaries.
    pub mark: Range<usize>,
    /// The 1-based column of the place's first character in the whole line.
    pub column: u32,
    /// The 1-based column just after the place's last character.
    pub end_column: u32,
    pub text: String,
}

/// Longest excerpt, in bytes: a junk line of megabytes is not printed whole.
const EXCERPT: usize = 600;

impl Label {
    /// Points at `span`, or at its part in its first line.
    pub fn at_span(source: &Source, span: Span, text: impl Into<String>) -> Self {
        let file = source.file(span.file);
        let line = file.line_at(span.start);
        let whole = file.line_range(line);
        let start = (span.start as usize).clamp(whole.start, whole.end) - whole.start;
        let end = (span.end as usize).clamp(whole.start + start, whole.end) - whole.start;
        let line_text = &file.text()[whole];
        let column = |at: usize| line_text[..at].chars().count() as u32 + 1;
        let window = window(line_text, start);
        let mark_end = end.min(window.end);
        Self {
            path: visible(file.name()),
            line,
            mark: start - window.start..mark_end - window.start,
            column: column(start),
            end_column: column(end),
            excerpt: line_text[window].to_owned(),
            text: visible(&text.into()),
        }
    }

    /// Points at a whole line, blanks at its ends left out.
    pub fn at_line(source: &Source, line: Line, text: impl Into<String>) -> Self {
        let (whole, printed) = (source.line_span(line), source.line(line));
        let start = whole.start + (printed.len() - printed.trim_start().len()) as u32;
        let end = start + printed.trim().len() as u32;
        Self::at_span(source, Span { start, end, ..whole }, text)
    }
}

/// The part of a line, on character boundaries, that is shown around `at`.
fn window(line: &str, at: usize) -> Range<usize> {
    if line.len() <= EXCERPT {
        return 0..line.len();
    }
    let start = line.floor_char_boundary(at.saturating_sub(EXCERPT / 3));
    start..line.floor_char_boundary((start + EXCERPT).min(line.len()))
}

/// A message about the source for whoever maintains it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    pub code: DiagnosticCode,
    /// What a check came to, where it tells of a finding.
    pub verdict: Option<Verdict>,
    pub severity: Severity,
    pub message: String,
    /// The file or folder concerned, where no line can be named.
    pub path: Option<String>,
    pub primary: Option<Label>,
    pub others: Vec<Label>,
    /// What the maintainer can do.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A diagnostic of `code` at the severity the code has by itself.
    pub fn new(code: DiagnosticCode, message: impl Into<String>) -> Self {
        Self {
            severity: code.severity(),
            code,
            verdict: None,
            message: visible(&message.into()),
            path: None,
            primary: None,
            others: Vec::new(),
            hint: None,
        }
    }

    /// Names the file or folder concerned.
    pub fn in_path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(visible(&path.into()));
        self
    }

    /// Sets the place it is about.
    pub fn at(mut self, label: Label) -> Self {
        self.primary = Some(label);
        self
    }

    /// Adds another place that explains it.
    pub fn with(mut self, label: Label) -> Self {
        self.others.push(label);
        self
    }

    /// Where it is: the file or folder, and in a file the line and the column, where
    /// they can be named.
    pub fn place(&self) -> Option<(&str, Option<(u32, u32)>)> {
        let label = self.primary.as_ref();
        let at = label.map(|label| (label.path.as_str(), Some((label.line, label.column))));
        at.or_else(|| Some((self.path.as_deref()?, None)))
    }

    /// Says what the maintainer can do.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(visible(&hint.into()));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, SourceFile};

    fn label(text: &str, needle: &str) -> Label {
        let source = Source::new(vec![SourceFile::new("a.txt", text)]);
        let start = text.find(needle).unwrap() as u32;
        let span = Span { file: FileId(0), start, end: start + needle.len() as u32 };
        Label::at_span(&source, span, "")
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        let label = label("项目\n合计\t9.7.8\n", "9.7.8");
        assert_eq!((label.line, label.column, label.end_column), (2, 4, 9));
        assert_eq!(&label.excerpt[label.mark.clone()], "9.7.8");
    }

    #[test]
    fn a_line_of_megabytes_is_shown_around_its_place() {
        let text = format!("{}坏{}", "好".repeat(400_000), "好".repeat(400_000));
        let label = label(&text, "坏");
        assert!(label.excerpt.len() <= EXCERPT);
        assert_eq!(&label.excerpt[label.mark.clone()], "坏");
        assert_eq!(label.column, 400_001);
    }
}
