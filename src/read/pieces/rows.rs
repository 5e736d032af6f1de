//! A line of a table becomes its cells, in each dialect.

use crate::read::pieces::RawCell;
use crate::source::{Line, Source, Span};

/// Most cells of a row. Statutory tables have a dozen columns; a line of junk may
/// have a million tabs.
pub const WIDEST: usize = 200;

/// Whether a line is only the dialect's markup and holds no cell.
pub fn is_markup(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('|') && line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// Whether a line rules off a Markdown table that has no outer pipes
/// (`--- | ---`): the line before it and those behind it are its rows.
pub fn is_bare_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('|') && !line.starts_with('|') && is_markup(&format!("|{line}"))
}

/// The cells of a row without outer pipes; `None` for a line without a pipe.
pub fn split_bare(source: &Source, line: Line) -> Option<Vec<RawCell>> {
    let text = source.line(line);
    let is_row = text.contains('|') && !text.contains('\t') && !is_too_wide(text, '|');
    is_row.then(|| {
        let start = text.find('|').filter(|_| text.trim_start().starts_with('|')).map_or(0, |at| at + 1);
        let end = text.rfind('|').filter(|_| text.trim_end().ends_with('|')).unwrap_or(text.len());
        cells(text, source.line_span(line).start, line, start..end.max(start), '|')
    })
}

/// The cells of a row; `None` for a line that is none.
///
/// Tab-separated: any line with a tab between or behind its words. Markdown: a
/// line between two pipes, `\|` standing for the character.
pub fn split(source: &Source, line: Line) -> Option<Vec<RawCell>> {
    let text = source.line(line);
    let start = source.line_span(line).start;
    let mark = mark(text).filter(|mark| !is_too_wide(text, *mark))?;
    let range = match mark {
        '|' => text.find('|').unwrap_or(0) + 1..text.rfind('|').unwrap_or(text.len()),
        _ => 0..text.len(),
    };
    Some(cells(text, start, line, range, mark))
}

/// Whether a line would be a row, but with more cells than any table has.
pub fn is_overlong(text: &str) -> bool {
    mark(text).is_some_and(|mark| is_too_wide(text, mark))
}

/// What stands between a line's cells; `None` where it is no row.
fn mark(text: &str) -> Option<char> {
    let trimmed = text.trim_matches([' ', '\u{3000}']);
    if trimmed.contains('\t') {
        return Some('\t');
    }
    (trimmed.len() > 1 && trimmed.starts_with('|') && trimmed.ends_with('|')).then_some('|')
}

fn is_too_wide(text: &str, mark: char) -> bool {
    text.matches(mark).nth(WIDEST).is_some()
}

fn cells(text: &str, start: u32, line: Line, range: std::ops::Range<usize>, mark: char) -> Vec<RawCell> {
    let mut cells = Vec::new();
    let mut from = range.start;
    let mut push = |from: usize, to: usize| {
        let whole = &text[from..to];
        let trimmed = whole.trim();
        let at = from + (whole.len() - whole.trim_start().len());
        let span =
            Span { file: line.file, start: start + at as u32, end: start + (at + trimmed.len()) as u32 };
        let text = if mark == '|' { trimmed.replace("\\|", "|") } else { trimmed.to_owned() };
        cells.push(RawCell { text, span });
    };
    for (at, _) in text[range.clone()].match_indices(mark) {
        let at = range.start + at;
        if mark == '|' && text[..at].ends_with('\\') {
            continue;
        }
        push(from, at);
        from = at + mark.len_utf8();
    }
    push(from, range.end);
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, SourceFile};

    fn check(text: &str, expected: Option<&[&str]>) {
        let source = Source::new(vec![SourceFile::new("a", text)]);
        let cells = split(&source, Line { file: FileId(0), number: 1 });
        let texts =
            cells.as_ref().map(|cells| cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>());
        assert_eq!(texts.as_deref(), expected);
        for cell in cells.iter().flatten().filter(|cell| !cell.text.contains('|')) {
            assert_eq!(source.slice(cell.span), cell.text);
        }
    }

    #[test]
    fn each_dialect_comes_to_the_same_cells() {
        check("合计\t\t9,784.70\t", Some(&["合计", "", "9,784.70", ""]));
        check("| 合计 |  | 9,784.70 |  |", Some(&["合计", "", "9,784.70", ""]));
        check("| a\\|b | c |", Some(&["a|b", "c"]));
        check("单位：万元", None);
        check("", None);
    }
}
