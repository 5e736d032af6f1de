//! What the prose of a body's disclosures counts, year beside year, with the amount for one of them.

use serde::Serialize;

use crate::catalogue::Catalogue;
use crate::catalogue::schema::{RatioSpec, ThingSpec};
use crate::change;
use crate::model::{Coverage, DisclosureKind, Summary};
use crate::money::grouped;
use crate::page::bodies::comparison::label;
use crate::page::href::Links;

/// One kind of disclosure through the years, from left to right.
#[derive(Debug, Serialize)]
pub(super) struct Things {
    id: String,
    heads: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    name: String,
    /// Whether the site worked it out.
    own: bool,
    cells: Vec<Option<Cell>>,
}

#[derive(Debug, Serialize)]
struct Cell {
    number: String,
    unit: String,
    href: String,
}

/// The table of a kind; `None` where fewer than two years count anything, or not all are of
/// the same body: 部门 or 单位. `all` are the body's disclosures, the latest first.
pub(super) fn of(
    all: &[&Summary],
    kind: DisclosureKind,
    catalogue: &Catalogue,
    links: &Links,
) -> Option<Things> {
    let mut own: Vec<&Summary> = all.iter().filter(|one| one.id.kind == kind).copied().collect();
    own.retain(|one| !one.things.is_empty());
    own.reverse();
    let alike = Coverage::are_one(own.iter().map(|one| one.coverage));
    if own.len() < 2 || !alike {
        return None;
    }
    let narrative = catalogue.narrative();
    let ratios = narrative.ratios.iter().map(|spec| Row {
        name: spec.label.clone(),
        own: true,
        cells: own.iter().map(|one| ratio(one, spec, links)).collect(),
    });
    let things = narrative.things.iter().map(|spec| Row {
        name: spec.label.clone(),
        own: false,
        cells: own.iter().map(|one| thing(one, spec, links)).collect(),
    });
    let rows = things.chain(ratios).filter(|row| row.cells.iter().any(Option::is_some)).collect();
    let heads = own.iter().map(|one| label(one)).collect();
    Some(Things { id: format!("page-things-{}", kind.key()), heads, rows })
}

fn thing(summary: &Summary, spec: &ThingSpec, links: &Links) -> Option<Cell> {
    let kept = summary.thing(&spec.key)?;
    let unit = if spec.money { "万元" } else { spec.units.first()? };
    Some(Cell { number: grouped(kept.value), unit: unit.to_owned(), href: links.to(&kept.path) })
}

fn ratio(summary: &Summary, spec: &RatioSpec, links: &Links) -> Option<Cell> {
    let whole = summary.amount(summary.measure(&spec.measure)?).filter(|whole| !whole.value.is_zero())?;
    let by = spec.by.iter().find_map(|key| summary.thing(key))?;
    let each = change::each(whole, by.value)?;
    Some(Cell { number: grouped(each.value), unit: each.unit.name().to_owned(), href: links.to(&by.path) })
}
