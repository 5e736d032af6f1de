//! How well a header fits the rows under it: whether these add up, and how much of it is
//! known.

use std::collections::HashSet;

use rust_decimal::Decimal;

use crate::catalogue::normal::{compact, label};
use crate::keys::ColumnKey;
use crate::model::{ColumnRole, count};
use crate::money::parse_amount;
use crate::read::lex::{RawCell, RawRow};
use crate::read::table::content::{CellKind, kind};
use crate::read::table::leaves::Leaves;
use crate::read::table::packed::headings::Headings;
use crate::read::table::packed::over::Over;
use crate::read::table::packed::{codes, last_amounts, leads};
use crate::read::table::short::Placing;
use crate::read::table::sort::Sort;
use crate::read::table::wrapped;
use crate::source::Span;

/// One row in so many may not add up, or have more amounts than there are columns: it is
/// ragged, or a page number got into it.
const FEW: usize = 10;
/// Most columns of amounts of which every choice is tried.
const WIDEST: usize = 14;

/// What speaks against a header, the worst first: rows that do not fit, and headings that
/// nobody knows or that come twice.
pub type Doubts = (usize, usize);

/// Rows under headings of a table.
pub struct Fit<'a> {
    pub headings: &'a Headings<'a>,
    pub body: &'a [RawRow],
}

impl Fit<'_> {
    /// What speaks against columns under these paths; `None` where the rows cannot stand there.
    pub fn of(&self, paths: &[Vec<String>]) -> Option<Doubts> {
        let leaves = Leaves::under(paths.to_vec(), self.headings.spec, self.headings.catalogue);
        let blocks = leaves.blocks.last().map_or(1, |last| last + 1);
        let known = self.headings.spec.blocks.len().max(1);
        let has = |block: usize, sort: Sort| {
            (0..leaves.count()).any(|at| leaves.blocks[at] == block && leaves.sorts[at] == sort)
        };
        let whole = |block: usize| has(block, Sort::Words) && has(block, Sort::Numbers);
        // A block without codes wants a row without one.
        let uncoded = (0..blocks).any(|block| !has(block, Sort::Code));
        let coded = self.is_coded_alone();
        let parted = blocks > 1 && (0..blocks).all(whole) && !(coded && uncoded);
        let single = blocks == 1 && (known == 1 || coded);
        let named = || self.names_rows(&leaves) && self.is_labelled();
        if blocks > known || !(if single || known == 1 { named() } else { parted }) {
            return None;
        }
        let misfits = self.misfits(&leaves).count();
        (misfits * FEW <= self.body.len()).then(|| (misfits, self.unknown(paths)))
    }

    /// The amounts of the rows that do not fit columns under these paths.
    pub fn misfitting(&self, paths: &[Vec<String>]) -> HashSet<Span> {
        let leaves = Leaves::under(paths.to_vec(), self.headings.spec, self.headings.catalogue);
        self.misfits(&leaves).flat_map(last_amounts).map(|cell| cell.span).collect()
    }

    fn misfits<'f>(&'f self, leaves: &'f Leaves<'_>) -> impl Iterator<Item = &'f RawRow> {
        let amounts = self.body.iter().flat_map(last_amounts).filter(|cell| cell.text.len() > 1);
        let (printed, plain): (Vec<&RawCell>, Vec<&RawCell>) = amounts.partition(|cell| !is_plain(cell));
        // Where amounts have decimals or groups, codes without a name are none of them.
        let separated = printed.len() > plain.len();
        let foreign = move |row: &RawRow| {
            separated && last_amounts(row).iter().any(|cell| is_plain(cell) && cell.text.len() > 2)
        };
        self.body.iter().filter(move |row| foreign(row) || is_code_alone(row) || !self.holds(row, leaves))
    }

    /// Whether the columns of codes and names are those of the rows: no more names than a
    /// row has, codes in one column or as many as they have parts, and nothing unknown before
    /// them.
    fn names_rows(&self, leaves: &Leaves<'_>) -> bool {
        let count = |sort: Sort| leaves.sorts.iter().filter(|own| **own == sort).count();
        let most = |is: &dyn Fn(&RawRow) -> usize| self.body.iter().map(is).max().unwrap_or(0);
        let (parts, lead) = (most(&|row| codes(row)), most(&leads));
        let names = most(&|row| leads(row) - codes(row));
        let level = |path: &Vec<String>| path.last().is_some_and(|text| self.headings.names_level(text));
        let levels = leaves.paths.iter().filter(|path| level(path)).count();
        let coded = match levels {
            0 => parts == 0 || count(Sort::Code) == 1,
            _ => levels == count(Sort::Code) && levels >= parts,
        };
        let last = leaves.sorts.iter().rposition(|sort| matches!(sort, Sort::Words | Sort::Code));
        let unknown = |at: usize| leaves.sorts[at] == Sort::Any && self.meaning(&leaves.paths[at]).is_none();
        let clear = !(0..last.unwrap_or(0)).any(unknown);
        coded && clear && (lead == 0 || count(Sort::Words) > 0) && count(Sort::Words) <= names
    }

    /// Whether all rows with amounts have codes, but for totals.
    fn is_coded_alone(&self) -> bool {
        let labels = self.headings.catalogue.labels();
        let coded = |row: &&RawRow| codes(row) > 0;
        let total = |row: &RawRow| row.cells.first().is_some_and(|cell| labels.names_total(&cell.text));
        let mut rows = self.body.iter().filter(|row| !last_amounts(row).is_empty());
        self.body.iter().any(|row| coded(&row)) && rows.all(|row| coded(&row) || total(row))
    }

    /// Whether rows without an amount are rows of nothing, or ends of names: another name that
    /// nobody knows belongs to the row after it, in a column of its own.
    fn is_labelled(&self) -> bool {
        let labels = self.headings.catalogue.labels();
        let rows = &self.headings.spec.rows;
        let listed =
            self.headings.spec.accounts.as_deref().and_then(|list| self.headings.catalogue.accounts(list));
        let known = |name: &str| {
            rows.iter().any(|row| row.names.contains(&label(name)))
                || labels.is_total(name)
                || listed.is_some_and(|list| list.code(name).is_some())
        };
        let end = |cell: &RawCell| compact(&cell.text).chars().count() <= wrapped::SHORT;
        let stray = |row: &&RawRow| matches!(&row.cells[..], [cell] if kind(&cell.text) == CellKind::Words && !known(&cell.text) && !end(cell));
        self.body.iter().filter(stray).count() * FEW <= self.body.len()
    }

    /// The key of a column, as far as the table or the words of its headings tell it.
    fn meaning(&self, path: &[String]) -> Option<String> {
        let own = self.headings.spec.column(path, None).map(|column| column.key.clone());
        own.or_else(|| self.headings.catalogue.concepts().key(path, |outer| outer.apart))
    }

    /// Whether a row can stand in the columns of a block so that what it sums up adds up.
    fn holds(&self, row: &RawRow, leaves: &Leaves<'_>) -> bool {
        let blocks = 0..=leaves.blocks.last().copied().unwrap_or(0);
        let placing = Placing { leaves, spec: Some(self.headings.spec) };
        let name = row.cells.iter().find(|cell| kind(&cell.text) == CellKind::Words);
        let names = |block: &usize| {
            let column = (0..leaves.count())
                .find(|at| leaves.blocks[*at] == *block && leaves.sorts[*at] == Sort::Words);
            name.zip(column).is_some_and(|(name, at)| placing.knows(&name.text, at))
        };
        let own: Vec<usize> = blocks.clone().filter(names).collect();
        let own = if own.is_empty() { blocks.collect() } else { own };
        own.into_iter().any(|block| holds_in(row, leaves, block))
    }

    /// How many columns the table is not known to have, or are what another is too, and
    /// groups that it is not known to have under what it knows as a column.
    fn unknown(&self, paths: &[Vec<String>]) -> usize {
        let over = Over { headings: self.headings };
        let mut seen = HashSet::new();
        let again = |path: &[String]| {
            self.meaning(path).is_none_or(|key| {
                let total = path.len() > 1 && path.last().is_some_and(|inner| over.is_total(inner));
                !seen.insert((key, total))
            })
        };
        let foreign = |path: &[String]| self.headings.spec.column(path, None).is_none();
        let group = |path: &[String]| match path {
            [.., outer, inner] => {
                let column = self.headings.spec.column(std::slice::from_ref(outer), None);
                let counts = column.is_some_and(|column| column.role == ColumnRole::Amount);
                (counts || over.means_amounts(outer))
                    && !over.is_known_under(outer, inner)
                    && !over.is_neutral(outer)
            }
            _ => false,
        };
        let mut again = again;
        let doubts = |path: &Vec<String>| {
            usize::from(again(path)) + usize::from(foreign(path)) + usize::from(group(path))
        };
        count(paths.iter().map(doubts)) + self.astray(paths)
    }

    /// How many columns stand on the wrong side of a group of this year's money: what is carried
    /// over in it, and sources of money beside it.
    fn astray(&self, paths: &[Vec<String>]) -> usize {
        let key =
            |heading: &String| self.headings.catalogue.concepts().of(heading).map(|own| own.key.as_str());
        let is = |heading: &String, of: ColumnKey| key(heading).is_some_and(|key| of.covers(key));
        let within = |path: &[String]| {
            path.split_last()
                .is_some_and(|(_, outer)| outer.iter().any(|heading| is(heading, ColumnKey::CURRENT)))
        };
        if !paths.iter().any(|path| within(path)) {
            return 0;
        }
        let source = |own: &String| {
            let other = [ColumnKey::TOTAL, ColumnKey::CARRIED, ColumnKey::CURRENT];
            self.headings.sort(own) == Sort::Numbers && !other.into_iter().any(|other| is(own, other))
        };
        let stray = |path: &&Vec<String>| {
            path.last()
                .is_some_and(|own| if within(path) { is(own, ColumnKey::CARRIED) } else { source(own) })
        };
        paths.iter().filter(stray).count()
    }
}

/// Whether a row begins with digits that no name stands after.
fn is_code_alone(row: &RawRow) -> bool {
    let digits = row.cells.iter().take_while(|cell| is_plain(cell)).count();
    digits > 0 && row.cells.get(digits).is_none_or(|cell| kind(&cell.text) != CellKind::Words)
}

fn is_plain(cell: &RawCell) -> bool {
    cell.text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a row can stand in the columns of one block. One without a name has to fill them.
fn holds_in(row: &RawRow, leaves: &Leaves<'_>, block: usize) -> bool {
    let of_block = |at: &usize| leaves.blocks[*at] == block && leaves.sorts[*at] == Sort::Numbers;
    let columns: Vec<usize> = (0..leaves.count()).filter(of_block).collect();
    let amounts = last_amounts(row);
    let fewest = if amounts.len() == row.cells.len() { columns.len() } else { 0 };
    if !(fewest..=columns.len()).contains(&amounts.len()) || columns.len() > WIDEST {
        return false;
    }
    let values: Vec<Option<Decimal>> = amounts.iter().map(|cell| parse_amount(&cell.text).ok()).collect();
    add_up(&values, leaves, &columns, &mut Vec::new())
}

/// Whether a row's amounts can be set in columns, in their order, so that no sum fails;
/// `begun` has the places of the first ones.
fn add_up(
    values: &[Option<Decimal>],
    leaves: &Leaves<'_>,
    columns: &[usize],
    begun: &mut Vec<usize>,
) -> bool {
    let placed = begun.len();
    if placed == values.len() {
        let value = |column: usize| values[begun.iter().position(|at| columns[*at] == column)?];
        return leaves.identities.hold(value);
    }
    let from = begun.last().map_or(0, |at| at + 1);
    (from..=columns.len() + placed - values.len()).any(|at| {
        begun.push(at);
        let holds = add_up(values, leaves, columns, begun);
        begun.pop();
        holds
    })
}
