//! Percentages worked out anew from amounts that were rounded themselves.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::model::Verdict;

/// An amount in 万元 that was rounded: the exact one is no further away than
/// `slack`.
#[derive(Debug, Clone, Copy)]
pub struct Near {
    pub value: Decimal,
    pub slack: Decimal,
}

/// A percentage of two rounded amounts: as printed, and the least and the most
/// that the exact ones can come to.
#[derive(Debug, Clone, Copy)]
pub struct Percent {
    pub exact: Decimal,
    least: Decimal,
    most: Decimal,
}

impl Near {
    /// The difference of two amounts.
    pub fn less(self, other: Near) -> Near {
        Near { value: self.value - other.value, slack: self.slack + other.slack }
    }

    /// The least and the most that it can be.
    fn ends(self) -> [Decimal; 2] {
        [self.value - self.slack, self.value + self.slack]
    }
}

impl Percent {
    /// `part` in percent of `whole`; `None` for a whole that may be nothing.
    pub fn of(part: Near, whole: Near) -> Option<Self> {
        let of = |part: Decimal, whole: Decimal| part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole);
        if whole.value <= whole.slack {
            return None;
        }
        let exact = of(part.value, whole.value)?;
        let (mut least, mut most) = (exact, exact);
        for part in part.ends() {
            for whole in whole.ends() {
                let end = of(part, whole)?;
                (least, most) = (least.min(end), most.max(end));
            }
        }
        Some(Self { exact, least, most })
    }

    /// The percentage to four places, as it is shown beside a stated one.
    pub fn shown(&self) -> Decimal {
        self.exact.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero).normalize()
    }

    /// It to as many places as the stated one has.
    pub fn rounded(&self, stated: Decimal) -> Decimal {
        self.exact.round_dp_with_strategy(stated.scale(), RoundingStrategy::MidpointAwayFromZero)
    }

    /// The verdict on a stated percentage: what rounds to it agrees; what is cut
    /// off to it, or may round to it before the amounts were rounded, differs by
    /// rounding; all else does not fit.
    pub fn judge(&self, stated: Decimal) -> Verdict {
        let places = stated.scale();
        let to = |value: Decimal, strategy| value.round_dp_with_strategy(places, strategy);
        let cut = |value| to(value, RoundingStrategy::ToZero);
        let round = |value| to(value, RoundingStrategy::MidpointAwayFromZero);
        if round(self.exact) == stated {
            return Verdict::Agree;
        }
        let reached = [cut(self.least), round(self.least), cut(self.most), round(self.most)];
        let least = reached.iter().min().is_some_and(|least| *least <= stated);
        let most = reached.iter().max().is_some_and(|most| stated <= *most);
        if least && most { Verdict::Rounding } else { Verdict::Mismatch }
    }

    /// The largest difference that counts as rounding: one in the last place of
    /// the stated one where it was cut off, and what the amounts' rounding makes.
    pub fn tolerance(&self, stated: Decimal) -> Decimal {
        let spread = (self.most - self.exact).max(self.exact - self.least);
        let places = (stated.scale() + 2).max(4);
        Decimal::new(1, stated.scale())
            + spread.round_dp_with_strategy(places, RoundingStrategy::AwayFromZero)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(part: &str, whole: &str, stated: &str) -> Verdict {
        let near = |text: &str| Near { value: text.parse().unwrap(), slack: Decimal::new(5, 3) };
        Percent::of(near(part), near(whole)).unwrap().judge(stated.parse().unwrap())
    }

    #[test]
    fn cut_off_is_rounding_and_a_unit_more_is_none() {
        assert_eq!(judged("28.81", "422.1", "6.83"), Verdict::Agree);
        assert_eq!(judged("28.81", "422.1", "6.82"), Verdict::Rounding);
        assert_eq!(judged("28.81", "422.1", "6.84"), Verdict::Mismatch);
        assert_eq!(judged("-28.81", "422.1", "-6.82"), Verdict::Rounding);
        assert_eq!(judged("-28.81", "422.1", "6.83"), Verdict::Mismatch);
    }

    #[test]
    fn rounded_operands_leave_room_for_what_they_may_have_been() {
        // 0.04 may have been 0.0449 of 1.35: 3.3 %.
        assert_eq!(judged("0.04", "1.35", "3.3"), Verdict::Rounding);
        assert_eq!(judged("0.04", "1.35", "3.4"), Verdict::Mismatch);
        assert!(
            Percent::of(
                Near { value: Decimal::ONE, slack: Decimal::ZERO },
                Near { value: Decimal::ZERO, slack: Decimal::ZERO }
            )
            .is_none()
        );
    }
}
