//! JSON Schemas of the data files and of what people write: made from the types, kept in
//! `docs/schema/`, printed by `mingzhang schema`.

/// The schemas: name, what it describes, text.
pub const ALL: &[(&str, &str, &str)] = &[
    ("audit", "…/data/audit.json", include_str!("../docs/schema/audit.json")),
    ("body", "content/<单位>/body.toml", include_str!("../docs/schema/body.json")),
    ("check", "mingzhang check --format json", include_str!("../docs/schema/check.json")),
    ("corrections", "<年度>-<种类>.corrections.toml", include_str!("../docs/schema/corrections.json")),
    ("projects", "…/data/projects.json", include_str!("../docs/schema/projects.json")),
    ("site", "site.toml", include_str!("../docs/schema/site.json")),
    ("source", "…/data/source.json", include_str!("../docs/schema/source.json")),
];

/// Holds a type to its schema in `docs/schema/`: a field that goes or joins is seen there.
/// `UPDATE_SCHEMAS=1` writes it.
#[cfg(test)]
pub fn assert_kept<T: schemars::JsonSchema>(name: &str, is_read: bool) {
    use schemars::generate::SchemaSettings;
    let settings = SchemaSettings::draft2020_12();
    let settings = if is_read { settings.for_deserialize() } else { settings.for_serialize() };
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    let about = ALL.iter().find(|(known, ..)| *known == name).expect("a schema that is listed").1;
    schema.insert("title".to_owned(), about.into());
    let made = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/schema/{name}.json"));
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    assert_eq!(kept, made, "docs/schema/{name}.json: run UPDATE_SCHEMAS=1 cargo test --lib schema");
}
