//! Lexing: the lines of a file become rows of cells, whatever the dialect of its
//! tables. It knows no table, no title and no account: only how cells are parted.
//!
//! One file a dialect. Each is asked at a line whether a run of its rows begins
//! there, and gives the run and the lines it takes; what none claims is text.

mod aligned;
mod cell;
mod csv;
mod dashed;
mod formula;
mod html;
mod levels;
mod one_way;
mod pipes;
mod repeats;
mod ruled;
mod spaced;
mod stacked;
mod tabs;
mod width;
mod words;

use std::ops::Range;

use crate::model::Confidence;
use crate::source::{FileId, Line, SourceFile, Span};

/// Most cells of a row. Statutory tables have a dozen columns; a line of junk may
/// have a million tabs.
pub const WIDEST: usize = 200;

/// One cell of a grid before anyone knows what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawCell {
    /// The text, trimmed, without markup, entities resolved.
    pub text: String,
    pub span: Span,
    /// Columns and rows that the dialect says it covers; the others it covers are
    /// blank cells. One each where the dialect cannot say.
    pub across: u16,
    pub down: u16,
    /// Whether the text tells for certain where the cell ends.
    pub confidence: Confidence,
}

impl RawCell {
    /// A cell of one column and row.
    pub fn new(text: String, span: Span) -> Self {
        Self { text, span, across: 1, down: 1, confidence: Confidence::Sure }
    }

    /// A blank cell at a place.
    pub fn blank(file: FileId, at: u32) -> Self {
        Self::new(String::new(), Span { file, start: at, end: at })
    }
}

/// One row of a grid.
#[derive(Debug, Clone)]
pub struct RawRow {
    /// The line of its first cell that holds something.
    pub line: Line,
    pub cells: Vec<RawCell>,
}

impl RawRow {
    /// The cells that hold something, with their columns.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &RawCell)> {
        self.cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty())
    }
}

/// How the cells of a run are parted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Dialect {
    /// A tab between two cells.
    #[default]
    Tabs,
    /// Markdown: a bar between two cells.
    Pipes,
    /// `<table>`
    Html,
    /// Drawn with rules: `+---+`, or columns of dashes under the headings.
    Ruled,
    /// Blanks alone, in gutters that run through the lines.
    Aligned,
    /// Blanks alone, in columns of fixed widths.
    Fixed,
    /// A comma between two cells.
    Csv,
    /// One blank between two cells, and blank ones lost.
    Spaced,
    /// A cell a line, and blank ones lost.
    Stacked,
}

impl Dialect {
    /// Whether of a row only the order of its cells is left.
    pub fn is_packed(self) -> bool {
        matches!(self, Dialect::Spaced | Dialect::Stacked)
    }
}

/// Rows that stand together in one dialect.
#[derive(Debug, Default)]
pub struct Run {
    pub dialect: Dialect,
    pub rows: Vec<RawRow>,
    /// Lines that are only the dialect's markup (`| --- |`, `<table>`), and those
    /// on which a row goes on.
    pub markup: Vec<Line>,
    /// The first line whose cells claim to span more than any real table has; from
    /// there on spans are not followed.
    pub overspanned: Option<Line>,
    /// Whether the tool that wrote it is known to fill blank cells of the header.
    fills: bool,
}

/// What stands in a file, in order.
#[derive(Debug)]
pub enum Token {
    Blank,
    /// A line of text, or the part of one that stands beside a table.
    Text(Line, Span),
    Run(Run),
    /// A line of markup that belongs to no table and says nothing.
    Markup(Line),
}

/// Reads lines of a file. Every line that is not blank is in one token at least.
pub fn read(file: &SourceFile, id: FileId, lines: Range<u32>) -> Vec<Token> {
    let place = LineRange { file, id, end: lines.end };
    let mut tokens = Vec::new();
    let mut number = lines.start;
    while number < lines.end {
        number = place.token(number, &mut tokens);
    }
    for token in &mut tokens {
        if let Token::Run(run) = token {
            group_by_blanks(run);
        }
    }
    one_way::settle(place, tokens)
}

/// Closes up whole numbers whose thousands blanks part (`1 500 000`, `497 118`), in a run
/// where a number of three groups shows that this is how they are parted.
fn group_by_blanks(run: &mut Run) {
    let cells = || run.rows.iter().flat_map(|row| &row.cells);
    if !cells().any(|cell| cell::thousands(&cell.text) > 2) {
        return;
    }
    for cell in run.rows.iter_mut().flat_map(|row| &mut row.cells) {
        if cell::thousands(&cell.text) > 1 {
            cell.text = cell.text.replace(' ', "");
        }
    }
}

/// Whether a line is only a rule of a Markdown table: `| --- |`.
pub fn is_rule_of_cells(text: &str) -> bool {
    pipes::is_rule(text)
}

/// Whether a line has an amount with decimals or thousands after its first word.
pub fn states_amount(text: &str) -> bool {
    let behind = words::words(text).skip(1);
    behind.into_iter().any(|word| words::is_amount(word) && word.len() > 3 && words::is_printed(word))
}

/// Whether a line would be a row, but with more cells than any table has.
pub fn is_overlong(text: &str) -> bool {
    tabs::is_overlong(text) || pipes::is_overlong(text)
}

/// Whether a line is only markup and shows nothing: tags, a comment, an image, a
/// rule between two parts of a page.
fn is_silent(text: &str) -> bool {
    let text = text.trim();
    let image = text.starts_with("![") && text.ends_with(')') && text.matches('!').count() == 1;
    let comment = text.starts_with("<!--") && text.find("-->") == text.len().checked_sub(3);
    let tags = text.starts_with('<') && cell::text(text, cell::Marks::Html).is_empty();
    image || comment || tags || is_rule(text)
}

/// Whether a text is a bound with its number, or a number with what it counts: `≥12次`,
/// `95%`. In a row of many cells it tells as much as an amount.
fn looks_like_target(text: &str) -> bool {
    let text = text.trim();
    let number = text.trim_start_matches(['≥', '≤', '<', '>', '=', '＜', '＞', '＝']);
    let counted = number.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let of_date = counted.starts_with(['年', '月', '日']);
    let of_words = counted.trim().chars().all(|c| c.is_alphabetic() || c == '%');
    let measured = (1..=3).contains(&counted.trim().chars().count()) && of_words && !of_date;
    number.starts_with(|c: char| c.is_ascii_digit()) && (number.len() < text.len() || measured)
}

/// Three marks or more and nothing else: `---`, `* * *`.
fn is_rule(text: &str) -> bool {
    let mut marks = text.chars().filter(|c| *c != ' ');
    let Some(first) = marks.next().filter(|c| matches!(c, '-' | '*' | '_')) else { return false };
    let (mut count, mut same) = (1, true);
    marks.for_each(|c| (count, same) = (count + 1, same && c == first));
    same && count >= 3
}

/// A stretch of a file's lines.
#[derive(Clone, Copy)]
struct LineRange<'a> {
    file: &'a SourceFile,
    id: FileId,
    /// The line after the last.
    end: u32,
}

impl<'a> LineRange<'a> {
    /// Reads the token or the tokens that begin at a line; gives the line after.
    fn token(self, number: u32, tokens: &mut Vec<Token>) -> u32 {
        let text = self.text(number);
        if text.trim().is_empty() {
            tokens.push(Token::Blank);
        } else if html::begins(text) {
            return html::read(self, number, tokens);
        } else if let Some(next) = ruled::read(self, number, tokens) {
            return next;
        } else if let Some(next) = dashed::read(self, number, tokens) {
            return next;
        } else if is_silent(text) {
            tokens.push(Token::Markup(self.line(number)));
        } else if let Some(next) = pipes::read(self, number, tokens) {
            return next;
        } else if let Some(next) = csv::read(self, number, tokens) {
            return next;
        } else if let Some((row, lines)) = csv::tabbed(self, number) {
            let markup = lines.clone().skip(1).map(|number| self.line(number)).collect();
            tokens.push(Token::Run(Run { rows: vec![row], markup, ..Run::default() }));
            return lines.end;
        } else if let Some(row) = tabs::row(self, number) {
            tokens.push(Token::Run(Run { rows: vec![row], ..Run::default() }));
        } else {
            return self.plain(number, tokens);
        }
        number + 1
    }

    /// Reads the lines from one on that no dialect with marks of its own claims.
    fn plain(self, from: u32, tokens: &mut Vec<Token>) -> u32 {
        let end = (from + 1..self.end).find(|number| self.is_marked(*number)).unwrap_or(self.end);
        match aligned::read(self, from..end) {
            Some(read) => tokens.extend(read),
            None => spaced::read(self, from..end, tokens),
        }
        end
    }

    /// Whether a line may be a row of a dialect with marks.
    fn is_marked(self, number: u32) -> bool {
        let text = self.text(number);
        text.contains(['\t', '|', '│', '｜', '<'])
            || ruled::is_border(text)
            || dashed::begins(self, number)
            || csv::begins(self, number)
    }

    /// Reads lines that are rows of no table.
    fn loose(self, lines: Range<u32>, tokens: &mut Vec<Token>) {
        tokens.extend(lines.map(|number| match self.text(number) {
            text if text.trim().is_empty() => Token::Blank,
            text if is_silent(text) => Token::Markup(self.line(number)),
            _ => Token::Text(self.line(number), self.span(self.content(number))),
        }));
    }

    fn line(self, number: u32) -> Line {
        Line { file: self.id, number }
    }

    fn span(self, range: Range<usize>) -> Span {
        Span { file: self.id, start: range.start as u32, end: range.end as u32 }
    }

    /// The bytes of a line without the marks of a block quote (`> `) or of a list of rows.
    fn content(self, number: u32) -> Range<usize> {
        let range = self.file.line_range(number);
        let line = &self.file.text()[range.clone()];
        let quoted = line.trim_start_matches(' ');
        if self.is_listed_row(number) {
            return range.end - quoted["- ".len()..].len()..range.end;
        }
        if !quoted.starts_with('>') {
            return range;
        }
        let inner = quoted.trim_start_matches(['>', ' ']);
        range.end - inner.len()..range.end
    }

    /// Whether a line is an item of a list whose items are rows: `- 201 | 甲 | 3.00`.
    fn is_listed_row(self, number: u32) -> bool {
        let marked = |number: u32| {
            let line = self.file.line(number).trim_start();
            line.strip_prefix("- ").is_some_and(|rest| rest.contains(['|', '\t']))
        };
        marked(number)
            && ((number > 1 && marked(number - 1)) || (number + 1 < self.end && marked(number + 1)))
    }

    /// The text of a line, as [`Self::content`].
    fn text(self, number: u32) -> &'a str {
        &self.file.text()[self.content(number)]
    }

    /// The cell of some bytes: what it says, and where that stands.
    fn cell(self, range: Range<usize>, marks: cell::Marks) -> RawCell {
        let whole = &self.file.text()[range.clone()];
        let start = range.start + (whole.len() - whole.trim_start().len());
        let end = start + whole.trim().len();
        RawCell::new(cell::text(&self.file.text()[start..end], marks), self.span(start..end))
    }
}

#[cfg(test)]
mod tests {
    use super::looks_like_target;

    #[test]
    fn targets_are_told_from_dates_and_words() {
        for text in ["≥12次", "95%", "=1,200.5万元", " 12 次 ", "<3"] {
            assert!(looks_like_target(text), "{text}");
        }
        for text in ["", "≥", "12", "2024年", "1月底", "2024-01-01", "849.45 9", "良好", "12次会议以上"]
        {
            assert!(!looks_like_target(text), "{text}");
        }
    }
}
