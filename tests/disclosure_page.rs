//! What the first page of a disclosure says in its first sentence.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::process::Command;

use regex::Regex;
use tempfile::TempDir;

const TABLES: &str = "\
甲局2020年部门预算

2020年收支总表
单位：万元
收入⇥⇥支出⇥
项目⇥预算数⇥项目⇥预算数
一般公共预算⇥125.00⇥教育支出⇥90.00
⇥⇥卫生健康支出⇥35.00
收入总计⇥125.00⇥支出总计⇥125.00
";

/// The site of one budget.
fn built(text: &str) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("content/jia");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("2020-budget.txt"), text.replace('⇥', "\t")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingzhang"));
    command.args(["build", "--quiet"]).current_dir(root.path()).output().unwrap();
    root
}

fn page(root: &TempDir, path: &str) -> String {
    fs::read_to_string(root.path().join("public").join(path)).unwrap()
}

/// The first sentence of a budget whose notes state a change.
fn lead(notes: &str) -> String {
    let notes = format!("\n## 第三部分 2020年部门预算情况说明\n\n### 一、收支预算总体情况说明\n\n{notes}\n");
    let html = page(&built(&(TABLES.to_owned() + &notes)), "jia/2020-budget/index.html");
    let lead = html.split_once("<p class=\"lead\">").unwrap().1.split_once("</p>").unwrap().0;
    Regex::new("<[^>]*>").unwrap().replace_all(lead, "").into_owned()
}

#[test]
fn a_stated_change_of_the_total_is_repeated_if_it_can_be_recomputed() {
    let rest = "。安排最多的一类是教育支出，90.00 万元，占支出总计的 72.0%（本站计算）。";
    let total = "收入、支出总计都是 125.00 万元";
    let said = lead("2020年收支总计125.00万元，比上年增加25.00万元，增长25%。");
    assert_eq!(said, format!("{total}；单位说明：比上年增加 25.00 万元（25%）{rest}"));
    let less = lead("2020年收支总计125.00万元，比上年减少25.00万元，下降16.67%。");
    assert_eq!(less, format!("{total}；单位说明：比上年减少 25.00 万元（16.67%）{rest}"));
    for other in [
        "2020年收支总计125.00万元，比上年增加25.00万元，增长35%。",
        "2020年教育支出90.00万元，比上年增加30.00万元，增长50%。",
        // What was spent last year was not budgeted.
        "2020年收支总计125.00万元，比上年执行数增加25.00万元，增长25%。",
    ] {
        assert_eq!(lead(other), format!("{total}{rest}"));
    }
}

/// A budget of nearly one class, with accounts below it and perhaps projects.
fn of_one_class(projects: &str) -> String {
    format!(
        "甲局2020年部门预算\n\n2020年收支总表\n单位：万元\n收入⇥⇥支出⇥\n项目⇥预算数⇥项目⇥预算数\n\
         一般公共预算⇥100.00⇥教育支出⇥90.00\n⇥⇥卫生健康支出⇥10.00\n收入总计⇥100.00⇥支出总计⇥100.00\n\n\
         2020年支出总表\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n\
         205⇥教育支出⇥90.00⇥60.00⇥30.00\n20502⇥普通教育⇥50.00⇥40.00⇥10.00\n\
         2050201⇥学前教育⇥45.00⇥40.00⇥5.00\n2050299⇥其他支出⇥5.00⇥⇥5.00\n\
         20503⇥职业教育⇥40.00⇥20.00⇥20.00\n2050302⇥中等职业教育⇥35.00⇥20.00⇥15.00\n\
         2050399⇥其他支出⇥5.00⇥⇥5.00\n210⇥卫生健康支出⇥10.00⇥10.00⇥\n\
         21011⇥行政事业单位医疗⇥10.00⇥10.00⇥\n2101101⇥行政单位医疗⇥10.00⇥10.00⇥\n\
         ⇥合计⇥100.00⇥70.00⇥30.00\n\n{projects}"
    )
}

#[test]
fn where_nearly_all_is_one_class_the_largest_project_or_account_is_said_instead() {
    let said = |projects: &str| {
        let html = page(&built(&of_one_class(projects)), "jia/2020-budget/index.html");
        let lead = html.split_once("<p class=\"lead\">").unwrap().1.split_once("</p>").unwrap().0;
        (Regex::new("<[^>]*>").unwrap().replace_all(lead, "").into_owned(), html)
    };
    let projects = |small: &str| {
        let head = "2020年项目支出预算表\n单位：万元\n项目名称⇥合计⇥一般公共预算\n";
        format!("{head}校舍维修⇥20.00⇥20.00\n图书⇥{small}⇥{small}\n")
    };
    let account = "收入、支出总计都是 100.00 万元。安排最多的一项是普通教育下的学前教育，45.00 万元，占支出总计的 45.0%（本站计算）。";
    assert_eq!(said("").0, account);
    let (lead, html) = said(&projects("10.00"));
    assert_eq!(
        lead,
        "收入、支出总计都是 100.00 万元。金额最大的项目是校舍维修，20.00 万元，占支出总计的 20.0%（本站计算）。"
    );
    assert_eq!(
        html.matches("金额最大的项目是校舍维修，<a").count(),
        2,
        "once in the lead, once in the story"
    );
    assert_eq!(said(&projects("9.784.70")).0, account, "another project may be larger");
}

/// The home page's words on the checks of one disclosure.
fn home(text: &str) -> String {
    let html = page(&built(text), "index.html");
    let said = html.split_once("<td class=\"a\">").unwrap().1.split_once("</td>").unwrap().0;
    Regex::new("<[^>]*>").unwrap().replace_all(said, "").into_owned()
}

#[test]
fn nothing_is_praised_that_was_not_checked() {
    assert!(home(TABLES).contains("4 项核对，没有不符，另有 16 项无法核对"), "{}", home(TABLES));
    let rows: String = (1..20).map(|n| format!("302{n:02} 某费 {n}.50\n")).collect();
    let unread = home(&format!("甲局2020年部门预算\n{rows}"));
    assert!(unread.ends_with("；本站没有读到这份公开的表格") && !unread.contains("没有不符"), "{unread}");
    let empty = home("甲局2020年部门预算\n\n一、主要职责\n\n某项工作。\n");
    assert!(!empty.contains("没有不符"), "{empty}");
}

/// The site of two disclosures of two bodies.
fn of_two(first: &str, second: &str) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for (folder, text) in [("a", first), ("b", second)] {
        let folder = root.path().join("content").join(folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("2020-budget.txt"), text.replace('⇥', "\t")).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingzhang"));
    command.args(["build", "--quiet", "--base-url", "https://example.org/"]).current_dir(root.path());
    command.output().unwrap();
    root
}

/// The names of bodies on the home page of a site with two disclosures.
fn names(first: &str, second: &str) -> Vec<String> {
    let html = page(&of_two(first, second), "index.html");
    let name = Regex::new(r#"<tr id="page-body-[^"]*"><th[^>]*><a[^>]*>([^<]*)</a>"#).unwrap();
    name.captures_iter(&html).map(|found| found[1].to_owned()).collect()
}

#[test]
fn two_bodies_of_one_name_are_told_apart() {
    let text = |whose: &str| TABLES.replace("甲局2020年部门预算", &format!("某市甲局2020年{whose}预算"));
    assert_eq!(names(&text("部门"), &text("单位")), ["某市甲局（本级）", "某市甲局（部门）"]);
    assert_eq!(names(&text("部门"), &text("部门")), ["某市甲局（a）", "某市甲局（b）"]);
    let own_level = text("单位").replace("某市甲局", "某市甲局（本级）");
    assert_eq!(names(&text("部门"), &own_level), ["某市甲局", "某市甲局（本级）"]);
}

#[test]
fn two_bodies_of_one_name_are_told_apart_wherever_they_are_named() {
    let text = |whose: &str| TABLES.replace("甲局2020年部门预算", &format!("某市甲局2020年{whose}预算"));
    let site = of_two(&text("部门"), &text("单位"));
    for (folder, name, other) in [("a", "某市甲局（部门）", "本级"), ("b", "某市甲局（本级）", "部门")]
    {
        for path in ["", "tables/", "tables/balance/", "audit/", "source/", "data/"] {
            let html = page(&site, &format!("{folder}/2020-budget/{path}index.html"));
            let title = html.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0;
            assert!(
                title.contains(name) && html.contains(&format!("数字和文字来自{name}")),
                "{path}: {title}"
            );
            assert!(!html.contains(&format!("某市甲局（{other}）")), "{path}");
        }
        let table = page(&site, &format!("{folder}/2020-budget/tables/balance/index.html"));
        assert!(table.contains(&format!("data-body=\"{name}\"")), "for citations");
        assert!(
            table.contains(&format!("\"@type\":\"GovernmentOrganization\",\"name\":\"{name}\"")),
            "{table}"
        );
        let package = page(&site, &format!("{folder}/2020-budget/datapackage.json"));
        assert!(package.contains(&format!("\"description\":\"{name}2020年预算")), "{package}");
        for file in ["feed.xml", "search/index-1.js", "data/totals.csv", "index.html", "search/index.html"] {
            assert!(page(&site, file).contains(name), "{file}");
        }
    }
    assert!(!page(&site, "feed.xml").contains("<title>某市甲局2020"));
    assert!(!page(&site, "data/totals.csv").contains(",某市甲局,"));
}

#[test]
fn names_from_settings_are_told_apart_too() {
    let root = tempfile::tempdir().unwrap();
    for folder in ["a", "b"] {
        let content = root.path().join("content").join(folder);
        fs::create_dir_all(&content).unwrap();
        fs::write(content.join("2020-budget.txt"), TABLES.replace('⇥', "\t")).unwrap();
        fs::write(content.join("body.toml"), "name = \"某市甲局\"\n").unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingzhang"));
    command.args(["build", "--quiet"]).current_dir(root.path()).output().unwrap();
    for folder in ["a", "b"] {
        let html = page(&root, &format!("{folder}/2020-budget/tables/balance/index.html"));
        assert!(html.contains(&format!("data-body=\"某市甲局（{folder}）\"")), "{html}");
    }
}

/// A table of 三公 with what stands above and below its items.
fn three_public(above: &str, below: &str) -> String {
    format!(
        "甲局2020年部门预算\n\n一般公共预算“三公”经费、会议费、培训费支出预算表\n单位：万元\n项目⇥预算数\n{above}\
         一、因公出国（境）费⇥10.00\n二、公务接待费⇥30.00\n三、公务用车购置及运行费⇥60.00\n{below}"
    )
}

#[test]
fn the_total_of_three_public_has_nothing_else_in_it() {
    const FIGURE: &str = "<span class=\"amount\">100.00</span>&nbsp;<span class=\"u\">万元";
    let others = "四、会议费⇥20.00\n五、培训费⇥30.00\n";
    let totals = |site: &TempDir| {
        let csv = page(site, "data/totals.csv");
        csv.lines().find(|line| line.contains(",three-public,")).unwrap().to_owned()
    };
    let summed = built(&three_public("合计⇥150.00\n", others));
    assert!(page(&summed, "jia/2020-budget/index.html").contains(&format!("{FIGURE}，本站相加</span>")));
    assert!(totals(&summed).contains(",sum,100.00,万元,"), "{}", totals(&summed));
    let printed = built(&three_public("合计⇥150.00\n三公经费小计⇥100.00\n", others));
    assert!(page(&printed, "jia/2020-budget/index.html").contains(&format!("{FIGURE}</span>")));
    assert!(totals(&printed).contains(",amount,100.00,万元,"), "{}", totals(&printed));
    let alone = built(&three_public("合计⇥100.00\n", ""));
    assert!(totals(&alone).contains("#r-total-total") && totals(&alone).contains(",amount,100.00,"));
    // The list of tables and the page's description do not answer with the other total.
    assert!(!page(&summed, "jia/2020-budget/index.html").contains("合计 150.00"));
    assert!(page(&alone, "jia/2020-budget/tables/three-public/index.html").contains("合计 100.00 万元。"));
    assert!(!page(&summed, "jia/2020-budget/tables/three-public/index.html").contains("合计 150.00 万元。"));
    // Nothing is added up where a part could not be read.
    let unread =
        three_public("合计⇥150.00\n", others).replace("因公出国（境）费⇥10.00", "因公出国（境）费⇥见附件");
    assert!(!totals(&built(&unread)).contains(",sum,"), "{}", totals(&built(&unread)));
}

#[test]
fn the_pages_of_the_sample_are_small() {
    let root = tempfile::tempdir().unwrap();
    let content = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingzhang"));
    command.args(["build", "--quiet", "--no-cache", "--content"]).arg(content);
    command.current_dir(root.path()).output().unwrap();
    for (path, most) in [("", 45), ("audit/", 120)] {
        let html = page(&root, &format!("xinzhou-traffic-police/2023-budget/{path}index.html"));
        assert!(html.len() <= most * 1024, "{path}: {} bytes", html.len());
    }
    let front = page(&root, "xinzhou-traffic-police/2023-budget/index.html");
    let audit = page(&root, "xinzhou-traffic-police/2023-budget/audit/index.html");
    assert!(
        audit.contains("需要看一看的（6 项）") && audit.contains("<summary>舍入差的核对（3 项）</summary>")
    );
    for part in ["项目支出 77.70 元", "人员经费 18.29 元", "公用经费 4.02 元"] {
        assert!(front.contains(part), "{part}: of each 100 元");
    }
}
