//! An account's code is the code of its name: where it is misprinted, the finding names the code,
//! not the sums that no longer hold.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};

use crate::catalogue::normal::label;
use crate::keys::AccountsKey;
use crate::model::{CellRef, Class, Entry, Finding, Group, IndexedTable, Rule, TableIndex, Verdict};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "code-name",
    class: Class::Words,
    title: "科目编码与科目名称对得上",
    text: "功能分类的各表里，名称只属于一个科目的，编码与政府收支分类科目核对。编码是另一个科目的，而这份公开的其他表给同一名称印的正是核对出的编码，记为不符；没有别的表佐证的记为存疑，因为科目逐年有调整。",
    basis: "科目以编码为准；编码印错，上下级各数就归错了科目。",
};

/// One finding for each table whose codes fit, and one for each code that does not.
pub fn check(tables: &TableIndex<'_>) -> Vec<Finding> {
    // Few disclosures misprint a code, and only these need what the others print.
    let printed: Printed<'_> = LazyCell::new(Box::new(|| printed(tables)));
    let functional = tables.all.iter().filter(|indexed| is_functional(indexed));
    functional.flat_map(|indexed| of_table(tables, indexed, &printed)).collect()
}

fn is_functional(indexed: &IndexedTable<'_>) -> bool {
    let by = indexed.spec().is_some_and(|spec| spec.is_by(AccountsKey::FUNCTION));
    by && indexed.table.known && indexed.table.confidence.is_sure()
}

/// The codes that the tables print for each name.
type Printed<'a> = LazyCell<Codes, Box<dyn FnOnce() -> Codes + 'a>>;
type Codes = HashMap<String, HashSet<String>>;

fn printed(tables: &TableIndex<'_>) -> Codes {
    let mut printed = Codes::new();
    for (_, entry, code) in tables.all.iter().filter(|one| is_functional(one)).flat_map(coded) {
        printed.entry(label(&entry.label)).or_default().insert(code);
    }
    printed
}

/// With what functional codes begin; others of one name are of income, or economic.
const FUNCTIONAL: char = '2';

/// The rows of a table that print a code beside a name.
fn coded<'a>(indexed: &IndexedTable<'a>) -> impl Iterator<Item = (CellRef<'a>, &'a Entry, String)> {
    let table = indexed.table;
    let of_row = move |row: &'a crate::model::Row| {
        table.blocks.iter().zip(&row.entries).filter_map(move |(block, entry)| {
            let entry = entry.as_ref()?;
            let at = *block.codes.last()?;
            let digits: String = block.codes.iter().map(|at| row.cells[*at].raw.trim()).collect();
            let own = entry.code.as_deref()?;
            let column = &table.columns[at];
            let cell = CellRef { table, row, entry, column, cell: &row.cells[at], line: row.line_of(at) };
            let printed = digits == own && digits.starts_with(FUNCTIONAL);
            (printed && !entry.total && row.confidence.is_sure()).then_some((cell, entry, digits))
        })
    };
    table.rows.iter().flat_map(of_row)
}

fn of_table(tables: &TableIndex<'_>, indexed: &IndexedTable<'_>, printed: &Printed<'_>) -> Vec<Finding> {
    let Some(accounts) = tables.catalogue.functional() else { return Vec::new() };
    let told: Vec<_> = coded(indexed)
        .filter_map(|(cell, entry, code)| {
            let fits = accounts.code(&entry.label).filter(|fits| fits.len() == code.len())?;
            Some((cell, entry, code, fits.to_owned()))
        })
        .collect();
    let (same, other): (Vec<_>, Vec<_>) = told.into_iter().partition(|(_, _, code, fits)| code == fits);
    let group = Group::Table(indexed.table.index);
    let fitting = !same.is_empty() && other.is_empty();
    let agree = fitting.then(|| Finding {
        statement: format!("{} 个科目的编码与名称对得上", same.len()),
        ..finding(format!("codes-{}", indexed.table.id), group, Verdict::Agree, same.iter().map(|one| one.0))
    });
    let differing = other.into_iter().map(|(cell, entry, code, fits)| {
        let elsewhere = printed.get(&label(&entry.label)).is_some_and(|codes| codes.contains(&fits));
        let verdict = if elsewhere { Verdict::Mismatch } else { Verdict::Doubtful };
        let of_code = accounts.name(&code).map(|name| format!("（“{name}”的编码）")).unwrap_or_default();
        let note = if elsewhere {
            "这份公开的其他表给这个名称印的是后一个编码。编码也可能是文本识别之误。"
        } else {
            "科目逐年有调整，也可能是本站所用的科目表与这一年的不同。"
        };
        let id = format!("code-{}-{}", indexed.table.id, entry.key);
        Finding {
            statement: format!("“{}”的编码印作 {code}{of_code}，按科目名称应为 {fits}", entry.label),
            note: Some(note.to_owned()),
            ..finding(id, group, verdict, [cell])
        }
    });
    agree.into_iter().chain(differing).collect()
}

fn finding<'a>(
    id: String,
    group: Group,
    verdict: Verdict,
    cells: impl IntoIterator<Item = CellRef<'a>>,
) -> Finding {
    Finding::worded(
        &RULE,
        group,
        id,
        verdict,
        String::new(),
        cells.into_iter().map(|cell| cell.operand()).collect(),
    )
}
