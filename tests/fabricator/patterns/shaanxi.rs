//! Shaanxi: 部门综合预算…, 专项业务经费支出表, what is carried over in a table of its
//! own; a column of remarks.

use crate::fabricator::books::{ACCOUNT, Books, CARRIED, FUND, GENERAL, OWN, STATE};
use crate::fabricator::common_shapes::{self, Words};
use crate::fabricator::draft::{Draft, Habits, Number, Stated};
use crate::fabricator::rng::Rng;
use crate::fabricator::shapes;
use crate::fabricator::tables::{self, Name, Total};
use crate::fabricator::truth::{Disclosure, Kind, Table, Unit, column};

const WORDS: Words = Words {
    blocks: ["收入", "支出"],
    items: ["项目", "支出功能分科目（按大类）"],
    amount: "预算数",
    feet: [["本年收入合计", "上年结转", "收入总计"], ["本年支出合计", "结转下年", "支出总计"]],
    whole: true,
};

pub fn budget(rng: &mut Rng) -> Disclosure {
    let habits = Habits::choose(rng, &[Stated::Line, Stated::WithBody], &[Number::No, Number::Annex]);
    let unit = rng.pick(&[Unit::Wan, Unit::Yuan]);
    let mut draft = Draft::begin(rng, unit, habits, false);
    let books = draft.books.clone();
    let (body, year) = (draft.body.clone(), draft.year);
    let named = |id, title: &str| Name::new(id, format!("{year}年部门综合预算{title}"), unit);
    let sources = [
        ("一般公共预算拨款", GENERAL),
        ("政府性基金拨款", FUND),
        ("国有资本经营预算收入", STATE),
        ("事业收入", ACCOUNT),
        ("其他收入", OWN),
    ];
    draft.table(common_shapes::balance(named("balance", "收支总表"), &books, &WORDS, &sources));
    draft.table(income(named("income", "收入总表"), &books, &body));
    draft.table(expenditure(named("expenditure", "支出总表"), &books, &body));
    let labels = ["一般公共预算拨款", "政府性基金拨款", "国有资本经营预算收入"];
    let money = ["合计", "一般公共预算", "政府性基金", "国有资本经营预算"];
    let name = named("appropriation", "财政拨款收支总表");
    draft.table(common_shapes::appropriation(name, &books, &WORDS, labels, money));
    draft.table(general_public(
        named("general-public", "一般公共预算支出明细表（按支出功能分类科目）"),
        &books,
    ));
    draft.table(basic(named("basic", "一般公共预算基本支出明细表（按支出经济分类科目）"), &books));
    let fund = fund(named("fund-expenditure", "政府性基金收支表"), &books);
    draft.note_if_empty(fund, books.from(FUND) == 0);
    draft.table(projects(named("projects", "专项业务经费支出表"), &books, &[GENERAL]));
    let carried = projects(named("projects-carried", "财政拨款上年结转资金支出表"), &books, &[CARRIED]);
    draft.note_if_empty(carried, books.from(CARRIED) == 0);
    let bought = procurement(draft.rng, named("procurement", "政府采购（资产配置、购买服务）预算表"));
    draft.table(bought);
    draft.table(three_public(
        named("three-public", "一般公共预算拨款“三公”经费及会议费、培训费支出预算表"),
        &books,
        &body,
    ));
    let title = format!("{body}{year}年部门综合预算");
    draft.finish(&title, "部门综合预算公开报表")
}

fn income(name: Name, books: &Books, body: &str) -> Table {
    let money = [
        "合计",
        "一般公共预算拨款",
        "政府性基金拨款",
        "国有资本经营预算收入",
        "事业收入",
        "其他收入",
        "上年结转",
    ];
    let row = shapes::whole(&[GENERAL, FUND, STATE, ACCOUNT, OWN, CARRIED].map(|source| books.from(source)));
    common_shapes::one_unit(name, ["单位编码", "单位名称"], body, &money, &row)
}

fn expenditure(name: Name, books: &Books, body: &str) -> Table {
    let (general, fund) = (books.from(GENERAL), books.from(FUND));
    let row = shapes::whole(&[general, fund, books.all() - general - fund]);
    let money = ["合计", "一般公共预算拨款", "政府性基金拨款", "其他资金"];
    common_shapes::one_unit(name, ["单位编码", "单位名称"], body, &money, &row)
}

fn general_public(name: Name, books: &Books) -> Table {
    let mut head = shapes::head(
        vec![column(Kind::Code, "功能科目编码")],
        "功能科目名称",
        &["合计", "基本支出", "专项业务经费支出"],
    );
    head.push(column(Kind::Words, "备注"));
    shapes::of_source(name, head, books, GENERAL, 3)
}

fn basic(name: Name, books: &Books) -> Table {
    let codes = vec![column(Kind::Code, "部门经济科目编码")];
    let mut head = shapes::head(codes, "部门经济科目名称", &["合计", "人员经费支出", "公用经费支出"]);
    head.push(column(Kind::Words, "备注"));
    tables::accounts(name, head, &books.economics(), Total::First)
}

fn fund(name: Name, books: &Books) -> Table {
    let head = shapes::head(
        vec![column(Kind::Code, "功能科目编码")],
        "功能科目名称",
        &["合计", "基本支出", "项目支出"],
    );
    shapes::of_source(name, head, books, FUND, 3)
}

fn projects(name: Name, books: &Books, sources: &[usize]) -> Table {
    let head = vec![
        column(Kind::Words, "单位编码"),
        column(Kind::Name, "项目名称"),
        column(Kind::Amount, "项目金额"),
        column(Kind::Words, "项目简介"),
    ];
    common_shapes::projects(name, head, books, sources, &["305001", "保障全年业务工作"])
}

fn procurement(rng: &mut Rng, name: Name) -> Table {
    let titles = ["单位名称", "采购项目", "采购目录"];
    let mut head: Vec<_> = titles.iter().map(|title| column(Kind::Words, title)).collect();
    head[1].kind = Kind::Name;
    head.push(column(Kind::Amount, "预算金额"));
    head.push(column(Kind::Words, "备注"));
    common_shapes::purchases(name, head, rng, &["本级", "集中采购"])
}

fn three_public(name: Name, books: &Books, body: &str) -> Table {
    let money = [
        "合计",
        "一般公共预算拨款安排的“三公”经费预算/小计",
        "一般公共预算拨款安排的“三公”经费预算/因公出国（境）费用",
        "一般公共预算拨款安排的“三公”经费预算/公务接待费",
        "一般公共预算拨款安排的“三公”经费预算/公务用车购置及运行维护费/小计",
        "一般公共预算拨款安排的“三公”经费预算/公务用车购置及运行维护费/公务用车购置费",
        "一般公共预算拨款安排的“三公”经费预算/公务用车购置及运行维护费/公务用车运行维护费",
        "会议费",
        "培训费",
    ];
    let heads = ["单位编码", "单位名称"];
    let [overseas, vehicles, purchase, running, reception] = shapes::vehicles_between(books);
    let (meetings, training) = (books.economic_of("30215"), books.economic_of("30216"));
    let three = books.three_public();
    let all = three + meetings + training;
    let row = [all, three, overseas, reception, vehicles, purchase, running, meetings, training];
    common_shapes::one_unit(name, heads, body, &money, &row)
}
