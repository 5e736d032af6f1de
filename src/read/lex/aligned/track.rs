//! One row set in the columns of the rows before it: each chunk in the column it
//! stands under, in order, by the least distance.
//!
//! Tools that measure a page in characters push what stands after a long text; so
//! what counts is how far a chunk is off beside the one before it, not how far it is
//! off in all.

use std::ops::Range;

use super::chunks::Chunk;

/// A column as the latest rows have it.
#[derive(Debug, Clone)]
pub struct Track {
    /// By which the cells of all rows find it; its place among others may change.
    pub id: usize,
    /// Where it stands now, and where it stood in its first row.
    pub now: Range<usize>,
    pub first: Range<usize>,
    numbers: usize,
    words: usize,
    /// Whether it holds a mark that stands for no number.
    marked: bool,
}

impl Track {
    pub fn new(id: usize, chunk: &Chunk<'_>) -> Self {
        let range = chunk.from..chunk.to;
        let mut track = Self { id, now: range.clone(), first: range, numbers: 0, words: 0, marked: false };
        track.count(chunk);
        track
    }

    /// Whether it holds numbers rather than words.
    pub fn is_number(&self) -> bool {
        self.numbers > self.words
    }

    fn count(&mut self, chunk: &Chunk<'_>) {
        self.numbers += usize::from(chunk.number);
        self.words += usize::from(!chunk.number);
        self.marked |= chunk.is_mark();
    }

    /// Takes a chunk in: the column is now where it stands, and as wide as it was.
    pub fn take(&mut self, chunk: &Chunk<'_>) {
        self.count(chunk);
        let width = (self.now.end - self.now.start).saturating_sub(1);
        if chunk.number {
            self.now = chunk.from.min(chunk.to.saturating_sub(width))..chunk.to;
        } else if chunk.from.abs_diff(self.now.start) <= 2 {
            self.now = chunk.from..chunk.to.max(chunk.from + width);
        } else if chunk.overlaps(&self.now) {
            self.now = self.now.start.min(chunk.from)..self.now.end.max(chunk.to);
        }
    }

    /// How far a chunk is off: by its right end, its middle or its left end, what is
    /// nearest to `drift`.
    fn off(&self, chunk: &Chunk<'_>, drift: isize) -> isize {
        let by = |own: usize, other: usize| own.cast_signed() - other.cast_signed();
        let ends = [
            by(chunk.to, self.now.end),
            by(chunk.from + chunk.to, self.now.start + self.now.end) / 2,
            by(chunk.from, self.now.start),
        ];
        let nearest = ends.into_iter().min_by_key(|off| off.abs_diff(drift));
        nearest.unwrap_or_default()
    }

    /// The blanks between a chunk moved back by `drift` and the column; none where
    /// they overlap.
    fn gap(&self, chunk: &Chunk<'_>, drift: isize) -> usize {
        let from = chunk.from.saturating_add_signed(-drift);
        let to = chunk.to.saturating_add_signed(-drift);
        let apart = |from: usize, to: usize| {
            if from < self.now.end && self.now.start < to {
                return 0;
            }
            1 + self.now.start.saturating_sub(to).max(from.saturating_sub(self.now.end))
        };
        apart(from, to).min(apart(chunk.from, chunk.to))
    }

    /// The cost of a chunk in this column, and the drift after it.
    fn cost(&self, chunk: &Chunk<'_>, drift: isize, most: usize) -> (usize, isize) {
        match (chunk.number, self.is_number()) {
            (true, true) => {
                let off = self.off(chunk, drift);
                (off.abs_diff(drift).min(most), off)
            }
            (false, false) => {
                let off = chunk.from.cast_signed() - self.now.start.cast_signed();
                match self.gap(chunk, drift) {
                    _ if off.abs() <= 1 => (0, off),
                    gap => ((1 + gap).min(most), drift),
                }
            }
            _ => (STRANGE + self.gap(chunk, drift).min(most), drift),
        }
    }
}

/// Cost of words among numbers, or of a number among words.
const STRANGE: usize = 7;
/// Cost of a column of its own for a chunk that stands under none, for another, and
/// for one in the first row of a page for which there are columns enough.
const OWN: [usize; 3] = [8, 16, 60];
/// Cost of two chunks in one cell.
const SHARED: usize = 12;
/// How much nearer a chunk must be to its column than to a free neighbour.
const NEARER: usize = 3;
/// Most that one chunk is off in the first row of a page, whose columns may stand
/// anywhere.
const FRESH: usize = 5;
/// Most that a number is pushed farther than the number before it.
const PUSHED: isize = 4;
/// More than any distance.
const FAR: usize = 100_000;

/// Where a chunk of a row goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Into the column at this place.
    Into(usize),
    /// Into a new column before the one at this place.
    Before(usize),
    /// Into the cell of the chunk before it.
    Same,
}

/// A way to set the first chunks of a row into the first columns.
#[derive(Debug, Clone, Copy)]
struct Way {
    cost: usize,
    drift: isize,
    /// The last step, and whether it was one: else a column was left blank.
    step: Option<Step>,
}

/// The steps of a row at the least cost, and what of it is not for new columns. `fresh`: whether it is the
/// first of a page to be set.
pub fn set(tracks: &[Track], row: &[Chunk<'_>], fresh: bool) -> (Vec<Step>, usize) {
    let (count, width) = (row.len(), tracks.len());
    // The most that each chunk is off, whatever the distance.
    let first = tracks.iter().position(|track| !track.is_number()).unwrap_or(0);
    let behind = row.iter().position(|chunk| !chunk.number).filter(|_| has_all_numbers(tracks, row, fresh));
    let pushed = |at: usize| row[at].number && behind.is_some_and(|behind| at > behind);
    let loose = |at: usize| fresh || pushed(at);
    let most: Vec<usize> = (0..count).map(|at| if loose(at) { FRESH } else { FAR }).collect();
    let wordy = row.iter().all(|chunk| !chunk.number);
    let under = |chunk: &Chunk<'_>| tracks.iter().any(|track| track.gap(chunk, 0) == 0);
    let words = row.iter().position(|chunk| !chunk.number).unwrap_or(0);
    let own = |at: usize| match loose(at) && at > words && count <= width {
        true => OWN[2],
        false => OWN[usize::from(wordy || under(&row[at]))],
    };
    let own: Vec<usize> = (0..count).map(own).collect();
    let mut best = vec![vec![None::<Way>; width + 1]; count + 1];
    best[0][0] = Some(Way { cost: 0, drift: 0, step: None });
    for i in 0..=count {
        for j in 0..=width {
            let Some(way) = best[i][j] else { continue };
            if j < width {
                keep(&mut best[i][j + 1], Way { step: None, ..way });
            }
            let Some(chunk) = row.get(i) else { continue };
            if j < width && (!pushed(i) || j > first) {
                let (cost, drift) = tracks[j].cost(chunk, way.drift, most[i]);
                let step = Some(Step::Into(j));
                keep(&mut best[i + 1][j + 1], Way { cost: way.cost + cost, drift, step });
            }
            keep(
                &mut best[i + 1][j],
                Way {
                    cost: way.cost + own[i] + misplaced(tracks, chunk, j),
                    step: Some(Step::Before(j)),
                    ..way
                },
            );
            if i > 0 && !chunk.number && !row[i - 1].number {
                let shared = Way { cost: way.cost + SHARED, drift: way.drift, step: Some(Step::Same) };
                keep(&mut best[i + 1][j], shared);
            }
        }
    }
    let (steps, cost) = back(&best, count, width);
    let new = steps.iter().zip(own).filter(|(step, _)| matches!(step, Step::Before(_)));
    let new = crate::model::count(new.map(|(_, own)| own));
    (steps, cost - new)
}

/// How far a chunk is from standing between two columns.
fn misplaced(tracks: &[Track], chunk: &Chunk<'_>, at: usize) -> usize {
    let before = at.checked_sub(1).map_or(0, |before| tracks[before].now.end.saturating_sub(chunk.to));
    let behind = tracks.get(at).map_or(0, |behind| chunk.from.saturating_sub(behind.now.start));
    before + behind
}

/// Whether a row has a number for each column of numbers after the first of words,
/// so that none is blank wherever they stand. The first row of a page (`fresh`) may
/// stand anywhere.
fn has_all_numbers(tracks: &[Track], row: &[Chunk<'_>], fresh: bool) -> bool {
    let mut all = tracks.iter().skip_while(|track| track.is_number()).filter(|track| track.is_number());
    let (mut before, mut any) = (None::<isize>, false);
    for chunk in row.iter().skip_while(|chunk| chunk.number) {
        if !chunk.number {
            before = None;
            continue;
        }
        let Some(track) = all.next() else { return false };
        any = true;
        // A mark of nothing may stand anywhere in its cell.
        if track.marked || chunk.is_mark() {
            continue;
        }
        // What a text pushed comes nearer to its place again with each number.
        let off = track.off(chunk, before.unwrap_or_default());
        let near = |before: isize| (before.min(0) - PUSHED..=before.max(0) + PUSHED).contains(&off);
        if !fresh && !before.is_none_or(near) {
            return false;
        }
        before = Some(off);
    }
    any && all.next().is_none()
}

fn back(best: &[Vec<Option<Way>>], count: usize, width: usize) -> (Vec<Step>, usize) {
    let cost = best[count][width].map_or(0, |way| way.cost);
    let (mut i, mut j) = (count, width);
    let mut steps = Vec::with_capacity(count);
    while let Some(way) = best[i][j].filter(|_| i + j > 0) {
        match way.step {
            Some(step) => {
                i -= 1;
                j -= usize::from(matches!(step, Step::Into(_)));
                steps.push(step);
            }
            None => j -= 1,
        }
    }
    steps.reverse();
    (steps, cost)
}

fn keep(slot: &mut Option<Way>, way: Way) {
    if slot.is_none_or(|known| way.cost < known.cost) {
        *slot = Some(way);
    }
}

/// Whether a row has a number far from where its column was, so that only its order
/// among the others tells where it belongs.
pub fn is_far(tracks: &[Track], row: &[Chunk<'_>], steps: &[Step]) -> bool {
    let mut drift = 0;
    row.iter().zip(steps).any(|(chunk, step)| {
        let Step::Into(at) = *step else { return false };
        let (cost, next) = tracks[at].cost(chunk, drift, FAR);
        drift = next;
        chunk.number && cost > FRESH
    })
}

/// Which numbers of a row surely stand where its steps say: no free column beside
/// theirs is about as near.
pub fn sure(tracks: &[Track], row: &[Chunk<'_>], steps: &[Step], fresh: bool) -> Vec<bool> {
    if has_all_numbers(tracks, row, fresh) {
        return steps.iter().map(|step| *step != Step::Same).collect();
    }
    let taken = |at: usize| steps.contains(&Step::Into(at));
    let mut drift = 0;
    let mut sure = Vec::with_capacity(row.len());
    for (chunk, step) in row.iter().zip(steps) {
        let Step::Into(at) = *step else {
            sure.push(!chunk.number || *step != Step::Same);
            continue;
        };
        let (own, next) = tracks[at].cost(chunk, drift, FAR);
        let rival = |other: usize| {
            tracks[other].is_number()
                && !taken(other)
                && tracks[other].cost(chunk, drift, FAR).0 < own + NEARER
        };
        let before = (0..at).rev().take_while(|other| !taken(*other));
        let behind = (at + 1..tracks.len()).take_while(|other| !taken(*other));
        sure.push(!chunk.number || (tracks[at].is_number() && !before.chain(behind).any(rival)));
        drift = next;
    }
    sure
}
