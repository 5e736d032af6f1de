//! Headings that stand a line each, in the order of the rows that a page prints: which of
//! them head columns and which stand over others. What they mean says what may stand over
//! what; the sums of the rows choose.

use std::ops::Range;

use crate::read::lex::{RawCell, RawRow};
use crate::read::table::packed::Header;
use crate::read::table::packed::fit::Fit;
use crate::read::table::packed::over::Over;
use crate::source::Line;

/// Most headings that are looked at, most rows of them, and most forests.
const HEADINGS: usize = 40;
const DEEPEST: usize = 3;
const FORESTS: usize = 500;
/// Most steps of a search.
const STEPS: usize = 20_000;

/// What stands under each heading, as the places of these in the order of headings.
pub type Forest = Vec<Range<usize>>;

/// The header that some headings make: of those that their meaning allows the one under
/// which the rows add up and most is known; `None` where there is none, or the best set
/// the columns in different orders.
pub fn best(cells: &[RawCell], line: Line, over: &Over<'_>, fit: &Fit<'_>) -> Option<Header> {
    let forests = all(cells, over)?;
    let judged: Vec<_> =
        forests.iter().filter_map(|forest| Some((fit.of(&paths(cells, forest))?, forest))).collect();
    let least = judged.iter().map(|(doubts, _)| *doubts).min()?;
    let mut best = judged.iter().filter(|(doubts, _)| *doubts == least).map(|(_, forest)| *forest);
    let first = best.next()?;
    let order =
        |forest: &Forest| leaves(forest).into_iter().map(|path| path.last().copied()).collect::<Vec<_>>();
    best.all(|other| order(other) == order(first)).then(|| header(cells, line, first))
}

/// Every forest that some headings in the order of their rows may be; `None` where there
/// are too many.
fn all(cells: &[RawCell], over: &Over<'_>) -> Option<Vec<Forest>> {
    if cells.len() > HEADINGS {
        return None;
    }
    let mut growing = Growing { cells, over, steps: 0, forests: Vec::new() };
    for roots in 1..=cells.len() {
        growing.run(&mut Vec::new(), &mut vec![1; roots]);
    }
    (growing.steps < STEPS && growing.forests.len() < FORESTS).then_some(growing.forests)
}

struct Growing<'a> {
    cells: &'a [RawCell],
    over: &'a Over<'a>,
    steps: usize,
    forests: Vec<Forest>,
}

impl Growing<'_> {
    /// Every way to go on from what stands under the first headings; `depths` has those of
    /// the headings that have a place so far.
    fn run(&mut self, begun: &mut Forest, depths: &mut Vec<usize>) {
        self.steps += 1;
        if self.steps >= STEPS || self.forests.len() >= FORESTS {
            return;
        }
        let (at, next) = (begun.len(), depths.len());
        if at == next {
            if next == self.cells.len() {
                self.forests.push(begun.clone());
            }
            return;
        }
        let most = if depths[at] < DEEPEST { self.cells.len() - next } else { 0 };
        for count in (0..=most).filter(|count| *count != 1) {
            let under = next..next + count;
            if count > 0 && !self.over.may(&self.cells[at], &self.cells[under.clone()]) {
                continue;
            }
            begun.push(under);
            depths.extend(std::iter::repeat_n(depths[at] + 1, count));
            self.run(begun, depths);
            depths.truncate(next);
            begun.pop();
        }
    }
}

/// The path to each heading under which none stands, from left to right.
fn leaves(forest: &Forest) -> Vec<Vec<usize>> {
    let below = forest.iter().flat_map(Clone::clone).count();
    let mut open: Vec<Vec<usize>> = (0..forest.len() - below).rev().map(|root| vec![root]).collect();
    let mut leaves = Vec::new();
    while let Some(path) = open.pop() {
        let under = path.last().map(|at| forest[*at].clone()).unwrap_or_default();
        if under.is_empty() {
            leaves.push(path);
        } else {
            open.extend(under.rev().map(|at| [path.clone(), vec![at]].concat()));
        }
    }
    leaves
}

fn paths(cells: &[RawCell], forest: &Forest) -> Vec<Vec<String>> {
    let path = |path: Vec<usize>| path.into_iter().map(|at| cells[at].text.clone()).collect();
    leaves(forest).into_iter().map(path).collect()
}

/// Headings laid over their columns.
fn header(cells: &[RawCell], line: Line, forest: &Forest) -> Header {
    let leaves = leaves(forest);
    let blank = RawCell::blank(line.file, cells[0].span.start);
    let cell = |depth: usize, at: usize| {
        let own = leaves[at].get(depth)?;
        let begins = at == 0 || leaves[at - 1].get(depth) != Some(own);
        begins.then(|| cells[*own].clone())
    };
    let row = |depth: usize| RawRow {
        line,
        cells: (0..leaves.len()).map(|at| cell(depth, at).unwrap_or_else(|| blank.clone())).collect(),
    };
    let deepest = leaves.iter().map(Vec::len).max().unwrap_or(0);
    let lowest = leaves.iter().filter_map(|path| Some(cells[*path.last()?].clone()));
    Header { rows: (0..deepest).map(row).collect(), leaves: lowest.collect(), paths: paths(cells, forest) }
}
