//! Shapes that several patterns share, with the headings left to them.

use super::books::{Books, Entry, FUND, GENERAL, Item, STATE};
use super::tables::{self, Name, Side, Total};
use super::truth::{Cell, Column, Key, Kind, Table, amounts, column};

/// The sources of an appropriation (财政拨款).
pub const APPROPRIATED: [usize; 3] = [GENERAL, FUND, STATE];

/// A row of a list: label and amounts.
pub type Listed = (String, Vec<i64>);

/// A list of one block, under `block` (empty: under nothing): a label column, then
/// amounts.
pub fn side(
    block: &str,
    label: &str,
    money: &[&str],
    rows: Vec<(String, String, Vec<i64>)>,
    foot: Vec<Listed>,
) -> Side {
    let under = |name: &str| if block.is_empty() { name.to_owned() } else { format!("{block}/{name}") };
    let mut columns = vec![column(Kind::Name, &under(label))];
    columns.extend(money.iter().map(|name| column(Kind::Amount, &under(name))));
    Side { columns, rows, foot }
}

/// Rows as `(printed, name, amounts)` from printed labels with and without number.
pub fn plain(rows: &[(&str, &str, i64)]) -> Vec<(String, String, Vec<i64>)> {
    rows.iter()
        .map(|(number, name, amount)| (format!("{number}{name}"), (*name).to_owned(), vec![*amount]))
        .collect()
}

/// A foot of one amount a row.
pub fn foot(rows: &[(&str, i64)]) -> Vec<Listed> {
    rows.iter().map(|(name, amount)| ((*name).to_owned(), vec![*amount])).collect()
}

/// `一、事业收入` and so on, one for each source.
pub fn sources(books: &Books, labels: &[(&'static str, usize)]) -> Vec<(String, String, Vec<i64>)> {
    tables::counted(labels.iter().map(|(label, source)| (*label, vec![books.from(*source)])).collect())
}

/// Classes with what an appropriation pays: all, then by its three sources.
pub fn appropriated(books: &Books) -> Vec<Entry> {
    books.functions(1, |item| whole(&APPROPRIATED.map(|source| item.from(source))))
}

/// Amounts behind their sum.
pub fn whole(parts: &[i64]) -> Vec<i64> {
    [&[parts.iter().sum()], parts].concat()
}

/// What all three appropriations pay, behind their sum.
pub fn appropriation(books: &Books) -> Vec<i64> {
    whole(&APPROPRIATED.map(|source| books.from(source)))
}

/// Code columns, the name, the amounts.
pub fn head(codes: Vec<Column>, name: &str, money: &[&str]) -> Vec<Column> {
    [codes, vec![column(Kind::Name, name)], amounts(money)].concat()
}

/// Accounts of one source: all, basic, project. Without any: one blank row.
pub fn of_source(name: Name, head: Vec<Column>, books: &Books, source: usize, depth: usize) -> Table {
    let of = |item: &Item| vec![item.from(source), item.basic[source], item.project[source]];
    let entries = books.functions(depth, of);
    let total = if entries.is_empty() { Total::Nowhere } else { Total::First };
    let mut table = tables::accounts(name, head, &entries, total);
    if table.rows.is_empty() {
        table.rows.push(vec![Cell::Blank; table.columns.len()]);
    }
    table
}

/// One row of amounts and nothing else.
pub fn wide(name: Name, columns: Vec<Column>, row: &[i64]) -> Table {
    let cells = row.iter().map(|amount| Cell::Amount(*amount, Key::Only)).collect();
    name.table(columns, vec![cells])
}

/// 因公出国, 公务用车 (all, bought, run) and 公务接待.
pub fn vehicles_between(books: &Books) -> [i64; 5] {
    let vehicles = books.purchase + books.running();
    [books.overseas, vehicles, books.purchase, books.running(), books.reception()]
}
