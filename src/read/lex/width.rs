//! Where characters stand in a line: some tools count each as one column, some a
//! full-width one as two.

use std::collections::HashSet;

/// How wide characters are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Each character is one column.
    Characters,
    /// A full-width character is two.
    Columns,
    /// Quotes, dashes and dots that Chinese fonts set full-width are two as well.
    Wide,
}

/// A character and where it stands: its byte in the line and its column.
#[derive(Debug, Clone, Copy)]
pub struct Placed {
    pub c: char,
    pub byte: usize,
    pub column: usize,
}

impl Measure {
    /// The measure by which lines end at the fewest places.
    pub fn of<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Self {
        let ends = |measure: &Measure| {
            let ends: HashSet<usize> = lines.clone().map(|line| measure.length(line.trim_end())).collect();
            ends.len()
        };
        // The first of the best.
        let all = [Measure::Columns, Measure::Wide, Measure::Characters];
        all.into_iter().min_by_key(ends).unwrap_or(Measure::Columns)
    }

    /// The columns that a character takes.
    pub fn width(self, c: char) -> usize {
        match self {
            _ if super::cell::is_invisible(c) || c == '\u{c}' => 0,
            Measure::Columns | Measure::Wide if is_wide(c) => 2,
            Measure::Wide if is_ambiguous(c) => 2,
            _ => 1,
        }
    }

    fn length(self, text: &str) -> usize {
        crate::model::count(text.chars().map(|c| self.width(c)))
    }

    /// The characters of a line with their places.
    pub fn places(self, text: &str) -> Vec<Placed> {
        let mut column = 0;
        let placed = text.char_indices().map(|(byte, c)| {
            let own = column;
            column += self.width(c);
            Placed { c, byte, column: own }
        });
        placed.collect()
    }
}

/// Whether a character is as wide as two: Chinese characters, full-width forms and
/// punctuation (Unicode's East Asian Width, W and F).
fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3fffd}')
}

/// Whether a character is one column or two, as the font has it (Unicode's East Asian
/// Width A), among those that tables print.
fn is_ambiguous(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '×' | '①'..='⑳')
}
