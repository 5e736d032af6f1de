//! Central departments: last year's execution beside this year's budget and the change
//! between them, “三公” of two years in one row.

use crate::fabricator::books::{ACCOUNT, Books, CARRIED, FUND, GENERAL, Item, OWN, STATE};
use crate::fabricator::common_shapes::{self, Words};
use crate::fabricator::draft::{Draft, Habits, Number, Stated};
use crate::fabricator::rng::Rng;
use crate::fabricator::shapes;
use crate::fabricator::tables::{self, Name, Total};
use crate::fabricator::truth::{Cell, Column, Disclosure, Key, Kind, Table, Unit, amounts, column};

const WAN: Unit = Unit::Wan;
const WORDS: Words = Words {
    blocks: ["收入", "支出"],
    items: ["项目", "项目"],
    amount: "预算数",
    feet: [["本年收入合计", "上年结转", "收入总计"], ["本年支出合计", "结转下年", "支出总计"]],
    whole: false,
};

pub fn budget(rng: &mut Rng) -> Disclosure {
    let numbers = [Number::No, Number::Counted, Number::Public];
    let habits = Habits::choose(rng, &[Stated::Line, Stated::WithBody], &numbers);
    let mut draft = Draft::begin(rng, WAN, habits, false);
    let books = draft.books.clone();
    let year = draft.year;
    let before = draft.rng.between(70, 130);
    let named = |id, title: &str| Name::new(id, title, WAN);
    let sources = [
        ("一般公共预算拨款收入", GENERAL),
        ("政府性基金预算拨款收入", FUND),
        ("国有资本经营预算拨款收入", STATE),
        ("事业收入", ACCOUNT),
        ("其他收入", OWN),
    ];
    draft.table(common_shapes::balance(named("balance", "部门收支总表"), &books, &WORDS, &sources));
    draft.table(income(named("income", "部门收入总表"), &books));
    draft.table(expenditure(named("expenditure", "部门支出总表"), &books));
    let labels = ["一般公共预算拨款", "政府性基金预算拨款", "国有资本经营预算拨款"];
    let money = ["合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"];
    let name = named("appropriation", "财政拨款收支总表");
    draft.table(common_shapes::appropriation(name, &books, &WORDS, labels, money));
    draft.table(general_public(named("general-public", "一般公共预算支出表"), &books, year, before));
    draft.table(basic(named("basic", "一般公共预算基本支出表"), &books, year));
    draft.table(three_public(named("three-public", "一般公共预算“三公”经费支出表"), &books, year));
    for (id, title, source) in [
        ("fund-expenditure", "政府性基金预算支出表", FUND),
        ("state-capital", "国有资本经营预算支出表", STATE),
    ] {
        draft.note_if_empty(this_year(named(id, title), &books, source), books.from(source) == 0);
    }
    let title = format!("{}{}年部门预算", draft.body, year);
    draft.finish(&title, "部门预算表")
}

fn head(money: &[&str]) -> Vec<Column> {
    shapes::head(vec![column(Kind::Code, "科目编码")], "科目名称", money)
}

fn income(name: Name, books: &Books) -> Table {
    let money = [
        "合计",
        "上年结转",
        "一般公共预算拨款收入",
        "政府性基金预算拨款收入",
        "国有资本经营预算拨款收入",
        "事业收入/金额",
        "事业收入/其中：教育收费",
        "其他收入",
    ];
    let of = |item: &Item| {
        let first = [CARRIED, GENERAL, FUND, STATE, ACCOUNT].map(|source| item.from(source));
        let all = item.basic() + item.project();
        [vec![all], first.to_vec(), vec![0, item.from(OWN)]].concat()
    };
    common_shapes::functions(name, head(&money), books, Total::Last, of)
}

fn expenditure(name: Name, books: &Books) -> Table {
    let money = ["合计", "基本支出", "项目支出", "上缴上级支出", "事业单位经营支出", "对附属单位补助支出"];
    let of = |item: &Item| shapes::whole(&[item.basic(), item.project(), 0, 0, 0]);
    common_shapes::functions(name, head(&money), books, Total::Last, of)
}

/// Two years and the change.
fn general_public(name: Name, books: &Books, year: i64, before: i64) -> Table {
    let (last, this) = (format!("{}年执行数", year - 1), format!("{year}年预算数"));
    let change = format!("{this}比{last}");
    let leaves = [
        last,
        format!("{this}/小计"),
        format!("{this}/基本支出"),
        format!("{this}/项目支出"),
        format!("{change}/增减额"),
    ];
    let mut head = head(&leaves.each_ref().map(String::as_str));
    head.push(column(Kind::Words, &format!("{change}/增减（%）")));
    let of = |item: &Item| {
        let all = item.from(GENERAL);
        let past = all * before / 100 / books.grain * books.grain;
        vec![past, all, item.basic[GENERAL], item.project[GENERAL], all - past]
    };
    let mut table = common_shapes::functions(name, head, books, Total::Last, of);
    for row in &mut table.rows {
        let last = row.len() - 1;
        row[last] = Cell::words(format!("{}.{}", before % 40, before % 10));
    }
    table
}

fn basic(name: Name, books: &Books, year: i64) -> Table {
    let money = ["合计", "人员经费", "公用经费"].map(|leaf| format!("{year}年基本支出/{leaf}"));
    let money = money.each_ref().map(String::as_str);
    let codes = vec![column(Kind::Code, "经济分类科目/科目编码")];
    let head = shapes::head(codes, "经济分类科目/科目名称", &money);
    tables::accounts(name, head, &books.economics(), Total::Last)
}

fn three_public(name: Name, books: &Books, year: i64) -> Table {
    let leaves = [
        "合计",
        "因公出国（境）费",
        "公务用车购置及运行费/小计",
        "公务用车购置及运行费/公务用车购置费",
        "公务用车购置及运行费/公务用车运行费",
        "公务接待费",
    ];
    let under = |year: i64| leaves.map(|leaf| format!("{year}年预算数/{leaf}"));
    let paths = [under(year - 1), under(year)].concat();
    let now = [vec![books.three_public()], shapes::vehicles_between(books).to_vec()].concat();
    let row = now.iter().map(|amount| amount * 3).chain(now.iter().copied());
    let row = row.map(|amount| Cell::Amount(amount, Key::Only)).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    name.table(amounts(&paths), vec![row])
}

fn this_year(name: Name, books: &Books, source: usize) -> Table {
    let spent = if source == FUND {
        "本年政府性基金预算支出"
    } else {
        "本年国有资本经营预算支出"
    };
    let money = ["合计", "基本支出", "项目支出"].map(|leaf| format!("{spent}/{leaf}"));
    shapes::of_source(name, head(&money.each_ref().map(String::as_str)), books, source, 3)
}
