//! Workbooks: a sheet is lines above, a table, lines below; numbers as they are displayed.

mod display;

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Dimensions, ExcelDateTime, Reader, SheetVisible, Xls, Xlsx};

use super::document::{Block, Cell, Document, Grid, Page, Place, TextLine};
use super::{Problem, archive};

/// Most cells with something in them of a workbook.
const MOST: usize = 500_000;

/// What stands in a sheet's cells, by row and column.
type Texts = BTreeMap<(u32, u32), String>;

/// Reads an `.xlsx`.
///
/// # Errors
/// Where it is no workbook, is locked, or claims more than any has.
pub fn xlsx(bytes: Vec<u8>) -> Result<Document, Problem> {
    archive::check(&bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut sheets = Vec::new();
    let mut cells = 0;
    for (name, visible) in names(&book) {
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
        sheets.push((name, visible, texts, merged));
    }
    Ok(document(sheets))
}

/// Reads an `.xls`, which says nothing of how numbers are displayed.
///
/// # Errors
/// As [`xlsx`].
pub fn xls(bytes: Vec<u8>) -> Result<Document, Problem> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut sheets = Vec::new();
    let mut cells = 0;
    for (name, visible) in names(&book) {
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let range = book.worksheet_range(&name).map_err(|error| broken(&error))?;
        let (top, left) = range.start().unwrap_or_default();
        let mut texts = Texts::new();
        for (row, column, value) in range.used_cells() {
            let place = (top + row as u32, left + column as u32);
            insert(&mut texts, place, of_value(value.clone(), ""), &mut cells)?;
        }
        sheets.push((name, visible, texts, merged));
    }
    Ok(document(sheets))
}

fn names<R: std::io::Read + std::io::Seek, B: Reader<R>>(book: &B) -> Vec<(String, SheetVisible)> {
    book.sheets_metadata().iter().map(|sheet| (sheet.name.clone(), sheet.visible)).collect()
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

fn document(sheets: Vec<(String, SheetVisible, Texts, Vec<Dimensions>)>) -> Document {
    let mut document = Document::default();
    for (name, visible, texts, merged) in sheets {
        if visible == SheetVisible::Visible {
            document.pages.push(page(&name, &texts, &merged));
        } else if !texts.is_empty() {
            document.doubts.push(format!("工作表“{name}”是隐藏的，没有读"));
        }
    }
    document
}

/// A sheet. Its name stands above where nothing in it is a title.
fn page(name: &str, texts: &Texts, merged: &[Dimensions]) -> Page {
    let rows = rows(name, texts, merged);
    let single = |row: &&Vec<Cell>| row.iter().filter(|cell| !cell.lines.is_empty()).count() == 1;
    let above = rows.iter().take_while(single).count();
    let below = below(&rows[above..]);
    let (above, table) = rows.split_at(above);
    let (table, below) = table.split_at(table.len() - below);
    let mut blocks = Vec::new();
    if above.is_empty() && !table.is_empty() {
        blocks.push(line(name.trim().to_owned(), Place::Sheet(name.to_owned(), 0, 0)));
    }
    blocks.extend(above.iter().flat_map(|row| lines(row)));
    if !table.is_empty() {
        let ends = table.iter().flatten().map(|cell| cell.column + cell.across);
        blocks.push(Block::Grid(Grid { columns: ends.max().unwrap_or_default(), rows: table.to_vec() }));
    }
    blocks.extend(below.iter().flat_map(|row| lines(row)));
    Page { number: None, name: Some(name.trim().to_owned()), blocks }
}

/// How many rows at the end stand below the table: one cell each, as wide as half the table, or
/// behind an empty row.
fn below(rows: &[Vec<Cell>]) -> usize {
    let columns = rows.first().and_then(|row| row.last()).map_or(0, |cell| cell.column + cell.across);
    let number = |row: &[Cell]| match row.first().map(|cell| &cell.place) {
        Some(Place::Sheet(_, row, _)) => *row,
        _ => 0,
    };
    let mut below = 0;
    for (at, row) in rows.iter().enumerate().rev() {
        let mut said = row.iter().filter(|cell| !cell.lines.is_empty());
        let (Some(one), None) = (said.next(), said.next()) else { break };
        let apart = at > 0 && number(row) > number(&rows[at - 1]) + 1;
        if one.across * 2 > columns || apart {
            below = rows.len() - at;
        }
    }
    below
}

fn line(text: String, place: Place) -> Block {
    Block::Line(TextLine { text, heading: false, place })
}

fn lines(row: &[Cell]) -> Vec<Block> {
    let lines = row.iter().flat_map(|cell| cell.lines.iter().map(|text| (text, &cell.place)));
    lines.map(|(text, place)| line(text.trim().to_owned(), place.clone())).collect()
}

/// The rows that hold something, their cells from the first column that does.
fn rows(name: &str, texts: &Texts, merged: &[Dimensions]) -> Vec<Vec<Cell>> {
    let left = texts.keys().map(|(_, column)| *column).min().unwrap_or_default();
    let used: Vec<u32> = {
        let mut rows: Vec<u32> = texts.keys().map(|(row, _)| *row).collect();
        rows.dedup();
        rows
    };
    let right = texts.keys().map(|(_, column)| *column).max().unwrap_or_default();
    let covered = |row: u32, column: u32| merged.iter().find(|area| area.contains(row, column));
    let count = |from: u32, to: u32| used.iter().filter(|row| (from..=to).contains(row)).count().max(1);
    used.iter()
        .map(|&row| {
            let mut cells = Vec::new();
            for column in left..=right.min(left + 400) {
                let (mut across, mut down) = (1, 1);
                if let Some(area) = covered(row, column) {
                    if (row, column) != area.start {
                        continue;
                    }
                    across = (area.end.1.min(right.max(column)) - column + 1) as usize;
                    down = count(row, area.end.0);
                }
                let text = texts.get(&(row, column)).map(String::as_str).unwrap_or_default();
                let lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned);
                cells.push(Cell {
                    column: (column - left) as usize,
                    across,
                    down,
                    lines: lines.collect(),
                    place: Place::Sheet(name.to_owned(), row, column),
                });
            }
            cells
        })
        .collect()
}
