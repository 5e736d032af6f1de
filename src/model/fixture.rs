//! A small linked disclosure for the tests of several stages: a table of two
//! blocks, one of projects, an empty one, a form, narrative, a term.

use super::*;
use crate::money::{Unit, looks_like_amount, parse_amount};
use crate::source::{FileId, Line, Source, SourceFile, Span};

/// What a hostile source may hold anywhere.
pub(crate) const HOSTILE: &str = "<script>alert('“一”')</script>";

pub(crate) fn line(number: u32) -> Line {
    Line { file: FileId(0), number }
}

pub(crate) fn cell(raw: &str) -> Cell {
    let value = match raw {
        "" => Value::Blank,
        "—" => Value::Nil,
        text if looks_like_amount(text) => parse_amount(text).map_or(Value::Unreadable, Value::Amount),
        _ => Value::Text,
    };
    Cell {
        raw: raw.to_owned(),
        span: Span { file: FileId(0), start: 0, end: 0 },
        value,
        confidence: Confidence::Sure,
        correction: None,
    }
}

fn entry(key: &str, printed: &str, level: u8, total: bool) -> Option<Entry> {
    let label = crate::catalogue::normal::unnumbered(printed).to_owned();
    Some(Entry { key: key.to_owned(), label, printed: printed.to_owned(), code: None, level, total })
}

fn row(number: u32, cells: &[&str], entries: Vec<Option<Entry>>) -> Row {
    let cells = cells.iter().map(|raw| cell(raw)).collect();
    Row {
        line: line(number),
        cells,
        lines: Vec::new(),
        confidence: Confidence::Sure,
        entries,
        numbering: false,
    }
}

pub(crate) fn column(key: &str, path: &[&str], role: ColumnRole, block: usize) -> Column {
    Column {
        key: key.to_owned(),
        known: true,
        path: path.iter().map(|p| (*p).to_owned()).collect(),
        role,
        block,
        unit: None,
        period: ColumnPeriod::Own,
        confidence: Confidence::Sure,
    }
}

fn heading(text: &str, column: usize, colspan: usize, rowspan: usize) -> HeaderCell {
    HeaderCell { text: text.to_owned(), column, colspan, rowspan, line: line(3) }
}

fn block(key: &str, columns: std::ops::Range<usize>, label: usize) -> Block {
    Block { key: key.to_owned(), columns, label, codes: vec![] }
}

fn table(id: &str, title: &str) -> Table {
    Table {
        index: 0,
        id: id.to_owned(),
        known: true,
        title: title.to_owned(),
        title_line: Some(line(2)),
        number: None,
        body: None,
        unit: Some(Unit::WanYuan),
        columns: vec![],
        blocks: vec![],
        header: vec![],
        rows: vec![],
        notes: vec![],
        lines: (line(2), line(9)),
        confidence: Confidence::Sure,
    }
}

fn in_order(mut tables: Vec<Table>) -> Vec<Table> {
    for (index, table) in tables.iter_mut().enumerate() {
        table.index = index;
    }
    tables
}

fn balance() -> Table {
    use ColumnRole::{Amount, Label};
    Table {
        columns: vec![
            column("item", &["收入", "项目"], Label, 0),
            column("amount", &["收入", "2023年"], Amount, 0),
            column("item", &["支出", "项目"], Label, 1),
            column("total", &["支出", "合计"], Amount, 1),
        ],
        blocks: vec![block("income", 0..2, 0), block("expenditure", 2..4, 2)],
        header: vec![
            vec![heading("收入", 0, 2, 1), heading("支出", 2, 2, 1)],
            vec![
                heading("项目", 0, 1, 1),
                heading("2023年", 1, 1, 1),
                heading("项目", 2, 1, 1),
                heading("合计", 3, 1, 1),
            ],
        ],
        rows: vec![
            row(
                5,
                &["一、财政拨款", "9,784.70", "四、公共安全支出", "9,385.68"],
                vec![
                    entry("appropriation", "一、财政拨款", 0, false),
                    entry("204", "四、公共安全支出", 0, false),
                ],
            ),
            row(
                6,
                &["二、单位资金", "", HOSTILE, "9.784.70"],
                vec![entry("own-funds", "二、单位资金", 0, false), entry("hostile", HOSTILE, 1, false)],
            ),
            row(7, &["", "", "五、教育支出", "—"], vec![None, entry("205", "五、教育支出", 0, false)]),
            row(
                8,
                &["收入总计", "9,784.70", "支出总计", "9,784.70"],
                vec![
                    entry("income-total", "收入总计", 0, true),
                    entry("expenditure-total", "支出总计", 0, true),
                ],
            ),
        ],
        ..table("balance", "2023年预算收支总表")
    }
}

fn projects() -> Table {
    Table {
        columns: vec![
            column("item", &["项目名称"], ColumnRole::Label, 0),
            column("total", &["合计"], ColumnRole::Amount, 0),
        ],
        blocks: vec![block("main", 0..2, 0)],
        header: vec![vec![heading("项目名称", 0, 1, 1), heading("合计", 1, 1, 1)]],
        rows: vec![
            Row { numbering: true, ..row(11, &["1", "2"], vec![None]) },
            row(12, &["遗属补助", "5.23"], vec![entry("yi-shu", "遗属补助", 0, false)]),
            row(13, &["办案费", "368.00"], vec![entry("ban-an", "办案费", 0, false)]),
        ],
        ..table("projects", "2023年项目支出预算表")
    }
}

fn carried() -> Table {
    Table {
        notes: vec![("注：本表无数据".to_owned(), line(14))],
        rows: vec![],
        unit: None,
        title: String::new(),
        ..Table { id: "projects-carried".to_owned(), ..projects() }
    }
}

fn reading(text: &str, number: u32) -> Reading {
    Reading { text: text.to_owned(), lines: vec![line(number)], doubt: None }
}

fn indicator(period: Period, value: &str) -> Indicator {
    Indicator {
        period,
        level1: "产出指标".to_owned(),
        level2: "数量指标".to_owned(),
        name: "补助人数".to_owned(),
        printed_name: None,
        value: value.to_owned(),
        line: line(18),
        level_in_doubt: false,
        doubt: None,
        beside: Vec::new(),
        others: vec![(HOSTILE.to_owned(), "8人".to_owned(), line(19))],
    }
}

fn form() -> Form {
    Form {
        name: "遗属补助".to_owned(),
        title: "项目支出绩效目标申报表".to_owned(),
        evaluation: false,
        dated: true,
        year: None,
        unit: Some(Unit::Yuan),
        fields: vec![
            Field {
                key: "basis".to_owned(),
                label: "立项依据".to_owned(),
                readings: vec![
                    Reading { lines: vec![line(16), line(17), line(18)], ..reading("请示报告", 16) },
                    reading(HOSTILE, 17),
                ],
            },
            Field {
                key: "goal".to_owned(),
                label: "总体目标".to_owned(),
                readings: vec![reading("按时发放", 17)],
            },
            Field {
                key: "goal-annual".to_owned(),
                label: "年度目标".to_owned(),
                readings: vec![reading("按月发放", 17)],
            },
        ],
        funds: vec![Fund {
            key: "total".to_owned(),
            label: "资金总额".to_owned(),
            implementation: None,
            annual: Some(cell("52,296")),
            beside: Vec::new(),
        }],
        indicators: vec![indicator(Period::Implementation, "9人"), indicator(Period::Annual, "10人")],
        fragments: vec![(line(15), line(19))],
        strays: vec![reading(HOSTILE, 19)],
    }
}

fn paragraph(text: &str, chart: Option<&str>, item: bool) -> Paragraph {
    let chart = chart.map(str::to_owned);
    Paragraph { text: text.to_owned(), first: line(21), last: line(22), item, chart }
}

fn section(part: Part, key: &str, level: u8, paragraphs: Vec<Paragraph>) -> Section {
    Section {
        part,
        key: key.to_owned(),
        title: format!("一、**{key}**"),
        title_line: line(20),
        level,
        paragraphs,
    }
}

fn sections() -> Vec<Section> {
    let hostile = paragraph(&format!("**“三公”经费**后 {HOSTILE} <img src=x>"), None, false);
    vec![
        section(Part::Overview, "duties", 1, vec![paragraph("1、维护秩序", None, true)]),
        section(
            Part::Notes,
            "three-public",
            1,
            vec![hostile, paragraph("三公经费分布图", Some("three-public"), false)],
        ),
        section(Part::Notes, "structure", 4, vec![paragraph("“三公”经费不变", None, false)]),
    ]
}

fn ledger(source: &Source) -> Ledger {
    let mut ledger = Ledger::new(source);
    for (number, role, target) in [
        (1, Role::Used, Some(Target::Disclosure)),
        (2, Role::Used, Some(Target::Table(0))),
        (5, Role::Used, Some(Target::Row(0, 0))),
        (7, Role::Used, Some(Target::Row(0, 2))),
        (11, Role::Repeated, Some(Target::Row(1, 0))),
        (15, Role::Superseded, Some(Target::Form(0))),
        (20, Role::Used, Some(Target::Section(1))),
        (22, Role::Used, Some(Target::Term(0))),
        (23, Role::Used, Some(Target::Glossary)),
    ] {
        ledger.post(line(number), role, target);
    }
    ledger
}

fn project(slug: &str, name: &str, row: usize, form: Option<usize>) -> Project {
    Project {
        slug: slug.to_owned(),
        name: name.to_owned(),
        line: Some((1, row)),
        form,
        evaluation: None,
        basis: form.map(|_| Basis::Exact),
        note: None,
    }
}

/// The disclosure, linked.
pub(crate) fn linked() -> Linked {
    let text: String = (1..=24).map(|n| format!("第{n}行\t{HOSTILE}\n")).collect();
    let text = text.replace(&format!("第24行\t{HOSTILE}"), "");
    let source = Source::new(vec![SourceFile::new("some-body/2023-budget.md", text)]);
    let term = Term {
        key: "three-public".to_owned(),
        name: "“三公”经费".to_owned(),
        line: line(22),
        paragraphs: vec![paragraph("指三项经费。", None, false)],
    };
    let disclosure = Disclosure {
        id: DisclosureId { body: "some-body".to_owned(), year: 2023, kind: DisclosureKind::Budget },
        title: format!("2023年度单位预算公开{HOSTILE}"),
        body_name: "某局".to_owned(),
        coverage: Some(Coverage::Unit),
        front: FrontMatter { note: Some(format!("文字有删节。{HOSTILE}")), ..FrontMatter::default() },
        ledger: ledger(&source),
        source,
        tables: in_order(vec![balance(), projects(), carried()]),
        forms: vec![form()],
        sections: sections(),
        terms: vec![term],
        contents: Vec::new(),
        unread: Vec::new(),
        corrections: Vec::new(),
    };
    let projects = vec![project("yi-shu", "遗属补助", 1, Some(0)), project("ban-an", "办案费", 2, None)];
    Linked { disclosure, projects }
}

fn at(table: usize, row: &str, column: &str, amount: Option<&str>, number: u32) -> Operand {
    let place = OperandPlace::Cell(CellKey { table, row: row.into(), column: column.into() });
    operand(&format!("{row} · {column}"), place, amount, number)
}

fn operand(label: &str, place: OperandPlace, amount: Option<&str>, number: u32) -> Operand {
    let amount = amount.map(|text| parse_amount(text).unwrap());
    Operand { label: label.to_owned(), amount, place, line: line(number), role: OperandRole::Used }
}

fn finding(
    id: &str,
    (rule, group): (&'static Rule, Group),
    verdict: Verdict,
    figures: Vec<Operand>,
) -> Finding {
    let amount = |at: usize| figures.get(at).and_then(|figure: &Operand| figure.amount);
    Finding {
        id: id.to_owned(),
        rule,
        group,
        verdict,
        statement: format!("{id} = {HOSTILE}"),
        expected: amount(1),
        actual: amount(0),
        unit: Some(Unit::WanYuan.into()),
        tolerance: parse_amount("0.01").unwrap(),
        figures,
        note: Some(HOSTILE.to_owned()),
    }
}

const fn rule(code: &'static str) -> Rule {
    Rule {
        code, class: Class::Figure, title: "上级等于下级之和", text: "逐级核对。", basis: "条例。"
    }
}

static SUM: Rule = rule("class-sum");
static AMOUNT: Rule = rule("form-amount");
static NAME: Rule = rule("project-name");
static STATED: Rule = rule("stated-amount");

/// Findings on the disclosure, one of each verdict and one on a name.
pub(crate) fn findings() -> Vec<Finding> {
    let form = |label| operand(label, OperandPlace::Page(Target::Form(0)), Some("52,296"), 15);
    let prose = |section, number| {
        operand("“三公”经费5.23万元", OperandPlace::Page(Target::Section(section)), Some("5.23"), number)
    };
    let whole = || at(0, "expenditure-total", "total", Some("9,784.70"), 8);
    let name = || at(1, "yi-shu", "item", None, 12);
    let amount = || at(1, "yi-shu", "total", Some("5.23"), 12);
    let sums = (&SUM, Group::Table(0));
    vec![
        finding(
            "sum-total",
            sums,
            Verdict::Mismatch,
            vec![whole(), at(0, "204", "total", Some("9,385.68"), 5)],
        ),
        finding("sum-hostile", sums, Verdict::Unverifiable, vec![at(0, "hostile", "total", None, 6)]),
        finding(
            "sides",
            sums,
            Verdict::Agree,
            vec![whole(), at(0, "income-total", "amount", Some("9,784.70"), 8)],
        ),
        finding("amount", (&AMOUNT, Group::Forms), Verdict::Rounding, vec![amount(), form("资金总额")]),
        finding("name", (&NAME, Group::Forms), Verdict::Mismatch, vec![name(), form("名称")]),
        finding("said", (&STATED, Group::Narrative), Verdict::Scope, vec![prose(1, 21), amount()]),
        finding("said-too", (&STATED, Group::Narrative), Verdict::Agree, vec![prose(2, 22), amount()]),
    ]
}
