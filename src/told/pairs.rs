//! The two periods of a form's indicators side by side.

use std::collections::HashMap;

use crate::catalogue::normal::compact;
use crate::model::{Form, Indicator, Period};

/// Both periods of one indicator; at least one of them is there.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    pub implementation: Option<&'a Indicator>,
    pub annual: Option<&'a Indicator>,
}

impl<'a> Pair<'a> {
    /// The periods that there are.
    pub fn sides(self) -> impl Iterator<Item = &'a Indicator> + use<'a> {
        [self.implementation, self.annual].into_iter().flatten()
    }

    /// The first and the second level.
    pub fn levels(self) -> (&'a str, &'a str) {
        self.sides().next().map_or(("", ""), |side| (side.level1.as_str(), side.level2.as_str()))
    }

    /// Whether both periods are there and say something else.
    pub fn differs(self, of: impl Fn(&Indicator) -> &str) -> bool {
        match (self.implementation, self.annual) {
            (Some(a), Some(b)) => compact(of(a)) != compact(of(b)),
            _ => false,
        }
    }
}

/// Pairs the two periods: by name within the same levels, then what is left
/// over within the same levels in the form's order. Indicators that the form
/// leaves wholly empty are left out.
pub fn pairs(form: &Form) -> Vec<Pair<'_>> {
    let filled = |side: &&Indicator| !(side.name.is_empty() && side.value.is_empty());
    let mut annual: Vec<Option<&Indicator>> =
        form.indicators_of(Period::Annual).filter(filled).map(Some).collect();
    let firsts: Vec<&Indicator> = form.indicators_of(Period::Implementation).filter(filled).collect();
    let mut seconds: Vec<Option<&Indicator>> = firsts
        .iter()
        .map(|first| take(&mut annual, |other| same_levels(first, other) && same_name(first, other)))
        .collect();
    for (first, second) in firsts.iter().zip(&mut seconds) {
        if second.is_none() {
            *second = take(&mut annual, |other| same_levels(first, other));
        }
    }
    let both = firsts.into_iter().zip(seconds);
    let mut pairs: Vec<Pair> =
        both.map(|(first, annual)| Pair { implementation: Some(first), annual }).collect();
    pairs.extend(annual.into_iter().flatten().map(|left| Pair { implementation: None, annual: Some(left) }));
    in_level_order(pairs)
}

/// Rows of the same levels stand together, in the order in which the levels
/// first occur.
fn in_level_order(mut pairs: Vec<Pair<'_>>) -> Vec<Pair<'_>> {
    let mut first_seen: HashMap<(String, String), usize> = HashMap::new();
    for (at, pair) in pairs.iter().enumerate() {
        let (level1, level2) = pair.levels();
        first_seen.entry((level1.to_owned(), String::new())).or_insert(at);
        first_seen.entry((level1.to_owned(), format!("/{level2}"))).or_insert(at);
    }
    pairs.sort_by_key(|pair| {
        let (level1, level2) = pair.levels();
        let outer = first_seen.get(&(level1.to_owned(), String::new())).copied();
        (outer, first_seen.get(&(level1.to_owned(), format!("/{level2}"))).copied())
    });
    pairs
}

fn take<'a>(list: &mut [Option<&'a Indicator>], fits: impl Fn(&Indicator) -> bool) -> Option<&'a Indicator> {
    list.iter_mut().find(|slot| slot.is_some_and(&fits))?.take()
}

fn same_levels(a: &Indicator, b: &Indicator) -> bool {
    a.level1 == b.level1 && a.level2 == b.level2
}

fn same_name(a: &Indicator, b: &Indicator) -> bool {
    compact(&a.name) == compact(&b.name)
}
