//! Personal data is dropped here, before anything else sees the text.
//!
//! The source is split into cells first, since a column's heading and a row's
//! label decide: in a column of amounts, counts, dates or codes nothing goes, and
//! headings and labels never do. Elsewhere mobile and identity numbers go however
//! they read; so do the values beside and under 经办人, 负责人 and 联系电话, the names
//! found there wherever else they stand, and the terms that the site's settings
//! list. All of it is found first, as byte ranges; then the text is written once
//! more without them. Lines stay.

mod contacts;
mod digits;
mod grid;
mod labelled;
mod lexed;
mod names;
mod numbers;
mod people;
mod persons;
mod plain;
mod prose;
mod recipients;
mod speaks;
mod words;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::catalogue::Catalogue;
use crate::config::Privacy;
use crate::read::lex::RawRow;
use crate::source::{FileId, Line, Source, SourceFile, visible};
use grid::CellDecision;
use lexed::Block;
use numbers::{Number, Shape};
use plain::Plain;
use prose::{Value, Waiting};
use speaks::{Speaks, ask_for_telephone, beside, ending};
use words::Words;

/// A source without personal data.
#[derive(Debug)]
pub struct Redacted {
    pub source: Source,
    /// The line of each place that was dropped, in reading order.
    pub lines: Vec<Line>,
    /// Lines that seem to name who got money, and stay.
    pub doubtful: Vec<Line>,
}

/// The names of persons that stand beside or under a label in a source.
pub fn persons(raw: &Source, catalogue: &Catalogue, privacy: &Privacy) -> BTreeSet<String> {
    let words = Words::new(catalogue);
    let mut finder = Finder { words: &words, privacy, names: BTreeSet::new() };
    for index in 0..raw.files().len() {
        finder.file(raw, FileId(index as u16));
    }
    finder.names
}

/// Drops personal data from a source; `persons` are names that another text of the same
/// disclosure has beside a label.
pub fn source(
    raw: &Source,
    catalogue: &Catalogue,
    privacy: &Privacy,
    persons: &BTreeSet<String>,
) -> Redacted {
    let words = Words::new(catalogue);
    let mut finder = Finder { words: &words, privacy, names: persons.clone() };
    let ids = || (0..raw.files().len()).map(|index| FileId(index as u16));
    let marks: Vec<Marks> = ids().map(|id| finder.file(raw, id)).collect();
    let mut files = Vec::new();
    let mut lines = Vec::new();
    for (id, mut marks) in ids().zip(marks) {
        let file = raw.file(id);
        finder.everywhere(file, &mut marks);
        let gone = united(marks.gone);
        lines
            .extend(gone.iter().map(|gone| Line { file: id, number: file.line_at(gone.range.start as u32) }));
        let name = finder.alone(file.name());
        files.push(SourceFile::new(name, rewritten(file.text(), &gone)));
    }
    let source = Source::new(files);
    let named = |line: &Line| recipients::are_named_in(&words, source.line(*line), privacy);
    let doubtful = source.lines().filter(named).collect();
    Redacted { source, lines, doubtful }
}

/// Drops personal data, and characters that cannot be shown, from words that stand in no
/// source, each for itself.
pub fn words<'a>(texts: impl Iterator<Item = &'a mut String>, catalogue: &Catalogue, privacy: &Privacy) {
    let words = Words::new(catalogue);
    for text in texts {
        *text = Finder { words: &words, privacy, names: BTreeSet::new() }.alone(&visible(text));
    }
}

/// A place that goes, and what stands there instead.
#[derive(Debug)]
struct Gone {
    range: Range<usize>,
    with: String,
}

/// What was found in one file.
#[derive(Debug, Default)]
struct Marks {
    /// Figures, labels and headings, in which nothing goes.
    kept: Vec<Range<usize>>,
    gone: Vec<Gone>,
}

impl Marks {
    /// Whether a place lies in what is kept; `kept` is in order.
    fn keep(&self, range: &Range<usize>) -> bool {
        let after = self.kept.partition_point(|kept| kept.start <= range.start);
        after.checked_sub(1).is_some_and(|at| self.kept[at].end >= range.end)
    }

    fn drop(&mut self, range: Range<usize>, role: &str) {
        if !self.keep(&range) {
            self.gone.push(Gone { range, with: format!("〔{role}略〕") });
        }
    }
}

struct Finder<'a> {
    words: &'a Words<'a>,
    privacy: &'a Privacy,
    /// Names that stood beside or under a label.
    names: BTreeSet<String>,
}

impl Finder<'_> {
    /// What cells and lines by themselves say.
    fn file(&mut self, raw: &Source, id: FileId) -> Marks {
        let mut marks = Marks::default();
        let mut waiting: Option<Waiting<'_>> = None;
        let mut above: Option<Line> = None;
        for block in lexed::blocks(raw, id) {
            match block {
                Block::Rows(rows) => {
                    self.rows(&rows, &mut marks);
                    (waiting, above) = (None, None);
                }
                Block::Text(line) => {
                    let start = raw.line_span(line).range().start;
                    let plain = Plain::new(raw.line(line));
                    self.text(&plain, start, waiting.take(), &mut marks);
                    waiting = Waiting::after(self.words, plain.text());
                    let wrapped = above.replace(line).filter(|above| above.number + 1 == line.number);
                    wrapped.into_iter().for_each(|above| self.over(raw, &[above, line], &mut marks));
                    self.wrapped(raw, line, &mut marks);
                }
            }
        }
        marks.kept.sort_by_key(|kept| kept.start);
        for line in (1..=raw.file(id).line_count()).map(|number| Line { file: id, number }) {
            self.line(raw.line(line), raw.line_span(line).range().start, &mut marks);
        }
        marks
    }

    fn rows(&mut self, rows: &[RawRow], marks: &mut Marks) {
        let words = self.words;
        grid::decide(words, rows, &mut |range, fate| match fate {
            CellDecision::Stays => marks.kept.push(range),
            CellDecision::Goes { role, names } => self.value(Value { range, role, names }, marks),
            CellDecision::Open => {}
        });
    }

    /// A line of text that begins at byte `start`, below what leaves a value waiting.
    fn text(&mut self, line: &Plain<'_>, start: usize, waiting: Option<Waiting<'_>>, marks: &mut Marks) {
        let text = line.text();
        let figure = waiting.as_ref().is_some_and(|waiting| waiting.is_figure(text));
        if figure || prose::is_row_of_figures(self.words, text) {
            marks.kept.push(moved(line.range(&(0..text.len())), start));
        } else if let Some(value) = waiting.and_then(|waiting| waiting.value(self.words, text)) {
            self.value(value.at(line, start), marks);
        }
    }

    /// What any line says, whatever its cells are: values after a colon, numbers.
    fn line(&mut self, line: &str, start: usize, marks: &mut Marks) {
        let plain = Plain::new(line);
        let text = plain.text();
        for value in prose::behind_labels(self.words, text).into_iter().chain(prose::called(self.words, text))
        {
            self.value(value.at(&plain, start), marks);
        }
        let numbers = self.numbers(text);
        let persons = persons::find(
            self.words,
            text,
            &numbers.iter().map(|(range, _)| range.clone()).collect::<Vec<_>>(),
        );
        let parts = persons::before_parts(self.words, text);
        persons.into_iter().chain(parts).for_each(|value| self.value(value.at(&plain, start), marks));
        for (range, role) in numbers {
            marks.drop(moved(plain.range(&range), start), role);
        }
    }

    /// What leads to a person by its shape, in order: its bytes in a line, and what it is.
    fn numbers(&self, text: &str) -> Vec<(Range<usize>, &'static str)> {
        let told = |before: &str| ask_for_telephone(before, self.words.spec());
        let mut numbers = numbers::find_behind(text, told);
        if !numbers.is_empty() {
            let speaks = Speaks::of(text, self.words.spec());
            let pages = contacts::pages(text);
            numbers.retain(|number| {
                speaks.counts(self.words, text, number) && !contacts::is_of_page(text, &pages, &number.range)
            });
        }
        let before = |range: &Range<usize>| ending(beside(&text[..range.start]));
        let contacts = contacts::find(text).into_iter().filter(|(range, role)| match *role {
            "电话" => !self.words.announces_service(before(range)),
            "邮箱" => !self.words.announces_public(before(range)),
            _ => true,
        });
        let mut found: Vec<_> =
            numbers.into_iter().map(|number| (number.range, role(number.shape))).chain(contacts).collect();
        found.sort_by_key(|(range, _)| range.start);
        found
    }

    /// Words that no table and no other line surrounds.
    fn alone(&mut self, text: &str) -> String {
        let mut marks = Marks::default();
        self.line(text, 0, &mut marks);
        self.everywhere(&SourceFile::new("", text), &mut marks);
        rewritten(text, &united(marks.gone))
    }

    /// A number of a person that begins at the end of a line and goes over lines that hold
    /// nothing else, as numbers of pages do.
    fn wrapped(&self, raw: &Source, line: Line, marks: &mut Marks) {
        let mut lines = vec![line];
        let last = raw.file(line.file).line_count().min(line.number + MOST_LINES);
        for next in (line.number + 1..=last).map(|number| Line { number, ..line }) {
            let text = raw.line(next).trim_matches(['>', ' ', '\r', '\n']);
            if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
                break;
            }
            lines.push(next);
            self.over(raw, &lines, marks);
        }
    }

    /// A number of a person that begins in the first of these lines and ends in the last.
    fn over(&self, raw: &Source, lines: &[Line], marks: &mut Marks) {
        let pieces: Vec<Piece<'_>> =
            lines.iter().enumerate().map(|(at, line)| Piece::new(raw, *line, at)).collect();
        let text = |piece: &Piece<'_>| piece.plain.text().to_owned();
        let (Some(head), Some(tail)) = (pieces.first(), pieces.last()) else { return };
        if !numbers::could_be_cut(head.plain.text(), tail.plain.text()) {
            return;
        }
        // The last amount of a row and the code of the next are no number cut in two, nor
        // are numbers that stand alone.
        let alone = |line: &str| !line.contains(|c: char| c.is_alphabetic());
        if pieces.iter().any(|piece| prose::is_row_of_figures(self.words, piece.plain.text()))
            || pieces.iter().all(|piece| alone(piece.plain.text()))
        {
            return;
        }
        let joined: String = pieces.iter().map(text).collect();
        let (cut, last) = (head.plain.text().len(), joined.len() - tail.plain.text().len());
        let over = |number: &Number| number.range.start < cut && last < number.range.end;
        let speaks = Speaks::of(&joined, self.words.spec());
        for number in numbers::find(&joined).iter().filter(|number| over(number)) {
            if speaks.counts(self.words, &joined, number) {
                let first = head.plain.range(&(number.range.start..cut));
                let end = tail.plain.range(&(0..number.range.end - last));
                marks.drop(head.start + first.start..tail.start + end.end, role(number.shape));
            }
        }
    }

    /// A value at its bytes in the file; the settings may keep it.
    fn value(&mut self, value: Value, marks: &mut Marks) {
        let Value { range, role, names } = value;
        if names.iter().any(|name| self.privacy.keeps(name)) {
            return;
        }
        self.names.extend(names);
        marks.drop(range, &role);
    }

    /// The names found beside labels, and the terms of the settings.
    fn everywhere(&self, file: &SourceFile, marks: &mut Marks) {
        let terms: Vec<&String> = self.privacy.redact.iter().filter(|term| !term.trim().is_empty()).collect();
        if self.names.is_empty() && terms.is_empty() {
            return;
        }
        let known = people::Known::new(&self.names);
        for number in 1..=file.line_count() {
            let (line, start) = (file.line(number), file.line_range(number).start);
            let plain = Plain::new(line);
            for range in known.find(plain.text()) {
                marks.drop(moved(plain.range(&range), start), "姓名");
            }
            for term in &terms {
                let spelled = Plain::new(term);
                let raw = line.match_indices(term.as_str()).map(|(at, term)| at..at + term.len());
                let read = plain.text().match_indices(spelled.text());
                let read = read.map(|(at, term)| plain.range(&(at..at + term.len())));
                let gone = raw.chain(read).map(|range| moved(range, start));
                marks.gone.extend(gone.map(|range| Gone { range, with: "〔略〕".to_owned() }));
            }
        }
    }
}

/// Most lines over which a number goes on.
const MOST_LINES: u32 = 4;

/// A line of those that a number may go over.
struct Piece<'a> {
    plain: Plain<'a>,
    /// Where it begins in the file.
    start: usize,
}

impl<'a> Piece<'a> {
    /// A line of them; after the first a quotation continues its mark.
    fn new(raw: &'a Source, line: Line, at: usize) -> Self {
        let whole = raw.line(line).trim_end();
        let bare = if at == 0 { whole } else { whole.trim_start_matches(['>', ' ']) };
        Self { plain: Plain::new(bare), start: raw.line_span(line).range().start + whole.len() - bare.len() }
    }
}

/// A range of a line that begins at byte `start`.
fn moved(range: Range<usize>, start: usize) -> Range<usize> {
    range.start + start..range.end + start
}

/// What stands in the place of a number.
fn role(shape: Shape) -> &'static str {
    match shape {
        Shape::Identity => "证件号",
        Shape::Mobile | Shape::Fixed => "电话",
    }
}

/// The places in order, those that overlap made one.
fn united(mut gone: Vec<Gone>) -> Vec<Gone> {
    gone.sort_by_key(|gone| (gone.range.start, std::cmp::Reverse(gone.range.end)));
    let mut united: Vec<Gone> = Vec::new();
    for next in gone {
        match united.last_mut().filter(|last| next.range.start < last.range.end) {
            Some(last) => last.range.end = last.range.end.max(next.range.end),
            None => united.push(next),
        }
    }
    united
}

/// The text without what goes; ends of lines within it stay.
fn rewritten(text: &str, gone: &[Gone]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for Gone { range, with } in gone {
        out.push_str(&text[copied..range.start]);
        out.push_str(with);
        out.extend(text[range.clone()].chars().filter(|c| matches!(c, '\r' | '\n')));
        copied = range.end;
    }
    out.push_str(&text[copied..]);
    out
}

#[cfg(test)]
mod tests;
