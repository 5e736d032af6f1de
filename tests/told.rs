//! What the prose of whole disclosures tells beside the tables.

#![allow(clippy::unwrap_used)]

mod common;

use std::path::{Path, PathBuf};

use mingzhang::audit;
use mingzhang::catalogue::Catalogue;
use mingzhang::measures::Figures;
use mingzhang::model::Linked;
use mingzhang::told::{Fact, Purpose, Told};

fn told(linked: &Linked, mut check: impl FnMut(&Told)) {
    let figures = Figures::of(&linked.disclosure, Catalogue::get());
    let findings = audit::disclosure(linked, Catalogue::get());
    check(&Told::of(linked, &findings, &figures));
}

#[test]
fn the_sample_says_of_no_account_what_it_is_for() {
    let path = common::root().join("content/xinzhou-traffic-police/2023-budget.md");
    told(&linked(&path), |told| {
        assert_eq!((told.purposes.told, told.purposes.items, told.purposes.all.len()), (0, 8, 0));
    });
}

#[test]
fn the_sample_counts_vehicles_premises_and_what_is_bought() {
    let path = common::root().join("content/xinzhou-traffic-police/2023-budget.md");
    told(&linked(&path), |told| {
        let things: Vec<String> = told
            .things
            .iter()
            .map(|thing| format!("{} {}{}", thing.spec.key, thing.value, thing.unit))
            .collect();
        let expected = [
            "vehicles-owned 61辆",
            "premises 22793.84平方米",
            "procurement 3545万元",
            "goods 1380万元",
            "works 239万元",
            "services 1926万元",
        ];
        assert_eq!(things, expected);
    });
}

#[test]
fn the_sample_promises_by_how_it_is_put() {
    let path = common::root().join("content/xinzhou-traffic-police/2023-budget.md");
    told(&linked(&path), |told| {
        let promises = &told.promises;
        assert_eq!((promises.all.len(), promises.left.len()), (156, 0));
        let counts = Fact::ALL.map(|fact| promises.count(fact));
        assert_eq!(counts, [111, 45, 19, 12, 23, 20, 0]);
    });
}

#[test]
fn nearly_all_accounts_of_the_prose_of_one_city_are_told_of() {
    for (name, expected) in [
        ("putuo-wanli/2023-budget.txt", (34, 34, 34)),
        ("putuo-wanli/2024-budget.txt", (33, 33, 33)),
        ("putuo-wanli/2025-budget.txt", (32, 33, 32)),
        ("putuo-govoffice/2025-budget.txt", (12, 12, 0)),
        ("putuo-finance/2024-final.txt", (11, 11, 0)),
    ] {
        let Some(text) = common::real(name) else { continue };
        told(&common::linked(name, &text).0, |told| {
            let purposes = &told.purposes;
            let names = purposes.all.iter().filter(|purpose| purpose.names_only).count();
            assert_eq!((purposes.told, purposes.items, names), expected, "{name}");
            let sure =
                |purpose: &Purpose| purpose.spent.is_some_and(|spent| spent.cell.sure_money().is_some());
            assert!(purposes.all.iter().all(sure), "{name}");
        });
    }
}

/// What is planned and done of accounts: code, planned, done.
fn completions(told: &Told) -> Vec<(String, String, String)> {
    let each = |one: &mingzhang::told::Completion| {
        (one.code.to_string(), one.planned.value.to_string(), one.done.value.to_string())
    };
    told.completions.iter().map(each).collect()
}

#[test]
fn budgets_and_what_came_of_them_are_read_out_of_final_accounts() {
    let own = |code: &str, planned: &str, done: &str| (code.to_owned(), planned.to_owned(), done.to_owned());
    for (name, count, some) in [
        ("putuo-finance/2024-final.txt", 11, own("2010601", "1560.05", "1511.89")),
        ("putuo-planning/2024-final.txt", 9, own("2120201", "3110.14", "2739.56")),
    ] {
        let Some(text) = common::real(name) else { continue };
        told(&common::linked(name, &text).0, |told| {
            let found = completions(told);
            assert_eq!(found.len(), count, "{name}: {found:?}");
            assert!(found.contains(&some), "{name}: {found:?}");
        });
    }
}

/// Measures planned and done: key, planned, done.
fn planned(told: &Told) -> Vec<String> {
    let amount =
        |put: &mingzhang::told::Put| put.money.map_or("–".to_owned(), |money| money.value.to_string());
    let each = |one: &mingzhang::told::Planned| {
        format!("{} {} {}", one.spec.key, amount(&one.planned), amount(&one.done))
    };
    told.planned.iter().map(each).collect()
}

#[test]
fn three_public_of_whole_final_accounts_is_planned_and_done() {
    // One says in a sentence what its table leaves blank.
    for (name, expected) in [
        ("putuo-finance/2024-final.txt", vec!["three-public 0.95 0.00", "reception 0.95 –"]),
        (
            "putuo-planning/2024-final.txt",
            vec![
                "three-public 2.85 0.39",
                "overseas 0.00 0.00",
                "vehicles 0.00 0.00",
                "vehicle-purchase 0.00 0.00",
                "vehicle-running 0.00 0.00",
                "reception 2.85 0.39",
            ],
        ),
    ] {
        let Some(text) = common::real(name) else { continue };
        told(&common::linked(name, &text).0, |told| assert_eq!(planned(told), expected, "{name}"));
    }
}

const THREE_PUBLIC: &str = "\
甲局2024年度部门决算

第三部分 2024年度部门决算情况说明

一、财政拨款“三公”经费支出决算情况说明

";

/// What is told of 三公 by a sentence of invented final accounts, beside a table.
fn three_public(prose: &str, table: &str) -> Vec<String> {
    let text = format!("{THREE_PUBLIC}{prose}\n{table}").replace('⇥', "\t");
    let mut found = Vec::new();
    told(&common::linked("jia/2024-final.txt", &text).0, |told| found = planned(told));
    found
}

const THREE_PUBLIC_SENTENCE: &str =
    "2024年度“三公”经费财政拨款支出年初预算数为3.00万元，支出决算数为2.50万元，完成预算的83.33%。";

#[test]
fn what_one_sentence_says_of_both_is_planned_and_done_by_the_name_of_its_part() {
    let alone = |prose: &str| three_public(prose, "");
    let whole = THREE_PUBLIC_SENTENCE;
    assert_eq!(alone(whole), ["three-public 3.00 2.50"]);
    let parts = "其中：因公出国（境）费年初预算数1.00万元，决算数0.50万元；公务接待费支出预算为2万元，支出决算为2万元。";
    assert_eq!(
        alone(&format!("{whole}{parts}")),
        ["three-public 3.00 2.50", "overseas 1.00 0.50", "reception 2 2"]
    );
    for either_way in [
        "2024年度“三公”经费支出决算为2.50万元，完成年初预算3.00万元的83.33%。",
        "“三公”经费财政拨款支出决算数为2.50万元，年初预算数3.00万元。",
        "“三公”经费支出决算为2.50万元，比年初预算3.00万元减少0.50万元，下降16.67%。",
        "“三公”经费年初预算3.00万元，“三公”经费决算数2.50万元。",
        "2024年“三公”经费年初预算3.00万元，比上年减少0.20万元。2024年“三公”经费决算数2.50万元。",
        "“三公”经费支出决算为2.50万元。“三公”经费支出年初预算为3.00万元。",
    ] {
        assert_eq!(alone(either_way), ["three-public 3.00 2.50"], "{either_way}");
    }
}

#[test]
fn where_it_is_not_certain_that_both_are_of_one_thing_nothing_is_told() {
    let alone = |prose: &str| three_public(prose, "");
    let whole = THREE_PUBLIC_SENTENCE;
    for nothing in [
        "“三公”经费支出年初预算为3.00万元。支出决算为2.50万元。",
        "“三公”经费支出决算为2.50万元，完成预算的83.33%。",
        "2023年度“三公”经费支出年初预算为3.00万元，支出决算为2.50万元。",
        "下属乙中心“三公”经费支出年初预算为3.00万元，支出决算为2.50万元。",
        "“三公”经费和会议费支出年初预算为3.00万元，支出决算为2.50万元。",
        "“三公”经费支出决算为2.50万元，比年初预算3.00万元减少0.60万元。",
        "“三公”经费支出决算为2.50万元，完成年初预算3.00万元的80.00%。",
        "“三公”经费支出决算为2.50万元，调整预算数3.00万元。",
        "“三公”经费支出决算为2.50万元，比2023年决算3.00万元减少0.50万元。",
        "“三公”经费支出决算为2.50万元，2023年年初预算为3.00万元。",
        "“三公”经费支出决算为2.50万元，公务接待费年初预算为3.00万元。",
        "“三公”经费支出决算为2.50万元，主要原因是公务接待费减少，年初预算为3.00万元。",
        "“三公”经费支出决算为2.50万元。年初预算为3.00万元。",
        "“三公”经费支出决算为2.50万元，年初预算为3.00万元，支出决算为2.60万元。",
        "“三公”经费支出决算为2.50万元，其中年初预算为3.00万元。",
        "“三公”经费支出年初预算为3.00万元。公务接待费支出决算为2.50万元。",
        "“三公”经费支出年初预算为3.00万元。乙中心：“三公”经费支出决算为2.50万元。",
        "“三公”经费支出年初预算为3.00万元，乙中心：“三公”经费支出决算为2.50万元。",
        "“三公”经费支出年初预算为3.00万元。财政拨款“三公”经费支出决算为2.50万元。",
        "“三公”经费支出年初预算为3.00万元。公用经费另计5万元。“三公”经费支出决算为2.50万元。",
        "“三公”经费支出年初预算为3.00万元。“三公”经费支出决算为2.50万元。“三公”经费决算数2.60万元。",
        "“三公”经费支出年初预算为3.00万元。2023年“三公”经费支出决算为2.50万元。",
        "公务接待费支出年初预算为2.00万元，其中外宾接待费支出决算为1.50万元。",
        "公务接待费支出年初预算为2.00万元，公务用车购置及运行费支出决算为1.50万元。",
        "因公出国（境）费、公务接待费支出年初预算为2.00万元，支出决算为1.50万元。",
    ] {
        assert_eq!(alone(nothing), [""; 0], "{nothing}");
    }
    let twice = format!("{whole}\n\n{}", whole.replace("3.00", "3.10"));
    assert_eq!(alone(&twice), [""; 0], "two budgets are none");
}

#[test]
fn what_tables_print_of_three_public_is_it_and_no_sentence_says_else() {
    let of = |table: &str, prose: &str| three_public(prose, table);
    let whole = THREE_PUBLIC_SENTENCE;
    // What the tables print is the measure; the sentence may not say something else.
    let table = |budget: &str, done: &str| {
        format!(
            "\n财政拨款“三公”经费支出决算表\n单位：万元\n合计⇥⇥公务接待费⇥\n预算数⇥决算数⇥预算数⇥决算数\n\
             {budget}⇥{done}⇥{budget}⇥{done}\n"
        )
    };
    assert_eq!(of(&table("3.00", "2.50"), whole)[0], "three-public 3.00 2.50");
    assert_eq!(of(&table("3.00", ""), whole)[0], "three-public 3.00 –", "blank is not 2.50");
    assert_eq!(of(&table("3.00", "9.00"), whole)[0], "three-public 3.00 9.00");
    let wrong = whole.replace("2.50", "0.00");
    assert_eq!(of(&table("3.00", ""), &wrong)[0], "three-public 3.00 –", "0.00 is not 83.33% of 3.00");
    let nil = wrong.replace("83.33%", "0%");
    assert_eq!(of(&table("3.00", ""), &nil)[0], "three-public 3.00 0.00", "the sentence says what blank is");
}

const FINAL: &str = "\
甲局2024年度部门决算

一般公共预算财政拨款支出决算表
单位：万元
科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出
合计⇥⇥120.00⇥120.00⇥
201⇥一般公共服务支出⇥120.00⇥120.00⇥
20106⇥财政事务⇥120.00⇥120.00⇥
2010601⇥行政运行⇥90.00⇥90.00⇥
2010650⇥事业运行⇥30.00⇥30.00⇥

第三部分 2024年度部门决算情况说明

一、一般公共预算财政拨款支出决算情况说明

（三）一般公共预算财政拨款支出决算具体情况

";

/// What is told of the accounts of invented final accounts, with the reasons.
fn reasons(prose: &str) -> Vec<String> {
    let text = format!("{FINAL}{prose}\n").replace('⇥', "\t");
    let linked = common::linked("jia/2024-final.txt", &text).0;
    let figures = Figures::of(&linked.disclosure, Catalogue::get());
    let told = Told::of(&linked, &[], &figures);
    let each =
        |one: &mingzhang::told::Completion| format!("{} {}", one.code, one.reason.as_deref().unwrap_or("–"));
    told.completions.iter().map(each).collect()
}

#[test]
fn a_reason_is_of_the_gap_to_the_budget_and_of_no_other_account() {
    let account =
        "1、一般公共服务支出（类）财政事务（款）行政运行（项）。年初预算为100.00万元，支出决算为90.00万元，";
    let other = "2、一般公共服务支出（类）财政事务（款）事业运行（项）。";
    for (said, expected) in [
        ("决算数小于预算数，主要是人员调出。", "人员调出"),
        ("完成年初预算的90.00%，主要是机关的日常支出。", "–"),
        ("比上年增加20.00万元，一般公共预算资金多了，主要原因是上年机构尚未成立。", "–"),
        ("完成年初预算的90.00%，由于机构改革。", "机构改革"),
        ("比上年减少5.00万元，完成年初预算的90.00%，决算数小于预算数的主要原因是人员调出。", "人员调出"),
        (
            "完成年初预算的90.00%。决算数小于预算数的主要原因是部分人员转入事业运行（项）列支。",
            "部分人员转入事业运行（项）列支",
        ),
        ("比上年增加20.00万元，主要原因是上年机构尚未成立。", "–"),
        ("完成年初预算的90.00%。支出决算数较2022年减少主要原因是会议减少。", "–"),
        (
            "比上年增加20.00万元，主要原因是增资。完成年初预算的90.00%，决算数小于预算数的原因是人员调出。",
            "人员调出",
        ),
    ] {
        assert_eq!(reasons(&format!("{account}{said}")), [format!("2010601 {expected}")], "{said}");
    }
    let next = format!(
        "{account}完成年初预算的90.00%。{other}年初预算为0万元，支出决算为30.00万元。决算数大于预算数的主要原因：追加经费。"
    );
    assert_eq!(reasons(&next), ["2010601 –"], "of nothing planned nothing is told");
    let adjusted = account.replace("年初预算", "全年调整预算");
    assert_eq!(reasons(&adjusted), [""; 0], "an adjusted budget is not the first one");
}

#[test]
fn what_is_counted_is_the_body_s_own_and_all_of_it() {
    let told_of = |said: &str| {
        let text = format!(
            "甲局2024年部门预算\n\n第一部分 部门概况\n\n一、机构设置\n\n{said}\n\n二、国有资产占有使用情况\n\n{said}\n"
        );
        let linked = common::linked("jia/2024-budget.txt", &text).0;
        let figures = Figures::of(&linked.disclosure, Catalogue::get());
        let told = Told::of(&linked, &[], &figures);
        told.things.iter().map(|thing| format!("{} {}", thing.spec.key, thing.value)).collect::<Vec<_>>()
    };
    assert_eq!(told_of("内设8个处室，核定编制30名，年末实有人员28名。"), ["posts 30", "staff 28"]);
    assert_eq!(told_of("本局人员编制30名。"), ["posts 30"]);
    assert_eq!(told_of("房屋面积100平方米。"), ["premises 100"]);
    for other in
        ["乙中心编制15名。", "全县教师编制1500名。", "办公用房出租面积100平方米。", "无偿占用房屋80平方米。"]
    {
        assert_eq!(told_of(other), [""; 0], "{other}");
    }
}

#[test]
fn a_pair_counts_where_the_table_has_what_came_of_it_and_both_are_of_one_sentence() {
    let of = |prose: &str| {
        let text = format!("{FINAL}{prose}\n").replace('⇥', "\t");
        let mut found = Vec::new();
        let linked = common::linked("jia/2024-final.txt", &text).0;
        let figures = Figures::of(&linked.disclosure, Catalogue::get());
        let told = Told::of(&linked, &[], &figures);
        for one in &told.completions {
            found.push(format!("{} {} {:?}", one.code, one.planned.value, one.reason.as_deref()));
        }
        found
    };
    let account = "1、一般公共服务支出（类）财政事务（款）行政运行（项）。";
    let two =
        "2、一般公共服务支出（类）财政事务（款）事业运行（项）。年初预算为30.00万元，支出决算为30.00万元。";
    let reason = "决算数小于预算数的主要原因：人员调出，支出减少。";
    assert_eq!(
        of(&format!(
            "{account}年初预算为100.00万元，支出决算为90.00万元，完成年初预算的90.00%。{reason}\n{two}"
        )),
        ["2010601 100.00 Some(\"人员调出，支出减少\")", "2010650 30.00 None"]
    );
    assert_eq!(
        of(&format!("{account}年初预算为100.00万元，支出决算为91.00万元。")),
        [""; 0],
        "the table has 90"
    );
    assert_eq!(
        of(&format!("{account}年初预算为100.00万元。支出决算为90.00万元。")),
        [""; 0],
        "two sentences"
    );
}

/// `TEXTS=folder cargo test --test told -- --ignored --nocapture`: of each text of a folder of
/// bodies, of how many accounts it says what they are for.
#[test]
#[ignore = "prints what is told of texts that are handed to it"]
fn print() {
    let root = PathBuf::from(std::env::var("TEXTS").unwrap());
    let show = std::env::var("SHOW").unwrap_or_default();
    for path in texts(&root) {
        let linked = linked(&path);
        let figures = Figures::of(&linked.disclosure, Catalogue::get());
        let told = Told::of(&linked, &[], &figures);
        let purposes = &told.purposes;
        let names = purposes.all.iter().filter(|purpose| purpose.names_only).count();
        let amounts = purposes.all.iter().filter(|purpose| purpose.spent.is_some()).count();
        let name = path.strip_prefix(&root).unwrap().display();
        let all = purposes.all.len();
        println!(
            "{name}: {} of {}, all {all}, only names {names}, with amounts {amounts}",
            purposes.told, purposes.items
        );
        let things =
            told.things.iter().map(|thing| format!("{} {}{}", thing.spec.key, thing.value, thing.unit));
        println!("  {}", things.collect::<Vec<_>>().join(", "));
        if !show.is_empty() && path.display().to_string().contains(&show) {
            for purpose in &purposes.all {
                let amount = purpose.spent.map(|spent| spent.cell.cell.raw.clone());
                println!(
                    "  {} {amount:?} {:?} {} {}",
                    purpose.code, purpose.words, purpose.names_only, purpose.line.number
                );
            }
        }
    }
}

/// The files of the bodies; of a disclosure in several files, its folder.
fn texts(root: &Path) -> Vec<PathBuf> {
    let list = |folder: &Path| -> Vec<PathBuf> {
        let mut found: Vec<PathBuf> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        found.sort();
        found
    };
    let bodies = list(root).into_iter().filter(|path| path.is_dir());
    bodies
        .flat_map(|body| list(&body))
        .filter(|path| path.extension().is_none_or(|end| end != "toml"))
        .collect()
}

fn linked(path: &Path) -> Linked {
    let files: Vec<PathBuf> = match path.is_dir() {
        true => {
            let mut files: Vec<PathBuf> =
                std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
            files.sort();
            files
        }
        false => vec![path.to_owned()],
    };
    let text: Vec<String> = files.iter().filter_map(|file| std::fs::read_to_string(file).ok()).collect();
    common::linked(&path.display().to_string(), &text.join("\n")).0
}
