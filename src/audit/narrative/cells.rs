//! The cells that a name of the prose stands for, in the tables of the disclosure.

use crate::audit::narrative::Setting;
use crate::catalogue::schema::{CellSpec, ClaimSpec, ColumnRef, OfForms};
use crate::keys::{ColumnKey, RowKey, TableKey};
use crate::measures;
use crate::model::{CellRef, Column, DisclosureKind, IndexedTable};
use crate::money::{Interval, Money};
use crate::sentences::figures::StatedFigure;
use crate::sentences::scope::{self, Stage};

/// What an amount in the prose restates.
#[derive(Clone)]
pub enum Restated<'a> {
    /// One of these cells, the likeliest first; at least one.
    Cells(Vec<CellRef<'a>>),
    /// One of these cells, all of other money than the words most likely mean: that
    /// table is not there, or does not list it.
    Elsewhere(Vec<CellRef<'a>>),
    /// Perhaps one of these cells: it may as well be of another amount of that name.
    Perhaps(Vec<CellRef<'a>>),
    /// The sum of these cells; at least one.
    Sum(Vec<CellRef<'a>>),
    /// The sum of the forms' totals, in 万元.
    FormsSum,
    /// The number of forms.
    FormsCount,
}

impl<'a> Restated<'a> {
    /// The cells of a table.
    pub fn cells(&self) -> &[CellRef<'a>] {
        match self {
            Self::Cells(cells) | Self::Elsewhere(cells) | Self::Perhaps(cells) | Self::Sum(cells) => cells,
            Self::FormsSum | Self::FormsCount => &[],
        }
    }

    /// What it restates where words before the name take it out of the whole.
    pub fn perhaps(self) -> Self {
        match self {
            Self::Cells(cells) | Self::Elsewhere(cells) | Self::Sum(cells) => Self::Perhaps(cells),
            other => other,
        }
    }
}

/// What a name stands for.
#[derive(Clone)]
pub enum Subject<'a> {
    Claim(&'a ClaimSpec),
    Account(String),
    /// A part of the amount of one account, where a name of such a part is said.
    Part(String, Option<&'a ClaimSpec>),
}

impl<'a> Setting<'a> {
    /// What a name stands for in this disclosure.
    pub fn restated(&self, subject: &Subject<'_>, planned: bool) -> Option<Restated<'a>> {
        match subject {
            Subject::Claim(claim) => self.claimed(claim, planned),
            Subject::Account(_) | Subject::Part(..) if planned => None,
            Subject::Part(code, claim) => some(self.part_cells(code, *claim)).map(Restated::Cells),
            Subject::Account(code) => {
                let here = |words: &[String]| {
                    words.is_empty()
                        || words.iter().any(|word| self.headings.iter().any(|h| h.contains(word.as_str())))
                };
                let claims = &self.tables.catalogue.narrative().account_claims;
                let columns = &claims.iter().find(|claim| here(&claim.under))?.columns;
                let rows = columns.iter().map(|at| self.account_cells(code, at)).find(|rows| rows.len() > 1);
                if let Some(rows) = rows {
                    return Some(Restated::Sum(rows));
                }
                let cells = columns.iter().flat_map(|at| self.account_cells(code, at));
                let first = columns.first().map(|at| money_of(&at.table, code, &at.column));
                likely(cells.collect(), first)
            }
        }
    }

    /// The cells of an account in a column: several where a table lists it under each
    /// unit.
    fn account_cells(&self, code: &str, at: &ColumnRef) -> Vec<CellRef<'a>> {
        let Some(indexed) = self.tables.table(&at.table) else { return Vec::new() };
        let own = indexed.cell(code, &at.column).and_then(|cell| self.staged(cell, Stage::Executed));
        let Some(own) = own else { return Vec::new() };
        let others = indexed.table.rows.iter().flat_map(|row| indexed.table.figures_of(row));
        let same = |cell: &CellRef<'_>| {
            cell.entry.code.as_deref() == Some(code) && std::ptr::eq(cell.column, own.column)
        };
        let rows: Vec<_> = others.filter(same).collect();
        if rows.len() > 1 { rows } else { vec![own] }
    }

    /// The cells of a part of one account: those in its rows, in the columns of which a
    /// claim names the totals (基本支出, 项目支出).
    fn part_cells(&self, code: &str, claim: Option<&ClaimSpec>) -> Vec<CellRef<'a>> {
        let claims = &self.tables.catalogue.narrative().claims;
        let shares = |own: &ClaimSpec| {
            claim.is_some_and(|claim| claim.names.iter().any(|name| own.names.contains(name)))
        };
        let named = claims.iter().filter(|own| shares(own)).flat_map(|own| &own.cells);
        let totals = named.filter(|cell| cell.row == RowKey::TOTAL && cell.column != ColumnKey::TOTAL);
        let in_row = |cell: &CellSpec| {
            self.staged(self.tables.table(cell.table.as_deref()?)?.cell(code, &cell.column)?, Stage::Executed)
        };
        totals.filter_map(in_row).collect()
    }

    /// What a claim stands for in this disclosure.
    pub fn claimed(&self, claim: &ClaimSpec, planned: bool) -> Option<Restated<'a>> {
        let cells = |cells: &[CellSpec], stage| -> Option<Vec<CellRef<'a>>> {
            some(cells.iter().filter_map(|cell| self.staged(self.cell(cell)?, stage)).collect())
        };
        let first = claim
            .cells
            .first()
            .map(|cell| money_of(cell.table.as_deref().unwrap_or_default(), &cell.row, &cell.column));
        match claim.forms {
            Some(OfForms::Count) => Some(Restated::FormsCount),
            Some(OfForms::Sum) => Some(Restated::FormsSum),
            None if planned => cells(&claim.budget, Stage::Planned)
                .or_else(|| cells(&claim.cells, Stage::Planned))
                .map(Restated::Cells),
            None => cells(&claim.cells, Stage::Executed)
                .and_then(|cells| likely(cells, first))
                .or_else(|| cells(&claim.sum, Stage::Executed).map(Restated::Sum))
                .or_else(|| self.added_up(claim).map(Restated::Sum)),
        }
    }

    /// The cells whose sum is the measure that a claim names.
    fn added_up(&self, claim: &ClaimSpec) -> Option<Vec<CellRef<'a>>> {
        let catalogue = self.tables.catalogue;
        let measure = catalogue.measures().measure(claim.measure.as_ref()?)?;
        measures::addends(&self.linked.disclosure, measure, catalogue)
    }

    /// All cells that tables of whatever money have under a name.
    pub fn anywhere(&self, subject: &Subject<'_>) -> Vec<CellRef<'a>> {
        let narrative = self.tables.catalogue.narrative();
        match subject {
            Subject::Claim(own) => {
                let shares = |claim: &&ClaimSpec| claim.names.iter().any(|name| own.names.contains(name));
                let cells = narrative.claims.iter().filter(shares).flat_map(|claim| &claim.cells);
                cells.filter_map(|cell| self.staged(self.cell(cell)?, Stage::Executed)).collect()
            }
            Subject::Part(code, claim) => self.part_cells(code, *claim),
            Subject::Account(code) => {
                let columns = narrative.account_claims.iter().flat_map(|claim| &claim.columns);
                columns.flat_map(|at| self.account_cells(code, at)).collect()
            }
        }
    }

    /// A cell; a table of one row has its total there, whatever the row is called.
    fn cell(&self, cell: &CellSpec) -> Option<CellRef<'a>> {
        let indexed = self.tables.table(cell.table.as_deref()?)?;
        if measures::is_more(&self.linked.disclosure, cell, self.tables.catalogue) {
            return None;
        }
        let only = || {
            let at = only_row(indexed).filter(|_| cell.row == RowKey::TOTAL)?;
            indexed.cell_at(at, 0, &cell.column)
        };
        indexed.cell(&cell.row, &cell.column).or_else(only)
    }

    /// The cell for a stage: in final accounts that set 预算数 beside 决算数, the one in
    /// the column of that stage, where there is just one.
    fn staged(&self, cell: CellRef<'a>, stage: Stage) -> Option<CellRef<'a>> {
        if self.linked.disclosure.id.kind != DisclosureKind::Final {
            return Some(cell);
        }
        match self.stage_of(cell.column) {
            None => Some(cell).filter(|_| stage == Stage::Executed),
            Some(own) if own == stage => Some(cell),
            Some(_) => {
                let same = |other: &CellRef<'a>| {
                    other.column.block == cell.column.block
                        && other.column.path.len() == cell.column.path.len()
                        && self.stage_of(other.column) == Some(stage)
                };
                let mut others = cell.table.figures_of(cell.row).filter(same);
                others.next().filter(|_| others.next().is_none())
            }
        }
    }

    fn stage_of(&self, column: &Column) -> Option<Stage> {
        let words = &self.tables.catalogue.narrative().sentences;
        column.path.iter().find_map(|heading| scope::stage(heading, words))
    }

    /// Whether an amount is that of a cell, to what rounding explains.
    pub fn fits(&self, said: &StatedFigure, cell: &CellRef<'_>) -> bool {
        let cell =
            cell.counts().zip(cell.unit()).and_then(|(value, unit)| Interval::of(Money { value, unit }));
        let between = said.near(self.whole.scale()).zip(cell).and_then(|(said, cell)| said.less(cell));
        between.is_some_and(|between| between.value.abs() <= between.slack)
    }
}

/// The only row with a label, where there is just one.
fn only_row(indexed: &IndexedTable<'_>) -> Option<usize> {
    let rows = &indexed.table.rows;
    let mut filled = (0..rows.len()).filter(|at| rows[*at].entries.iter().any(Option::is_some));
    filled.next().filter(|_| filled.next().is_none())
}

/// What cells a figure restates, `first` being the money that its words most
/// likely mean.
fn likely<'a>(cells: Vec<CellRef<'a>>, first: Option<&str>) -> Option<Restated<'a>> {
    let same = first == Some(money(cells.first()?));
    Some(if same { Restated::Cells(cells) } else { Restated::Elsewhere(cells) })
}

/// Which money a cell is of.
pub fn money<'a>(cell: &CellRef<'a>) -> &'a str {
    money_of(cell.table.key(), &cell.entry.key, &cell.column.key)
}

/// Which money a cell is of: the fund that its row or column names, else that of
/// its table.
fn money_of<'k>(table: &'k str, row: &'k str, column: &'k str) -> &'k str {
    const ALL: [TableKey; 3] = [TableKey::BALANCE, TableKey::INCOME, TableKey::EXPENDITURE];
    const PUBLIC: [TableKey; 2] = [TableKey::GENERAL_PUBLIC, TableKey::BASIC];
    const FUNDS: [RowKey; 3] =
        [RowKey::GENERAL_PUBLIC_BUDGET, RowKey::GOVERNMENT_FUNDS, RowKey::STATE_CAPITAL];
    match FUNDS.into_iter().find(|fund| row == *fund || column == fund.as_str()) {
        Some(fund) => fund.as_str(),
        None if ALL.iter().any(|all| table == *all) => TableKey::BALANCE.as_str(),
        None if PUBLIC.iter().any(|public| table == *public) => RowKey::GENERAL_PUBLIC_BUDGET.as_str(),
        None => table,
    }
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}
