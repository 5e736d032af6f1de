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
mod grid;
mod lexed;
mod numbers;
mod people;
mod prose;
mod words;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::catalogue::Catalogue;
use crate::catalogue::schema::PersonalSpec;
use crate::config::Privacy;
use crate::read::lex::RawRow;
use crate::source::{FileId, Line, Source, SourceFile};
use grid::Fate;
use lexed::Block;
use numbers::{Number, Shape};
use prose::{Value, Waiting};
use words::Words;

/// A source without personal data.
#[derive(Debug)]
pub struct Redacted {
    pub source: Source,
    /// The line of each place that was dropped, in reading order.
    pub lines: Vec<Line>,
}

/// Drops personal data from a source.
pub fn source(raw: &Source, catalogue: &Catalogue, privacy: &Privacy) -> Redacted {
    let words = Words::new(catalogue);
    let mut finder = Finder { words: &words, privacy, names: BTreeSet::new() };
    let ids = || (0..raw.files().len()).map(|index| FileId(index as u16));
    let marks: Vec<Marks> = ids().map(|id| finder.file(raw, id)).collect();
    let mut files = Vec::new();
    let mut lines = Vec::new();
    for (id, mut marks) in ids().zip(marks) {
        let file = raw.file(id);
        finder.everywhere(file.text(), &mut marks);
        let gone = united(marks.gone);
        lines
            .extend(gone.iter().map(|gone| Line { file: id, number: file.line_at(gone.range.start as u32) }));
        files.push(SourceFile::new(file.name(), rewritten(file.text(), &gone)));
    }
    Redacted { source: Source::new(files), lines }
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
                    self.text(raw.line(line), start, waiting.take(), &mut marks);
                    waiting = Waiting::after(self.words, raw.line(line));
                    let wrapped = above.replace(line).filter(|above| above.number + 1 == line.number);
                    wrapped.into_iter().for_each(|above| self.wrapped(raw, above, line, &mut marks));
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
        for (range, fate) in grid::decide(self.words, rows) {
            match fate {
                Fate::Stays => marks.kept.push(range),
                Fate::Goes { role, names } => self.value(Value { range, role, names }, 0, marks),
                Fate::Open => {}
            }
        }
    }

    /// A line of text that begins at byte `start`, below what leaves a value waiting.
    fn text(&mut self, line: &str, start: usize, waiting: Option<Waiting<'_>>, marks: &mut Marks) {
        let figure = waiting.as_ref().is_some_and(|waiting| waiting.is_figure(line));
        if figure || prose::is_row_of_figures(self.words, line) {
            marks.kept.push(start..start + line.len());
        } else if let Some(value) = waiting.and_then(|waiting| waiting.value(self.words, line)) {
            self.value(value, start, marks);
        }
    }

    /// What any line says, whatever its cells are: values behind a colon, numbers.
    fn line(&mut self, line: &str, start: usize, marks: &mut Marks) {
        for value in prose::behind_labels(self.words, line) {
            self.value(value, start, marks);
        }
        let speaks = Speaks::of(line, self.words.spec());
        for number in numbers::find(line) {
            if speaks.counts(self.words, line, &number) {
                let range = start + number.range.start..start + number.range.end;
                marks.drop(range, role(number.shape));
            }
        }
        for (range, role) in contacts::find(line) {
            marks.drop(start + range.start..start + range.end, role);
        }
    }

    /// A number of a person that begins at the end of a line and ends in the next.
    fn wrapped(&self, raw: &Source, above: Line, below: Line, marks: &mut Marks) {
        let (head, tail) = (raw.line(above).trim_end(), raw.line(below).trim_end());
        // The last amount of a row and the code of the next are no number cut in two.
        if [head, tail].iter().any(|line| prose::is_row_of_figures(self.words, line)) {
            return;
        }
        let (end, start) =
            (raw.line_span(above).range().start + head.len(), raw.line_span(below).range().start);
        let joined = format!("{head}{tail}");
        let over = |number: &Number| number.range.start < head.len() && head.len() < number.range.end;
        let speaks = Speaks::of(&joined, self.words.spec());
        for number in numbers::find(&joined).iter().filter(|number| over(number)) {
            if speaks.counts(self.words, &joined, number) {
                let range = end - (head.len() - number.range.start)..start + number.range.end - head.len();
                marks.drop(range, role(number.shape));
            }
        }
    }

    /// A value in a line that begins at byte `start`; the settings may keep it.
    fn value(&mut self, value: Value, start: usize, marks: &mut Marks) {
        let Value { range, role, names } = value;
        if names.iter().any(|name| self.privacy.keep.iter().any(|kept| kept.name == *name)) {
            return;
        }
        self.names.extend(names);
        marks.drop(start + range.start..start + range.end, &role);
    }

    /// The names found beside labels, and the terms of the settings.
    fn everywhere(&self, text: &str, marks: &mut Marks) {
        for range in people::find(text, &self.names) {
            marks.drop(range, "姓名");
        }
        for term in self.privacy.redact.iter().filter(|term| !term.trim().is_empty()) {
            let found = text.match_indices(term.as_str()).map(|(at, _)| at..at + term.len());
            marks.gone.extend(found.map(|range| Gone { range, with: "〔略〕".to_owned() }));
        }
    }
}

/// What stands in the place of a number.
fn role(shape: Shape) -> &'static str {
    match shape {
        Shape::Identity => "证件号",
        Shape::Mobile | Shape::Fixed => "电话",
    }
}

/// What a line speaks of.
struct Speaks {
    phone: bool,
    identity: bool,
}

impl Speaks {
    fn of(line: &str, words: &PersonalSpec) -> Self {
        let has = |words: &[String]| words.iter().any(|word| line.contains(word.as_str()));
        let phone = (line.contains('电') && line.contains('话')) || has(&words.telephones);
        Self { phone, identity: has(&words.papers) }
    }

    /// Whether a number found in the line is a person's.
    fn counts(&self, words: &Words<'_>, line: &str, number: &Number) -> bool {
        // What stands before it in its own cell.
        let before = &line[..number.range.start];
        let before = before.rfind(['\t', '|', '>']).map_or(before, |at| &before[at + 1..]);
        let long = number.range.len() > 15;
        let spoken = match number.shape {
            Shape::Mobile => true,
            Shape::Identity => long || self.identity,
            Shape::Fixed => self.phone && !words.announces_service(before),
        };
        spoken && !words.announces_code(before)
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
mod tests {
    use super::*;
    use crate::config::KeptName;

    fn check(input: &str, expected: &str) {
        check_with(&Privacy::default(), input, expected);
    }

    fn check_with(privacy: &Privacy, input: &str, expected: &str) {
        let raw = Source::new(vec![SourceFile::new("a", input)]);
        let redacted = source(&raw, Catalogue::get(), privacy);
        assert_eq!(redacted.source.files()[0].text(), expected);
    }

    #[test]
    fn handlers_become_their_role_wherever_their_names_stand() {
        let mobile = format!("138{}", "00001111");
        check(
            &format!(
                "负责人:\t\t经办人:\t王小明\t联系电话:\t{mobile}\t填报日期:\t20230131102608\n计划由王小明执行"
            ),
            "负责人:\t\t经办人:\t〔经办人略〕\t联系电话:\t〔电话略〕\t填报日期:\t20230131102608\n计划由〔姓名略〕执行",
        );
        check("| 经办人 | 李四 | 电话 | 0350-3031234 |", "| 经办人 | 〔经办人略〕 | 电话 | 〔电话略〕 |");
        check("<td>经办人：</td><td>李四光</td>", "<td>经办人：</td><td>〔经办人略〕</td>");
        check("联系人：王小明 通讯地址：某路", "联系人：〔经办人略〕 通讯地址：某路");
    }

    #[test]
    fn names_go_however_their_labels_are_set() {
        check("经办人：王 芳\t合计", "经办人：〔经办人略〕\t合计");
        check("经办人：尼玛次仁", "经办人：〔经办人略〕");
        check(
            "单位负责人：孙大圣    经办人：\t李逍遥\n李逍遥",
            "单位负责人：〔负责人略〕    经办人：\t〔经办人略〕\n〔姓名略〕",
        );
        check("**经办人**：李大钊", "**经办人**：〔经办人略〕");
        check("经办人（签字）：陈独秀", "经办人（签字）：〔经办人略〕");
        check("经 办 人：李小龙，审核人：古天", "经 办 人：〔经办人略〕，审核人：〔经办人略〕");
        check("联系人及电话：李明 0350-3031234", "联系人及电话：〔经办人略〕 〔电话略〕");
        check("经办人：\t王\u{3000}芳\n王芳。", "经办人：\t〔经办人略〕\n〔姓名略〕。");
    }

    #[test]
    fn values_go_from_the_line_below_their_label() {
        check("经办人：\n尼玛次仁\n", "经办人：\n〔经办人略〕\n");
        check("经办人\n\n王小明\r\n", "经办人\n\n〔经办人略〕\r\n");
        check("联系电话\n0350-3031234", "联系电话\n〔电话略〕");
        check("经办人\n其他事项\n", "经办人\n其他事项\n");
        check("负责人：\n联系电话：\n", "负责人：\n联系电话：\n");
    }

    #[test]
    fn numbers_go_however_they_are_set() {
        let mobile = format!("139{}", "12345678");
        check(&format!("+86{mobile}"), "〔电话略〕");
        let wide: String = mobile.chars().map(|c| char::from_u32(c as u32 - 48 + 0xff10).unwrap()).collect();
        check(&wide, "〔电话略〕");
        check("联系电话：（0350）3031234", "联系电话：〔电话略〕");
    }

    #[test]
    fn what_is_no_person_stays_in_the_rest_of_the_text() {
        check("经办人：\t办公室\t\n下设办公室", "经办人：\t〔经办人略〕\t\n下设办公室");
        check("负责人：对项目资金使用负总责", "负责人：对项目资金使用负总责");
        check("项目负责人制度", "项目负责人制度");
    }

    #[test]
    fn a_short_name_goes_only_where_it_stands_alone() {
        check("经办人:\t高平\t\n提高平均值，高平。", "经办人:\t〔经办人略〕\t\n提高平均值，〔姓名略〕。");
    }

    #[test]
    fn mobile_and_identity_numbers_go_but_amounts_and_dates_stay() {
        let mobile = format!("139{}", "12345678");
        check(&format!("电联{mobile}。"), "电联〔电话略〕。");
        check("139-1234-5678", "〔电话略〕");
        check("20230131102608", "20230131102608");
        let amounts = format!("13,912,345,678 {mobile}.00");
        check(&amounts, &amounts);
        check(&format!("身份证11010119900307{}", "123X"), "身份证〔证件号略〕");
    }

    #[test]
    fn the_settings_add_terms_and_keep_names() {
        let privacy = Privacy { redact: vec!["赵某某".to_owned()], ..Privacy::default() };
        check_with(&privacy, "赵某某医疗费51万元", "〔略〕医疗费51万元");
        let kept = KeptName { name: "王小明".to_owned(), reason: "法定代表人".to_owned() };
        let privacy = Privacy { keep: vec![kept], ..Privacy::default() };
        check_with(&privacy, "负责人:\t王小明", "负责人:\t王小明");
    }
}
