//! Amounts that explain why two tables of one disclosure differ: money carried over
//! (上年结转), and income that is no appropriation (其他资金, 事业收入). One table counts it
//! in and the other does not, and both are right.

use rust_decimal::Decimal;

use crate::catalogue::schema::RowMoney;
use crate::keys::{BlockKey, ColumnKey, RowKey, TableKey};
use crate::model::{CellRef, DisclosureKind, Entry, IndexedTable, TableIndex};
use crate::money::{Money, half_of};

/// The amounts of a disclosure that two of its tables may differ by.
pub struct Differences<'a> {
    carried: bool,
    known: Vec<Difference<'a>>,
}

/// An amount made of one cell or several.
#[derive(Clone)]
pub struct Difference<'a> {
    pub added: Vec<CellRef<'a>>,
    pub taken: Vec<CellRef<'a>>,
    /// Why two tables may differ by it.
    pub why: &'static str,
}

const CARRIED: &str = "两张表相差的正是结转的金额：一张包含结转，一张不包含。";
const OTHER: &str = "两张表相差的正是收支总表里另列的这笔收入：一张包含它，一张不包含。";
const OTHERS: &str = "两张表相差的正是收支总表里财政拨款以外的各项收入和结转：一张包含它们，一张不包含。";
const BETWEEN: &str = "相差的正是年初结转减去年末结转的金额：支出用的是收入和年初结转，余下的结转下年。";

impl<'a> Differences<'a> {
    /// Those of a disclosure. Final accounts (决算) set out what comes over and what is
    /// left in every table in which they count it: there it explains nothing alone.
    pub fn of(tables: &TableIndex<'a>, kind: DisclosureKind) -> Self {
        let budgets = tables.all.iter().filter(|_| kind == DisclosureKind::Budget);
        let carried: Vec<CellRef> = budgets.flat_map(|indexed| carried(indexed)).collect();
        let alone = |why| move |cell: &CellRef<'a>| Difference { added: vec![*cell], taken: Vec::new(), why };
        let mut known: Vec<Difference> = carried.iter().map(alone(CARRIED)).collect();
        for balance in tables.all.iter().filter(|one| one.table.is(TableKey::BALANCE)) {
            let others = beside_appropriation(balance);
            known.extend(others.iter().map(alone(OTHER)));
            let own = tables.table(TableKey::APPROPRIATION).and_then(carried_in);
            known.extend(own.map(|own| Difference { added: others.clone(), taken: vec![own], why: OTHERS }));
            if others.len() > 1 {
                known.push(Difference { added: others, taken: Vec::new(), why: OTHERS });
            }
            known.extend(between_years(balance));
        }
        Self { carried: !carried.is_empty(), known }
    }

    /// Whether the budget says that money was carried over.
    pub fn has_carried(&self) -> bool {
        self.carried
    }

    /// What is the whole difference between two amounts.
    pub fn explain(&self, less: Money, more: Money) -> Option<&Difference<'a>> {
        let (difference, slack) = (more.less(less)?, half_of(less).plus(half_of(more))?);
        self.known.iter().find(|known| {
            let amount = known.amount().filter(|amount| is_more(*amount, slack));
            let left = amount.and_then(|amount| difference.less(amount));
            left.is_some_and(|left| !is_more(Money { value: left.value.abs(), ..left }, slack))
        })
    }
}

impl<'a> Difference<'a> {
    /// Its amount, without sign.
    pub fn amount(&self) -> Option<Money> {
        let amount = self.signed()?;
        Some(Money { value: amount.value.abs(), ..amount })
    }

    /// Whether more is taken than added.
    pub fn is_negative(&self) -> bool {
        self.signed().is_some_and(|amount| amount.value < Decimal::ZERO)
    }

    fn signed(&self) -> Option<Money> {
        let sum = |cells: &[CellRef<'a>]| -> Option<Option<Money>> {
            let amounts: Option<Vec<Money>> = cells.iter().map(CellRef::money).collect();
            Some(Money::sum(amounts?))
        };
        let (added, taken) = (sum(&self.added)??, sum(&self.taken)?);
        taken.map_or(Some(added), |taken| added.less(taken))
    }

    /// All its cells.
    pub fn cells(&self) -> impl Iterator<Item = &CellRef<'a>> {
        self.added.iter().chain(&self.taken)
    }
}

/// Whether an amount is more than another, in whatever unit.
fn is_more(amount: Money, other: Money) -> bool {
    other.value_in(amount.unit).is_some_and(|other| amount.value > other)
}

fn is_positive(cell: &CellRef<'_>) -> bool {
    cell.amount().is_some_and(|amount| amount > Decimal::ZERO)
}

/// What years' money a row is, where the catalogue says it.
fn money_of(indexed: &IndexedTable<'_>, entry: &Entry) -> Option<RowMoney> {
    indexed.spec()?.rows.iter().find(|row| row.key == entry.base())?.money
}

/// The cells of what is carried over from the year before.
fn carried<'a>(indexed: &IndexedTable<'a>) -> Vec<CellRef<'a>> {
    let is_carried = |cell: &CellRef<'_>| {
        money_of(indexed, cell.entry) == Some(RowMoney::Carried)
            || (cell.entry.total && cell.column.is_of(ColumnKey::CARRIED))
    };
    indexed.table.figures().filter(|cell| is_carried(cell) && is_positive(cell)).collect()
}

/// The income of a 收支总表 that is no appropriation of the year, row by row.
fn beside_appropriation<'a>(balance: &IndexedTable<'a>) -> Vec<CellRef<'a>> {
    const APPROPRIATED: [RowKey; 4] = [
        RowKey::GENERAL_PUBLIC_BUDGET,
        RowKey::GOVERNMENT_FUNDS,
        RowKey::STATE_CAPITAL,
        RowKey::APPROPRIATION,
    ];
    let income = |entry: &Entry| {
        let rows = balance.spec().map(|spec| spec.rows.as_slice()).unwrap_or_default();
        let known = rows.iter().find(|row| row.key == entry.base());
        known.is_some_and(|row| row.block.as_deref() == Some(BlockKey::INCOME.as_str()) && !row.total)
    };
    let beside = |cell: &CellRef<'_>| {
        let entry = cell.entry;
        entry.level == 0
            && !entry.total
            && income(entry)
            && !APPROPRIATED.iter().any(|key| entry.is(*key))
            && cell.column.is(ColumnKey::AMOUNT)
    };
    balance.table.figures().filter(|cell| beside(cell) && is_positive(cell)).collect()
}

/// What a table of income and expenditure says came over from the year before.
fn carried_in<'a>(indexed: &IndexedTable<'a>) -> Option<CellRef<'a>> {
    indexed.cell(RowKey::CARRIED_IN, ColumnKey::AMOUNT).filter(is_positive)
}

/// What came over from the year before, less what goes over to the next: by so much is
/// more spent than was taken in, or less.
fn between_years<'a>(balance: &IndexedTable<'a>) -> Option<Difference<'a>> {
    let before = carried_in(balance)?;
    let after = balance.cell(RowKey::CARRIED_OUT, ColumnKey::TOTAL).filter(is_positive)?;
    Some(Difference { added: vec![before], taken: vec![after], why: BETWEEN })
}
