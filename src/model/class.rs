//! What kind of difference a finding is about.

/// What kind of difference a finding is about, the most important first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// 数字: a figure.
    Figure,
    /// 口径: figures that may speak of different things.
    Scope,
    /// 文字: a name, a date, a placeholder.
    Words,
    /// 形式: whether something is there at all.
    Form,
}

impl Class {
    /// The word used in data files.
    pub fn key(self) -> &'static str {
        match self {
            Class::Figure => "figure",
            Class::Scope => "scope",
            Class::Words => "words",
            Class::Form => "form",
        }
    }

    /// The Chinese word.
    pub fn name(self) -> &'static str {
        match self {
            Class::Figure => "数字",
            Class::Scope => "口径",
            Class::Words => "文字",
            Class::Form => "形式",
        }
    }

    /// Whether it moves no figure.
    pub fn is_clerical(self) -> bool {
        matches!(self, Class::Words | Class::Form)
    }
}
