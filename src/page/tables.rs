//! The page of each statutory table, and the list of them all.

use serde::Serialize;

use crate::address;
use crate::artifact::{Artifact, Written};
use crate::keys::ColumnKey;
use crate::model::{Group, Table, Verdict, doubt_notes, is_doubtful};
use crate::page::context::{DisclosureContext, NavigationPlace, PageContext, title};
use crate::page::dataset::Dataset;
use crate::page::html::plain;
use crate::page::{
    ThemeError, audit, beside, chart, corrections, lead_sentence, original, purposes, revisions, table, take,
    words,
};
use crate::source::Line;

/// One table in a list of tables.
#[derive(Debug, Serialize)]
pub(super) struct Item {
    question: Option<String>,
    short: String,
    title: String,
    href: String,
    unit: String,
    figures: usize,
    empty: bool,
    /// Whether something of it may be misread.
    doubtful: bool,
    total: Option<Total>,
    marks: Vec<Mark>,
}

/// The figure that stands for a table.
#[derive(Debug, Serialize)]
struct Total {
    label: String,
    amount: String,
    unit: &'static str,
    href: String,
}

/// How many checks of a table came to a verdict that asks for a look.
#[derive(Debug, Serialize)]
struct Mark {
    key: &'static str,
    shape: &'static str,
    name: &'static str,
    count: usize,
}

#[derive(Debug, Serialize)]
struct Index {
    tables: Vec<Item>,
    published_empty: usize,
    in_doubt: usize,
}

#[derive(Debug, Serialize)]
struct View<'a> {
    heading: String,
    question: Option<String>,
    title: String,
    number: Option<String>,
    description: Option<String>,
    words: Vec<words::Word<'a>>,
    doubts: Vec<String>,
    corrections: Vec<corrections::Item>,
    /// What its cells said in earlier texts.
    revised: Option<revisions::Revised>,
    table_html: String,
    /// What a reader takes along of it.
    take: take::Take,
    charts_html: String,
    beside: Option<beside::Beside>,
    /// What the money of its accounts is for.
    purposes: Option<purposes::Purposes>,
    empty: bool,
    audit: audit::CheckNote,
    notes: Vec<Note>,
    /// What there is to download: words, link, name.
    files: Vec<(&'static str, String, String)>,
    first_line: String,
    /// Its pages in the original, and their link.
    original: Option<(String, Option<String>)>,
    /// Its figures on the pages of the original, where all are shown: words and link.
    shown: Vec<original::Shown>,
    lines: String,
    previous: Option<Neighbour>,
    next: Option<Neighbour>,
}

#[derive(Debug, Serialize)]
struct Note {
    text: String,
    href: String,
    line: u32,
    marks_html: String,
}

#[derive(Debug, Serialize)]
struct Neighbour {
    name: String,
    href: String,
}

/// The tables of a disclosure as a list with links from `sheet`.
pub(super) fn list(sheet: &PageContext) -> Vec<Item> {
    let id = sheet.edition.id();
    let item = |table: &Table| Item {
        question: sheet.edition.spec(table).map(|spec| spec.question.clone()),
        short: sheet.edition.short(table),
        title: title(table),
        href: sheet.links.to(&address::table(id, &table.id)),
        unit: table::unit_words(table),
        figures: table.figures().count(),
        empty: table.is_empty(),
        doubtful: is_doubtful(table),
        total: total(sheet, table),
        marks: marks(sheet, table),
    };
    sheet.edition.disclosure().tables.iter().map(item).collect()
}

/// The first figure of the last total; of a table with one row, its total. None
/// that may be misread.
fn total(sheet: &PageContext, table: &Table) -> Option<Total> {
    let totals = table.rows.iter().rev().filter_map(|row| {
        table.figures_of(row).find(|figure| figure.entry.total || figure.column.key == ColumnKey::TOTAL)
    });
    let mut totals = totals.peekable();
    let last = *totals.peek()?;
    let figure = totals.find(|figure| figure.entry.total).unwrap_or(last);
    let only = table.figures().all(|one| one.entry.key == figure.entry.key);
    let told =
        figure.confidence().is_sure() && (figure.entry.total || only) && !holds_more(sheet.edition, table);
    told.then(|| Total {
        label: plain(if figure.entry.total { &figure.entry.label } else { figure.column.label() }),
        amount: figure.cell.grouped(),
        unit: figure.unit().map_or("", |unit| unit.name()),
        href: sheet.links.to(&address::cell(
            sheet.edition.id(),
            &table.id,
            &figure.entry.key,
            &figure.column.key,
        )),
    })
}

fn marks(sheet: &PageContext, table: &Table) -> Vec<Mark> {
    let tally = sheet.edition.marks.of_group(Group::Table(table.index));
    let asking = [Verdict::Mismatch, Verdict::Scope, Verdict::Unverifiable].into_iter();
    let mark = |verdict: Verdict| Mark {
        key: verdict.key(),
        shape: audit::shape(verdict),
        name: verdict.name(),
        count: tally.count(verdict),
    };
    asking.map(mark).filter(|mark| mark.count > 0).collect()
}

/// How many tables of a list may be misread.
pub(super) fn doubtful(tables: &[Item]) -> usize {
    tables.iter().filter(|table| table.doubtful).count()
}

/// The page that lists all tables.
pub(super) fn index(edition: &DisclosureContext) -> Result<Artifact, ThemeError> {
    let sheet = edition.sheet(NavigationPlace::Tables);
    let tables = list(&sheet);
    let published_empty = tables.iter().filter(|table| table.empty).count();
    let description = format!(
        "{}{}的 {} 张公开表，其中空表 {published_empty} 张。{}",
        edition.body_name(),
        edition.year_and_kind(),
        tables.len(),
        lead_sentence::brief(edition)
    );
    let in_doubt = doubtful(&tables);
    sheet.render("tables.html", description, &Index { tables, published_empty, in_doubt })
}

/// The page of one table.
pub(super) fn page(edition: &DisclosureContext, index: usize) -> Result<Artifact, ThemeError> {
    let table = &edition.disclosure().tables[index];
    let path = address::table(edition.id(), &table.id);
    let mut sheet = edition.sheet_below(NavigationPlace::Tables, path, Some(&edition.short(table)));
    let (first, last) = table.lines;
    let line = |line| sheet.links.to(&address::source_line(edition.id(), line));
    let note = |(text, at): &(String, Line)| {
        let mut marks_html = String::new();
        audit::under_paragraph(&mut marks_html, &sheet, &edition.marks.of_note(index, *at));
        Note { text: plain(text), href: line(*at), line: at.number, marks_html }
    };
    let spec = edition.spec(table);
    let view = View {
        heading: spec.map_or_else(|| title(table), |spec| spec.question.clone()),
        question: spec.map(|spec| spec.question.clone()),
        title: title(table),
        number: table.number.clone(),
        description: spec.map(|spec| spec.description.clone()),
        words: words::of(&sheet, table),
        doubts: doubt_notes(table),
        corrections: corrections::of_table(&sheet, index),
        revised: revisions::of_table(&sheet, table),
        table_html: table::render(edition, index, &sheet.links),
        take: take::of_table(&sheet, table, headline(table).filter(|_| !holds_more(edition, table))),
        charts_html: chart::of_table(&sheet, index),
        beside: beside::of_table(&sheet, index),
        purposes: purposes::of_table(&sheet, index),
        empty: table.is_empty(),
        audit: audit::of_table(&sheet, index),
        notes: table.notes.iter().map(note).collect(),
        files: files(&sheet, table),
        first_line: line(first),
        lines: format!("{}–{}", first.number, last.number),
        original: original::pages(&sheet, (first, last)).map(|pages| (pages.words, pages.href)),
        shown: original::shown(&sheet, table),
        previous: index.checked_sub(1).and_then(|at| neighbour(&sheet, at)),
        next: neighbour(&sheet, index + 1),
    };
    let description = describe(edition, table);
    let dataset = Dataset {
        name: format!("{}《{}》", edition.body_name(), title(table)),
        description: &description,
        path: &sheet.path,
        files: edition.table_csv(table).into_iter().chain(edition.workbook()).collect(),
        part: true,
    };
    sheet.frame.dataset = dataset.json_ld(edition);
    sheet.render("table.html", description, &view)
}

/// What there is to download: words, link, name.
fn files(sheet: &PageContext, table: &Table) -> Vec<(&'static str, String, String)> {
    let file = |words, file: &Written| {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        (words, sheet.links.to(&file.path), name.to_owned())
    };
    let own = sheet.edition.table_csv(table).map(|csv| file("下载这张表（CSV）", csv));
    let all = sheet.edition.workbook().map(|book| file("下载全部报表（XLSX）", book));
    own.into_iter().chain(all).collect()
}

fn neighbour(sheet: &PageContext, index: usize) -> Option<Neighbour> {
    let edition = sheet.edition;
    let table = edition.disclosure().tables.get(index)?;
    Some(Neighbour {
        name: edition.short(table),
        href: sheet.links.to(&address::table(edition.id(), &table.id)),
    })
}

/// Whether a table lists more than it is about, so that its total does not answer what it
/// is asked: 三公 with 会议费 and 培训费.
fn holds_more(edition: &DisclosureContext, table: &Table) -> bool {
    edition.spec(table).is_some_and(|spec| table.lists_any(&spec.beyond))
}

fn describe(edition: &DisclosureContext, table: &Table) -> String {
    let (body, title) = (edition.body_name(), title(table));
    let words = edition.spec(table).map_or("", |spec| spec.description.as_str());
    let headline = headline(table).filter(|_| !holds_more(edition, table));
    let figure = headline.unwrap_or_else(|| match table.figures().count() {
        0 => "没有金额。".to_owned(),
        count => format!("列有 {count} 个金额。"),
    });
    format!("{body}《{title}》，照公开原文列出，{}。{figure}{words}", table::unit_words(table))
}

/// The table's first total in words: `支出总计 9,784.70 万元。`
fn headline(table: &Table) -> Option<String> {
    let figure = table.figures().find(|figure| figure.entry.total && figure.confidence().is_sure())?;
    let unit = figure.unit().map(|unit| format!(" {}", unit.name())).unwrap_or_default();
    Some(format!("{} {}{unit}。", plain(&figure.entry.label), figure.cell.grouped()))
}
