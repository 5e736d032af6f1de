//! The lines of a file as redaction sees them: runs of rows, and text.

use crate::read::pieces::{RawRow, html, rows};
use crate::read::text::is_furniture;
use crate::source::{FileId, Line, Source};

/// A run of rows or a line of text.
#[derive(Debug)]
pub enum Block {
    Rows(Vec<RawRow>),
    Text(Line),
}

/// The blocks of a file. Blank lines, page numbers and markup part no rows.
pub fn blocks(source: &Source, id: FileId) -> Vec<Block> {
    let file = source.file(id);
    let mut blocks = Vec::new();
    let mut run: Vec<RawRow> = Vec::new();
    let mut number = 1;
    while number <= file.line_count() {
        let line = Line { file: id, number };
        let text = file.line(number);
        number += 1;
        if html::begins(text) || text.contains("<td") {
            let table = html::read(file, id, line.number);
            run.extend(table.rows);
            number = table.lines.end;
        } else if let Some(cells) = rows::split(source, line).or_else(|| rows::split_bare(source, line)) {
            run.push(RawRow { line, cells });
        } else if !(text.trim().is_empty() || is_furniture(text) || rows::is_markup(text)) {
            close(&mut run, &mut blocks);
            blocks.push(Block::Text(line));
        }
    }
    close(&mut run, &mut blocks);
    blocks
}

fn close(run: &mut Vec<RawRow>, blocks: &mut Vec<Block>) {
    if !run.is_empty() {
        blocks.push(Block::Rows(std::mem::take(run)));
    }
}
