//! HTML tables: `<tr>` rows with their cells, spans filled with blank cells, so
//! that they read like any other grid. A table may begin and end anywhere in a
//! line; the text beside it is text. Nothing of HTML is ever passed on.

mod extent;
mod tags;

use std::collections::HashMap;
use std::ops::Range;

use crate::read::lex::cell::Marks;
use crate::read::lex::{Dialect, LineRange, RawCell, RawRow, Run, Token, WIDEST};
use tags::{Part, attribute, is_tag, name, tags};

/// Most columns or rows that a cell may claim to span.
const MOST: usize = 60;
/// Places that spans may fill for each cell that is there, beyond the first
/// thousand; real tables have hardly more than two.
const FILLED: usize = 4;

/// Whether a table, or a row of one, begins in a line.
pub fn begins(line: &str) -> bool {
    line.match_indices('<').any(|(at, _)| ["<table", "<tr", "<td"].iter().any(|tag| is_tag(&line[at..], tag)))
}

/// Reads the tables that begin at line `from`, with the text beside them: to the
/// line of an end tag after which none begins, or to the first blank line after
/// a closed row where there is no end tag. Gives the line after them.
pub fn read(place: LineRange<'_>, from: u32, tokens: &mut Vec<Token>) -> u32 {
    let end = extent::end(place, from);
    let bytes = place.file.line_range(from).start..place.file.line_range(end).end;
    let mut reader = Reader::new(place);
    for tag in tags(place.file.text(), bytes) {
        reader.part(tag);
    }
    reader.end_table();
    reader.end_text();
    tokens.extend(extent::with_markup(place, from..end + 1, reader.tokens));
    end + 1
}

struct Reader<'a> {
    place: LineRange<'a>,
    tokens: Vec<Token>,
    run: Run,
    /// Columns still taken by cells above: column → rows left.
    spans: HashMap<usize, usize>,
    row: Option<Vec<RawCell>>,
    cell: Option<Cell>,
    /// Text outside every cell.
    text: Option<Range<usize>>,
    /// Cells of the table so far, and places that spans have filled.
    cells: usize,
    filled: usize,
}

/// The cell being read: where it begins, and where its text stands.
struct Cell {
    from: usize,
    to: usize,
    at: Option<Range<usize>>,
    across: usize,
    down: usize,
}

impl<'a> Reader<'a> {
    fn new(place: LineRange<'a>) -> Self {
        Self {
            place,
            tokens: Vec::new(),
            run: Run { dialect: Dialect::Html, ..Run::default() },
            spans: HashMap::new(),
            row: None,
            cell: None,
            text: None,
            cells: 0,
            filled: 0,
        }
    }

    fn part(&mut self, part: Part<'_>) {
        match part {
            Part::Text(range) => self.words(range),
            Part::Tag(tag, range) => self.tag(tag, range),
        }
    }

    fn tag(&mut self, tag: &str, range: Range<usize>) {
        match name(tag).as_str() {
            "table" => self.begin_table(),
            "tr" => {
                self.end_text();
                self.end_row();
                self.row = Some(Vec::new());
            }
            "td" | "th" => {
                self.end_text();
                self.end_cell();
                self.row.get_or_insert_default();
                let (across, down) = self.claimed(tag, range.start);
                self.cell = Some(Cell { from: range.end, to: range.end, at: None, across, down });
            }
            "/td" | "/th" => self.end_cell(),
            "/tr" => self.end_row(),
            "/table" => self.end_table(),
            "b" | "/b" | "strong" | "/strong" | "span" | "/span" | "font" | "/font" | "i" | "/i" | "u"
            | "/u" => {}
            _ if self.cell.is_none() => self.end_text(),
            _ => {}
        }
    }

    /// A table inside a cell stands for itself: what its outer row has said so far
    /// is text beside it.
    fn begin_table(&mut self) {
        self.end_text();
        if self.cell.is_some() {
            self.end_cell();
            for cell in self.row.take().into_iter().flatten().filter(|cell| !cell.text.is_empty()) {
                let line = self.place.line(self.place.file.line_at(cell.span.start));
                self.tokens.push(Token::Text(line, cell.span));
            }
        }
        self.end_table();
    }

    /// The columns and rows that a cell spans; one each once the table has filled
    /// more places than its cells can account for.
    fn claimed(&mut self, tag: &str, at: usize) -> (usize, usize) {
        let span = |key| attribute(tag, key).unwrap_or(1).clamp(1, MOST);
        let (across, down) = (span("colspan"), span("rowspan"));
        self.cells += 1;
        if across * down > 1 && self.filled > FILLED * self.cells + 1_000 {
            let line = self.place.line(self.place.file.line_at(at as u32));
            self.run.overspanned.get_or_insert(line);
            self.spans.clear();
            return (1, 1);
        }
        self.filled += across * down - 1;
        (across, down)
    }

    /// Words: of a cell, or beside the table. Text beside it ends with its line.
    fn words(&mut self, range: Range<usize>) {
        if let Some(cell) = &mut self.cell {
            cell.to = range.end;
            let raw = &self.place.file.text()[range.clone()];
            if !raw.trim().is_empty() {
                let start = range.start + (raw.len() - raw.trim_start().len());
                let end = range.start + raw.trim_end().len();
                cell.at = Some(cell.at.take().map_or(start, |at| at.start)..end);
            }
            return;
        }
        let mut from = range.start;
        for line in self.place.file.text()[range].split_inclusive('\n') {
            let start = from + (line.len() - line.trim_start().len());
            let end = from + line.trim_end().len();
            from += line.len();
            if start < end {
                self.text = Some(self.text.take().map_or(start, |text| text.start)..end);
            }
            if line.ends_with('\n') {
                self.end_text();
            }
        }
    }

    fn end_text(&mut self) {
        let Some(text) = self.text.take() else { return };
        if self.row.as_ref().is_none_or(Vec::is_empty) {
            self.end_run();
        }
        let line = self.place.line(self.place.file.line_at(text.start as u32));
        self.tokens.push(Token::Text(line, self.place.span(text)));
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let Some(mut row) = self.row.take() else { return };
        let at = cell.at.clone().unwrap_or(cell.from..cell.from);
        self.fill(&mut row, at.start);
        let mut read = self.place.cell(cell.from..cell.to.max(cell.from), Marks::Html);
        read.span = self.place.span(at.clone());
        let full = row.len() >= WIDEST;
        if let Some(last) = row.last_mut().filter(|_| full) {
            // Junk; its words go on in the last cell.
            last.text.push(' ');
            last.text.push_str(&read.text);
        } else {
            (read.across, read.down) = (cell.across as u16, cell.down as u16);
            self.push(&mut row, read, cell.across, cell.down);
        }
        self.row = Some(row);
    }

    /// Puts a cell and the places that it covers into a row.
    fn push(&mut self, row: &mut Vec<RawCell>, cell: RawCell, across: usize, down: usize) {
        let blank = RawCell::blank(self.place.id, cell.span.start);
        let cells = std::iter::once(cell).chain(std::iter::repeat_n(blank, across - 1));
        for cell in cells {
            if down > 1 {
                self.spans.insert(row.len(), down - 1);
            }
            row.push(cell);
        }
    }

    /// Fills the places that cells above cover.
    fn fill(&mut self, row: &mut Vec<RawCell>, at: usize) {
        while let Some(left) = self.spans.get_mut(&row.len()) {
            *left -= 1;
            if *left == 0 {
                self.spans.remove(&row.len());
            }
            row.push(RawCell::blank(self.place.id, at as u32));
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        let Some(mut cells) = self.row.take() else { return };
        self.fill(&mut cells, 0);
        if let Some(first) = cells.iter().find(|cell| !cell.text.is_empty()) {
            let line = self.place.line(self.place.file.line_at(first.span.start));
            self.run.rows.push(RawRow { line, cells });
        }
    }

    fn end_table(&mut self) {
        self.end_row();
        self.end_run();
        self.spans.clear();
        (self.cells, self.filled) = (0, 0);
    }

    fn end_run(&mut self) {
        let empty = Run { dialect: Dialect::Html, ..Run::default() };
        let run = std::mem::replace(&mut self.run, empty);
        if !run.rows.is_empty() {
            self.tokens.push(Token::Run(run));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::count;
    use crate::source::{FileId, SourceFile};

    fn tokens(file: &SourceFile) -> Vec<Token> {
        let place = LineRange { file, id: FileId(0), end: file.line_count() + 1 };
        let mut tokens = Vec::new();
        read(place, 1, &mut tokens);
        tokens
    }

    fn said(file: &SourceFile, token: &Token) -> Vec<String> {
        let row = |row: &RawRow| {
            let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
            format!("{}: {}", row.line.number, texts.join("|"))
        };
        match token {
            Token::Run(run) => run.rows.iter().map(row).chain(["end".to_owned()]).collect(),
            Token::Text(line, span) => vec![format!("{}: text {}", line.number, &file.text()[span.range()])],
            _ => Vec::new(),
        }
    }

    fn check(text: &str, expected: &[&str]) {
        let file = SourceFile::new("a", text);
        let said = tokens(&file).iter().flat_map(|token| said(&file, token)).collect::<Vec<_>>();
        assert_eq!(said, expected);
    }

    #[test]
    fn spans_become_empty_cells() {
        check(
            "<table>\n<tr><td colspan=\"2\">收入</td><td rowspan=\"2\">结转</td></tr>\n<tr><td>项目</td><td>金额</td></tr>\n<tr><td>一、税</td><td>1.00</td><td></td></tr>\n</table>",
            &["2: 收入||结转", "3: 项目|金额|", "4: 一、税|1.00|", "end"],
        );
    }

    #[test]
    fn tags_and_entities_inside_cells_go() {
        check(
            "<tr><td><b>A &amp; B</b><br>二</td><td>&nbsp;1&#44;000 </td></tr>",
            &["1: A & B二|1,000", "end"],
        );
    }

    #[test]
    fn cells_may_stand_on_lines_of_their_own() {
        check("<table><tr>\n<td>合计</td>\n<td>2.00</td>\n</tr></table>", &["2: 合计|2.00", "end"]);
    }

    #[test]
    fn tables_stand_anywhere_in_a_line_with_text_beside_them() {
        check(
            "<html><body><p>收入<b>预算</b>总表</p><div class=\"t\"><table border=1><tr><td>合计</td><td>2.00</td></tr></table>注：无<table><tr><td>甲</td></tr></table></body></html>",
            &["1: text 收入<b>预算</b>总表", "1: 合计|2.00", "end", "1: text 注：无", "1: 甲", "end"],
        );
    }

    #[test]
    fn a_table_in_a_cell_stands_for_itself() {
        check(
            "<table><tr><td>标题<table><tr><td>1</td></tr></table></td></tr></table>",
            &["1: text 标题", "1: 1", "end"],
        );
    }

    #[test]
    fn spans_beyond_any_grid_are_given_up_and_told() {
        let row = "<tr><td rowspan=60>1</td></tr>\n";
        let file = SourceFile::new("a", format!("<table>\n{}</table>", row.repeat(20_000)));
        let tokens = tokens(&file);
        let [Token::Run(run)] = tokens.as_slice() else { panic!("one table") };
        let places = count(run.rows.iter().map(|row| row.cells.len()));
        assert_eq!(run.rows.len(), 20_000);
        assert!(run.overspanned.is_some() && places < 300_000, "{places}");
    }

    #[test]
    fn what_never_closes_ends_where_its_rows_do() {
        let file = SourceFile::new("a", "<table>\n<tr><td>甲</td>\n正文 a<b\n\n后文");
        let place = LineRange { file: &file, id: FileId(0), end: 6 };
        assert_eq!(read(place, 1, &mut Vec::new()), 3);
    }
}
