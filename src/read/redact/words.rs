//! What a cell or the start of a line says about what stands beside or below it.

use std::borrow::Cow;
use std::ops::Range;

use crate::catalogue::normal::{label, unbracketed};
use crate::catalogue::schema::{Named, PersonalSpec, WordList};
use crate::catalogue::{Catalogue, Personal};
use crate::keys::PersonalKey;

/// What a label or a heading announces.
#[derive(Debug, Clone, Copy)]
pub enum Meaning<'a> {
    /// A person: name, telephone, identity papers.
    Person(&'a Named),
    /// A telephone that is published to be called.
    Service,
    /// Amounts, counts, dates, codes; surely so after a sum or an account.
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

/// What a name has to look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Any two to four characters, or a name in letters: right after 经办人.
    Anyone,
    /// With a frequent surname: beside 负责人, where duties and offices stand as often.
    Surnamed,
    /// What is hardly anything but a name: beside labels under which words stand as often.
    Plainly,
}

impl Whose {
    /// What a name beside a label looks like, `asked` by a colon or right after it; none
    /// beside a label of something else.
    pub fn of(named: &Named, asked: bool) -> Option<Self> {
        let is = |key: PersonalKey| named.key == key;
        match () {
            () if is(PersonalKey::HANDLER) && asked => Some(Self::Anyone),
            () if is(PersonalKey::HANDLER) || is(PersonalKey::HEAD) => Some(Self::Surnamed),
            () if is(PersonalKey::SIGNED) || is(PersonalKey::PERSON) || is(PersonalKey::ROLE) => {
                Some(Self::Plainly)
            }
            () => None,
        }
    }
}

/// The catalogue's words, ready to be asked.
#[derive(Debug)]
pub struct Words<'a> {
    spec: &'a PersonalSpec,
    pub(super) known: &'a Personal,
    /// What labels are that only end as those of persons do.
    role: Option<&'a Named>,
    /// What labels are that only end as those of telephones do.
    line: Option<&'a Named>,
}

/// Longest label in characters.
pub const LONGEST: usize = 30;

/// Longest label that only ends as those of persons do.
pub const LONGEST_ROLE: usize = 8;

impl<'a> Words<'a> {
    /// The catalogue's words.
    pub fn spec(&self) -> &'a PersonalSpec {
        self.spec
    }

    /// The words of a catalogue.
    pub fn new(catalogue: &'a Catalogue) -> Self {
        let known = catalogue.personal_labels();
        let of = |key: PersonalKey| known.labels.iter().find(|named| named.key == key);
        let (role, line) = (of(PersonalKey::ROLE), of(PersonalKey::LINE));
        Self { spec: catalogue.personal(), known, role, line }
    }

    /// What a text announces if it is nothing but a label or a heading; a remark
    /// in brackets after it does not count.
    pub fn meaning(&self, text: &str) -> Option<Meaning<'a>> {
        let worded = text.contains(char::is_alphabetic);
        if !worded || text.chars().nth(LONGEST).is_some() {
            return None;
        }
        let whole = label(text);
        let bare = whole.split_once('(').map_or(whole.as_str(), |(bare, _)| bare);
        let ends = |words: &WordList| words.ending(bare).any(|word| ends_in(bare, word));
        if let Some(named) = self.known.labels.named(bare) {
            return Some(Meaning::Person(named));
        }
        let is = |words: &[String]| words.iter().any(|word| word == bare);
        let surely = is(&self.spec.totals) || self.known.accounts.contains(bare);
        match () {
            () if bare.is_empty() => None,
            () if ends(&self.spec.service) => Some(Meaning::Service),
            () if surely => Some(Meaning::Figures { surely }),
            () if ends(&self.spec.telephone_labels) => self.line.map(Meaning::Person),
            () if self.longer(bare).is_some() => self.longer(bare).map(Meaning::Person),
            () if self.known.columns.contains(bare) || ends(&self.spec.figures) || ends(&self.spec.codes) => {
                Some(Meaning::Figures { surely })
            }
            () if ends(&self.spec.headings) => Some(Meaning::Anything),
            () => self.role(&unbracketed(&whole)).map(Meaning::Person),
        }
    }

    /// The label in which a longer one of the same thing ends (`网格员家庭住址`,
    /// `水库行政责任人`); words of one or two characters end too many others.
    fn longer(&self, text: &str) -> Option<&'a Named> {
        let fits = text.chars().nth(LONGEST_ROLE + 4).is_none() && text.chars().all(is_han);
        let ends = self.known.endings.ending(text).filter(|end| fits && end.len() < text.len());
        let mut ends: Vec<&str> = ends.filter(|end| end.chars().nth(1).is_some()).collect();
        ends.sort_by_key(|end| std::cmp::Reverse(end.len()));
        let named = |end: &str| self.known.labels.named(end).filter(|named| is_of_any(named, end));
        let named = ends.into_iter().find_map(named)?;
        let published = self.spec.publics.iter().any(|word| text.contains(word.as_str()));
        (!published).then_some(named)
    }

    /// What a label of its own is that ends as those of persons do: in 员 (`保管员`), in a
    /// post (`局长`), or in 签字 after another label.
    fn role(&self, text: &str) -> Option<&'a Named> {
        let fits = (2..=LONGEST_ROLE).contains(&text.chars().count()) && text.chars().all(is_han);
        let signed = self.spec.signs.strip_end(text);
        let signer = signed.filter(|_| fits).and_then(|label| self.known.labels.named(label));
        let person = self.spec.persons.end(text) && !self.spec.nobody.end(text);
        let is_label = fits && (person || signed.is_some() || self.is_post(text));
        signer.or_else(|| self.role.filter(|_| is_label))
    }

    /// Whether a text is a post (`副局长`), and no person after whose name one stands.
    fn is_post(&self, text: &str) -> bool {
        let bare = self.spec.titles.ending(text).map(|title| &text[..text.len() - title.len()]);
        bare.min_by_key(|bare| bare.len())
            .is_some_and(|bare| !self.is_surname(bare) && !self.is_surely_person(bare))
    }

    /// Whether a text is a label after which a telephone or the number of papers stands.
    pub fn asks_for_number(&self, text: &str) -> bool {
        let labelled = self.meaning(text).is_some_and(|meaning| match meaning {
            Meaning::Person(named) => Whose::of(named, false).is_none(),
            _ => false,
        });
        labelled || self.spec.telephones.iter().any(|word| word == text)
    }

    /// Whether the words right before a number say that it is a code (`资产编号：`): all
    /// that end in 号 do, but those of persons.
    pub fn announces_code(&self, before: &str) -> bool {
        let before = before.trim_end_matches(|c: char| c.is_whitespace() || "：:为是（(*".contains(c));
        let ends = |words: &[String]| words.iter().any(|word| before.ends_with(word.as_str()));
        let of_telephone = || ["电话号", "联系号", "机号", "同号"].iter().any(|word| before.ends_with(word));
        let of_person = self.known.endings.end(before);
        let other = || ends(&self.spec.papers) || of_telephone();
        !of_person && (self.spec.codes.end(before) || (before.ends_with('号') && !other()))
    }

    /// Whether what stands right after a number is counted by it (`页`, `人次`).
    pub fn is_counted(&self, behind: &str) -> bool {
        let end = behind.find(|c| !is_han(c)).unwrap_or(behind.len());
        self.spec.counters.iter().any(|counter| counter == &behind[..end])
    }

    /// Whether the words right before a telephone say that it is there to be called.
    pub fn announces_service(&self, before: &str) -> bool {
        let mark = |c: char| " \u{3000}：:*（(☎☏✆📞为是".contains(c);
        let before = before.trim_end_matches(mark);
        let ends = |before: &str| self.spec.service.end(before);
        // `监督电话（座机）`, `监督（举报）电话`.
        let bare: String = before.split(['（', '(', '）', ')']).step_by(2).collect();
        // `监督电话：局纪检组`.
        let whose = before.rsplit_once(['：', ':']).filter(|(_, of)| of.chars().all(is_han));
        ends(before)
            || ends(&bare)
            || whose.is_some_and(|(label, of)| ends(label) && self.labels_in(of).is_empty())
    }

    /// Whether the words right before an account or mail say that it is a body's, published to
    /// be used (`举报邮箱：`).
    pub fn announces_public(&self, before: &str) -> bool {
        let label = before.trim_end_matches(|c: char| !c.is_alphanumeric() || "为是".contains(c));
        let word = ["邮箱", "邮件", "邮箱地址", "信箱"].iter().find_map(|word| label.strip_suffix(word));
        word.is_some_and(|of| self.spec.publics.iter().any(|public| of.ends_with(public.as_str())))
    }

    /// The personal labels in a text, in order.
    pub fn labels_in(&self, text: &str) -> Vec<(Range<usize>, &'a Named)> {
        let found = self.known.anywhere.iter().flat_map(|pattern| pattern.find_iter(text));
        let named = |found: regex::Match<'_>| {
            let name: String = found.as_str().chars().filter(|c| !c.is_whitespace()).collect();
            Some((found.range(), self.known.labels.named(&name)?))
        };
        let mut labels: Vec<_> = found.filter_map(named).chain(self.roles_in(text)).collect();
        labels.sort_by_key(|(range, _)| range.end);
        labels.dedup_by_key(|(range, _)| range.end);
        labels
    }

    /// The labels that only end as those of persons do, with a colon after them; or a space
    /// or dash, where they are a word of their own.
    fn roles_in(&self, text: &str) -> Vec<(Range<usize>, &'a Named)> {
        let marks = text.match_indices(['：', ':', '＝', '=', ' ', '\u{3000}', '—', '/', '（', '(']);
        let found = marks.filter_map(|(at, mark)| {
            let asked = matches!(mark, "：" | ":" | "＝" | "=");
            let before = if asked { text[..at].trim_end() } else { &text[..at] };
            let mut run = before.char_indices().rev().take_while(|(_, c)| is_han(*c));
            let start = run.by_ref().take(LONGEST_ROLE).last().map(|(at, _)| at)?;
            let whole = run.next().is_none();
            let label = match before[start..].chars().nth(1) {
                None if asked => Cow::Owned(self.padded(&before[..start], &before[start..])?),
                _ => Cow::Borrowed(&before[start..]),
            };
            let role = self.role(&label).filter(|_| asked || whole)?;
            Some((start..before.len(), role))
        });
        found.collect()
    }

    /// The label of which one character stands after the others: separated by blanks (`主　管：`),
    /// or the end of one that the line above begins (`负责` over `人：`).
    fn padded(&self, before: &str, last: &str) -> Option<String> {
        let bare = before.trim_end();
        let mut ahead = bare.chars().rev();
        let first = ahead.next().filter(|c| is_han(*c));
        match first {
            Some(first) if bare.len() < before.len() && !ahead.next().is_some_and(is_han) => {
                Some(format!("{first}{last}"))
            }
            // Of whom, the line above says.
            None if bare.is_empty() && self.spec.persons.end(last) => Some(format!("某某{last}")),
            _ => None,
        }
    }

    /// The personal label that a text ends in, with a colon: `负责人：某某  经办人：`.
    pub fn label_at_end(&self, text: &str) -> Option<Meaning<'a>> {
        let before = text.trim_end().strip_suffix(['：', ':'])?;
        let (found, named) = self.labels_in(before).pop()?;
        (found.end == before.len()).then_some(Meaning::Person(named))
    }
}

/// Whether a label means the same after any other words: of who handles and heads, where
/// it is long enough, and of what leads to a person.
fn is_of_any(named: &Named, label: &str) -> bool {
    let is = |keys: &[PersonalKey]| keys.iter().any(|key| named.key == *key);
    let long = label.chars().nth(2).is_some();
    (long && is(&[PersonalKey::HANDLER, PersonalKey::HEAD, PersonalKey::PAPER, PersonalKey::TAIL]))
        || is(&[PersonalKey::IDENTITY, PersonalKey::ACCOUNT, PersonalKey::MAIL, PersonalKey::ADDRESS])
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
