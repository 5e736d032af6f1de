//! What the headings over a table's columns say of its row sums: the columns under
//! one outer heading make up its 小计, an outer total takes each group once, and
//! 其中 begins columns that are parts of the column before.

use crate::catalogue::schema::ConceptsSpec;
use crate::keys::ColumnKey;
use crate::model::{Column, ColumnRole, IndexedTable};

/// Most columns after 其中 that are tried as its parts.
const PARTS: usize = 8;

/// The ways in which the headings of a block divide the column `total` into parts,
/// as keys of columns; none where it is no total of columns beside it.
pub fn readings<'a>(indexed: &IndexedTable<'a>, block: usize, total: &str) -> Vec<Vec<&'a str>> {
    let concepts = indexed.catalogue.concepts();
    let columns: Vec<&Column> = indexed.table.columns.iter().filter(|own| own.block == block).collect();
    let Some(whole) = columns.iter().copied().find(|own| own.key == total && is_total(own, concepts)) else {
        return Vec::new();
    };
    let outer = &whole.path[..whole.path.len().saturating_sub(1)];
    let amounts = columns.iter().copied().filter(|own| own.role == ColumnRole::Amount);
    let of_kind = amounts.filter(|own| own.period == whole.period || is_carried(own, concepts));
    let of_kind = of_kind.filter(|own| own.key != total && !is_change(own));
    let inside: Vec<&Column> = of_kind.filter(|own| own.path.starts_with(outer)).collect();
    let cover = cover(&inside, outer.len(), concepts);
    let of_year: Vec<&Column> = cover.iter().copied().filter(|own| !is_carried(own, concepts)).collect();
    let mut readings = without_parts(&cover);
    readings.extend(without_parts(&of_year));
    readings.retain(|reading| !reading.is_empty());
    readings.into_iter().map(|reading| reading.into_iter().map(|own| own.key.as_str()).collect()).collect()
}

/// The columns that total those under their own outer heading: 小计 under 单位资金.
pub fn group_totals<'a>(indexed: &IndexedTable<'a>, block: usize) -> Vec<&'a str> {
    let concepts = indexed.catalogue.concepts();
    let own = indexed.table.columns.iter().filter(|own| own.block == block);
    let totals =
        own.filter(|own| own.role == ColumnRole::Amount && own.path.len() > 1 && is_total(own, concepts));
    totals.map(|own| own.key.as_str()).collect()
}

/// The columns that make up all of `inside`, whose headings differ from `depth` on:
/// of each group with a total of its own that, of any other its own cover.
fn cover<'a>(inside: &[&'a Column], depth: usize, concepts: &ConceptsSpec) -> Vec<&'a Column> {
    let mut all = Vec::new();
    for group in inside.chunk_by(|one, next| one.path.get(depth) == next.path.get(depth)) {
        let bare = group.iter().find(|own| own.path.len() == depth + 1);
        let total = || group.iter().find(|own| own.path.len() == depth + 2 && is_total(own, concepts));
        match (group, bare.or_else(total)) {
            ([alone], _) => all.push(*alone),
            // Columns of the same headings, or of none, are no groups.
            (same, _) if same[0].path.len() <= depth => all.extend(same),
            (_, Some(total)) => all.push(*total),
            (group, None) => all.extend(self::cover(group, depth + 1, concepts)),
        }
    }
    all
}

/// The columns as they stand, and without those that 其中 may begin.
fn without_parts<'a>(cover: &[&'a Column]) -> Vec<Vec<&'a Column>> {
    let mut readings = vec![Vec::new()];
    let marks = |own: &Column| own.path.iter().any(|heading| heading.trim_start().starts_with("其中"));
    let mut at = 0;
    while at < cover.len() {
        let open = cover[at + 1..].iter().take_while(|own| !marks(own)).count();
        let ends = if marks(cover[at]) { at + 1..=at + 1 + open.min(PARTS) } else { at..=at };
        let next = at + 1 + if marks(cover[at]) { open } else { 0 };
        let rest = |end: usize| cover[end..next].iter().copied();
        readings = ends
            .flat_map(|end| readings.iter().map(move |reading| (end, reading)))
            .map(|(end, reading)| reading.iter().copied().chain(rest(end)).collect())
            .collect();
        readings.truncate(PARTS * PARTS);
        at = next;
    }
    readings
}

/// Whether a column's own heading says 合计 or 小计.
fn is_total(column: &Column, concepts: &ConceptsSpec) -> bool {
    meaning(column.label(), concepts).is_some_and(|key| key == ColumnKey::TOTAL)
}

/// Whether a column, or the group it stands in, is of money carried over.
fn is_carried(column: &Column, concepts: &ConceptsSpec) -> bool {
    let mut meanings = column.path.iter().filter_map(|heading| meaning(heading, concepts));
    meanings.any(|key| ColumnKey::CARRIED.covers(key))
}

/// Whether a column says by how much or at what rate another changed.
fn is_change(column: &Column) -> bool {
    column.is_of(ColumnKey::CHANGE)
}

fn meaning<'c>(heading: &str, concepts: &'c ConceptsSpec) -> Option<&'c str> {
    Some(concepts.of(heading)?.key.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::model::fixture::column;

    #[test]
    fn columns_without_headings_or_of_the_same_are_no_groups() {
        let bare =
            [column("column-3", &[], ColumnRole::Amount, 0), column("column-4", &[], ColumnRole::Amount, 0)];
        let same = [
            column("a", &["甲", "乙"], ColumnRole::Amount, 0),
            column("b", &["甲", "乙"], ColumnRole::Amount, 0),
        ];
        let keys = |columns: &[Column]| -> Vec<String> {
            let inside: Vec<&Column> = columns.iter().collect();
            cover(&inside, 0, Catalogue::get().concepts()).into_iter().map(|own| own.key.clone()).collect()
        };
        assert_eq!(keys(&bare), ["column-3", "column-4"]);
        assert_eq!(keys(&same).first().map(String::as_str), Some("a"));
    }
}
