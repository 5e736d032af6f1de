//! A body's total over the years, as bars so small that they fit beside its name in a list.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::keys::MeasureKey;
use crate::model::{Coverage, Summary};
use crate::money::{Money, rounded};

/// How many years are drawn, the latest.
const YEARS: u16 = 12;

/// The width of a bar with the gap after it, and of the gap; the height of the largest.
const STEP: u16 = 8;
const GAP: u16 = 2;
const HEIGHT: i64 = 20;

/// The bars of a body's total expenditure: one a year, of the kind of its latest disclosure; a
/// year without a sure amount is left blank. `None` of a single year, or where the years do not
/// all cover the same money.
pub fn small(disclosures: &[Summary]) -> Option<String> {
    let total = |one: &Summary| one.amount(one.measure(MeasureKey::EXPENDITURE)?);
    let latest = disclosures.iter().max_by(|a, b| a.id.cmp(&b.id))?;
    let first = latest.id.year.saturating_sub(YEARS - 1);
    let is_alike = |one: &&Summary| one.id.kind == latest.id.kind && one.id.year >= first;
    let alike = || disclosures.iter().filter(is_alike);
    if !Coverage::are_one(alike().map(|one| one.coverage)) {
        return None;
    }
    let years: BTreeMap<u16, Money> = alike().filter_map(|one| Some((one.id.year, total(one)?))).collect();
    let ((from, before), (to, last)) = (years.first_key_value()?, years.last_key_value()?);
    let heights = heights(&years)?;
    let kind = latest.id.kind.name();
    let words = format!("支出总计：{from}年{kind} {}，{to}年{kind} {}", before.words(), last.words());
    (heights.len() > 1).then(|| svg(&heights, &words))
}

/// How high the bar of each year is, in units of the picture; `None` where nothing is above
/// zero.
fn heights(years: &BTreeMap<u16, Money>) -> Option<BTreeMap<u16, i64>> {
    let wan = years.iter().map(|(year, money)| Some((*year, money.in_wan()?)));
    let wan: BTreeMap<u16, Decimal> = wan.collect::<Option<_>>()?;
    let most = wan.values().max().filter(|most| **most > Decimal::ZERO)?;
    let height = |amount: &Decimal| {
        let part = amount.checked_mul(Decimal::from(HEIGHT))?.checked_div(*most)?;
        let least = if *amount > Decimal::ZERO { 1 } else { 0 };
        Some(rounded(part, 0).to_i64()?.clamp(least, HEIGHT))
    };
    wan.iter().map(|(year, amount)| Some((*year, height(amount)?))).collect()
}

/// Two paths, the latest year's and those before: a list has hundreds of them. The words are
/// the site's own and need no escaping.
fn svg(heights: &BTreeMap<u16, i64>, words: &str) -> String {
    let (Some((first, _)), Some((last, _))) = (heights.first_key_value(), heights.last_key_value()) else {
        return String::new();
    };
    let mut paths = [String::new(), String::new()];
    for (year, height) in heights {
        let path = &mut paths[usize::from(year == last)];
        let (left, width) = ((year - first) * STEP, STEP - GAP);
        let _ = write!(path, "M{left} {HEIGHT}v-{height}h{width}v{height}z");
    }
    let width = (last - first + 1) * STEP - GAP;
    let [before, latest] = paths;
    format!(
        "<svg class=\"yearly\" width=\"{width}\" height=\"{HEIGHT}\" role=\"img\" aria-label=\"{words}\">\
         <path class=\"bar\" d=\"{before}\"/><path class=\"bar it\" d=\"{latest}\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::{Unit, parse_amount};

    fn of(amounts: &[(u16, &str, Unit)]) -> Option<BTreeMap<u16, i64>> {
        let money = |text: &str, unit| Money { value: parse_amount(text).unwrap(), unit };
        heights(&amounts.iter().map(|(year, text, unit)| (*year, money(text, *unit))).collect())
    }

    #[test]
    fn bars_are_of_one_unit_and_the_largest_is_full() {
        let (wan, yuan) = (Unit::WanYuan, Unit::Yuan);
        let heights = of(&[(2020, "50.00", wan), (2021, "1,000,000", yuan), (2023, "0", wan)]).unwrap();
        assert_eq!(heights.into_iter().collect::<Vec<_>>(), [(2020, 10), (2021, 20), (2023, 0)]);
        assert_eq!(of(&[(2020, "0", wan), (2021, "-3", wan)]), None, "nothing to draw");
    }

    #[test]
    fn a_year_without_an_amount_is_a_gap_and_the_last_year_stands_out() {
        let svg = svg(&[(2020, 10), (2022, 20)].into(), "总计");
        assert!(
            svg.contains("d=\"M0 20v-10h6v10z\"") && svg.contains("it\" d=\"M16 20v-20h6v20z\""),
            "{svg}"
        );
        assert!(svg.contains("width=\"22\"") && svg.contains("\"总计\""), "{svg}");
    }
}
