//! Grids by position: drawn with rules, or by blanks alone.

use crate::fabricator::sheet::{Sheet, Slot, mark};

/// How many columns of a terminal `text` takes: two for a Chinese character, none for
/// a mark.
fn wide(text: &str) -> usize {
    let one = |c: char| match c {
        _ if mark(c).is_some() => 0,
        '“' | '”' | '—' | '\u{2e80}'..='\u{ffff}' => 2,
        _ => 1,
    };
    text.chars().map(one).sum()
}

/// Each column as wide as its own texts; a heading over several widens the last.
fn widths(sheet: &Sheet) -> Vec<usize> {
    let count = sheet.width();
    let mut widths = vec![2; count];
    for (at, row) in sheet.rows.iter().enumerate() {
        for (column, slot) in row.iter().enumerate().filter(|(_, slot)| matches!(slot, Slot::Text(_))) {
            let (across, _) = sheet.span(at, column);
            let last = column + across - 1;
            let taken: usize = widths[column..last].iter().map(|width| width + 3).sum();
            widths[last] = widths[last].max(wide(slot.text()).saturating_sub(taken));
        }
    }
    widths
}

fn padded(text: &str, width: usize, right: bool) -> String {
    let blanks = " ".repeat(width.saturating_sub(wide(text)));
    if right { format!("{blanks}{text}") } else { format!("{text}{blanks}") }
}

/// The grid with rows of one width.
fn square(sheet: &Sheet) -> Sheet {
    let mut square = sheet.clone();
    let width = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
    square.rows.iter_mut().for_each(|row| row.resize(width, Slot::Text(String::new())));
    square
}

/// As `pdftotext -layout`: columns told apart by blanks, amounts to the right.
pub fn aligned(sheet: &Sheet) -> String {
    let sheet = &square(sheet);
    let widths = widths(sheet);
    let mut lines = Vec::new();
    for (at, row) in sheet.rows.iter().enumerate() {
        let mut line = String::new();
        for (column, slot) in row.iter().enumerate().filter(|(_, slot)| **slot != Slot::Left) {
            let (across, _) = sheet.span(at, column);
            let width: usize = widths[column..column + across].iter().map(|width| width + 3).sum();
            let amount = slot.text().starts_with(|c| mark(c).is_some());
            line.push_str(&padded(slot.text(), width - 3, amount));
            line.push_str("   ");
        }
        lines.push(line.trim_end().to_owned());
    }
    lines.join("\n")
}

/// As `pandoc -t markdown`: a grid table, merged cells without rules inside.
pub fn grid(sheet: &Sheet) -> String {
    let sheet = &square(sheet);
    let widths = widths(sheet);
    let mut lines = vec![rule(sheet, 0, &widths)];
    for (at, row) in sheet.rows.iter().enumerate() {
        let mut line = String::from("|");
        for (column, slot) in row.iter().enumerate().filter(|(_, slot)| **slot != Slot::Left) {
            let (across, _) = sheet.span(at, column);
            let width: usize = widths[column..column + across].iter().map(|width| width + 3).sum();
            line.push_str(&format!(" {} |", padded(slot.text(), width - 3, false)));
        }
        lines.push(line);
        lines.push(rule(sheet, at + 1, &widths));
    }
    lines.join("\n")
}

/// The rule above row `at`: none inside a cell that goes on downwards.
fn rule(sheet: &Sheet, at: usize, widths: &[usize]) -> String {
    let below = sheet.rows.get(at);
    let sign = if at == sheet.head { "=" } else { "-" };
    let mut line = String::from("+");
    for (column, width) in widths.iter().enumerate() {
        let goes_on = below.is_some_and(|row| row[column] == Slot::Up);
        line.push_str(&(if goes_on { " " } else { sign }).repeat(width + 2));
        line.push('+');
    }
    line
}
