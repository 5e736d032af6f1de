//! Header rows that come again at page breaks: as they stood, or set in other columns
//! or lines, as tools that part columns by blanks leave them.

use std::collections::HashSet;

use crate::catalogue::normal::compact;
use crate::catalogue::schema::LabelsSpec;
use crate::money::looks_like_amount;
use crate::read::lex::RawRow;

/// Of each row behind a header, whether it is one of the header's again: the same cells
/// in the same places; nothing but headings, two or more; or one heading beside such a
/// row. A total alone is a row, though it is a heading too.
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
    for at in 0..rows.len() {
        again[at] |= scrap(&rows[at]) && at.checked_sub(1).is_some_and(|before| again[before]);
    }
    for at in (0..rows.len()).rev() {
        again[at] |= scrap(&rows[at]) && again.get(at + 1).is_some_and(|next| *next);
    }
    again
}

/// Whether a text is headings, one behind the other.
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
