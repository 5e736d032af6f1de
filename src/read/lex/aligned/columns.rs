//! The columns of a run of lines: where its numbers stand, and where its words.
//!
//! Numbers of one column overlap, since they end at its right edge; so do words,
//! which begin at its left. A word that stands over two columns was centred over
//! both, and decides nothing.

use std::ops::Range;

use super::chunks::Chunk;

/// The columns of a run.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// The columns of text that each takes, from left to right.
    pub ranges: Vec<Range<usize>>,
    numbers: Vec<bool>,
}

/// Most columns.
const MOST: usize = 60;

/// Where a chunk belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Belongs {
    pub column: usize,
    /// Whether its place tells that it can be no other.
    pub sure: bool,
}

impl Columns {
    /// The columns of rows, each given as its chunks; `None` where two numbers of a
    /// row would share one, so that the rows are not of one grid.
    pub fn of(rows: &[&[Chunk<'_>]]) -> Option<Self> {
        let numbers = merged(rows.iter().flat_map(|row| row.iter().filter(|chunk| chunk.number)).map(range));
        let column = |chunk: &Chunk<'_>| numbers.partition_point(|range| range.end <= chunk.from);
        let clash = |row: &&[Chunk<'_>]| {
            let own: Vec<usize> = row.iter().filter(|chunk| chunk.number).map(column).collect();
            own.windows(2).any(|pair| pair[0] == pair[1])
        };
        let words = words(rows, &numbers);
        if rows.iter().any(clash) || numbers.len() + words.len() > MOST {
            return None;
        }
        let mut all: Vec<(Range<usize>, bool)> = numbers.into_iter().map(|range| (range, true)).collect();
        all.extend(words.into_iter().map(|range| (range, false)));
        all.sort_by_key(|(range, _)| (range.start, range.end));
        let (ranges, numbers) = all.into_iter().unzip();
        let mut columns = Self { ranges, numbers };
        columns.fold_centred(rows);
        Some(columns)
    }

    /// Takes out columns that only words centred over several columns made: hardly a
    /// row has them, and none of those has the column beside them.
    fn fold_centred(&mut self, rows: &[&[Chunk<'_>]]) {
        for at in (0..self.ranges.len()).rev() {
            if self.numbers[at] || self.ranges.len() == 1 {
                continue;
            }
            let with: Vec<_> = rows.iter().filter(|row| has(row, &self.ranges[at])).collect();
            let free = |other: usize| with.iter().all(|row| !has(row, &self.ranges[other]));
            let beside = [at.checked_sub(1), Some(at + 1).filter(|next| *next < self.ranges.len())];
            let free: Vec<usize> = beside.into_iter().flatten().filter(|other| free(*other)).collect();
            let home = free.iter().find(|other| !self.numbers[**other]).or(free.first());
            if let Some(home) = home.filter(|_| 4 * with.len() <= rows.len().max(4)) {
                if !self.numbers[*home] {
                    self.ranges[*home] = join(&self.ranges[*home], &self.ranges[at]);
                }
                self.ranges.remove(at);
                self.numbers.remove(at);
            }
        }
    }

    /// Where each chunk of a row belongs, in order and no two in one place; a chunk
    /// for which no place is left belongs with the one before it.
    pub fn place(&self, row: &[Chunk<'_>]) -> Vec<Belongs> {
        let mut places = Vec::with_capacity(row.len());
        let mut next = 0;
        for (at, chunk) in row.iter().enumerate() {
            let later = row[at + 1..].iter().find_map(|chunk| self.over(chunk, 0).first().copied());
            let end = later.unwrap_or(self.ranges.len()).max(next);
            let own: Vec<usize> = self.over(chunk, next);
            let kind = |column: &&usize| self.numbers[**column] == chunk.number;
            let best = own.iter().find(kind).or(own.first()).copied();
            let near = || (next..end).min_by_key(|column| self.distance(*column, chunk));
            let column = best.or_else(near).unwrap_or(next.saturating_sub(1));
            places.push(Belongs { column, sure: own.len() == 1 && column >= next });
            next = column + 1;
        }
        places
    }

    /// The columns from `next` on that a chunk stands over.
    fn over(&self, chunk: &Chunk<'_>, next: usize) -> Vec<usize> {
        (next..self.ranges.len()).filter(|column| chunk.overlaps(&self.ranges[*column])).collect()
    }

    /// How far a chunk stands from a column; words rather belong among words.
    fn distance(&self, column: usize, chunk: &Chunk<'_>) -> (bool, usize) {
        let range = &self.ranges[column];
        let apart = range.start.saturating_sub(chunk.to).max(chunk.from.saturating_sub(range.end));
        (self.numbers[column] != chunk.number, apart)
    }
}

fn range(chunk: &Chunk<'_>) -> Range<usize> {
    chunk.from..chunk.to
}

fn has(row: &[Chunk<'_>], range: &Range<usize>) -> bool {
    row.iter().any(|chunk| chunk.overlaps(range))
}

fn join(one: &Range<usize>, other: &Range<usize>) -> Range<usize> {
    one.start.min(other.start)..one.end.max(other.end)
}

/// The ranges, those that overlap put together.
fn merged(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = ranges.collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut().filter(|last| range.start < last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => merged.push(range),
        }
    }
    merged
}

/// The columns of words, those of the fullest rows first: words over a column of
/// numbers or over two of words are centred over several, and make none.
fn words(rows: &[&[Chunk<'_>]], numbers: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut order: Vec<&&[Chunk<'_>]> = rows.iter().collect();
    order.sort_by_key(|row| std::cmp::Reverse(row.len()));
    let mut words: Vec<Range<usize>> = Vec::new();
    for row in order {
        for chunk in row.iter().filter(|chunk| !chunk.number) {
            let whole = range(chunk);
            let hits: Vec<usize> = (0..words.len()).filter(|at| chunk.overlaps(&words[*at])).collect();
            let over_number = numbers.iter().any(|number| chunk.overlaps(number));
            match hits.as_slice() {
                [] if !over_number && words.len() <= MOST => words.push(whole),
                [only] if !over_number => words[*only] = join(&words[*only], &whole),
                _ => {}
            }
        }
    }
    words
}
