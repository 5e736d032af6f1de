//! A body's disclosures of one kind through the years, from left to right, each beside the year
//! before it with the change.

use serde::Serialize;

use crate::address;
use crate::catalogue::Catalogue;
use crate::catalogue::schema::ScopeSpec;
use crate::change::Change;
use crate::model::{DisclosureKind, Summary};
use crate::page::bodies::comparison::{Line, Slot, accounts, change, label, measures, scopes};
use crate::page::bodies::notes;
use crate::page::bodies::table::{Group, Head, Row, SideTable};
use crate::page::figure::{ChangeView, FigureView};
use crate::page::href::Links;

/// The tables of one kind.
#[derive(Debug, Serialize)]
pub(super) struct Series {
    id: String,
    heading: String,
    notes: Vec<String>,
    totals: SideTable,
    scopes: Vec<Scope>,
}

/// Spending by account out of one kind of money.
#[derive(Debug, Serialize)]
struct Scope {
    heading: String,
    note: String,
    classes: SideTable,
    /// Down to 款 and 项, where there are any.
    details: Option<SideTable>,
    count: usize,
    /// The first scope, where every account has the same figures in it.
    same: Option<String>,
}

/// The series of a kind; `all` are the body's disclosures, the latest first.
pub(super) fn of(
    all: &[&Summary],
    kind: DisclosureKind,
    catalogue: &Catalogue,
    links: &Links,
) -> Option<Series> {
    let own: Vec<&Summary> = all.iter().filter(|summary| summary.id.kind == kind).copied().collect();
    if own.is_empty() {
        return None;
    }
    let id = format!("page-{}", kind.key());
    let many = if own.len() > 1 { "历年" } else { "" };
    Some(Series {
        heading: format!("{many}{}", kind.name()),
        notes: notes::on_disclosures(&own),
        totals: totals(&own, catalogue, links, &id),
        scopes: scopes(&own, catalogue)
            .map(|scope| self::scope(&own, scope, catalogue, links, &id))
            .collect(),
        id,
    })
}

fn totals(own: &[&Summary], catalogue: &Catalogue, links: &Links, id: &str) -> SideTable {
    let groups = catalogue.measures().groups.iter();
    let lines: Vec<(String, Vec<Line>)> =
        groups.map(|group| (group.label.clone(), measures(own, group))).collect();
    let notes = lines.iter().flat_map(|(_, lines)| notes::on_tables(lines)).collect();
    let groups = lines.iter().filter(|(_, lines)| !lines.is_empty());
    let said = own.last().is_some_and(|first| !first.said_before.is_empty());
    let cells = if said { after_said } else { cells };
    let rows = |lines: &[Line]| lines.iter().map(|line| Row::new(line, cells(line, links), links)).collect();
    let groups = groups.map(|(label, lines)| Group { label: Some(label.clone()), rows: rows(lines) });
    SideTable {
        id: format!("{id}-totals"),
        caption: "主要数字".to_owned(),
        head: head(own, said, links),
        groups: groups.collect(),
        notes: unique(notes),
    }
}

fn scope(own: &[&Summary], spec: &ScopeSpec, catalogue: &Catalogue, links: &Links, id: &str) -> Scope {
    let table = |depth: u8, suffix: &str, caption: String| {
        let lines = accounts(own, spec, depth);
        let mut notes = notes::on_accounts(&lines, own, spec, catalogue);
        notes.extend(notes::on_tables(&lines));
        SideTable {
            id: format!("{id}-{}{suffix}", spec.key),
            caption,
            head: head(own, false, links),
            groups: vec![Group { label: None, rows: rows(&lines, links) }],
            notes: unique(notes),
        }
    };
    let classes = table(0, "", format!("{}，按功能分类大类", spec.label));
    let details = table(2, "-accounts", format!("{}，列到款、项", spec.label));
    let count = details.len();
    Scope {
        heading: format!("{}用在哪些大类", spec.label),
        note: spec.note.clone(),
        details: (count > classes.len()).then_some(details),
        classes,
        count,
        same: scopes(own, catalogue)
            .next()
            .filter(|first| are_same(own, first, spec))
            .map(|first| first.label.clone()),
    }
}

/// Whether two scopes list the same accounts with the same amounts, all of them
/// readable and in the same units.
fn are_same(own: &[&Summary], a: &ScopeSpec, b: &ScopeSpec) -> bool {
    let amounts = |scope: &ScopeSpec| {
        let lines = accounts(own, scope, 2);
        let of = |line: Line| (line.code, line.slots.iter().map(|slot| slot.amount()).collect::<Vec<_>>());
        lines.into_iter().map(of).collect::<Vec<_>>()
    };
    amounts(a) == amounts(b)
}

/// The years from left to right: each disclosure, and after it its change from the one
/// before; first, where it is `said`, what the text of the first says of the year before.
fn head(own: &[&Summary], said: bool, links: &Links) -> Vec<Head> {
    let mut head = Vec::new();
    let mut before = own.last().filter(|_| said).map(|first| {
        let words = format!("{}年{}", first.id.year.saturating_sub(1), first.id.kind.name());
        head.push(Head { words: format!("{words}（按说明）"), href: None });
        words
    });
    for summary in own.iter().rev() {
        let href = links.to(&address::disclosure(&summary.id));
        head.push(Head { words: label(summary), href: Some(href) });
        if let Some(earlier) = before.replace(label(summary)) {
            head.push(Head { words: format!("比{earlier}增减"), href: None });
        }
    }
    head
}

fn rows(lines: &[Line], links: &Links) -> Vec<Row> {
    lines.iter().map(|line| Row::new(line, cells(line, links), links)).collect()
}

fn cells(line: &Line, links: &Links) -> Vec<(Option<FigureView>, Option<ChangeView>)> {
    let mut cells = Vec::new();
    let slots: Vec<Slot> = line.slots.iter().rev().copied().collect();
    for (at, slot) in slots.iter().enumerate() {
        cells.push((Some(slot.view(links)), None));
        if let Some(earlier) = at.checked_sub(1).and_then(|at| slots.get(at)) {
            cells.push((None, Some(change(*earlier, *slot))));
        }
    }
    cells
}

/// The cells of a line after what the text of the first year says of the year before it.
fn after_said(line: &Line, links: &Links) -> Vec<(Option<FigureView>, Option<ChangeView>)> {
    let mut cells = cells(line, links);
    let first = line.slots.last();
    let past = first.zip(line.key.as_ref()).and_then(|(first, key)| first.summary().said_before(key));
    let change = past.zip(first.and_then(|first| first.amount()));
    let change = change.and_then(|(past, now)| Change::between(past.money(), now));
    let change = change.map_or_else(|| ChangeView::none(""), |change| ChangeView::of(&change));
    cells.insert(1.min(cells.len()), (None, Some(change)));
    let said = past.map_or_else(|| FigureView::missing("–", None), |past| FigureView::past(past, links));
    cells.insert(0, (Some(said), None));
    cells
}

/// The notes without repeats, in order.
pub(super) fn unique(notes: Vec<String>) -> Vec<String> {
    let mut unique: Vec<String> = Vec::new();
    for note in notes {
        if !unique.contains(&note) {
            unique.push(note);
        }
    }
    unique
}
