//! Grids between bars, as Markdown has them.

use crate::fabricator::sheet::{Sheet, Slot, mark};

/// Where bars stand beside those between cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bars {
    Both,
    First,
    Last,
    Neither,
}

/// Rows between bars, with a rule under the first if `rule`.
pub fn table(sheet: &Sheet, bars: Bars, rule: bool) -> String {
    let mut rows: Vec<String> = Vec::new();
    for (at, row) in sheet.rows.iter().enumerate() {
        rows.push(line(row.iter().map(|slot| slot.text().to_owned()), bars));
        if at == 0 && rule {
            rows.push(line(row.iter().map(|_| "---".to_owned()), bars));
        }
    }
    rows.join("\n")
}

/// Rows in a block quote, with a rule under the first.
pub fn quoted(sheet: &Sheet) -> String {
    let rows = table(sheet, Bars::Both, true);
    rows.lines().map(|row| format!("> {row}")).collect::<Vec<_>>().join("\n")
}

fn line(cells: impl Iterator<Item = String>, bars: Bars) -> String {
    let inner = cells.collect::<Vec<_>>().join(" | ");
    match bars {
        Bars::Both => format!("| {inner} |"),
        Bars::First => format!("| {inner}"),
        Bars::Last => format!("{inner} |"),
        Bars::Neither => inner,
    }
}

/// As pymupdf4llm: merged cells repeated, headings bold, a column without heading is
/// `ColN`.
pub fn pymupdf(sheet: &Sheet) -> String {
    let mut rows: Vec<String> = Vec::new();
    for (at, row) in sheet.rows.iter().enumerate() {
        let cells = (0..row.len()).map(|column| match sheet.covering(at, column) {
            "" if at == 0 => format!("Col{}", column + 1),
            text if at == 0 => format!("**{text}**"),
            text => text.to_owned(),
        });
        rows.push(format!("|{}|", cells.collect::<Vec<_>>().join("|")));
        if at == 0 {
            rows.push(format!("|{}", "---|".repeat(row.len())));
        }
    }
    rows.join("\n")
}

/// As markitdown of a Word file: an empty heading, cells covered from the left blank,
/// cells covered from above left out.
pub fn word(sheet: &Sheet) -> String {
    let width = sheet.width();
    let mut rows = vec![format!("|{}", "  |".repeat(width)), format!("|{}", " --- |".repeat(width))];
    for row in &sheet.rows {
        let left: Vec<_> =
            row.iter().filter(|slot| **slot != Slot::Up).map(|slot| slot.text().to_owned()).collect();
        rows.push(line(left.into_iter(), Bars::Both));
    }
    rows.join("\n")
}

/// As markitdown of a workbook: the lines above the table are its first rows, blank
/// is `NaN`, amounts are plain numbers.
pub fn workbook(before: &[String], sheet: &Sheet, number: usize) -> String {
    let width = sheet.width();
    let title = before.first().map_or("", String::as_str);
    let first = (1..width).map(|at| format!("Unnamed: {at}"));
    let mut rows = vec![format!("## Sheet{number}")];
    rows.push(line([title.to_owned()].into_iter().chain(first), Bars::Both));
    rows.push(line((0..width).map(|_| "---".to_owned()), Bars::Both));
    for text in before.iter().skip(1) {
        rows.push(line([text.clone()].into_iter().chain((1..width).map(|_| "NaN".to_owned())), Bars::Both));
    }
    for row in &sheet.rows {
        rows.push(line(row.iter().map(|slot| value(slot.text())), Bars::Both));
    }
    rows.join("\n")
}

fn value(text: &str) -> String {
    match text {
        "" => "NaN".to_owned(),
        text if text.starts_with(|c| mark(c).is_some()) => text.replace(',', ""),
        text => text.to_owned(),
    }
}
