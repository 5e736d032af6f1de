//! Tables of the common shapes, from books.

use super::books::Entry;
use super::truth::{Cell, Column, Key, Kind, Table, Unit, column};

/// What a table is called and counted in.
#[derive(Debug, Clone)]
pub struct Name {
    pub id: &'static str,
    pub title: String,
    pub unit: Unit,
}

impl Name {
    pub fn new(id: &'static str, title: impl Into<String>, unit: Unit) -> Self {
        Self { id, title: title.into(), unit }
    }

    /// A table of this name.
    pub fn table(self, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Table {
        let Name { id, title, unit } = self;
        Table { id, title, unit, columns, rows, before: Vec::new(), after: Vec::new() }
    }
}

/// Where the 合计 of an account table stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    First,
    Last,
    Nowhere,
}

/// Columns for the code: whole, or split over 类, 款 and 项 under one heading.
pub fn codes(split: bool, heading: &str, depth: usize) -> Vec<Column> {
    if !split {
        return vec![column(Kind::Code, heading)];
    }
    let part = |(at, name): (usize, &&str)| column(Kind::Part(at), &format!("{heading}/{name}"));
    ["类", "款", "项"].iter().take(depth).enumerate().map(part).collect()
}

/// A table with a row for each account.
pub fn accounts(name: Name, head: Vec<Column>, entries: &[Entry], total: Total) -> Table {
    let coded = head.iter().any(|column| matches!(column.kind, Kind::Code | Kind::Part(_)));
    let mut rows: Vec<_> = entries.iter().map(|entry| account(&head, entry, coded)).collect();
    let sum = labelled(&head, "合计", &sums(entries));
    match total {
        Total::First => rows.insert(0, sum),
        Total::Last => rows.push(sum),
        Total::Nowhere => {}
    }
    name.table(head, rows)
}

/// The sums over the classes; of no entries, one nil for each column that may be asked.
pub fn sums(entries: &[Entry]) -> Vec<i64> {
    let mut sums = vec![0; 12];
    for entry in entries.iter().filter(|entry| entry.level == 0) {
        sums.iter_mut().zip(&entry.amounts).for_each(|(sum, one)| *sum += one);
    }
    sums
}

fn account(head: &[Column], entry: &Entry, coded: bool) -> Vec<Cell> {
    let key = if coded { Key::Code(entry.code.clone()) } else { Key::Name(entry.name.clone()) };
    let mut amounts = entry.amounts.iter();
    let cell = |column: &Column| match column.kind {
        Kind::Code => Cell::words(&entry.code),
        Kind::Part(at) => part(&entry.code, at),
        Kind::Name => Cell::words(&entry.name),
        Kind::Words => Cell::Blank,
        Kind::Amount => amounts.next().map_or(Cell::Blank, |amount| Cell::Amount(*amount, key.clone())),
    };
    head.iter().map(cell).collect()
}

fn part(code: &str, at: usize) -> Cell {
    let range = [0..3, 3..5, 5..7][at].clone();
    code.get(range).map_or(Cell::Blank, Cell::words)
}

/// A row with a label in its name column, or in the first where there is none.
pub fn labelled(head: &[Column], label: &str, amounts: &[i64]) -> Vec<Cell> {
    let named = head.iter().position(|column| column.kind == Kind::Name).unwrap_or(0);
    let mut amounts = amounts.iter();
    let cell = |(at, column): (usize, &Column)| match column.kind {
        Kind::Amount => {
            let amount = amounts.next().copied().unwrap_or(0);
            Cell::Amount(amount, Key::Name(label.to_owned()))
        }
        _ if at == named => Cell::words(label),
        _ => Cell::Blank,
    };
    head.iter().enumerate().map(cell).collect()
}

/// One of several blocks side by side.
#[derive(Debug, Clone)]
pub struct Side {
    pub columns: Vec<Column>,
    /// Labels as printed, the names without numbering, the amounts.
    pub rows: Vec<(String, String, Vec<i64>)>,
    /// Rows at the foot, level with those of the other blocks.
    pub foot: Vec<(String, Vec<i64>)>,
}

/// Blocks side by side: each list from the top, each foot at the bottom.
pub fn side_by_side(name: Name, sides: &[Side]) -> Table {
    let height = sides.iter().map(|side| side.rows.len()).max().unwrap_or(0);
    let foot = sides.iter().map(|side| side.foot.len()).max().unwrap_or(0);
    let mut rows = Vec::new();
    for at in 0..height {
        rows.push(sides.iter().flat_map(|side| line(side, side.rows.get(at).map(borrow))).collect());
    }
    for at in 0..foot {
        let own = |side: &Side| {
            side.foot.get(at).map(|(label, amounts)| (label.clone(), label.clone(), amounts.clone()))
        };
        rows.push(sides.iter().flat_map(|side| line(side, own(side))).collect());
    }
    name.table(sides.iter().flat_map(|side| side.columns.clone()).collect(), rows)
}

fn borrow(row: &(String, String, Vec<i64>)) -> (String, String, Vec<i64>) {
    row.clone()
}

fn line(side: &Side, row: Option<(String, String, Vec<i64>)>) -> Vec<Cell> {
    let Some((printed, name, amounts)) = row else { return vec![Cell::Blank; side.columns.len()] };
    let mut amounts = amounts.into_iter();
    let cell = |column: &Column| match column.kind {
        Kind::Amount => amounts.next().map_or(Cell::Blank, |a| Cell::Amount(a, Key::Name(name.clone()))),
        Kind::Name => Cell::words(&printed),
        _ => Cell::Blank,
    };
    side.columns.iter().map(cell).collect()
}

/// Labels counted 一、二、三、, with their amounts.
pub fn counted(rows: Vec<(&str, Vec<i64>)>) -> Vec<(String, String, Vec<i64>)> {
    let count = |(at, (name, amounts)): (usize, (&str, Vec<i64>))| {
        (format!("{}、{name}", numeral(at + 1)), name.to_owned(), amounts)
    };
    rows.into_iter().enumerate().map(count).collect()
}

/// 一, 二, … 三十九.
pub fn numeral(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let ten = match number / 10 {
        0 => "",
        1 => "十",
        2 => "二十",
        _ => "三十",
    };
    format!("{ten}{}", DIGITS[number % 10])
}

/// The classes that a list of expenditure names, used or not.
const CLASSES: [&str; 16] = [
    "一般公共服务支出",
    "外交支出",
    "国防支出",
    "公共安全支出",
    "教育支出",
    "科学技术支出",
    "文化旅游体育与传媒支出",
    "社会保障和就业支出",
    "卫生健康支出",
    "节能环保支出",
    "城乡社区支出",
    "农林水支出",
    "交通运输支出",
    "住房保障支出",
    "国有资本经营预算支出",
    "其他支出",
];

/// All classes with their amounts, nil where they are not used; `whole` lists also
/// those that are not used.
pub fn classes(entries: &[Entry], whole: bool) -> Vec<(&'static str, Vec<i64>)> {
    let width = entries.first().map_or(1, |entry| entry.amounts.len());
    let of = |name: &&'static str| {
        let found = entries.iter().find(|entry| entry.level == 0 && entry.name == **name);
        match found {
            Some(entry) => Some((*name, entry.amounts.clone())),
            None => whole.then(|| (*name, vec![0; width])),
        }
    };
    CLASSES.iter().filter_map(of).collect()
}

/// A label without what counts it: `（1）`, `1.`, `一、`, `其中：`.
pub fn without_number(label: &str) -> &str {
    let digit = |c: char| "（）、.一二三四五六七八九十".contains(c) || c.is_ascii_digit();
    let rest = label.trim_start_matches(digit);
    rest.strip_prefix("其中：").unwrap_or(rest)
}
