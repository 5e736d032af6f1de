//! Grids being laid out: rows of texts, each over so many columns.

use super::truth::Target;
use crate::fabricator::rng::Rng;
use crate::fabricator::sheet::{Block, Printed, Sheet, Slot};

/// Stands where the cell above goes on.
pub const UP: &str = "\u{1}";

/// A form being laid out.
#[derive(Debug, Default)]
pub struct Paper {
    pub rows: Vec<Vec<Slot>>,
    /// The rows that head the indicators.
    pub head: std::ops::Range<usize>,
}

/// A row: each text with how many columns it covers.
pub fn row<S: AsRef<str>>(cells: &[(usize, S)]) -> Vec<Slot> {
    let mut row = Vec::new();
    for (width, text) in cells {
        let slot = if text.as_ref() == UP { Slot::Up } else { Slot::Text(text.as_ref().to_owned()) };
        row.push(slot);
        row.extend((1..*width).map(|_| Slot::Left));
    }
    row
}

impl Paper {
    pub fn put<S: AsRef<str>>(&mut self, cells: &[(usize, S)]) {
        self.rows.push(row(cells));
    }

    /// The next rows head the indicators.
    pub fn heading<S: AsRef<str>>(&mut self, cells: &[(usize, S)]) {
        if self.head.end != self.rows.len() {
            self.head = self.rows.len()..self.rows.len();
        }
        self.put(cells);
        self.head.end = self.rows.len();
    }

    /// Under `before`.
    pub fn printed(self, before: Vec<String>) -> (Printed, std::ops::Range<usize>) {
        let sheet = Sheet { rows: self.rows, head: 0 };
        (Printed { before, title: 0, sheet, after: Vec::new(), continued: false }, self.head)
    }
}

/// The text of a level in the first row of its run, [`UP`] in the others.
pub fn level<'a>(targets: &[Target], at: usize, of: impl Fn(&Target) -> &'a str) -> &'a str {
    let own = of(&targets[at]);
    if at > 0 && of(&targets[at - 1]) == own { UP } else { own }
}

/// Level 2 of the first row of its run under one level 1.
pub fn level2(targets: &[Target], at: usize) -> &str {
    let same = at > 0 && targets[at - 1].level1 == targets[at].level1;
    if same && targets[at - 1].level2 == targets[at].level2 { UP } else { targets[at].level2 }
}

/// How a page ends inside a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    Title,
    Heading,
    Bare,
}

/// Cuts a form in two behind the heading of its indicators.
pub fn cut(
    printed: Printed,
    head: std::ops::Range<usize>,
    how: Break,
    page: usize,
    rng: &mut Rng,
) -> Vec<Block> {
    let rows = printed.sheet.rows.len();
    if head.is_empty() || rows < head.end + 3 {
        return vec![Block::Table(printed)];
    }
    let at = head.end + 1 + rng.below(rows - head.end - 2);
    let mut first = printed.clone();
    first.sheet.rows.truncate(at);
    let mut rest = printed.sheet.rows[at..].to_vec();
    // What goes on from above is blank on the next page.
    blank_above(&mut rest[0]);
    if how != Break::Bare {
        let mut heading = printed.sheet.rows[head].to_vec();
        blank_above(&mut heading[0]);
        rest.splice(0..0, heading);
    }
    let before = if how == Break::Title { printed.before.clone() } else { Vec::new() };
    let sheet = Sheet { rows: rest, head: 0 };
    let second = Printed { before, title: 0, sheet, after: Vec::new(), continued: true };
    vec![Block::Table(first), Block::Line(format!("— {page} —")), Block::Table(second)]
}

fn blank_above(row: &mut [Slot]) {
    row.iter_mut().filter(|slot| **slot == Slot::Up).for_each(|slot| *slot = Slot::Text(String::new()));
}
