//! The export stage: a linked disclosure becomes data files, and the small
//! summary that outlives it.
//!
//! Amounts leave as exact decimals in text, with their unit, their source line
//! and their address. Nothing personal is here: it was dropped when read.

mod audit;
pub mod bulk;
mod csv_file;
pub mod databases;
mod facts;
mod grid;
mod kept_projects;
mod llms;
mod package;
mod projects;
mod revisions;
mod search;
mod site;
mod site_package;
mod source;
mod summary;
mod text;
mod web;
mod xlsx;

use crate::artifact::{Artifact, Written};
use crate::catalogue::Catalogue;
use crate::config::Settings;
use crate::model::{Finding, Linked, Revisions};

pub use facts::file as facts;
pub use llms::file as llms;
use package::Package;
pub use search::{SearchGroup, search};
pub use site::site;
pub use site_package::Listed;
pub use summary::{counts, summary};
pub use web::{crawlers, feed, findings_feed};

/// Makes all data files of a disclosure, one after the other, and gives what they are:
/// `facts.csv`, `projects.json`, `audit.json`, `source.json`, one CSV file a table, beside the
/// table's page, `revisions.csv` where there are earlier texts, a plain text of it all, the package that describes them, and a
/// workbook of the tables.
///
/// # Errors
/// Those of `put`.
pub fn disclosure<E>(
    linked: &Linked,
    (findings, revised): (&[Finding], Option<&Revisions>),
    (catalogue, settings): (&Catalogue, &Settings),
    put: &mut dyn FnMut(Artifact) -> Result<(), E>,
) -> Result<Vec<Written>, E> {
    let disclosure = &linked.disclosure;
    let mut written = Vec::new();
    let mut take = |file: Artifact| {
        written.push(Written::from(&file));
        put(file)
    };
    let mut package = Package::of(disclosure, settings);
    let whole = [facts::file, projects::file, source::file].into_iter().map(|file| file(linked));
    let tables = disclosure.tables.iter().map(|table| grid::file(&disclosure.id, table));
    let text = std::iter::once_with(|| text::file(linked, settings));
    let revised = revised.map(|all| revisions::file(&disclosure.id, all));
    for file in whole.chain([audit::file(linked, findings)]).chain(revised).chain(text).chain(tables) {
        package.add(&file);
        take(file)?;
    }
    take(package.finish())?;
    xlsx::file(disclosure, catalogue).map(take).transpose()?;
    Ok(written)
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
