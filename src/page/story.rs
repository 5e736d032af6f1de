//! The whole disclosure in one paragraph of plain words, to be read aloud or shared: what
//! its first page says, by rules, and never more than its figures do. Each number leads to where it stands.

use crate::address;
use crate::keys::MeasureKey;
use crate::model::{Chart, Finding, Tally, Verdict};
use crate::page::clause::Clause;
use crate::page::context::PageContext;
use crate::page::html::plain;

/// The paragraph, after the sentences of the `lead`.
pub(super) fn of(sheet: &PageContext, lead: &[Clause], strip: Option<&Chart>) -> Vec<Clause> {
    let edition = sheet.edition;
    let mut story = vec![Clause::words(format!("{}{}：", edition.body_name(), edition.year_and_kind()))];
    story.extend(lead.iter().cloned());
    story.extend(strip.map(|chart| uses(sheet, chart)).unwrap_or_default());
    story.extend(largest_project(sheet, lead));
    story.extend(three_public(sheet));
    story.extend(checked(sheet));
    story
}

/// What each part of the strip gets of all.
fn uses(sheet: &PageContext, chart: &Chart) -> Vec<Clause> {
    let spent = chart.marks.iter().filter(|mark| !mark.amount.is_zero() && mark.share.is_some());
    let mut clauses = Vec::new();
    for mark in spent {
        let begins = if clauses.is_empty() { "支出按用途分，" } else { "，" };
        let unit = chart.unit.map_or("", |unit| unit.name());
        clauses.push(Clause::words(format!("{begins}{} ", plain(&mark.label))));
        clauses.push(Clause::linked(format!("{} {unit}", mark.printed), sheet.links.to(&mark.path)));
        clauses.push(Clause::words(format!("（{}）", mark.share.as_deref().unwrap_or_default())));
    }
    if !clauses.is_empty() {
        clauses.push(Clause::words("，份额由本站计算。"));
    }
    clauses
}

/// The largest project, where the lead has not named it.
fn largest_project(sheet: &PageContext, lead: &[Clause]) -> Vec<Clause> {
    let Some((project, total)) = sheet.edition.largest_project() else { return Vec::new() };
    let Some(money) = total.sure_money() else { return Vec::new() };
    let href = sheet.links.to(&address::project(sheet.edition.id(), &project.slug));
    if lead.iter().any(|clause| clause.href.as_ref() == Some(&href)) {
        return Vec::new();
    }
    vec![
        Clause::words(format!("金额最大的项目是{}，", plain(&project.name))),
        Clause::linked(money.words(), href),
        Clause::words("。"),
    ]
}

fn three_public(sheet: &PageContext) -> Vec<Clause> {
    let edition = sheet.edition;
    let mut measures = edition.figures.measures.iter();
    let Some((spec, found)) = measures.find(|(spec, _)| spec.key == MeasureKey::THREE_PUBLIC) else {
        return Vec::new();
    };
    let Some(money) = found.sure_money() else { return Vec::new() };
    let cell = &found.cell;
    let path = address::cell(edition.id(), &cell.table.id, &cell.entry.key, &cell.column.key);
    let added = if found.sum.is_some() { "（本站相加）" } else { "" };
    let mut clauses = vec![
        Clause::words(format!("{} ", spec.label)),
        Clause::linked(money.words(), sheet.links.to(&path)),
        Clause::words(added),
    ];
    if let Some(past) = edition.last_year.measure(spec, found) {
        clauses.push(Clause::words(format!("，{} 年是 ", edition.last_year.year)));
        clauses.push(Clause::linked(past.money().words(), sheet.links.to(&past.path)));
        let how = past.origin.words();
        clauses.push(Clause::words(if how.is_empty() { String::new() } else { format!("（{how}）") }));
    }
    clauses.push(Clause::words("。"));
    clauses
}

/// What the audit came to: nobody is told to be wrong, nor to be right where the text was not
/// read as a whole.
fn checked(sheet: &PageContext) -> Vec<Clause> {
    let edition = sheet.edition;
    let tally = Tally::of(edition.findings);
    let open = tally.count(Verdict::Unverifiable);
    let all = tally.told().total() - open;
    if all == 0 {
        return Vec::new();
    }
    let is_answered = |finding: &&Finding| {
        finding.verdict == Verdict::Mismatch && edition.disclosure().answer(&finding.id).is_some()
    };
    let mut found = match (tally.mismatch, edition.disclosure().unread.first()) {
        (0, None) => "没有发现不符".to_owned(),
        (0, Some(unread)) => unread.words().to_owned(),
        (some, _) => format!("有 {some} 项不符，可能是公开的文本有误，也可能是本站读错"),
    };
    let answered = edition.findings.iter().filter(is_answered).count();
    if answered > 0 {
        found.push_str(&format!("，其中 {answered} 项已有说明"));
    }
    if open > 0 {
        found.push_str(&format!("；另有 {open} 项无法核对"));
    }
    vec![
        Clause::words("本站"),
        Clause::linked(format!("核对了 {all} 处"), sheet.links.to(&address::audit(edition.id()))),
        Clause::words(format!("，{found}。")),
    ]
}
