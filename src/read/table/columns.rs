//! What each column is, and which columns stand side by side as blocks.

use crate::catalogue::normal::{hashed_key, label, yearless, years};
use crate::catalogue::schema::TableSpec;
use crate::model::{Block, Column, ColumnRole, Doubt, Numbered};
use crate::money::{Unit, looks_like_amount};
use crate::read::table::header::Layout;

/// Headings that name rows, whatever the table.
const NAMING: &[&str] = &[
    "项目",
    "项目名称",
    "科目名称",
    "科目编码",
    "科目代码",
    "功能科目名称",
    "功能科目代码",
    "功能分类科目名称",
    "功能分类科目编码",
    "单位名称",
    "序号",
    "类",
    "款",
    "经济分类科目编码",
    "收入科目编码",
];

/// Words in headings of numbers that are no money.
const COUNTS: &[&str] = &[
    "行次",
    "栏次",
    "%",
    "％",
    "比例",
    "占比",
    "增长率",
    "增幅",
    "幅度",
    "数量",
    "人数",
    "个数",
    "台数",
    "面积",
];

/// The columns with their keys and roles, and the blocks they make.
pub fn resolve(layout: &Layout, spec: Option<&TableSpec>) -> (Vec<Column>, Vec<Block>) {
    let ranges = block_ranges(layout, spec);
    let mut columns = Vec::new();
    let mut blocks = Vec::new();
    for (index, range) in ranges.iter().enumerate() {
        let key = block_key(layout, spec, ranges.len(), index, range.start);
        let mut keys = Numbered::default();
        let mut own: Vec<Column> = range.clone().map(|at| column(layout, spec, &key, index, at)).collect();
        tell_apart(spec, &mut own);
        tell_years_apart(&mut own);
        for mut column in own {
            let free = keys.unique(&column.key);
            if column.role == ColumnRole::Amount && free != column.key {
                column.confidence = column.confidence.and(Doubt::DuplicateKey.into());
            }
            if column.role != ColumnRole::Code {
                column.key = free;
            }
            columns.push(column);
        }
        blocks.push(block(key, range.clone(), &mut columns));
    }
    (columns, blocks)
}

/// Gives the columns that mean something else beside others their own keys.
fn tell_apart(spec: Option<&TableSpec>, columns: &mut [Column]) {
    let Some(spec) = spec else { return };
    let keys: Vec<String> = columns.iter().map(|column| column.key.clone()).collect();
    for column in columns {
        if let Some(known) = spec.column_beside(&column.path, &keys) {
            column.key.clone_from(&known.key);
        }
    }
}

/// Of columns that mean the same in different years (`2022年预算数` beside
/// `2023年预算数`) the latest has the plain key.
fn tell_years_apart(columns: &mut [Column]) {
    let years: Vec<u16> = columns.iter().map(|column| year(&column.path)).collect();
    let keys: Vec<String> = columns.iter().map(|column| column.key.clone()).collect();
    for (at, column) in columns.iter_mut().enumerate().filter(|(at, _)| years[*at] > 0) {
        let later = |other: usize| keys[other] == keys[at] && years[other] > years[at];
        if column.role == ColumnRole::Amount && (0..keys.len()).any(later) {
            column.key = format!("{}-previous", keys[at]);
        }
    }
}

/// The year that the headings of a column name: in numbers, or as this one and
/// the last; 0 where they name none.
fn year(path: &[String]) -> u16 {
    let says = |word: &str| path.iter().any(|heading| heading.contains(word));
    let named = path.iter().flat_map(|heading| years(heading)).max();
    named.unwrap_or(if says("本年") || says("当年") { 2 } else { u16::from(says("上年")) })
}

fn block(key: String, range: std::ops::Range<usize>, columns: &mut [Column]) -> Block {
    let of = |role: ColumnRole| range.clone().find(|at| columns[*at].role == role);
    let codes: Vec<usize> = range.clone().filter(|at| columns[*at].role == ColumnRole::Code).collect();
    let label = of(ColumnRole::Label).or_else(|| of(ColumnRole::Text));
    let label = label.or_else(|| codes.first().copied()).unwrap_or(range.start);
    if columns[label].role == ColumnRole::Text {
        columns[label].role = ColumnRole::Label;
    }
    Block { key, columns: range, label, codes }
}

/// A block begins at a column that names rows and stands behind amounts.
fn block_ranges(layout: &Layout, spec: Option<&TableSpec>) -> Vec<std::ops::Range<usize>> {
    let mut starts = vec![0];
    let mut amounts = false;
    for at in 0..layout.width {
        let known = spec.and_then(|spec| spec.column(&layout.paths[at], None));
        if known.is_some_and(|column| column.role == "text") {
            // Words beside amounts (增减%), or before them.
        } else if names_rows(layout, spec, at) {
            if amounts {
                starts.push(at);
            }
            amounts = false;
        } else if !layout.paths[at].is_empty() {
            amounts = true;
        }
    }
    let ends = starts.iter().skip(1).copied().chain([layout.width]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

fn names_rows(layout: &Layout, spec: Option<&TableSpec>, at: usize) -> bool {
    let path = &layout.paths[at];
    let Some(heading) = path.last() else { return false };
    let known = spec.and_then(|spec| spec.column(path, None));
    known.map_or_else(
        || NAMING.contains(&yearless(&label(heading)).as_str()),
        |column| matches!(column.role.as_str(), "label" | "code"),
    )
}

fn block_key(layout: &Layout, spec: Option<&TableSpec>, count: usize, index: usize, start: usize) -> String {
    if count == 1 {
        return only_block(layout, spec);
    }
    let known = spec.map(|spec| spec.blocks.as_slice()).unwrap_or_default();
    // 支出用途 under 支出 says more than 支出.
    let headings = layout.paths[start].iter().rev().map(|heading| yearless(&label(heading)));
    let by_heading =
        |heading: String| known.iter().find(|block| block.names.iter().any(|name| label(name) == heading));
    headings
        .filter_map(by_heading)
        .next()
        .or_else(|| known.get(index))
        .map_or_else(|| format!("b{}", index + 1), |block| block.key.clone())
}

/// The block that a table of one block is: where the catalogue knows several, the
/// one whose columns it has.
fn only_block(layout: &Layout, spec: Option<&TableSpec>) -> String {
    let known = spec.map(|spec| spec.blocks.as_slice()).unwrap_or_default();
    let has = |block: &str| {
        let columns = layout
            .paths
            .iter()
            .filter(|path| spec.is_some_and(|spec| spec.column(path, Some(block)).is_some()));
        columns.count()
    };
    let most = known.iter().max_by_key(|block| has(&block.key));
    most.filter(|_| known.len() > 1).map_or_else(|| "main".to_owned(), |block| block.key.clone())
}

fn column(layout: &Layout, spec: Option<&TableSpec>, block_key: &str, block: usize, at: usize) -> Column {
    let path = layout.paths[at].clone();
    let known = spec.and_then(|spec| spec.column(&path, Some(block_key)));
    let by_content = || match spec.is_some_and(|spec| spec.form) {
        true => ColumnRole::Text,
        false => role_by_content(layout, at),
    };
    let role = known.map_or_else(by_content, |known| role(&known.role));
    let key = known.map_or_else(|| unknown_key(&path, at), |known| known.key.clone());
    let key = if path.last().is_some_and(|heading| label(heading) == "行次") {
        "line-number".to_owned()
    } else {
        key
    };
    let unit = path.iter().rev().find_map(|heading| Unit::stated_in(heading));
    let unit = unit.filter(|_| role == ColumnRole::Amount);
    let unknown = spec.is_some() && known.is_none() && role == ColumnRole::Amount && key != "line-number";
    let confidence = unknown.then_some(Doubt::UnknownColumn).into();
    Column { key, path, role, block, unit, confidence }
}

fn unknown_key(path: &[String], at: usize) -> String {
    match path {
        [] => format!("column-{}", at + 1),
        path => hashed_key("c", &yearless(&path.join("/"))),
    }
}

fn role(name: &str) -> ColumnRole {
    match name {
        "code" => ColumnRole::Code,
        "label" => ColumnRole::Label,
        "text" => ColumnRole::Text,
        _ => ColumnRole::Amount,
    }
}

/// Amounts where any cell looks like one, unless the heading names rows.
fn role_by_content(layout: &Layout, at: usize) -> ColumnRole {
    let heading = layout.paths[at].last().map(|heading| label(heading)).unwrap_or_default();
    if heading.contains("编码") || heading.contains("代码") || heading == "序号" {
        return ColumnRole::Code;
    }
    if NAMING.contains(&heading.as_str()) {
        return ColumnRole::Label;
    }
    if COUNTS.iter().any(|word| heading.contains(word)) {
        return ColumnRole::Text;
    }
    let cells =
        || layout.body.iter().filter_map(|row| row.cells.get(at)).filter(|cell| !cell.text.is_empty());
    let words = cells().filter(|cell| !looks_like_amount(&cell.text)).count();
    let amounts = cells().count() - words;
    if amounts > 0 || (words == 0 && at > 0) { ColumnRole::Amount } else { ColumnRole::Text }
}
