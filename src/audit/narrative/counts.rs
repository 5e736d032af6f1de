//! 共有X辆，其中：甲Y辆、乙Z辆: the counts of a list sum up to the count that opens it.

use rust_decimal::Decimal;

use crate::audit::narrative::ParagraphContext;
use crate::audit::verdict;
use crate::model::{Class, Finding, Group, Rule, Verdict};
use crate::money;
use crate::sentences::figures::{FigureKind, StatedFigure};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "count-parts",
    class: Class::Figure,
    title: "总数等于所列各项之和",
    text: "文字先写总数（车辆、人员、设备、项目），再逐项列出的，各项之和与总数核对。列到“其他”为止，或没有“其中”而直接列出的，应当相等，不等记为不符；“其中”后面可能没有列全，各项也可能互有重叠，不等的记为存疑。",
    basis: "各项由总数拆分而来。",
};

const OPEN: &str = "“其中”后面可能没有列全，各项也可能互有重叠。";

/// Each list of counts after a count.
pub fn check(passage: &ParagraphContext<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut at = 0;
    while at < passage.figures.len() {
        let list = list(&passage.figures, at);
        findings.extend(list.as_ref().and_then(|list| finding(passage, &passage.figures[at], list)));
        at = list.map_or(at, |list| list.last).saturating_add(1);
    }
    findings
}

/// The parts after a count.
struct List<'p> {
    parts: Vec<&'p StatedFigure>,
    /// Where the last of them stands among the figures.
    last: usize,
    /// Whether it has to be complete: it says 其他, or is opened without 其中.
    closed: bool,
}

fn list(figures: &[StatedFigure], at: usize) -> Option<List<'_>> {
    let (whole, first) = (&figures[at], first_part(figures, at)?);
    let next = &figures[first];
    let opened = next.context.contains("其中") || next.context.starts_with([':', '(']);
    if whole.kind != FigureKind::Count || whole.compared || !opened || !is_part(whole, next) {
        return None;
    }
    let (mut parts, mut last) = (vec![next], first);
    for (behind, said) in figures.iter().enumerate().skip(last.checked_add(1)?) {
        let parted = said.context.contains(';') && !(next.depth > 0 && are_alike(next, said));
        let ends = parted || said.context.contains('。') || said.context.contains("其中");
        if ends || said.depth < next.depth || !is_part(whole, said) {
            break;
        }
        if said.depth == next.depth {
            parts.push(said);
            last = behind;
        }
    }
    let closed = parts.iter().any(|part| is_rest(part)) || !next.context.contains("其中");
    (parts.len() > 1).then_some(List { parts, last, closed })
}

/// Where the first part of a count may stand: right after it, or after money that is said
/// of the same things, in brackets.
fn first_part(figures: &[StatedFigure], at: usize) -> Option<usize> {
    let behind = figures.iter().enumerate().skip(at.checked_add(1)?);
    let (first, next) =
        behind.take_while(|(_, said)| !said.context.contains('。')).find(|(_, said)| is_count(said))?;
    let close =
        first == at.checked_add(1)? || (next.depth > figures[at].depth && next.context.contains("其中"));
    close.then_some(first)
}

fn is_count(said: &StatedFigure) -> bool {
    said.kind == FigureKind::Count
}

/// Whether two parts are named alike, so that what stands between them parts nothing:
/// `绩效评级为“优”的项目；绩效评级为“良”的项目`.
fn are_alike(one: &StatedFigure, other: &StatedFigure) -> bool {
    let ending = |said: &StatedFigure| -> Vec<char> { said.label.chars().rev().take(3).collect() };
    ending(one).len() == 3 && ending(one) == ending(other)
}

fn is_part(whole: &StatedFigure, said: &StatedFigure) -> bool {
    said.kind == FigureKind::Count
        && said.unit == whole.unit
        && !said.compared
        && !said.context.contains('。')
}

/// Whether a part is what no other part is.
fn is_rest(part: &StatedFigure) -> bool {
    part.label.starts_with("其他")
}

fn finding(passage: &ParagraphContext<'_>, whole: &StatedFigure, list: &List<'_>) -> Option<Finding> {
    // What stands after 其他 may say what that is.
    let rest = list.parts.iter().position(|part| is_rest(part)).map(|at| &list.parts[..=at]);
    let readings = [Some(list.parts.as_slice()), rest.filter(|parts| parts.len() > 1)];
    let fits = |parts: &&[&StatedFigure]| sum(parts) == Some(whole.value);
    let parts = readings.into_iter().flatten().find(fits).unwrap_or(&list.parts);
    let expected = sum(parts)?;
    if whole.value.is_zero() && expected.is_zero() {
        return None;
    }
    let verdict = match verdict::of(whole.value, expected, Decimal::ZERO, false) {
        Verdict::Mismatch if !list.closed => Verdict::Doubtful,
        verdict => verdict,
    };
    let sign = if verdict == Verdict::Doubtful { "≠" } else { verdict::sign(verdict) };
    let term = |part: &&StatedFigure| {
        format!("{} {}", part.label.trim_start_matches(['(', ':']).trim_start_matches("其中"), part.printed)
    };
    let terms: Vec<String> = parts.iter().filter(|part| !part.value.is_zero()).map(term).collect();
    let terms = if terms.is_empty() { "各项都是 0".to_owned() } else { terms.join(" + ") };
    Some(Finding {
        id: passage.id("whole", whole),
        rule: &RULE,
        group: Group::Narrative,
        verdict,
        statement: format!("{} {} {} {sign} {terms}", whole.label, whole.printed, whole.unit),
        expected: Some(expected),
        actual: Some(whole.value),
        unit: Some(whole.counted()),
        tolerance: Decimal::ZERO,
        figures: [whole].into_iter().chain(parts.iter().copied()).map(|said| passage.operand(said)).collect(),
        note: (verdict == Verdict::Doubtful).then(|| OPEN.to_owned()),
    })
}

fn sum(parts: &[&StatedFigure]) -> Option<Decimal> {
    money::sum(parts.iter().map(|part| Some(part.value)))
}
