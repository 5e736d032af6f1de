//! How entries name a column or a cell: `table/row/column`.

use serde::Deserialize;

/// A cell: `row/column`, or `table:row/column` in another table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct CellSpec {
    /// `None` for the table that declares the check.
    pub table: Option<String>,
    pub row: String,
    pub column: String,
}

impl TryFrom<String> for CellSpec {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (table, cell) = match text.split_once(':') {
            Some((table, cell)) => (Some(table.to_owned()), cell),
            None => (None, text.as_str()),
        };
        let (row, column) = cell.split_once('/').ok_or_else(|| format!("{text} is no row/column"))?;
        Ok(Self { table, row: row.to_owned(), column: column.to_owned() })
    }
}

/// A column: `table/column`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct ColumnRef {
    pub table: String,
    pub column: String,
}

impl TryFrom<String> for ColumnRef {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (table, column) = text.split_once('/').ok_or_else(|| format!("{text} is no table/column"))?;
        Ok(Self { table: table.to_owned(), column: column.to_owned() })
    }
}
