//! Titles as provinces print them: each above the same small table comes out
//! under its id, or under none.

#![allow(clippy::unwrap_used)]

mod common;

use std::fmt::Write as _;
use std::path::Path;

/// The ids that a small table of codes comes to under a title.
fn ids(kind: &str, title: &str) -> Vec<String> {
    let table = "单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n\t合计\t30.00\t20.00\t10.00\n201\t一般公共服务支出\t30.00\t20.00\t10.00\n";
    let (linked, _) = common::linked(&format!("body/2023-{kind}.txt"), &format!("{title}\n{table}"));
    linked.disclosure.tables.into_iter().map(|table| table.id).collect()
}

/// Compares the rows of a list of titles: province, kind, table, title.
fn check(path: &Path) {
    let text = std::fs::read_to_string(path).unwrap();
    let (mut failures, mut count) = (String::new(), 0);
    for row in text.lines().skip(1) {
        let [province, kind, table, title] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
        let expected = if table.is_empty() { "table-1" } else { table };
        let found = ids(kind, title);
        count += 1;
        if found != [expected] {
            let _ = writeln!(failures, "{province} {title}: {expected} expected, {found:?} found");
        }
    }
    assert!(count > 0, "there are titles");
    assert!(failures.is_empty(), "{} of {count}:\n{failures}", failures.lines().count());
}

#[test]
fn each_title_names_its_table() {
    check(&common::root().join("tests/titles.tsv"));
}

#[test]
fn titles_of_real_disclosures_name_their_tables() {
    let path = common::root().join("../shared/titles.tsv");
    match path.exists() {
        true => check(&path),
        false => println!("no {}", path.display()),
    }
}
