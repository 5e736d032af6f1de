//! How an account's amounts are spread among bodies that are alike: of one year and kind,
//! one coverage and one level. The site's own figures, from eight bodies up.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use rust_decimal::Decimal;
use serde::Serialize;

use crate::address;
use crate::catalogue::schema::ScopeSpec;
use crate::model::{AccountCode, DisclosureId, DisclosureKind, Mark, Spread};
use crate::money::{grouped, rounded};
use crate::page::bodies::BodySummary;
use crate::page::href::Links;
use crate::page::{Site, chart};

/// Of fewer bodies a median says nothing.
const FEWEST: usize = 8;
/// So many groups are drawn.
const DRAWN: usize = 3;
/// So many groups that are too small are named; the rest is counted.
const NAMED: usize = 4;

/// How bodies that are alike stand, as templates see it.
#[derive(Debug, Serialize)]
pub(super) struct StandingView {
    /// Out of which money.
    scope: String,
    /// The latest groups, drawn.
    charts_html: String,
    /// The other groups.
    groups: Vec<GroupView>,
    /// Which groups are too small, and by how many bodies.
    few: Option<String>,
    /// How many disclosures do not say enough to be in a group.
    unknown: usize,
    /// How many list something that was not read for certain.
    doubtful: usize,
}

#[derive(Debug, Serialize)]
struct GroupView {
    whose: String,
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
type Alike = (Reverse<u16>, DisclosureKind, &'static str, String);

/// The groups of a code in one scope.
#[derive(Debug, Default)]
pub(super) struct Standings {
    scope: String,
    large: Vec<Group>,
    few: Vec<(Alike, usize)>,
    unknown: usize,
    doubtful: usize,
    ranks: HashMap<DisclosureId, (usize, usize)>,
}

/// Bodies that are alike, enough of them.
#[derive(Debug)]
struct Group {
    alike: Alike,
    spread: Spread,
}

/// What a body lists.
struct Amount<'a> {
    value: Decimal,
    body: &'a BodySummary,
    id: &'a DisclosureId,
    path: String,
}

impl Standings {
    /// The groups of a code; none where a single body lists it.
    pub fn of(bodies: &[&BodySummary], code: AccountCode, scope: &ScopeSpec) -> Self {
        let mut all = Self { scope: scope.label.clone(), ..Self::default() };
        if bodies.len() < 2 {
            return all;
        }
        let mut groups: BTreeMap<Alike, Vec<Amount>> = BTreeMap::new();
        for body in bodies {
            let level = body.settings.level.clone().filter(|level| !level.trim().is_empty());
            for summary in &body.disclosures {
                let Some(spent) = summary.spent(code, &scope.key) else { continue };
                let Some(value) = summary.amount(&spent.cell).and_then(|money| money.in_wan()) else {
                    all.doubtful += usize::from(spent.cell.stated.is_something());
                    continue;
                };
                // Unlike bodies are not laid together, nor those of which nobody knows.
                let Some((coverage, level)) = summary.coverage.zip(level.clone()) else {
                    all.unknown += 1;
                    continue;
                };
                let alike = (Reverse(summary.id.year), summary.id.kind, coverage.name(), level);
                let path = address::kept(summary, &spent.cell);
                groups.entry(alike).or_default().push(Amount { value, body, id: &summary.id, path });
            }
        }
        groups.into_iter().for_each(|(alike, amounts)| all.add(alike, amounts));
        all
    }

    fn add(&mut self, alike: Alike, mut amounts: Vec<Amount>) {
        amounts.sort_by(|a, b| b.value.cmp(&a.value).then_with(|| a.body.slug.cmp(&b.body.slug)));
        let median = Some(amounts.as_slice()).filter(|all| all.len() >= FEWEST).and_then(median);
        let Some(median) = median else { return self.few.push((alike, amounts.len())) };
        let mut marks = Vec::new();
        let mut rank = 0;
        for (at, amount) in amounts.iter().enumerate() {
            // Equal amounts share a rank.
            if at == 0 || amounts[at - 1].value != amount.value {
                rank = at + 1;
            }
            self.ranks.insert(amount.id.clone(), (rank, amounts.len()));
            marks.push(mark(rank, amount));
        }
        let key = format!("alike-{}", self.large.len() + 1);
        let spread = Spread { key, heading: words(&alike), marks, median };
        self.large.push(Group { alike, spread });
    }

    /// Whether any body has a rank.
    pub fn any_ranks(&self) -> bool {
        !self.ranks.is_empty()
    }

    /// `3/28`: the third of 28 that are alike, by what they list.
    pub fn rank(&self, id: &DisclosureId) -> Option<String> {
        self.ranks.get(id).map(|(rank, of)| format!("{rank}/{of}"))
    }

    /// How the page shows them; `None` where there is nothing to say.
    pub fn view(&self, site: &Site, links: &Links) -> Option<StandingView> {
        if self.large.is_empty() && self.few.is_empty() && self.unknown == 0 && self.doubtful == 0 {
            return None;
        }
        // The latest group of bodies that are alike but for the year.
        let mut seen = BTreeSet::new();
        let mut latest = |group: &&Group| {
            let (_, kind, coverage, level) = &group.alike;
            seen.len() < DRAWN && seen.insert((*kind, *coverage, level.clone()))
        };
        let (drawn, rest): (Vec<&Group>, Vec<&Group>) = self.large.iter().partition(|group| latest(group));
        let draw = |group: &&Group| chart::of_bodies(&(site.draw)(group.spread.clone()), links);
        Some(StandingView {
            scope: self.scope.clone(),
            charts_html: drawn.iter().map(draw).collect(),
            groups: rest.iter().filter_map(|group| group.view(links)).collect(),
            few: self.few_words(),
            unknown: self.unknown,
            doubtful: self.doubtful,
        })
    }

    fn few_words(&self) -> Option<String> {
        let group = |(alike, bodies): &(Alike, usize)| {
            format!("{}（{bodies} 个，还差 {} 个）", words(alike), FEWEST.saturating_sub(*bodies))
        };
        let mut told: Vec<String> = self.few.iter().take(NAMED).map(group).collect();
        let more = self.few.len().saturating_sub(NAMED);
        told.extend((more > 0).then(|| format!("另有 {more} 组")));
        (!told.is_empty()).then(|| told.join("；"))
    }
}

impl Group {
    fn view(&self, links: &Links) -> Option<GroupView> {
        let end = |mark: &Mark| End {
            name: mark.label.split_once(' ').map_or(mark.label.as_str(), |(_, name)| name).to_owned(),
            amount: mark.printed.clone(),
            href: links.to(&mark.path),
        };
        Some(GroupView {
            whose: self.spread.heading.clone(),
            bodies: self.spread.marks.len(),
            median: grouped(rounded(self.spread.median, 2)),
            most: end(self.spread.marks.first()?),
            least: end(self.spread.marks.last()?),
        })
    }
}

/// `2024年预算，部门（含下属单位），县级`
fn words((year, kind, coverage, level): &Alike) -> String {
    format!("{}年{}，{coverage}，{level}", year.0, kind.name())
}

/// A body with its rank: `3. 县公安局`.
fn mark(rank: usize, amount: &Amount) -> Mark {
    let body = amount.body;
    let name = body.settings.short_name.as_deref().unwrap_or_else(|| body.name());
    let mut cents = rounded(amount.value, 2);
    cents.rescale(2);
    Mark {
        label: format!("{rank}. {name}"),
        path: amount.path.clone(),
        printed: grouped(cents),
        amount: amount.value,
        share: None,
    }
}

/// The middle one, or half of the two in the middle.
fn median(sorted: &[Amount]) -> Option<Decimal> {
    let middle = sorted.len() / 2;
    let upper = sorted.get(middle)?.value;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = sorted.get(middle.checked_sub(1)?)?.value;
    lower.checked_add(upper)?.checked_div(Decimal::TWO)
}
