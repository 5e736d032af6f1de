//! The contents list (目录) repeats every title; it is found and set aside so
//! that no title in it is taken for the real one.

use std::collections::HashSet;
use std::ops::Range;

use crate::catalogue::normal::{compact, label};
use crate::read::text::{clean, is_furniture};
use crate::source::SourceFile;

/// Lists longer than this are no contents lists.
const LONGEST: usize = 200;

/// The lines of the contents list, its heading included; empty where there is
/// none.
///
/// It begins at a line that says 目录 and ends before the first line that is
/// either no entry or the first list entry come again as a heading.
pub fn find(file: &SourceFile, from: u32) -> Range<u32> {
    let heading = (from..=file.line_count()).take(400).find(|n| is_heading(file.line(*n)));
    let Some(heading) = heading else { return 0..0 };
    let mut seen = HashSet::new();
    let mut end = heading + 1;
    let mut dotted = 0;
    for number in heading + 1..=file.line_count() {
        let line = file.line(number);
        if line.trim().is_empty() || is_furniture(line) {
            continue;
        }
        let leader = has_leader(line);
        let key = entry_key(line);
        let again = !leader && seen.contains(&key);
        let undotted = dotted >= 3 && !leader && !next_is_dotted(file, number);
        if again || undotted || seen.len() > LONGEST || (!leader && is_prose(line)) {
            break;
        }
        dotted += usize::from(leader);
        seen.insert(key);
        end = number + 1;
    }
    heading..end
}

fn is_heading(line: &str) -> bool {
    line.len() < 60 && matches!(compact(&clean(line)).as_str(), "目录" | "目錄" | "目次")
}

/// Dots, or a tab, that lead to a page number.
fn has_leader(line: &str) -> bool {
    line.contains("....") || line.contains("……") || line.contains("····") || line.contains("． ．")
}

fn next_is_dotted(file: &SourceFile, number: u32) -> bool {
    (number + 1..=file.line_count())
        .filter(|n| !file.line(*n).trim().is_empty())
        .take(1)
        .any(|n| has_leader(file.line(n)))
}

fn is_prose(line: &str) -> bool {
    line.chars().count() > 60 || line.contains('\t') || (line.contains('。') && line.chars().count() > 25)
}

/// An entry without its leader and page number.
fn entry_key(line: &str) -> String {
    let text = clean(line);
    let cut = [" .", "...", "…", "··", "\t"].iter().filter_map(|mark| text.find(mark)).min();
    label(&text[..cut.unwrap_or(text.len())])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Range<u32>) {
        assert_eq!(find(&SourceFile::new("a", text), 1), expected);
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
    fn a_text_without_a_list_has_none() {
        check("一、主要职能\n正文。", 0..0);
    }
}
