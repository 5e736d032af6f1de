//! 占X%, 占本年支出合计的X%, 完成年初预算的X%: the share is the part over the whole.

use rust_decimal::Decimal;

use crate::audit::narrative::Passage;
use crate::audit::narrative::percent::Percent;
use crate::audit::narrative::prose::{Kind, Said, figures};
use crate::audit::narrative::ties::{Restated, is_planned, trimmed};
use crate::model::{CellRef, Counted, Finding, Group, Operand, Paragraph, Rule, Verdict};
use crate::money::{self, Money, Near, grouped};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "stated-share",
    title: "文字说明里的占比算得出来",
    text: "文字写“某项A万元，占X%”的，用A除以同一段或同一节开头的总数重新计算；写明占什么的，用那个名目在表中的数，没有的用同一段各部分之和；“完成年初预算的X%”用决算数除以同一段的年初预算数，没有写的用表中的。四舍五入到所写的位数应当相等；去尾得到的，或两个金额舍入之前可能得到的，记为舍入差；各占比为凑足100%而调整最后一位的，也记为舍入差。",
    basis: "占比由两个金额算出。",
};

/// What a part may be a share of.
struct Of {
    near: Near,
    operands: Vec<Operand>,
}

/// A share with its part and what it was compared with.
pub struct Checked {
    finding: Finding,
    stated: Decimal,
    rounded: Decimal,
}

/// Each share of a section's passages that follows its amount, passage by passage.
pub fn check(passages: &[Passage<'_>]) -> Vec<Vec<Finding>> {
    let mut checked: Vec<Vec<Checked>> = passages.iter().map(of_passage).collect();
    for own in &mut checked {
        of_something_else(own);
        made_to_add_up(own.iter_mut().collect());
    }
    // Each share of a list may stand in a paragraph of its own.
    let mut wholes: Vec<Vec<&mut Checked>> = Vec::new();
    for one in checked.iter_mut().flatten().take(MOST) {
        match wholes.iter_mut().find(|of| of[0].of() == one.of()) {
            Some(of) => of.push(one),
            None => wholes.push(vec![one]),
        }
    }
    wholes.into_iter().for_each(made_to_add_up);
    checked.into_iter().map(|own| own.into_iter().map(|one| one.finding).collect()).collect()
}

/// Most shares of a section that are taken together.
const MOST: usize = 200;

fn of_passage(passage: &Passage<'_>) -> Vec<Checked> {
    let shares = (0..passage.figures.len()).filter(|at| passage.figures[*at].kind == Kind::Share);
    shares.filter_map(|at| one(passage, at)).collect()
}

impl Checked {
    /// What the share is of: all operands but the share and its part.
    fn of(&self) -> &[Operand] {
        self.finding.figures.get(2..).unwrap_or_default()
    }
}

fn one(passage: &Passage<'_>, at: usize) -> Option<Checked> {
    let share = &passage.figures[at];
    let part = part(passage, at)?;
    let wholes = match named(share)? {
        Named::Budget => vec![budget(passage, at, part)?],
        Named::Nothing => nearest(passage, at, part),
        Named::Whole(name) => whole_named(passage, name, part),
    };
    let of = |whole: Of| Some((Percent::of(passage.near(part)?, whole.near)?, whole));
    let judged = wholes.into_iter().filter_map(of);
    let best = judged.min_by_key(|(percent, _)| std::cmp::Reverse(percent.judge(share.value)))?;
    Some(Checked {
        rounded: best.0.rounded(share.value),
        stated: share.value,
        finding: finding(passage, part, share, best),
    })
}

/// The amount that the share is of: the last of the disclosure's own year before
/// it in its sentence.
fn part<'p>(passage: &'p Passage<'_>, at: usize) -> Option<&'p Said> {
    let mut behind = &passage.figures[at];
    for said in passage.figures[..at].iter().rev() {
        if behind.context.contains('。') {
            return None;
        }
        let planned = is_planned(&passage.setting, said);
        if said.kind == Kind::Amount && passage.is_own_year(said) && !planned {
            return Some(said);
        }
        behind = said;
    }
    None
}

/// What the words before a share name as its whole.
enum Named<'s> {
    /// 占X%: whatever was said before.
    Nothing,
    Whole(&'s str),
    /// 完成年初预算的X%
    Budget,
}

fn named(share: &Said) -> Option<Named<'_>> {
    let mut words = trimmed(&share.label);
    if words.contains("完成") {
        return words.contains("预算").then_some(Named::Budget);
    }
    words = &words[words.rfind('占')? + '占'.len_utf8()..];
    while let Some(shorter) =
        ["的", "比重", "比例", "比率", "比", "为", "全部"].iter().find_map(|end| words.strip_suffix(end))
    {
        words = shorter;
    }
    let unnamed = matches!(words, "" | "总额" | "总数" | "总量");
    Some(if unnamed { Named::Nothing } else { Named::Whole(words.trim_start_matches("全部")) })
}

/// The budget that final accounts carry out: said before, in the same passage,
/// or, where it is not said, the table's.
fn budget(passage: &Passage<'_>, at: usize, part: &Said) -> Option<Of> {
    let before = passage.figures[..at].iter().rev();
    let planned = |said: &&Said| said.kind == Kind::Amount && is_planned(&passage.setting, said);
    // Behind 其中 the parts' budgets are not said; the whole's is not theirs.
    let said = before.filter(|said| said.inside == part.inside).find(planned);
    said.map_or_else(|| budget_cell(passage, part), |said| said_whole(passage, said))
}

fn budget_cell(passage: &Passage<'_>, part: &Said) -> Option<Of> {
    match passage.setting.claimed(passage.setting.claim(&part.label)?, true)? {
        Restated::Cells(cells) => cells.first().and_then(cell),
        _ => None,
    }
}

fn said_whole(passage: &Passage<'_>, said: &Said) -> Option<Of> {
    Some(Of { near: passage.near(said)?, operands: vec![passage.operand(said)] })
}

/// Where no whole is named: the first amount of the paragraph, or, where that is
/// the part itself, of its section; or the last head before 其中.
fn nearest(passage: &Passage<'_>, at: usize, part: &Said) -> Vec<Of> {
    let own = passage.paragraph;
    let first = |figures: &[Said]| figures.iter().find(|said| said.kind == Kind::Amount).cloned();
    let opening = first(&passage.figures).filter(|said| said != part && !passage.goes_on());
    let of_section = || {
        let mut others = passage.section.paragraphs.iter();
        others.find_map(|other| Some((other, first(&figures(&other.text))?)))
    };
    let head = passage.figures[..at].iter().rev().find(|said| said.kind == Kind::Amount && !said.inside);
    let opening = opening.map(|said| (own, said)).or_else(of_section);
    let mut wholes: Vec<_> = opening.into_iter().chain(head.map(|said| (own, said.clone()))).collect();
    wholes.retain(|(_, said)| said != part);
    wholes.dedup();
    let whole = |(paragraph, said): &(&Paragraph, Said)| {
        let operands = vec![passage.operand_in(paragraph, said)];
        Some(Of { near: passage.near(said)?, operands })
    };
    wholes.iter().filter_map(whole).collect()
}

/// The whole that is named: its cells, else the amount said of it, else the sum
/// of the parts whose shares of it add up to 100 %.
fn whole_named(passage: &Passage<'_>, name: &str, part: &Said) -> Vec<Of> {
    let claimed = passage.setting.claim(name).and_then(|claim| passage.setting.claimed(claim, false));
    let cells: Vec<Of> = match claimed {
        Some(Restated::Cells(cells)) => cells.iter().filter_map(cell).collect(),
        _ => Vec::new(),
    };
    if !cells.is_empty() {
        return cells;
    }
    let said = passage
        .figures
        .iter()
        .find(|said| said.kind == Kind::Amount && *said != part && trimmed(&said.label).ends_with(name));
    said.and_then(|said| said_whole(passage, said)).or_else(|| of_parts(passage, name)).into_iter().collect()
}

fn cell(cell: &CellRef<'_>) -> Option<Of> {
    let value = cell.amount()?;
    let near = Near::of(Money { value, unit: cell.unit()? })?;
    Some(Of { near, operands: vec![cell.operand()] })
}

fn of_parts(passage: &Passage<'_>, name: &str) -> Option<Of> {
    let shares = passage.figures.iter().enumerate().filter(|(_, said)| {
        said.kind == Kind::Share && matches!(named(said), Some(Named::Whole(own)) if own == name)
    });
    let pairs: Vec<(&Said, &Said)> =
        shares.filter_map(|(at, share)| Some((share, part(passage, at)?))).collect();
    let all = money::sum(pairs.iter().map(|(share, _)| Some(share.value)))?;
    if pairs.len() < 2 || !is_within(all, Decimal::ONE_HUNDRED, Decimal::ONE) {
        return None;
    }
    let parts: Option<Vec<Near>> = pairs.iter().map(|(_, part)| passage.near(part)).collect();
    let operands = pairs.iter().map(|(_, part)| passage.operand(part)).collect();
    Some(Of { near: Near::sum(parts?)?, operands })
}

fn finding(passage: &Passage<'_>, part: &Said, share: &Said, (percent, whole): (Percent, Of)) -> Finding {
    let value = part.in_wan().unwrap_or(part.value);
    Finding {
        id: passage.id("share", part),
        rule: &RULE,
        group: Group::Narrative,
        verdict: percent.judge(share.value),
        statement: format!(
            "文字写“{}{}{}，{}{}%”，按 {} ÷ {} 算得{} {}%",
            part.label,
            part.printed,
            part.unit,
            share.label,
            share.printed,
            grouped(value.normalize()),
            grouped(whole.near.value.normalize()),
            percent.about(),
            percent.shown()
        ),
        expected: Some(percent.shown()),
        actual: Some(share.value),
        unit: Some(Counted::Percent),
        tolerance: percent.tolerance(share.value),
        figures: [passage.operand(share), passage.operand(part)].into_iter().chain(whole.operands).collect(),
        note: None,
    }
}

/// Whether two numbers differ by no more than `most`.
fn is_within(one: Decimal, other: Decimal, most: Decimal) -> bool {
    one.checked_sub(other).is_some_and(|difference| difference.abs() <= most)
}

/// Shares that make up 100 % though their parts do not make up the whole that they
/// were compared with, which none of them fits: they are of something else.
fn of_something_else(checked: &mut [Checked]) {
    let sum = money::sum(checked.iter().map(|one| Some(one.stated)));
    let whole = sum.is_some_and(|sum| is_within(sum, Decimal::ONE_HUNDRED, Decimal::new(5, 2)));
    let same = checked.windows(2).all(|pair| pair[0].of() == pair[1].of());
    let fails = |one: &Checked| one.finding.verdict == Verdict::Mismatch;
    let far = |one: &Checked| !is_within(one.stated, one.rounded, Decimal::ONE);
    if checked.len() < 2 || !whole || !same || !checked.iter().all(|one| fails(one) && far(one)) {
        return;
    }
    for one in checked {
        one.finding.verdict = Verdict::Unverifiable;
        one.finding.note =
            Some("各占比相加是100%，却都不是占这个数的，文字说的可能是另一个总数。".to_owned());
    }
}

/// Shares that are given so that they add up to 100 %, each off by no more than
/// one in its last place, differ by rounding.
fn made_to_add_up(checked: Vec<&mut Checked>) {
    let sum = money::sum(checked.iter().map(|one| Some(one.stated)));
    let rounded = money::sum(checked.iter().map(|one| Some(one.rounded)));
    let last_place = |one: &Checked| Decimal::new(1, one.stated.scale());
    let close = checked.iter().all(|one| is_within(one.stated, one.rounded, last_place(one)));
    if sum != Some(Decimal::ONE_HUNDRED) || rounded == sum || !close {
        return;
    }
    for one in checked.into_iter().filter(|one| one.finding.verdict == Verdict::Mismatch) {
        one.finding.verdict = Verdict::Rounding;
        one.finding.note = Some("各占比四舍五入后相加不是100%，这一项的最后一位作了调整。".to_owned());
    }
}
