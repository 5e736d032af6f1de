//! Last year beside this year, on the pages of whole sites: from the body's earlier
//! disclosure, else from what the text says, never where either is in doubt.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::process::Command;

use regex::Regex;
use tempfile::TempDir;

/// A budget of `year`: 教育支出 and 卫生健康支出, in 万元.
fn budget(whose: &str, year: u16, [education, health]: [&str; 2], total: &str, notes: &str) -> String {
    format!(
        "\
甲局{year}年{whose}预算

{year}年收支总表
单位：万元
收入⇥⇥支出⇥
项目⇥预算数⇥项目⇥预算数
一般公共预算⇥{total}⇥教育支出⇥{education}
⇥⇥卫生健康支出⇥{health}
收入总计⇥{total}⇥支出总计⇥{total}

{year}年一般公共预算支出表
单位：万元
科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出
205⇥教育支出⇥{education}⇥{education}⇥
20502⇥普通教育⇥{education}⇥{education}⇥
2050201⇥学前教育⇥{education}⇥{education}⇥
210⇥卫生健康支出⇥{health}⇥{health}⇥
21011⇥行政事业单位医疗⇥{health}⇥{health}⇥
2101101⇥行政单位医疗⇥{health}⇥{health}⇥
⇥合计⇥{total}⇥{total}⇥

## 第三部分 {year}年部门预算情况说明

### 一、收支预算总体情况说明

{notes}
"
    )
    .replace('⇥', "\t")
}

fn built(years: &[(u16, String)]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("content/jia");
    fs::create_dir_all(&folder).unwrap();
    for (year, text) in years {
        fs::write(folder.join(format!("{year}-budget.txt")), text).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingzhang"));
    command.args(["build", "--quiet", "--jobs", "2"]).current_dir(root.path()).output().unwrap();
    root
}

fn html(root: &TempDir, path: &str) -> String {
    fs::read_to_string(root.path().join("public").join(path).join("index.html")).unwrap()
}

/// A page's text without tags, one space between words.
fn words(html: &str) -> String {
    let bare = Regex::new("<[^>]*>").unwrap().replace_all(html, " ");
    bare.replace("&nbsp;", " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The sentences at the head of the later year's first page.
fn lead(root: &TempDir) -> String {
    let html = html(root, "jia/2020-budget");
    let lead = html.split_once("<p class=\"lead\">").unwrap().1.split_once("</p>").unwrap().0;
    words(lead).replace(' ', "")
}

/// What is said below the front page's figures, in order.
fn was(root: &TempDir) -> Vec<String> {
    let figure = Regex::new("(?s)<span class=\"was\">(.*?)</span>(?:\n|</li>)").unwrap();
    let html = html(root, "jia/2020-budget");
    figure.captures_iter(&html).map(|found| words(&found[1])).collect()
}

#[test]
fn the_disclosure_of_the_year_before_stands_beside_this_ones_figures() {
    let before = budget("部门", 2019, ["80.00", "20.00"], "100.00", "");
    let now = budget("部门", 2020, ["75.00", "50.00"], "125.00", "");
    let root = built(&[(2019, before), (2020, now)]);
    let total = "收入、支出总计都是125.00万元，比2019年预算增加25.00万元（25.0%，本站计算）。";
    let most = "两年都列的科目里变化最大的是行政单位医疗，增加30.00万元（本站计算）。";
    assert!(lead(&root).starts_with(&format!("{total}{most}")), "{}", lead(&root));
    assert_eq!(was(&root)[..2], ["2019 年 100.00 万元", "+25.00 万元 +25.0% 本站计算"]);
    let table = html(&root, "jia/2020-budget/tables/general-public");
    let beside = words(table.split_once("page-beside").unwrap().1);
    for row in [
        "205 教育支出 80.00 万元 75.00 万元 -5.00 万元 -6.3%",
        "2101101 行政单位医疗 20.00 万元 50.00 万元 +30.00 万元 +150.0%",
    ] {
        assert!(beside.contains(row), "{row} in {beside}");
    }
    let cell =
        Regex::new("href=\"[./]*(jia/)?2019-budget/tables/general-public/[^\"]*#r-205-total\">80.00</a>");
    assert!(cell.unwrap().is_match(&table), "a figure of 2019 leads to its cell there");
    assert!(!html(&root, "jia/2019-budget").contains("class=\"was\""), "nothing is known of 2018");
}

#[test]
fn an_account_that_every_office_has_is_named_with_the_one_above() {
    let of = |year: u16, amounts: [&str; 2], total: &str| {
        let text = budget("部门", year, amounts, total, "");
        let text = text.replace("20502\t普通教育", "20501\t教育管理事务");
        (year, text.replace("2050201\t学前教育", "2050101\t行政运行"))
    };
    let root = built(&[of(2019, ["80.00", "20.00"], "100.00"), of(2020, ["35.00", "25.00"], "60.00")]);
    let most = "变化最大的是教育管理事务下的行政运行，减少45.00万元（本站计算）。";
    assert!(lead(&root).contains(most), "{}", lead(&root));
    let root = built(&[of(2020, ["75.00", "25.00"], "100.00")]);
    assert!(lead(&root).contains("安排最多的一项是教育管理事务下的行政运行，75.00万元"), "{}", lead(&root));
}

/// The cells of the row that begins with a name, in the table of what the years count.
fn counted(root: &TempDir, name: &str) -> Vec<String> {
    let page = html(root, "jia");
    let table = page.split_once("\"page-things-budget\"").unwrap().1.split_once("</table>").unwrap().0;
    let row = table.split("<tr").find(|row| words(&format!("<tr{row}")).starts_with(name)).unwrap();
    row.split("<td").skip(1).map(|cell| words(&format!("<td{cell}"))).collect()
}

#[test]
fn what_is_counted_and_what_one_comes_to_stand_side_by_side_over_the_years() {
    let of = |year: u16, running: &str, vehicles: &str| {
        let text = budget("部门", year, ["75.00", "25.00"], "100.00", "");
        let table = format!(
            "{year}年“三公”经费支出表\n单位：万元\n项目\t预算数\n“三公”经费合计\t{running}\n公务用车购置及运行费\t{running}\n公务用车运行费\t{running}\n\n## 第三部分"
        );
        let notes =
            format!("### 二、国有资产占有使用情况\n\n截至{}年末，本部门共有车辆{vehicles}辆。\n", year - 1);
        (year, format!("{}\n{notes}", text.replacen("## 第三部分", &table, 1)))
    };
    let root = built(&[of(2019, "12.00", "6"), of(2020, "10.00", "4")]);
    assert_eq!(counted(&root, "共有车辆"), ["6 辆", "4 辆"]);
    assert_eq!(counted(&root, "每辆公务用车的运行费"), ["2.00 万元", "2.50 万元"]);
    let page = html(&root, "jia");
    let each = page.split_once("每辆公务用车的运行费").unwrap().1.split_once("</tr>").unwrap().0;
    assert!(each.contains("2019-budget/source/") && each.contains("2020-budget/source/"), "{each}");
}

#[test]
fn unlike_coverage_and_years_further_back_are_not_laid_beside() {
    let now = || budget("部门", 2020, ["75.00", "50.00"], "125.00", "");
    for (year, whose) in [(2019, "单位"), (2018, "部门")] {
        let before = budget(whose, year, ["80.00", "20.00"], "100.00", "");
        let root = built(&[(year, before), (2020, now())]);
        assert!(was(&root).is_empty(), "{year} {whose}: {:?}", was(&root));
    }
}

#[test]
fn what_the_text_says_of_the_year_before_is_used_where_it_holds() {
    let said = |notes: &str| built(&[(2020, budget("部门", 2020, ["75.00", "50.00"], "125.00", notes))]);
    let root = said("2020年支出总计125.00万元，比上年增加25.00万元，增长25%。");
    assert_eq!(was(&root)[..2], ["2019 年 100.00 万元 （按说明推算）", "+25.00 万元 +25.0% 本站计算"]);
    let body = words(&html(&root, "jia"));
    assert!(body.contains("支出总计 100.00 万元 按说明推算 125.00 万元 +25.00 万元 +25.0%"), "{body}");
    assert!(body.contains("比2019年预算（按说明推算）增加 25.00 万元（25.0%，本站计算）"));
    for other in [
        "2020年支出总计125.00万元，比上年增加25.00万元，增长35%。",
        "2020年支出总计125.00万元，比年初预算增加25.00万元，增长25%。",
        "2020年支出总计130.00万元，比上年增加30.00万元，增长30%。",
    ] {
        assert!(was(&said(other)).is_empty(), "{other}");
    }
}

#[test]
fn the_story_says_what_the_page_says_and_each_number_leads_somewhere() {
    let now = budget("部门", 2020, ["75.00", "50.00"], "125.00", "");
    let root = built(&[(2019, budget("部门", 2019, ["80.00", "20.00"], "100.00", "")), (2020, now)]);
    let html = html(&root, "jia/2020-budget");
    let story = html.split_once("<p class=\"story\">").unwrap().1.split_once("</p>").unwrap().0;
    let plain = words(story).replace(' ', "");
    assert!(plain.contains(&lead(&root)), "{plain}");
    assert!(plain.contains("比2019年预算增加25.00万元（25.0%，本站计算）"), "{plain}");
    assert!(plain.contains("没有发现不符；另有"), "{plain}");
    assert!(story.matches("<a href=").count() >= 2, "{story}");
}

#[test]
fn years_run_from_left_to_right() {
    let years = [
        (2018, "90.00", "60.00", "150.00"),
        (2019, "80.00", "20.00", "100.00"),
        (2020, "75.00", "50.00", "125.00"),
    ];
    let text =
        |(year, a, b, total): &(u16, &str, &str, &str)| (*year, budget("部门", *year, [a, b], total, ""));
    let root = built(&years.iter().map(text).collect::<Vec<_>>());
    let body = words(&html(&root, "jia"));
    let row = "支出总计 150.00 万元 100.00 万元 -50.00 万元 -33.3% 125.00 万元 +25.00 万元 +25.0%";
    assert!(body.contains(row), "{body}");
}
