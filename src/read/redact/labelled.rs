//! Numbers, accounts and addresses that only the label before them tells for a
//! person's: in a cell of their own, or after the label in a line.

use std::ops::Range;

use crate::catalogue::schema::{Named, PersonalSpec};
use crate::keys::PersonalKey;
use crate::money::looks_like_amount;
use crate::read::redact::numbers;
use crate::read::redact::words::{Words, is_han};

/// Whether a value beside the label of what leads to a person is that: a telephone and no
/// amount, papers masked or not, an account, an address.
pub fn is_value(spec: &PersonalSpec, named: &Named, text: &str) -> bool {
    let amount = looks_like_amount(text) && text.contains(['.', ',', '，', '．']);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let masked = text.chars().filter(|c| is_mask(*c)).count();
    let signs = text.chars().filter(char::is_ascii_alphanumeric).count();
    let is = |keys: &[PersonalKey]| keys.iter().any(|key| named.key == *key);
    match () {
        () if is(&[PersonalKey::PHONE, PersonalKey::LINE]) && is_grouped_mobile(text) => true,
        // `1973.06.19`
        () if is(&[PersonalKey::BORN]) && text.matches('.').count() == 2 => (4..=8).contains(&digits),
        () if amount => false,
        () if is(&[PersonalKey::PHONE]) => (7..=40).contains(&digits),
        () if is(&[PersonalKey::LINE]) => !numbers::find_behind(text, |before| !before.is_empty()).is_empty(),
        () if is(&[PersonalKey::IDENTITY]) => digits + masked >= 8,
        () if is(&[PersonalKey::ACCOUNT]) => digits + masked >= 10,
        () if is(&[PersonalKey::BORN]) => (4..=8).contains(&digits),
        () if is(&[PersonalKey::PLATE, PersonalKey::MAIL, PersonalKey::WECHAT]) => {
            signs >= 5 && !looks_like_amount(text)
        }
        () if is(&[PersonalKey::QQ]) => (5..=11).contains(&digits),
        () if is(&[PersonalKey::PASSPORT]) => signs >= 7,
        () if is(&[PersonalKey::ADDRESS]) => text.contains(is_han) && text.chars().nth(3).is_some(),
        () if is(&[PersonalKey::MESSENGER]) && looks_like_amount(text) => false,
        () if is(&[PersonalKey::PAPER, PersonalKey::TAIL, PersonalKey::MESSENGER]) => {
            signs_at(named, text, true).is_some_and(|range| range.end == text.len())
        }
        () if is(&[PersonalKey::PLACE]) => is_home(spec, text),
        () if is(&[PersonalKey::LIVES]) => is_dwelling(spec, text),
        () => false,
    }
}

/// The bytes of such a value after its label in a line, with a colon or none between
/// them; telephones and what has a shape of its own are found elsewhere.
pub fn behind(words: &Words<'_>, named: &Named, line: &str, label: &Range<usize>) -> Option<Range<usize>> {
    let is = |keys: &[PersonalKey]| keys.iter().any(|key| named.key == *key);
    let (before, rest) = (&line[..label.start], &line[label.end..]);
    let of_account = ["账号", "帐号", "号码", "号"].iter().find(|word| rest.starts_with(**word));
    let skipped =
        of_account.filter(|_| is(&[PersonalKey::MESSENGER, PersonalKey::PAPER])).map_or(0, |word| word.len());
    let (at, asked) = opening(&rest[skipped..]);
    let at = at + skipped;
    let (spec, text) = (words.spec(), &rest[at..]);
    let inside = before.ends_with(is_han);
    let range = match () {
        () if is(&[PersonalKey::PAPER, PersonalKey::TAIL]) => signs_at(named, text, asked),
        () if is(&[PersonalKey::PLATE]) && asked => signs_at(named, text, asked),
        () if is(&[PersonalKey::MESSENGER]) && !before.ends_with("官方") => signs_at(named, text, asked),
        () if is(&[PersonalKey::ADDRESS]) && at > 0 => {
            let end = address(words, text);
            (end > 0 && text[..end].chars().nth(3).is_some()).then_some(0..end)
        }
        () if is(&[PersonalKey::PLACE]) && asked && !inside => {
            Some(0..address(words, text)).filter(|range| is_home(spec, &text[range.clone()]))
        }
        // `国家住房`, `入住`: only with a colon, or as a word of its own.
        () if is(&[PersonalKey::LIVES])
            && (!inside || label.len() > "现住".len() || (!asked && label.len() > "住".len())) =>
        {
            let stays = before.ends_with('国') || (!asked && label.len() == "住".len());
            // `居住在县城的老人`: what follows is of those who live there.
            let end = address(words, text).min(text.find('的').unwrap_or(text.len()));
            let found = Some(0..end).filter(|_| !stays);
            found.filter(|range| is_dwelling(spec, &text[range.clone()]))
        }
        () => None,
    }?;
    Some(label.end + at + range.start..label.end + at + range.end)
}

/// Whether a text is a mobile number that a spreadsheet wrote as an amount
/// (`13,800,001,111.00`).
fn is_grouped_mobile(text: &str) -> bool {
    let whole = text.strip_suffix(".00").unwrap_or(text);
    let digits: String = whole.chars().filter(|c| *c != ',').collect();
    let found = numbers::find(&digits);
    text.contains(',')
        && found.iter().any(|found| found.shape == numbers::Shape::Mobile && found.range == (0..digits.len()))
}

fn is_mask(c: char) -> bool {
    matches!(c, '*' | '＊' | 'x' | 'X' | '×')
}

/// How far after a label its value begins, past a bracket and a colon, and whether a colon
/// or a word asks for it.
fn opening(rest: &str) -> (usize, bool) {
    let (at, asked) = match behind_label(rest) {
        Some((at, _)) => (at, true),
        None => (rest.len() - trimmed(rest).len(), false),
    };
    let word = ["为", "是", "在"].iter().find(|word| rest[at..].starts_with(**word));
    word.map_or((at, asked), |word| (at + word.len(), true))
}

/// Most characters of a number or the name of an account.
const LONGEST_SIGN: usize = 40;

/// The number of papers or the name of an account at the start of a text.
fn signs_at(named: &Named, text: &str, asked: bool) -> Option<Range<usize>> {
    let is = |key: PersonalKey| named.key == key;
    // `军字第0000000号`
    let word = text.char_indices().take(6).find(|(_, c)| *c == '第').map_or(0, |(at, c)| at + c.len_utf8());
    let word = if is(PersonalKey::PAPER) && text[..word].chars().all(is_han) { word } else { 0 };
    let of_sign = |c: char| c.is_ascii_alphanumeric() || is_mask(c) || "-_.@".contains(c);
    let behind = &text[word..];
    let end = behind.char_indices().take(LONGEST_SIGN).find(|(_, c)| !of_sign(*c));
    let end = end.map_or(behind.len().min(LONGEST_SIGN), |(at, _)| at);
    let sign = behind.get(..end)?.trim_end_matches(['.', '-']);
    let digits = sign.chars().filter(|c| c.is_ascii_digit() || is_mask(*c)).count();
    let letters = sign.contains(|c: char| c.is_ascii_alphabetic());
    let decimal = sign.contains('.') && looks_like_amount(sign);
    let counted = [
        "元", "万", "亿", "%", "％", "年", "人", "个", "台", "套", "份", "次", "张", "级", "届", "期", ",",
        "，0",
    ];
    let counted = counted.iter().any(|unit| behind[end..].trim_start().starts_with(unit));
    let enough = match () {
        () if is(PersonalKey::TAIL) => (3..=6).contains(&sign.chars().count()) && digits >= 3,
        () if is(PersonalKey::PAPER) => digits >= 4 || (asked && digits >= 3),
        () if is(PersonalKey::PLATE) => letters && digits >= 3 && (5..=8).contains(&sign.len()),
        () => sign.len() >= 5 && (asked || letters || named_number(named, digits)),
    };
    (enough && !decimal && (letters || !counted)).then_some(0..word + sign.len())
}

/// Whether digits alone make an account right after its label.
fn named_number(named: &Named, digits: usize) -> bool {
    named.key == PersonalKey::MESSENGER && digits >= 8
}

/// Most characters of an address.
const LONGEST_ADDRESS: usize = 60;

/// The length of an address at the start of a text: up to a mark or the next label.
fn address(words: &Words<'_>, text: &str) -> usize {
    let ends = |c: char| "，。；;,\t|<\n（(〔".contains(c);
    let mut behind = text.char_indices().take(LONGEST_ADDRESS + 1);
    let end = behind.find(|(at, c)| ends(*c) || (*at > 0 && c.is_whitespace()));
    let longest = text.char_indices().nth(LONGEST_ADDRESS).map_or(text.len(), |(at, _)| at);
    let end = end.map_or(longest, |(at, _)| at);
    words.labels_in(&text[..end]).first().map_or(end, |(label, _)| label.start)
}

/// Whether an address is that of a home, and no body's.
fn is_home(spec: &PersonalSpec, text: &str) -> bool {
    let has = |words: &[String]| words.iter().any(|word| text.contains(word.as_str()));
    has(&spec.homes) && !has(&spec.premises) && is_dwelling(spec, text)
}

/// Whether a text counts houses and rooms.
fn is_dwelling(spec: &PersonalSpec, text: &str) -> bool {
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let pairs = text.chars().zip(text.chars().skip(1));
    let counted = pairs.into_iter().any(|(digit, what)| number(digit) && spec.dwellings.contains(what));
    let village = spec.homes.iter().any(|home| text.ends_with(home.as_str()));
    counted || (village && text.chars().nth(3).is_some())
}

/// A text without the padding before it.
pub fn trimmed(text: &str) -> &str {
    text.trim_start_matches(is_padding)
}

/// What stands after a label: past emphasis, 及职务, a bracket such as （签字）, the
/// colon and spaces, with how far after the label it begins.
pub fn behind_label(rest: &str) -> Option<(usize, &str)> {
    let trim = |text: &'_ str| -> usize { text.len() - trimmed(text).len() };
    let mut at = trim(rest);
    let post =
        rest[at..].strip_prefix(['、', '及', '和', '与', '/']).and_then(|post| post.strip_prefix("职务"));
    at = post.map_or(at, |behind| rest.len() - trimmed(behind).len());
    if rest[at..].starts_with(['（', '(']) {
        let close = rest[at..].char_indices().take(LONGEST_NOTE).find(|(_, c)| matches!(c, '）' | ')'));
        at += close.map_or(0, |(close, c)| close + c.len_utf8());
        at += trim(&rest[at..]);
    }
    let behind = trimmed(rest[at..].strip_prefix(['：', ':', '=', '＝'])?);
    Some((rest.len() - behind.len(), behind.trim_end_matches(['\n', '\r'])))
}

/// Longest bracket after a label, with its marks.
const LONGEST_NOTE: usize = 10;

pub fn is_padding(c: char) -> bool {
    matches!(c, '*' | ' ' | '\u{3000}' | '\u{a0}' | '"' | '\'' | '】' | '」' | '』' | ']' | '］')
}
