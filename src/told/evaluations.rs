//! 绩效自评表: what a project was given, what it spent, how it was scored, and the indicators
//! for whose gap a reason is given, as the forms print them.

use std::sync::LazyLock;

use regex::Regex;

use crate::keys::{FieldKey, FundColumnKey, IndicatorKey};
use crate::model::{Form, Indicator, Linked, Project};
use crate::source::Line;

/// A project with its self-evaluation.
#[derive(Debug)]
pub struct Evaluation<'a> {
    pub project: &'a Project,
    pub form: &'a Form,
    /// The budget of the year, as adjusted where the form has that; as printed.
    pub budget: Option<&'a str>,
    pub spent: Option<&'a str>,
    pub rate: Option<&'a str>,
    pub score: Option<&'a str>,
    /// The indicators with a result, read for certain.
    pub done: usize,
    /// Those of them for which the form gives a reason, with the reason.
    pub explained: Vec<(&'a Indicator, &'a str)>,
    /// The form's first line.
    pub line: Line,
}

/// The self-evaluations of a disclosure's projects.
pub(super) fn of(linked: &Linked) -> Vec<Evaluation<'_>> {
    let told = |project| evaluation(project, linked.own_evaluation(project)?);
    linked.projects.iter().filter_map(told).collect()
}

fn evaluation<'a>(project: &'a Project, form: &'a Form) -> Option<Evaluation<'a>> {
    let total = form.total();
    let of_total = |key: FundColumnKey| {
        let found = total?.beside.iter().find(|one| one.key == key)?;
        Some(found.text.trim()).filter(|text| !text.is_empty())
    };
    let results = || form.indicators.iter().filter(|one| one.is_sure() && one.done().is_some_and(is_filled));
    let score = form.field(FieldKey::TOTAL_SCORE).map(|field| field.best());
    Some(Evaluation {
        project,
        form,
        budget: of_total(FundColumnKey::ANNUAL).or_else(|| of_total(FundColumnKey::BUDGET)),
        spent: of_total(FundColumnKey::SPENT),
        rate: of_total(FundColumnKey::RATE),
        score: score.filter(|score| score.doubt.is_none()).map(|score| score.text.as_str()),
        done: results().count(),
        explained: results().filter_map(|one| Some((one, reason(one)?))).collect(),
        line: form.fragments.first()?.0,
    })
}

/// The reason given for an indicator's gap.
fn reason(indicator: &Indicator) -> Option<&str> {
    let found = indicator.beside.iter().find(|one| one.key == IndicatorKey::REASON)?;
    Some(found.text.trim()).filter(|text| is_filled(text))
}

/// Whether words say more than that there is nothing: `无`, `——`, `不存在偏差`.
fn is_filled(text: &str) -> bool {
    !NOTHING.is_match(text.trim())
}

static NOTHING: LazyLock<Regex> = LazyLock::new(nothing);

/// Compiles the constant pattern, which is valid.
#[allow(clippy::unwrap_used)]
fn nothing() -> Regex {
    Regex::new(
        r"^(?:[-—–―－/／\\\s。]*|不适用|(?:无|没有|不存在|未发生|未出现|未产生)?(?:明显|较大)?(?:偏差|差异|偏离)?(?:原因)?(?:分析)?(?:及改进措施)?(?:情况)?[。]?)$",
    )
    .unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn that_there_is_nothing_is_no_reason() {
        for text in [
            "",
            "无",
            "——",
            "-",
            "/",
            "无。",
            "无偏差",
            "不存在偏差",
            "没有偏差原因",
            "无偏差原因及改进措施",
            "不适用",
        ] {
            assert!(!is_filled(text), "{text}");
        }
        for text in ["无人报名", "汛期延长", "没有收到发票", "偏差较大，因招标推迟", "90%"]
        {
            assert!(is_filled(text), "{text}");
        }
    }
}
