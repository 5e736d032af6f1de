//! What rounding explains: the one home of every tolerance.
//!
//! A printed amount may have been rounded to its last printed place, so the exact
//! one is no further away than half of that place.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::{Money, Unit};

/// What rounding may have taken from an amount printed with `scale` decimals:
/// half of its last place. What is carried to the 分 is exact; decimals beyond
/// it were computed, and never by less than half a 分.
pub fn half_place(unit: Option<Unit>, scale: u32) -> Decimal {
    let least = match unit {
        Some(Unit::Yuan) => 2,
        Some(Unit::WanYuan) => 6,
        None => return half(scale),
    };
    match scale.cmp(&least) {
        Ordering::Less => half(scale),
        Ordering::Equal => Decimal::ZERO,
        Ordering::Greater => half(least),
    }
}

/// 0.5, 0.05, 0.005 …
fn half(scale: u32) -> Decimal {
    Decimal::new(5, scale.saturating_add(1).min(Decimal::MAX_SCALE))
}

/// The largest difference that rounding makes between a printed figure and the
/// sum of others, all given here: each was rounded by itself, to its own last
/// place. A zero is taken to be as fine as the finest of them.
pub fn of_sum(unit: Option<Unit>, figures: &[Decimal]) -> Decimal {
    let finest = figures.iter().map(Decimal::scale).max().unwrap_or(0);
    let scale = |figure: &Decimal| if figure.is_zero() { finest } else { figure.scale() };
    let halves = figures.iter().map(|figure| half_place(unit, scale(figure)));
    halves.fold(Decimal::ZERO, Decimal::saturating_add)
}

/// The largest difference, in the unit of `own`, that rounding makes between two
/// statements of one amount: the coarser was rounded from the finer. 52,296 元
/// and 5.23 万元 differ by 0.0004 万元, of 0.005 that may be. A zero is no rounded
/// amount.
pub fn of_restated(own: Money, other: Money) -> Option<Decimal> {
    let half = |money: Money| match money.value.is_zero() {
        true => money,
        false => half_of(money),
    };
    Some(half(own).value.max(half(other).value_in(own.unit)?))
}

/// What rounding may have taken from a printed amount, in its unit.
pub fn half_of(money: Money) -> Money {
    Money { value: half_place(Some(money.unit), money.value.scale()), ..money }
}

/// An amount in 万元 that was rounded: the exact one is no further away than
/// `slack`.
#[derive(Debug, Clone, Copy)]
pub struct Interval {
    pub value: Decimal,
    pub slack: Decimal,
}

impl Interval {
    /// A printed amount.
    pub fn of(money: Money) -> Option<Interval> {
        Some(Interval { value: money.in_wan()?, slack: half_of(money).in_wan()? })
    }

    /// The sum of two amounts.
    pub fn plus(self, other: Interval) -> Option<Interval> {
        let value = self.value.checked_add(other.value)?;
        Some(Interval { value, slack: self.slack.checked_add(other.slack)? })
    }

    /// The sum, nothing at first.
    pub fn sum(all: impl IntoIterator<Item = Interval>) -> Option<Interval> {
        let nothing = Interval { value: Decimal::ZERO, slack: Decimal::ZERO };
        all.into_iter().try_fold(nothing, Interval::plus)
    }

    /// The difference of two amounts.
    pub fn less(self, other: Interval) -> Option<Interval> {
        let value = self.value.checked_sub(other.value)?;
        Some(Interval { value, slack: self.slack.checked_add(other.slack)? })
    }

    /// The least and the most that it can be.
    pub fn ends(self) -> Option<[Decimal; 2]> {
        Some([self.value.checked_sub(self.slack)?, self.value.checked_add(self.slack)?])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(unit: Unit, figures: &[&str]) -> String {
        let figures: Vec<Decimal> = figures.iter().map(|figure| figure.parse().unwrap()).collect();
        of_sum(Some(unit), &figures).normalize().to_string()
    }

    #[test]
    fn rounding_grows_with_the_addends_and_not_beyond() {
        assert_eq!(of(Unit::WanYuan, &["3.00", "1.00", "2.00"]), "0.015");
        assert_eq!(of(Unit::WanYuan, &["3.00", "3.00"]), "0.01");
        assert_eq!(of(Unit::Yuan, &["3", "1", "2"]), "1.5");
        assert_eq!(of(Unit::WanYuan, &[]), "0");
    }

    #[test]
    fn each_addend_has_its_own_last_place_and_a_zero_the_finest() {
        assert_eq!(of(Unit::WanYuan, &["1237.34", "237", "1000.34"]), "0.51");
        assert_eq!(of(Unit::WanYuan, &["3.00", "3.00", "0"]), "0.015");
    }

    #[test]
    fn what_is_carried_to_the_cent_of_yuan_is_exact() {
        assert_eq!(of(Unit::Yuan, &["3.00", "1.00", "2.00"]), "0");
        assert_eq!(of(Unit::WanYuan, &["3.000000", "3.000000"]), "0");
        assert_eq!(of(Unit::Yuan, &["3.000000001", "3.00"]), "0.005");
    }

    #[test]
    fn one_amount_said_twice_is_rounded_to_the_coarser() {
        let money = |value: &str, unit| Money { value: value.parse().unwrap(), unit };
        let (wan, yuan) = (money("5.23", Unit::WanYuan), money("52296", Unit::Yuan));
        assert_eq!(of_restated(wan, yuan).unwrap().to_string(), "0.005");
        assert_eq!(of_restated(yuan, wan).unwrap().to_string(), "50", "half a cent of 万元, in 元");
        assert_eq!(of_restated(yuan, yuan).unwrap().to_string(), "0.5");
        let nothing = money("0", Unit::WanYuan);
        assert_eq!(of_restated(money("0.35", Unit::WanYuan), nothing).unwrap().to_string(), "0.005");
    }
}
