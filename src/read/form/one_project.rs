//! Which fragments speak of one project.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::catalogue::normal::{compact, years};
use crate::catalogue::schema::FormSpec;
use crate::keys::FieldKey;
use crate::model::{Cell, Period};
use crate::read::form::fragment::{Copy, Fragment, FundSaid};
use crate::read::form::similar::likeness;

/// Fragments that follow one another and speak of one project: the same name,
/// and no other kind of form, total, unit, years, sources of money or targets. A fragment that names
/// no project continues the last.
pub fn group(spec: &FormSpec, fragments: Vec<Fragment>) -> Vec<Vec<Fragment>> {
    let mut groups: Vec<Vec<Fragment>> = Vec::new();
    let mut group = Identity::default();
    for fragment in fragments {
        let own = Identity::of(spec, &fragment);
        match groups.last_mut().filter(|_| group.goes_on_with(&own)) {
            Some(fragments) => fragments.push(fragment),
            None => {
                group = Identity::default();
                groups.push(vec![fragment]);
            }
        }
        group.add(own);
    }
    groups
}

/// The project that fragments speak of, as far as they say.
#[derive(Debug, Default)]
struct Identity {
    /// Whether the title is one of a self-evaluation; `None` without a title.
    evaluation: Option<bool>,
    name: Option<String>,
    total: Option<Decimal>,
    /// The unit that carries it out.
    unit: Option<String>,
    /// The years that it lasts.
    term: BTreeSet<u16>,
    /// The sources that it is said to have no money from, and some.
    without: BTreeSet<Source>,
    with: BTreeSet<Source>,
    /// The value of each indicator.
    targets: BTreeMap<Target, String>,
}

/// An indicator by its period and name.
type Target = (Period, String);

/// Fewest indicators of which two forms say another value where they are not one form
/// twice.
const OTHER_TARGETS: usize = 3;

/// A source of money by its key, and its period.
type Source = (String, Option<Period>);

/// How alike two readings of a unit's name are at least.
const ONE_UNIT: usize = 800;

impl Identity {
    fn of(spec: &FormSpec, fragment: &Fragment) -> Self {
        let titled = Some(&fragment.title).filter(|title| !title.trim().is_empty());
        let copies = || fragment.copies.iter();
        Self {
            evaluation: titled.map(|title| is_evaluation(spec, title)),
            name: copies().find_map(|copy| copy.text(FieldKey::NAME)).map(compact),
            total: copies().filter_map(Copy::total).find_map(Cell::amount),
            unit: copies().find_map(|copy| copy.text(FieldKey::UNIT)).map(compact),
            term: copies().flat_map(term).collect(),
            without: copies().flat_map(|copy| sources(copy, false)).collect(),
            with: copies().flat_map(|copy| sources(copy, true)).collect(),
            targets: copies().flat_map(targets).collect(),
        }
    }

    fn add(&mut self, other: Self) {
        self.evaluation = self.evaluation.or(other.evaluation);
        self.name = self.name.take().or(other.name);
        self.total = self.total.or(other.total);
        self.unit = self.unit.take().or(other.unit);
        self.term.extend(other.term);
        self.without.extend(other.without);
        self.with.extend(other.with);
        self.targets.extend(other.targets);
    }

    fn goes_on_with(&self, other: &Self) -> bool {
        let same_name = self.name.is_none() || other.name.is_none() || self.name == other.name;
        let same_total = self.total.is_none() || other.total.is_none() || self.total == other.total;
        let units = self.unit.as_ref().zip(other.unit.as_ref());
        let same_unit = units.is_none_or(|(own, other)| likeness(own, other) >= ONE_UNIT);
        let same_term = self.term.is_empty() || other.term.is_empty() || self.term == other.term;
        let same_sources = self.with.is_disjoint(&other.without) && self.without.is_disjoint(&other.with);
        let kinds = self.evaluation.zip(other.evaluation);
        let same_kind = kinds.is_none_or(|(own, other)| own == other);
        same_kind
            && same_name
            && same_total
            && same_unit
            && same_term
            && same_sources
            && !self.promises_other(other)
    }

    /// Whether most indicators that both name have another value.
    fn promises_other(&self, other: &Self) -> bool {
        let both = self.targets.iter().filter_map(|(key, value)| Some((value, other.targets.get(key)?)));
        let (same, differing): (Vec<_>, Vec<_>) = both.partition(|(own, other)| own == other);
        differing.len() >= OTHER_TARGETS && differing.len() > same.len()
    }
}

/// Whether a title is one of a self-evaluation.
pub fn is_evaluation(spec: &FormSpec, title: &str) -> bool {
    let title = compact(title);
    spec.evaluations.iter().any(|known| title.contains(known.as_str()))
}

fn targets(copy: &Copy) -> impl Iterator<Item = (Target, String)> + '_ {
    copy.indicators.iter().map(|one| ((one.period, compact(&one.name)), compact(&one.value)))
}

fn term(copy: &Copy) -> Vec<u16> {
    let said = [FieldKey::TERM, FieldKey::START, FieldKey::END].into_iter().filter_map(|key| copy.text(key));
    said.flat_map(years).collect()
}

/// The sources of money of which a copy says that there is `some`, or none.
fn sources(copy: &Copy, some: bool) -> Vec<Source> {
    let says =
        |fund: &&FundSaid| fund.cell.as_ref().and_then(Cell::amount).is_some_and(|own| own.is_zero() != some);
    copy.funds.iter().filter(says).map(|fund| (fund.key.clone(), fund.period)).collect()
}
