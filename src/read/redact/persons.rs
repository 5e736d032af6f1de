//! Persons in prose, identified by what stands beside their names: a post or a form of address,
//! an age, a number that leads to them, something that only persons do.

use std::ops::Range;

use crate::catalogue::schema::WordList;
use crate::keys::PersonalKey;
use crate::read::redact::prose::Value;
use crate::read::redact::words::{Meaning, Whose, Words, is_han};

/// A place where a name may stand.
struct Candidate {
    name: Range<usize>,
    /// Whether what stands beside it says that it is one.
    told: bool,
    /// The age beside it.
    age: Option<Range<usize>>,
}

/// The persons named in a line, in which `numbers` lead to persons; both are in order.
pub fn find(words: &Words<'_>, line: &str, numbers: &[Range<usize>]) -> Vec<Value> {
    let mut found: Vec<Candidate> = Vec::new();
    for (at, _) in line.char_indices().filter(|(_, c)| words.is_surname_of_one(*c)) {
        if found.last().is_none_or(|last| last.name.end <= at) {
            found.extend(candidate(&CandidateContext { words, line, numbers }, at));
        }
    }
    spread(words, line, &mut found);
    let values = found.into_iter().filter(|one| one.told).flat_map(|Candidate { name, age, .. }| {
        let names = vec![line[name.clone()].to_owned()];
        let age = age.map(|range| Value { range, role: "年龄".to_owned(), names: Vec::new() });
        [Value { range: name, role: "姓名".to_owned(), names }].into_iter().chain(age)
    });
    values.collect()
}

/// The persons whose names stand alone before their part in brackets (`王小明（经办人）`).
pub fn before_parts(words: &Words<'_>, line: &str) -> Vec<Value> {
    let opened = line.match_indices(['（', '(']);
    let found = opened.filter_map(|(at, mark)| {
        let inner = &line[at + mark.len()..];
        let part = inner.char_indices().take(LONGEST_PART).find(|(_, c)| matches!(c, '）' | ')'));
        let Meaning::Person(named) = words.meaning(&inner[..part?.0])? else { return None };
        Whose::of(named, true)?;
        let run = line[..at].rsplit(|c| !is_han(c)).next()?;
        let brought = words.spec().brings.iter().filter_map(|word| run.strip_prefix(word.as_str()));
        let of_person = [PersonalKey::HANDLER, PersonalKey::HEAD, PersonalKey::PERSON];
        let rare = of_person.iter().any(|key| named.key == *key);
        let is_name = |name: &&str| {
            let plainly = words.can_be_person(name) || (rare && words.is_plainly_person(name));
            let place = name.ends_with(|c| words.spec().places.contains(c));
            plainly && !place && words.meaning(name).is_none() && !words.spec().persons.end(name)
        };
        let name = [run].into_iter().chain(brought).find(is_name)?;
        Some(Value { range: at - name.len()..at, role: "姓名".to_owned(), names: vec![name.to_owned()] })
    });
    found.collect()
}

/// Most characters of a part in brackets, with the closing one.
const LONGEST_PART: usize = 9;

/// Of a list of names (`王小明、李小龙等同志`, `王小明填报，李小龙复核`) all are told where one is.
fn spread(words: &Words<'_>, line: &str, found: &mut [Candidate]) {
    let join = |text: &str| {
        let did = words.spec().follow.beginning(text).map(str::len).max().unwrap_or(0);
        matches!(text[did..].trim(), "、" | "，" | "," | "和" | "及" | "与" | "/" | "；")
    };
    let listed = |found: &[Candidate], at: usize| join(&line[found[at - 1].name.end..found[at].name.start]);
    for at in 1..found.len() {
        found[at].told |= found[at - 1].told && listed(found, at);
    }
    for at in (1..found.len()).rev() {
        found[at - 1].told |= found[at].told && listed(found, at);
    }
}

/// What a candidate is weighed in.
struct CandidateContext<'a> {
    words: &'a Words<'a>,
    line: &'a str,
    numbers: &'a [Range<usize>],
}

/// The name that may begin at a place: of those that are told the longest, else the longest
/// that can be one of a list.
fn candidate(place: &CandidateContext<'_>, at: usize) -> Option<Candidate> {
    let CandidateContext { words, line, .. } = place;
    let end = |count: usize| {
        let mut chars = line[at..].char_indices().skip(count - 1);
        chars.next().map(|(index, c)| at + index + c.len_utf8())
    };
    let names = [4, 3, 2].into_iter().filter_map(|count| Name::new(words, line, at..end(count)?));
    let names: Vec<Name<'_>> = names.collect();
    let told = names.iter().find_map(|name| {
        let age = name.age();
        (age.is_some() || name.is_told(place)).then(|| Candidate {
            name: name.range.clone(),
            told: true,
            age,
        })
    });
    let listed = || names.iter().find(|name| (name.surely && name.closes()) || (!name.short && name.acts()));
    told.or_else(|| Some(Candidate { name: listed()?.range.clone(), told: false, age: None }))
}

/// What can be a name, and what stands around it.
struct Name<'a> {
    words: &'a Words<'a>,
    range: Range<usize>,
    before: &'a str,
    behind: &'a str,
    /// Whether few words begin with its surname.
    surely: bool,
    short: bool,
}

/// Most characters of what honours somebody before the word for it.
const MOST_OF_DEEDS: usize = 6;

/// Most characters before a name that ask to reach an office.
const LONGEST_OFFICE: usize = 16;

/// Most characters before a name that say whose it is.
const BEFORE: usize = 6;

impl<'a> Name<'a> {
    fn new(words: &'a Words<'a>, line: &'a str, range: Range<usize>) -> Option<Self> {
        let name = &line[range.clone()];
        if !words.can_be_person(name) || words.meaning(name).is_some() {
            return None;
        }
        let surely = words.is_surely_person(name);
        let short = name.chars().nth(2).is_none();
        // `任组长` is what somebody is, not how he is called.
        let office = name.ends_with(['任', '副']) && words.spec().titles.begin(&line[range.end..]);
        if office {
            return None;
        }
        let before = &line[..range.start];
        let from = before.char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
        let behind = &line[range.end..];
        Some(Self { words, before: &before[from..], behind, surely, short, range })
    }

    fn ends(&self, list: &WordList) -> bool {
        list.end(self.before)
    }

    /// Which word of a list stands right after the name.
    fn begins(&self, list: &'a WordList) -> Option<&'a str> {
        list.beginning(self.behind).next()
    }

    /// Whether it stands after what is said of persons: `局长`, `驾驶员`.
    fn is_behind_post(&self) -> bool {
        let spec = self.words.spec();
        let role = |last: &str| {
            let word = self.before.strip_suffix(last);
            word.is_some_and(|word| word.ends_with(is_han))
        };
        self.ends(&spec.titles) || self.ends(&spec.callings) || role("员") || role("人")
    }

    /// Whether a name can begin here: at the start of what is said, after a post, after a
    /// word that brings persons in.
    fn opens(&self) -> bool {
        let spec = self.words.spec();
        let apart = !self.before.ends_with(|c: char| is_han(c) || c.is_alphanumeric());
        apart
            || self.ends(&spec.brings)
            || self.ends(&spec.givers)
            || self.ends(&spec.recipients)
            || self.is_behind_post()
    }

    fn closes(&self) -> bool {
        let joins = ["和", "及", "与", "等"];
        !self.behind.starts_with(is_han) || joins.iter().any(|word| self.behind.starts_with(word))
    }

    /// Whether what is done with papers follows (`王小明复核`).
    fn acts(&self) -> bool {
        self.begins(&self.words.spec().follow).is_some()
    }

    /// Whether it stands after the office where somebody is to be reached (`请联系财务科王小明`).
    fn is_reached(&self, line: &str) -> bool {
        let spec = self.words.spec();
        let before = &line[..self.range.start];
        let from = before.char_indices().rev().nth(LONGEST_OFFICE).map_or(0, |(at, _)| at);
        let run = before[from..].rsplit(|c| !is_han(c)).next().unwrap_or_default();
        let office =
            spec.reach.iter().filter_map(|word| Some(&run[run.rfind(word.as_str())? + word.len()..]));
        let office = office.min_by_key(|office| office.len());
        office.is_some_and(|office| office.ends_with(|c| spec.offices.contains(c)))
    }

    fn is_told(&self, place: &CandidateContext<'_>) -> bool {
        let spec = self.words.spec();
        let acts = self.begins(&spec.acts).is_some() || self.acts();
        let brought = self.ends(&spec.brings);
        self.is_addressed()
            || self.has_post()
            || (self.is_behind_post() && (acts || self.closes()))
            || (self.surely && brought && acts)
            || (self.surely && self.opens() && self.takes_office())
            || (self.surely && self.opens() && is_count_of_persons(self.behind))
            || (self.opens() && self.is_beside_number(place))
            || (self.surely && !self.short && self.opens() && self.acts())
            || (!self.short && (self.closes() || self.acts()) && self.is_reached(place.line))
    }

    /// Whether a post follows that somebody takes (`任副组长`).
    fn takes_office(&self) -> bool {
        let office = self.behind.strip_prefix("担任").or_else(|| self.behind.strip_prefix('任'));
        let head = office.map(|office| office.strip_prefix('副').unwrap_or(office));
        head.is_some_and(|office| self.words.spec().titles.begin(office))
    }

    /// Whether a form of address follows (`王小明同志`) and nobody is honoured by it
    /// (`某某同志先进事迹`).
    fn is_addressed(&self) -> bool {
        let spec = self.words.spec();
        let Some(word) = self.begins(&spec.honorifics) else { return false };
        let behind = &self.behind[word.len()..];
        // `同志的奋斗精神`
        let deeds = behind
            .strip_prefix('的')
            .into_iter()
            .flat_map(|deeds| deeds.char_indices().take(MOST_OF_DEEDS).map(move |(at, _)| &deeds[at..]));
        let honoured = self.ends(&spec.honours)
            || [behind].into_iter().chain(deeds).any(|behind| spec.remembered.begin(behind));
        !honoured && (self.surely || self.opens())
    }

    /// Whether a post follows, and the name is no place's that has one (`张家口市长`).
    fn has_post(&self) -> bool {
        let spec = self.words.spec();
        let of_place = self.behind.starts_with(|c| "市县区镇乡村州省".contains(c));
        let post = self.begins(&spec.titles).or_else(|| self.begins(&spec.callings));
        let opens = if of_place { self.ends(&spec.brings) } else { self.opens() || !self.short };
        post.is_some() && self.surely && opens
    }

    /// Whether a number that leads to a person stands beside it, with at most the word for it
    /// between them.
    fn is_beside_number(&self, place: &CandidateContext<'_>) -> bool {
        let CandidateContext { line, numbers, .. } = place;
        let next = numbers.partition_point(|number| number.start < self.range.end);
        let last = next.checked_sub(1).map(|at| &numbers[at]).filter(|last| last.end <= self.range.start);
        let near = |between: &str| {
            let between = between.trim_matches(|c: char| !c.is_alphanumeric());
            let papers = || self.words.spec().papers.iter().any(|word| word == between);
            between.is_empty() || papers() || self.words.asks_for_number(between)
        };
        numbers.get(next).is_some_and(|next| near(&line[self.range.end..next.start]))
            || last.is_some_and(|last| {
                let between = &line[last.end..self.range.start];
                between.chars().all(|c| !c.is_alphanumeric() && c != '\t' && c != '|') && self.closes()
            })
    }

    /// The age after the name (`，男，45岁`).
    fn age(&self) -> Option<Range<usize>> {
        if !self.opens() {
            return None;
        }
        let mut rest = self.behind;
        for _ in 0..MOST_MARKS {
            let word = ["男", "女", "性别", "年龄", "现年", "今年", "汉族"]
                .iter()
                .find(|word| rest.starts_with(**word));
            let mark = rest.chars().next().filter(|c| "，,（(、：: \u{3000}\t|".contains(*c));
            match word.map(|word| word.len()).or(mark.map(char::len_utf8)) {
                Some(length) => rest = &rest[length..],
                None => break,
            }
        }
        let of_age = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
        let digits = rest.len() - rest.trim_start_matches(of_age).len();
        let years = ["周岁", "岁"].iter().find(|word| rest[digits..].starts_with(**word))?;
        let start = self.range.end + self.behind.len() - rest.len();
        let apart = start > self.range.end;
        // `李沧区，60岁以上` speaks of nobody.
        let bound = ["以上", "以下", "及", "至", "以内", "左右"];
        let group = bound.iter().any(|word| rest[digits + years.len()..].starts_with(word));
        (apart && !group && (1..=9).contains(&digits)).then(|| start..start + digits + years.len())
    }
}

/// Most marks and words between a name and an age.
const MOST_MARKS: usize = 6;

/// Whether a text counts persons that were named (`等3人`, `等同志`, `两位同志`).
fn is_count_of_persons(text: &str) -> bool {
    let rest = text.strip_prefix('等').unwrap_or(text);
    let digit = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十几多".contains(c);
    let counted = rest.trim_start_matches(digit);
    let persons = ["人", "名", "位", "同志"].iter().any(|word| counted.starts_with(word));
    persons && (counted.len() < rest.len() || text.starts_with("等同志"))
}
