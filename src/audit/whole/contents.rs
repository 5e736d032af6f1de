//! Every table that the contents list promises is there.

use crate::audit::whole::{finding, place};
use crate::catalogue::normal::{compact, hashed_key, label, yearless};
use crate::catalogue::schema::CaptionsSpec;
use crate::catalogue::{Catalogue, named};
use crate::model::{Class, Disclosure, Finding, Linked, Rule, Table, Target, Unread, Verdict};
use crate::source::Line;

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "contents-kept",
    class: Class::Form,
    title: "目录列出的表都在",
    text: "目录里的每一张表，都在正文里找到同名或同类的表。找不到的，可能没有公开，也可能是文本里丢失。",
    basis: "目录是公开内容的清单。",
};

/// One finding for each table in the contents list.
pub fn check(linked: &Linked, catalogue: &Catalogue) -> Vec<Finding> {
    let disclosure = &linked.disclosure;
    // A table that was read without its title, or under another's, may be the one
    // that is missing; so may rows that stand in no table.
    let is_told = |table: &Table| table.known && table.confidence.is_sure();
    let in_doubt = !disclosure.tables.iter().all(is_told)
        || disclosure.tables.is_empty()
        || disclosure.unread.contains(&Unread::Rows);
    let missing = if in_doubt { Verdict::Unverifiable } else { Verdict::Mismatch };
    let listed = disclosure.contents.iter();
    listed
        .filter_map(|(title, line)| entry(linked, title, catalogue).map(|entry| (*line, entry)))
        .map(|(line, (title, found))| {
            let id = format!("contents-{}", hashed_key("t", &title));
            match found {
                Some(index) => {
                    let table = &disclosure.tables[index];
                    let target = place(
                        table.title.clone(),
                        Target::Table(index),
                        table.title_line.unwrap_or(table.lines.0),
                    );
                    let listing = place(title.clone(), Target::Disclosure, line);
                    finding(
                        &RULE,
                        id,
                        Verdict::Agree,
                        format!("目录列出“{title}”，正文有这张表"),
                        vec![listing, target],
                    )
                }
                None => {
                    let listing = place(title.clone(), Target::Disclosure, line);
                    let statement = format!("目录列出“{title}”，正文没有找到");
                    match titled_at(disclosure, &title, line, catalogue) {
                        Some(at) => Finding {
                            note: Some(format!("原文第 {} 行像是它的标题，本站没有读出这张表。", at.number)),
                            ..finding(&RULE, id, Verdict::Unverifiable, statement, vec![listing])
                        },
                        None => finding(&RULE, id, missing, statement, vec![listing]),
                    }
                }
            }
        })
        .collect()
}

/// The line, apart from the contents list, that looks like the title of a listed
/// table: it ends in its words, or is a title of the same table in other words.
fn titled_at(disclosure: &Disclosure, title: &str, listed: Line, catalogue: &Catalogue) -> Option<Line> {
    let key = label(&yearless(&label(title)));
    let spec = catalogue.table_titled(title).map(|spec| &spec.id);
    let in_list = |line: &Line| *line == listed || disclosure.contents.iter().any(|(_, other)| other == line);
    let same = |line: &Line| {
        let text = disclosure.source.line(*line);
        let title = text.len() < LONGEST && !text.contains("说明");
        let spec_of = |text| catalogue.table_titled(text).map(|spec| &spec.id);
        title && (label(text).ends_with(&key) || (spec.is_some() && spec_of(text) == spec))
    };
    (key.chars().count() > 4).then(|| disclosure.source.lines().find(|line| !in_list(line) && same(line)))?
}

/// Longest title, in bytes.
const LONGEST: usize = 200;

/// The title of a contents entry that names a table, and the table; `None` for
/// other entries.
fn entry(linked: &Linked, title: &str, catalogue: &Catalogue) -> Option<(String, Option<usize>)> {
    let name = label(title);
    let bare = name.find('(').filter(|at| *at > 0).map_or(name.as_str(), |at| &name[..at]);
    let spec = catalogue.table_titled(title);
    let parts = &catalogue.narrative().parts;
    // 公开01表 is the number of a table, not its title.
    let bare_of_digits: String = bare.chars().filter(|c| !c.is_ascii_digit()).collect();
    if spec.is_none() && bare_of_digits != bare && bare_of_digits.chars().count() <= 6 {
        return None;
    }
    if named(parts, title).is_some() || (name.starts_with('第') && name.contains("部分")) {
        return None;
    }
    if spec.is_none()
        && (!bare.ends_with('表') || bare.chars().count() <= 4 || is_collective(bare, catalogue.captions()))
    {
        return None;
    }
    let key = |title: &str| label(&yearless(&label(title)));
    let tables = || linked.disclosure.tables.iter();
    let same = tables().position(|table| key(&table.title) == key(title));
    let known = || spec.and_then(|spec| tables().position(|table| table.id == spec.id));
    Some((compact(title), same.or_else(known)))
}

/// Whether a name is that of all the tables together: `2021年单位预算表`.
fn is_collective(name: &str, words: &CaptionsSpec) -> bool {
    let bare = words.collections.iter().find_map(|ending| name.strip_suffix(ending.as_str()));
    let name = bare.unwrap_or(name);
    let whole = words.collected.iter().any(|all| name.ends_with(all.as_str()));
    whole || matches!(yearless(name).as_str(), "预算" | "决算")
}
