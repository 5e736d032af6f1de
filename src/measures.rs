//! The figures by which bodies and years are laid side by side: those that
//! stand for a whole disclosure, and what it spends on each account. Which
//! cells they are, the catalogue says.
//!
//! Nothing is computed but the sum of a measure's parts where no cell holds it. A
//! cell counts only where its column speaks of the disclosure's own year and kind.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::catalogue::Catalogue;
use crate::catalogue::schema::{CellSpec, MeasureSpec, ScopeSpec};
use crate::keys::RowKey;
use crate::model::{
    AccountCode, Cell, CellRef, Column, ColumnPeriod, ColumnRole, Confidence, Disclosure, DisclosureKind,
    Entry, KeptCell, Row, Stated, Table,
};
use crate::money::{Money, grouped};

/// A measure as a disclosure has it.
#[derive(Debug, Clone, Copy)]
pub struct Measure<'a> {
    /// Its cell; the first part's, where the site adds them up.
    pub cell: CellRef<'a>,
    /// The sum of the parts, where no cell holds the measure.
    pub sum: Option<Decimal>,
    pub confidence: Confidence,
}

impl<'a> Measure<'a> {
    /// What one cell says.
    pub fn of(cell: CellRef<'a>) -> Self {
        Self { cell, sum: None, confidence: cell.confidence() }
    }

    /// The amount, whatever the confidence.
    pub fn amount(&self) -> Option<Decimal> {
        self.sum.or(self.cell.amount())
    }

    /// The amount with its unit, where nothing speaks against its reading.
    pub fn sure_money(&self) -> Option<Money> {
        let unit = self.cell.unit().filter(|_| self.confidence.is_sure())?;
        Some(Money { value: self.amount()?, unit })
    }

    /// The amount of the cell, or the sum of its parts.
    pub fn stated(&self) -> Stated {
        match (self.sum, self.confidence.doubt()) {
            (Some(sum), None) => Stated::Sum(sum),
            (Some(_), Some(doubt)) => Stated::Doubtful(doubt),
            (None, _) => self.cell.stated(),
        }
    }

    /// The amount, published or added up by the site, with thousands grouped.
    pub fn printed(&self) -> String {
        self.sum.map_or_else(|| self.cell.cell.grouped(), grouped)
    }

    /// It without its disclosure.
    pub fn kept(&self) -> KeptCell {
        KeptCell { stated: self.stated(), ..self.cell.kept() }
    }
}

/// The figures of a disclosure, worked out once and handed to all that tell of them.
#[derive(Debug)]
pub struct Figures<'a> {
    pub catalogue: &'a Catalogue,
    /// The measures that its tables hold, in the catalogue's order. One whose cell was
    /// published blank is among them.
    pub measures: Vec<(&'a MeasureSpec, Measure<'a>)>,
    /// What it spends on each functional account, by code and scope. Rows are known
    /// by their code; names play no part.
    pub spending: Vec<Spent<'a>>,
}

impl<'a> Figures<'a> {
    /// Looks for the figures in the disclosure's tables.
    pub fn of(disclosure: &'a Disclosure, catalogue: &'a Catalogue) -> Self {
        let found = |spec: &'a MeasureSpec| Some((spec, measure(disclosure, spec, catalogue)?));
        let measures = catalogue.measures().all().filter_map(found).collect();
        Self { catalogue, measures, spending: spending(disclosure, catalogue) }
    }

    /// The few measures that stand first.
    pub fn headlines(&self) -> Vec<(&'a MeasureSpec, Measure<'a>)> {
        self.measures.iter().filter(|(spec, _)| spec.headline).copied().collect()
    }
}

/// The first of a measure's cells that holds an amount, else the first there is,
/// else the sum of its parts.
fn measure<'a>(disclosure: &'a Disclosure, spec: &MeasureSpec, catalogue: &Catalogue) -> Option<Measure<'a>> {
    own(disclosure, spec, catalogue).map(Measure::of).or_else(|| sum(disclosure, spec, catalogue))
}

/// The cell that holds a measure.
fn own<'a>(disclosure: &'a Disclosure, spec: &MeasureSpec, catalogue: &Catalogue) -> Option<CellRef<'a>> {
    first_of(disclosure, spec.cells.iter().filter(|cell| !is_more(disclosure, cell, catalogue)))
}

/// The cells that may hold a measure by itself, in the catalogue's order.
pub fn cells_of<'a>(
    disclosure: &'a Disclosure,
    spec: &MeasureSpec,
    catalogue: &Catalogue,
) -> Vec<CellRef<'a>> {
    let own = spec.cells.iter().filter(|cell| !is_more(disclosure, cell, catalogue));
    own.filter_map(|cell| cell_at(disclosure, cell)).collect()
}

/// Whether a cell is the total of a table that holds more than it is about: the 合计
/// of 三公 with 会议费 and 培训费.
pub fn is_more(disclosure: &Disclosure, cell: &CellSpec, catalogue: &Catalogue) -> bool {
    let table = table_of(disclosure, cell).filter(|_| cell.row == RowKey::TOTAL);
    let spec = table.and_then(|table| catalogue.table(&table.id));
    table.zip(spec).is_some_and(|(table, spec)| table.lists_any(&spec.beyond))
}

/// The parts of a measure added up, as [`addends`] has them. A part published blank is
/// nothing; one that could not be read, or a cell that its row lost, leaves no sum.
fn sum<'a>(disclosure: &'a Disclosure, spec: &MeasureSpec, catalogue: &Catalogue) -> Option<Measure<'a>> {
    let parts = addends(disclosure, spec, catalogue)?;
    let sum = crate::money::sum(parts.iter().map(CellRef::counts))?;
    let confidence = parts.iter().fold(Confidence::Sure, |all, part| all.and(part.confidence()));
    Some(Measure { cell: *parts.first()?, sum: Some(sum), confidence })
}

/// The cells that a measure is the sum of where none holds it: of each of its parts its
/// own, or, where that is not there or blank, those of its parts in turn. `None` unless
/// all parts are there, in one table, and one of them at least has an amount.
pub fn addends<'a>(
    disclosure: &'a Disclosure,
    spec: &MeasureSpec,
    catalogue: &Catalogue,
) -> Option<Vec<CellRef<'a>>> {
    let of_part = |key: &String| {
        let spec = catalogue.measures().measure(key)?;
        let own = own(disclosure, spec, catalogue);
        let stated = own.filter(|own| own.amount().is_some()).map(|own| vec![own]);
        stated.or_else(|| addends(disclosure, spec, catalogue)).or_else(|| own.map(|own| vec![own]))
    };
    let parts = spec.parts.iter().map(of_part).collect::<Option<Vec<_>>>()?.concat();
    // Cells count only in their table's unit, so those of one table are of one unit.
    let table = parts.first()?.table.index;
    let together = parts.iter().all(|part| part.table.index == table);
    (together && parts.iter().any(|part| part.amount().is_some())).then_some(parts)
}

/// The cell that holds what was budgeted, where final accounts print that in the same row as
/// what was spent.
pub fn budgeted<'a>(done: &CellRef<'a>) -> Option<CellRef<'a>> {
    let (own, row) = (done.column, done.row);
    let spent = own.key.strip_suffix(DisclosureKind::Final.key()).and_then(|key| key.strip_suffix('-'));
    let key = format!("{}-{}", spent.unwrap_or(&own.key), DisclosureKind::Budget.key());
    let is_it = |(_, column): &(usize, &Column)| {
        column.role == ColumnRole::Amount
            && column.period == ColumnPeriod::OtherKind
            && (column.block, column.key.as_str()) == (own.block, key.as_str())
    };
    let (index, column) = done.table.columns.iter().enumerate().find(is_it)?;
    Some(CellRef { column, cell: row.cells.get(index)?, line: row.line_of(index), ..*done })
}

/// The first of several cells that holds an amount, else the first there is.
pub fn first_of<'a, 's>(
    disclosure: &'a Disclosure,
    cells: impl IntoIterator<Item = &'s CellSpec>,
) -> Option<CellRef<'a>> {
    let found: Vec<CellRef> = cells.into_iter().filter_map(|cell| cell_at(disclosure, cell)).collect();
    let stated = found.iter().find(|found| found.cell.amount().is_some());
    stated.or(found.first()).copied()
}

fn cell_at<'a>(disclosure: &'a Disclosure, spec: &CellSpec) -> Option<CellRef<'a>> {
    let table = table_of(disclosure, spec)?;
    match spec.row.as_str() {
        "*" => own_cell(table, only_row(table)?, &spec.column, |_| true),
        key => {
            let is_it = |entry: &Entry| entry.key == key;
            table.rows.iter().find_map(|row| own_cell(table, row, &spec.column, is_it))
        }
    }
}

/// The table that a cell of the catalogue names.
fn table_of<'a>(disclosure: &'a Disclosure, spec: &CellSpec) -> Option<&'a Table> {
    let id = spec.table.as_deref()?;
    disclosure.tables.iter().find(|table| table.known && table.id == id)
}

/// The only row that has an amount at all: that of a table with one wide row.
fn only_row(table: &Table) -> Option<&Row> {
    let mut rows = table.rows.iter().filter(|row| table.figures_of(row).next().is_some());
    rows.next().filter(|_| rows.next().is_none())
}

/// The cell of an entry under the first column of a key that is the disclosure's
/// own, in the table's unit, and not blank only because cells were lost. Of columns that share a key the later ones are numbered (`total-2`).
fn own_cell<'a>(
    table: &'a Table,
    row: &'a Row,
    key: &str,
    of: impl Fn(&Entry) -> bool,
) -> Option<CellRef<'a>> {
    let lost = |index: usize| row.lost_blanks() && row.cells.get(index).is_none_or(Cell::is_blank);
    let mut own = own_columns(table, key).filter(|(index, _)| !lost(*index));
    own.find_map(|(index, column)| {
        let entry = row.entries.get(column.block)?.as_ref().filter(|entry| of(entry))?;
        Some(CellRef { table, row, entry, column, cell: row.cells.get(index)?, line: row.line_of(index) })
    })
}

/// The columns of a key that hold the disclosure's own amounts, in the table's
/// unit, with their indexes. One key may stand once a block.
pub fn own_columns<'a>(table: &'a Table, key: &str) -> impl Iterator<Item = (usize, &'a Column)> {
    table.columns.iter().enumerate().filter(move |(_, column)| {
        column.role == ColumnRole::Amount
            && column.unit.is_none_or(|unit| Some(unit) == table.unit)
            && column.is(key)
            && column.period == ColumnPeriod::Own
    })
}

/// The functional code of a row, as printed or as the account list has it.
pub fn code_of(entry: &Entry) -> Option<AccountCode> {
    AccountCode::parse(entry.code.as_deref()?)
}

/// What a disclosure spends on an account out of one kind of money.
#[derive(Debug, Clone, Copy)]
pub struct Spent<'a> {
    pub code: AccountCode,
    pub scope: &'a ScopeSpec,
    /// The first cell, where several rows bear the code.
    pub cell: CellRef<'a>,
    pub stated: Stated,
}

fn spending<'a>(disclosure: &'a Disclosure, catalogue: &'a Catalogue) -> Vec<Spent<'a>> {
    let scopes = catalogue.measures().scopes.iter();
    let mut all: Vec<Spent> = scopes.flat_map(|scope| of_scope(disclosure, scope)).collect();
    all.sort_by_key(|spent| spent.code);
    all
}

/// The accounts of the first of a scope's tables that has any.
fn of_scope<'a>(disclosure: &'a Disclosure, scope: &'a ScopeSpec) -> Vec<Spent<'a>> {
    let accounts = scope.cells.iter().map(|cell| accounts(disclosure, cell));
    let first = accounts.into_iter().find(|accounts| !accounts.is_empty()).unwrap_or_default();
    let spent = |(code, cells): (AccountCode, Vec<CellRef<'a>>)| {
        let mut printed = cells.iter().filter(|found| found.stated().is_something());
        let cell = *printed.next().or(cells.first())?;
        let stated = if printed.next().is_some() { Stated::Several } else { cell.stated() };
        Some(Spent { code, scope, cell, stated })
    };
    first.into_iter().filter_map(spent).collect()
}

fn accounts<'a>(disclosure: &'a Disclosure, spec: &CellSpec) -> BTreeMap<AccountCode, Vec<CellRef<'a>>> {
    let mut accounts: BTreeMap<AccountCode, Vec<CellRef>> = BTreeMap::new();
    let Some(table) = table_of(disclosure, spec) else { return accounts };
    for row in &table.rows {
        let found = own_cell(table, row, &spec.column, |entry| code_of(entry).is_some());
        let code = found.and_then(|found| code_of(found.entry));
        if let (Some(code), Some(found)) = (code, found) {
            accounts.entry(code).or_default().push(found);
        }
    }
    accounts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::MeasureKey;
    use crate::model::fixture;

    #[test]
    fn a_code_on_several_rows_has_no_one_figure() {
        let mut disclosure = fixture::linked().disclosure;
        let mut table = disclosure.tables[0].clone();
        let class =
            |spent: &[Spent]| spent.iter().find(|one| one.code.to_string() == "204").map(|one| one.stated);
        for entry in table.rows.iter_mut().flat_map(|row| row.entries.iter_mut().flatten()) {
            entry.code = Some("204".to_owned()).filter(|_| entry.key == "204");
        }
        disclosure.tables[0] = table.clone();
        assert!(matches!(class(&spending(&disclosure, Catalogue::get())), Some(Stated::Amount(_))));
        let again = table.rows.iter().find(|row| row.entries.iter().flatten().any(|e| e.key == "204"));
        table.rows.push(again.unwrap().clone());
        disclosure.tables[0] = table;
        assert_eq!(class(&spending(&disclosure, Catalogue::get())), Some(Stated::Several));
    }

    #[test]
    fn parts_add_up_within_one_table_alone() {
        let mut disclosure = fixture::linked().disclosure;
        disclosure.tables[1].id = "general-public".to_owned();
        disclosure.tables[1].rows[1].entries[0].as_mut().unwrap().key = "total".to_owned();
        let measures = Catalogue::get().measures();
        let whole = |parts: [MeasureKey; 2]| {
            let spec = MeasureSpec {
                cells: Vec::new(),
                parts: parts.map(String::from).to_vec(),
                ..measures.measure(MeasureKey::INCOME).unwrap().clone()
            };
            measure(&disclosure, &spec, Catalogue::get())
                .and_then(|found| found.amount())
                .map(|sum| sum.to_string())
        };
        let one_table = whole([MeasureKey::INCOME, MeasureKey::EXPENDITURE]);
        assert_eq!(one_table.as_deref(), Some("19569.40"));
        let general = measures.measure(MeasureKey::GENERAL_PUBLIC).unwrap();
        assert!(measure(&disclosure, general, Catalogue::get()).is_some());
        assert_eq!(whole([MeasureKey::INCOME, MeasureKey::GENERAL_PUBLIC]), None);
    }

    #[test]
    fn an_amount_in_another_unit_than_its_table_is_no_part_of_a_sum() {
        let mut disclosure = fixture::linked().disclosure;
        let measures = Catalogue::get().measures();
        let spec = MeasureSpec {
            cells: Vec::new(),
            parts: [MeasureKey::INCOME, MeasureKey::EXPENDITURE].map(String::from).to_vec(),
            ..measures.measure(MeasureKey::INCOME).unwrap().clone()
        };
        let sum = |disclosure: &Disclosure| {
            measure(disclosure, &spec, Catalogue::get()).and_then(|found| found.amount())
        };
        assert!(sum(&disclosure).is_some());
        let amounts = disclosure.tables[0].columns.iter_mut();
        let column = amounts.filter(|column| column.role == ColumnRole::Amount).last().unwrap();
        column.unit = Some(crate::money::Unit::Yuan);
        assert_eq!(sum(&disclosure), None);
    }
}
