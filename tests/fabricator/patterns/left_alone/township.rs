//! A township: its offices as columns, titles in 《》, the unit in the headings, the
//! code behind the name.

use crate::fabricator::books::{Books, FUND, GENERAL, Item};
use crate::fabricator::common_shapes;
use crate::fabricator::draft::{Draft, Habits, Number, Stated};
use crate::fabricator::rng::Rng;
use crate::fabricator::shapes;
use crate::fabricator::tables::{self, Name, Total};
use crate::fabricator::truth::{Column, Disclosure, Kind, Table, Unit, amounts, column};

pub fn budget(rng: &mut Rng) -> Disclosure {
    let habits =
        Habits::choose(rng, &[Stated::Line, Stated::Once, Stated::Bare], &[Number::No, Number::Counted]);
    let unit = rng.pick(&[Unit::Yuan, Unit::Wan]);
    let mut draft = Draft::begin(rng, unit, habits, false);
    let books = draft.books.clone();
    let year = draft.year;
    let named = |id, title: &str| Name::new(id, format!("《{year}年{title}》"), unit);
    draft.table(sources(named("income", "收入预算表"), &books));
    draft.table(offices(named("expenditure", "支出预算表"), &books));
    draft.table(general(named("general-public", "一般公共预算支出表"), &books, GENERAL));
    draft.table(basic(named("basic", "一般公共预算基本支出表"), &books));
    draft.table(three_public(named("three-public", "“三公”经费支出表"), &books));
    draft.table(projects(named("projects", "项目支出表"), &books));
    let fund = general(named("fund-expenditure", "政府性基金支出表"), &books, FUND);
    draft.note_if_empty(fund, books.from(FUND) == 0);
    let title = format!("{}{}年预算公开", draft.body, year);
    draft.finish(&title, "预算公开表格")
}

/// One amount for each source, the sum last.
fn sources(name: Name, books: &Books) -> Table {
    let columns =
        vec![column(Kind::Words, "序号"), column(Kind::Name, "收入来源"), column(Kind::Amount, "金额")];
    let labels = [
        "一般公共预算拨款",
        "政府性基金预算拨款",
        "国有资本经营预算拨款",
        "财政专户管理资金",
        "单位资金",
        "上年结转",
    ];
    let mut rows: Vec<_> = labels
        .iter()
        .enumerate()
        .map(|(source, label)| {
            let mut row = tables::labelled(&columns, label, &[books.from(source)]);
            row[0] = crate::fabricator::truth::Cell::words((source + 1).to_string());
            row
        })
        .collect();
    rows.push(tables::labelled(&columns, "合计", &[books.all()]));
    name.table(columns, rows)
}

fn head(money: &[&str]) -> Vec<Column> {
    [vec![column(Kind::Name, "科目名称"), column(Kind::Code, "科目编码")], amounts(money)].concat()
}

/// Offices as columns under one heading.
fn offices(name: Name, books: &Books) -> Table {
    let money = ["单位/党政办公室", "单位/财政所", "单位/综合服务中心", "合计"];
    let of = |item: &Item| {
        let all = item.basic() + item.project();
        let part = all / 4 / books.grain * books.grain;
        vec![
            part,
            part + part / 2 / books.grain * books.grain,
            all - 2 * part - part / 2 / books.grain * books.grain,
            all,
        ]
    };
    common_shapes::functions(name, head(&money), books, Total::Last, of)
}

fn general(name: Name, books: &Books, source: usize) -> Table {
    shapes::of_source(name, head(&["支出合计", "其中：基本支出", "其中：项目支出"]), books, source, 3)
}

fn basic(name: Name, books: &Books) -> Table {
    tables::accounts(
        name,
        head(&["支出合计", "其中：人员经费", "其中：公用经费"]),
        &books.economics(),
        Total::First,
    )
}

fn three_public(name: Name, books: &Books) -> Table {
    let labels = [
        "“三公”经费",
        "因公出国（境）费",
        "公务用车购置及运行费",
        "公务用车购置费",
        "公务用车运行费",
        "公务接待费",
    ];
    common_shapes::three_public_rows(name, books, "名称", "支出金额", labels)
}

fn projects(name: Name, books: &Books) -> Table {
    let head = [
        vec![
            column(Kind::Words, "实施单位"),
            column(Kind::Name, "项目名称"),
            column(Kind::Words, "资金用途"),
        ],
        amounts(&["项目金额"]),
    ]
    .concat();
    common_shapes::projects(name, head, books, &[GENERAL], &["综合服务中心", "日常支出"])
}
