//! Hebei: 部门预算 before every title, serial numbers in the first column.

use crate::fabricator::books::{ACCOUNT, Books, CARRIED, FUND, GENERAL, Item, OWN, STATE};
use crate::fabricator::common_shapes::{self, Words};
use crate::fabricator::draft::{Draft, Habits, Number, Stated};
use crate::fabricator::rng::Rng;
use crate::fabricator::shapes;
use crate::fabricator::tables::{self, Name, Total};
use crate::fabricator::truth::{Cell, Column, Disclosure, Kind, Table, Unit, column};

const WORDS: Words = Words {
    blocks: ["收入", "支出"],
    items: ["项目", "项目"],
    amount: "预算金额",
    feet: [["本年收入合计", "上年结转结余", "收入总计"], ["本年支出合计", "年终结转结余", "支出总计"]],
    whole: true,
};

pub fn budget(rng: &mut Rng) -> Disclosure {
    let habits = Habits::choose(rng, &[Stated::WithBody, Stated::Line], &[Number::No, Number::Budget]);
    let mut draft = Draft::begin(rng, Unit::Wan, habits, false);
    let serial = draft.rng.chance(60);
    let books = draft.books.clone();
    let named = |id, title: &str| Name::new(id, format!("部门预算{title}"), Unit::Wan);
    let sources = [
        ("一般公共预算拨款收入", GENERAL),
        ("政府性基金预算拨款收入", FUND),
        ("国有资本经营预算拨款收入", STATE),
        ("财政专户核拨收入", ACCOUNT),
        ("其他来源收入", OWN),
    ];
    draft.table(common_shapes::balance(named("balance", "收支总表"), &books, &WORDS, &sources));
    draft.table(numbered(income(named("income", "收入总表"), &books), serial));
    draft.table(numbered(expenditure(named("expenditure", "支出总表"), &books), serial));
    let labels = ["一般公共预算拨款", "政府性基金预算拨款", "国有资本经营预算拨款"];
    let money = ["合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"];
    let name = named("appropriation", "财政拨款收支总表");
    draft.table(common_shapes::appropriation(name, &books, &WORDS, labels, money));
    let general = of_source(named("general-public", "一般公共预算财政拨款支出表"), &books, GENERAL);
    draft.table(numbered(general, serial));
    draft.table(numbered(basic(named("basic", "一般公共预算财政拨款基本支出表"), &books), serial));
    for (id, title, source) in [
        ("fund-expenditure", "政府基金预算财政拨款支出表", FUND),
        ("state-capital", "国有资本经营预算财政拨款支出表", STATE),
    ] {
        let table = numbered(of_source(named(id, title), &books, source), serial);
        draft.note_if_empty(table, books.from(source) == 0);
    }
    draft.table(three_public(named("three-public", "财政拨款“三公”经费支出表"), &books));
    let title = format!("{}{}年部门预算信息公开情况说明", draft.body, draft.year);
    draft.finish(&title, "部门预算公开表")
}

/// A column of serial numbers first.
fn numbered(mut table: Table, serial: bool) -> Table {
    if serial && table.rows.len() > 1 {
        table.columns.insert(0, column(Kind::Words, "序号"));
        for (at, row) in table.rows.iter_mut().enumerate() {
            row.insert(0, Cell::words((at + 1).to_string()));
        }
    }
    table
}

fn head(money: &[&str]) -> Vec<Column> {
    shapes::head(vec![column(Kind::Code, "功能分类科目编码")], "科目名称", money)
}

fn income(name: Name, books: &Books) -> Table {
    let money = [
        "合计",
        "一般公共预算拨款",
        "政府性基金预算拨款",
        "国有资本经营预算拨款",
        "财政专户核拨",
        "其他收入",
        "上年结转",
    ];
    let sources = [GENERAL, FUND, STATE, ACCOUNT, OWN, CARRIED];
    let of = |item: &Item| shapes::whole(&sources.map(|source| item.from(source)));
    common_shapes::functions(name, head(&money), books, Total::First, of)
}

fn expenditure(name: Name, books: &Books) -> Table {
    let money = ["合计", "基本支出", "项目支出", "经营支出", "上缴上级支出", "对附属单位补助支出"];
    let of = |item: &Item| shapes::whole(&[item.basic(), item.project(), 0, 0, 0]);
    common_shapes::functions(name, head(&money), books, Total::First, of)
}

fn of_source(name: Name, books: &Books, source: usize) -> Table {
    shapes::of_source(name, head(&["合计", "基本支出", "项目支出"]), books, source, 3)
}

fn basic(name: Name, books: &Books) -> Table {
    let head = shapes::head(
        vec![column(Kind::Code, "经济分类科目编码")],
        "科目名称",
        &["合计", "人员经费", "公用经费"],
    );
    tables::accounts(name, head, &books.economics(), Total::First)
}

fn three_public(name: Name, books: &Books) -> Table {
    let labels = [
        "合计",
        "一、因公出国（境）费",
        "二、公务用车购置及运行维护费",
        "其中：公务用车购置费",
        "公务用车运行维护费",
        "三、公务接待费",
    ];
    common_shapes::three_public_rows(name, books, "项目", "预算金额", labels)
}
