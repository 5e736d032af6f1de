//! 减少…，主要原因是…增加: which way a number went is said the same way twice.

use std::sync::LazyLock;

use regex::Regex;

use crate::audit::narrative::ParagraphContext;
use crate::audit::narrative::references::is_planned;
use crate::catalogue::normal::compact;
use crate::model::{Class, Finding, Group, Rule, Verdict};
use crate::sentences::figures::{FigureKind, StatedFigure};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "stated-direction",
    class: Class::Words,
    title: "文字说明里增减的方向前后一致",
    text: "决算写“决算数大于（小于）预算数”的，与同一段写出的两个数核对；写某科目增加（减少）而把原因说成这一科目自己减少（增加）或不变的，记为不符。",
    basis: "同一段文字不应自相矛盾。",
};

static REASON: LazyLock<Regex> = LazyLock::new(reason);
static BUDGET: LazyLock<Regex> = LazyLock::new(budget);

/// Compiles the constant pattern, which is valid.
#[allow(clippy::unwrap_used)]
fn reason() -> Regex {
    Regex::new("(增加|增长|减少|下降)([0-9.,]+)(?:%|万元)[,。](?:主要)?原因(?:是)?:?([^,;。、:]{2,60}?)(?:经费|支出|资金)?(增加|增长|减少|下降|保持不变)。")
        .unwrap()
}

/// Compiles the constant pattern, which is valid.
#[allow(clippy::unwrap_used)]
fn budget() -> Regex {
    Regex::new("决算数(大于|高于|小于|低于)(?:年初)?预算数").unwrap()
}

/// Both kinds of statements in a passage.
pub fn check(passage: &ParagraphContext<'_>) -> Vec<Finding> {
    let text = compact(&passage.paragraph.text);
    against_reason(passage, &text).into_iter().chain(against_budget(passage, &text)).collect()
}

/// A change and the reason right after it, which names the account itself.
fn against_reason(passage: &ParagraphContext<'_>, text: &str) -> Option<Finding> {
    let said = REASON.captures(text)?;
    let figure = passage.figures.iter().find(|figure| {
        matches!(figure.kind, FigureKind::Change | FigureKind::ChangePercent) && figure.printed == said[2]
    })?;
    // The account as the paragraph begins with it, without the marks of its levels.
    let named = ["(类)", "(款)", "(项)"].iter().fold(text.to_owned(), |text, mark| text.replace(mark, ""));
    let itself = named.find(&said[3]).zip(named.find(&said[2])).is_some_and(|(name, number)| name < number);
    if !itself || figure.value.is_zero() {
        return None;
    }
    let rises = |word: &str| matches!(word, "增加" | "增长");
    let agrees = &said[4] != "保持不变" && rises(&said[1]) == rises(&said[4]);
    let statement = format!(
        "文字写“{}{}{}”，说的原因是“{}…{}”",
        figure.label, figure.printed, figure.unit, &said[3], &said[4]
    );
    Some(finding(passage, agrees, statement, &[figure]))
}

/// 决算数小于预算数 beside the two numbers.
fn against_budget(passage: &ParagraphContext<'_>, text: &str) -> Option<Finding> {
    let said = BUDGET.captures(text)?;
    let amounts = || passage.figures.iter().filter(|figure| figure.kind == FigureKind::Amount);
    let planned = amounts().position(|figure| is_planned(&passage.setting, figure))?;
    let [planned, own] = amounts().skip(planned).take(2).collect::<Vec<&StatedFigure>>()[..] else {
        return None;
    };
    if is_planned(&passage.setting, own) || !passage.is_own_year(own) {
        return None;
    }
    let more = own.in_wan()?.cmp(&planned.in_wan()?);
    let above = matches!(&said[1], "大于" | "高于");
    let agrees = if above { more.is_gt() } else { more.is_lt() };
    let statement = format!(
        "文字写“{}”，{}{}{}，{}{}{}",
        &said[0], planned.label, planned.printed, planned.unit, own.label, own.printed, own.unit
    );
    Some(finding(passage, agrees, statement, &[own, planned]))
}

fn finding(
    passage: &ParagraphContext<'_>,
    agrees: bool,
    statement: String,
    figures: &[&StatedFigure],
) -> Finding {
    Finding::worded(
        &RULE,
        Group::Narrative,
        passage.id("direction", figures[0]),
        if agrees { Verdict::Agree } else { Verdict::Mismatch },
        statement,
        figures.iter().map(|figure| passage.operand(figure)).collect(),
    )
}
