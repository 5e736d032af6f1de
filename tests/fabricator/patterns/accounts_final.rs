//! Final accounts (决算): the nine tables of the ministry, and those of universities.

use crate::fabricator::books::{Books, FUND, GENERAL, Item, OWN, STATE};
use crate::fabricator::common_shapes::{self, Words};
use crate::fabricator::draft::{Draft, Habits, Number, Stated};
use crate::fabricator::rng::Rng;
use crate::fabricator::shapes;
use crate::fabricator::tables::{self, Name, Total};
use crate::fabricator::truth::{Cell, Column, Disclosure, Key, Kind, Table, Unit, amounts, column};

const WORDS: Words = Words {
    blocks: ["收入", "支出"],
    items: ["项目", "项目"],
    amount: "决算数",
    feet: [["本年收入合计", "年初结转和结余", "总计"], ["本年支出合计", "年末结转和结余", "总计"]],
    whole: true,
};

/// The ministry's nine.
pub fn national(rng: &mut Rng) -> Disclosure {
    let unit = rng.pick(&[Unit::Wan, Unit::Yuan]);
    let numbers = [Number::No, Number::Public, Number::Counted];
    let habits = Habits::choose(rng, &[Stated::Line, Stated::WithBody, Stated::Under], &numbers);
    write(rng, unit, habits, ["", ""])
}

/// A university's: 高等学校 before its titles.
pub fn university(rng: &mut Rng) -> Disclosure {
    let habits = Habits::choose(rng, &[Stated::Line, Stated::WithBody], &[Number::No, Number::Public]);
    write(rng, Unit::Wan, habits, ["高等学校", "大学"])
}

fn write(rng: &mut Rng, unit: Unit, habits: Habits, school: [&str; 2]) -> Disclosure {
    let mut draft = Draft::begin(rng, unit, habits, true);
    let split = draft.rng.chance(60);
    let books = draft.books.clone();
    let named = |id, title: &str| Name::new(id, title, unit);
    let schooled = |id, title: &str| Name::new(id, format!("{}{title}", school[0]), unit);
    let sources = [
        ("一般公共预算财政拨款收入", GENERAL),
        ("政府性基金预算财政拨款收入", FUND),
        ("国有资本经营预算财政拨款收入", STATE),
        ("事业收入", crate::fabricator::books::ACCOUNT),
        ("其他收入", OWN),
    ];
    draft.table(common_shapes::balance(schooled("balance", "收入支出决算总表"), &books, &WORDS, &sources));
    draft.table(income(schooled("income", "收入决算表"), &books, split));
    draft.table(expenditure(schooled("expenditure", "支出决算表"), &books, split));
    draft.table(appropriation(
        schooled(
            "appropriation",
            if school[0].is_empty() {
                "财政拨款收入支出决算总表"
            } else {
                "财政拨款收支决算总表"
            },
        ),
        &books,
    ));
    draft.table(general_public(named("general-public", "一般公共预算财政拨款支出决算表"), &books, split));
    draft.table(basic(named("basic", "一般公共预算财政拨款基本支出决算表"), &books));
    draft.table(three_public(named("three-public", "财政拨款“三公”经费支出决算表"), &books));
    for (id, title, source) in [
        ("fund-expenditure", "政府性基金预算财政拨款收入支出决算表", FUND),
        ("state-capital", "国有资本经营预算财政拨款支出决算表", STATE),
    ] {
        let table = special(named(id, title), &books, source);
        draft.note_if_empty(table, books.from(source) == 0);
    }
    let title = format!("{}{}{}年度部门决算", draft.body, school[1], draft.year);
    draft.finish(&title, "部门决算表")
}

fn head(split: bool, money: &[&str]) -> Vec<Column> {
    shapes::head(tables::codes(split, "项目/功能分类科目编码", 3), "项目/科目名称", money)
}

fn income(name: Name, books: &Books, split: bool) -> Table {
    let money = [
        "本年收入合计",
        "财政拨款收入",
        "上级补助收入",
        "事业收入",
        "经营收入",
        "附属单位上缴收入",
        "其他收入",
    ];
    let of = |item: &Item| {
        let paid = shapes::APPROPRIATED.iter().map(|source| item.from(*source)).sum();
        let operations = item.from(crate::fabricator::books::ACCOUNT);
        shapes::whole(&[paid, 0, operations, 0, 0, item.from(OWN)])
    };
    common_shapes::functions(name, head(split, &money), books, Total::First, of)
}

fn expenditure(name: Name, books: &Books, split: bool) -> Table {
    let money = ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"];
    let of = |item: &Item| shapes::whole(&[item.basic(), item.project(), 0, 0, 0]);
    common_shapes::functions(name, head(split, &money), books, Total::First, of)
}

fn appropriation(name: Name, books: &Books) -> Table {
    let labels = ["一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"];
    let money = ["合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"];
    common_shapes::appropriation(name, books, &WORDS, labels, money)
}

fn general_public(name: Name, books: &Books, split: bool) -> Table {
    shapes::of_source(name, head(split, &["合计", "基本支出", "项目支出"]), books, GENERAL, 3)
}

fn basic(name: Name, books: &Books) -> Table {
    let codes = vec![column(Kind::Code, "经济分类科目编码")];
    let head = shapes::head(codes, "科目名称", &["合计", "人员经费", "公用经费"]);
    tables::accounts(name, head, &books.economics(), Total::First)
}

/// Budget and final amounts beside each other, in one row.
fn three_public(name: Name, books: &Books) -> Table {
    let leaves = [
        "合计",
        "因公出国（境）费",
        "公务用车购置及运行维护费/小计",
        "公务用车购置及运行维护费/公务用车购置费",
        "公务用车购置及运行维护费/公务用车运行维护费",
        "公务接待费",
    ];
    let under = |group: &str| leaves.map(|leaf| format!("{group}/{leaf}"));
    let paths = [under("预算数"), under("决算数")].concat();
    let spent = [vec![books.three_public()], shapes::vehicles_between(books).to_vec()].concat();
    let planned = spent.iter().map(|amount| amount * 2);
    let row = planned.chain(spent.iter().copied()).map(|amount| Cell::Amount(amount, Key::Only)).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    name.table(amounts(&paths), vec![row])
}

/// What came in and went out of one fund, its remainders before and after nil.
fn special(name: Name, books: &Books, source: usize) -> Table {
    let money = [
        "年初结转和结余",
        "本年收入",
        "本年支出/小计",
        "本年支出/基本支出",
        "本年支出/项目支出",
        "年末结转和结余",
    ];
    let of = |item: &Item| {
        let all = item.from(source);
        vec![0, all, all, item.basic[source], item.project[source], 0]
    };
    common_shapes::functions(name, head(false, &money), books, Total::First, of)
}
