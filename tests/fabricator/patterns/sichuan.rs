//! Sichuan: tables 1, 1-1 … 5 whose rows are grouped by unit (部门, 本级, 所属单位),
//! the accounts under them.

use crate::fabricator::accounts;
use crate::fabricator::books::{ACCOUNT, Books, CARRIED, FUND, GENERAL, Item, OWN, STATE};
use crate::fabricator::draft::{Draft, Habits, Number, Stated};
use crate::fabricator::rng::Rng;
use crate::fabricator::shapes;
use crate::fabricator::tables::{self, Name};
use crate::fabricator::truth::{Cell, Column, Disclosure, Key, Kind, Table, Unit, amounts, column};

const WAN: Unit = Unit::Wan;

/// A unit with its code and its 项.
struct Office {
    code: String,
    name: String,
    items: Vec<Item>,
}

pub fn budget(rng: &mut Rng) -> Disclosure {
    let habits = Habits::choose(rng, &[Stated::Line, Stated::WithBody, Stated::Once], &[Number::No]);
    let mut draft = Draft::begin(rng, WAN, habits, false);
    let books = draft.books.clone();
    let offices = offices(&mut draft, &books);
    draft.table(balance(&books));
    draft.table(income(&offices));
    draft.table(expenditure(&offices));
    draft.table(appropriation(&books));
    draft.table(by_source("general-public", "表3 一般公共预算支出预算表", &offices, GENERAL));
    draft.table(basic(&books));
    draft.table(projects(&books, &offices));
    draft.table(three_public(&books, &offices));
    for (id, title, source) in [
        ("fund-expenditure", "表4 政府性基金支出预算表", FUND),
        ("state-capital", "表5 国有资本经营预算支出预算表", STATE),
    ] {
        draft.note_if_empty(by_source(id, title, &offices, source), books.from(source) == 0);
    }
    let title = format!("{}{}年部门预算", draft.body, draft.year);
    draft.finish(&title, "部门预算表")
}

fn offices(draft: &mut Draft<'_>, books: &Books) -> Vec<Office> {
    let count = 1 + draft.rng.below(2);
    let root = draft.rng.between(101, 389);
    let names = [format!("{}机关", draft.body), format!("{}信息中心", draft.body)];
    let units = books.units(count).into_iter().zip(names).enumerate();
    units.map(|(at, (items, name))| Office { code: format!("{root}{}", 301 + at), name, items }).collect()
}

fn balance(books: &Books) -> Table {
    let (all, carried) = (books.all(), books.from(CARRIED));
    let labels = [
        ("一般公共预算拨款收入", GENERAL),
        ("政府性基金预算拨款收入", FUND),
        ("国有资本经营预算拨款收入", STATE),
        ("其他收入", OWN),
    ];
    let mut rows = shapes::sources(books, &labels);
    let account = all - carried - labels.iter().map(|(_, source)| books.from(*source)).sum::<i64>();
    rows.push(("五、事业收入".to_owned(), "事业收入".to_owned(), vec![account]));
    let foot = [("本年收入合计", all - carried), ("七、上年结转", carried), ("收入总计", all)];
    let income = shapes::side("收入", "项目", &["预算数"], rows, shapes::foot(&foot));
    let entries = books.functions(1, |item| vec![item.basic() + item.project()]);
    let classes = tables::counted(tables::classes(&entries, true));
    let foot = [("本年支出合计", all), ("三十一、结转下年", 0), ("支出总计", all)];
    let expenditure = shapes::side("支出", "项目", &["预算数"], classes, shapes::foot(&foot));
    tables::side_by_side(Name::new("balance", "表1 部门收支总表", WAN), &[income, expenditure])
}

/// Split codes, the unit's code, unit or account, amounts.
fn head(money: &[&str]) -> Vec<Column> {
    let mut head = tables::codes(true, "项目/科目编码", 3);
    head.push(column(Kind::Words, "项目/单位代码"));
    head.push(column(Kind::Name, "项目/单位名称（科目）"));
    head.extend(amounts(money));
    head
}

/// 合计, then each unit with its sum, then its accounts.
fn by_unit(name: Name, head: Vec<Column>, offices: &[Office], of: impl Fn(&Item) -> Vec<i64>) -> Table {
    let width = head.iter().filter(|column| column.kind == Kind::Amount).count();
    let mut rows = Vec::new();
    let mut all = vec![0; width];
    for office in offices {
        let used: Vec<_> = office.items.iter().map(|item| (item, of(item))).collect();
        let used: Vec<_> = used.into_iter().filter(|(_, amounts)| amounts.iter().any(|a| *a != 0)).collect();
        let mut sum = vec![0; width];
        used.iter().for_each(|(_, amounts)| add(&mut sum, amounts));
        add(&mut all, &sum);
        if used.is_empty() {
            continue;
        }
        rows.push(tables::labelled(&head, &office.name, &sum));
        rows.extend(used.iter().map(|(item, amounts)| account(office, item.code, amounts)));
    }
    if rows.is_empty() {
        rows.push(vec![Cell::Blank; head.len()]);
    } else {
        rows.insert(0, tables::labelled(&head, "合计", &all));
    }
    name.table(head, rows)
}

fn add(sum: &mut [i64], amounts: &[i64]) {
    sum.iter_mut().zip(amounts).for_each(|(sum, amount)| *sum += amount);
}

fn account(office: &Office, code: &str, amounts: &[i64]) -> Vec<Cell> {
    let name = accounts::name(code);
    let mut row: Vec<Cell> =
        [&code[..3], &code[3..5], &code[5..], &office.code, name].map(Cell::words).to_vec();
    row.extend(amounts.iter().map(|amount| Cell::Amount(*amount, Key::Name(name.to_owned()))));
    row
}

fn income(offices: &[Office]) -> Table {
    let head = head(&[
        "合计",
        "上年结转",
        "一般公共预算拨款收入",
        "政府性基金预算拨款收入",
        "国有资本经营预算拨款收入",
        "事业收入",
        "其他收入",
    ]);
    by_unit(Name::new("income", "表1-1 部门收入总表", WAN), head, offices, |item| {
        let from = [CARRIED, GENERAL, FUND, STATE, ACCOUNT, OWN];
        shapes::whole(&from.map(|source| item.from(source)))
    })
}

fn expenditure(offices: &[Office]) -> Table {
    let head = head(&["合计", "基本支出", "项目支出", "上缴上级支出", "对附属单位补助支出"]);
    let of = |item: &Item| shapes::whole(&[item.basic(), item.project(), 0, 0]);
    by_unit(Name::new("expenditure", "表1-2 部门支出总表", WAN), head, offices, of)
}

fn appropriation(books: &Books) -> Table {
    let all = shapes::appropriation(books);
    let rows = [
        ("一、", "本年收入", all[0]),
        ("", "一般公共预算拨款收入", all[1]),
        ("", "政府性基金预算拨款收入", all[2]),
        ("", "国有资本经营预算拨款收入", all[3]),
    ];
    let income = shapes::side(
        "收入",
        "项目",
        &["预算数"],
        shapes::plain(&rows),
        shapes::foot(&[("收入总计", all[0])]),
    );
    let mut rows = vec![("一、本年支出".to_owned(), "本年支出".to_owned(), all.clone())];
    let classes = tables::classes(&shapes::appropriated(books), true);
    rows.extend(classes.into_iter().map(|(name, amounts)| (format!("  {name}"), name.to_owned(), amounts)));
    let money = ["合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"];
    let expenditure = shapes::side("支出", "项目", &money, rows, vec![("支出总计".to_owned(), all)]);
    tables::side_by_side(Name::new("appropriation", "表2 财政拨款收支预算总表", WAN), &[income, expenditure])
}

fn by_source(id: &'static str, title: &str, offices: &[Office], source: usize) -> Table {
    let head = head(&["合计", "基本支出", "项目支出"]);
    let of = |item: &Item| vec![item.from(source), item.basic[source], item.project[source]];
    by_unit(Name::new(id, title, WAN), head, offices, of)
}

fn basic(books: &Books) -> Table {
    let codes = tables::codes(true, "项目/科目编码", 2);
    let money = ["基本支出/合计", "基本支出/人员经费", "基本支出/公用经费"];
    let head = shapes::head(codes, "项目/科目名称", &money);
    let name = Name::new("basic", "表3-1 一般公共预算基本支出预算表", WAN);
    tables::accounts(name, head, &books.economics(), tables::Total::First)
}

fn projects(books: &Books, offices: &[Office]) -> Table {
    let mut head = tables::codes(true, "项目/科目编码", 3);
    head.push(column(Kind::Words, "项目/单位代码"));
    head.extend([column(Kind::Name, "项目/单位名称（科目、项目）"), column(Kind::Amount, "金额")]);
    let paid: Vec<_> = books.projects.iter().filter(|project| project.source == GENERAL).collect();
    let all = paid.iter().map(|project| project.amount).sum();
    let mut rows =
        vec![tables::labelled(&head, "合计", &[all]), tables::labelled(&head, &offices[0].name, &[all])];
    for project in paid {
        let mut row = account(&offices[0], project.code, &[]);
        row[4] = Cell::words(&project.name);
        row.push(Cell::Amount(project.amount, Key::Name(project.name.clone())));
        rows.push(row);
    }
    Name::new("projects", "表3-2 一般公共预算项目支出预算表", WAN).table(head, rows)
}

fn three_public(books: &Books, offices: &[Office]) -> Table {
    let leaves = [
        "合计",
        "因公出国（境）费用",
        "公务用车购置及运行费/小计",
        "公务用车购置及运行费/公务用车购置费",
        "公务用车购置及运行费/公务用车运行费",
        "公务接待费",
    ];
    let paths = leaves.map(|leaf| format!("当年财政拨款预算安排/{leaf}"));
    let mut head = vec![column(Kind::Words, "单位编码"), column(Kind::Name, "单位名称（科目）")];
    head.extend(amounts(&paths.each_ref().map(String::as_str)));
    let row = [vec![books.three_public()], shapes::vehicles_between(books).to_vec()].concat();
    let mut own = tables::labelled(&head, &offices[0].name, &row);
    own[0] = Cell::words(&offices[0].code);
    let rows = vec![tables::labelled(&head, "合计", &row), own];
    Name::new("three-public", "表3-3 一般公共预算“三公”经费支出预算表", WAN).table(head, rows)
}
