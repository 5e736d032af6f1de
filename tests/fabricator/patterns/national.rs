//! The nine tables of the ministry's template for departments (部门预算).

use crate::fabricator::books::{ACCOUNT, Books, CARRIED, FUND, GENERAL, OWN, STATE};
use crate::fabricator::draft::{Draft, Habits, Number, Stated};
use crate::fabricator::rng::Rng;
use crate::fabricator::shapes;
use crate::fabricator::tables::{self, Name, Total};
use crate::fabricator::truth::{Disclosure, Table, Unit, amounts};

pub fn budget(rng: &mut Rng) -> Disclosure {
    let stated = [Stated::Line, Stated::WithBody, Stated::OnTitle, Stated::Under, Stated::Bare, Stated::Once];
    let numbers = [Number::No, Number::Public, Number::Budget, Number::Annex, Number::Counted];
    let habits = Habits::choose(rng, &stated, &numbers);
    let unit = rng.pick(&[Unit::Wan, Unit::Wan, Unit::Yuan]);
    let mut draft = Draft::begin(rng, unit, habits, false);
    let split = draft.rng.chance(30);
    let books = draft.books.clone();
    draft.table(balance(&books, unit));
    draft.table(income(&books, unit, split));
    draft.table(expenditure(&books, unit, split));
    draft.table(appropriation(&books, unit));
    draft.table(of_source(Name::new("general-public", "一般公共预算支出表", unit), &books, GENERAL, split));
    draft.table(basic(&books, unit, split));
    draft.table(three_public(&books, unit));
    for (id, title, source) in [
        ("fund-expenditure", "政府性基金预算支出表", FUND),
        ("state-capital", "国有资本经营预算支出表", STATE),
    ] {
        let table = of_source(Name::new(id, title, unit), &books, source, split);
        draft.note_if_empty(table, books.from(source) == 0);
    }
    let title = format!("{}{}年部门预算", draft.body, draft.year);
    draft.finish(&title, "部门预算表")
}

fn balance(books: &Books, unit: Unit) -> Table {
    let (all, carried) = (books.all(), books.from(CARRIED));
    let labels = [
        ("一般公共预算拨款收入", GENERAL),
        ("政府性基金预算拨款收入", FUND),
        ("国有资本经营预算拨款收入", STATE),
        ("财政专户管理资金收入", ACCOUNT),
        ("其他收入", OWN),
    ];
    let foot = [("本年收入合计", all - carried), ("上年结转", carried), ("收入总计", all)];
    let income =
        shapes::side("收入", "项目", &["预算数"], shapes::sources(books, &labels), shapes::foot(&foot));
    let entries = books.functions(1, |item| vec![item.basic() + item.project()]);
    let classes = tables::counted(tables::classes(&entries, true));
    let foot = [("本年支出合计", all), ("结转下年", 0), ("支出总计", all)];
    let expenditure = shapes::side("支出", "项目", &["预算数"], classes, shapes::foot(&foot));
    tables::side_by_side(Name::new("balance", "部门收支总表", unit), &[income, expenditure])
}

fn income(books: &Books, unit: Unit, split: bool) -> Table {
    let money = [
        "合计",
        "上年结转",
        "一般公共预算拨款收入",
        "政府性基金预算拨款收入",
        "国有资本经营预算拨款收入",
        "财政专户管理资金收入",
        "其他收入",
    ];
    let head = shapes::head(tables::codes(split, "科目编码", 3), "科目名称", &money);
    let sources = [CARRIED, GENERAL, FUND, STATE, ACCOUNT, OWN];
    let entries = books.functions(3, |item| shapes::whole(&sources.map(|source| item.from(source))));
    tables::accounts(Name::new("income", "部门收入总表", unit), head, &entries, Total::First)
}

fn expenditure(books: &Books, unit: Unit, split: bool) -> Table {
    let money = ["合计", "基本支出", "项目支出", "上缴上级支出", "事业单位经营支出", "对附属单位补助支出"];
    let head = shapes::head(tables::codes(split, "科目编码", 3), "科目名称", &money);
    let entries = books.functions(3, |item| shapes::whole(&[item.basic(), item.project(), 0, 0, 0]));
    tables::accounts(Name::new("expenditure", "部门支出总表", unit), head, &entries, Total::First)
}

fn appropriation(books: &Books, unit: Unit) -> Table {
    let all = shapes::appropriation(books);
    let rows = [
        ("一、", "本年收入", all[0]),
        ("（一）", "一般公共预算拨款", all[1]),
        ("（二）", "政府性基金预算拨款", all[2]),
        ("（三）", "国有资本经营预算拨款", all[3]),
        ("二、", "上年结转", 0),
    ];
    let foot = shapes::foot(&[("收入总计", all[0])]);
    let income = shapes::side("收入", "项目", &["预算数"], shapes::plain(&rows), foot);
    let mut rows = tables::counted(tables::classes(&shapes::appropriated(books), false));
    for (at, row) in rows.iter_mut().enumerate() {
        row.0 = format!("（{}）{}", tables::numeral(at + 1), row.1);
    }
    rows.insert(0, ("一、本年支出".to_owned(), "本年支出".to_owned(), all.clone()));
    let money = ["合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"];
    let expenditure = shapes::side("支出", "项目", &money, rows, vec![("支出总计".to_owned(), all)]);
    tables::side_by_side(Name::new("appropriation", "财政拨款收支总表", unit), &[income, expenditure])
}

fn of_source(name: Name, books: &Books, source: usize, split: bool) -> Table {
    let head =
        shapes::head(tables::codes(split, "科目编码", 3), "科目名称", &["合计", "基本支出", "项目支出"]);
    shapes::of_source(name, head, books, source, 3)
}

fn basic(books: &Books, unit: Unit, split: bool) -> Table {
    let money =
        ["一般公共预算基本支出/合计", "一般公共预算基本支出/人员经费", "一般公共预算基本支出/公用经费"];
    let codes = tables::codes(split, "部门预算支出经济分类科目/科目编码", 2);
    let head = shapes::head(codes, "部门预算支出经济分类科目/科目名称", &money);
    let name = Name::new("basic", "一般公共预算基本支出表", unit);
    tables::accounts(name, head, &books.economics(), Total::Last)
}

fn three_public(books: &Books, unit: Unit) -> Table {
    let columns = amounts(&[
        "合计",
        "因公出国（境）费",
        "公务用车购置及运行费/小计",
        "公务用车购置及运行费/公务用车购置费",
        "公务用车购置及运行费/公务用车运行费",
        "公务接待费",
    ]);
    let row = [vec![books.three_public()], shapes::vehicles_between(books).to_vec()].concat();
    shapes::wide(Name::new("three-public", "一般公共预算“三公”经费支出表", unit), columns, &row)
}
