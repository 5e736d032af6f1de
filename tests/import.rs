//! Originals as a newcomer puts them in: what is read of them, and what is said of bad ones.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod originals;

use std::fs;
use std::path::Path;
use std::process::Command;

use mingzhang::diagnostic::Diagnostic;
use mingzhang::discover::ORIGINALS;
use mingzhang::import;
use originals::{Codes, Sheet, pdf};

const PROGRAM: &str = env!("CARGO_BIN_EXE_mingzhang");

fn text(bytes: Vec<u8>) -> String {
    text_of("a/2023-budget.pdf", bytes)
}

fn text_of(name: &str, bytes: Vec<u8>) -> String {
    let document = import::read(name, bytes).map_err(|said| messages(&said)).unwrap();
    import::write(&document).text
}

fn messages(said: &[Diagnostic]) -> Vec<String> {
    said.iter().map(|said| format!("[{}] {}", said.code, said.message)).collect()
}

#[track_caller]
fn refused(bytes: Vec<u8>, why: &str) {
    refused_of("a/2023-budget.pdf", bytes, why);
}

#[track_caller]
fn refused_of(name: &str, bytes: Vec<u8>, why: &str) {
    let said = import::read(name, bytes).unwrap_err();
    let messages = messages(&said);
    assert!(messages.iter().any(|message| message.contains(why)), "{messages:?}");
    assert!(said.iter().all(|said| said.hint.is_some() && said.path.as_deref() == Some(name)));
}

/// The summary table, in which `label` names the second expenditure and all of it is `total`.
fn summary(sheet: Sheet, label: &str, total: &str) -> Sheet {
    sheet.text(200, 60, 16, "收支总表").text(430, 90, 10, "单位：万元").table(
        (50, 100),
        &[150, 90, 150, 90],
        &[
            &["收入项目", "预算数", "支出项目", "预算数"],
            &["一、财政拨款收入", "1,230.50", "一、一般公共服务支出", "1,000.50"],
            &["二、其他收入", "20.00", label, "250.00"],
            &["收入总计", "1,250.50", "支出总计", total],
        ],
    )
}

/// A summary table, and the pages before and behind it.
fn budget() -> Vec<u8> {
    let cover = Sheet::default().text(150, 300, 22, "某市某局2023年部门预算");
    let table = summary(Sheet::default(), "二、教育支出", "1,250.50").text(290, 810, 9, "- 2 -");
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
fn text_that_nobody_sees_is_not_read_and_that_is_said() {
    let see = Sheet::default().text(50, 60, 10, "看得见").0;
    let write = |text: &str| Sheet::default().text(50, 100, 10, text).0;
    let bar = "40 730 200 30 re f\n";
    let hidden = [
        format!("{}0 g {bar}", write("涂黑")),
        format!("{}1 g {bar}0 g\n", write("涂白")),
        format!("BT 3 Tr ET\n{}BT 0 Tr ET\n", write("不显")),
        format!("1 g\n{}0 g\n", write("白纸")),
        format!("0.98 0.99 1 rg\n{}0 g\n", write("近白")),
        format!("0.2 0.3 0.8 rg {bar}{}0 g\n", write("蓝底")),
        format!("0 g {bar}1 g 38 728 204 34 re f\n{}0 g\n", write("盖黑")),
        // Ground of several fields of one colour, and a thin line of the same under the text.
        format!("1 g 40 730 20 30 re f 60 730 180 30 re f 45 740 100 1 re f\n{}0 g\n", write("几块")),
    ];
    for content in hidden {
        let document = import::read("a.pdf", pdf(&[Sheet(see.clone() + &content)], Codes::Named)).unwrap();
        assert_eq!(
            import::write(&document).text,
            "<!-- 第 1 页 -->\n<!-- 这里有内容没有读 -->\n看得见\n",
            "{content}"
        );
        let said = "第 1 页有 2 个字看不见（被盖住、与底色相同或不显示），没有读";
        assert_eq!(document.doubts, [said], "{content}");
    }
    let picture = "q 200 0 0 30 40 730 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u{7f} EI Q\n";
    let shown = [
        format!("0.2 0.3 0.8 rg {bar}1 g\n{}0 g\n", write("反白")),
        // Whatever the ground is not known of counts as seen.
        format!("0 g 52 735 13 20 re f 1 g\n{}0 g\n", write("半黑")),
        format!(
            "0 g {} 1 g\n{}0 g\n",
            "40 730 200 2 re f 40 734 200 2 re f 40 738 200 2 re f 40 742 200 2 re f",
            write("细条")
        ),
        format!("20 w 0 G 40 745 m 240 745 l S 1 w 1 g\n{}0 g\n", write("粗线")),
        format!("0 g 40 730 m 240 730 l 240 760 l 140 770 l 40 760 l f 1 g\n{}0 g\n", write("多边")),
        format!("0 g {bar}q 0 0 10 10 re W n 1 g {bar}Q 1 g\n{}0 g\n", write("剪掉")),
        format!("{picture}1 g\n{}0 g\n", write("图上")),
        format!("0.2 g {bar}0 g\n{}", write("黑底")),
        format!("BT 1 g 2 Tr 0 G ET\n{}BT 0 Tr 0 g ET\n", write("空心")),
        format!("0.9 g {bar}0 g\n{}", write("灰底")),
        format!("{0}1 g {bar}0 g\n{0}", write("重写")),
        format!("{}0 g 40 730 200 30 re 42 732 196 26 re f*\n", write("方框")),
        format!("{}0 g 40 745 200 1 re f\n", write("划线")),
        format!("{}0 g 40 730 m 240 730 l 40 760 l f\n", write("三角")),
    ];
    for content in shown {
        let document = import::read("a.pdf", pdf(&[Sheet(see.clone() + &content)], Codes::Named)).unwrap();
        assert_eq!(import::write(&document).text.lines().count(), 3, "{content}");
        assert!(document.doubts.is_empty(), "{content}: {:?}", document.doubts);
    }
}

#[test]
fn what_was_blacked_out_of_a_scan_is_not_taken_from_its_layer_of_characters() {
    let layer = Sheet::default().text(50, 100, 10, "一二三四五六七八九十").text(50, 200, 10, "涂掉").0;
    let scan = Sheet::default().picture().0 + &format!("BT 3 Tr ET\n{layer}0 g 40 630 200 30 re f\n");
    let document = import::read("a.pdf", pdf(&[Sheet(scan)], Codes::Named)).unwrap();
    assert_eq!(
        import::write(&document).text,
        "<!-- 第 1 页 -->\n<!-- 这里有内容没有读 -->\n一二三四五六七八九十\n"
    );
    assert_eq!(document.doubts.len(), 2, "{:?}", document.doubts);
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
    refused(b"PK\x03\x04".to_vec(), "不是这种格式");
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

/// Forms, each of which draws the next ten times.
fn forms(many: usize) -> Vec<String> {
    let form = |at: usize| {
        let resources = format!("/Resources << /XObject << /X @{} R >> >>", at + 1);
        let entries = format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources}");
        originals::stream_of(&entries, if at + 1 < many { "/X Do /X Do /X Do /X Do /X Do /X Do" } else { "" })
    };
    (0..many).map(form).collect()
}

#[test]
fn forms_in_forms_without_an_end_are_refused() {
    let sheet = || Sheet("/X Do\n".to_owned() + &Sheet::default().text(50, 100, 10, "在").0);
    let pdf =
        |many: usize| originals::pdf_with(&[sheet()], Codes::Named, "/XObject << /X @0 R >>", &forms(many));
    assert!(text(pdf(4)).ends_with("\n在\n"));
    refused(pdf(40), "第 1 页的字或线多得不像一页");
    // Each page by itself might pass.
    let pages: Vec<Sheet> = (0..200).map(|_| sheet()).collect();
    let bytes = originals::pdf_with(&pages, Codes::Named, "/XObject << /X @0 R >>", &forms(7));
    refused(bytes, "多得不像一页");
}

#[test]
fn columns_without_lines_stand_below_each_other() {
    let mut sheet = Sheet::default();
    for (row, cells) in
        (0..).zip([["科目", "预算数", "决算数"], ["教育支出", "1,250.00", "30.00"], ["其他", "2.00", "1.00"]])
    {
        for (column, cell) in (0..).zip(cells) {
            sheet = sheet.text(50 + 150 * column, 100 + 20 * row, 10, cell);
        }
    }
    let said = text(pdf(&[sheet], Codes::Named));
    assert_eq!(
        said,
        "<!-- 第 1 页 -->\n\
         科目                          预算数                        决算数\n\
         教育支出                      1,250.00                      30.00\n\
         其他                          2.00                          1.00\n"
    );
}

#[test]
fn a_workbook_is_read_as_it_is_displayed() {
    let said = text_of("a.xlsx", originals::workbook());
    assert_eq!(
        said,
        "<!-- 工作表 收支总表 -->\n\
         某市某局2023年收支总表\n\
         <table>\n\
         <tr><td colspan=\"2\">收入</td><td rowspan=\"2\">编码</td></tr>\n\
         <tr><td>项目</td><td>预算数</td></tr>\n\
         <tr><td>财政拨款</td><td>1,234.50</td><td>2010301</td></tr>\n\
         <tr><td>比上年</td><td>12.5%</td><td></td></tr>\n\
         </table>\n\
         注：&lt;本表&gt;含结转\n"
    );
    let document = import::read("a.xlsx", originals::workbook()).unwrap();
    assert_eq!(document.doubts, ["工作表“草稿”是隐藏的，没有读"]);
}

/// A sheet of four columns with last year in the third and a sum that is only worked with in the fifth row.
fn worksheet(before: &str, hidden: [&str; 2], merged: &str) -> Vec<u8> {
    let row = |number: u32, attributes: &str, cells: [&str; 4]| {
        let cells = ('A'..).zip(cells).filter(|(_, text)| !text.is_empty()).map(|(column, text)| {
            format!("<c r=\"{column}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
        });
        format!("<row r=\"{number}\" {attributes}>{}</row>", cells.collect::<String>())
    };
    let rows = [
        row(1, "", ["收支总表", "", "", ""]),
        row(2, "", ["项目", "编码", "上年", "今年"]),
        row(3, "", ["财政拨款", "201", "7.00", "8.00"]),
        row(4, hidden[0], ["过渡", "", "", "99.00"]),
        row(5, hidden[1], ["", "", "", ""]),
        row(6, "", ["合计", "", "", "8.00"]),
        row(7, "", ["备注", "", "", ""]),
    ];
    originals::sheets(&format!("{before}<sheetData>{}</sheetData>{merged}", rows.concat()))
}

#[test]
fn rows_and_columns_that_a_sheet_does_not_show_are_not_read_and_that_is_said() {
    let read = |bytes: Vec<u8>| {
        let document = import::read("a.xlsx", bytes).unwrap();
        let text = import::write(&document).text;
        let rows = text.lines().filter_map(|line| line.strip_prefix("<tr>")?.strip_suffix("</tr>"));
        let rows: Vec<String> = rows.map(|row| row.replace("</td>", "").replace("<td>", "|")).collect();
        (rows.join("\n"), document.doubts)
    };
    let (whole, said) = read(worksheet("", ["", ""], ""));
    assert!(whole.contains("|过渡|||99.00") && whole.contains("|项目|编码|上年|今年"), "{whole}");
    assert!(said.is_empty(), "{said:?}");
    let one = "工作表“收支总表”有 1 行是隐藏的，没有读";
    // The row that says of the outline above it that it is closed is shown itself.
    for how in ["hidden=\"1\"", "hidden=\"true\" outlineLevel=\"1\"", "ht=\"0\" customHeight=\"1\""] {
        let (rows, said) = read(worksheet("", [how, "collapsed=\"1\" hidden=\"1\""], ""));
        assert_eq!(rows, "|项目|编码|上年|今年\n|财政拨款|201|7.00|8.00\n|合计|||8.00\n|备注|||", "{how}");
        assert_eq!(said, [one], "{how}");
        let (rows, said) = read(worksheet("", [how, "collapsed=\"1\""], ""));
        assert!(!rows.contains("99.00"), "{how}: {rows}");
        assert_eq!(said, [one], "{how}");
    }
    for how in ["hidden=\"1\"", "width=\"0\" customWidth=\"1\""] {
        let columns =
            format!("<cols><col min=\"2\" max=\"3\" {how}/><col min=\"9\" max=\"9\" hidden=\"1\"/></cols>");
        let (rows, said) = read(worksheet(&columns, ["hidden=\"1\"", ""], ""));
        assert_eq!(rows, "|项目|今年\n|财政拨款|8.00\n|合计|8.00\n|备注|", "{how}");
        assert_eq!(said, ["工作表“收支总表”有 1 行、2 列是隐藏的，没有读"], "{how}");
    }
}

#[test]
fn a_merged_cell_says_what_it_says_where_the_first_of_it_is_shown() {
    let columns = "<cols><col min=\"1\" max=\"1\" hidden=\"1\"/></cols>";
    let merged = "<mergeCells><mergeCell ref=\"A1:D1\"/><mergeCell ref=\"A3:B4\"/><mergeCell ref=\"A6:A7\"/></mergeCells>";
    let document = import::read("a.xlsx", worksheet(columns, ["hidden=\"1\""; 2], merged)).unwrap();
    assert_eq!(
        import::write(&document).text,
        "<!-- 工作表 收支总表 -->\n<!-- 这里有内容没有读 -->\n收支总表\n<table>\n\
         <tr><td>编码</td><td>上年</td><td>今年</td></tr>\n\
         <tr><td>财政拨款</td><td>7.00</td><td>8.00</td></tr>\n\
         <tr><td></td><td></td><td>8.00</td></tr>\n</table>\n"
    );
    assert_eq!(document.doubts, ["工作表“收支总表”有 1 行、1 列是隐藏的，没有读"]);
}

#[test]
fn a_sheet_that_is_a_chart_has_nothing_to_read_and_keeps_nothing_else_from_being_read() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let mut chart = rust_xlsxwriter::Chart::new(rust_xlsxwriter::ChartType::Pie);
    chart.add_series().set_values("Sheet2!$A$1:$A$1");
    book.add_chartsheet().insert_chart(0, 0, &chart).unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("Sheet2").unwrap().write(0, 0, "说明").unwrap().write(1, 0, "不显示").unwrap();
    sheet.set_row_hidden(1).unwrap();
    let document = import::read("a.xlsx", book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(import::write(&document).text, "<!-- 工作表 Sheet2 -->\n<!-- 这里有内容没有读 -->\n说明\n");
    assert_eq!(document.doubts, ["工作表“Sheet2”有 1 行是隐藏的，没有读"]);
}

#[test]
fn a_word_file_keeps_headings_and_merged_cells_and_tables_in_cells() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let body = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"2\"/></w:pPr><w:r><w:t>一、收支&amp;总表</w:t></w:r></w:p>\
         <w:p><w:r><w:t>单位：</w:t></w:r><w:del><w:r><w:delText>元</w:delText><w:t>元</w:t></w:r></w:del><w:r><w:t>万元</w:t></w:r></w:p>\
         <w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        cell("<w:vMerge w:val=\"restart\"/>", "科目"),
        cell("<w:gridSpan w:val=\"2\"/>", "金额"),
        cell("<w:vMerge/>", ""),
        cell("", "1.00"),
        "<w:tc><w:p><w:r><w:t>2.00</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>内</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc>",
    );
    assert_eq!(
        text_of("a.docx", originals::word(&body)),
        "\n## 一、收支&amp;总表\n单位：万元\n<table>\n\
         <tr><td rowspan=\"2\">科目</td><td colspan=\"2\">金额</td></tr>\n\
         <tr><td>1.00</td><td>2.00</td></tr>\n</table>\n\
         <table>\n<tr><td>内</td></tr>\n</table>\n"
    );
}

#[test]
fn marks_between_and_behind_numbers_keep_them_apart() {
    let run = |inner: &str| format!("<w:r>{inner}</w:r>");
    let note = run("<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>1</w:t>");
    let body = format!(
        "<w:p>{}{}</w:p><w:p>{}{note}</w:p>",
        run("<w:t>基本支出12</w:t><w:tab/><w:t>34万元</w:t>"),
        run("<w:tab/><w:noBreakHyphen/><w:t>5.00&y;</w:t>"),
        run("<w:t>100.00</w:t>"),
    );
    let body = format!(
        "{body}<w:p>{}{}</w:p>",
        run("<w:rPr><w:vanish/></w:rPr><w:t>不显示</w:t>"),
        run("<w:t>显示</w:t>")
    );
    assert_eq!(
        text_of("a.docx", originals::word(&body)),
        "<!-- 这里有内容没有读 -->\n基本支出12 34万元 -5.00&amp;y;\n100.00 1\n显示\n"
    );
    let page = "<html><head><title>x</title><body><svg/>一<nav><nav>甲</nav>乙</nav>\
        <p>100.00<sup>1</sup></p><p><del>90</del>80.00</p></body></html>";
    assert_eq!(text_of("a.html", page.as_bytes().to_vec()), "一\n100.00 1\n80.00\n");
}

#[test]
fn text_that_a_word_file_hides_by_its_style_is_not_read_and_that_is_said() {
    let style = |kind: &str, id: &str, inner: &str| {
        format!("<w:style w:type=\"{kind}\" w:styleId=\"{id}\">{inner}</w:style>")
    };
    let (on, off) = ("<w:rPr><w:vanish/></w:rPr>", "<w:rPr><w:vanish w:val=\"0\"/></w:rPr>");
    let based = |id: &str| format!("<w:basedOn w:val=\"{id}\"/>");
    let styles = [
        style("paragraph", "gone", on),
        style("paragraph", "child", &based("gone")),
        style("paragraph", "back", &format!("{}{off}", based("child"))),
        style("paragraph", "round", &based("round")),
        style("character", "c-gone", on),
        style("character", "c-child", &format!("{}<w:rPr><w:b/></w:rPr>", based("c-gone"))),
        style("table", "t", &format!("<w:tblStylePr w:type=\"firstRow\">{on}</w:tblStylePr>")),
    ];
    let read = |paragraph: &str, run: &str, more: &str| {
        let name = |tag: &str, id: &str| match id {
            "" => String::new(),
            id => format!("<w:{tag} w:val=\"{id}\"/>"),
        };
        let (style, direct) = run.split_once(' ').unwrap_or((run, ""));
        let box_ = "<w:r><w:pict><w:p><w:r><w:t>框</w:t></w:r></w:p></w:pict></w:r>";
        let body = format!(
            "<w:p><w:pPr>{}<w:rPr><w:vanish/></w:rPr></w:pPr>{}<w:r><w:rPr>{}{direct}</w:rPr><w:t>字&amp; 字</w:t></w:r></w:p>",
            name("pStyle", paragraph),
            if more.is_empty() { box_ } else { "" },
            name("rStyle", style),
        );
        let last = "<w:p><w:pPr><w:pStyle w:val=\"other\"/></w:pPr><w:r><w:t>末</w:t></w:r></w:p>";
        let bytes = originals::styled(&(body + last), &(styles.concat() + more));
        let document = import::read("a.docx", bytes).unwrap();
        let is_read = import::write(&document).text.contains("字&amp; 字");
        let said = document.doubts.iter().any(|said| said.starts_with("有 3 个字是隐藏的"));
        assert_eq!(is_read, !said && document.doubts.is_empty(), "{paragraph} {run} {more}");
        is_read
    };
    for (paragraph, run, is_read) in [
        ("", "", true),
        ("gone", "", false),
        ("child", "", false),
        ("back", "", true),
        ("round", "", true),
        ("t", "", true),
        ("", "c-gone", false),
        ("", "c-child", false),
        ("back", "c-child", false),
        // Two that hide take each other back; what the text says of itself goes before both.
        ("gone", "c-gone", true),
        ("gone", " <w:vanish w:val=\"false\"/>", true),
        ("", "c-gone <w:vanish w:val=\"0\"/>", true),
        ("back", " <w:vanish/>", false),
    ] {
        assert_eq!(read(paragraph, run, ""), is_read, "{paragraph} {run}");
    }
    let usual = style("paragraph", "usual\" w:default=\"1", on);
    assert!(!read("", "", &usual) && read("back", "", &usual));
    let defaults =
        |inner: &str| format!("<w:docDefaults><w:rPrDefault>{inner}</w:rPrDefault></w:docDefaults>");
    let bytes = originals::styled("<w:p><w:r><w:t>字</w:t></w:r></w:p>", &defaults(on));
    refused_of("a.docx", bytes, "没有文字");
    let shown = "<w:p><w:pPr><w:pStyle w:val=\"back\"/></w:pPr><w:r><w:t>字</w:t></w:r></w:p>";
    assert_eq!(text_of("a.docx", originals::styled(shown, &(defaults(on) + &styles.concat()))), "字\n");
}

#[test]
fn a_saved_page_is_read_in_its_encoding_without_its_menus() {
    let page = "<html><head><meta charset=gb2312><title>x</title><style>a{}</style></head><body>\
        <nav><a>首页</a></nav><h2>某局预算</h2><table width=100%><tr><td>\
        <p>第一段，\n  &ldquo;三公&rdquo;。</p><table><caption>收支总表</caption><tr><th rowspan=2>科目<th colspan=2>金额</tr>\
        <tr><td>1.00<td>2&nbsp;</table><script>if (a<b) {}</script>末段</td></tr></table></body></html>";
    let (bytes, ..) = encoding_rs::GBK.encode(page);
    assert_eq!(
        text_of("a.html", bytes.into_owned()),
        "\n## 某局预算\n第一段， “三公”。\n收支总表\n<table>\n\
         <tr><td rowspan=\"2\">科目</td><td colspan=\"2\">金额</td></tr>\n\
         <tr><td>1.00</td><td>2</td></tr>\n</table>\n末段\n"
    );
}

#[test]
fn what_a_saved_page_hides_is_not_read() {
    let page = "<body><div>看得见</div><div style='color: red; display : none'>看不见<div>里面</div></div>\
                <span hidden>也看不见</span><p title=\"hidden\">又看得见</p></body>";
    assert_eq!(text_of("a/2023-budget.html", page.as_bytes().to_vec()), "看得见\n又看得见\n");
}

#[test]
fn bad_office_files_and_formats_that_are_not_read_say_what_to_do() {
    refused_of("a.xlsx", b"PK\x03\x04".to_vec(), "文件坏了");
    refused_of("a.docx", b"%PDF-1.7".to_vec(), "文件坏了");
    refused_of("a.docx", originals::zip(&[("other.xml", "<a/>")]), "word/document.xml");
    refused_of("a.docx", originals::zip(&[("word/document.xml", "<w:p><w:t>a</w:p>")]), "文件坏了");
    refused_of("a.xlsx", [&[0xD0, 0xCF, 0x11, 0xE0][..], &[0; 600]].concat(), "有密码");
    refused_of("a.html", vec![0xFF; 9], "GBK");
    refused_of("a.html", b"<html><body></body></html>".to_vec(), "没有文字");
    for (name, other) in [("a.doc", ".docx"), ("a.ET", ".xlsx"), ("a.ofd", ".pdf"), ("a.zip", ".pdf")] {
        let said = import::read(name, b"x".to_vec()).unwrap_err();
        assert!(said[0].hint.as_deref().unwrap().contains(other), "{name}");
    }
}

#[test]
fn every_original_that_a_folder_may_hold_has_a_reader_or_an_answer_of_its_own() {
    let of_unknown = |name: &str| {
        let said = import::read(name, b"x".to_vec()).err().unwrap_or_default();
        let hints = || said.iter().filter_map(|one| one.hint.as_deref());
        hints().any(|hint| hint.contains(".pdf、.xlsx、.docx 或 .html"))
    };
    assert!(of_unknown("a.zip"));
    // Text with commas is read as text.
    for extension in ORIGINALS.iter().filter(|extension| **extension != "csv") {
        assert!(!of_unknown(&format!("a.{extension}")), "{extension}");
    }
}

#[test]
fn a_zip_that_comes_to_gigabytes_is_refused() {
    let bomb = originals::zip(&[("word/document.xml", &" ".repeat(300 << 20))]);
    assert!(bomb.len() < 2 << 20);
    refused_of("a.docx", bomb.clone(), "展开后");
    refused_of("a.xlsx", bomb, "展开后");
}

#[test]
fn a_pdf_whose_streams_come_to_gigabytes_is_refused() {
    let once = originals::deflated(&vec![b' '; 600 << 20]);
    let twice = originals::deflated(&once);
    for packed in [once, twice] {
        let mut bytes = b"%PDF-1.7\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n".to_vec();
        bytes.extend(packed);
        bytes.extend(b"\nendstream\nendobj\n%%EOF\n");
        refused(bytes, "展开后");
    }
}

#[test]
fn what_docling_made_keeps_its_order_spans_and_pages() {
    let said = text_of("a.json", br##"{"schema_name": "DoclingDocument",
        "body": {"children": [{"$ref": "#/texts/0"}, {"$ref": "#/groups/0"}, {"$ref": "#/tables/0"}, {"$ref": "#/texts/3"}]},
        "groups": [{"children": [{"$ref": "#/texts/1"}, {"$ref": "#/groups/0"}]}],
        "texts": [
            {"label": "section_header", "text": "\u6536\u652f\u603b\u8868", "prov": [{"page_no": 1}]},
            {"label": "list_item", "orig": "1. \u7532", "text": "\u7532", "prov": [{"page_no": 1}]},
            {"label": "caption", "text": "\u5355\u4f4d", "prov": [{"page_no": 2}]},
            {"label": "page_footer", "text": "2", "prov": [{"page_no": 2}]}],
        "tables": [{"prov": [{"page_no": 2}], "captions": [{"$ref": "#/texts/2"}], "data": {"num_rows": 2, "num_cols": 2, "table_cells": [
            {"text": "1.00", "row_span": 1, "col_span": 1, "start_row_offset_idx": 1, "start_col_offset_idx": 1},
            {"text": "\u79d1\u76ee", "row_span": 2, "col_span": 1, "start_row_offset_idx": 0, "start_col_offset_idx": 0},
            {"text": "\u91d1\u989d", "row_span": 1, "col_span": 1, "start_row_offset_idx": 0, "start_col_offset_idx": 1}]}}]}"##.to_vec());
    assert_eq!(
        said,
        "<!-- 第 1 页 -->\n\n## 收支总表\n1. 甲\n<!-- 第 2 页 -->\n单位\n<table>\n\
         <tr><td rowspan=\"2\">科目</td><td>金额</td></tr>\n<tr><td>1.00</td></tr>\n</table>\n"
    );
}

#[test]
fn what_mineru_made_keeps_its_tables_with_their_captions() {
    let list = "[{\"type\": \"text\", \"text\": \"一、概况\", \"text_level\": 1, \"page_idx\": 0},
        {\"type\": \"page_number\", \"text\": \"1\", \"page_idx\": 0},
        {\"type\": \"table\", \"page_idx\": 1, \"table_caption\": [\"收支总表\"], \"table_footnote\": [\"注：无\"],
         \"table_body\": \"<html><body><table><tr><td colspan=2>合计</td></tr><tr><td>1</td><td>2</td></tr></table></body></html>\"}]";
    assert_eq!(
        text_of("a_content_list.json", list.as_bytes().to_vec()),
        "<!-- 第 1 页 -->\n\n## 一、概况\n<!-- 第 2 页 -->\n收支总表\n<table>\n\
         <tr><td colspan=\"2\">合计</td></tr>\n<tr><td>1</td><td>2</td></tr>\n</table>\n注：无\n"
    );
    refused_of("a.json", b"{\"a\": 1}".to_vec(), "不会读取");
    refused_of("a.json", b"{".to_vec(), "文件坏了");
}

#[test]
fn originals_become_texts_that_are_named_by_what_they_say() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("content/some-office")).unwrap();
    fs::write(root.path().join("content/some-office/body.toml"), "name = \"某市某局\"\n").unwrap();
    fs::write(root.path().join("1.pdf"), budget()).unwrap();
    fs::write(root.path().join("2.pdf"), b"x").unwrap();
    let (code, said) = run(root.path(), &["import", "1.pdf", "2.pdf"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("content/some-office/2023-budget.md ← 1.pdf") && said.contains("bad-original"),
        "{said}"
    );
    let written = fs::read_to_string(root.path().join("content/some-office/2023-budget.md")).unwrap();
    assert_eq!(written, text(budget()));
    let (code, said) = run(root.path(), &["import", "1.pdf"]);
    assert!(code == Some(1) && said.contains("没有覆盖"), "{said}");
    let (code, said) = run(root.path(), &["import", "1.pdf", "--to", "content/b", "--content", "content"]);
    assert!(code == Some(0) && root.path().join("content/b/2023-budget.md").is_file(), "{said}");
    let (code, said) = run(root.path(), &["import", "1.pdf", "--to", "-"]);
    assert!(code == Some(0) && said.ends_with(&written), "{said}");
}

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(PROGRAM).args(arguments).current_dir(folder).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).unwrap())
}

#[test]
fn a_hidden_row_of_a_workbook_accuses_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let body = folder.path().join("content/a");
    fs::create_dir_all(&body).unwrap();
    for (hidden, verdicts) in [(None, "不符 1"), (Some(7), "不符 0")] {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        let rows = [
            "某市甲局2024年部门预算||||",
            "2024年支出预算总表||||",
            "单位：万元||||",
            "科目编码|科目名称|合计|基本支出|项目支出",
            "|合计|63.27|40.14|20.13",
            "201|一般公共服务支出|30.65|20.52|10.13",
            "205|教育支出|20.01|11.01|9.00",
            "208|社会保障和就业支出|9.61|8.61|1.00",
        ];
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(cells.split('|')) {
                sheet.write(row, column, cell).unwrap();
            }
        }
        hidden.map(|row| sheet.set_row_hidden(row).unwrap());
        book.save(body.join("2024-budget.xlsx")).unwrap();
        let (_, said) = run(folder.path(), &["check"]);
        assert!(said.contains(verdicts), "{said}");
    }
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
    assert!(facts.lines().skip(1).all(|line| line.ends_with(",sure,,,2")), "{facts}");
    put("b/2023-budget.md", b"# \xe6\x9f\x90\xe5\xb1\x80\n");
    let (_, said) = run(root.path(), &["check"]);
    assert!(!said.contains("bad-original"), "the text beside it is what is read: {said}");
}

#[test]
fn what_is_doubtful_in_an_original_is_said_of_its_file() {
    let root = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: Vec<u8>| {
        fs::create_dir_all(root.path().join("content").join(name).parent().unwrap()).unwrap();
        fs::write(root.path().join("content").join(name), bytes).unwrap();
    };
    put("a/2023-budget.pdf", budget());
    put("b/2023-budget.xlsx", originals::workbook());
    let (_, said) = run(root.path(), &["check", "--format", "github"]);
    let doubts: Vec<&str> = said.lines().filter(|line| line.contains("doubtful-original")).collect();
    assert_eq!(doubts.len(), 1, "{said}");
    for word in ["warning", "content/b/2023-budget.xlsx", "工作表“草稿”是隐藏的，没有读", "mingzhang import"]
    {
        assert!(doubts[0].contains(word), "{word}: {said}");
    }
}

/// A site of one PDF, with these settings, and what the program says of it.
fn site_of(pdf: &[u8], settings: &str) -> (tempfile::TempDir, String) {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("content/a")).unwrap();
    fs::write(root.path().join("content/a/2023-budget.pdf"), pdf).unwrap();
    fs::write(root.path().join("site.toml"), settings).unwrap();
    let (_, said) = run(root.path(), &["build"]);
    (root, said)
}

#[test]
fn the_official_page_is_beside_the_figure() {
    let (root, _) = site_of(&budget(), "originals = \"clean\"");
    let read = |name: &str| fs::read(root.path().join("public/a/2023-budget").join(name)).unwrap();
    let page = |name: &str| String::from_utf8(read(name)).unwrap();
    assert_eq!(read("original.pdf"), budget(), "not a byte is changed");
    let table = page("tables/balance/index.html");
    assert!(table.contains("<a href=\"../../original.pdf#page=2\">看原件第 2 页</a>"), "{table}");
    let data = page("data/index.html");
    let hash: String = {
        use sha2::Digest;
        sha2::Sha256::digest(budget()).iter().map(|byte| format!("{byte:02x}")).collect()
    };
    assert!(data.contains("href=\"../original.pdf\"") && data.contains(&hash), "{data}");
}

#[test]
fn a_finding_leads_to_the_official_page() {
    let wrong = String::from_utf8(budget()).unwrap().replace("003200350030", "003200350031");
    let (root, _) = site_of(wrong.as_bytes(), "originals = \"all\"");
    let audit = fs::read_to_string(root.path().join("public/a/2023-budget/audit/index.html")).unwrap();
    assert!(audit.contains("href=\"../original.pdf#page=2\">原件第 2 页</a>"), "{audit}");
}

/// A budget whose properties name an author, and one with a name and a number in it.
fn personal() -> [Vec<u8>; 2] {
    let mobile = format!("138{}", "00138000");
    let said = [format!("经办人：孙小圣 联系电话：{mobile}"), "说明".to_owned()];
    let [named, plain] = said.map(|line| {
        let sheets = [Sheet::default().text(50, 100, 12, "某市某局2023年部门预算").text(50, 140, 12, &line)];
        pdf(&sheets, Codes::Named)
    });
    let plain = String::from_utf8(plain).unwrap();
    let written = plain.replacen(" /Root 1 0 R", " /Root 1 0 R /Info << /Author (sunxiaosheng) >>", 1);
    [named, written.into_bytes()]
}

#[test]
fn an_original_with_somebody_in_it_is_not_on_the_site_unless_it_is_asked_for() {
    for pdf in personal() {
        for (settings, there) in [
            ("", false),
            ("originals = \"clean\"", false),
            ("originals = \"all\"", true),
            ("originals = \"none\"", false),
        ] {
            let (root, said) = site_of(&pdf, settings);
            let original = root.path().join("public/a/2023-budget/original.pdf");
            assert_eq!(original.exists(), there, "{settings}: {said}");
        }
    }
    let (_, said) = site_of(&personal()[0], "originals = \"clean\"");
    assert!(said.contains("withheld-original") && said.contains("个人信息"), "{said}");
    let (root, _) = site_of(&budget(), "");
    assert!(!root.path().join("public/a/2023-budget/original.pdf").exists());
    let table = root.path().join("public/a/2023-budget/tables/balance/index.html");
    let table = fs::read_to_string(table).unwrap();
    assert!(table.contains("<li>原件第 2 页</li>"), "its page is said all the same: {table}");
    let (_, said) = site_of(&budget(), "originals = \"some\"");
    assert!(said.contains("site.toml:1:"), "{said}");
}

#[test]
fn a_text_leads_to_the_original_beside_it() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("content/a")).unwrap();
    let put = |name: &str, bytes: &[u8]| fs::write(root.path().join("content/a").join(name), bytes).unwrap();
    put("2023-budget.pdf", &budget());
    put("2023-budget.md", text(budget()).as_bytes());
    fs::write(root.path().join("site.toml"), "originals = 'clean'").unwrap();
    let site = root.path().join("public/a/2023-budget");
    for (change, there) in [(None, true), (Some(&personal()[0]), false), (Some(&budget()), true)] {
        change.into_iter().for_each(|pdf| put("2023-budget.pdf", pdf));
        let (code, said) = run(root.path(), &["build"]);
        assert_eq!(code, Some(0), "{said}");
        assert_eq!(site.join("original.pdf").exists(), there, "a cache knows of it too");
    }
    let table = fs::read_to_string(site.join("tables/balance/index.html")).unwrap();
    assert!(table.contains("original.pdf#page=2"), "{table}");
}

/// A folder of files, built with the originals that may be there.
fn site_of_folder(files: &[(&str, &[u8])]) -> (tempfile::TempDir, String) {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("content/a/2023-budget");
    fs::create_dir_all(&folder).unwrap();
    files.iter().for_each(|(name, bytes)| fs::write(folder.join(name), bytes).unwrap());
    fs::write(root.path().join("site.toml"), "originals = 'clean'").unwrap();
    let (code, said) = run(root.path(), &["build"]);
    assert!(matches!(code, Some(0 | 1)), "{said}");
    (root, said)
}

fn page_of(line: &str) -> Vec<u8> {
    pdf(&[Sheet::default().text(50, 100, 12, "某市某局2023年部门预算").text(50, 140, 12, line)], Codes::Named)
}

#[test]
fn a_name_that_one_file_tells_keeps_all_originals_off_the_site() {
    let (root, said) = site_of_folder(&[
        ("1.pdf", &page_of("经办人：孙小圣")),
        ("2.pdf", &page_of("孙小圣，维修车辆三台。")),
    ]);
    let site = root.path().join("public/a/2023-budget");
    for name in ["original-1.pdf", "original-2.pdf"] {
        assert!(!site.join(name).exists(), "{name}: {said}");
    }
}

#[test]
fn a_name_in_the_properties_keeps_an_original_off_the_site() {
    let plain = String::from_utf8(page_of("说明")).unwrap();
    let title = "/Info << /Title (contact: someone@example.org) >>";
    let titled = plain.replacen(" /Root 1 0 R", &format!(" /Root 1 0 R {title}"), 1);
    for (pdf, there) in [(plain.clone(), true), (titled, false), (plain + "dc:creator\n%%EOF\n", false)] {
        let (root, said) = site_of(pdf.as_bytes(), "originals = 'clean'");
        assert_eq!(root.path().join("public/a/2023-budget/original.pdf").exists(), there, "{said}");
    }
}

#[test]
fn originals_of_one_name_have_addresses_of_their_own() {
    let (one, other) = (page_of("甲"), page_of("乙"));
    let text = "# 某市某局2023年部门预算\n说明\n".as_bytes();
    let (root, said) = site_of_folder(&[("a.md", text), ("a.txt", text), ("a.pdf", &one)]);
    let site = root.path().join("public/a/2023-budget");
    assert_eq!(fs::read(site.join("original-a.pdf")).unwrap(), one, "{said}");
    let (root, said) = site_of_folder(&[("a.PDF", &one), ("a.pdf", &other)]);
    let entries = fs::read_dir(root.path().join("public/a/2023-budget")).unwrap().map(Result::unwrap);
    let all = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with("original-"));
    let all: std::collections::BTreeSet<Vec<u8>> = all.map(|entry| fs::read(entry.path()).unwrap()).collect();
    assert_eq!(all, [one, other].into(), "{said}");
}

/// The crops of a site of one disclosure, by their names below `crops/`.
fn crops(root: &Path) -> Vec<(String, Vec<u8>)> {
    let folder = root.join("public/a/2023-budget/crops");
    let mut found = Vec::new();
    for table in fs::read_dir(folder).into_iter().flatten().map(Result::unwrap) {
        for file in fs::read_dir(table.path()).unwrap().map(Result::unwrap) {
            let name = format!("{}/{}", table.file_name().display(), file.file_name().display());
            found.push((name, fs::read(file.path()).unwrap()));
        }
    }
    found.sort();
    found
}

/// The budget with a total that does not hold, in a font that the file holds; `label` names a row.
#[cfg(feature = "crops")]
fn wrong(label: &str) -> Sheet {
    summary(Sheet::default().text(50, 40, 12, "某市某局2023年部门预算"), label, "1,250.51")
}

#[cfg(feature = "crops")]
#[test]
fn a_finding_shows_its_cell_on_the_official_page() {
    let (root, said) = site_of(&pdf(&[wrong("二、教育支出")], Codes::Drawn), "");
    let crops = crops(root.path());
    assert!(!crops.is_empty() && crops.iter().all(|(_, png)| png.len() <= import::LARGEST), "{said}");
    let audit = fs::read_to_string(root.path().join("public/a/2023-budget/audit/index.html")).unwrap();
    for (name, png) in &crops {
        let picture = Pixels::of(png);
        assert!(
            audit.contains(&format!("<a class=\"crop\" href=\"../crops/{name}\">")),
            "it opens alone: {audit}"
        );
        let image = format!("src=\"../crops/{name}\" alt=\"原件第 1 页");
        assert!(audit.contains(&image), "{image}: {audit}");
        let size = format!("width=\"{}\" height=\"{}\"", picture.width, picture.height);
        assert!(audit.contains(&size) && audit.contains("loading=\"lazy\""), "{audit}");
        assert!(picture.places(0).next().is_some(), "characters are drawn");
    }
    // Four columns of 480 points: the box is where the column is that the name says.
    let (name, png) = crops.iter().find(|(name, _)| name.contains("expenditure-total")).unwrap_or(&crops[0]);
    let picture = Pixels::of(png);
    let across: Vec<f64> = picture.places(7).map(|(x, _)| f64::from(x) / f64::from(picture.width)).collect();
    let (from, to) = across.iter().fold((1.0_f64, 0.0_f64), |(from, to), x| (from.min(*x), to.max(*x)));
    assert!((from - 390.0 / 480.0).abs() < 0.02 && to > 0.97, "{name}: {from} {to}");
    let (root, _) = site_of(&pdf(&[wrong("二、教育支出")], Codes::Drawn), "page_images = 'none'");
    assert!(self::crops(root.path()).is_empty());
    let (root, _) = site_of(&pdf(&[wrong("二、教育支出")], Codes::Drawn), "page_images = 'all'");
    let all = self::crops(root.path());
    assert_eq!(all.len(), 6);
    let table =
        fs::read_to_string(root.path().join("public/a/2023-budget/tables/balance/index.html")).unwrap();
    assert!(all.iter().all(|(name, _)| table.contains(&format!("href=\"../../crops/{name}\""))), "{table}");
}

#[cfg(feature = "crops")]
#[test]
fn nothing_is_shown_that_the_text_does_not_say_nor_what_nobody_can_look_into() {
    let mobile = format!("138{}", "00138000");
    let personal = wrong(&format!("经办人：孙小圣 {mobile}"));
    let curve = Sheet(wrong("二、教育支出").0 + "400 700 m 410 710 420 690 430 700 c S\n");
    let straight = Sheet(wrong("二、教育支出").0 + "400 700 m 410 710 l 420 690 l 430 700 l S\n");
    let corner = Sheet(wrong("二、教育支出").0 + "400 690 m 430 690 l 430 710 l f\n");
    let picture =
        Sheet(wrong("二、教育支出").0 + "q 40 0 0 30 350 690 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u{7f} EI Q\n");
    for (sheet, why) in
        [(personal, "逐字"), (curve, "图形"), (straight, "图形"), (corner, "图形"), (picture, "图片")]
    {
        let (root, said) = site_of(&pdf(&[sheet], Codes::Drawn), "page_images = 'all'");
        let left: Vec<String> = crops(root.path()).into_iter().map(|(name, _)| name).collect();
        assert!(left.iter().all(|name| !name.contains("total")), "{why}: {left:?}");
        assert!(said.contains("withheld-crop") && said.contains(why), "{why}: {said}");
    }
    let (root, said) = site_of(&pdf(&[wrong("二、教育支出")], Codes::Named), "");
    assert!(crops(root.path()).is_empty() && said.contains("字体"), "{said}");
}

#[cfg(feature = "crops")]
#[test]
fn what_nobody_knows_the_end_of_is_not_drawn() {
    let picture = |side: u32, more: &str| {
        let entries =
            format!("/Type /XObject /Subtype /Image /Width {side} /Height {side} /BitsPerComponent 8");
        originals::stream_of(
            &format!("{entries} /ColorSpace /DeviceGray /Filter /ASCIIHexDecode {more}"),
            "7f>",
        )
    };
    let tiles = |resources: &str| {
        let entries = "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 100000 100000]";
        let entries = format!("{entries} /XStep 0.01 /YStep 0.01 /Resources << {resources} >>");
        originals::stream_of(&entries, "0 0 1 1 re f")
    };
    let mask = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Group << /S /Transparency /CS /DeviceGray >>";
    let masked = "/ExtGState << /G << /Type /ExtGState /SMask << /Type /Mask /S /Luminosity /G @0 R >> >> >>";
    let small = "/X Do\n";
    let fill = "/Pattern cs /P scn 0 0 9 9 re f 0 g\n";
    let again = "/G gs 0 0 9 9 re f ".repeat(1_000) + "/N gs\n";
    let masked_again = originals::stream_of(&format!("{mask} /Resources << {masked} >>"), &again);
    for (content, resources, more, drawn) in [
        (small, "/XObject << /X @0 R >>", vec![picture(1, "")], true),
        (small, "/XObject << /X @0 R >>", vec![picture(60_000, "")], false),
        (small, "/XObject << /X @0 R >>", vec![picture(1, "/SMask @1 R"), picture(60_000, "")], false),
        (small, "/XObject << /X @0 R >>", vec![picture(3_000, "")], true),
        (fill, "/Pattern << /P @0 R >>", vec![tiles("")], false),
        (small, "/XObject << /X @0 R >>", forms(4), true),
        (&again, masked, vec![masked_again], false),
    ] {
        // Nothing of it is where the table is.
        let sheet = Sheet(format!("q\n{content}Q\n{}", wrong("二、教育支出").0));
        let pdf = originals::pdf_with(&[sheet], Codes::Drawn, resources, &more);
        let (root, said) = site_of(&pdf, "page_images = 'all'");
        assert_eq!(crops(root.path()).len(), if drawn { 6 } else { 0 }, "{more:?}: {said}");
        assert_eq!(!said.contains("画不出来"), drawn, "{more:?}: {said}");
    }
}

#[cfg(feature = "crops")]
#[test]
fn a_text_beside_its_original_shows_only_what_both_say() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("content/a")).unwrap();
    let put = |name: &str, bytes: &[u8]| fs::write(root.path().join("content/a").join(name), bytes).unwrap();
    let original = pdf(&[wrong("二、教育支出")], Codes::Drawn);
    put("2023-budget.pdf", &original);
    let said = text(original);
    put("2023-budget.md", format!("# 某局\n\n{said}").as_bytes());
    run(root.path(), &["build"]);
    assert!(!crops(root.path()).is_empty(), "lines may stand elsewhere");
    put("2023-budget.md", said.replace("二、教育支出", "二、科学支出").as_bytes());
    let (_, said) = run(root.path(), &["build"]);
    assert!(crops(root.path()).is_empty() && said.contains("withheld-crop"), "{said}");
}

/// The pixels of a crop, each the place of its colour.
#[cfg(feature = "crops")]
struct Pixels {
    width: u32,
    height: u32,
    places: Vec<u8>,
}

#[cfg(feature = "crops")]
impl Pixels {
    fn of(png: &[u8]) -> Self {
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
        let mut packed = vec![0; reader.output_buffer_size().unwrap()];
        let frame = reader.next_frame(&mut packed).unwrap();
        let (width, height) = (frame.width, frame.height);
        let row = |row: &[u8]| {
            row.iter().flat_map(|pair| [pair >> 4, pair & 15]).take(width as usize).collect::<Vec<_>>()
        };
        let places = packed.chunks(frame.line_size).flat_map(row).collect();
        Self { width, height, places }
    }

    /// Where a colour is.
    fn places(&self, colour: u8) -> impl Iterator<Item = (u32, u32)> + '_ {
        let at = self.places.iter().enumerate().filter(move |(_, place)| **place == colour);
        at.map(|(at, _)| (at as u32 % self.width, at as u32 / self.width))
    }
}
