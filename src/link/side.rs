//! What a line or a form is matched by.

use rust_decimal::Decimal;

use crate::catalogue::normal::{compact, years};
use crate::keys::{FieldKey, FundKey};
use crate::link::name;
use crate::model::{Cell, Form};
use crate::money::Money;

/// What a line or a form says of its project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Side {
    /// The name, compacted for comparison.
    pub name: String,
    /// The name without the body's or unit's before it.
    pub core: String,
    pub amount: Option<Money>,
    /// The unit whose project it is, compacted; empty where not said.
    pub unit: String,
    /// What of the amount is the budget's own (财政拨款).
    pub fiscal: Option<Money>,
    /// What of it the year before left over (上年结转).
    pub carried: Option<Money>,
    /// The years that the project lasts, as said.
    pub term: Vec<u16>,
    /// The year that it is of; `None` where not said.
    pub year: Option<u16>,
}

impl Side {
    /// What a form says; `owners` may stand before its name.
    pub fn of_form(form: &Form, owners: &[String]) -> Self {
        let name = compact(&form.name);
        let terms = [FieldKey::TERM, FieldKey::START, FieldKey::END];
        Self {
            core: name::without_owner(&name, owners).to_owned(),
            name,
            amount: form.money(),
            unit: form.text(FieldKey::UNIT).map(compact).unwrap_or_default(),
            fiscal: fund(form, FundKey::FISCAL),
            carried: fund(form, FundKey::CARRIED),
            term: terms.into_iter().filter_map(|key| form.text(key)).flat_map(years).collect(),
            year: form.year,
        }
    }

    /// What amounts that agree have in common.
    pub fn cents(&self) -> Option<Decimal> {
        self.amount?.in_cents_of_wan()
    }
}

/// The year's money of a source, else the whole period's.
fn fund(form: &Form, key: FundKey) -> Option<Money> {
    let fund = form.funds.iter().find(|fund| fund.key == key)?;
    let value = fund.annual.as_ref().or(fund.implementation.as_ref()).and_then(Cell::amount)?;
    form.unit.map(|unit| Money { value, unit })
}
