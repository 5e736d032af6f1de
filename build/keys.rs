//! The catalogue's keys as Rust constants, a type for each kind of key, so that code
//! which names a key that is renamed, or one of another kind, no longer compiles.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use crate::schema::{
    AccountList, ConceptsSpec, FormSpec, MeasuresSpec, Named, NarrativeSpec, PersonalSpec, TableSpec,
};
use crate::{files, parse};

/// One kind of key: what it is in words, its type, its keys.
type Kind = (&'static str, &'static str, BTreeSet<String>);

/// The invocations of `keys!` that the module `keys` includes.
pub fn source(catalogue: &Path) -> String {
    let mut code = String::new();
    for (words, name, keys) in kinds(catalogue) {
        let _ = writeln!(code, "keys! {{\n    /// {words}\n    {name} {{");
        for key in keys {
            let constant = key.to_uppercase().replace('-', "_");
            let _ = writeln!(code, "        {constant} = {key:?},");
        }
        code.push_str("    }\n}\n");
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
        ("The id of a table.", "TableKey", tables.iter().map(|table| table.id.clone()).collect()),
        ("The key of a column, in any table.", "ColumnKey", columns),
        ("The key of a row, in any table.", "RowKey", rows),
        ("The key of a block, in any table.", "BlockKey", blocks),
    ];
    let accounts = files(&catalogue.join("accounts"));
    let accounts = accounts.iter().filter_map(|path| parse::<AccountList>(path, &mut Vec::new()));
    kinds.push(("The id of an account list.", "AccountsKey", accounts.map(|list| list.id).collect()));
    if let Some(form) = parse::<FormSpec>(&catalogue.join("form.toml"), &mut Vec::new()) {
        kinds.push(("The key of a form's field.", "FieldKey", named(&form.fields)));
        kinds.push(("The key of a form's source of money.", "FundKey", named(&form.funds)));
        kinds.push(("What a column of a form's indicators holds.", "IndicatorKey", named(&form.parts)));
        kinds.push((
            "What heads amounts of a source side by side.",
            "FundColumnKey",
            named(&form.fund_columns),
        ));
        let mut personal = named(&form.personal);
        let more = parse::<PersonalSpec>(&catalogue.join("personal.toml"), &mut Vec::new());
        personal.extend(more.iter().flat_map(|spec| named(&spec.labels)));
        kinds.push(("The key of a label whose value is personal.", "PersonalKey", personal));
    }
    if let Some(narrative) = parse::<NarrativeSpec>(&catalogue.join("narrative.toml"), &mut Vec::new()) {
        kinds.push(("The key of a part of the prose.", "PartKey", named(&narrative.parts)));
        kinds.push(("The key of a section of the prose.", "SectionKey", named(&narrative.sections)));
        let things = narrative.things.iter().map(|thing| thing.key.clone()).collect();
        kinds.push(("The key of something that the prose counts.", "ThingKey", things));
    }
    if let Some(measures) = parse::<MeasuresSpec>(&catalogue.join("measures.toml"), &mut Vec::new()) {
        let keys = measures.groups.iter().flat_map(|group| &group.measures).map(|one| one.key.clone());
        kinds.push(("The key of a measure.", "MeasureKey", keys.collect()));
        let scopes = measures.scopes.iter().map(|scope| scope.key.clone());
        kinds.push(("The key of a scope (口径).", "ScopeKey", scopes.collect()));
    }
    kinds
}

fn named(list: &[Named]) -> BTreeSet<String> {
    list.iter().map(|named| named.key.clone()).collect()
}
