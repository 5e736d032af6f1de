//! Grids as plain text.

use crate::fabricator::sheet::{Sheet, Slot};

/// `201\t一般公共服务支出\t10.00`
pub fn tabs(sheet: &Sheet) -> String {
    let row = |row: &Vec<Slot>| row.iter().map(Slot::text).collect::<Vec<_>>().join("\t");
    sheet.rows.iter().map(row).collect::<Vec<_>>().join("\n")
}
