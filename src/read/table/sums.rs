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
        let mut held = 0;
        for (whole, parts) in &self.sums {
            let printed: Vec<Decimal> = parts.iter().filter_map(|part| value(*part)).collect();
            if printed.is_empty() {
                continue;
            }
            // A row that prints amounts prints their total.
            let Some(whole) = value(*whole) else {
                held -= 1;
                continue;
            };
            let sum = printed.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part));
            let close =
                |sum: Decimal| whole.checked_sub(sum).is_some_and(|left| left.abs() <= Decimal::new(2, 2));
            held += if sum.is_some_and(close) { 1 } else { -1 };
        }
        held
    }
}

/// The columns that a total sums: those behind it under its outer headings, of a
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
