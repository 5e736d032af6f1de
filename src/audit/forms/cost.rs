//! Unit cost × quantity stays within the amount, where both are plain numbers.

use rust_decimal::Decimal;

use crate::audit::forms::FormCheck;
use crate::model::{Class, Finding, Group, Indicator, Period, Rule, Verdict};
use crate::money::{Unit, grouped, parse_amount};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "form-cost",
    class: Class::Figure,
    title: "单位成本乘数量不超过资金总额",
    text: "申报表里只有一个数量指标和一个以元计的成本指标时，核对两者之积是否在资金总额之内。写作“≤”的是上限，两者之积也是上限：在资金总额之内的一致，超出的不作判断。数量和成本未必指同一件事，确数之积超出的记为口径可能不同。",
    basis: "成本指标应能说明资金总额的测算依据。",
};

/// The product against the total.
pub fn check(sheet: &FormCheck<'_>) -> Option<Finding> {
    let of_level = |level: &str| -> Vec<&Indicator> {
        sheet
            .form
            .indicators_of(Period::Implementation)
            .filter(|indicator| indicator.level2 == level)
            .collect()
    };
    let (quantities, costs) = (of_level("数量指标"), of_level("成本指标"));
    let ([quantity], [cost]) = (quantities.as_slice(), costs.as_slice()) else { return None };
    let (count, unit_cost) = (count(&quantity.value)?, price(&cost.value)?);
    let total = sheet.form.amount().filter(|_| sheet.form.unit == Some(Unit::Yuan))?;
    let product = unit_cost.value.checked_mul(count.value)?;
    let within = product <= total;
    let most = count.most || unit_cost.most;
    if most && !within {
        return None;
    }
    Some(Finding {
        id: sheet.id("cost"),
        rule: &RULE,
        group: Group::Forms,
        verdict: if within { Verdict::Agree } else { Verdict::Scope },
        statement: format!(
            "{}：{} {} × {} {}{}{} 元，{}资金总额 {} 元{}",
            sheet.project.name,
            quantity.name,
            quantity.value,
            cost.name,
            cost.value,
            if most { "，不超过 " } else { " = " },
            grouped(product),
            if within { "在" } else { "超过" },
            grouped(total),
            if within { "之内" } else { "" },
        ),
        expected: Some(total),
        actual: Some(product),
        unit: Some(Unit::Yuan.into()),
        tolerance: Decimal::ZERO,
        figures: vec![
            sheet.operand(quantity.name.clone(), Some(count.value), quantity.line),
            sheet.operand(cost.name.clone(), Some(unit_cost.value), cost.line),
        ],
        note: (!within).then(|| "数量与成本可能不指同一年度或同一范围。".to_owned()),
    })
}

/// A number that an indicator is to reach, or to stay below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Aim {
    value: Decimal,
    /// Whether it is the most that there may be.
    most: bool,
}

/// The value after a mark for an upper bound, if it has one.
fn bounded(value: &str) -> (&str, bool) {
    let marks = ["≤", "<=", "不超过", "不高于"];
    let bare = marks.iter().find_map(|mark| value.trim().strip_prefix(mark));
    (bare.unwrap_or(value).trim(), bare.is_some())
}

/// A cost in 元.
fn price(value: &str) -> Option<Aim> {
    let (bare, most) = bounded(value);
    parse_amount(bare.strip_suffix('元')?).ok().map(|value| Aim { value, most })
}

/// `92人` and `≤120人` are counts, `≥3套` and `2次/月` are not.
fn count(value: &str) -> Option<Aim> {
    let (bare, most) = bounded(value);
    let digits = bare.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = &bare[digits.len()..];
    let plain = unit.chars().count() <= 3 && !unit.contains(['/', '%', '％', '年']);
    parse_amount(digits).ok().filter(|_| plain).map(|value| Aim { value, most })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_counts_are_told_from_bounds_and_from_other_numbers() {
        let aim = |value: i64, most| Some(Aim { value: Decimal::from(value), most });
        assert_eq!(count("92人"), aim(92, false));
        assert_eq!(count("117117人"), aim(117_117, false));
        assert_eq!(count("≤120人"), aim(120, true));
        assert_eq!((price("77元"), price("≤3000元")), (aim(77, false), aim(3000, true)));
        for value in ["≥120人", "100%", "及时", "2次/月", "2023年"] {
            assert_eq!(count(value), None, "{value}");
        }
        assert_eq!(price("4.25万元"), None);
    }
}
