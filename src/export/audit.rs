//! `audit.json`: every check with its formula, its figures and its verdict.

use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::export::json;
use crate::model::{Finding, Linked, Operand};

#[derive(Debug, Serialize)]
struct FindingJson<'a> {
    id: &'a str,
    rule: &'static str,
    verdict: &'static str,
    statement: &'a str,
    expected: Option<String>,
    actual: Option<String>,
    difference: Option<String>,
    unit: &'a str,
    tolerance: String,
    figures: Vec<FigureJson<'a>>,
    url: String,
    note: Option<&'a str>,
    group: &'a str,
}

#[derive(Debug, Serialize)]
struct FigureJson<'a> {
    url: String,
    source: &'a str,
    line: u32,
    amount: Option<String>,
    label: &'a str,
}

pub(super) fn file(linked: &Linked, findings: &[Finding]) -> Artifact {
    let findings: Vec<FindingJson> = findings.iter().map(|finding| finding_json(linked, finding)).collect();
    Artifact::new(address::data_file(&linked.disclosure.id, "audit.json"), json(&findings))
}

fn finding_json<'a>(linked: &'a Linked, finding: &'a Finding) -> FindingJson<'a> {
    FindingJson {
        id: &finding.id,
        rule: finding.rule,
        verdict: finding.verdict.key(),
        statement: &finding.statement,
        expected: finding.expected.map(|amount| amount.to_string()),
        actual: finding.actual.map(|amount| amount.to_string()),
        difference: finding.difference().map(|amount| amount.to_string()),
        unit: &finding.unit,
        tolerance: finding.tolerance.to_string(),
        figures: finding.figures.iter().map(|operand| figure_json(linked, operand)).collect(),
        url: address::finding(&linked.disclosure.id, &finding.id),
        note: finding.note.as_deref(),
        group: &finding.group,
    }
}

fn figure_json<'a>(linked: &'a Linked, operand: &'a Operand) -> FigureJson<'a> {
    FigureJson {
        url: address::operand(linked, operand),
        source: linked.disclosure.file_name(operand.line),
        line: operand.line.number,
        amount: operand.amount.map(|amount| amount.to_string()),
        label: &operand.label,
    }
}
