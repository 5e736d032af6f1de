//! What holds for any chart: nothing invented, in order, within the frame, no
//! text over another, valid XML, the same twice.

use proptest::prelude::*;
use roxmltree::{Document, Node};
use rust_decimal::Decimal;

use super::*;
use crate::model::fixture;
use crate::model::{Coverage, DisclosureId, DisclosureKind, Doubt, Entry, Mark, Row, Summary, Table};
use crate::money::{self, Unit, grouped};
use crate::picture::text::{SIZE, width};

/// One row of a table: label, printed amount.
type Line = (String, String);

/// A disclosure whose only table is the general public budget by class.
fn linked(lines: &[Line], total: Option<&str>) -> Linked {
    let mut linked = fixture::linked();
    let table = linked.disclosure.tables[1].clone();
    let row = |(at, (label, raw)): (usize, &Line)| row(&table, &format!("r{at}"), label, raw);
    let mut rows: Vec<Row> = lines.iter().enumerate().map(row).collect();
    rows.extend(total.map(|total| self::row(&table, "total", "合计", total)));
    linked.disclosure.tables = vec![Table { id: "general-public".to_owned(), rows, ..table }];
    linked
}

fn row(table: &Table, key: &str, label: &str, raw: &str) -> Row {
    let entry = Entry {
        key: key.to_owned(),
        label: label.to_owned(),
        printed: label.to_owned(),
        code: None,
        level: 0,
        total: key == "total",
    };
    let cells = vec![fixture::cell(label), fixture::cell(raw)];
    Row { cells, entries: vec![Some(entry)], ..table.rows[1].clone() }
}

fn drawn(linked: &Linked) -> Chart {
    disclosure(linked, &Figures::of(&linked.disclosure, Catalogue::get()), Catalogue::get()).remove(0)
}

fn chart(lines: &[Line], total: Option<&str>) -> Chart {
    drawn(&linked(lines, total))
}

fn lines(all: &[(&str, &str)]) -> Vec<Line> {
    all.iter().map(|(label, raw)| ((*label).to_owned(), (*raw).to_owned())).collect()
}

fn of_class<'a>(document: &'a Document, class: &str) -> Vec<Node<'a, 'a>> {
    document.descendants().filter(|node| node.attribute("class").is_some_and(|own| own == class)).collect()
}

fn number(node: Node, name: &str) -> i32 {
    node.attribute(name).unwrap().parse().unwrap()
}

/// Left, top, right, bottom of a text by the estimator.
fn extent(text: Node) -> (i32, i32, i32, i32) {
    let (x, y) = (number(text, "x"), number(text, "y"));
    (x, y - SIZE, x + width(text.text().unwrap_or_default()), y + SIZE / 4)
}

fn check_picture(svg: &str, chart: &Chart, raws: &[&str]) {
    let document = Document::parse(svg).unwrap();
    let frame: Vec<i32> = document
        .root_element()
        .attribute("viewBox")
        .unwrap()
        .split(' ')
        .map(|n| n.parse().unwrap())
        .collect();
    for rect in document.descendants().filter(|node| node.has_tag_name("rect")) {
        let (x, y) = (number(rect, "x"), number(rect, "y"));
        assert!(x >= 0 && x + number(rect, "width") <= frame[2], "a bar leaves the frame: {svg}");
        assert!(y >= 0 && y + number(rect, "height") <= frame[3], "a bar leaves the frame: {svg}");
        assert!(number(rect, "width") > 0, "a bar without a width: {svg}");
    }
    let texts: Vec<Node> = document.descendants().filter(|node| node.has_tag_name("text")).collect();
    for (at, text) in texts.iter().enumerate() {
        let (left, top, right, bottom) = extent(*text);
        assert!(left >= 0 && right <= frame[2] && top >= 0 && bottom <= frame[3], "a text leaves: {svg}");
        for other in &texts[..at] {
            let (l, t, r, b) = extent(*other);
            assert!(right <= l || r <= left || bottom <= t || b <= top, "{text:?} over {other:?}: {svg}");
        }
    }
    for line in document.descendants().filter(|node| node.has_tag_name("path")) {
        let ends: Vec<i32> =
            line.attribute("d").unwrap().split(['M', 'L', ' ']).filter_map(|n| n.parse().ok()).collect();
        let crossed = texts.iter().map(|text| extent(*text)).any(|(left, top, right, bottom)| {
            let beside = ends[0].max(ends[2]) <= left || ends[0].min(ends[2]) >= right;
            !(beside || ends[3] <= top || ends[1] >= bottom)
        });
        assert!(!crossed, "a line crosses a text: {svg}");
    }
    let rest = of_class(&document, "bar rest").len();
    let invented: Vec<&str> = of_class(&document, "amount")
        .iter()
        .filter_map(Node::text)
        .filter(|text| !raws.contains(text) && *text != "都是 0")
        .collect();
    assert!(invented.len() <= rest, "{invented:?} stands in no cell");
    let squeeze = |text: &str| -> String {
        let shown = |c: char| if c.is_control() || c == '\u{fffe}' { '\u{fffd}' } else { c };
        text.chars().map(shown).filter(|c| !c.is_whitespace()).collect()
    };
    let labels: String = of_class(&document, "label").iter().filter_map(Node::text).map(squeeze).collect();
    for mark in chart.marks.iter().take(2) {
        assert!(labels.contains(&squeeze(&mark.label)), "{:?} is not whole: {svg}", mark.label);
    }
}

fn any_amount() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0_i64..100_000_000_000_000, 0_u32..3).prop_map(|(digits, scale)| grouped(Decimal::new(digits, scale))),
        2 => (0_i64..1000).prop_map(|digits| grouped(Decimal::new(digits, 2))),
        1 => prop::sample::select(vec!["", "—", "0", "0.00", "9.784.70", "字"]).prop_map(str::to_owned),
        1 => (-1_000_000_i64..0).prop_map(|digits| grouped(Decimal::new(digits, 2))),
    ]
}

fn any_line() -> impl Strategy<Value = Line> {
    let label = prop_oneof![
        "[\\u{4e00}-\\u{4e60}（）“”、]{1,9}",
        "[\\u{4e00}-\\u{4e60}A-Za-z0-9 <>&'\"（），\\u{1}\\u{fffe}]{0,60}",
    ];
    (label, any_amount())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_table_makes_an_honest_chart(
        lines in prop::collection::vec(any_line(), 0..45),
        total in prop::option::of(any_amount()),
        add_up in any::<bool>(),
    ) {
        let amounts = || lines.iter().filter_map(|(_, raw)| fixture::cell(raw).amount());
        let total = if add_up { money::sum(amounts().map(Some)).map(grouped) } else { total };
        let chart = chart(&lines, total.as_deref());
        let printed = |mark: &Mark| mark.printed.clone();
        let mut own: Vec<String> = chart.marks.iter().map(printed).collect();
        let mut published: Vec<String> =
            lines.iter().map(|line| line.1.clone()).filter(|raw| fixture::cell(raw).amount().is_some()).collect();
        own.sort();
        published.sort();
        let expected = if chart.withheld { Vec::new() } else { published };
        prop_assert_eq!(own, expected, "every amount of a row, and no other");
        prop_assert!(chart.marks.is_sorted_by(|a, b| a.amount >= b.amount));
        prop_assert!(!chart.words.concat().is_empty());
        let raws: Vec<&str> = lines.iter().map(|line| line.1.as_str()).collect();
        if let Some(picture) = &chart.picture {
            check_picture(&picture.wide.svg, &chart, &raws);
            check_picture(&picture.narrow.svg, &chart, &raws);
        }
        prop_assert_eq!(&chart, &self::chart(&lines, total.as_deref()), "the same twice");
    }
}

#[test]
fn lengths_are_in_proportion_and_nothing_but_zero_is_without_a_bar() {
    let chart = chart(&lines(&[("甲", "300.00"), ("乙", "150.00"), ("丙", "0.01"), ("丁", "0.00")]), None);
    let picture = chart.picture.unwrap();
    let document = Document::parse(&picture.wide.svg).unwrap();
    let bars = document.descendants().filter(|node| node.has_tag_name("rect"));
    let widths: Vec<i32> = bars.map(|bar| number(bar, "width")).collect();
    assert_eq!(widths.len(), 3);
    assert!((widths[0] - 2 * widths[1]).abs() <= 1 && widths[2] == 1, "{widths:?}");
    assert_eq!(of_class(&document, "amount").len(), 4, "zero is printed too");
}

#[test]
fn one_part_and_nothing_but_zeros_are_sentences() {
    let one = chart(&lines(&[("甲", "3.00"), ("乙", "")]), Some("3.00"));
    assert_eq!((one.picture, one.words.concat().as_str()), (None, "全部 3.00 万元都是甲。乙公布为空。"));
    let unsure = chart(&lines(&[("甲", "3.00"), ("乙", "3.0.0")]), None);
    assert_eq!(unsure.words.concat(), "只有一类列了数：甲 3.00 万元。乙本站未读出。", "not the whole");
    let zeros = chart(&lines(&[("甲", "0.00"), ("乙", "0")]), Some("0"));
    assert_eq!((zeros.picture, zeros.words.concat().as_str()), (None, "列了数的 2 类都是 0。"));
    let none = chart(&[], None);
    assert!(none.picture.is_none() && none.marks.is_empty());
}

#[test]
fn nothing_is_drawn_of_what_may_be_misread() {
    let mut linked = linked(&lines(&[("甲", "70.00"), ("乙", "30.00"), ("丙", "")]), Some("100.00"));
    for doubtful in 0..4 {
        let mut linked = linked.clone();
        linked.disclosure.tables[0].rows[doubtful].confidence = Doubt::RaggedRow.into();
        let chart = drawn(&linked);
        assert!(chart.withheld && chart.marks.is_empty() && chart.picture.is_none() && !chart.headline);
        assert!(chart.words.concat().contains("本站可能没有读对这张表"), "{:?}", chart.words);
    }
    linked.disclosure.tables[0].unit = None;
    assert!(drawn(&linked).withheld, "no unit");
}

#[test]
fn a_dwarfed_rest_is_enlarged_and_said_to_be() {
    let chart = chart(&lines(&[("甲", "95.92"), ("乙", "3.00"), ("丙", "1.08")]), Some("100.00"));
    let picture = chart.picture.unwrap();
    assert!(picture.wide.svg.contains("其余 2 类合计占 4.08%，放大"), "{}", picture.wide.svg);
    let document = Document::parse(&picture.wide.svg).unwrap();
    assert_eq!(of_class(&document, "bar it").len(), 1, "the strip's first part alone");
    let widths: Vec<i32> = of_class(&document, "bar").iter().map(|bar| number(*bar, "width")).collect();
    assert!(widths[2] > 300, "the rest has a scale of its own: {widths:?}");
}

#[test]
fn parts_that_are_not_the_whole_have_no_shares() {
    let more = chart(&lines(&[("甲", "70.00"), ("乙", "60.00")]), Some("100.00"));
    assert!(more.withheld && more.marks.is_empty() && more.picture.is_none() && !more.headline);
    assert!(more.words.concat().contains("各类相加是 130.00，公布的合计是 100.00"));
    let less = chart(&lines(&[("甲", "70.00"), ("乙", "20.00")]), Some("100.00"));
    assert!(less.picture.is_some() && less.marks.iter().all(|mark| mark.share.is_none()) && !less.headline);
    assert!(chart(&lines(&[("甲", "70.00"), ("乙", "30.00")]), Some("100.00")).headline);
    let rounded = chart(&lines(&[("甲", "66.67"), ("乙", "33.34")]), Some("100.00"));
    assert_eq!(rounded.marks[0].share.as_deref(), Some("66.67%"));
}

fn summary(year: u16, amount: &str, unit: Unit, coverage: Option<Coverage>) -> Summary {
    let mut linked = fixture::linked();
    let id = DisclosureId { body: "some-body".to_owned(), year, kind: DisclosureKind::Budget };
    linked.disclosure.id = id;
    linked.disclosure.tables[0].unit = Some(unit);
    linked.disclosure.tables[0].rows[3].cells[3] = fixture::cell(amount);
    Summary {
        coverage,
        ..crate::export::summary(&linked, &[], &Figures::of(&linked.disclosure, Catalogue::get()))
    }
}

#[test]
fn years_of_another_unit_or_scope_are_named_and_not_drawn() {
    let department = Some(Coverage::Department);
    let years = [
        summary(2019, "8.00", Unit::WanYuan, Some(Coverage::Unit)),
        summary(2020, "90,000.00", Unit::Yuan, department),
        summary(2021, "10.00", Unit::WanYuan, department),
        summary(2023, "12.00", Unit::WanYuan, department),
    ];
    let charts = super::years(&years, Catalogue::get());
    let chart = charts.iter().find(|chart| chart.key == "expenditure-budget").unwrap();
    let labels: Vec<&str> = chart.marks.iter().map(|mark| mark.label.as_str()).collect();
    assert_eq!(labels, ["2021年预算", "2023年预算"]);
    let words = chart.words.concat();
    assert!(words.contains("2023年预算 12.00 万元：增加 2.00 万元（20.0%，本站计算）"), "{words}");
    assert!(
        words.contains("2019年预算公开的是单位（本级）") && words.contains("2020年预算以元为单位"),
        "{words}"
    );
    assert!(chart.picture.as_ref().unwrap().wide.svg.contains("没有收录"), "2022 is not there");
    assert!(super::years(&years[..1], Catalogue::get()).is_empty(), "one year is no series");
}
