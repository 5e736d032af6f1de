//! Whole tables that most provinces publish, with the words left to them.

use super::books::{Books, CARRIED, Item};
use super::rng::Rng;
use super::shapes;
use super::tables::{self, Name, Total};
use super::truth::{Cell, Column, Key, Kind, Table, amounts, column};

/// Words of a table of two blocks.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// The headings over the blocks; empty for none.
    pub blocks: [&'static str; 2],
    /// The label columns.
    pub items: [&'static str; 2],
    /// The column of amounts.
    pub amount: &'static str,
    /// What ends the blocks: this year's, what is carried, the total.
    pub feet: [[&'static str; 3]; 2],
    /// Whether classes without money are listed, too.
    pub whole: bool,
}

/// 收支总表: income by `sources`, which leave out only what is carried in, beside
/// expenditure by class.
pub fn balance(name: Name, books: &Books, words: &Words, sources: &[(&'static str, usize)]) -> Table {
    let (all, carried) = (books.all(), books.from(CARRIED));
    let [[current, before, total], [spent, after, whole]] = words.feet;
    let foot = shapes::foot(&[(current, all - carried), (before, carried), (total, all)]);
    let rows = shapes::sources(books, sources);
    let income = shapes::side(words.blocks[0], words.items[0], &[words.amount], rows, foot);
    let entries = books.functions(1, |item| vec![item.basic() + item.project()]);
    let classes = tables::counted(tables::classes(&entries, words.whole));
    let foot = shapes::foot(&[(spent, all), (after, 0), (whole, all)]);
    let expenditure = shapes::side(words.blocks[1], words.items[1], &[words.amount], classes, foot);
    tables::side_by_side(name, &[income, expenditure])
}

/// 财政拨款收支总表: what the three appropriations bring, by `labels`, beside classes
/// with `money`: the sum and the three.
pub fn appropriation(name: Name, books: &Books, words: &Words, labels: [&str; 3], money: [&str; 4]) -> Table {
    let all = shapes::appropriation(books);
    let rows = [("一、", labels[0], all[1]), ("二、", labels[1], all[2]), ("三、", labels[2], all[3])];
    let foot = shapes::foot(&[(words.feet[0][2], all[0])]);
    let income = shapes::side(words.blocks[0], words.items[0], &[words.amount], shapes::plain(&rows), foot);
    let rows = tables::counted(tables::classes(&shapes::appropriated(books), words.whole));
    let foot = vec![(words.feet[1][2].to_owned(), all)];
    let expenditure = shapes::side(words.blocks[1], words.items[1], &money, rows, foot);
    tables::side_by_side(name, &[income, expenditure])
}

/// A table of functional accounts down to 项; blank where there are none.
pub fn functions(
    name: Name,
    head: Vec<Column>,
    books: &Books,
    total: Total,
    of: impl Fn(&Item) -> Vec<i64>,
) -> Table {
    let entries = books.functions(3, of);
    let total = if entries.is_empty() { Total::Nowhere } else { total };
    let mut table = tables::accounts(name, head, &entries, total);
    if table.rows.is_empty() {
        table.rows.push(vec![Cell::Blank; table.columns.len()]);
    }
    table
}

/// “三公” as rows: all, abroad, vehicles with their two parts, reception.
pub fn three_public_rows(name: Name, books: &Books, item: &str, amount: &str, labels: [&str; 6]) -> Table {
    let columns = vec![column(Kind::Name, item), column(Kind::Amount, amount)];
    let [overseas, vehicles, purchase, running, reception] = shapes::vehicles_between(books);
    let sums = [books.three_public(), overseas, vehicles, purchase, running, reception];
    let row = |(label, amount): (&str, i64)| {
        let name = tables::without_number(label);
        vec![Cell::words(label), Cell::Amount(amount, Key::Name(name.to_owned()))]
    };
    let rows = labels.into_iter().zip(sums).map(row).collect();
    name.table(columns, rows)
}

/// One row for each of `projects`: `head` begins with the column of their names, then
/// words that `words` gives, then the sum and the amount by each of `sources`.
pub fn projects(name: Name, head: Vec<Column>, books: &Books, sources: &[usize], words: &[&str]) -> Table {
    let paid: Vec<_> = books.projects.iter().filter(|project| sources.contains(&project.source)).collect();
    let split = |source: usize, amount: i64| {
        sources.iter().map(|own| if *own == source { amount } else { 0 }).collect::<Vec<_>>()
    };
    let money = head.iter().filter(|column| column.kind == Kind::Amount).count();
    let mut sums = vec![0; sources.len()];
    let mut rows = Vec::new();
    for project in paid {
        let by_source = split(project.source, project.amount);
        sums.iter_mut().zip(&by_source).for_each(|(sum, one)| *sum += one);
        let amounts = shapes::whole(&by_source);
        let mut words = words.iter();
        let mut amounts = amounts.iter().take(money);
        let key = Key::Name(project.name.clone());
        let cell = |column: &Column| match column.kind {
            Kind::Name => Cell::words(&project.name),
            Kind::Code => Cell::words(project.code),
            Kind::Words => words.next().map_or(Cell::Blank, |word| Cell::words(*word)),
            Kind::Amount => amounts.next().map_or(Cell::Blank, |amount| Cell::Amount(*amount, key.clone())),
            Kind::Part(_) => Cell::Blank,
        };
        rows.push(head.iter().map(cell).collect());
    }
    if rows.is_empty() {
        rows.push(vec![Cell::Blank; head.len()]);
    } else {
        rows.insert(0, tables::labelled(&head, "合计", &shapes::whole(&sums)));
    }
    name.table(head, rows)
}

/// One row for the body itself, its code and name before `money`.
pub fn one_unit(name: Name, heads: [&str; 2], body: &str, money: &[&str], row: &[i64]) -> Table {
    let head = [vec![column(Kind::Words, heads[0]), column(Kind::Name, heads[1])], amounts(money)].concat();
    let mut own = tables::labelled(&head, body, row);
    own[0] = Cell::words("305001");
    let rows = vec![tables::labelled(&head, "合计", row), own];
    name.table(head, rows)
}

/// Things bought: `head` with words first, their names in its name column.
pub fn purchases(name: Name, head: Vec<Column>, rng: &mut Rng, words: &[&str]) -> Table {
    const GOODS: [&str; 6] = ["台式计算机", "激光打印机", "办公家具", "空调机", "物业管理服务", "印刷服务"];
    let bought: Vec<_> =
        rng.some(&GOODS, 2).into_iter().map(|good| (good, rng.between(5, 700) * 10_000)).collect();
    let all = bought.iter().map(|(_, amount)| amount).sum();
    let mut rows = vec![tables::labelled(&head, "合计", &[all, all])];
    for (good, amount) in bought {
        let mut words = words.iter();
        let cell = |column: &Column| match column.kind {
            Kind::Name => Cell::words(good),
            Kind::Amount => Cell::Amount(amount, Key::Name(good.to_owned())),
            _ => words.next().map_or(Cell::Blank, |word| Cell::words(*word)),
        };
        rows.push(head.iter().map(cell).collect());
    }
    name.table(head, rows)
}
