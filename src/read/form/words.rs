//! What a label of a form names, in any of the words it goes by.

use crate::catalogue::normal::{compact, first, label, unbracketed};
use crate::catalogue::schema::{FormSpec, Named, NamedList};
use crate::keys::FieldKey;
use crate::model::Period;

/// Of what time a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Of the whole or of the year.
    Of(Period),
    /// Of a part of the year (半年): of neither.
    Partial,
}

/// The field that a label names.
pub fn field<'a>(spec: &'a FormSpec, text: &str) -> Option<&'a Named> {
    by_name(spec, &spec.fields, text)
}

/// The source of money that a label names.
pub fn fund<'a>(spec: &'a FormSpec, text: &str) -> Option<&'a Named> {
    by_name(spec, &spec.funds, text)
}

/// What a heading says that amounts of one source side by side are.
pub fn fund_column<'a>(spec: &'a FormSpec, text: &str) -> Option<&'a Named> {
    by_name(spec, &spec.fund_columns, text)
}

/// What a column of indicators holds by its heading, and of what time, where it says so.
pub fn part<'a>(spec: &'a FormSpec, text: &str) -> Option<(&'a Named, Option<When>)> {
    part_of(spec, &Name::of(spec, text)?.bare)
}

fn part_of<'a>(spec: &'a FormSpec, name: &str) -> Option<(&'a Named, Option<When>)> {
    let (when, rest) = timed(spec, name).map_or((None, name), |(when, rest)| (Some(when), rest));
    let plain = rest.strip_prefix("绩效").unwrap_or(rest);
    let found = [rest, plain, name].into_iter().find_map(|name| spec.parts.named(name));
    found.map(|named| (named, when))
}

/// The time that a heading begins with, and what stands after it.
pub fn timed<'t>(spec: &FormSpec, name: &'t str) -> Option<(When, &'t str)> {
    let of = |words: &[String]| words.iter().find_map(|word| name.strip_prefix(word.as_str()));
    let periods = &spec.periods;
    let whole = of(&periods.implementation).map(|rest| (When::Of(Period::Implementation), rest));
    let year = || of(&periods.annual).map(|rest| (When::Of(Period::Annual), rest));
    let partly = || of(&periods.partial).map(|rest| (When::Partial, rest));
    whole.or_else(year).or_else(partly)
}

/// Whether a text is a heading that carries no value.
pub fn is_heading(spec: &FormSpec, text: &str) -> bool {
    Name::of(spec, text).is_some_and(|name| name.heads(spec))
}

/// Whether a text is a label whose value is personal.
pub fn is_personal(spec: &FormSpec, text: &str) -> bool {
    by_name(spec, &spec.personal, text).is_some()
}

/// Whether a text is a label or a heading of a form.
pub fn is_label(spec: &FormSpec, text: &str) -> bool {
    Name::of(spec, text).is_some_and(|name| {
        let mut lists = [&spec.fields, &spec.funds, &spec.personal].into_iter();
        lists.any(|list| name.is_in(list).is_some())
            || name.heads(spec)
            || part_of(spec, &name.bare).is_some()
    })
}

/// The goal that a label names.
pub fn goal<'a>(spec: &'a FormSpec, text: &str) -> Option<&'a str> {
    let key = field(spec, text)?.key.as_str();
    is_goal(key).then_some(key)
}

/// Whether a field is a goal, of the whole period or of the year, or what became of it.
pub fn is_goal(key: &str) -> bool {
    key == FieldKey::GOAL || key == FieldKey::GOAL_ANNUAL || key == FieldKey::GOAL_DONE
}

/// Whether a text that is not known has the shape of a label: short, of words alone.
pub fn could_be_label(text: &str) -> bool {
    let name = compact(text);
    let count = name.chars().count();
    let of_words = |c: char| c.is_alphabetic() || "():/、".contains(c);
    (2..=12).contains(&count) && name.chars().all(of_words) && !name.chars().any(|c| c.is_ascii_digit())
}

/// Whether a name in a list is no project's but that of a sum.
pub fn is_sum(spec: &FormSpec, text: &str) -> bool {
    spec.sums.contains(&compact(text))
}

/// Longest label in bytes.
const LONGEST: usize = 96;

fn by_name<'a>(spec: &FormSpec, list: &'a NamedList, text: &str) -> Option<&'a Named> {
    Name::of(spec, text)?.is_in(list)
}

/// What a label says, as lists write it.
struct Name {
    whole: String,
    bare: String,
}

impl Name {
    /// Most cells are no labels, and most of those show it by their length, by how they begin, or
    /// are figures.
    fn of(spec: &FormSpec, text: &str) -> Option<Self> {
        let could = text.len() <= LONGEST
            && !text.is_ascii()
            && first(text).is_some_and(|first| spec.could_begin(first));
        could.then(|| label(text)).map(|whole| Self { bare: bare(&whole), whole })
    }

    fn is_in<'a>(&self, list: &'a NamedList) -> Option<&'a Named> {
        list.named(&self.whole).or_else(|| list.named(&self.bare))
    }

    fn heads(&self, spec: &FormSpec) -> bool {
        spec.headings.contains(&self.whole) || spec.headings.contains(&self.bare)
    }
}

/// A label without 其中 and without what stands in brackets: `其中：财政拨款（万元）`.
pub fn bare(name: &str) -> String {
    let name = name.strip_prefix("其中:").unwrap_or(name);
    let mut bare = unbracketed(name);
    bare.truncate(bare.trim_end_matches(':').len());
    bare
}

/// An indicator's level without the points after it: `产出指标（50分）`.
pub fn level(text: &str) -> String {
    bare(&compact(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    #[test]
    fn headings_say_what_and_when() {
        let spec = Catalogue::get().form();
        let said = |text: &str| part(spec, text).map(|(named, when)| (named.key.as_str(), when));
        let (whole, year) = (When::Of(Period::Implementation), When::Of(Period::Annual));
        for (text, expected) in [
            ("三级指标", ("name", None)),
            ("年度（/项目）指标值", ("value", Some(year))),
            ("实施周期指标值", ("value", Some(whole))),
            ("半年（程）指标值", ("value", Some(When::Partial))),
            ("绩效度量单位", ("measure", None)),
            ("分值权重（90）", ("weight", None)),
            ("指标内容(150字内)", ("content", None)),
            ("全年实际完成值", ("done", None)),
        ] {
            let found = said(text).map(|(key, when)| (key, when.filter(|_| key == "value")));
            assert_eq!(found, Some(expected), "{text}");
        }
        assert_eq!(said("≥12次"), None);
    }
}
