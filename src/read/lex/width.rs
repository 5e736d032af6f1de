//! Where characters stand in a line: some tools count each as one column, some a
//! full-width one as two.

/// How wide characters are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Each character is one column.
    Characters,
    /// A full-width character is two.
    Columns,
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
    pub fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let (mut characters, mut columns) =
            (std::collections::HashSet::new(), std::collections::HashSet::new());
        for line in lines {
            characters.insert(Measure::Characters.length(line.trim_end()));
            columns.insert(Measure::Columns.length(line.trim_end()));
        }
        if characters.len() < columns.len() { Measure::Characters } else { Measure::Columns }
    }

    /// The columns that a character takes.
    pub fn width(self, c: char) -> usize {
        match self {
            _ if super::cell::is_invisible(c) => 0,
            Measure::Columns if is_wide(c) => 2,
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
