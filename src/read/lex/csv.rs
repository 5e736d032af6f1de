//! Comma-separated values: lines with as many commas (or semicolons), quoted where one of
//! them or the end of a line belongs to the cell.

use std::ops::Range;

use crate::catalogue::normal::numbering;
use crate::money::looks_like_amount;
use crate::read::lex::cell::Marks;
use crate::read::lex::{Dialect, LineRange, RawCell, RawRow, Run, Token, WIDEST, looks_like_target, repeats};

/// Most lines that a quoted cell runs over.
const WRAPPED: u32 = 8;

/// As many records tell whether all are rows.
const SAMPLE: usize = 40;

/// Most records before the first with an amount, and that one.
const HEADER: usize = 8;

/// What may stand between two fields.
const SEPARATORS: [char; 2] = [',', ';'];

/// The lines of a record and the bytes of its fields, quotes not counted.
struct Record {
    separator: char,
    lines: Range<u32>,
    fields: Vec<Range<usize>>,
}

/// Reads the run of records that begins at line `from`: three lines or more with as
/// many fields, words and amounts among them; `None` where there is no such run.
/// Gives the line after it.
pub fn read(place: LineRange<'_>, from: u32, tokens: &mut Vec<Token>) -> Option<u32> {
    let mut records = first_records(place, from)?;
    let count = records[0].fields.len();
    while let Some(last) = records.last() {
        match next_record(place, last, count).or_else(|| short_record(place, last, count)) {
            Some(next) => records.push(next),
            None => break,
        }
        if records.len() == SAMPLE && !are_rows(place, &records) {
            return None;
        }
    }
    if records.len() < SAMPLE && !are_rows(place, &records) {
        return None;
    }
    let end = records.last()?.lines.end;
    let mut run = Run { dialect: Dialect::Csv, ..Run::default() };
    for record in records {
        let line = place.line(record.lines.start);
        run.markup.extend(record.lines.skip(1).map(|number| place.line(number)));
        run.rows.push(RawRow { line, cells: cells(place, record.fields) });
    }
    repeats::drop_made_up_headings(&mut run);
    repeats::undo(&mut run);
    tokens.push(Token::Run(run));
    Some(end)
}

/// The row of a line whose cells tabs part and quotes hold together, and the line after it;
/// `None` where no cell begins with a quote that ends with one.
pub fn tabbed(place: LineRange<'_>, from: u32) -> Option<(RawRow, Range<u32>)> {
    let text = place.text(from);
    if !(text.starts_with('"') || text.contains("\t\"")) {
        return None;
    }
    let record = fields_parted_by('\t', place, from)?;
    Some((RawRow { line: place.line(from), cells: cells(place, record.fields) }, record.lines))
}

/// What fields say, without the marks of their quotes.
fn cells(place: LineRange<'_>, fields: Vec<Range<usize>>) -> Vec<RawCell> {
    let cell = |field| {
        let mut cell = place.cell(field, Marks::Plain);
        cell.text = cell.text.replace("\"\"", "\"").replace(['\n', '\r'], "");
        cell
    };
    fields.into_iter().map(cell).collect()
}

/// Whether a run of records may begin at a line.
pub fn begins(place: LineRange<'_>, from: u32) -> bool {
    first_records(place, from).is_some()
}

/// The first records, with as many fields, up to one after a header: three or more.
fn first_records(place: LineRange<'_>, from: u32) -> Option<Vec<Record>> {
    SEPARATORS.iter().find_map(|separator| records_parted_by(*separator, place, from))
}

fn records_parted_by(separator: char, place: LineRange<'_>, from: u32) -> Option<Vec<Record>> {
    let mut records = vec![record(separator, place, from).filter(|first| could_be_row(place, first))?];
    while records.len() < HEADER {
        match next_record(place, records.last()?, records[0].fields.len()) {
            Some(next) => records.push(next),
            None => break,
        }
    }
    are_rows(place, &records).then_some(records)
}

/// The record after one, where it has `count` fields, too.
fn next_record(place: LineRange<'_>, before: &Record, count: usize) -> Option<Record> {
    let next = record(before.separator, place, before.lines.end).filter(|next| next.fields.len() == count);
    next.filter(|next| could_be_row(place, next))
}

/// Most records in a row that lost blank fields.
const LOST: usize = 4;

/// The record after one, where it lost blank fields: a name, others or a code before amounts
/// with cents, and after it, or after others like it, a record that has all fields.
fn short_record(place: LineRange<'_>, before: &Record, count: usize) -> Option<Record> {
    let separator = before.separator;
    let next = |from: u32| lone_name(place, separator, from).or_else(|| record(separator, place, from));
    let lost = |from: u32| next(from).filter(|own| own.fields.len() < count && is_short_row(place, own));
    let first = lost(before.lines.end)?;
    let mut end = first.lines.end;
    for _ in 0..LOST {
        match record(separator, place, end).filter(|own| own.fields.len() == count) {
            Some(whole) => return is_below(place, &whole).then_some(first),
            None => end = lost(end)?.lines.end,
        }
    }
    None
}

/// A line of nothing but a name with its number, as a record.
fn lone_name(place: LineRange<'_>, separator: char, from: u32) -> Option<Record> {
    let text = if from < place.end { place.text(from).trim() } else { "" };
    let lone =
        numbering(text).is_some() && !text.contains([separator, '\t', '|']) && !looks_like_amount(text);
    lone.then(|| Record { separator, lines: from..from + 1, fields: vec![place.content(from)] })
}

/// Whether a record that lost blank fields may be a row: words before amounts, and no sentence.
fn is_short_row(place: LineRange<'_>, record: &Record) -> bool {
    let fields = fields(place, record);
    let sentence = || record.fields.iter().any(|field| trimmed(place, field).contains(['。', '，', '；']));
    let amounts = fields.contains(&Field::Amount);
    let named = fields.contains(&Field::Words) && fields.first() != Some(&Field::Amount);
    named && (amounts || record.fields.len() == 1) && !fields.contains(&Field::Blank) && !sentence()
}

/// Whether a record stands among rows: it has a number, or a row's first cells are blank.
fn is_below(place: LineRange<'_>, whole: &Record) -> bool {
    let blank = whole.fields.first().is_some_and(|first| trimmed(place, first).is_empty());
    could_be_row(place, whole) && (blank || states_number(place, whole))
}

/// Whether a record is no prose: sentences stand only beside several other fields, and no comma
/// inside an amount between words parts two of them.
fn could_be_row(place: LineRange<'_>, record: &Record) -> bool {
    let sentence = || record.lines.clone().any(|number| place.text(number).contains('。'));
    let worded = |text: &str| text.chars().any(char::is_alphabetic);
    let splits_amount = |pair: &[Range<usize>]| {
        let (left, right) = (trimmed(place, &pair[0]), trimmed(place, &pair[1]));
        let digits = right.bytes().take_while(u8::is_ascii_digit).count();
        left.ends_with(|c: char| c.is_ascii_digit()) && digits == 3 && worded(left) && worded(right)
    };
    (record.fields.len() >= MANY || !sentence())
        && !record.fields.windows(2).any(splits_amount)
        && !parts_thousands_alone(place, record)
}

/// Whether all commas of a record part the thousands of amounts.
fn parts_thousands_alone(place: LineRange<'_>, record: &Record) -> bool {
    let mut pairs = record.fields.windows(2);
    record.fields.len() > 1
        && record.lines.len() == 1
        && pairs.all(|pair| {
            let (left, right) = (trimmed(place, &pair[0]), trimmed(place, &pair[1]));
            let digits = right.bytes().take_while(u8::is_ascii_digit).count();
            let ends = left.bytes().rev().take_while(u8::is_ascii_digit).count();
            digits == 3
                && (1..=3).contains(&ends)
                && (left.len() == ends || left.as_bytes()[left.len() - ends - 1] == b' ')
                && pair[0].end + 1 == pair[1].start
        })
}

/// Whether records are rows of a table: three or more, words and numbers in them; fewer
/// where they can be nothing else.
fn are_rows(place: LineRange<'_>, records: &[Record]) -> bool {
    let words = |record: &Record| record.fields.iter().any(|field| !trimmed(place, field).is_ascii());
    let stated = records.iter().filter(|record| states_number(place, record)).count();
    let enough = if records.len() > HEADER { records.len() / 12 } else { 1 };
    let many = records.len() > 2 && stated >= enough && records.iter().any(words);
    many || are_headings_and_amounts(place, records)
        || records.iter().all(|record| is_row(place, record))
        || records.iter().all(|record| is_row_of_targets(place, record))
        || records.iter().all(|record| is_quoted(place, record))
}

/// Fewest fields of a record that prose with commas is not taken for.
const MANY: usize = 4;

/// What a field says, without the marks of a formula or of bold type.
fn trimmed<'a>(place: LineRange<'a>, field: &Range<usize>) -> &'a str {
    place.file.text()[field.clone()].trim().trim_matches(['$', '*'])
}

/// Whether an amount stands in a record, or, among many fields, a target.
fn states_number(place: LineRange<'_>, record: &Record) -> bool {
    let amount = |field: &Range<usize>| looks_like_amount(trimmed(place, field));
    record.fields.iter().any(amount) || has_target(place, record)
}

fn has_target(place: LineRange<'_>, record: &Record) -> bool {
    record.fields.len() >= MANY && record.fields.iter().any(|field| looks_like_target(trimmed(place, field)))
}

/// Whether a record of many fields has words and a target, or words and a number beside a
/// blank: prose has no blank between two commas.
fn is_row_of_targets(place: LineRange<'_>, record: &Record) -> bool {
    let any = |is: fn(&str) -> bool| record.fields.iter().any(|field| is(trimmed(place, field)));
    let blank = || record.fields.len() >= MANY && any(str::is_empty);
    any(|text| !text.is_ascii()) && (has_target(place, record) || (blank() && states_number(place, record)))
}

/// Whether every field of a record stands between quotes.
fn is_quoted(place: LineRange<'_>, record: &Record) -> bool {
    let quoted = |field: &Range<usize>| place.file.text()[..field.start].ends_with('"');
    record.fields.len() > 2 && record.fields.iter().all(quoted)
}

/// What a field of few records holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Words,
    /// An amount with cents.
    Amount,
    /// A number that may be an amount or a code.
    Number,
    /// Nothing, or a mark of nothing.
    Blank,
}

fn fields(place: LineRange<'_>, record: &Record) -> Vec<Field> {
    let field = |field: &Range<usize>| match trimmed(place, field) {
        "" | "-" | "—" | "/" => Field::Blank,
        text if looks_like_amount(text) && text.contains('.') => Field::Amount,
        text if looks_like_amount(text) => Field::Number,
        _ => Field::Words,
    };
    record.fields.iter().map(field).collect()
}

/// Whether two records of three fields or more are headings and the amounts under them, which
/// a name may stand before where a blank shows that it is none of a sentence.
fn are_headings_and_amounts(place: LineRange<'_>, records: &[Record]) -> bool {
    let [head, row] = records else { return false };
    let (head, row) = (fields(place, head), fields(place, row));
    let amounts = row.iter().filter(|field| matches!(field, Field::Amount | Field::Number)).count();
    let bare = amounts > 1 && row.iter().all(|field| *field != Field::Words);
    let named = matches!(&row[..], [Field::Blank, Field::Words, amounts @ ..]
        if amounts.iter().all(|field| *field == Field::Amount));
    head.len() > 2 && head.iter().all(|field| *field == Field::Words) && (bare || named)
}

/// Whether a record of four fields or more is a row by itself: a name before amounts with
/// cents and nothing else.
fn is_row(place: LineRange<'_>, record: &Record) -> bool {
    let fields = fields(place, record);
    let Some(name) = fields.iter().rposition(|field| *field == Field::Words) else { return false };
    let behind = &fields[name + 1..];
    let amounts = behind.iter().filter(|field| **field == Field::Amount).count();
    let before = fields[..name].iter().all(|field| *field != Field::Amount);
    fields.len() > 3 && before && amounts > 0 && behind.iter().all(|field| *field != Field::Number)
}

/// The record that begins at a line; `None` where the line is none.
fn record(separator: char, place: LineRange<'_>, from: u32) -> Option<Record> {
    if from >= place.end || !place.text(from).contains(separator) || place.text(from).contains(['\t', '|']) {
        return None;
    }
    fields_parted_by(separator, place, from)
}

/// The fields of the record that begins at a line, two or more.
fn fields_parted_by(separator: char, place: LineRange<'_>, from: u32) -> Option<Record> {
    let mut at = place.content(from).start;
    let mut line = from;
    let mut fields = Vec::new();
    loop {
        let (field, next) = field(separator, place, at, &mut line, from + WRAPPED)?;
        fields.push(field);
        match next {
            Some(next) if fields.len() < WIDEST => at = next,
            Some(_) => return None,
            None => break,
        }
    }
    (fields.len() > 1).then_some(Record { separator, lines: from..line + 1, fields })
}

/// The field that begins at a byte, and where the next one begins; the line that
/// ends it is put forward. `None` where it is no field: words and a number with a
/// blank between them, or a quote that does not end.
fn field(
    separator: char,
    place: LineRange<'_>,
    at: usize,
    line: &mut u32,
    most: u32,
) -> Option<(Range<usize>, Option<usize>)> {
    let text = place.file.text();
    let end = place.content(*line).end;
    if !text[at..end].starts_with('"') {
        let to = text[at..end].find(separator).map_or(end, |before| at + before);
        let own = text[at..to].trim();
        let words = || own.chars().any(char::is_alphabetic) && own.ends_with(|c: char| c.is_ascii_digit());
        let parted = separator != '\t' && (own.contains("  ") || (own.contains(' ') && words()));
        return (!parted).then_some((at..to, (to < end).then_some(to + 1)));
    }
    let mut from = at + 1;
    loop {
        let end = place.content(*line).end;
        match text[from..end].find('"').map(|quote| from + quote) {
            Some(quote) if text[quote + 1..end].starts_with('"') => from = quote + 2,
            Some(quote) => {
                let behind = text[quote + 1..end].find(|c| c != ' ').map(|next| quote + 1 + next);
                let parted = behind.filter(|next| text[*next..].starts_with(separator));
                return (behind.is_none() || parted.is_some())
                    .then_some((at + 1..quote, parted.map(|at| at + 1)));
            }
            None => {
                *line += 1;
                if *line >= place.end || *line > most {
                    return None;
                }
                from = place.content(*line).start;
            }
        }
    }
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
        let row =
            |row: &RawRow| row.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("/");
        Some(run.rows.iter().map(row).collect())
    }

    #[test]
    fn quotes_keep_commas_and_ends_of_lines() {
        let text = "科目编码,科目名称,合计\n201,\"一般公共\n服务支出\",\"1,234.50\"\n,\"甲\"\"乙\"\"\",5\n";
        assert_eq!(
            rows(text).unwrap(),
            ["科目编码/科目名称/合计", "201/一般公共服务支出/1,234.50", "/甲\"乙\"/5"]
        );
    }

    #[test]
    fn semicolons_part_fields_too() {
        let text = "科目编码;科目名称;合计\n201;一般公共服务支出;1,234.50\n;合计;1,234.50\n";
        assert_eq!(
            rows(text).unwrap(),
            ["科目编码/科目名称/合计", "201/一般公共服务支出/1,234.50", "/合计/1,234.50"]
        );
        assert_eq!(rows("收入12.5万元;支出13.5万元\n购置2辆;租用3辆\n会议1次;培训2次\n"), None);
    }

    #[test]
    fn headings_over_one_row_of_amounts_are_a_table() {
        assert_eq!(
            rows("合计,基本支出,项目支出\n\"1,234.50\",1234.50,\n").unwrap(),
            ["合计/基本支出/项目支出", "1,234.50/1234.50/"]
        );
        assert_eq!(
            rows("科目编码,科目名称,金额\n,合计,34.50\n").unwrap(),
            ["科目编码/科目名称/金额", "/合计/34.50"]
        );
    }

    #[test]
    fn a_row_that_lost_blank_fields_is_one_between_whole_rows() {
        assert_eq!(
            rows("收入,,支出,\n项目,金额,项目,金额\n甲,3.00,一、乙,1.00\n二、丙,2.00\n合计,3.00,合计,3.00\n")
                .unwrap(),
            [
                "收入//支出/",
                "项目/金额/项目/金额",
                "甲/3.00/一、乙/1.00",
                "二、丙/2.00",
                "合计/3.00/合计/3.00"
            ]
        );
        let formulas = rows("甲,$3.00$,\n乙,$2.00$,\n丁,,$1.00$\n");
        assert_eq!(formulas.unwrap(), ["甲/3.00/", "乙/2.00/", "丁//1.00"]);
    }

    #[test]
    fn a_row_alone_on_its_page_is_a_row() {
        assert_eq!(rows("212,08,,征地和拆迁补偿,117.99,\n").unwrap(), ["212/08//征地和拆迁补偿/117.99/"]);
    }

    #[test]
    fn numbers_and_prose_with_commas_are_no_records() {
        assert_eq!(rows("13,297.11\n1,234.50\n2,345.00\n"), None);
        assert_eq!(rows("其中,基本支出,项目\n1.00,2.00,甲\n"), None);
        assert_eq!(rows("其中,基本支出\n项目,其他\n甲,乙\n"), None);
        assert_eq!(rows("收入1,234.50万元，支出2,345.00万元，结转3,456.00万元\n"), None);
        assert_eq!(rows("基本工资 13,297.11\n津贴 1,234.50\n奖金 2,345.00\n"), None);
    }
}
