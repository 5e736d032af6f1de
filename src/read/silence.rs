//! What a text has that was read as nothing: figures without a table, prose without a
//! heading. Silence about it would pass for “nothing wrong”.

use std::collections::HashSet;

use crate::catalogue::normal::{compact, numbering};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Label, codes};
use crate::model::{Doubt, Posting, Role, Table, Target, Unread, count};
use crate::money::{looks_like_amount, parse_amount};
use crate::read::Reading;
use crate::read::segment::Segments;
use crate::read::text::{is_account_code, is_nil};
use crate::source::{Line, Source};

/// From so many lines on a text without a table has lost its tables, and one with tables
/// some of them.
const MANY_LINES: usize = 10;
/// From so many paragraphs on prose without a heading has lost its headings.
const MANY_PARAGRAPHS: usize = 10;

/// Says what could not be read as a whole, and which lines look like rows and
/// stand in no table. To be asked once every line has its place.
pub fn report(reading: &mut Reading<'_>, segments: &mut Segments) -> Vec<Unread> {
    let loose = loose_rows(reading, &segments.tables);
    doubt_cut(reading, &mut segments.tables, &loose);
    doubt_incomplete(reading, &mut segments.tables);
    let no_table = segments.tables.is_empty() && segments.forms.is_empty();
    let mut unread = Vec::new();
    if no_table && loose.len() >= MANY_LINES {
        unread.push(Unread::Tables);
        let message = format!("没有读到任何表格，却有 {} 行像是表里的数", loose.len());
        whole(reading, codes::NO_TABLES, message, loose.first().copied());
    } else {
        unread.extend((loose.len() >= MANY_LINES).then_some(Unread::Rows));
        loose.iter().for_each(|line| say_loose(reading, *line));
    }
    let paragraphs = count(segments.sections.iter().map(|section| section.paragraphs.len()));
    if !segments.headed && paragraphs >= MANY_PARAGRAPHS {
        unread.push(Unread::Headings);
        let first = segments.sections.iter().flat_map(|section| &section.paragraphs).next();
        let message = format!("有 {paragraphs} 段文字，没有认出一个标题");
        whole(reading, codes::NO_HEADINGS, message, first.map(|paragraph| paragraph.first));
    }
    unread
}

/// Most characters of a line with a comma that is no sentence: `第4页，共9页`.
const SHORT: usize = 15;

/// Most lines of a page break and what stands over the rows after it.
const PAGE_BREAK: usize = 12;

/// Doubts the tables after which, before another table's title or rows, stand lines that
/// look like rows: they may be its last.
fn doubt_cut(reading: &Reading<'_>, tables: &mut [Table], loose: &[Line]) {
    let firsts: HashSet<Line> = tables.iter().map(|table| table.lines.0).collect();
    let loose: HashSet<&Line> = loose.iter().collect();
    for table in tables.iter_mut().filter(|table| table.known) {
        let last = table.lines.1;
        let other = |line: &Line| {
            let text = reading.source.line(*line);
            let titled = reading.catalogue.table_titled(text);
            let prose = text.contains(['。', '；']) || (text.contains('，') && text.chars().count() > SHORT);
            titled.is_some_and(|spec| spec.id != table.id) || firsts.contains(line) || prose
        };
        let end = reading.source.file(last.file).line_count();
        let behind = (last.number + 1..=end).map(|number| Line { number, ..last });
        let stated = behind.filter(|line| !reading.source.line(*line).trim().is_empty());
        let near = stated.take_while(|line| !other(line)).take(PAGE_BREAK);
        if near.into_iter().any(|line| loose.contains(&line)) {
            table.confidence = table.confidence.and(Doubt::RowsLeft.into());
        }
    }
}

/// Doubts the tables on pages and sheets of which not everything was read: a row that nobody sees
/// may be what a sum lacks.
fn doubt_incomplete(reading: &Reading<'_>, tables: &mut [Table]) {
    for table in tables {
        let (first, last) = table.lines;
        if reading.source.file(first.file).has_unread(first.number, last.number) {
            table.confidence = table.confidence.and(Doubt::PartUnread.into());
        }
    }
}

fn say_loose(reading: &mut Reading<'_>, line: Line) {
    reading.say(codes::LOOSE_FIGURE, |source| {
        Diagnostic::new(codes::LOOSE_FIGURE, "这一行像是表里的一行，却不在任何表里")
            .at(Label::at_line(source, line, "金额没有进入数据"))
            .hint("请对照原件；多半是文本解析时脱离了表格")
    });
}

fn whole(reading: &mut Reading<'_>, code: DiagnosticCode, message: String, first: Option<Line>) {
    reading.say(code.clone(), |source| {
        let diagnostic = Diagnostic::new(code, message);
        match first {
            Some(line) => diagnostic.at(Label::at_line(source, line, "从这里起")),
            None => diagnostic.in_path(source.files()[0].name()),
        }
    });
}

/// The lines that look like rows of a table and stand in none.
fn loose_rows(reading: &Reading<'_>, tables: &[Table]) -> Vec<Line> {
    let source: &Source = reading.source;
    // What stands under a table is not in it, though its page shows it.
    let notes: HashSet<Line> = tables.iter().flat_map(|table| &table.notes).map(|(_, line)| *line).collect();
    let outside = |posting: &Posting| {
        let in_table = matches!(posting.target, Some(Target::Table(_) | Target::Row(..) | Target::Form(_)));
        !in_table && posting.role != Role::Repeated && posting.role != Role::Superseded
    };
    let loose = |line: &Line| {
        reading.ledger.posting(*line).is_some_and(|posting| notes.contains(line) || outside(&posting))
            && is_row_like(source.line(*line))
    };
    source.lines().filter(loose).collect()
}

/// Most characters of a row's label.
const LONGEST_LABEL: usize = 40;

/// Whether a line is a label and amounts, and no sentence: `30101 基本工资 20.00`,
/// or amounts alone.
fn is_row_like(line: &str) -> bool {
    // `1,234. 50`
    let joined = line.contains(". ").then(|| line.replace(". ", "."));
    let line = joined.as_deref().unwrap_or(line);
    if line.contains(['。', '；', '！', '…']) || line.contains("...") {
        return false;
    }
    let mut words = words(line);
    // Between bars, tabs and quotes stand cells, never sentences.
    let cells = line.contains(['\t', '|']) || line.contains("\",\"") || parts_amount(line);
    if cells && words.len() > 1 && words.iter().any(|word| is_printed_amount(word)) {
        return true;
    }
    let coded = words.first().is_some_and(|word| is_account_code(word));
    // What stands after the amounts says nothing, or begins a label of its own.
    let said = |word: &&&str| is_nil(&compact(word)) || numbering(word).is_some();
    let ends = words.iter().rev().take_while(said).count();
    words.truncate(words.len() - ends);
    let amounts =
        words.iter().rev().take_while(|word| looks_like_amount(word) || is_nil(&compact(word))).count();
    let figures = words.split_off(words.len() - amounts);
    let label = count(words.iter().map(|word| word.chars().count()));
    let long = !words.is_empty() && figures.iter().any(|word| is_long_number(word));
    let printed = long || figures.iter().any(|word| is_printed_amount(word));
    label <= LONGEST_LABEL && (printed || (coded && !words.is_empty() && !figures.is_empty()))
}

/// What blanks, bars and commas between fields part in a line; not those of `1,234.50`.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut from, mut quoted) = (0, false);
    for (at, c) in line.char_indices() {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        // No group of three stands after cents: `828.15,828.15`.
        let groups = || {
            let whole = line[..at].trim_end_matches(|c: char| c.is_ascii_digit());
            whole.len() < at && !whole.ends_with('.') && digits(&line[at + 1..]) == 3
        };
        let parts = match c {
            '"' => true,
            ',' => !quoted && !groups(),
            _ => matches!(c, '\t' | ' ' | '\u{3000}' | '\u{a0}' | '|'),
        };
        quoted ^= c == '"';
        if parts {
            words.push(&line[from..at]);
            from = at + c.len_utf8();
        }
    }
    words.push(&line[from..]);
    for word in &mut words {
        *word = word.trim_start_matches("&nbsp;").trim_end_matches("&nbsp;").trim_matches(['$', '*']);
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether commas part an amount from what stands on both its sides: `上年结转,1.00,结转下年`.
fn parts_amount(line: &str) -> bool {
    let fields: Vec<&str> = line.split(',').collect();
    let amount = |field: &&str| is_printed_amount(field.trim_matches(['$', '*']));
    fields.len() > 2 && fields[1..fields.len() - 1].iter().any(amount)
}

/// Whether a number is too long to be a year, a page or a count.
fn is_long_number(word: &str) -> bool {
    word.len() > 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a word can only be an amount: grouped by three, or with cents.
fn is_printed_amount(word: &str) -> bool {
    let cents = word.rsplit_once('.').is_some_and(|(_, cents)| (1..=2).contains(&cents.len()));
    parse_amount(word).is_ok() && (word.contains([',', '，']) || (cents && word.len() > 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_told_from_sentences_and_numbers_of_pages() {
        for row in [
            "30101 基本工资 20.00",
            "合计 1,234.50 3.00",
            "301 工资福利支出 20",
            "1,234.50",
            "201,一般公共服务支出,\"1,234.50\",,3",
            "3541.71,2825.01,",
            "| **合计** | $30.00$ |",
            "\"四、其他收入\",\"155.51\",\"四、教育支出\"",
            "合计 2426240 2419672 6568",
            "教育支出 8.02 8.02 —",
            "上年结转,$63.90$,结转下年,",
            ",合计,302.47",
            "141.48&nbsp;",
            "7.87\u{a0} ",
            "8,443,334. 00",
            "八、社会保障和就业支出,828.15,828.15",
            "一、一般公共预算拨款收入 1355.91 一、一般公共服务支出",
        ] {
            assert!(is_row_like(row), "{row}");
        }
        for other in [
            "2023年预算 20.00 万元。",
            "一、收入预算 20.00 万元",
            "附表 1",
            "- 12 -",
            "12",
            "第二部分 2023年预算",
            "收支总表 ...... 3.00",
            "1.1 概况",
            "3.2",
        ] {
            assert!(!is_row_like(other), "{other}");
        }
    }
}
