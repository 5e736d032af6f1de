//! What cells and columns hold, identified by what is printed in them alone.

use crate::catalogue::normal::compact;
use crate::catalogue::schema::LabelsSpec;
use crate::money::looks_like_amount;
use crate::read::lex::RawRow;

/// What one cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// Nothing, or a mark that says so: `—`, `-`, `/`.
    Blank,
    /// Digits of the shape of an account code: 3, 5 or 7 of them, the class first
    /// (1 and 4 income, 2 functional, 3 and 5 economic); `2010301.0` is one too.
    Code,
    /// One or two digits, such as a part of a split code.
    Part,
    /// Other whole numbers: an amount in 元, a unit's number.
    Whole,
    /// An amount that shows it: with decimals, a thousands separator or a sign.
    Amount,
    /// A percentage.
    Rate,
    /// Words, dates and all else.
    Words,
}

/// What a cell holds.
pub fn kind(text: &str) -> CellKind {
    let bare = compact(text);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if bare.is_empty() || bare.chars().all(|c| matches!(c, '-' | '/' | '―' | '〇')) {
        return CellKind::Blank;
    }
    if account_code(&bare).is_some() {
        return CellKind::Code;
    }
    if digits(&bare) {
        return if bare.len() <= 2 { CellKind::Part } else { CellKind::Whole };
    }
    let rate = bare.strip_suffix(['%', '％']).is_some_and(looks_like_amount);
    match (rate, looks_like_amount(text)) {
        (true, _) => CellKind::Rate,
        (false, true) => CellKind::Amount,
        (false, false) => CellKind::Words,
    }
}

/// The account code that a text is, without the `.0` that spreadsheets put
/// after numbers.
pub fn account_code(text: &str) -> Option<&str> {
    let code = text.strip_suffix(".0").unwrap_or(text);
    let shaped = matches!(code.len(), 3 | 5 | 7) && code.bytes().all(|byte| byte.is_ascii_digit());
    (shaped && matches!(code.as_bytes()[0], b'1'..=b'5')).then_some(code)
}

/// What the cells of one column hold.
#[derive(Debug, Clone, Default)]
pub struct Content {
    pub words: usize,
    /// Words that are the name of a total, among them.
    pub totals: usize,
    pub codes: usize,
    pub parts: usize,
    pub wholes: usize,
    pub amounts: usize,
    pub rates: usize,
    /// Marks of nothing: `—`.
    pub nils: usize,
    /// Whether one of its codes is the class of another.
    pub nested: bool,
}

impl Content {
    /// What column `at` holds in these rows.
    pub fn of(rows: &[RawRow], at: usize, labels: &LabelsSpec) -> Self {
        let mut content = Self::default();
        let mut before: Option<String> = None;
        for text in rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| cell.text.as_str()) {
            match kind(text) {
                CellKind::Blank => content.nils += usize::from(!text.is_empty()),
                CellKind::Words => {
                    content.words += 1;
                    content.totals += usize::from(labels.names_total(text));
                }
                CellKind::Part => content.parts += 1,
                CellKind::Whole => content.wholes += 1,
                CellKind::Amount => content.amounts += 1,
                CellKind::Rate => content.rates += 1,
                CellKind::Code => {
                    content.codes += 1;
                    let code = account_code(&compact(text)).unwrap_or_default().to_owned();
                    let inside =
                        |outer: &String| code.len() > outer.len() && code.starts_with(outer.as_str());
                    content.nested |= before.as_ref().is_some_and(inside);
                    before = Some(code);
                }
            }
        }
        content
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.words + self.numbers() + self.rates + self.nils == 0
    }

    /// How many of its cells are numbers of any kind but percentages.
    pub fn numbers(&self) -> usize {
        self.codes + self.parts + self.wholes + self.amounts
    }

    /// How many of its cells are words that name no total.
    pub fn names(&self) -> usize {
        self.words - self.totals.min(self.words)
    }

    /// Whether it holds nothing but names of totals.
    pub fn only_totals(&self) -> bool {
        self.totals > 0 && self.totals == self.words && self.numbers() == 0
    }

    /// Whether all its numbers are account codes or parts of them.
    pub fn only_code_parts(&self) -> bool {
        self.codes + self.parts > 0 && self.codes + self.parts == self.numbers()
    }

    /// Whether all its numbers are account codes.
    pub fn only_codes(&self) -> bool {
        self.codes > 0 && self.codes == self.numbers()
    }

    /// Whether its numbers are account codes, one in five perhaps printed wrong.
    pub fn are_codes(&self) -> bool {
        self.codes > 0 && (self.codes + self.wholes == self.numbers() && 4 * self.wholes <= self.codes)
    }

    /// Whether it holds amounts and nothing else that speaks: no word, no code.
    pub fn only_amounts(&self) -> bool {
        self.amounts > 0 && self.words == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_what_it_shows() {
        for (text, expected) in [
            ("", CellKind::Blank),
            ("—", CellKind::Blank),
            ("2010301", CellKind::Code),
            ("2010301.0", CellKind::Code),
            ("30101", CellKind::Code),
            ("201001", CellKind::Whole),
            ("627600", CellKind::Whole),
            ("05", CellKind::Part),
            ("30.00", CellKind::Amount),
            ("1,234", CellKind::Amount),
            ("300.5", CellKind::Amount),
            ("12.5%", CellKind::Rate),
            ("合计", CellKind::Words),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }
}
