//! Header rows that are repeated at page breaks: as they stood, or set in other columns
//! or lines, as tools that part columns by blanks leave them.

use std::collections::HashSet;

use crate::catalogue::normal::compact;
use crate::catalogue::schema::LabelsSpec;
use crate::money::looks_like_amount;
use crate::read::lex::RawRow;
use crate::read::table::cells::{blank, text};
use crate::read::table::spans::headings_over;

/// Of each row after a header, whether it is one of the header's again: the same cells
/// in the same places; nothing but headings, two or more; or one heading beside such a
/// row, unless the header is whole without it. A total alone is a row, though it is a
/// heading too.
pub fn header_rows(head: &[RawRow], rows: &[RawRow], labels: &LabelsSpec) -> Vec<bool> {
    let same: HashSet<Vec<(usize, String)>> = head.iter().map(places).collect();
    let headings: HashSet<String> = same.iter().flatten().map(|(_, text)| text.clone()).collect();
    let words = |text: &str| !looks_like_amount(text) && is_made_of(&compact(text), &headings);
    let restates = |row: &RawRow| row.filled().all(|(_, cell)| words(&cell.text));
    let whole = |row: &RawRow| same.contains(&places(row)) || (row.filled().count() > 1 && restates(row));
    let scrap = |row: &RawRow| {
        row.filled().count() == 1
            && restates(row)
            && !row.filled().any(|(_, cell)| labels.names_total(&cell.text))
    };
    let mut again: Vec<bool> = rows.iter().map(whole).collect();
    let complete = |at: usize| {
        at >= head.len()
            && head.iter().zip(&rows[at - head.len()..at]).all(|(one, two)| places(one) == places(two))
    };
    for at in 0..rows.len() {
        let behind = at.checked_sub(1).is_some_and(|before| again[before]);
        again[at] |= behind && scrap(&rows[at]) && !complete(at);
    }
    for at in (0..rows.len()).rev() {
        again[at] |= scrap(&rows[at]) && again.get(at + 1).is_some_and(|next| *next);
    }
    // Of headings a line each one alone is none: it ends a name.
    if head.len() > 2 && head.iter().all(|row| row.filled().count() == 1) {
        for at in 0..rows.len() {
            let beside =
                |other: Option<usize>| other.is_some_and(|at| again.get(at).is_some_and(|again| *again));
            again[at] &= beside(at.checked_sub(1)) || beside(Some(at + 1));
        }
    }
    again
}

/// Sets the rows after a header that came again over other columns in those of the first.
pub fn set_under_first(head: &[RawRow], rows: &mut [RawRow], again: &[bool]) {
    let width = widest(head);
    let first = starts(&headings_over(head, width));
    let mut from = again.iter().position(|again| *again).unwrap_or(rows.len());
    while from < rows.len() {
        let end = (from..rows.len()).find(|at| !again[*at]).unwrap_or(rows.len());
        let next = (end..rows.len()).find(|at| again[*at]).unwrap_or(rows.len());
        let own_width = widest(&rows[from..end]);
        let own = starts(&headings_over(&rows[from..end], own_width));
        let page = &mut rows[end..next];
        let holds = |at: usize| page.iter().any(|row| !text(row, at).is_empty());
        let used: Vec<usize> = (0..own_width).filter(|at| holds(*at)).collect();
        let place = |at: &usize| first.iter().position(|start| start.is_some() && *start == own[*at]);
        let places: Option<Vec<usize>> = used.iter().map(place).collect();
        if let Some(places) = places.filter(|places| *places != used && end - from == head.len()) {
            for row in page.iter_mut().filter(|row| row.cells.len() == own_width) {
                let mut cells = vec![blank(row); width];
                used.iter().zip(&places).for_each(|(at, place)| cells[*place] = row.cells[*at].clone());
                row.cells = cells;
            }
        }
        from = next;
    }
}

fn widest(rows: &[RawRow]) -> usize {
    rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
}

/// Of each column that headings begin over, these and how often they did so before.
fn starts(over: &[Vec<String>]) -> Vec<Option<(Vec<String>, usize)>> {
    let begins = |at: &usize| *at == 0 || over[*at] != over[*at - 1];
    let nth = |at: usize| (0..at).filter(|other| begins(other) && over[*other] == over[at]).count();
    let compacted = |at: usize| over[at].iter().map(|heading| compact(heading)).collect();
    (0..over.len()).map(|at| begins(&at).then(|| (compacted(at), nth(at)))).collect()
}

/// Whether a text is headings, one after the other.
fn is_made_of(text: &str, headings: &HashSet<String>) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        let begun =
            headings.iter().filter(|heading| !heading.is_empty() && rest.starts_with(heading.as_str()));
        let Some(longest) = begun.map(String::len).max() else { return false };
        rest = &rest[longest..];
    }
    true
}

fn places(row: &RawRow) -> Vec<(usize, String)> {
    row.filled().map(|(at, cell)| (at, compact(&cell.text))).collect()
}
