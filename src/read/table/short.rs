//! Rows whose blank cells a parser dropped: each cell is placed in a column, in their
//! order, by what it is. Where that leaves a choice, the names that the catalogue has
//! for a block, the sums that the headings promise and those of the classes decide;
//! what they leave open is in doubt.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use crate::catalogue::normal::label;
use crate::catalogue::schema::{BlockSpec, LabelsSpec, RowSpec, TableSpec};
use crate::keys::{BlockKey, ColumnKey};
use crate::model::count;
use crate::money::{looks_like_amount, parse_amount};
use crate::read::lex::{RawCell, RawRow};
use crate::read::table::cells::{blank, is_numbering};
use crate::read::table::classes::{self, Classes};
use crate::read::table::content::{CellKind, kind};
use crate::read::table::leaves::{Leaves, Way};
use crate::read::table::sort::Sort;
use crate::read::table::witness::Witness;
use crate::source::Span;

/// Most ways to place a row that are looked at.
const WAYS: usize = 2_000;

/// Whether a row may have lost blank cells: it has none, and fewer cells than its
/// table has columns. Amounts alone could stand anywhere.
pub fn is_short(row: &RawRow, width: usize, labels: &LabelsSpec) -> bool {
    let filled = row.filled().count();
    let named = || row.filled().any(|(_, cell)| kind(&cell.text) == CellKind::Words);
    (2..width).contains(&filled) && filled == row.cells.len() && named() && !is_numbering(row, labels)
}

/// Whether a row has blank cells at its end and nowhere else.
fn ends_blank(row: &RawRow) -> bool {
    let filled = row.filled().count();
    (2..row.cells.len()).contains(&filled) && row.filled().last().is_some_and(|(at, _)| at + 1 == filled)
}

/// Whether a row has blank cells at its end alone, and amounts or words stand where they
/// cannot: it lost others, and was filled up. So may have been the table's other rows.
fn is_shifted(leaves: &Leaves<'_>, row: &RawRow) -> bool {
    let elsewhere = |(at, cell): (usize, &RawCell)| match (leaves.sorts.get(at), kind(&cell.text)) {
        (Some(Sort::Code | Sort::Words), CellKind::Amount) => true,
        (Some(Sort::Code | Sort::Numbers), CellKind::Words) => {
            !leaves.catalogue.labels().names_total(&cell.text)
        }
        _ => false,
    };
    ends_blank(row) && row.filled().any(elsewhere)
}

/// Rows with blank cells at their ends alone whose class is no sum of its members as
/// they stand: such a row may have lost others, and was filled up.
fn suspects(leaves: &Leaves<'_>, spec: Option<&TableSpec>, body: &[RawRow]) -> Vec<usize> {
    if !body.iter().any(ends_blank) {
        return Vec::new();
    }
    let failing = Classes::of(leaves, spec, body).failing(leaves, body);
    let whole = |at: &usize| body[*at].cells.len() == leaves.count() && ends_blank(&body[*at]);
    failing.into_iter().filter(whole).collect()
}

/// Places the rows that lost blank cells; gives the cells whose column stays open. Rows
/// that are open (`lost`) prove nothing.
pub fn place(
    leaves: &Leaves<'_>,
    spec: Option<&TableSpec>,
    body: &mut [RawRow],
    lost: &HashSet<Span>,
    witness: &Witness,
) -> HashSet<Span> {
    let width = leaves.count();
    let shifted = body.iter().any(|row| is_shifted(leaves, row));
    let filled_up: HashMap<usize, RawRow> = match shifted {
        true => HashMap::new(),
        false => suspects(leaves, spec, body).into_iter().map(|at| (at, body[at].clone())).collect(),
    };
    for (_, row) in body
        .iter_mut()
        .enumerate()
        .filter(|(at, row)| (shifted && ends_blank(row)) || filled_up.contains_key(at))
    {
        row.cells.truncate(row.filled().count());
    }
    let short: Vec<usize> =
        (0..body.len()).filter(|at| is_short(&body[*at], width, leaves.catalogue.labels())).collect();
    let mut open = HashSet::new();
    if short.is_empty() {
        return open;
    }
    let placing = Placing { leaves, spec };
    let keys = placing.keys();
    let told = |row: &RawRow| row.cells.iter().all(|cell| !lost.contains(&cell.span));
    let choices = body.iter().map(|row| if told(row) { placing.choices(row) } else { Vec::new() });
    let mut choices: Vec<Vec<Way>> = choices.collect();
    for (row, ways) in body.iter().zip(&mut choices).filter(|(_, ways)| ways.len() > 1) {
        placing.heed(witness, &keys, row, ways);
    }
    within_totals(leaves, body, &mut choices);
    let before: Vec<usize> = choices.iter().map(Vec::len).collect();
    classes::decide(leaves, spec, body, &mut choices);
    for at in short {
        let row = &mut body[at];
        if let Some(whole) = filled_up.get(&at).filter(|_| choices[at].len() != 1) {
            // Sums hold where it moves, in more ways than one.
            open.extend(amounts(row).filter(|_| choices[at].len() < before[at]));
            row.clone_from(whole);
            continue;
        }
        let as_it_stands: Way = (0..row.cells.len()).collect();
        let Some(first) = choices[at].first() else {
            open.extend(amounts(row));
            continue;
        };
        // It may lack nothing but blank cells at its end: then it is ragged.
        if choices[at].len() > 1 && choices[at].contains(&as_it_stands) {
            continue;
        }
        let differs = |cell: &usize| choices[at].iter().any(|way| way[*cell] != first[*cell]);
        let differing: Vec<usize> = (0..row.cells.len()).filter(differs).collect();
        // A row whose name may stand elsewhere may be another row.
        if differing.iter().any(|cell| kind(&row.cells[*cell].text) == CellKind::Words) {
            open.extend(amounts(row));
        }
        open.extend(differing.into_iter().map(|cell| row.cells[cell].span));
        spread(row, first, width);
    }
    open
}

/// The cells of a row that look like amounts.
fn amounts(row: &RawRow) -> impl Iterator<Item = Span> {
    row.filled().filter(|(_, cell)| looks_like_amount(&cell.text)).map(|(_, cell)| cell.span)
}

/// Sets the cells of a row in these columns.
pub fn spread(row: &mut RawRow, way: &[usize], width: usize) {
    let empty = vec![blank(row); width];
    for (cell, at) in std::mem::replace(&mut row.cells, empty).into_iter().zip(way) {
        row.cells[*at] = cell;
    }
}

/// Whether a number has as many digits as an account's code.
fn is_long_as_code(text: &str) -> bool {
    matches!(text.len(), 3 | 5 | 7)
}

/// The columns in which the rows of a table are placed.
pub struct Placing<'a> {
    pub leaves: &'a Leaves<'a>,
    pub spec: Option<&'a TableSpec>,
}

/// The column of a key; that of all appropriations for one of them.
fn column(keys: &[Option<String>], key: &str) -> Option<usize> {
    let of = |key: &str| keys.iter().position(|own| own.as_deref() == Some(key));
    let parts = [ColumnKey::GENERAL_PUBLIC_BUDGET, ColumnKey::GOVERNMENT_FUNDS, ColumnKey::STATE_CAPITAL];
    let whole =
        || parts.iter().any(|part| part.as_str() == key).then(|| of(ColumnKey::APPROPRIATION.as_str()));
    of(key).or_else(|| whole().flatten())
}

/// Keeps of each row's choices those in columns in which the total of its block has amounts,
/// where that has one way to stand: nothing is negative.
fn within_totals(leaves: &Leaves<'_>, body: &[RawRow], choices: &mut [Vec<Way>]) {
    let is_whole =
        |row: &RawRow| row.filled().any(|(_, cell)| leaves.catalogue.labels().is_whole(&cell.text));
    let totals: Vec<Way> = body
        .iter()
        .zip(&*choices)
        .filter(|(row, _)| is_whole(row))
        .filter_map(|(row, ways)| match &ways[..] {
            [only] if row.cells.iter().all(|cell| !cell.text.is_empty()) => Some(only.clone()),
            _ => None,
        })
        .collect();
    let amount = |at: &usize| leaves.sorts[*at] == Sort::Numbers;
    let held: HashSet<usize> = totals.into_iter().flatten().filter(amount).collect();
    let blocks: HashSet<usize> = held.iter().map(|at| leaves.blocks[*at]).collect();
    for ways in choices.iter_mut().filter(|ways| ways.len() > 1) {
        let within = |way: &Way| {
            let mut amounts = way.iter().filter(|at| amount(at) && blocks.contains(&leaves.blocks[**at]));
            amounts.all(|at| held.contains(at))
        };
        if ways.iter().any(within) {
            ways.retain(within);
        }
    }
}

impl Placing<'_> {
    /// The key of each column of amounts, as far as the table or its headings tell it.
    fn keys(&self) -> Vec<Option<String>> {
        let key = |at: usize| {
            let path = &self.leaves.paths[at];
            let own = self.spec.and_then(|spec| spec.column(path, None)).map(|column| column.key.clone());
            own.or_else(|| self.leaves.catalogue.concepts().key(path, |outer| outer.apart))
                .filter(|_| self.leaves.sorts[at] == Sort::Numbers)
        };
        (0..self.leaves.count()).map(key).collect()
    }

    /// Keeps the ways under which each column holds as much as other tables say, if any do.
    fn heed(&self, witness: &Witness, keys: &[Option<String>], row: &RawRow, ways: &mut Vec<Way>) {
        let total = row.filled().any(|(_, cell)| self.leaves.catalogue.labels().is_whole(&cell.text));
        let Some(code) = classes::code(self.leaves, self.spec, row).or(total.then(String::new)) else {
            return;
        };
        let least: Vec<(usize, Decimal)> = witness
            .of_row(&code)
            .iter()
            .filter_map(|(key, least)| Some((column(keys, key)?, *least)))
            .collect();
        let holds = |way: &Way, (at, least): &(usize, Decimal)| {
            let cell = way.iter().position(|column| column == at);
            cell.and_then(|cell| parse_amount(&row.cells[cell].text).ok()).is_some_and(|held| held >= *least)
        };
        let agrees = |way: &Way| least.iter().all(|least| holds(way, least));
        // A total of which the block is open is not the one that others speak of.
        let block = |way: &Way| way.first().map(|at| self.leaves.blocks[*at]);
        let one = ways.iter().all(|way| block(way) == block(&ways[0]));
        if one && !least.is_empty() && ways.iter().any(agrees) {
            ways.retain(agrees);
        }
    }

    /// The best ways to place a row; the only one of a row that lost no cell.
    fn choices(&self, row: &RawRow) -> Vec<Way> {
        let width = self.leaves.count();
        if !is_short(row, width, self.leaves.catalogue.labels()) {
            return if row.cells.len() > width { Vec::new() } else { vec![(0..row.cells.len()).collect()] };
        }
        let kinds: Vec<CellKind> = row.cells.iter().map(|cell| kind(&cell.text)).collect();
        let mut ways = Vec::new();
        self.search(row, &kinds, &mut Vec::new(), &mut ways);
        if ways.len() >= WAYS {
            return Vec::new();
        }
        // Amounts stand under headings of amounts, where they can.
        let under_amounts = |way: &Way| {
            let mut cells = way.iter().zip(&kinds).filter(|(_, kind)| **kind == CellKind::Amount);
            cells.all(|(at, _)| self.leaves.sorts[*at] == Sort::Numbers)
        };
        if ways.iter().any(under_amounts) {
            ways.retain(under_amounts);
        }
        let told: Vec<Vec<usize>> = (0..kinds.len())
            .map(|cell| (0..width).map(|at| self.told(kinds[cell], &row.cells[cell].text, at)).collect())
            .collect();
        let proofs: Vec<_> = ways.iter().map(|way| self.proof(row, &told, way)).collect();
        let most = proofs.iter().max().copied();
        let proved = ways.into_iter().zip(proofs).filter(|(_, proof)| Some(*proof) == most);
        let mut best: Vec<Way> = proved.map(|(way, _)| way).collect();
        best.sort_by_key(|way| std::cmp::Reverse(self.likelihood(way)));
        best
    }

    fn search(&self, row: &RawRow, kinds: &[CellKind], begun: &mut Way, ways: &mut Vec<Way>) {
        let next = begun.len();
        if next == kinds.len() {
            ways.push(begun.clone());
        }
        if next == kinds.len() || ways.len() >= WAYS {
            return;
        }
        let from = begun.last().map_or(0, |last| last + 1);
        let room = self.leaves.count() + next + 1 - kinds.len();
        for at in from..room {
            if self.fits(begun, kinds[next], &row.cells[next].text, at) {
                begun.push(at);
                self.search(row, kinds, begun, ways);
                begun.pop();
            }
        }
    }

    /// Whether a cell can stand in column `at`, after those placed so far.
    fn fits(&self, begun: &[usize], kind: CellKind, text: &str, at: usize) -> bool {
        let sort = self.leaves.sorts[at];
        if !self.leaves.is_column(at) {
            return false;
        }
        match kind {
            CellKind::Words if self.leaves.catalogue.labels().names_total(text) => sort != Sort::Numbers,
            CellKind::Words | CellKind::Rate => matches!(sort, Sort::Words | Sort::Any),
            CellKind::Code | CellKind::Part if sort == Sort::Code => self.is_next_code(begun, kind, at),
            // A code may be printed wrong.
            CellKind::Whole if sort == Sort::Code && is_long_as_code(text) => {
                self.is_next_code(begun, CellKind::Code, at)
            }
            CellKind::Code | CellKind::Part | CellKind::Whole => matches!(sort, Sort::Numbers | Sort::Any),
            CellKind::Amount | CellKind::Blank => matches!(sort, Sort::Numbers | Sort::Any),
        }
    }

    /// Whether a code can stand in a column of codes: whole ones in the first, parts right
    /// after the part before.
    fn is_next_code(&self, begun: &[usize], kind: CellKind, at: usize) -> bool {
        let before = at.checked_sub(1).filter(|before| self.leaves.sorts[*before] == Sort::Code);
        match before {
            Some(before) => begun.last() == Some(&before),
            None => kind == CellKind::Code,
        }
    }

    /// What proves a way, the strongest first: names and codes where they are known,
    /// amounts beside a name, sums that hold.
    fn proof(&self, row: &RawRow, told: &[Vec<usize>], way: &[usize]) -> (usize, usize, i64) {
        let told = count(way.iter().zip(told).map(|(at, told)| told[*at]));
        let has = |block: usize, sorts: &[Sort]| {
            let mut leaves = way.iter().filter(|at| self.leaves.blocks[**at] == block);
            leaves.any(|at| sorts.contains(&self.leaves.sorts[*at]))
        };
        let last = self.leaves.blocks.last().copied().unwrap_or(0);
        let bare = |block: &usize| has(*block, &[Sort::Numbers]) && !has(*block, &[Sort::Words, Sort::Code]);
        // One printed total may stand for two blocks beside that of another.
        let labels = self.leaves.catalogue.labels();
        let total = row.filled().filter(|(_, cell)| labels.names_total(&cell.text)).count() > 1;
        let named = last + 1 - (0..=last).filter(|block| bare(block) && !total).count();
        let held = self.leaves.identities.held(row, |column| way.iter().position(|at| *at == column));
        (told, named, held.max(0))
    }

    /// What makes a way likely: that each block it has amounts in has its first, the
    /// total, and that columns are known.
    fn likelihood(&self, way: &[usize]) -> (usize, usize) {
        let is_amount = |at: &usize| self.leaves.sorts[*at] == Sort::Numbers;
        let begins = |at: &&usize| {
            let block = self.leaves.blocks[**at];
            is_amount(at) && !(0..**at).any(|one| is_amount(&one) && self.leaves.blocks[one] == block)
        };
        let known = way.iter().filter(|at| self.leaves.sorts[**at] != Sort::Any);
        (way.iter().filter(begins).count(), known.count())
    }

    /// How much a cell says itself that it stands in a column: a code among codes, a name
    /// among names, and more where the catalogue has it in the column's block.
    fn told(&self, kind: CellKind, text: &str, at: usize) -> usize {
        match (kind, self.leaves.sorts[at]) {
            (CellKind::Code | CellKind::Part | CellKind::Whole, Sort::Code) => 1,
            (CellKind::Words, Sort::Words) => 1 + usize::from(self.knows(text, at)),
            (CellKind::Words, Sort::Any) => usize::from(!self.leaves.paths[at].is_empty()),
            _ => 0,
        }
    }

    /// Whether the catalogue has a name in the block of a column.
    pub fn knows(&self, name: &str, at: usize) -> bool {
        let Some(spec) = self.spec.filter(|_| self.leaves.blocks.last() > Some(&0)) else { return false };
        let of_block = |block: &&BlockSpec| {
            let named = |heading: &String| block.names.iter().any(|name| label(name) == label(heading));
            self.leaves.paths[at].iter().any(named)
        };
        let by_place = || spec.blocks.get(self.leaves.blocks[at]);
        let Some(block) = spec.blocks.iter().find(of_block).or_else(by_place) else { return false };
        let accounts = block.accounts.as_deref().or(spec.accounts.as_deref());
        let listed = accounts.and_then(|list| self.leaves.catalogue.accounts(list));
        let account = listed.is_some_and(|list| list.code(name).is_some()) && block.key != BlockKey::INCOME;
        let own = |row: &RowSpec| row.block.as_deref() == Some(block.key.as_str());
        account || spec.row(name, &block.key, None).is_some_and(own)
    }
}
