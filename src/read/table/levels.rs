//! The hierarchy of rows that print no codes, by their own sums: units over their
//! units (部门, 本级, 所属单位), units over accounts, points over parts that are not
//! marked as such. Only where the rows as they are marked do not come to the total,
//! and rows under the row that is their sum do.

use rust_decimal::Decimal;

use crate::model::{ColumnRole, Table};
use crate::money::sum;

/// Most rows of a block that are tried.
const ROWS: usize = 2_000;

/// Sets the levels of each block whose marked levels do not come to its total; of
/// projects the rows over others are totals.
pub fn settle(table: &mut Table, projects: bool) {
    for block in 0..table.blocks.len() {
        let Some(part) = Part::of(table, block) else { continue };
        let Some(depths) = part.depths() else { continue };
        for (at, (row, depth)) in part.rows.iter().zip(&depths).enumerate() {
            let over = depths.get(at + 1).is_some_and(|next| next > depth);
            if let Some(entry) = table.rows[*row].entries[block].as_mut() {
                entry.level = (*depth).min(4) as u8;
                entry.total |= projects && over;
            }
        }
    }
}

/// The rows that the first total of a block totals: those under it where it stands
/// first, else those above it.
struct Part {
    rows: Vec<usize>,
    levels: Vec<usize>,
    values: Vec<Decimal>,
    total: Decimal,
}

impl Part {
    fn of(table: &Table, block: usize) -> Option<Self> {
        let amount =
            table.blocks[block].columns.clone().find(|at| table.columns[*at].role == ColumnRole::Amount)?;
        let entry = |row: usize| table.rows[row].entries[block].as_ref();
        let named: Vec<usize> = (0..table.rows.len()).filter(|row| entry(*row).is_some()).collect();
        let is_total = |row: &usize| entry(*row).is_some_and(|entry| entry.total);
        let first = named.iter().position(is_total)?;
        let rest = &named[first + 1..];
        let below = rest.iter().position(is_total).unwrap_or(rest.len());
        let rows = if first == 0 { rest[..below].to_vec() } else { named[..first].to_vec() };
        let value = |row: usize| table.rows[row].cells[amount].amount();
        let coded = rows.iter().all(|row| entry(*row).is_some_and(|entry| entry.code.is_some()));
        if coded || rows.len() > ROWS {
            return None;
        }
        let levels = rows.iter().map(|row| entry(*row).map_or(0, |entry| usize::from(entry.level))).collect();
        let values = rows.iter().map(|row| value(*row).unwrap_or_default()).collect();
        let total = value(named[first]).filter(|total| !total.is_zero())?;
        Some(Self { rows, levels, values, total })
    }

    /// How deep each row stands by the sums; `None` where the marked levels come to
    /// the total, or the sums do not either.
    fn depths(&self) -> Option<Vec<usize>> {
        if self.holds(&self.levels) {
            return None;
        }
        let ends = self.ends();
        let mut depths = vec![0; self.rows.len()];
        for (at, end) in ends.iter().enumerate() {
            depths[at + 1..*end].iter_mut().for_each(|depth| *depth += 1);
        }
        self.holds(&depths).then_some(depths)
    }

    /// For each row where the rows end that it is the sum of: right behind it where
    /// it is none.
    fn ends(&self) -> Vec<usize> {
        let count = self.rows.len();
        let mut ends: Vec<usize> = (1..=count).collect();
        for at in (0..count).rev() {
            let (mut next, mut so_far) = (at + 1, Decimal::ZERO);
            while next < count && so_far < self.values[at] {
                let Some(more) = so_far.checked_add(self.values[next]) else { break };
                (so_far, next) = (more, ends[next]);
            }
            if !so_far.is_zero() && so_far == self.values[at] {
                ends[at] = next;
            }
        }
        ends
    }

    /// Whether the outermost rows come to the total, and each row with amounts right
    /// under it to these.
    fn holds(&self, levels: &[usize]) -> bool {
        let top = levels.iter().min().copied().unwrap_or(0);
        let all = (0..levels.len()).filter(|at| levels[*at] == top).map(|at| Some(self.values[at]));
        sum(all) == Some(self.total) && (0..levels.len()).all(|at| self.holds_under(levels, at))
    }

    fn holds_under(&self, levels: &[usize], at: usize) -> bool {
        let below = levels[at + 1..].iter().take_while(|level| **level > levels[at]).count();
        let members = at + 1..at + 1 + below;
        let inner = levels[members.clone()].iter().min().copied().unwrap_or(0);
        let parts =
            sum(members.filter(|member| levels[*member] == inner).map(|member| Some(self.values[member])));
        parts.is_none_or(|parts| parts.is_zero() || parts == self.values[at])
    }
}
