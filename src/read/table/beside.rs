//! The right half of a table that was cut between two columns: below the left half a
//! header that names other columns, and the same rows once more.

use std::collections::{HashMap, HashSet};

use crate::catalogue::normal::compact;
use crate::catalogue::schema::{ColumnRole, TableSpec};
use crate::money::looks_like_amount;
use crate::read::lex::RawRow;
use crate::read::table::cells::{blank, text};
use crate::source::{Line, Span};

/// The rows below a header, those of a right half apart.
pub struct Halves {
    pub left: Vec<RawRow>,
    /// Lines of headers that came again.
    pub repeated: Vec<Line>,
    /// The headers of right halves, and their rows, each with the place of its header.
    heads: Vec<RawRow>,
    right: Vec<(usize, RawRow)>,
}

/// Takes the rows below a header apart; `again` says which of them are the header's.
pub fn part(head: &[RawRow], rows: &[RawRow], again: &[bool], spec: Option<&TableSpec>) -> Halves {
    let mut halves = Halves { left: Vec::new(), repeated: Vec::new(), heads: Vec::new(), right: Vec::new() };
    let mut beside = None;
    for (row, again) in rows.iter().zip(again) {
        if *again {
            beside = None;
            halves.repeated.push(row.line);
        } else if is_other_header(head, row, spec) {
            beside = Some(halves.heads.len());
            halves.repeated.push(row.line);
            halves.heads.push(row.clone());
        } else if let Some(of) = beside {
            halves.right.push((of, row.clone()));
        } else {
            halves.left.push(row.clone());
        }
    }
    halves
}

impl Halves {
    /// Sets the right halves beside the rows of the left that have the same codes or
    /// names. Where one has none, nothing is set: its rows stand below, and their amounts,
    /// which stand under headings that are not theirs, are given back.
    pub fn join(mut self, head: &mut [RawRow]) -> (Vec<RawRow>, HashSet<Span>) {
        let lefts: Vec<Left> = self.heads.iter().map(|other| Left::of(head, other, &self.left)).collect();
        let places: Option<Vec<usize>> = self.right.iter().map(|(of, row)| lefts[*of].place(row)).collect();
        let Some(places) = places.filter(|_| !self.right.is_empty()) else {
            let rows: Vec<RawRow> = self.right.into_iter().map(|(_, row)| row).collect();
            let cells = rows.iter().flat_map(RawRow::filled);
            let open = cells.filter(|(_, cell)| looks_like_amount(&cell.text)).map(|(_, cell)| cell.span);
            let open = open.collect();
            self.left.extend(rows);
            return (self.left, open);
        };
        let columns = self.columns(head);
        for (of, from, to) in &columns {
            set(&mut head[0], *to, &self.heads[*of], *from);
        }
        for (at, (of, row)) in places.into_iter().zip(&self.right) {
            for (_, from, to) in columns.iter().filter(|(other, ..)| other == of) {
                set(&mut self.left[at], *to, row, *from);
            }
        }
        (self.left, HashSet::new())
    }

    /// The columns that right halves add: the place of their header, theirs in it, and
    /// theirs in the whole table.
    fn columns(&self, head: &[RawRow]) -> Vec<(usize, usize, usize)> {
        let width = head.iter().chain(&self.left).map(|row| row.cells.len()).max().unwrap_or(0);
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut columns = Vec::new();
        for (of, other) in self.heads.iter().enumerate() {
            for (from, heading) in other.filled().filter(|(_, cell)| names(head, &cell.text).is_none()) {
                let next = width + places.len();
                columns.push((of, from, *places.entry(compact(&heading.text)).or_insert(next)));
            }
        }
        columns
    }
}

/// The rows of the left half by what tells them, in the columns that the header of a right
/// half shares with it.
struct Left {
    /// Those columns of the right half.
    shared: Vec<usize>,
    /// The place of each row; none where several say the same.
    rows: HashMap<String, Option<usize>>,
}

impl Left {
    fn of(head: &[RawRow], other: &RawRow, left: &[RawRow]) -> Self {
        let both = other.filled().filter_map(|(from, heading)| Some((from, names(head, &heading.text)?)));
        let (shared, own): (Vec<usize>, Vec<usize>) = both.unzip();
        let mut rows = HashMap::new();
        for (at, row) in left.iter().enumerate() {
            let place = rows.entry(key(row, own.iter().copied()));
            place.and_modify(|place| *place = None).or_insert(Some(at));
        }
        Self { shared, rows }
    }

    /// The one row that a row of the right half continues.
    fn place(&self, row: &RawRow) -> Option<usize> {
        *self.rows.get(&key(row, self.shared.iter().copied()))?
    }
}

/// Whether a row is a header that begins with one of the table's own headings and goes on
/// with headings of amounts that the table's header lacks.
fn is_other_header(head: &[RawRow], row: &RawRow, spec: Option<&TableSpec>) -> bool {
    let Some(spec) = spec else { return false };
    let column = |text: &str| spec.column(&[text.to_owned()], None);
    let is_amount = |text: &str| column(text).is_some_and(|known| known.role == ColumnRole::Amount);
    let own = |text: &str| names(head, text).is_some();
    let mut cells = row.filled().map(|(_, cell)| cell.text.as_str());
    let begins = cells.next().is_some_and(|first| own(first) && !is_amount(first));
    let rest: Vec<&str> = cells.collect();
    begins
        && rest.iter().all(|text| own(text) || column(text).is_some())
        && rest.iter().any(|text| !own(text) && is_amount(text))
}

/// The column over which a header has a heading.
fn names(head: &[RawRow], heading: &str) -> Option<usize> {
    let heading = compact(heading);
    let cells = head.iter().flat_map(RawRow::filled);
    cells.into_iter().find(|(_, cell)| compact(&cell.text) == heading).map(|(at, _)| at)
}

/// What tells a row: its cells in some columns, else its first.
fn key(row: &RawRow, columns: impl Iterator<Item = usize>) -> String {
    let told: String = columns.map(|at| compact(text(row, at))).collect();
    let first = || row.filled().next().map(|(_, cell)| compact(&cell.text)).unwrap_or_default();
    if told.is_empty() { first() } else { told }
}

fn set(row: &mut RawRow, to: usize, other: &RawRow, from: usize) {
    let filler = blank(row);
    let width = row.cells.len().max(to + 1);
    row.cells.resize(width, filler);
    row.cells[to] = other.cells.get(from).cloned().unwrap_or_else(|| blank(other));
}
