//! Runs the Markdown cases under `tests/cases`, which are written to be read by
//! people who do not program.
//!
//! A case is a `##` heading, a `text` block, or `final` for final accounts (`⇥`
//! stands for a tab), and any
//! number of blocks that say what must come of it: `tables`, `figures`,
//! `forms`, `fields`, `funds`, `indicators`, `projects`, `totals` of their lines, `sections`, `terms`, `lines`,
//! `diagnostics`, `purposes` of accounts, `promises` of forms, `stated` for what becomes of the prose, `charts`, `findings <rule>…`
//! for what checks come to, and `notes <rule>…` for what a reader is told beside. Each is compared whole.

#![allow(clippy::unwrap_used)]

mod common;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use mingzhang::audit;
use mingzhang::catalogue::Catalogue;
use mingzhang::chart;
use mingzhang::diagnostic::Diagnostic;
use mingzhang::measures::Figures;
use mingzhang::model::{Beside, Finding, Form, Linked, MatchNote, Period};
use mingzhang::money::Unit;
use mingzhang::told::{Purpose, Told};

struct Case {
    name: String,
    blocks: Vec<(String, String)>,
}

#[test]
fn every_case_comes_to_what_it_says() {
    let mut failures = String::new();
    let mut count = 0;
    for path in files(&common::root().join("tests/cases")) {
        let text = std::fs::read_to_string(&path).unwrap();
        for case in cases(&text) {
            count += 1;
            check(&path, &case, &mut failures);
        }
    }
    assert!(count > 0, "there are cases");
    assert!(failures.is_empty(), "{failures}");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.extension() {
            _ if path.is_dir() => found.extend(files(&path)),
            Some(extension) if extension == "md" => found.push(path),
            _ => {}
        }
    }
    found.sort();
    found
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut fence: Option<(String, String)> = None;
    for line in text.lines() {
        if let Some((kind, body)) = &mut fence {
            if line == "```" {
                let block = (kind.clone(), body.clone());
                cases.last_mut().expect("a block stands under a heading").blocks.push(block);
                fence = None;
            } else {
                body.push_str(line);
                body.push('\n');
            }
        } else if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case { name: name.to_owned(), blocks: Vec::new() });
        } else if let Some(kind) = line.strip_prefix("```") {
            fence = Some((kind.to_owned(), String::new()));
        }
    }
    cases
}

fn check(path: &Path, case: &Case, failures: &mut String) {
    let is_input = |kind: &str| kind == "text" || kind == "final";
    let (kind, input) = case.blocks.iter().find(|(kind, _)| is_input(kind)).expect("a case has a text");
    let name = if kind == "final" { "body/2023-final.txt" } else { "body/2023-budget.txt" };
    let (linked, diagnostics) = common::linked(name, &input.replace('⇥', "\t"));
    for (kind, expected) in case.blocks.iter().filter(|(kind, _)| !is_input(kind)) {
        let actual = match kind.split_once(' ') {
            Some(("findings", rules)) => findings(rules, &linked),
            Some(("notes", rules)) => notes(rules, &linked),
            _ => said(kind, &linked, &diagnostics),
        };
        if actual.trim() != expected.trim() {
            let place = path.file_name().unwrap().to_string_lossy();
            let _ = writeln!(
                failures,
                "{place}: {}: {kind}\n--- expected\n{expected}--- came to\n{actual}",
                case.name
            );
        }
    }
}

fn said(kind: &str, linked: &Linked, diagnostics: &[Diagnostic]) -> String {
    match kind {
        "tables" => tables(linked),
        "figures" => figures(linked),
        "forms" => forms(linked),
        "fields" => fields(linked),
        "funds" => funds(linked),
        "indicators" => indicators(linked),
        "projects" => projects(linked),
        "totals" => totals(linked),
        "sections" => sections(linked),
        "terms" => terms(linked),
        "lines" => lines(linked),
        "stated" => stated(linked),
        "charts" => charts(linked),
        "purposes" => purposes(linked),
        "promises" => promises(linked),
        "diagnostics" => diagnosed(diagnostics),
        other => panic!("no such block: {other}"),
    }
}

/// The indicators of all forms with how they are put, and what of the template was left.
fn promises(linked: &Linked) -> String {
    let figures = Figures::of(&linked.disclosure, Catalogue::get());
    let told = Told::of(linked, &[], &figures);
    let mut out = String::new();
    for promise in &told.promises.all {
        let side = promise.pair.annual.or(promise.pair.implementation).unwrap();
        let facts: Vec<String> = promise.facts.iter().map(|fact| format!("{fact:?}")).collect();
        let facts = if facts.is_empty() { "-".to_owned() } else { facts.join(" ") };
        let _ = writeln!(out, "{} {} {}: {facts}", promise.form, side.name, side.value);
    }
    for left in &told.promises.left {
        let _ = writeln!(out, "{} {}: {}", left.form, left.field, left.words);
    }
    out
}

/// What the prose says that accounts are for, a line each, after how many of the accounts of
/// the lowest level are told.
fn purposes(linked: &Linked) -> String {
    let figures = Figures::of(&linked.disclosure, Catalogue::get());
    let told = Told::of(linked, &[], &figures);
    let purposes = &told.purposes;
    let mut out = format!("{} of {}\n", purposes.told, purposes.items);
    for purpose in &purposes.all {
        let amount = purpose.spent.map(|spent| spent.cell.cell.raw.as_str()).unwrap_or("-");
        let more = if purpose.cut { "……" } else { "" };
        let name = if purpose.names_only { " (its name)" } else { "" };
        let Purpose { code, words, line, .. } = purpose;
        let _ = writeln!(out, "{code} {amount} {words}{more}{name}, line {}", line.number);
    }
    out
}

/// The total of each project's line.
fn totals(linked: &Linked) -> String {
    let mut out = String::new();
    for project in &linked.projects {
        let Some((table, row)) = linked.line_of(project) else { continue };
        let money = table.line_total(row).and_then(|total| total.money());
        let _ = writeln!(out, "{}：{}", project.name, money.map_or("无".to_owned(), |money| money.words()));
    }
    out
}

/// Each chart's words and amounts; `图` where there is a picture.
fn charts(linked: &Linked) -> String {
    let mut out = String::new();
    for chart in
        chart::disclosure(linked, &Figures::of(&linked.disclosure, Catalogue::get()), Catalogue::get())
    {
        let picture = if chart.picture.is_some() { "，图" } else { "" };
        let _ = writeln!(out, "{}：{}{picture}", chart.key, chart.heading);
        chart.words.iter().for_each(|words| out.push_str(&format!("  {words}\n")));
        for mark in &chart.marks {
            let share = mark.share.as_ref().map(|share| format!("，{share}")).unwrap_or_default();
            let _ = writeln!(out, "  - {} {}{share}", mark.label, mark.printed);
        }
    }
    out
}

/// The findings on what the prose states.
fn stated(linked: &Linked) -> String {
    let mut out = String::new();
    for finding in
        audit::disclosure(linked, Catalogue::get()).iter().filter(|one| one.rule.code.starts_with("stated-"))
    {
        let line = finding.figures.first().map_or(0, |figure| figure.line.number);
        let _ = writeln!(out, "{} {} {}", line, finding.verdict.name(), finding.statement);
    }
    out
}

/// What some rules, named by their codes, come to.
fn findings(rules: &str, linked: &Linked) -> String {
    let mut out = String::new();
    for finding in of_rules(rules, linked) {
        let _ = writeln!(out, "{}：{}", finding.verdict.name(), finding.statement);
    }
    out
}

/// What some rules, named by their codes, add to their findings.
fn notes(rules: &str, linked: &Linked) -> String {
    let mut out = String::new();
    for finding in of_rules(rules, linked) {
        if let Some(note) = &finding.note {
            let _ = writeln!(out, "{}：{} {note}", finding.verdict.name(), finding.statement);
        }
    }
    out
}

fn of_rules(rules: &str, linked: &Linked) -> Vec<Finding> {
    let mut findings = audit::disclosure(linked, Catalogue::get());
    findings.retain(|finding| rules.split(' ').any(|rule| rule == finding.rule.code));
    findings
}

fn tables(linked: &Linked) -> String {
    let mut out = String::new();
    for table in &linked.disclosure.tables {
        let unit = table.unit.map_or("单位未认出", |unit| unit.name());
        let empty = if table.is_empty() { "，空表" } else { "" };
        let _ = writeln!(out, "{}：{}，{unit}，{} 行{empty}", table.id, table.title, table.rows.len());
    }
    out
}

fn figures(linked: &Linked) -> String {
    let mut out = String::new();
    for table in &linked.disclosure.tables {
        for figure in table.figures() {
            let (row, column) = (&figure.entry.key, &figure.column.key);
            let unit = figure.unit().map_or("?", |unit| unit.name());
            let doubt = figure.confidence().doubt().map(|doubt| format!("，存疑：{}", doubt.words()));
            let _ = writeln!(
                out,
                "{} {row} {column} = {} {unit}（第 {} 行{}）",
                table.id,
                figure.amount().unwrap(),
                figure.line.number,
                doubt.unwrap_or_default()
            );
        }
    }
    out
}

fn forms(linked: &Linked) -> String {
    let mut out = String::new();
    for form in &linked.disclosure.forms {
        let unit = form.unit.map_or("（单位未认出）", Unit::name);
        let amount = form.amount().map_or_else(|| "无金额".to_owned(), |amount| format!("{amount} {unit}"));
        let count = |period| form.indicators_of(period).count();
        let (whole, year) = (count(Period::Implementation), count(Period::Annual));
        let _ = writeln!(out, "{}：{amount}，{} 段，指标 {whole}/{year}", form.name, form.fragments.len());
    }
    out
}

fn fields(linked: &Linked) -> String {
    let mut out = String::new();
    for field in linked.disclosure.forms.iter().flat_map(|form| &form.fields) {
        let _ = writeln!(out, "{}：{}", field.label, field.best().text);
        for other in &field.readings[1..] {
            let doubt = if other.doubt.is_some() { "（存疑）" } else { "" };
            let _ = writeln!(out, "  另作：{}{doubt}", other.text);
        }
    }
    out
}

fn funds(linked: &Linked) -> String {
    let mut out = String::new();
    for form in &linked.disclosure.forms {
        for fund in &form.funds {
            let [whole, year] = [&fund.implementation, &fund.annual].map(|cell| {
                let amount = cell.as_ref().and_then(|cell| cell.amount());
                amount.map_or_else(|| "无".to_owned(), |amount| amount.to_string())
            });
            let _ = writeln!(
                out,
                "{} 实施期 {whole} {} {year} {}{}",
                fund.label,
                if form.dated { "年度" } else { "未写明时期" },
                form.unit.map_or("（单位未认出）", Unit::name),
                beside(&fund.beside)
            );
        }
    }
    out
}

fn indicators(linked: &Linked) -> String {
    let mut out = String::new();
    for indicator in linked.disclosure.forms.iter().flat_map(|form: &Form| &form.indicators) {
        let period = if indicator.period == Period::Annual { "年度" } else { "实施期" };
        let doubt = match indicator.doubt {
            Some(_) => "（存疑）",
            None if indicator.level_in_doubt => "（级别存疑）",
            None => "",
        };
        let cut =
            indicator.printed_name.as_ref().map_or_else(String::new, |name| format!("（原作“{name}”）"));
        let (level1, level2, name, value) =
            (&indicator.level1, &indicator.level2, &indicator.name, &indicator.value);
        let beside = beside(&indicator.beside);
        let _ = writeln!(out, "{period} {level1}/{level2} {name}{cut} = {value}{beside}{doubt}");
        for (name, value, line) in &indicator.others {
            let _ = writeln!(out, "  另作：{name} = {value}（第 {} 行）", line.number);
        }
    }
    out
}

/// What else a row says, in brackets.
fn beside(all: &[Beside]) -> String {
    all.iter().map(|one| format!("（{}：{}）", one.label, one.text)).collect()
}

fn projects(linked: &Linked) -> String {
    let mut out = String::new();
    for project in &linked.projects {
        let side = |there: bool| if there { "有" } else { "无" };
        let basis = project.basis.map_or("未匹配", |basis| basis.key());
        let evaluated = if project.evaluation.is_some() { "自评表有，" } else { "" };
        let told = |note: &&MatchNote| {
            matches!(
                note,
                MatchNote::Group { .. }
                    | MatchNote::OtherSum { .. }
                    | MatchNote::OtherYear { .. }
                    | MatchNote::NoLines
            )
        };
        let note = project.note.as_ref().filter(told).map(|note| format!("（{}）", note.words()));
        let _ = writeln!(
            out,
            "{}：项目行{}，申报表{}，{evaluated}{basis}{}",
            project.name,
            side(project.line.is_some()),
            side(project.form.is_some()),
            note.unwrap_or_default()
        );
    }
    out
}

fn sections(linked: &Linked) -> String {
    let mut out = String::new();
    for section in &linked.disclosure.sections {
        let _ = writeln!(out, "{:?} {} {}", section.part, section.key, section.title);
        for paragraph in &section.paragraphs {
            let chart = paragraph.chart.as_ref().map_or_else(String::new, |chart| format!("（图：{chart}）"));
            let _ = writeln!(out, "  {}{chart}", paragraph.text);
        }
    }
    out
}

fn terms(linked: &Linked) -> String {
    let mut out = String::new();
    for term in &linked.disclosure.terms {
        let texts: Vec<&str> = term.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
        let _ = writeln!(out, "{}：{}", term.name, texts.join(" / "));
    }
    out
}

fn lines(linked: &Linked) -> String {
    let mut out = String::new();
    let disclosure = &linked.disclosure;
    for line in disclosure.source.lines() {
        if let Some(posting) = disclosure.ledger.posting(line) {
            let _ = writeln!(out, "{} {}", line.number, posting.role.key());
        }
    }
    out
}

fn diagnosed(diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let place = diagnostic.primary.as_ref();
        let place = place.map_or_else(String::new, |label| format!(" {}:{}", label.line, label.column));
        let _ = writeln!(out, "{}{place} {}", diagnostic.code, diagnostic.message);
    }
    out
}
