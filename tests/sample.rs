//! What must be read from the disclosure the project was created for, from its
//! unabridged parse where it is at hand and from the abridged one in `content/`.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;

use mingzhang::catalogue::Catalogue;
use mingzhang::chart;
use mingzhang::keys::FieldKey;
use mingzhang::measures::Figures;
use mingzhang::model::{Basis, CellRef, Linked, Period, Role, Value, count};
use mingzhang::money::Unit;
use regex::Regex;

const UNABRIDGED: &str = "xinzhou-traffic-police/2023-budget.txt";

fn abridged() -> Linked {
    let path = common::root().join("content/xinzhou-traffic-police/2023-budget.md");
    common::linked(UNABRIDGED, &std::fs::read_to_string(path).unwrap()).0
}

/// Both texts, as far as they are there.
fn both() -> Vec<Linked> {
    let unabridged = common::real(UNABRIDGED).map(|text| common::linked(UNABRIDGED, &text).0);
    unabridged.into_iter().chain([abridged()]).collect()
}

#[test]
fn every_amount_of_the_thirteen_tables_is_a_figure_and_none_is_invented() {
    let amount = Regex::new(r"^[0-9]{1,3}(,[0-9]{3})*\.[0-9]{2}$").unwrap();
    for linked in both() {
        let disclosure = &linked.disclosure;
        let mut printed: Vec<(u32, String)> = Vec::new();
        let tables = disclosure.tables.first().unwrap().lines.0..=disclosure.tables.last().unwrap().lines.1;
        for line in disclosure.source.lines().filter(|line| tables.contains(line)) {
            let cells = disclosure.source.line(line).split('\t').filter(|cell| amount.is_match(cell));
            printed.extend(cells.map(|cell| (line.number, cell.to_owned())));
        }
        let figures = disclosure.tables.iter().flat_map(|table| table.figures());
        let read: Vec<(u32, String)> =
            figures.map(|figure| (figure.line.number, figure.cell.raw.clone())).collect();
        assert_eq!(read, printed);
        assert_eq!(read.len(), 257);
        assert!(disclosure.tables.iter().all(|table| table.known && table.unit == Some(Unit::WanYuan)));
    }
}

#[test]
fn thirteen_tables_are_known_and_four_are_empty() {
    for linked in both() {
        let ids: Vec<&str> = linked.disclosure.tables.iter().map(|table| table.id.as_str()).collect();
        let expected = [
            "balance",
            "income",
            "expenditure",
            "appropriation",
            "general-public",
            "basic",
            "fund-income",
            "fund-expenditure",
            "state-capital",
            "three-public",
            "operating",
            "projects",
            "projects-carried",
        ];
        assert_eq!(ids, expected);
        let empty: Vec<&str> = linked
            .disclosure
            .tables
            .iter()
            .filter(|table| table.is_empty())
            .map(|table| table.id.as_str())
            .collect();
        assert_eq!(empty, ["fund-income", "fund-expenditure", "state-capital", "projects-carried"]);
        assert!(
            linked
                .disclosure
                .tables
                .iter()
                .filter(|table| table.is_empty())
                .all(|table| table.notes[0].0.contains("本表无数据"))
        );
    }
}

#[test]
fn headline_cells_stand_where_a_reader_would_cite_them() {
    for linked in both() {
        for (table, row, column, amount) in [
            ("balance", "income-total", "amount", "9784.70"),
            ("balance", "expenditure-total", "total", "9784.70"),
            ("balance", "204", "current", "9385.68"),
            ("income", "2040219", "general-public-budget", "1057.00"),
            ("expenditure", "total", "project", "7602.23"),
            ("appropriation", "221", "general-public-budget", "152.28"),
            ("basic", "30231", "public", "67.00"),
            ("basic", "301", "personnel", "1664.41"),
            ("three-public", "total", "total", "67.00"),
            ("three-public", "vehicle-running", "total", "67.00"),
            ("operating", "total", "total", "393.29"),
        ] {
            let figure = linked.disclosure.table(table).unwrap().figure(row, column);
            let found =
                figure.unwrap_or_else(|| panic!("{table} {row} {column}")).amount().unwrap().to_string();
            assert_eq!(found, amount, "{table} {row} {column}");
        }
    }
}

#[test]
fn blank_cells_are_blank_and_not_zero() {
    for linked in both() {
        let table = linked.disclosure.table("three-public").unwrap();
        let row = table
            .rows
            .iter()
            .find(|row| row.entries[0].as_ref().is_some_and(|entry| entry.key == "overseas"))
            .unwrap();
        assert!(row.cells[1..].iter().all(|cell| cell.value == Value::Blank));
    }
}

#[test]
fn twenty_two_lines_and_forms_find_each_other() {
    for linked in both() {
        assert_eq!(linked.disclosure.forms.len(), 22);
        assert_eq!(count(linked.disclosure.forms.iter().map(|form| form.fragments.len())), 40);
        assert_eq!(linked.projects.len(), 22);
        for project in &linked.projects {
            let (table, row) = linked.line_of(project).unwrap();
            let form = linked.form_of(project).unwrap();
            let line = table.figures_of(row).next().unwrap().money().unwrap();
            let amount = form.money().unwrap();
            assert!(line.agrees_with(amount), "{}", project.name);
        }
        let variants: Vec<&str> = linked
            .projects
            .iter()
            .filter(|project| project.basis == Some(Basis::NameVariant))
            .map(|project| project.name.as_str())
            .collect();
        assert_eq!(variants, ["车管所网格专线及网络维护费"]);
        assert!(
            linked
                .projects
                .iter()
                .all(|project| project.basis.is_some() && project.basis != Some(Basis::AmountOnly))
        );
    }
}

#[test]
fn all_indicators_are_read_with_both_levels() {
    for linked in both() {
        let forms = &linked.disclosure.forms;
        let count = |period| count(forms.iter().map(|form| form.indicators_of(period).count()));
        assert_eq!(count(Period::Implementation), 156);
        // One annual cell was cut off at the edge of the page and is in no copy.
        assert_eq!(count(Period::Annual), 155);
        for indicator in forms.iter().flat_map(|form| &form.indicators) {
            assert!(
                !indicator.level1.is_empty() && !indicator.level2.is_empty() && !indicator.name.is_empty(),
                "{indicator:?}"
            );
            assert!(!indicator.value.is_empty(), "{indicator:?}");
        }
    }
}

#[test]
fn a_form_read_in_ten_fragments_takes_each_field_from_the_copy_that_did_not_slip() {
    for linked in both() {
        let form = linked.disclosure.forms.iter().find(|form| form.fragments.len() == 10).unwrap();
        assert_eq!(form.text(FieldKey::NECESSITY).map(|text| text.contains("上级部门要求")), Some(true));
        assert_eq!(form.text(FieldKey::MEASURES), Some("保证专款专用。"));
        assert_eq!(form.text(FieldKey::PLAN), Some("2023年完成"));
        assert!(form.text(FieldKey::BASIS).unwrap().starts_with("1、《"));
        assert!(form.field(FieldKey::SUMMARY).unwrap().readings.len() > 1);
        assert!(form.text(FieldKey::GOAL).unwrap().contains("415套"));
    }
}

#[test]
fn every_source_line_is_accounted_for() {
    for linked in both() {
        let disclosure = &linked.disclosure;
        let mut unplaced = Vec::new();
        for line in disclosure.source.lines() {
            if disclosure.ledger.posting(line).is_some_and(|posting| posting.role == Role::Unplaced) {
                unplaced.push(disclosure.source.line(line).to_owned());
            }
        }
        assert_eq!(unplaced, ["球"]);
    }
}

#[test]
fn the_abridged_content_comes_to_the_same_figures_links_and_indicators() {
    let Some(text) = common::real(UNABRIDGED) else { return };
    let (whole, short) = (common::linked(UNABRIDGED, &text).0, abridged());
    assert_eq!(figures(&whole), figures(&short));
    assert_eq!(whole.projects, short.projects);
    same(&funds(&whole), &funds(&short));
    same(&indicators(&whole), &indicators(&short));
    let titles = |linked: &Linked| {
        linked.disclosure.sections.iter().map(|section| section.title.clone()).collect::<Vec<_>>()
    };
    assert_eq!(titles(&whole), titles(&short));
    let terms =
        |linked: &Linked| linked.disclosure.terms.iter().map(|term| term.name.clone()).collect::<Vec<_>>();
    assert_eq!(terms(&whole), terms(&short));
}

/// Compares two lists and names the first difference only.
#[test]
fn the_charts_that_the_prose_only_mentions_are_drawn() {
    for linked in both() {
        let charts =
            chart::disclosure(&linked, &Figures::of(&linked.disclosure, Catalogue::get()), Catalogue::get());
        let paragraphs = linked.disclosure.sections.iter().flat_map(|section| &section.paragraphs);
        let mentioned: Vec<&String> = paragraphs.filter_map(|paragraph| paragraph.chart.as_ref()).collect();
        assert_eq!(mentioned, ["structure", "three-public"]);
        for key in mentioned {
            let chart = charts.iter().find(|chart| &chart.key == key).unwrap();
            assert!(chart.picture.is_some(), "{key}");
        }
        let structure = charts.iter().find(|chart| chart.key == "structure").unwrap();
        let shown: Vec<(&str, Option<&str>)> =
            structure.marks.iter().map(|mark| (mark.printed.as_str(), mark.share.as_deref())).collect();
        assert_eq!(shown[0], ("9,385.68", Some("95.92%")));
        assert_eq!(shown[4], ("6.00", Some("0.06%")));
    }
}

#[test]
fn people_running_and_projects_are_the_whole_to_the_cent() {
    for linked in both() {
        let figures = Figures::of(&linked.disclosure, Catalogue::get());
        let charts = chart::disclosure(&linked, &figures, Catalogue::get());
        let strip = charts.iter().find(|chart| chart.uses).unwrap();
        let marks: Vec<(&str, &str)> =
            strip.marks.iter().map(|mark| (mark.label.as_str(), mark.printed.as_str())).collect();
        assert_eq!(marks, [("项目支出", "7,602.23"), ("人员经费", "1,789.18"), ("公用经费", "393.29")]);
        let sum = mingzhang::money::sum(strip.marks.iter().map(|mark| Some(mark.amount)));
        assert_eq!(sum.unwrap().to_string(), "9784.70");
        let first = charts.iter().filter(|chart| chart.headline).map(|chart| chart.key.as_str());
        assert_eq!(first.collect::<Vec<_>>(), ["basic-project", "accounts", "three-public"]);
    }
}

fn same(left: &[String], right: &[String]) {
    let different = left.iter().zip(right).find(|(left, right)| left != right);
    assert_eq!(different, None);
    assert_eq!(left.len(), right.len());
}

fn figures(linked: &Linked) -> BTreeMap<String, String> {
    figures_where(linked, |_| true)
}

/// The figures that are not in doubt.
fn certain(linked: &Linked) -> BTreeMap<String, String> {
    figures_where(linked, |figure| figure.confidence().is_sure())
}

fn figures_where(linked: &Linked, wanted: impl Fn(&CellRef<'_>) -> bool) -> BTreeMap<String, String> {
    let mut figures = BTreeMap::new();
    for table in &linked.disclosure.tables {
        for figure in table.figures().filter(&wanted) {
            let place = format!("{} {} {}", table.id, figure.entry.key, figure.column.key);
            figures.insert(place, format!("{} {:?}", figure.cell.raw, figure.unit()));
        }
    }
    figures
}

fn funds(linked: &Linked) -> Vec<String> {
    let forms = linked.disclosure.forms.iter();
    let raw = |cell: &Option<mingzhang::model::Cell>| cell.as_ref().map(|cell| cell.raw.clone());
    forms
        .flat_map(|form| {
            form.funds.iter().map(|fund| {
                format!("{} {} {:?} {:?}", form.name, fund.key, raw(&fund.implementation), raw(&fund.annual))
            })
        })
        .collect()
}

/// The indicators; of a target that is a sentence, which `content/` says in words of its
/// own, that it is one.
fn indicators(linked: &Linked) -> Vec<String> {
    let told = |value: &str| {
        let sentence = value.chars().count() > 12 && !value.contains(|c: char| c.is_ascii_digit());
        if sentence { "……".to_owned() } else { value.to_owned() }
    };
    let say = |form: &mingzhang::model::Form| {
        let name = form.name.clone();
        let said = form.indicators.iter().map(move |indicator| {
            let mingzhang::model::Indicator { period, level1, level2, name: own, value: printed, .. } =
                indicator;
            format!("{name} {} {level1} {level2} {own} {}", period.key(), told(printed))
        });
        said.collect::<Vec<_>>()
    };
    linked.disclosure.forms.iter().flat_map(say).collect()
}

/// The text as a parser gives it that drops blank cells: those of the tables.
fn without_blank_cells(text: &str) -> String {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').filter(|cell| !cell.trim().is_empty()).collect();
        let alone = if cells.len() == 1 { "\t" } else { "" };
        format!("{}{alone}", cells.join("\t"))
    };
    let lines = text.lines().map(|line| if line.contains('\t') { row(line) } else { line.to_owned() });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn dropped_blank_cells_lose_no_certain_figure_and_make_no_wrong_one() {
    let path = common::root().join("content/xinzhou-traffic-police/2023-budget.md");
    let text = without_blank_cells(&std::fs::read_to_string(path).unwrap());
    let linked = common::linked(UNABRIDGED, &text).0;
    let (whole, dropped, all) = (figures(&abridged()), certain(&linked), figures(&linked));
    let right = |(place, said): &(&String, &String)| whole.get(*place) == Some(said);
    let wrong: Vec<_> = dropped.iter().filter(|figure| !right(figure)).collect();
    assert_eq!(wrong, []);
    // The rest is in doubt: where a heading or a second amount may stand in one of
    // several columns.
    let placed = all.iter().filter(right).count();
    assert!(dropped.len() >= 87 && placed >= 189, "{} sure, {placed} of {}", dropped.len(), whole.len());
    for decided in ["expenditure 2040219 project", "general-public 2130599 project"] {
        assert_eq!(all.get(decided), whole.get(decided), "{decided}");
    }
}
