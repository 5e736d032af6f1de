//! Guangdong: 情况表, one amount column in most, “三公” as rows.

use crate::fabricator::books::{ACCOUNT, Books, CARRIED, FUND, GENERAL, OWN, STATE};
use crate::fabricator::common_shapes::{self, Words};
use crate::fabricator::draft::{Draft, Habits, Number, Stated};
use crate::fabricator::rng::Rng;
use crate::fabricator::shapes;
use crate::fabricator::tables::{self, Name, Total};
use crate::fabricator::truth::{Column, Disclosure, Kind, Table, Unit, amounts, column};

const WORDS: Words = Words {
    blocks: ["收入", "支出"],
    items: ["项目", "项目"],
    amount: "本年预算",
    feet: [["本年收入合计", "上年结转", "收入总计"], ["本年支出合计", "结转下年", "支出总计"]],
    whole: true,
};

pub fn budget(rng: &mut Rng) -> Disclosure {
    let habits = Habits::choose(
        rng,
        &[Stated::Line, Stated::WithBody, Stated::OnTitle],
        &[Number::No, Number::Counted],
    );
    let unit = rng.pick(&[Unit::Wan, Unit::Yuan]);
    let mut draft = Draft::begin(rng, unit, habits, false);
    let books = draft.books.clone();
    let named = |id, title: &str| Name::new(id, title, unit);
    let sources = [
        ("一般公共预算拨款", GENERAL),
        ("政府性基金预算拨款", FUND),
        ("国有资本经营预算拨款", STATE),
        ("财政专户拨款", ACCOUNT),
        ("其他资金", OWN),
    ];
    draft.table(common_shapes::balance(named("balance", "收支总体情况表"), &books, &WORDS, &sources));
    draft.table(income(named("income", "收入总体情况表"), &books));
    draft.table(expenditure(named("expenditure", "支出总体情况表"), &books));
    let labels = ["一般公共预算", "政府性基金预算", "国有资本经营预算"];
    let money = ["合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"];
    let name = named("appropriation", "财政拨款收支总体情况表");
    draft.table(common_shapes::appropriation(name, &books, &WORDS, labels, money));
    let name = named("general-public", "一般公共预算支出情况表（按功能分类科目）");
    draft.table(of_source(name, &books, GENERAL));
    draft.table(basic(named("basic", "一般公共预算基本支出情况表（按支出经济分类科目）"), &books));
    draft.table(three_public(named("three-public", "财政拨款安排“三公”经费支出预算表"), &books));
    let fund = of_source(named("fund-expenditure", "政府性基金预算支出情况表"), &books, FUND);
    draft.note_if_empty(fund, books.from(FUND) == 0);
    draft.table(projects(named("projects", "部门预算项目支出及其他支出预算表"), &books));
    let title = format!("{}年{}部门预算", draft.year, draft.body);
    draft.finish(&title, "部门预算表")
}

fn income(name: Name, books: &Books) -> Table {
    let columns = vec![column(Kind::Name, "项目"), column(Kind::Amount, "本年预算")];
    let rows = [
        ("一般公共预算拨款", books.from(GENERAL)),
        ("政府性基金预算拨款", books.from(FUND)),
        ("国有资本经营预算拨款", books.from(STATE)),
        ("财政专户拨款", books.from(ACCOUNT)),
        ("其他资金", books.from(OWN)),
        ("上年结转", books.from(CARRIED)),
        ("收入总计", books.all()),
    ];
    let rows = rows.map(|(label, amount)| tables::labelled(&columns, label, &[amount])).to_vec();
    name.table(columns, rows)
}

fn head(money: &[&str]) -> Vec<Column> {
    shapes::head(vec![column(Kind::Code, "功能科目编码")], "功能科目名称", money)
}

fn expenditure(name: Name, books: &Books) -> Table {
    let of = |item: &crate::fabricator::books::Item| shapes::whole(&[item.basic(), item.project()]);
    common_shapes::functions(name, head(&["总计", "基本支出", "项目支出"]), books, Total::First, of)
}

fn of_source(name: Name, books: &Books, source: usize) -> Table {
    shapes::of_source(name, head(&["合计", "基本支出", "项目支出"]), books, source, 3)
}

fn basic(name: Name, books: &Books) -> Table {
    let head =
        shapes::head(vec![column(Kind::Code, "支出经济分类科目编码")], "支出经济分类科目名称", &["本年预算"]);
    tables::accounts(name, head, &books.economics(), Total::First)
}

fn three_public(name: Name, books: &Books) -> Table {
    let labels = [
        "“三公”经费合计",
        "1.因公出国（境）支出",
        "2.公务用车购置及运行维护支出",
        "（1）公务用车购置支出",
        "（2）公务用车运行维护支出",
        "3.公务接待费支出",
    ];
    common_shapes::three_public_rows(name, books, "项目", "本年预算", labels)
}

fn projects(name: Name, books: &Books) -> Table {
    let head = [
        vec![column(Kind::Name, "项目名称")],
        amounts(&["合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"]),
        vec![column(Kind::Words, "绩效目标")],
    ]
    .concat();
    common_shapes::projects(name, head, books, &shapes::APPROPRIATED, &["按时完成全年工作任务"])
}
