//! The corrections that a disclosure may need, ready to be completed: what is printed is
//! filled in, what only a person can know is left open.

use toml::Value;

use crate::corrections::table::first_line;
use crate::corrections::{cell, finding};
use crate::model::{self, CellRef, ColumnRole, Disclosure, Finding, Linked, Table, Verdict};

/// What stands where somebody has to fill in what it is.
const OPEN: &str = "？";

/// The blocks, as they stand in a file of corrections: tables that are not known or state
/// no unit, cells that cannot be read, what does not agree. Empty where nothing needs one.
pub fn blocks(linked: &Linked, findings: &[Finding]) -> String {
    let disclosure = &linked.disclosure;
    let tables = || disclosure.tables.iter();
    let unknown = tables().filter_map(|table| of_table(disclosure, table));
    let cells = tables().flat_map(|table| unreadable(table).map(move |cell| of_cell(table, &cell)));
    let open =
        |finding: &&Finding| finding.verdict == Verdict::Mismatch && disclosure.answer(&finding.id).is_none();
    let findings = findings.iter().filter(open).map(|finding| of_finding(linked, finding));
    unknown.chain(cells).chain(findings).collect::<Vec<_>>().join("\n")
}

/// A table that is not known, or amounts of which have no unit.
fn of_table(disclosure: &Disclosure, table: &Table) -> Option<String> {
    let unstated = table.figures().any(|figure| figure.unit().is_none());
    if table.known && !unstated {
        return None;
    }
    let line = first_line(table);
    let files = disclosure.source.files();
    let file = disclosure.file_name(line).rsplit('/').next().filter(|_| files.len() > 1);
    let why = if table.known { "没有认出单位" } else { "不认识的表" };
    let open = |needed: bool| needed.then_some(OPEN);
    let keys = [
        ("file", file.map(Value::from)),
        ("line", Some(Value::from(line.number))),
        ("printed", Some(words(disclosure.source.line(line)))),
        ("is", open(!table.known).map(Value::from)),
        ("unit", open(unstated).map(Value::from)),
    ];
    let keys: Vec<_> = keys.into_iter().filter_map(|(key, value)| Some((key, value?))).collect();
    Some(block("table", &format!("{why}：{}", table.title), &keys))
}

/// The cells for amounts that hold none that can be read.
fn unreadable(table: &Table) -> impl Iterator<Item = CellRef<'_>> {
    table.rows.iter().flat_map(move |row| {
        row.cells.iter().zip(&table.columns).enumerate().filter_map(move |(at, (cell, column))| {
            let entry = row.entries.get(column.block)?.as_ref()?;
            let open = column.role == ColumnRole::Amount && cell.value == model::Value::Unreadable;
            open.then(|| CellRef { table, row, entry, column, cell, line: row.line_of(at) })
        })
    })
}

fn of_cell(table: &Table, cell: &CellRef<'_>) -> String {
    let about = format!("{}（原文第 {} 行）", cell::name(table, cell.row, cell.column), cell.line.number);
    let keys = [
        ("table", words(&table.id)),
        ("row", words(&cell.entry.key)),
        ("column", words(&cell.column.key)),
        ("printed", words(&cell.cell.raw)),
        ("amount", words(OPEN)),
    ];
    block("cell", &about, &keys)
}

fn of_finding(linked: &Linked, finding: &Finding) -> String {
    let line = finding.checked().map(|checked| format!("（原文第 {} 行）", checked.line.number));
    let about = format!("不符：{}{}", finding.statement, line.unwrap_or_default());
    let keys = [
        ("finding", words(&finding.id)),
        ("printed", words(&finding::text(&linked.disclosure, finding))),
        ("answer", words(OPEN)),
        ("note", words("")),
    ];
    block("finding", &about, &keys)
}

/// One block under a line that says what it is about.
fn block(kind: &str, about: &str, keys: &[(&str, Value)]) -> String {
    let open = ["why", "by", "date", "evidence"].map(|key| (key, words("")));
    let line = |(key, value): &(&str, Value)| format!("{key} = {value}\n");
    let keys: String = keys.iter().chain(&open).map(line).collect();
    format!("# {}\n[[{kind}]]\n{keys}", one_line(about))
}

/// A text on one line, as TOML writes it.
fn words(text: &str) -> Value {
    Value::from(one_line(text))
}

fn one_line(text: &str) -> String {
    crate::corrections::words(text).join(" ")
}
