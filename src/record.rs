//! A finding as data files write it: `audit.json`, and `check --format json`.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::address;
use crate::model::{Finding, Linked, Operand, Provenance, Verdict, Weight};

/// One finding. Amounts are exact decimals as strings; `url` is the path from
/// the site's root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FindingRecord {
    pub id: String,
    /// Code of the check.
    pub rule: Cow<'static, str>,
    #[cfg_attr(test, schemars(extend("enum" = ["agree", "rounding", "scope", "mismatch", "unverifiable", "doubtful"])))]
    pub verdict: Cow<'static, str>,
    pub statement: String,
    pub expected: Option<String>,
    pub actual: Option<String>,
    /// `actual` less `expected`.
    pub difference: Option<String>,
    /// Unit of these and of `tolerance`; may be empty.
    pub unit: Cow<'static, str>,
    pub tolerance: String,
    /// The checked figure first.
    pub figures: Vec<FigureRecord>,
    pub url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// A table's id, `forms`, `narrative` or `disclosure`.
    pub group: String,
    /// `figure`, `scope`, `words` or `form`.
    #[cfg_attr(test, schemars(extend("enum" = ["figure", "scope", "words", "form"])))]
    pub class: Cow<'static, str>,
    pub weight: Option<WeightRecord>,
    /// What is said of it in a file of corrections.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<AnswerRecord>,
}

/// What a finding moves, without sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WeightRecord {
    pub amount: String,
    /// `万元` for all money, `%` for percentage points, else the classifier of what is counted.
    pub unit: Cow<'static, str>,
}

/// What is said of a finding, and who says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AnswerRecord {
    /// `misread`, `answered`, `explained` or `withdrawn`.
    #[cfg_attr(test, schemars(extend("enum" = ["misread", "answered", "explained", "withdrawn"])))]
    pub answer: Cow<'static, str>,
    /// The words of the answer; may be empty.
    pub note: String,
    #[serde(flatten)]
    pub provenance: Provenance,
    pub url: String,
}

/// One figure that a check used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FigureRecord {
    pub url: String,
    /// The file, relative to the content folder.
    pub source: String,
    pub line: u32,
    /// As printed, in the unit of its table.
    pub amount: Option<String>,
    /// Only where someone is told of it: the statement says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The file as it can be opened; only where someone is told of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

impl FindingRecord {
    /// The record of a finding on this disclosure.
    pub fn new(linked: &Linked, finding: &Finding) -> Self {
        let exact = |amount: Option<Decimal>| amount.map(|amount| amount.to_string());
        Self {
            id: finding.id.clone(),
            rule: finding.rule.code.into(),
            verdict: finding.verdict.key().into(),
            statement: finding.statement.clone(),
            expected: exact(finding.expected),
            actual: exact(finding.actual),
            difference: exact(finding.difference()),
            unit: finding.unit_name().into(),
            tolerance: finding.tolerance.to_string(),
            figures: finding.figures.iter().map(|operand| FigureRecord::new(linked, operand)).collect(),
            url: address::finding(&linked.disclosure.id, &finding.id),
            note: finding.note.clone(),
            group: finding.group.key(&linked.disclosure).to_owned(),
            class: finding.class().key().into(),
            weight: finding.weight().map(WeightRecord::new),
            answer: linked.disclosure.answer(&finding.id).map(|(answer, correction)| AnswerRecord {
                answer: answer.key().into(),
                note: correction.is.clone(),
                provenance: correction.provenance.clone(),
                url: address::correction(&linked.disclosure.id, &correction.id),
            }),
        }
    }

    /// The record as `audit.json` has it: without the names of figures, which its statement
    /// says, and, where all agrees, without the zeros of a sum and a weight of nothing.
    pub fn brief(mut self) -> Self {
        let agrees = self.verdict == Verdict::Agree.key();
        let mut first = true;
        self.figures.retain(|figure| !agrees || std::mem::take(&mut first) || !figure.is_zero());
        self.figures.iter_mut().for_each(|figure| figure.label = None);
        self.weight = self.weight.filter(|_| !agrees);
        self
    }
}

impl WeightRecord {
    fn new(weight: Weight) -> Self {
        Self { amount: weight.amount.to_string(), unit: weight.unit_name().into() }
    }
}

impl FigureRecord {
    fn new(linked: &Linked, operand: &Operand) -> Self {
        Self {
            url: address::operand(linked, operand),
            source: linked.disclosure.file_name(operand.line).to_owned(),
            line: operand.line.number,
            amount: operand.amount.map(|amount| amount.to_string()),
            label: Some(operand.label.clone()),
            path: None,
        }
    }

    fn is_zero(&self) -> bool {
        let amount = self.amount.as_deref().and_then(|amount| amount.parse::<Decimal>().ok());
        amount.is_some_and(|amount| amount.is_zero())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_kept() {
        crate::schema::assert_kept::<Vec<FindingRecord>>("audit", false);
    }
}
