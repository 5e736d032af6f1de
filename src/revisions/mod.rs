//! The texts of one disclosure side by side: what changed, cell by cell, by the keys of
//! tables, rows and columns.
//!
//! A change is told for certain only where both texts were read for certain; a row, a column
//! or a table that is missing counts as missing only where nothing speaks against the reading
//! of what it would stand in. Knows nothing of where texts come from or how they are shown.
//!
//! - `cells`: what a text says at three keys

mod cells;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::model::{
    CellChange, CellText, ColumnRole, Disclosure, RevisedText, Revisions, Table, TableChange,
};

use cells::Text;

/// Compares the texts of a disclosure, the oldest first, the present one last: each with the
/// day in its name. `None` where there is only one.
pub fn compare(earlier: Vec<(String, Disclosure)>, now: &Disclosure) -> Option<Revisions> {
    if earlier.is_empty() {
        return None;
    }
    let all: Vec<&Disclosure> = earlier.iter().map(|(_, text)| text).chain([now]).collect();
    let texts: Vec<Text> = all.iter().map(|text| Text::new(text)).collect();
    let (mut changes, mut tables) = (Vec::new(), Vec::new());
    for id in table_ids(&all) {
        tables.extend(table_change(&texts, &id));
        for (row, row_label) in rows(&texts, &id) {
            let cell = |(column, column_label): (String, String)| {
                let said = texts.iter().map(|text| text.said(&id, &row, &column)).collect();
                let names = (row.clone(), row_label.clone(), column, column_label);
                cell_change(&texts, &id, names, said)
            };
            changes.extend(columns(&texts, &id, &row).into_iter().filter_map(cell));
        }
    }
    let unknown = all.iter().map(|text| text.tables.iter().filter(|table| !table.known).count()).max();
    let present = RevisedText { day: now.front.published.clone(), source: now.source.clone() };
    let text = |(day, text): (String, Disclosure)| RevisedText { day: Some(day), source: text.source };
    let texts = earlier.into_iter().map(text).chain([present]).collect();
    Some(Revisions { texts, changes, tables, unknown: unknown.unwrap_or(0) })
}

/// The ids of the tables that are known: those of the present text in its order, then others.
fn table_ids(all: &[&Disclosure]) -> Vec<String> {
    let known = all.iter().rev().flat_map(|text| text.tables.iter().filter(|table| table.known));
    each_once(known.map(|table| table.id.clone()))
}

/// The keys and labels of a table's rows in all texts, in the latest text's order.
fn rows(texts: &[Text<'_>], id: &str) -> Vec<(String, String)> {
    let entries =
        latest_first(texts, id).flat_map(|table| &table.rows).flat_map(|row| row.entries.iter().flatten());
    named_once(entries.map(|entry| (entry.key.clone(), entry.label.clone())))
}

/// The keys and headings of the columns for amounts in which a row has a cell.
fn columns(texts: &[Text<'_>], id: &str, row: &str) -> Vec<(String, String)> {
    let of = |text: &Text<'_>| {
        let (table, block) = (text.table(id), text.block(id, row));
        let columns = table.into_iter().flat_map(|table| &table.columns);
        let own =
            columns.filter(move |column| column.role == ColumnRole::Amount && Some(column.block) == block);
        own.map(|column| (column.key.clone(), column.path.join(" / "))).collect::<Vec<_>>()
    };
    named_once(texts.iter().rev().flat_map(of))
}

fn latest_first<'t>(texts: &'t [Text<'t>], id: &'t str) -> impl Iterator<Item = &'t Table> {
    texts.iter().rev().filter_map(move |text| text.table(id))
}

fn each_once(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    all.filter(|one| seen.insert(one.clone())).collect()
}

fn named_once(all: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
    let mut seen = BTreeSet::new();
    all.filter(|(key, _)| seen.insert(key.clone())).collect()
}

/// Which of the texts have a table; `None` where all do.
fn table_change(texts: &[Text<'_>], id: &str) -> Option<TableChange> {
    let there: Vec<bool> = texts.iter().map(|text| text.table(id).is_some()).collect();
    let title = latest_first(texts, id).next()?.title.clone();
    let sure = texts.iter().all(|text| match text.table(id) {
        Some(table) => table.confidence.is_sure(),
        None => text.is_whole(),
    });
    there.contains(&false).then(|| TableChange { id: id.to_owned(), title, there, sure })
}

/// What changed in a cell; `None` where all texts that have the table say the same.
fn cell_change(
    texts: &[Text<'_>],
    id: &str,
    (row, row_label, column, column_label): (String, String, String, String),
    said: Vec<CellText>,
) -> Option<CellChange> {
    let there = |at: &usize| texts[*at].table(id).is_some();
    let of_table: Vec<usize> = (0..texts.len()).filter(there).collect();
    let pairs = || of_table.windows(2).map(|pair| (pair[0], pair[1]));
    let differs = |(before, after): &(usize, usize)| !said[*before].is_same(&said[*after]);
    let is_sure = |(before, after): (usize, usize)| {
        let certain = |at: usize| said[at].doubt.is_none();
        let alike =
            texts[before].covers_what(&texts[after]) && texts[before].is_like(&texts[after], id, &row);
        certain(before) && certain(after) && alike
    };
    let changed: Vec<(usize, usize)> = pairs().filter(differs).collect();
    // What is nowhere printed is nothing that could have changed.
    if changed.is_empty() || said.iter().all(|said| !said.printed) {
        return None;
    }
    let title = latest_first(texts, id).next()?.title.clone();
    let sure = changed.into_iter().any(is_sure);
    Some(CellChange { table: id.to_owned(), title, row, row_label, column, column_label, said, sure })
}
