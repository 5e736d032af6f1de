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

/// Writes a table of its title and its rows.
type Layout = fn(&str, &str) -> String;

/// How the tables of a whole document are laid out.
const LAYOUTS: [(&str, Layout); 5] = [
    ("the unit behind the title", |title, rows| format!("{title}\n单位：万元\n{rows}\n")),
    ("the title in the grid", |title, rows| {
        format!("{title}\t\t\t\t\n部门：\t某市某局\t\t\t单位：万元\n{rows}\n")
    }),
    ("the body's name and a bare unit", |title, rows| format!("{title}\n某市某局\n万元\n{rows}\n")),
    ("the unit under the table", |title, rows| format!("{title}\n{rows}单位：万元\n\n")),
    ("a page break in each table", |title, rows| {
        let (head, tail) = rows.split_at(rows.rfind("201").unwrap());
        let header = rows.lines().next().unwrap();
        format!("{title}\n单位：万元\n{head}\n- 3 -\n\n{title}\n单位：万元\n{header}\n{tail}\n")
    }),
];

/// The tables of a province one behind the other, all with the same header, come
/// out one by one.
fn whole(titles: &[(String, String)], layout: Layout) -> Vec<String> {
    let rows = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n\t合计\t30.00\t20.00\t10.00\n201\t一般公共服务支出\t30.00\t20.00\t10.00\n";
    let list: String = titles.iter().map(|(_, title)| format!("{title}\n")).collect();
    let tables: String = titles.iter().map(|(_, title)| layout(title, rows)).collect();
    let text = format!(
        "某市某局2023年公开\n目录\n{list}\n第一部分 概况\n本局负责某项工作。\n第二部分 报表\n{tables}"
    );
    let (linked, _) = common::linked("body/2023-budget.txt", &text);
    let figures =
        |table: &mingzhang::model::Table| table.figures().filter(|figure| figure.unit().is_some()).count();
    linked.disclosure.tables.iter().map(|table| format!("{} {}", table.id, figures(table))).collect()
}

#[test]
fn the_tables_of_a_whole_document_are_told_apart() {
    let text = std::fs::read_to_string(common::root().join("tests/titles.tsv")).unwrap();
    let mut provinces: std::collections::BTreeMap<String, Vec<(String, String)>> = Default::default();
    for row in text.lines().skip(1) {
        let [province, _, table, title] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
        provinces.entry(province.to_owned()).or_default().push((table.to_owned(), title.to_owned()));
    }
    let mut failures = String::new();
    for (province, titles) in provinces.iter().filter(|(_, titles)| titles.len() < 40) {
        let mut seen: std::collections::BTreeMap<&str, usize> = Default::default();
        let expected = titles.iter().enumerate().map(|(at, (id, _))| {
            let count = seen.entry(id).or_insert(0);
            *count += 1;
            match (id.is_empty(), *count) {
                (true, _) => format!("table-{} 6", at + 1),
                (_, 1) => format!("{id} 6"),
                (_, count) => format!("{id}-{count} 6"),
            }
        });
        let expected: Vec<String> = expected.collect();
        for (layout, write) in LAYOUTS {
            let found = whole(titles, write);
            if found != expected {
                let _ =
                    writeln!(failures, "{province}, {layout}:\n  {expected:?} expected\n  {found:?} found");
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
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
