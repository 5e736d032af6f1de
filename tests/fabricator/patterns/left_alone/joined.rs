//! Code and name in one cell, the total at the end of each row, the amount columns
//! before it split by staff and operation.

use crate::fabricator::books::{ACCOUNT, Books, CARRIED, FUND, GENERAL, Item, OWN, STATE};
use crate::fabricator::common_shapes::{self, Words};
use crate::fabricator::draft::{Draft, Habits, Number, Stated};
use crate::fabricator::rng::Rng;
use crate::fabricator::shapes;
use crate::fabricator::tables::{self, Name, Total};
use crate::fabricator::truth::{Cell, Column, Disclosure, Key, Kind, Table, Unit, amounts, column};

const WORDS: Words = Words {
    blocks: ["收入", "支出"],
    items: ["收入项目", "支出项目"],
    amount: "本年预算",
    feet: [["本年收入小计", "上年结转", "收入总计"], ["本年支出小计", "结转下年", "支出总计"]],
    whole: true,
};

pub fn budget(rng: &mut Rng) -> Disclosure {
    let habits =
        Habits::choose(rng, &[Stated::Line, Stated::WithBody, Stated::Under], &[Number::No, Number::Annex]);
    let unit = rng.pick(&[Unit::Wan, Unit::Yuan]);
    let mut draft = Draft::begin(rng, unit, habits, false);
    let dotted = draft.rng.chance(50);
    let books = draft.books.clone();
    let named = |id, title: &str| Name::new(id, title, unit);
    let sources = [
        ("一般公共预算", GENERAL),
        ("政府性基金预算", FUND),
        ("国有资本经营预算", STATE),
        ("财政专户资金", ACCOUNT),
        ("单位资金", OWN),
    ];
    draft.table(common_shapes::balance(named("balance", "部门收支预算总表"), &books, &WORDS, &sources));
    draft.table(income(named("income", "部门收入预算总表"), &books, dotted));
    draft.table(expenditure(named("expenditure", "部门支出预算总表"), &books, dotted));
    let general = of_source(named("general-public", "一般公共预算支出预算表"), &books, GENERAL, dotted);
    draft.table(general);
    draft.table(basic(named("basic", "一般公共预算基本支出预算表"), &books, dotted));
    draft.table(three_public(named("three-public", "“三公”经费预算表"), &books));
    let fund = of_source(named("fund-expenditure", "政府性基金支出预算表"), &books, FUND, dotted);
    draft.note_if_empty(fund, books.from(FUND) == 0);
    let title = format!("{}关于{}年部门预算的公开", draft.body, draft.year);
    draft.finish(&title, "预算公开表")
}

/// Puts the code before the name, in one cell.
fn join(mut table: Table, dotted: bool) -> Table {
    table.columns.remove(0);
    for row in &mut table.rows {
        let code = row.remove(0);
        let both = match (&code, &row[0]) {
            (Cell::Words(code), Cell::Words(name)) if dotted => format!("[{code}]{name}"),
            (Cell::Words(code), Cell::Words(name)) => format!("{code}{name}"),
            _ => continue,
        };
        row[0] = Cell::words(both);
    }
    table
}

fn head(money: &[&str]) -> Vec<Column> {
    shapes::head(vec![column(Kind::Code, "")], "支出功能科目", money)
}

fn income(name: Name, books: &Books, dotted: bool) -> Table {
    let money = [
        "一般公共预算",
        "政府性基金预算",
        "国有资本经营预算",
        "财政专户资金",
        "单位资金",
        "上年结转",
        "合计",
    ];
    let of = |item: &Item| {
        let from = [GENERAL, FUND, STATE, ACCOUNT, OWN, CARRIED].map(|source| item.from(source));
        [from.to_vec(), vec![from.iter().sum()]].concat()
    };
    join(common_shapes::functions(name, head(&money), books, Total::Last, of), dotted)
}

fn expenditure(name: Name, books: &Books, dotted: bool) -> Table {
    let of = |item: &Item| vec![item.basic(), item.project(), item.basic() + item.project()];
    join(
        common_shapes::functions(name, head(&["基本支出", "项目支出", "合计"]), books, Total::Last, of),
        dotted,
    )
}

fn of_source(name: Name, books: &Books, source: usize, dotted: bool) -> Table {
    let of = |item: &Item| vec![item.basic[source], item.project[source], item.from(source)];
    join(
        common_shapes::functions(name, head(&["基本支出", "项目支出", "合计"]), books, Total::Last, of),
        dotted,
    )
}

fn basic(name: Name, books: &Books, dotted: bool) -> Table {
    let mut entries = books.economics();
    entries.iter_mut().for_each(|entry| entry.amounts.rotate_left(1));
    let head =
        shapes::head(vec![column(Kind::Code, "")], "部门预算经济科目", &["人员支出", "日常公用支出", "合计"]);
    join(tables::accounts(name, head, &entries, Total::Last), dotted)
}

/// Two rows of years under the names of what is spent.
fn three_public(name: Name, books: &Books) -> Table {
    let leaves = ["因公出国（境）费", "公务接待费", "公务用车购置费", "公务用车运行维护费", "合计"];
    let head = [vec![column(Kind::Name, "年度")], amounts(&leaves)].concat();
    let [overseas, _, purchase, running, reception] = shapes::vehicles_between(books);
    let now = [overseas, reception, purchase, running, books.three_public()];
    let row = |label: &str, times: i64| {
        let money = now.iter().map(|amount| Cell::Amount(amount * times, Key::Name(label.to_owned())));
        [vec![Cell::words(label)], money.collect()].concat()
    };
    name.table(head.clone(), vec![row("上年预算", 2), row("本年预算", 1)])
}
