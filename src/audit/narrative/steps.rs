//! 编报绩效目标的项目X个，绩效跟踪的项目Y个，绩效自评的项目Z个: all projects go through each step.

use rust_decimal::Decimal;

use crate::audit::narrative::ParagraphContext;
use crate::model::{Class, Finding, Group, Rule, Verdict};
use crate::sentences::figures::{FigureKind, StatedFigure};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "count-steps",
    class: Class::Figure,
    title: "编报目标、跟踪、自评的项目个数相同",
    text: "同一段写了编报绩效目标、绩效跟踪、绩效自评的项目个数的，几个数互相核对。不同的也可能是有的项目中途调整，记为存疑。",
    basis: "绩效管理要求项目从目标到跟踪、自评全过程覆盖。",
};

/// The steps of a passage side by side.
pub fn check(passage: &ParagraphContext<'_>) -> Option<Finding> {
    let steps = &passage.setting.tables.catalogue.narrative().counts.steps;
    let is_step = |said: &&StatedFigure| {
        let counts = said.kind == FigureKind::Count && !said.inside && !said.compared;
        counts && steps.iter().any(|step| said.label.contains(step.as_str()))
    };
    let said: Vec<&StatedFigure> = passage.figures.iter().filter(is_step).collect();
    let (first, others) = said.split_first().filter(|(_, others)| !others.is_empty())?;
    let differs = others.iter().find(|other| other.value != first.value);
    let words: Vec<String> =
        said.iter().map(|said| format!("{}{}{}", said.label, said.printed, said.unit)).collect();
    let same = if differs.is_none() { "个数相同" } else { "个数不同" };
    let verdict = if differs.is_none() { Verdict::Agree } else { Verdict::Doubtful };
    Some(Finding {
        id: passage.id("steps", first),
        rule: &RULE,
        group: Group::Narrative,
        verdict,
        statement: format!("{}，{same}", words.join("，")),
        expected: Some(first.value),
        actual: Some(differs.map_or(first.value, |other| other.value)),
        unit: Some(first.counted()),
        tolerance: Decimal::ZERO,
        figures: differs.into_iter().chain(&said).map(|said| passage.operand(said)).collect(),
        note: differs.is_some().then(|| "有的项目可能中途调整，几个数也可能本来就不同。".to_owned()),
    })
}
