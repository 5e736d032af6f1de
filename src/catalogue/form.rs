//! How labels of forms begin.

use std::sync::Arc;

use super::normal::is_numeral;
use super::schema::{FormSpec, LevelWords, Named};

/// What may stand before a label's own words: 其中, 绩效.
const BEFORE: [char; 2] = ['其', '绩'];

impl FormSpec {
    /// Whether a label or heading could begin with a character: with one that known ones
    /// begin with, with a numbering, or with 其中.
    pub fn could_begin(&self, first: char) -> bool {
        let numbering = first.is_ascii_digit() || is_numeral(first) || matches!(first, '(' | '①'..='⑳');
        numbering || BEFORE.contains(&first) || self.initials.contains(first)
    }

    /// Makes ready what is gathered of the lists.
    pub(super) fn gather(&mut self) {
        self.level_words =
            Arc::new(LevelWords { levels: self.levels.clone(), headings: self.headings.clone() });
        let lists = [&self.fields, &self.personal, &self.funds, &self.fund_columns, &self.parts];
        let named = lists.into_iter().flat_map(|list| list.iter()).flat_map(|named: &Named| &named.names);
        let periods = &self.periods;
        let times = [&periods.implementation, &periods.annual, &periods.partial].into_iter().flatten();
        let words = named.chain(times).chain(&self.headings);
        self.initials = words.filter_map(|word| word.chars().next()).collect();
    }
}
