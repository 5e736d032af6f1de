//! Tables whose columns are only blanks apart, as `pdftotext -layout` and others
//! write them. A row's cells are identified by their order and by where those of the rows
//! around it stand; headings by what they stand over.

mod again;
mod baseline;
mod chunks;
mod columns;
mod fixed;
mod head;
mod kind;
mod left;
mod rows;
mod sheet;
mod track;

use std::ops::Range;

use crate::read::lex::{LineRange, Token, spaced};
use sheet::Sheet;

/// The tables among lines that no other dialect claims, with the text beside them;
/// `None` where there is none.
pub fn read(place: LineRange<'_>, lines: Range<u32>) -> Option<Vec<Token>> {
    let sheet = Sheet::new(place, lines.clone());
    let tables = sheet.tables();
    let mut tokens = Vec::new();
    let mut from = lines.start;
    for table in &tables {
        let mut next = Some(table.start);
        while let Some(start) = next {
            let start = if start == table.start { start } else { sheet.behind_page_head(start..table.end) };
            if start == table.end {
                break;
            }
            spaced::read(place, from..start, &mut tokens);
            let (run, rest) = rows::read(&sheet, &(start..table.end), start > table.start);
            tokens.push(Token::Run(run));
            next = rest;
            from = rest.unwrap_or(table.end);
        }
    }
    spaced::read(place, from..lines.end, &mut tokens);
    (!tables.is_empty()).then_some(tokens)
}
