//! Columns of fixed widths, each as wide as its widest cell, as tools write values they
//! have read before: all headings begin where their columns do, and no cell reaches into
//! the next. Such a text tells the column of each cell, however many are blank.

use std::collections::HashMap;
use std::ops::Range;

use super::chunks::Chunk;
use super::columns::{Belongs, Columns};
use super::head::{Head, Heading, raised};

/// The columns and headings of a text of fixed widths; `None` of any other. `begins` says
/// of each row whether it stands after a blank line: there a page may begin whose columns
/// have other widths, and the text ends where its rows do not stand as those above.
pub fn lay(head: &[Vec<Chunk<'_>>], rows: &[&[Chunk<'_>]], begins: &[bool]) -> Option<(Columns, Head)> {
    let edges = Edges::of(head)?;
    let headings = edges.headings(head)?;
    let mut cells = Cells { ends: edges.ends(head, &headings), numbers: vec![(0, 0); edges.0.len()] };
    let mut laid: Vec<Vec<usize>> = Vec::with_capacity(rows.len());
    let ends_at = |at: usize| (at + 1..rows.len()).find(|next| begins[*next]).unwrap_or(rows.len());
    let mut from = 0;
    while from < rows.len() {
        let end = ends_at(from);
        let page: Option<Vec<Vec<usize>>> = rows[from..end].iter().map(|row| edges.columns(row)).collect();
        let stands = |page: &Vec<Vec<usize>>| {
            from == 0
                || rows[from..end].iter().zip(page).all(|(row, columns)| edges.stands(row, columns, &cells))
        };
        let Some(page) = page.filter(stands) else { break };
        rows[from..end].iter().zip(&page).for_each(|(row, columns)| cells.take(row, columns));
        laid.extend(page);
        if from == 0 && !edges.are_filled(&cells.ends) {
            return None;
        }
        from = end;
    }
    if laid.is_empty() {
        return None;
    }
    Some(edges.laid(cells, laid, headings))
}

/// The columns of a page without headings of such a text: what stands between the places
/// where no row has anything. `None` where a row has two chunks between two of these.
pub fn lay_page(rows: &[&[Chunk<'_>]]) -> Option<(Columns, Head)> {
    let mut places: Vec<Range<usize>> =
        rows.iter().flat_map(|row| row.iter()).map(|chunk| chunk.from..chunk.to).collect();
    places.sort_unstable_by_key(|place| place.start);
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for place in places {
        match ranges.last_mut().filter(|last| place.start <= last.end) {
            Some(last) => last.end = last.end.max(place.end),
            None => ranges.push(place),
        }
    }
    let edges = Edges(ranges.iter().map(|range| range.start).collect());
    let laid: Vec<Vec<usize>> = rows.iter().map(|row| edges.columns(row)).collect::<Option<_>>()?;
    let mut cells = Cells { ends: vec![0; ranges.len()], numbers: vec![(0, 0); ranges.len()] };
    rows.iter().zip(&laid).for_each(|(row, columns)| cells.take(row, columns));
    (!laid.is_empty()).then(|| edges.laid(cells, laid, Vec::new()))
}

/// What the cells of each column have been so far.
struct Cells {
    /// Where the widest ends.
    ends: Vec<usize>,
    /// How many there are, and how many of them are words.
    numbers: Vec<(usize, usize)>,
}

impl Cells {
    fn take(&mut self, row: &[Chunk<'_>], columns: &[usize]) {
        for (chunk, column) in row.iter().zip(columns) {
            self.ends[*column] = self.ends[*column].max(chunk.to);
            let (all, words) = &mut self.numbers[*column];
            (*all, *words) = (*all + 1, *words + usize::from(!chunk.number));
        }
    }
}

/// Where columns begin.
#[derive(Debug, Clone)]
struct Edges(Vec<usize>);

impl Edges {
    /// Those of headings; `None` where there are fewer than two.
    fn of(head: &[Vec<Chunk<'_>>]) -> Option<Self> {
        let mut edges: Vec<usize> = head.iter().flatten().map(|chunk| chunk.from).collect();
        edges.sort_unstable();
        edges.dedup();
        (edges.len() > 1).then_some(Self(edges))
    }

    /// The columns, with their cells and what stands over them.
    fn laid(&self, cells: Cells, laid: Vec<Vec<usize>>, headings: Vec<Vec<Heading>>) -> (Columns, Head) {
        let (count, belongs) = (self.0.len(), |column| Belongs { column, sure: true, by_order: false });
        let columns = Columns {
            ranges: self.0.iter().zip(&cells.ends).map(|(from, end)| *from..*end.max(&(from + 1))).collect(),
            numbers: cells.numbers.iter().map(|(all, words)| *all > 2 * words).collect(),
            rows: laid.into_iter().map(|row| row.into_iter().map(belongs).collect()).collect(),
            cost: 0,
        };
        let (places, sure) = ((0..count).collect(), vec![true; count]);
        (columns, Head { lines: raised(headings, count), width: count, places, sure, off: 0 })
    }

    /// The column whose cell holds a chunk.
    fn column(&self, chunk: &Chunk<'_>) -> Option<usize> {
        let at = self.0.partition_point(|edge| *edge <= chunk.from).checked_sub(1)?;
        self.0.get(at + 1).is_none_or(|next| chunk.to < *next).then_some(at)
    }

    /// The columns of a row's chunks, one for each.
    fn columns(&self, row: &[Chunk<'_>]) -> Option<Vec<usize>> {
        let columns: Vec<usize> = row.iter().map(|chunk| self.column(chunk)).collect::<Option<_>>()?;
        columns.windows(2).all(|pair| pair[0] < pair[1]).then_some(columns)
    }

    /// The headings of each line with the columns they stand over; `None` where one heads
    /// several and none of these has its own right under it, or where one goes on below.
    fn headings(&self, head: &[Vec<Chunk<'_>>]) -> Option<Vec<Vec<Heading>>> {
        let mut lines: Vec<Vec<Heading>> = Vec::with_capacity(head.len());
        for (at, line) in head.iter().enumerate() {
            let starts: Vec<usize> = line
                .iter()
                .map(|chunk| self.column(&Chunk { to: chunk.from, ..chunk.clone() }))
                .collect::<Option<_>>()?;
            let mut own = Vec::with_capacity(line.len());
            for (nth, start) in starts.iter().enumerate() {
                let next = starts.get(nth + 1).copied().unwrap_or(self.0.len());
                let outer = lines.iter().flatten().filter(|outer| outer.columns.contains(start));
                let end = outer.map(|outer| outer.columns.end).min().unwrap_or(next).min(next);
                own.push(Heading { chunks: vec![(at, nth)], columns: *start..end });
            }
            lines.push(own);
        }
        let below = |line: usize, columns: &Range<usize>| {
            lines[line + 1..].iter().flatten().any(|other| other.columns.start == columns.start)
        };
        let leads = |(line, headings): (usize, &Vec<Heading>)| {
            headings.iter().all(|heading| (heading.columns.len() > 1) == below(line, &heading.columns))
        };
        lines.iter().enumerate().all(leads).then_some(lines)
    }

    /// Whether the chunks of a row begin or end where their columns do.
    fn stands(&self, row: &[Chunk<'_>], columns: &[usize], cells: &Cells) -> bool {
        row.iter().zip(columns).all(|(chunk, at)| chunk.from == self.0[*at] || chunk.to == cells.ends[*at])
    }

    /// Where the headings of single columns end.
    fn ends(&self, head: &[Vec<Chunk<'_>>], headings: &[Vec<Heading>]) -> Vec<usize> {
        let mut ends = vec![0; self.0.len()];
        let all = head.iter().flatten().zip(headings.iter().flatten());
        for (chunk, heading) in all.filter(|(_, heading)| heading.columns.len() == 1) {
            let end = &mut ends[heading.columns.start];
            *end = chunk.to.max(*end);
        }
        ends
    }

    /// Whether as good as all columns end as far before the next as each other.
    fn are_filled(&self, ends: &[usize]) -> bool {
        let mut gaps: HashMap<usize, usize> = HashMap::new();
        for (end, next) in ends.iter().zip(&self.0[1..]) {
            *gaps.entry(next.saturating_sub(*end)).or_default() += 1;
        }
        let most = gaps.values().max().copied().unwrap_or(0);
        4 * most >= 3 * (self.0.len() - 1)
    }
}
