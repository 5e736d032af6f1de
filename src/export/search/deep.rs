//! What is said in sentences: those of the prose that state an amount, and the goals and the
//! indicators of projects. They are many and long, so they stand after what has a name.

use std::collections::HashSet;

use crate::address;
use crate::keys::FieldKey;
use crate::model::{Form, Hit, HitKind, Linked, Paragraph, Section};

/// So many characters of a sentence or a goal are listed.
const LONG: usize = 90;

/// The sentences of the prose that state an amount, by section.
pub(super) fn sentences(linked: &Linked) -> impl Iterator<Item = Hit<'static>> {
    let base = address::disclosure(&linked.disclosure.id);
    let of_section = move |section: &Section| {
        let url = address::section(&linked.disclosure.id, section);
        let path = url.strip_prefix(&base).unwrap_or(&url).to_owned();
        let paragraphs = section.paragraphs.iter().flat_map(told);
        let hits = paragraphs.map(|text| hit(HitKind::Sentence, path.clone(), short(&text), String::new()));
        hits.collect::<Vec<_>>()
    };
    let mut seen = HashSet::new();
    linked.disclosure.sections.iter().flat_map(of_section).filter(move |hit| seen.insert(hit.name.clone()))
}

/// The sentences of a paragraph that state an amount, without emphasis.
fn told(paragraph: &Paragraph) -> Vec<String> {
    let text: String = paragraph.text.chars().filter(|c| !['*', '`'].contains(c)).collect();
    let sentences = text.split_inclusive(['。', '；', '！', '？', '\n']).map(str::trim);
    sentences.filter(|sentence| states_money(sentence)).map(str::to_owned).collect()
}

/// Whether 元 stands after a number: `12.50 万元`.
fn states_money(text: &str) -> bool {
    text.match_indices('元').any(|(at, _)| {
        let before = text[..at].trim_end_matches(|c: char| c.is_whitespace() || "万亿千百十".contains(c));
        before.ends_with(|c: char| c.is_ascii_digit())
    })
}

/// The goals and the indicators of projects, each once.
pub(super) fn promises(linked: &Linked) -> impl Iterator<Item = Hit<'static>> {
    let base = address::disclosure(&linked.disclosure.id);
    let of_project = move |project: &crate::model::Project| {
        let url = address::project(&linked.disclosure.id, &project.slug);
        let path = url.strip_prefix(&base).unwrap_or(&url).to_owned();
        let form = linked.form_of(project);
        let texts = form.map(promised).unwrap_or_default();
        texts.into_iter().map(move |(name, said)| hit(HitKind::Promise, path.clone(), name, said))
    };
    let mut seen = HashSet::new();
    let hits = linked.projects.iter().flat_map(of_project);
    hits.filter(move |hit| seen.insert((hit.path.clone(), hit.name.clone(), hit.said.clone())))
}

/// What a form promises: name and target.
fn promised(form: &Form) -> Vec<(String, String)> {
    let goals = [FieldKey::GOAL_ANNUAL, FieldKey::GOAL].into_iter().filter_map(|key| form.text(key));
    let goals = goals.filter(|text| !text.trim().is_empty()).map(|text| (short(text), String::new()));
    let sure = form.indicators.iter().filter(|indicator| indicator.is_sure() && !indicator.name.is_empty());
    goals.chain(sure.map(|indicator| (indicator.name.clone(), short(&indicator.value)))).collect()
}

fn short(text: &str) -> String {
    match text.char_indices().nth(LONG) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

fn hit(kind: HitKind, path: String, name: String, said: String) -> Hit<'static> {
    Hit { kind, path: path.into(), name: name.into(), said: said.into(), also: "".into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_with_money_is_told_from_one_without() {
        for text in ["安排12.50 万元", "共 1,200元。", "3亿元", "5.2万元"] {
            assert!(states_money(text), "{text}");
        }
        for text in ["单元", "公元2023年", "2023年有3个单元", "万元"] {
            assert!(!states_money(text), "{text}");
        }
        assert_eq!(short(&"长".repeat(200)).chars().count(), LONG + 1);
    }
}
