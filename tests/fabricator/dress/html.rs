//! Grids as HTML.

use crate::fabricator::sheet::{Sheet, Slot};

/// Where lines end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// Never: the whole table is one line, as MinerU and PaddleOCR write it.
    Never,
    /// After each row.
    Rows,
    /// After each cell.
    Cells,
}

/// `<table>…</table>`, headings that cover others by `colspan` and `rowspan`.
pub fn table(sheet: &Sheet, lines: Lines) -> String {
    let row_end = if lines == Lines::Never { "" } else { "\n" };
    let cell_end = if lines == Lines::Cells { "\n" } else { "" };
    let mut html =
        if lines == Lines::Never { "<html><body><table>".to_owned() } else { "<table>\n".to_owned() };
    for at in 0..sheet.rows.len() {
        html.push_str("<tr>");
        html.push_str(cell_end);
        for column in 0..sheet.rows[at].len() {
            if let Slot::Text(text) = &sheet.rows[at][column] {
                html.push_str(&cell(sheet, at, column, text));
                html.push_str(cell_end);
            }
        }
        html.push_str("</tr>");
        html.push_str(row_end);
    }
    html.push_str(if lines == Lines::Never { "</table></body></html>" } else { "</table>" });
    html
}

fn cell(sheet: &Sheet, at: usize, column: usize, text: &str) -> String {
    let (across, down) = sheet.span(at, column);
    let across = if across > 1 { format!(" colspan=\"{across}\"") } else { String::new() };
    let down = if down > 1 { format!(" rowspan=\"{down}\"") } else { String::new() };
    format!("<td{across}{down}>{text}</td>")
}
