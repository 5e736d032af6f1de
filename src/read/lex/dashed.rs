//! Tables whose columns are identified by dashes under the headings, as pandoc writes its
//! simple and multiline tables and databases their answers:
//!
//! ```text
//!   科目      金额
//!   --------- ---------
//!   合计      30.00
//! ```
//!
//! With a rule of one piece above the headings, rows may take several lines and are
//! separated by blank ones.

use std::ops::Range;

use crate::model::Doubt;
use crate::read::lex::cell::{self, Marks};
use crate::read::lex::width::{Measure, Placed};
use crate::read::lex::{Dialect, LineRange, RawCell, RawRow, Run, Token, WIDEST};

/// Most lines of headings.
const DEEPEST: u32 = 6;

/// Whether a table may begin at a line: with a rule, or with headings over dashes.
pub fn begins(place: LineRange<'_>, number: u32) -> bool {
    let over = || number + 1 < place.end && !pieces(place.text(number + 1)).is_empty();
    is_rule(place.text(number)) || over()
}

/// Reads the table that begins at line `from`, with a rule or its headings; `None`
/// where none does. Gives the line after it.
pub fn read(place: LineRange<'_>, from: u32, tokens: &mut Vec<Token>) -> Option<u32> {
    let bordered = is_rule(place.text(from));
    let first = if bordered { from + 1 } else { from };
    let dashes = (first + 1..place.end).take(if bordered { DEEPEST as usize } else { 1 });
    let dashes = dashes.into_iter().find(|number| !pieces(place.text(*number)).is_empty())?;
    let blank = |number: u32| place.text(number).trim().is_empty();
    if (first..dashes).any(blank) {
        return None;
    }
    let body = dashes + 1..end(place, dashes + 1, bordered);
    let lines = || (first..dashes).chain(body.clone()).filter(|number| !blank(*number));
    let columns = Columns::new(place, dashes, lines().map(|number| place.text(number)))?;
    let mut rows = vec![(first..dashes).collect::<Vec<u32>>()];
    let spaced = bordered && body.clone().any(blank);
    if spaced {
        rows.extend(body.clone().collect::<Vec<u32>>().split(|number| blank(*number)).map(<[u32]>::to_vec));
    } else {
        rows.extend(body.clone().filter(|number| !blank(*number)).map(|number| vec![number]));
    }
    let closed = body.end < place.end && is_dashed(place.text(body.end));
    let end = if closed { body.end + 1 } else { body.end };
    let mut run = Run { dialect: Dialect::Ruled, ..Run::default() };
    run.rows.extend(rows.iter().filter_map(|lines| columns.row(place, lines)));
    if !bordered && is_inside_border(place, from) {
        let cells = run.rows.iter_mut().flat_map(|row| &mut row.cells);
        cells.for_each(|cell| cell.confidence = Doubt::BlurredCell.into());
    }
    let said = |number: &u32| run.rows.iter().any(|row| row.line.number == *number);
    let others: Vec<u32> = (from..end).filter(|number| !blank(*number)).collect();
    run.markup = others.into_iter().filter(|number| !said(number)).map(|number| place.line(number)).collect();
    tokens.push(Token::Run(run));
    Some(end)
}

/// Whether headings stand under others of a bordered table, which cross its columns, so
/// that these are not told for certain.
fn is_inside_border(place: LineRange<'_>, from: u32) -> bool {
    let mut above = (from.saturating_sub(DEEPEST).max(1)..from).rev().map(|number| place.text(number));
    let border = above.find(|text| text.trim().is_empty() || is_rule(text));
    border.is_some_and(is_rule)
}

/// The line after the last of a table's body: that of its closing rule; a blank one,
/// where none closes it or rows are lines.
fn end(place: LineRange<'_>, from: u32, bordered: bool) -> u32 {
    let lines = || from..place.end;
    let closing = lines().find(|number| is_dashed(place.text(*number))).filter(|_| bordered);
    let blank =
        || lines().find(|number| place.text(*number).trim().is_empty() || is_dashed(place.text(*number)));
    closing.or_else(blank).unwrap_or(place.end)
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '=' | '─' | '━')
}

/// Whether a line is dashes and blanks alone.
fn is_dashed(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(is_dash) && text.chars().all(|c| is_dash(c) || c == ' ')
}

/// Whether a line is a rule of one piece.
fn is_rule(text: &str) -> bool {
    is_dashed(text) && !text.trim().contains(' ') && text.trim().chars().nth(9).is_some()
}

/// The pieces of a line of dashes, two or more, by the columns of text they stand in;
/// none where it is no such line.
fn pieces(text: &str) -> Vec<Range<usize>> {
    if !is_dashed(text) || text.trim().chars().nth(9).is_none() {
        return Vec::new();
    }
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.trim_end().chars().enumerate().filter(|(_, c)| is_dash(*c)) {
        match pieces.last_mut().filter(|piece| piece.end == at) {
            Some(piece) => piece.end = at + 1,
            None => pieces.push(at..at + 1),
        }
    }
    let whole = (2..=WIDEST).contains(&pieces.len()) && pieces.iter().all(|piece| piece.len() > 1);
    if whole { pieces } else { Vec::new() }
}

/// Where the columns stand, and how characters are counted.
struct Columns {
    pieces: Vec<Range<usize>>,
    measure: Measure,
}

impl Columns {
    /// The columns under which all lines fall; `None` where a text stands between two.
    fn new<'a>(
        place: LineRange<'_>,
        dashes: u32,
        lines: impl Iterator<Item = &'a str> + Clone,
    ) -> Option<Self> {
        let pieces = pieces(place.text(dashes));
        let measures = [Measure::Columns, Measure::Wide, Measure::Characters];
        let fits = |measure: &Measure| lines.clone().all(|line| fits(&pieces, *measure, line));
        let measure = measures.into_iter().find(fits)?;
        Some(Self { pieces, measure })
    }

    /// The row that some lines make, each cell's lines joined; `None` where it is blank.
    fn row(&self, place: LineRange<'_>, lines: &[u32]) -> Option<RawRow> {
        let mut parts: Vec<Vec<Range<usize>>> = vec![Vec::new(); self.pieces.len()];
        for number in lines {
            for (part, bytes) in parts.iter_mut().zip(self.cut(place, *number)) {
                part.extend(bytes);
            }
        }
        let cells: Vec<RawCell> = parts.iter().map(|lines| joined(place, lines)).collect();
        let first = cells.iter().find(|cell| !cell.text.is_empty())?.span.start;
        Some(RawRow { line: place.line(place.file.line_at(first)), cells })
    }

    /// The bytes of a line in each column; `None` where there is nothing.
    fn cut(&self, place: LineRange<'_>, number: u32) -> Vec<Option<Range<usize>>> {
        let start = place.content(number).start;
        let marks = self.measure.places(place.text(number));
        let cut = |at: usize| {
            let mut own =
                marks.iter().filter(|mark| column(&self.pieces, mark.column) == at && mark.c != ' ');
            let first = own.next()?;
            let last = own.next_back().unwrap_or(first);
            Some(start + first.byte..start + last.byte + last.c.len_utf8())
        };
        (0..self.pieces.len()).map(cut).collect()
    }
}

/// The column that a place in a line belongs to: the last that begins before it.
fn column(pieces: &[Range<usize>], at: usize) -> usize {
    pieces.partition_point(|piece| piece.start <= at).saturating_sub(1)
}

/// Whether nothing stands between two pieces, but after the last.
fn fits(pieces: &[Range<usize>], measure: Measure, line: &str) -> bool {
    let last = pieces.last().map_or(0, |piece| piece.start);
    let inside = |mark: &Placed| {
        let piece = &pieces[column(pieces, mark.column)];
        piece.start <= mark.column && mark.column + measure.width(mark.c) <= piece.end
    };
    let mut marks = measure.places(line).into_iter().filter(|mark| !mark.c.is_whitespace());
    marks.all(|mark| mark.column >= last || inside(&mark))
}

fn joined(place: LineRange<'_>, lines: &[Range<usize>]) -> RawCell {
    let Some(first) = lines.first() else { return RawCell::blank(place.id, 0) };
    let text = cell::wrapped(lines.iter().map(|line| &place.file.text()[line.clone()]), Marks::Markdown);
    RawCell { text, ..place.cell(first.clone(), Marks::Markdown) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, SourceFile};

    fn rows(text: &str) -> Option<Vec<String>> {
        let file = SourceFile::new("a", text);
        let place = LineRange { file: &file, id: FileId(0), end: file.line_count() + 1 };
        let mut tokens = Vec::new();
        read(place, 1, &mut tokens)?;
        let [Token::Run(run)] = tokens.as_slice() else { panic!("one table") };
        let row = |row: &RawRow| {
            let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
            format!("{}: {}", row.line.number, cells.join("/"))
        };
        Some(run.rows.iter().map(row).collect())
    }

    #[test]
    fn dashes_tell_the_columns_whatever_is_blank() {
        let simple = "  科目      合计      项目\n  --------- --------- ---------\n  合计      30.00\n  教育      20.00     5.00\n\n正文";
        assert_eq!(
            rows(simple),
            Some(vec!["1: 科目/合计/项目".into(), "3: 合计/30.00/".into(), "4: 教育/20.00/5.00".into()])
        );
    }

    #[test]
    fn rows_of_several_lines_are_parted_by_blank_ones() {
        let lines = "-------------------\n科目      金额\n--------- ---------\n一般公共  30.00\n服务支出\n\n合计      30.00\n-------------------\n";
        assert_eq!(
            rows(lines),
            Some(vec!["2: 科目/金额".into(), "4: 一般公共服务支出/30.00".into(), "7: 合计/30.00".into()])
        );
    }

    #[test]
    fn what_stands_across_the_dashes_is_no_table() {
        assert_eq!(rows("题目在这里很长很长\n----- -----\n甲    乙\n"), None);
        assert_eq!(rows("---\n题目: 甲\n---\n"), None);
        assert_eq!(rows("正文\n- - - - - -\n"), None);
    }
}
