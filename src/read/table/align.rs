//! Grids in which headings and contents do not stand over each other: parsers of
//! ruled pages make columns of their own for what stands a little to the left or
//! right, split one column in two, or give the next page other columns. Headings
//! and columns of content are paired in their order, by what they are and how near
//! they stand.

use std::collections::HashSet;
use std::ops::Range;

use crate::catalogue::Catalogue;
use crate::catalogue::schema::{ConceptsSpec, TableSpec};
use crate::money::looks_like_amount;
use crate::read::lex::RawRow;
use crate::read::table::cells::{blank, is_numbering, text};
use crate::read::table::choice;
use crate::read::table::content::{CellKind, Content, kind};
use crate::read::table::glued;
use crate::read::table::leaves::Leaves;
use crate::read::table::pages::{self, Pages};
use crate::read::table::parted::{self, Parts};
use crate::read::table::short;
use crate::read::table::sort::Sort;
use crate::read::table::spans::headings_over;
use crate::read::table::witness::Witness;
use crate::source::Span;

/// What settling leaves open.
#[derive(Debug, Default)]
pub struct Open {
    /// Amounts that stand in two columns of which nothing proves that they are one.
    pub parted: HashSet<Span>,
    /// Amounts of which nothing proves in which column they stand.
    pub lost: HashSet<Span>,
}

/// Sets headings and contents over each other where they are not, page by page, and
/// rows that lost blank cells one by one.
pub fn settle(
    head: &mut [RawRow],
    body: &mut [RawRow],
    spec: Option<&TableSpec>,
    catalogue: &Catalogue,
    witness: &Witness,
) -> Open {
    let mut open = Open::default();
    let width = head.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let runs = pages::runs(body, catalogue.labels());
    if head.is_empty() || runs.is_empty() {
        return open;
    }
    let short = |run: &Range<usize>| {
        body[run.clone()].iter().all(|row| short::is_short(row, width, catalogue.labels()))
    };
    let full = runs.iter().find(|run| body[run.start].cells.len() == width);
    let lost = full.is_none() && runs.iter().all(short);
    let first = if lost { 0..0 } else { full.unwrap_or(&runs[0]).clone() };
    let singly: Vec<bool> = runs.iter().map(short).collect();
    let labels = catalogue.labels();
    let rows: Vec<RawRow> =
        body[first.clone()].iter().filter(|row| !is_numbering(row, labels)).cloned().collect();
    let page = Page::new(head, &rows, catalogue);
    let torn = page.is_torn(&mut open.parted);
    let settled = if torn { page.pair() } else { page.as_it_stands() };
    let mut leaves = page.leaves(&settled, spec);
    let open_from = page.beside_empty().filter(|_| !torn);
    let length = body.get(first.start).map_or(width, |row| row.cells.len());
    // What rows that lost cells stand among is no less of the first page.
    let same = |run: &&Range<usize>| !lost && body[run.start].cells.len() == length;
    let standing: Vec<Range<usize>> =
        runs.iter().filter(same).filter(|run| leaves.fit(&body[(*run).clone()])).cloned().collect();
    for row in standing.into_iter().flat_map(|run| &body[run]) {
        for (used, column) in leaves.used.iter_mut().zip(&settled) {
            *used |= column.contents.iter().any(|at| !text(row, *at).is_empty());
        }
    }
    if torn {
        let starts: Vec<usize> = settled.iter().map(|column| column.start(width)).collect();
        head.iter_mut().for_each(|row| set_headings(row, &settled, &starts));
        (0..settled.len()).for_each(|at| reach_down(head, at, catalogue.concepts()));
    }
    // Where no row ends in a blank cell, those at the ends of rows may be left out.
    let whole =
        head.iter().chain(&*body).any(|row| row.cells.last().is_some_and(|cell| cell.text.is_empty()));
    let mut pages = Vec::new();
    for (run, singly) in runs.into_iter().zip(singly) {
        let rows = &mut body[run.clone()];
        let same = rows[0].cells.len() == length;
        let other = whole && !same && rows.iter().any(states_amount);
        let moved: Vec<RawRow> = rows.iter().map(|row| gather(row, &settled)).collect();
        if torn && (run == first || (same && leaves.fit(&moved))) {
            rows.clone_from_slice(&moved);
        } else if singly && run != first {
            Pages(&leaves).set_if_told(rows);
        } else if torn || (run != first && (other || !leaves.fit(rows))) {
            pages.push((run, Pages(&leaves).set(rows)));
        }
    }
    open.lost.extend(choice::by_classes(&leaves, spec, body, pages));
    open.lost.extend(choice::by_pages(&leaves, spec, body));
    if let Some(from) = open_from {
        let cells = body.iter().flat_map(|row| row.cells.iter().skip(from));
        open.lost.extend(cells.filter(|cell| looks_like_amount(&cell.text)).map(|cell| cell.span));
    }
    open.lost.extend(glued::part(&leaves, body));
    open.lost.extend(short::place(&leaves, spec, body, &open.lost, witness));
    open
}

fn states_amount(row: &RawRow) -> bool {
    row.filled().any(|(_, cell)| matches!(kind(&cell.text), CellKind::Amount | CellKind::Whole))
}

/// A run of rows under the headings, by physical columns.
struct Page<'a, 'c> {
    catalogue: &'c Catalogue,
    head: &'a [RawRow],
    body: &'a [RawRow],
    width: usize,
    contents: Vec<Content>,
    sorts: Vec<Sort>,
    /// The lowest header row that has a heading in each column.
    lowest: Vec<Option<usize>>,
}

/// One column of the settled grid: indices into the physical columns.
#[derive(Debug, Clone, Default)]
struct Settled {
    heading: Option<usize>,
    contents: Vec<usize>,
}

impl Settled {
    fn start(&self, width: usize) -> usize {
        self.heading.or(self.contents.first().copied()).unwrap_or(width)
    }
}

impl<'a, 'c> Page<'a, 'c> {
    fn new(head: &'a [RawRow], body: &'a [RawRow], catalogue: &'c Catalogue) -> Self {
        let width = head.iter().chain(body).map(|row| row.cells.len()).max().unwrap_or(0);
        let contents: Vec<Content> = (0..width).map(|at| Content::of(body, at, catalogue.labels())).collect();
        let sorts = (0..width).map(|at| Sort::of(&contents[at], contents.get(at + 1))).collect();
        let headed = |at: usize| head.iter().rposition(|row| !text(row, at).is_empty());
        Self { catalogue, head, body, width, contents, sorts, lowest: (0..width).map(headed).collect() }
    }

    /// What a heading announces where it stands: what may mean names or amounts
    /// (项目) tells nothing after a heading of amounts.
    fn announced(&self, heading: &str, at: usize) -> Sort {
        let concepts = self.catalogue.concepts();
        let of_amounts = |before: usize| {
            let heading = self.lowest[before].map(|row| text(&self.head[row], before));
            heading.is_some_and(|heading| Sort::announced(heading, concepts) == Sort::Numbers)
        };
        if concepts.amounts_of(heading).is_some() && (0..at).any(of_amounts) {
            return Sort::Any;
        }
        Sort::announced(heading, concepts)
    }

    /// Whether a column's content does not belong to the heading over it: none is
    /// over it, one of another kind is, or the one before it has the heading and it
    /// the content.
    fn is_torn(&self, parted: &mut HashSet<Span>) -> bool {
        let over = headings_over(self.head, self.width);
        if (1..self.width).any(|at| self.floats(at - 1)) {
            return true;
        }
        let empty_heading =
            (0..self.width).any(|at| self.lowest[at].is_some() && self.contents[at].is_empty());
        (0..self.width).filter(|at| !self.contents[*at].is_empty()).fold(false, |torn, at| {
            let announced = over[at].last().map_or(Sort::Any, |heading| self.announced(heading, at));
            let (words, numbers) = (self.contents[at].words, self.contents[at].numbers());
            let amounts = words == 0 && numbers > 0 && self.sorts[at] == Sort::Numbers;
            let other = (amounts && announced == Sort::Words)
                || (words > 0 && numbers == 0 && announced == Sort::Numbers);
            let unheaded = over[at].is_empty() && empty_heading;
            torn | other | unheaded | self.is_split(at, parted)
        })
    }

    /// The empty column with a heading of amounts, after which amounts stand without one
    /// of their own: as they stand, all between may be a column off.
    fn beside_empty(&self) -> Option<usize> {
        let amounts = |at: usize| self.sorts[at] == Sort::Numbers && self.contents[at].words == 0;
        let empty = |at: &usize| {
            let heading = self.lowest[*at].map_or("", |row| text(&self.head[row], *at));
            self.contents[*at].is_empty()
                && Sort::announced(heading, self.catalogue.concepts()) == Sort::Numbers
        };
        let bare = (0..self.width).filter(|at| self.lowest[*at].is_none() && amounts(*at));
        let before =
            |at: usize| (0..at).rev().take_while(move |at| amounts(*at) || self.contents[*at].is_empty());
        bare.filter_map(|at| before(at).filter(empty).last()).min()
    }

    /// Whether a heading stands a little before the column it is over: it has none
    /// below it and no content, and the next column has both and none beside it.
    fn floats(&self, at: usize) -> bool {
        let Some(row) = self.lowest[at].filter(|_| self.contents[at].is_empty()) else { return false };
        let lower = self.lowest[at + 1].is_some_and(|lowest| lowest > row);
        lower && text(&self.head[row], at + 1).is_empty() && !self.contents[at + 1].is_empty()
    }

    /// Whether a column without a heading of its own is a part of the one before it.
    fn is_split(&self, at: usize, parted: &mut HashSet<Span>) -> bool {
        let Some(before) = at.checked_sub(1).filter(|_| self.lowest[at].is_none()) else { return false };
        if self.lowest[before].is_none() {
            return false;
        }
        let shifted = self.contents[before].is_empty();
        let amounts = |at: usize| self.contents[at].words == 0 && self.contents[at].numbers() > 0;
        let parts = parted::parts(self.body, before, at, self.catalogue.labels());
        if parts == Parts::Unproved {
            parted.extend(parted::spans(self.body, before, at));
        }
        shifted || (amounts(before) && amounts(at) && parts == Parts::One)
    }

    /// Whether two neighbours among the columns of content may be one column.
    fn may_merge(&self, before: usize, at: usize) -> bool {
        let numbers = self.sorts[before] == Sort::Numbers && self.sorts[at] == Sort::Numbers;
        // A total stands a little beside the codes or names of other rows.
        let total = self.contents[before].only_totals() || self.contents[at].only_totals();
        let words = self.sorts[before] != Sort::Numbers && self.sorts[at] != Sort::Numbers;
        (numbers || (total && words))
            && parted::parts(self.body, before, at, self.catalogue.labels()) == Parts::One
    }

    /// Every physical column as it stands.
    fn as_it_stands(&self) -> Vec<Settled> {
        (0..self.width).map(|at| Settled { heading: Some(at), contents: vec![at] }).collect()
    }

    /// What pages that stand otherwise, and rows that lost cells, are set in.
    fn leaves(&self, settled: &[Settled], spec: Option<&TableSpec>) -> Leaves<'c> {
        let over = headings_over(self.head, self.width);
        let path = |column: &Settled| column.heading.map(|at| over[at].clone()).unwrap_or_default();
        let sort = |column: &Settled| {
            let announced = Leaves::announced(&path(column), spec, self.catalogue);
            let parts =
                |at: &usize| self.contents[*at].only_code_parts() || self.contents[*at].numbers() == 0;
            if announced == Sort::Code && column.contents.iter().all(parts) {
                return Sort::Code;
            }
            // Amounts that got among names make no column of amounts.
            if announced == Sort::Words && column.contents.iter().any(|at| self.contents[*at].words > 0) {
                return Sort::Words;
            }
            let held = column.contents.iter().map(|at| self.sorts[*at]).find(|sort| *sort != Sort::Any);
            held.unwrap_or(announced)
        };
        let used = |column: &Settled| column.contents.iter().any(|at| !self.contents[*at].is_empty());
        Leaves::new(
            self.catalogue,
            settled.iter().map(path).collect(),
            settled.iter().map(sort).collect(),
            settled.iter().map(used).collect(),
        )
    }

    /// Pairs the columns of content with those of headings, in their order, at the
    /// least cost.
    fn pair(&self) -> Vec<Settled> {
        let contents: Vec<usize> = (0..self.width).filter(|at| !self.contents[*at].is_empty()).collect();
        let headings: Vec<usize> = (0..self.width).filter(|at| self.lowest[*at].is_some()).collect();
        let mut costs = vec![vec![(usize::MAX, Step::Skip); headings.len() + 1]; contents.len() + 1];
        costs[0][0].0 = 0;
        for content in 0..=contents.len() {
            for heading in 0..=headings.len() {
                let here = costs[content][heading].0;
                if here == usize::MAX {
                    continue;
                }
                for (step, cost) in self.steps(&contents, &headings, content, heading) {
                    let (to, at) = step.leads(content, heading);
                    if here + cost < costs[to][at].0 {
                        costs[to][at] = (here + cost, step);
                    }
                }
            }
        }
        self.columns(&contents, &headings, &costs)
    }

    /// What may come next once so many columns of content and of headings are used.
    fn steps(
        &self,
        contents: &[usize],
        headings: &[usize],
        content: usize,
        heading: usize,
    ) -> Vec<(Step, usize)> {
        let mut steps = Vec::new();
        if let Some(&at) = contents.get(content) {
            let before = content.checked_sub(1).and_then(|before| contents.get(before));
            let merge = before.filter(|before| self.may_merge(**before, at));
            // A cut amount is one whatever stands over its parts.
            let cut = merge.is_some_and(|before| !parted::spans(self.body, *before, at).is_empty());
            let apart = if cut { 60 } else { 0 };
            steps.push((Step::Keep, 25 + apart));
            steps.extend(merge.map(|before| (Step::Merge, if cut { 0 } else { 8 + 4 * (at - before) })));
            if let Some(&over) = headings.get(heading) {
                steps.push((Step::Pair, self.distance(at, over) + apart));
            }
        }
        if let Some(&over) = headings.get(heading) {
            steps.push((Step::Skip, if self.is_lowest(over) { 15 } else { 3 }));
        }
        steps
    }

    fn is_lowest(&self, at: usize) -> bool {
        self.lowest[at] == Some(self.head.len() - 1)
    }

    /// What it costs that a column of content stands under another's heading.
    fn distance(&self, content: usize, heading: usize) -> usize {
        let lowest = self.lowest[heading].unwrap_or(0);
        let announced = self.announced(text(&self.head[lowest], heading), heading);
        let mismatch = if announced.fits(self.sorts[content]) { 0 } else { 80 };
        10 * content.abs_diff(heading).min(6) + mismatch + 5 * (self.head.len() - 1 - lowest)
    }

    /// The columns that the cheapest steps lead to.
    fn columns(&self, contents: &[usize], headings: &[usize], costs: &[Vec<(usize, Step)>]) -> Vec<Settled> {
        let (mut content, mut heading) = (contents.len(), headings.len());
        let mut steps = Vec::new();
        while (content, heading) != (0, 0) {
            let step = costs[content][heading].1;
            (content, heading) = step.comes_from(content, heading);
            steps.push((step, content, heading));
        }
        let mut columns: Vec<Settled> = Vec::new();
        for (step, content, heading) in steps.into_iter().rev() {
            match step {
                Step::Pair => {
                    columns.push(Settled {
                        heading: Some(headings[heading]),
                        contents: vec![contents[content]],
                    });
                }
                Step::Keep => columns.push(Settled { heading: None, contents: vec![contents[content]] }),
                Step::Merge => {
                    let last = columns.iter_mut().rfind(|column| !column.contents.is_empty());
                    last.into_iter().for_each(|last| last.contents.push(contents[content]));
                }
                Step::Skip if self.is_leaf(headings[heading], headings) => {
                    columns.push(Settled { heading: Some(headings[heading]), contents: Vec::new() });
                }
                Step::Skip => {}
            }
        }
        columns
    }

    /// Whether no other heading stands lower near by: then it heads a column of its
    /// own, though an empty one.
    fn is_leaf(&self, at: usize, headings: &[usize]) -> bool {
        let lower = |other: &usize| self.lowest[*other] > self.lowest[at] && other.abs_diff(at) <= 3;
        let heading = self.lowest[at].map_or("", |row| text(&self.head[row], at));
        // 费 is the end of a wrapped heading.
        let whole =
            heading.chars().count() > 2 || Sort::announced(heading, self.catalogue.concepts()) != Sort::Any;
        whole && !headings.iter().any(lower)
    }
}

/// One step of pairing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// A column of content stands under a heading.
    Pair,
    /// A column of content has no heading.
    Keep,
    /// A column of content is one with the column before it.
    Merge,
    /// A heading has no content of its own.
    Skip,
}

impl Step {
    fn leads(self, content: usize, heading: usize) -> (usize, usize) {
        match self {
            Step::Pair => (content + 1, heading + 1),
            Step::Keep | Step::Merge => (content + 1, heading),
            Step::Skip => (content, heading + 1),
        }
    }

    fn comes_from(self, content: usize, heading: usize) -> (usize, usize) {
        match self {
            Step::Pair => (content - 1, heading - 1),
            Step::Keep | Step::Merge => (content - 1, heading),
            Step::Skip => (content, heading - 1),
        }
    }
}

/// A body row with its cells in the settled columns.
fn gather(row: &RawRow, columns: &[Settled]) -> RawRow {
    let cell = |column: &Settled| {
        let mut filled =
            column.contents.iter().filter_map(|at| row.cells.get(*at)).filter(|it| !it.text.is_empty());
        let first = filled.next().cloned().unwrap_or_else(|| blank(row));
        filled.fold(first, parted::joined)
    };
    RawRow { line: row.line, cells: columns.iter().map(cell).collect() }
}

/// Sets a header row's cells in the settled columns; one over others goes to the
/// nearest that is free in its row.
fn set_headings(row: &mut RawRow, columns: &[Settled], starts: &[usize]) {
    let mut cells = vec![blank(row); columns.len()];
    let mut rest = Vec::new();
    for (at, cell) in row.filled() {
        match columns.iter().position(|column| column.heading == Some(at)) {
            Some(column) => cells[column] = cell.clone(),
            None => rest.push((at, cell.clone())),
        }
    }
    for (at, cell) in rest {
        let free = (0..columns.len()).filter(|column| cells[*column].text.is_empty());
        if let Some(nearest) = free.min_by_key(|column| starts[*column].abs_diff(at)) {
            cells[nearest] = cell;
        }
    }
    row.cells = cells;
}

/// Puts the pieces of a wrapped heading together, and lets a column's own heading
/// reach down to the last header row.
fn reach_down(head: &mut [RawRow], at: usize, concepts: &ConceptsSpec) {
    let Some(last) = head.iter().rposition(|row| !text(row, at).is_empty()) else { return };
    let mut whole = text(&head[last], at).to_owned();
    for up in (0..last).rev() {
        if text(&head[up], at).is_empty() {
            continue;
        }
        if concepts.of(&whole).is_some() {
            break;
        }
        whole.insert_str(0, text(&head[up], at));
        if concepts.of(&whole).is_some() {
            head[up..last].iter_mut().for_each(|row| row.cells[at].text.clear());
            head[last].cells[at].text.clone_from(&whole);
        }
    }
    let cell = head[last].cells[at].clone();
    head[last + 1..].iter_mut().for_each(|row| row.cells[at] = cell.clone());
}
