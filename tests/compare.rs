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
    built_in(bodies, |_| None)
}

/// A site of bodies, each in a region or in none.
fn built_in(bodies: &[(&str, String)], region: impl Fn(&str) -> Option<&'static str>) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for (slug, text) in bodies {
        let folder = root.path().join("content").join(slug);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("2020-budget.txt"), text).unwrap();
        let name = text.split("2020").next().unwrap();
        let region = region(slug).map(|name| format!("region = \"{name}\"\n")).unwrap_or_default();
        let settings = format!("name = \"{name}\"\nlevel = \"县级\"\n{region}");
        fs::write(folder.join("body.toml"), settings).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingzhang"));
    command.args(["build", "--quiet"]).current_dir(root.path()).output().unwrap();
    root
}

/// The rows of the page of 2020, each as words.
fn rows(root: &TempDir) -> Vec<String> {
    let html = fs::read_to_string(root.path().join("public/compare/budget/2020/index.html")).unwrap();
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
fn what_is_bought_is_told_out_of_the_prose_where_no_table_holds_it() {
    let one = |name: &str| budget(name, "部门", "万元", ["20.00", "10.00", "70.00", "30.00", "100.00"]);
    let notes =
        "\n第三部分 2020年部门预算情况说明\n\n四、政府采购情况说明\n\n2020年政府采购预算总额34.50万元。\n";
    let root = built(&[("jia", one("甲局")), ("yi", one("乙局") + notes)]);
    let html = fs::read_to_string(root.path().join("public/compare/budget/2020/index.html")).unwrap();
    assert!(html.contains("yi/2020-budget/source/index.html#") && html.contains(">34.50</a>"), "{html}");
    let rows = rows(&root);
    let of = |name: &str| rows.iter().find(|row| row.starts_with(name)).unwrap();
    assert!(of("乙局").ends_with("34.50") && of("甲局").ends_with("没有可比的数"), "{rows:?}");
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
        let rest = html.split_once("page-standing").map(|(_, rest)| rest).unwrap();
        let rest = rest.split_once("page-bodies").unwrap().0;
        (tag.replace_all(rest, " ").split_whitespace().collect::<Vec<_>>().join(" "), html)
    };
    let (seven, _) = standing(7);
    assert!(
        !seven.contains("中位数 4") && seven.contains("部门（含下属单位），县级（7 个，还差 1 个）"),
        "{seven}"
    );
    let (eight, html) = standing(8);
    assert!(eight.contains("2020年预算，部门（含下属单位），县级 8 个单位，中位数 4.50 万元。"), "{eight}");
    assert!(eight.contains("单位（本级），县级（1 个，还差 7 个）") && !eight.contains("900"), "{eight}");
    let bar = Regex::new("<rect class=\"bar\"").unwrap();
    assert_eq!(bar.find_iter(&html).count(), 16, "a bar a body, drawn wide and narrow");
    assert!(html.contains("class=\"middle\""));
    let ranks = Regex::new("(?s)>body8<|<td class=\"n own\">([0-9/]+)</td>").unwrap();
    let ranks: Vec<&str> = ranks.captures_iter(&html).filter_map(|one| Some(one.get(1)?.as_str())).collect();
    assert_eq!(ranks, ["8/8", "7/8", "6/8", "5/8", "4/8", "3/8", "2/8", "1/8"]);
    assert!(standing(9).0.contains("中位数 5.00 万元"));
}

#[test]
fn of_many_bodies_those_at_the_ends_are_drawn_and_equal_ones_share_a_rank() {
    let one = |total: usize| {
        let total = format!("{total}.00");
        budget("甲局", "部门", "万元", [&total, "0.00", "0.00", &total, &total])
    };
    let names: Vec<String> = (10..34).map(|at| format!("body{at}")).collect();
    let bodies: Vec<(&str, String)> =
        names.iter().enumerate().map(|(at, slug)| (slug.as_str(), one(at.max(1)))).collect();
    let root = built(&bodies);
    let html = fs::read_to_string(root.path().join("public/codes/205/index.html")).unwrap();
    assert_eq!(html.matches("<rect class=\"bar\"").count(), 2 * 20);
    assert!(html.contains("其间 4 个单位") && html.contains("图里是最多和最少的各 10 个。"));
    assert_eq!(html.matches(">23/24<").count(), 2, "equal amounts share a rank");
    assert!(!html.contains(">24/24<"));
}

#[test]
fn a_region_of_several_bodies_has_a_page_of_its_own() {
    let one = |name: &str, total: &str| budget(name, "部门", "万元", [total, "0.00", "0.00", total, total]);
    let bodies = [
        ("a", one("甲局", "1.00")),
        ("b", one("乙局", "2.00")),
        ("c", one("丙局", "3.00")),
        ("d", one("丁局", "4.00")),
    ];
    let root = built_in(&bodies, |slug| match slug {
        "a" | "b" => Some("东市"),
        "c" => Some("西市"),
        _ => None,
    });
    let folder = root.path().join("public/compare/budget/2020");
    let own: Vec<_> = fs::read_dir(&folder).unwrap().flatten().filter(|one| one.path().is_dir()).collect();
    assert_eq!(own.len(), 1, "西市 has one body");
    let html = fs::read_to_string(own[0].path().join("index.html")).unwrap();
    assert!(html.contains("2020年预算，东市各单位并排") && html.contains("全部地区"));
    assert!(html.contains("甲局") && html.contains("乙局") && !html.contains("丙局"));
    let all = fs::read_to_string(folder.join("index.html")).unwrap();
    assert!(
        all.contains("丙局")
            && all.contains(&format!("{}/index.html\">东市</a>", own[0].file_name().display()))
    );
    // All of one region: its page would be the same as the year's.
    let root = built_in(&bodies, |_| Some("东市"));
    let folder = root.path().join("public/compare/budget/2020");
    assert!(fs::read_dir(folder).unwrap().flatten().all(|one| !one.path().is_dir()));
}

#[test]
fn any_two_can_be_chosen_and_without_a_script_the_page_leads_on() {
    let one = |name: &str| budget(name, "部门", "万元", ["1.00", "0.00", "0.00", "1.00", "1.00"]);
    let root = built(&[("a", one("甲局")), ("b", one("乙局"))]);
    let html = fs::read_to_string(root.path().join("public/compare/index.html")).unwrap();
    assert!(
        html.contains("href=\"../compare/budget/2020/index.html\"")
            || html.contains("2020-budget/index.html\">2020年预算")
    );
    assert!(html.contains("<form class=\"choose\" hidden") && html.contains("balance=收支总表"));
    assert!(html.contains("甲局</a>") && html.contains("乙局</a>"));
}
