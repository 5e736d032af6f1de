//! The contents list (目录) repeats every title; it is found and set aside so
//! that no title in it is taken for the real one.

use std::collections::HashSet;
use std::ops::Range;

use crate::catalogue::normal::{compact, label, numbering};
use crate::read::lex;
use crate::read::text::{behind_part_number, clean, is_furniture};
use crate::source::SourceFile;

/// Lists longer than this are no contents lists.
const LONGEST: usize = 200;

/// A contents list.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// Its lines, its heading included; empty where there is none.
    pub lines: Range<u32>,
    /// What it lists, without leaders and page numbers, each with its line.
    pub entries: Vec<(u32, String)>,
}

/// The contents list of a file.
///
/// It begins at a line that says 目录 and ends before the first line that is
/// either no entry or the first list entry come again as a heading.
pub fn find(file: &SourceFile, from: u32) -> Contents {
    let heading = (from..=file.line_count()).take(400).find(|n| is_heading(file.line(*n)));
    let Some(heading) = heading else { return Contents::default() };
    let mut entries: Vec<(u32, String)> = Vec::new();
    let mut seen = HashSet::new();
    let mut parts = HashSet::new();
    let mut end = heading + 1;
    let mut dotted = 0;
    for number in heading + 1..=file.line_count() {
        let line = &words(file.line(number));
        if line.is_empty() || is_furniture(line) {
            continue;
        }
        if lex::states_amount(line) {
            // A list has no amounts: what stands right above them is a table's.
            while entries.last().is_some_and(|(_, title)| !is_numbered(title)) {
                entries.pop();
            }
            end = entries.last().map_or(heading, |(number, _)| *number) + 1;
            break;
        }
        let several = entries_in_one(line);
        if several.len() >= FEWEST && several.iter().all(|title| !seen.contains(&label(title))) {
            parts.extend(several.iter().filter_map(|title| part_number(title)));
            seen.extend(several.iter().map(|title| label(title)));
            entries.extend(several.into_iter().map(|title| (number, title)));
            end = number + 1;
            continue;
        }
        let leader = has_leader(line);
        let title = entry(line);
        let key = label(&title);
        let part = part_number(&title);
        let again =
            !leader && (seen.contains(&key) || part.as_ref().is_some_and(|part| parts.contains(part)));
        let undotted = dotted >= 3 && !leader && !next_is_dotted(file, number);
        if again || undotted || seen.len() > LONGEST || (!leader && is_prose(line)) {
            break;
        }
        dotted += usize::from(leader);
        seen.insert(key);
        parts.extend(part);
        match entries.last_mut() {
            Some((_, begun)) if is_end(&title, begun) || is_cut(&title, begun) => begun.push_str(&title),
            _ => entries.push((number, title)),
        }
        end = number + 1;
    }
    Contents { lines: heading..end + markup_after(file, end), entries }
}

/// So many entries in one line are a list.
const FEWEST: usize = 3;

/// The entries of a list that a parser set in one line: each begins with its
/// number. None for prose and for an entry by itself.
fn entries_in_one(line: &str) -> Vec<String> {
    let text = clean(line);
    let mut entries: Vec<String> = Vec::new();
    let begins = |word: &str| {
        let bare = word.strip_suffix(['.', '．', '、']).unwrap_or_default();
        let number = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit());
        number || numbering(word).is_some() || part_number(word).is_some()
    };
    for word in text.split_whitespace() {
        match entries.last_mut().filter(|_| !begins(word)) {
            Some(entry) => entry.push_str(word),
            None if begins(word) => entries.push(word.to_owned()),
            None => return Vec::new(),
        }
    }
    let prose = text.contains(['。', '；']) || entries.iter().any(|entry| entry.chars().count() > 45);
    if prose { Vec::new() } else { entries }
}

/// Whether a line is only the end (`表`, `算表`) of the entry begun before it.
fn is_end(title: &str, begun: &str) -> bool {
    title.ends_with('表') && title.chars().count() <= 4 && !begun.ends_with('表')
}

/// Whether a line continues an entry that the page's width cut: the entry stops
/// inside a word list or a bracket, and the line begins nothing.
fn is_cut(title: &str, begun: &str) -> bool {
    let open = begun.matches(['（', '(', '“', '《']).count() > begun.matches(['）', ')', '”', '》']).count();
    let stops = begun.ends_with(['、', '，', ',', '和', '及', '与', '的']);
    (open || stops) && numbering(title).is_none() && part_number(title).is_none()
}

fn is_numbered(title: &str) -> bool {
    numbering(title).is_some()
        || part_number(title).is_some()
        || title.starts_with(|c: char| c.is_ascii_digit())
}

/// The number of the part that a title begins with: `第一部分`.
fn part_number(title: &str) -> Option<String> {
    let title = compact(title);
    let behind = behind_part_number(&title)?;
    Some(title[..title.len() - behind.len()].to_owned())
}

/// Lines from `from` on that close a table and say nothing.
fn markup_after(file: &SourceFile, from: u32) -> u32 {
    let closes = |number: &u32| {
        let line = file.line(*number);
        line.contains('<') && (words(line).is_empty() || is_furniture(&words(line)))
    };
    (from..=file.line_count()).take_while(closes).count() as u32
}

/// What a line says, without the marks of a table: a parser may make a table of
/// the list, in any dialect.
fn words(line: &str) -> String {
    let line = line.trim();
    if lex::is_rule_of_cells(line) {
        return String::new();
    }
    let line = line.strip_prefix('|').and_then(|line| line.strip_suffix('|')).unwrap_or(line);
    let mut words = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find('<') {
        words.push_str(&rest[..at]);
        words.push_str(if rest[at..].starts_with("</td") { "\t" } else { "" });
        let close = rest[at..]
            .find('>')
            .filter(|_| rest[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'));
        let Some(close) = close else { break };
        rest = &rest[at + close + 1..];
    }
    words.push_str(rest);
    words.trim().to_owned()
}

fn is_heading(line: &str) -> bool {
    line.len() < 60 && matches!(compact(&clean(line)).as_str(), "目录" | "目錄" | "目次")
}

/// Dots that lead to a page number, or a cell that holds one.
fn has_leader(line: &str) -> bool {
    let mut cells = line.split(['\t', '|']).filter(|cell| !cell.trim().is_empty());
    let paged = cells.next().is_some() && cells.next().is_some_and(is_furniture) && cells.next().is_none();
    paged || line.contains("....") || line.contains("……") || line.contains("····") || line.contains("． ．")
}

fn next_is_dotted(file: &SourceFile, number: u32) -> bool {
    (number + 1..=file.line_count())
        .filter(|n| !words(file.line(*n)).is_empty())
        .take(1)
        .any(|n| has_leader(file.line(n)))
}

fn is_prose(line: &str) -> bool {
    line.chars().count() > 60
        || (line.contains('\t') && !has_leader(line))
        || (line.contains('。') && line.chars().count() > 25)
}

/// An entry without its leader and page number.
fn entry(line: &str) -> String {
    let text = clean(line);
    let cut = [" .", "...", "…", "··", "\t", " | "].iter().filter_map(|mark| text.find(mark)).min();
    text[..cut.unwrap_or(text.len())].trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Range<u32>) {
        assert_eq!(find(&SourceFile::new("a", text), 1).lines, expected);
    }

    #[test]
    fn a_list_with_leaders_ends_where_they_end() {
        check(
            "# 目 录\n<b>第一部分 概况</b> .....\t<b>1</b>\n一、职责.....1\n二、收支总表……2\n\n## 第一部分 概况\n",
            1..5,
        );
    }

    #[test]
    fn a_list_without_leaders_ends_where_its_first_entry_comes_again() {
        check("某部门预算\n目录\n一、主要职能\n二、名词解释\n2\n三、预算表\n\n主要职能\n某局是", 2..7);
    }

    #[test]
    fn a_list_may_be_a_table_of_any_dialect() {
        let pipes = "目录\n| 一、职责 ..... | 1 |\n| --- | --- |\n| 二、收支总表 ..... | 2 |\n\n一、职责\n";
        let html = "目录\n<table>\n<tr><td>一、职责</td><td>1</td></tr>\n<tr>\n<td>二、收支总表</td>\n<td>2</td>\n</tr>\n</table>\n一、职责\n";
        for (text, lines) in [(pipes, 1..5), (html, 1..9)] {
            let found = find(&SourceFile::new("a", text), 1);
            let titles: Vec<&str> = found.entries.iter().map(|(_, title)| title.as_str()).collect();
            assert_eq!((found.lines, titles), (lines, vec!["一、职责", "二、收支总表"]));
        }
    }

    #[test]
    fn a_list_may_stand_in_one_line() {
        check(
            "目录\n###### 一、主要职能 二、名词解释 三、预算表 1. 收支总表 2. 收入总表\n\n### 主要职能\n某局是",
            1..3,
        );
        check("目录\n一、为三个 二、方面。三、说明\n一、主要职能\n主要职能\n", 1..4);
    }

    #[test]
    fn a_text_without_a_list_has_none() {
        check("一、主要职能\n正文。", 0..0);
    }
}
