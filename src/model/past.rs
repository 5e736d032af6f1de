//! An amount of the year before, and how it is known.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::money::{Money, Unit};

/// How an amount of the year before is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// Published in the disclosure of that year.
    Disclosed,
    /// Said in this year's text.
    Said,
    /// Said there to be what was carried out (执行数), which is no budget.
    Executed,
    /// Worked out: this year's amount less the change that the text states (按说明推算).
    Derived,
}

impl Origin {
    /// What stands beside the amount; empty where it needs no word.
    pub fn words(self) -> &'static str {
        match self {
            Origin::Disclosed => "",
            Origin::Said => "按说明",
            Origin::Executed => "执行数，按说明",
            Origin::Derived => "按说明推算",
        }
    }
}

/// One amount of the year before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    pub value: Decimal,
    pub unit: Unit,
    /// Where it stands, or what it was worked out from.
    pub path: String,
    pub origin: Origin,
}

impl Past {
    /// The amount with its unit.
    pub fn money(&self) -> Money {
        Money { value: self.value, unit: self.unit }
    }
}
