//! Names that a parser of ruled pages wrapped over rows of their own: the end of a
//! name in a row below it, and the cells beside a name of two lines between both.

use std::collections::HashSet;

use crate::catalogue::Catalogue;
use crate::catalogue::normal::{compact, label, numbering, unnumbered};
use crate::catalogue::schema::{LabelsSpec, TableSpec};
use crate::keys::AccountsKey;
use crate::model::{Block, Column, ColumnRole, Doubt};
use crate::money::{looks_like_amount, parse_amount};
use crate::read::lex::{RawCell, RawRow};
use crate::read::table::cells::{blank, text};
use crate::read::table::content::{CellKind, kind};

use rust_decimal::Decimal;

/// Puts wrapped names together: a row of nothing but ends of names, which make
/// known names only with the last ones above them, goes; where a row stands
/// between, it has the whole name.
pub fn join(body: &mut Vec<RawRow>, spec: Option<&TableSpec>, catalogue: &Catalogue) {
    join_units(body, catalogue.labels());
    if let Some(spec) = spec {
        join_known(body, spec, catalogue);
        join_begun(body, |name| is_known(spec, name, catalogue));
    }
    join_ends(body, catalogue);
}

/// Puts headings together that a parser wrapped around the row of the others: words above and
/// below it in the same columns, and in no other, of which it has none.
pub fn join_headings(head: &mut Vec<RawRow>) {
    let mut at = 1;
    while at + 1 < head.len() {
        let columns = |row: usize| -> Vec<usize> { head[row].filled().map(|(column, _)| column).collect() };
        let (above, others, below) = (columns(at - 1), columns(at), columns(at + 1));
        let words = |row: usize| head[row].filled().all(|(_, cell)| is_heading(&cell.text));
        let apart = !others.is_empty() && above.iter().all(|column| !others.contains(column));
        if above.is_empty() || above != below || !apart || !words(at - 1) || !words(at + 1) {
            at += 1;
            continue;
        }
        let (end, begun) = (head.remove(at + 1), head.remove(at - 1));
        let row = &mut head[at - 1];
        let (width, filler) = (row.cells.len().max(begun.cells.len()), blank(row));
        row.cells.resize(width, filler);
        for column in above {
            row.cells[column] = begun.cells[column].clone();
            row.cells[column].text.push_str(&end.cells[column].text);
        }
    }
}

/// Whether a text can be a part of a heading: words, and no note such as that of the unit.
fn is_heading(text: &str) -> bool {
    kind(text) == CellKind::Words && !text.contains(['：', ':'])
}

/// Puts the ends of names together with what they end, in rows of which only the order of the
/// cells is left: words alone that make a known name with the last ones above, or in the row
/// of another block before those. Short ones that could end several names put them in doubt.
pub fn join_packed(body: &mut Vec<RawRow>, blocks: usize, spec: &TableSpec, catalogue: &Catalogue) {
    let known = |name: &str| is_known(spec, name, catalogue);
    let mut at = 1;
    while at < body.len() {
        let end = match &body[at].cells[..] {
            [end] if kind(&end.text) == CellKind::Words && numbering(&end.text).is_none() => {
                compact(&end.text)
            }
            _ => String::new(),
        };
        let begun = if end.is_empty() { Vec::new() } else { begun(body, at, blocks) };
        let whole = |(row, cell): &(usize, usize)| known(&format!("{}{end}", body[*row].cells[*cell].text));
        let alone = |(row, cell): &&(usize, usize)| !known(&body[*row].cells[*cell].text);
        let ended: Vec<(usize, usize)> = begun.iter().filter(|place| whole(place)).copied().collect();
        let unknown: Vec<(usize, usize)> = ended.iter().filter(alone).copied().collect();
        let short = end.chars().count() <= SHORT && !known(&end) && !is_name(&end, catalogue);
        let place = match (&unknown[..], &ended[..], &begun[..]) {
            ([place], _, _) | ([], [place], _) if !known(&end) => Some(*place),
            ([], [], [(row, cell)]) if short && body[*row].cells[*cell].text.chars().count() >= LONG => {
                if end.chars().count() > 1 {
                    blur(&mut body[*row]);
                }
                Some((*row, *cell))
            }
            _ => None,
        };
        if let Some((row, cell)) = place {
            body[row].cells[cell].text.push_str(&end);
            body.remove(at);
            continue;
        }
        if short {
            begun.iter().for_each(|(row, _)| blur(&mut body[*row]));
        }
        at += 1;
    }
}

/// The words before amounts, by row and cell, that words alone in row `at` may end: the
/// last ones above, and as many rows of other blocks before those as a table has beside.
fn begun(body: &[RawRow], at: usize, blocks: usize) -> Vec<(usize, usize)> {
    let counts =
        |cell: &RawCell| matches!(kind(&cell.text), CellKind::Blank) || looks_like_amount(&cell.text);
    let near = (at.saturating_sub(blocks)..at).rev();
    let near = near.take_while(|row| body[*row].cells.iter().any(counts));
    let words = |row: usize| {
        let cells = body[row].cells.iter().enumerate();
        cells.filter(|(_, cell)| kind(&cell.text) == CellKind::Words).map(move |(cell, _)| (row, cell))
    };
    let mut begun: Vec<(usize, usize)> = Vec::new();
    for row in near {
        if begun.len() < blocks {
            begun.extend(words(row));
        }
    }
    begun
}

/// Puts the amounts of a row in doubt: its name may be another.
fn blur(row: &mut RawRow) {
    let doubt = |cell: &mut RawCell| cell.confidence = Doubt::BlurredCell.into();
    row.cells.iter_mut().filter(|cell| looks_like_amount(&cell.text)).for_each(doubt);
}

fn join_known(body: &mut Vec<RawRow>, spec: &TableSpec, catalogue: &Catalogue) {
    let known = |name: &str| is_known(spec, name, catalogue);
    let mut at = 1;
    while at < body.len() {
        set_under_begun(body, at, known);
        let ends: Vec<usize> = body[at].filled().map(|(column, _)| column).collect();
        let begun: Option<Vec<usize>> =
            ends.iter().map(|column| begun_above(body, at, *column, known)).collect();
        let Some(begun) = begun.filter(|_| !ends.is_empty()) else {
            at += 1;
            continue;
        };
        let end = body.remove(at);
        for (column, above) in ends.iter().zip(begun) {
            let tail = end.cells[*column].text.clone();
            body[above].cells[*column].text.push_str(&tail);
            if above + 1 < at {
                let whole = body[above].cells[*column].clone();
                body[above].cells[*column] = blank(&body[above]);
                body[at - 1].cells[*column] = whole;
            }
        }
        let before = body.len();
        body.retain(|row| row.filled().next().is_some());
        at -= (before - body.len()).min(at - 1);
    }
}

/// Sets words that stand alone in a row, and of which the blank cells before were lost, under
/// the one name above with which they make a known one.
fn set_under_begun(body: &mut [RawRow], at: usize, known: impl Fn(&str) -> bool) {
    let Some((column, end)) = lone_words(&body[at]) else { return };
    let end = compact(end);
    let begins = |(_, begun): &(usize, &RawCell)| {
        kind(&begun.text) == CellKind::Words
            && !known(&begun.text)
            && known(&format!("{}{end}", compact(&begun.text)))
    };
    let places: Vec<usize> = body[at - 1].filled().filter(begins).map(|(column, _)| column).collect();
    let [place] = places[..] else { return };
    if place > column && !known(&end) {
        let filler = blank(&body[at]);
        let width = body[at].cells.len().max(place + 1);
        body[at].cells.resize(width, filler);
        body[at].cells.swap(column, place);
    }
}

/// The only cell of a row, where that has words.
fn lone_words(row: &RawRow) -> Option<(usize, &str)> {
    let mut filled = row.filled();
    let (column, cell) = filled.next()?;
    let lone =
        filled.next().is_none() && kind(&cell.text) == CellKind::Words && numbering(&cell.text).is_none();
    lone.then_some((column, cell.text.as_str()))
}

/// Puts the beginning of a name, in a row of its own, before its end in the row below, which
/// has the code and the amounts: where both make a known name, or where several such rows
/// fill the column, as the names above them do not.
fn join_begun(body: &mut Vec<RawRow>, known: impl Fn(&str) -> bool) {
    let length = |row: usize, column: usize| compact(text(&body[row], column)).chars().count();
    let begun: Vec<(usize, usize)> =
        (0..body.len().saturating_sub(1)).filter_map(|at| Some((at, begins(body, at)?))).collect();
    let wide = |column: usize| (0..body.len()).map(|row| length(row, column)).max().unwrap_or(0);
    let full = |(at, column): &(usize, usize)| {
        length(*at, *column) == wide(*column) && (*at == 0 || length(at - 1, *column) < wide(*column))
    };
    let wrapped = begun.len() > 1 && begun.iter().all(full);
    for (at, column) in begun.into_iter().rev() {
        let own = text(&body[at], column).to_owned();
        let whole = format!("{own}{}", text(&body[at + 1], column));
        if wrapped || (known(&whole) && !known(&own)) {
            body[at + 1].cells[column].text = whole;
            body.remove(at);
        }
    }
}

/// The column of the one text of a row, where the row below has a code before it, words
/// there, and amounts.
fn begins(body: &[RawRow], at: usize) -> Option<usize> {
    let mut filled = body[at].filled();
    let (column, cell) = filled.next()?;
    let below = &body[at + 1];
    let coded = below.cells.iter().take(column).any(|cell| is_code(&cell.text));
    let words = kind(&cell.text) == CellKind::Words && kind(text(below, column)) == CellKind::Words;
    (filled.next().is_none() && coded && words && amounts(below) > 0).then_some(column)
}

/// A row of nothing but a character or two under longer words, beside which amounts
/// stand, is their end. Where no other name ends in these two, the row is in doubt.
fn join_ends(body: &mut Vec<RawRow>, catalogue: &Catalogue) {
    let last = |text: &str| text.char_indices().rev().nth(SHORT - 1).map(|(at, _)| text[at..].to_owned());
    let cells = || body.iter().flat_map(RawRow::filled).filter(|(_, cell)| cell.text.chars().count() > SHORT);
    let ends: HashSet<(usize, String)> =
        cells().filter_map(|(column, cell)| Some((column, last(&cell.text)?))).collect();
    let mut at = 1;
    while at < body.len() {
        if !is_end(&body[at - 1], &body[at], catalogue) {
            if may_be_moved_end(&body[at - 1], &body[at], catalogue) {
                blur(&mut body[at - 1]);
            }
            at += 1;
            continue;
        }
        let end = body.remove(at);
        let told = end.filled().all(|(column, cell)| {
            let one = compact(&cell.text).chars().count() == 1;
            one || ends.contains(&(column, cell.text.clone()))
        });
        let row = &mut body[at - 1];
        end.filled().for_each(|(column, cell)| row.cells[column].text.push_str(&cell.text));
        if !told {
            blur(row);
        }
    }
}

/// Most characters of an end that is known by being short, and fewest of what it ends.
pub const SHORT: usize = 2;
const LONG: usize = 5;

/// Whether a row is nothing but ends of words in the row above.
fn is_end(above: &RawRow, row: &RawRow, catalogue: &Catalogue) -> bool {
    let length = |text: &str| compact(text).chars().count();
    let is_word = |text: &str| kind(text) == CellKind::Words && numbering(text).is_none();
    let ends = |(column, end): (usize, &RawCell)| {
        let begun = text(above, column);
        length(&end.text) <= SHORT
            && is_word(&end.text)
            && !is_name(&end.text, catalogue)
            && length(begun) >= LONG
            && kind(begun) == CellKind::Words
    };
    row.filled().next().is_some() && amounts(above) > 0 && row.filled().all(ends)
}

/// Whether a row of fewer cells is nothing but a character or two that may end longer words
/// of the row above, in another column: blank cells before them were lost.
fn may_be_moved_end(above: &RawRow, row: &RawRow, catalogue: &Catalogue) -> bool {
    let Some((column, end)) = lone_words(row) else { return false };
    let long = |(at, cell): (usize, &RawCell)| {
        at > column && kind(&cell.text) == CellKind::Words && compact(&cell.text).chars().count() >= LONG
    };
    compact(end).chars().count() <= SHORT && !is_name(end, catalogue) && above.filled().any(long)
}

/// Whether so short a text names something: a total, an account, what is left (其他).
fn is_name(text: &str, catalogue: &Catalogue) -> bool {
    let account = |list: &AccountsKey| {
        catalogue.accounts(list.as_str()).is_some_and(|accounts| accounts.code(text).is_some())
    };
    catalogue.labels().names_total(text)
        || text.starts_with('其')
        || [AccountsKey::FUNCTION, AccountsKey::ECONOMIC].iter().any(account)
}

/// Most characters of the end of a unit's name on a row of its own.
const END: usize = 4;

/// Puts the end of a unit's name after it, in a table of accounts by unit.
fn join_units(body: &mut Vec<RawRow>, labels: &LabelsSpec) {
    let mut at = 1;
    while at + 1 < body.len() {
        let Some(column) = end_of_unit(body, at, labels) else {
            at += 1;
            continue;
        };
        let end = body.remove(at);
        body[at - 1].cells[column].text.push_str(text(&end, column));
    }
}

/// The column of the end of a unit's name, where a row is nothing but that: a few
/// characters between a row of amounts without a code and one with.
fn end_of_unit(body: &[RawRow], at: usize, labels: &LabelsSpec) -> Option<usize> {
    let coded = |row: &RawRow| {
        let mut filled = row.filled();
        filled.next().is_some_and(|(_, cell)| is_code(&cell.text)) && filled.next().is_some()
    };
    let above = &body[at - 1];
    if amounts(above) == 0 || coded(above) || !coded(&body[at + 1]) || body[at].filled().count() != 1 {
        return None;
    }
    let (column, end) = body[at].filled().next()?;
    let is_name =
        |text: &str| kind(text) == CellKind::Words && !labels.names_total(text) && numbering(text).is_none();
    let short = compact(&end.text).chars().count() <= END;
    (short && is_name(&end.text) && is_name(text(above, column))).then_some(column)
}

fn is_code(text: &str) -> bool {
    matches!(kind(text), CellKind::Code | CellKind::Whole)
}

/// The row above, or the one before it where that is blank here, with the beginning
/// of the name whose end stands in a cell.
fn begun_above(body: &[RawRow], at: usize, column: usize, known: impl Fn(&str) -> bool) -> Option<usize> {
    let end = text(&body[at], column);
    let above = (at.saturating_sub(2)..at).rev().find(|above| !text(&body[*above], column).is_empty())?;
    let begun = text(&body[above], column);
    let alone =
        !looks_like_amount(end) && !looks_like_amount(begun) && numbering(end).is_none() && !known(end);
    let between = above + 1 == at || amounts(&body[above]) == 0;
    (alone && between && known(&format!("{begun}{}", compact(end)))).then_some(above)
}

fn amounts(row: &RawRow) -> usize {
    row.filled().filter(|(_, cell)| looks_like_amount(&cell.text)).count()
}

fn is_known(spec: &TableSpec, name: &str, catalogue: &Catalogue) -> bool {
    let accounts = spec.accounts.as_deref().and_then(|list| catalogue.accounts(list));
    let name = label(name);
    let name = name.strip_prefix("其中:").map_or(name.as_str(), unnumbered);
    spec.rows.iter().any(|row| row.names.iter().any(|known| known == name))
        || accounts.is_some_and(|accounts| accounts.code(name).is_some())
}

/// Gives amounts without a label the label of the row above in their block, where
/// that row has the label and no amount, and the block's total is the sum of all.
pub fn borrow_labels(body: &mut [RawRow], columns: &[Column], blocks: &[Block], labels: &LabelsSpec) {
    for block in blocks {
        let amounts: Vec<usize> =
            block.columns.clone().filter(|at| columns[*at].role == ColumnRole::Amount).collect();
        let [amount] = amounts[..] else { continue };
        if columns[block.label].role != ColumnRole::Label || !sums_up(body, block.label, amount) {
            continue;
        }
        for at in 1..body.len() {
            let (before, own) = (&body[at - 1], &body[at]);
            let nameless = text(own, block.label).is_empty() && !text(own, amount).is_empty();
            let lends = !text(before, block.label).is_empty() && text(before, amount).is_empty();
            if nameless
                && lends
                && !labels.names_total(text(before, block.label))
                && block.label < own.cells.len()
            {
                let name = before.cells[block.label].clone();
                body[at - 1].cells[block.label] = blank(&body[at - 1]);
                body[at].cells[block.label] = name;
            }
        }
    }
}

/// Whether the amounts of a block sum up to its total: those above it, where it is the
/// last amount without a label or the first with a total's; or all below the first row.
fn sums_up(body: &[RawRow], label: usize, amount: usize) -> bool {
    let outer =
        |row: &&RawRow| !text(row, label).starts_with(|c: char| c.is_ascii_digit() || "（(".contains(c));
    let of = |row: &RawRow| parse_amount(text(row, amount)).ok();
    let amounts: Vec<Decimal> = body.iter().filter(outer).filter_map(of).collect();
    let mut sum = Decimal::ZERO;
    for value in &amounts {
        if !sum.is_zero() && *value == sum {
            return true;
        }
        let Some(next) = sum.checked_add(*value) else { return false };
        sum = next;
    }
    // The total first: twice itself is all.
    amounts.len() > 2 && amounts[0].checked_add(amounts[0]) == Some(sum)
}
