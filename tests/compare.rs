//! The disclosures of one year side by side, in whole sites.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::process::Command;

use regex::Regex;
use tempfile::TempDir;

/// A budget of 2020 whose total is people, running and projects, in `unit`.
fn budget(
    name: &str,
    whose: &str,
    unit: &str,
    [people, running, projects, basic, total]: [&str; 5],
) -> String {
    format!(
        "\
{name}2020年{whose}预算

2020年收支总表
单位：{unit}
收入⇥⇥支出⇥
项目⇥预算数⇥项目⇥预算数
一般公共预算⇥{total}⇥教育支出⇥{total}
收入总计⇥{total}⇥支出总计⇥{total}

2020年支出总表
单位：{unit}
科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出
205⇥教育支出⇥{total}⇥{basic}⇥{projects}
⇥合计⇥{total}⇥{basic}⇥{projects}

2020年一般公共预算基本支出分经济科目表
单位：{unit}
科目编码⇥科目名称⇥合计⇥人员经费⇥公用经费
合计⇥⇥{basic}⇥{people}⇥{running}
301⇥工资福利支出⇥{people}⇥{people}⇥
302⇥商品和服务支出⇥{running}⇥⇥{running}
"
    )
    .replace('⇥', "\t")
}

fn built(bodies: &[(&str, String)]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for (slug, text) in bodies {
        let folder = root.path().join("content").join(slug);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("2020-budget.txt"), text).unwrap();
        let name = text.split("2020").next().unwrap();
        fs::write(folder.join("body.toml"), format!("name = \"{name}\"\nlevel = \"县级\"\n")).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingzhang"));
    command.args(["build", "--quiet"]).current_dir(root.path()).output().unwrap();
    root
}

/// The rows of the page of 2020, each as words.
fn rows(root: &TempDir) -> Vec<String> {
    let html = fs::read_to_string(root.path().join("public/compare/2020-budget/index.html")).unwrap();
    let row = Regex::new("(?s)<tr.*?</tr>").unwrap();
    let tag = Regex::new("<[^>]*>").unwrap();
    let words = |row: &str| tag.replace_all(row, " ").split_whitespace().collect::<Vec<_>>().join(" ");
    row.find_iter(&html).skip(1).map(|found| words(found.as_str())).collect()
}

#[test]
fn all_are_in_one_unit_and_departments_stand_apart() {
    let one = budget("甲局", "部门", "万元", ["20.00", "10.00", "70.00", "30.00", "100.00"]);
    let two = budget("乙局", "部门", "元", ["2,500,000", "500,000", "1,000,000", "3,000,000", "4,000,000"]);
    let unit = budget("丙校", "单位", "万元", ["900.00", "100.00", "0.00", "1,000.00", "1,000.00"]);
    let rows = rows(&built(&[("jia", one), ("yi", two), ("bing", unit)]));
    assert_eq!(rows[0], "部门（含下属单位）");
    assert!(rows[1].starts_with("乙局 400.00 – 算不出 62.5% 12.5% 25.0%"), "{rows:?}");
    assert!(rows[2].starts_with("甲局 100.00 – 算不出 20.0% 10.0% 70.0%"), "{rows:?}");
    assert_eq!(rows[3], "单位（本级）");
    assert!(rows[4].starts_with("丙校 1,000.00"), "{rows:?}");
}

#[test]
fn what_is_not_of_the_same_money_has_no_share() {
    let one = budget("甲局", "部门", "万元", ["20.00", "10.00", "60.00", "40.00", "100.00"]);
    let two = budget("乙局", "部门", "万元", ["20.00", "10.00", "70.00", "30.00", "100.00"]);
    let rows = rows(&built(&[("jia", one), ("yi", two)]));
    let of = |name: &str| rows.iter().find(|row| row.starts_with(name)).unwrap();
    assert!(!of("甲局").contains('%') && of("乙局").contains("70.0%"), "{rows:?}");
}

#[test]
fn one_body_alone_is_compared_with_nobody() {
    let root =
        built(&[("jia", budget("甲局", "部门", "万元", ["20.00", "10.00", "70.00", "30.00", "100.00"]))]);
    assert!(root.path().join("public/index.html").is_file() && !root.path().join("public/compare").exists());
}

#[test]
fn from_eight_bodies_that_are_alike_an_account_has_a_median() {
    let one = |total: usize| {
        let total = format!("{total}.00");
        budget("甲局", "部门", "万元", [&total, "0.00", "0.00", &total, &total])
    };
    let names: Vec<String> = (1..=9).map(|at| format!("body{at}")).collect();
    let standing = |count: usize| {
        let mut bodies: Vec<(&str, String)> =
            names.iter().take(count).enumerate().map(|(at, slug)| (slug.as_str(), one(at + 1))).collect();
        // Of another coverage, and so of no group.
        bodies.push(("zz", budget("乙校", "单位", "万元", ["900.00", "0.00", "0.00", "900.00", "900.00"])));
        let root = built(&bodies);
        let html = fs::read_to_string(root.path().join("public/codes/205/index.html")).unwrap();
        let tag = Regex::new("<[^>]*>").unwrap();
        let rest = html.split_once("page-standing").map(|(_, rest)| rest.split_once("</ul>").unwrap().0);
        rest.map(|rest| tag.replace_all(rest, "").into_owned())
    };
    assert_eq!(standing(7), None);
    let eight = standing(8).unwrap();
    assert!(eight.contains("8 个单位，全部支出，中位数 4.50 万元"), "{eight}");
    assert!(!eight.contains("900"), "{eight}");
    assert!(standing(9).unwrap().contains("中位数 5.00 万元"));
}
