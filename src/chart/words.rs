//! What a chart shows, in words: for its caption, for those who cannot see it,
//! and what it leaves out.

use crate::chart::parts::Part;
use crate::chart::settle::{Settled, share, sum};
use crate::model::{Mark, Value};
use crate::money::{Unit, grouped};

/// So many names are listed; more are counted.
const NAMES: usize = 3;

/// What is seen, in one or two sentences.
pub(super) fn seen(settled: &Settled) -> Vec<String> {
    let marks = settled.marks.as_slice();
    let unit = settled.unit;
    let sentence = match marks {
        [] => "没有读到可以画成图的数。".to_owned(),
        _ if marks.iter().all(|mark| mark.amount.is_zero()) => {
            format!("列了数的 {} {}都是 0。", marks.len(), settled.noun)
        }
        [only] if settled.whole.as_ref().is_none_or(|whole| whole.1 == only.amount) => {
            format!("全部 {}都是{}。", money(&only.printed, unit), only.label)
        }
        [only] => format!("只有一{}列了数：{}。", settled.noun, named(only, unit)),
        [first, ..] if settled.is_dwarfing() => {
            format!(
                "绝大部分是{}；{}。上面一条是全部，下面把其余部分放大。",
                named(first, unit),
                rest(settled)
            )
        }
        [a, b] => format!("{}；{}。", named(a, unit), named(b, unit)),
        [first, second, ..] => format!("最多的是{}；其次是{}。", named(first, unit), named(second, unit)),
    };
    let mut words = vec![sentence];
    words.extend(compared(settled));
    words
}

/// The first part and the others beside the published whole.
fn compared(settled: &Settled) -> Option<String> {
    let difference = settled.difference()?;
    let (printed, _) = settled.whole.as_ref()?;
    let sum = grouped(settled.sum?);
    let why = if difference.is_sign_negative() {
        "画出的不是全部"
    } else {
        "各项之间可能互相包含，不算份额"
    };
    Some(format!("画出的各{}相加是 {sum}，公布的合计是 {printed}：{why}。", settled.noun))
}

/// `其余 3 类合计 4.08%`
fn rest(settled: &Settled) -> String {
    let rest = settled.marks.get(1..).unwrap_or_default();
    let part = sum(rest).zip(settled.divisible()).and_then(|(sum, whole)| share(sum, whole));
    format!("其余 {} {}合计占 {}", rest.len(), settled.noun, part.unwrap_or_default())
}

/// What stands above the enlarged rest: `其余 3 类合计占 4.08%，放大`.
pub(super) fn enlarged(settled: &Settled) -> String {
    format!("{}，放大：", rest(settled))
}

/// `公共安全支出 9,385.68 万元（95.92%）`
pub(super) fn named(mark: &Mark, unit: Option<Unit>) -> String {
    let money = money(&mark.printed, unit);
    let share = mark.share.as_ref().map(|share| format!("（{share}）")).unwrap_or_default();
    format!("{} {}{share}", mark.label, money.trim_end())
}

fn money(printed: &str, unit: Option<Unit>) -> String {
    unit.map_or_else(|| format!("{printed} "), |unit| format!("{printed} {}", unit.name()))
}

/// What stands above everything: the unit, the whole, what percentages are of.
pub(super) fn note(settled: &Settled) -> String {
    let unit = settled.unit.map_or("单位未写明".to_owned(), |unit| format!("单位：{}", unit.name()));
    let whole = settled.whole.as_ref().map(|(printed, _)| format!("；合计 {printed}")).unwrap_or_default();
    let shares = if settled.divisible().is_some() {
        "，百分数是占合计的份额（本站计算）"
    } else {
        ""
    };
    format!("{unit}{whole}{shares}")
}

/// Every amount, in one sentence.
pub(super) fn described(marks: &[Mark], unit: Option<Unit>) -> String {
    let all: Vec<String> = marks.iter().map(|mark| named(mark, unit)).collect();
    format!("{}。", all.join("；"))
}

/// What is not drawn, or drawn with doubt, and why.
pub(super) fn left_out(parts: &[Part], settled: &Settled) -> Vec<String> {
    let of = |is: &dyn Fn(&Part) -> bool| -> Vec<&str> {
        parts.iter().filter(|part| is(part)).map(|part| part.label.as_str()).collect()
    };
    let noun = &settled.noun;
    let lost = of(&|part| part.in_doubt && part.cell.is_blank());
    let blank = of(&|part| part.cell.is_blank() && !part.in_doubt);
    let nil = of(&|part| part.cell.value == Value::Nil);
    let unread = of(&|part| matches!(part.cell.value, Value::Unreadable | Value::Text));
    let doubt = of(&|part| part.in_doubt && part.cell.amount().is_some());
    let told = [
        (lost, "的行在公开的文本里丢了空格，看不出有没有数，没有画。"),
        (blank, "没有列数，没有画；没有列不等于零。"),
        (nil, "列明为无，没有画。"),
        (unread, "的数读不成金额，没有画。"),
        (doubt, "的行在公开的文本里丢了空格，数可能属于别的栏，用虚线画。"),
    ];
    told.iter().filter_map(|(names, why)| Some(format!("{}{why}", listed(names, noun)?))).collect()
}

/// The names, or how many there are.
fn listed(names: &[&str], noun: &str) -> Option<String> {
    match names.len() {
        0 => None,
        few if few <= NAMES => Some(names.join("、")),
        many => Some(format!("另有 {many} {noun}")),
    }
}
