//! Lines of text: what stands after a personal label and its colon, or below a
//! label that is all its line holds.

use std::ops::Range;

use crate::catalogue::normal::compact;
use crate::catalogue::schema::Named;
use crate::keys::PersonalKey;
use crate::money::looks_like_amount;
use crate::read::redact::labelled::{self, behind_label, is_padding};
use crate::read::redact::numbers::{self, Shape};
use crate::read::redact::plain::Plain;
use crate::read::redact::words::{Meaning, Whose, Words, is_han};
use crate::read::text::is_nil;

/// A value that goes: its bytes in the line, what stands in its place, the names
/// in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    pub range: Range<usize>,
    pub role: String,
    pub names: Vec<String>,
}

impl Value {
    /// The value where it stands in the file: in a line that begins at byte `start`.
    pub fn at(self, line: &Plain<'_>, start: usize) -> Self {
        let range = line.range(&self.range);
        Self { range: range.start + start..range.end + start, ..self }
    }
}

/// The values after the labels in a line: `联系人：某某 通讯地址…`.
pub fn behind_labels(words: &Words<'_>, line: &str) -> Vec<Value> {
    let mut values: Vec<Value> = Vec::new();
    for (found, named) in words.labels_in(line) {
        if let Some(range) = labelled::behind(words, named, line, &found) {
            values.push(Value { range, role: named.label.clone(), names: Vec::new() });
            continue;
        }
        let behind = &line[found.end..];
        let (at, rest, asked) = match behind_label(behind).filter(|(at, _)| *at > 0) {
            Some((at, rest)) => {
                let of_person = Whose::of(named, true).is_some();
                let bare = rest.trim_start_matches(|c| of_person && "_（(【「『［[".contains(c));
                (at + rest.len() - bare.len(), bare, true)
            }
            None => match apart(words, &line[..found.start], behind, named) {
                Some((at, rest)) => (at, rest, false),
                None => continue,
            },
        };
        let start = found.end + at;
        let service = named.key == PersonalKey::PHONE && words.announces_service(&line[..found.end]);
        let again = values.last().is_some_and(|last| start < last.range.end);
        if service || again {
            continue;
        }
        values.extend(value(words, rest, named, asked || is_dotted(rest)).map(|(length, names)| Value {
            range: start..start + length,
            role: named.label.clone(),
            names,
        }));
    }
    values
}

/// Persons by surname and what they are called (`王先生`): all that a line holds, or whom it
/// says to reach (`请联系王女士`).
pub fn called(words: &Words<'_>, line: &str) -> Vec<Value> {
    let person = |range: Range<usize>| {
        let names = vec![words.called(&line[range.clone()])?];
        Some(Value { range, role: "姓名".to_owned(), names })
    };
    let text = line.trim();
    let start = line.len() - line.trim_start().len();
    let reached = words.known.reach.iter().flat_map(|pattern| pattern.find_iter(line));
    let starts = reached.map(|found| found.end());
    let ends = |start: usize| line[start..].char_indices().skip(2).take(5).map(move |(at, _)| start + at);
    let among = starts.filter_map(|start| {
        let last = one_name(&line[start..]) + start;
        ends(start).filter(|end| *end < last).chain([last]).find_map(|end| person(start..end))
    });
    person(start..start + text.len()).into_iter().chain(among).collect()
}

/// What a line that is a label alone says of the next: the value that the label
/// asks for stands there, or a figure.
#[derive(Debug, Clone, Copy)]
pub struct Waiting<'a> {
    meaning: Meaning<'a>,
    /// Whether a colon says that a value follows.
    sure: bool,
}

impl<'a> Waiting<'a> {
    /// What a line of text leaves waiting.
    pub fn after(words: &Words<'a>, line: &str) -> Option<Self> {
        let text = line.trim();
        let meaning = words.meaning(text)?;
        Some(Self { meaning, sure: text.ends_with([':', '：']) })
    }

    /// Whether the line below the label is a figure as a whole.
    pub fn is_figure(&self, line: &str) -> bool {
        self.meaning.is_figures() && looks_like_amount(line.trim())
    }

    /// The value that is all the line below the label holds. Where no colon says
    /// that one follows, only a frequent surname makes a name.
    pub fn value(&self, words: &Words<'_>, line: &str) -> Option<Value> {
        let Meaning::Person(named) = self.meaning else { return None };
        let text = line.trim();
        let leads = || self.sure || named.key != PersonalKey::ADDRESS;
        let (length, names) = value(words, text, named, self.sure).or_else(|| {
            let is = Whose::of(named, true).is_none() && leads();
            (is && labelled::is_value(words.spec(), named, text)).then(|| (text.len(), Vec::new()))
        })?;
        let start = line.len() - line.trim_start().len();
        let whole = length == text.len() && words.meaning(text).is_none();
        whole.then(|| Value { range: start..start + length, role: named.label.clone(), names })
    }
}

/// Whether a line is a row of figures after its label (`合计 300.00 200.00`), so
/// that no number in it is a person's.
pub fn is_row_of_figures(words: &Words<'_>, line: &str) -> bool {
    let coded = |word: &&str| looks_like_amount(word);
    let mut cells = line.split_whitespace().skip_while(coded);
    let figures =
        cells.next().and_then(|name| words.meaning(name)).is_some_and(|meaning| meaning.is_figures());
    let mut amounts = cells.peekable();
    figures
        && amounts.peek().is_some()
        && amounts.all(|word| looks_like_amount(word) || is_nil(&compact(word)))
}

/// A name apart from its label by no colon (`制表人　某某`, `经办人——某某`, `联系人某某`), and
/// how far after the label it begins: a word of its own on both sides, with a frequent
/// surname.
fn apart<'t>(words: &Words<'_>, before: &str, behind: &'t str, named: &Named) -> Option<(usize, &'t str)> {
    let whose = Whose::of(named, false)?;
    let name = behind.trim_start_matches(is_join);
    let join = &behind[..behind.len() - name.len()];
    let mut people = [PersonalKey::HANDLER, PersonalKey::HEAD, PersonalKey::PERSON].into_iter();
    let handler = people.any(|key| named.key == key);
    let spaced = !join.is_empty() && join.chars().all(is_padding);
    if join.chars().nth(LONGEST_JOIN).is_some() || (join.is_empty() && !handler) {
        return None;
    }
    let whose = match () {
        () if handler && is_dotted(name) => Whose::Anyone,
        () if spaced => whose,
        () => Whose::Plainly,
    };
    let end = name_length(words, name, whose);
    let found = words.names(&name[..end], whose)?;
    let plainly = found.iter().all(|name| is_dotted(name) || words.is_plainly_person(name));
    let count = name[..end].chars().filter(|c| is_han(*c)).count();
    let opens = !before.ends_with(is_han) || (handler && plainly && count > 2);
    let closes = words.closes_name(&name[end..]);
    // `审核 严格` is no name; three characters with a frequent surname hardly say anything else.
    let surely = || found.iter().all(|name| words.can_be_person(name));
    let long = count == 3
        || (count == 2 && (named.key != PersonalKey::SIGNED || surely()))
        || (count > 3 && plainly);
    let glued = join.is_empty() && !is_dotted(name) && !surely();
    (opens && closes && long && !glued).then_some((join.len(), name))
}

/// Whether a text begins with a name of two parts with a dot between them.
fn is_dotted(text: &str) -> bool {
    let name = &text[..one_name(text)];
    name.split_once('·')
        .is_some_and(|(first, last)| [first, last].iter().all(|part| part.chars().nth(1).is_some()))
}

/// What may stand between a label and a name instead of a colon.
fn is_join(c: char) -> bool {
    is_padding(c) || "—－–-/／\\|>→（(【[，,…_为是系".contains(c)
}

/// Most characters between a label and a name instead of a colon.
const LONGEST_JOIN: usize = 8;

/// The length of the name at the start of a text; where more follows that is no name, as
/// `电话` does, up to there.
fn name_length(words: &Words<'_>, text: &str, whose: Whose) -> usize {
    let run = one_name(text);
    if words.names(&text[..run], whose).is_some() {
        return run;
    }
    let cut = |count: usize| text[..run].char_indices().nth(count).map(|(at, _)| at);
    let is_name = |end: &usize| {
        let plainly = words.names(&text[..*end], Whose::Plainly).is_some();
        plainly && words.follows_name(&text[*end..])
    };
    [4, 3, 2].into_iter().filter_map(cut).find(is_name).unwrap_or(run)
}

/// The length of the value at the start of a text, and the names in it.
fn value(words: &Words<'_>, text: &str, named: &Named, sure: bool) -> Option<(usize, Vec<String>)> {
    if named.key == PersonalKey::PHONE || named.key == PersonalKey::LINE {
        return telephone(text).map(|length| (length, Vec::new()));
    }
    if named.key == PersonalKey::IDENTITY {
        let found = numbers::find(first_word(text)).into_iter().next()?;
        return (found.shape == Shape::Identity).then_some((found.range.end, Vec::new()));
    }
    let whose = Whose::of(named, sure)?;
    pinyin(text).filter(|_| sure && whose != Whose::Plainly).or_else(|| names(words, text, whose))
}

/// Whether a text is a name in letters, and nothing else.
pub fn is_pinyin(text: &str) -> bool {
    let name: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    pinyin(&name).is_some_and(|(length, _)| length == name.len())
}

/// The name in letters at the start of a text: two or three words with capitals.
fn pinyin(text: &str) -> Option<(usize, Vec<String>)> {
    let end = text.find(|c: char| !(c.is_ascii_alphabetic() || c == ' ')).unwrap_or(text.len());
    let name = text[..end].trim_end();
    let word = |word: &str| word.len() > 1 && word.starts_with(|c: char| c.is_ascii_uppercase());
    let is_name = name.len() <= 30 && (2..=3).contains(&name.split(' ').count()) && name.split(' ').all(word);
    is_name.then(|| (name.len(), vec![name.to_owned()]))
}

fn first_word(text: &str) -> &str {
    let end = text.char_indices().nth(40).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

fn telephone(text: &str) -> Option<usize> {
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let of_number = |c: char| digit(c) || "-－—()（）转 ".contains(c);
    let end = text.find(|c| !of_number(c)).unwrap_or(text.len());
    let end = text[..end].trim_end_matches(|c| !digit(c)).len();
    let amount = text[end..].starts_with(['.', ',', '，']);
    (text[..end].chars().filter(|c| digit(*c)).count() >= 7 && !amount).then_some(end)
}

/// The names at the start of a text, separated by commas or spaces, each perhaps padded with
/// a space and with what the person is called after it.
fn names(words: &Words<'_>, text: &str, whose: Whose) -> Option<(usize, Vec<String>)> {
    let mut length = name_length(words, text, whose);
    let (first, more) = text[..length].split_once(['和', '及', '与']).unwrap_or((&text[..length], ""));
    let (mut found, rest) = match words.names(&text[..length], whose) {
        Some(found) => (found, None),
        None => (words.names(first, whose)?, Some(more)),
    };
    if let Some(rest) = rest {
        found.extend(words.names(rest, Whose::Plainly)?);
    }
    let next = |text: &str| {
        let behind =
            text.trim_start_matches(['、', '，', ',', '/', '／', '；', ';', ' ', '\u{3000}', '\u{a0}']);
        let more = one_name(behind);
        // `王小明 单位：` continues a label.
        let label = behind[more..].trim_start().starts_with(['：', ':']);
        let spaced = text.starts_with([' ', '\u{3000}', '\u{a0}']);
        let whose = if spaced { Whose::Plainly } else { Whose::Surnamed };
        let names = words.names(&behind[..more], whose).filter(|_| !label && behind.len() < text.len())?;
        Some((text.len() - behind.len() + more, names))
    };
    while let Some((more, names)) = next(&text[length..]) {
        found.extend(names);
        length += more;
    }
    Some((length, found))
}

/// Most characters of a run that is looked through for names.
const LONGEST_NAMES: usize = 40;

/// The length of the run of Chinese characters at the start; a single one goes on
/// after a space, since names are padded (`王　芳`, `王 小 明`).
fn one_name(text: &str) -> usize {
    let run = |text: &str| {
        let mut behind = text.char_indices().take(LONGEST_NAMES);
        let end = behind.find(|(_, c)| !(is_han(*c) || *c == '·'));
        end.map_or_else(
            || text.char_indices().nth(LONGEST_NAMES).map_or(text.len(), |(at, _)| at),
            |(at, _)| at,
        )
    };
    let single = |end: usize, start: usize| text[start..end].chars().count() == 1;
    let next = |end: usize| {
        let second = text[end..].trim_start_matches([' ', '\u{3000}', '\u{a0}', '\t']);
        let start = text.len() - second.len();
        (start > end && run(second) > 0).then(|| (start, start + run(second)))
    };
    let first = run(text);
    let Some((start, second)) = next(first).filter(|_| single(first, 0)) else { return first };
    let third = next(second).filter(|(third, end)| single(second, start) && single(*end, *third));
    third.map_or(second, |(_, end)| end)
}
