//! 完成年初预算的X% where the budget is nothing: no such rate can be worked out.

use crate::audit::narrative::ParagraphContext;
use crate::audit::narrative::references::is_planned;
use crate::model::{Class, Finding, Group, Rule, Verdict};
use crate::sentences::figures::{FigureKind, StatedFigure};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "no-completion",
    class: Class::Figure,
    title: "预算为 0 的，算不出完成预算的比例",
    text: "决算写“年初预算为0万元，支出决算为A万元，完成年初预算的X%”，A不是0的，除数是0，X算不出来。两个数都是0的，写0%还是100%只是习惯，不核对。",
    basis: "完成预算的比例是决算数除以预算数。",
};

/// Each rate of completion whose budget is said to be nothing.
pub fn check(passage: &ParagraphContext<'_>) -> Vec<Finding> {
    let rates = (0..passage.figures.len()).filter(|at| is_rate(&passage.figures[*at]));
    rates.filter_map(|at| finding(passage, at)).collect()
}

fn is_rate(said: &StatedFigure) -> bool {
    said.kind == FigureKind::Share && said.label.contains("完成") && said.label.contains("预算")
}

/// The budget and what came of it, right before the rate in one sentence.
fn finding(passage: &ParagraphContext<'_>, at: usize) -> Option<Finding> {
    let [planned, own, rate] = passage.figures.get(at.checked_sub(2)?..=at)? else { return None };
    let amounts =
        [planned, own].iter().all(|said| said.kind == FigureKind::Amount && said.inside == rate.inside);
    let one_sentence = [own, rate].iter().all(|said| !said.context.contains('。'));
    let stages = is_planned(&passage.setting, planned) && !is_planned(&passage.setting, own);
    let impossible = planned.value.is_zero() && !own.value.is_zero();
    if !amounts || !one_sentence || !stages || !impossible || !passage.is_own_year(own) {
        return None;
    }
    Some(Finding {
        note: Some("可能是年初预算写漏了，也可能是完成的比例不该写。".to_owned()),
        ..Finding::worded(
            &RULE,
            Group::Narrative,
            passage.id("completion", own),
            Verdict::Mismatch,
            format!(
                "文字写“{}{}{}，{}{}{}，{}{}%”，预算是 0，算不出完成的比例",
                planned.label,
                planned.printed,
                planned.unit,
                own.label,
                own.printed,
                own.unit,
                rate.label,
                rate.printed
            ),
            [rate, planned, own].into_iter().map(|said| passage.operand(said)).collect(),
        )
    })
}
