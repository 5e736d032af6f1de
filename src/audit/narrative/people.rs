//! Counts of people and things stated twice with different numbers, where both
//! say the same words.

use std::collections::HashMap;
use std::ops::Range;

use rust_decimal::Decimal;

use crate::catalogue::normal::{compact, hashed_key};
use crate::catalogue::schema::PeopleSpec;
use crate::model::{
    Class, Counted, Finding, Form, Group, Indicator, Linked, Operand, OperandPlace, OperandRole, Period,
    Project, Rule, Target, Verdict,
};
use crate::source::Line;

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "stated-count",
    class: Class::Figure,
    title: "同一对象的人数在各处相同",
    text: "申报表的数量指标写了某类人数的，与同一张表的文字、其他申报表和概况里用同样的词说的人数核对。同一张表里不同的记为不符；表中写明是总数之一部分的，不与总数比较；不同地方可能口径不同的，记为口径可能不同。",
    basis: "观察到的情况：同一类人员在概况、申报表里的人数时有出入。",
};

/// Longest noun that is looked for, in characters.
const LONGEST: usize = 40;

/// A number of people somewhere.
#[derive(Clone)]
struct Mention {
    count: Decimal,
    label: String,
    place: OperandPlace,
    line: Line,
    /// The form it stands in.
    form: Option<usize>,
    /// Said as a total: `共404人`.
    total: bool,
}

/// One finding for each kind of people that an indicator counts and a text
/// mentions.
pub fn check(linked: &Linked, spec: &PeopleSpec) -> Vec<Finding> {
    let mut findings = Vec::new();
    let all = Mentions::of(linked, spec);
    let owners = linked.projects.iter().filter_map(|project| Some((project.form?, project)));
    let owners: HashMap<usize, &Project> = owners.collect();
    for (index, form) in linked.disclosure.forms.iter().enumerate() {
        let Some(project) = owners.get(&index) else { continue };
        for indicator in form.indicators_of(Period::Implementation).filter(|it| it.level2 == spec.level) {
            let Some((noun, count)) = counted(indicator, spec) else { continue };
            let mentions = all.saying(&noun);
            let (own, mut others): (Vec<&Mention>, Vec<&Mention>) =
                mentions.iter().partition(|mention| mention.form == Some(index));
            // A form that says its number beside the whole's (共404人，已过渡236人)
            // counts a part: other places that speak of the whole say nothing of it.
            let (whole, own): (Vec<&Mention>, Vec<&Mention>) =
                own.into_iter().partition(|mention| mention.total);
            if whole.iter().any(|whole| whole.count > count) && all.says(index, count) {
                others.clear();
            } else {
                others.extend(whole);
            }
            let id = format!("form-{}-{}", project.slug, hashed_key("people", &noun));
            let said = Operand {
                label: format!("{} · {}", project.name, indicator.name),
                amount: Some(count),
                place: OperandPlace::Page(Target::Form(index)),
                line: indicator.line,
                role: OperandRole::Used,
            };
            findings.extend(compare(&id, &said, &own, Verdict::Mismatch));
            findings.extend(compare(&format!("{id}-elsewhere"), &said, &others, Verdict::Scope));
        }
    }
    findings
}

/// The noun of an indicator that counts people, and the number.
fn counted(indicator: &Indicator, spec: &PeopleSpec) -> Option<(String, Decimal)> {
    let name = compact(&indicator.name);
    let noun = spec.nouns.iter().find_map(|end| name.strip_suffix(end.as_str()))?;
    let value = compact(&indicator.value);
    let digits = value.strip_suffix(|c| spec.counters.contains(c))?;
    (noun.chars().count() >= 2).then_some(())?;
    Some((noun.to_owned(), digits.parse().ok()?))
}

/// Every number of people with the words before it, found once.
#[derive(Default)]
struct Mentions {
    /// By the two characters before the number.
    by_end: HashMap<String, Vec<(String, Mention)>>,
}

impl Mentions {
    fn of(linked: &Linked, spec: &PeopleSpec) -> Self {
        let mut mentions = Self::default();
        let disclosure = &linked.disclosure;
        for (index, section) in disclosure.sections.iter().enumerate() {
            for paragraph in &section.paragraphs {
                let place = OperandPlace::Page(Target::Section(index));
                mentions.collect(&numbers(&paragraph.text, spec), &place, paragraph.first, None);
            }
        }
        for (index, form) in disclosure.forms.iter().enumerate() {
            for (text, line) in texts(form) {
                mentions.collect(
                    &numbers(text, spec),
                    &OperandPlace::Page(Target::Form(index)),
                    line,
                    Some(index),
                );
            }
        }
        mentions
    }

    fn collect(&mut self, numbers: &[Number], place: &OperandPlace, line: Line, form: Option<usize>) {
        for Number { before, said, count, total } in numbers {
            let (label, place) = (said.clone(), place.clone());
            let mention = Mention { count: *count, label, place, line, form, total: *total };
            self.by_end.entry(ending(before, 2).to_owned()).or_default().push((before.clone(), mention));
        }
    }

    /// Whether the texts of a form state so many people, of whatever kind.
    fn says(&self, form: usize, count: Decimal) -> bool {
        let mut all = self.by_end.values().flatten();
        all.any(|(_, mention)| mention.form == Some(form) && mention.count == count && !mention.total)
    }

    /// Every place that says the noun with a number of people right after it.
    fn saying(&self, noun: &str) -> Vec<Mention> {
        let near = self.by_end.get(ending(noun, 2)).into_iter().flatten();
        let saying = near.filter(|(before, _)| before.ends_with(noun));
        let named =
            |mention: &Mention| Mention { label: format!("{noun}{}", mention.label), ..mention.clone() };
        saying.map(|(_, mention)| named(mention)).collect()
    }
}

/// A number of people in a text.
struct Number {
    /// The words before it, the last of them.
    before: String,
    /// It with what belongs to it: `共404人`.
    said: String,
    count: Decimal,
    /// Said as a total.
    total: bool,
}

/// Most digits of a number of people.
const DIGITS: usize = 6;

/// The numbers of people in a text.
fn numbers(text: &str, spec: &PeopleSpec) -> Vec<Number> {
    let text = compact(text);
    let digit = |c: char| c.is_ascii_digit();
    let (mut numbers, mut from) = (Vec::new(), 0);
    while let Some(start) = text[from..].find(digit).map(|at| from + at) {
        let end = text[start..].find(|c| !digit(c)).map_or(text.len(), |length| start + length);
        numbers.extend(number(&text, start..end, spec));
        from = end;
    }
    numbers
}

/// The digits of a text that are a number of people, with what stands around them.
fn number(text: &str, digits: Range<usize>, spec: &PeopleSpec) -> Option<Number> {
    let counter = text[digits.end..].chars().next().filter(|c| spec.counters.contains(*c))?;
    let count = text[digits.clone()].parse().ok().filter(|_| digits.len() <= DIGITS)?;
    let before = &text[..digits.start];
    let ends = |words: &[String]| {
        let word = words.iter().find(|word| before.ends_with(word.as_str()));
        word.map(|word| before.len() - word.len())
    };
    let total = ends(&spec.totals);
    let start = total.or_else(|| ends(&spec.stating)).unwrap_or(before.len());
    let said = text[start..digits.end + counter.len_utf8()].to_owned();
    Some(Number { before: ending(&text[..start], LONGEST).to_owned(), said, count, total: total.is_some() })
}

/// The last so many characters of a text.
fn ending(text: &str, characters: usize) -> &str {
    let start = text.char_indices().rev().take(characters).last().map_or(text.len(), |(at, _)| at);
    &text[start..]
}

/// The texts of a form, a goal that both periods state alike once.
fn texts(form: &Form) -> Vec<(&str, Line)> {
    let mut texts: Vec<(&str, Line)> = Vec::new();
    for field in &form.fields {
        let best = field.best();
        if !texts.iter().any(|(text, _)| *text == best.text) {
            texts.push((&best.text, best.lines[0]));
        }
    }
    texts
}

fn compare(id: &str, said: &Operand, mentions: &[&Mention], differing: Verdict) -> Option<Finding> {
    let first = mentions.first()?;
    let different: Vec<&&Mention> =
        mentions.iter().filter(|mention| Some(mention.count) != said.amount).collect();
    // Elsewhere, one equal number settles it: people are counted in parts, too.
    let settled = differing == Verdict::Scope && different.len() < mentions.len();
    let shown = different.first().filter(|_| !settled).copied().unwrap_or(first);
    let agree = settled || different.is_empty();
    Some(Finding {
        id: id.to_owned(),
        rule: &RULE,
        group: Group::Narrative,
        verdict: if agree { Verdict::Agree } else { differing },
        statement: format!("{} {}，另一处写“{}”", said.label, said.amount.unwrap_or_default(), shown.label),
        expected: Some(shown.count),
        actual: said.amount,
        unit: Some(Counted::Things("人")),
        tolerance: Decimal::ZERO,
        figures: vec![
            said.clone(),
            Operand {
                label: shown.label.clone(),
                amount: Some(shown.count),
                place: shown.place.clone(),
                line: shown.line,
                role: OperandRole::Used,
            },
        ],
        note: (!agree && differing == Verdict::Scope)
            .then(|| "两处可能指不同时点或不同范围的人员。".to_owned()),
    })
}
