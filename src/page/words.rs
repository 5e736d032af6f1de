//! The words of a table in everyday language, where they stand: what the
//! catalogue says of them, and the body's own explanation.

use serde::Serialize;

use crate::address;
use crate::catalogue::schema::WordSpec;
use crate::model::Table;
use crate::page::context::PageContext;

#[derive(Debug, Serialize)]
pub(super) struct Word<'a> {
    name: &'a str,
    plain: &'a str,
    /// The term in the disclosure's own glossary.
    href: Option<String>,
}

/// The words that the title, a heading or a row of a table uses.
pub(super) fn of<'a>(sheet: &PageContext<'a>, table: &Table) -> Vec<Word<'a>> {
    let headings = table.header.iter().flatten().map(|cell| cell.text.as_str());
    let entries = table.rows.iter().flat_map(|row| row.entries.iter().flatten());
    let labels = entries.map(|entry| entry.label.as_str());
    let texts: Vec<&str> = [table.title.as_str()].into_iter().chain(headings).chain(labels).collect();
    let used = |word: &&WordSpec| {
        let names = || word.names.iter();
        texts.iter().any(|text| names().any(|name| text.contains(name.as_str())))
    };
    sheet.edition.site.catalogue.words().iter().filter(used).map(|word| view(sheet, word)).collect()
}

fn view<'a>(sheet: &PageContext, word: &'a WordSpec) -> Word<'a> {
    let edition = sheet.edition;
    let own = edition.disclosure().terms.iter().find(|term| term.key == word.key);
    let href = |key: &str| sheet.links.to(&format!("{}#{key}", address::glossary(edition.id())));
    Word { name: &word.name, plain: &word.plain, href: own.map(|term| href(&term.key)) }
}
