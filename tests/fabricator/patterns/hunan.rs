//! Hunan: three blocks side by side, tables by both economic classifications, lists
//! of 单位（专项）名称.

use crate::fabricator::accounts;
use crate::fabricator::books::{ACCOUNT, Books, CARRIED, Entry, FUND, GENERAL, OWN, STATE};
use crate::fabricator::common_shapes::{self, Words};
use crate::fabricator::draft::{Draft, Habits, Number, Stated};
use crate::fabricator::rng::Rng;
use crate::fabricator::shapes;
use crate::fabricator::tables::{self, Name, Total};
use crate::fabricator::truth::{Cell, Column, Disclosure, Kind, Table, Unit, amounts, column};

const WAN: Unit = Unit::Wan;
const WORDS: Words = Words {
    blocks: ["收入", "支出"],
    items: ["项目", "项目"],
    amount: "预算数",
    feet: [["本年收入合计", "上年结转结余", "收入总计"], ["本年支出合计", "年终结转结余", "支出总计"]],
    whole: true,
};

pub fn budget(rng: &mut Rng) -> Disclosure {
    let habits =
        Habits::choose(rng, &[Stated::WithBody, Stated::Line, Stated::Bare], &[Number::No, Number::Annex]);
    let mut draft = Draft::begin(rng, WAN, habits, false);
    let books = draft.books.clone();
    let body = draft.body.clone();
    draft.table(balance(&books));
    draft.table(income(&books, &body));
    draft.table(expenditure(&books));
    draft.table(government(&books));
    let money = ["支出", "一般公共预算拨款", "政府性基金预算拨款", "国有资本经营预算拨款"];
    let labels = ["一般公共预算拨款", "政府性基金预算拨款", "国有资本经营预算拨款"];
    let money = [["合计"].as_slice(), &money[1..]].concat();
    let money = [money[0], money[1], money[2], money[3]];
    let name = Name::new("appropriation", "财政拨款收支总表", WAN);
    draft.table(common_shapes::appropriation(name, &books, &WORDS, labels, money));
    draft.table(of_source("general-public", "一般公共预算支出表", &books, GENERAL));
    draft.table(basic(&books));
    draft.table(three_public(&books, &body));
    for (id, title, source) in [
        ("fund-expenditure", "政府性基金预算支出表", FUND),
        ("state-capital", "国有资本经营预算支出表", STATE),
        ("fiscal-account", "财政专户管理资金预算支出表", ACCOUNT),
    ] {
        draft.note_if_empty(of_source(id, title, &books, source), books.from(source) == 0);
    }
    draft.table(specials(&books));
    let title = format!("{}年{}部门预算公开说明", draft.year, draft.body);
    draft.finish(&title, "部门预算公开表格")
}

fn balance(books: &Books) -> Table {
    let (all, carried) = (books.all(), books.from(CARRIED));
    let labels = [
        ("一般公共预算拨款收入", GENERAL),
        ("政府性基金预算拨款收入", FUND),
        ("国有资本经营预算拨款收入", STATE),
        ("财政专户管理资金收入", ACCOUNT),
        ("其他收入", OWN),
    ];
    let foot = |name: &str, rest: &str, total: &str, carried| {
        shapes::foot(&[(name, all - carried), (rest, carried), (total, all)])
    };
    let income = shapes::side(
        "收入",
        "项目",
        &["预算数"],
        shapes::sources(books, &labels),
        foot("本年收入合计", "上年结转结余", "收入总计", carried),
    );
    let entries = books.functions(1, |item| vec![item.basic() + item.project()]);
    let classes = tables::counted(tables::classes(&entries, true));
    let end = foot("本年支出合计", "年终结转结余", "支出总计", 0);
    let functions = shapes::side("支出", "项目（按功能分类）", &["预算数"], classes, end.clone());
    let basic = books.sum(|item| item.basic());
    let rows = [
        ("一、", "基本支出", basic),
        ("", "工资福利支出", books.class("301")),
        ("", "商品和服务支出", books.class("302")),
        ("", "对个人和家庭的补助", books.class("303")),
        (
            "",
            "其他基本支出",
            basic - ["301", "302", "303"].iter().map(|class| books.class(class)).sum::<i64>(),
        ),
        ("二、", "项目支出", all - basic),
        ("三、", "事业单位经营服务支出", 0),
    ];
    let purposes = shapes::side("支出", "项目（按支出性质）", &["预算数"], shapes::plain(&rows), end);
    tables::side_by_side(Name::new("balance", "收支总表", WAN), &[income, functions, purposes])
}

fn income(books: &Books, body: &str) -> Table {
    let money = [
        "总计",
        "本年收入/一般公共预算拨款",
        "本年收入/政府性基金预算拨款",
        "本年收入/国有资本经营预算拨款",
        "本年收入/财政专户管理资金",
        "本年收入/其他收入",
        "上年结转结余",
    ];
    let row = shapes::whole(&[GENERAL, FUND, STATE, ACCOUNT, OWN, CARRIED].map(|source| books.from(source)));
    common_shapes::one_unit(
        Name::new("income", "收入总表", WAN),
        ["单位代码", "单位名称"],
        body,
        &money,
        &row,
    )
}

fn head(money: &[&str]) -> Vec<Column> {
    shapes::head(tables::codes(true, "科目编码", 3), "科目名称", money)
}

fn expenditure(books: &Books) -> Table {
    let head = head(&["合计", "基本支出", "项目支出", "事业单位经营支出", "上缴上级支出"]);
    let of = |item: &crate::fabricator::books::Item| shapes::whole(&[item.basic(), item.project(), 0, 0]);
    common_shapes::functions(Name::new("expenditure", "支出总表", WAN), head, books, Total::First, of)
}

/// By the government's economic classification: no table of the program.
fn government(books: &Books) -> Table {
    let mut entries: Vec<Entry> = Vec::new();
    for entry in books.economics() {
        let (code, name) = accounts::government(&entry.code);
        let amounts = vec![entry.amounts[0]];
        match entries.iter_mut().find(|known| known.code == code) {
            Some(known) => known.amounts[0] += amounts[0],
            None => entries.push(Entry {
                code: code.to_owned(),
                name: name.to_owned(),
                level: entry.level,
                amounts,
            }),
        }
    }
    entries.sort_by(|one, other| one.code.cmp(&other.code));
    let head = shapes::head(vec![column(Kind::Code, "科目编码")], "科目名称", &["总计"]);
    let name = Name::new("", "支出预算分类汇总表（按政府预算经济分类）", WAN);
    tables::accounts(name, head, &entries, Total::First)
}

fn of_source(id: &'static str, title: &str, books: &Books, source: usize) -> Table {
    shapes::of_source(Name::new(id, title, WAN), head(&["合计", "基本支出", "项目支出"]), books, source, 3)
}

fn basic(books: &Books) -> Table {
    let head =
        shapes::head(tables::codes(true, "科目编码", 2), "科目名称", &["合计", "人员经费", "公用经费"]);
    tables::accounts(
        Name::new("basic", "一般公共预算基本支出表", WAN),
        head,
        &books.economics(),
        Total::First,
    )
}

fn three_public(books: &Books, body: &str) -> Table {
    let money = [
        "“三公”经费合计",
        "因公出国（境）费",
        "公务用车购置及运行费/小计",
        "公务用车购置及运行费/公务用车购置费",
        "公务用车购置及运行费/公务用车运行费",
        "公务接待费",
    ];
    let row = [vec![books.three_public()], shapes::vehicles_between(books).to_vec()].concat();
    let name = Name::new("three-public", "一般公共预算“三公”经费支出表", WAN);
    common_shapes::one_unit(name, ["单位编码", "单位名称"], body, &money, &row)
}

/// A list whose name column is 单位（专项）名称.
fn specials(books: &Books) -> Table {
    let head = [
        vec![column(Kind::Words, "单位编码"), column(Kind::Name, "单位（专项）名称")],
        amounts(&["总计", "一般公共预算拨款", "政府性基金预算拨款", "国有资本经营预算拨款"]),
    ]
    .concat();
    let mut table = common_shapes::projects(
        Name::new("", "专项资金预算汇总表", WAN),
        head,
        books,
        &shapes::APPROPRIATED,
        &["305001"],
    );
    if let Some(first) = table.rows.first_mut() {
        first[0] = Cell::Blank;
    }
    table
}
