//! Bodies by region, so that a list of thousands can be found one's way in.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::count;
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
    bodies: Vec<T>,
}

/// The bodies of a region, by name.
#[derive(Debug)]
pub(super) struct Named<'a> {
    /// `None` where no body of the list names its region.
    pub name: Option<&'a str>,
    pub bodies: Vec<&'a BodySummary>,
}

impl Named<'_> {
    /// Its name, or words in place of it.
    pub fn words(&self) -> &str {
        self.name.unwrap_or("全部单位")
    }

    /// What stands for its name in addresses.
    pub fn mark(&self) -> String {
        blake3::hash(self.words().as_bytes()).to_hex()[..12].to_owned()
    }
}

/// The bodies by region, regions and bodies by name; those that name no region
/// come last.
pub(super) fn named<'a>(bodies: impl Iterator<Item = &'a BodySummary>) -> Vec<Named<'a>> {
    let mut regions: BTreeMap<(bool, &str), Vec<&BodySummary>> = BTreeMap::new();
    for body in bodies {
        let region = body.settings.region.as_deref().map(str::trim).filter(|region| !region.is_empty());
        regions.entry((region.is_none(), region.unwrap_or("未注明地区"))).or_default().push(body);
    }
    let unnamed = regions.keys().all(|(unknown, _)| *unknown);
    let region = |((_, name), mut bodies): ((bool, &'a str), Vec<&'a BodySummary>)| {
        bodies.sort_by_key(|body| (body.name(), body.slug.as_str()));
        Named { name: (!unnamed).then_some(name), bodies }
    };
    regions.into_iter().map(region).collect()
}

/// As [`named`], as templates see them.
pub(super) fn of<'a, T>(
    bodies: impl Iterator<Item = &'a BodySummary>,
    view: impl Fn(&'a BodySummary) -> T,
) -> Vec<Region<T>> {
    let regions = named(bodies);
    let folded = are_many(count(regions.iter().map(|region| region.bodies.len())));
    let region = |Named { name, bodies }: Named<'a>| Region {
        name: name.map(str::to_owned),
        folded,
        bodies: bodies.into_iter().map(&view).collect(),
    };
    regions.into_iter().map(region).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::BodySettings;

    fn body(slug: &str, region: Option<&str>) -> BodySummary {
        let settings = BodySettings { region: region.map(str::to_owned), ..BodySettings::default() };
        BodySummary { slug: slug.to_owned(), settings, disclosures: Vec::new(), charts: Vec::new() }
    }

    #[test]
    fn regions_come_by_name_and_the_unknown_one_last() {
        let bodies =
            [body("c", None), body("b", Some("乙市")), body("a", Some("乙市")), body("d", Some(" "))];
        let regions = of(bodies.iter(), |body| body.slug.clone());
        let told: Vec<_> =
            regions.iter().map(|region| (region.name.as_deref(), region.bodies.join(" "))).collect();
        assert_eq!(told, [(Some("乙市"), "a b".to_owned()), (Some("未注明地区"), "c d".to_owned())]);
        assert!(regions.iter().all(|region| !region.folded));
        let alone = of(bodies[..1].iter(), |body| body.slug.clone());
        assert_eq!(alone[0].name, None, "one group needs no name");
    }

    #[test]
    fn a_list_of_very_many_is_folded() {
        let bodies: Vec<_> = (0..MANY + 1).map(|at| body(&format!("b{at}"), Some("甲市"))).collect();
        assert!(of(bodies.iter(), |_| ())[0].folded);
    }
}
