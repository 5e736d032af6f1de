//! The export stage: a linked disclosure becomes data files, and the small
//! summary that outlives it.
//!
//! Amounts leave as exact decimals in text, with their unit, their source line
//! and their address. Nothing personal is here: it was dropped when read.

mod audit;
mod csv_file;
mod facts;
mod grid;
mod package;
mod projects;
mod search;
mod site;
mod source;
mod summary;
mod web;
mod xlsx;

use crate::artifact::Artifact;
use crate::catalogue::Catalogue;
use crate::model::{Finding, Linked};

pub use facts::file as facts;
pub use search::{Shelf, search};
pub use site::site;
pub use summary::summary;
pub use web::{crawlers, feed};

/// All data files of a disclosure: `facts.csv`, `projects.json`, `audit.json`,
/// `source.json`, one CSV file a table, beside the table's page, the package that
/// describes them, and the tables as spreadsheets.
pub fn disclosure(linked: &Linked, findings: &[Finding], catalogue: &Catalogue) -> Vec<Artifact> {
    let mut files = vec![
        facts::file(linked),
        projects::file(linked),
        audit::file(linked, findings),
        source::file(linked),
    ];
    files.extend(linked.disclosure.tables.iter().map(|table| grid::file(&linked.disclosure.id, table)));
    files.push(package::file(&linked.disclosure, &files));
    files.extend(xlsx::files(&linked.disclosure, catalogue));
    files
}

/// A JSON array with one item a line: small, and still easy to compare.
///
/// # Panics
/// Never: the values are strings, numbers, lists and maps with string keys,
/// none of which serialisation can refuse.
fn json(items: &[impl serde::Serialize]) -> Vec<u8> {
    let mut bytes = Vec::from(*b"[");
    for (at, item) in items.iter().enumerate() {
        bytes.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
        serde_json::to_writer(&mut bytes, item).expect("plain values serialise");
    }
    bytes.extend_from_slice(b"\n]\n");
    bytes
}

#[cfg(test)]
mod tests;
