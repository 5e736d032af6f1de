//! The filing date is a date.

use crate::audit::forms::FormCheck;
use crate::keys::FieldKey;
use crate::model::{Class, Finding, Group, Rule, Verdict};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "form-date",
    class: Class::Words,
    title: "填报日期是完整的日期",
    text: "填报日期写成 8 位年月日，或再加 6 位时分秒，各部分都在应有的范围内；写成“2023年1月31日”“2023-01-31”“2023年1月”的也可以。前八位是日期而后面的时间不完整的记为存疑；其他位数不对或超出范围的记为不符，可能是原文如此，也可能是识别时丢了数字；没有填数字的记为无法核对。",
    basis: "申报表由预算管理系统导出，填报日期为系统时间。",
};

/// The form's filing date.
pub fn check(sheet: &FormCheck<'_>) -> Option<Finding> {
    let filed = sheet.form.field(FieldKey::FILED)?.best();
    let (verdict, words) = judged(&filed.text);
    Some(Finding {
        note: matches!(verdict, Verdict::Mismatch | Verdict::Doubtful)
            .then(|| "可能是原文如此，也可能是识别时丢了或多了数字。".to_owned()),
        ..Finding::worded(
            &RULE,
            Group::Forms,
            sheet.id("date"),
            verdict,
            format!("{}：填报日期 {}{words}", sheet.project.name, filed.text),
            vec![sheet.operand("填报日期", None, filed.lines[0])],
        )
    })
}

/// The verdict on a date, and what to say of it.
fn judged(text: &str) -> (Verdict, String) {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    match digits {
        _ if is_date(text) => (Verdict::Agree, String::new()),
        0 => (Verdict::Unverifiable, "没有写数字".to_owned()),
        _ if is_day_with_more(text) => {
            (Verdict::Doubtful, format!("（{digits} 位数字）：前八位是日期，后面的时间不完整"))
        }
        _ => (Verdict::Mismatch, format!("（{digits} 位数字）不成日期")),
    }
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [digits] if digits.len() == 8 => day(&digits[..4], &digits[4..6], &digits[6..]),
        [digits] if digits.len() == 14 => {
            day(&digits[..4], &digits[4..6], &digits[6..8])
                && within(&digits[8..10], 0, 23)
                && within(&digits[10..12], 0, 59)
                && within(&digits[12..], 0, 59)
        }
        [year, month] => text.contains('年') && day(year, month, "1"),
        [year, month, date, ..] => day(year, month, date),
        _ => false,
    }
}

/// Whether a date of eight digits has other digits right after it, which are no time.
fn is_day_with_more(text: &str) -> bool {
    let digits = text.trim();
    let whole = digits.len() > 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
    whole && day(&digits[..4], &digits[4..6], &digits[6..8])
}

fn day(year: &str, month: &str, date: &str) -> bool {
    within(year, 1990, 2100) && within(month, 1, 12) && within(date, 1, 31)
}

fn within(text: &str, least: u32, most: u32) -> bool {
    text.parse::<u32>().is_ok_and(|number| (least..=most).contains(&number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_damaged_ones() {
        for text in ["20230131102608", "20230131", "2023年1月31日", "2023-01-31", "2023年1月"] {
            assert!(is_date(text), "{text}");
        }
        for text in ["2023020211512", "20231331", "20230131256000", "", "一月", "2023.1"] {
            assert!(!is_date(text), "{text}");
        }
        assert_eq!(judged("2023020211512").0, Verdict::Doubtful);
        assert_eq!(judged("20231331").0, Verdict::Mismatch);
        assert_eq!(judged("年 月 日").0, Verdict::Unverifiable);
    }
}
