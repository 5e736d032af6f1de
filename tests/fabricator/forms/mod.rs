//! Invented disclosures with performance-target forms: a table of projects, then the
//! form of each, in the layouts of provinces and kinds of bodies.
//!
//! 1. [`invent`]: projects, their lines, which has a form
//! 2. [`layouts`]: the forms as printed, and what must come back of each
//! 3. [`paper`]: grids, and the ends of pages inside them
//! 4. [`judge`]: what was published, compared with what was meant

mod invent;
pub mod judge;
mod layouts;
mod left_alone;
mod paper;
pub mod ratchet;
pub mod report;
pub mod truth;

use super::dress::Dialect;
use super::names;
use super::rng::Rng;
use super::sheet::{Block, Ink, Style, locate};
use super::tables::{Name, labelled};
use super::truth::{Disclosure, Kind, Part, Table, Unit, amounts, column};
use invent::Line;
use paper::Break;
use truth::{Project, Setting};

/// An invented disclosure with forms.
#[derive(Debug)]
pub struct Made {
    pub seed: u64,
    pub layout: &'static str,
    /// Its dialect, and whether pages end inside forms.
    pub dress: &'static str,
    /// `2024-budget`
    pub stem: String,
    pub text: String,
    pub projects: Vec<Project>,
}

/// Dialects, whole and with pages that end.
const DRESSES: &[(Dialect, &str, &str)] = &[
    (Dialect::Tabs, "tabs", "tabs, pages"),
    (Dialect::Pipes, "pipes", "pipes, pages"),
    (Dialect::Html, "html", "html, pages"),
    (Dialect::HtmlLine, "html-line", "html-line, pages"),
    (Dialect::HtmlCells, "html-cells", "html-cells, pages"),
    (Dialect::PandocGrid, "pandoc-grid", "pandoc-grid, pages"),
    (Dialect::Pymupdf, "pymupdf", "pymupdf, pages"),
    (Dialect::Word, "word", "word, pages"),
    (Dialect::OneBar, "one-bar", "one-bar, pages"),
    (Dialect::NoBars, "no-bars", "no-bars, pages"),
    (Dialect::Csv, "csv", "csv, pages"),
    (Dialect::QuotedCsv, "quoted-csv", "quoted-csv, pages"),
    (Dialect::Quoted, "block-quote", "block-quote, pages"),
];

/// Layouts that say what was done.
const EVALUATIONS: [&str; 2] = ["self-evaluation", "scored-list"];

/// The disclosure of `seed`; of the layouts left alone where so wanted.
pub fn fabricate(seed: u64, left_alone: bool) -> Made {
    let layouts = if left_alone { left_alone::ALL } else { layouts::ALL };
    let (layout, print) = layouts[seed as usize % layouts.len()];
    let mut rng = Rng::new(seed);
    let rng = &mut rng;
    let unit = rng.pick(&[Unit::Yuan, Unit::Wan]);
    let setting = Setting { body: names::body(rng), year: rng.between(2018, 2026), unit };
    let (mut projects, lines) = invent::projects(rng, &setting);
    let is_final = EVALUATIONS.contains(&layout);
    // Some bodies print the forms of their units in two layouts, one behind the other.
    let two = rng.chance(15) && !is_final;
    let first = if two { projects.len().div_ceil(2) } else { projects.len() };
    let mut pages = print(rng, &setting, &mut projects[..first]);
    let others: Vec<_> = layouts.iter().filter(|(name, _)| !EVALUATIONS.contains(name)).collect();
    if first < projects.len() {
        let (_, other) = rng.pick(&others);
        pages.extend(other(rng, &setting, &mut projects[first..]));
    }
    // Where no amount is printed nothing tells the form of a group of lines.
    let of_group = |project: &Project| {
        let name = project.line.as_ref().map(|(name, _)| name);
        name.is_some_and(|name| lines.iter().all(|line| line.name != *name))
    };
    for project in projects.iter_mut().filter(|project| project.amount == 0 && of_group(project)) {
        project.line = None;
    }
    if is_final {
        projects.iter_mut().for_each(|project| project.line = None);
    }
    let (dialect, whole, paged) = rng.pick(DRESSES);
    let ends = rng.chance(40).then(|| rng.pick(&[Break::Title, Break::Heading, Break::Bare]));
    let mut ink = Ink::new(Style { commas: rng.chance(60), nil: "" });
    let mut blocks = ink.print(&before(rng, &setting, &lines, is_final));
    let pages = pages.into_iter().map(|page| signed(rng, page)).collect::<Vec<_>>();
    for (at, (printed, head)) in pages.into_iter().enumerate() {
        match ends {
            Some(how) => blocks.extend(paper::cut(printed, head, how, at + 8, rng)),
            None => blocks.push(Block::Table(printed)),
        }
    }
    let text = locate(&dialect.write(&blocks, rng), &mut ink.figures);
    let kind = if is_final { "final" } else { "budget" };
    let dress = if ends.is_some() { paged } else { whole };
    Made { seed, layout, dress, stem: format!("{}-{kind}", setting.year), text, projects }
}

/// Some forms end in a row of who filled them in, or are parted by blanks inside words.
fn signed(rng: &mut Rng, page: layouts::Page) -> layouts::Page {
    let (mut printed, head) = page;
    let width = printed.sheet.width();
    if rng.chance(25) && width >= 6 && printed.sheet.rows[0].len() == width {
        let mut cells = vec![(1, "填报人："), (1, "某甲"), (1, "联系电话："), (1, "0350-1234567")];
        cells.extend([(1, "填报日期："), (width - 5, "2024-02-01")]);
        printed.sheet.rows.push(paper::row(&cells));
    }
    if rng.chance(15) {
        let spaced = |slot: &mut super::sheet::Slot| {
            if let super::sheet::Slot::Text(text) = slot {
                *text = text.replace("绩效指标", "绩效 指标").replace("三级指标", "三级 指标");
            }
        };
        printed.sheet.rows.iter_mut().flatten().for_each(spaced);
    }
    (printed, head)
}

/// The title, and the table of projects of a budget.
fn before(rng: &mut Rng, setting: &Setting, lines: &[Line], is_final: bool) -> Disclosure {
    let Setting { body, year, .. } = setting;
    let kind = if is_final { "决算" } else { "预算" };
    let mut parts = vec![Part::Line(format!("{body}{year}年部门{kind}"))];
    if !is_final {
        parts.push(Part::Line("第二部分 部门预算表".to_owned()));
        parts.push(Part::Table(table(rng, lines)));
    }
    parts.push(Part::Line("第三部分 绩效目标".to_owned()));
    Disclosure { year: *year, is_final, parts }
}

fn table(rng: &mut Rng, lines: &[Line]) -> Table {
    let unit = rng.pick(&[Unit::Yuan, Unit::Wan]);
    let head =
        [vec![column(Kind::Name, "项目名称")], amounts(&["合计", "一般公共预算", "政府性基金预算"])].concat();
    let row = |line: &Line| labelled(&head, &line.name, &[line.amount, line.amount, 0]);
    let mut rows: Vec<_> = lines.iter().map(row).collect();
    let all = lines.iter().map(|line| line.amount).sum();
    rows.push(labelled(&head, "合计", &[all, all, 0]));
    let mut table = Name::new("projects", "项目支出表", unit).table(head, rows);
    table.before = vec!["项目支出表".to_owned(), format!("单位：{}", unit.name())];
    table
}
