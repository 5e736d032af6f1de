//! No word stands there twice in a row.

use std::sync::LazyLock;

use regex::Regex;

use crate::audit::whole::{finding, in_short, place};
use crate::catalogue::normal::{compact, hashed_key};
use crate::catalogue::schema::SentenceSpec;
use crate::model::{Class, Disclosure, Finding, Linked, Rule, Section, Target, Verdict};
use crate::source::Line;

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "doubled-words",
    class: Class::Words,
    title: "没有写重的词",
    text: "文字说明里不应有写重的词（“万元万元”“其中其中”“2023年2023年”），也不应把单位名称连写两遍。原文同一行里写重的记为不符；跨行的可能是文本解析时重复，记为存疑。",
    basis: "写重的词是改动文本时留下的。",
};

static YEARS: LazyLock<Regex> = LazyLock::new(years);

/// Compiles the constant pattern, which is valid.
#[allow(clippy::unwrap_used)]
fn years() -> Regex {
    Regex::new("[0-9]{4}年度?[0-9]{4}年度?").unwrap()
}

/// One finding for each word that a section says twice in a row.
pub fn check(linked: &Linked, words: &SentenceSpec) -> Vec<Finding> {
    let disclosure = &linked.disclosure;
    let body = compact(&disclosure.body_name);
    let twice = format!("{body}{body}");
    let mut findings = Vec::new();
    for (index, section) in disclosure.sections.iter().enumerate() {
        let title = (section.title.as_str(), section.title_line, section.title_line);
        let paragraphs = section.paragraphs.iter();
        let paragraphs = paragraphs.map(|one| (one.text.as_str(), one.first, one.last));
        for (text, first, last) in [title].into_iter().chain(paragraphs) {
            if let Some(said) = doubled(text, words, &twice) {
                findings.push(told(disclosure, (index, section), said, first, last));
            }
        }
    }
    findings
}

/// The first words that stand twice in a row.
fn doubled<'t>(text: &'t str, words: &SentenceSpec, twice: &str) -> Option<&'t str> {
    let word = words.undoubled.iter().find_map(|word| found(text, word));
    let body = || Some(twice).filter(|twice| !twice.is_ascii()).and_then(|twice| found(text, twice));
    let year = || {
        let found = YEARS.find(text)?.as_str();
        let half = found.trim_end_matches('度').len().checked_sub('年'.len_utf8())?;
        (found.get(..4) == found.get(half.checked_sub(4)?..half)).then_some(found)
    };
    word.or_else(body).or_else(year)
}

fn found<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    text.matches(word).next()
}

fn told(
    disclosure: &Disclosure,
    (index, section): (usize, &Section),
    said: &str,
    first: Line,
    last: Line,
) -> Finding {
    let mut lines = (first.number..=last.number).map(|number| Line { file: first.file, number });
    let whole = lines.find(|line| compact(disclosure.source.line(*line)).contains(said));
    let operand = place(section.name().to_owned(), Target::Section(index), whole.unwrap_or(first));
    let id = format!("doubled-{}-{}", section.key, hashed_key("w", said));
    let statement = format!("“{}”里写着“{}”，像是写重了", section.name(), in_short(said));
    let verdict = if whole.is_some() { Verdict::Mismatch } else { Verdict::Doubtful };
    let note = "也可能是文本解析时重复了。";
    Finding { note: Some(note.to_owned()), ..finding(&RULE, id, verdict, statement, vec![operand]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_said_twice_in_a_row_are_told_from_words_that_may_be() {
        let words = &crate::catalogue::Catalogue::get().narrative().sentences;
        for text in ["支出9万元万元", "其中其中：甲", "2023年2023年支出", "某市某局某市某局2023年"]
        {
            assert!(doubled(text, words, "某市某局某市某局").is_some(), "{text}");
        }
        for text in ["2022年2023年两年", "年年增加", "财政拨款支出支出决算"] {
            assert_eq!(doubled(text, words, "某市某局某市某局"), None, "{text}");
        }
    }
}
