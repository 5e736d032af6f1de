//! A body over the years: one figure a year, of one kind, in one unit and of one
//! scope. What is stated otherwise is left out and named.

use std::collections::BTreeMap;

use crate::address;
use crate::catalogue::Catalogue;
use crate::catalogue::schema::MeasureSpec;
use crate::change::Change;
use crate::chart::draw::{self, Role};
use crate::chart::plan::{Bar, Plan};
use crate::chart::words;
use crate::model::{Chart, Coverage, DisclosureKind, Mark, Stated, Summary};
use crate::money::{Money, grouped};

/// The charts of a body's disclosures: each measure that the catalogue draws over
/// the years, budgets and final accounts apart. None of a single year.
pub fn years(disclosures: &[Summary], catalogue: &Catalogue) -> Vec<Chart> {
    let measures = || catalogue.measures().all().filter(|measure| measure.years);
    let kinds = [DisclosureKind::Budget, DisclosureKind::Final].into_iter();
    kinds
        .flat_map(|kind| measures().filter_map(move |measure| of_measure(disclosures, kind, measure)))
        .collect()
}

/// One disclosure with its figure.
type Year<'a> = (&'a Summary, Money, Mark);

fn of_measure(disclosures: &[Summary], kind: DisclosureKind, measure: &MeasureSpec) -> Option<Chart> {
    let of_kind = disclosures.iter().filter(|summary| summary.id.kind == kind);
    let by_year: BTreeMap<u16, &Summary> = of_kind.map(|summary| (summary.id.year, summary)).collect();
    let stated: Vec<Year> = by_year.values().filter_map(|summary| year(summary, measure)).collect();
    let latest = stated.last()?.clone();
    let (alike, unlike): (Vec<Year>, Vec<Year>) = stated.into_iter().partition(|one| are_alike(one, &latest));
    if alike.len() < 2 || !Coverage::are_one(alike.iter().map(|(summary, ..)| summary.coverage)) {
        return None;
    }
    let silent = by_year.values().filter(|summary| year(summary, measure).is_none());
    let mut words = vec![seen(&alike)?];
    let sums = alike.iter().filter(|(summary, ..)| is_sum(summary, measure));
    words.extend(sums.map(|(.., mark)| format!("{}的数是本站把各项相加的。", mark.label)));
    words.extend(unlike.iter().map(|one| why_apart(one, &latest)));
    words.extend(
        silent.map(|summary| format!("{}{}，图中空缺。", label(summary), why_silent(summary, measure))),
    );
    let key = format!("{}-{}", measure.key, kind.key());
    let heading = format!("{}，历年{}", measure.label, kind.name());
    let marks: Vec<Mark> = alike.iter().map(|(.., mark)| mark.clone()).collect();
    let unit = Some(latest.1.unit);
    let plan = Plan {
        title: heading.clone(),
        description: words::described(&marks, unit),
        note: format!("单位：{}", latest.1.unit.name()),
        strip: None,
        bars: bars(&alike, &by_year),
        middle: None,
    };
    let picture = draw::picture(&plan, &format!("page-chart-{key}"));
    Some(Chart {
        key,
        heading,
        unit,
        table: None,
        marks,
        words,
        picture,
        headline: false,
        uses: false,
        withheld: false,
    })
}

fn year<'a>(summary: &'a Summary, measure: &MeasureSpec) -> Option<Year<'a>> {
    let kept = summary.measure(&measure.key)?;
    let amount = summary.amount(kept)?;
    let mark = Mark {
        label: label(summary),
        path: address::kept(summary, kept),
        printed: grouped(amount.value),
        amount: amount.value,
        share: None,
    };
    Some((summary, amount, mark))
}

fn is_sum(summary: &Summary, measure: &MeasureSpec) -> bool {
    summary.measure(&measure.key).is_some_and(|kept| matches!(kept.stated, Stated::Sum(_)))
}

fn why_silent(summary: &Summary, measure: &MeasureSpec) -> &'static str {
    match summary.measure(&measure.key).map(|kept| kept.stated) {
        Some(Stated::Blank) => "公布为空",
        Some(Stated::Nil) => "列明为无",
        Some(Stated::Amount(_) | Stated::Sum(_)) => "没有写明单位",
        Some(Stated::Doubtful(_)) => "的数本站可能没有读对",
        Some(Stated::Unclear | Stated::Several) | None => "的数本站没有读出",
    }
}

/// `2023年预算`
fn label(summary: &Summary) -> String {
    format!("{}年{}", summary.id.year, summary.id.kind.name())
}

fn are_alike(one: &Year, other: &Year) -> bool {
    one.1.unit == other.1.unit && have_one_scope(one.0, other.0)
}

/// Whether two disclosures do not say that they cover different money (部门 and
/// 单位).
fn have_one_scope(one: &Summary, other: &Summary) -> bool {
    Coverage::are_one([one.coverage, other.coverage])
}

fn why_apart((summary, amount, mark): &Year, latest: &Year) -> String {
    let why = match summary.coverage {
        Some(coverage) if !have_one_scope(summary, latest.0) => format!("公开的是{}", coverage.name()),
        _ => format!("以{}为单位", amount.unit.name()),
    };
    format!("{}{why}，没有画在一起。", mark.label)
}

/// The first and the last year, and the change between them.
fn seen(years: &[Year]) -> Option<String> {
    let ((_, from, first), (_, to, last)) = (years.first()?, years.last()?);
    let change = Change::between(*from, *to)?;
    let [first, last] = [first, last].map(|mark| words::named(mark, Some(to.unit)));
    let difference = change.difference;
    if difference.value.is_zero() {
        return Some(format!("{first}，{last}：两年相同。"));
    }
    let verb = if difference.value.is_sign_negative() { "减少" } else { "增加" };
    let moved = Money { value: difference.value.abs(), ..difference }.words();
    let percent = change.percent.map(|percent| format!("{}%，", grouped(percent.abs())));
    Some(format!("{first}，{last}：{verb} {moved}（{}本站计算）。", percent.unwrap_or_default()))
}

/// A bar a year, and a line for the years between that are not here.
fn bars(years: &[Year], published: &BTreeMap<u16, &Summary>) -> Vec<Bar> {
    let mut bars: Vec<Bar> = Vec::new();
    let mut before: Option<u16> = None;
    for (summary, amount, mark) in years {
        let year = summary.id.year;
        bars.extend(before.and_then(|before| gap(before, year, published)));
        before = Some(year);
        bars.push(Bar {
            label: mark.label.clone(),
            role: Role::Part,
            amount: Some(amount.value),
            printed: mark.printed.clone(),
            share: None,
        });
    }
    if let Some(last) = bars.last_mut() {
        last.role = Role::Subject;
    }
    bars
}

fn gap(before: u16, after: u16, published: &BTreeMap<u16, &Summary>) -> Option<Bar> {
    let (from, to) = (before.checked_add(1)?, after.checked_sub(1).filter(|to| *to > before)?);
    let label = if from == to { format!("{from}年") } else { format!("{from}–{to}年") };
    let there = published.range(from..=to).next().is_some();
    let printed = if there { "空缺" } else { "没有收录" }.to_owned();
    Some(Bar { label, role: Role::Part, amount: None, printed, share: None })
}
