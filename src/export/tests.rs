use serde_json::Value;

use super::*;
use crate::catalogue::Catalogue;
use crate::config::Settings;
use crate::measures::Figures;
use crate::model::{ColumnRole, DisclosureId, Summary, count, fixture};

/// All data files of a disclosure.
fn all_files(linked: &Linked, findings: &[Finding]) -> Vec<Artifact> {
    let mut files = Vec::new();
    let mut take = |file| {
        files.push(file);
        Ok::<(), ()>(())
    };
    let written =
        disclosure(linked, (findings, None), (Catalogue::get(), &Settings::default()), &mut take).unwrap();
    assert_eq!(written, files.iter().map(Written::from).collect::<Vec<_>>());
    files
}

fn text(files: &[Artifact], ending: &str) -> String {
    let file = files.iter().find(|file| file.path.ends_with(ending)).unwrap();
    String::from_utf8(file.bytes.clone()).unwrap()
}

#[test]
fn facts_hold_every_figure_with_its_unit_source_and_address() {
    let linked = fixture::linked();
    let files = all_files(&linked, &[]);
    let text = text(&files, "data/facts.csv");
    let csv_text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(csv_text.as_bytes());
    let columns = "disclosure,table,row,column,row_label,column_label,amount,unit,source,line,url,confidence,printed,correction,page";
    assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>().join(","), columns);
    let records: Vec<_> = reader.records().map(Result::unwrap).collect();
    let figures = count(linked.disclosure.tables.iter().map(|table| table.figures().count()));
    assert_eq!(records.len(), figures);
    let first: Vec<&str> = records[0].iter().collect();
    assert_eq!(
        first[..6],
        ["some-body/2023-budget", "balance", "appropriation", "amount", "财政拨款", "收入 / 2023年"]
    );
    assert_eq!(
        first[6..],
        [
            "9784.70",
            "万元",
            "some-body/2023-budget.md",
            "5",
            "some-body/2023-budget/tables/balance/#r-appropriation-amount",
            "sure",
            "",
            "",
            ""
        ]
    );
}

#[test]
fn amounts_in_json_are_text_and_both_sides_of_a_project_are_there() {
    let files = all_files(&fixture::linked(), &[]);
    let projects: Value = serde_json::from_str(&text(&files, "projects.json")).unwrap();
    let first = &projects[0];
    assert_eq!(first["line"]["amount"], "5.23");
    assert_eq!(first["form"]["amount"], "52296");
    assert_eq!(first["match"]["basis"], "exact");
    assert_eq!(first["form"]["indicators"][0]["period"], "implementation");
    assert_eq!(projects[1]["form"], Value::Null);
    assert_eq!(projects[1]["match"]["basis"], Value::Null);
}

#[test]
fn the_source_list_is_exactly_the_lines_that_are_not_blank() {
    let linked = fixture::linked();
    let files = all_files(&linked, &[]);
    let lines: Value = serde_json::from_str(&text(&files, "source.json")).unwrap();
    let source = &linked.disclosure.source;
    let expected: Vec<u32> =
        source.lines().filter(|line| !source.line(*line).trim().is_empty()).map(|l| l.number).collect();
    let got: Vec<u64> = lines.as_array().unwrap().iter().map(|line| line["line"].as_u64().unwrap()).collect();
    assert_eq!(got, expected.iter().map(|n| u64::from(*n)).collect::<Vec<_>>());
}

#[test]
fn a_table_file_is_the_grid_with_spans_filled_in() {
    let files = all_files(&fixture::linked(), &[]);
    let text = text(&files, "tables/balance.csv");
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').split("\r\n").collect();
    assert_eq!(lines[0], "收入,收入,支出,支出");
    assert_eq!(lines[2], "一、财政拨款,\"9,784.70\",四、公共安全支出,\"9,385.68\"");
}

#[test]
fn a_summary_counts_what_was_published() {
    let linked = fixture::linked();
    let summary = summary(&linked, &[], &Figures::of(&linked.disclosure, Catalogue::get()));
    assert_eq!((summary.tables.len(), summary.empty_tables()), (3, 1));
    assert_eq!(summary.linked, 1);
    assert!(summary.unplaced_lines > 0);
    let income = summary.measure("income").unwrap();
    let url = crate::address::kept(&summary, income);
    assert_eq!(url, "some-body/2023-budget/tables/balance/#r-income-total-amount");
    assert_eq!(summary.amount(income).unwrap().value.to_string(), "9784.70");
}

#[test]
fn the_audit_list_has_every_finding_with_its_figures_and_addresses() {
    let findings = fixture::findings();
    let files = all_files(&fixture::linked(), &findings);
    let audit: Value = serde_json::from_str(&text(&files, "data/audit.json")).unwrap();
    assert_eq!(audit.as_array().unwrap().len(), findings.len());
    let first = audit[0].as_object().unwrap();
    assert!(first["figures"][0].get("label").is_none(), "the statement says it");
    let mut fields: Vec<&str> = first.keys().map(String::as_str).collect();
    fields.sort_unstable();
    let expected = "actual class difference expected figures group id note rule statement tolerance unit url verdict weight";
    assert_eq!(fields.join(" "), expected);
    assert_eq!(first["verdict"], "mismatch");
    assert_eq!(first["difference"], "399.02");
    assert_eq!(first["url"], "some-body/2023-budget/audit/#sum-total");
    let figure = &first["figures"][0];
    assert_eq!(figure["url"], "some-body/2023-budget/tables/balance/#r-expenditure-total-total");
    assert_eq!((&figure["line"], &figure["amount"]), (&Value::from(8), &Value::from("9784.70")));
    assert_eq!(figure["source"], "some-body/2023-budget.md");
    let unreadable = &audit[1];
    assert_eq!(
        (&unreadable["difference"], &unreadable["figures"][0]["amount"]),
        (&Value::Null, &Value::Null)
    );
    let urls = |at: usize, figure: usize| audit[at]["figures"][figure]["url"].as_str().unwrap().to_owned();
    assert_eq!(urls(3, 1), "some-body/2023-budget/projects/yi-shu/");
    assert_eq!(urls(4, 0), "some-body/2023-budget/tables/projects/#r-yi-shu", "a name has its row");
    assert_eq!(urls(5, 0), "some-body/2023-budget/notes/#three-public");
}

#[test]
fn an_amount_is_the_value_and_the_tables_own_file_has_what_was_printed() {
    let mut linked = fixture::linked();
    let mut cell = fixture::cell("（12.5）");
    cell.value = crate::model::Value::Amount("-12.5".parse().unwrap());
    linked.disclosure.tables[0].rows[0].cells[1] = cell;
    let files = all_files(&linked, &[]);
    assert!(text(&files, "data/facts.csv").contains(",-12.5,万元,"));
    assert!(text(&files, "tables/balance.csv").contains("一、财政拨款,（12.5）,"));
}

#[test]
fn the_feed_holds_the_newest_two_hundred() {
    let linked = fixture::linked();
    let one = summary(&linked, &[], &Figures::of(&linked.disclosure, Catalogue::get()));
    let of_year =
        |year| Summary { id: DisclosureId { year, ..one.id.clone() }, published: None, ..one.clone() };
    let entries = |count: u16| {
        let all: Vec<Summary> = (1800..1800 + count).map(of_year).collect();
        let settings = Settings { base_url: Some("https://example.org/".to_owned()), ..Settings::default() };
        let feed = feed(&settings, all.iter()).unwrap();
        String::from_utf8(feed.bytes).unwrap()
    };
    assert_eq!(entries(199).matches("<entry>").count(), 199);
    let full = entries(201);
    assert_eq!(full.matches("<entry>").count(), 200);
    assert!(full.contains("/2000-budget/") && !full.contains("/1800-budget/"), "the oldest goes");
}

#[test]
fn a_row_of_nothing_is_no_record_of_a_tables_file() {
    let mut linked = fixture::linked();
    let table = &mut linked.disclosure.tables[0];
    let mut blank = table.rows[0].clone();
    blank.cells.iter_mut().for_each(|cell| *cell = fixture::cell(""));
    let file = format!("tables/{}.csv", table.id);
    let before = text(&all_files(&linked, &[]), &file);
    linked.disclosure.tables[0].rows.push(blank);
    assert_eq!(text(&all_files(&linked, &[]), &file), before);
}

#[test]
fn a_project_line_lists_the_amounts_of_one_unit() {
    let mut linked = fixture::linked();
    let table = &mut linked.disclosure.tables[1];
    let mut other = fixture::column("carried", &["上年结转（元）"], ColumnRole::Amount, 0);
    other.unit = Some(crate::money::Unit::Yuan);
    table.columns.push(other);
    table.blocks[0].columns = 0..3;
    table.rows.iter_mut().for_each(|row| row.cells.push(fixture::cell("7.00")));
    let projects: Value =
        serde_json::from_str(&text(&all_files(&linked, &[]), "data/projects.json")).unwrap();
    let line = &projects[0]["line"];
    assert_eq!((&line["amount"], &line["unit"]), (&Value::from("5.23"), &Value::from("万元")));
    assert_eq!(line["funds"].as_array().unwrap().len(), 1, "{line}");
}

#[test]
fn the_plain_text_has_each_amount_with_its_headings_as_printed() {
    let mut linked = fixture::linked();
    linked.disclosure.tables[0].rows[0].confidence = crate::model::Doubt::RaggedRow.into();
    linked.disclosure.front.source_url = Some("https://example.org/a".to_owned());
    let files = all_files(&linked, &[]);
    let text = text(&files, "2023-budget/text.txt");
    for line in [
        "年度：2023年预算",
        "网页：some-body/2023-budget/",
        "公布网址：https://example.org/a",
        "# 2023年预算收支总表",
        "金额单位：万元",
        "【收入】",
        "【支出】",
        "一、财政拨款（存疑）：2023年 9,784.70",
        "四、公共安全支出（存疑）：合计 9,385.68",
        "二、单位资金",
        "五、教育支出：合计 —",
        "公布为空：一个金额也没有。",
        "# 情况说明",
        "# 名词解释",
    ] {
        assert!(text.lines().any(|own| own == line), "{line} is not in:\n{text}");
    }
    assert!(text.contains("标“存疑”的 1 行，本站可能没有读对"), "{text}");
    let form = &linked.disclosure.forms[0];
    assert!(text.contains(&form.name) && text.contains(&form.indicators[0].name), "{text}");
    let package: Value = serde_json::from_str(&self::text(&files, "datapackage.json")).unwrap();
    let own = package["resources"].as_array().unwrap().iter().find(|one| one["path"] == "text.txt").unwrap();
    assert_eq!((&own["mediatype"], &own["name"]), (&Value::from("text/plain"), &Value::from("text")));
}

#[test]
fn a_corrected_amount_of_the_plain_text_says_what_was_printed_and_no_line_is_broken() {
    let mut linked = fixture::linked();
    let cell = &mut linked.disclosure.tables[0].rows[0].cells[1];
    cell.correction = Some(Box::new(crate::model::CellCorrection {
        id: "c".to_owned(),
        printed: "97,84.70".to_owned(),
        unit: None,
    }));
    linked.disclosure.tables[0].notes.push(("注：\n甲\u{8}".to_owned(), fixture::line(9)));
    let text = text(&all_files(&linked, &[]), "2023-budget/text.txt");
    assert!(text.contains("一、财政拨款：2023年 9,784.70（更正，原文印“97,84.70”）\n"), "{text}");
    assert!(text.contains("\n注： 甲\u{fffd}\n"), "{text}");
}

#[test]
fn what_both_periods_say_is_one_line_of_the_plain_text_and_columns_of_one_name_are_told_apart() {
    let mut linked = fixture::linked();
    let form = &mut linked.disclosure.forms[0];
    let mut one = form.indicators[0].clone();
    one.others.clear();
    one.period = crate::model::Period::Implementation;
    let year = crate::model::Indicator { period: crate::model::Period::Annual, ..one.clone() };
    let other = crate::model::Indicator { value: "另一个".to_owned(), ..year.clone() };
    let name = one.name.clone();
    form.indicators = vec![one, year, other];
    let table = &mut linked.disclosure.tables[1];
    table.columns[1].path = vec!["本年".to_owned(), "合计".to_owned()];
    table.columns.push(fixture::column("last", &["上年", "合计"], ColumnRole::Amount, 0));
    table.blocks[0].columns = 0..3;
    table.rows.iter_mut().for_each(|row| row.cells.push(fixture::cell("7.00")));
    let text = text(&all_files(&linked, &[]), "2023-budget/text.txt");
    assert_eq!(text.lines().filter(|line| line.contains(&name)).count(), 2, "{text}");
    assert!(text.contains("（实施期、年度）\n") && text.contains("：另一个（年度）\n"), "{text}");
    assert!(text.contains("本年 / 合计 5.23；上年 / 合计 7.00\n"), "{text}");
}
