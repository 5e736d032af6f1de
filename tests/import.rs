//! Originals as a newcomer puts them in: what is read of them, and what is said of bad ones.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod originals;

use std::fs;
use std::path::Path;
use std::process::Command;

use mingzhang::diagnostic::Diagnostic;
use mingzhang::import;
use originals::{Codes, Sheet, pdf};

const PROGRAM: &str = env!("CARGO_BIN_EXE_mingzhang");

fn text(bytes: Vec<u8>) -> String {
    let document = import::read("a/2023-budget.pdf", bytes).map_err(|said| messages(&said)).unwrap();
    import::write(&document).text
}

fn messages(said: &[Diagnostic]) -> Vec<String> {
    said.iter().map(|said| format!("[{}] {}", said.code, said.message)).collect()
}

#[track_caller]
fn refused(bytes: Vec<u8>, why: &str) {
    let said = import::read("a/2023-budget.pdf", bytes).unwrap_err();
    let messages = messages(&said);
    assert!(messages.iter().any(|message| message.contains(why)), "{messages:?}");
    assert!(said.iter().all(|said| said.hint.is_some() && said.path.as_deref() == Some("a/2023-budget.pdf")));
}

/// A summary table, and the pages before and behind it.
fn budget() -> Vec<u8> {
    let cover = Sheet::default().text(150, 300, 22, "某市某局2023年部门预算");
    let table = Sheet::default()
        .text(200, 60, 16, "收支总表")
        .text(430, 90, 10, "单位：万元")
        .table(
            (50, 100),
            &[150, 90, 150, 90],
            &[
                &["收入项目", "预算数", "支出项目", "预算数"],
                &["一、财政拨款收入", "1,230.50", "一、一般公共服务支出", "1,000.50"],
                &["二、其他收入", "20.00", "二、教育支出", "250.00"],
                &["收入总计", "1,250.50", "支出总计", "1,250.50"],
            ],
        )
        .text(290, 810, 9, "- 2 -");
    pdf(&[cover, table], Codes::Named)
}

#[test]
fn ruled_cells_are_cells_and_page_numbers_go() {
    assert_eq!(
        text(budget()),
        "<!-- 第 1 页 -->\n\
         某市某局2023年部门预算\n\
         <!-- 第 2 页 -->\n\
         收支总表\n\
         单位：万元\n\
         <table>\n\
         <tr><td>收入项目</td><td>预算数</td><td>支出项目</td><td>预算数</td></tr>\n\
         <tr><td>一、财政拨款收入</td><td>1,230.50</td><td>一、一般公共服务支出</td><td>1,000.50</td></tr>\n\
         <tr><td>二、其他收入</td><td>20.00</td><td>二、教育支出</td><td>250.00</td></tr>\n\
         <tr><td>收入总计</td><td>1,250.50</td><td>支出总计</td><td>1,250.50</td></tr>\n\
         </table>\n"
    );
}

#[test]
fn merged_cells_and_wrapped_ones_are_what_they_are() {
    let sheet = Sheet::default()
        .line((50, 100), (350, 100))
        .line((150, 120), (350, 120))
        .line((50, 160), (350, 160))
        .line((50, 100), (50, 160))
        .line((150, 100), (150, 160))
        .line((250, 120), (250, 160))
        .line((350, 100), (350, 160))
        .text(55, 125, 10, "科目")
        .text(55, 140, 10, "名称")
        .text(200, 114, 10, "合计<元>")
        .text(155, 144, 10, "12.00")
        .text(255, 144, 10, "8.00");
    assert_eq!(
        text(pdf(&[sheet], Codes::Named)),
        "<!-- 第 1 页 -->\n<table>\n\
         <tr><td rowspan=\"2\">科目<br>名称</td><td colspan=\"2\">合计&lt;元&gt;</td></tr>\n\
         <tr><td>12.00</td><td>8.00</td></tr>\n</table>\n"
    );
}

#[test]
fn bold_drawn_twice_is_read_once_and_real_doubles_stay() {
    let sheet = Sheet::default().text(50, 100, 10, "人人有责").line((0, 0), (1, 0));
    let again = Sheet(format!("{}{}", sheet.0, Sheet::default().text(51, 100, 10, "人人有责").0));
    assert!(text(pdf(&[again], Codes::Named)).ends_with("\n人人有责\n"));
    let digits = Sheet::default().text(50, 100, 10, "11,222.00");
    assert!(text(pdf(&[digits], Codes::Named)).ends_with("\n11,222.00\n"));
}

#[test]
fn what_the_page_does_not_show_is_not_published() {
    let sheet =
        Sheet::default().text(50, 100, 10, "看得见").text(700, 100, 10, "页外").text(50, 900, 10, "页下");
    let cut =
        Sheet("q 0 0 100 842 re W n\n".to_owned() + &Sheet::default().text(300, 200, 10, "框外").0 + "Q\n");
    assert_eq!(text(pdf(&[Sheet(sheet.0 + &cut.0)], Codes::Named)), "<!-- 第 1 页 -->\n看得见\n");
}

#[test]
fn paragraphs_go_on_over_lines_and_pages() {
    let full = "字".repeat(40);
    let mut one = Sheet::default().text(70, 100, 12, &full[..38 * 3]);
    for line in 0..5 {
        one = one.text(46, 120 + 20 * line, 12, &full);
    }
    let two = Sheet::default().text(46, 60, 12, "完。").text(70, 80, 12, "另起一段。");
    let said = text(pdf(&[one, two], Codes::Named));
    assert_eq!(said, format!("<!-- 第 1 页 -->\n{}完。\n<!-- 第 2 页 -->\n另起一段。\n", "字".repeat(238)));
}

#[test]
fn headers_that_pages_repeat_are_read_once() {
    let page = |text: &str| Sheet::default().text(50, 40, 9, "某市某局预算公开").text(50, 200, 12, text);
    let said = text(pdf(&[page("甲"), page("乙"), page("丙"), page("丁")], Codes::Named));
    assert_eq!(said.matches("某市某局预算公开").count(), 1);
    assert!(["甲", "乙", "丙", "丁"].iter().all(|text| said.contains(text)), "{said}");
}

#[test]
fn bad_files_are_named_with_their_pages() {
    refused(b"PK\x03\x04".to_vec(), "不是 PDF");
    refused(b"%PDF-1.7\nnothing\n%%EOF".to_vec(), "文件坏了");
    let whole = budget();
    refused(whole[..whole.len() * 2 / 3].to_vec(), "缺了一截");
    let scan =
        [Sheet::default().picture(), Sheet::default().text(50, 50, 12, "文字"), Sheet::default().picture()];
    refused(pdf(&scan, Codes::Named), "第 1、3 页只有图片");
    refused(pdf(&[Sheet::default().text(50, 50, 12, "文字")], Codes::Nameless), "第 1 页的字没有编码");
    refused(pdf(&[Sheet::default()], Codes::Named), "没有文字");
    refused(pdf(&vec![Sheet::default(); 10_000], Codes::Named), "10000 页");
}

#[test]
fn a_locked_file_says_so() {
    let objects =
        ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 0 /Kids [] >>"].map(str::to_owned);
    let zeros = "0".repeat(64);
    let lock = format!(
        "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{zeros}> /U <{zeros}> >> /ID [<00> <00>]"
    );
    refused(originals::file(&objects, &lock), "有密码");
}

#[test]
fn claims_without_substance_cost_nothing() {
    let sheet = Sheet("BT /F 10 Tf 1 0 0 1 9999999999999999 -9999999999999999 Tm <4E00> Tj ET\n0 0 m 99999999999999999999 0 l S\n".to_owned());
    let sheet = Sheet(sheet.0 + &Sheet::default().text(50, 100, 10, "在").0);
    assert!(text(pdf(&[sheet], Codes::Named)).ends_with("\n在\n"));
    let many = Sheet(Sheet::default().text(50, 100, 10, &"一".repeat(50)).0.repeat(4_100));
    refused(pdf(&[many], Codes::Named), "多得不像一页");
}

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(PROGRAM).args(arguments).current_dir(folder).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).unwrap())
}

#[test]
fn an_original_becomes_pages_and_a_bad_one_stops_nobody() {
    let root = tempfile::tempdir().unwrap();
    for body in ["a", "b"] {
        fs::create_dir_all(root.path().join("content").join(body)).unwrap();
    }
    let put = |name: &str, bytes: &[u8]| fs::write(root.path().join("content").join(name), bytes).unwrap();
    put("a/2023-budget.pdf", &budget());
    put("b/2023-budget.pdf", &budget()[..900]);
    let (code, said) = run(root.path(), &["build"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("bad-original") && said.contains("b/2023-budget.pdf"), "{said}");
    let facts = fs::read_to_string(root.path().join("public/a/2023-budget/data/facts.csv")).unwrap();
    assert_eq!(facts.lines().count(), 7, "{facts}");
    assert!(facts.contains(",balance,") && facts.contains("1230.50,万元,a/2023-budget.pdf,8,"), "{facts}");
    put("b/2023-budget.md", b"# \xe6\x9f\x90\xe5\xb1\x80\n");
    let (_, said) = run(root.path(), &["check"]);
    assert!(!said.contains("bad-original"), "the text beside it is what is read: {said}");
}
