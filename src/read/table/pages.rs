//! Pages of one grid: a page break may give the rows after it other physical
//! columns, with blank ones dropped. Such rows are set in the columns of the first
//! page by what they hold, in order; where this leaves a choice, by the sums that
//! the headings promise.

use std::collections::HashSet;
use std::ops::Range;

use crate::catalogue::schema::LabelsSpec;
use crate::money::looks_like_amount;
use crate::read::lex::RawRow;
use crate::read::table::cells::{blank, is_numbering, text};
use crate::read::table::content::{CellKind, Content, kind};
use crate::read::table::leaves::{Leaves, Way};
use crate::read::table::parted::{self, Parts};
use crate::read::table::sort::Sort;
use crate::source::Span;

/// Most ways to set a page's columns that are looked at.
const WAYS: usize = 2_000;

/// The rows in runs of one layout: one number of cells, nowhere words over numbers or
/// numbers over words, and no page with a column that was always blank for one that never was.
pub fn runs(body: &[RawRow], labels: &LabelsSpec) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut kinds: Vec<Option<bool>> = Vec::new();
    for (at, row) in body.iter().enumerate() {
        let numbers = !is_numbering(row, labels);
        let own: Vec<Option<bool>> =
            row.cells.iter().map(|cell| is_number(&cell.text, labels).filter(|_| numbers)).collect();
        let same = own.len() == kinds.len()
            && own.iter().zip(&kinds).all(|(own, run)| own.is_none() || run.is_none() || own == run);
        let same = same && runs.last().is_some_and(|run| !is_moved(&body[run.clone()], row));
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

/// Fewest rows that tell which columns are blank on a page.
const TELLING: usize = 3;

/// Whether a row that begins a page has something in a column that was blank in all rows
/// above, and nothing in one that was blank in none.
fn is_moved(above: &[RawRow], row: &RawRow) -> bool {
    let opens = above.last().is_some_and(|last| row.line.number > last.line.number + 1);
    let blank = |row: &RawRow, at: usize| text(row, at).is_empty();
    let (free, taken): (Vec<usize>, Vec<usize>) = match opens && above.len() >= TELLING {
        true => (0..row.cells.len()).partition(|at| !blank(row, *at)),
        false => return false,
    };
    free.into_iter().any(|at| above.iter().all(|row| blank(row, at)))
        && taken.into_iter().any(|at| above.iter().all(|row| !blank(row, at)))
}

/// Whether a cell is a number rather than words; `None` where it is neither, or a
/// total's name, which may stand in any column.
fn is_number(text: &str, labels: &LabelsSpec) -> Option<bool> {
    match kind(text) {
        CellKind::Blank | CellKind::Rate => None,
        CellKind::Words => (!labels.names_total(text)).then_some(false),
        _ => Some(true),
    }
}

/// Pages set in the columns of their table.
pub struct Pages<'a>(pub &'a Leaves<'a>);

impl Pages<'_> {
    /// Sets a page's rows in the table's columns, the first of the best ways; gives all
    /// of these. Where no way fits, neighbours that never meet in a row are one column;
    /// where none fits then, nothing is moved: the row is ragged.
    pub fn set(&self, rows: &mut [RawRow]) -> Ways {
        let labels = self.0.catalogue.labels();
        let mut held = Held::of(rows, labels);
        let mut ways = self.ways(&held);
        let mut united = Vec::new();
        if ways.is_empty() {
            let mut moved = rows.to_vec();
            let mut one = Held::of(&moved, labels);
            united = one.unite(&mut moved, labels);
            ways = self.ways(&one);
            if !ways.is_empty() {
                rows.clone_from_slice(&moved);
                held = one;
            }
        }
        let best = self.best(&ways, &held, rows);
        // Amounts alone, which could stand anywhere, stay where they are.
        let told = best.likely.len() == 1 || held.sorts.iter().any(|sort| *sort != Sort::Numbers);
        let kept = |ways: Vec<&Way>| ways.into_iter().filter(|_| told).cloned().collect();
        let (likely, other): (Vec<Way>, Vec<Way>) = (kept(best.likely), kept(best.other));
        // What was several columns has no other place where each column is needed.
        let numbers = |sorts: &[Sort]| sorts.iter().filter(|sort| **sort == Sort::Numbers).count();
        let free = numbers(&self.0.sorts) > numbers(&held.sorts);
        let united = united.into_iter().filter(|_| free).collect();
        let set =
            Ways { rows: rows.to_vec(), columns: held.columns, united, best: likely, other, broken: false };
        set.put(self.0, 0, rows);
        set
    }

    /// Sets rows of one layout where there is but one best way for all of them together.
    pub fn set_if_told(&self, rows: &mut [RawRow]) {
        let held = Held::of(rows, self.0.catalogue.labels());
        let ways = self.ways(&held);
        let best = self.best(&ways, &held, rows);
        if let ([only], true) = (best.likely.as_slice(), rows.len() > 1 && ways.len() > 1) {
            rows.iter_mut().for_each(|row| *row = spread(row, self.0, &held.columns, only));
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

    /// The ways under which most sums hold. Those of them are likely that use no column of
    /// amounts that the first page does not use, and all that it uses, where there are such.
    fn best<'w>(&self, ways: &'w [Way], held: &Held, rows: &[RawRow]) -> Best<'w> {
        let Held { columns: used, sorts, .. } = held;
        if ways.len() >= WAYS {
            return Best::default();
        }
        let held = |way: &Way| {
            let place = |column: usize| way.iter().position(|at| *at == column).map(|at| used[at]);
            rows.iter().fold(0, |held: i64, row| held + self.0.identities.held(row, place))
        };
        let likelihood = |way: &Way| {
            let within = way.iter().all(|at| self.0.used[*at] || self.0.sorts[*at] != Sort::Numbers);
            let all = (0..self.0.count()).filter(|at| self.0.used[*at]).all(|at| way.contains(&at));
            let amounts = way.iter().zip(sorts).filter(|(_, sort)| **sort == Sort::Numbers);
            let sure = amounts.filter(|(at, _)| self.0.sorts[**at] == Sort::Numbers).count();
            (within, all, sure)
        };
        let sums: Vec<i64> = ways.iter().map(held).collect();
        let most = sums.iter().max();
        let best = || ways.iter().zip(&sums).filter(|(_, held)| Some(*held) == most).map(|(way, _)| way);
        let likeliest = best().map(likelihood).max();
        let (likely, mut other): (Vec<&Way>, Vec<&Way>) =
            best().partition(|way| Some(likelihood(way)) == likeliest);
        // Codes and names stand where they do, and all amounts under headings of amounts.
        let differs = |way: &Way, at: usize| sorts[at] != Sort::Numbers && way[at] != likely[0][at];
        other.retain(|way| {
            Some(likelihood(way).2) == likeliest.map(|(_, _, sure)| sure)
                && !(0..sorts.len()).any(|at| differs(way, at))
        });
        Best { likely, other }
    }
}

/// The ways under which most sums hold, by how likely they are.
#[derive(Default)]
struct Best<'w> {
    likely: Vec<&'w Way>,
    other: Vec<&'w Way>,
}

/// The ways to set a page that are as good as one another.
pub struct Ways {
    /// Its rows as they stood.
    rows: Vec<RawRow>,
    /// Its columns that hold something, and those of them that were several.
    columns: Vec<usize>,
    united: Vec<usize>,
    best: Vec<Way>,
    /// Others under which as many sums of rows hold, which are less likely.
    other: Vec<Way>,
    /// Whether fewer sums would fail under a way that is less likely.
    broken: bool,
}

impl Ways {
    /// How many there are, less likely ones included.
    pub fn count(&self) -> usize {
        self.best.len() + self.other.len()
    }

    /// Sets the page's rows by the `nth` of them, the likely ones first.
    pub fn put(&self, leaves: &Leaves, nth: usize, rows: &mut [RawRow]) {
        let Some(way) = self.best.iter().chain(&self.other).nth(nth) else { return };
        for (row, own) in rows.iter_mut().zip(&self.rows) {
            *row = spread(own, leaves, &self.columns, way);
        }
    }

    /// Keeps those under which most sums hold, of these the likely ones where there are
    /// such. Where none hold, the likely ones are open if more sums fail than otherwise.
    pub fn keep(&mut self, sums: &[i64]) {
        let most = sums.iter().max().copied();
        let of = |ways: &[Way], sums: &[i64]| -> Vec<Way> {
            let kept = ways.iter().zip(sums).filter(|(_, held)| Some(**held) == most);
            kept.map(|(way, _)| way.clone()).collect()
        };
        let (likely, other) = sums.split_at(self.best.len());
        let (likely, other) = (of(&self.best, likely), of(&self.other, other));
        match (likely.is_empty(), most > Some(0)) {
            (true, true) => self.best = other,
            (true, false) => self.broken = true,
            (false, true) => self.best = likely,
            (false, false) => {}
        }
        self.other.clear();
    }

    /// Whether several are as likely as one another.
    pub fn is_open(&self) -> bool {
        self.best.len() > 1
    }

    /// The amounts of which the ways do not tell the column, and those of columns that
    /// were several.
    pub fn open(&self) -> HashSet<Span> {
        let differs = |at: &usize| self.best.iter().any(|way| way[*at] != self.best[0][*at]);
        let broken = |at: &usize| self.broken || differs(at);
        let open = (0..self.columns.len()).filter(broken).map(|at| self.columns[at]);
        let mut open: Vec<usize> = open.chain(self.united.iter().copied()).collect();
        // Rows whose names may stand elsewhere may be other rows.
        let names = |at: &usize| self.rows.iter().any(|row| kind(text(row, *at)) == CellKind::Words);
        if open.iter().any(names) {
            open.clone_from(&self.columns);
        }
        let cells = self.rows.iter().flat_map(|row| open.iter().filter_map(|at| row.cells.get(*at)));
        cells.filter(|cell| looks_like_amount(&cell.text)).map(|cell| cell.span).collect()
    }
}

fn spread(row: &RawRow, leaves: &Leaves, used: &[usize], way: &Way) -> RawRow {
    let mut cells = vec![blank(row); leaves.count()];
    for (at, column) in used.iter().zip(way) {
        if let Some(cell) = row.cells.get(*at) {
            cells[*column] = cell.clone();
        }
    }
    RawRow { line: row.line, cells }
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

    /// Moves amounts that never meet in a row into one column; gives these.
    fn unite(&mut self, rows: &mut [RawRow], labels: &LabelsSpec) -> Vec<usize> {
        let mut united = Vec::new();
        for at in (1..self.columns.len()).rev() {
            let (left, right) = (self.columns[at - 1], self.columns[at]);
            let numbers = self.sorts[at - 1] == Sort::Numbers && self.sorts[at] == Sort::Numbers;
            if numbers && parted::parts(rows, left, right, labels) == Parts::One {
                rows.iter_mut().for_each(|row| unite(row, left, right));
                united.push(left);
                *self = Self::of(rows, labels);
            }
        }
        united
    }
}

fn unite(row: &mut RawRow, left: usize, right: usize) {
    let Some(part) = row.cells.get(right).filter(|cell| !cell.text.is_empty()).cloned() else { return };
    let free = text(row, left).is_empty();
    row.cells[right].text.clear();
    row.cells[left] = if free { part } else { parted::joined(row.cells[left].clone(), &part) };
}
