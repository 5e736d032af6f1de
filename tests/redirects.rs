//! What the program proposes where published addresses would vanish is enough: pasted as
//! it stands it lets the build go on, one rule for each row, table, project or disclosure.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;

use std::fs;

use common::site::Site;
use mingzhang::permalinks::Lock;

/// Tables by account and of projects, a form, and checks of all of them.
const TEXT: &str = "\
某局2023年部门预算

2023年部门支出总表
单位：万元

科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t9.00\t4.00\t5.00
213\t农林水支出\t9.00\t4.00\t5.00
21302\t林业和草原\t9.00\t4.00\t5.00

2023年项目支出表
单位：万元

项目名称\t合计\t一般公共预算
合计\t5.00\t5.00
河道保洁\t3.00\t3.00
林木养护\t2.00\t2.00

项目支出绩效目标申报表
项目名称\t河道保洁
项目资金（万元）\t年度资金总额：\t3.00
\t其中：财政拨款\t3.00
年度目标\t保持河道干净
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t保洁河道\t≥3公里
";

const OF: &str = "a/2023-budget/";

/// A site of two bodies, built once.
fn site() -> Site {
    let site = Site::empty();
    site.put("content/a/2023-budget.md", TEXT);
    site.put("content/b/2023-budget.md", &TEXT.replace("某局", "另一局").replace("213", "214"));
    site.build("--lock", 0, &["permalinks 添了"]);
    site
}

/// The rules that are proposed, as they are to be pasted, and each as `from > to`.
fn proposed(said: &str) -> (String, Vec<String>) {
    let value = |line: &str| line.split('"').nth(1).unwrap().replace(OF, "");
    let is_rule =
        |line: &&str| ["[[", "from = ", "to = ", "reason = "].iter().any(|sign| line.starts_with(sign));
    let lines: Vec<&str> = said.lines().filter(is_rule).collect();
    let rule = |lines: &[&str]| match lines[2].starts_with("to") {
        true => format!("{} > {}", value(lines[1]), value(lines[2])),
        false => format!("{} >", value(lines[1])),
    };
    (lines.join("\n"), lines.chunks(3).map(rule).collect())
}

/// Fails unless what is proposed after a change is just this, and is enough: the build goes
/// on, also an automatic one, and something stands at every address there was.
fn check(site: &Site, expected: &[&str]) {
    let before = site.lock();
    let (code, said) = site.run("");
    assert_eq!(code, Some(1), "{said}");
    let (rules, told) = proposed(&said);
    assert_eq!(told, expected, "{said}");
    site.put("site.toml", &rules);
    site.build("", 0, &["已生成"]);
    site.build("--locked", 0, &["已生成"]);
    let lock = Lock::parse(&before).unwrap();
    for page in lock.addresses().filter(|page| page.ends_with('/')) {
        let kept = |anchor: &String| page.contains("/2023-budget/") && !anchor.starts_with('L');
        assert!(site.has(page), "{page}");
        for anchor in lock.anchors(page).iter().filter(|anchor| kept(anchor)) {
            assert!(site.has(&format!("{page}#{anchor}")), "{page}#{anchor}");
        }
    }
}

fn change(site: &Site, from: &str, to: &str) {
    let text = site.read("content/a/2023-budget.md");
    assert!(text.contains(from));
    site.put("content/a/2023-budget.md", &text.replace(from, to));
}

#[test]
fn a_row_of_another_account_takes_its_cells_and_checks_along() {
    let site = site();
    change(&site, "21302\t林业和草原", "21303\t水利");
    check(&site, &["tables/expenditure/#r-21302 > tables/expenditure/#r-21303"]);
    for (page, old, new) in [
        ("tables/expenditure/", "r-21302", "r-21303"),
        ("tables/expenditure/", "r-21302-total", "r-21303-total"),
        ("audit/", "row-expenditure-21302", "row-expenditure-21303"),
    ] {
        let html = site.read(&format!("public/{OF}{page}index.html"));
        let at = html.find(&format!(" id=\"{new}\"")).unwrap();
        let next = html[at..].find("<span class=\"alias\"").map(|found| &html[at + found..]).unwrap();
        assert!(next.starts_with(&format!("<span class=\"alias\" id=\"{old}\">")), "{next:.200}");
    }
}

#[test]
fn a_row_that_is_gone_has_one_reason_for_all_that_was_of_it() {
    let site = site();
    change(&site, "21302\t林业和草原\t9.00\t4.00\t5.00\n", "");
    check(&site, &["tables/expenditure/#r-21302 >"]);
    let audit = site.read(&format!("public/{OF}audit/index.html"));
    assert!(audit.contains("<p id=\"row-expenditure-21302\">这个位置撤下了：在这里写明原因"), "{audit}");
}

#[test]
fn a_table_of_another_name_takes_its_checks_along() {
    let site = site();
    change(&site, "部门支出总表", "财政拨款支出表");
    change(&site, "9.00\t4.00", "9.10\t4.10");
    change(&site, "21302\t林业和草原", "21303\t水利");
    // The lines of the projects were laid beside it.
    check(
        &site,
        &["tables/expenditure/ > tables/appropriation-expenditure/", "audit/#lines-projects-total >"],
    );
}

#[test]
fn a_project_of_another_name_takes_its_checks_along() {
    let site = site();
    change(&site, "河道保洁", "河湖保洁");
    let [old, new] = ["河道保洁", "河湖保洁"].map(|name| mingzhang::catalogue::normal::hashed_key("p", name));
    let page = format!("projects/{old}/ > projects/{new}/");
    check(&site, &[&page, &format!("tables/projects/#r-{old} > tables/projects/#r-{new}")]);
    let audit = site.read(&format!("public/{OF}audit/index.html"));
    assert!(audit.contains(&format!("<span class=\"alias\" id=\"form-{old}-amount\">")), "{audit}");
}

#[test]
fn rules_that_follow_one_another_lead_to_where_things_are_now() {
    let site = site();
    let mut rules = String::new();
    let mut settle = |site: &Site| {
        rules += &(proposed(&site.run("").1).0 + "\n");
        site.put("site.toml", &rules);
        site.build("", 0, &["已生成"]);
        site.build("--locked", 0, &["已生成"]);
    };
    for (old, new) in [("21302\t林业和草原", "21303\t水利"), ("21303\t水利", "21305\t巩固脱贫")]
    {
        change(&site, old, new);
        settle(&site);
    }
    let table = site.read(&format!("public/{OF}tables/expenditure/index.html"));
    for of in ["", "-total"] {
        let at = table.find(&format!(" id=\"r-21305{of}\"")).unwrap();
        let names = &table[at..at + 250];
        assert!(
            names.contains(&format!("id=\"r-21302{of}\"")) && names.contains(&format!("id=\"r-21303{of}\""))
        );
    }
    for (old, new) in [("b", "c"), ("c", "d")] {
        site.rename(old, new);
        settle(&site);
    }
    let page = site.read("public/b/2023-budget/tables/expenditure/index.html");
    assert!(page.contains("href=\"../../../../d/2023-budget/tables/expenditure/index.html\""), "{page}");
}

#[test]
fn every_loss_has_a_rule_however_many_there_are() {
    let site = site();
    change(&site, "213", "215");
    change(&site, "林木养护", "树木养护");
    change(&site, "合计\t基本支出", "合计\t另一栏");
    change(&site, "项目资金（万元）\t年度资金总额：\t3.00\n\t其中：财政拨款\t3.00\n", "");
    let (_, said) = site.run("");
    let (_, rules) = proposed(&said);
    assert!(rules.len() > 5, "{said}");
    let rules: Vec<&str> = rules.iter().map(String::as_str).collect();
    check(&site, &rules);
}

#[test]
fn one_rule_withdraws_a_disclosure_from_every_page_it_stood_on() {
    let site = site();
    assert!(site.lock().contains("\ncodes/21402/\n"));
    fs::remove_dir_all(site.root.path().join("content/b")).unwrap();
    check(&site, &["b/ >"]);
    let page = |path: &str| site.read(&format!("public/{path}index.html"));
    assert!(page("b/2023-budget/tables/expenditure/").contains("在这里写明原因"));
    assert!(page("codes/21402/").contains("现在没有收录的公开文本"));
    // A rule on the disclosure does as well.
    site.put("site.toml", "[[gone]]\nfrom = \"b/2023-budget/\"\nreason = \"单位撤回\"\n");
    site.build("--locked", 0, &["已生成"]);
    assert!(page("b/2023-budget/tables/expenditure/").contains("单位撤回"));
    assert!(page("b/").contains("现在没有收录的公开文本"));
}

#[test]
fn where_a_region_stood_leads_to_the_list_of_regions() {
    use common::site::TABLE;
    let site = Site::empty();
    let region = |at: usize, name: &str| {
        site.put(
            &format!("content/b{at}/body.toml"),
            &format!("name = \"某市第{at}局\"\nregion = \"{name}\"\n"),
        )
    };
    for at in 0..101 {
        site.put(&format!("content/b{at}/2023-budget.md"), TABLE);
        region(at, if at < 50 { "甲市" } else { "乙市" });
    }
    site.build("--lock", 0, &["permalinks 添了"]);
    let pages = || {
        let folders = fs::read_dir(site.root.path().join("public/regions")).unwrap().map(Result::unwrap);
        let page = |folder: fs::DirEntry| fs::read_to_string(folder.path().join("index.html")).unwrap();
        folders.map(page).collect::<Vec<String>>()
    };
    let of = |name: &str| pages().into_iter().filter(|page| page.contains(&format!("<h1>{name}"))).count();
    assert_eq!([of("甲市"), of("乙市"), of("丙市")], [1, 1, 0]);
    (0..50).for_each(|at| region(at, "丙市"));
    site.build("", 0, &["已生成"]);
    assert_eq!([of("甲市"), of("乙市"), of("丙市")], [0, 1, 1]);
    let led =
        pages().into_iter().filter(|page| page.contains("href=\"../../index.html\">首页</a>。")).count();
    assert_eq!(led, 1, "and it is told where its bodies are");
}
