//! The words around what is said: which of them name an account, how much of the others to
//! show, and whether a number among them is in doubt. All but the published ones are compacted.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use crate::catalogue::normal::unnumbered;
use crate::model::{AccountCode, Finding, OperandPlace, Target};
use crate::money::Interval;
use crate::source::Line;

/// The mark of a level: `(204类)`, `(项)`.
pub(super) static LEVEL: LazyLock<Regex> = LazyLock::new(level);

/// Compiles the constant pattern, which is valid.
#[allow(clippy::unwrap_used)]
fn level() -> Regex {
    Regex::new(r"\(([0-9]{0,3})(类|款|项)\)").unwrap()
}

/// The words before a purpose that say what it is of: from the account on that they name last
/// by its levels, else the last sentence. `None` where something else is spoken of since.
pub(super) fn about(head: &str) -> Option<&str> {
    let opens_sentence = head.ends_with('。');
    let head = head.trim_end_matches('。');
    let level = LEVEL.find_iter(head).last().map(|found| found.end());
    let named = level.unwrap_or(head.len());
    let stop = head[..named].rmatch_indices(['。', ';']).next();
    let start = stop.map_or(0, |(at, mark)| at.saturating_add(mark.len()));
    let since = &head[named..];
    let goes_on = opens_sentence || !since.contains('。');
    let about = &head[start..];
    let part = if level.is_some() { since } else { about };
    (goes_on && !since.contains(';') && !part.contains("其中")).then_some(about)
}

/// The code whose digits stand in the marks of the levels: `(204类)…(02款)…(01项)`.
pub(super) fn digits(words: &str) -> Option<String> {
    let mut code = String::new();
    for found in LEVEL.captures_iter(words) {
        if &found[2] == "类" {
            code.clear();
        }
        code.push_str(&found[1]);
    }
    Some(code).filter(|code| AccountCode::parse(code).is_some())
}

/// The words with the marks of the levels alone.
pub(super) fn without_digits(words: &str) -> String {
    LEVEL.replace_all(words, "(${2})").into_owned()
}

/// What words are about that continue an amount: what stands before it.
pub(super) fn subject(words: &str) -> &str {
    let words = unnumbered(words.trim_start_matches(['。', ';', ',']));
    let is_amount = |at: usize| words[at..].starts_with(|c: char| c.is_ascii_digit());
    let amount = words.char_indices().map(|(at, _)| at).find(|at| is_amount(*at)).unwrap_or(words.len());
    words[..amount].trim_end_matches([',', ':', '为', '是', '共'])
}

/// The words without blanks beside Chinese characters.
pub(super) fn unspaced(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut blank = false;
    for c in words.chars() {
        let latin = |c: char| c.is_ascii_alphanumeric();
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        if blank && latin(c) && out.chars().next_back().is_some_and(latin) {
            out.push(' ');
        }
        blank = false;
        out.push(c);
    }
    out
}

/// Whether an amount of the prose is one of the tables, rounded or cut.
pub(super) fn holds(said: Interval, amount: Decimal) -> bool {
    let rounded = said.ends().is_some_and(|[least, most]| least <= amount && amount <= most);
    let next = said.slack.checked_add(said.slack).and_then(|place| said.value.checked_add(place));
    rounded || (said.value <= amount && next.is_some_and(|next| amount < next))
}

/// How many bytes of words to show: all, or as far as a stop near the most characters.
pub(super) fn bounded(words: &str, most: usize) -> usize {
    let Some((limit, _)) = words.char_indices().nth(most) else { return words.len() };
    let stop = words[..limit].rfind([',', ';', '、']);
    stop.filter(|at| *at > limit / 2).unwrap_or(limit)
}

/// Whether a check of a number of the prose came to anything else than that it holds.
pub(super) fn is_open(findings: &[Finding], section: usize, line: Line, value: Decimal) -> bool {
    let place = OperandPlace::Page(Target::Section(section));
    let open = findings.iter().filter(|finding| !finding.verdict.holds());
    let mut figures = open.flat_map(|finding| &finding.figures);
    figures.any(|figure| figure.place == place && figure.line == line && figure.amount == Some(value))
}
