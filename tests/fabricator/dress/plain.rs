//! Grids as plain text.

use crate::fabricator::sheet::{Sheet, Slot};

/// `201\t一般公共服务支出\t10.00`
pub fn tabs(sheet: &Sheet) -> String {
    joined(sheet, "\t", str::to_owned)
}

/// `201,一般公共服务支出,"1,000.00"`
pub fn csv(sheet: &Sheet) -> String {
    joined(sheet, ",", |text| if text.contains(',') { format!("\"{text}\"") } else { text.to_owned() })
}

/// `"201","一般公共服务支出","1,000.00"`
pub fn quoted_csv(sheet: &Sheet) -> String {
    joined(sheet, ",", |text| format!("\"{}\"", text.replace('"', "\"\"")))
}

fn joined(sheet: &Sheet, between: &str, cell: impl Fn(&str) -> String) -> String {
    let row = |row: &Vec<Slot>| row.iter().map(|slot| cell(slot.text())).collect::<Vec<_>>().join(between);
    sheet.rows.iter().map(row).collect::<Vec<_>>().join("\n")
}

/// One cell a line, blank ones left out.
pub fn cells(sheet: &Sheet) -> String {
    let texts = sheet.rows.iter().flatten().map(Slot::text);
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}
