//! A number as its cell displays it.

use rust_decimal::{Decimal, RoundingStrategy};

/// A number, plain or with an exponent, by its format: `1234.5` by `#,##0.00` is `1,234.50`. Without
/// a format that says how many decimals there are it is as long as it has to be.
pub fn number(number: &str, format: &str) -> String {
    let parsed = Decimal::from_scientific(number).or_else(|_| number.parse());
    let Ok(value) = parsed else { return number.to_owned() };
    let sections: Vec<String> = format.split(';').map(plain).collect();
    let first = sections.first().map(String::as_str).unwrap_or_default();
    let section = match sections.get(2).filter(|_| value.is_zero()) {
        Some(zero) => zero,
        None => first,
    };
    if !section.contains(['0', '#']) {
        let literal = section.trim_end_matches('?');
        let is_shown = value.is_zero() && !matches!(literal, "" | "General" | "@");
        return if is_shown { literal.to_owned() } else { value.normalize().to_string() };
    }
    let percent = section.contains('%');
    let value = if percent { value.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(value) } else { value };
    let decimals = section.split_once('.').map_or("", |(_, decimals)| decimals);
    let most = decimals.chars().filter(|c| matches!(c, '0' | '#' | '?')).count();
    let least = decimals.chars().filter(|c| *c == '0').count();
    let rounded = value.round_dp_with_strategy(most as u32, RoundingStrategy::MidpointAwayFromZero);
    let mut shown = padded(&rounded.normalize().to_string(), least);
    if section.contains(",0") || section.contains(",#") {
        shown = grouped(&shown);
    }
    if percent { format!("{shown}%") } else { shown }
}

/// A section of a format without what only sets it: `_ `, `* `, `[Red]`, and without the marks of
/// what stands there as it is.
fn plain(section: &str) -> String {
    let mut out = String::new();
    let mut chars = section.chars();
    while let Some(c) = chars.next() {
        match c {
            '_' | '*' => drop(chars.next()),
            '\\' => out.extend(chars.next()),
            '[' => drop(chars.by_ref().find(|c| *c == ']')),
            '"' => {}
            _ => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// A number with at least so many decimals.
fn padded(number: &str, least: usize) -> String {
    let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let missing = "0".repeat(least.saturating_sub(decimals));
    if decimals == 0 && least > 0 { format!("{number}.{missing}") } else { format!("{number}{missing}") }
}

/// A number with a comma before each group of three.
fn grouped(number: &str) -> String {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", number),
    };
    let (whole, decimals) = digits.find('.').map_or((digits, ""), |at| digits.split_at(at));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{sign}{out}{decimals}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_their_cells_show_them() {
        for (number_, format, shown) in [
            ("1234.5", "#,##0.00", "1,234.50"),
            ("1.2345e3", "#,##0.00_ ", "1,234.50"),
            ("-1234567", "#,##0;[Red]\\-#,##0", "-1,234,567"),
            ("2010301", "General", "2010301"),
            ("2010301", "", "2010301"),
            ("2.675", "0.00", "2.68"),
            ("3.0000000000000004e-1", "General", "0.30000000000000004"),
            ("0.125", "0.0%", "12.5%"),
            ("0", "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "-"),
            ("0", "0.00", "0.00"),
            ("12.5", "#,##0.##", "12.5"),
            ("1e40", "0.00", "1e40"),
        ] {
            assert_eq!(number(number_, format), shown, "{number_} {format}");
        }
    }
}
