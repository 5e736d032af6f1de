//! How amounts are printed: the strict grammar by which they are read, and how
//! they are written again.

use std::fmt;

use rust_decimal::Decimal;

use super::Unit;

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

/// A printed amount without the unit that stands right after it, and that unit:
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
    // Most texts are names, and their first character says so.
    let begins = text.trim_start().chars().next().map(ascii_form);
    if !begins.is_some_and(|c| is_of_amounts(c) || matches!(c, '¥' | '￥')) {
        return false;
    }
    let number = unsigned(split_unit(text).0);
    let mut digits = false;
    for c in number.chars().map(ascii_form) {
        if !is_of_amounts(c) {
            return false;
        }
        digits |= c.is_ascii_digit();
    }
    digits
}

/// Whether amounts are made of a character, in its ASCII form.
fn is_of_amounts(c: char) -> bool {
    matches!(c, '0'..='9' | ',' | '.' | '-' | '+' | '(' | ')' | ' ' | '△' | '▲')
}

/// Parses one printed amount: an optional minus, digits plain or grouped by
/// three, an optional fraction. Full-width forms and a raised point count as their ASCII
/// ones, and 负, accountants' brackets or triangle (`△12`) as a minus.
///
/// # Errors
/// [`AmountError`] says why a text is no amount; it is never guessed at.
///
/// ```
/// use mingzhang::money::parse_amount;
/// assert_eq!(parse_amount("9,784.70").unwrap().to_string(), "9784.70");
/// assert_eq!(parse_amount("3，518.85").unwrap().to_string(), "3518.85");
/// assert_eq!(parse_amount("¥30.00").unwrap().to_string(), "30.00");
/// assert!(parse_amount("1,23.4").is_err());
/// assert!(parse_amount("9.784.70").is_err());
/// ```
pub fn parse_amount(text: &str) -> Result<Decimal, AmountError> {
    let ascii: String = unsigned(text).chars().map(ascii_form).collect();
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

/// A text without the sign of the currency before it: `¥30.00`.
fn unsigned(text: &str) -> &str {
    text.trim().trim_start_matches(['¥', '￥']).trim_start()
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
        '．' | '·' => '.',
        '－' | '−' | '–' | '负' => '-',
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
            ("负15.86", "-15.86"),
            ("4190·97", "4190.97"),
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
}
