//! Of the ways to set pages in the columns of their table, those under which classes
//! sum up.

use std::collections::HashSet;
use std::ops::Range;

use crate::catalogue::schema::TableSpec;
use crate::model::count;
use crate::read::lex::RawRow;
use crate::read::table::classes::Classes;
use crate::read::table::leaves::Leaves;
use crate::read::table::pages::Ways;
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
            let open = pages.iter().enumerate().filter(|(other, (_, ways))| *other != at && ways.count() > 1);
            let open: Vec<Range<usize>> = open.map(|(_, (rows, _))| rows.clone()).collect();
            let (rows, ways) = &mut pages[at];
            let held = |nth: usize, body: &mut [RawRow]| {
                ways.put(leaves, nth, &mut body[rows.clone()]);
                classes.held(leaves, body, |row| open.iter().any(|rows| rows.contains(&row)))
            };
            let scores: Vec<i64> = (0..ways.count()).map(|nth| held(nth, body)).collect();
            let most = scores.iter().max().copied();
            if most > Some(0) {
                ways.keep(|nth| Some(scores[nth]) == most);
            }
            ways.put(leaves, 0, &mut body[rows.clone()]);
        }
    }
    pages.iter().flat_map(|(_, ways)| ways.open()).collect()
}
