//! Bodies and years side by side, in the pages and data of whole sites: two
//! invented bodies, two years, a pair of budget and final accounts, units that
//! differ, names that lie, tables that are missing.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use regex::Regex;
use tempfile::TempDir;

/// 万元; 普通教育 is 20502.
const EARLIER: &str = "\
甲局2017年部门预算

2017年收支总表
单位：万元
收入⇥⇥支出⇥
项目⇥预算数⇥项目⇥预算数
一般公共预算⇥100.00⇥教育支出⇥70.00
收入总计⇥100.00⇥支出总计⇥100.00

2017年支出总表
单位：万元
科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出
205⇥教育支出⇥70.00⇥40.00⇥30.00
20502⇥普通教育⇥50.00⇥40.00⇥10.00
20503⇥职业教育⇥20.00⇥⇥20.00
208⇥社会保障和就业支出⇥10.00⇥10.00⇥
20805⇥养老支出⇥10.00⇥10.00⇥
2080504⇥未归口离退休⇥10.00⇥10.00⇥
210⇥医疗卫生与计划生育支出⇥20.00⇥10.00⇥10.00
⇥合计⇥100.00⇥60.00⇥40.00

2017年一般公共预算“三公”经费支出表
单位：万元
项目⇥预算数
合计⇥2.00
因公出国（境）费⇥0.00
公务接待费⇥2.00
";

/// 元; the names of 20502 and 20503 are swapped, 210 is renamed, 2080504 has
/// another code, and there is no table of 三公.
const LATER: &str = "\
甲局2018年部门预算

2018年收支总表
单位：元
收入⇥⇥支出⇥
项目⇥预算数⇥项目⇥预算数
一般公共预算⇥1,100,000⇥教育支出⇥770,000
收入总计⇥1,100,000⇥支出总计⇥1,100,000

2018年支出总表
单位：元
科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出
205⇥教育支出⇥770,000⇥400,000⇥370,000
20502⇥职业教育⇥600,000⇥400,000⇥200,000
20503⇥普通教育⇥170,000⇥⇥170,000
208⇥社会保障和就业支出⇥80,000⇥80,000⇥
20805⇥养老支出⇥80,000⇥80,000⇥
2080501⇥未归口离退休⇥80,000⇥80,000⇥
210⇥卫生健康支出⇥250,000⇥120,000⇥130,000
⇥合计⇥1,100,000⇥600,000⇥500,000
";

/// 万元 again.
const FINAL: &str = "\
甲局2018年度部门决算

收入支出决算总表
单位：万元
收入⇥⇥支出⇥
项目⇥决算数⇥项目⇥决算数
一般公共预算财政拨款收入⇥120.00⇥教育支出⇥80.00
总计⇥120.00⇥总计⇥115.00

支出决算表
单位：万元
科目编码⇥科目名称⇥本年支出合计⇥基本支出⇥项目支出
205⇥教育支出⇥80.00⇥40.00⇥40.00
210⇥卫生健康支出⇥25.00⇥12.00⇥13.00
⇥合计⇥105.00⇥52.00⇥53.00

财政拨款“三公”经费支出决算表
单位：万元
合计⇥⇥因公出国（境）费⇥⇥公务接待费⇥
预算数⇥决算数⇥预算数⇥决算数⇥预算数⇥决算数
2.00⇥1.50⇥0.00⇥0.00⇥2.00⇥1.50
";

fn simple(year: u16, whose: &str, unit: &str, amount: &str) -> String {
    format!(
        "乙局{year}年{whose}预算\n\n{year}年支出总表\n{unit}\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n\
         205⇥教育支出⇥{amount}⇥{amount}⇥\n20502⇥普通教育⇥{amount}⇥{amount}⇥\n⇥合计⇥{amount}⇥{amount}⇥\n"
    )
}

struct Site(TempDir);

impl Site {
    fn build(jobs: &str) -> Self {
        Self::with(&[], jobs)
    }

    /// The site with more texts.
    fn with(more: &[(&str, &str)], jobs: &str) -> Self {
        let root = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &[u8]| {
            let path = root.path().join("content").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        let tabs = |text: &str| text.replace('⇥', "\t").into_bytes();
        put("jia/2016-budget.txt", b"\xff\xff\xff\x81");
        put("jia/2017-budget.txt", &tabs(EARLIER));
        put("jia/2018-budget.txt", &tabs(LATER));
        put("jia/2018-final.txt", &tabs(FINAL));
        put("jia/body.toml", "name = \"甲局\"".as_bytes());
        put("yi/body.toml", "name = \"乙局\"\nregion = \"乙市\"".as_bytes());
        put("yi/2019-budget.txt", &tabs(&simple(2019, "部门", "单位：万元", "9.00")));
        put("yi/2020-budget.txt", &tabs(&simple(2020, "单位", "单位：万元", "4.00")));
        put("yi/2022-budget.txt", &tabs(&simple(2022, "单位", "", "5.00")));
        for (name, text) in more {
            put(name, &tabs(text));
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_mingzhang"));
        command.args(["build", "--quiet", "--jobs", jobs]).current_dir(root.path());
        let status = command.output().unwrap().status;
        assert!(matches!(status.code(), Some(0 | 1)), "the build ended with {status}");
        Self(root)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join("public").join(path)).unwrap()
    }

    fn page(&self, path: &str) -> String {
        self.read(&format!("{path}index.html"))
    }

    /// The cells of the row named `name` in the table whose caption is `id`, as a
    /// reader sees them; empty where there is no such row.
    fn row(&self, page: &str, id: &str, name: &str) -> Vec<String> {
        let html = self.page(page);
        let table = html.split_once(&format!("<caption id=\"{id}\"")).unwrap_or_else(|| panic!("no {id}")).1;
        let table = table.split_once("</table>").unwrap().0;
        let mut rows = table.split("<tr").skip(1).map(cells);
        rows.find(|cells| cells.len() > 1 && cells[0] == name)
            .map(|cells| cells[1..].to_vec())
            .unwrap_or_default()
    }
}

/// The words of a row's cells.
fn cells(row: &str) -> Vec<String> {
    let hidden = Regex::new(r#"<span class="vh">[^<]*</span>"#).unwrap();
    let tags = Regex::new("<[^>]*>").unwrap();
    let cell = Regex::new("(?s)<t[hd][^>]*>(.*?)</t[hd]>").unwrap();
    let words = |html: &str| {
        let seen = hidden.replace_all(html, "");
        tags.replace_all(&seen, " ").replace("&nbsp;", " ").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    cell.captures_iter(row).map(|found| words(&found[1])).collect()
}

#[test]
fn years_stand_beside_each_other_with_an_exact_change() {
    let site = Site::build("1");
    let total = |name: &str| site.row("jia/", "page-budget-totals", name);
    assert_eq!(total("支出总计"), ["100.00 万元", "1,100,000 元", "+100,000 元 +10.0% 折算后"]);
    assert_eq!(total("项目支出"), ["40.00 万元", "500,000 元", "+100,000 元 +25.0% 折算后"]);
    let page = site.page("jia/");
    assert!(page.contains("1 万元 = 10,000 元") && page.contains("不是公布的数"));
    assert!(page.contains("2018年决算支出总计 115.00 万元。"));
}

#[test]
fn three_whole_budgets_of_one_body_stand_side_by_side() {
    let years = [2023, 2024, 2025];
    let texts: Option<Vec<(String, String)>> = years
        .iter()
        .map(|year| {
            Some((
                format!("bing/{year}-budget.txt"),
                common::real(&format!("putuo-wanli/{year}-budget.txt"))?,
            ))
        })
        .collect();
    let Some(texts) = texts else { return };
    let more: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let site = Site::with(&more, "1");
    let row = |id: &str, name: &str| site.row("bing/", id, name).join(" | ");
    assert_eq!(
        row("page-budget-totals", "支出总计"),
        "164,978,640 元 | 156,211,123 元 | -8,767,517 元 -5.3% | 189,767,551 元 | +33,556,428 元 +21.5%"
    );
    assert_eq!(
        row("page-budget-totals", "“三公”经费"),
        "22.91 万元 | 47.91 万元 | +25.00 万元 +109.1% | 37.91 万元 | -10.00 万元 -20.9%"
    );
    assert_eq!(
        row("page-budget-totals", "人员经费"),
        "84,024,865 元 | 88,537,451 元 | +4,512,586 元 +5.4% | 90,514,044 元 | +1,976,593 元 +2.2%"
    );
    assert_eq!(
        row("page-budget-all-accounts", "2129999 其他城乡社区支出"),
        "14,500,000 元 | 9,220,200 元 | -5,279,800 元 -36.4% | 52,348,937 元 | +43,128,737 元 +467.8%"
    );
    let front = site.page("bing/2025-budget/");
    let lead = front.split_once("<p class=\"lead\">").unwrap().1.split_once("</p>").unwrap().0;
    let plain = Regex::new("<[^>]*>").unwrap().replace_all(lead, "").into_owned();
    assert!(plain.contains("变化最大的是其他城乡社区支出，增加 43,128,737 元（本站计算）"), "{plain}");
}

#[test]
fn a_missing_table_is_said_and_is_no_zero() {
    let site = Site::build("1");
    let total = |name: &str| site.row("jia/", "page-budget-totals", name);
    assert_eq!(total("“三公”经费"), ["2.00 万元", "未公布", "–"]);
    assert_eq!(total("因公出国（境）费"), ["0.00 万元", "未公布", "–"]);
    assert_eq!(total("购置费"), [""; 0], "what no year lists is no row");
}

#[test]
fn accounts_are_compared_by_code_whatever_they_are_called() {
    let site = Site::build("1");
    let account = |name: &str| site.row("jia/", "page-budget-all-accounts", name);
    let code = ["50.00 万元", "600,000 元", "+100,000 元 +20.0% 折算后"];
    assert_eq!(account("20502 职业教育"), code, "by name it would be tripled");
    assert_eq!(account("210 卫生健康支出"), ["20.00 万元", "250,000 元", "+50,000 元 +25.0% 折算后"]);
    assert_eq!(account("2080501 未归口离退休"), ["未列这一科目", "80,000 元", "–"]);
    let page = site.page("jia/");
    for note in [
        "210：2017年预算写作“医疗卫生与计划生育支出”，2018年预算写作“卫生健康支出”，科目改过名",
        "20502：2017年预算写作“普通教育”，2018年预算写作“职业教育”；编码相同",
        "“未归口离退休”在不同年度有两个编码，2080501 和 2080504：可能改过编码",
        "2080504 未归口离退休（只在2017年预算）",
    ] {
        assert!(page.contains(note), "{note}");
    }
}

#[test]
fn budget_and_final_accounts_are_a_pair_and_never_one_series() {
    let site = Site::build("1");
    let pair = |name: &str| site.row("jia/", "page-2018", name);
    assert_eq!(pair("支出总计"), ["1,100,000 元", "115.00 万元", "+5.00 万元 折算后", "104.5%"]);
    assert_eq!(pair("205 教育支出"), ["770,000 元", "80.00 万元", "+3.00 万元 折算后", "103.9%"]);
    assert_eq!(pair("“三公”经费"), ["未公布", "1.50 万元", "–", "–"], "not the budget of the final");
    assert_eq!(site.row("jia/", "page-final-totals", "支出总计"), ["115.00 万元"]);
    assert_eq!(site.row("jia/", "page-budget-totals", "支出总计").len(), 3, "two budgets and one change");
    assert!(site.page("jia/").contains("两者口径不同"));
}

#[test]
fn unlike_coverage_and_missing_units_are_not_compared() {
    let site = Site::build("1");
    let line = site.row("yi/", "page-budget-all", "205 教育支出");
    let expected = ["9.00 万元", "4.00 万元", "范围不同，不比较", "5.00 单位未认出", "单位未认出，不比较"];
    assert_eq!(line, expected);
    let page = site.page("yi/");
    assert!(page.contains("2019年预算公开的是部门（含下属单位），2020年预算是单位（本级）"));
    assert!(page.contains("2022年预算和2020年预算之间的年度没有收录"));
    assert!(page.contains("《2022年支出总表》的单位本站没有认出"));
}

#[test]
fn what_may_be_another_years_is_not_laid_beside_this_ones() {
    let own = simple(2023, "单位", "单位：万元", "6.00");
    let misfiled = format!("{}\n2025年单位预算情况说明\n", simple(2025, "单位", "单位：万元", "8.00"));
    let site = Site::with(&[("bing/2023-budget.txt", &own), ("bing/2024-budget.txt", &misfiled)], "1");
    let line = site.row("bing/", "page-budget-all", "205 教育支出");
    assert_eq!(line, ["6.00 万元", "本站可能没有读对，看表", "–"]);
    assert!(site.page("bing/2024-budget/").contains("可能放错了年度"));
}

#[test]
fn a_code_has_a_page_that_leads_to_every_cell() {
    let site = Site::build("1");
    let rows = |page: &str| {
        let html = site.page(page);
        html.split("<tr").skip(1).map(cells).map(|cells| cells.join(" | ")).collect::<Vec<_>>()
    };
    let class = rows("codes/205/");
    for row in [
        "2018年决算 | 80.00 万元 | 部门（含下属单位）",
        "2018年预算 | 770,000 元 | 部门（含下属单位）",
        "2017年预算 | 70.00 万元 | 部门（含下属单位）",
        "2022年预算 | 5.00 单位未认出 | 单位（本级）",
    ] {
        assert!(class.iter().any(|own| own == row), "{row}: {class:?}");
    }
    let html = site.page("codes/20502/");
    assert!(html.contains("../../jia/2018-budget/tables/expenditure/index.html#r-20502-total"));
    assert!(html.contains("“普通教育”（2017–2022 年）、“职业教育”（2018 年）"), "{html}");
    assert!(html.contains("../../codes/205/index.html") || html.contains("../205/index.html"));
    let table = site.page("jia/2018-budget/tables/expenditure/");
    assert!(table.contains("<a class=\"q\" href=\"../../../../codes/20502/index.html\">职业教育</a>"));
    assert!(site.page("codes/").contains("205/index.html"));
}

#[test]
fn a_disclosure_leads_to_its_neighbours_as_far_as_they_are_published() {
    let site = Site::build("1");
    let page = site.page("jia/2018-budget/");
    assert!(page.contains("../2017-budget/index.html") && page.contains("../2018-final/index.html"));
    let first = site.page("jia/2017-budget/");
    assert!(first.contains("../2018-budget/index.html") && !first.contains("2016-budget"));
    let home = site.page("");
    for link in ["jia/2017-budget/", "jia/2018-final/", "yi/2022-budget/", "codes/", "data/totals.csv"] {
        assert!(home.contains(link), "{link}");
    }
    assert!(!home.contains("2016-budget") && home.contains("乙市"));
}

#[test]
fn data_files_give_what_was_published_and_nothing_computed() {
    let site = Site::build("1");
    let codes = site.read("data/codes.csv");
    let row = "jia/2018-budget,甲局,2018,budget,20502,职业教育,all,amount,600000,元,expenditure,\
               jia/2018-budget/tables/expenditure/#r-20502-total";
    assert!(codes.lines().any(|line| line.trim_end() == row), "{codes}");
    let totals = site.read("data/totals.csv");
    assert!(totals.contains("jia/2018-final,甲局,2018,final,three-public,amount,1.50,万元,three-public,"));
    assert!(!totals.contains("2018,budget,three-public"), "a missing table has no row");
}

#[test]
fn the_same_input_gives_the_same_pages_on_any_number_of_threads() {
    let (one, four) = (Site::build("1"), Site::build("4"));
    for path in walk(&one.0.path().join("public")) {
        let read = |site: &Site| fs::read(site.0.path().join("public").join(&path)).unwrap();
        assert!(read(&one) == read(&four), "{path}");
    }
}

fn walk(root: &Path) -> Vec<String> {
    let files = walkdir::WalkDir::new(root).into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file());
    files.map(|entry| entry.path().strip_prefix(root).unwrap().to_string_lossy().into_owned()).collect()
}
