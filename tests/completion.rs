//! What was planned and what came of it: final accounts beside the budget of their year, in
//! whole sites.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::process::Command;

use regex::Regex;
use tempfile::TempDir;

const BUDGET: &str = "\
甲局2024年部门预算

2024年支出总表
单位：万元
科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出
205⇥教育支出⇥77.00⇥40.00⇥37.00
20502⇥普通教育⇥77.00⇥40.00⇥37.00
2050201⇥学前教育⇥60.00⇥40.00⇥20.00
2050202⇥小学教育⇥17.00⇥0.00⇥17.00
⇥合计⇥77.00⇥40.00⇥37.00

2024年项目支出预算表
单位：万元
项目名称⇥合计⇥一般公共预算
河道保洁⇥10.00⇥10.00
重名项目⇥9.00⇥9.00
重名项目⇥8.00⇥8.00
校舍维修⇥10.00⇥10.00
";

const FINAL: &str = "\
甲局2024年度部门决算

支出决算表
单位：万元
科目编码⇥科目名称⇥本年支出合计⇥基本支出⇥项目支出
205⇥教育支出⇥80.00⇥40.00⇥40.00
20502⇥普通教育⇥80.00⇥40.00⇥40.00
2050201⇥学前教育⇥61.00⇥40.00⇥21.00
2050202⇥小学教育⇥19.00⇥⇥19.00
⇥合计⇥80.00⇥40.00⇥40.00

财政拨款“三公”经费支出决算表
单位：万元
合计⇥⇥因公出国（境）费⇥⇥公务接待费⇥
预算数⇥决算数⇥预算数⇥决算数⇥预算数⇥决算数
2.00⇥1.50⇥0.00⇥0.00⇥2.00⇥1.50

项目支出绩效自评表
（2024年度）
项目名称⇥⇥河道保洁⇥⇥⇥⇥⇥⇥
主管部门⇥⇥甲局⇥⇥⇥实施单位⇥⇥某所⇥
项目资金（万元）⇥⇥⇥年初预算数⇥全年预算数⇥全年执行数⇥分值⇥执行率⇥得分
⇥⇥年度资金总额⇥12.50⇥13.00⇥12.00⇥10⇥92.31%⇥9
⇥⇥其中：当年财政拨款⇥10.00⇥10.50⇥10.00⇥—⇥95.24%⇥—
⇥⇥其他资金⇥2.50⇥2.50⇥2.00⇥—⇥80.00%⇥—
年度总体目标⇥预期目标⇥⇥⇥⇥实际完成情况⇥⇥⇥
⇥水面清洁。⇥⇥⇥⇥已清洁。⇥⇥⇥
绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
⇥产出指标⇥数量指标⇥保洁次数⇥≥12次⇥11次⇥20⇥18⇥汛期停工
⇥⇥质量指标⇥漂浮物⇥≤1处⇥1处⇥20⇥20⇥无
总分⇥⇥⇥⇥⇥⇥100⇥97⇥
";

fn built() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("content/jia");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("2024-budget.txt"), BUDGET.replace('⇥', "\t")).unwrap();
    fs::write(folder.join("2024-final.txt"), FINAL.replace('⇥', "\t")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingzhang"));
    command.args(["build", "--quiet"]).current_dir(root.path()).output().unwrap();
    root
}

/// The rows of the table that an id labels, each as words.
fn rows(root: &TempDir, page: &str, id: &str) -> Vec<String> {
    let html = fs::read_to_string(root.path().join("public").join(page)).unwrap();
    let table = html.split_once(&format!("aria-labelledby=\"{id}\"")).unwrap().1;
    let table = table.split_once("</table>").unwrap().0;
    let tag = Regex::new("<[^>]*>").unwrap();
    let words = |row: &str| {
        tag.replace_all(row, " ").replace("&nbsp;", " ").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    table.split("<tr").skip(2).map(|row| words(&format!("<tr{row}"))).collect()
}

#[test]
fn three_public_expenses_stand_beside_their_budget_where_the_table_has_both() {
    let root = built();
    let rows = rows(&root, "jia/2024-final/index.html", "page-planned");
    assert_eq!(
        rows,
        [
            "“三公”经费 2.00 万元 1.50 万元 -0.50 万元 决算为预算的 75.0%",
            "因公出国（境）费 0.00 万元 0.00 万元 不变",
            "公务接待费 2.00 万元 1.50 万元 -0.50 万元 决算为预算的 75.0%",
        ]
    );
    let budget = fs::read_to_string(root.path().join("public/jia/2024-budget/index.html")).unwrap();
    assert!(!budget.contains("page-planned"));
}

#[test]
fn the_lowest_accounts_of_a_year_stand_side_by_side_the_largest_gap_first() {
    let rows = rows(&built(), "jia/index.html", "page-2024-accounts");
    assert_eq!(
        rows,
        [
            "2050202 小学教育 17.00 万元 19.00 万元 +2.00 万元 111.8%",
            "2050201 学前教育 60.00 万元 61.00 万元 +1.00 万元 101.7%",
        ]
    );
}

#[test]
fn a_project_stands_beside_what_its_self_evaluation_says_was_spent() {
    let rows = rows(&built(), "jia/index.html", "page-2024-projects");
    assert_eq!(rows, ["河道保洁 10.00 万元 项目支出表 12.00 万元 自评表的执行数 +2.00 万元 120.0%"]);
}

#[test]
fn targets_stand_beside_results_with_the_reasons_given() {
    let rows = rows(&built(), "jia/2024-final/projects/index.html", "page-evaluated");
    assert_eq!(rows.len(), 1);
    assert!(rows[0].starts_with("河道保洁 原文 ") && rows[0].contains("13.00 万元 12.00 万元 92.31% 97"));
    assert!(rows[0].contains("保洁次数：目标 ≥12次，完成 11次。汛期停工 原文 "), "{rows:?}");
    assert!(!rows[0].contains("漂浮物"), "no gap, and no reason");
}
