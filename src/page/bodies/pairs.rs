//! Budget beside final accounts (决算) of one year. A pair is a table of its own:
//! the two never stand in one series of years.

use serde::Serialize;

use crate::address;
use crate::catalogue::Catalogue;
use crate::catalogue::schema::ScopeSpec;
use crate::change::rate as rate_of;
use crate::model::{Kind, Summary};
use crate::page::bodies::notes;
use crate::page::bodies::series::unique;
use crate::page::bodies::side::{Line, accounts, change, label, measures, scopes};
use crate::page::bodies::table::{Group, Head, Row, SideTable};
use crate::page::figure::{ChangeView, FigureView};
use crate::page::href::Links;

/// One year's pair.
#[derive(Debug, Serialize)]
pub(super) struct Pair {
    heading: String,
    notes: Vec<String>,
    table: SideTable,
}

/// The pairs that a body has, the latest first.
pub(super) fn of(all: &[&Summary], catalogue: &Catalogue, links: &Links) -> Vec<Pair> {
    let of_kind = |kind: Kind| all.iter().filter(move |summary| summary.id.kind == kind).copied();
    let pairs = of_kind(Kind::Final).filter_map(|last| {
        let budget = of_kind(Kind::Budget).find(|budget| budget.id.year == last.id.year)?;
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
    }
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
