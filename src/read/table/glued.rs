//! Cells in which a parser glued amounts of neighbouring columns together:
//! `12.003.40`, `20.00 30.00`.

use std::collections::HashSet;

use crate::money::parse_amount;
use crate::read::lex::{RawCell, RawRow};
use crate::read::table::cells::text;
use crate::read::table::leaves::Leaves;
use crate::read::table::sort::Sort;
use crate::source::Span;

/// Parts glued amounts where the columns after have room for them; gives those of which
/// no sum of the row proves where they stand.
pub fn part(leaves: &Leaves, body: &mut [RawRow]) -> HashSet<Span> {
    let mut open = HashSet::new();
    for row in body {
        let glued = (0..row.cells.len()).find_map(|at| Some((at, amounts(text(row, at))?)));
        let Some((at, parts)) = glued else { continue };
        let Some(parted) = parted(leaves, row, at, &parts) else { continue };
        if leaves.identities.held(&parted, Some) <= 0 {
            // `12.003.40` may as well be 12,003.40.
            if !text(row, at).contains(char::is_whitespace) {
                continue;
            }
            open.insert(row.cells[at].span);
        }
        *row = parted;
    }
    open
}

/// The row with the amounts of cell `at` in columns of their own: blank ones right
/// after it, or those that it lacks.
fn parted(leaves: &Leaves, row: &RawRow, at: usize, parts: &[String]) -> Option<RawRow> {
    let places = at..at + parts.len();
    let of_amounts = |at: usize| leaves.sorts.get(at) == Some(&Sort::Numbers);
    if !places.clone().all(of_amounts) {
        return None;
    }
    let free = places.clone().skip(1).all(|at| at < row.cells.len() && text(row, at).is_empty());
    let lacks = row.cells.len() + parts.len() - 1 == leaves.count();
    let behind = if free { places.end } else { at + 1 };
    if !free && !lacks {
        return None;
    }
    let span = row.cells[at].span;
    let own = parts.iter().map(|part| RawCell::new(part.clone(), span));
    let (before, rest) = (row.cells[..at].iter().cloned(), row.cells[behind..].iter().cloned());
    Some(RawRow { line: row.line, cells: before.chain(own).chain(rest).collect() })
}

/// The amounts, all with two decimals, that a text is made of; `None` where it is one or
/// something else.
fn amounts(text: &str) -> Option<Vec<String>> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.find('.')? + ".00".len();
        let (part, behind) = rest.split_at_checked(end)?;
        parse_amount(part).ok()?;
        parts.push(part.to_owned());
        rest = behind.trim_start();
    }
    (parts.len() > 1).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_of_two_decimals_are_told_apart() {
        let parts = |text: &str| amounts(text).map(|parts| parts.join("|"));
        assert_eq!(parts("12.003.40").as_deref(), Some("12.00|3.40"));
        assert_eq!(parts("1,234.50 30.00").as_deref(), Some("1,234.50|30.00"));
        for other in ["12.00", "12.0034", "12.003.4", "1.2.3", "合计 3.00", "", "12.00 万元"] {
            assert_eq!(parts(other), None, "{other}");
        }
    }
}
