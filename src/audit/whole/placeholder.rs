//! No placeholder was left in.

use std::sync::LazyLock;

use regex::Regex;

use crate::audit::whole::{finding, place};
use crate::catalogue::normal::hashed_key;
use crate::model::{Class, Finding, Linked, Rule, Target, Verdict};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "placeholder",
    class: Class::Words,
    title: "没有留下模板里的占位字样",
    text: "文字说明里不应留下“XX局”“××万元”“待填写”“【略】”一类模板占位的字样，不应留下“增加（减少）”一类没有选定的说法、没有写完的“主要原因是。”和没有数的“万元”；各段的标题也一样。",
    basis: "公开文本多由模板填成，占位字样说明有内容没有填写。",
};

static MARKS: LazyLock<Regex> = LazyLock::new(marks);

/// Compiles the constant pattern, which is valid.
#[allow(clippy::unwrap_used)]
fn marks() -> Regex {
    Regex::new(r"(?:XX+|xx+|××+|\*\*\*+|＊＊+)(?:局|市|县|区|部门|单位|万元|元|年|项目|%|处|院|委)|待填写|待补充|【略】|（此处填写|\(此处填写|(?:增加|增长|上升|减少|下降) *[（(](?:增加|增长|上升|减少|下降|持平)[）)] *[0-9]|主要原因(?:是|为)[：:]? *。|(?:为|共计|增加|减少) *万元").unwrap()
}

/// One finding: that there is none, or each.
pub fn check(linked: &Linked) -> Vec<Finding> {
    let sections = linked.disclosure.sections.iter().enumerate();
    let found: Vec<Finding> = sections
        .flat_map(|(index, section)| {
            let paragraphs =
                section.paragraphs.iter().map(|paragraph| (paragraph.text.as_str(), paragraph.first));
            let title = (section.title.as_str(), section.title_line);
            [title].into_iter().chain(paragraphs).map(move |(text, line)| (index, section, text, line))
        })
        .filter_map(|(index, section, text, line)| {
            let mark = MARKS.find(text)?.as_str();
            let operand = place(section.name().to_owned(), Target::Section(index), line);
            let id = format!("placeholder-{}-{}", section.key, hashed_key("m", mark));
            let shown = mark.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
            let statement = format!("“{}”里留有“{shown}”", section.name());
            Some(finding(&RULE, id, Verdict::Mismatch, statement, vec![operand]))
        })
        .collect();
    if !found.is_empty() || linked.disclosure.sections.is_empty() {
        return found;
    }
    let first = &linked.disclosure.sections[0];
    let operand = place(first.name().to_owned(), Target::Section(0), first.title_line);
    vec![finding(
        &RULE,
        "placeholder".to_owned(),
        Verdict::Agree,
        "文字说明里没有占位字样".to_owned(),
        vec![operand],
    )]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_told_from_words() {
        for text in [
            "XX局2023年",
            "增加××万元",
            "【略】",
            "待填写",
            "比上年增加（减少）3万元",
            "主要原因是。",
            "支出为 万元。",
        ] {
            assert!(MARKS.is_match(text), "{text}");
        }
        for text in [
            "XXL号服装",
            "策略",
            "〔电话略〕",
            "**“三公”**",
            "预算增加（减少）情况",
            "主要原因是增资。",
            "单位：万元",
        ] {
            assert!(!MARKS.is_match(text), "{text}");
        }
    }
}
