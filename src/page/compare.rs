//! The disclosures of one year and kind side by side: the total of each, how it changed,
//! and what it is made of; those of a region once more on a page of their own. All amounts in
//! 万元, converted by the site, which the page says; departments (部门) and bodies alone (单位)
//! stand apart.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::change::{self, Change, signed};
use crate::keys::{MeasureKey, ThingKey};
use crate::model::{Coverage, DisclosureKind, Origin, Summary};
use crate::money::{Money, grouped, rounded};
use crate::page::bodies::BodySummary;
use crate::page::frame::{Frame, Step};
use crate::page::href::Links;
use crate::page::spread::{Turn, spread};
use crate::page::{Site, ThemeError};

/// The amounts that have columns, after the total, its change and the shares.
const AMOUNTS: [MeasureKey; 6] = [
    MeasureKey::THREE_PUBLIC,
    MeasureKey::OVERSEAS,
    MeasureKey::VEHICLES,
    MeasureKey::RECEPTION,
    MeasureKey::OPERATING,
    MeasureKey::PROCUREMENT,
];

/// The parts whose shares have columns.
const SHARES: [MeasureKey; 3] = [MeasureKey::PERSONNEL, MeasureKey::RUNNING, MeasureKey::PROJECT];

#[derive(Debug, Serialize)]
struct View {
    heading: String,
    all: usize,
    columns: Vec<String>,
    groups: Vec<Group>,
    others: Vec<Step>,
    /// The regions that have pages of their own; none where they are too many to list.
    regions: Vec<Step>,
    /// Of a region, the page of all.
    whole: Option<String>,
    two: String,
    pages: Vec<Step>,
}

/// The disclosures of one coverage.
#[derive(Debug, Serialize)]
struct Group {
    label: &'static str,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    name: String,
    region: Option<String>,
    /// The page of its region, where it has one.
    region_href: Option<String>,
    href: String,
    total: Option<Figure>,
    /// Its change against the year before in percent, by the body's own disclosures or text.
    change: Option<String>,
    shares: Vec<Option<String>>,
    amounts: Vec<Option<Figure>>,
}

#[derive(Debug, Serialize)]
struct Figure {
    amount: String,
    href: String,
}

/// A disclosure with its body.
type Found<'a> = (&'a BodySummary, &'a Summary);

/// More regions are not listed; their bodies lead to them.
const REGIONS: usize = 40;

/// The disclosures of one year and kind.
struct Year<'a> {
    year: u16,
    kind: DisclosureKind,
    found: Vec<Found<'a>>,
}

/// A list: all of a year and kind, or those of a region.
#[derive(Clone, Copy)]
struct List<'a> {
    of: &'a Year<'a>,
    region: Option<&'a str>,
}

impl<'a> Year<'a> {
    /// The regions of which several disclosures are here, if they are not all.
    fn regions(&self) -> Vec<&'a str> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        self.found
            .iter()
            .filter_map(|(body, _)| body.region())
            .for_each(|region| *counts.entry(region).or_default() += 1);
        let own = |count: usize| count > 1 && count < self.found.len();
        counts.into_iter().filter(|(_, count)| own(*count)).map(|(region, _)| region).collect()
    }

    fn name(&self) -> String {
        format!("{}年{}", self.year, self.kind.name())
    }
}

impl<'a> List<'a> {
    /// Where it begins.
    fn address(&self) -> String {
        let mark = self.region.map(|region| address::region_mark(Some(region)));
        let whole = || address::compare(self.of.year, self.of.kind);
        mark.map_or_else(whole, |mark| address::compare_region(self.of.year, self.of.kind, &mark))
    }

    /// Departments first, then bodies alone; the largest first.
    fn sorted(&self) -> Vec<Found<'a>> {
        let total = |one: &Summary| in_wan(one, MeasureKey::EXPENDITURE).map(|(amount, _)| amount);
        let here = |(body, _): &&Found<'a>| self.region.is_none_or(|region| body.region() == Some(region));
        let mut found: Vec<Found> = self.of.found.iter().filter(here).copied().collect();
        found.sort_by_key(|(body, one)| (rank(one.coverage), Reverse(total(one)), body.slug.clone()));
        found
    }

    /// Links to the regions of its year.
    fn regions(&self, links: &Links) -> Vec<Step> {
        let list = |region| List { of: self.of, region: Some(region) };
        let step = |region: &'a str| Step {
            name: region.to_owned(),
            href: links.to(&list(region).address()),
            here: self.region == Some(region),
            below: Vec::new(),
        };
        let regions = self.of.regions();
        if regions.len() > REGIONS { Vec::new() } else { regions.into_iter().map(step).collect() }
    }
}

/// The years and kinds of which several bodies have disclosures, the latest first.
fn years(bodies: &[BodySummary]) -> Vec<Year<'_>> {
    let mut years: BTreeMap<(Reverse<u16>, DisclosureKind), Vec<Found<'_>>> = BTreeMap::new();
    for body in bodies {
        for one in &body.disclosures {
            years.entry((Reverse(one.id.year), one.id.kind)).or_default().push((body, one));
        }
    }
    let several = years.into_iter().filter(|(_, found)| found.len() > 1);
    several.map(|((Reverse(year), kind), found)| Year { year, kind, found }).collect()
}

/// Links to the pages of all years and kinds.
pub(super) fn steps(bodies: &[BodySummary], links: &Links) -> Vec<Step> {
    years(bodies).iter().map(|year| step(year, links, false)).collect()
}

fn step(year: &Year, links: &Links, here: bool) -> Step {
    let href = links.to(&address::compare(year.year, year.kind));
    Step { name: year.name(), href, here, below: Vec::new() }
}

/// The pages of all years and kinds, and of the regions in each.
pub(super) fn pages(site: &Site, bodies: &[BodySummary]) -> Result<Vec<Artifact>, ThemeError> {
    let years = years(bodies);
    let mut pages = Vec::new();
    for year in &years {
        for region in [None].into_iter().chain(year.regions().into_iter().map(Some)) {
            let list = List { of: year, region };
            let found = list.sorted();
            pages.extend(spread(&found, |part, turn| page(site, list, (part, found.len()), &years, turn))?);
        }
    }
    Ok(pages)
}

fn page(
    site: &Site,
    list: List,
    (part, all): (&[Found<'_>], usize),
    years: &[Year],
    turn: Turn,
) -> Result<Artifact, ThemeError> {
    let first = list.address();
    let path = address::further(&first, turn.number);
    let links = Links::from_page(site.settings, &path);
    let name = list.of.name();
    let whole = address::compare(list.of.year, list.of.kind);
    let heading = format!("{name}，{}各单位并排", list.region.unwrap_or_default());
    let words = turn.words();
    let mut crumbs = vec![("首页", ""), (name.as_str(), whole.as_str())];
    crumbs.extend(list.region.map(|region| (region, first.as_str())));
    crumbs.extend(words.as_deref().map(|words| (words, path.as_str())));
    let mut frame = Frame::new(site, &links, &path, &crumbs);
    frame.title = format!("{heading}{} · {}", words.as_deref().unwrap_or_default(), site.settings.title);
    frame.description = format!(
        "{}{all} 个单位的{name}：总数、增减、人员和项目的份额、三公经费。",
        list.region.unwrap_or_default()
    );
    let label = |key: &MeasureKey| {
        let spec = site.catalogue.measures().measure(key);
        spec.map(|spec| spec.label.clone()).unwrap_or_default()
    };
    let regions = list.of.regions();
    let groups = part.chunk_by(|a, b| a.1.coverage == b.1.coverage).map(|own| Group {
        label: own[0].1.coverage.map_or("没有写明是部门还是单位", |coverage| coverage.name()),
        rows: own.iter().map(|(body, one)| row(body, one, list, &regions, &links)).collect(),
    });
    let others = years.iter().map(|year| step(year, &links, std::ptr::eq(year, list.of)));
    let view = View {
        all,
        columns: SHARES.iter().chain(&AMOUNTS).map(label).collect(),
        groups: groups.collect(),
        others: others.collect(),
        regions: list.regions(&links),
        whole: list.region.map(|_| links.to(&whole)),
        two: links.to(&address::compare_two()),
        pages: turn.steps(|number| address::further(&first, number), &links),
        heading: heading.clone(),
    };
    frame.page(site, "compare.html", &path, &view)
}

fn rank(coverage: Option<Coverage>) -> u8 {
    match coverage {
        Some(Coverage::Department) => 0,
        Some(Coverage::Unit) => 1,
        None => 2,
    }
}

fn row(body: &BodySummary, one: &Summary, list: List, regions: &[&str], links: &Links) -> Row {
    let figure = |key: MeasureKey| {
        let (amount, path) = in_wan(one, key).or_else(|| counted(one, key))?;
        Some(Figure { amount: cents(amount), href: links.to(&path) })
    };
    // A region's own page need not name it again.
    let region = body.region().filter(|_| list.region.is_none());
    let own = region.filter(|region| regions.binary_search(region).is_ok());
    let of_region = |region| List { region: Some(region), ..list }.address();
    Row {
        name: body.settings.short_name.clone().unwrap_or_else(|| body.name().to_owned()),
        region: region.map(str::to_owned),
        region_href: own.map(|region| links.to(&of_region(region))),
        href: links.to(&address::disclosure(&one.id)),
        total: figure(MeasureKey::EXPENDITURE),
        change: percent(body, one),
        shares: shares(one),
        amounts: AMOUNTS.into_iter().map(figure).collect(),
    }
}

/// A measure in 万元, and the address of its cell.
pub(super) fn in_wan(one: &Summary, key: MeasureKey) -> Option<(Decimal, String)> {
    let kept = one.measure(key)?;
    Some((one.amount(kept)?.in_wan()?, address::kept(one, kept)))
}

/// What the prose counts of a measure that no table holds, in 万元, and the address of its line.
fn counted(one: &Summary, key: MeasureKey) -> Option<(Decimal, String)> {
    let thing = one.thing(ThingKey::PROCUREMENT.as_str()).filter(|_| key == MeasureKey::PROCUREMENT)?;
    let printed = one.measure(key).is_some();
    (!printed).then(|| (thing.value, thing.path.clone()))
}

/// An amount in 万元 with two decimals.
pub(super) fn cents(wan: Decimal) -> String {
    let mut cents = rounded(wan, 2);
    cents.rescale(2);
    grouped(cents)
}

/// The change of the total in percent, with its sign.
pub(super) fn percent(body: &BodySummary, one: &Summary) -> Option<String> {
    let (change, _) = change(body, one)?;
    Some(format!("{}%", signed(change.percent?)))
}

/// The change of the total, and how the amount before is known: from the disclosure of the
/// year before, else from what the text says; what was carried out of that year's budget is
/// other money than a budget.
pub(super) fn change(body: &BodySummary, one: &Summary) -> Option<(Change, Origin)> {
    let total = |one: &Summary| one.amount(one.measure(MeasureKey::EXPENDITURE)?);
    let is_before = |other: &&Summary| {
        other.id.kind == one.id.kind
            && other.id.year.checked_add(1) == Some(one.id.year)
            && Coverage::are_one([other.coverage, one.coverage])
    };
    let disclosed = body.disclosures.iter().find(is_before).and_then(total);
    let disclosed = disclosed.map(|before| (before, Origin::Disclosed));
    let said = || one.said_before(MeasureKey::EXPENDITURE.as_str()).map(|past| (past.money(), past.origin));
    let said = || said().filter(|(_, origin)| *origin != Origin::Executed);
    let (before, origin) = disclosed.or_else(said)?;
    Some((Change::between(before, total(one)?)?, origin))
}

/// The shares of people, running and projects in all expenditure, where people and running
/// make up its 基本支出, and so are of the same money.
fn shares(one: &Summary) -> Vec<Option<String>> {
    let amount = |key: MeasureKey| one.amount(one.measure(key)?);
    let of = || {
        let parts = SHARES.into_iter().map(amount).collect::<Option<Vec<Money>>>()?;
        let (whole, basic) = (amount(MeasureKey::EXPENDITURE)?, amount(MeasureKey::BASIC)?);
        let sum = Money::sum(parts.iter().copied())?.in_wan()?;
        let fits = Money::make_up(&parts[..2], basic) && sum <= whole.in_wan()?;
        let share = |part: &Money| change::rate(*part, whole).map(|rate| format!("{}%", grouped(rate)));
        fits.then(|| parts.iter().map(share).collect())
    };
    of().unwrap_or_else(|| vec![None; SHARES.len()])
}
