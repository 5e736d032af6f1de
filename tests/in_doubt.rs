//! What pages say of a body rests on no reading that may be wrong: where it would, they say less.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;

use common::site::Site;
use regex::Regex;

/// A disclosure's table of income and expenditure.
fn balance(body: &str, year: u16, whose: &str, kind: &str, total: &str) -> String {
    format!(
        "# {body}{year}年{whose}{kind}公开\n\n## {year}年{kind}收支总表\n\n单位：万元\n\n收入⇥⇥支出⇥\n\
         项目⇥{year}年{kind}数⇥项目⇥{year}年{kind}数\n一、一般公共预算⇥{total}⇥一、公共安全支出⇥{total}\n\
         本年收入合计⇥{total}⇥本年支出合计⇥{total}\n收入总计⇥{total}⇥支出总计⇥{total}\n\n"
    )
}

fn projects(kind: &str, rows: &[&str]) -> String {
    let head = format!("## 2023年项目支出{kind}表\n\n单位：万元\n\n项目名称⇥合计⇥一般公共预算\n");
    rows.iter().fold(head, |text, row| text + row + "\n") + "\n"
}

/// A self-evaluation of a project that spent so much of its budget.
fn evaluation(name: &str, budget: &str, spent: &str) -> String {
    format!(
        "项目支出绩效自评表\n项目名称⇥{name}⇥⇥⇥\n项目资金（万元）⇥年初预算数⇥全年预算数⇥全年执行数\n\
         年度资金总额⇥{budget}⇥{budget}⇥{spent}\n一级指标⇥二级指标⇥三级指标⇥指标值⇥完成值\n\
         产出指标⇥数量指标⇥入户次数⇥≥12次⇥11次\n\n"
    )
}

/// A form of the targets of a project.
fn targets(name: &str, amount: &str) -> String {
    format!(
        "项目支出绩效目标申报表\n项目名称⇥{name}⇥实施单位⇥某局\n年度资金总额（万元）⇥{amount}⇥⇥\n\
         一级指标⇥二级指标⇥三级指标⇥指标值\n产出指标⇥数量指标⇥入户次数⇥≥12次\n\n"
    )
}

/// A site of one body, by the names of its files.
fn built(files: &[(&str, String)]) -> Site {
    let site = Site::empty();
    for (name, text) in files {
        site.put(&format!("content/jia/{name}"), &text.replace('⇥', "\t"));
    }
    site.run("--no-cache");
    site
}

/// A page's text without tags and spaces.
fn words(site: &Site, page: &str) -> String {
    let html = site.read(&format!("public/{page}index.html"));
    let bare = Regex::new("(?s)<head>.*?</head>|<[^>]*>").unwrap().replace_all(&html, "");
    bare.replace("&nbsp;", "").split_whitespace().collect()
}

#[test]
fn the_largest_project_is_said_only_where_every_line_is_certain() {
    let text = |rows: &[&str]| balance("甲局", 2023, "部门", "预算", "1000.00") + &projects("预算", rows);
    let said = |rows: &[&str]| {
        let site = built(&[("2023-budget.md", text(rows))]);
        words(&site, "jia/2023-budget/").contains("金额最大的项目是")
    };
    assert!(said(&["大项目⇥700.00⇥700.00", "小项目⇥10.00⇥10.00"]));
    assert!(!said(&["大项目⇥9.784.70⇥9.784.70", "小项目⇥10.00⇥10.00"]), "one may be larger");
}

#[test]
fn what_was_spent_is_only_that_of_the_project_s_own_form() {
    let lines = ["法制宣传⇥33.00⇥33.00", "电梯维修⇥44.00⇥44.00"];
    let budget = balance("甲局", 2023, "部门", "预算", "1000.00") + &projects("预算", &lines);
    let pairs = |form: &str| {
        let done = balance("甲局", 2023, "部门", "决算", "1000.00") + &projects("决算", &lines) + form;
        words(&built(&[("2023-budget.md", budget.clone()), ("2023-final.md", done)]), "jia/")
    };
    let own = pairs(&evaluation("法制宣传", "33.00", "5.00"));
    assert!(own.contains("33.00万元项目支出表5.00万元自评表的执行数"), "{own}");
    let another = pairs(&evaluation("河道清淤", "33.00", "5.00"));
    assert!(
        another.contains("33.00万元项目支出表33.00万元项目支出表"),
        "only the amount is the same: {another}"
    );
}

#[test]
fn a_self_evaluation_repeats_nobody_s_promises() {
    let text = balance("甲局", 2023, "部门", "决算", "1000.00")
        + &projects("决算", &["抽样调查⇥12.50⇥12.50", "电梯维修⇥44.00⇥44.00"])
        + &targets("抽样调查", "12.50")
        + &evaluation("抽样调查", "12.50", "12.00");
    let site = built(&[("2023-final.md", text)]);
    let list = words(&site, "jia/2023-final/promises/");
    assert!(list.contains("1份绩效目标表一共写了1条指标") && !list.contains("和别的表写得一样"), "{list}");
}

#[test]
fn a_form_that_may_belong_to_a_line_is_not_missing() {
    let text = balance("甲局", 2023, "部门", "预算", "1000.00")
        + &projects("预算", &["办案经费⇥100.00⇥100.00", "设备购置⇥50.00⇥50.00", "设备购置⇥60.00⇥60.00"])
        + &targets("办案经费", "100.00")
        + &targets("设备购置", "70.00")
        + &targets("设备购置", "80.00");
    let page = words(&built(&[("2023-budget.md", text)]), "jia/2023-budget/projects/");
    assert!(page.contains("分不出是哪一份"), "{page}");
    assert!(!page.contains("没有绩效目标表") && !page.contains("没有对应的2个项目"), "{page}");
}

#[test]
fn a_change_of_the_site_s_own_reading_is_none_of_the_body_s() {
    let text = balance("甲局", 2023, "部门", "预算", "5000000.00");
    let correction = "[[table]]\nline = 3\nprinted = \"## 2023年预算收支总表\"\nunit = \"元\"\n\
                      why = \"印错\"\nby = \"本站\"\ndate = \"2023-03-01\"\nevidence = \"x\"\n";
    let site = built(&[
        ("2023-budget.md", text.clone()),
        ("2023-budget@2023-02-14.md", text),
        ("2023-budget.corrections.toml", correction.to_owned()),
    ]);
    let page = words(&site, "jia/2023-budget/revisions/");
    assert!(page.contains("没有发现确定改了的数"), "{page}");
}

#[test]
fn texts_that_cover_other_money_did_not_change_it() {
    let text = |whose: &str, total: &str| balance("甲局", 2023, whose, "预算", total);
    let page = |whose: &str| {
        let earlier = ("2023-budget@2023-02-14.md", text(whose, "300.00"));
        let site = built(&[("2023-budget.md", text("部门", "500.00")), earlier]);
        words(&site, "jia/2023-budget/revisions/")
    };
    assert!(page("部门").contains("格的数改过"));
    assert!(page("单位").contains("没有发现确定改了的数"));
}

#[test]
fn a_budget_is_not_compared_with_what_was_carried_out() {
    let text = balance("甲局", 2023, "部门", "预算", "800.00")
        + "## 第三部分 情况说明\n\n### 一、收支预算情况说明\n\n\
           2023年支出总计800.00万元，比2022年执行数500.00万元增加300.00万元，增长60%。\n";
    let home = words(&built(&[("2023-budget.md", text)]), "");
    assert!(!home.contains("60.0%") && !home.contains("300.00"), "{home}");
}

#[test]
fn years_are_drawn_only_where_all_cover_the_same_money() {
    let bars = |middle: &str| {
        let year = |year, whose: &str, total| balance("甲局", year, whose, "预算", total);
        let site = built(&[
            ("2021-budget.md", year(2021, "部门", "900.00")),
            ("2022-budget.md", year(2022, middle, "300.00")),
            ("2023-budget.md", year(2023, "", "310.00")),
        ]);
        site.read("public/index.html").contains("2021年预算 900.00 万元，2023年预算 310.00 万元")
    };
    assert!(bars("部门"));
    assert!(!bars("单位"), "what says neither joins no two that differ");
}

#[test]
fn nothing_is_said_to_agree_where_the_year_is_open() {
    let text = balance("甲局", 2022, "部门", "预算", "800.00") + &projects("预算", &["甲⇥1.00⇥1.00"]);
    let page = words(&built(&[("2023-budget.md", text.replace("2023", "2022"))]), "jia/2023-budget/");
    assert!(!page.contains("，没有发现不符"), "{page}");
}
