//! What the money of accounts is for, in the body's own words: below the table in which the
//! accounts stand, and the largest on the disclosure's first page.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::address;
use crate::measures::Spent;
use crate::money::{Money, Unit};
use crate::page::context::{DisclosureContext, PageContext};
use crate::page::html::plain;
use crate::told::Purpose;

/// How many are told on the first page.
const LARGEST: usize = 5;

/// The anchor of the section below a table.
const SECTION: &str = "page-purposes";

/// The purposes of the accounts of a table.
#[derive(Debug, Serialize)]
pub(super) struct Purposes {
    /// Of how many accounts of the lowest level, in words.
    lead: String,
    told: Vec<Item>,
    /// Those of which only the name is said again.
    names: Vec<Item>,
}

/// The largest purposes, and the way to all.
#[derive(Debug, Serialize)]
pub(super) struct Largest {
    /// What there is, or why there is nothing.
    lead: &'static str,
    told: Vec<Item>,
    all: usize,
    /// `None` where nothing is told of any account.
    href: Option<String>,
}

#[derive(Debug, Serialize)]
struct Item {
    code: String,
    name: String,
    amount: Option<String>,
    unit: &'static str,
    /// The cell of the amount.
    href: Option<String>,
    words: String,
    line: u32,
    line_href: String,
}

/// The section below a table; `None` where no account is told of that has its home there.
pub(super) fn of_table(sheet: &PageContext, index: usize) -> Option<Purposes> {
    let edition = sheet.edition;
    let purposes = &edition.told.purposes;
    let here = home(edition)? == index;
    let own = |purpose: &&Purpose| table_of(purpose).map_or(here, |table| table == index);
    let (names, told): (Vec<&Purpose>, Vec<&Purpose>) =
        purposes.all.iter().filter(own).partition(|purpose| purpose.names_only);
    let view = |list: Vec<&Purpose>| list.into_iter().map(|one| view(sheet, one)).collect();
    let (items, of_items) = (purposes.items, purposes.told);
    let lead = match of_items {
        0 => "单位的文字说明里只有大类写了用途，没有逐项写。".to_owned(),
        _ if of_items == items => format!("这份公开的 {items} 个项级科目，文字说明都写了用途。"),
        _ => format!("这份公开有 {items} 个项级科目，文字说明给其中 {of_items} 个写了用途。"),
    };
    (!told.is_empty() || !names.is_empty()).then(|| Purposes { lead, told: view(told), names: view(names) })
}

/// The largest accounts of the lowest level of which something is said; `None` where the
/// tables print no such accounts.
pub(super) fn largest(sheet: &PageContext) -> Option<Largest> {
    let edition = sheet.edition;
    let purposes = &edition.told.purposes;
    let telling = || purposes.all.iter().filter(|purpose| !purpose.names_only);
    let lowest = telling().map(|purpose| purpose.code.level()).max();
    let sized = telling().filter(|purpose| Some(purpose.code.level()) == lowest);
    let mut sized: Vec<(Decimal, &Purpose)> =
        sized.filter_map(|purpose| Some((amount(purpose)?.in_wan()?, purpose))).collect();
    sized.sort_by_key(|(amount, _)| Reverse(*amount));
    let table = home(edition).and_then(|home| edition.disclosure().tables.get(home));
    let there = |id: &String| format!("{}#{SECTION}", address::table(edition.id(), id));
    let names = purposes.all.iter().filter(|purpose| purpose.names_only).count();
    let lead = match (sized.is_empty(), purposes.all.is_empty()) {
        (false, _) if names > sized.len() => "多数科目“主要用于”后面写的只是科目的名称；写得多一点的在下面。",
        (false, _) => "金额最大的几个科目，单位自己的话。",
        (true, false) if lowest.is_some() => {
            "单位的文字说明写了有的科目的钱用来做什么，它们的金额本站没有读准。"
        }
        (true, false) => "单位的文字说明里，“主要用于”后面写的只是科目的名称。",
        (true, true) => "单位的文字说明没有逐个科目写钱用来做什么，或本站没有读出。",
    };
    (purposes.items > 0).then(|| Largest {
        lead,
        all: purposes.all.len(),
        told: sized.into_iter().take(LARGEST).map(|(_, purpose)| view(sheet, purpose)).collect(),
        href: table.map(|table| sheet.links.to(&there(&table.id))),
    })
}

/// The table in which most of the accounts stand.
fn home(edition: &DisclosureContext) -> Option<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for table in edition.told.purposes.all.iter().filter_map(table_of) {
        *counts.entry(table).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(table, count)| (*count, Reverse(*table))).map(|(table, _)| table)
}

fn table_of(purpose: &Purpose) -> Option<usize> {
    purpose.spent.map(|spent| spent.cell.table.index)
}

/// The amount of the account, where that is sure.
fn amount(purpose: &Purpose) -> Option<Money> {
    purpose.spent?.cell.sure_money()
}

fn view(sheet: &PageContext, purpose: &Purpose) -> Item {
    let id = sheet.edition.id();
    let sure = purpose.spent.filter(|_| amount(purpose).is_some());
    let cell = |spent: &Spent| {
        let found = &spent.cell;
        sheet.links.to(&address::cell(id, &found.table.id, &found.entry.key, &found.column.key))
    };
    Item {
        code: purpose.code.to_string(),
        name: plain(&purpose.name),
        amount: sure.map(|spent| spent.cell.cell.grouped()),
        unit: sure.and_then(|spent| spent.cell.unit()).map_or("", Unit::name),
        href: sure.as_ref().map(cell),
        words: format!("{}{}", plain(&purpose.words), if purpose.cut { "……" } else { "" }),
        line: purpose.line.number,
        line_href: sheet.links.to(&address::source_line(id, purpose.line)),
    }
}
