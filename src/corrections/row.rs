//! What a row is.

use crate::catalogue::Catalogue;
use crate::config::corrections::{Row as Block, is_same};
use crate::corrections::Work;
use crate::model::{Confidence, Corrected, Doubt, Entry, Table};

/// Gives a row its key, or says why not.
pub fn apply(work: &mut Work<'_>, block: &Block, catalogue: &Catalogue) {
    if !is_key(&block.is) {
        return work.refuse(block, "is 不能作行的代号", "写科目编码（2040219）或本站的代号（total）。");
    }
    let table = work.disclosure.tables.iter().position(|table| table.id == block.table);
    let place = table.and_then(|table| find(&work.disclosure.tables[table], &block.row));
    let (Some(table), Some((row, index))) = (table, place) else {
        let what = format!("{} 的行 {} ", block.table, block.row);
        return work.mismatch(block, &what, None);
    };
    let own = &mut work.disclosure.tables[table];
    if find(own, &block.is).is_some() {
        return work.refuse(block, "这张表里已有一行是这个代号", "先更正另一行。");
    }
    let spec = catalogue.published(&own.id).filter(|_| own.known);
    let known = spec.and_then(|spec| spec.rows.iter().find(|known| known.key == block.is));
    let level = level_of(own, index, &block.is);
    let Some(entry) = own.rows[row].entries[index].as_mut() else { return };
    let stands = if entry.printed.is_empty() { entry.label.clone() } else { entry.printed.clone() };
    if !is_same(&stands, block.printed.get_ref()) {
        return work.mismatch(block, &format!("{} 的行 {} ", block.table, block.row), Some(&stands));
    }
    entry.key.clone_from(&block.is);
    entry.code = is_code(&block.is).then(|| block.is.clone());
    entry.level = level.unwrap_or(entry.level);
    entry.total = known.map_or(entry.total && !is_code(&block.is), |known| known.total);
    let name = format!("{} · {}", own.title, entry.label);
    let told = matches!(own.rows[row].confidence.doubt(), Some(Doubt::DuplicateKey | Doubt::MisprintedCode));
    if told {
        own.rows[row].confidence = Confidence::Sure;
    }
    work.record(block, Corrected::Row { table, row: block.is.clone() }, name, block.is.clone());
}

/// The row and the block of a key.
fn find(table: &Table, key: &str) -> Option<(usize, usize)> {
    let own = |entry: &Option<Entry>| entry.as_ref().is_some_and(|entry| entry.key == key);
    table
        .rows
        .iter()
        .enumerate()
        .find_map(|(row, printed)| Some((row, printed.entries.iter().position(own)?)))
}

/// How deep rows of codes as long as this one stand in the block.
fn level_of(table: &Table, block: usize, key: &str) -> Option<u8> {
    let mut entries = table.rows.iter().filter_map(|row| row.entries.get(block)?.as_ref());
    let alike = |entry: &&Entry| entry.code.as_ref().is_some_and(|code| code.len() == key.len());
    entries.find(alike).filter(|_| is_code(key)).map(|entry| entry.level)
}

fn is_code(key: &str) -> bool {
    matches!(key.len(), 3 | 5 | 7) && key.bytes().all(|byte| byte.is_ascii_digit())
}

/// Keys are addresses.
fn is_key(key: &str) -> bool {
    let word =
        |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    key.len() <= 64 && key.split('-').all(word)
}
