//! The two numbers of a finding in words: who wrote which, and what parts them.

use rust_decimal::Decimal;

use crate::model::{Side, SideOrigin, Sides};
use crate::money::{grouped, rounded};
use crate::page::html::escape_into;

/// The most decimals that are shown as they are.
const LONGEST: u32 = 4;

/// Who wrote a side, or from what it was worked out.
pub(in crate::page) fn who(side: &Side) -> &'static str {
    match side.origin {
        SideOrigin::Text if side.amount.is_none() => "文字说",
        SideOrigin::Text => "文字写",
        SideOrigin::Table => "表中写",
        SideOrigin::OnePlace => "一处写",
        SideOrigin::OtherPlace => "另一处写",
        SideOrigin::TableParts => "各项算得",
        SideOrigin::FromTables => "按表算得",
        SideOrigin::FromText => "按文中的数算得",
        SideOrigin::Written => "所写",
        SideOrigin::WorkedOut => "算得",
    }
}

/// The number of a side with its unit, or words in its place.
pub(in crate::page) fn what(side: &Side, unit: &str) -> String {
    side.amount.map_or_else(|| "没有增减".to_owned(), |amount| with_unit(amount, unit))
}

/// An amount with its unit; what a division made longer than anyone prints is rounded and said
/// to be.
pub(in crate::page) fn with_unit(amount: Decimal, unit: &str) -> String {
    let shown = rounded(amount, LONGEST).normalize();
    let about = if amount.scale() > LONGEST && shown != amount { "约 " } else { "" };
    let shown = if amount.scale() > LONGEST { shown } else { amount };
    format!("{about}{} {unit}", grouped(shown)).trim_end().to_owned()
}

/// Appends the sides beside each other, and the gap.
pub(super) fn append(out: &mut String, sides: &Sides) {
    out.push_str("<div class=\"sides\">");
    let mut side = |who: &str, what: &str| {
        out.push_str(&format!("<p><span class=\"u\">{who}</span> <b>"));
        escape_into(out, what);
        out.push_str("</b></p>");
    };
    let with_unit = |amount: Decimal| with_unit(amount, &sides.unit);
    for own in [&sides.written, &sides.against] {
        side(who(own), &what(own, &sides.unit));
    }
    side("相差", &sides.apart.map_or_else(|| "没有差额".to_owned(), with_unit));
    if let Some(tolerance) = sides.tolerance {
        side("允许的舍入差", &with_unit(tolerance));
    }
    out.push_str("</div>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit;
    use crate::model::{Counted, Finding, Group, Operand, OperandPlace, OperandRole, Target, Verdict};
    use crate::money::Unit;
    use crate::source::{FileId, Line};

    fn compared(amounts: &[i64], actual: i64, expected: i64) -> String {
        let operand = |amount: &i64| Operand {
            label: "甲".to_owned(),
            amount: Some(Decimal::from(*amount)),
            place: OperandPlace::Page(Target::Section(0)),
            line: Line { file: FileId(0), number: 1 },
            role: OperandRole::Used,
        };
        let rule = audit::RULES[0];
        let figures = amounts.iter().map(operand).collect();
        let id = "id".to_owned();
        let worded = Finding::worded(rule, Group::Narrative, id, Verdict::Mismatch, String::new(), figures);
        let finding = Finding {
            actual: Some(Decimal::from(actual)),
            expected: Some(Decimal::from(expected)),
            unit: Some(Counted::Money(Unit::WanYuan)),
            ..worded
        };
        let mut out = String::new();
        append(&mut out, &Sides::of(&finding).unwrap());
        let out = ["<div class=\"sides\">", "</div>", "<span class=\"u\">", "</span>", "<b>", "</b>"]
            .iter()
            .fold(out, |out, tag| out.replace(tag, ""));
        out.replace("</p><p>", "|").replace("<p>", "").replace("</p>", "")
    }

    #[test]
    fn a_comparison_says_who_wrote_which_number() {
        assert_eq!(compared(&[7, 6], 7, 6), "一处写 7 万元|另一处写 6 万元|相差 1 万元");
        assert_eq!(compared(&[7, 2, 4], 7, 6), "文字写 7 万元|按文中的数算得 6 万元|相差 1 万元");
        assert_eq!(compared(&[67, 4], 0, -4), "文字说 没有增减|按文中的数算得 -4 万元|相差 4 万元");
        assert_eq!(compared(&[0, 4], 0, 4), "一处写 0 万元|另一处写 4 万元|相差 4 万元");
    }

    #[test]
    fn a_long_division_is_rounded_and_said_to_be() {
        let shown = |amount: &str| with_unit(amount.parse().unwrap(), "万元");
        assert_eq!(shown("1234.5678"), "1,234.5678 万元");
        assert_eq!(shown("33.33333333"), "约 33.3333 万元");
        assert_eq!(shown("0.0500000"), "0.05 万元");
        assert_eq!(with_unit(7.into(), ""), "7");
    }
}
