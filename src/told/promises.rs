//! What is promised for the money of projects: the indicators of all forms side by side, told
//! apart by how they are put. That says nothing of how good they are.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::catalogue::normal::compact;
use crate::catalogue::schema::PromiseSpec;
use crate::model::Linked;
use crate::money::parse_amount;
use crate::source::Line;
use crate::told::pairs::{Pair, pairs};

/// How an indicator is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// Its target has a number, dates apart.
    Number,
    /// It has none.
    NoNumber,
    /// It is 100 % or 95 % and nothing else.
    General,
    /// The same name with the same target stands in several forms.
    Repeated,
    Satisfaction,
    /// What one of something costs.
    UnitCost,
    /// Words of the template were left in.
    Template,
}

impl Fact {
    pub const ALL: [Fact; 7] = [
        Fact::Number,
        Fact::NoNumber,
        Fact::General,
        Fact::Repeated,
        Fact::Satisfaction,
        Fact::UnitCost,
        Fact::Template,
    ];
}

/// One indicator of a form.
#[derive(Debug)]
pub struct Promise<'a> {
    /// The index of its form.
    pub form: usize,
    pub pair: Pair<'a>,
    /// In their order; none where the indicator may be misread.
    pub facts: Vec<Fact>,
    /// In how many forms it stands with the same target; 1 for this one alone.
    pub forms: usize,
}

/// A field of a form in which words of the template were left.
#[derive(Debug)]
pub struct Left<'a> {
    /// The index of its form.
    pub form: usize,
    /// The field's label as published.
    pub field: &'a str,
    /// The words.
    pub words: &'a str,
    pub line: Line,
}

/// The indicators of a disclosure.
#[derive(Debug, Default)]
pub struct Promises<'a> {
    /// By form, in the form's order.
    pub all: Vec<Promise<'a>>,
    pub left: Vec<Left<'a>>,
}

impl<'a> Promises<'a> {
    /// Gathers them.
    pub(super) fn of(linked: &'a Linked, spec: &'a PromiseSpec) -> Self {
        // A self-evaluation repeats the targets of the form that it stands beside.
        let evaluations: BTreeSet<usize> = linked
            .projects
            .iter()
            .filter(|project| project.form.is_some())
            .filter_map(|project| project.evaluation)
            .collect();
        let forms = || linked.disclosure.forms.iter().enumerate().filter(|(at, _)| !evaluations.contains(at));
        let pairs: Vec<(usize, Pair)> =
            forms().flat_map(|(at, form)| pairs(form).into_iter().map(move |pair| (at, pair))).collect();
        let mut same: BTreeMap<(String, String), BTreeSet<usize>> = BTreeMap::new();
        for (form, pair) in pairs.iter().filter(|(_, pair)| !is_doubtful(*pair)) {
            same.entry(key(*pair)).or_default().insert(*form);
        }
        let promise = |(form, pair): (usize, Pair<'a>)| {
            let doubtful = is_doubtful(pair);
            let forms = same.get(&key(pair)).filter(|_| !doubtful).map_or(1, BTreeSet::len);
            let fits = |fact: &Fact| !doubtful && is(*fact, pair, forms, spec);
            Promise { form, pair, facts: Fact::ALL.into_iter().filter(fits).collect(), forms }
        };
        let left = forms().flat_map(|(form, one)| {
            one.fields.iter().filter_map(move |field| {
                let best = Some(field.best()).filter(|best| best.doubt.is_none())?;
                let word = spec.templates.iter().find(|word| best.text.contains(word.as_str()))?;
                Some(Left { form, field: &field.label, words: word, line: *best.lines.first()? })
            })
        });
        Self { all: pairs.iter().copied().map(promise).collect(), left: left.collect() }
    }

    /// How many indicators a fact is said of.
    pub fn count(&self, fact: Fact) -> usize {
        self.all.iter().filter(|promise| promise.facts.contains(&fact)).count()
    }
}

fn is_doubtful(pair: Pair<'_>) -> bool {
    pair.sides().any(|side| side.doubt.is_some())
}

/// The name and the target of an indicator: the year's, where there is one.
fn told(pair: Pair<'_>) -> (&str, &str) {
    let side = pair.annual.or(pair.implementation);
    side.map_or(("", ""), |side| (side.name.as_str(), side.value.as_str()))
}

fn key(pair: Pair<'_>) -> (String, String) {
    let (name, value) = told(pair);
    (compact(name), compact(value))
}

fn is(fact: Fact, pair: Pair<'_>, forms: usize, spec: &PromiseSpec) -> bool {
    let (name, value) = key(pair);
    let is_whole = |words: &String| spec.whole.contains(words);
    let target = if value.is_empty() && !is_whole(&name) { &name } else { &value };
    let (level1, level2) = pair.levels();
    match fact {
        Fact::Number => has_number(target, spec),
        Fact::NoNumber => !has_number(target, spec),
        Fact::General => share(target).is_some_and(|share| spec.shares.contains(&share)),
        Fact::Repeated => forms >= spec.often,
        Fact::Satisfaction => [name.as_str(), level1, level2].iter().any(|one| one.contains(&spec.satisfied)),
        Fact::UnitCost => {
            let cost = level1.contains(&spec.cost) || level2.contains(&spec.cost);
            cost && target.contains(&spec.money) && has_number(target, spec) && is_of_one(&name, &value, spec)
        }
        Fact::Template => [&name, &value].iter().any(|one| is_template(one, spec)),
    }
}

static DATE: LazyLock<Regex> = LazyLock::new(date);

/// Compiles the constant pattern, which is valid.
#[allow(clippy::unwrap_used)]
fn date() -> Regex {
    Regex::new(
        r"(?:19|20)[0-9]{2}(?:年度?(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|[./-][0-9]{1,2}[./-][0-9]{1,2}日?)|[0-9]{1,2}月(?:[0-9]{1,2}日)?|^(?:19|20)[0-9]{2}[./-](?:0[1-9]|1[0-2])(?:[前底]|$)",
    )
    .unwrap()
}

/// Whether a target has a number in it, dates apart.
fn has_number(target: &str, spec: &PromiseSpec) -> bool {
    let undated = DATE.replace_all(target, "");
    let digit = |c: char| spec.numerals.contains(c);
    let counted = |(at, _): (usize, char)| {
        let rest = undated[at..].trim_start_matches(|c| digit(c) || spec.powers.contains(c));
        rest.starts_with(|c| spec.counters.contains(c))
    };
    let part = |at: usize, mark: &str| undated[at + mark.len()..].starts_with(digit);
    undated.contains(|c: char| c.is_ascii_digit())
        || undated.match_indices("分之").any(|(at, mark)| part(at, mark))
        || undated.char_indices().filter(|(_, c)| digit(*c)).any(counted)
}

/// The percentage that a target is and nothing else: `≥95.00(%)` is 95.
fn share(target: &str) -> Option<String> {
    let marks = |c: char| matches!(c, '≥' | '≧' | '>' | '＞' | '=' | '＝' | '(' | ')' | '（' | '）');
    let bare: String = target.chars().filter(|c| !marks(*c)).collect();
    let bare = ["不低于", "大于等于", "不小于", "大于", "达到", "达"]
        .iter()
        .find_map(|word| bare.strip_prefix(word))
        .unwrap_or(&bare);
    let number = bare.strip_suffix(['%', '％'])?;
    Some(parse_amount(number).ok()?.normalize().to_string())
}

/// Whether a cost is said to be of one of something.
fn is_of_one(name: &str, value: &str, spec: &PromiseSpec) -> bool {
    let says = |words: &String| match words.split_once('*') {
        Some((first, then)) => name.split_once(first).is_some_and(|(_, rest)| rest.contains(then)),
        None => name.contains(words.as_str()) || value.contains(words.as_str()),
    };
    spec.unit_costs.iter().any(says)
}

fn is_template(words: &str, spec: &PromiseSpec) -> bool {
    spec.whole.iter().any(|whole| words == whole)
        || spec.templates.iter().any(|word| words.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    fn spec() -> &'static PromiseSpec {
        &Catalogue::get().form().promises
    }

    #[test]
    fn dates_are_no_numbers_and_chinese_ones_are() {
        let numbers = [
            "406人",
            "≥95%",
            "至少一次",
            "每月2次",
            "=300.00(场)",
            "≥2000人",
            "2000平方米",
            "1999.5万元",
            "2000-2050次",
            "三百人",
            "约二千人",
            "十万户",
            "2000元/人",
            "百分之九十",
            "千分之五",
            "2000.5",
        ];
        for target in numbers {
            assert!(has_number(target, spec()), "{target}");
        }
        for target in [
            "2023年完成",
            "2023年12月底前",
            "2021.3.25-2022.12.11",
            "2023.12",
            "2023年度",
            "12月31日",
            "保障",
            "统一规划",
            "十分满意",
            "",
        ] {
            assert!(!has_number(target, spec()), "{target}");
        }
    }

    #[test]
    fn a_share_is_told_however_it_is_printed() {
        for (target, expected) in [
            ("100%", Some("100")),
            ("≥95.00(%)", Some("95")),
            ("=100.00(%)", Some("100")),
            ("不低于95%", Some("95")),
            ("提高90%", None),
            ("95分", None),
            ("合格率100%", None),
        ] {
            assert_eq!(share(&compact(target)).as_deref(), expected, "{target}");
        }
    }

    #[test]
    fn costs_of_one_of_something_are_told_from_others() {
        let of_one = |name, value| is_of_one(name, value, spec());
        assert!(
            of_one("单位购置成本", "≤42元")
                && of_one("每人次考试成本", "77元")
                && of_one("成本", "30元/平方米")
        );
        assert!(!of_one("本单位人员经费", "100万元") && !of_one("项目总成本", "5万元"));
    }
}
