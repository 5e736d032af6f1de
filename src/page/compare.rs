//! The disclosures of one year and kind side by side: what each comes to, how that changed,
//! and what it is made of. All amounts in 万元, which is the site's own doing and is said;
//! departments (部门) and bodies alone (单位) stand apart.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::change::{self, Change, signed};
use crate::keys::MeasureKey;
use crate::model::{Coverage, Kind, Origin, Summary};
use crate::money::{Money, grouped, rounded};
use crate::page::bodies::BodySummary;
use crate::page::frame::{Frame, Step};
use crate::page::href::Links;
use crate::page::spread::{Turn, spread};
use crate::page::{Site, ThemeError};

/// The amounts that have columns, behind the total, its change and the shares.
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

/// A year and kind, and its disclosures with their bodies.
type Year<'a> = ((u16, Kind), Vec<Found<'a>>);

/// A disclosure with its body.
type Found<'a> = (&'a BodySummary, &'a Summary);

/// The years and kinds of which several bodies have disclosures, the latest first.
fn years(bodies: &[BodySummary]) -> Vec<Year<'_>> {
    let mut years: BTreeMap<(Reverse<u16>, Kind), Vec<Found<'_>>> = BTreeMap::new();
    for body in bodies {
        for one in &body.disclosures {
            years.entry((Reverse(one.id.year), one.id.kind)).or_default().push((body, one));
        }
    }
    let several = years.into_iter().filter(|(_, found)| found.len() > 1);
    several.map(|((Reverse(year), kind), found)| ((year, kind), found)).collect()
}

/// Links to the pages, for the home page.
pub(super) fn steps(bodies: &[BodySummary], links: &Links) -> Vec<Step> {
    let years = years(bodies);
    years.iter().map(|((year, kind), _)| step(*year, *kind, links, false)).collect()
}

fn step(year: u16, kind: Kind, links: &Links, here: bool) -> Step {
    let href = links.to(&address::compare(year, kind));
    Step { name: format!("{year}年{}", kind.name()), href, here, below: Vec::new() }
}

/// The pages of all years and kinds.
pub(super) fn pages(site: &Site, bodies: &[BodySummary]) -> Result<Vec<Artifact>, ThemeError> {
    let years = years(bodies);
    let mut pages = Vec::new();
    for ((year, kind), found) in &years {
        let mut found = found.clone();
        // Departments first, then bodies alone; the largest first.
        let total = |one: &Summary| in_wan(one, MeasureKey::EXPENDITURE).map(|(amount, _)| amount);
        found.sort_by_key(|(body, one)| (rank(one.coverage), Reverse(total(one)), body.slug.clone()));
        let all = found.len();
        pages.extend(spread(&found, |part, turn| {
            let links = Links::from_page(
                site.settings,
                &address::further(&address::compare(*year, *kind), turn.number),
            );
            let others = years.iter().map(|((y, k), _)| step(*y, *k, &links, (y, k) == (year, kind)));
            page(site, (*year, *kind), (part, all), others.collect(), turn)
        })?);
    }
    Ok(pages)
}

fn page(
    site: &Site,
    (year, kind): (u16, Kind),
    (part, all): (&[Found<'_>], usize),
    others: Vec<Step>,
    turn: Turn,
) -> Result<Artifact, ThemeError> {
    let first = address::compare(year, kind);
    let path = address::further(&first, turn.number);
    let links = Links::from_page(site.settings, &path);
    let heading = format!("{year}年{}，各单位并排", kind.name());
    let words = turn.words();
    let mut crumbs = vec![("首页", ""), (heading.as_str(), first.as_str())];
    crumbs.extend(words.as_deref().map(|words| (words, path.as_str())));
    let mut frame = Frame::new(site, &links, &path, &crumbs);
    frame.description =
        format!("{all} 个单位的{year}年{}：总数、增减、人员和项目的份额、三公经费。", kind.name());
    let label = |key: &MeasureKey| {
        let spec = site.catalogue.measures().measure(key);
        spec.map(|spec| spec.label.clone()).unwrap_or_default()
    };
    let groups = part.chunk_by(|a, b| a.1.coverage == b.1.coverage).map(|own| Group {
        label: own[0].1.coverage.map_or("没有写明是部门还是单位", |coverage| coverage.name()),
        rows: own.iter().map(|(body, one)| row(body, one, &links)).collect(),
    });
    let view = View {
        all,
        columns: SHARES.iter().chain(&AMOUNTS).map(label).collect(),
        groups: groups.collect(),
        others,
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

fn row(body: &BodySummary, one: &Summary, links: &Links) -> Row {
    let figure = |key: MeasureKey| {
        let (amount, path) = in_wan(one, key)?;
        Some(Figure { amount: cents(amount), href: links.to(&path) })
    };
    Row {
        name: body.settings.short_name.clone().unwrap_or_else(|| body.name().to_owned()),
        region: body.settings.region.clone(),
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
/// year before, else from what the text says.
pub(super) fn change(body: &BodySummary, one: &Summary) -> Option<(Change, Origin)> {
    let total = |one: &Summary| one.amount(one.measure(MeasureKey::EXPENDITURE)?);
    let is_before = |other: &&Summary| {
        other.id.kind == one.id.kind
            && other.id.year.checked_add(1) == Some(one.id.year)
            && Coverage::may_be_one(other.coverage, one.coverage)
    };
    let disclosed = body.disclosures.iter().find(is_before).and_then(total);
    let disclosed = disclosed.map(|before| (before, Origin::Disclosed));
    let said = || one.said_before(MeasureKey::EXPENDITURE.as_str()).map(|past| (past.money(), past.origin));
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
