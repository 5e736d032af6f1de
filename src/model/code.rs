//! Account codes of the functional classification (支出功能分类科目).

use std::fmt;

use serde::{Deserialize, Serialize};

/// One code of the functional classification: a class (类) of three digits, a
/// 款 of five or a 项 of seven, as the classification of government revenue and
/// expenditure (政府收支分类科目) numbers expenditure. Codes sort as the
/// classification lists them: `204`, `20402`, `2040201`, `205`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AccountCode {
    /// The digits with zeros after them, seven in all.
    padded: u32,
    digits: u8,
}

impl AccountCode {
    /// Reads a printed code; `None` for what is no code of functional
    /// expenditure, such as an economic one (`30101`) or one of income (`10301`).
    ///
    /// ```
    /// use mingzhang::model::AccountCode;
    /// assert_eq!(AccountCode::parse("2040219").unwrap().class().to_string(), "204");
    /// assert!(AccountCode::parse("30101").is_none() && AccountCode::parse("2040").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let digits = u8::try_from(text.len()).ok().filter(|digits| matches!(digits, 3 | 5 | 7))?;
        if !text.starts_with('2') || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let number: u32 = text.parse().ok()?;
        Some(Self { padded: number * 10_u32.pow(7 - u32::from(digits)), digits })
    }

    /// The class it belongs to; itself for a class.
    pub fn class(self) -> Self {
        self.cut(3)
    }

    /// The code one level up; `None` for a class.
    pub fn parent(self) -> Option<Self> {
        (self.digits > 3).then(|| self.cut(self.digits - 2))
    }

    /// 0 for a class, 1 for a 款, 2 for a 项.
    pub fn level(self) -> u8 {
        (self.digits - 3) / 2
    }

    /// The Chinese word for its level.
    pub fn level_name(self) -> &'static str {
        ["类", "款", "项"][usize::from(self.level())]
    }

    fn cut(self, digits: u8) -> Self {
        let unit = 10_u32.pow(7 - u32::from(digits));
        Self { padded: self.padded / unit * unit, digits }
    }
}

impl fmt::Display for AccountCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.padded / 10_u32.pow(7 - u32::from(self.digits)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_sort_as_the_classification_lists_them() {
        let texts = ["204", "20400", "20402", "2040201", "2040219", "20499", "2049999", "205"];
        let codes: Vec<AccountCode> = texts.iter().map(|text| AccountCode::parse(text).unwrap()).collect();
        assert!(codes.is_sorted_by(|a, b| a < b));
        assert_eq!(codes.iter().map(AccountCode::to_string).collect::<Vec<_>>(), texts);
        assert_eq!(codes[3].parent(), Some(codes[2]));
        assert_eq!((codes[0].parent(), codes[3].level_name()), (None, "项"));
    }

    #[test]
    fn what_is_no_code_of_functional_expenditure_is_none() {
        for text in ["", "2", "20", "2040", "204021", "20402190", "104", "301", "2a4", "２０４", "-20"] {
            assert_eq!(AccountCode::parse(text), None, "{text}");
        }
    }
}
