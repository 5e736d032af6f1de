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
