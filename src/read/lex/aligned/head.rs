//! The headings over aligned columns: each line's headings are spread over the
//! columns under them, from the lowest line up, each centred over what it heads:
//! over the headings below it where there are some, else within the cells of the
//! columns ([`Columns::cells`]).

use std::ops::Range;

use super::chunks::Chunk;
use super::columns::Columns;

/// A heading and the columns that it stands over.
#[derive(Debug, Clone)]
pub struct Heading {
    /// The lines of the header it takes, and its chunk in each: wrapped headings
    /// take several.
    pub chunks: Vec<(usize, usize)>,
    pub columns: Range<usize>,
}

/// Cost of a column left without a heading in a line: where a lower line has one for
/// it, where a higher one may, and in the highest.
const BARE: [usize; 3] = [9, 6, 16];
/// Cost of a column of numbers left without a heading in the highest line, where its own
/// stands beside that of another.
const SIBLING: usize = 14;
/// Most that the middle of a heading's line is off the middle of its first, and that
/// of a heading off what it heads, both twice in columns of text, for it to be sure.
const OFF: [usize; 2] = [6, 20];
/// Cost of heading several columns one of which has no heading of its own.
const UNKNOWN: usize = 24;
/// Cost of heading words and some of the numbers beside them, but not all, or words
/// without the numbers that are theirs.
const CUT: usize = 20;
/// Cost of a column of which only a heading tells.
const EMPTY: usize = 14;

/// What stands over the columns of rows.
#[derive(Debug, Default)]
pub struct Head {
    /// The headings of each line, the first line first.
    pub lines: Vec<Vec<Heading>>,
    /// How many columns there are, those included that only a heading tells of.
    pub width: usize,
    /// At which of them each column of the rows stands.
    pub places: Vec<usize>,
    /// Whether it is told for certain what stands over each column.
    pub sure: Vec<bool>,
    /// How far the headings of the columns are from standing over their rows, in all.
    pub off: usize,
}

/// The headings over columns. A heading that stands over none of them is that of a
/// column that is blank in all rows.
pub fn headings(lines: &[Vec<Chunk<'_>>], columns: &Columns) -> Head {
    let centred = Tree::of(lines, columns, false);
    let left = Tree::of(lines, columns, true);
    let tree = if left.begins_exactly() { left } else { centred };
    let width = tree.cells.len();
    let sure = (0..width).map(|column| tree.is_sure(column)).collect();
    let off = tree.off();
    Head { lines: raised(tree.headings, width), width, places: tree.places, sure, off }
}

/// The headings, each in the highest line that it can stand in: right under the one
/// that heads it, as in a table whose cells reach down.
pub fn raised(lines: Vec<Vec<Heading>>, width: usize) -> Vec<Vec<Heading>> {
    let mut raised: Vec<Vec<Heading>> = vec![Vec::new(); lines.len()];
    // The first line in which no heading read so far stands over each column.
    let mut free = vec![0; width];
    for heading in lines.into_iter().flatten() {
        let line = free[heading.columns.clone()].iter().copied().max().unwrap_or(0);
        free[heading.columns.clone()].fill(line + 1);
        raised[line].push(heading);
    }
    raised.iter_mut().for_each(|line| line.sort_by_key(|heading| heading.columns.start));
    raised
}

/// The headings of the lines read so far, from the lowest up.
struct Tree<'a> {
    lines: &'a [Vec<Chunk<'a>>],
    cells: Vec<Range<usize>>,
    /// Where the rows stand in each column.
    ranges: Vec<Range<usize>>,
    /// Which columns hold numbers.
    numbers: Vec<bool>,
    /// At which of the columns each of the rows stands.
    places: Vec<usize>,
    /// Where the headings of each column stand.
    leaves: Vec<Option<Range<usize>>>,
    /// The single heading that stands lowest over each column so far, by line and place.
    single: Vec<Option<(usize, usize)>>,
    headings: Vec<Vec<Heading>>,
    /// Whether headings begin where what they head begins, and are on one line each;
    /// else they stand over its middle.
    left: bool,
}

impl<'a> Tree<'a> {
    fn new(lines: &'a [Vec<Chunk<'a>>], columns: &Columns, left: bool) -> Self {
        let count = columns.ranges.len();
        Self {
            lines,
            cells: columns.cells(),
            ranges: columns.ranges.clone(),
            numbers: columns.numbers.clone(),
            places: (0..count).collect(),
            leaves: vec![None; count],
            single: vec![None; count],
            headings: vec![Vec::new(); lines.len()],
            left,
        }
    }

    /// The headings of all lines, read from the lowest up.
    fn of(lines: &'a [Vec<Chunk<'a>>], columns: &Columns, left: bool) -> Self {
        let mut tree = Self::new(lines, columns, left);
        (0..lines.len()).rev().for_each(|at| tree.line(at));
        tree
    }

    fn line(&mut self, at: usize) {
        let line = &self.lines[at];
        let below: Vec<Option<(usize, usize)>> =
            (0..line.len()).map(|chunk| self.whole_below(at, chunk)).collect();
        let own: Vec<usize> = (0..line.len()).filter(|chunk| below[*chunk].is_none()).collect();
        for (chunk, whole) in below.into_iter().enumerate() {
            if let Some((row, place)) = whole {
                self.wrap(at, chunk, row, place);
            }
        }
        let chunks: Vec<&Chunk<'_>> = own.iter().map(|chunk| &line[*chunk]).collect();
        let spread = spread(&chunks, self, at == 0);
        let mut new = 0;
        for (chunk, over) in own.into_iter().zip(spread) {
            let over = over.start + new..over.end + new;
            if over.is_empty() {
                self.open(over.start, &line[chunk]);
                new += 1;
            }
            self.add(at, chunk, over.start..over.end.max(over.start + 1));
        }
    }

    /// Whether each heading begins exactly where what it heads begins, one over several
    /// among them.
    fn begins_exactly(&self) -> bool {
        let exact = |heading: &Heading| {
            let leaf = self.leaves[heading.columns.start].as_ref();
            leaf.is_some_and(|leaf| {
                heading.chunks.iter().all(|(line, chunk)| self.lines[*line][*chunk].from == leaf.start)
            })
        };
        let all = || self.headings.iter().flatten();
        all().any(|heading| heading.columns.len() > 1) && all().all(exact)
    }

    /// Makes room for a column of a heading before the one at a place.
    fn open(&mut self, at: usize, chunk: &Chunk<'_>) {
        self.cells.insert(at, chunk.from..chunk.to);
        self.ranges.insert(at, chunk.from..chunk.to);
        self.numbers.insert(at, at > 0 && self.numbers[at - 1]);
        self.leaves.insert(at, None);
        self.single.insert(at, None);
        self.places.iter_mut().filter(|place| **place >= at).for_each(|place| *place += 1);
        for heading in self.headings.iter_mut().flatten() {
            let Range { start, end } = heading.columns;
            heading.columns = start + usize::from(start >= at)..end + usize::from(end > at);
        }
    }

    /// Adds a chunk of line `at` over some columns; over one it continues the
    /// heading below it.
    fn add(&mut self, at: usize, chunk: usize, over: Range<usize>) {
        let single = over.len() == 1;
        match self.single[over.start].filter(|_| single && !self.left) {
            Some((row, place)) => self.wrap(at, chunk, row, place),
            None => {
                self.headings[at].push(Heading { chunks: vec![(at, chunk)], columns: over.clone() });
                self.single[over.clone()].fill(single.then(|| (at, self.headings[at].len() - 1)));
                if single && (!self.left || self.leaves[over.start].is_none()) {
                    self.stands(over.start, at, chunk);
                }
            }
        }
    }

    /// Puts a chunk of line `at` before the heading at a place, which continues it.
    fn wrap(&mut self, at: usize, chunk: usize, row: usize, place: usize) {
        let heading = &mut self.headings[row][place];
        heading.chunks.insert(0, (at, chunk));
        let column = heading.columns.start;
        self.stands(column, at, chunk);
    }

    /// Whether a heading over some columns would part what belongs together: it begins
    /// over words and ends between two columns of numbers, or it has names with their
    /// numbers and parts those before or after it from theirs.
    fn cuts(&self, over: &Range<usize>) -> bool {
        let number = |at: usize| self.numbers.get(at) == Some(&true);
        let word = |at: usize| self.numbers.get(at) == Some(&false);
        let crosses = over.clone().skip(1).any(|at| number(at) && word(at - 1));
        let torn = |at: usize| at > 0 && word(at - 1) && number(at);
        let begins = torn(over.start) && over.clone().any(word);
        (crosses && (torn(over.end) || (number(over.end - 1) && number(over.end)))) || begins
    }

    /// Whether the heading of a column of numbers stands on one line with that of a
    /// column of numbers beside it.
    fn has_sibling(&self, column: usize) -> bool {
        let line = |at: usize| {
            self.single.get(at).copied().flatten().filter(|_| self.numbers[at]).map(|(line, _)| line)
        };
        let beside = [column.checked_sub(1).and_then(line), line(column + 1)];
        line(column).is_some() && beside.contains(&line(column))
    }

    /// How far the headings of the rows' columns are from standing over them.
    fn off(&self) -> usize {
        let off = |column: &usize| {
            let (range, leaf) = (&self.ranges[*column], self.leaves[*column].as_ref()?);
            Some(range.start.saturating_sub(leaf.end).max(leaf.start.saturating_sub(range.end)))
        };
        crate::model::count(self.places.iter().filter_map(off))
    }

    /// Whether what stands over a column can be nothing else: its own heading stands
    /// over its rows, or no farther than a cell reaches and no heading of a blank column
    /// is about; those around it stand in the middle of what they head.
    fn is_sure(&self, column: usize) -> bool {
        let Some(leaf) = &self.leaves[column] else { return self.lines.is_empty() };
        let (range, cell) = (&self.ranges[column], &self.cells[column]);
        let over = leaf.start < range.end && range.start < leaf.end;
        let middle = (leaf.start + leaf.end) / 2;
        let within = cell.start <= middle + 2 && middle <= cell.end + 2;
        let blank = self.cells.len() > self.places.len();
        let over_it = |leaf: &&Range<usize>| leaf.start < range.end && range.start < leaf.end;
        let alone = self.leaves.iter().flatten().filter(over_it).count() < 2;
        let centred = |heading: &&Heading| heading.columns.contains(&column) && !self.is_centred(heading);
        ((over && (alone || !blank)) || (within && !blank))
            && self.headings.iter().flatten().find(centred).is_none()
    }

    /// Whether the lines of a heading stand over each other, and over the middle of
    /// what it heads.
    fn is_centred(&self, heading: &Heading) -> bool {
        let place = |(line, chunk): &(usize, usize)| {
            let chunk = &self.lines[*line][*chunk];
            chunk.from + chunk.to
        };
        let leaf = |column: usize| self.leaves[column].as_ref().unwrap_or(&self.ranges[column]);
        if self.left {
            return true;
        }
        let middle = match heading.columns.len() {
            1 => heading.chunks.first().map_or(0, place),
            _ => leaf(heading.columns.start).start + leaf(heading.columns.end - 1).end,
        };
        heading
            .chunks
            .iter()
            .map(place)
            .all(|own| own.abs_diff(middle) <= OFF[usize::from(heading.columns.len() > 1)])
    }

    /// How far a chunk is from where its column's rows stand.
    fn apart(&self, chunk: &Chunk<'_>, column: usize) -> usize {
        let range = &self.ranges[column];
        range.start.saturating_sub(chunk.to).max(chunk.from.saturating_sub(range.end))
    }

    /// How far a chunk is from standing between two columns.
    fn misplaced(&self, chunk: &Chunk<'_>, at: usize) -> usize {
        let middle = chunk.from + chunk.to;
        let before =
            at.checked_sub(1).map_or(0, |before| (2 * self.ranges[before].end).saturating_sub(middle));
        let behind = self.ranges.get(at).map_or(0, |behind| middle.saturating_sub(2 * behind.start));
        before + behind
    }

    fn stands(&mut self, column: usize, at: usize, chunk: usize) {
        let own = self.lines[at][chunk].from..self.lines[at][chunk].to;
        let known = self.leaves[column].take();
        self.leaves[column] =
            Some(known.map_or(own.clone(), |known| known.start.min(own.start)..known.end.max(own.end)));
    }

    /// The heading of one column that a chunk of line `at` begins: it is centred over
    /// what stands next under it, and heads nothing beside that.
    fn whole_below(&self, at: usize, chunk: usize) -> Option<(usize, usize)> {
        if self.left {
            return None;
        }
        let top = &self.lines[at][chunk];
        let over =
            |line: usize, range: &Range<usize>| self.lines[line].iter().any(|other| other.overlaps(range));
        let range = top.from..top.to;
        let next = (at + 1..self.lines.len()).find(|line| over(*line, &range))?;
        let below = self.lines[next].iter().position(|other| other.overlaps(&range))?;
        let own = &self.lines[next][below];
        let centred = (own.from + own.to).abs_diff(top.from + top.to) <= 2;
        let bare = |beside: Option<&Chunk<'_>>| {
            beside.is_some_and(|beside| {
                let between = own.to.min(beside.to)..own.from.max(beside.from);
                let place = beside.from..beside.to;
                (at..next).all(|line| !over(line, &place)) && (at + 1..next).all(|line| !over(line, &between))
            })
        };
        let neighbours =
            [below.checked_sub(1).and_then(|at| self.lines[next].get(at)), self.lines[next].get(below + 1)];
        if !centred || neighbours.into_iter().any(bare) {
            return None;
        }
        let whole = |heading: &Heading| heading.columns.len() == 1 && heading.chunks.contains(&(next, below));
        let row = next..self.lines.len();
        row.into_iter().find_map(|row| Some((row, self.headings[row].iter().position(whole)?)))
    }
}

/// The columns that each heading of a line stands over: the cheapest spread, in
/// order, by how far each heading is from the middle of what it heads.
fn spread(line: &[&Chunk<'_>], tree: &Tree<'_>, top: bool) -> Vec<Range<usize>> {
    let (columns, leaves) = (&tree.cells, &tree.leaves);
    let place = |column: usize| leaves[column].as_ref().unwrap_or(&columns[column]);
    let bare = |column: usize| match leaves[column] {
        Some(_) if top && tree.has_sibling(column) => SIBLING,
        Some(_) => BARE[0],
        None => BARE[1 + usize::from(top)],
    };
    let cost = |chunk: &Chunk<'_>, over: &Range<usize>| {
        let (first, last) = (place(over.start), place(over.end - 1));
        let middle = chunk.from + chunk.to;
        let off = || match tree.left {
            true => 2 * chunk.from.abs_diff(first.start),
            false => middle.abs_diff(first.start + last.end),
        };
        let known = leaves[over.clone()].iter().all(Option::is_some);
        match over.len() {
            1 if !known => {
                let outside = (2 * first.start).saturating_sub(middle) + middle.saturating_sub(2 * last.end);
                outside + tree.apart(chunk, over.start) / 4
            }
            1 => off(),
            count => {
                let unknown = if known { 0 } else { UNKNOWN * count };
                let cut = if tree.cuts(over) { CUT } else { 0 };
                off() + unknown + cut
            }
        }
    };
    let (count, width) = (line.len(), columns.len());
    // best[i][j]: the first i headings over the first j columns; how the last step came.
    let mut best = vec![vec![None::<(usize, Option<Range<usize>>)>; width + 1]; count + 1];
    best[0][0] = Some((0, None));
    for i in 0..=count {
        for j in 0..=width {
            let Some((so_far, _)) = best[i][j].clone() else { continue };
            if j < width {
                keep(&mut best[i][j + 1], so_far + bare(j), None);
            }
            if i < count {
                keep(&mut best[i + 1][j], so_far + EMPTY + tree.misplaced(line[i], j), Some(j..j));
                for (end, slot) in best[i + 1].iter_mut().enumerate().skip(j + 1) {
                    keep(slot, so_far + cost(line[i], &(j..end)), Some(j..end));
                }
            }
        }
    }
    let (mut i, mut j) = (count, width);
    let mut spread = Vec::new();
    while let Some((_, step)) = best[i][j].clone().filter(|_| i + j > 0) {
        match step {
            Some(over) => {
                (i, j) = (i - 1, over.start);
                spread.push(over);
            }
            None => j -= 1,
        }
    }
    spread.reverse();
    spread
}

fn keep(slot: &mut Option<(usize, Option<Range<usize>>)>, cost: usize, step: Option<Range<usize>>) {
    if slot.as_ref().is_none_or(|(known, _)| cost < *known) {
        *slot = Some((cost, step));
    }
}
