//! Budget beside final accounts (决算) of one year. A pair is a table of its own:
//! the two never stand in one series of years.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::address;
use crate::catalogue::Catalogue;
use crate::catalogue::schema::ScopeSpec;
use crate::change::{Change, rate as rate_of};
use crate::model::{AccountCode, DisclosureKind, KeptProject, Summary};
use crate::money::Money;
use crate::page::bodies::comparison::{Line, accounts, change, differ_in_coverage, label, measures, scopes};
use crate::page::bodies::notes;
use crate::page::bodies::series::unique;
use crate::page::bodies::table::{Group, Head, Row, SideTable};
use crate::page::figure::{ChangeView, FigureView};
use crate::page::href::Links;
use crate::page::html::plain;

/// One year's pair.
#[derive(Debug, Serialize)]
pub(super) struct Pair {
    heading: String,
    notes: Vec<String>,
    table: SideTable,
    /// The accounts below which none is, the largest gap first.
    accounts: Option<SideTable>,
    /// The projects that both name in the same words, the largest gap first.
    projects: Option<SideTable>,
    counted: [usize; 2],
}

/// The pairs that a body has, the latest first.
pub(super) fn of(all: &[&Summary], catalogue: &Catalogue, links: &Links) -> Vec<Pair> {
    let of_kind = |kind: DisclosureKind| all.iter().filter(move |summary| summary.id.kind == kind).copied();
    let pairs = of_kind(DisclosureKind::Final).filter_map(|last| {
        let budget = of_kind(DisclosureKind::Budget).find(|budget| budget.id.year == last.id.year)?;
        Some(pair(budget, last, catalogue, links))
    });
    pairs.collect()
}

/// Lines under one label; `scope` where they are accounts.
struct Section<'a> {
    label: String,
    scope: Option<&'a ScopeSpec>,
    lines: Vec<Line<'a>>,
}

fn pair(budget: &Summary, last: &Summary, catalogue: &Catalogue, links: &Links) -> Pair {
    let both = [last, budget];
    let year = budget.id.year;
    let sections = sections(&both, catalogue);
    let accounts =
        |part: &Section| part.scope.map(|scope| notes::on_accounts(&part.lines, &both, scope, catalogue));
    let mut own: Vec<String> = sections.iter().filter_map(accounts).flatten().collect();
    own.extend(sections.iter().flat_map(|part| notes::on_tables(&part.lines)));
    let rows = |lines: &[Line]| lines.iter().map(|line| Row::new(line, cells(line, links), links)).collect();
    let [accounts_table, projects_table] = [lowest(&both, catalogue, links), projects(budget, last, links)];
    let length = |table: &Option<SideTable>| table.as_ref().map_or(0, SideTable::len);
    let group = |part: &Section| Group { label: Some(part.label.clone()), rows: rows(&part.lines) };
    Pair {
        heading: format!("{year}年预算与决算"),
        notes: notes::on_disclosures(&both),
        table: SideTable {
            id: format!("page-{year}"),
            caption: format!("{year}年预算数与决算数"),
            head: head(budget, last, links),
            groups: sections.iter().filter(|part| !part.lines.is_empty()).map(group).collect(),
            notes: unique(own),
        },
        counted: [length(&accounts_table), length(&projects_table)],
        accounts: accounts_table,
        projects: projects_table,
    }
}

/// How far two amounts are apart, in 万元; what cannot be compared comes last.
fn gap(budget: Option<Money>, last: Option<Money>) -> Reverse<Option<Decimal>> {
    let change = budget.zip(last).and_then(|(budget, last)| Change::between(budget, last));
    Reverse(change.and_then(|change| change.difference.in_wan()).map(|gap| gap.abs()))
}

/// The accounts of the first kind of money below which no account is listed.
fn lowest(both: &[&Summary; 2], catalogue: &Catalogue, links: &Links) -> Option<SideTable> {
    let scope = scopes(both, catalogue).next()?;
    let lines = accounts(both, scope, u8::MAX);
    let above: BTreeSet<AccountCode> = lines.iter().filter_map(|line| line.code?.parent()).collect();
    let is_lowest = |line: &Line| line.code.is_some_and(|code| !above.contains(&code));
    // Sorted by gaps they stand below nothing.
    let mut lines: Vec<Line> =
        lines.into_iter().filter(is_lowest).map(|line| Line { level: 1, ..line }).collect();
    lines.sort_by_key(|line| gap(line.slots[1].amount(), line.slots[0].amount()));
    let [last, budget] = *both;
    let mut notes = notes::on_accounts(&lines, both, scope, catalogue);
    notes.extend(notes::on_tables(&lines));
    let rows: Vec<Row> = lines.iter().map(|line| Row::new(line, cells(line, links), links)).collect();
    (!rows.is_empty()).then(|| SideTable {
        id: format!("page-{}-accounts", budget.id.year),
        caption: format!("{}，各科目的预算数与决算数", scope.label),
        head: head(budget, last, links),
        groups: vec![Group { label: None, rows }],
        notes: unique(notes),
    })
}

/// The projects of both whose names are the same, character by character.
fn projects(budget: &Summary, last: &Summary, links: &Links) -> Option<SideTable> {
    if differ_in_coverage(budget, last) {
        return None;
    }
    let after = |one: &KeptProject| last.projects.iter().find(|other| other.name == one.name);
    let mut found: Vec<(&KeptProject, &KeptProject)> =
        budget.projects.iter().filter_map(|one| Some((one, after(one)?))).collect();
    found.sort_by_key(|(one, after)| gap(Some(one.money()), Some(after.money())));
    let row = |(one, after): &(&KeptProject, &KeptProject)| {
        let change = Change::between(one.money(), after.money());
        let rate = rate_of(after.money(), one.money()).map_or_else(|| ChangeView::none(""), ChangeView::rate);
        let cells = vec![
            (Some(FigureView::project(one, links)), None),
            (Some(FigureView::project(after, links)), None),
            (
                None,
                Some(change.map_or_else(ChangeView::default, |one| ChangeView::of(&one).without_percent())),
            ),
            (None, Some(rate)),
        ];
        Row::named(plain(&one.name), cells)
    };
    (!found.is_empty()).then(|| SideTable {
        id: format!("page-{}-projects", budget.id.year),
        caption: "同名项目的预算数与决算数".to_owned(),
        head: head(budget, last, links),
        groups: vec![Group { label: None, rows: found.iter().map(row).collect() }],
        notes: Vec::new(),
    })
}

fn head(budget: &Summary, last: &Summary, links: &Links) -> Vec<Head> {
    let disclosure = |summary: &Summary| Head {
        words: label(summary),
        href: Some(links.to(&address::disclosure(&summary.id))),
    };
    let computed = |words: &str| Head { words: words.to_owned(), href: None };
    vec![disclosure(budget), disclosure(last), computed("决算减预算"), computed("决算为预算的")]
}

/// The measures, then the classes out of each kind of money.
fn sections<'a>(both: &[&'a Summary; 2], catalogue: &'a Catalogue) -> Vec<Section<'a>> {
    let measured = catalogue.measures().groups.iter().map(|group| Section {
        label: group.label.clone(),
        scope: None,
        lines: measures(both, group),
    });
    let spent = scopes(both, catalogue).map(|scope| Section {
        label: format!("{}，按大类", scope.label),
        scope: Some(scope),
        lines: accounts(both, scope, 0),
    });
    measured.chain(spent).collect()
}

fn cells(line: &Line, links: &Links) -> Vec<(Option<FigureView>, Option<ChangeView>)> {
    let (last, budget) = (line.slots[0], line.slots[1]);
    let change = change(budget, last);
    let rate = change.difference.is_some().then(|| last.amount().zip(budget.amount())).flatten();
    let rate = match rate.map(|(last, budget)| rate_of(last, budget)) {
        Some(Some(percent)) => ChangeView::rate(percent),
        Some(None) => ChangeView::none(change.why),
        None => ChangeView::none(""),
    };
    let difference = change.without_percent();
    vec![
        (Some(budget.view(links)), None),
        (Some(last.view(links)), None),
        (None, Some(difference)),
        (None, Some(rate)),
    ]
}
