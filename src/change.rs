//! What the site computes itself from two published amounts: a difference, a
//! change in percent, a rate of execution (执行率). Never shown as published.
//!
//! Amounts in 元 and 万元 meet only here, exactly: 1 万元 is 10,000 元. A result
//! that an exact decimal cannot hold is none.

use rust_decimal::Decimal;

use crate::money::{Money, Unit, grouped, rounded};

/// From one published amount to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The later amount less the earlier one, in the unit of the later one.
    pub difference: Money,
    /// The difference in percent of the earlier amount, with one decimal; `None`
    /// where that amount is not above zero.
    pub percent: Option<Decimal>,
    /// Whether the units differ, so that the earlier amount was converted.
    pub converted: bool,
}

impl Change {
    /// The change between two amounts; `None` where it has too many digits.
    pub fn between(from: Money, to: Money) -> Option<Self> {
        let base = from.value_in(to.unit)?;
        let value = to.value.checked_sub(base)?;
        let percent = if base > Decimal::ZERO { Some(percent(value, base, 1)?) } else { None };
        let difference = Money { value, unit: to.unit };
        Some(Self { difference, percent, converted: from.unit != to.unit })
    }

    /// The difference with its sign, `+1,234.50`; `不变` where there is none.
    pub fn words(&self) -> String {
        if self.difference.value.is_zero() { "不变".to_owned() } else { signed(self.difference.value) }
    }
}

/// What part of `whole` an amount is, in percent with one decimal; `None` where
/// the whole is not above zero.
pub fn rate(part: Money, whole: Money) -> Option<Decimal> {
    let whole = whole.value_in(part.unit)?;
    (whole > Decimal::ZERO).then(|| percent(part.value, whole, 1)).flatten()
}

/// What share of a whole in the same unit a part is, in percent with two
/// decimals; `None` where the whole is not above zero.
pub fn share(part: Decimal, whole: Decimal) -> Option<Decimal> {
    (whole > Decimal::ZERO).then(|| percent(part, whole, 2)).flatten()
}

/// Whether one part holds over seventy percent of a whole in the same unit: what it is called
/// says no more than what the whole is for.
pub fn is_nearly_all(part: Decimal, whole: Decimal) -> bool {
    let times = |amount: Decimal, times: i64| amount.checked_mul(Decimal::from(times));
    times(part, 10).zip(times(whole, 7)).is_some_and(|(part, whole)| part > whole)
}

/// The amount for one of so many: in 万元 with two decimals, or, where that is less than one,
/// in whole 元. `None` where there are none.
pub fn each(whole: Money, count: Decimal) -> Option<Money> {
    if count <= Decimal::ZERO {
        return None;
    }
    let wan = whole.in_wan()?.checked_div(count)?;
    let (unit, decimals) = if wan.abs() < Decimal::ONE { (Unit::Yuan, 0) } else { (Unit::WanYuan, 2) };
    let mut value = rounded(whole.value_in(unit)?.checked_div(count)?, decimals);
    value.rescale(decimals);
    Some(Money { value, unit })
}

/// The value with its sign in front and thousands grouped.
pub fn signed(value: Decimal) -> String {
    let plus = if value > Decimal::ZERO { "+" } else { "" };
    format!("{plus}{}", grouped(value))
}

/// Rounded half away from zero (四舍五入).
fn percent(part: Decimal, whole: Decimal, decimals: u32) -> Option<Decimal> {
    let exact = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
    let mut percent = rounded(exact, decimals);
    percent.rescale(decimals);
    Some(percent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::parse_amount;

    fn amount(text: &str, unit: Unit) -> Money {
        Money { value: parse_amount(text).unwrap(), unit }
    }

    #[test]
    fn what_each_of_several_comes_to_is_rounded_and_of_none_there_is_none() {
        let of = |text, unit, count: i64| each(amount(text, unit), Decimal::from(count)).map(Money::words);
        assert_eq!(of("67.00", Unit::WanYuan, 61).as_deref(), Some("1.10 万元"));
        assert_eq!(of("3,900", Unit::Yuan, 26).as_deref(), Some("150 元"));
        assert_eq!(of("0", Unit::Yuan, 26).as_deref(), Some("0 元"));
        assert_eq!(of("67.00", Unit::WanYuan, 0), None);
    }

    fn change(from: (&str, Unit), to: (&str, Unit)) -> (String, &'static str, Option<String>) {
        let change = Change::between(amount(from.0, from.1), amount(to.0, to.1)).unwrap();
        (change.words(), change.difference.unit.name(), change.percent.map(signed))
    }

    #[test]
    fn a_change_is_exact_and_its_percent_has_one_decimal() {
        use Unit::{WanYuan, Yuan};
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            change(("100.00", WanYuan), ("112.35", WanYuan)),
            ("+12.35".into(), "万元", some("+12.4"))
        );
        assert_eq!(change(("2,000", Yuan), ("1,999", Yuan)), ("-1".into(), "元", some("-0.1")));
        assert_eq!(change(("5.00", WanYuan), ("5.00", WanYuan)), ("不变".into(), "万元", some("0.0")));
        assert_eq!(change(("200", Yuan), ("201", Yuan)).2, some("+0.5"));
        assert_eq!(change(("10000", Yuan), ("10005", Yuan)).2, some("+0.1"), "half away from zero");
    }

    #[test]
    fn units_are_converted_exactly_and_never_mixed() {
        use Unit::{WanYuan, Yuan};
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            change(("1.5", WanYuan), ("30000", Yuan)),
            ("+15000".replace("15000", "15,000"), "元", some("+100.0"))
        );
        assert_eq!(change(("52,296", Yuan), ("5.23", WanYuan)), ("+0.0004".into(), "万元", some("0.0")));
        assert!(Change::between(amount("1", Yuan), amount("1", WanYuan)).unwrap().converted);
        assert_eq!(rate(amount("5", WanYuan), amount("100,000", Yuan)).unwrap().to_string(), "50.0");
    }

    #[test]
    fn nothing_or_less_is_no_base_for_a_percent() {
        for base in ["0", "0.00", "-3.00"] {
            let base = amount(base, Unit::WanYuan);
            let change = Change::between(base, amount("2.00", Unit::WanYuan)).unwrap();
            assert_eq!(change.percent, None);
            assert_eq!(rate(amount("2.00", Unit::WanYuan), base), None);
        }
    }

    #[test]
    fn what_no_exact_decimal_holds_is_not_computed() {
        let huge = amount("9999999999999999999999999999", Unit::WanYuan);
        assert_eq!(Change::between(huge, amount("1", Unit::Yuan)), None);
        assert_eq!(rate(huge, amount("1", Unit::WanYuan)), None);
        let tiny = amount("0.00000000000000000000000001", Unit::Yuan);
        assert_eq!(Change::between(tiny, amount("1", Unit::WanYuan)), None);
    }
}
