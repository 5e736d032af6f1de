//! What the home page says first: three sentences that a rule picks from all disclosures, each of
//! published figures that nothing speaks against, each with the place where it stands.

use std::cmp::Reverse;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::address;
use crate::change::signed;
use crate::keys::MeasureKey;
use crate::model::{Summary, Told};
use crate::money::grouped;
use crate::page::bodies::{BodySummary, label};
use crate::page::compare;
use crate::page::href::Links;
use crate::page::html::plain;

/// One of them.
#[derive(Debug, Serialize)]
pub(super) struct Headline {
    /// What it is the largest of.
    label: &'static str,
    /// Whether it is something that does not agree.
    finding: bool,
    amount: String,
    unit: &'static str,
    /// Where it stands.
    href: String,
    /// Whose it is: `某局 2023年预算`.
    whose: String,
    words: String,
    /// Whether the site computed the amount.
    own: bool,
}

/// The largest change, the largest finding by money, the largest project; of each only where
/// there is one that no figure in doubt is part of.
pub(super) fn of(bodies: &[BodySummary], links: &Links) -> Vec<Headline> {
    [change(bodies, links), finding(bodies, links), project(bodies, links)].into_iter().flatten().collect()
}

/// Each body with its latest disclosure.
fn latest(bodies: &[BodySummary]) -> impl Iterator<Item = (&BodySummary, &Summary)> {
    bodies.iter().filter_map(|body| Some((body, body.disclosures.iter().max_by_key(|one| &one.id)?)))
}

/// The largest of several, the first by address where some are alike.
fn largest<T>(all: impl Iterator<Item = (Decimal, T)>, id: impl Fn(&T) -> String) -> Option<T> {
    all.max_by_key(|(amount, one)| (*amount, Reverse(id(one)))).map(|(_, one)| one)
}

fn whose(body: &BodySummary, one: &Summary) -> String {
    let short = body.settings.short_name.as_deref().unwrap_or_else(|| body.name());
    format!("{short} {}", label(one))
}

/// The change of a total that is largest in money. One to ten times as much or a tenth is none:
/// more likely the unit was misprinted or misread.
fn change(bodies: &[BodySummary], links: &Links) -> Option<Headline> {
    let (low, high) = (Decimal::from(-90), Decimal::from(900));
    let changes = latest(bodies).filter_map(|(body, one)| {
        let (change, origin) = compare::change(body, one)?;
        let percent = change.percent.filter(|percent| *percent > low && *percent < high)?;
        let moved = change.difference.in_wan()?.abs();
        (!moved.is_zero()).then_some((moved, (body, one, change, percent, origin)))
    });
    let (body, one, change, percent, origin) = largest(changes, |(_, one, ..)| one.id.to_string())?;
    let more = if change.difference.value.is_sign_negative() { "减少" } else { "增加" };
    let how =
        if origin.words().is_empty() { String::new() } else { format!("，上年数{}", origin.words()) };
    Some(Headline {
        label: "和上年比变化较大",
        finding: false,
        amount: signed(change.difference.value),
        unit: change.difference.unit.name(),
        href: links.to(&address::kept(one, one.measure(MeasureKey::EXPENDITURE)?)),
        whose: whose(body, one),
        words: format!("支出总计比上年{more} {}%{how}", grouped(percent.abs())),
        own: true,
    })
}

/// Whether an amount in 万元 is no more than all that the disclosure spends; where that is not
/// known it is not.
fn is_within(one: &Summary, wan: Decimal) -> bool {
    compare::in_wan(one, MeasureKey::EXPENDITURE).is_some_and(|(total, _)| wan <= total)
}

fn twice(amount: Decimal) -> Option<Decimal> {
    amount.checked_add(amount)
}

/// What does not agree and moves most money, of which nobody has said anything yet. What moves
/// more than half of all that the disclosure spends is none: more likely a total was misprinted or misread.
fn finding(bodies: &[BodySummary], links: &Links) -> Option<Headline> {
    let of_disclosure = |(body, one)| move |told| (body, one, told);
    let all = bodies.iter().flat_map(|body| body.disclosures.iter().map(move |one| (body, one)));
    let all =
        all.flat_map(|(body, one): (&BodySummary, &Summary)| one.told.iter().map(of_disclosure((body, one))));
    let heavy = all.filter_map(|(body, one, told): (&BodySummary, &Summary, &Told)| {
        let moved = told.moved.filter(|_| !told.clerical && told.answer.is_empty())?;
        (moved > Decimal::ZERO && is_within(one, twice(moved)?)).then_some((moved, (body, one, told, moved)))
    });
    let (body, one, told, moved) = largest(heavy, |(_, one, told, _)| format!("{}/{}", one.id, told.id))?;
    Some(Headline {
        label: "还没有说明的一项不符",
        finding: true,
        amount: grouped(moved),
        unit: "万元",
        href: links.to(&address::finding(&one.id, &told.id)),
        whose: whose(body, one),
        words: plain(&told.statement),
        own: true,
    })
}

/// The project with the largest line among the latest disclosures.
fn project(bodies: &[BodySummary], links: &Links) -> Option<Headline> {
    let all = latest(bodies).filter_map(|(body, one)| {
        let project = one.largest_project.as_ref()?;
        let wan = project.money().in_wan().filter(|wan| is_within(one, *wan))?;
        Some((wan, (body, one, project)))
    });
    let (body, one, project) = largest(all, |(_, one, _)| one.id.to_string())?;
    Some(Headline {
        label: "金额较大的项目",
        finding: false,
        amount: grouped(project.value),
        unit: project.unit.name(),
        href: links.to(&project.path),
        whose: whose(body, one),
        words: plain(&project.name),
        own: false,
    })
}
