//! Headers whose blank cells a parser dropped with those of the rows: what each heading
//! of a row spans in the row below is told by what the catalogue knows.

use crate::catalogue::Catalogue;
use crate::catalogue::schema::{ColumnSpec, TableSpec};
use crate::model::ColumnRole;
use crate::read::lex::RawRow;
use crate::read::table::cells::{blank, text};
use crate::read::table::sort::Sort;

/// Most headings of a row that are tried.
const HEADINGS: usize = 10;

/// How many headings below each heading spans: 0 where it heads a column itself.
type Spans = Vec<usize>;

/// Sets the headings of a grid without blank cells over their columns, from the lowest
/// row up; says whether nothing was lost or one way is the best.
pub fn headings(head: &mut [RawRow], body: &[RawRow], spec: Option<&TableSpec>) -> bool {
    let has_blank = |row: &RawRow| row.filled().count() > 1 && row.filled().count() < row.cells.len();
    let count = |row: &RawRow| row.filled().count();
    let uneven = head.windows(2).any(|pair| count(&pair[0]) != count(&pair[1]));
    if !uneven || head.iter().chain(body).any(has_blank) || head.iter().any(|row| count(row) > HEADINGS) {
        return true;
    }
    for row in head.iter_mut() {
        row.cells.retain(|cell| !cell.text.is_empty());
    }
    let longest = body.iter().map(count).max().unwrap_or(0);
    let mut told = true;
    for upper in (0..head.len() - 1).rev() {
        let (above, below) = head.split_at_mut(upper + 1);
        told &= set_over(&mut above[upper], below, longest, spec);
    }
    told
}

/// Sets a row of headings over the rows below, which have columns; says whether one way
/// to do so is the best.
fn set_over(upper: &mut RawRow, below: &mut [RawRow], longest: usize, spec: Option<&TableSpec>) -> bool {
    let lower = below.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut all = Vec::new();
    spans(upper.cells.len(), lower, &mut Vec::new(), &mut all);
    let leaf = |at: usize| {
        below
            .iter()
            .rev()
            .map(|row| text(row, at))
            .find(|text| !text.is_empty())
            .unwrap_or_default()
            .to_owned()
    };
    let leaves: Vec<String> = (0..lower).map(leaf).collect();
    let scores: Vec<_> = all.iter().map(|spans| score(upper, &leaves, spans, longest, spec)).collect();
    let most = scores.iter().max().copied();
    let mut best = all.iter().zip(&scores).filter(|(_, score)| Some(**score) == most).map(|(spans, _)| spans);
    let Some(first) = best.next() else { return false };
    let (mut columns, mut places) = (Vec::new(), Vec::new());
    for span in first {
        places.push(columns.len());
        let next: usize = columns.iter().filter(|column: &&Option<usize>| column.is_some()).count();
        if *span == 0 { columns.push(None) } else { columns.extend((next..next + span).map(Some)) }
    }
    for row in below {
        let cells = columns.iter().map(|at| at.and_then(|at| row.cells.get(at)).cloned());
        row.cells = cells.map(|cell| cell.unwrap_or_else(|| blank(row))).collect();
    }
    let empty = vec![blank(upper); columns.len()];
    for (cell, place) in std::mem::replace(&mut upper.cells, empty).into_iter().zip(places) {
        upper.cells[place] = cell;
    }
    best.next().is_none()
}

/// Every way in which so many headings span so many below.
fn spans(upper: usize, lower: usize, begun: &mut Spans, all: &mut Vec<Spans>) {
    if upper == 0 {
        if lower == 0 {
            all.push(begun.clone());
        }
        return;
    }
    for span in 0..=lower {
        begun.push(span);
        spans(upper - 1, lower - span, begun, all);
        begun.pop();
    }
}

/// What speaks for a way: columns that are known, in the catalogue's order, none of them
/// twice; and that there are as many as the longest row has cells.
fn score(
    upper: &RawRow,
    leaves: &[String],
    spans: &[usize],
    longest: usize,
    spec: Option<&TableSpec>,
) -> (bool, i64, bool) {
    let mut rest = leaves.iter();
    let mut known: Vec<Option<&ColumnSpec>> = Vec::new();
    let mut meant = 0;
    for (cell, span) in upper.cells.iter().zip(spans) {
        let mut inner: Vec<Vec<String>> =
            rest.by_ref().take(*span).map(|leaf| vec![cell.text.clone(), leaf.clone()]).collect();
        if inner.is_empty() {
            inner.push(vec![cell.text.clone()]);
        }
        for path in &inner {
            known.push(spec.and_then(|spec| spec.column(path, None)));
            meant += i64::from(agree(path));
            meant += i64::from(Catalogue::get().concepts().key(path, |_| true).is_some());
        }
    }
    let place = |column: &ColumnSpec| {
        spec.and_then(|spec| spec.columns.iter().position(|one| std::ptr::eq(one, column)))
    };
    let places: Vec<usize> = known.iter().flatten().filter_map(|column| place(column)).collect();
    let ordered = places.windows(2).filter(|pair| pair[0] < pair[1]).count();
    let again = places.iter().enumerate().filter(|(at, place)| {
        let code = spec.is_some_and(|spec| spec.columns[**place].role == ColumnRole::Code);
        !code && places[..*at].contains(place)
    });
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let points = count(2 * places.len() + ordered) + meant - count(4 * again.count());
    (known.len() >= longest, points, known.len() == longest)
}

/// Whether a heading and the one over it announce the same: names and codes, or amounts.
fn agree(path: &[String]) -> bool {
    let [outer, inner] = path else { return false };
    let [outer, inner] = [outer, inner].map(|heading| Sort::announced(heading));
    outer != Sort::Any && inner != Sort::Any && (outer == Sort::Numbers) == (inner == Sort::Numbers)
}
