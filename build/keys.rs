//! The catalogue's keys as Rust constants, so that code which names a key that is
//! renamed no longer compiles.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use crate::schema::{ConceptsSpec, FormSpec, MeasuresSpec, NarrativeSpec, TableSpec};
use crate::{files, parse};

/// One module a kind of key: what it holds in words, its name, its keys.
type Kind = (&'static str, &'static str, BTreeSet<String>);

/// The source of the module `keys`.
pub fn source(catalogue: &Path) -> String {
    let mut code = String::new();
    for (words, name, keys) in kinds(catalogue) {
        let _ = writeln!(code, "/// {words}\npub mod {name} {{");
        for key in keys {
            let constant = key.to_uppercase().replace('-', "_");
            let _ = writeln!(code, "    /// `{key}`\n    pub const {constant}: &str = {key:?};");
        }
        code.push_str("}\n");
    }
    code
}

fn kinds(catalogue: &Path) -> Vec<Kind> {
    // What cannot be parsed has been reported.
    let tables: Vec<TableSpec> =
        files(&catalogue.join("tables")).iter().filter_map(|path| parse(path, &mut Vec::new())).collect();
    let mut columns: BTreeSet<String> =
        tables.iter().flat_map(|table| &table.columns).map(|column| column.key.clone()).collect();
    let concepts: Option<ConceptsSpec> = parse(&catalogue.join("concepts.toml"), &mut Vec::new());
    columns.extend(concepts.iter().flat_map(|spec| &spec.concepts).map(|concept| concept.key.clone()));
    let rows = tables.iter().flat_map(|table| &table.rows).map(|row| row.key.clone()).collect();
    let blocks = tables.iter().flat_map(|table| &table.blocks).map(|block| block.key.clone()).collect();
    let mut kinds = vec![
        ("Ids of tables.", "table", tables.iter().map(|table| table.id.clone()).collect()),
        ("Keys of columns, in any table.", "column", columns),
        ("Keys of rows, in any table.", "row", rows),
        ("Keys of blocks, in any table.", "block", blocks),
    ];
    if let Some(form) = parse::<FormSpec>(&catalogue.join("form.toml"), &mut Vec::new()) {
        let key = |named: &crate::schema::Named| named.key.clone();
        kinds.push(("Keys of a form's fields.", "field", form.fields.iter().map(key).collect()));
        kinds.push(("Keys of a form's sources of money.", "fund", form.funds.iter().map(key).collect()));
    }
    if let Some(narrative) = parse::<NarrativeSpec>(&catalogue.join("narrative.toml"), &mut Vec::new()) {
        let sections = narrative.sections.iter().map(|section| section.key.clone());
        kinds.push(("Keys of sections of the prose.", "section", sections.collect()));
    }
    if let Some(measures) = parse::<MeasuresSpec>(&catalogue.join("measures.toml"), &mut Vec::new()) {
        let keys = measures.groups.iter().flat_map(|group| &group.measures).map(|one| one.key.clone());
        kinds.push(("Keys of measures.", "measure", keys.collect()));
        let scopes = measures.scopes.iter().map(|scope| scope.key.clone());
        kinds.push(("Keys of scopes (口径).", "scope", scopes.collect()));
    }
    kinds
}
