//! 面向中小企业预留 ≤ 政府采购预算, 绩效目标涉及的资金 ≤ 项目支出: what is set aside of an amount
//! is not more than that.

use crate::audit::narrative::ParagraphContext;
use crate::audit::narrative::cells::Restated;
use crate::audit::narrative::wholes::{self, Of};
use crate::catalogue::schema::WithinClaimSpec;
use crate::model::{Class, DisclosureKind, Finding, Group, Operand, Rule, Verdict};
use crate::money::{Unit, grouped};
use crate::sentences::figures::{FigureKind, StatedFigure};
use crate::sentences::names::trimmed;

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "part-within",
    class: Class::Figure,
    title: "划出来的一部分不超过总数",
    text: "面向中小企业、小微企业预留或授予的采购金额不超过同一节写的政府采购总额；绩效目标涉及的资金不超过表中的项目支出。文字所写的总数另有核对佐证的，超过记为不符；总数和部分可能不是同一阶段（预算、合同）或同一范围的，记为存疑。",
    basis: "从一个总数里划出来的部分不会比总数大。",
};

/// Each part that a section sets aside of a whole that it states, and the money of its
/// performance targets beside the projects'.
pub fn check(passages: &[ParagraphContext<'_>]) -> Vec<Finding> {
    let Some(passage) = passages.first() else { return Vec::new() };
    let specs = passage.setting.tables.catalogue.narrative().within_claims.iter();
    let mut findings: Vec<Finding> = specs.flat_map(|spec| of_claim(passages, spec)).collect();
    findings.extend(passages.iter().flat_map(of_goals));
    findings
}

/// The parts of one kind beside the whole that the section states first.
fn of_claim(passages: &[ParagraphContext<'_>], spec: &WithinClaimSpec) -> Vec<Finding> {
    let whole = passages.iter().find_map(|passage| {
        let said = passage.figures.iter().find(|said| is_whole(said, spec))?;
        wholes::said(passage, said, true)
    });
    let Some(whole) = whole else { return Vec::new() };
    let parts = passages.iter().flat_map(|passage| {
        let parts = passage.figures.iter().filter(|said| is_part(said, spec));
        parts.map(move |said| (passage, said))
    });
    parts.filter_map(|(passage, said)| finding(passage, said, &whole, stages(passage))).collect()
}

fn is_whole(said: &StatedFigure, spec: &WithinClaimSpec) -> bool {
    let label = trimmed(&said.label);
    said.kind == FigureKind::Amount
        && !is_part(said, spec)
        && spec.whole.iter().any(|end| label.ends_with(end.as_str()))
}

fn is_part(said: &StatedFigure, spec: &WithinClaimSpec) -> bool {
    let plain = said.kind == FigureKind::Amount && !said.compared;
    plain && spec.part.iter().any(|word| said.label.contains(word.as_str()))
}

/// Why a part may be more than its whole though neither is wrong.
fn stages(passage: &ParagraphContext<'_>) -> Option<&'static str> {
    const STAGES: &str = "预留的是预算，总额是合同金额，两者不是同一阶段的数。";
    (passage.linked.disclosure.id.kind == DisclosureKind::Final).then_some(STAGES)
}

/// The money of the performance targets beside all projects'.
fn of_goals(passage: &ParagraphContext<'_>) -> Vec<Finding> {
    const DOUBT: &str = "绩效目标也可能包括基本支出、上年结转或其他资金安排的项目。";
    let goals = passage.figures.iter().zip(&passage.ties).filter(|(said, tie)| {
        said.kind == FigureKind::Amount && !said.value.is_zero() && matches!(tie, Some(Restated::FormsSum))
    });
    let of_goal = |(said, _): (&StatedFigure, _)| finding(passage, said, &projects(passage)?, Some(DOUBT));
    goals.filter_map(of_goal).collect()
}

/// All money of projects that the tables print.
pub fn projects(passage: &ParagraphContext<'_>) -> Option<Of> {
    let claim = passage.setting.claim("项目支出")?;
    let Some(Restated::Cells(cells)) = passage.setting.claimed(claim, false) else { return None };
    wholes::of_cell(cells.first()?)
}

fn finding(
    passage: &ParagraphContext<'_>,
    said: &StatedFigure,
    whole: &Of,
    doubt: Option<&str>,
) -> Option<Finding> {
    let part = passage.near(said)?;
    let over = part.less(whole.near)?;
    let named = whole.operands.first()?;
    let (verdict, than) =
        if over.value <= over.slack { (Verdict::Agree, "不超过") } else { (Verdict::Mismatch, "超过") };
    let mut finding = Finding {
        id: passage.id("within", said),
        rule: &RULE,
        group: Group::Narrative,
        verdict,
        statement: format!(
            "文字写“{}{}{}”，{than}{} {} 万元",
            said.label,
            said.printed,
            said.unit,
            name(named),
            grouped(whole.near.value.normalize())
        ),
        expected: None,
        actual: None,
        unit: Some(Unit::WanYuan.into()),
        tolerance: over.slack,
        figures: [passage.operand(said)].into_iter().chain(whole.operands.iter().cloned()).collect(),
        note: None,
    };
    if let Some(doubt) = doubt.filter(|_| verdict == Verdict::Mismatch) {
        finding.doubt(doubt);
    }
    Some(finding)
}

/// What a whole is called, without its number.
fn name(whole: &Operand) -> &str {
    whole.label.trim_end_matches("万元").trim_end_matches(|c: char| c.is_ascii_digit() || ".,".contains(c))
}
