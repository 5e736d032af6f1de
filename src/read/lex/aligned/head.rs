//! The headings over aligned columns: each line's headings are spread over the
//! columns under them, from the lowest line up, each centred over what it heads.

use std::ops::Range;

use super::chunks::Chunk;

/// A heading and the columns that it stands over.
#[derive(Debug, Clone)]
pub struct Heading {
    /// The lines of the header it takes, and its chunk in each: wrapped headings
    /// take several.
    pub chunks: Vec<(usize, usize)>,
    pub columns: Range<usize>,
}

/// Cost of a column left without a heading in a line, where a lower line has one
/// for it, and where none has.
const BARE: [usize; 2] = [6, 16];
/// Cost of heading several columns one of which has no heading of its own.
const UNKNOWN: usize = 24;

/// The headings of each line, the first line first.
pub fn headings(lines: &[Vec<Chunk<'_>>], columns: &[Range<usize>]) -> Vec<Vec<Heading>> {
    let mut leaves: Vec<Option<Range<usize>>> = vec![None; columns.len()];
    // The single heading that stands lowest over each column so far, by line and place.
    let mut single: Vec<Option<(usize, usize)>> = vec![None; columns.len()];
    let mut out: Vec<Vec<Heading>> = vec![Vec::new(); lines.len()];
    if columns.is_empty() {
        return out;
    }
    for (at, line) in lines.iter().enumerate().rev() {
        for (chunk, over) in spread(line, columns, &leaves).into_iter().enumerate() {
            let wrapped = single[over.start].filter(|_| over.len() == 1);
            if let Some((row, place)) = wrapped {
                out[row][place].chunks.insert(0, (at, chunk));
            } else {
                out[at].push(Heading { chunks: vec![(at, chunk)], columns: over.clone() });
            }
            let top =
                (over.len() == 1).then(|| wrapped.unwrap_or_else(|| (at, out[at].len().saturating_sub(1))));
            single[over.clone()].fill(top);
            if over.len() == 1 {
                let own = line[chunk].from..line[chunk].to;
                let known = leaves[over.start].take();
                leaves[over.start] = Some(
                    known.map_or(own.clone(), |known| known.start.min(own.start)..known.end.max(own.end)),
                );
            }
        }
    }
    out
}

/// The columns that each heading of a line stands over: the cheapest spread, in
/// order, by how far each heading is from the middle of what it heads.
fn spread(
    line: &[Chunk<'_>],
    columns: &[Range<usize>],
    leaves: &[Option<Range<usize>>],
) -> Vec<Range<usize>> {
    let place = |column: usize| leaves[column].as_ref().unwrap_or(&columns[column]);
    let bare = |column: usize| BARE[usize::from(leaves[column].is_none())];
    let cost = |chunk: &Chunk<'_>, over: &Range<usize>| {
        let (first, last) = (place(over.start), place(over.end - 1));
        let off = (chunk.from + chunk.to).abs_diff(first.start + last.end);
        let known = leaves[over.clone()].iter().all(Option::is_some);
        off + if over.len() > 1 && !known { UNKNOWN * over.len() } else { 0 }
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
                for (end, slot) in best[i + 1].iter_mut().enumerate().skip(j + 1) {
                    keep(slot, so_far + cost(&line[i], &(j..end)), Some(j..end));
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
    // More headings than columns: each to its own as long as there are.
    let crowded = || (0..count).map(|at| at.min(width - 1)..at.min(width - 1) + 1).collect();
    if spread.len() == count { spread } else { crowded() }
}

fn keep(slot: &mut Option<(usize, Option<Range<usize>>)>, cost: usize, step: Option<Range<usize>>) {
    if slot.as_ref().is_none_or(|(known, _)| cost < *known) {
        *slot = Some((cost, step));
    }
}
