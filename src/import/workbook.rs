//! Workbooks: a sheet is lines above, a table, lines below; numbers as they are displayed.

mod display;
mod hidden;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Data, Dimensions, ExcelDateTime, Range, Reader, SheetType, SheetVisible, Xls, Xlsx};

use super::Problem;
use super::archive::Archive;
use super::document::{Block, Cell, Document, Grid, OriginalPlace, Page, TextLine};
use hidden::Hidden;

/// Most cells of a workbook, with something in them or between such.
const MOST: usize = 500_000;

/// Most columns of a sheet that are read.
const WIDEST: u32 = 400;

/// What stands in a sheet's cells, by row and column.
type Texts = BTreeMap<(u32, u32), String>;

/// Reads an `.xlsx`.
///
/// # Errors
/// Where it is no workbook, is locked, or claims more than any has.
pub fn xlsx(bytes: Vec<u8>) -> Result<Document, Problem> {
    let mut archive = Archive::open(&bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_slice())).map_err(|error| broken(&error))?;
    let parts = hidden::parts(&mut archive)?;
    let mut sheets = Vec::new();
    let mut cells = 0;
    for (at, (name, visible)) in names(&book) {
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut reader = book.worksheet_cells_reader(&name).map_err(|error| broken(&error))?;
        let styles = reader.styles().to_vec();
        let mut texts = Texts::new();
        while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|error| broken(&error))? {
            let style = styles.get(style).and_then(|style| style.number_format.as_ref());
            let format = style.map_or("", |format| format.format_code.as_str());
            insert(
                &mut texts,
                cell.get_position(),
                of_value(cell.get_value().clone().into(), format),
                &mut cells,
            )?;
        }
        drop(reader);
        let sheet = archive.text(parts.get(at).map_or("", String::as_str))?;
        let sheet = sheet.ok_or_else(|| Problem::Broken(format!("没有工作表“{name}”")))?;
        let hidden = Hidden::of(&sheet)?;
        let open = open(&book.worksheet_formula(&name).unwrap_or_default(), &texts, &hidden);
        sheets.push(Sheet { name, visible, texts, merged, open, hidden });
    }
    document(sheets)
}

/// How many formulas that are shown have no value beside them.
fn open(formulas: &Range<String>, texts: &Texts, hidden: &Hidden) -> usize {
    let (top, left) = formulas.start().unwrap_or_default();
    let formulas = formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty());
    let places = formulas.map(|(row, column, _)| (top + row as u32, left + column as u32));
    places.filter(|place| !texts.contains_key(place) && hidden.shows(*place)).count()
}

/// Reads an `.xls`, of which it is not known how numbers are displayed, nor what is hidden in its sheets.
///
/// # Errors
/// As [`xlsx`].
pub fn xls(bytes: Vec<u8>) -> Result<Document, Problem> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut sheets = Vec::new();
    let mut cells = 0;
    for (_, (name, visible)) in names(&book) {
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let range = book.worksheet_range(&name).map_err(|error| broken(&error))?;
        let (top, left) = range.start().unwrap_or_default();
        let mut texts = Texts::new();
        for (row, column, value) in range.used_cells() {
            let place = (top + row as u32, left + column as u32);
            insert(&mut texts, place, of_value(value.clone(), ""), &mut cells)?;
        }
        let hidden = Hidden::default();
        let open = open(&book.worksheet_formula(&name).unwrap_or_default(), &texts, &hidden);
        sheets.push(Sheet { name, visible, texts, merged, open, hidden });
    }
    document(sheets)
}

/// The sheets that have cells, each with its place among all.
fn names<R: std::io::Read + std::io::Seek, B: Reader<R>>(book: &B) -> Vec<(usize, (String, SheetVisible))> {
    let sheets = book.sheets_metadata().iter().enumerate();
    let sheets = sheets.filter(|(_, sheet)| sheet.typ == SheetType::WorkSheet);
    sheets.map(|(at, sheet)| (at, (sheet.name.clone(), sheet.visible))).collect()
}

fn broken(error: &impl std::fmt::Display) -> Problem {
    let why = error.to_string();
    if why.to_lowercase().contains("password") { Problem::Locked } else { Problem::Broken(why) }
}

fn insert(texts: &mut Texts, place: (u32, u32), text: String, cells: &mut usize) -> Result<(), Problem> {
    if text.trim().is_empty() {
        return Ok(());
    }
    *cells += 1;
    if *cells > MOST {
        return Err(Problem::TooLarge);
    }
    texts.insert(place, text);
    Ok(())
}

fn of_value(value: Data, format: &str) -> String {
    match value {
        Data::Int(number) => display::number(&number.to_string(), format),
        Data::Float(number) => display::number(&format!("{number:.14e}"), format),
        Data::String(text) => text,
        Data::Bool(yes) => if yes { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(date) => of_date(&date, format),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text,
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}

fn of_date(date: &ExcelDateTime, format: &str) -> String {
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    match (format.contains('年'), format.contains('d')) {
        (true, true) => format!("{year}年{month}月{day}日"),
        (true, false) => format!("{year}年{month}月"),
        (false, _) => format!("{year}-{month:02}-{day:02}"),
    }
}

/// A sheet as it is stored.
struct Sheet {
    name: String,
    visible: SheetVisible,
    texts: Texts,
    merged: Vec<Dimensions>,
    /// How many formulas have no value beside them.
    open: usize,
    hidden: Hidden,
}

fn document(sheets: Vec<Sheet>) -> Result<Document, Problem> {
    let mut document = Document::default();
    let mut cells = 0;
    for Sheet { name, visible, mut texts, mut merged, open, hidden } in sheets {
        if visible != SheetVisible::Visible {
            if !texts.is_empty() {
                document.doubts.push(format!("工作表“{name}”是隐藏的，没有读"));
            }
            continue;
        }
        let told = document.doubts.len();
        let left_out = hidden.drop_from(&mut texts, &mut merged);
        document.doubts.extend(said(left_out).map(|what| format!("工作表“{name}”有 {what}是隐藏的，没有读")));
        let (left, right) = columns(&texts);
        let rows = texts.keys().map(|(row, _)| row).collect::<BTreeSet<_>>().len();
        cells += rows * (right - left + 1) as usize;
        if cells > MOST {
            return Err(Problem::TooLarge);
        }
        if texts.keys().any(|(_, column)| *column > right) {
            document.doubts.push(format!("工作表“{name}”右边 {WIDEST} 栏以外的格子没有读"));
        }
        if open > 0 {
            document.doubts.push(format!("工作表“{name}”有 {open} 个公式没有存下结果，读作空白"));
        }
        let unread = document.doubts.len() > told;
        document.pages.push(Page { unread, ..page(&name, &texts, &merged, &hidden) });
    }
    Ok(document)
}

/// Numbers of rows and columns, in words.
fn said(left_out: (usize, usize)) -> Option<String> {
    match left_out {
        (0, 0) => None,
        (rows, 0) => Some(format!("{rows} 行")),
        (0, columns) => Some(format!("{columns} 列")),
        (rows, columns) => Some(format!("{rows} 行、{columns} 列")),
    }
}

/// A sheet. Its name stands above where nothing in it is a title.
fn page(name: &str, texts: &Texts, merged: &[Dimensions], hidden: &Hidden) -> Page {
    let rows = rows(name, texts, merged, hidden);
    // A heading that goes on in the next row belongs to the table.
    let single = |row: &&Vec<Cell>| {
        let mut said = row.iter().filter(|cell| !cell.lines.is_empty());
        said.next().is_some_and(|cell| cell.down == 1) && said.next().is_none()
    };
    let above = rows.iter().take_while(single).count();
    let below = below(&rows[above..], hidden);
    let (above, table) = rows.split_at(above);
    let (table, below) = table.split_at(table.len() - below);
    let mut blocks = Vec::new();
    if above.is_empty() && !table.is_empty() {
        blocks.push(line(name.trim().to_owned(), OriginalPlace::Sheet(name.to_owned(), 0, 0)));
    }
    blocks.extend(above.iter().flat_map(|row| lines(row)));
    if !table.is_empty() {
        blocks.push(Block::Grid(Grid { rows: table.to_vec() }));
    }
    blocks.extend(below.iter().flat_map(|row| lines(row)));
    Page { name: Some(name.trim().to_owned()), blocks, ..Page::default() }
}

/// How many rows at the end stand below the table: one cell each, as wide as half the table, or
/// after an empty row.
fn below(rows: &[Vec<Cell>], hidden: &Hidden) -> usize {
    let columns = rows.first().and_then(|row| row.last()).map_or(0, |cell| cell.column + cell.across);
    let number = |row: &[Cell]| match row.first().map(|cell| &cell.place) {
        Some(OriginalPlace::Sheet(_, row, _)) => *row,
        _ => 0,
    };
    let mut below = 0;
    for (at, row) in rows.iter().enumerate().rev() {
        let mut said = row.iter().filter(|cell| !cell.lines.is_empty());
        let (Some(one), None) = (said.next(), said.next()) else { break };
        let apart = at > 0 && number(row) > hidden.rows.first_out(number(&rows[at - 1]) + 1);
        if one.across * 2 > columns || apart {
            below = rows.len() - at;
        }
    }
    below
}

fn line(text: String, place: OriginalPlace) -> Block {
    Block::Line(TextLine { text, heading: false, place })
}

fn lines(row: &[Cell]) -> Vec<Block> {
    let lines = row.iter().flat_map(|cell| cell.lines.iter().map(|text| (text, &cell.place)));
    lines.map(|(text, place)| line(text.trim().to_owned(), place.clone())).collect()
}

/// The rows that hold something, their cells from the first column that does.
fn rows(name: &str, texts: &Texts, merged: &[Dimensions], hidden: &Hidden) -> Vec<Vec<Cell>> {
    let mut used: Vec<u32> = texts.keys().map(|(row, _)| *row).collect();
    used.dedup();
    let (left, right) = columns(texts);
    let columns: Vec<u32> = (left..=right).filter(|column| !hidden.columns.has(*column)).collect();
    let mut areas: BTreeMap<u32, Vec<&Dimensions>> = BTreeMap::new();
    for area in merged.iter().filter(|area| area.end.1 >= left && area.start.1 <= right) {
        for row in within(&used, area.start.0, area.end.0) {
            areas.entry(*row).or_default().push(area);
        }
    }
    used.iter()
        .map(|&row| {
            let areas = areas.get(&row).map(Vec::as_slice).unwrap_or_default();
            let covering = |column: u32| areas.iter().find(|area| area.contains(row, column));
            let extent = |column: u32| {
                let Some(area) = covering(column) else { return Some(((row, column), (1, 1))) };
                let rows = within(&used, area.start.0, area.end.0);
                let across = within(&columns, area.start.1, area.end.1);
                // It begins where the first of it is that is read.
                let begins = rows.first() == Some(&row) && across.first() == Some(&column);
                begins.then_some((area.start, (across.len(), rows.len())))
            };
            let cell = |(number, &column): (usize, &u32)| {
                let (at, (across, down)) = extent(column)?;
                let text = texts.get(&at).map(String::as_str).unwrap_or_default();
                let lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned);
                let place = OriginalPlace::Sheet(name.to_owned(), row, column);
                Some(Cell { column: number, across, down, lines: lines.collect(), place })
            };
            columns.iter().enumerate().filter_map(cell).collect()
        })
        .collect()
}

/// The first and the last column that are read.
fn columns(texts: &Texts) -> (u32, u32) {
    let columns = || texts.keys().map(|(_, column)| *column);
    let left = columns().min().unwrap_or_default();
    (left, columns().max().unwrap_or_default().min(left + WIDEST - 1))
}

/// Those of some rows, or columns, in order, that are between two, both included.
fn within(numbers: &[u32], first: u32, last: u32) -> &[u32] {
    let from = numbers.partition_point(|number| *number < first);
    let to = numbers.partition_point(|number| *number <= last);
    &numbers[from..to.max(from)]
}
