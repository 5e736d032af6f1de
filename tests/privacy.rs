//! No personal data in any file of a built site: names and numbers of an invented
//! disclosure, and those of the real ones, taken from their raw text; every output
//! file is searched, and what zip files hold.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use common::{invented, tree};
use mingzhang::model::count;
use regex::Regex;

#[test]
fn no_name_and_no_number_of_a_handler_reaches_any_file() {
    let text = invented::text();
    let invented = BTreeSet::from_iter(invented::handlers());
    assert_eq!(invented.len(), 2 * invented::PROJECTS);
    assert!(invented.iter().all(|one| text.contains(one)) && !handlers(&text).is_empty());
    build_and_search("some-body/2023-budget.txt", &text, &invented);
    let real = common::all_real();
    let all = count(real.iter().map(|(_, text)| handlers(text).len()));
    assert!(real.is_empty() || all > 0, "the real disclosures name handlers to look for");
    for (name, text) in real {
        build_and_search(&name, &text, &handlers(&text));
    }
}

/// A disclosure whose persons stand beside and under labels, in prose, in each
/// dialect of tables. Every name is invented.
const INVENTED: &str = "\
某市某局2023年单位预算\n\n第一部分 概况\n一、主要职责\n由孙小圣、沙悟静负责，电话M。\n\n\
项目支出绩效目标申报表\n项目名称：\t道路维修\n负责人：\t孙小圣\t经办人：\t沙悟静\t联系电话：\tM\n\n\
第二部分 单位预算报表\n项目支出预算表\n单位：万元\n\
| 项目名称 | 负责人 | 联系电话 | 合计 |\n| --- | --- | --- | --- |\n| 道路维修 | 牛魔汪 | M | 5.00 |\n| 合计 | | | 5.00 |\n\n\
<table><tr><td>审核人</td><td>日期</td></tr><tr><td>白龙驹</td><td>2023-01-05</td></tr></table>\n\n\
联系人：高翠岚 地址某路\n身份证I\n";

#[test]
fn no_person_of_an_invented_disclosure_reaches_any_file() {
    let mobile = format!("138{}", "00001111");
    let identity = format!("110101{}", "199003071234");
    let text = INVENTED.replace('M', &mobile).replace('I', &identity);
    let names = ["孙小圣", "沙悟静", "牛魔汪", "白龙驹", "高翠岚"].map(str::to_owned);
    let gone = names.into_iter().chain([mobile, identity]).collect();
    build_and_search("some-body/2023-budget.txt", &text, &gone);
}

/// Builds a site of one disclosure and searches all its files.
fn build_and_search(name: &str, text: &str, gone: &BTreeSet<String>) {
    let site = tempfile::tempdir().unwrap();
    let file = site.path().join("content").join(name);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, text).unwrap();
    fs::write(site.path().join("site.toml"), "archive = true\n").unwrap();
    let output = site.path().join("public");
    let status = Command::new(env!("CARGO_BIN_EXE_mingzhang"))
        .current_dir(site.path())
        .args(["build", "--quiet", "--output"])
        .arg(&output)
        .status()
        .unwrap();
    assert!(status.code().is_some_and(|code| code < 2), "{name}");
    let files = tree::unpacked_files(&output);
    assert!(!files.is_empty(), "{name}");
    files.iter().for_each(|(path, bytes)| search(path, bytes, gone));
}

/// What stands in the cells behind 经办人 in the raw text.
fn handlers(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for line in text.lines().filter(|line| line.contains("经办人")) {
        let cells: Vec<&str> = line.split('\t').map(str::trim).filter(|cell| !cell.is_empty()).collect();
        for pair in cells.windows(2).filter(|pair| pair[0].starts_with("经办人")) {
            if !pair[1].ends_with(['：', ':']) {
                names.insert(pair[1].to_owned());
            }
        }
    }
    names
}

fn search(path: &str, bytes: &[u8], gone: &BTreeSet<String>) {
    let text = String::from_utf8_lossy(bytes);
    for name in gone {
        assert!(!text.contains(name.as_str()), "a name or number stands in {path}");
    }
    let mobile = Regex::new(r"(?:^|[^0-9A-Za-z])1[3-9][0-9]{9}(?:[^0-9A-Za-z]|$)").unwrap();
    assert!(!mobile.is_match(&text), "a mobile number stands in {path}");
}
