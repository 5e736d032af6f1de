//! The lines of a file as redaction sees them: runs of rows, and text.

use crate::read::lex::{self, RawRow, Token};
use crate::read::redact::plain::half;
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
    let mut last = None;
    for token in lex::read(file, id, 1..file.line_count() + 1) {
        match token {
            Token::Run(read) => run.extend(read.rows.into_iter().map(plain)),
            Token::Text(line, span) if !is_furniture(source.slice(span)) && last != Some(line) => {
                close(&mut run, &mut blocks);
                blocks.push(Block::Text(line));
                last = Some(line);
            }
            Token::Text(..) | Token::Blank | Token::Markup(_) => {}
        }
    }
    close(&mut run, &mut blocks);
    blocks
}

/// A row in which letters and digits are of half width.
fn plain(mut row: RawRow) -> RawRow {
    for cell in row.cells.iter_mut().filter(|cell| cell.text.contains(|c| half(c) != c)) {
        cell.text = cell.text.chars().map(half).collect();
    }
    row
}

fn close(run: &mut Vec<RawRow>, blocks: &mut Vec<Block>) {
    if !run.is_empty() {
        blocks.push(Block::Rows(std::mem::take(run)));
    }
}
