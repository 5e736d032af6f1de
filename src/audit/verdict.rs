//! Which verdict a difference gets.

use rust_decimal::Decimal;

use crate::model::Verdict;

/// The verdict on two numbers that should be equal. Where scopes may differ, what
/// rounding cannot explain is no mismatch; a difference that no exact decimal
/// holds cannot be judged.
pub fn of(actual: Decimal, expected: Decimal, tolerance: Decimal, scope: bool) -> Verdict {
    match actual.checked_sub(expected).map(|difference| difference.abs()) {
        None => Verdict::Unverifiable,
        Some(none) if none.is_zero() => Verdict::Agree,
        Some(small) if small <= tolerance => Verdict::Rounding,
        _ if scope => Verdict::Scope,
        _ => Verdict::Mismatch,
    }
}

/// The verdict on two numbers of which one may be missing or too long.
pub fn of_pair(
    actual: Option<Decimal>,
    expected: Option<Decimal>,
    tolerance: Decimal,
    scope: bool,
) -> Verdict {
    let both = actual.zip(expected);
    both.map_or(Verdict::Unverifiable, |(actual, expected)| of(actual, expected, tolerance, scope))
}

/// What stands between two sides in a statement: `=` only where they are equal.
pub fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Agree => "=",
        Verdict::Rounding => "≈",
        Verdict::Mismatch | Verdict::Scope => "≠",
        Verdict::Unverifiable | Verdict::Doubtful => "与",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_rounding_up_to_the_tolerance_and_not_beyond() {
        let of =
            |difference, scope| of(Decimal::new(difference, 2), Decimal::ZERO, Decimal::new(1, 2), scope);
        assert_eq!(of(0, false), Verdict::Agree);
        assert_eq!(of(1, false), Verdict::Rounding);
        assert_eq!(of(-1, false), Verdict::Rounding);
        assert_eq!(of(2, false), Verdict::Mismatch);
        assert_eq!(of(2, true), Verdict::Scope);
        assert_eq!(of(0, true), Verdict::Agree);
    }

    #[test]
    fn what_cannot_be_subtracted_cannot_be_judged() {
        assert_eq!(of(Decimal::MAX, Decimal::MIN, Decimal::ZERO, false), Verdict::Unverifiable);
        assert_eq!(of_pair(None, Some(Decimal::ZERO), Decimal::ZERO, false), Verdict::Unverifiable);
    }
}
