//! Invariants of reading, whatever the text: nothing lost, nothing invented,
//! order kept, the same twice, no panic.

#![allow(clippy::unwrap_used)]

mod common;

use common::invariants;
use mingzhang::model::Linked;
use mingzhang::money::grouped;
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Lines that disclosures are made of, whole and damaged.
fn any_line() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "",
        "目 录",
        "第一部分 概况",
        "第三部分 情况说明",
        "第四部分 名词解释",
        "**一、基本支出：**指",
        "2023年预算支出总表",
        "2023年项目支出预算表（本年预算）",
        "2023年预算收支总表",
        "单位：万元",
        "单位名称：某局",
        "注：本表无数据",
        "科目编码\t科目名称\t合计\t基本支出\t项目支出",
        "类\t款\t项\t科目名称\t合计",
        "1\t2\t3\t4\t5",
        "收入\t\t支出\t\t",
        "项目\t金额\t项目\t合计\t",
        "某市项目支出绩效目标申报表",
        "（2023年度）",
        "项目名称\t\t办案费\t",
        "项目资金(元)\t实施期资金总额:\t3,680,000\t年度资金总额:\t3,680,000",
        "项目概况\t\t概况。\t",
        "立项依据\t\t\t",
        "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值",
        "\t产出指标\t数量指标\t人数\t9人\t数量指标\t人数\t9人",
        "可持续影响指标\t\t\t可持续影响指标\t\t\t",
        "负责人:\t\t经办人:\t王小明\t联系电话:\t0350-3031234\t填报日期:\t20230131",
        "| a | 1.00 |",
        "| --- | --- |",
        "|",
        "||",
        "\t",
        "\t\t\t",
        "12",
        "球",
        "+++",
        "# ",
        "合计\t\t9,784.70\t2,182.47\t7,602.23",
    ]);
    let cell = prop_oneof![
        Just(String::new()),
        (0_i64..100_000_000, 0_u32..3).prop_map(|(digits, scale)| grouped(Decimal::new(digits, scale))),
        "[0-9,.，-]{1,8}",
        "[\\u{4e00}-\\u{4e40}（）、：]{1,6}",
        prop::sample::select(vec!["合计".to_owned(), "204".to_owned(), "2040219".to_owned(), "—".to_owned()]),
    ];
    let row = prop::collection::vec(cell, 1..9).prop_map(|cells| cells.join("\t"));
    prop_oneof![4 => words.prop_map(str::to_owned), 3 => row, 1 => "\\PC{0,30}"]
}

fn any_text() -> impl Strategy<Value = String> {
    prop::collection::vec(any_line(), 0..60).prop_map(|lines| lines.join("\n"))
}

fn read(text: &str) -> Linked {
    common::linked("body/2023-budget.txt", text).0
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_is_lost_and_nothing_invented(text in any_text()) {
        invariants::hold(&read(&text));
    }

    #[test]
    fn figures_come_in_the_order_of_the_text(text in any_text()) {
        let linked = read(&text);
        for table in &linked.disclosure.tables {
            let lines: Vec<_> = table.figures().map(|figure| figure.line).collect();
            prop_assert!(lines.is_sorted());
        }
    }

    #[test]
    fn reading_twice_gives_the_same(text in any_text()) {
        let say = |linked: &Linked| format!("{:?}{:?}{:?}", linked.disclosure.tables, linked.disclosure.forms, linked.projects);
        prop_assert_eq!(say(&read(&text)), say(&read(&text)));
    }

    #[test]
    fn no_amount_of_a_table_is_lost(amounts in prop::collection::vec((0_i64..1_000_000_000, 0_i64..1_000_000_000), 1..40), gap in 0_usize..40) {
        let mut text = "2023年预算支出总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n".to_owned();
        let mut expected = Vec::new();
        for (at, (basic, project)) in amounts.iter().enumerate() {
            let printed = [basic + project, *basic, *project].map(|amount| grouped(Decimal::new(amount, 2)));
            text.push_str(&format!("{}\t科目{at}\t{}\n", 2_010_101 + at, printed.join("\t")));
            text.push_str(if at == gap { "\n" } else { "" });
            expected.extend(printed);
        }
        let linked = read(&text);
        let found: Vec<String> = linked.disclosure.tables[0].figures().map(|figure| figure.cell.raw.clone()).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(text in "\\PC{0,400}") {
        invariants::hold(&read(&text));
    }
}

/// Where blanks do not tell in which cell an amount stands, a blank cell beside it is in
/// doubt too: it may be the amount's.
#[test]
fn a_blank_cell_is_no_surer_than_the_amount_beside_it() {
    let text = "\
某局2025年部门预算
                     2025年部门“三公”经费预算表

编制部门：某局                                                                     单位：万元

                              “三公”经费预算数
                                               公务用车购置及运行费
    合计      因公出国（境）费     公务接待费
                                        小计          购置费          运行费

       30.00      10.00      5.00         15.00                     15.00
";
    let (linked, _) = common::linked("2025-budget.txt", text);
    let row = linked.disclosure.tables[0].rows.last().unwrap();
    let doubted = |cell: &&mingzhang::model::Cell| !cell.confidence.is_sure();
    assert!(row.cells.iter().any(|cell| !cell.is_blank() && doubted(&cell)), "{row:?}");
    assert!(row.cells.iter().filter(|cell| cell.is_blank()).all(|cell| doubted(&cell)), "{row:?}");
    assert!(row.cells.iter().any(mingzhang::model::Cell::is_blank), "{row:?}");
}
