//! The table of what is personal and what only looks like it:
//! `tests/redaction.md`, readable by a non-programmer.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;

use mingzhang::source::FileId;

/// What the text of a disclosure reads once it is redacted.
fn redacted(text: &str) -> String {
    let (linked, _) = common::linked("body/2023-budget.txt", text);
    linked.disclosure.source.file(FileId(0)).text().to_owned()
}

/// The rows of the table: a text and what it should read.
fn rows() -> Vec<(String, String)> {
    let page = std::fs::read_to_string(common::root().join("tests/redaction.md")).unwrap();
    let plain = |cell: &str| {
        let cell = cell.trim().replace('^', "");
        cell.replace('⇥', "\t").replace('⏎', "\n").replace('¦', "|")
    };
    let rows = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| 原文"));
    let cells = rows.map(|line| {
        let mut cells = line.trim_matches('|').split('|').map(plain);
        let (text, expected) = (cells.next().unwrap(), cells.next().unwrap());
        let expected = if expected == "=" { text.clone() } else { expected };
        (text, expected)
    });
    cells.collect()
}

#[test]
fn what_is_personal_goes_and_what_is_not_stays() {
    let rows = rows();
    let (gone, kept): (Vec<_>, Vec<_>) = rows.iter().partition(|(text, expected)| text != expected);
    assert!(gone.len() >= 40 && kept.len() >= 30, "{} go, {} stay", gone.len(), kept.len());
    let wrong: Vec<String> = rows
        .iter()
        .map(|(text, expected)| (text, expected, redacted(text)))
        .filter(|(_, expected, actual)| actual != *expected)
        .map(|(text, expected, actual)| format!("{text:?}\n  should be {expected:?}\n  came to   {actual:?}"))
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn lines_stay_where_a_value_reaches_over_several() {
    let text = "<table><tr><td>经办人</td><td>李<br>\n小龙</td></tr>\n</table>\n正文。";
    let redacted = redacted(text);
    assert_eq!(redacted.lines().count(), text.lines().count());
    assert!(!redacted.contains("小龙"));
}

/// Lines that seem to name who got money are told by number, with the setting, and without
/// the name.
#[test]
fn who_got_money_is_told_of_and_stays() {
    let named = |text: &str| {
        let (_, diagnostics) = common::linked("body/2023-budget.txt", text);
        diagnostics.into_iter().find(|diagnostic| diagnostic.code.as_str() == "perhaps-personal")
    };
    for text in [
        "救助患者王小明医疗费5万元。",
        "对困难户李小龙，补助2000元。",
        "发放王小明5000元、李小龙3000元。",
        "项目名称：王小明医疗费",
        "王小明 5000元",
    ] {
        let told = named(&format!("某局2023年预算\n\n{text}")).unwrap_or_else(|| panic!("{text}"));
        let words = format!("{told:?}");
        assert!(words.contains("第 3 行") && words.contains("site.toml"), "{words}");
        assert!(!words.contains("小明") && !words.contains("小龙"), "{words}");
    }
    for text in [
        "救助患者医疗费5万元。",
        "对困难户补助2000元。",
        "项目经费5000元，会议费3000元。",
        "高标准农田5000元",
        "职工医疗费12万元",
        "学生许多人参加",
        "金额5000元",
        "向张家口市支付工程款5万元",
        "郑州市医疗费5万元",
    ] {
        assert!(named(&format!("某局2023年预算\n\n{text}")).is_none(), "{text}");
    }
}
