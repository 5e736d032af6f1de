//! The corrections that a disclosure may need, ready to be completed: what is printed is
//! filled in, what only a person can know is left open.

use crate::corrections::{cell, finding, words};
use crate::model::{CellRef, ColumnRole, Finding, Linked, Table, Value, Verdict};

/// What stands where somebody has to fill in what it is.
const OPEN: &str = "？";

/// The blocks, as they stand in a file of corrections: cells that cannot be read, then
/// what does not agree. Empty where nothing needs one.
pub fn blocks(linked: &Linked, findings: &[Finding]) -> String {
    let disclosure = &linked.disclosure;
    let tables = disclosure.tables.iter();
    let cells = tables.flat_map(|table| unreadable(table).map(move |cell| of_cell(table, &cell)));
    let open =
        |finding: &&Finding| finding.verdict == Verdict::Mismatch && disclosure.answer(&finding.id).is_none();
    let findings = findings.iter().filter(open).map(|finding| of_finding(linked, finding));
    cells.chain(findings).collect::<Vec<_>>().join("\n")
}

/// The cells for amounts that hold none that can be read.
fn unreadable(table: &Table) -> impl Iterator<Item = CellRef<'_>> {
    table.rows.iter().flat_map(move |row| {
        row.cells.iter().zip(&table.columns).enumerate().filter_map(move |(at, (cell, column))| {
            let entry = row.entries.get(column.block)?.as_ref()?;
            let open = column.role == ColumnRole::Amount && cell.value == Value::Unreadable;
            open.then(|| CellRef { table, row, entry, column, cell, line: row.line_of(at) })
        })
    })
}

fn of_cell(table: &Table, cell: &CellRef<'_>) -> String {
    let about = format!("{}（原文第 {} 行）", cell::name(table, cell.row, cell.column), cell.line.number);
    block(
        "cell",
        &about,
        &[
            ("table", &table.id),
            ("row", &cell.entry.key),
            ("column", &cell.column.key),
            ("printed", &cell.cell.raw),
            ("amount", OPEN),
        ],
    )
}

fn of_finding(linked: &Linked, finding: &Finding) -> String {
    let line = finding.checked().map(|checked| format!("（原文第 {} 行）", checked.line.number));
    let about = format!("不符：{}{}", finding.statement, line.unwrap_or_default());
    block(
        "finding",
        &about,
        &[
            ("finding", &finding.id),
            ("printed", &finding::text(&linked.disclosure, finding)),
            ("answer", "misread"),
            ("note", ""),
        ],
    )
}

/// One block under a line that says what it is about.
fn block(kind: &str, about: &str, keys: &[(&str, &str)]) -> String {
    let open = ["why", "by", "date", "evidence"].map(|key| (key, ""));
    let line = |(key, text): &(&str, &str)| format!("{key} = {}\n", quoted(text));
    let keys: String = keys.iter().chain(&open).map(line).collect();
    format!("# {}\n[[{kind}]]\n{keys}", words(about).join(" "))
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::from(words(text).join(" ")).to_string()
}
