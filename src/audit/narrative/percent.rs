//! Percentages recomputed from amounts that were rounded themselves.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::model::Verdict;
use crate::money::{Interval, rounded};

/// A percentage of two rounded amounts: as printed, and the least and the most
/// that the exact ones can give.
#[derive(Debug, Clone, Copy)]
pub struct Percent {
    pub exact: Decimal,
    least: Decimal,
    most: Decimal,
}

impl Percent {
    /// `part` in percent of `whole`; `None` for a whole that may be nothing.
    pub fn of(part: Interval, whole: Interval) -> Option<Self> {
        let of = |part: Decimal, whole: Decimal| part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole);
        if whole.value <= whole.slack {
            return None;
        }
        let exact = of(part.value, whole.value)?;
        let (mut least, mut most) = (exact, exact);
        for part in part.ends()? {
            for whole in whole.ends()? {
                let end = of(part, whole)?;
                (least, most) = (least.min(end), most.max(end));
            }
        }
        Some(Self { exact, least, most })
    }

    /// The percentage to four places, as it is shown beside a stated one.
    pub fn shown(&self) -> Decimal {
        rounded(self.exact, 4).normalize()
    }

    /// What stands before it as it is shown: 约 where something was rounded off.
    pub fn about(&self) -> &'static str {
        if self.exact == self.shown() { "" } else { "约" }
    }

    /// It to as many places as the stated one has.
    pub fn rounded(&self, stated: Decimal) -> Decimal {
        rounded(self.exact, stated.scale())
    }

    /// The verdict on a stated percentage: what rounds to it agrees; what is cut
    /// off to it, may round to it before the amounts were rounded, or is one in its last
    /// place away, differs by rounding; all else does not fit.
    pub fn judge(&self, stated: Decimal) -> Verdict {
        let places = stated.scale();
        let cut = |value: Decimal| value.round_dp_with_strategy(places, RoundingStrategy::ToZero);
        let round = |value| rounded(value, places);
        if round(self.exact) == stated {
            return Verdict::Agree;
        }
        let reached = [cut(self.least), round(self.least), cut(self.most), round(self.most)];
        let last = Decimal::new(1, places);
        let next = round(self.exact).saturating_sub(stated).abs() <= last;
        let least = reached.iter().min().is_some_and(|least| *least <= stated);
        let most = reached.iter().max().is_some_and(|most| stated <= *most);
        if next || (least && most) { Verdict::Rounding } else { Verdict::Mismatch }
    }

    /// What a stated percentage that does not fit may have come from, where a slip of the
    /// pen explains it: another sign, or the point in another place.
    pub fn slip(&self, stated: Decimal) -> Option<String> {
        let is = |other: Option<Decimal>| other.is_some_and(|other| self.judge(other) == Verdict::Agree);
        let shown = self.rounded(stated);
        if is(Decimal::ZERO.checked_sub(stated)) {
            return Some(format!("若增减的方向相反，为 {shown}%，就相符。"));
        }
        let moved = [10, 100].map(Decimal::from).into_iter().any(|by| {
            is(stated.checked_mul(by))
                || self.exact.checked_mul(by).is_some_and(|exact| rounded(exact, stated.scale()) == stated)
        });
        moved.then(|| format!("若为 {shown}%，就相符，可能是小数点或零写错了位置。"))
    }

    /// The largest difference that counts as rounding: one in the last place of
    /// the stated one where it was cut off, and what the amounts' rounding makes.
    pub fn tolerance(&self, stated: Decimal) -> Decimal {
        let above = self.most.saturating_sub(self.exact);
        let spread = above.max(self.exact.saturating_sub(self.least));
        let places = stated.scale().saturating_add(2).max(4);
        let spread = spread.round_dp_with_strategy(places, RoundingStrategy::AwayFromZero);
        Decimal::new(1, stated.scale()).saturating_add(spread)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(part: &str, whole: &str, stated: &str) -> Verdict {
        let near = |text: &str| Interval { value: text.parse().unwrap(), slack: Decimal::new(5, 3) };
        Percent::of(near(part), near(whole)).unwrap().judge(stated.parse().unwrap())
    }

    #[test]
    fn cut_off_or_one_in_the_last_place_is_rounding_and_more_is_none() {
        assert_eq!(judged("28.81", "422.1", "6.83"), Verdict::Agree);
        assert_eq!(judged("28.81", "422.1", "6.82"), Verdict::Rounding);
        assert_eq!(judged("28.81", "422.1", "6.84"), Verdict::Rounding);
        assert_eq!(judged("28.81", "422.1", "6.85"), Verdict::Mismatch);
        assert_eq!(judged("-28.81", "422.1", "-6.82"), Verdict::Rounding);
        assert_eq!(judged("-28.81", "422.1", "6.83"), Verdict::Mismatch);
    }

    #[test]
    fn rounded_operands_leave_room_for_what_they_may_have_been() {
        // 0.04 may have been 0.0449 of 1.35: 3.3 %.
        assert_eq!(judged("0.04", "1.35", "3.3"), Verdict::Rounding);
        assert_eq!(judged("0.04", "1.35", "3.5"), Verdict::Mismatch);
        assert!(
            Percent::of(
                Interval { value: Decimal::ONE, slack: Decimal::ZERO },
                Interval { value: Decimal::ZERO, slack: Decimal::ZERO }
            )
            .is_none()
        );
    }
}
