//! The pages by account: the classes of functional expenditure, and for each
//! code who spends on it, in which years, how much, linked to the cells.
//!
//! Accounts meet by code alone. Nothing is added up over bodies: what a
//! department publishes may hold what its units publish.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::catalogue::Catalogue;
use crate::catalogue::normal::label as comparable;
use crate::catalogue::schema::ScopeSpec;
use crate::model::{AccountCode, Summary};
use crate::money::grouped;
use crate::page::bodies::{BodySummary, label};
use crate::page::figure::FigureView;
use crate::page::frame::{Frame, Step};
use crate::page::href::Links;
use crate::page::html::plain;
use crate::page::regions::{self, Named, Region};
use crate::page::spread::{Turn, spread};
use crate::page::standing::{StandingView, Standings};
use crate::page::{Site, ThemeError};

/// So many wordings of a name are told; the rest is counted.
const WORDINGS: usize = 5;

/// Every code with the disclosures that spend on it, and the codes above it.
#[derive(Debug)]
pub(super) struct Codes<'a> {
    bodies: &'a [BodySummary],
    catalogue: &'a Catalogue,
    /// Index of the body and of its disclosure, in order.
    of: BTreeMap<AccountCode, Vec<(usize, usize)>>,
}

/// What is known of a code before its pages are made.
struct Listed<'a> {
    code: AccountCode,
    /// The disclosures that list it, and of how many bodies they are.
    entries: Vec<&'a Summary>,
    bodies: usize,
    scopes: Vec<&'a ScopeSpec>,
    wordings: Vec<(String, u16, u16)>,
    standings: Standings,
}

#[derive(Debug, Serialize)]
struct IndexView {
    classes: Vec<Item>,
    codes_file: String,
}

/// A code in a list of codes.
#[derive(Debug, Serialize)]
struct Item {
    code: String,
    name: String,
    href: String,
    level: u8,
    bodies: usize,
    /// How many codes stand below it.
    below: usize,
}

#[derive(Debug, Serialize)]
struct View {
    code: String,
    name: String,
    level: &'static str,
    bodies: usize,
    disclosures: usize,
    /// The wordings of its name with their years, where there are several.
    wordings: Vec<String>,
    scopes: Vec<ScopeView>,
    /// How the amounts of bodies that are alike are spread.
    standing: Option<StandingView>,
    named: bool,
    /// Whether any body has a rank.
    ranked: bool,
    /// How many columns the table has.
    width: usize,
    brief: bool,
    regions: Vec<Region<BodyView>>,
    /// The pages that the list goes over.
    pages: Vec<Step>,
    below: Vec<Item>,
    codes_file: String,
}

#[derive(Debug, Serialize)]
struct ScopeView {
    label: String,
    note: String,
}

#[derive(Debug, Serialize)]
struct BodyView {
    name: String,
    href: String,
    disclosures: Vec<DisclosureView>,
}

#[derive(Debug, Serialize)]
struct DisclosureView {
    label: String,
    href: String,
    coverage: Option<&'static str>,
    /// The account's name there, where names differ.
    name: String,
    /// `3/28`: its rank among those that are alike.
    rank: Option<String>,
    /// One a scope; `None` where the disclosure does not list the account in it.
    figures: Vec<Option<FigureView>>,
}

impl<'a> Codes<'a> {
    pub fn new(bodies: &'a [BodySummary], catalogue: &'a Catalogue) -> Self {
        let mut of: BTreeMap<AccountCode, Vec<(usize, usize)>> = BTreeMap::new();
        for (body, summary) in bodies.iter().enumerate() {
            for (at, disclosure) in summary.disclosures.iter().enumerate() {
                let there = disclosure.spending.iter().filter(|one| one.cell.stated.is_something());
                for code in there.map(|one| one.code).collect::<BTreeSet<AccountCode>>() {
                    of.entry(code).or_default().push((body, at));
                }
            }
        }
        for code in of.keys().copied().collect::<Vec<_>>() {
            for above in std::iter::successors(code.parent(), |code| code.parent()) {
                of.entry(above).or_default();
            }
        }
        Self { bodies, catalogue, of }
    }

    /// Every code that has a page.
    pub fn all(&self) -> impl Iterator<Item = AccountCode> {
        self.of.keys().copied()
    }

    /// The page that lists the classes.
    pub fn index(&self, site: &Site) -> Result<Artifact, ThemeError> {
        let path = address::codes();
        let links = Links::from_page(site.settings, &path);
        let mut frame = Frame::new(site, &links, &path, &[("首页", ""), ("科目", &path)]);
        let classes: Vec<Item> =
            self.all().filter(|code| code.level() == 0).map(|code| self.item(code, &links)).collect();
        frame.description =
            format!("按支出功能分类科目看：{} 个大类，各有哪些单位在哪些年度列了多少。", classes.len());
        let view = IndexView { classes, codes_file: links.to(&address::site_file("codes.csv")) };
        frame.page(site, "codes.html", &path, &view)
    }

    /// The pages of one code: one, or as many as the list of bodies takes.
    pub fn pages(&self, site: &Site, code: AccountCode) -> Result<Vec<Artifact>, ThemeError> {
        let bodies: BTreeSet<usize> = self.of[&code].iter().map(|(body, _)| *body).collect();
        let by_region = regions::named(bodies.iter().map(|body| &self.bodies[*body]));
        let bodies = regions::members(&by_region);
        let entries = self.entries(code);
        let scopes = scopes(&entries, code, self.catalogue);
        let standings = scopes.first().map(|scope| Standings::of(&self.listing(code), code, scope));
        let listed = Listed {
            code,
            bodies: bodies.len(),
            wordings: wordings(&entries, code),
            standings: standings.unwrap_or_default(),
            scopes,
            entries,
        };
        spread(&bodies, |part, turn| self.page(site, &listed, (part, turn)))
    }

    /// A page of one code, with the `part` of the bodies that is here.
    fn page(
        &self,
        site: &Site,
        listed: &Listed<'a>,
        (part, turn): (&[(&Named<'a>, &'a BodySummary)], Turn),
    ) -> Result<Artifact, ThemeError> {
        let Listed { code, bodies, .. } = *listed;
        let path = address::further(&address::code(code), turn.number);
        let links = Links::from_page(site.settings, &path);
        let name = self.name(code);
        let mut frame = self.frame(site, &links, code, turn);
        let brief = regions::are_many(bodies);
        let own = |body: &'a BodySummary| body_view(body, listed, brief, &links);
        let standing = turn.is_first().then(|| listed.standings.view(site, &links)).flatten();
        let (named, ranked) = (listed.wordings.len() > 1, listed.standings.any_ranks());
        let below = self.below(code).filter(|_| turn.is_first());
        let view = View {
            code: code.to_string(),
            level: code.level_name(),
            bodies,
            disclosures: listed.entries.len(),
            width: listed.scopes.len() + 2 + usize::from(named) + usize::from(ranked),
            named,
            ranked,
            regions: regions::of(part, bodies, own),
            pages: turn.steps(|number| address::further(&address::code(code), number), &links),
            scopes: listed.scopes.iter().map(|scope| scope_view(scope)).collect(),
            standing,
            wordings: told(listed.wordings.clone()),
            brief,
            below: below.map(|code| self.item(code, &links)).collect(),
            codes_file: links.to(&address::site_file("codes.csv")),
            name: name.clone(),
        };
        frame.description = format!(
            "{code} {name}：{} 个单位的 {} 份预算、决算公开里列有这一科目。{}{}",
            view.bodies,
            view.disclosures,
            self.largest(code).unwrap_or_default(),
            turn.words().unwrap_or_default()
        );
        frame.page(site, "code.html", &path, &view)
    }

    /// The frame with breadcrumbs through the codes above.
    fn frame(&self, site: &Site, links: &Links, code: AccountCode, turn: Turn) -> Frame {
        let chain = std::iter::successors(Some(code), |code| code.parent());
        let mut steps: Vec<(String, String)> =
            chain.map(|code| (format!("{code} {}", self.name(code)), address::code(code))).collect();
        steps.push(("科目".to_owned(), address::codes()));
        steps.push(("首页".to_owned(), String::new()));
        let path = address::further(&address::code(code), turn.number);
        let mut steps: Vec<(&str, &str)> =
            steps.iter().rev().map(|(name, path)| (name.trim(), path.as_str())).collect();
        let words = turn.words();
        steps.extend(words.as_deref().map(|words| (words, path.as_str())));
        let mut frame = Frame::new(site, links, &path, &steps);
        let page = words.as_deref().map(|words| format!("（{words}）")).unwrap_or_default();
        frame.title = format!("{code} {}{page} · {}", self.name(code), site.settings.title);
        frame
    }

    /// The most that is listed for a code in the latest disclosures, in words.
    fn largest(&self, code: AccountCode) -> Option<String> {
        let of_body = self.of.get(&code).into_iter().flatten();
        let stated = of_body.filter_map(|&(body, at)| {
            let summary = &self.bodies[body].disclosures[at];
            let all = summary.spending.iter().filter(|own| own.code == code);
            let amount =
                all.filter_map(|own| summary.amount(&own.cell)).max_by_key(|amount| amount.in_wan())?;
            Some((summary.id.year, summary.id.kind, amount.in_wan(), body, summary, amount))
        });
        let (.., body, summary, amount) = stated.max_by_key(|(year, kind, wan, ..)| (*year, *kind, *wan))?;
        let (whose, figure) = (self.bodies[body].name(), grouped(amount.value));
        Some(format!("最近一年列得最多的是{whose}，{} {figure} {}。", label(summary), amount.unit.name()))
    }

    /// The bodies that spend on a code.
    fn listing(&self, code: AccountCode) -> Vec<&'a BodySummary> {
        let bodies: BTreeSet<usize> = self.of[&code].iter().map(|(body, _)| *body).collect();
        bodies.into_iter().map(|body| &self.bodies[body]).collect()
    }

    /// The disclosures that spend on a code.
    fn entries(&self, code: AccountCode) -> Vec<&'a Summary> {
        let at = self.of.get(&code).map(Vec::as_slice).unwrap_or_default();
        at.iter().map(|(body, at)| &self.bodies[*body].disclosures[*at]).collect()
    }

    /// Its name: that of the latest disclosure, else the account list's.
    fn name(&self, code: AccountCode) -> String {
        let entries = self.entries(code);
        let latest = entries.iter().rev().max_by_key(|summary| (summary.id.year, summary.id.kind));
        let published = latest.and_then(|summary| name_in(summary, code));
        let known = || self.catalogue.functional()?.name(&code.to_string()).map(str::to_owned);
        published.or_else(known).unwrap_or_default()
    }

    fn below(&self, code: AccountCode) -> impl Iterator<Item = AccountCode> {
        let under = move |other: &AccountCode| {
            std::iter::successors(other.parent(), |code| code.parent()).any(|above| above == code)
        };
        self.of.range(code..).map(|(code, _)| *code).skip(1).take_while(under)
    }

    fn item(&self, code: AccountCode, links: &Links) -> Item {
        let bodies: BTreeSet<usize> = self.of[&code].iter().map(|(body, _)| *body).collect();
        Item {
            code: code.to_string(),
            name: self.name(code),
            href: links.to(&address::code(code)),
            level: code.level(),
            bodies: bodies.len(),
            below: self.below(code).count(),
        }
    }
}

/// The account's name in a disclosure.
fn name_in(summary: &Summary, code: AccountCode) -> Option<String> {
    let own = summary.spending.iter().find(|spending| spending.code == code);
    own.map(|spending| plain(&spending.name)).filter(|name| !name.is_empty())
}

/// The scopes in which any disclosure has something for the code.
fn scopes<'c>(entries: &[&Summary], code: AccountCode, catalogue: &'c Catalogue) -> Vec<&'c ScopeSpec> {
    let has = |scope: &&ScopeSpec| {
        let mut spent = entries.iter().filter_map(|summary| summary.spent(code, &scope.key));
        spent.any(|spending| spending.cell.stated.is_something())
    };
    catalogue.measures().scopes.iter().filter(has).collect()
}

fn scope_view(scope: &ScopeSpec) -> ScopeView {
    ScopeView { label: scope.label.clone(), note: scope.note.clone() }
}

/// The wordings of a code's name, the most used first, with their first and
/// last year.
fn wordings(entries: &[&Summary], code: AccountCode) -> Vec<(String, u16, u16)> {
    let mut wordings: BTreeMap<String, (usize, String, u16, u16)> = BTreeMap::new();
    for summary in entries {
        let Some(name) = name_in(summary, code) else { continue };
        let year = summary.id.year;
        let known = wordings.entry(comparable(&name)).or_insert((0, name, year, year));
        *known = (known.0 + 1, known.1.clone(), known.2.min(year), known.3.max(year));
    }
    let mut wordings: Vec<_> = wordings.into_values().collect();
    wordings.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| b.3.cmp(&a.3)));
    wordings.into_iter().map(|(_, name, first, last)| (name, first, last)).collect()
}

fn told(wordings: Vec<(String, u16, u16)>) -> Vec<String> {
    if wordings.len() < 2 {
        return Vec::new();
    }
    let years = |first: u16, last: u16| {
        if first == last { format!("{first} 年") } else { format!("{first}–{last} 年") }
    };
    let more = wordings.len().saturating_sub(WORDINGS);
    let mut told: Vec<String> = wordings
        .into_iter()
        .take(WORDINGS)
        .map(|(name, first, last)| format!("“{name}”（{}）", years(first, last)))
        .collect();
    told.extend((more > 0).then(|| format!("另有 {more} 种写法")));
    told
}

fn body_view(body: &BodySummary, listed: &Listed, brief: bool, links: &Links) -> BodyView {
    let (code, named) = (listed.code, listed.wordings.len() > 1);
    let there = |summary: &&Summary| {
        summary.spending.iter().any(|one| one.code == code && one.cell.stated.is_something())
    };
    let shown = body.latest_first().into_iter().filter(there);
    let shown = shown.take(if brief { 1 } else { usize::MAX });
    let figure = |summary: &Summary, scope: &ScopeSpec| {
        let spending = summary.spent(code, &scope.key)?;
        Some(FigureView::of(summary, &spending.cell, links))
    };
    let view = |summary: &Summary| DisclosureView {
        label: label(summary),
        href: links.to(&address::disclosure(&summary.id)),
        coverage: summary.coverage.map(|coverage| coverage.name()),
        name: name_in(summary, code).filter(|_| named).unwrap_or_default(),
        rank: listed.standings.rank(&summary.id),
        figures: listed.scopes.iter().map(|scope| figure(summary, scope)).collect(),
    };
    BodyView {
        name: body.name().to_owned(),
        href: links.to(&address::body(&body.slug)),
        disclosures: shown.map(view).collect(),
    }
}
