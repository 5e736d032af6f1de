//! What a chart shows, in words: for its caption, for those who cannot see it,
//! and what it leaves out.

use rust_decimal::Decimal;

use crate::chart::parts::Slice;
use crate::chart::summary::{Summary, share, sum};
use crate::model::{Doubt, Mark};
use crate::money::{Unit, grouped, parse_amount};

/// So many names are listed; more are counted.
const NAMES: usize = 3;

/// What is seen, in one or two sentences.
pub(super) fn seen(summary: &Summary) -> Vec<String> {
    let marks = summary.marks.as_slice();
    let unit = summary.unit;
    let sentence = match marks {
        [] => "没有读到可以画成图的数。".to_owned(),
        _ if marks.iter().all(|mark| mark.amount.is_zero()) => {
            format!("列了数的 {} {}都是 0。", marks.len(), summary.noun)
        }
        [only, zeros @ ..] if is_all(only, zeros, summary) => {
            let names: Vec<&str> = zeros.iter().map(|mark| mark.label.as_str()).collect();
            let zeros = listed(&names, &summary.noun).map(|names| format!("；{names}为 0"));
            format!("全部 {}都是{}{}。", money(&only.printed, unit), only.label, zeros.unwrap_or_default())
        }
        [only] => format!("只有一{}列了数：{}。", summary.noun, named(only, unit)),
        [first, ..] if summary.is_dwarfing() => {
            format!(
                "绝大部分是{}；{}。上面一条是全部，下面把其余部分放大。",
                named(first, unit),
                rest(summary)
            )
        }
        [a, b] => format!("{}；{}。", named(a, unit), named(b, unit)),
        [first, second, ..] => format!("最多的是{}；其次是{}。", named(first, unit), named(second, unit)),
    };
    let mut words = vec![sentence];
    words.extend(folded(summary));
    words.extend(negative(summary));
    words.extend(compared(summary));
    words
}

/// Said where 基本支出 could not be split.
pub(super) const UNSPLIT: &str = "基本支出里人员、日常各多少，公布的表里没有对得上的数，或本站没有读出。";

/// What each part gets of a hundred yuan: `每 100 元里，人员经费 18.29 元，……。`
pub(super) fn of_a_hundred(summary: &Summary) -> Option<String> {
    let spent = summary.marks.iter().filter(|mark| !mark.amount.is_zero());
    let yuan = |mark: &Mark| Some(format!("{} {} 元", mark.label, mark.share.as_deref()?.strip_suffix('%')?));
    let parts: Vec<String> = spent.map(yuan).collect::<Option<_>>()?;
    (parts.len() > 1).then(|| format!("每 100 元里，{}（本站计算）。", parts.join("，")))
}

/// Whether one part is the published whole, and all others are nothing.
fn is_all(only: &Mark, others: &[Mark], summary: &Summary) -> bool {
    let whole = summary.divisible().is_some_and(|whole| whole == only.amount);
    whole && others.iter().all(|mark| mark.amount.is_zero())
}

/// What the picture adds up.
fn folded(summary: &Summary) -> Option<String> {
    let (_, folded) = summary.shown();
    let zero = folded.iter().all(|mark| mark.amount.is_zero());
    let (count, noun) = (folded.len(), &summary.noun);
    (!zero).then(|| format!("金额较小的 {count} {noun}合成“其余”一条，由本站相加。"))
}

fn negative(summary: &Summary) -> Option<String> {
    let below = summary.marks.iter().filter(|mark| mark.amount < Decimal::ZERO);
    let names: Vec<&str> = below.map(|mark| mark.label.as_str()).collect();
    Some(format!("{}是负数，从基线向左画；有负数，不算份额。", listed(&names, &summary.noun)?))
}

/// The parts added up beside the published whole, where these are not the same.
fn compared(summary: &Summary) -> Option<String> {
    let difference = summary.difference()?;
    let (printed, _) = summary.whole.as_ref()?;
    let (printed, sum) = (own(printed), grouped(summary.sum?));
    let less = difference.is_sign_negative();
    less.then(|| {
        format!("画出的各{}相加是 {sum}，公布的合计是 {printed}：画出的不是全部，不算份额。", summary.noun)
    })
}

/// What stands in place of a chart whose figures may be misread.
pub(super) fn doubtful(doubt: Doubt) -> String {
    format!("本站可能没有读对这张表：{}。没有画图，请看原表。", doubt.words())
}

/// What stands in place of a chart whose parts are more than the published whole:
/// they hold one another, or were misread.
pub(super) fn overlapping(summary: &Summary) -> Option<String> {
    summary.difference().filter(Decimal::is_sign_positive)?;
    let (printed, _) = summary.whole.as_ref()?;
    let (printed, sum, noun) = (own(printed), grouped(summary.sum?), &summary.noun);
    Some(format!(
        "各{noun}相加是 {sum}，公布的合计是 {printed}：各项可能互相包含，也可能是本站没有读对这张表。没有画图，请看原表。"
    ))
}

/// `其余 3 类合计 4.08%`
fn rest(summary: &Summary) -> String {
    let rest = summary.marks.get(1..).unwrap_or_default();
    let part = sum(rest).zip(summary.divisible()).and_then(|(sum, whole)| share(sum, whole));
    format!("其余 {} {}合计占 {}", rest.len(), summary.noun, part.unwrap_or_default())
}

/// What stands above the enlarged rest: `其余 3 类合计占 4.08%，放大`.
pub(super) fn enlarged(summary: &Summary) -> String {
    format!("{}，放大：", rest(summary))
}

/// `公共安全支出 9,385.68 万元（95.92%）`
pub(super) fn named(mark: &Mark, unit: Option<Unit>) -> String {
    let money = money(&mark.printed, unit);
    let share = mark.share.as_ref().map(|share| format!("（{share}）")).unwrap_or_default();
    format!("{} {}{share}", mark.label, money.trim_end())
}

/// An amount as the site's own sentences write it: thousands grouped, the printed decimals kept.
fn own(printed: &str) -> String {
    parse_amount(printed).map_or_else(|_| printed.to_owned(), grouped)
}

fn money(printed: &str, unit: Option<Unit>) -> String {
    let printed = own(printed);
    unit.map_or_else(|| format!("{printed} "), |unit| format!("{printed} {}", unit.name()))
}

/// What stands above the strip: `合计 9,784.70，其中公共安全支出 9,385.68（95.92%）`.
pub(super) fn above(summary: &Summary) -> String {
    let whole = summary.whole.as_ref().map_or_else(String::new, |(printed, _)| own(printed));
    let first = summary.marks.first().filter(|_| summary.is_dwarfing());
    let first = first.map(|first| format!("，其中{}", named(first, None))).unwrap_or_default();
    format!("合计 {whole}{first}")
}

/// What stands above everything: the unit, the whole unless a strip says it, what
/// percentages are of.
pub(super) fn note(summary: &Summary, strip: bool) -> String {
    let unit = summary.unit.map_or("单位未认出".to_owned(), |unit| format!("单位：{}", unit.name()));
    let whole = summary.whole.as_ref().filter(|_| !strip);
    let whole = whole.map(|(printed, _)| format!("；合计 {}", own(printed))).unwrap_or_default();
    let shares =
        if summary.divisible().is_some() { "；百分数是占合计的份额，本站计算" } else { "" };
    format!("{unit}{whole}{shares}")
}

/// Every amount, in one sentence.
pub(super) fn described(marks: &[Mark], unit: Option<Unit>) -> String {
    let all: Vec<String> = marks.iter().map(|mark| named(mark, unit)).collect();
    format!("{}。", all.join("；"))
}

/// The parts without an amount.
pub(super) fn left_out(parts: &[Slice], summary: &Summary) -> Vec<String> {
    let mut silent: Vec<(&str, Vec<&str>)> = Vec::new();
    for part in parts {
        let Some(why) = part.silence() else { continue };
        match silent.iter_mut().find(|(known, _)| *known == why) {
            Some((_, names)) => names.push(&part.label),
            None => silent.push((why, vec![&part.label])),
        }
    }
    silent
        .iter()
        .filter_map(|(why, names)| Some(format!("{}{why}。", listed(names, &summary.noun)?)))
        .collect()
}

/// The names, or how many there are.
fn listed(names: &[&str], noun: &str) -> Option<String> {
    match names.len() {
        0 => None,
        few if few <= NAMES => Some(names.join("、")),
        many => Some(format!("另有 {many} {noun}")),
    }
}
