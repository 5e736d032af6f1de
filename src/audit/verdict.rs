//! What a difference amounts to.

use rust_decimal::Decimal;

use crate::model::Verdict;
use crate::money::Unit;

/// The largest difference that rounding can make between a printed figure and
/// the sum of `addends` printed ones: half of the last printed place for each.
///
/// 万元 are carried to the cent of 万元 and each figure is rounded by itself.
/// 元 with decimals are exact; whole 元 are rounded to the 元.
pub fn tolerance(unit: Option<Unit>, scale: u32, addends: usize) -> Decimal {
    let exact = unit == Some(Unit::Yuan) && scale >= 2;
    if exact {
        return Decimal::ZERO;
    }
    let half = Decimal::new(5, scale.min(2) + 1);
    half * Decimal::from(addends as u64 + 1)
}

/// The most decimals that any of the amounts is printed with.
pub fn scale<'a>(amounts: impl IntoIterator<Item = &'a Decimal>) -> u32 {
    amounts.into_iter().map(Decimal::scale).max().unwrap_or(0)
}

/// The verdict on a difference. Where scopes may differ, what rounding cannot
/// explain is no mismatch.
pub fn of(difference: Decimal, tolerance: Decimal, scope: bool) -> Verdict {
    match difference.abs() {
        none if none.is_zero() => Verdict::Agree,
        small if small <= tolerance => Verdict::Rounding,
        _ if scope => Verdict::Scope,
        _ => Verdict::Mismatch,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_grows_with_the_addends_and_not_beyond() {
        let wan = |addends| tolerance(Some(Unit::WanYuan), 2, addends);
        assert_eq!(of(Decimal::new(1, 2), wan(1), false), Verdict::Rounding);
        assert_eq!(of(Decimal::new(2, 2), wan(1), false), Verdict::Mismatch);
        assert_eq!(of(Decimal::new(2, 2), wan(3), false), Verdict::Rounding);
        assert_eq!(of(Decimal::new(2, 2), wan(1), true), Verdict::Scope);
        assert_eq!(of(Decimal::ZERO, wan(1), true), Verdict::Agree);
    }

    #[test]
    fn yuan_with_cents_are_exact() {
        assert_eq!(tolerance(Some(Unit::Yuan), 2, 20), Decimal::ZERO);
        assert_eq!(tolerance(Some(Unit::Yuan), 0, 1), Decimal::ONE);
    }
}
