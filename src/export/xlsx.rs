//! The tables of a disclosure as one workbook, a sheet a table.
//!
//! A cell is a number only where the spreadsheet shows exactly what was printed;
//! everything else is text, and nothing is a formula. A table that a spreadsheet
//! cannot hold leaves the disclosure without one.

use std::collections::HashSet;

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::address;
use crate::artifact::Artifact;
use crate::catalogue::Catalogue;
use crate::model::{Cell, Column, ColumnRole, Disclosure, HeaderCell, Provenance, Table};
use crate::money::grouped;

/// Digits that a spreadsheet keeps of a number.
const DIGITS: usize = 15;

/// Characters of a sheet's name.
const NAME: usize = 31;

const NOT_OFFICIAL: &str = "这不是官方文件。内容来自该单位公开的文本，照原样列出；以该单位正式公布的为准。";
/// The ground of a cell that may be misread.
const DOUBT: u32 = 0x00FF_F2CC;

const DOUBTFUL: &str =
    "底色浅黄的，本站可能没有读对它属于哪一张表、哪一行、哪一栏，或没有读出单位；引用前请对照原文。";
const NUMBERS: &str = "能一位不差显示的金额存成数字，其余照印出的样子存成文字；没有公式。";

/// Most tables of one workbook: no spreadsheet program makes anything of more sheets.
const MOST_SHEETS: usize = 400;

/// The workbook of all tables; `None` where there are none, or more than one holds.
pub(super) fn file(disclosure: &Disclosure, catalogue: &Catalogue) -> Option<Artifact> {
    let held = (1..=MOST_SHEETS).contains(&disclosure.tables.len());
    let bytes = held.then(|| book(disclosure, catalogue).ok()).flatten()?;
    Some(Artifact::new(address::whole_file(&disclosure.id, "xlsx"), bytes))
}

fn book(disclosure: &Disclosure, catalogue: &Catalogue) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The clock has no say in the bytes: the first day of the fiscal year.
    let day = ExcelDateTime::from_ymd(disclosure.id.year, 1, 1)?;
    let about = DocProperties::new().set_title(&disclosure.title).set_company(&disclosure.body_name);
    book.set_properties(&about.set_creation_datetime(&day));
    let mut names = Vec::new();
    for (at, table) in disclosure.tables.iter().enumerate() {
        let name = sheet_name(at + 1, table, catalogue);
        let sheet = book.add_worksheet();
        sheet.set_name(&name)?;
        fill(sheet, table)?;
        names.push(name);
    }
    notes(book.add_worksheet(), disclosure, &names)?;
    book.save_to_buffer()
}

/// `1 收支总表`, without what a sheet's name may not hold.
fn sheet_name(number: usize, table: &Table, catalogue: &Catalogue) -> String {
    let spec = catalogue.table(&table.id).filter(|_| table.known);
    let title = spec.map_or(table.title.as_str(), |spec| &spec.short);
    let title: String = title.chars().filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control()).collect();
    let mut name = format!("{number} {}", title.trim());
    while name.encode_utf16().count() > NAME {
        name.pop();
    }
    name
}

fn fill(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    for (at, column) in table.columns.iter().enumerate() {
        sheet.set_column_width(u16_of(at)?, width(column))?;
    }
    header(sheet, table)?;
    let first = table.header.len();
    for (row, printed) in table.rows.iter().enumerate() {
        for (at, cell) in printed.cells.iter().enumerate() {
            let column = table.columns.get(at);
            let amounts = column.is_some_and(|column| column.role == ColumnRole::Amount);
            let doubtful = |column| !table.confidence_of(printed, column, cell).is_sure();
            let doubtful = !cell.is_blank() && column.is_some_and(doubtful);
            put(sheet, (u32_of(first + row)?, u16_of(at)?), cell, amounts, &format(doubtful))?;
        }
    }
    sheet.set_freeze_panes(u32_of(first)?, 0)?;
    Ok(())
}

fn width(column: &Column) -> u32 {
    match column.role {
        ColumnRole::Label | ColumnRole::Text => 34,
        ColumnRole::Code | ColumnRole::Amount => 16,
    }
}

/// The headings, merged as published where they do not overlap.
fn header(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let format = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Center);
    let format = format.set_align(FormatAlign::VerticalCenter).set_border(FormatBorder::Thin);
    let mut taken = HashSet::new();
    for (row, cells) in table.header.iter().enumerate() {
        for cell in cells {
            let places = places(row, cell, table);
            let free = places.iter().all(|place| taken.insert(*place));
            let (top, left) = (u32_of(row)?, u16_of(cell.column)?);
            match places.last().filter(|_| free && places.len() > 1) {
                Some((bottom, right)) => {
                    sheet.merge_range(top, left, u32_of(*bottom)?, u16_of(*right)?, &cell.text, &format)?;
                }
                None => {
                    sheet.write_string_with_format(top, left, &cell.text, &format)?;
                }
            }
        }
    }
    Ok(())
}

/// The places that a heading spans within the header, row by row.
fn places(row: usize, cell: &HeaderCell, table: &Table) -> Vec<(usize, usize)> {
    let rows = row..(row + cell.rowspan.max(1)).min(table.header.len());
    let columns = cell.column..(cell.column + cell.colspan.max(1)).min(table.columns.len());
    rows.flat_map(|row| columns.clone().map(move |column| (row, column))).collect()
}

/// What is in doubt stands on a ground of its own.
fn format(doubtful: bool) -> Format {
    if doubtful { Format::new().set_background_color(DOUBT) } else { Format::new() }
}

fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    amounts: bool,
    format: &Format,
) -> Result<(), XlsxError> {
    match number(cell).filter(|_| amounts) {
        Some((number, pattern)) => {
            let format = format.clone().set_num_format(pattern);
            sheet.write_number_with_format(row, column, number, &format)?;
        }
        None if amounts && cell.amount().is_some() => {
            let right = format.clone().set_align(FormatAlign::Right);
            sheet.write_string_with_format(row, column, &cell.raw, &right)?;
        }
        None => {
            sheet.write_string_with_format(row, column, &cell.raw, format)?;
        }
    }
    Ok(())
}

/// The number, and the format that shows it just as printed; `None` where no
/// format does, or digits would be lost.
fn number(cell: &Cell) -> Option<(f64, String)> {
    let amount = cell.amount().filter(|amount| !(amount.is_zero() && amount.is_sign_negative()))?;
    let plain = amount.to_string();
    let whole = match &cell.raw {
        raw if *raw == plain => "0",
        raw if *raw == grouped(amount) => "#,##0",
        _ => return None,
    };
    let number: f64 = plain.parse().ok()?;
    let kept = number.to_string().parse::<Decimal>().is_ok_and(|kept| kept == amount);
    let short = plain.bytes().filter(u8::is_ascii_digit).count() <= DIGITS;
    let point = if amount.scale() > 0 { "." } else { "" };
    (kept && short).then(|| (number, format!("{whole}{point}{}", "0".repeat(amount.scale() as usize))))
}

/// The last sheet: what this is and where it comes from.
fn notes(sheet: &mut Worksheet, disclosure: &Disclosure, names: &[String]) -> Result<(), XlsxError> {
    sheet.set_name("说明")?;
    sheet.set_column_width(0, 24)?;
    sheet.set_column_width(1, 100)?;
    let rows = note_rows(disclosure, names);
    for (row, (what, value)) in rows.iter().enumerate() {
        sheet.write_string(u32_of(row)?, 0, what)?;
        sheet.write_string(u32_of(row)?, 1, value)?;
    }
    Ok(())
}

fn note_rows(disclosure: &Disclosure, names: &[String]) -> Vec<(String, String)> {
    let front = &disclosure.front;
    let kind = format!("{}年{}", disclosure.id.year, disclosure.id.kind.name());
    let facts = [
        ("注意", Some(NOT_OFFICIAL.to_owned())),
        ("金额", Some(NUMBERS.to_owned())),
        ("存疑", disclosure.tables.iter().any(is_doubtful).then(|| DOUBTFUL.to_owned())),
        ("公开标题", Some(disclosure.title.clone())),
        ("单位", Some(disclosure.body_name.clone())),
        ("年度", Some(kind)),
        ("公布网址", front.source_url.clone()),
        ("公布日期", front.published.clone()),
        ("编者注", front.note.clone()),
    ];
    let mut rows: Vec<(String, String)> =
        facts.into_iter().filter_map(|(what, value)| Some((what.to_owned(), value?))).collect();
    for (table, name) in disclosure.tables.iter().zip(names) {
        let unit = table.unit.map_or("单位未认出", |unit| unit.name());
        let title = if table.title.is_empty() { &table.id } else { &table.title };
        rows.push((format!("工作表“{name}”"), format!("{title}；金额单位：{unit}")));
    }
    for correction in disclosure.corrections.iter().filter(|one| one.of.table().is_some()) {
        let Provenance { why, by, date, .. } = &correction.provenance;
        let (printed, is) = (&correction.printed, &correction.is);
        let words = format!("原文“{printed}”，更正为 {is}；{why}（{by}，{date}）");
        rows.push((format!("更正：{}", correction.name), words));
    }
    for file in disclosure.source.files() {
        let hash = blake3::hash(file.text().as_bytes()).to_hex();
        rows.push((format!("原文 {}", file.name()), format!("BLAKE3 {hash}（按删去个人信息后的文本计算）")));
    }
    rows
}

fn is_doubtful(table: &Table) -> bool {
    table.figures().any(|figure| !figure.confidence().is_sure())
}

fn u16_of(at: usize) -> Result<u16, XlsxError> {
    at.try_into().map_err(|_| XlsxError::RowColumnLimitError)
}

fn u32_of(at: usize) -> Result<u32, XlsxError> {
    at.try_into().map_err(|_| XlsxError::RowColumnLimitError)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Value;
    use crate::source::{FileId, Span};

    #[test]
    fn a_number_shows_what_was_printed_or_is_text() {
        for (raw, value, shown) in [
            ("9784.70", "9784.70", Some("0.00")),
            ("9,784.70", "9784.70", Some("#,##0.00")),
            ("-12", "-12", Some("0")),
            ("0", "0", Some("0")),
            ("＋5", "5", None),
            ("97,84", "9784", None),
            ("-0.00", "-0.00", None),
            ("（12.5）", "-12.5", None),
            ("1234567890123.45", "1234567890123.45", Some("0.00")),
            ("12345678901234.56", "12345678901234.56", None),
            ("123456789012345.67", "123456789012345.67", None),
            ("1234567890123456.70", "1234567890123456.70", None),
        ] {
            let span = Span { file: FileId(0), start: 0, end: 0 };
            let value = Value::Amount(value.parse().unwrap());
            let cell = Cell {
                raw: raw.to_owned(),
                span,
                value,
                confidence: crate::model::Confidence::Sure,
                correction: None,
            };
            assert_eq!(number(&cell).map(|(_, pattern)| pattern).as_deref(), shown, "{raw}");
        }
    }
}
