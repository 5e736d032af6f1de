//! Amounts that stand in another column than the sums of their classes want: what some
//! columns of a class's members have too much, others have too little, to the cent.

use std::collections::{BTreeMap, HashMap, HashSet};

use rust_decimal::Decimal;

use crate::model::{Block, ColumnRole, Confidence, Doubt, Table};
use crate::money;

/// Doubts the amounts that sums want in another column, and the wholes that fail beside members
/// of which it is open where they stand.
pub fn doubt(table: &mut Table) {
    let mut cells = Vec::new();
    for (index, block) in table.blocks.iter().enumerate() {
        let amount = |at: &usize| table.columns[*at].role == ColumnRole::Amount;
        let columns: Vec<usize> = block.columns.clone().filter(amount).collect();
        for (whole, members) in classes(table, index, block) {
            let class = Class { table, whole, members, columns: &columns };
            cells.extend(class.exchanged());
        }
    }
    for (row, column) in cells {
        let cell = &mut table.rows[row].cells[column];
        cell.confidence = cell.confidence.and(Doubt::OpenChoice.into());
    }
}

/// A row of a block and the rows under it, with the columns in which they have amounts.
struct Class<'t> {
    table: &'t Table,
    whole: usize,
    members: Vec<usize>,
    columns: &'t [usize],
}

impl Class<'_> {
    fn amount(&self, row: usize, column: usize) -> Option<Decimal> {
        self.table.rows[row].cells[column].amount().filter(|amount| !amount.is_zero())
    }

    /// What the members of a class leave of it, in each column in which they leave something or
    /// have too much.
    fn left(&self) -> Vec<(usize, Decimal)> {
        let left = |column: &usize| {
            let parts = self.members.iter().map(|row| Some(self.amount(*row, *column).unwrap_or_default()));
            let left =
                self.amount(self.whole, *column).unwrap_or_default().checked_sub(money::sum(parts)?)?;
            (!left.is_zero()).then_some((*column, left))
        };
        self.columns.iter().filter_map(left).collect()
    }

    /// The cells, by row and column, that may belong to another column.
    fn exchanged(&self) -> Vec<(usize, usize)> {
        let left = self.left();
        let mut cells = Vec::new();
        if left.is_empty() {
            return cells;
        }
        let (over, under): (Vec<_>, Vec<_>) =
            left.iter().copied().partition(|(_, left)| left.is_sign_negative());
        for (over, much) in &over {
            for (under, little) in under.iter().filter(|(_, little)| *little == much.abs()) {
                cells.extend(self.between(*over, *under, Some(*little)));
            }
        }
        for (over, _) in &over {
            cells.extend(self.under_blank(*over, &under));
        }
        let nothing = money::sum(left.iter().map(|(_, left)| Some(*left))).is_some_and(|left| left.is_zero());
        if nothing && (cells.is_empty() || left.len() > 2) {
            for (over, _) in &over {
                cells.extend(under.iter().flat_map(|(under, _)| self.between(*over, *under, None)));
            }
        }
        // Where the first column, of totals, is one of those, whole rows are shifted.
        let shifted =
            self.columns.first().is_some_and(|first| left.iter().any(|(column, _)| column == first));
        if shifted {
            let rows: Vec<usize> =
                cells.iter().map(|(row, _)| *row).filter(|row| *row != self.whole).collect();
            cells.extend(rows.into_iter().flat_map(|row| self.columns.iter().map(move |at| (row, *at))));
        }
        if self.members.iter().any(|row| self.is_blurred(*row)) {
            cells.extend(left.iter().map(|(column, _)| (self.whole, *column)));
        }
        cells
    }

    /// The members' cells of a column that is blank in the whole, where one of those in which they
    /// leave as much or more is blank in theirs: nothing is negative.
    fn under_blank(&self, over: usize, under: &[(usize, Decimal)]) -> Vec<(usize, usize)> {
        if self.amount(self.whole, over).is_some() {
            return Vec::new();
        }
        let fits = |row: usize, amount: Decimal| {
            under.iter().any(|(at, left)| *left >= amount && self.amount(row, *at).is_none())
        };
        let held = |row: &usize| self.amount(*row, over).is_some_and(|amount| fits(*row, amount));
        self.members.iter().copied().filter(held).map(|row| (row, over)).collect()
    }

    /// The cells of a column of which the members have too much that may belong to one of which
    /// they have too little: those of the one amount where there is such, else all.
    fn between(&self, over: usize, under: usize, exact: Option<Decimal>) -> Vec<(usize, usize)> {
        let stands = |row: usize, at: usize, other: usize| {
            self.amount(row, at).filter(|_| self.amount(row, other).is_none())
        };
        let own = self.members.iter().copied().filter(|row| stands(*row, over, under).is_some());
        let own: Vec<usize> = own.collect();
        let one: Vec<usize> =
            own.iter().copied().filter(|row| exact.is_some() && stands(*row, over, under) == exact).collect();
        let members = if one.is_empty() { own } else { one };
        let whole = stands(self.whole, under, over).map(|_| (self.whole, under));
        members.into_iter().map(|row| (row, over)).chain(whole).collect()
    }

    /// Whether it is open in which columns the amounts of a row stand.
    fn is_blurred(&self, row: usize) -> bool {
        let blurred = [Doubt::LostBlanks, Doubt::BlurredCell].map(Confidence::from);
        let row = &self.table.rows[row];
        let cells = self.columns.iter().map(|at| &row.cells[*at]).filter(|cell| cell.amount().is_some());
        [row.confidence]
            .into_iter()
            .chain(cells.map(|cell| cell.confidence))
            .any(|own| blurred.contains(&own))
    }
}

/// The rows of a block that have rows under them, and these: accounts, the units whose accounts
/// they are, and the first total over all.
fn classes(table: &Table, index: usize, block: &Block) -> Vec<(usize, Vec<usize>)> {
    // Blocks of one key are read as the first.
    if table.blocks.iter().position(|other| other.key == block.key) != Some(index) {
        return Vec::new();
    }
    let entry = |at: usize| table.rows[at].entries.get(index).and_then(Option::as_ref);
    let named: Vec<usize> = (0..table.rows.len()).filter(|at| entry(*at).is_some()).collect();
    let plain = |at: usize| entry(at).is_some_and(|entry| entry.code.is_none() && !entry.total);
    // Where codes come again, rows without one are the units whose accounts they are.
    let all: Vec<&str> = named.iter().filter_map(|at| entry(*at)?.code.as_deref()).collect();
    let units = all.iter().collect::<HashSet<_>>().len() < all.len();
    let top =
        named.iter().filter(|at| plain(**at)).filter_map(|at| entry(*at)).map(|entry| entry.level).min();
    let mut under: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    let (mut total, mut unit) = (None, None);
    let mut codes: HashMap<&str, usize> = HashMap::new();
    for at in named {
        let Some(own) = entry(at) else { continue };
        match &own.code {
            Some(code) if codes.contains_key(code.as_str()) => {}
            Some(code) => {
                let outer = (1..code.len()).rev().find_map(|end| codes.get(code.get(..end)?)).copied();
                under.entry(outer.or(unit)).or_default().push(at);
                codes.insert(code, at);
            }
            None if own.total && total.is_none() => {
                total = Some(at);
                // What stands after a total that closes its rows is none of them.
                if !under.is_empty() {
                    break;
                }
            }
            None if own.total => {}
            None if units => {
                (unit, codes) = (Some(at), HashMap::new());
                under.entry(None).or_default().push(at);
            }
            None if all.is_empty() && Some(own.level) == top => under.entry(None).or_default().push(at),
            None => {}
        }
    }
    let whole = |(whole, members): (Option<usize>, Vec<usize>)| Some((whole.or(total)?, members));
    under.into_iter().filter_map(whole).collect()
}
