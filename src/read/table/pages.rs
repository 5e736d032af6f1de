//! Pages of one grid: a page break may give the rows behind it other physical
//! columns, with blank ones dropped. Such rows are set in the columns of the first
//! page by what they hold, in order; where this leaves a choice, by the sums that
//! the headings promise.

use std::collections::HashSet;
use std::ops::Range;

use crate::catalogue::schema::LabelsSpec;
use crate::money::looks_like_amount;
use crate::read::lex::RawRow;
use crate::read::table::cells::{blank, is_numbering, text};
use crate::read::table::content::{Content, Kind, kind};
use crate::read::table::leaves::{Leaves, Way};
use crate::read::table::parted::{self, Parts};
use crate::read::table::sort::Sort;
use crate::source::Span;

/// Most ways to set a page's columns that are looked at.
const WAYS: usize = 2_000;

/// The rows in runs of one layout: one number of cells, and nowhere words over
/// numbers or numbers over words.
pub fn runs(body: &[RawRow], labels: &LabelsSpec) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut kinds: Vec<Option<bool>> = Vec::new();
    for (at, row) in body.iter().enumerate() {
        let numbers = !is_numbering(row, labels);
        let own: Vec<Option<bool>> =
            row.cells.iter().map(|cell| is_number(&cell.text, labels).filter(|_| numbers)).collect();
        let same = own.len() == kinds.len()
            && own.iter().zip(&kinds).all(|(own, run)| own.is_none() || run.is_none() || own == run);
        match runs.last_mut().filter(|_| same) {
            Some(run) => {
                run.end = at + 1;
                kinds.iter_mut().zip(&own).for_each(|(run, own)| *run = run.or(*own));
            }
            None => {
                runs.push(at..at + 1);
                kinds = own;
            }
        }
    }
    runs
}

/// Whether a cell is a number rather than words; `None` where it is neither, or a
/// total's name, which may stand in any column.
fn is_number(text: &str, labels: &LabelsSpec) -> Option<bool> {
    match kind(text) {
        Kind::Blank | Kind::Rate => None,
        Kind::Words => (!labels.names_total(text)).then_some(false),
        _ => Some(true),
    }
}

/// Pages set in the columns of their table.
pub struct Pages<'a>(pub &'a Leaves<'a>);

impl Pages<'_> {
    /// Sets a page's rows in the table's columns; gives the cells whose column the
    /// table leaves open. Where no way fits, neighbours that never meet in a row are
    /// one column; where none fits then, nothing is moved: the row is ragged.
    pub fn set(&self, rows: &mut [RawRow]) -> HashSet<Span> {
        let whole = Held::of(rows, self.0.catalogue.labels());
        let mut ways = self.ways(&whole);
        let mut held = whole;
        if ways.is_empty() && held.unite(rows, self.0.catalogue.labels()) {
            ways = self.ways(&held);
        }
        let best = self.best(&ways, &held.columns, rows);
        // Amounts alone, which could stand anywhere, stay where they are.
        let told = best.len() == 1 || held.sorts.iter().any(|sort| *sort != Sort::Numbers);
        let Some(first) = best.first().filter(|_| told) else { return HashSet::new() };
        let differs =
            |at: &usize| held.sorts[*at] == Sort::Numbers && best.iter().any(|way| way[*at] != first[*at]);
        let open: Vec<usize> = (0..held.columns.len()).filter(differs).map(|at| held.columns[at]).collect();
        let open = amounts(rows, &open);
        rows.iter_mut().for_each(|row| self.spread(row, &held.columns, first));
        open
    }

    /// Sets rows of one layout where there is but one best way for all of them together.
    pub fn set_if_told(&self, rows: &mut [RawRow]) {
        let held = Held::of(rows, self.0.catalogue.labels());
        let ways = self.ways(&held);
        let best = self.best(&ways, &held.columns, rows);
        if let ([only], true) = (best.as_slice(), rows.len() > 1 && ways.len() > 1) {
            rows.iter_mut().for_each(|row| self.spread(row, &held.columns, only));
        }
    }

    fn ways(&self, held: &Held) -> Vec<Way> {
        let mut ways = Vec::new();
        self.search(held, &mut Vec::new(), &mut ways);
        ways
    }

    /// Every way to set columns in order, each where it can stand.
    fn search(&self, held: &Held, begun: &mut Way, ways: &mut Vec<Way>) {
        let next = begun.len();
        if next == held.columns.len() {
            ways.push(begun.clone());
        }
        if next == held.columns.len() || ways.len() >= WAYS {
            return;
        }
        let from = begun.last().map_or(0, |last| last + 1);
        let room = (self.0.count() + next + 1).saturating_sub(held.columns.len());
        for at in from..room {
            if self.0.holds(at, held.sorts[next], &held.contents[next]) {
                begun.push(at);
                self.search(held, begun, ways);
                begun.pop();
            }
        }
    }

    /// The ways under which most sums hold; of those the ones that use all columns
    /// that the first page uses, where there are such.
    fn best<'w>(&self, ways: &'w [Way], used: &[usize], rows: &[RawRow]) -> Vec<&'w Way> {
        if ways.len() >= WAYS {
            return Vec::new();
        }
        let score = |way: &Way| {
            let place = |column: usize| way.iter().position(|at| *at == column).map(|at| used[at]);
            let held = rows.iter().fold(0, |held: i64, row| held + self.0.identities.held(row, place));
            let all = (0..self.0.count()).filter(|at| self.0.used[*at]).all(|at| way.contains(&at));
            let sure = way.iter().filter(|at| self.0.sorts[**at] != Sort::Any).count();
            (held, all, sure)
        };
        let most = ways.iter().map(score).max();
        ways.iter().filter(|way| Some(score(way)) == most).collect()
    }

    fn spread(&self, row: &mut RawRow, used: &[usize], way: &Way) {
        let mut cells = vec![blank(row); self.0.count()];
        for (at, column) in used.iter().zip(way) {
            if let Some(cell) = row.cells.get(*at) {
                cells[*column] = cell.clone();
            }
        }
        row.cells = cells;
    }
}

/// The columns of a page that hold something, with what that is.
struct Held {
    columns: Vec<usize>,
    contents: Vec<Content>,
    sorts: Vec<Sort>,
}

impl Held {
    fn of(rows: &[RawRow], labels: &LabelsSpec) -> Self {
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let all: Vec<Content> = (0..width).map(|at| Content::of(rows, at, labels)).collect();
        let columns: Vec<usize> = (0..width).filter(|at| !all[*at].is_empty()).collect();
        let sorts = columns.iter().map(|at| Sort::of(&all[*at], all.get(at + 1))).collect();
        Self { contents: columns.iter().map(|at| all[*at].clone()).collect(), sorts, columns }
    }

    /// Moves amounts that never meet in a row into one column; says whether any.
    fn unite(&mut self, rows: &mut [RawRow], labels: &LabelsSpec) -> bool {
        let before = self.columns.len();
        for at in (1..self.columns.len()).rev() {
            let (left, right) = (self.columns[at - 1], self.columns[at]);
            let numbers = self.sorts[at - 1] == Sort::Numbers && self.sorts[at] == Sort::Numbers;
            if numbers && parted::parts(rows, left, right, labels) == Parts::One {
                rows.iter_mut().for_each(|row| unite(row, left, right));
                *self = Self::of(rows, labels);
            }
        }
        self.columns.len() < before
    }
}

fn unite(row: &mut RawRow, left: usize, right: usize) {
    let Some(part) = row.cells.get(right).filter(|cell| !cell.text.is_empty()).cloned() else { return };
    let free = text(row, left).is_empty();
    row.cells[right].text.clear();
    row.cells[left] = if free { part } else { parted::joined(row.cells[left].clone(), &part) };
}

/// The amounts that stand in some columns of rows.
fn amounts(rows: &[RawRow], columns: &[usize]) -> HashSet<Span> {
    let cells = rows.iter().flat_map(|row| columns.iter().filter_map(|at| row.cells.get(*at)));
    cells.filter(|cell| looks_like_amount(&cell.text)).map(|cell| cell.span).collect()
}
