//! How much of the money of the project table has a performance-target form, and the way to
//! all that is promised.

use crate::address;
use crate::change;
use crate::model::{Form, Linked, MatchNote, Project};
use crate::money::Money;
use crate::page::context::PageContext;

/// In words; `None` where there are no lines or no forms, where a form may belong to a line
/// that has none, or where not all have one and an amount is not known for certain.
pub(super) fn words(linked: &Linked) -> Option<String> {
    let lines: Vec<&Project> = linked.projects.iter().filter(|project| project.line.is_some()).collect();
    if lines.is_empty() || linked.disclosure.forms.is_empty() {
        return None;
    }
    let is_open = |project: &Project| {
        matches!(project.note, Some(MatchNote::NotClear | MatchNote::OtherSum { .. } | MatchNote::NoLines))
    };
    if linked.projects.iter().any(is_open) || !linked.disclosure.unread.is_empty() {
        return None;
    }
    let forms = kinds(linked.disclosure.forms.iter(), "或");
    let without: Vec<&&Project> = lines.iter().filter(|project| project.form.is_none()).collect();
    if without.is_empty() {
        return Some(format!("项目资金中有{forms}的占 100%：每个项目都有（本站计算）。"));
    }
    let all = total(linked, lines.iter().copied())?;
    let left = total(linked, without.iter().map(|project| **project))?;
    let promised = all.less(left)?;
    let rate = change::rate(promised, all)?;
    let (promised, left) = (promised.words(), left.words());
    let count = without.len();
    Some(format!(
        "项目资金中有{forms}的占 {rate}%，共 {promised}；没有对应的 {count} 个项目共 {left}（本站计算）。"
    ))
}

/// What forms are called: 绩效目标表, 绩效自评表, or both with a word between.
pub(super) fn kinds<'f>(forms: impl Iterator<Item = &'f Form>, between: &str) -> String {
    let (evaluations, targets): (Vec<&Form>, Vec<&Form>) = forms.partition(|form| form.evaluation);
    match (targets.is_empty(), evaluations.is_empty()) {
        (_, true) => "绩效目标表".to_owned(),
        (true, false) => "绩效自评表".to_owned(),
        (false, false) => format!("绩效目标表{between}绩效自评表"),
    }
}

fn total<'a>(linked: &Linked, projects: impl Iterator<Item = &'a Project>) -> Option<Money> {
    let amounts: Option<Vec<Money>> = projects.map(|project| amount(linked, project)).collect();
    Money::sum(amounts?)
}

/// The amount of a project's line, where that is sure.
fn amount(linked: &Linked, project: &Project) -> Option<Money> {
    let (table, row) = linked.line_of(project)?;
    let total = table.line_total(row).filter(|_| table.line_doubt(row).is_none());
    total?.money()
}

/// How many indicators there are to look through, and where; `None` where there are none.
pub(super) fn link(sheet: &PageContext) -> Option<(usize, String)> {
    let count = sheet.edition.told.promises.all.len();
    (count > 0).then(|| (count, sheet.links.to(&address::promises(sheet.edition.id()))))
}
