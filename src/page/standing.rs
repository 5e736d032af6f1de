//! How an account's amounts are spread among bodies that are alike: of one year and kind,
//! one coverage and one level. The site's own figures, from eight bodies up.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::address;
use crate::catalogue::schema::ScopeSpec;
use crate::model::{Code, Kind};
use crate::money::{grouped, rounded};
use crate::page::bodies::BodySummary;
use crate::page::href::Links;

/// Of fewer bodies a median says nothing.
const FEWEST: usize = 8;

/// One group of bodies.
#[derive(Debug, Serialize)]
pub(super) struct Standing {
    /// Which they are: `2024年预算，部门（含下属单位），县级`.
    whose: String,
    scope: String,
    bodies: usize,
    /// In 万元.
    median: String,
    most: End,
    least: End,
}

/// A body at one end.
#[derive(Debug, Serialize)]
struct End {
    name: String,
    amount: String,
    href: String,
}

/// What bodies of a group have in common: year and kind, coverage, level; the latest first.
type Alike = (std::cmp::Reverse<u16>, Kind, &'static str, String);

/// An amount in 万元, and whose.
type Amount<'a> = (Decimal, &'a BodySummary, String);

/// The groups of a code in one scope.
pub(super) fn of(bodies: &[&BodySummary], code: Code, scope: &ScopeSpec, links: &Links) -> Vec<Standing> {
    let mut groups: BTreeMap<Alike, Vec<Amount>> = BTreeMap::new();
    for body in bodies {
        let level = body.settings.level.clone().filter(|level| !level.trim().is_empty());
        for summary in &body.disclosures {
            // Unlike bodies are not laid together, nor those of which nobody knows.
            let alike = summary.coverage.zip(level.clone());
            let spent = summary.spent(code, &scope.key);
            let amount = spent.and_then(|spent| Some((summary.amount(&spent.cell)?.in_wan()?, spent)));
            if let (Some((coverage, level)), Some((amount, spent))) = (alike, amount) {
                let alike = (std::cmp::Reverse(summary.id.year), summary.id.kind, coverage.name(), level);
                let path = address::kept(summary, &spent.cell);
                groups.entry(alike).or_default().push((amount, body, path));
            }
        }
    }
    let many = groups.into_iter().filter(|(_, amounts)| amounts.len() >= FEWEST);
    many.filter_map(|(alike, amounts)| standing(alike, amounts, scope, links)).collect()
}

fn standing(
    (year, kind, coverage, level): Alike,
    mut amounts: Vec<Amount>,
    scope: &ScopeSpec,
    links: &Links,
) -> Option<Standing> {
    amounts.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.slug.cmp(&b.1.slug)));
    let end = |(amount, body, path): &Amount| End {
        name: body.settings.short_name.clone().unwrap_or_else(|| body.name().to_owned()),
        amount: grouped(rounded(*amount, 2)),
        href: links.to(path),
    };
    Some(Standing {
        whose: format!("{}年{}，{coverage}，{level}", year.0, kind.name()),
        scope: scope.label.clone(),
        bodies: amounts.len(),
        median: grouped(rounded(median(&amounts)?, 2)),
        most: end(amounts.last()?),
        least: end(amounts.first()?),
    })
}

/// The middle one, or half of the two in the middle.
fn median(sorted: &[Amount]) -> Option<Decimal> {
    let middle = sorted.len() / 2;
    let upper = sorted.get(middle)?.0;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = sorted.get(middle.checked_sub(1)?)?.0;
    lower.checked_add(upper)?.checked_div(Decimal::TWO)
}
