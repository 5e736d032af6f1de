//! docling: texts, tables and groups that refer to each other, in the order of the body.

use std::collections::HashSet;

use serde_json::Value;

use super::number;
use crate::import::Area;
use crate::import::document::{Block, Cell, Grid, OriginalPlace, TextLine};

/// The entries of the body with their pages; headers and footers are none of it.
pub fn blocks(document: &Value) -> Vec<(u32, Block)> {
    let mut blocks = Vec::new();
    let mut seen = HashSet::new();
    // A table is met twice: its captions come between.
    let mut left: Vec<(String, bool)> = Vec::new();
    let later = |left: &mut Vec<(String, bool)>, references: Vec<String>| {
        left.extend(references.into_iter().rev().map(|reference| (reference, false)));
    };
    later(&mut left, references(&document["body"], "children"));
    while let Some((reference, again)) = left.pop() {
        let entry = reference.strip_prefix('#').and_then(|path| document.pointer(path));
        let Some(entry) = entry.filter(|_| again || seen.insert(reference.clone())) else { continue };
        if reference.starts_with("#/tables/") && !again {
            left.push((reference, true));
            later(&mut left, references(entry, "captions"));
            continue;
        }
        let page = page(entry);
        let place = || OriginalPlace::OnPage(page, Area::default());
        if reference.starts_with("#/tables/") {
            blocks.push((page, Block::Grid(grid(&entry["data"], page))));
        } else if !matches!(entry["label"].as_str(), Some("page_header" | "page_footer")) {
            let text = entry["orig"].as_str().or_else(|| entry["text"].as_str()).unwrap_or_default().trim();
            let heading = matches!(entry["label"].as_str(), Some("title" | "section_header"));
            let line = TextLine { text: text.to_owned(), heading, place: place() };
            blocks.extend((!text.is_empty()).then_some((page, Block::Line(line))));
        }
        later(&mut left, references(entry, "children"));
    }
    blocks
}

/// What an entry refers to in one of its lists.
fn references(entry: &Value, list: &str) -> Vec<String> {
    let list = entry[list].as_array().into_iter().flatten();
    list.filter_map(|child| child["$ref"].as_str()).map(str::to_owned).collect()
}

fn page(entry: &Value) -> u32 {
    number(&entry["prov"][0]["page_no"]).max(1) as u32
}

/// Most rows of a table, whatever it claims: a page holds no more.
const MOST_ROWS: usize = 2_000;

fn grid(data: &Value, page: u32) -> Grid {
    let mut cells: Vec<(usize, Cell)> = data["table_cells"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|cell| {
            let lines = cell["text"].as_str().unwrap_or_default().lines().map(str::trim).map(str::to_owned);
            let made = Cell {
                column: number(&cell["start_col_offset_idx"]),
                across: number(&cell["col_span"]).max(1),
                down: number(&cell["row_span"]).max(1),
                lines: lines.filter(|line| !line.is_empty()).collect(),
                place: OriginalPlace::OnPage(page, Area::default()),
            };
            (number(&cell["start_row_offset_idx"]), made)
        })
        .collect();
    cells.sort_by_key(|(row, cell)| (*row, cell.column));
    let last = cells.last().map_or(0, |(row, _)| row + 1);
    let rows = last.min(MOST_ROWS);
    cells.retain(|(row, _)| *row < rows);
    let mut grid = Grid { rows: vec![Vec::new(); rows] };
    for (row, cell) in cells {
        grid.rows[row].push(cell);
    }
    grid
}
