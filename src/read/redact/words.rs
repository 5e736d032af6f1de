//! What a cell or the start of a line says about what stands beside or below it.

use std::collections::{HashMap, HashSet};

use regex::Regex;

use crate::catalogue::Catalogue;
use crate::catalogue::normal::label;
use crate::catalogue::schema::{ColumnRole, Named, PersonalSpec};

/// What a label or a heading announces.
#[derive(Debug, Clone, Copy)]
pub enum Meaning<'a> {
    /// A person: name, telephone, identity papers.
    Person(&'a Named),
    /// A telephone that is published to be called.
    Service,
    /// Amounts, counts, dates, codes; surely so behind a sum or an account.
    Figures { surely: bool },
    /// Anything else that is a heading.
    Anything,
}

impl Meaning<'_> {
    /// Whether figures stand there, so that no number is a person's.
    pub fn is_figures(&self) -> bool {
        matches!(self, Meaning::Figures { .. })
    }
}

/// The catalogue's words, ready to be asked.
#[derive(Debug)]
pub struct Words<'a> {
    spec: &'a PersonalSpec,
    labels: HashMap<&'a str, &'a Named>,
    /// Names of accounts.
    accounts: HashSet<&'a str>,
    /// Headings of amounts and codes in statutory tables.
    columns: HashSet<&'a str>,
    /// Personal labels wherever they stand, spaces between their characters or not.
    anywhere: Option<Regex>,
}

/// Longest label in characters.
const LONGEST: usize = 30;

impl<'a> Words<'a> {
    /// The catalogue's words.
    pub fn spec(&self) -> &'a PersonalSpec {
        self.spec
    }

    /// The words of a catalogue.
    pub fn new(catalogue: &'a Catalogue) -> Self {
        let personal = &catalogue.form().personal;
        let names = |named: &'a Named| named.names.iter().map(move |name| (name.as_str(), named));
        let labels: HashMap<&str, &Named> = personal.iter().flat_map(names).collect();
        let columns = catalogue.tables().iter().flat_map(|table| &table.columns);
        let of_figures =
            columns.filter(|column| matches!(column.role, ColumnRole::Amount | ColumnRole::Code));
        let innermost = |name: &'a String| name.rsplit('/').next();
        Self {
            spec: catalogue.personal(),
            anywhere: spaced(labels.keys().copied()),
            labels,
            accounts: catalogue.account_names().collect(),
            columns: of_figures.flat_map(|column| &column.names).filter_map(innermost).collect(),
        }
    }

    /// What a text announces if it is nothing but a label or a heading; a remark
    /// in brackets behind it does not count.
    pub fn meaning(&self, text: &str) -> Option<Meaning<'a>> {
        if text.is_empty() || text.chars().nth(LONGEST).is_some() {
            return None;
        }
        let whole = label(text);
        let bare = whole.split_once('(').map_or(whole.as_str(), |(bare, _)| bare);
        let ends = |words: &[String]| words.iter().any(|word| ends_in(bare, word));
        if let Some(named) = self.labels.get(bare) {
            return Some(Meaning::Person(named));
        }
        let is = |words: &[String]| words.iter().any(|word| word == bare);
        let surely = is(&self.spec.totals) || self.accounts.contains(bare);
        match () {
            () if bare.is_empty() => None,
            () if ends(&self.spec.service) => Some(Meaning::Service),
            () if surely => Some(Meaning::Figures { surely }),
            () if self.columns.contains(bare) || ends(&self.spec.figures) || ends(&self.spec.codes) => {
                Some(Meaning::Figures { surely })
            }
            () if ends(&self.spec.headings) => Some(Meaning::Anything),
            () => None,
        }
    }

    /// Whether the words right before a number say that it is a code (`资产编号：`).
    pub fn announces_code(&self, before: &str) -> bool {
        let before = before.trim_end_matches(|c: char| c.is_whitespace() || "：:为是（(*".contains(c));
        let of_person = self.labels.keys().any(|label| before.ends_with(label));
        !of_person && self.spec.codes.iter().any(|code| before.ends_with(code.as_str()))
    }

    /// Whether the words right before a telephone say that it is there to be called.
    pub fn announces_service(&self, before: &str) -> bool {
        let before = before.trim_end_matches([' ', '\u{3000}', '：', ':', '*']);
        self.spec.service.iter().any(|service| before.ends_with(service.as_str()))
    }

    /// The personal labels in a text, in order.
    pub fn labels_in<'t>(&self, text: &'t str) -> Vec<(regex::Match<'t>, &'a Named)> {
        let found = self.anywhere.iter().flat_map(|pattern| pattern.find_iter(text));
        let named = |found: regex::Match<'t>| {
            let name: String = found.as_str().chars().filter(|c| !c.is_whitespace()).collect();
            Some((found, *self.labels.get(name.as_str())?))
        };
        found.filter_map(named).collect()
    }

    /// The personal label that a text ends in, with a colon: `负责人：某某  经办人：`.
    pub fn label_at_end(&self, text: &str) -> Option<Meaning<'a>> {
        let before = text.trim_end().strip_suffix(['：', ':'])?;
        let (found, named) = self.labels_in(before).pop()?;
        (found.end() == before.len()).then_some(Meaning::Person(named))
    }

    /// The names of persons that a value holds, without what they are called by,
    /// if it holds nothing else. Beside 经办人 anyone's; beside 负责人, where duties
    /// and offices stand as often, only those with a frequent surname.
    pub fn names(&self, value: &str, anyone: bool) -> Option<Vec<String>> {
        if value.trim().is_empty() || value.chars().nth(LONGEST).is_some() || self.meaning(value).is_some() {
            return None;
        }
        let parts: Vec<&str> = value.split(['、', '，', ',', '/', '／', ';', '；']).collect();
        let one = |part: &str| {
            let name: String = part.chars().filter(|c| !c.is_whitespace()).collect();
            let bare = self.spec.titles.iter().find_map(|title| name.strip_suffix(title.as_str()));
            let name = bare.map_or(name.clone(), str::to_owned);
            self.is_person(&name, anyone).then_some(name)
        };
        let several = || value.split_whitespace().map(one).collect::<Option<Vec<String>>>();
        parts.into_iter().map(one).collect::<Option<Vec<String>>>().or_else(several)
    }

    /// Whether a value can be a person's name.
    pub fn is_person(&self, value: &str, anyone: bool) -> bool {
        let count = value.chars().count();
        let most = if value.contains('·') { 8 } else { 4 };
        (2..=most).contains(&count)
            && value.chars().all(|c| is_han(c) || c == '·')
            && (anyone || value.starts_with(|c| self.spec.surnames.contains(c)))
            && !value.ends_with(|c| self.spec.offices.contains(c))
    }
}

/// Whether a label ends in a word; a word of one character could end a name, so
/// it takes a label longer than names are.
fn ends_in(text: &str, word: &str) -> bool {
    let single = word.chars().nth(1).is_none();
    text.ends_with(word) && (!single || text.chars().nth(3).is_some())
}

pub fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The labels as one pattern, long ones first.
fn spaced<'a>(names: impl Iterator<Item = &'a str>) -> Option<Regex> {
    let mut names: Vec<&str> = names.filter(|name| name.chars().all(is_han)).collect();
    names.sort_by_key(|name| (std::cmp::Reverse(name.len()), *name));
    let spaced =
        names.iter().map(|name| name.chars().map(String::from).collect::<Vec<_>>().join(r"[ \u{3000}]{0,3}"));
    Regex::new(&spaced.collect::<Vec<_>>().join("|")).ok()
}
