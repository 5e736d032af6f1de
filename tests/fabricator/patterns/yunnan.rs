//! Yunnan: numbers behind titles (`02-1`), income by unit, lists of projects with
//! functional and economic accounts in each row.

use crate::fabricator::books::{ACCOUNT, Books, CARRIED, FUND, GENERAL, Item, OWN, STATE};
use crate::fabricator::common_shapes::{self, Words};
use crate::fabricator::draft::{Draft, Habits, Number, Stated};
use crate::fabricator::rng::Rng;
use crate::fabricator::shapes;
use crate::fabricator::tables::{self, Name, Total};
use crate::fabricator::truth::{Cell, Disclosure, Key, Kind, Table, Unit, amounts, column};

const WORDS: Words = Words {
    blocks: ["收入", "支出"],
    items: ["项目", "项目（按功能分类）"],
    amount: "预算数",
    feet: [["本年收入合计", "上年结转结余", "收入总计"], ["本年支出合计", "年终结转结余", "支出总计"]],
    whole: false,
};

pub fn budget(rng: &mut Rng) -> Disclosure {
    let habits = Habits::choose(rng, &[Stated::WithBody, Stated::Line, Stated::Once], &[Number::No]);
    let unit = rng.pick(&[Unit::Yuan, Unit::Wan]);
    let mut draft = Draft::begin(rng, unit, habits, false);
    let books = draft.books.clone();
    let body = draft.body.clone();
    let named = |id, title: &str| Name::new(id, title, unit);
    let sources = [
        ("一般公共预算拨款收入", GENERAL),
        ("政府性基金预算拨款收入", FUND),
        ("国有资本经营预算拨款收入", STATE),
        ("财政专户管理资金收入", ACCOUNT),
        ("单位资金", OWN),
    ];
    draft.table(common_shapes::balance(named("balance", "财务收支预算总表01-1"), &books, &WORDS, &sources));
    draft.table(income(named("income", "部门收入预算表01-2"), &books, &body));
    draft.table(expenditure(named("expenditure", "部门支出预算表01-3"), &books));
    let labels = ["一般公共预算拨款", "政府性基金预算拨款", "国有资本经营预算拨款"];
    let money = ["合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"];
    let name = named("appropriation", "财政拨款收支预算总表02-1");
    draft.table(common_shapes::appropriation(name, &books, &WORDS, labels, money));
    draft.table(general_public(named("general-public", "一般公共预算支出预算表02-2"), &books));
    draft.table(three_public(named("three-public", "一般公共预算“三公”经费支出预算表03"), &books));
    draft.table(basic(named("basic", "基本支出预算表（人员类、运转类公用经费项目）04"), &books, &body));
    draft.table(projects(named("projects", "项目支出预算表05-1"), &books, &body));
    let fund = general(named("fund-expenditure", "政府性基金预算支出预算表06"), &books);
    draft.note_if_empty(fund, books.from(FUND) == 0);
    let plan = plan(named("", "部门项目中期规划预算表12"), &books, draft.year);
    draft.table(plan);
    let title = format!("{}{}年部门预算", draft.body, draft.year);
    draft.finish(&title, "部门预算表")
}

fn income(name: Name, books: &Books, body: &str) -> Table {
    let money = [
        "合计",
        "本年收入/小计",
        "本年收入/一般公共预算",
        "本年收入/政府性基金预算",
        "本年收入/国有资本经营预算",
        "本年收入/财政专户管理资金",
        "本年收入/单位资金",
        "上年结转结余",
    ];
    let current = shapes::whole(&[GENERAL, FUND, STATE, ACCOUNT, OWN].map(|source| books.from(source)));
    let row = [vec![books.all()], current, vec![books.from(CARRIED)]].concat();
    common_shapes::one_unit(name, ["单位代码", "单位名称"], body, &money, &row)
}

fn expenditure(name: Name, books: &Books) -> Table {
    let money = [
        "合计",
        "一般公共预算/小计",
        "一般公共预算/基本支出",
        "一般公共预算/项目支出",
        "政府性基金预算",
        "国有资本经营预算",
        "其他资金",
    ];
    let head = shapes::head(vec![column(Kind::Code, "科目编码")], "科目名称", &money);
    common_shapes::functions(name, head, books, Total::Last, |item: &Item| {
        let rest = [FUND, STATE].map(|source| item.from(source));
        let others = item.from(ACCOUNT) + item.from(OWN) + item.from(CARRIED);
        let general = item.from(GENERAL);
        let all = general + rest[0] + rest[1] + others;
        vec![all, general, item.basic[GENERAL], item.project[GENERAL], rest[0], rest[1], others]
    })
}

fn general_public(name: Name, books: &Books) -> Table {
    let head = shapes::head(
        vec![column(Kind::Code, "部门预算支出功能分类科目/科目编码")],
        "部门预算支出功能分类科目/科目名称",
        &["合计", "基本支出", "项目支出"],
    );
    shapes::of_source(name, head, books, GENERAL, 3)
}

fn general(name: Name, books: &Books) -> Table {
    let head =
        shapes::head(vec![column(Kind::Code, "科目编码")], "科目名称", &["合计", "基本支出", "项目支出"]);
    shapes::of_source(name, head, books, FUND, 3)
}

fn three_public(name: Name, books: &Books) -> Table {
    let columns = amounts(&[
        "“三公”经费合计",
        "因公出国（境）费",
        "公务用车购置及运行费/小计",
        "公务用车购置及运行费/公务用车购置费",
        "公务用车购置及运行费/公务用车运行费",
        "公务接待费",
    ]);
    let row = [vec![books.three_public()], shapes::vehicles_between(books).to_vec()].concat();
    shapes::wide(name, columns, &row)
}

/// Each row a 款 under the name of a group of persons or costs.
fn basic(name: Name, books: &Books, body: &str) -> Table {
    let titles = ["单位名称", "项目名称", "经济科目编码", "经济科目名称"];
    let mut head: Vec<_> = titles.iter().map(|title| column(Kind::Words, title)).collect();
    head[3].kind = Kind::Name;
    head.extend(amounts(&["资金来源/总计", "资金来源/一般公共预算"]));
    let mut rows = Vec::new();
    for entry in books.economics().iter().filter(|entry| entry.level == 1) {
        let group = if entry.code.starts_with("301") { "工资支出" } else { "一般公用经费" };
        let mut row: Vec<Cell> = [body, group, &entry.code, &entry.name].map(Cell::words).to_vec();
        row.extend(vec![Cell::Amount(entry.amounts[0], Key::Only); 2]);
        rows.push(row);
    }
    let all = books.economics().iter().filter(|entry| entry.level == 0).map(|entry| entry.amounts[0]).sum();
    let mut total = tables::labelled(&head, "合计", &[all, all]);
    total.swap(0, 3);
    rows.push(total);
    name.table(head, rows)
}

fn projects(name: Name, books: &Books, body: &str) -> Table {
    let head = [
        vec![
            column(Kind::Words, "项目分类"),
            column(Kind::Name, "项目名称"),
            column(Kind::Words, "项目单位"),
        ],
        vec![column(Kind::Words, "功能科目名称")],
        amounts(&["合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"]),
    ]
    .concat();
    common_shapes::projects(
        name,
        head,
        books,
        &shapes::APPROPRIATED,
        &["其他运转类", body, "一般行政管理事务"],
    )
}

fn plan(name: Name, books: &Books, year: i64) -> Table {
    let years = [0, 1, 2].map(|later| format!("{}年", year + later));
    let head = [
        vec![column(Kind::Words, "项目类别"), column(Kind::Name, "项目名称")],
        amounts(&years.each_ref().map(String::as_str)),
    ]
    .concat();
    let mut rows = Vec::new();
    for project in &books.projects {
        let amounts = [project.amount, project.amount + books.grain * 37, project.amount + books.grain * 91];
        let mut row = tables::labelled(&head, &project.name, &amounts);
        row[0] = Cell::words("其他运转类");
        rows.push(row);
    }
    name.table(head, rows)
}
