//! 年初预算为A万元，支出决算为B万元: what was planned for an account and what came of it, as
//! the prose of final accounts says, with the reason that it gives.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::purposes::{LONGEST, Reader};
use super::words::{LEVEL, about, bounded, unspaced};
use crate::catalogue::normal::Compacted;
use crate::catalogue::schema::SentenceSpec;
use crate::measures::{Figures, Spent};
use crate::model::{AccountCode, DisclosureKind, Linked, Paragraph};
use crate::money::Money;
use crate::sentences::figures::{FigureKind, StatedFigure, figures};
use crate::sentences::scope::Stage;
use crate::sentences::{headings, lines};
use crate::source::Line;

/// What was planned for an account and what came of it.
#[derive(Debug, Clone)]
pub struct Completion<'a> {
    pub code: AccountCode,
    /// The budget of the beginning of the year, as the prose says it.
    pub planned: Money,
    /// The final account, as the table has it.
    pub done: Money,
    pub spent: Spent<'a>,
    /// The reason given for the difference, as published, at most some ninety characters.
    pub reason: Option<String>,
    /// The line of the budget.
    pub line: Line,
}

/// What is planned and done, in the order of the codes; empty of a budget.
pub(super) fn of<'a>(linked: &'a Linked, figures: &'a Figures<'a>) -> Vec<Completion<'a>> {
    let disclosure = &linked.disclosure;
    if disclosure.id.kind != DisclosureKind::Final || !disclosure.is_of_one_year() {
        return Vec::new();
    }
    let reader = Reader::new(linked, figures);
    let mut found: BTreeMap<AccountCode, Completion> = BTreeMap::new();
    // An account of which the text says two budgets has none.
    let mut several: BTreeSet<AccountCode> = BTreeSet::new();
    for (index, section) in disclosure.sections.iter().enumerate() {
        let headings = headings(&disclosure.sections, index);
        for paragraph in section.paragraphs.iter().filter(|one| one.text.len() <= LONGEST) {
            for one in of_paragraph(&reader, linked, paragraph, &headings) {
                let first = found.entry(one.code).or_insert_with(|| one.clone());
                if first.planned != one.planned {
                    several.insert(one.code);
                }
            }
        }
    }
    found.into_values().filter(|one| !several.contains(&one.code)).collect()
}

/// A budget with what came of it, right after it in one sentence.
pub(super) struct Pair<'s> {
    pub planned: &'s StatedFigure,
    pub done: &'s StatedFigure,
    /// Where the two stand in the compacted text.
    from: usize,
    to: usize,
}

/// The pairs among the figures of a compacted text, in order.
pub(super) fn pairs<'s>(text: &str, said: &'s [StatedFigure]) -> Vec<Pair<'s>> {
    said.windows(2).filter_map(|two| pair(text, &two[0], &two[1])).collect()
}

fn of_paragraph<'a>(
    reader: &Reader<'a>,
    linked: &'a Linked,
    paragraph: &'a Paragraph,
    headings: &[String],
) -> Vec<Completion<'a>> {
    let text = Compacted::of(&paragraph.text);
    let said = figures(&text.text, reader.sentences());
    let pairs = pairs(&text.text, &said);
    let words = reader.sentences();
    let mut found = Vec::new();
    for (at, pair) in pairs.iter().enumerate() {
        let from = at.checked_sub(1).map_or(0, |before| pairs[before].to);
        let to = pairs.get(at + 1).map_or(text.text.len(), |next| next.from);
        let Some(head) = text.text.get(from..pair.from) else { continue };
        let head = &head[..head.rfind(&pair.planned.label).unwrap_or(head.len())];
        // Of nothing planned there is no gap, and an adjusted budget is not the first one.
        let first = pair.planned.value > Decimal::ZERO && pair.planned.label.contains(&words.initial);
        let whole = Some(pair).filter(|_| first).and_then(|pair| {
            let code = AccountCode::parse(&reader.named(about(head)?, None)?)?;
            let spent = reader.spent(code, headings, std::slice::from_ref(pair.done))?;
            Some(Completion {
                code,
                planned: pair.planned.money()?,
                done: spent.cell.sure_money()?,
                spent,
                reason: reason(&text, pair.to..to, linked.disclosure.id.year, words),
                line: lines::line_in(linked, paragraph, &pair.planned.printed, pair.planned.nth),
            })
        });
        found.extend(whole);
    }
    found
}

fn pair<'s>(text: &str, planned: &'s StatedFigure, done: &'s StatedFigure) -> Option<Pair<'s>> {
    let amounts = planned.kind == FigureKind::Amount && done.kind == FigureKind::Amount;
    let stages = planned.stage == Some(Stage::Planned) && done.stage == Some(Stage::Executed);
    let one_sentence = !done.context.contains('。') && !planned.compared && !done.compared;
    let one_whole = planned.inside == done.inside;
    let place =
        |said: &StatedFigure| text.match_indices(said.printed.as_str()).nth(said.nth).map(|(at, _)| at);
    let (from, to) =
        (place(planned).filter(|_| amounts && stages && one_sentence && one_whole)?, place(done)?);
    (from < to).then_some(Pair { planned, done, from, to })
}

/// The reason given in a part of the text for a gap between budget and final account: what
/// stands after words such as 原因 to the end of the sentence. After the next account is named it
/// is that one's, and after a comparison with another year it is that comparison's.
fn reason(text: &Compacted<'_>, part: Range<usize>, year: u16, words: &SentenceSpec) -> Option<String> {
    let within = text.text.get(part.clone())?;
    let next = [LEVEL.find(within).map(|level| level.start()), ORDINAL.find(within).map(|item| item.start())];
    let own = &within[..next.into_iter().flatten().min().unwrap_or(within.len())];
    let opens = words.reasons.iter().flat_map(|word| own.match_indices(word.as_str()));
    let of_gap = |(at, opening): &(usize, &str)| {
        let before = &own[..*at];
        // 主要是 may open what the money is for, but not after words of a difference.
        let opens = !opening.starts_with("主要") || says_difference(before, words);
        opens && !is_of_another_year(before, year, words)
    };
    let (at, opening) = opens.filter(of_gap).min_by_key(|(at, _)| *at)?;
    let given = &within[at..];
    let said = given.trim_start_matches(opening).trim_start_matches(['是', '为', '系', ':', ',']);
    let start = part.start + at + (given.len() - said.len());
    let said = &said[..said.find('。').unwrap_or(said.len())];
    let shown = start + bounded(said, MOST);
    let more = if shown < start + said.len() { "……" } else { "" };
    let published = unspaced(text.published(start..shown));
    (!published.is_empty()).then(|| format!("{published}{more}"))
}

/// Whether the sentence that a text ends in has spoken of a difference.
fn says_difference(before: &str, words: &SentenceSpec) -> bool {
    let sentence = &before[before.rfind('。').unwrap_or(0)..];
    let all = [&words.more, &words.less, &words.above, &words.below];
    all.into_iter().flatten().any(|word| sentence.contains(word.as_str()))
}

/// Whether the last comparison before a reason is one with another year than `year`, not with the
/// budget.
fn is_of_another_year(before: &str, year: u16, words: &SentenceSpec) -> bool {
    // 一般公共预算 is a kind of money.
    let before = words.funds.iter().fold(before.to_owned(), |before, fund| before.replace(fund.as_str(), ""));
    let since = |found: Option<usize>| found.map_or(0, |at| at + 1);
    let other = YEAR.captures_iter(&before).filter(|found| found[1] != *year.to_string());
    let named = other.last().and_then(|found| found.get(0)).map(|found| found.start());
    let told = words.year_before.iter().filter_map(|word| before.rfind(word.as_str())).max();
    since(named.max(told)) > since(before.rfind("预算"))
}

/// A year by its number: `2022年`.
static YEAR: LazyLock<Regex> = LazyLock::new(year);

/// Compiles the constant pattern, which is valid.
#[allow(clippy::unwrap_used)]
fn year() -> Regex {
    Regex::new("((?:19|20)[0-9]{2})年").unwrap()
}

/// The number of an item that begins a sentence: `。2、`, `。(三)`.
static ORDINAL: LazyLock<Regex> = LazyLock::new(ordinal);

/// Compiles the constant pattern, which is valid.
#[allow(clippy::unwrap_used)]
fn ordinal() -> Regex {
    Regex::new(
        r"[。;](?:[0-9]{1,2}[、.][^0-9]|\([0-9一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、)",
    )
    .unwrap()
}

/// So many characters of a reason are shown.
const MOST: usize = 90;
