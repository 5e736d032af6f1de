//! Guizhou, Anhui, Guangxi: the body's name and the year before each title.

use crate::fabricator::books::{ACCOUNT, Books, CARRIED, FUND, GENERAL, Item, OWN, STATE};
use crate::fabricator::common_shapes::{self, Words};
use crate::fabricator::draft::{Draft, Habits, Number, Stated};
use crate::fabricator::rng::Rng;
use crate::fabricator::shapes;
use crate::fabricator::tables::{self, Name, Total};
use crate::fabricator::truth::{Column, Disclosure, Kind, Table, Unit, amounts, column};

const WORDS: Words = Words {
    blocks: ["收入", "支出"],
    items: ["项目", "项目"],
    amount: "预算数",
    feet: [["本年收入合计", "上年结转", "收入总计"], ["本年支出合计", "结转下年", "支出总计"]],
    whole: false,
};

pub fn budget(rng: &mut Rng) -> Disclosure {
    let habits =
        Habits::choose(rng, &[Stated::Line, Stated::Once, Stated::OnTitle], &[Number::No, Number::Counted]);
    let mut draft = Draft::begin(rng, Unit::Wan, habits, false);
    let split = draft.rng.chance(40);
    let books = draft.books.clone();
    let (body, year) = (draft.body.clone(), draft.year);
    let named = |id, title: &str| Name::new(id, format!("{body}{year}年{title}"), Unit::Wan);
    let sources = [
        ("一般公共预算拨款收入", GENERAL),
        ("政府性基金预算拨款收入", FUND),
        ("国有资本经营预算拨款收入", STATE),
        ("财政专户管理资金收入", ACCOUNT),
        ("单位资金收入", OWN),
    ];
    draft.table(common_shapes::balance(named("balance", "部门收支总表"), &books, &WORDS, &sources));
    draft.table(income(named("income", "部门收入总表"), &books, split));
    draft.table(expenditure(named("expenditure", "部门支出总表"), &books, split));
    let labels = ["一般公共预算拨款", "政府性基金预算拨款", "国有资本经营预算拨款"];
    let money = ["合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"];
    let name = named("appropriation", "财政拨款收支总表");
    draft.table(common_shapes::appropriation(name, &books, &WORDS, labels, money));
    draft.table(of_source(named("general-public", "一般公共预算支出表"), &books, GENERAL, split));
    draft.table(basic(named("basic", "一般公共预算基本支出明细表（按经济分类）"), &books, split));
    draft.table(three_public(named("three-public", "一般公共预算“三公”经费支出表"), &books));
    for (id, title, source) in [
        ("fund-expenditure", "政府性基金预算支出表", FUND),
        ("state-capital", "国有资本经营预算支出表", STATE),
    ] {
        draft.note_if_empty(of_source(named(id, title), &books, source, split), books.from(source) == 0);
    }
    draft.table(projects(named("projects", "一般公共预算项目支出表"), &books));
    let title = format!("{body}{year}年部门预算公开");
    draft.finish(&title, "部门预算公开表")
}

fn head(split: bool, money: &[&str]) -> Vec<Column> {
    shapes::head(tables::codes(split, "科目编码", 3), "科目名称", money)
}

fn income(name: Name, books: &Books, split: bool) -> Table {
    let money = [
        "合计",
        "一般公共预算拨款",
        "政府性基金预算拨款",
        "国有资本经营预算拨款",
        "财政专户管理资金",
        "单位资金",
        "上年结转",
    ];
    let sources = [GENERAL, FUND, STATE, ACCOUNT, OWN, CARRIED];
    let of = |item: &Item| shapes::whole(&sources.map(|source| item.from(source)));
    common_shapes::functions(name, head(split, &money), books, Total::First, of)
}

fn expenditure(name: Name, books: &Books, split: bool) -> Table {
    let of = |item: &Item| shapes::whole(&[item.basic(), item.project()]);
    common_shapes::functions(name, head(split, &["合计", "基本支出", "项目支出"]), books, Total::First, of)
}

fn of_source(name: Name, books: &Books, source: usize, split: bool) -> Table {
    let money = ["合计", "基本支出", "项目支出"];
    shapes::of_source(name, head(split, &money), books, source, 3)
}

fn basic(name: Name, books: &Books, split: bool) -> Table {
    let head =
        shapes::head(tables::codes(split, "科目编码", 2), "科目名称", &["合计", "人员经费", "公用经费"]);
    tables::accounts(name, head, &books.economics(), Total::First)
}

fn three_public(name: Name, books: &Books) -> Table {
    let columns = amounts(&[
        "“三公”经费合计",
        "因公出国（境）费",
        "公务接待费",
        "公务用车购置及运行费/小计",
        "公务用车购置及运行费/公务用车购置费",
        "公务用车购置及运行费/公务用车运行费",
    ]);
    let [overseas, vehicles, purchase, running, reception] = shapes::vehicles_between(books);
    shapes::wide(name, columns, &[books.three_public(), overseas, reception, vehicles, purchase, running])
}

fn projects(name: Name, books: &Books) -> Table {
    let head =
        vec![column(Kind::Name, "项目名称"), column(Kind::Amount, "金额"), column(Kind::Words, "备注")];
    common_shapes::projects(name, head, books, &[GENERAL], &[])
}
