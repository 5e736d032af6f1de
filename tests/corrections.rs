//! Corrections on whole built sites: each kind applied and shown wherever the figure is,
//! none applied where something else is printed, and nothing that a corrections file
//! holds stops a disclosure or gets out of its place.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// Two cells that cannot be read, and a project named as a script.
const TEXT: &str = "\
某县某局2023年部门预算

2023年部门收支总表
单位：万元
收入⇥⇥支出⇥
项目⇥预算数⇥项目⇥预算数
一般公共预算拨款收入⇥15.0.00⇥农林水支出⇥140.00
⇥⇥住房保障支出⇥10.00
本年收入合计⇥150.00⇥本年支出合计⇥150.00
";

/// The correction of the unreadable cell.
const CELL: &str = r#"
[[cell]]
table = "balance"
row = "general-public-budget"
column = "amount"
printed = "15.0.00"
amount = "150.00"
"#;

/// What every correction says; the reason is hostile.
const REASON: &str = r#"
why = "小数点<script>alert('“一”')</script>多印一个"
by = "本站维护者"
date = "2024-03-01"
evidence = "https://example.org/a?b=1&c=2"
"#;

struct Site {
    root: TempDir,
}

impl Site {
    fn new(text: &str, corrections: &str) -> Self {
        let site = Self { root: tempfile::tempdir().unwrap() };
        site.put("content/a/2023-budget.txt", &text.replace('⇥', "\t"));
        site.put("content/a/2023-budget.corrections.toml", corrections);
        site
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.root.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let program = Command::new(env!("CARGO_BIN_EXE_mingzhang"))
            .current_dir(self.root.path())
            .args(arguments)
            .output()
            .unwrap();
        let said = [program.stdout, program.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        (program.status.code(), said.concat())
    }

    /// Builds it, whatever there is to say, and tells what was said.
    fn build(&self) -> String {
        let (code, said) = self.run(&["build"]);
        assert!(code.is_some_and(|code| code < 2), "{said}");
        assert!(self.path("index.html").is_file(), "{said}");
        said
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.root.path().join("public/a/2023-budget").join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }
}

/// A site with one correction, which was applied: it is on the page of all corrections, in
/// the data, and neither reported nor able to run.
fn applied(text: &str, block: &str) -> Site {
    let site = Site::new(text, &format!("{block}{REASON}"));
    let said = site.build();
    assert!(!said.contains("correction"), "{said}");
    let page = site.read("corrections/index.html");
    for part in ["小数点&lt;script&gt;", "本站维护者", "2024-03-01", "https://example.org/a?b=1&amp;c=2"]
    {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    for file in files(&site.path("")) {
        let text = fs::read(&file).unwrap();
        let raw = text.windows(15).any(|part| part == b"<script>alert('" as &[u8]);
        assert!(!raw || file.extension().is_none_or(|it| it != "html"), "{}", file.display());
    }
    site
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// A site whose one correction does not hold: it is built all the same, the correction
/// shown nowhere, and its line and what stands there told.
fn refused(text: &str, corrections: &str, words: &[&str]) -> Site {
    let site = Site::new(text, corrections);
    let said = site.build();
    for word in words.iter().chain(&["a/2023-budget.corrections.toml"]) {
        assert!(said.contains(word), "{word} is not in {said}");
    }
    assert!(!site.path("corrections").exists(), "{said}");
    site
}

#[test]
fn a_corrected_cell_counts_and_shows_what_was_printed() {
    let site = applied(TEXT, CELL);
    let table = site.read("tables/balance/index.html");
    assert!(table.contains("150.00"), "{table}");
    for part in [
        "原文 <s>15.0.00</s>",
        "corrections/index.html#cell-balance-general-public-budget-amount",
        ">更正</a>",
    ] {
        assert!(table.contains(part), "{part} is not in {table}");
    }
    let facts = site.read("data/facts.csv");
    let line = facts.lines().find(|line| line.contains(",general-public-budget,")).unwrap();
    assert!(
        line.contains(",150.00,万元,") && line.contains(",sure,15.0.00,a/2023-budget/corrections/#cell-"),
        "{line}"
    );
    let book = fs::read(site.path("data/a-2023-budget.xlsx")).unwrap();
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut words = String::new();
    book.by_name("xl/sharedStrings.xml").unwrap().read_to_string(&mut words).unwrap();
    assert!(words.contains("原文“15.0.00”，更正为 150.00"), "{words}");
    let source = site.read("source/index.html");
    let line = source.lines().find(|line| line.contains("15.0.00")).unwrap();
    assert!(line.contains("corrections/index.html#cell-balance-general-public-budget-amount"), "{line}");
    assert_eq!(source.matches("class=\"correction\"").count(), 1, "{source}");
    let grid = site.read("tables/balance.csv");
    assert!(grid.contains("15.0.00"), "the table's own file is the table as published: {grid}");
    let audit = site.read("data/audit.json");
    assert!(!audit.contains("15.0.00"), "{audit}");
    let said = site.build();
    assert!(!said.contains("unreadable-amount"), "nothing is left to say of it: {said}");
    assert!(site.read("index.html").contains("corrections/index.html"));
    assert_eq!(
        fs::read_to_string(site.root.path().join("content/a/2023-budget.txt")).unwrap(),
        TEXT.replace('⇥', "\t")
    );
}

#[test]
fn a_cell_can_be_corrected_to_nothing_and_to_another_unit() {
    let site = applied(TEXT, &CELL.replace("\"150.00\"", "\"\""));
    assert!(!site.read("data/facts.csv").contains(",general-public-budget,"));
    assert!(site.read("corrections/index.html").contains("（空）"));
    let site = applied(TEXT, &CELL.replace("\"150.00\"", "\"1500000\"\nunit = \"元\""));
    let facts = site.read("data/facts.csv");
    assert!(facts.contains(",1500000,元,"), "{facts}");
}

#[test]
fn nothing_is_applied_where_something_else_is_printed() {
    let whole = format!("{CELL}{REASON}");
    refused(TEXT, &whole.replace("15.0.00", "15.0.01"), &["correction-mismatch", ":6", "15.0.00"]);
    refused(
        TEXT,
        &whole.replace("general-public-budget", "no-such-row"),
        &["correction-mismatch", "no-such-row"],
    );
    refused(TEXT, &whole.replace("150.00", "many"), &["bad-correction", "amount"]);
    refused(TEXT, &whole.replace("amount = \"150.00\"", "unit = \"亿元\""), &["bad-correction", "unit"]);
    refused(TEXT, &whole.replace("amount = \"150.00\"", ""), &["bad-correction", "amount"]);
    refused(TEXT, &whole.replace("2024-03-01", "2024-3-1"), &["bad-correction", "date"]);
    refused(TEXT, &whole.replace("本站维护者", " "), &["bad-correction", "by"]);
    refused(
        TEXT,
        &format!("{whole}{whole}").replacen("15.0.00", "x", 1).replace("by =", "#"),
        &["bad-correction"],
    );
}

#[test]
fn a_bad_file_stops_nothing() {
    for text in ["[[cell]\n", "[[cel]]\n", "\u{0}", "cell = 1\n", &format!("{CELL}{REASON}colour = 1\n")] {
        refused(TEXT, text, &["bad-correction"]);
    }
    let huge = format!("# {}\n{CELL}{REASON}", "长".repeat(400_000));
    refused(TEXT, &huge, &["bad-correction", "1 MiB"]);
    let site = Site::new(TEXT, "");
    assert!(!site.build().contains("correction"), "an empty file corrects nothing");
    site.put("content/a/2024-final.corrections.toml", "");
    assert!(site.build().contains("bad-correction"), "nothing is corrected by it");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_content_is_not_followed() {
    let site = Site::new(TEXT, "");
    site.put("elsewhere.toml", &format!("{CELL}{REASON}"));
    let own = site.root.path().join("content/a/2023-budget.corrections.toml");
    fs::remove_file(&own).unwrap();
    std::os::unix::fs::symlink(site.root.path().join("elsewhere.toml"), &own).unwrap();
    assert!(site.build().contains("2023-budget.corrections.toml"));
    assert!(!site.path("corrections").exists());
}

#[test]
fn persons_are_left_out_of_corrections_too() {
    let mobile = format!("138{}", "00001111");
    let text = format!("{TEXT}\n经办人：\t孙小圣\n");
    let reason = REASON.replace("多印一个", &format!("，孙小圣电话{mobile}"));
    let site = Site::new(&text, &format!("{CELL}{reason}"));
    site.build();
    assert!(site.read("corrections/index.html").contains("〔姓名略〕电话〔电话略〕"));
    for file in files(&site.root.path().join("public")) {
        let text = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
        assert!(!text.contains(&mobile) && !text.contains("孙小圣"), "{}", file.display());
    }
    let wrong = reason.replace("evidence = ", "#");
    let said = Site::new(&text, &format!("{}{reason}", CELL.replace("15.0.00", &mobile))).build();
    assert!(said.contains("correction-mismatch") && !said.contains(&mobile), "{said}");
    assert!(!Site::new(&text, &format!("{CELL}{wrong}")).build().contains(&mobile));
}

/// A sum that does not hold.
const WRONG: &str = "\
某县某局2023年部门预算

2023年部门支出总表
单位：万元
科目编码⇥科目名称⇥合计
213⇥农林水支出⇥140.00
21303⇥水利⇥140.00
2130301⇥行政运行⇥62.00
2130306⇥水利工程运行与维护⇥78.00
221⇥住房保障支出⇥10.00
22102⇥住房改革支出⇥10.00
2210201⇥住房公积金⇥10.00
⇥合计⇥155.00
";

const FINDING: &str = r#"
[[finding]]
finding = "sum-expenditure-total-total"
printed = "155.00"
answer = "ANSWER"
note = "合计多印5万元<b>"
"#;

fn finding(answer: &str) -> String {
    FINDING.replace("ANSWER", answer)
}

#[test]
fn a_finding_that_is_taken_back_is_no_mismatch_anywhere() {
    let plain = Site::new(WRONG, "");
    plain.build();
    assert!(plain.read("data/audit.json").contains("\"verdict\":\"mismatch\""));
    for (answer, word) in [("misread", "更正"), ("withdrawn", "撤回")] {
        let site = applied(WRONG, &finding(answer));
        let audit = site.read("data/audit.json");
        assert!(!audit.contains("\"mismatch\""));
        assert!(
            audit.contains(&format!("\"answer\":\"{answer}\"")) && audit.contains("本站维护者"),
            "{audit}"
        );
        let page = site.read("audit/index.html");
        assert!(page.contains(&format!("#finding-sum-expenditure-total-total\">{word}</a>")), "{page}");
        for file in files(&site.root.path().join("public")) {
            let html = file.extension().is_some_and(|ending| ending == "html" || ending == "xml");
            let text = if html { fs::read_to_string(&file).unwrap() } else { String::new() };
            let explained = file.ends_with("checks/index.html");
            assert!(explained || !text.contains("≠</span> 不符"), "{}", file.display());
            assert!(explained || !text.contains("1 项不符"), "{}", file.display());
        }
    }
}

#[test]
fn an_answer_stands_beside_its_finding() {
    for (answer, word) in [("answered", "回应"), ("explained", "说明")] {
        let site = applied(WRONG, &finding(answer));
        assert!(site.read("data/audit.json").contains("\"verdict\":\"mismatch\""), "it still does not agree");
        let page = site.read("audit/index.html");
        assert!(page.contains(&format!(">{word}</a> 合计多印5万元&lt;b&gt;。")), "{page}");
        assert!(site.read("corrections/index.html").contains("audit/index.html#sum-expenditure-total-total"));
    }
}

#[test]
fn a_finding_is_answered_only_as_it_stands() {
    let whole = format!("{}{REASON}", finding("misread"));
    refused(WRONG, &whole.replace("155.00", "156.00"), &["correction-mismatch", "155.00"]);
    refused(WRONG, &whole.replace("155.00", ""), &["correction-mismatch"]);
    refused(WRONG, &whole.replace("total-total", "none-total"), &["correction-mismatch", "none-total"]);
    let renamed = whole.replace("sum-expenditure-total-total", "another-check");
    refused(WRONG, &renamed, &["correction-mismatch", "finding = \"sum-expenditure-total-total\""]);
    refused(WRONG, &whole.replace("total-total", "21303-total").replace("155.00", "140.00"), &["现在是一致"]);
    refused(WRONG, &whole.replace("misread", "wrong"), &["bad-correction", "answer"]);
}

/// A table under a title that says nothing, without a unit; a page number in its midst, a
/// row that is a sentence, a heading nobody knows, a title of another year.
const OPEN: &str = "\
某县某局2023年部门预算

收支情况列示表
科目编码⇥科目名称⇥合计⇥甲类支出⇥项目支出
213⇥农林水支出⇥140.00⇥62.00⇥78.00
页码三十⇥四
21303⇥水利⇥140.00⇥62.00⇥78.00
2130301⇥行政运行⇥62.00⇥62.00⇥
2130306⇥水利工程运行与维护⇥78.00⇥⇥78.00
⇥合计⇥140.00⇥62.00⇥78.00
";

/// What `check` proposes for a text, completed.
fn proposed(text: &str, open: &[(&str, &str)]) -> String {
    let site = Site::new(text, "");
    let (code, said) = site.run(&["check", "--corrections"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.starts_with("# 粘贴到 content/a/2023-budget.corrections.toml"), "{said}");
    let raw = Site::new(text, &said).build();
    assert!(raw.contains("bad-correction"), "nobody has completed it: {raw}");
    let own = [("why = \"\"", "why = \"核对了原件\""), ("by = \"\"", "by = \"维护者\"")];
    let more = [("date = \"\"", "date = \"2024-03-01\""), ("evidence = \"\"", "evidence = \"原件\"")];
    own.iter().chain(&more).chain(open).fold(said, |said, (from, to)| said.replace(from, to))
}

#[test]
fn what_check_proposes_can_be_pasted_and_completed() {
    let untitled = OPEN.replace("收支情况列示表\n", "");
    let table = [("is = \"？\"", "is = \"expenditure\""), ("unit = \"？\"", "unit = \"元\"")];
    for (text, open) in [
        (TEXT, &[("amount = \"？\"", "amount = \"150\"")][..]),
        (WRONG, &[("answer = \"？\"", "answer = \"explained\"")]),
        (OPEN, &table),
        (&untitled, &table),
    ] {
        let site = Site::new(text, &proposed(text, open));
        let said = site.build();
        assert!(!said.contains("correction"), "{said}");
        assert!(site.path("corrections/index.html").is_file());
        let (_, said) = site.run(&["check", "--corrections"]);
        assert_eq!(said, "", "nothing is left to correct");
    }
}

const TABLE: &str = r#"
[[table]]
line = 3
printed = "收支情况列示表"
is = "expenditure"
unit = "万元"
"#;

#[test]
fn a_table_is_told_and_given_its_unit() {
    let plain = Site::new(OPEN, "");
    plain.build();
    assert!(plain.path("tables/table-1/index.html").is_file());
    let site = applied(OPEN, TABLE);
    let facts = site.read("data/facts.csv");
    assert!(facts.contains("a/2023-budget,expenditure,2130301,total,行政运行,合计,62.00,万元,"), "{facts}");
    let page = site.read("tables/expenditure/index.html");
    assert!(page.contains("哪张表") && page.contains("支出总表，单位：万元"), "{page}");
    let whole = format!("{TABLE}{REASON}");
    refused(OPEN, &whole.replace("情况列示表", "情况表"), &["correction-mismatch", "收支情况列示表"]);
    refused(OPEN, &whole.replace("line = 3", "line = 300"), &["correction-mismatch", "300"]);
    refused(OPEN, &whole.replace("\"expenditure\"", "\"nothing\""), &["bad-correction", "is "]);
    refused(OPEN, &whole.replace("\"万元\"", "\"亿元\""), &["bad-correction", "unit"]);
    let other = whole.replace("line = 3", "line = 1").replace("收支情况列示表", "某县某局2023年部门预算");
    refused(OPEN, &other, &["bad-correction", "题名"]);
}

#[test]
fn a_column_and_a_row_are_told() {
    let table = format!("{TABLE}{REASON}");
    let plain = Site::new(OPEN, &table);
    plain.build();
    let facts = plain.read("data/facts.csv");
    let line = facts.lines().find(|line| line.contains("甲类支出")).unwrap();
    let key = line.split(',').nth(3).unwrap();
    let column = format!(
        "{table}\n[[column]]\ntable = \"expenditure\"\ncolumn = \"{key}\"\nprinted = \"甲类支出\"\nis = \"basic\"\n"
    );
    let site = applied(OPEN, &column);
    let facts = site.read("data/facts.csv");
    assert!(facts.contains("expenditure,213,basic,农林水支出,甲类支出,62.00,万元,"), "{facts}");
    assert!(site.read("tables/expenditure/index.html").contains("基本支出（basic）"));
    assert!(!site.build().contains("unknown-column"));
    let row = "\n[[row]]\ntable = \"expenditure\"\nrow = \"2130306\"\nprinted = \"水利工程运行与维护\"\nis = \"2130399\"\n";
    let site = applied(OPEN, &format!("{table}{row}"));
    assert!(site.read("data/facts.csv").contains("expenditure,2130399,total,水利工程运行与维护,合计,78.00,"));
    for (block, from, to, words) in [
        (&column, "printed = \"甲类支出\"", "printed = \"乙类支出\"", ["correction-mismatch", "甲类支出"]),
        (&column, "is = \"basic\"", "is = \"total\"", ["bad-correction", "已有一栏"]),
        (&column, "is = \"basic\"", "is = \"colour\"", ["bad-correction", "is "]),
        (
            &format!("{table}{row}"),
            "水利工程运行与维护",
            "水利工程",
            ["correction-mismatch", "水利工程运行与维护"],
        ),
        (&format!("{table}{row}"), "\"2130306\"", "\"2130307\"", ["correction-mismatch", "2130307"]),
        (&format!("{table}{row}"), "\"2130399\"", "\"2130301\"", ["bad-correction", "已有一行"]),
        (&format!("{table}{row}"), "\"2130399\"", "\"../x\"", ["bad-correction", "is "]),
    ] {
        let said = Site::new(OPEN, &format!("{}{REASON}", block.replace(from, to))).build();
        assert!(words.iter().all(|word| said.contains(word)), "{to}: {said}");
    }
}

#[test]
fn a_line_is_what_it_is_said_to_be() {
    let block = |line: u32, printed: &str, role: &str| {
        format!("\n[[line]]\nline = {line}\nprinted = \"{printed}\"\nrole = \"{role}\"\n")
    };
    let text = format!("{OPEN}\n第二部分 说明\n\n本局的话\n一共若干。\n");
    let site = applied(&text, &block(6, "页码三十 四", "furniture"));
    let lines = site.read("data/source.json");
    assert!(lines.contains("\"line\":6,\"role\":\"repeated\""), "{lines}");
    let table = site.read("tables/table-1/index.html");
    assert!(
        !table.contains("页码三十") && table.contains("行政运行"),
        "the table goes on behind it: {table}"
    );
    assert!(site.read("corrections/index.html").contains("source/index.html#L6"));
    let plain = Site::new(&text, "");
    plain.build();
    assert!(!plain.read("notes/index.html").contains(">本局的话</h2>"));
    let site = applied(&text, &block(14, "本局的话", "heading"));
    assert!(site.read("notes/index.html").contains("本局的话"), "{}", site.read("notes/index.html"));
    let site = applied(&text, &block(6, "页码三十四".replace('四', "\\t四").as_str(), "text"));
    assert!(!site.read("tables/table-1/index.html").contains("页码三十"));
    let whole = format!("{}{REASON}", block(6, "页码三十 四", "furniture"));
    refused(&text, &whole.replace("页码三十 四", "页码"), &["correction-mismatch", "页码三十 四"]);
    refused(&text, &whole.replace("furniture", "nothing"), &["bad-correction"]);
}

#[test]
fn the_body_and_the_year_are_told() {
    let body = "\n[[body]]\nprinted = \"某县某局\"\nis = \"某县水务局<b>\"\n";
    let site = applied(OPEN, body);
    assert!(site.read("index.html").contains("某县水务局&lt;b&gt;"));
    assert!(site.read("corrections/index.html").contains("某县某局"));
    refused(
        OPEN,
        &format!("{body}{REASON}").replace("某县某局", "某局"),
        &["correction-mismatch", "某县某局"],
    );
    let text = OPEN
        .replace("某县某局2023年部门预算", "某县某局2022年部门预算")
        .replace("收支情况列示表", "2022年部门支出预算总表");
    let plain = Site::new(&text, "");
    assert!(plain.build().contains("other-year"));
    let year = "\n[[year]]\nline = 3\nprinted = \"2022年部门支出预算总表\"\nis = 2023\n";
    let site = Site::new(&text, &format!("{year}{REASON}"));
    let said = site.build();
    assert!(!said.contains("other-year") && !said.contains("correction"), "{said}");
    assert!(site.read("corrections/index.html").contains("2023年"));
    let audit = |site: &Site| site.read("data/audit.json");
    assert!(!audit(&site).contains("\"mismatch\"") && audit(&site).contains("是印错的"), "{}", audit(&site));
    let whole = format!("{year}{REASON}");
    refused(
        &text,
        &whole.replace("2022年部门支出预算总表", "2021年"),
        &["correction-mismatch", "2022年部门支出预算总表"],
    );
    refused(&text, &whole.replace("is = 2023", "is = 2022"), &["bad-correction", "2023"]);
}

#[test]
fn the_page_of_corrections_is_listed_and_kept() {
    let site = Site::new(TEXT, &format!("{CELL}{REASON}"));
    let (code, said) = site.run(&["build", "--lock", "--base-url", "https://example.org/x/"]);
    assert!(code.is_some_and(|code| code < 2), "{said}");
    let sitemap = fs::read_to_string(site.root.path().join("public/sitemap.xml")).unwrap();
    assert!(sitemap.contains("https://example.org/x/a/2023-budget/corrections/"), "{sitemap}");
    let lock = files(&site.root.path().join("permalinks"));
    let lock: String = lock.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    assert!(lock.contains("corrections/"), "{lock}");
    let package = site.read("datapackage.json");
    assert!(package.contains("\"printed\"") && package.contains("\"correction\""));
    let (_, said) = site.run(&["check", "content/a/2023-budget.corrections.toml"]);
    assert!(said.contains("1 份公开文本"), "a file of corrections stands for its disclosure: {said}");
}

#[test]
fn a_disclosure_of_several_files_has_its_corrections_beside_the_folder() {
    let whole = format!("{CELL}{REASON}");
    let site = Site::new("", &whole);
    fs::remove_file(site.root.path().join("content/a/2023-budget.txt")).unwrap();
    site.put(
        "content/a/2023-budget/1.txt",
        "某县某局2023年部门预算\n\n第一部分 概况\n一、职责\n看护水闸。\n",
    );
    let text = OPEN.replace('⇥', "\t");
    site.put("content/a/2023-budget/tables.txt", &format!("{}\n\n{text}", TEXT.replace('⇥', "\t")));
    site.put("content/a/2023-budget/corrections.toml", "");
    let said = site.build();
    assert!(
        said.contains("2023-budget/corrections.toml") && said.contains("更正文件放在这里不生效"),
        "{said}"
    );
    assert!(!said.contains("correction-mismatch"), "{said}");
    assert!(site.read("data/facts.csv").contains(",sure,15.0.00,"));
    let at = TEXT.lines().count() + 5;
    let table = TABLE.replace("line = 3", &format!("line = {at}\nfile = \"tables.txt\""));
    site.put("content/a/2023-budget.corrections.toml", &format!("{table}{REASON}"));
    let said = site.build();
    assert!(!said.contains("correction-mismatch"), "{said}");
    assert!(site.path("tables/expenditure/index.html").is_file());
    site.put(
        "content/a/2023-budget.corrections.toml",
        &format!("{}{REASON}", table.replace("tables", "other")),
    );
    assert!(site.build().contains("correction-mismatch"));
}
