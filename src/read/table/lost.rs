//! Headers whose blank cells a parser dropped with those of the rows: what each heading
//! of a row spans in the row below is identified by what the catalogue knows.

use crate::catalogue::schema::{ConceptsSpec, TableSpec};
use crate::model::ColumnRole;
use crate::read::lex::{RawCell, RawRow};
use crate::read::table::cells::{blank, text};
use crate::read::table::sort::Sort;

/// Most headings of a row that are tried.
const HEADINGS: usize = 10;
/// Most ways to span a row's headings that are tried: where there are more, what was
/// lost is not known.
const WAYS: usize = 4_000;

/// How many headings below each heading spans: 0 where it heads a column itself.
type Spans = Vec<usize>;

/// Sets the headings of a grid without blank cells over their columns, from the lowest
/// row up; says whether nothing was lost or one way is the best.
pub fn headings(
    head: &mut [RawRow],
    body: &[RawRow],
    spec: Option<&TableSpec>,
    concepts: &ConceptsSpec,
) -> bool {
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
        told &= set_over(&mut above[upper], below, longest, spec, concepts);
    }
    told
}

/// Sets a row of headings over the rows below, which have columns; says whether one way
/// to do so is the best.
fn set_over(
    upper: &mut RawRow,
    below: &mut [RawRow],
    longest: usize,
    spec: Option<&TableSpec>,
    concepts: &ConceptsSpec,
) -> bool {
    let lower = below.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut all = Vec::new();
    spans(upper.cells.len(), lower, &mut Vec::new(), &mut all);
    if all.len() > WAYS {
        return false;
    }
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
    let meanings = Meanings::of(upper, &leaves, spec, concepts);
    let scores: Vec<_> = all.iter().map(|spans| meanings.score(spans, longest)).collect();
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

/// Every way in which so many headings span so many below, as far as those are few.
fn spans(upper: usize, lower: usize, begun: &mut Spans, all: &mut Vec<Spans>) {
    if all.len() > WAYS {
        return;
    }
    if upper <= 1 {
        if upper == 1 || lower == 0 {
            all.push(begun.iter().copied().chain((upper == 1).then_some(lower)).collect());
        }
        return;
    }
    for span in 0..=lower {
        begun.push(span);
        spans(upper - 1, lower - span, begun, all);
        begun.pop();
    }
}

/// What a heading means over one below, or alone.
#[derive(Debug, Clone, Copy, Default)]
struct Meaning {
    /// The place of the table's column that the two name.
    place: Option<usize>,
    /// Whether that column may stand more than once: the parts of a code.
    code: bool,
    points: i64,
}

/// What each heading of a row means over each one below and, last, alone.
struct Meanings(Vec<Vec<Meaning>>);

impl Meanings {
    fn of(upper: &RawRow, leaves: &[String], spec: Option<&TableSpec>, concepts: &ConceptsSpec) -> Self {
        let leaves = || leaves.iter().map(Some).chain([None]);
        let of = |cell: &RawCell| {
            let path = |leaf: Option<&String>| [cell.text.clone()].into_iter().chain(leaf.cloned()).collect();
            leaves().map(|leaf| meaning(path(leaf), spec, concepts)).collect()
        };
        Self(upper.cells.iter().map(of).collect())
    }

    /// What supports a way: columns that are known, in the catalogue's order, none of
    /// them twice; and that there are as many as the longest row has cells.
    fn score(&self, spans: &[usize], longest: usize) -> (bool, i64, bool) {
        let mut next = 0;
        let mut all: Vec<Meaning> = Vec::new();
        for (own, span) in self.0.iter().zip(spans) {
            match span {
                0 => all.extend(own.last()),
                span => all.extend(&own[next..next + span]),
            }
            next += span;
        }
        let known: Vec<(usize, bool)> = all.iter().filter_map(|own| Some((own.place?, own.code))).collect();
        let ordered = known.windows(2).filter(|pair| pair[0].0 < pair[1].0).count();
        let before = |at: usize, place: usize| known[..at].iter().any(|(other, _)| *other == place);
        let again = known.iter().enumerate().filter(|(at, (place, code))| !code && before(*at, *place));
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let meant: i64 = all.iter().fold(0, |sum, own| sum + own.points);
        let points = number(2 * known.len() + ordered) + meant - number(4 * again.count());
        (all.len() >= longest, points, all.len() == longest)
    }
}

/// What headings one over the other mean.
fn meaning(path: Vec<String>, spec: Option<&TableSpec>, concepts: &ConceptsSpec) -> Meaning {
    let column = spec.and_then(|spec| spec.column(&path, None));
    let concept = concepts.key(&path, |_| true).is_some();
    Meaning {
        place: column.and_then(|column| spec?.columns.iter().position(|one| std::ptr::eq(one, column))),
        code: column.is_some_and(|column| column.role == ColumnRole::Code),
        points: i64::from(agree(&path, concepts)) + i64::from(concept),
    }
}

/// Whether a heading and the one over it announce the same: names and codes, or amounts.
fn agree(path: &[String], concepts: &ConceptsSpec) -> bool {
    let [outer, inner] = path else { return false };
    let [outer, inner] = [outer, inner].map(|heading| Sort::announced(heading, concepts));
    outer != Sort::Any && inner != Sort::Any && (outer == Sort::Numbers) == (inner == Sort::Numbers)
}
