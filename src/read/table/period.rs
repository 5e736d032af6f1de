//! Whose amounts a column holds, as its headings say: the disclosure's own, those
//! of another year, or the budget's beside final accounts.

use crate::catalogue::base_id;
use crate::catalogue::normal::{compact, years};
use crate::catalogue::schema::LabelsSpec;
use crate::model::{Column, ColumnPeriod, Confidence, DisclosureId, DisclosureKind, Doubt, Table};

/// Says of each column of a table whose amounts it holds.
pub fn tell(table: &mut Table, id: &DisclosureId, labels: &LabelsSpec) {
    for column in &mut table.columns {
        column.period = of(column, id, labels);
    }
    give_own_the_plain_keys(&mut table.columns, id.kind);
}

/// Doubts the columns of amounts whose headings name a year, where it is open which is
/// the disclosure's own.
pub fn doubt(table: &mut Table) {
    let dated = |column: &&mut Column| column.path.iter().any(|heading| !years(&compact(heading)).is_empty());
    for column in table.columns.iter_mut().filter(dated) {
        column.confidence = column.confidence.and(Doubt::OtherYear.into());
    }
}

/// Of two columns of a block that mean the same, `年初预算数` and `决算数`, the one of the
/// disclosure's own kind has the plain key, wherever it stands.
fn give_own_the_plain_keys(columns: &mut [Column], kind: DisclosureKind) {
    let other = if kind == DisclosureKind::Final { "budget" } else { "final" };
    for at in 0..columns.len() {
        let own = &columns[at];
        let repeats = own.confidence.doubt() == Some(Doubt::DuplicateKey) && own.period == ColumnPeriod::Own;
        let (block, plain) = (own.block, base_id(&own.key).to_owned());
        let beside =
            |it: &Column| it.block == block && it.period == ColumnPeriod::OtherKind && it.key == plain;
        let Some(taken) = columns.iter().position(beside).filter(|_| repeats) else { continue };
        let free = format!("{plain}-{other}");
        if columns.iter().any(|it| it.block == block && it.key == free) {
            continue;
        }
        columns[taken].key = free;
        columns[at].key = plain;
        columns[at].confidence = Confidence::Sure;
    }
}

/// Another year (`2022年预算数`, `上年执行数`) before another kind: final accounts
/// print the budget beside (`预算数`, `决算数`).
fn of(column: &Column, id: &DisclosureId, labels: &LabelsSpec) -> ColumnPeriod {
    let headings: Vec<String> = column.path.iter().map(|heading| compact(heading)).collect();
    let says = |heading: &str, words: &[String]| words.iter().any(|word| heading.contains(word.as_str()));
    let other_year = headings.iter().any(|heading| {
        let years = years(heading);
        says(heading, &labels.other_year) || (!years.is_empty() && !years.contains(&id.year))
    });
    let kind = headings.iter().rev().find_map(|heading| {
        match (says(heading, &labels.budget), says(heading, &labels.final_accounts)) {
            (true, false) => Some(DisclosureKind::Budget),
            (false, true) => Some(DisclosureKind::Final),
            _ => None,
        }
    });
    match kind {
        _ if other_year => ColumnPeriod::OtherYear,
        Some(kind) if kind != id.kind => ColumnPeriod::OtherKind,
        _ => ColumnPeriod::Own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::model::{ColumnRole, fixture};

    fn period(kind: DisclosureKind, path: &[&str]) -> ColumnPeriod {
        let id = DisclosureId { body: "a".to_owned(), year: 2024, kind };
        let column = fixture::column("total", path, ColumnRole::Amount, 0);
        of(&column, &id, Catalogue::get().labels())
    }

    #[test]
    fn a_column_of_another_year_or_kind_is_not_the_disclosures_own() {
        use ColumnPeriod::{OtherKind, OtherYear, Own};
        for (kind, path, expected) in [
            (DisclosureKind::Budget, &["2024年预算数", "合计"][..], Own),
            (DisclosureKind::Final, &["合计", "决算数"], Own),
            (DisclosureKind::Final, &["2024年预算数、决算数", "一般公共预算财政拨款"], Own),
            // Final accounts print the budget beside.
            (DisclosureKind::Final, &["合计", "预算数"], OtherKind),
            (DisclosureKind::Final, &["决算", "全年预算数"], OtherKind),
            (DisclosureKind::Budget, &["2023年执行数"], OtherYear),
            (DisclosureKind::Budget, &["上年预算数"], OtherYear),
            // A change is no figure of the year.
            (DisclosureKind::Budget, &["比2023年增减", "2024年"], OtherYear),
        ] {
            assert_eq!(period(kind, path), expected, "{path:?}");
        }
    }
}
