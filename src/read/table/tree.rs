//! A tree of rows of which each parent is the sum of the rows after it, as far as
//! they are its children.

use rust_decimal::Decimal;

/// Most ways of going on that are tried in all.
const STEPS: usize = 200_000;
/// Most ways to reach one row that are kept.
const STATES: usize = 64;

/// One row as the tree sees it.
#[derive(Debug, Clone)]
pub struct TreeRow {
    /// Its amounts, one a column.
    pub values: Vec<Decimal>,
    /// How deep it is marked to stand.
    pub marked: usize,
    /// Whether it is an outermost point (`二、`), which is part of no other row.
    pub outer: bool,
    /// Whether it begins with 其中: it is the first part of the row before, and the
    /// parts after it need not be all.
    pub of_which: bool,
}

/// A row with rows under it, up to `end`.
#[derive(Debug, Clone)]
struct Branch {
    end: usize,
    /// Its children with the branch that each is.
    children: Vec<(usize, usize)>,
    /// How many rows stand elsewhere than they are marked.
    cost: usize,
    /// How many branches of this end depart as little.
    count: usize,
}

/// A way to come from the first row of a chain to a row, each a branch.
#[derive(Debug, Clone)]
struct State {
    sum: Vec<Decimal>,
    cost: usize,
    /// How many ways there are of this sum and cost.
    count: usize,
    /// The row before with its branch and the state that it was reached by.
    by: Option<(usize, usize, usize)>,
}

/// The search for a tree.
pub struct Tree<'r> {
    rows: &'r [TreeRow],
    /// Whether a row that stands elsewhere than it is marked costs anything.
    weighed: bool,
    steps: usize,
}

/// For each row and the end the states in which it is reached.
type Ways = Vec<Vec<State>>;

impl<'r> Tree<'r> {
    pub fn new(rows: &'r [TreeRow]) -> Self {
        Self { rows, weighed: true, steps: 0 }
    }

    /// How deep each row stands in the tree that comes to `total` and departs least
    /// from the marked depths; `None` where there is none, or too many to try.
    pub fn depths(mut self, total: &[Decimal]) -> Option<Vec<usize>> {
        let (branches, ways, last) = self.whole(total)?;
        let end = self.rows.len();
        let mut depths = vec![0; end];
        let mut open: Vec<(usize, usize, usize)> =
            chain(&ways, 0, (end, last)).into_iter().map(|(row, branch)| (row, branch, 0)).collect();
        while let Some((row, branch, depth)) = open.pop() {
            depths[row] = depth;
            let children = branches[row][branch].children.iter();
            open.extend(children.map(|(row, branch)| (*row, *branch, depth + 1)));
        }
        Some(depths)
    }

    /// How many trees add up to `total`; where the marked depths tell rows apart, how many
    /// of these depart least from them.
    pub fn count(mut self, total: &[Decimal]) -> usize {
        self.weighed = self.rows.windows(2).any(|pair| pair[0].marked != pair[1].marked);
        self.whole(total).map_or(0, |(_, ways, last)| ways[self.rows.len()][last].count)
    }

    /// The branches of each row, the ways through all rows, and the state at their end
    /// that comes to `total`.
    fn whole(&mut self, total: &[Decimal]) -> Option<(Vec<Vec<Branch>>, Ways, usize)> {
        let mut branches: Vec<Vec<Branch>> = vec![Vec::new(); self.rows.len()];
        for at in (0..self.rows.len()).rev() {
            branches[at] = self.branches(at, &branches)?;
        }
        let ways = self.ways(0, true, total, &branches)?;
        // The states of one sum are one.
        let last = ways.last()?.iter().position(|state| state.sum == total)?;
        Some((branches, ways, last))
    }

    /// The ways in which a row may have rows under it: none first.
    fn branches(&mut self, at: usize, branches: &[Vec<Branch>]) -> Option<Vec<Branch>> {
        let mut found = vec![Branch { end: at + 1, children: Vec::new(), cost: 0, count: 1 }];
        let own = &self.rows[at];
        if own.values.iter().all(Decimal::is_zero) || at + 1 == self.rows.len() {
            return Some(found);
        }
        let first = at + 1;
        let of_which = self.rows[first].of_which;
        let ways = self.ways(first, false, &own.values, branches)?;
        for (step, states) in ways.iter().enumerate().skip(1) {
            let whole = |state: &State| usize::from(state.sum != own.values);
            let fits = |state: &&State| of_which || state.sum == own.values;
            let best = states.iter().enumerate().filter(|(_, state)| fits(state));
            let Some((best, state)) = best.min_by_key(|(_, state)| state.cost + whole(state)) else {
                continue;
            };
            let end = first + step;
            let (cost, count) = (state.cost + whole(state), state.count);
            found.push(Branch { end, children: chain(&ways, first, (end, best)), cost, count });
        }
        Some(found)
    }

    /// For each row from `first` on, and the end, the ways to come there with sums
    /// that do not pass `limit`.
    fn ways(&mut self, first: usize, top: bool, limit: &[Decimal], branches: &[Vec<Branch>]) -> Option<Ways> {
        let nothing = State { sum: vec![Decimal::ZERO; limit.len()], cost: 0, count: 1, by: None };
        let mut ways = vec![Vec::new(); self.rows.len() - first + 1];
        ways[0] = vec![nothing];
        let mut reached = first;
        for at in first..self.rows.len() {
            if at > reached {
                break;
            }
            if !self.may_follow(at, first, top) {
                continue;
            }
            let row = &self.rows[at];
            let moved = usize::from(self.weighed && (row.marked > 0) == top);
            for from in 0..ways[at - first].len() {
                let state: State = ways[at - first][from].clone();
                let Some(sum) = plus(&state.sum, &row.values, limit) else { continue };
                for (nth, branch) in branches[at].iter().enumerate() {
                    self.steps += 1;
                    if self.steps > STEPS {
                        return None;
                    }
                    reached = reached.max(branch.end);
                    let cost = state.cost + branch.cost + moved;
                    let count = state.count.saturating_mul(branch.count);
                    let next = State { sum: sum.clone(), cost, count, by: Some((at, nth, from)) };
                    keep(&mut ways[branch.end - first], next);
                }
            }
        }
        Some(ways)
    }

    /// Whether a row may be one of a chain that begins at `first`.
    fn may_follow(&self, at: usize, first: usize, top: bool) -> bool {
        let row = &self.rows[at];
        if top { !row.of_which } else { !row.outer && (at == first || !row.of_which) }
    }
}

/// Adds a state unless one of the same sum is there that costs no more; one that costs
/// as much is counted with it.
fn keep(states: &mut Vec<State>, next: State) {
    match states.iter().position(|state| state.sum == next.sum) {
        Some(at) if states[at].cost > next.cost => states[at] = next,
        Some(at) if states[at].cost == next.cost => {
            states[at].count = states[at].count.saturating_add(next.count);
        }
        None if states.len() < STATES => states.push(next),
        _ => {}
    }
}

/// The sum; `None` where it passes the limit.
fn plus(sum: &[Decimal], more: &[Decimal], limit: &[Decimal]) -> Option<Vec<Decimal>> {
    let sums = sum.iter().zip(more).zip(limit);
    sums.map(|((sum, more), limit)| sum.checked_add(*more).filter(|sum| sum.abs() <= limit.abs())).collect()
}

/// The rows of a chain with their branches, as its last state was reached.
fn chain(ways: &[Vec<State>], first: usize, (end, state): (usize, usize)) -> Vec<(usize, usize)> {
    let mut rows = Vec::new();
    let mut by = ways[end - first][state].by;
    while let Some((row, branch, from)) = by {
        rows.push((row, branch));
        by = ways[row - first][from].by;
    }
    rows.reverse();
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of amounts that nothing marks.
    fn rows(values: &[i64]) -> Vec<TreeRow> {
        let row = |value: &i64| TreeRow {
            values: vec![Decimal::from(*value)],
            marked: 0,
            outer: false,
            of_which: false,
        };
        values.iter().map(row).collect()
    }

    fn count(values: &[i64], total: i64) -> usize {
        Tree::new(&rows(values)).count(&[Decimal::from(total)])
    }

    #[test]
    fn trees_are_counted_that_come_to_the_total() {
        assert_eq!(count(&[100, 70, 30], 100), 1, "the first over the others");
        assert_eq!(count(&[100, 70, 30], 200), 1, "side by side");
        assert_eq!(count(&[100, 50, 50, 50], 150), 2, "two parts and one beside, or a chain beside");
        assert_eq!(count(&[100, 70, 30], 150), 0);
    }

    #[test]
    fn where_marks_tell_rows_apart_only_trees_that_heed_them_count() {
        let mut marked = rows(&[100, 50, 50, 50]);
        marked[1].marked = 1;
        marked[2].marked = 1;
        assert_eq!(Tree::new(&marked).count(&[Decimal::from(150)]), 1);
        let depths = Tree::new(&marked).depths(&[Decimal::from(150)]);
        assert_eq!(depths, Some(vec![0, 1, 1, 0]));
    }
}
