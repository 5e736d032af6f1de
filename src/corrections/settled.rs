//! What was said of the text while it was read, and is settled by a correction.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Label, codes};
use crate::model::{Corrected, Disclosure, Table};

/// The cells that cannot be read and the columns that are not known, as diagnostics speak
/// of them, that corrections have settled.
#[derive(Debug, Default)]
pub struct Settled {
    /// File, line, what is printed.
    cells: BTreeSet<(String, u32, String)>,
    /// File, headings.
    columns: BTreeSet<(String, String)>,
}

impl Settled {
    /// What is settled in a disclosure that was corrected.
    pub fn of(disclosure: &Disclosure) -> Self {
        let mut settled = Self::default();
        if disclosure.corrections.is_empty() {
            return settled;
        }
        for table in &disclosure.tables {
            settled.cells.extend(cells(disclosure, table));
        }
        for correction in &disclosure.corrections {
            let Corrected::Column { table, column } = &correction.of else { continue };
            let Some(table) = disclosure.tables.get(*table) else { continue };
            let named = table.columns.iter().filter(|one| one.key == *column);
            let file = disclosure.file_name(table.lines.0);
            settled.columns.extend(named.map(|one| (file.to_owned(), one.path.join(" / "))));
        }
        settled
    }

    /// Whether a diagnostic is settled.
    pub fn settles(&self, said: &Diagnostic) -> bool {
        let Some(Label { path, line, excerpt, mark, .. }) = &said.primary else { return false };
        if said.code == codes::UNREADABLE_AMOUNT {
            let printed = excerpt.get(mark.clone()).unwrap_or_default().to_owned();
            return self.cells.contains(&(path.clone(), *line, printed));
        }
        let of_column = said.code == codes::UNKNOWN_COLUMN;
        of_column
            && self.columns.iter().any(|(file, headings)| file == path && said.message.ends_with(headings))
    }
}

/// The corrected cells of a table.
fn cells(disclosure: &Disclosure, table: &Table) -> impl Iterator<Item = (String, u32, String)> {
    let corrected = table.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.correction.is_some());
    corrected.map(|cell| {
        let file = disclosure.source.file(cell.span.file);
        let printed = disclosure.source.slice(cell.span);
        (file.name().to_owned(), file.line_at(cell.span.start), printed.to_owned())
    })
}
