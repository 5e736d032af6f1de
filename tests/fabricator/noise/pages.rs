//! The ends of pages, and what stands there.

use super::Noise;
use crate::fabricator::rng::Rng;
use crate::fabricator::sheet::{Block, Printed, Sheet, Slot};

/// Cuts tables in two.
pub fn cut(noise: Noise, blocks: Vec<Block>, rng: &mut Rng) -> Vec<Block> {
    let mut cut = Vec::new();
    let mut page = 1 + rng.below(30);
    let form = rng.below(6);
    for block in blocks {
        match block {
            Block::Table(table) if table.sheet.rows.len() > table.sheet.head + 3 => {
                page += 1;
                let (first, second) = halves(noise, table, rng);
                cut.extend([
                    Block::Table(first),
                    Block::Line(between(noise, page, form)),
                    Block::Table(second),
                ]);
            }
            block => cut.push(block),
        }
    }
    cut
}

/// What stands between the halves: one form for the whole text.
fn between(noise: Noise, page: usize, form: usize) -> String {
    if noise == Noise::Seals {
        let seals =
            ["（公章）", "![](images/0.jpg)", "<!-- PageBreak -->", "---", "部门预算公开", "预算专用章"];
        return seals[form].to_owned();
    }
    match form {
        0 => page.to_string(),
        1 => format!("— {page} —"),
        2 => format!("第 {page} 页"),
        3 => "\u{c}".to_owned(),
        4 => format!("- {page} -"),
        _ => String::new(),
    }
}

fn halves(noise: Noise, table: Printed, rng: &mut Rng) -> (Printed, Printed) {
    let Printed { before, title, sheet, after, continued } = table;
    let Sheet { rows, head } = sheet;
    let at = head + 1 + rng.below(rows.len() - head - 2);
    let mut rest = rows[at..].to_vec();
    let repeats = matches!(noise, Noise::PageHeader | Noise::PageTitle);
    if repeats {
        rest.splice(0..0, rows[..head].iter().cloned());
    }
    if noise == Noise::OtherWidths {
        widen_or_narrow(&mut rest, rng);
    }
    let again = if noise == Noise::PageTitle { before.clone() } else { Vec::new() };
    let second_head = if repeats { head } else { 0 };
    let second = Sheet { rows: rest, head: second_head };
    let first = Sheet { rows: rows[..at].to_vec(), head };
    let first = Printed { before, title, sheet: first, after: Vec::new(), continued };
    (first, Printed { before: again, title, sheet: second, after, continued: true })
}

/// Drops the columns that are blank throughout, or puts one in.
fn widen_or_narrow(rows: &mut [Vec<Slot>], rng: &mut Rng) {
    let width = rows.iter().map(Vec::len).min().unwrap_or(0);
    let blank: Vec<usize> =
        (0..width).filter(|at| rows.iter().all(|row| row[*at].text().is_empty())).collect();
    if blank.is_empty() {
        let at = 1 + rng.below(width);
        rows.iter_mut().for_each(|row| row.insert(at.min(row.len()), Slot::Text(String::new())));
    }
    for at in blank.into_iter().rev() {
        rows.iter_mut().for_each(|row| drop(row.remove(at)));
    }
}
