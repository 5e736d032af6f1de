//! `source.json`: what became of every non-blank line.

use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::export::json;
use crate::model::Linked;

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Entry<'a> {
    source: &'a str,
    line: u32,
    #[cfg_attr(test, schemars(extend("enum" = ["used", "repeated", "superseded", "unplaced"])))]
    role: &'static str,
    url: String,
}

pub(super) fn file(linked: &Linked) -> Artifact {
    let disclosure = &linked.disclosure;
    let entries = disclosure.source.lines().filter_map(|line| {
        let posting = disclosure.ledger.posting(line)?;
        Some(Entry {
            source: disclosure.file_name(line),
            line: line.number,
            role: posting.role.key(),
            url: address::source_line(&disclosure.id, line),
        })
    });
    let entries: Vec<Entry> = entries.collect();
    Artifact::new(address::data_file(&disclosure.id, "source.json"), json(&entries))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_kept() {
        crate::schema::assert_kept::<Vec<Entry<'_>>>("source", false);
    }
}
