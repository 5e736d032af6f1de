//! A number as its cell displays it.

use rust_decimal::{Decimal, RoundingStrategy};

/// A number, plain or with an exponent, by its format: `1234.5` by `#,##0.00` is `1,234.50`. Without
/// a format that says how many decimals there are it is as long as it has to be.
pub fn number(number: &str, format: &str) -> String {
    let parsed = Decimal::from_scientific(number).or_else(|_| number.parse());
    let Ok(value) = parsed else { return number.to_owned() };
    let sections: Vec<Section> = format.split(';').map(Section::of).collect();
    let hides = |section: &Section| section.code.is_empty() && section.literal.is_empty();
    if format.contains(';') && sections.iter().all(hides) {
        return String::new();
    }
    let zero = sections.get(2).filter(|_| value.is_zero());
    if zero.is_some_and(hides) {
        return String::new();
    }
    // Which section a condition picks is not followed.
    let conditional = ["[<", "[>", "[="].iter().any(|condition| format.contains(condition));
    let Some(section) = zero.or(sections.first()).filter(|_| !conditional) else {
        return value.normalize().to_string();
    };
    let code = section.code.as_str();
    if !code.contains(['0', '#']) || code.contains(['E', 'e', '/']) {
        let literal = section.literal.trim_end_matches('?');
        let is_shown = value.is_zero() && !matches!(literal, "" | "General" | "@");
        return if is_shown { literal.to_owned() } else { value.normalize().to_string() };
    }
    let percent = code.contains('%');
    let value = if percent { value.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(value) } else { value };
    let Some(value) = value.checked_div(section.divisor()) else { return number.to_owned() };
    let decimals = code.split_once(['.', POINT]).map_or("", |(_, decimals)| decimals);
    let most = decimals.chars().filter(|c| matches!(c, '0' | '#' | '?')).count();
    let least = decimals.chars().filter(|c| *c == '0').count();
    let rounded = value.round_dp_with_strategy(most as u32, RoundingStrategy::MidpointAwayFromZero);
    let mut shown = filled(&padded(&rounded.normalize().to_string(), least), section.least_whole());
    if code.contains(",0") || code.contains(",#") {
        shown = grouped(&shown);
    }
    match section.divisor() == Decimal::ONE {
        true if percent || section.literal.ends_with('%') => format!("{shown}%"),
        true => shown,
        // What stands after a number that is not shown whole says in what it counts.
        false => shown + section.suffix(),
    }
}

/// A point that stands among the digits as it is: `0!.0,` shows ten thousands with a decimal.
const POINT: char = '\u{b7}';

/// A section of a format.
struct Section {
    /// Without what only sets it (`_ `, `* `, `[Red]`) and without what stands there as it is.
    code: String,
    /// All that it shows, without those marks.
    literal: String,
}

impl Section {
    fn of(section: &str) -> Self {
        let (mut code, mut literal) = (String::new(), String::new());
        let mut chars = section.chars();
        let mut quoted = false;
        while let Some(c) = chars.next() {
            match c {
                '"' => quoted = !quoted,
                _ if quoted => literal.push(c),
                '_' | '*' => drop(chars.next()),
                '\\' | '!' => {
                    let next = chars.next();
                    code.extend(next.filter(|c| *c == '.').map(|_| POINT));
                    literal.extend(next);
                }
                '[' => drop(chars.by_ref().find(|c| *c == ']')),
                _ => {
                    code.push(c);
                    literal.push(c);
                }
            }
        }
        Self { code: code.trim().to_owned(), literal: literal.trim().to_owned() }
    }

    /// Fewest digits before the point.
    fn least_whole(&self) -> usize {
        let whole = self.code.split(['.', POINT]).next().unwrap_or_default();
        whole.chars().filter(|c| *c == '0').count()
    }

    /// What stands after the number.
    fn suffix(&self) -> &str {
        let end = self.literal.rfind(['0', '#', '?', ',']).map_or(0, |at| at + 1);
        &self.literal[end..]
    }

    /// What a number is divided by: a thousand for each comma right after the last digit, and ten for
    /// each digit after a point that stands there as it is.
    fn divisor(&self) -> Decimal {
        let digit = |c: char| matches!(c, '0' | '#' | '?');
        let end = self.code.rfind(digit).map_or(0, |at| at + 1);
        let commas = self.code[end..].chars().take_while(|c| *c == ',').count();
        let behind = self.code.split_once(POINT).map_or("", |(_, behind)| behind);
        let tens = 3 * commas + behind.chars().filter(|c| digit(*c)).count();
        (0..tens).fold(Decimal::ONE, |product, _| product.saturating_mul(Decimal::TEN))
    }
}

/// A number with at least so many decimals.
fn padded(number: &str, least: usize) -> String {
    let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let missing = "0".repeat(least.saturating_sub(decimals));
    if decimals == 0 && least > 0 { format!("{number}.{missing}") } else { format!("{number}{missing}") }
}

/// A number with at least so many digits before its point: `05`.
fn filled(number: &str, least: usize) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let whole = digits.find('.').unwrap_or(digits.len());
    format!("{sign}{}{digits}", "0".repeat(least.saturating_sub(whole)))
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
            ("1000000", "0.00,", "1000.00"),
            ("123456", "0!.0,", "12.3"),
            ("12340000", "#,##0.00,,", "12.34"),
            ("12.34", "0.00\\%", "12.34%"),
            ("12.34", "0.00\"%\"", "12.34%"),
            ("12.34", "0.00E+00", "12.34"),
            ("999", ";;;", ""),
            ("123456", "0!.0,\"万元\"", "12.3万元"),
            ("500", "[>=10000]0!.0,\"万\";0", "500"),
            ("5", "00", "05"),
            ("2010301", "0000000", "2010301"),
            ("0.5", "#.00", "0.50"),
            ("0", "#,##0.00;-#,##0.00;", ""),
            ("7", "0\"个\"", "7"),
            ("1e40", "0.00", "1e40"),
        ] {
            assert_eq!(number(number_, format), shown, "{number_} {format}");
        }
    }
}
