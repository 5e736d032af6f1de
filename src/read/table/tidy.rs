//! Names of blocks that a parser cut into their characters.

use crate::catalogue::schema::TableSpec;
use crate::read::lex::RawRow;
use crate::read::table::cells::text;

/// Joins the characters of a block's name that a parser set in cells of their own
/// (`收⇥入⇥支⇥出`).
pub fn join_parted_words(row: &mut RawRow, spec: Option<&TableSpec>) {
    let names: Vec<&String> =
        spec.into_iter().flat_map(|spec| &spec.blocks).flat_map(|block| &block.names).collect();
    let filled: Vec<usize> = row.filled().map(|(at, _)| at).collect();
    for pair in filled.windows(2) {
        let word = format!("{}{}", text(row, pair[0]), text(row, pair[1]));
        if word.chars().count() == 2 && names.iter().any(|name| **name == word) {
            row.cells[pair[0]].text = word;
            row.cells[pair[1]].text.clear();
        }
    }
}
