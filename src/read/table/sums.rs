//! The sums that headings promise within a row: a 合计 is the sum of the columns
//! beside it under the same outer heading, groups counting once.

use rust_decimal::Decimal;

use crate::catalogue::schema::ConceptsSpec;
use crate::keys::ColumnKey;
use crate::money::parse_amount;
use crate::read::lex::RawRow;

/// Totals with their parts, as columns.
#[derive(Debug, Clone, Default)]
pub struct Identities {
    sums: Vec<(usize, Vec<usize>)>,
}

impl Identities {
    /// Those of columns under these paths of headings.
    pub fn of(paths: &[Vec<String>], concepts: &ConceptsSpec) -> Self {
        let total = |at: &usize| {
            let concept = paths[*at].last().and_then(|heading| concepts.of(heading));
            concept.is_some_and(|concept| concept.key == ColumnKey::TOTAL)
        };
        let totals: Vec<usize> = (0..paths.len()).filter(total).collect();
        let sums = totals.iter().map(|whole| (*whole, parts(paths, &totals, *whole)));
        Self { sums: sums.filter(|(_, parts)| parts.len() > 1).collect() }
    }

    /// How many of the sums hold in a row, less those that do not; `place` says
    /// where each column stands in it.
    pub fn held(&self, row: &RawRow, place: impl Fn(usize) -> Option<usize>) -> i64 {
        let value = |column: usize| place(column).and_then(|at| parse_amount(&row.cells.get(at)?.text).ok());
        let each = self.sums.iter().filter_map(|sum| holds(sum, value));
        each.fold(0, |held, holds| if holds { held + 1 } else { held - 1 })
    }

    /// The totals and the columns that each sums.
    pub fn all(&self) -> &[(usize, Vec<usize>)] {
        &self.sums
    }

    /// Whether none of the sums fails with these amounts of columns.
    pub fn hold(&self, value: impl Fn(usize) -> Option<Decimal>) -> bool {
        self.sums.iter().all(|sum| holds(sum, &value) != Some(false))
    }
}

/// Whether a total is the sum of its parts; `None` where no part is printed.
fn holds((whole, parts): &(usize, Vec<usize>), value: impl Fn(usize) -> Option<Decimal>) -> Option<bool> {
    let mut printed = parts.iter().filter_map(|part| value(*part)).peekable();
    printed.peek()?;
    // A row that prints amounts prints their total.
    let Some(whole) = value(*whole) else { return Some(false) };
    let sum = printed.try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part));
    let left = sum.and_then(|sum| whole.checked_sub(sum));
    Some(left.is_some_and(|left| left.abs() <= Decimal::new(2, 2)))
}

/// The columns that a total sums: those after it under its outer headings, of a
/// group with a total of its own only that.
fn parts(paths: &[Vec<String>], totals: &[usize], whole: usize) -> Vec<usize> {
    let outer = &paths[whole][..paths[whole].len() - 1];
    let inside =
        |at: &usize| *at != whole && paths[*at].len() >= outer.len() && paths[*at].starts_with(outer);
    let under_other = |at: &usize| {
        totals.iter().any(|total| {
            let group = &paths[*total][..paths[*total].len() - 1];
            *total != *at && *total != whole && group.len() > outer.len() && paths[*at].starts_with(group)
        })
    };
    (whole + 1..paths.len()).filter(inside).filter(|at| !under_other(at)).collect()
}
