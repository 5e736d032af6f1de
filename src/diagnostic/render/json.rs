//! Diagnostics and findings as one JSON document; `docs/check.md` describes it.

use serde::{Serialize, Serializer};

use crate::diagnostic::{Diagnostic, DiagnosticCode, FindingReport, Label, Severity};
use crate::model::Verdict;
use crate::record::FindingRecord;

/// What goes into a document that is made at once, paths as they are to be printed.
#[derive(Debug)]
pub struct Document<'a, S> {
    pub diagnostics: &'a [Diagnostic],
    pub findings: &'a [FindingReport],
    pub omitted: &'a [OmittedEntry],
    pub summary: S,
}

/// The document, without a line break at its end.
pub fn document<S: Serialize>(document: &Document<'_, S>) -> String {
    value(&Written {
        diagnostics: document.diagnostics.iter().map(DiagnosticEntry::new).collect(),
        findings: document.findings.iter().map(FindingEntry::new).collect(),
        omitted: document.omitted,
        summary: &document.summary,
    })
}

/// The whole document.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Written<'a, S> {
    diagnostics: Vec<DiagnosticEntry<'a>>,
    findings: Vec<FindingEntry<'a>>,
    omitted: &'a [OmittedEntry],
    summary: &'a S,
}

/// How many more of a code a disclosure has than are listed.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OmittedEntry {
    pub path: String,
    pub code: DiagnosticCode,
    /// The verdict, for findings.
    #[serde(serialize_with = "verdict")]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub verdict: Option<Verdict>,
    pub count: usize,
}

/// A diagnostic as an entry of the document, without a line break at its end.
pub fn diagnostic(diagnostic: &Diagnostic) -> String {
    value(&DiagnosticEntry::new(diagnostic))
}

/// A finding as an entry of the document, without a line break at its end.
pub fn finding(report: &FindingReport) -> String {
    value(&FindingEntry::new(report))
}

/// Any value of the document, in lines.
///
/// # Panics
/// Never: the values are strings, numbers, lists and maps with string keys.
pub fn value(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("plain values serialise")
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct DiagnosticEntry<'a> {
    code: &'a DiagnosticCode,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: SourcePlace<'a>,
    others: Vec<LabelEntry<'a>>,
    hint: Option<&'a str>,
}

/// A place; what cannot be named is `null`.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SourcePlace<'a> {
    path: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    end_column: Option<u32>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct LabelEntry<'a> {
    text: &'a str,
    #[serde(flatten)]
    place: SourcePlace<'a>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FindingEntry<'a> {
    disclosure: String,
    severity: &'static str,
    #[serde(flatten)]
    record: Option<&'a FindingRecord>,
    #[serde(flatten)]
    place: SourcePlace<'a>,
}

impl<'a> DiagnosticEntry<'a> {
    fn new(diagnostic: &'a Diagnostic) -> Self {
        let other = |label: &'a Label| LabelEntry { text: &label.text, place: at(label) };
        Self {
            code: &diagnostic.code,
            severity: severity(diagnostic.severity),
            message: &diagnostic.message,
            place: place(diagnostic),
            others: diagnostic.others.iter().map(other).collect(),
            hint: diagnostic.hint.as_deref(),
        }
    }
}

impl<'a> FindingEntry<'a> {
    fn new(report: &'a FindingReport) -> Self {
        Self {
            disclosure: report.disclosure.to_string(),
            severity: severity(report.diagnostic.severity),
            record: report.record.as_deref(),
            place: place(&report.diagnostic),
        }
    }
}

fn place(diagnostic: &Diagnostic) -> SourcePlace<'_> {
    let bare = SourcePlace { path: diagnostic.path.as_deref(), line: None, column: None, end_column: None };
    diagnostic.primary.as_ref().map_or(bare, at)
}

fn at(label: &Label) -> SourcePlace<'_> {
    SourcePlace {
        path: Some(&label.path),
        line: Some(label.line),
        column: Some(label.column),
        end_column: Some(label.end_column),
    }
}

fn verdict<S: Serializer>(verdict: &Option<Verdict>, serializer: S) -> Result<S::Ok, S::Error> {
    verdict.map(Verdict::key).serialize(serializer)
}

/// The word for a severity in data.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
