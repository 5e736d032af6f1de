//! Unit cost × quantity stays within the amount, where both are plain numbers.

use rust_decimal::Decimal;

use crate::audit::forms::Sheet;
use crate::model::{Finding, Indicator, Period, Rule, Verdict};
use crate::money::{Unit, grouped, parse_amount};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "form-cost",
    title: "单位成本乘数量不超过资金总额",
    text: "申报表里只有一个数量指标和一个以元计的成本指标、且两者都是确数（没有≤、≥等符号）时，核对两者之积是否在资金总额之内。数量和成本未必指同一件事，超出的记为口径可能不同。",
    basis: "成本指标应能说明资金总额的测算依据。",
};

/// The product against the total.
pub fn check(sheet: &Sheet<'_>) -> Option<Finding> {
    let of_level = |level: &str| -> Vec<&Indicator> {
        sheet
            .form
            .indicators_of(Period::Implementation)
            .filter(|indicator| indicator.level2 == level)
            .collect()
    };
    let (quantities, costs) = (of_level("数量指标"), of_level("成本指标"));
    let ([quantity], [cost]) = (quantities.as_slice(), costs.as_slice()) else { return None };
    let unit_cost = parse_amount(cost.value.strip_suffix('元')?).ok()?;
    let count = plain_number(&quantity.value)?;
    let total = sheet.form.amount().filter(|_| sheet.form.unit == Unit::Yuan)?;
    let product = unit_cost.checked_mul(count)?;
    let within = product <= total;
    Some(Finding {
        id: sheet.id("cost"),
        rule: RULE.code,
        group: "forms".to_owned(),
        verdict: if within { Verdict::Agree } else { Verdict::Scope },
        statement: format!(
            "{}：{} {} × {} {} = {} 元，资金总额 {} 元",
            sheet.project.name,
            quantity.name,
            quantity.value,
            cost.name,
            cost.value,
            grouped(product),
            grouped(total)
        ),
        expected: Some(total),
        actual: Some(product),
        unit: "元".to_owned(),
        tolerance: Decimal::ZERO,
        figures: vec![
            sheet.operand(quantity.name.clone(), Some(count), quantity.line),
            sheet.operand(cost.name.clone(), Some(unit_cost), cost.line),
        ],
        note: (!within).then(|| "数量与成本可能不指同一年度或同一范围。".to_owned()),
    })
}

/// `92人` is plain, `≤120人` and `2次/月` are not.
fn plain_number(value: &str) -> Option<Decimal> {
    let digits = value.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = &value[digits.len()..];
    let plain = unit.chars().count() <= 3 && !unit.contains(['/', '%', '％', '年']);
    parse_amount(digits).ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_numbers_count() {
        assert_eq!(plain_number("92人"), Some(Decimal::from(92)));
        assert_eq!(plain_number("117117人"), Some(Decimal::from(117_117)));
        for value in ["≤120人", "100%", "及时", "2次/月", "2023年"] {
            assert_eq!(plain_number(value), None, "{value}");
        }
    }
}
