//! Where a change is stated that the rules require a reason for, one is given.

use std::collections::HashSet;

use crate::audit::narrative::ParagraphContext;
use crate::catalogue::normal::{compact, hashed_key};
use crate::catalogue::schema::SentenceSpec;
use crate::keys::SectionKey;
use crate::model::{Class, Finding, Group, Linked, Paragraph, Rule, Section, Verdict};
use crate::sentences::figures::{FigureKind, StatedFigure, figures};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "reason-given",
    class: Class::Form,
    title: "写了增减，也写了原因",
    text: "收入、支出、“三公”经费及其各项、机关运行经费写出与上年相比增减若干的，逐项看同一段、下一段、本节专门的一句或其下各小节里是否写了原因（“原因”“由于”“主要是”“系……所致”等）；一段话为几项增减写一个原因的，各项都算，总数在“其中”各项写了原因的也算；同一增减额在别处已说明原因的也算。其他增减不在规定之列，不核对。",
    basis: "部门预算公开要求对收支增减变化和“三公”经费增减变化说明原因。",
};

/// Sections on what the rules require reasons for.
const SECTIONS: [SectionKey; 7] = [
    SectionKey::CHANGES,
    SectionKey::INCOME,
    SectionKey::EXPENDITURE,
    SectionKey::APPROPRIATION,
    SectionKey::GENERAL_PUBLIC_SCALE,
    SectionKey::THREE_PUBLIC,
    SectionKey::OPERATING,
];

/// One finding for each such change of a passage.
pub fn check(passage: &ParagraphContext<'_>) -> Vec<Finding> {
    let figures = &passage.figures;
    let changes = (0..figures.len()).filter(|at| is_change(figures, *at));
    let wanted = changes.filter(|at| is_wanted(passage, *at));
    wanted.map(|at| finding(passage, at)).collect()
}

/// A change with an amount, or with a percentage alone.
fn is_change(figures: &[StatedFigure], at: usize) -> bool {
    let said = &figures[at];
    let alone = || at.checked_sub(1).is_none_or(|before| figures[before].kind != FigureKind::Change);
    !said.value.is_zero()
        && (said.kind == FigureKind::Change || (said.kind == FigureKind::ChangePercent && alone()))
}

fn is_wanted(passage: &ParagraphContext<'_>, at: usize) -> bool {
    let key = passage.section.key.as_str();
    let of_section = SECTIONS.iter().any(|section| {
        key.strip_prefix(section.as_str())
            .is_some_and(|rest| rest.trim_start_matches(['-', '2', '3']).is_empty())
    });
    let subject = subject(passage, at);
    let says = |words: &[String]| words.iter().any(|word| subject.contains(word.as_str()));
    (of_section || says(&passage.words().changing))
        && !says(&passage.words().taxes)
        && !says(&passage.words().unasked)
}

/// What changed, in the words before the nearest amount that can have changed so
/// much: nothing grows by more than it has become.
fn subject<'p>(passage: &'p ParagraphContext<'_>, at: usize) -> &'p str {
    let change = &passage.figures[at];
    let amounts = passage.figures[..at].iter().rev().filter(|said| said.kind == FigureKind::Amount);
    let can = |said: &&StatedFigure| change.kind == FigureKind::ChangePercent || said.value >= change.value;
    let mut own = amounts.filter(|said| passage.is_own_year(said)).filter(can);
    own.next().map_or(change.label.as_str(), |said| said.label.as_str())
}

fn finding(passage: &ParagraphContext<'_>, at: usize) -> Finding {
    let said = &passage.figures[at];
    let given = gives_reason(&passage.paragraph.text, passage.words())
        || passage.section.paragraphs.iter().any(|other| explains(passage, other))
        || list_gives_reason(passage)
        || below_gives_reason(passage)
        || passage.whole.reasoned().contains(&said.printed);
    let (verdict, words) =
        if given { (Verdict::Agree, "写了原因") } else { (Verdict::Mismatch, "没有写原因") };
    let subject = subject(passage, at);
    let of = if subject == said.label { String::new() } else { format!("{subject}，") };
    let id = hashed_key("reason", &format!("{subject} {}", said.label));
    Finding::worded(
        &RULE,
        Group::Narrative,
        format!("{}-{id}", passage.section.key),
        verdict,
        format!("“{}”：{of}{}{}{}，{words}", passage.section.name(), said.label, said.printed, said.unit),
        vec![passage.operand(said)],
    )
}

/// Whether another paragraph of the section gives the reason for what one says:
/// the one after it by its first words, any by saying nothing else (`收入增加的主要原因是…`).
fn explains(passage: &ParagraphContext<'_>, other: &Paragraph) -> bool {
    let said = passage.paragraph;
    let text = compact(&other.text);
    let first = text.split(['。', ';']).next().unwrap_or_default();
    let follows = other.first.file == said.last.file
        && other.first > said.last
        && other.first.number - said.last.number <= 2;
    let states_change = |text: &str| {
        figures(text, passage.words()).iter().any(|said| matches!(said.kind, FigureKind::Change))
    };
    gives_reason(first, passage.words()) && (!states_change(&text) || (follows && !states_change(first)))
}

/// Whether a list gives the reason: for the whole that opens it any of its
/// parts, for its parts the paragraph that opens it.
fn list_gives_reason(passage: &ParagraphContext<'_>) -> bool {
    let opens = |paragraph: &Paragraph| compact(&paragraph.text).ends_with([':', '中']);
    let paragraphs = &passage.section.paragraphs;
    let (before, behind): (Vec<&Paragraph>, Vec<&Paragraph>) =
        paragraphs.iter().partition(|other| other.first < passage.paragraph.first);
    if opens(passage.paragraph) {
        return behind.into_iter().any(|other| gives_reason(&other.text, passage.words()));
    }
    let head = before.into_iter().rev().find(|other| opens(other));
    head.is_some_and(|head| gives_reason(&head.text, passage.words()))
}

/// Whether a section under that of the passage gives a reason, or the paragraph that
/// opens the sections among which it stands.
fn below_gives_reason(passage: &ParagraphContext<'_>) -> bool {
    let (level, sections) = (passage.section.level, &passage.linked.disclosure.sections);
    let (before, behind) = sections.split_at(passage.index);
    let below = behind.iter().skip(1).take_while(|section| section.level > level);
    let reasoned =
        |section: &Section| section.paragraphs.iter().any(|one| gives_reason(&one.text, passage.words()));
    let above = before.iter().rev().find(|section| section.level < level);
    let opening = above.and_then(|section| section.paragraphs.last());
    below.into_iter().any(reasoned)
        || opening
            .is_some_and(|one| compact(&one.text).ends_with(':') && gives_reason(&one.text, passage.words()))
}

/// The figures, as printed, of all paragraphs that give a reason.
pub fn reasoned(linked: &Linked, words: &SentenceSpec) -> HashSet<String> {
    let paragraphs = linked.disclosure.sections.iter().flat_map(|section| &section.paragraphs);
    let reasoned = paragraphs.filter(|paragraph| gives_reason(&paragraph.text, words));
    reasoned.flat_map(|paragraph| figures(&paragraph.text, words)).map(|said| said.printed).collect()
}

fn gives_reason(text: &str, words: &SentenceSpec) -> bool {
    let text = compact(text);
    // 因 by itself, but not in 因公出国.
    let because = || text.match_indices('因').any(|(at, _)| !text[at + '因'.len_utf8()..].starts_with('公'));
    let mut all = words.reasons.iter().chain(&words.reasons_given);
    all.any(|word| text.contains(word.as_str())) || because()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_told_from_trips_abroad() {
        let words = &crate::catalogue::Catalogue::get().narrative().sentences;
        for text in ["主要原因是人员增加", "系政策调整所致", "因机构改革减少", "原因：压缩开支", "由于退休"]
        {
            assert!(gives_reason(text, words), "{text}");
        }
        for text in ["因公出国（境）费减少1万元", "公务接待费减少2万元", "比上年增加3万元"]
        {
            assert!(!gives_reason(text, words), "{text}");
        }
    }
}
