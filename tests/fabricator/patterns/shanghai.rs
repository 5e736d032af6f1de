//! Districts of Shanghai: departments (部门) and units (单位), in 元, with the
//! “三公” table in 万元.

use crate::fabricator::books::{ACCOUNT, Books, FUND, GENERAL, STATE};
use crate::fabricator::draft::{Draft, Habits, Number, Stated};
use crate::fabricator::rng::Rng;
use crate::fabricator::shapes;
use crate::fabricator::tables::{self, Name, Total};
use crate::fabricator::truth::{Disclosure, Table, Unit, amounts};

const YUAN: Unit = Unit::Yuan;

pub fn budget(rng: &mut Rng) -> Disclosure {
    let habits = Habits::choose(rng, &[Stated::WithBody, Stated::Line], &[Number::No, Number::Counted]);
    let mut draft = Draft::begin(rng, YUAN, habits, false);
    let kind = draft.rng.pick(&["部门", "单位", "预算单位"]);
    let books = draft.books.clone();
    let year = draft.year;
    let titled = |id, rest: &str| Name::new(id, format!("{year}年{kind}{rest}"), YUAN);
    draft.table(balance(&books, titled("balance", "财务收支预算总表")));
    draft.table(income(&books, titled("income", "收入预算总表")));
    draft.table(expenditure(&books, titled("expenditure", "支出预算总表")));
    draft.table(appropriation(&books, titled("appropriation", "财政拨款收支预算总表")));
    let sources = [
        ("general-public", "一般公共预算支出", GENERAL),
        ("fund-expenditure", "政府性基金预算支出", FUND),
        ("state-capital", "国有资本经营预算支出", STATE),
    ];
    for (id, spent, source) in sources {
        let table = of_source(titled(id, &format!("{spent}功能分类预算表")), &books, source, spent);
        draft.note_if_empty(table, books.from(source) == 0);
    }
    draft.table(basic(&books, titled("basic", "一般公共预算基本支出部门预算经济分类预算表")));
    let mut name = titled("three-public", "“三公”经费和机关运行经费预算表");
    name.unit = Unit::Wan;
    draft.table(three_public(&books, name));
    let title = format!("{}{}年{}预算", draft.body, year, if kind == "部门" { kind } else { "单位" });
    draft.finish(&title, "预算表")
}

fn balance(books: &Books, name: Name) -> Table {
    let from = |source| books.from(source);
    let appropriated = from(GENERAL) + from(FUND) + from(STATE);
    let all = books.all();
    let rows = [
        ("一、", "财政拨款收入", appropriated),
        ("1.", "一般公共预算资金", from(GENERAL)),
        ("2.", "政府性基金", from(FUND)),
        ("3.", "国有资本经营预算", from(STATE)),
        ("二、", "事业收入", from(ACCOUNT)),
        ("三、", "事业单位经营收入", 0),
        ("四、", "其他收入", all - appropriated - from(ACCOUNT)),
    ];
    let foot = shapes::foot(&[("收入总计", all)]);
    let income = shapes::side("本年收入", "项目", &["预算数"], shapes::plain(&rows), foot);
    let entries = books.functions(1, |item| vec![item.basic() + item.project()]);
    let rows = tables::counted(tables::classes(&entries, false));
    let expenditure = shapes::side("本年支出", "项目", &["预算数"], rows, shapes::foot(&[("支出总计", all)]));
    tables::side_by_side(name, &[income, expenditure])
}

fn income(books: &Books, name: Name) -> Table {
    let money = [
        "收入预算/合计",
        "收入预算/财政拨款收入",
        "收入预算/事业收入",
        "收入预算/事业单位经营收入",
        "收入预算/其他收入",
    ];
    let head = shapes::head(tables::codes(true, "项目/功能分类科目编码", 3), "项目/功能分类科目名称", &money);
    let entries = books.functions(3, |item| {
        let appropriated: i64 = shapes::APPROPRIATED.iter().map(|source| item.from(*source)).sum();
        let all = item.basic() + item.project();
        shapes::whole(&[appropriated, item.from(ACCOUNT), 0, all - appropriated - item.from(ACCOUNT)])
    });
    tables::accounts(name, head, &entries, Total::Last)
}

fn expenditure(books: &Books, name: Name) -> Table {
    let money = ["支出预算/合计", "支出预算/基本支出", "支出预算/项目支出"];
    let head = shapes::head(tables::codes(true, "项目/功能分类科目编码", 3), "项目/功能分类科目名称", &money);
    let entries = books.functions(3, |item| shapes::whole(&[item.basic(), item.project()]));
    tables::accounts(name, head, &entries, Total::Last)
}

fn appropriation(books: &Books, name: Name) -> Table {
    let all = shapes::appropriation(books);
    let rows = [
        ("一、", "一般公共预算资金", all[1]),
        ("二、", "政府性基金", all[2]),
        ("三、", "国有资本经营预算", all[3]),
    ];
    let foot = shapes::foot(&[("收入总计", all[0])]);
    let income = shapes::side("财政拨款收入", "项目", &["预算数"], shapes::plain(&rows), foot);
    let rows = tables::counted(tables::classes(&shapes::appropriated(books), false));
    let money = ["合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"];
    let expenditure = shapes::side("财政拨款支出", "项目", &money, rows, vec![("支出总计".to_owned(), all)]);
    tables::side_by_side(name, &[income, expenditure])
}

fn of_source(name: Name, books: &Books, source: usize, spent: &str) -> Table {
    let money = ["合计", "基本支出", "项目支出"].map(|leaf| format!("{spent}/{leaf}"));
    let money = money.each_ref().map(String::as_str);
    let head = shapes::head(tables::codes(true, "项目/功能分类科目编码", 3), "项目/功能分类科目名称", &money);
    let mut table = shapes::of_source(name, head, books, source, 3);
    let last = table.rows.len() - 1;
    table.rows[..=last].rotate_left(1);
    table
}

fn basic(books: &Books, name: Name) -> Table {
    let money =
        ["一般公共预算基本支出/合计", "一般公共预算基本支出/人员经费", "一般公共预算基本支出/公用经费"];
    let codes = tables::codes(true, "项目/部门预算经济分类科目编码", 2);
    let head = shapes::head(codes, "项目/部门预算经济分类科目名称", &money);
    tables::accounts(name, head, &books.economics(), Total::Last)
}

fn three_public(books: &Books, name: Name) -> Table {
    let columns = amounts(&[
        "“三公”经费预算数/合计",
        "“三公”经费预算数/因公出国(境)费",
        "“三公”经费预算数/公务接待费",
        "“三公”经费预算数/公务用车购置及运行费/小计",
        "“三公”经费预算数/公务用车购置及运行费/购置费",
        "“三公”经费预算数/公务用车购置及运行费/运行费",
        "机关运行经费预算数",
    ]);
    let [overseas, vehicles, purchase, running, reception] = shapes::vehicles_between(books);
    let public = books.economic_of("30215") + books.economic_of("30216");
    let row = [books.three_public(), overseas, reception, vehicles, purchase, running, public];
    shapes::wide(name, columns, &row)
}
