//! One disclosure, many variants: whatever the dialect of its tables, the encoding
//! and line ends of its files, the pages it was cut into and the files it was
//! spread over, it says the same figures, links the same forms to the same lines
//! and comes to the same verdicts.

#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::Path;

use encoding_rs::GB18030;
use mingzhang::catalogue::Catalogue;
use mingzhang::config::Privacy;
use mingzhang::model::{Finding, Linked};
use mingzhang::{audit, discover, link, read};
use proptest::prelude::*;

/// How the rows of tables are written.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Dialect {
    Tabs,
    Pipes,
    /// One row a line; headings span what stands under and beside them.
    Html,
    /// One cell a line.
    HtmlCells,
    /// The whole table in one line, inside a page's tags.
    HtmlLine,
    /// `+---+` around every cell.
    Ruled,
}

/// The bytes of the files.
#[derive(Debug, Clone, Copy)]
enum Encoding {
    Utf8,
    Utf8Marked,
    Utf16,
    Gb18030,
}

/// How the text is spread over files.
#[derive(Debug, Clone, Copy)]
enum Files {
    One,
    /// Cut at so many thousandths of the lines, behind the contents list and never
    /// inside a grid.
    Cut(usize),
    /// The tables and forms in one, the prose in the other.
    Apart,
}

#[derive(Debug, Clone)]
struct Dress {
    dialect: Dialect,
    encoding: Encoding,
    windows: bool,
    files: Files,
    /// A page ends after so many rows of a grid; the next begins with a page
    /// number and, in a table, with its header.
    page: Option<usize>,
}

fn any_dress() -> impl Strategy<Value = Dress> {
    use prop::sample::select;
    let dialect = select(vec![Dialect::Tabs, Dialect::Pipes, Dialect::Html, Dialect::HtmlCells]);
    let encoding = select(vec![Encoding::Utf8, Encoding::Utf8Marked, Encoding::Utf16, Encoding::Gb18030]);
    let files = prop_oneof![Just(Files::One), (50_usize..1000).prop_map(Files::Cut), Just(Files::Apart)];
    let page = prop::option::of(3_usize..30);
    (dialect, encoding, any::<bool>(), files, page).prop_map(|(dialect, encoding, windows, files, page)| {
        Dress { dialect, encoding, windows, files, page }
    })
}

/// A line of text, or the rows of one grid up to a blank line.
enum Part {
    Text(String),
    Grid(Vec<Vec<String>>),
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for line in text.lines() {
        if !line.contains('\t') {
            parts.push(Part::Text(line.to_owned()));
            continue;
        }
        let row = line.split('\t').map(|cell| cell.trim().to_owned()).collect();
        match parts.last_mut() {
            Some(Part::Grid(rows)) => rows.push(row),
            _ => parts.push(Part::Grid(vec![row])),
        }
    }
    parts
}

/// The rows before the first that holds an amount, where the grid is a table.
fn header(rows: &[Vec<String>]) -> &[Vec<String>] {
    let is_amount =
        |cell: &String| !cell.is_empty() && cell.chars().all(|c| c.is_ascii_digit() || ",.".contains(c));
    let form = rows.iter().flatten().any(|cell| cell.contains("绩效") || cell.contains("指标"));
    let known = ["科目编码", "收入", "支出", "项目", "项目名称", "合计"];
    let heads = |row: &Vec<String>| {
        !row.iter().any(|cell| is_amount(cell) || cell.contains('、'))
            && row.iter().filter(|cell| !cell.is_empty()).count() > 1
    };
    let begins = rows[0].iter().any(|cell| known.contains(&cell.as_str()));
    let end = if form || !begins { 0 } else { rows.iter().take_while(|row| heads(row)).count() };
    &rows[..end]
}

fn written(rows: &[Vec<String>], dress: &Dress) -> Vec<String> {
    let header = header(rows).to_vec();
    let Some(page) = dress.page else { return grid(rows, header.len(), dress.dialect) };
    let mut lines = Vec::new();
    // A page holds its header, the column numbers, and a row at least.
    for (at, chunk) in rows.chunks(page.max(header.len() + 2)).enumerate() {
        if at == 0 {
            lines.extend(grid(chunk, header.len(), dress.dialect));
            continue;
        }
        lines.extend([String::new(), format!("- {at} -"), "\u{c}".to_owned()]);
        let repeated: Vec<Vec<String>> = header.iter().chain(chunk).cloned().collect();
        lines.extend(grid(&repeated, header.len(), dress.dialect));
    }
    lines
}

fn grid(rows: &[Vec<String>], header: usize, dialect: Dialect) -> Vec<String> {
    let listed = rows.iter().flatten().any(|cell| cell.contains("....") || cell.contains("……"));
    match dialect {
        // The contents list is read by other rules.
        Dialect::HtmlLine | Dialect::Ruled if listed => grid(rows, header, Dialect::Tabs),
        Dialect::Tabs => rows.iter().map(|row| row.join("\t")).collect(),
        Dialect::Pipes => {
            let pipes = |row: &Vec<String>| {
                let cells: Vec<String> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
                format!("| {} |", cells.join(" | "))
            };
            let mut lines: Vec<String> = rows.iter().map(pipes).collect();
            lines.insert(1.min(lines.len()), format!("|{}", " --- |".repeat(rows[0].len())));
            lines
        }
        Dialect::Html => html(rows, header, ""),
        Dialect::HtmlCells => html(rows, header, "\n"),
        Dialect::HtmlLine => vec![format!("<html><body>{}</body></html>", html(rows, header, "").concat())],
        Dialect::Ruled => ruled(rows),
    }
}

/// Each character takes one column.
fn ruled(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let length = |row: &Vec<String>, at: usize| row.get(at).map_or(0, |cell| cell.chars().count());
    let widths: Vec<usize> =
        (0..columns).map(|at| rows.iter().map(|row| length(row, at)).max().unwrap_or(0)).collect();
    let rule: String = widths.iter().map(|width| format!("+{}", "-".repeat(width + 2))).collect();
    let mut lines = vec![format!("{rule}+")];
    for row in rows {
        let cell = |at: usize| {
            let text = row.get(at).map_or("", String::as_str);
            format!("| {text}{} ", " ".repeat(widths[at] - length(row, at)))
        };
        lines.push(format!("{}|", (0..columns).map(cell).collect::<String>()));
        lines.push(format!("{rule}+"));
    }
    lines
}

fn html(rows: &[Vec<String>], header: usize, between: &str) -> Vec<String> {
    let mut lines = vec!["<table border=\"1\">".to_owned()];
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut taken = vec![vec![false; width]; rows.len()];
    for (at, row) in rows.iter().enumerate() {
        let mut line = format!("<tr>{between}");
        for (column, cell) in row.iter().enumerate() {
            if taken[at][column] {
                continue;
            }
            let (mut across, mut down) = (1, 1);
            if at < header && !cell.is_empty() {
                let blank = |at: usize, column: usize| {
                    rows.get(at).and_then(|row| row.get(column)).is_some_and(String::is_empty)
                };
                // A cell from above stands there already.
                while blank(at, column + across) && !taken[at][column + across] {
                    across += 1;
                }
                while across == 1
                    && at + down < header
                    && blank(at + down, column)
                    && !taken[at + down][column]
                {
                    down += 1;
                }
                for taken in taken.iter_mut().skip(at).take(down) {
                    taken[column..column + across].fill(true);
                }
            }
            let tagged = cell.contains("<b>");
            let escaped = cell.replace('&', "&amp;").replace(if tagged { '\0' } else { '<' }, "&lt;");
            let span = |key: &str, n: usize| if n > 1 { format!(" {key}=\"{n}\"") } else { String::new() };
            line.push_str(&format!(
                "<td{}{}>{escaped}</td>{between}",
                span("colspan", across),
                span("rowspan", down)
            ));
        }
        line.push_str("</tr>");
        lines.extend(line.lines().map(str::to_owned));
    }
    lines.push("</table>".to_owned());
    lines
}

/// The first place from `at` on that is not inside a grid: a stray blank line does
/// not end one.
fn between_grids(all: &[&Part], mut at: usize) -> usize {
    let filled = |part: &&&Part| !matches!(part, Part::Text(line) if line.trim().is_empty());
    let is_grid = |part: Option<&&Part>| matches!(part, Some(Part::Grid(_)));
    while is_grid(all[..at].iter().rfind(filled)) && is_grid(all[at..].iter().find(filled)) {
        at += 1;
    }
    at
}

/// The files of the dressed text: name and lines.
fn files(text: &str, dress: &Dress) -> Vec<(&'static str, Vec<String>)> {
    let parts = parts(text);
    let dressed = |parts: &[&Part]| {
        let lines = parts.iter().flat_map(|part| match part {
            Part::Text(line) => vec![line.clone()],
            Part::Grid(rows) => written(rows, dress),
        });
        lines.collect::<Vec<String>>()
    };
    let all: Vec<&Part> = parts.iter().collect();
    match dress.files {
        Files::One => vec![("1.txt", dressed(&all))],
        Files::Cut(thousandths) => {
            let (head, tail) = all.split_at(between_grids(&all, all.len() * thousandths / 1000));
            vec![("1.txt", dressed(head)), ("2.txt", dressed(tail))]
        }
        Files::Apart => {
            let heading = |part: &&&Part, words: &str| matches!(part, Part::Text(line) if line.starts_with('#') && line.contains(words));
            let nth = |words: &str| all.iter().position(|part| heading(&part, words)).unwrap();
            let (from, to) = (nth("第二部分"), nth("第三部分"));
            let prose: Vec<&Part> = all[..from].iter().chain(&all[to..]).copied().collect();
            vec![("1-说明.txt", dressed(&prose)), ("2-表格.txt", dressed(&all[from..to]))]
        }
    }
}

fn bytes(lines: &[String], dress: &Dress) -> Vec<u8> {
    let end = if dress.windows { "\r\n" } else { "\n" };
    let text: String = lines.iter().flat_map(|line| [line.as_str(), end]).collect();
    match dress.encoding {
        Encoding::Utf8 => text.into_bytes(),
        Encoding::Utf8Marked => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        Encoding::Utf16 => {
            std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
        }
        Encoding::Gb18030 => GB18030.encode(&text).0.into_owned(),
    }
}

/// What a disclosure comes to, but for where it stands in its files.
#[derive(Debug, PartialEq)]
struct Said {
    figures: Vec<String>,
    links: Vec<String>,
    verdicts: Vec<String>,
}

impl Said {
    fn of(linked: &Linked, findings: &[Finding]) -> Self {
        let tables = linked.disclosure.tables.iter();
        let figures = tables.flat_map(|table| {
            table.figures().map(|figure| {
                let (entry, column) = (figure.entry, figure.column);
                format!(
                    "{} {} {} {} {:?}",
                    table.id,
                    entry.key,
                    column.key,
                    figure.amount().unwrap(),
                    figure.unit()
                )
            })
        });
        let links = linked.projects.iter().map(|project| {
            let form = project.form.map(|form| &linked.disclosure.forms[form]);
            let indicators = form.map_or(0, |form| form.indicators.len());
            format!("{} {:?} {:?} {indicators}", project.slug, project.line.is_some(), project.basis)
        });
        let verdicts = findings.iter().map(|finding| {
            format!("{} {:?} {:?} {:?}", finding.id, finding.verdict, finding.expected, finding.actual)
        });
        let mut verdicts: Vec<String> = verdicts.collect();
        verdicts.sort();
        Self { figures: figures.collect(), links: links.collect(), verdicts }
    }

    /// The first thing that the two do not both say.
    fn differs(&self, other: &Said) -> Option<String> {
        let lists =
            [(&self.figures, &other.figures), (&self.links, &other.links), (&self.verdicts, &other.verdicts)];
        lists.into_iter().find_map(|(own, others)| {
            let lost = own.iter().find(|one| !others.contains(one)).map(|one| format!("lost: {one}"));
            let new = others.iter().find(|one| !own.contains(one)).map(|one| format!("new: {one}"));
            lost.or(new)
        })
    }
}

fn said(folder: &Path) -> Said {
    let found = discover::content(folder).unwrap();
    let loaded = discover::load(&found.bodies[0].candidates[0], &|_, _| Err(Vec::new())).unwrap();
    let privacy = Privacy::default();
    let id = found.bodies[0].candidates[0].id.clone();
    let input = read::Input::new(id, loaded.files, &privacy);
    let (linked, _) = link::disclosure(read::disclosure(input, Catalogue::get()).0, Catalogue::get());
    let linked = audit::prove(linked, Catalogue::get());
    let findings = audit::disclosure(&linked, Catalogue::get());
    Said::of(&linked, &findings)
}

fn dressed(text: &str, dress: &Dress) -> Said {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("body/2023-budget");
    fs::create_dir_all(&place).unwrap();
    for (name, lines) in files(text, dress) {
        fs::write(place.join(name), bytes(&lines, dress)).unwrap();
    }
    said(folder.path())
}

/// The sample and, where it is at hand, the parse that it was made from.
fn texts() -> Vec<String> {
    let path = "xinzhou-traffic-police/2023-budget";
    let sample = fs::read_to_string(common::root().join("content").join(format!("{path}.md"))).unwrap();
    [Some(sample), common::real(&format!("{path}.txt"))].into_iter().flatten().collect()
}

fn plain() -> Dress {
    Dress { dialect: Dialect::Tabs, encoding: Encoding::Utf8, windows: false, files: Files::One, page: None }
}

#[track_caller]
fn check(dress: &Dress) {
    for text in texts() {
        let expected = dressed(&text, &plain());
        assert!(expected.figures.len() > 200);
        if let Some(difference) = expected.differs(&dressed(&text, dress)) {
            panic!("{dress:?}: {difference}");
        }
    }
}

#[test]
fn pipes() {
    check(&Dress { dialect: Dialect::Pipes, ..plain() });
}

#[test]
fn html_with_spans() {
    check(&Dress { dialect: Dialect::Html, ..plain() });
    check(&Dress { dialect: Dialect::HtmlCells, ..plain() });
}

#[test]
fn html_in_one_line() {
    check(&Dress { dialect: Dialect::HtmlLine, ..plain() });
}

#[test]
fn grid_tables() {
    check(&Dress { dialect: Dialect::Ruled, ..plain() });
}

#[test]
fn encodings_and_line_ends() {
    for encoding in [Encoding::Utf8Marked, Encoding::Utf16, Encoding::Gb18030] {
        check(&Dress { encoding, windows: true, ..plain() });
    }
}

#[test]
fn two_files() {
    check(&Dress { files: Files::Apart, ..plain() });
    check(&Dress { files: Files::Cut(500), ..plain() });
}

#[test]
fn pages_with_numbers_and_repeated_headers() {
    check(&Dress { page: Some(9), ..plain() });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_dress_says_the_same(dress in any_dress()) {
        check(&dress);
    }
}
