//! Of the ways to set pages in the columns of their table, those under which classes
//! sum up.

use std::collections::HashSet;
use std::ops::Range;

use crate::catalogue::schema::TableSpec;
use crate::model::count;
use crate::read::lex::RawRow;
use crate::read::table::classes::Classes;
use crate::read::table::leaves::Leaves;
use crate::read::table::pages::{Pages, Ways};
use crate::source::Span;

/// Most rows that are added up to choose, over all ways.
const MOST: usize = 400_000;

/// Chooses for each page whose columns several ways tell, where the classes do: the ways
/// of one page after the other, while rows of the others prove nothing. Gives the amounts
/// whose column stays open.
pub fn by_classes(
    leaves: &Leaves,
    spec: Option<&TableSpec>,
    body: &mut [RawRow],
    mut pages: Vec<(Range<usize>, Ways)>,
) -> HashSet<Span> {
    let ways = count(pages.iter().map(|(_, ways)| ways.count()).filter(|count| *count > 1));
    if ways > 0 && ways.saturating_mul(body.len()) <= MOST {
        let classes = Classes::of(leaves, spec, body);
        for at in 0..pages.len() {
            let open = pages.iter().enumerate().filter(|(other, (_, ways))| *other != at && ways.is_open());
            let open: Vec<Range<usize>> = open.map(|(_, (rows, _))| rows.clone()).collect();
            let (rows, ways) = &mut pages[at];
            let held = |nth: usize, body: &mut [RawRow]| {
                ways.put(leaves, nth, &mut body[rows.clone()]);
                classes.held(leaves, body, |row| open.iter().any(|rows| rows.contains(&row)))
            };
            let scores: Vec<i64> = (0..ways.count()).map(|nth| held(nth, body)).collect();
            ways.keep(&scores);
            ways.put(leaves, 0, &mut body[rows.clone()]);
        }
    }
    pages.iter().flat_map(|(_, ways)| ways.open()).collect()
}

/// Sets pages otherwise than they stand, where that makes more classes the sums of their
/// members: a page may have as many columns as the first, and others. Gives the amounts
/// whose column stays open.
pub fn by_pages(leaves: &Leaves, spec: Option<&TableSpec>, body: &mut [RawRow]) -> HashSet<Span> {
    let pages = pages(body);
    let mut open = HashSet::new();
    let classes = Classes::of(leaves, spec, body);
    if pages.len() < 2 || classes.failing(leaves, body).is_empty() {
        return open;
    }
    for page in pages.into_iter().skip(1) {
        let as_it_stands = classes.held(leaves, body, |_| false);
        let stood = body[page.clone()].to_vec();
        let mut ways = Pages(leaves).set(&mut body[page.clone()]);
        if ways.count().saturating_mul(body.len()) > MOST {
            body[page].clone_from_slice(&stood);
            continue;
        }
        let held = |nth: usize, body: &mut [RawRow]| {
            ways.put(leaves, nth, &mut body[page.clone()]);
            classes.held(leaves, body, |_| false)
        };
        let scores: Vec<i64> = (0..ways.count()).map(|nth| held(nth, body)).collect();
        if scores.iter().all(|held| *held <= as_it_stands) {
            body[page].clone_from_slice(&stood);
            continue;
        }
        ways.keep(&scores);
        ways.put(leaves, 0, &mut body[page.clone()]);
        open.extend(ways.open());
    }
    open
}

/// The rows between which other lines stand.
fn pages(body: &[RawRow]) -> Vec<Range<usize>> {
    let mut pages = Vec::new();
    let mut from = 0;
    for at in 1..=body.len() {
        if at == body.len() || body[at].line.number > body[at - 1].line.number + 1 {
            pages.push(from..at);
            from = at;
        }
    }
    pages
}
