//! `facts.csv`: one row per figure of the statutory tables.

use crate::address;
use crate::artifact::Artifact;
use crate::export::csv_file::CsvFile;
use crate::model::{CellRef, Linked};

const COLUMNS: [&str; 15] = [
    "disclosure",
    "table",
    "row",
    "column",
    "row_label",
    "column_label",
    "amount",
    "unit",
    "source",
    "line",
    "url",
    "confidence",
    "printed",
    "correction",
    "page",
];

/// `facts.csv` of a disclosure.
pub fn file(linked: &Linked) -> Artifact {
    let disclosure = &linked.disclosure;
    let mut csv = CsvFile::new();
    csv.record(COLUMNS);
    for table in &disclosure.tables {
        for figure in table.figures() {
            record(&mut csv, linked, &figure);
        }
    }
    Artifact::new(address::data_file(&disclosure.id, "facts.csv"), csv.finish())
}

fn record(csv: &mut CsvFile, linked: &Linked, figure: &CellRef<'_>) {
    let disclosure = &linked.disclosure;
    let correction = figure.cell.correction.as_deref();
    let page = disclosure.source.file(figure.line.file).page(figure.line.number);
    let (row, column) = (figure.entry.key.as_str(), figure.column.key.as_str());
    csv.record([
        disclosure.id.to_string().as_str(),
        &figure.table.id,
        row,
        column,
        &figure.entry.label,
        &figure.column.path.join(" / "),
        &figure.amount().map(|amount| amount.to_string()).unwrap_or_default(),
        figure.unit().map_or("", |unit| unit.name()),
        disclosure.file_name(figure.line),
        &figure.line.number.to_string(),
        &address::cell(&disclosure.id, &figure.table.id, row, column),
        figure.confidence().key(),
        correction.map_or("", |correction| &correction.printed),
        &correction
            .map_or_else(String::new, |correction| address::correction(&disclosure.id, &correction.id)),
        &page.map(|page| page.to_string()).unwrap_or_default(),
    ]);
}
