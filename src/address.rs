//! Addresses: the path from the site's root of everything that has a page or an
//! anchor. They are the product: never by position where a key exists.
//!
//! Every function returns a path without a leading slash; pages end in `/`.

use crate::model::DisclosureId;
use crate::source::Line;

/// `<body>/`
pub fn body(slug: &str) -> String {
    format!("{slug}/")
}

/// `<body>/<year>-<kind>/`
pub fn disclosure(id: &DisclosureId) -> String {
    format!("{id}/")
}

/// `…/tables/`
pub fn tables(id: &DisclosureId) -> String {
    format!("{id}/tables/")
}

/// `…/tables/<table>.csv`, beside the table's page.
pub fn table_csv(id: &DisclosureId, table: &str) -> String {
    format!("{id}/tables/{table}.csv")
}

/// `…/tables/<table>/`
pub fn table(id: &DisclosureId, table: &str) -> String {
    format!("{id}/tables/{table}/")
}

/// The anchor of a row: `r-<row>`.
pub fn row_anchor(row: &str) -> String {
    format!("r-{row}")
}

/// The anchor of a cell: `r-<row>-<column>`.
pub fn cell_anchor(row: &str, column: &str) -> String {
    format!("r-{row}-{column}")
}

/// `…/tables/<table>/#r-<row>`
pub fn row(id: &DisclosureId, table_id: &str, row: &str) -> String {
    format!("{}#{}", table(id, table_id), row_anchor(row))
}

/// `…/tables/<table>/#r-<row>-<column>`
pub fn cell(id: &DisclosureId, table_id: &str, row: &str, column: &str) -> String {
    format!("{}#{}", table(id, table_id), cell_anchor(row, column))
}

/// `…/projects/`
pub fn projects(id: &DisclosureId) -> String {
    format!("{id}/projects/")
}

/// `…/projects/<project>/`
pub fn project(id: &DisclosureId, slug: &str) -> String {
    format!("{id}/projects/{slug}/")
}

/// `…/overview/`
pub fn overview(id: &DisclosureId) -> String {
    format!("{id}/overview/")
}

/// `…/notes/`
pub fn notes(id: &DisclosureId) -> String {
    format!("{id}/notes/")
}

/// `…/glossary/`
pub fn glossary(id: &DisclosureId) -> String {
    format!("{id}/glossary/")
}

/// `…/data/`
pub fn data(id: &DisclosureId) -> String {
    format!("{id}/data/")
}

/// `…/data/<name>`
pub fn data_file(id: &DisclosureId, name: &str) -> String {
    format!("{id}/data/{name}")
}

/// `…/source/`
pub fn source(id: &DisclosureId) -> String {
    format!("{id}/source/")
}

/// The anchor of a source line: `L<n>`, or `f<k>-L<n>` in the second file of a
/// source and after.
pub fn line_anchor(line: Line) -> String {
    match line.file.0 {
        0 => format!("L{}", line.number),
        file => format!("f{}-L{}", file + 1, line.number),
    }
}

/// `…/source/#L<n>`
pub fn source_line(id: &DisclosureId, line: Line) -> String {
    format!("{}#{}", source(id), line_anchor(line))
}
