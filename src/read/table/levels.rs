//! The hierarchy of rows that print no codes, by their own sums: units over their
//! units (部门, 本级, 所属单位), units over accounts, points over parts that are not
//! marked as such, 其中 over the rows after it. Only where the rows as they are
//! marked do not come to the total, and rows under the row that is their sum do. Where
//! they do so in several ways, or in another than the catalogue's, it is open which
//! rows are parts of which.

use rust_decimal::Decimal;

use crate::catalogue::normal::{is_of_which, is_point, numbering};
use crate::catalogue::schema::{RowSpec, TableSpec};
use crate::model::{ColumnRole, Doubt, Entry, Table};
use crate::money::sum;
use crate::read::table::tree::{Tree, TreeRow};

/// Most rows of a block that are tried.
const ROWS: usize = 500;

/// Sets the levels of each part of a block whose marked levels do not come to its
/// total, and doubts the rows of which it is open how they stand.
pub fn settle(table: &mut Table, spec: Option<&TableSpec>) {
    for block in 0..table.blocks.len() {
        for part in Part::all(&In { table, spec, block }) {
            match part.standing() {
                Some(Standing::At(depths)) => set(table, spec, block, &part.rows, &depths),
                Some(Standing::Open) => doubt(table, block, &part.doubtful()),
                None => {}
            }
        }
    }
}

fn set(table: &mut Table, spec: Option<&TableSpec>, block: usize, rows: &[usize], depths: &[usize]) {
    let projects = spec.is_some_and(|spec| spec.projects);
    for (at, (row, depth)) in rows.iter().zip(depths).enumerate() {
        let over = depths.get(at + 1).is_some_and(|next| next > depth);
        if let Some(entry) = table.rows[*row].entries[block].as_mut() {
            entry.level = (*depth).min(4) as u8;
            entry.total |= projects && over;
        }
    }
}

fn doubt(table: &mut Table, block: usize, rows: &[usize]) {
    let columns = table.blocks[block].columns.clone();
    for row in rows {
        table.rows[*row].doubt(columns.clone(), Doubt::OpenChoice);
    }
}

/// A block of a table with what the catalogue knows of it.
struct In<'t> {
    table: &'t Table,
    spec: Option<&'t TableSpec>,
    block: usize,
}

impl<'t> In<'t> {
    fn entry(&self, row: usize) -> Option<&'t Entry> {
        self.table.rows[row].entries[self.block].as_ref()
    }

    fn amount(&self, row: usize, column: usize) -> Option<Decimal> {
        self.table.rows[row].cells[column].amount()
    }

    fn columns(&self) -> impl Iterator<Item = usize> + '_ {
        let all = self.table.blocks[self.block].columns.clone();
        all.filter(|at| self.table.columns[*at].role == ColumnRole::Amount)
    }

    /// The rows that the catalogue has for the block.
    fn known(&self) -> impl Iterator<Item = &'t RowSpec> + '_ {
        let key = &self.table.blocks[self.block].key;
        self.spec.into_iter().flat_map(move |spec| spec.rows_of(key))
    }

    fn is_known(&self, entry: &Entry) -> bool {
        self.known().any(|row| row.key == entry.base())
    }

    /// What says how rows stand but for their sums.
    fn told(&self, rows: &[usize]) -> Told {
        let all = |is: &dyn Fn(&Entry) -> bool| rows.iter().filter_map(|row| self.entry(*row)).all(is);
        let nested = || self.known().any(|row| row.under.is_some());
        let plain = |entry: &Entry| {
            entry.code.is_none() && numbering(entry.printed.trim_start()).is_none() && !self.is_known(entry)
        };
        match () {
            () if nested() && all(&|entry| self.is_known(entry)) => Told::Known,
            () if all(&plain) => Told::Nothing,
            () => Told::Marks,
        }
    }
}

/// What says how rows stand but for their sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// The catalogue, which knows all of them, and which are parts of which.
    Known,
    /// Codes, numbers, names, as far as they go.
    Marks,
    Nothing,
}

/// How rows stand that do not stand as they are marked.
enum Standing {
    /// How deep each of them.
    At(Vec<usize>),
    /// In one of several ways, or in none that their sums bear out.
    Open,
}

/// The rows that one total of a block totals: those under it where it stands first,
/// else those between it and the total before; all rows of a block without a total.
struct Part {
    rows: Vec<usize>,
    tree: Vec<TreeRow>,
    /// What the rows add up to, in each amount column: to the total, or to what it is
    /// more than the total before; nothing without a total.
    totals: Vec<Vec<Decimal>>,
    /// The row of the total.
    total: Option<usize>,
    told: Told,
}

impl Part {
    fn all(of: &In<'_>) -> Vec<Self> {
        let named: Vec<usize> = (0..of.table.rows.len()).filter(|row| of.entry(*row).is_some()).collect();
        let totals: Vec<usize> =
            (0..named.len()).filter(|at| of.entry(named[*at]).is_some_and(|entry| entry.total)).collect();
        let Some(first) = totals.first() else {
            return Self::of(of, &named, None).into_iter().collect();
        };
        if *first == 0 {
            let end = totals.get(1).copied().unwrap_or(named.len());
            return Self::of(of, &named[1..end], Some((named[0], None))).into_iter().collect();
        }
        let mut start = 0;
        let mut parts = Vec::new();
        for (nth, at) in totals.iter().enumerate() {
            let before = nth.checked_sub(1).map(|before| named[totals[before]]);
            parts.extend(Self::of(of, &named[start..*at], Some((named[*at], before))));
            start = at + 1;
        }
        parts
    }

    /// Rows with their total and the total before them.
    fn of(of: &In<'_>, rows: &[usize], total: Option<(usize, Option<usize>)>) -> Option<Self> {
        let is_coded = |row: &usize| of.entry(*row).is_some_and(|entry| entry.code.is_some());
        if rows.is_empty() || rows.len() > ROWS || rows.iter().all(is_coded) {
            return None;
        }
        let is_summed = |at: &usize| total.is_none_or(|(total, _)| of.amount(total, *at).is_some());
        let columns: Vec<usize> = of.columns().filter(is_summed).collect();
        let values = |row: usize| -> Vec<Decimal> {
            columns.iter().map(|at| of.amount(row, *at).unwrap_or_default()).collect()
        };
        let tree = rows.iter().filter_map(|row| Some(tree_row(of.entry(*row)?, values(*row)))).collect();
        let to = |(total, before): (usize, Option<usize>)| {
            let whole = values(total);
            let since = before.and_then(|before| less(&whole, &values(before)));
            [Some(whole), since].into_iter().flatten().collect()
        };
        let totals: Vec<Vec<Decimal>> = total.map(to).unwrap_or_default();
        let counts = totals.first().is_none_or(|total| total.iter().any(|value| !value.is_zero()));
        let total = total.map(|(total, _)| total);
        counts.then(|| Self { rows: rows.to_vec(), tree, totals, total, told: of.told(rows) })
    }

    /// The rows of which it is open how they stand; a total to which known rows do not
    /// come is no surer than they are.
    fn doubtful(&self) -> Vec<usize> {
        let total = self.total.filter(|_| self.told == Told::Known);
        self.rows.iter().copied().chain(total).collect()
    }

    /// How the rows stand; `None` where they stand as they are marked, or neither that
    /// nor anything else comes to the total. Where no way of standing fits all columns,
    /// the first decides.
    fn standing(&self) -> Option<Standing> {
        if self.totals.iter().any(|total| self.holds(total)) {
            return None;
        }
        let first = || self.in_first_column();
        let found =
            || self.tried().or_else(|| first().filter(|first| !first.holds(&first.totals[0]))?.tried());
        match self.told {
            Told::Known if self.totals.iter().any(|total| self.is_topped(total)) => None,
            Told::Known => (self.is_torn() || found().is_some()).then_some(Standing::Open),
            Told::Nothing if self.totals.is_empty() => self.may_head_itself().then_some(Standing::Open),
            _ => found().map(|(depths, one)| if one { Standing::At(depths) } else { Standing::Open }),
        }
    }

    /// The depths that add up to a total, and whether there are no others that do. A row
    /// without amounts may stand anywhere.
    fn tried(&self) -> Option<(Vec<usize>, bool)> {
        let filled = |row: &&TreeRow| row.values.iter().any(|value| !value.is_zero());
        let rows: Vec<TreeRow> = self.tree.iter().filter(filled).cloned().collect();
        let of = |total: &Vec<Decimal>| {
            let depths = Tree::new(&self.tree).depths(total)?;
            Some((depths, Tree::new(&rows).count(total) <= 1))
        };
        self.totals.iter().find_map(of)
    }

    /// Whether the first row with an amount is the sum of all others or the last is:
    /// it may be their total, or one of them.
    fn may_head_itself(&self) -> bool {
        let first = self.tree.iter().filter_map(|row| row.values.first().copied());
        let amounts: Vec<Decimal> = first.filter(|amount| !amount.is_zero()).collect();
        let is_sum = |(whole, parts): (&Decimal, &[Decimal])| {
            parts.len() > 1 && sum(parts.iter().copied().map(Some)) == Some(*whole)
        };
        amounts.split_first().is_some_and(is_sum) || amounts.split_last().is_some_and(is_sum)
    }

    fn in_first_column(&self) -> Option<Self> {
        let first = |values: &Vec<Decimal>| values.first().map(|value| vec![*value]);
        let tree = self.tree.iter().map(|row| Some(TreeRow { values: first(&row.values)?, ..row.clone() }));
        let totals = self.totals.iter().map(first).collect::<Option<_>>()?;
        let wide = self.totals.first()?.len() > 1;
        wide.then_some(())?;
        Some(Self {
            rows: self.rows.clone(),
            tree: tree.collect::<Option<_>>()?,
            totals,
            total: self.total,
            told: self.told,
        })
    }

    /// Whether the outermost rows as they are marked come to a total, and each row
    /// with amounts right under it to these.
    fn holds(&self, total: &[Decimal]) -> bool {
        self.is_topped(total) && !self.is_torn()
    }

    /// Whether the outermost rows as they are marked come to a total.
    fn is_topped(&self, total: &[Decimal]) -> bool {
        let top = self.tree.iter().map(|row| row.marked).min().unwrap_or(0);
        let all = self.tree.iter().filter(|row| row.marked == top);
        (0..total.len())
            .all(|column| sum(all.clone().map(|row| Some(row.values[column]))) == Some(total[column]))
    }

    /// Whether some row is not the sum of the rows right under it.
    fn is_torn(&self) -> bool {
        let columns = 0..self.tree.first().map_or(0, |row| row.values.len());
        let torn = |column: usize| (0..self.tree.len()).any(|at| !self.holds_under(at, column));
        columns.into_iter().any(torn)
    }

    fn holds_under(&self, at: usize, column: usize) -> bool {
        let own = &self.tree[at];
        let below = self.tree[at + 1..].iter().take_while(|row| row.marked > own.marked);
        let inner = below.clone().map(|row| row.marked).min().unwrap_or(0);
        let members = below.filter(|row| row.marked == inner).map(|row| Some(row.values[column]));
        sum(members).is_none_or(|parts| parts.is_zero() || parts == own.values[column])
    }
}

fn tree_row(entry: &Entry, values: Vec<Decimal>) -> TreeRow {
    TreeRow {
        values,
        marked: usize::from(entry.level),
        outer: is_point(&entry.printed),
        of_which: is_of_which(&entry.printed),
    }
}

fn less(whole: &[Decimal], before: &[Decimal]) -> Option<Vec<Decimal>> {
    whole.iter().zip(before).map(|(whole, before)| whole.checked_sub(*before)).collect()
}
