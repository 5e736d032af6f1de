//! Amounts of money: their unit, sums and conversions that never overflow, what
//! rounding explains ([`of_sum`], [`of_restated`]), and how they are printed.
//!
//! An amount is a [`Decimal`] that keeps the decimals it was printed with:
//! `9,784.70` stays 9784.70. What no exact decimal holds is `None`; operators on
//! decimals, which would panic there, are a lint error in the whole crate.

mod printed;
mod tolerance;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

pub use printed::{AmountError, grouped, looks_like_amount, parse_amount, split_unit};
pub use tolerance::{Interval, half_of, half_place, of_restated, of_sum};

/// The unit a table or a form states its amounts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// 元
    Yuan,
    /// 万元, ten thousand yuan
    WanYuan,
}

impl Unit {
    /// The unit's Chinese name, as it stands in data files.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Yuan => "元",
            Unit::WanYuan => "万元",
        }
    }

    /// The unit of this name.
    pub fn named(name: &str) -> Option<Unit> {
        [Unit::Yuan, Unit::WanYuan].into_iter().find(|unit| unit.name() == name)
    }

    /// Finds the unit that a caption such as `单位：万元` or `（元）` states.
    ///
    /// `单位：元` is yuan, `单位：万元` ten thousand; `人民币万元` too. A text that
    /// states none, or only a body's name (`单位：某局`), gives `None`.
    ///
    /// ```
    /// use mingzhang::money::Unit;
    /// assert_eq!(Unit::stated_in("单位：万元"), Some(Unit::WanYuan));
    /// assert_eq!(Unit::stated_in("项目资金 (元)"), Some(Unit::Yuan));
    /// assert_eq!(Unit::stated_in("单位：交通警察支队"), None);
    /// ```
    pub fn stated_in(text: &str) -> Option<Unit> {
        if !text.contains('元') {
            return None;
        }
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let after = |mark: &str| {
            compact.rmatch_indices(mark).find_map(|(at, _)| {
                let rest = compact[at + mark.len()..].trim_start_matches("人民币");
                unit_prefix(rest)
            })
        };
        ["单位：", "单位:", "（", "("].into_iter().find_map(after)
    }
}

fn unit_prefix(text: &str) -> Option<Unit> {
    let (unit, rest) = if let Some(rest) = text.strip_prefix("万元") {
        (Unit::WanYuan, rest)
    } else {
        (Unit::Yuan, text.strip_prefix('元')?)
    };
    let ends = rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
    ends.then_some(unit)
}

/// One amount with its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    pub value: Decimal,
    pub unit: Unit,
}

/// The decimals by which 元 and 万元 differ.
const APART: u32 = 4;

impl Money {
    /// The value in a unit, exact: 1 万元 is 10,000 元. As printed where that is its
    /// own unit, else without needless zeros after the point; `None` where no exact
    /// decimal holds it.
    pub fn value_in(self, unit: Unit) -> Option<Decimal> {
        let plain = self.value.normalize();
        match (self.unit, unit) {
            (Unit::Yuan, Unit::WanYuan) => {
                let scale = plain.scale().checked_add(APART)?;
                Decimal::try_from_i128_with_scale(plain.mantissa(), scale).ok().map(|wan| wan.normalize())
            }
            (Unit::WanYuan, Unit::Yuan) => {
                plain.checked_mul(Decimal::from(10_000)).map(|yuan| yuan.normalize())
            }
            _ => Some(self.value),
        }
    }

    /// The value in 万元, exact.
    pub fn in_wan(self) -> Option<Decimal> {
        self.value_in(Unit::WanYuan)
    }

    /// This amount and another, in the unit of this one.
    pub fn plus(self, other: Money) -> Option<Money> {
        let value = self.value.checked_add(other.value_in(self.unit)?)?;
        Some(Money { value, ..self })
    }

    /// This amount less another, in the unit of this one.
    pub fn less(self, other: Money) -> Option<Money> {
        let value = self.value.checked_sub(other.value_in(self.unit)?)?;
        Some(Money { value, ..self })
    }

    /// The sum, in the unit of the first; `None` of nothing, and where no exact
    /// decimal holds it.
    pub fn sum(amounts: impl IntoIterator<Item = Money>) -> Option<Money> {
        let mut amounts = amounts.into_iter();
        let first = amounts.next()?;
        amounts.try_fold(first, Money::plus)
    }

    /// Whether parts add up to a whole within rounding.
    pub fn make_up(parts: &[Money], whole: Money) -> bool {
        let figures: Vec<Decimal> = parts.iter().chain([&whole]).map(|money| money.value).collect();
        let rest = Money::sum(parts.iter().copied()).and_then(|sum| sum.less(whole));
        rest.is_some_and(|rest| rest.value.abs() <= of_sum(Some(whole.unit), &figures))
    }

    /// Whether two amounts are the same once both are rounded to the cent of
    /// 万元 (half away from zero), the way bodies carry 元 into 万元 tables:
    /// 52,296 元 is 5.23 万元.
    ///
    /// Amounts in the same unit must be equal exactly.
    pub fn agrees_with(self, other: Money) -> bool {
        if self.unit == other.unit {
            return self.value == other.value;
        }
        let cents = self.in_cents_of_wan();
        cents.is_some() && cents == other.in_cents_of_wan()
    }

    /// The amount in 万元, rounded to the cent of 万元 (half away from zero, 四舍五入).
    /// Amounts that agree give the same value.
    pub fn in_cents_of_wan(self) -> Option<Decimal> {
        Some(rounded(self.in_wan()?, 2))
    }

    /// In words: `1,057.00 万元`.
    pub fn words(self) -> String {
        format!("{} {}", grouped(self.value), self.unit.name())
    }
}

/// The value to so many decimals, half away from zero (四舍五入), as bodies round.
pub fn rounded(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// The sum of values in one unit; `None` where one is missing or no exact decimal
/// holds it.
///
/// ```
/// use mingzhang::money::{parse_amount, sum};
/// let value = |text: &str| parse_amount(text).ok();
/// assert_eq!(sum([value("1.50"), value("2")]), value("3.50"));
/// assert_eq!(sum([value("1.50"), None]), None);
/// ```
pub fn sum(values: impl IntoIterator<Item = Option<Decimal>>) -> Option<Decimal> {
    values.into_iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(value?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str, unit: Unit) -> Money {
        Money { value: parse_amount(text).unwrap(), unit }
    }

    fn yuan(text: &str) -> Money {
        money(text, Unit::Yuan)
    }

    fn wan(text: &str) -> Money {
        money(text, Unit::WanYuan)
    }

    #[test]
    fn yuan_and_wan_agree_at_the_cent_of_wan() {
        assert!(yuan("52,296").agrees_with(wan("5.23")));
        assert!(!yuan("52,296").agrees_with(wan("5.22")));
        assert!(wan("5.2300").agrees_with(wan("5.23")));
        assert!(!wan("5.2296").agrees_with(wan("5.23")), "in one unit amounts are equal or not");
    }

    #[test]
    fn half_a_cent_goes_away_from_zero() {
        // Half to even would make 0.12 and 0.12 of the first two.
        for (text, cents) in [("1,250", "0.13"), ("1,150", "0.12"), ("-1,250", "-0.13"), ("50", "0.01")] {
            assert_eq!(yuan(text).in_cents_of_wan().unwrap().to_string(), cents, "{text}");
        }
        assert!(yuan("1,250").agrees_with(wan("0.13")) && !yuan("1,250").agrees_with(wan("0.12")));
        assert_eq!(rounded("0.125".parse().unwrap(), 2).to_string(), "0.13");
    }

    #[test]
    fn a_conversion_is_exact_and_back_again() {
        assert_eq!(yuan("52,296").in_wan().unwrap().to_string(), "5.2296");
        assert_eq!(wan("5.2300").value_in(Unit::Yuan).unwrap().to_string(), "52300");
        assert_eq!(wan("5.2300").in_wan().unwrap().to_string(), "5.2300", "its own unit, as printed");
        for text in ["0.01", "-9,784.70", "1234567890123456789012", "0"] {
            let there = Money { value: yuan(text).in_wan().unwrap(), unit: Unit::WanYuan };
            assert_eq!(there.value_in(Unit::Yuan), Some(yuan(text).value.normalize()));
        }
    }

    #[test]
    fn sums_keep_to_one_unit() {
        let sum = Money::sum([wan("1.00"), yuan("5,000"), wan("0.25")]).unwrap();
        assert_eq!(sum.words(), "1.75 万元");
        assert_eq!(Money::sum([yuan("5,000"), wan("1.00")]).unwrap().words(), "15,000 元");
        assert_eq!(wan("1.00").less(yuan("2,500")).unwrap().words(), "0.75 万元");
        assert_eq!(Money::sum([]), None);
    }

    #[test]
    fn what_no_exact_decimal_holds_is_none() {
        let most = "9".repeat(28);
        assert_eq!(Money::sum(vec![wan(&most); 13]), None);
        assert_eq!(sum(vec![Some(wan(&most).value); 13]), None);
        assert_eq!(wan(&most).value_in(Unit::Yuan), None);
        assert_eq!(yuan("0.00000000000000000000000001").in_wan(), None);
        assert!(wan(&most).plus(wan(&most)).is_some(), "two of them still fit");
        assert!(!yuan(&most).agrees_with(wan(&most)));
    }

    #[test]
    fn a_unit_is_read_only_where_one_is_stated() {
        assert_eq!(Unit::stated_in("编制部门：某办事处 单位：元"), Some(Unit::Yuan));
        assert_eq!(Unit::stated_in("单位：人民币万元"), Some(Unit::WanYuan));
        assert_eq!(Unit::stated_in("单位名称：元氏县财政局"), None);
        assert_eq!(Unit::stated_in("项目资金（万元）"), Some(Unit::WanYuan));
        assert_eq!(Unit::stated_in("没有"), None);
    }
}
