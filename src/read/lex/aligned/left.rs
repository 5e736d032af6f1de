//! Tables in which everything but numbers begins where its column begins, as tools write them
//! that pad each cell: the headings, those over several columns too, the numbers of the
//! columns, and all words. Where the headings begin says then where the columns are.

use std::collections::BTreeSet;
use std::ops::Range;

use super::again::is_numbering;
use super::chunks::Chunk;
use super::columns::{Belongs, Columns};
use super::head::{Head, Heading, raised};

/// The columns and what stands over them; `None` where headings do not begin so, or a cell
/// of the rows stands in two columns or beside another in one.
pub fn read(head: &[Vec<Chunk<'_>>], body: &[Vec<Chunk<'_>>]) -> Option<(Columns, Head)> {
    let numbers = body.first().filter(|row| row.len() > 2 && is_numbering(row));
    let starts: BTreeSet<usize> =
        head.iter().flatten().chain(numbers.into_iter().flatten()).map(|chunk| chunk.from).collect();
    let starts: Vec<usize> = starts.into_iter().collect();
    let rows = rows(&starts, body)?;
    let lines = headings(&starts, head);
    let heads = |at: usize| move |heading: &&Heading| heading.columns.contains(&at);
    let all = || lines.iter().flatten();
    // Each column has a heading of its own, and each heading over several begins with one.
    let whole = (0..starts.len())
        .all(|at| all().rfind(heads(at)).is_some_and(|lowest| lowest.columns == (at..at + 1)));
    let grouped = all().any(|heading| heading.columns.len() > 1);
    if !whole || !(grouped || numbers.is_some()) {
        return None;
    }
    let width = starts.len();
    let columns = columns(width, rows, body)?;
    let head = Head {
        lines: raised(lines, width),
        width,
        places: (0..width).collect(),
        sure: vec![true; width],
        off: 0,
    };
    Some((columns, head))
}

/// The columns of the cells of each row, by where they stand.
fn rows(starts: &[usize], body: &[Vec<Chunk<'_>>]) -> Option<Vec<Vec<usize>>> {
    let column = |chunk: &Chunk<'_>| {
        let at = starts.partition_point(|start| *start <= chunk.from).checked_sub(1)?;
        let within = starts.get(at + 1).is_none_or(|next| chunk.to < *next);
        (within && (chunk.number || chunk.from == starts[at])).then_some(at)
    };
    let row = |row: &Vec<Chunk<'_>>| {
        let columns: Vec<usize> = row.iter().map(column).collect::<Option<_>>()?;
        columns.windows(2).all(|pair| pair[0] < pair[1]).then_some(columns)
    };
    body.iter().map(row).collect()
}

/// The headings by the line they begin in. Each reaches to the next of its line, within the one
/// above it; one that reaches as far as that continues it.
fn headings(starts: &[usize], head: &[Vec<Chunk<'_>>]) -> Vec<Vec<Heading>> {
    let mut lines: Vec<Vec<Heading>> = vec![Vec::new(); head.len()];
    // The lowest heading over each column so far.
    let mut over: Vec<Option<(usize, usize)>> = vec![None; starts.len()];
    for (line, chunks) in head.iter().enumerate() {
        let place = |chunk: &Chunk<'_>| starts.partition_point(|start| *start < chunk.from);
        let above = over.clone();
        for (at, chunk) in chunks.iter().enumerate() {
            let from = place(chunk);
            let end = chunks.get(at + 1).map_or(starts.len(), place);
            let columns: Range<usize> =
                from..(from..end).find(|column| above[*column] != above[from]).unwrap_or(end);
            let goes_on = above[from].map(|(line, at)| &mut lines[line][at]);
            match goes_on.filter(|heading| heading.columns == columns) {
                Some(heading) => heading.chunks.push((line, at)),
                None => {
                    over[columns.clone()].fill(Some((line, lines[line].len())));
                    lines[line].push(Heading { chunks: vec![(line, at)], columns });
                }
            }
        }
    }
    lines
}

/// The columns as rows have them; `None` where one holds nothing, not even its number.
fn columns(width: usize, places: Vec<Vec<usize>>, body: &[Vec<Chunk<'_>>]) -> Option<Columns> {
    let cells = || body.iter().flatten().zip(places.iter().flatten());
    let own = |at: usize| move |(_, column): &(&Chunk<'_>, &usize)| **column == at;
    let range = |at: usize| {
        let chunks = || cells().filter(own(at)).map(|(chunk, _)| chunk);
        Some(chunks().map(|chunk| chunk.from).min()?..chunks().map(|chunk| chunk.to).max()?)
    };
    let ranges = (0..width).map(range).collect::<Option<_>>()?;
    let numbers = |at: usize| {
        let chunks = || cells().filter(own(at)).map(|(chunk, _)| chunk);
        2 * chunks().filter(|chunk| chunk.number).count() > chunks().count()
    };
    let numbers = (0..width).map(numbers).collect();
    let belongs = |column: usize| Belongs { column, sure: true, by_order: false };
    let rows = places.into_iter().map(|row| row.into_iter().map(belongs).collect()).collect();
    Some(Columns { ranges, numbers, rows, cost: 0 })
}
