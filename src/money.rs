//! Amounts of money: a strict grammar for how they are printed, and their unit.
//!
//! Money is [`Decimal`] everywhere, and keeps the decimals it was printed with:
//! `9,784.70` stays 9784.70. Nothing here rounds by itself.

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};

/// The unit a table or a form states its amounts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// 元
    Yuan,
    /// 万元, ten thousand yuan
    WanYuan,
}

impl Unit {
    /// The unit's Chinese name, as it stands in data files.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Yuan => "元",
            Unit::WanYuan => "万元",
        }
    }

    /// Finds the unit that a caption such as `单位：万元` or `（元）` states.
    ///
    /// `单位：元` is yuan, `单位：万元` ten thousand; `人民币万元` too. A text that
    /// states none, or only a body's name (`单位：某局`), gives `None`.
    ///
    /// ```
    /// use mingzhang::money::Unit;
    /// assert_eq!(Unit::stated_in("单位：万元"), Some(Unit::WanYuan));
    /// assert_eq!(Unit::stated_in("项目资金 (元)"), Some(Unit::Yuan));
    /// assert_eq!(Unit::stated_in("单位：交通警察支队"), None);
    /// ```
    pub fn stated_in(text: &str) -> Option<Unit> {
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let after = |mark: &str| {
            compact.rmatch_indices(mark).find_map(|(at, _)| {
                let rest = compact[at + mark.len()..].trim_start_matches("人民币");
                unit_prefix(rest)
            })
        };
        ["单位：", "单位:", "（", "("].into_iter().find_map(after)
    }
}

fn unit_prefix(text: &str) -> Option<Unit> {
    let (unit, rest) = if let Some(rest) = text.strip_prefix("万元") {
        (Unit::WanYuan, rest)
    } else {
        (Unit::Yuan, text.strip_prefix('元')?)
    };
    let ends = rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
    ends.then_some(unit)
}

/// One amount with its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    pub value: Decimal,
    pub unit: Unit,
}

impl Amount {
    /// The amount in 万元, exact.
    pub fn in_wan(self) -> Decimal {
        match self.unit {
            Unit::WanYuan => self.value,
            Unit::Yuan => self.value / Decimal::from(10_000),
        }
    }

    /// Whether two amounts are the same once both are rounded to the cent of
    /// 万元 (half away from zero), the way bodies carry 元 into 万元 tables:
    /// 52,296 元 is 5.23 万元.
    ///
    /// Amounts in the same unit must be equal exactly.
    pub fn agrees_with(self, other: Amount) -> bool {
        if self.unit == other.unit {
            return self.value == other.value;
        }
        self.in_cents_of_wan() == other.in_cents_of_wan()
    }

    /// The amount in 万元, rounded to the cent of 万元 (half away from zero).
    /// Amounts that agree come to the same.
    pub fn in_cents_of_wan(self) -> Decimal {
        self.in_wan().round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
    }
}

/// Why a text that looks like an amount is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountError {
    /// Digits grouped other than by three: `1,23.4`.
    Grouping,
    /// More than one decimal point: `9.784.70`.
    Points,
    /// A sign or mark at a place where none can stand, or no digit at all.
    Shape,
    /// More digits than an exact decimal holds (28).
    TooLong,
}

impl fmt::Display for AmountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            AmountError::Grouping => "千分位逗号不是每三位一个",
            AmountError::Points => "小数点不止一个",
            AmountError::Shape => "正负号或标点的位置不成数字",
            AmountError::TooLong => "位数超过可精确表示的 28 位",
        })
    }
}

/// A printed amount without the unit that stands right behind it, and that unit:
/// `3，518.85万元`.
///
/// ```
/// use mingzhang::money::{Unit, split_unit};
/// assert_eq!(split_unit("3，518.85万元"), ("3，518.85", Some(Unit::WanYuan)));
/// assert_eq!(split_unit("12 元"), ("12", Some(Unit::Yuan)));
/// assert_eq!(split_unit("元"), ("元", None));
/// ```
pub fn split_unit(text: &str) -> (&str, Option<Unit>) {
    for unit in [Unit::WanYuan, Unit::Yuan] {
        let number = text.trim().strip_suffix(unit.name()).map(str::trim_end);
        if let Some(number) = number.filter(|number| number.ends_with(|c| ascii_form(c).is_ascii_digit())) {
            return (number, Some(unit));
        }
    }
    (text, None)
}

/// Whether `text` consists only of what amounts are made of, with a digit in it:
/// such a text is an amount or a damaged one, never a name.
pub fn looks_like_amount(text: &str) -> bool {
    let mut digits = false;
    for c in split_unit(text).0.chars().map(ascii_form) {
        match c {
            '0'..='9' => digits = true,
            ',' | '.' | '-' | '+' | '(' | ')' | ' ' | '△' | '▲' => {}
            _ => return false,
        }
    }
    digits
}

/// Parses one printed amount: an optional minus, digits plain or grouped by
/// three, an optional fraction. Full-width forms count as their ASCII ones, and
/// accountants' brackets or triangle (`△12`) as a minus.
///
/// # Errors
/// [`AmountError`] says why a text is no amount; it is never guessed at.
///
/// ```
/// use mingzhang::money::parse_amount;
/// assert_eq!(parse_amount("9,784.70").unwrap().to_string(), "9784.70");
/// assert_eq!(parse_amount("3，518.85").unwrap().to_string(), "3518.85");
/// assert!(parse_amount("1,23.4").is_err());
/// assert!(parse_amount("9.784.70").is_err());
/// ```
pub fn parse_amount(text: &str) -> Result<Decimal, AmountError> {
    let ascii: String = text.trim().chars().map(ascii_form).collect();
    let (negative, body) = match ascii.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => (true, inner),
        None => match ascii.strip_prefix(['-', '△', '▲']) {
            Some(rest) => (true, rest),
            None => (false, ascii.as_str()),
        },
    };
    let (whole, fraction) = match body.split_once('.') {
        Some((_, fraction)) if fraction.contains('.') => return Err(AmountError::Points),
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (body, None),
    };
    let whole = ungroup(whole)?;
    if fraction.is_some_and(|f| !all_digits(f)) {
        return Err(AmountError::Shape);
    }
    let plain = match fraction {
        Some(fraction) => format!("{whole}.{fraction}"),
        None => whole,
    };
    if plain.len() > 28 {
        return Err(AmountError::TooLong);
    }
    let value = Decimal::from_str_exact(&plain).map_err(|_| AmountError::TooLong)?;
    Ok(if negative { -value } else { value })
}

fn ungroup(whole: &str) -> Result<String, AmountError> {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    if !all_digits(first) {
        return Err(AmountError::Shape);
    }
    let mut digits = first.to_owned();
    for group in groups {
        if first.len() > 3 || group.len() != 3 || !all_digits(group) {
            return Err(AmountError::Grouping);
        }
        digits.push_str(group);
    }
    Ok(digits)
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn ascii_form(c: char) -> char {
    match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        '，' => ',',
        '．' => '.',
        '－' | '−' | '–' => '-',
        '（' => '(',
        '）' => ')',
        '\u{a0}' | '\u{3000}' => ' ',
        _ => c,
    }
}

/// The amount with thousands grouped and its printed decimals: `9,784.70`.
pub fn grouped(value: Decimal) -> String {
    let plain = value.abs().to_string();
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::new();
    if value.is_sign_negative() && !value.is_zero() {
        out.push('-');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_keep_the_decimals_they_were_printed_with() {
        for (text, plain) in [
            ("9,784.70", "9784.70"),
            ("0", "0"),
            ("0.00", "0.00"),
            ("12121164", "12121164"),
            ("-1,000.5", "-1000.5"),
            ("(4.03)", "-4.03"),
            ("△12", "-12"),
            ("２３", "23"),
        ] {
            assert_eq!(parse_amount(text).unwrap().to_string(), plain, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_an_amount_is_refused_with_its_reason() {
        for (text, why) in [
            ("1,23.4", AmountError::Grouping),
            ("1234,567", AmountError::Grouping),
            ("9.784.70", AmountError::Points),
            (".5", AmountError::Shape),
            ("5.", AmountError::Shape),
            ("1_234", AmountError::Shape),
            ("1e3", AmountError::Shape),
            ("--3", AmountError::Shape),
            ("", AmountError::Shape),
            ("12345678901234567890123456789", AmountError::TooLong),
        ] {
            assert_eq!(parse_amount(text), Err(why), "{text}");
        }
    }

    #[test]
    fn grouping_is_the_inverse_of_parsing() {
        for text in ["9,784.70", "-1,234,567", "0.06", "999", "1,000"] {
            assert_eq!(grouped(parse_amount(text).unwrap()), text);
        }
    }

    #[test]
    fn yuan_and_wan_agree_at_the_cent_of_wan() {
        let yuan = Amount { value: parse_amount("52,296").unwrap(), unit: Unit::Yuan };
        let wan = |text| Amount { value: parse_amount(text).unwrap(), unit: Unit::WanYuan };
        assert!(yuan.agrees_with(wan("5.23")));
        assert!(!yuan.agrees_with(wan("5.22")));
        assert!(wan("5.2300").agrees_with(wan("5.23")));
    }

    #[test]
    fn a_unit_is_read_only_where_one_is_stated() {
        assert_eq!(Unit::stated_in("编制部门：某办事处 单位：元"), Some(Unit::Yuan));
        assert_eq!(Unit::stated_in("单位：人民币万元"), Some(Unit::WanYuan));
        assert_eq!(Unit::stated_in("单位名称：元氏县财政局"), None);
        assert_eq!(Unit::stated_in("项目资金（万元）"), Some(Unit::WanYuan));
        assert_eq!(Unit::stated_in("没有"), None);
    }
}
