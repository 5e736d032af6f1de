//! Noise within the cells of a grid.

use super::is_amount;
use crate::fabricator::rng::Rng;
use crate::fabricator::sheet::{Printed, Slot, mark};
use crate::fabricator::truth::{Figure, Key};

/// Some rows lose their blank cells, so that the others move to the left.
pub fn drop_blanks(table: &mut Printed, rng: &mut Rng) {
    let head = table.sheet.head;
    for row in &mut table.sheet.rows[head..] {
        if rng.chance(20) {
            row.retain(|slot| !slot.text().is_empty());
        }
    }
}

/// A blank inside some names: `一般公共 服务支出`.
pub fn break_words(table: &mut Printed, rng: &mut Rng) {
    let head = table.sheet.head;
    for slot in table.sheet.rows[head..].iter_mut().flatten() {
        if let Some((first, rest)) = halves(slot, 5, rng) {
            *slot = Slot::Text(format!("{first} {rest}"));
        }
    }
}

/// The end of some long names on a row of its own.
pub fn wrap(table: &mut Printed, rng: &mut Rng) {
    let mut at = table.sheet.head;
    while at < table.sheet.rows.len() {
        let row = &table.sheet.rows[at];
        let broken = (0..row.len()).find_map(|column| Some((column, halves(&row[column], 9, rng)?)));
        if let Some((column, (first, rest))) = broken.filter(|_| rng.chance(40)) {
            let mut below = vec![Slot::Text(String::new()); row.len()];
            below[column] = Slot::Text(rest);
            table.sheet.rows[at][column] = Slot::Text(first);
            table.sheet.rows.insert(at + 1, below);
            at += 1;
        }
        at += 1;
    }
}

/// A text of at least so many Chinese characters in two.
fn halves(slot: &Slot, least: usize, rng: &mut Rng) -> Option<(String, String)> {
    let chars: Vec<char> = slot.text().chars().collect();
    let words = !is_amount(slot) && chars.iter().filter(|c| !c.is_ascii()).count() >= least;
    if !words {
        return None;
    }
    let at = chars.len() - 1 - rng.below(2);
    Some((chars[..at].iter().collect(), chars[at..].iter().collect()))
}

/// One code of the table with a digit printed wrong. Its row is then known by its name.
pub fn misprint(table: &mut Printed, figures: &mut [Figure], rng: &mut Rng) {
    let code = |row: &Vec<Slot>| {
        row.iter().position(|slot| slot.text().len() >= 3 && slot.text().chars().all(|c| c.is_ascii_digit()))
    };
    let coded = |(at, row): (usize, &Vec<Slot>)| Some((at, code(row)?));
    let rows: Vec<(usize, usize)> =
        table.sheet.rows.iter().enumerate().skip(table.sheet.head).filter_map(coded).collect();
    if rows.is_empty() {
        return;
    }
    let (at, column) = rng.pick(&rows);
    let row = &mut table.sheet.rows[at];
    let is_name = |slot: &&Slot| !slot.text().is_ascii() && !is_amount(slot);
    let name = row[column..].iter().find(is_name).or_else(|| row.iter().find(is_name));
    let blank = |c: char| c.is_whitespace();
    let name =
        name.map_or(String::new(), |slot| slot.text().replace("&nbsp;", "").trim_matches(blank).to_owned());
    let printed = format!("7{}", &row[column].text()[1..]);
    row[column] = Slot::Text(printed);
    for figure in row.iter().flat_map(|slot| slot.text().chars()).filter_map(mark) {
        figures[figure].row = Key::Name(name.clone());
    }
}

/// An empty column beside another.
pub fn double_rules(table: &mut Printed, rng: &mut Rng) {
    for _ in 0..=rng.below(2) {
        let at = 1 + rng.below(table.sheet.width());
        for (number, row) in table.sheet.rows.iter_mut().enumerate() {
            let inside = number < table.sheet.head && row.get(at) == Some(&Slot::Left);
            let at = at.min(row.len());
            row.insert(at, if inside { Slot::Left } else { Slot::Text(String::new()) });
        }
    }
}

/// The lines above the grid become its first rows.
pub fn caption_inside(table: &mut Printed) {
    let width = table.sheet.width();
    let row = |text: String| [vec![Slot::Text(text)], vec![Slot::Left; width - 1]].concat();
    let rows: Vec<_> = table.before.drain(..).map(row).collect();
    table.sheet.head += rows.len();
    table.sheet.rows.splice(0..0, rows);
}

/// Totals in bold type.
pub fn embolden(table: &mut Printed) {
    let total = |row: &&mut Vec<Slot>| row.iter().any(|slot| slot.text().contains('计'));
    for slot in table.sheet.rows.iter_mut().filter(total).flatten() {
        if !slot.text().is_empty() {
            *slot = Slot::Text(format!("**{}**", slot.text()));
        }
    }
}

/// Blanks in amounts and in `合计`.
pub fn blank(table: &mut Printed, rng: &mut Rng) {
    for slot in table.sheet.rows.iter_mut().flatten() {
        let text = slot.text();
        if text == "合计" {
            *slot = Slot::Text("合 计".to_owned());
        } else if is_amount(slot) && rng.chance(15) {
            *slot = Slot::Text(text.replace('.', ". "));
        }
    }
}

/// Amounts as formulas.
pub fn formulate(table: &mut Printed) {
    for slot in table.sheet.rows.iter_mut().flatten().filter(|slot| is_amount(slot)) {
        *slot = Slot::Text(format!("${}$", slot.text()));
    }
}

/// Blanks of other kinds before names and behind amounts.
pub fn pad(table: &mut Printed, rng: &mut Rng) {
    let head = table.sheet.head;
    for slot in table.sheet.rows[head..].iter_mut().flatten() {
        let text = slot.text();
        if text.is_empty() || !rng.chance(30) {
            continue;
        }
        let blank = rng.pick(&["\u{a0}", "\u{3000}", "\u{3000}\u{3000}", "&nbsp;"]);
        *slot = Slot::Text(if is_amount(slot) { format!("{text}{blank}") } else { format!("{blank}{text}") });
    }
}
