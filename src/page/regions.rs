//! Bodies by region, so that a list of thousands can be found one's way in.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::address;
use crate::page::bodies::BodySummary;

/// From so many bodies on, lists show each body's latest disclosure alone, regions stay
/// folded, and on the home page each has a page of its own.
const MANY: usize = 100;

/// Whether a list of so many bodies must be kept short.
pub(super) fn are_many(bodies: usize) -> bool {
    bodies > MANY
}

/// The bodies of one region.
#[derive(Debug, Serialize)]
pub(super) struct Region<T> {
    /// `None` where no body of the list names its region.
    name: Option<String>,
    folded: bool,
    /// How many bodies it has, on all pages.
    total: usize,
    bodies: Vec<T>,
}

impl<T> Region<T> {
    /// Bodies under no heading.
    pub fn bare(bodies: Vec<T>) -> Self {
        Self { name: None, folded: false, total: bodies.len(), bodies }
    }
}

/// The bodies of a region, by name.
#[derive(Debug)]
pub(super) struct Named<'a> {
    /// `None` where no body of the list names its region.
    pub name: Option<&'a str>,
    /// Whether its bodies name none.
    unnamed: bool,
    pub bodies: Vec<&'a BodySummary>,
}

impl Named<'_> {
    /// Its name, or words in place of it.
    pub fn words(&self) -> &str {
        self.name.unwrap_or("全部单位")
    }

    /// What stands for its name in addresses; for those that have none the same whatever others
    /// there are.
    pub fn mark(&self) -> String {
        address::region_mark((!self.unnamed).then(|| self.words()))
    }
}

/// The bodies by region, regions and bodies by name; those that name no region
/// come last.
pub(super) fn named<'a>(bodies: impl Iterator<Item = &'a BodySummary>) -> Vec<Named<'a>> {
    let mut regions: BTreeMap<(bool, &str), Vec<&BodySummary>> = BTreeMap::new();
    for body in bodies {
        let region = body.region();
        regions.entry((region.is_none(), region.unwrap_or("未注明地区"))).or_default().push(body);
    }
    let none_has_one = regions.keys().all(|(unnamed, _)| *unnamed);
    let region = |((unnamed, name), mut bodies): ((bool, &'a str), Vec<&'a BodySummary>)| {
        bodies.sort_by_key(|body| (body.name(), body.slug.as_str()));
        Named { name: (!none_has_one).then_some(name), unnamed, bodies }
    };
    regions.into_iter().map(region).collect()
}

/// Bodies of some regions in order, as templates see them; `all` are in the whole list.
pub(super) fn of<'a, T>(
    bodies: &[(&Named<'a>, &'a BodySummary)],
    all: usize,
    view: impl Fn(&'a BodySummary) -> T,
) -> Vec<Region<T>> {
    let folded = are_many(all);
    let region = |own: &[(&Named<'a>, &'a BodySummary)]| Region {
        name: own[0].0.name.or(folded.then(|| own[0].0.words())).map(str::to_owned),
        folded,
        total: own[0].0.bodies.len(),
        bodies: own.iter().map(|(_, body)| view(body)).collect(),
    };
    bodies.chunk_by(|a, b| std::ptr::eq(a.0, b.0)).map(region).collect()
}

/// Each body with its region.
pub(super) fn members<'n, 'a>(regions: &'n [Named<'a>]) -> Vec<(&'n Named<'a>, &'a BodySummary)> {
    regions.iter().flat_map(|region| region.bodies.iter().map(move |body| (region, *body))).collect()
}
