//! 行政单位X家、事业单位Y家, 包括Z个内设机构: how many units a body is made of is the same
//! wherever it is said, and as many are listed.

use rust_decimal::Decimal;

use crate::catalogue::normal::{compact, hashed_key, numbering};
use crate::catalogue::schema::CountSpec;
use crate::model::{
    Class, Counted, Finding, Group, Linked, Operand, OperandPlace, OperandRole, Paragraph, Part, Rule,
    Section, Target, Verdict,
};
use crate::sentences::lines::line_in;
use crate::sentences::scope::MARKS;

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "unit-count",
    class: Class::Figure,
    title: "单位和机构的个数与列出的一致",
    text: "概况里写的单位、内设机构个数与紧跟着列出的名单核对；行政单位、参公单位、事业单位的家数相加，与“本部以及下属X家”核对；机关运行经费说明里再写的家数与前面的核对。名单可能没有列全，并入本部的单位可能不算，不同的一律记为存疑。",
    basis: "个数由名单数出。",
};

/// A number of units somewhere.
#[derive(Clone)]
struct Number {
    value: usize,
    /// Where it begins and ends in the compacted text, its counter included.
    start: usize,
    end: usize,
    operand: Operand,
}

/// What a disclosure says its body is made of: the number of each kind.
struct Kinds<'s> {
    numbers: Vec<(&'s [String], Number)>,
    /// The numbered paragraphs after that list them.
    listed: usize,
}

/// All numbers of units that can be set beside others or beside a list.
pub fn check(linked: &Linked, words: &CountSpec) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut kinds: Option<Kinds<'_>> = None;
    let (mut below, mut again) = (Vec::new(), Vec::new());
    let sections = &linked.disclosure.sections;
    for (index, section) in sections.iter().enumerate() {
        for (at, paragraph) in section.paragraphs.iter().enumerate() {
            if !may_count(section, &paragraph.text, words) {
                continue;
            }
            let text = compact(&paragraph.text);
            let numbers = numbers(linked, index, paragraph, &text, words);
            if numbers.is_empty() {
                continue;
            }
            if section.part == Part::Overview {
                findings.extend(numbers.iter().filter_map(|number| named_beside(number, &text, words)));
                if text.ends_with(':') {
                    findings
                        .extend(numbers.iter().filter_map(|number| headed(number, &text, sections, index)));
                }
                below.extend(numbers.iter().filter(|number| is_below(number, &text, words)).cloned());
            }
            let own = of_kinds(&numbers, &text, words);
            if kinds.is_none() && section.part == Part::Overview && own.len() > 1 {
                let listed = if text.ends_with(':') { listed(&section.paragraphs[at + 1..]) } else { 0 };
                kinds = Some(Kinds { numbers: own, listed });
            } else {
                again.extend(own);
            }
        }
    }
    if let Some(kinds) = kinds {
        findings.extend(kinds.findings(&below, &again));
    }
    findings
}

/// Whether a paragraph may say a number of units: outside of the overview one of a kind.
fn may_count(section: &Section, text: &str, words: &CountSpec) -> bool {
    let says = |words: &[String]| words.iter().any(|word| text.contains(word.as_str()));
    let of_kind = || words.kinds.iter().any(|kind| says(kind));
    says(&words.counters) && (section.part == Part::Overview || of_kind())
}

/// The numbers of a text that count bodies, in its order.
fn numbers(
    linked: &Linked,
    index: usize,
    paragraph: &Paragraph,
    text: &str,
    words: &CountSpec,
) -> Vec<Number> {
    let digit = |c: char| c.is_ascii_digit();
    let (mut numbers, mut from) = (Vec::new(), 0);
    while let Some(start) = text[from..].find(digit).map(|at| from + at) {
        let end = text[start..].find(|c| !digit(c)).map_or(text.len(), |length| start + length);
        let counter = words.counters.iter().find(|counter| text[end..].starts_with(counter.as_str()));
        let parsed = text[start..end].parse::<usize>().ok().filter(|value| *value < MOST);
        if let Some((counter, value)) = counter.zip(parsed) {
            let printed = &text[start..end];
            let line = line_in(linked, paragraph, printed, text[..start].matches(printed).count());
            let end = end + counter.len();
            let label = label(text, numbers.last().map_or(0, |before: &Number| before.end), start, end);
            let (amount, place) = (Some(Decimal::from(value)), OperandPlace::Page(Target::Section(index)));
            let operand = Operand { label, amount, place, line, role: OperandRole::Used };
            numbers.push(Number { value, start, end, operand });
        }
        from = end.max(start + 1);
    }
    numbers
}

/// More units than any body lists.
const MOST: usize = 1_000;

/// A number with the words of its clause around it, those of the number before apart.
fn label(text: &str, from: usize, start: usize, end: usize) -> String {
    let before = clause(&text[from..start]);
    // Behind another number 和 begins the next.
    let before = before.rsplit('和').next().filter(|_| from > 0).unwrap_or(before);
    let behind = text[end..].split(|c: char| MARKS.contains(&c) || c.is_ascii_digit() || c == '和');
    let noun: String = behind.take(1).flat_map(|noun| noun.chars().take(NOUN)).collect();
    format!("{before}{}{noun}", &text[start..end])
}

/// So many characters of what was counted are said after a number.
const NOUN: usize = 8;

/// The last clause of some words.
fn clause(words: &str) -> &str {
    words.rsplit(MARKS).next().unwrap_or_default()
}

/// The names right after a number (`3家，包括：甲、乙、丙`), or right before it (`甲、乙等2个处室`).
fn named_beside(number: &Number, text: &str, words: &CountSpec) -> Option<Finding> {
    let behind = &text[number.end..];
    let opened = behind.find(':').or_else(|| behind.find(','));
    let open = |(at, word): (usize, &String)| (at, at + word.len());
    let opens = words.opens.iter().filter_map(|word| Some(open((behind.find(word.as_str())?, word))));
    let first = opens.min_by_key(|(at, end)| (*at, std::cmp::Reverse(*end)));
    let near = first.filter(|(at, _)| opened.is_some() && behind[..*at].chars().count() <= NEAR);
    if let Some((_, end)) = near {
        let list = behind[end..].trim_start_matches([':', ',']);
        let list = &list[..list.find(['。', ';', ',']).unwrap_or(list.len())];
        return names(list).map(|listed| finding(number, listed, "后面列出"));
    }
    let before = &text[..number.start];
    let close = words.closes.iter().find_map(|word| before.strip_suffix(word.as_str()))?;
    let list = close.rsplit(['。', ':', ';', ',']).next()?;
    names(list).filter(|listed| *listed > 1).map(|listed| finding(number, listed, "前面列出"))
}

/// So many characters may stand between a number and the word that opens its list.
const NEAR: usize = 6;

/// How many names stand in a list.
fn names(list: &str) -> Option<usize> {
    let names: Vec<&str> = list.split('、').collect();
    let are_names = names.iter().all(|name| (2..=30).contains(&name.chars().count()));
    (are_names && !list.contains(|c: char| c.is_ascii_digit())).then_some(names.len())
}

/// The numbered paragraphs under a heading after that names what was counted.
fn headed(number: &Number, text: &str, sections: &[Section], index: usize) -> Option<Finding> {
    let noun = text[number.end..].split(MARKS).next()?.split('和').next()?;
    let level = sections.get(index)?.level;
    let below = sections[index + 1..].iter().take_while(|section| section.level > level);
    let mut named =
        below.filter(|section| noun.chars().count() > 2 && compact(&section.title).contains(noun));
    let listed = count(&named.next()?.paragraphs);
    (listed > 0).then(|| finding(number, listed, "后面列出"))
}

/// How many paragraphs are numbered, and how many before the first that is not.
fn count(paragraphs: &[Paragraph]) -> usize {
    paragraphs.iter().filter(|one| numbering(one.text.trim_start()).is_some()).count()
}

fn listed(paragraphs: &[Paragraph]) -> usize {
    paragraphs.iter().take_while(|one| numbering(one.text.trim_start()).is_some()).count()
}

/// Whether a number counts the units below the body, which is named beside them.
fn is_below(number: &Number, text: &str, words: &CountSpec) -> bool {
    let before = text[..number.start].rsplit('。').next().unwrap_or_default();
    let below = words.below.iter().any(|word| before.ends_with(word.as_str()));
    below && words.itself.iter().any(|word| before.contains(word.as_str()))
}

/// The numbers of kinds of units, each named right before its number or right after.
fn of_kinds<'s>(numbers: &[Number], text: &str, words: &'s CountSpec) -> Vec<(&'s [String], Number)> {
    let of_kind = |number: &Number| {
        let (before, behind) = (clause(&text[..number.start]), &text[number.end..]);
        let fits = |name: &&String| before.ends_with(name.as_str()) || behind.starts_with(name.as_str());
        let length = |kind: &&Vec<String>| kind.iter().filter(fits).map(String::len).max();
        let kind = words.kinds.iter().filter(|kind| length(kind).is_some()).max_by_key(length)?;
        Some((kind.as_slice(), number.clone()))
    };
    numbers.iter().filter_map(of_kind).collect()
}

impl Kinds<'_> {
    /// The kinds beside the list of them, beside the body with those below it, and beside
    /// the same kinds said again.
    fn findings(&self, below: &[Number], again: &[(&[String], Number)]) -> Vec<Finding> {
        let mut findings = Vec::new();
        let all: usize = self.numbers.iter().map(|(_, number)| number.value).fold(0, usize::saturating_add);
        let figures = || self.numbers.iter().map(|(_, number)| number.operand.clone());
        let said: Vec<String> = self.numbers.iter().map(|(_, number)| number.operand.label.clone()).collect();
        let said = said.join("，");
        if self.listed > 0 {
            let statement = format!("{said}，共 {all} 家，后面列出 {} 家", self.listed);
            findings.push(told("units-listed", statement, all, self.listed, figures().collect()));
        }
        for number in below {
            let statement =
                format!("{}，连同本部 {} 家；{said}，共 {all} 家", number.operand.label, number.value + 1);
            let figures = [number.operand.clone()].into_iter().chain(figures()).collect();
            findings.push(told("units-below", statement, number.value + 1, all, figures));
        }
        for (kind, number) in again {
            let Some((_, first)) = self.numbers.iter().find(|(own, _)| own == kind) else { continue };
            let statement = format!("“{}”，另一处写“{}”", number.operand.label, first.operand.label);
            let figures = vec![number.operand.clone(), first.operand.clone()];
            findings.push(told("units-again", statement, number.value, first.value, figures));
        }
        findings
    }
}

fn finding(number: &Number, listed: usize, how: &str) -> Finding {
    let statement = format!("文字写“{}”，{how} {listed} 个", number.operand.label);
    told("units", statement, number.value, listed, vec![number.operand.clone()])
}

fn told(what: &str, statement: String, actual: usize, expected: usize, figures: Vec<Operand>) -> Finding {
    const NOTE: &str = "名单可能没有列全，有的单位可能并入本部不单列，本站也可能没有数对。";
    let label = figures.first().map_or("", |figure| figure.label.as_str());
    Finding {
        id: format!("narrative-{}", hashed_key(what, label)),
        rule: &RULE,
        group: Group::Narrative,
        verdict: if actual == expected { Verdict::Agree } else { Verdict::Doubtful },
        statement,
        expected: Some(Decimal::from(expected)),
        actual: Some(Decimal::from(actual)),
        unit: Some(Counted::Things("个")),
        tolerance: Decimal::ZERO,
        figures,
        note: (actual != expected).then(|| NOTE.to_owned()),
    }
}
