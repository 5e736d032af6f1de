//! 绩效自评表: what a project was given, what it spent, how it was scored, and the indicators
//! for whose gap a reason is given, as the forms print them.

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

/// The self-evaluations of a disclosure's projects. Forms with cells that no field took are
/// left out: what they say may stand elsewhere.
pub(super) fn of(linked: &Linked) -> Vec<Evaluation<'_>> {
    let form = |project| {
        let own = linked.form_of(project).filter(|form| form.evaluation);
        linked.evaluation_of(project).or(own).filter(|form| form.strays.is_empty())
    };
    linked.projects.iter().filter_map(|project| evaluation(project, form(project)?)).collect()
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

/// Whether words say more than that there is nothing: `无`, `—`.
fn is_filled(text: &str) -> bool {
    !matches!(text.trim(), "" | "无" | "-" | "—" | "–" | "/")
}
