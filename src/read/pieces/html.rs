//! HTML tables: `<tr>` rows with their cells, spans filled with empty cells, so
//! that they read like any other grid. Tags inside cells are dropped and
//! entities resolved; nothing of HTML is ever passed on.

use std::collections::HashMap;
use std::ops::Range;

use crate::read::pieces::{RawCell, RawRow, rows};
use crate::source::{FileId, Line, SourceFile, Span};

/// Most lines without a cell or a row's end inside a table.
const UNCLOSED: u32 = 50;
/// Longest table in lines; an unclosed tag does not swallow the rest of a file.
const LONGEST: u32 = 200_000;
/// Most columns or rows that a cell may claim to span.
const WIDEST: usize = 60;
/// Places that spans may fill for each cell that is there, beyond the first
/// thousand; real tables have hardly more than two.
const FILLED: usize = 4;

/// An HTML table and the lines it takes.
#[derive(Debug)]
pub struct Table {
    pub lines: Range<u32>,
    pub rows: Vec<RawRow>,
    /// The first line whose cells claim to span more than any real table has;
    /// from there on spans are not followed.
    pub overspanned: Option<u32>,
}

/// Whether a table, or a row of one, begins in a line.
pub fn begins(line: &str) -> bool {
    let line = line.trim_start();
    let starts = |tag: &str| line.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag));
    starts("<table") || starts("<tr")
}

/// Reads the table that begins at line `from`: to its end tag, or to the first
/// blank line behind a closed row where it has none.
pub fn read(file: &SourceFile, id: FileId, from: u32) -> Table {
    let end = end(file, from);
    let bytes = file.line_range(from).start..file.line_range(end).end;
    let mut rows = Rows {
        file,
        id,
        rows: Vec::new(),
        spans: HashMap::new(),
        row: None,
        cell: None,
        cells: 0,
        filled: 0,
        overspanned: None,
    };
    for token in tokens(file.text(), bytes) {
        rows.token(token);
    }
    rows.end_row();
    let overspanned = rows.overspanned.map(|at| file.line_at(at as u32));
    Table { lines: from..end + 1, rows: rows.rows, overspanned }
}

fn end(file: &SourceFile, from: u32) -> u32 {
    let mut last = from;
    for number in from..=file.line_count().min(from + LONGEST) {
        let line = file.line(number).to_ascii_lowercase();
        if line.contains("</table") {
            return number;
        }
        let begun_again = number > from && line.trim_start().starts_with("<table");
        // A blank line ends what has no end tag, unless markup goes on behind it.
        let next = || (number + 1..=file.line_count()).map(|n| file.line(n)).find(|l| !l.trim().is_empty());
        let stopped = line.trim().is_empty()
            && number == last + 1
            && number > from + 1
            && !next().is_some_and(|line| line.trim_start().starts_with('<'));
        if begun_again || stopped || number > last + UNCLOSED {
            break;
        }
        if line.contains("</tr") || line.contains("<td") || line.contains("</td") {
            last = number;
        }
    }
    last
}

enum Token<'a> {
    /// A tag and where it begins.
    Tag(&'a str, usize),
    Text(Range<usize>),
}

fn tokens(text: &str, bytes: Range<usize>) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = bytes.start;
    // Behind the last `>` there is no tag, and no use in looking for its end.
    let last_close = text[bytes.clone()].rfind('>').map_or(0, |last| bytes.start + last);
    while at < bytes.end {
        let rest = &text[at..bytes.end];
        let is_tag = rest.starts_with('<')
            && at < last_close
            && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        if let Some(close) = is_tag.then(|| rest.find('>')).flatten() {
            tokens.push(Token::Tag(&rest[1..close], at));
            at += close + 1;
        } else {
            let skip = usize::from(rest.starts_with('<'));
            let length = rest[skip..].find('<').map_or(rest.len(), |next| next + skip);
            tokens.push(Token::Text(at..at + length));
            at += length;
        }
    }
    tokens
}

struct Rows<'a> {
    file: &'a SourceFile,
    id: FileId,
    rows: Vec<RawRow>,
    /// Columns still taken by cells above: column → rows left.
    spans: HashMap<usize, usize>,
    row: Option<Vec<RawCell>>,
    cell: Option<Cell>,
    /// Cells so far, and places that spans have filled.
    cells: usize,
    filled: usize,
    /// Where spans were given up.
    overspanned: Option<usize>,
}

/// The cell being read.
struct Cell {
    text: String,
    at: Option<Range<usize>>,
    colspan: usize,
    rowspan: usize,
}

impl Rows<'_> {
    fn token(&mut self, token: Token<'_>) {
        match token {
            Token::Text(range) => self.text(range),
            Token::Tag(tag, at) => match name(tag).as_str() {
                "tr" => {
                    self.end_row();
                    self.row = Some(Vec::new());
                }
                "td" | "th" => {
                    self.end_cell();
                    self.row.get_or_insert_default();
                    let (colspan, rowspan) = self.claimed(tag, at);
                    self.cell = Some(Cell { text: String::new(), at: None, colspan, rowspan });
                }
                "/td" | "/th" => self.end_cell(),
                "/tr" | "/table" => self.end_row(),
                "br" | "br/" | "p" | "/p" => self.push(" "),
                _ => {}
            },
        }
    }

    /// The columns and rows that a cell spans; one each once the table has filled
    /// more places than its cells can account for.
    fn claimed(&mut self, tag: &str, at: usize) -> (usize, usize) {
        let span = |key| attribute(tag, key).unwrap_or(1).clamp(1, WIDEST);
        let (colspan, rowspan) = (span("colspan"), span("rowspan"));
        self.cells += 1;
        if colspan * rowspan > 1 && self.filled > FILLED * self.cells + 1_000 {
            self.overspanned.get_or_insert(at);
            self.spans.clear();
            return (1, 1);
        }
        self.filled += colspan * rowspan - 1;
        (colspan, rowspan)
    }

    fn push(&mut self, text: &str) {
        if let Some(cell) = &mut self.cell {
            cell.text.push_str(text);
        }
    }

    fn text(&mut self, range: Range<usize>) {
        let raw = &self.file.text()[range.clone()];
        let Some(cell) = &mut self.cell else { return };
        if !raw.trim().is_empty() {
            let start = range.start + (raw.len() - raw.trim_start().len());
            let end = range.start + raw.trim_end().len();
            cell.at = Some(cell.at.take().map_or(start, |at| at.start)..end);
        }
        cell.text.push_str(&resolved(raw));
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let Some(row) = &mut self.row else { return };
        while let Some(left) = self.spans.get_mut(&row.len()) {
            *left -= 1;
            if *left == 0 {
                self.spans.remove(&row.len());
            }
            row.push(empty(self.id, cell.at.as_ref().map_or(0, |at| at.start)));
        }
        let at = cell.at.clone().unwrap_or(0..0);
        if row.len() >= rows::WIDEST {
            // Junk; its words go on in the last cell.
            let last = row.last_mut().map(|last| &mut last.text);
            last.into_iter()
                .for_each(|text| text.extend(cell.text.split_whitespace().flat_map(|w| [" ", w])));
            return;
        }
        for offset in 0..cell.colspan {
            if cell.rowspan > 1 {
                self.spans.insert(row.len(), cell.rowspan - 1);
            }
            if offset == 0 {
                let words: Vec<&str> = cell.text.split_whitespace().collect();
                let span = Span { file: self.id, start: at.start as u32, end: at.end as u32 };
                row.push(RawCell { text: words.join(" "), span });
            } else {
                row.push(empty(self.id, at.start));
            }
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        let Some(mut cells) = self.row.take() else { return };
        while let Some(left) = self.spans.get_mut(&cells.len()) {
            *left -= 1;
            if *left == 0 {
                self.spans.remove(&cells.len());
            }
            cells.push(empty(self.id, 0));
        }
        let first = cells.iter().find(|cell| !cell.text.is_empty());
        if let Some(first) = first {
            let number = self.file.line_at(first.span.start);
            self.rows.push(RawRow { line: Line { file: self.id, number }, cells });
        }
    }
}

fn empty(file: FileId, at: usize) -> RawCell {
    RawCell { text: String::new(), span: Span { file, start: at as u32, end: at as u32 } }
}

fn name(tag: &str) -> String {
    tag.split([' ', '\t', '\n', '\r']).next().unwrap_or_default().to_ascii_lowercase()
}

/// A whole number given as an attribute, quoted or not.
fn attribute(tag: &str, key: &str) -> Option<usize> {
    let lower = tag.to_ascii_lowercase();
    let whole = |at: &usize| lower[..*at].ends_with([' ', '\t', '\n', '\r', '"', '\'']);
    let at = lower.match_indices(key).map(|(at, _)| at).find(whole)?;
    let rest = &lower[at + key.len()..];
    let value = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let digits = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
    value[..digits].parse().ok()
}

/// The text with its entities resolved; an unknown one stays as it is.
fn resolved(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').filter(|end| *end <= 9);
        match end.and_then(|end| Some((end, entity(&rest[1..end])?))) {
            Some((end, c)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" | "ensp" | "emsp" => Some(' '),
        "ldquo" => Some('“'),
        "rdquo" => Some('”'),
        "mdash" => Some('—'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::count;

    fn check(text: &str, expected: &[&str]) {
        let file = SourceFile::new("a", text);
        let table = read(&file, FileId(0), 1);
        let said: Vec<String> = table
            .rows
            .iter()
            .map(|row| {
                let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
                format!("{}: {}", row.line.number, texts.join("|"))
            })
            .collect();
        assert_eq!(said, expected);
    }

    #[test]
    fn spans_become_empty_cells() {
        check(
            "<table>\n<tr><td colspan=\"2\">收入</td><td rowspan=\"2\">结转</td></tr>\n<tr><td>项目</td><td>金额</td></tr>\n<tr><td>一、税</td><td>1.00</td><td></td></tr>\n</table>",
            &["2: 收入||结转", "3: 项目|金额|", "4: 一、税|1.00|"],
        );
    }

    #[test]
    fn tags_and_entities_inside_cells_go() {
        check("<tr><td><b>A &amp; B</b><br>二</td><td>&nbsp;1&#44;000 </td></tr>", &["1: A & B 二|1,000"]);
    }

    #[test]
    fn cells_may_stand_on_lines_of_their_own() {
        check("<table><tr>\n<td>合计</td>\n<td>2.00</td>\n</tr></table>", &["2: 合计|2.00"]);
    }

    #[test]
    fn spans_beyond_any_grid_are_given_up_and_told() {
        let row = "<tr><td rowspan=60>1</td></tr>\n";
        let file = SourceFile::new("a", format!("<table>\n{}</table>", row.repeat(20_000)));
        let table = read(&file, FileId(0), 1);
        let places = count(table.rows.iter().map(|row| row.cells.len()));
        assert_eq!(table.rows.len(), 20_000);
        assert!(table.overspanned.is_some() && places < 300_000, "{places}");
    }

    #[test]
    fn what_never_closes_ends_where_its_rows_do() {
        let file = SourceFile::new("a", "<table>\n<tr><td>甲</td>\n正文 a<b\n\n后文");
        let table = read(&file, FileId(0), 1);
        assert_eq!(table.lines, 1..3);
    }
}
