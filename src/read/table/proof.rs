//! What the sums of a table say of cells whose edges the text does not tell: an
//! amount that its column cannot do without stands where it stands; headings under
//! which no row adds up may stand over other columns.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::catalogue::schema::{CheckSpec, ConceptsSpec, TableSpec};
use crate::model::{Block, Column, ColumnRole, Confidence, Doubt, Row, Table};
use crate::money::{self, Unit};
use crate::read::table::sums::Identities;

/// Doubts what stands under headings that may stand over other columns.
pub fn doubt(table: &mut Table, spec: Option<&TableSpec>) {
    for check in spec.into_iter().flat_map(|spec| &spec.checks) {
        if let CheckSpec::Across { total, parts } = check {
            doubt_across(table, total, parts);
        }
    }
}

/// Doubts the rows with an amount in a column of which another has the key, too, and that few
/// rows have one in: blank cells were lost, and the row's others may be off, too.
pub fn doubt_beside_strays(table: &mut Table) {
    let twin = |at: &usize| table.columns[*at].confidence.doubt() == Some(Doubt::DuplicateKey);
    let twins: Vec<usize> = (0..table.columns.len()).filter(twin).collect();
    for at in twins {
        let filled = |row: &Row| row.cells.get(at).is_some_and(|cell| cell.amount().is_some());
        if 2 * table.rows.iter().filter(|row| filled(row)).count() < table.rows.len() {
            for row in table.rows.iter_mut().filter(|row| filled(row)) {
                row.confidence = row.confidence.and(Doubt::OpenChoice.into());
            }
        }
    }
}

/// Doubts the amounts under no heading, where others of a known table have one.
pub fn doubt_unheaded(table: &mut Table) {
    let amounts = |column: &&Column| column.role == ColumnRole::Amount;
    let headed = table.columns.iter().filter(amounts).any(|column| !column.path.is_empty());
    let bare = |at: &usize| headed && table.known && table.columns[*at].path.is_empty();
    let bare: Vec<usize> = (0..table.columns.len()).filter(bare).collect();
    for row in table.rows.iter_mut().filter(|row| row.confidence.is_sure()) {
        bare.iter().for_each(|at| row.doubt(*at..at + 1, Doubt::UnknownColumn));
    }
}

/// Fewest rows of a block that are repeated and show that another table's rows stand after it.
const COME_AGAIN: usize = 3;

/// Doubts what stands from the row before the first that is repeated, where several do.
pub fn doubt_come_again(table: &mut Table) {
    for block in table.blocks.clone() {
        let again = |row: &Row| {
            block.columns.clone().any(|at| row.cells[at].confidence.doubt() == Some(Doubt::DuplicateKey))
        };
        let rows: Vec<usize> = (0..table.rows.len()).filter(|at| again(&table.rows[*at])).collect();
        if let Some(first) = rows.first().filter(|_| rows.len() >= COME_AGAIN) {
            for row in &mut table.rows[first.saturating_sub(1)..] {
                row.doubt(block.columns.clone(), Doubt::OpenChoice);
            }
        }
    }
}

/// Doubts the rows that have parts of a total and not the total, where most rows that have parts
/// have it too: their amounts may stand a column off.
pub fn doubt_without_total(table: &mut Table, concepts: &ConceptsSpec) {
    let paths: Vec<Vec<String>> = table.columns.iter().map(|column| column.path.clone()).collect();
    let amounts = |at: &usize| table.columns[*at].role == ColumnRole::Amount;
    let filled = |row: &Row, at: usize| row.cells[at].amount().is_some_and(|amount| !amount.is_zero());
    let mut bare = Vec::new();
    for (whole, parts) in Identities::of(&paths, concepts).all().iter().filter(|(whole, _)| amounts(whole)) {
        let parts: Vec<usize> = parts.iter().copied().filter(amounts).collect();
        let parted = |row: &Row| parts.iter().any(|at| filled(row, *at));
        let rows = (0..table.rows.len()).filter(|row| parted(&table.rows[*row]));
        let (with, without): (Vec<usize>, Vec<usize>) =
            rows.partition(|row| filled(&table.rows[*row], *whole));
        if with.len() > without.len() {
            bare.extend(without.into_iter().flat_map(|row| parts.iter().map(move |at| (row, *at))));
        }
    }
    for (row, column) in bare {
        let cell = &mut table.rows[row].cells[column];
        cell.confidence = cell.confidence.and(Doubt::OpenChoice.into());
    }
}

/// Takes for certain what sums prove.
pub fn lift(table: &mut Table) {
    for block in table.blocks.clone() {
        for column in block.columns.clone() {
            lift_column(table, &block, column);
        }
    }
}

/// Doubts the amounts of a total's and its parts' columns where no row adds up.
fn doubt_across(table: &mut Table, total: &str, parts: &[String]) {
    for block in table.blocks.clone() {
        let place = |key: &str| block.columns.clone().find(|at| table.columns[*at].key == key);
        let Some(whole) = place(total) else { continue };
        let parts: Vec<usize> = parts.iter().filter_map(|part| place(part)).collect();
        // One part alone is no sum.
        if parts.len() < 2 {
            continue;
        }
        let mut sums = table.rows.iter().filter_map(|row| adds_up(table.unit, row, whole, &parts)).peekable();
        if sums.peek().is_some() && !sums.any(|holds| holds) {
            for row in &mut table.rows {
                for at in parts.iter().copied().chain([whole]) {
                    let cell = &mut row.cells[at];
                    cell.confidence = cell.confidence.and(Doubt::OpenChoice.into());
                }
            }
        }
    }
}

/// Whether the parts of a row come to its total; `None` where it has no total or no part.
fn adds_up(unit: Option<Unit>, row: &Row, whole: usize, parts: &[usize]) -> Option<bool> {
    let whole = row.cells[whole].amount()?;
    let printed: Vec<Decimal> = parts.iter().filter_map(|at| row.cells[*at].amount()).collect();
    (!printed.is_empty()).then(|| is_sum(unit, whole, printed))
}

/// Whether figures add up to a sum, what rounding explains apart.
fn is_sum(unit: Option<Unit>, whole: Decimal, figures: Vec<Decimal>) -> bool {
    let sum = money::sum(figures.iter().copied().map(Some));
    let rest = sum.and_then(|sum| sum.checked_sub(whole));
    let most = money::of_sum(unit, &[figures, vec![whole]].concat());
    rest.is_some_and(|rest| rest.abs() <= most)
}

/// Takes the amounts of a column for certain where all its classes and its total are the
/// sums of what they hold, and one that was certain before is among these.
fn lift_column(table: &mut Table, block: &Block, column: usize) {
    let Some(accounts) = Accounts::of(table, block, column) else { return };
    let certain = |at: &usize| {
        let cell = &table.rows[*at].cells[column];
        cell.confidence.is_sure() && cell.amount().is_some_and(|amount| !amount.is_zero())
    };
    let blurred = Confidence::from(Doubt::BlurredCell);
    if accounts.rows().any(|at| certain(&at)) && accounts.hold(table, column) {
        let rows: Vec<usize> = accounts.rows().chain([accounts.total]).collect();
        for at in rows {
            let cell = &mut table.rows[at].cells[column];
            if cell.confidence == blurred {
                cell.confidence = Confidence::Sure;
            }
        }
    }
}

/// The rows of accounts in a block, by what they stand under.
struct Accounts {
    total: usize,
    /// The rows under each account's; those at the top under none.
    under: HashMap<Option<usize>, Vec<usize>>,
}

impl Accounts {
    /// Those of a block with one total; `None` where a row has an amount in the column and is
    /// neither, or a code stands twice.
    fn of(table: &Table, block: &Block, column: usize) -> Option<Self> {
        let index = table.blocks.iter().position(|other| other.key == block.key)?;
        let (mut total, mut codes) = (None, HashMap::new());
        for (at, row) in table.rows.iter().enumerate() {
            let amount = row.cells[column].amount().is_some();
            let entry = row.entries.get(index)?.as_ref();
            let misfit = match entry.and_then(|entry| entry.code.clone()) {
                Some(code) => codes.insert(code, at).is_some(),
                None if entry.is_some_and(|entry| entry.total) => amount && total.replace(at).is_some(),
                None => amount,
            };
            if misfit {
                return None;
            }
        }
        let mut under: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        for (code, at) in &codes {
            let outer = (1..code.len()).rev().find_map(|end| codes.get(code.get(..end)?)).copied();
            under.entry(outer).or_default().push(*at);
        }
        Some(Self { total: total?, under })
    }

    fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.under.values().flatten().copied()
    }

    /// Whether each account that has others under it, and the total, is their sum.
    fn hold(&self, table: &Table, column: usize) -> bool {
        let value = |at: usize| table.rows[at].cells[column].amount().unwrap_or_default();
        self.under.iter().all(|(outer, rows)| {
            let parts = rows.iter().map(|at| value(*at)).collect();
            is_sum(table.unit, value(outer.unwrap_or(self.total)), parts)
        })
    }
}
