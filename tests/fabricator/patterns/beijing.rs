//! Beijing: 财政拨款 in every title, joined codes, a row for each project.

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
    feet: [["本年收入合计", "上年结转", "收入总计"], ["本年支出合计", "年终结转结余", "支出总计"]],
    whole: false,
};

pub fn budget(rng: &mut Rng) -> Disclosure {
    let habits = Habits::choose(
        rng,
        &[Stated::Line, Stated::Bare, Stated::Under],
        &[Number::No, Number::Budget, Number::Counted],
    );
    let unit = rng.pick(&[Unit::Wan, Unit::Yuan]);
    let mut draft = Draft::begin(rng, unit, habits, false);
    let books = draft.books.clone();
    let named = |id, title: &str| Name::new(id, title, unit);
    let sources = [
        ("一般公共预算拨款收入", GENERAL),
        ("政府性基金预算拨款收入", FUND),
        ("国有资本经营预算拨款收入", STATE),
        ("财政专户管理资金收入", ACCOUNT),
        ("其他收入", OWN),
    ];
    draft.table(common_shapes::balance(named("balance", "收支总表"), &books, &WORDS, &sources));
    draft.table(income(named("income", "收入总表"), &books));
    draft.table(expenditure(named("expenditure", "支出总表"), &books));
    draft.table(projects(named("projects", "项目支出表"), &books));
    let bought = procurement(draft.rng, named("procurement", "政府采购预算明细表"));
    draft.table(bought);
    let labels = ["一般公共预算拨款", "政府性基金预算拨款", "国有资本经营预算拨款"];
    let money = ["合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"];
    let name = named("appropriation", "财政拨款收支总表");
    draft.table(common_shapes::appropriation(name, &books, &WORDS, labels, money));
    draft.table(of_source(named("general-public", "一般公共预算财政拨款支出表"), &books, GENERAL));
    draft.table(basic(named("basic", "一般公共预算财政拨款基本支出表"), &books));
    for (id, title, source) in [
        ("fund-expenditure", "政府性基金预算财政拨款支出表", FUND),
        ("state-capital", "国有资本经营预算财政拨款支出表", STATE),
    ] {
        draft.note_if_empty(of_source(named(id, title), &books, source), books.from(source) == 0);
    }
    draft.table(three_public(
        named("three-public", "财政拨款（含一般公共预算和政府性基金预算）“三公”经费支出表"),
        &books,
    ));
    let title = format!("{}{}年部门预算", draft.body, draft.year);
    draft.finish(&title, "部门预算表")
}

fn head(money: &[&str]) -> Vec<Column> {
    shapes::head(vec![column(Kind::Code, "科目编码")], "科目名称", money)
}

fn income(name: Name, books: &Books) -> Table {
    let money = [
        "合计",
        "本年收入/一般公共预算拨款",
        "本年收入/政府性基金预算拨款",
        "本年收入/国有资本经营预算拨款",
        "本年收入/财政专户管理资金",
        "本年收入/其他收入",
        "上年结转",
    ];
    let sources = [GENERAL, FUND, STATE, ACCOUNT, OWN, CARRIED];
    let of = |item: &Item| shapes::whole(&sources.map(|source| item.from(source)));
    common_shapes::functions(name, head(&money), books, Total::Last, of)
}

fn expenditure(name: Name, books: &Books) -> Table {
    let money = ["合计", "基本支出", "项目支出", "事业单位经营支出"];
    let of = |item: &Item| shapes::whole(&[item.basic(), item.project(), 0]);
    common_shapes::functions(name, head(&money), books, Total::Last, of)
}

fn projects(name: Name, books: &Books) -> Table {
    let head = [
        vec![column(Kind::Words, "类型"), column(Kind::Name, "项目名称"), column(Kind::Words, "项目单位")],
        amounts(&["合计", "本年拨款/一般公共预算", "本年拨款/政府性基金预算", "本年拨款/国有资本经营预算"]),
    ]
    .concat();
    common_shapes::projects(name, head, books, &shapes::APPROPRIATED, &["22-其他运转类", "本级行政"])
}

fn procurement(rng: &mut Rng, name: Name) -> Table {
    let titles = ["采购类别", "采购品目名称", "采购方式"];
    let mut head: Vec<_> = titles.iter().map(|title| column(Kind::Words, title)).collect();
    head[1].kind = Kind::Name;
    head.push(column(Kind::Amount, "金额"));
    common_shapes::purchases(name, head, rng, &["货物", "公开招标"])
}

fn of_source(name: Name, books: &Books, source: usize) -> Table {
    shapes::of_source(name, head(&["合计", "基本支出", "项目支出"]), books, source, 3)
}

fn basic(name: Name, books: &Books) -> Table {
    let head = shapes::head(
        vec![column(Kind::Code, "部门预算支出经济分类科目/科目编码")],
        "部门预算支出经济分类科目/科目名称",
        &["合计", "人员经费", "公用经费"],
    );
    tables::accounts(name, head, &books.economics(), Total::Last)
}

fn three_public(name: Name, books: &Books) -> Table {
    let labels = [
        "“三公”经费合计",
        "1、因公出国（境）费用",
        "2、公务用车购置及运行维护费",
        "（1）公务用车购置费",
        "（2）公务用车运行维护费",
        "3、公务接待费",
    ];
    common_shapes::three_public_rows(name, books, "项目", "本年预算数", labels)
}
