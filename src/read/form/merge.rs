//! The indicators of a form: one copy is the base, the others correct and
//! complete it; the two halves complete each other's names.

use crate::catalogue::normal::compact;
use crate::catalogue::schema::{FormSpec, ToldLevelSpec};
use crate::model::{Indicator, Period};
use crate::read::form::fragment::Copy;
use crate::read::form::heading::Heading;
use crate::read::form::indicators::Read;
use crate::read::form::levels::Level;
use crate::read::form::similar::{likeness, same_name};

/// The copy with the most indicators; of equals one whose levels stand where
/// they should, then the earliest.
pub fn base(copies: &[&Copy]) -> usize {
    let rank = |at: &usize| {
        let copy = copies[*at];
        (copy.indicators.len(), !copy.displaced, copy.ended, copy.fields.len(), std::cmp::Reverse(*at))
    };
    (0..copies.len()).max_by_key(rank).unwrap_or(0)
}

/// Most indicators that are compared with one another: forms have a few dozen,
/// and a copy with more is no single form.
const MOST: usize = 400;

/// The indicators of the base copy with the other copies' readings.
pub fn indicators(spec: &FormSpec, copies: &[&Copy], base: usize) -> Vec<Indicator> {
    let mut indicators: Vec<Indicator> = Vec::new();
    let Some(copy) = copies.get(base) else { return indicators };
    for read in &copy.indicators {
        indicators.push(indicator(spec, read));
    }
    for (at, other) in copies.iter().enumerate() {
        if at != base && indicators.len() <= MOST && other.indicators.len() <= MOST {
            merge(spec, &mut indicators, other, copy.ended);
        }
    }
    of_one_half(&mut indicators, copies);
    let double = copies.iter().any(|copy| copy.heading.as_ref().is_none_or(Heading::is_double));
    if indicators.len() > MOST || !double {
        return indicators;
    }
    complete(&mut indicators, Period::Annual, Period::Implementation);
    complete(&mut indicators, Period::Implementation, Period::Annual);
    agree_on_levels(&mut indicators);
    indicators
}

/// Under no heading one half alone is of no stated period, which stands as the year's.
fn of_one_half(indicators: &mut [Indicator], copies: &[&Copy]) {
    let headed = copies.iter().any(|copy| copy.heading.is_some());
    if headed || indicators.iter().any(|own| own.period == Period::Annual) {
        return;
    }
    for own in indicators {
        own.period = Period::Annual;
    }
}

fn indicator(spec: &FormSpec, read: &Read) -> Indicator {
    let inferred = by_name(spec, &read.name).filter(|_| read.level_in_doubt);
    let level = inferred.or(read.level.clone()).unwrap_or_default();
    Indicator {
        period: read.period,
        level1: level.outer,
        level2: level.inner,
        name: read.name.clone(),
        printed_name: None,
        value: read.value.clone(),
        line: read.line,
        level_in_doubt: read.level_in_doubt,
        doubt: read.doubt,
        beside: read.beside.clone(),
        others: Vec::new(),
    }
}

/// The level that an indicator's name speaks of, for rows whose own label is
/// lost: cost words mean 成本指标, words of time 时效指标.
fn by_name(spec: &FormSpec, name: &str) -> Option<Level> {
    let says = |told: &&ToldLevelSpec| told.words.iter().any(|word| name.contains(word.as_str()));
    let told = spec.told_levels.iter().find(says)?;
    Some(Level { outer: told.outer.clone(), inner: told.inner.clone() })
}

/// Gives each indicator of another copy to the one of the base that it reads
/// differently; one that has no counterpart is added where the base was cut off.
fn merge(spec: &FormSpec, indicators: &mut Vec<Indicator>, other: &Copy, base_is_whole: bool) {
    let mut taken = vec![false; indicators.len()];
    for read in &other.indicators {
        let name = compact(&read.name);
        let found = (0..taken.len())
            .filter(|at| !taken[*at] && can_be(&indicators[*at], read, &name))
            .max_by_key(|at| (alike(&indicators[*at], read), std::cmp::Reverse(*at)));
        match found {
            Some(at) => {
                taken[at] = true;
                adopt(&mut indicators[at], read);
            }
            None if !base_is_whole => {
                let added = indicator(spec, read);
                let known =
                    indicators.iter().any(|known| can_be(known, read, &name) && known.value == added.value);
                if !known {
                    indicators.push(added);
                }
            }
            None => {}
        }
    }
}

fn can_be(indicator: &Indicator, read: &Read, name: &str) -> bool {
    indicator.period == read.period
        && (indicator.name == read.name || same_name(&compact(&indicator.name), name))
}

fn alike(indicator: &Indicator, read: &Read) -> usize {
    let value = if compact(&indicator.value) == compact(&read.value) { 600 } else { 0 };
    likeness(&compact(&indicator.name), &compact(&read.name)) + value
}

/// Takes over what the base lacks, keeps what differs.
fn adopt(indicator: &mut Indicator, read: &Read) {
    let (own, other) = (compact(&indicator.name), compact(&read.name));
    if other.len() > own.len() && other.starts_with(&own) {
        indicator.printed_name.get_or_insert_with(|| indicator.name.clone());
        indicator.name.clone_from(&read.name);
    }
    if indicator.value.is_empty() {
        indicator.value.clone_from(&read.value);
    }
    let cut_short = own.starts_with(&other) || other.starts_with(&own);
    let same = compact(&indicator.value) == compact(&read.value) && cut_short;
    let known = indicator.others.iter().any(|(name, value, _)| *name == read.name && *value == read.value);
    if !same && !known {
        indicator.others.push((read.name.clone(), read.value.clone(), read.line));
    }
}

/// Completes names of one half that the column cut short from the other half's.
fn complete(indicators: &mut [Indicator], period: Period, from: Period) {
    let names: Vec<String> = indicators.iter().map(|indicator| compact(&indicator.name)).collect();
    let mut taken = vec![false; indicators.len()];
    for at in 0..indicators.len() {
        if indicators[at].period != period {
            continue;
        }
        let own = names[at].as_str();
        let whole = |other: &usize| {
            !taken[*other] && indicators[*other].period == from && names[*other].starts_with(own)
        };
        let best = (0..indicators.len()).filter(whole).max_by_key(|other| {
            (indicators[*other].value == indicators[at].value, std::cmp::Reverse(*other))
        });
        let Some(best) = best else { continue };
        taken[best] = true;
        if names[best] != own {
            let whole = indicators[best].name.clone();
            let printed = std::mem::replace(&mut indicators[at].name, whole);
            indicators[at].printed_name.get_or_insert(printed);
        }
    }
}

/// Where the halves give one indicator two levels, the label of the
/// implementation period counts, and the year's is in doubt.
fn agree_on_levels(indicators: &mut [Indicator]) {
    for at in 0..indicators.len() {
        if indicators[at].period != Period::Annual {
            continue;
        }
        let same = |other: &&Indicator| {
            other.period == Period::Implementation
                && other.name == indicators[at].name
                && other.value == indicators[at].value
        };
        let Some(other) = indicators.iter().find(same) else { continue };
        if other.level2 != indicators[at].level2 {
            let (level1, level2) = (other.level1.clone(), other.level2.clone());
            let indicator = &mut indicators[at];
            indicator.level1 = level1;
            indicator.level2 = level2;
            indicator.level_in_doubt = true;
        }
    }
}
