//! Evidence for a reading of the prose: nothing is called 不符 on one sentence alone.
//!
//! That a sentence's figures do not fit one another, or a cell, rests on what the words were
//! taken for. Where one of these figures stands in another relation, which holds or fails
//! too, they were surely taken for the right thing; where none does, the finding is 存疑.

use std::collections::HashMap;

use crate::audit::narrative::{amounts, changes, completion, listed, purposes, shares, within, years};
use crate::model::{Counted, Finding, Group, Operand, OperandPlace, OperandRole, Rule, Verdict};

/// The rules that rest on what the words of a sentence were taken for.
const OF_PROSE: [&Rule; 5] =
    [&amounts::RULE, &shares::RULE, &changes::RULE, &within::RULE, &completion::RULE];

const ALONE: &str =
    "这几个数都没有别的核对佐证，本站可能没有读对这句话说的是什么，不能据此说文字写错。请对照原文。";

/// Of a mismatch for whose figures something else speaks.
const BESIDE: &str = "所用的数另有核对佐证；仍可能是本站没有读对这句话，或两处口径不同。请对照原文。";

/// Says of the mismatches of the prose that stay, and say nothing else, what else they may be.
pub fn remark(findings: &mut [Finding]) {
    let stays = |one: &&mut Finding| one.verdict == Verdict::Mismatch && OF_PROSE.contains(&one.rule);
    for finding in findings.iter_mut().filter(stays) {
        finding.note = finding.note.take().or_else(|| Some(BESIDE.to_owned()));
    }
}

/// Mismatches of the prose for which nothing else speaks become 存疑.
pub fn weigh(findings: &mut [Finding]) {
    // Forms are counted only where lines of the table speak for their number.
    let counts = |one: &Finding| matches!(one.unit, Some(Counted::Things(_)));
    let of_prose = |one: &Finding| one.group == Group::Narrative && OF_PROSE.contains(&one.rule);
    let asks = |one: &Finding| of_prose(one) && one.verdict == Verdict::Mismatch && !counts(one);
    let asked = findings.iter().filter(|one| asks(one)).flat_map(|one| &one.figures);
    let mut spoken: HashMap<(OperandPlace, u32, String), usize> =
        asked.map(|figure| (spot(figure), 0)).collect();
    if spoken.is_empty() {
        return;
    }
    for figure in findings.iter().filter(|one| speaks(one)).flat_map(|one| &one.figures) {
        if let Some(count) = spoken.get_mut(&spot(figure)) {
            *count = count.saturating_add(1);
        }
    }
    let alone = |one: &Finding| {
        let others = |figure: &Operand| spoken.get(&spot(figure)).is_some_and(|count| *count > 1);
        !one.figures.iter().filter(|figure| tells(one, figure)).any(others)
    };
    for finding in findings.iter_mut() {
        if asks(finding) && alone(finding) {
            finding.doubt(ALONE);
        }
    }
}

/// Whether a finding says that its figures were taken for the right thing: it holds or it
/// fails, and is of the amounts. That one is not above another holds of many.
fn speaks(finding: &Finding) -> bool {
    let of_words = [&listed::RULE, &purposes::RULE, &years::RULE].contains(&finding.rule);
    let holds = finding.verdict.holds() && *finding.rule != within::RULE;
    !of_words && (holds || finding.verdict == Verdict::Mismatch)
}

/// Whether a figure tells that the words were taken for the right thing: a change or a
/// percentage by itself does not.
fn tells(finding: &Finding, figure: &Operand) -> bool {
    figure.role != OperandRole::Change && !(finding.is_checked(figure) && figure.label.ends_with('%'))
}

/// A figure as one that other findings may have, too.
fn spot(figure: &Operand) -> (OperandPlace, u32, String) {
    let label = match figure.place {
        OperandPlace::Cell(_) => String::new(),
        OperandPlace::Page(_) => figure.label.clone(),
    };
    (figure.place.clone(), figure.line.number, label)
}
