//! The hierarchy of rows that print no codes, by their own sums: units over their
//! units (部门, 本级, 所属单位), units over accounts, points over parts that are not
//! marked as such, 其中 over the rows behind it. Only where the rows as they are
//! marked do not come to the total, and rows under the row that is their sum do.

use rust_decimal::Decimal;

use crate::catalogue::normal::is_point;
use crate::model::{ColumnRole, Entry, Table};
use crate::money::sum;
use crate::read::table::tree::{Tree, TreeRow};

/// Most rows of a block that are tried.
const ROWS: usize = 500;

/// Sets the levels of each part of a block whose marked levels do not come to its
/// total; of projects the rows over others are totals.
pub fn settle(table: &mut Table, projects: bool) {
    for block in 0..table.blocks.len() {
        for part in Part::all(table, block) {
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
}

/// The rows that one total of a block totals: those under it where it stands first,
/// else those between it and the total before.
struct Part {
    rows: Vec<usize>,
    tree: Vec<TreeRow>,
    /// What the rows come to, in each amount column: to the total, or to what it is
    /// more than the total before.
    totals: Vec<Vec<Decimal>>,
}

impl Part {
    fn all(table: &Table, block: usize) -> Vec<Self> {
        let entry = |row: usize| table.rows[row].entries[block].as_ref();
        let named: Vec<usize> = (0..table.rows.len()).filter(|row| entry(*row).is_some()).collect();
        let totals: Vec<usize> =
            (0..named.len()).filter(|at| entry(named[*at]).is_some_and(|entry| entry.total)).collect();
        if totals.first() == Some(&0) {
            let end = totals.get(1).copied().unwrap_or(named.len());
            return Self::of(table, block, &named[1..end], (named[0], None)).into_iter().collect();
        }
        let mut start = 0;
        let mut parts = Vec::new();
        for (nth, at) in totals.iter().enumerate() {
            let before = nth.checked_sub(1).map(|before| named[totals[before]]);
            parts.extend(Self::of(table, block, &named[start..*at], (named[*at], before)));
            start = at + 1;
        }
        parts
    }

    /// Rows with their total and the total before them.
    fn of(
        table: &Table,
        block: usize,
        rows: &[usize],
        (total, before): (usize, Option<usize>),
    ) -> Option<Self> {
        let entry = |row: usize| table.rows[row].entries[block].as_ref();
        let is_coded = |row: &usize| entry(*row).is_some_and(|entry| entry.code.is_some());
        if rows.is_empty() || rows.len() > ROWS || rows.iter().all(is_coded) {
            return None;
        }
        let amount = |row: usize, column: usize| table.rows[row].cells[column].amount();
        let is_summed =
            |at: &usize| table.columns[*at].role == ColumnRole::Amount && amount(total, *at).is_some();
        let columns: Vec<usize> = table.blocks[block].columns.clone().filter(is_summed).collect();
        let values = |row: usize| -> Vec<Decimal> {
            columns.iter().map(|at| amount(row, *at).unwrap_or_default()).collect()
        };
        let tree = rows.iter().filter_map(|row| Some(tree_row(entry(*row)?, values(*row)))).collect();
        let whole = values(total);
        let since = before.and_then(|before| less(&whole, &values(before)));
        let totals: Vec<Vec<Decimal>> = [Some(whole), since].into_iter().flatten().collect();
        let counts = totals[0].iter().any(|value| !value.is_zero());
        counts.then(|| Self { rows: rows.to_vec(), tree, totals })
    }

    /// How deep each row stands by the sums; `None` where the marked levels come to
    /// the total, or the sums do not either. Where no way of standing fits all
    /// columns, the first decides.
    fn depths(&self) -> Option<Vec<usize>> {
        if self.totals.iter().any(|total| self.holds(total)) {
            return None;
        }
        let first = || self.in_first_column();
        self.tried().or_else(|| first().filter(|first| !first.holds(&first.totals[0]))?.tried())
    }

    fn tried(&self) -> Option<Vec<usize>> {
        self.totals.iter().find_map(|total| Tree::new(&self.tree).depths(total))
    }

    fn in_first_column(&self) -> Option<Self> {
        let first = |values: &Vec<Decimal>| values.first().map(|value| vec![*value]);
        let tree = self.tree.iter().map(|row| Some(TreeRow { values: first(&row.values)?, ..row.clone() }));
        let totals = self.totals.iter().map(first).collect::<Option<_>>()?;
        let wide = self.totals[0].len() > 1;
        wide.then_some(())?;
        Some(Self { rows: self.rows.clone(), tree: tree.collect::<Option<_>>()?, totals })
    }

    /// Whether the outermost rows as they are marked come to a total, and each row
    /// with amounts right under it to these.
    fn holds(&self, total: &[Decimal]) -> bool {
        let top = self.tree.iter().map(|row| row.marked).min().unwrap_or(0);
        let all = self.tree.iter().filter(|row| row.marked == top);
        (0..total.len()).all(|column| {
            sum(all.clone().map(|row| Some(row.values[column]))) == Some(total[column])
                && (0..self.tree.len()).all(|at| self.holds_under(at, column))
        })
    }

    fn holds_under(&self, at: usize, column: usize) -> bool {
        let own = &self.tree[at];
        let below = self.tree[at + 1..].iter().take_while(|row| row.marked > own.marked);
        let inner = below.clone().map(|row| row.marked).min().unwrap_or(0);
        let members = below.filter(|row| row.marked == inner).map(|row| Some(row.values[column]));
        sum(members).is_none_or(|parts| parts.is_zero() || parts == own.values[column])
    }
}

fn tree_row(entry: &Entry, values: Vec<Decimal>) -> TreeRow {
    let printed = entry.printed.trim_start();
    TreeRow {
        values,
        marked: usize::from(entry.level),
        outer: is_point(printed),
        of_which: printed.starts_with("其中"),
    }
}

fn less(whole: &[Decimal], before: &[Decimal]) -> Option<Vec<Decimal>> {
    whole.iter().zip(before).map(|(whole, before)| whole.checked_sub(*before)).collect()
}
