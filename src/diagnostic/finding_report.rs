//! Findings as whoever maintains the texts is told of them: like diagnostics,
//! with the source under them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, DiagnosticCode, KEPT, Label, Severity};
use crate::model::{Disclosure, DisclosureId, Finding, Linked, Operand, OperandPlace, Verdict};
use crate::record::FindingRecord;

/// Most figures that are shown beside the one that is checked.
const SHOWN: usize = 4;

/// Longest statement in a message, in characters.
const LONGEST: usize = 240;

/// A finding as it is reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingReport {
    pub disclosure: DisclosureId,
    pub verdict: Verdict,
    /// As data files write it, where somebody asked for it.
    pub record: Option<Box<FindingRecord>>,
    /// What is shown: 不符 is a warning, the rest are notes; the code is the
    /// rule's.
    pub diagnostic: Diagnostic,
}

impl FindingReport {
    fn new(linked: &Linked, finding: &Finding, records: bool) -> Self {
        let disclosure = &linked.disclosure;
        let severity = match finding.verdict {
            Verdict::Mismatch => Severity::Warning,
            _ => Severity::Note,
        };
        let mut figures = finding.figures.iter().map(|figure| label(disclosure, figure));
        Self {
            disclosure: disclosure.id.clone(),
            verdict: finding.verdict,
            record: records.then(|| Box::new(FindingRecord::new(linked, finding))),
            diagnostic: Diagnostic {
                code: DiagnosticCode::of_rule(finding.rule.code),
                verdict: Some(finding.verdict),
                severity,
                message: message(finding),
                path: finding.figures.is_empty().then(|| first_file(disclosure)),
                primary: figures.next(),
                others: figures.take(SHOWN).collect(),
                hint: finding.note.clone(),
            },
        }
    }
}

fn first_file(disclosure: &Disclosure) -> String {
    disclosure.source.files().first().map(|file| file.name().to_owned()).unwrap_or_default()
}

/// `不符：公安 9,385.68 = 行政运行 1,794.68 + …，相差 10.00 万元`
fn message(finding: &Finding) -> String {
    let mut statement: String = finding.statement.chars().take(LONGEST).collect();
    if statement.len() < finding.statement.len() {
        statement.push('…');
    }
    let difference = finding.difference().filter(|difference| !difference.is_zero());
    let difference = difference.map(|difference| {
        format!("，相差 {} {}", difference.abs(), finding.unit_name()).trim_end().to_owned()
    });
    format!("{}：{statement}{}", finding.verdict.name(), difference.unwrap_or_default())
}

/// Underlines the figure's cell; its line where it stands in none.
fn label(disclosure: &Disclosure, figure: &Operand) -> Label {
    let cell = match &figure.place {
        OperandPlace::Cell(cell) => {
            disclosure.tables.get(cell.table).and_then(|table| table.cell(&cell.row, &cell.column))
        }
        OperandPlace::Page(_) => None,
    };
    match cell {
        Some(cell) => Label::at_span(&disclosure.source, cell.span, figure.label.as_str()),
        None => Label::at_line(&disclosure.source, figure.line, figure.label.as_str()),
    }
}

/// The findings of one disclosure that are not 一致: the first few of each rule
/// and verdict, the most pressing first, and how many more there were.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingReports {
    pub kept: Vec<FindingReport>,
    /// Rule and verdict, and how many there were of them beyond those that are kept.
    omitted: Vec<(DiagnosticCode, Verdict, usize)>,
}

impl FindingReports {
    /// Takes those that are to be reported, with their records or without.
    pub fn new(linked: &Linked, findings: &[Finding], records: bool) -> Self {
        let mut kept = Vec::new();
        let mut seen: BTreeMap<(&'static str, Verdict), usize> = BTreeMap::new();
        let mut open: Vec<&Finding> =
            findings.iter().filter(|finding| finding.verdict != Verdict::Agree).collect();
        open.sort_by_key(|finding| finding.rank());
        for finding in open {
            let seen = seen.entry((finding.rule.code, finding.verdict)).or_default();
            *seen += 1;
            if *seen <= KEPT {
                kept.push(FindingReport::new(linked, finding, records));
            }
        }
        let more = seen.into_iter().filter(|(_, seen)| *seen > KEPT);
        let more = more.map(|((rule, verdict), seen)| (DiagnosticCode::of_rule(rule), verdict, seen - KEPT));
        Self { kept, omitted: more.collect() }
    }

    /// Rule, verdict, and how many more there were of them than are kept.
    pub fn omitted(&self) -> &[(DiagnosticCode, Verdict, usize)] {
        &self.omitted
    }
}
