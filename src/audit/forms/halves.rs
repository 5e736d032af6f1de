//! The two halves of a one-year form set the same targets.

use crate::audit::forms::FormCheck;
use crate::catalogue::normal::compact;
use crate::keys::FieldKey;
use crate::model::{Class, Finding, Group, Indicator, Period, Rule, Verdict};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "form-halves",
    class: Class::Words,
    title: "实施期与年度的指标值一致",
    text: "项目期为一年的，实施期就是年度，同一指标的两个值应当相同；项目期更长的，两个值可以不同。只核对含有数字的指标值；只差一个符号（30元、≤30元）的记为存疑。",
    basis: "申报表按实施期和年度各填一遍绩效指标。",
};

/// Each indicator that both halves state with a number.
pub fn check(sheet: &FormCheck<'_>) -> Vec<Finding> {
    let annual: Vec<&Indicator> = sheet.form.indicators_of(Period::Annual).collect();
    let mut taken = vec![false; annual.len()];
    let mut findings = Vec::new();
    for (number, whole) in sheet.form.indicators_of(Period::Implementation).enumerate() {
        let Some(at) = counterpart(whole, &annual, &taken) else { continue };
        taken[at] = true;
        if has_number(&whole.value) || has_number(&annual[at].value) {
            findings.push(finding(sheet, number, whole, annual[at]));
        }
    }
    findings
}

/// The annual indicator of the same name and level; of several the one with the
/// same value, then the first.
fn counterpart(whole: &Indicator, annual: &[&Indicator], taken: &[bool]) -> Option<usize> {
    let same =
        |at: &usize| !taken[*at] && annual[*at].name == whole.name && annual[*at].level2 == whole.level2;
    let mut found: Vec<usize> = (0..annual.len()).filter(same).collect();
    found.sort_by_key(|at| annual[*at].value != whole.value);
    found.first().copied()
}

/// A target without the sign before its number: `≤30元`.
fn unsigned(value: &str) -> &str {
    value.trim_start_matches(['≥', '≤', '>', '<', '=', '＞', '＜', '＝'])
}

fn has_number(value: &str) -> bool {
    value.contains(|c: char| c.is_ascii_digit())
}

fn finding(sheet: &FormCheck<'_>, number: usize, whole: &Indicator, year: &Indicator) -> Finding {
    let (left, right) = (compact(&whole.value), compact(&year.value));
    let one_year =
        sheet.form.text(FieldKey::TERM).is_some_and(|term| compact(term) == "1年" || compact(term) == "一年");
    let verdict = match (left == right, one_year) {
        (true, _) => Verdict::Agree,
        (false, _) if left.is_empty() || right.is_empty() => Verdict::Unverifiable,
        // A value that begins the other was cut off at the edge of its column.
        (false, _) if left.starts_with(&right) || right.starts_with(&left) => Verdict::Unverifiable,
        // A sign may have been lost in the printing or the reading of one.
        (false, true) if unsigned(&left) == unsigned(&right) => Verdict::Doubtful,
        (false, true) => Verdict::Mismatch,
        (false, false) => Verdict::Scope,
    };
    let value = |indicator: &Indicator| {
        if indicator.value.is_empty() { "（空）".to_owned() } else { indicator.value.clone() }
    };
    Finding {
        note: match verdict {
            Verdict::Unverifiable => Some("有一个值在原文里不完整。".to_owned()),
            Verdict::Doubtful => Some("两个值只差一个符号，可能是填写或识别时漏了。".to_owned()),
            _ => None,
        },
        ..Finding::worded(
            &RULE,
            Group::Forms,
            sheet.id(&format!("halves-{}", number + 1)),
            verdict,
            format!("{}，{}：实施期 {}，年度 {}", sheet.project.name, whole.name, value(whole), value(year)),
            vec![
                sheet.operand(format!("实施期 · {}", whole.value), None, whole.line),
                sheet.operand(format!("年度 · {}", year.value), None, year.line),
            ],
        )
    }
}
