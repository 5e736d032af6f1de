//! The headings of packed rows: which of them head columns, and what stands over or
//! before them.

use std::collections::HashMap;

use crate::catalogue::Catalogue;
use crate::catalogue::normal::numbering;
use crate::catalogue::schema::TableSpec;
use crate::read::lex::{RawCell, RawRow};
use crate::read::table::cells::blank;
use crate::read::table::content::{CellKind, kind};
use crate::read::table::leaves::Leaves;
use crate::read::table::packed::{Header, amounts_behind_words, codes, is_numbering};
use crate::read::table::sort::Sort;

/// Makes one cell of two neighbours.
fn merge(cells: &mut Vec<RawCell>, at: usize, whole: String) {
    cells[at - 1].text = whole;
    cells[at - 1].span.end = cells[at].span.end;
    cells.remove(at);
}

/// One row in so many may have more amounts than there are columns: a page number got
/// into it. It is ragged.
const FEW: usize = 10;

/// How many columns of amounts rows show: as many amounts as most of them have, the more
/// of two as common.
fn columns(body: &[RawRow]) -> usize {
    let mut rows: HashMap<usize, usize> = HashMap::new();
    for count in body.iter().map(amounts_behind_words).filter(|count| *count > 0) {
        *rows.entry(count).or_default() += 1;
    }
    rows.into_iter().max_by_key(|(count, rows)| (*rows, *count)).map_or(0, |(count, _)| count)
}

/// What tells headings of one table.
pub struct Headings<'a> {
    pub spec: &'a TableSpec,
    pub catalogue: &'a Catalogue,
}

impl Headings<'_> {
    pub fn sort(&self, text: &str) -> Sort {
        Leaves::announced(&[text.to_owned()], Some(self.spec), self.catalogue)
    }

    pub fn is_level(&self, cell: &RawCell) -> bool {
        self.names_level(&cell.text)
    }

    /// Whether a heading is that of a part of a code: 类.
    pub fn names_level(&self, text: &str) -> bool {
        self.catalogue.labels().code_levels.iter().any(|level| level == text)
    }

    /// Whether a heading may stand over amounts.
    pub fn heads_amounts(&self, cell: &RawCell) -> bool {
        matches!(self.sort(&cell.text), Sort::Numbers | Sort::Any)
    }

    /// How many of some headings announce this.
    pub fn count(&self, cells: &[RawCell], wanted: Sort) -> usize {
        cells.iter().filter(|cell| self.sort(&cell.text) == wanted).count()
    }

    /// The header with one row of headings, a column each, and at most one over it; `None`
    /// where a heading has no place, or a row more amounts than there are headings.
    pub fn over_columns(&self, head: &[RawRow], body: &[RawRow]) -> Option<Header> {
        let (levels, lines): (Vec<&RawRow>, Vec<&RawRow>) =
            head.iter().partition(|row| self.parts_codes(row));
        let main = (0..lines.len()).rev().max_by_key(|at| lines[*at].cells.len())?;
        let mut rest: Vec<Vec<RawCell>> = lines.iter().map(|row| row.cells.clone()).collect();
        let mut leaves = std::mem::take(&mut rest[main]);
        let own_levels = self.take_levels(&mut leaves);
        let levels = levels.first().map_or(own_levels, |row| row.cells.clone());
        let coded = body.iter().any(|row| codes(row) > 0);
        self.name_rows(&mut leaves, &mut rest, &levels, coded);
        let amounts = columns(body);
        self.join_words(&mut leaves, amounts);
        let mut outer = vec![blank(lines[main]); leaves.len()];
        let over = rest.iter_mut().take(main).rev().any(|line| self.put_over(line, &leaves, &mut outer));
        let widest = self.widest(&leaves);
        let too_long = body.iter().filter(|row| amounts_behind_words(row) > widest).count();
        if too_long * FEW > body.len() || !rest.iter().all(Vec::is_empty) {
            return None;
        }
        let top = over.then(|| RawRow { line: lines[0].line, cells: outer });
        let row = RawRow { line: lines[main].line, cells: leaves.clone() };
        Some(Header { rows: top.into_iter().chain([row]).collect(), leaves, paths: Vec::new() })
    }

    /// Whether a line is the headings of a code's parts: 类 款 项.
    fn parts_codes(&self, row: &RawRow) -> bool {
        row.cells.len() > 1 && row.cells.iter().all(|cell| self.is_level(cell))
    }

    /// Takes the headings of a code's parts out of a line.
    fn take_levels(&self, line: &mut Vec<RawCell>) -> Vec<RawCell> {
        let levels: Vec<RawCell> = line.iter().filter(|cell| self.is_level(cell)).cloned().collect();
        if levels.len() > 1 {
            line.retain(|cell| !self.is_level(cell));
            return levels;
        }
        Vec::new()
    }

    /// Puts the headings of codes and names before those of amounts, where they stand on
    /// lines of their own.
    fn name_rows(
        &self,
        leaves: &mut Vec<RawCell>,
        rest: &mut [Vec<RawCell>],
        levels: &[RawCell],
        coded: bool,
    ) {
        let mut alone = |wanted: Sort| {
            let of_two = |first: &RawCell, next: &RawCell| {
                self.sort(&first.text) == Sort::Any
                    && self.sort(&format!("{}{}", first.text, next.text)) == wanted
            };
            let one =
                rest.iter().position(|line| matches!(&line[..], [cell] if self.sort(&cell.text) == wanted));
            let two = || {
                rest.windows(2).position(
                    |pair| matches!((&pair[0][..], &pair[1][..]), ([first], [next]) if of_two(first, next)),
                )
            };
            if let Some(at) = two() {
                let next = rest[at + 1].pop()?;
                let mut first = rest[at].pop()?;
                first.text.push_str(&next.text);
                return Some(first);
            }
            rest[one?].pop()
        };
        if self.count(leaves, Sort::Words) == 0
            && let Some(name) = alone(Sort::Words)
        {
            leaves.insert(0, name);
        }
        if !coded && levels.is_empty() {
            return;
        }
        if self.count(leaves, Sort::Code) == 0 {
            let heading = alone(Sort::Code);
            let parts = if levels.is_empty() { heading.into_iter().collect() } else { levels.to_vec() };
            leaves.splice(0..0, parts);
        } else if let Some(at) =
            leaves.iter().position(|cell| self.sort(&cell.text) == Sort::Code).filter(|_| !levels.is_empty())
        {
            leaves.splice(at..=at, levels.iter().cloned());
        }
    }

    /// Joins two neighbours that together head names or codes, from the last on: `科目` and
    /// `编码`, before what stands over amounts.
    pub fn join_names(&self, cells: &mut Vec<RawCell>) {
        for at in (1..cells.len()).rev() {
            let whole = format!("{}{}", cells[at - 1].text, cells[at].text);
            let joined = match [self.sort(&cells[at - 1].text), self.sort(&cells[at].text)] {
                [Sort::Any, Sort::Any] => matches!(self.sort(&whole), Sort::Words | Sort::Code),
                [Sort::Words, Sort::Any] => self.sort(&whole) == Sort::Code,
                // 编码 alone is the end of a heading that began on the line above.
                [Sort::Any | Sort::Words, Sort::Code] => cells[at].text.chars().count() == 2,
                _ => false,
            };
            if joined {
                merge(cells, at, whole);
            }
        }
    }

    /// Joins two neighbours that together are one heading of the table, as long as there
    /// are more headings than a row has amounts.
    fn join_words(&self, leaves: &mut Vec<RawCell>, amounts: usize) {
        let count = |leaves: &[RawCell]| leaves.iter().filter(|cell| self.heads_amounts(cell)).count();
        let names = |text: String| self.spec.column(&[text], None).is_some();
        let mut at = 1;
        while at < leaves.len() && count(leaves) > amounts {
            let whole = format!("{}{}", leaves[at - 1].text, leaves[at].text);
            if self.sort(&leaves[at - 1].text) == Sort::Any && names(whole.clone()) {
                merge(leaves, at, whole);
            }
            at += 1;
        }
    }

    /// How many columns stand before the first of amounts.
    pub fn lead(&self, leaves: &[RawCell]) -> usize {
        leaves.iter().position(|cell| self.sort(&cell.text) == Sort::Numbers).unwrap_or(leaves.len())
    }

    /// Where blocks of a name and amounts begin.
    pub fn blocks(&self, leaves: &[RawCell]) -> Vec<usize> {
        let names = |at: usize| matches!(self.sort(&leaves[at].text), Sort::Words | Sort::Code);
        (0..leaves.len())
            .filter(|at| names(*at) && at.checked_sub(1).is_none_or(|before| !names(before)))
            .collect()
    }

    /// The most amounts that a block has columns for.
    fn widest(&self, leaves: &[RawCell]) -> usize {
        let blocks = leaves.split(|cell| !self.heads_amounts(cell));
        blocks.map(<[RawCell]>::len).max().unwrap_or(0)
    }

    /// Puts a line of headings over what they head: one over each block, or one over
    /// names and one over amounts.
    fn put_over(&self, line: &mut Vec<RawCell>, leaves: &[RawCell], outer: &mut [RawCell]) -> bool {
        let blocks = self.blocks(leaves);
        let first = leaves.iter().position(|cell| self.heads_amounts(cell));
        let places = match (blocks.len(), line.len(), first) {
            (2.., _, _) if blocks.len() == line.len() => blocks,
            (1, 2, Some(first)) => vec![0, first],
            _ => return false,
        };
        places.into_iter().zip(std::mem::take(line)).for_each(|(at, cell)| outer[at] = cell);
        true
    }

    /// A row with its words joined where the table has one column for them, and its
    /// codes where it has one.
    pub fn squeeze(&self, row: &RawRow, leaves: &[RawCell]) -> RawRow {
        let blocks = self.blocks(leaves);
        let names = self.count(leaves, Sort::Words);
        let spare = row.cells.iter().filter(|cell| kind(&cell.text) == CellKind::Words).count() > names;
        let one_name = spare && names <= blocks.len().max(1);
        let one_code = self.count(leaves, Sort::Code) == 1 && blocks.len() == 1;
        let mut cells: Vec<RawCell> = Vec::new();
        for (at, cell) in row.cells.iter().enumerate() {
            let words = |cell: &RawCell| kind(&cell.text) == CellKind::Words;
            let apart = names > 1 && numbering(&cell.text).is_some();
            let before = cells.last_mut().filter(|before| {
                (words(before) && words(cell) && (is_numbering(before) || (one_name && !apart)))
                    || (one_code && at < codes(row) && !words(before))
            });
            match before {
                Some(before) => {
                    let between = if words(cell) { " " } else { "" };
                    before.text = format!("{}{between}{}", before.text, cell.text);
                    before.span.end = cell.span.end;
                }
                None => cells.push(cell.clone()),
            }
        }
        RawRow { line: row.line, cells }
    }
}
