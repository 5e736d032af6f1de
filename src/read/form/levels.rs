//! Levels of indicators: 一级指标 and 二级指标, and which rows without labels continue
//! which.

use std::sync::Arc;

use crate::catalogue::normal::compact;
use crate::catalogue::schema::{FormSpec, LevelWords};
use crate::read::form::words;

/// 一级指标 and 二级指标.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Level {
    pub outer: String,
    /// Empty where the form prints none.
    pub inner: String,
}

/// Level labels, and the levels that rows without labels continue.
#[derive(Debug, Clone)]
pub struct Levels {
    words: Arc<LevelWords>,
    /// Those of both halves, where the form has two.
    pub halves: [Option<Level>; 2],
    /// That of a form whose columns are named once.
    pub single: Option<Level>,
    /// Whether labels have been seen where they cannot stand.
    pub displaced: bool,
    /// Column where the year's half begins.
    pub middle: usize,
}

/// What a cell is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// A heading beside the rows: 绩效指标.
    Heading,
    Level1(String),
    Level2(Level),
    Word(String),
}

impl Levels {
    /// The labels of `spec`, nothing read yet.
    pub fn new(spec: &FormSpec) -> Self {
        Self {
            words: Arc::clone(&spec.level_words),
            halves: [None, None],
            single: None,
            displaced: false,
            middle: 5,
        }
    }

    /// Forgets what was read: another project, or another heading, begins.
    pub fn clear(&mut self) {
        self.halves = [None, None];
        self.single = None;
        self.displaced = false;
    }

    /// Begins under a heading, which may say where the second half stands.
    pub fn begin(&mut self, middle: Option<usize>) {
        self.clear();
        self.middle = middle.unwrap_or(5);
    }

    /// Whether a label is one of level 1, as 成本指标 may be beside 产出指标 or
    /// under it.
    pub fn is_outer(&self, name: &str) -> bool {
        self.words.levels.iter().any(|level| level.name == name)
    }

    /// Whether a text is a heading beside the rows.
    pub fn is_heading(&self, text: &str) -> bool {
        self.words.headings.contains(&compact(text))
    }

    /// Tells a cell; a label stuck to a name gives both.
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        let name = compact(text);
        if self.words.headings.contains(&name) {
            return vec![Token::Heading];
        }
        let levels = &self.words.levels;
        let outer_only = |name: &str| !levels.iter().any(|level| level.inner.iter().any(|it| it == name));
        let plain = words::bare(&name);
        if self.is_outer(&plain) && outer_only(&plain) {
            return vec![Token::Level1(plain)];
        }
        for outer in levels {
            for label in &outer.inner {
                if let Some(rest) = cut_label(&name, label) {
                    let level = Level { outer: outer.name.clone(), inner: label.clone() };
                    let mut tokens = vec![Token::Level2(level)];
                    tokens.extend((!rest.is_empty()).then(|| Token::Word(rest.to_owned())));
                    return tokens;
                }
            }
        }
        vec![Token::Word(text.to_owned())]
    }

    /// A label in the column of level 1. What stood under another level 1 is no more.
    pub fn enter_outer(&mut self, text: &str) {
        let outer = words::level(text);
        if self.single.as_ref().is_none_or(|level| level.outer != outer) {
            self.single = Some(Level { outer, inner: String::new() });
        }
    }

    /// A label in the column of level 2. One that is known belongs to its own level 1,
    /// unless the form has levels 1 of its own (投入指标).
    pub fn enter_inner(&mut self, text: &str) {
        let inner = words::level(text);
        let known = self.words.levels.iter().find(|level| level.inner.contains(&inner));
        let printed = self.single.take().map(|level| level.outer).filter(|outer| !outer.is_empty());
        let both = |outer: &String| *outer == inner || !self.is_outer(outer);
        let outer = match (printed, known) {
            (Some(printed), Some(_)) if both(&printed) => printed,
            (_, Some(level)) => level.name.clone(),
            (printed, None) => printed.unwrap_or_default(),
        };
        self.single = Some(Level { outer, inner });
    }
}

/// What follows a level-2 label that may be cut short by up to two characters
/// (服务对象满意度指); `None` where the text does not begin with it.
fn cut_label<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    if let Some(rest) = text.strip_prefix(label) {
        return Some(rest);
    }
    label.char_indices().nth(6)?;
    let mut ends = label.char_indices().rev().map(|(at, _)| &label[..at]);
    let (short, shorter) = (ends.next()?, ends.next()?);
    text.strip_prefix(short).or_else(|| (text == shorter).then_some(""))
}
