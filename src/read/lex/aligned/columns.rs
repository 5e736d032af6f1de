//! The columns of a run of lines. The fullest row of each page says first where they
//! stand; the others are set in them one by one, from that row down and up, since
//! columns wander from row to row but keep their order.

use std::collections::HashSet;
use std::ops::Range;

use super::chunks::Chunk;
use super::track::{Step, Track, is_far, set, sure};

/// The columns of a run.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// The columns of text that each takes in the first rows, from left to right.
    pub ranges: Vec<Range<usize>>,
    pub numbers: Vec<bool>,
    /// Where the chunks of each row belong.
    pub rows: Vec<Vec<Belongs>>,
    /// How far all rows are from standing in them exactly.
    pub cost: usize,
}

/// Most columns; a row that would need more is left as it is.
const MOST: usize = 60;

/// Where a chunk belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Belongs {
    pub column: usize,
    /// Whether its place tells that it can be no other.
    pub sure: bool,
    /// Whether only its order among others tells, since it is far from those above.
    pub by_order: bool,
}

/// A row of a page, and whether the page begins with it.
pub struct Row<'a, 'b> {
    pub chunks: &'b [Chunk<'a>],
    pub opens: bool,
}

impl Columns {
    /// The columns of rows.
    pub fn of(rows: &[Row<'_, '_>]) -> Self {
        let mut setting = Setting { rows: vec![Vec::new(); rows.len()], ..Setting::default() };
        let mut from = 0;
        while from < rows.len() {
            let end = (from + 1..rows.len()).find(|at| rows[*at].opens).unwrap_or(rows.len());
            setting.page(rows, from..end);
            from = end;
        }
        let mut columns = setting.columns();
        columns.fold_centred();
        columns
    }

    /// The cells of the columns, as far as they are known: numbers stand at the right
    /// of theirs, so that it begins where the numbers before end; words at the left.
    pub fn cells(&self) -> Vec<Range<usize>> {
        let end = |at: usize| self.ranges[at].end;
        let cell = |at: usize| {
            let Range { start, end: own } = self.ranges[at].clone();
            let before = at.checked_sub(1);
            let next = self.ranges.get(at + 1);
            if !self.numbers[at] {
                return start..next.map_or(own, |next| next.start).max(own);
            }
            let from = match before {
                Some(before) if self.numbers[before] => end(before),
                Some(before) => {
                    let wide =
                        next.filter(|_| self.numbers[at + 1]).map_or(0, |next| next.end.saturating_sub(own));
                    own.saturating_sub(wide).max(end(before))
                }
                None => start,
            };
            from.min(start)..own
        };
        (0..self.ranges.len()).map(cell).collect()
    }

    /// Takes out columns that only words centred over several columns made: hardly a
    /// row has them, and none of those has the column beside them.
    fn fold_centred(&mut self) {
        for at in (0..self.ranges.len()).rev() {
            if self.numbers[at] || self.ranges.len() == 1 {
                continue;
            }
            let has = |row: &[Belongs], at: usize| row.iter().any(|belongs| belongs.column == at);
            let with: Vec<_> = self.rows.iter().filter(|row| has(row, at)).collect();
            let free = |other: &usize| with.iter().all(|row| !has(row, *other));
            let beside = [at.checked_sub(1), Some(at + 1).filter(|next| *next < self.ranges.len())];
            let free: Vec<usize> = beside.into_iter().flatten().filter(free).collect();
            let home = free.iter().find(|other| !self.numbers[**other]).or(free.first()).copied();
            if let Some(home) = home.filter(|_| 4 * with.len() <= self.rows.len().max(4)) {
                self.fold(at, home);
            }
        }
    }

    fn fold(&mut self, at: usize, home: usize) {
        if !self.numbers[home] {
            let (one, other) = (&self.ranges[home], &self.ranges[at]);
            self.ranges[home] = one.start.min(other.start)..one.end.max(other.end);
        }
        self.ranges.remove(at);
        self.numbers.remove(at);
        for belongs in self.rows.iter_mut().flatten() {
            if belongs.column == at {
                belongs.column = home;
            }
            belongs.column -= usize::from(belongs.column > at);
        }
    }
}

/// How many numbers stand in a row after its first words.
fn amounts(row: &[Chunk<'_>]) -> usize {
    row.iter().skip_while(|chunk| chunk.number).filter(|chunk| chunk.number).count()
}

/// Columns while rows are set in them.
#[derive(Default)]
struct Setting {
    tracks: Vec<Track>,
    /// For each row, the tracks of its chunks, by their ids.
    rows: Vec<Vec<Belongs>>,
    cost: usize,
    /// The tracks as the first rows of the first page have them.
    top: Vec<Track>,
    /// Whether the page is not the first.
    by_order: bool,
}

impl Setting {
    /// Sets the rows of a page: the fullest first, then those below and above.
    fn page(&mut self, rows: &[Row<'_, '_>], page: Range<usize>) {
        self.by_order = page.start > 0;
        // On a later page the columns of words are known.
        let numbers = |at: usize| if page.start > 0 { amounts(rows[at].chunks) } else { 0 };
        let fullness = |at: &usize| (numbers(*at), rows[*at].chunks.len(), std::cmp::Reverse(*at));
        let Some(fullest) = page.clone().max_by_key(fullness) else { return };
        self.row(rows, fullest, true);
        self.tracks.iter_mut().for_each(|track| track.first = track.now.clone());
        for at in fullest + 1..page.end {
            self.row(rows, at, false);
        }
        let below = self.tracks.clone();
        self.tracks.iter_mut().for_each(|track| track.now = track.first.clone());
        for at in (page.start..fullest).rev() {
            self.row(rows, at, false);
        }
        if page.start == 0 {
            self.top = self.tracks.clone();
        }
        self.doubt_blank(page);
        for track in below {
            if let Some(own) = self.tracks.iter_mut().find(|own| own.id == track.id) {
                own.now = track.now;
            }
        }
    }

    /// Takes no place for certain on a later page on which some column of numbers is
    /// blank: which it is, the page does not tell.
    fn doubt_blank(&mut self, page: Range<usize>) {
        let numbers =
            self.tracks.iter().skip_while(|track| track.is_number()).filter(|track| track.is_number());
        let used: HashSet<usize> =
            self.rows[page.clone()].iter().flatten().map(|belongs| belongs.column).collect();
        if page.start > 0 && numbers.clone().any(|track| !used.contains(&track.id)) {
            let blurred: HashSet<usize> = numbers.map(|track| track.id).collect();
            let rows = self.rows[page].iter_mut().flatten();
            rows.filter(|belongs| blurred.contains(&belongs.column)).for_each(|belongs| belongs.sure = false);
        }
    }

    fn row(&mut self, rows: &[Row<'_, '_>], at: usize, fresh: bool) {
        let row = rows[at].chunks;
        let fresh = fresh && !self.tracks.is_empty();
        let (steps, cost) = set(&self.tracks, row, fresh);
        let by_order = self.by_order || is_far(&self.tracks, row, &steps);
        let sure = sure(&self.tracks, row, &steps, fresh);
        self.cost += cost;
        // Places move after each new column.
        let mut new = 0;
        let mut last = 0;
        for ((chunk, step), sure) in row.iter().zip(&steps).zip(sure) {
            let place = match *step {
                Step::Into(place) => place + new,
                Step::Before(place) if self.tracks.len() < MOST => {
                    self.tracks.insert(place + new, Track::new(self.next(), chunk));
                    new += 1;
                    place + new - 1
                }
                Step::Before(place) => (place + new).min(self.tracks.len() - 1),
                Step::Same => last,
            };
            if matches!(step, Step::Into(_)) {
                self.tracks[place].take(chunk);
            }
            last = place;
            self.rows[at].push(Belongs { column: self.tracks[place].id, sure, by_order });
        }
    }

    fn next(&self) -> usize {
        self.tracks.len()
    }

    /// The columns in their order, and the rows by them.
    fn columns(self) -> Columns {
        let mut places = vec![0; self.tracks.len()];
        for (at, track) in self.tracks.iter().enumerate() {
            places[track.id] = at;
        }
        let top = |track: &Track| self.top.iter().find(|top| top.id == track.id).unwrap_or(track).now.clone();
        let mut rows = self.rows;
        rows.iter_mut().flatten().for_each(|belongs| belongs.column = places[belongs.column]);
        Columns {
            ranges: self.tracks.iter().map(top).collect(),
            numbers: self.tracks.iter().map(Track::is_number).collect(),
            rows,
            cost: self.cost,
        }
    }
}
