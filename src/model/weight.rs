//! How much a finding matters: what kind of difference it is and what it moves. Lists of
//! findings are in this order everywhere.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use crate::model::{Class, Counted, Finding, Verdict};
use crate::money::{Money, Unit};

/// What a finding moves, without sign: 万元, percentage points, or things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weight {
    pub amount: Decimal,
    pub counted: Counted,
}

impl Weight {
    /// The unit of its amount: `万元`, `%`, `辆`.
    pub fn unit_name(self) -> &'static str {
        self.counted.name()
    }

    /// Money before percentage points, these before things.
    fn rank(self) -> (u8, Decimal) {
        let kind = match self.counted {
            Counted::Money(_) => 2,
            Counted::Percent => 1,
            Counted::Things(_) => 0,
        };
        (kind, self.amount)
    }
}

impl Finding {
    /// What kind of difference it is.
    pub fn class(&self) -> Class {
        if self.verdict == Verdict::Scope { Class::Scope } else { self.rule.class }
    }

    /// What it moves; `None` where its two sides are no numbers, or have no unit.
    pub fn weight(&self) -> Option<Weight> {
        let (value, counted) = (self.difference()?.abs(), self.unit?);
        match counted {
            Counted::Money(unit) => {
                let amount = Money { value, unit }.in_wan()?.normalize();
                Some(Weight { amount, counted: Counted::Money(Unit::WanYuan) })
            }
            counted => Some(Weight { amount: value, counted }),
        }
    }

    /// Its place among others: the most pressing verdict first, figures before words, and
    /// what moves more before what moves less.
    pub fn rank(&self) -> impl Ord + use<> {
        (self.verdict, self.class(), Reverse(self.weight().map(Weight::rank)))
    }
}
