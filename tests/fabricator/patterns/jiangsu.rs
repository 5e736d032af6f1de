//! Jiangsu: twelve tables (公开01表 …), three blocks side by side in the first, one
//! amount a row elsewhere, one wide row for “三公” with meetings and training.

use crate::fabricator::books::{ACCOUNT, Books, CARRIED, Entry, FUND, GENERAL};
use crate::fabricator::draft::{Draft, Habits, Number, Stated};
use crate::fabricator::rng::Rng;
use crate::fabricator::shapes;
use crate::fabricator::tables::{self, Name, Total};
use crate::fabricator::truth::{Cell, Disclosure, Key, Kind, Table, Unit, amounts, column};

const WAN: Unit = Unit::Wan;

pub fn budget(rng: &mut Rng) -> Disclosure {
    let habits = Habits::choose(
        rng,
        &[Stated::WithBody, Stated::Line],
        &[Number::Public, Number::Counted, Number::No],
    );
    let mut draft = Draft::begin(rng, WAN, habits, false);
    let books = draft.books.clone();
    draft.table(balance(&books));
    draft.table(income(&books));
    draft.table(expenditure(&books));
    draft.table(appropriation(&books));
    let paid = books.functions(3, |item| vec![shapes::APPROPRIATED.iter().map(|s| item.from(*s)).sum()]);
    let general = books.functions(3, |item| vec![item.from(GENERAL)]);
    let fund = books.functions(3, |item| vec![item.from(FUND)]);
    let economics = books.economics();
    draft.table(list("appropriation-expenditure", "财政拨款支出预算表（功能科目）", &paid, "功能科目"));
    draft.table(list("appropriation-basic", "财政拨款基本支出预算表（经济科目）", &economics, "科目"));
    draft.table(list("general-public", "一般公共预算支出预算表（功能科目）", &general, "功能科目"));
    draft.table(list("basic", "一般公共预算基本支出预算表（经济科目）", &economics, "科目"));
    draft.table(three_public(&books));
    draft.note_if_empty(
        list("fund-expenditure", "政府性基金预算支出预算表", &fund, "功能科目"),
        books.from(FUND) == 0,
    );
    draft.table(operating(&books));
    let procurement = procurement(draft.rng, &books);
    draft.table(procurement);
    let title = format!("{}年度{}部门预算", draft.year, draft.body);
    draft.finish(&title, "部门预算表")
}

fn balance(books: &Books) -> Table {
    let all = books.all();
    let appropriated = books.from(GENERAL) + books.from(FUND);
    let rest = all - appropriated - books.from(ACCOUNT) - books.from(CARRIED);
    let rows = [
        ("一、", "财政拨款", appropriated),
        ("1.", "一般公共预算", books.from(GENERAL)),
        ("2.", "政府性基金预算", books.from(FUND)),
        ("二、", "财政专户管理资金", books.from(ACCOUNT)),
        ("三、", "其他资金", rest),
    ];
    let foot = [
        ("当年收入小计", all - books.from(CARRIED)),
        ("上年结转资金", books.from(CARRIED)),
        ("收入合计", all),
    ];
    let income = shapes::side("收入", "项目名称", &["金额"], shapes::plain(&rows), shapes::foot(&foot));
    let entries = books.functions(1, |item| vec![item.basic() + item.project()]);
    let classes = tables::counted(tables::classes(&entries, true));
    let functions = shapes::side("支出/功能分类", "功能科目名称", &["金额"], classes, Vec::new());
    let basic = books.sum(|item| item.basic());
    let rows =
        [("一、", "基本支出", basic), ("二、", "项目支出", all - basic), ("三、", "单位预留机动经费", 0)];
    let purposes = shapes::side("支出/支出用途", "项目名称", &["金额"], shapes::plain(&rows), Vec::new());
    let mut table =
        tables::side_by_side(Name::new("balance", "收支预算总表", WAN), &[income, functions, purposes]);
    totals(&mut table, all);
    table
}

/// Labels of totals stand before both blocks of expenditure, their amount behind.
fn totals(table: &mut Table, all: i64) {
    let labels = [("当年支出小计", all), ("结转下年资金", 0), ("支出合计", all)];
    let first = table.rows.len() - labels.len();
    for (row, (label, amount)) in table.rows[first..].iter_mut().zip(labels) {
        row[2] = Cell::words(label);
        row[5] = Cell::Amount(amount, Key::Name(label.to_owned()));
    }
}

fn income(books: &Books) -> Table {
    let columns = vec![column(Kind::Name, "项目名称"), column(Kind::Amount, "金额")];
    let rows = [
        ("收入总计", books.all()),
        ("一般公共预算资金", books.from(GENERAL)),
        ("政府性基金", books.from(FUND)),
        ("财政专户管理资金", books.from(ACCOUNT)),
        (
            "其他资金",
            books.all() - books.from(GENERAL) - books.from(FUND) - books.from(ACCOUNT) - books.from(CARRIED),
        ),
        ("上年结转资金", books.from(CARRIED)),
    ];
    let rows = rows.map(|(label, amount)| tables::labelled(&columns, label, &[amount])).to_vec();
    Name::new("income", "收入预算总表", WAN).table(columns, rows)
}

fn expenditure(books: &Books) -> Table {
    let basic = books.sum(|item| item.basic());
    let row = [books.all(), basic, books.all() - basic, 0, 0];
    let columns = amounts(&["合计", "基本支出", "项目支出", "单位预留机动经费", "结转下年资金"]);
    shapes::wide(Name::new("expenditure", "支出预算总表", WAN), columns, &row)
}

fn appropriation(books: &Books) -> Table {
    let all = shapes::appropriation(books);
    let rows = [
        ("一、", "一般公共预算", all[1]),
        ("二、", "政府性基金预算", all[2]),
        ("三、", "国有资本经营预算", all[3]),
    ];
    let foot = shapes::foot(&[("收入合计", all[0])]);
    let income = shapes::side("收入", "项目名称", &["金额"], shapes::plain(&rows), foot);
    let basic = books.sum(|item| item.basic[GENERAL]);
    let rows =
        [("一、", "基本支出", basic), ("二、", "项目支出", all[0] - basic), ("三、", "单位预留机动经费", 0)];
    let foot = shapes::foot(&[("支出合计", all[0])]);
    let purposes = shapes::side("支出用途", "项目名称", &["金额"], shapes::plain(&rows), foot);
    tables::side_by_side(Name::new("appropriation", "财政拨款收支预算总表", WAN), &[income, purposes])
}

/// Accounts with one amount each.
fn list(id: &'static str, title: &str, entries: &[Entry], kind: &str) -> Table {
    let code = column(Kind::Code, &format!("{kind}编码"));
    let head = vec![code, column(Kind::Name, &format!("{kind}名称")), column(Kind::Amount, "金额")];
    let total = if entries.is_empty() { Total::Nowhere } else { Total::First };
    let mut table = tables::accounts(Name::new(id, title, WAN), head, entries, total);
    if table.rows.is_empty() {
        table.rows.push(vec![Cell::Blank; 3]);
    }
    table
}

fn three_public(books: &Books) -> Table {
    let columns = amounts(&[
        "合计",
        "“三公”经费/小计",
        "“三公”经费/因公出国（境）费",
        "“三公”经费/公务用车购置及运行维护费/小计",
        "“三公”经费/公务用车购置及运行维护费/公务用车购置费",
        "“三公”经费/公务用车购置及运行维护费/公务用车运行维护费",
        "“三公”经费/公务接待费",
        "会议费",
        "培训费",
    ]);
    let (meetings, training) = (books.economic_of("30215"), books.economic_of("30216"));
    let first = vec![books.three_public() + meetings + training, books.three_public()];
    let row = [first, shapes::vehicles_between(books).to_vec(), vec![meetings, training]].concat();
    let title = "“三公”经费、会议费、培训费支出预算表";
    shapes::wide(Name::new("three-public", title, WAN), columns, &row)
}

fn operating(books: &Books) -> Table {
    let entries = books.economics();
    let public: Vec<Entry> = entries.into_iter().filter(|entry| entry.code.starts_with("302")).collect();
    let head = vec![
        column(Kind::Code, "科目编码"),
        column(Kind::Name, "科目名称"),
        column(Kind::Amount, "机关运行经费支出"),
    ];
    let name = Name::new("operating", "一般公共预算机关运行经费支出预算表", WAN);
    tables::accounts(name, head, &public, Total::First)
}

fn procurement(rng: &mut Rng, books: &Books) -> Table {
    const GOODS: [&str; 5] = ["台式计算机", "便携式计算机", "打印设备", "办公家具", "空调机"];
    let titles = ["采购品目大类", "专项名称", "经济科目", "采购物品名称", "采购组织形式"];
    let mut columns: Vec<_> = titles.iter().map(|title| column(Kind::Words, title)).collect();
    columns[0].kind = Kind::Name;
    columns.push(column(Kind::Amount, "总计"));
    let project = books.projects.first().map_or("", |project| project.name.as_str());
    let bought: Vec<_> =
        rng.some(&GOODS, 2).into_iter().map(|name| (name, rng.between(10, 900) * 10_000)).collect();
    let all: i64 = bought.iter().map(|(_, amount)| amount).sum();
    let mut rows =
        vec![tables::labelled(&columns, "合计", &[all]), tables::labelled(&columns, "货物", &[all])];
    rows[1][0] = Cell::words("一、货物");
    for (name, amount) in bought {
        let mut row = vec![Cell::Blank, Cell::words(project), Cell::words("办公设备购置"), Cell::words(name)];
        row.extend([Cell::words("分散自行组织"), Cell::Amount(amount, Key::Name(name.to_owned()))]);
        rows.push(row);
    }
    Name::new("procurement", "政府采购支出预算表", WAN).table(columns, rows)
}
