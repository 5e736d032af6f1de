//! `revisions.csv`: what each text of a disclosure says in every cell that changed.

use crate::address;
use crate::artifact::Artifact;
use crate::export::csv_file::CsvFile;
use crate::model::{CellChange, CellText, DisclosureId, RevisedText, Revisions};
use crate::source::Line;

const COLUMNS: [&str; 15] = [
    "disclosure",
    "table",
    "row",
    "column",
    "row_label",
    "column_label",
    "text",
    "date",
    "printed",
    "amount",
    "unit",
    "source",
    "line",
    "url",
    "confidence",
];

/// `revisions.csv` of a disclosure.
pub fn file(id: &DisclosureId, all: &Revisions) -> Artifact {
    let mut csv = CsvFile::new();
    csv.record(COLUMNS);
    for change in &all.changes {
        for (at, (text, said)) in all.texts.iter().zip(&change.said).enumerate() {
            let is_present = at + 1 == all.texts.len();
            record(&mut csv, (id, change), (text, is_present), said);
        }
    }
    Artifact::new(address::data_file(id, "revisions.csv"), csv.finish())
}

fn record(
    csv: &mut CsvFile,
    (id, change): (&DisclosureId, &CellChange),
    (text, is_present): (&RevisedText, bool),
    said: &CellText,
) {
    let url = |line: Line| match &text.day {
        Some(day) if !is_present => address::version_line(id, day, line),
        _ => address::source_line(id, line),
    };
    csv.record([
        id.to_string().as_str(),
        &change.table,
        &change.row,
        &change.column,
        &change.row_label,
        &change.column_label,
        if is_present { "present" } else { "earlier" },
        text.day.as_deref().unwrap_or_default(),
        if said.printed { &said.words } else { "" },
        &said.amount.map(|amount| amount.to_string()).unwrap_or_default(),
        said.unit.filter(|_| said.printed).map_or("", |unit| unit.name()),
        said.line.map_or("", |line| text.source.file(line.file).name()),
        &said.line.map(|line| line.number.to_string()).unwrap_or_default(),
        &said.line.map(url).unwrap_or_default(),
        if change.sure { "sure" } else { "doubt" },
    ]);
}
