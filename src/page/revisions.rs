//! What changed between the texts of a disclosure: a page of all changes, the earlier texts
//! line by line, and the sign in a cell that said something else before.

use serde::Serialize;

use crate::address;
use crate::artifact::Artifact;
use crate::model::{CellChange, CellText, RevisedText, Revisions, Table, TableChange, count};
use crate::page::ThemeError;
use crate::page::context::{DisclosureContext, NavigationPlace, PageContext};
use crate::page::href::Links;
use crate::page::html::{attribute, escape_into, plain};
use crate::source::{FileId, Line, SourceFile};

#[derive(Debug, Serialize)]
struct View {
    lead: String,
    texts: Vec<TextView>,
    tables: Vec<TableView>,
    changed: Vec<Revised>,
    doubtful: Vec<Revised>,
    doubtful_count: usize,
    unknown: usize,
}

#[derive(Debug, Serialize)]
struct TextView {
    name: String,
    href: Option<String>,
    files: Vec<FileView>,
}

#[derive(Debug, Serialize)]
struct FileView {
    name: String,
    lines: u32,
    hash: String,
}

/// A table that not all texts have.
#[derive(Debug, Serialize)]
struct TableView {
    title: String,
    href: Option<String>,
    words: String,
}

/// The cells of one table that changed.
#[derive(Debug, Serialize)]
pub(super) struct Revised {
    title: String,
    href: String,
    /// What each column of the list is of: the days of the texts.
    texts: Vec<String>,
    cells: Vec<CellView>,
}

#[derive(Debug, Serialize)]
struct CellView {
    /// Its anchor, on the page of all changes.
    id: Option<String>,
    name: String,
    href: Option<String>,
    said: Vec<SaidView>,
}

#[derive(Debug, Serialize)]
struct SaidView {
    words: String,
    printed: bool,
    /// Whether it differs from the text before.
    changed: bool,
    unit: Option<&'static str>,
    doubt: Option<&'static str>,
    line: Option<u32>,
    href: Option<String>,
}

/// The day of a text, or what it is called.
fn name(text: &RevisedText, is_last: bool) -> String {
    match (&text.day, is_last) {
        (Some(day), false) => day.clone(),
        (Some(day), true) => format!("现在（{day}）"),
        (None, _) => "现在".to_owned(),
    }
}

fn names(all: &Revisions) -> Vec<String> {
    let last = all.texts.len().saturating_sub(1);
    all.texts.iter().enumerate().map(|(at, text)| name(text, at == last)).collect()
}

/// The page of all changes.
pub(super) fn page(edition: &DisclosureContext, all: &Revisions) -> Result<Artifact, ThemeError> {
    let sheet = edition.sheet(NavigationPlace::Revisions);
    let of = |sure: bool| all.changes.iter().filter(move |change| change.sure == sure);
    let view = View {
        lead: lead(all),
        texts: texts_of(&sheet, all),
        tables: all.tables.iter().map(|table| table_view(&sheet, all, table)).collect(),
        changed: by_table(&sheet, all, of(true)),
        doubtful: by_table(&sheet, all, of(false)),
        doubtful_count: of(false).count(),
        unknown: all.unknown,
    };
    let description = format!("{}{}先后的文本：{}", edition.body_name(), edition.year_and_kind(), view.lead);
    sheet.render("revisions.html", description, &view)
}

fn lead(all: &Revisions) -> String {
    let (sure, texts) = (all.changes.iter().filter(|change| change.sure).count(), all.texts.len());
    let tables = all.tables.iter().filter(|table| table.sure).count();
    let missing = if tables > 0 { format!("，{tables} 张表不是每份都有") } else { String::new() };
    let doubtful = all.changes.len().saturating_sub(sure);
    let open = if doubtful > 0 {
        format!("另有 {doubtful} 格前后读出的不同，存疑。")
    } else {
        String::new()
    };
    match (sure, tables) {
        (0, 0) => format!("这份公开有 {texts} 份文本，没有发现确定改了的数。{open}"),
        _ => format!("这份公开有 {texts} 份文本，有 {sure} 格的数改过{missing}。{open}"),
    }
}

fn texts_of(sheet: &PageContext, all: &Revisions) -> Vec<TextView> {
    let last = all.texts.len().saturating_sub(1);
    let file = |file: &SourceFile| FileView {
        name: file.name().to_owned(),
        lines: file.line_count(),
        hash: blake3::hash(file.text().as_bytes()).to_hex().to_string(),
    };
    let view = |(at, text): (usize, &RevisedText)| TextView {
        name: name(text, at == last),
        href: Some(sheet.links.to(&page_of(sheet.edition, text, at == last))),
        files: text.source.files().iter().map(file).collect(),
    };
    all.texts.iter().enumerate().map(view).collect()
}

/// The page that shows a text line by line.
fn page_of(edition: &DisclosureContext, text: &RevisedText, is_last: bool) -> String {
    match (&text.day, is_last) {
        (Some(day), false) => address::version(edition.id(), day),
        _ => address::source(edition.id()),
    }
}

fn table_view(sheet: &PageContext, all: &Revisions, table: &TableChange) -> TableView {
    let there = table.there.last() == Some(&true);
    let names = names(all);
    let with: Vec<&str> =
        names.iter().zip(&table.there).filter(|(_, has)| **has).map(|(name, _)| name.as_str()).collect();
    let doubt = if table.sure { "" } else { "。存疑：也可能是本站没有认出" };
    TableView {
        title: plain(&table.title),
        href: there.then(|| sheet.links.to(&address::table(sheet.edition.id(), &table.id))),
        words: format!("{}的文本里有，其余的没有{doubt}。", with.join("、")),
    }
}

/// The changes by their tables, in order.
fn by_table<'a>(
    sheet: &PageContext,
    all: &Revisions,
    changes: impl Iterator<Item = &'a CellChange>,
) -> Vec<Revised> {
    let mut tables: Vec<(&str, Revised)> = Vec::new();
    for change in changes {
        if tables.last().is_none_or(|(id, _)| *id != change.table) {
            tables.push((&change.table, revised(sheet, all, change)));
        }
        if let Some((_, table)) = tables.last_mut() {
            let id = address::revised_anchor(&change.table, &change.row, &change.column);
            table.cells.push(CellView { id: Some(id), ..cell(sheet, all, change) });
        }
    }
    tables.into_iter().map(|(_, table)| table).collect()
}

/// The table of a change, without its cells.
fn revised(sheet: &PageContext, all: &Revisions, change: &CellChange) -> Revised {
    let edition = sheet.edition;
    let there = edition.table(&change.table).map(|table| address::table(edition.id(), &table.id));
    let path = there.unwrap_or_else(|| address::tables(edition.id()));
    Revised { title: plain(&change.title), href: sheet.links.to(&path), texts: names(all), cells: Vec::new() }
}

/// What the cells of a table said in earlier texts; `None` where nothing else.
pub(super) fn of_table(sheet: &PageContext, table: &Table) -> Option<Revised> {
    let all = sheet.edition.revisions?;
    let own = || all.changes.iter().filter(|change| change.table == table.id);
    let list = Revised {
        href: sheet.links.to(&address::revisions(sheet.edition.id())),
        ..revised(sheet, all, own().next()?)
    };
    Some(Revised { cells: own().map(|change| cell(sheet, all, change)).collect(), ..list })
}

fn cell(sheet: &PageContext, all: &Revisions, change: &CellChange) -> CellView {
    let id = sheet.edition.id();
    let there = address::cell(id, &change.table, &change.row, &change.column);
    let last = all.texts.len().saturating_sub(1);
    let line = |at: usize, line: Line| match (&all.texts[at].day, at == last) {
        (Some(day), false) => address::version_line(id, day, line),
        _ => address::source_line(id, line),
    };
    let said = |(at, said): (usize, &CellText)| SaidView {
        words: said.words.clone(),
        printed: said.printed,
        changed: at > 0 && !said.is_same(&change.said[at - 1]),
        unit: said.unit.filter(|_| said.printed).map(|unit| unit.name()),
        doubt: said.doubt.filter(|_| said.line.is_some()),
        line: said.line.map(|line| line.number),
        href: said.line.map(|found| sheet.links.to(&line(at, found))),
    };
    CellView {
        id: None,
        name: [plain(&change.row_label), plain(&change.column_label)].join("，"),
        href: change.stands().then(|| sheet.links.to(&there)),
        said: change.said.iter().enumerate().map(said).collect(),
    }
}

/// Appends what a cell said in earlier texts, where it said something else.
pub(super) fn sign_into(
    out: &mut String,
    edition: &DisclosureContext,
    table: &Table,
    (row, column): (&str, &str),
    links: &Links,
) {
    let Some(all) = edition.revisions else { return };
    let Some(change) = edition.revised(&table.id, row, column) else { return };
    out.push_str("<span class=\"was rev\"><a class=\"correction\"");
    attribute(out, "href", &links.to(&address::revised_cell(edition.id(), &table.id, row, column)));
    out.push_str(if change.sure { ">改过</a>" } else { ">存疑</a>" });
    let now = change.said.last();
    let other = |said: &CellText| now.is_none_or(|now| !said.is_same(now));
    let unit = |said: &CellText| said.unit.filter(|unit| now.is_none_or(|now| now.unit != Some(*unit)));
    for (text, said) in all.texts.iter().zip(&change.said).filter(|(_, said)| other(said)) {
        out.push(' ');
        escape_into(out, text.day.as_deref().unwrap_or_default());
        out.push_str(if said.printed { " <s>" } else { " " });
        escape_into(out, &said.words);
        if let Some(unit) = unit(said).filter(|_| said.printed) {
            out.push(' ');
            out.push_str(unit.name());
        }
        out.push_str(if said.printed { "</s>" } else { "" });
    }
    out.push_str("</span>");
}

#[derive(Debug, Serialize)]
struct TextPage {
    day: String,
    href: String,
    files_html: String,
}

/// The pages of the earlier texts.
pub(super) fn texts<'a>(
    edition: &'a DisclosureContext<'a>,
    all: &'a Revisions,
) -> impl Iterator<Item = Result<Artifact, ThemeError>> + 'a {
    let earlier = all.texts.iter().take(all.texts.len().saturating_sub(1));
    earlier.filter_map(move |text| Some(self::text(edition, text, text.day.as_ref()?)))
}

fn text(edition: &DisclosureContext, text: &RevisedText, day: &str) -> Result<Artifact, ThemeError> {
    let path = address::version(edition.id(), day);
    let sheet = edition.sheet_below(NavigationPlace::Revisions, path, Some(day));
    let mut files_html = String::new();
    for (file, at) in text.source.files().iter().zip(0..) {
        listing(&mut files_html, FileId(at), file);
    }
    let view =
        TextPage { day: day.to_owned(), href: sheet.links.to(&address::revisions(edition.id())), files_html };
    let lines = count(text.source.files().iter().map(|file| file.line_count() as usize));
    let description =
        format!("{}{}在 {day} 的文本，{lines} 行，逐行编号。", edition.body_name(), edition.year_and_kind());
    sheet.render("version.html", description, &view)
}

/// Appends a file line by line, each with its address.
fn listing(out: &mut String, id: FileId, file: &SourceFile) {
    out.push_str("<h2>");
    escape_into(out, file.name());
    out.push_str("</h2>\n<ol class=\"listing\">\n");
    for number in 1..=file.line_count() {
        let anchor = address::line_anchor(Line { file: id, number });
        out.push_str("<li");
        attribute(out, "id", &anchor);
        out.push_str(&format!("><a href=\"#{anchor}\">{number}</a><code>"));
        escape_into(out, file.line(number));
        out.push_str("</code></li>\n");
    }
    out.push_str("</ol>\n");
}
