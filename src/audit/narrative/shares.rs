//! 占X%, 占本年支出合计的X%, 完成年初预算的X%: the share is the part over the whole.

use rust_decimal::Decimal;

use crate::audit::narrative::ParagraphContext;
use crate::audit::narrative::cells::Restated;
use crate::audit::narrative::percent::Percent;
use crate::audit::narrative::references::is_planned;
use crate::audit::narrative::wholes::{self, Of};
use crate::catalogue::schema::SentenceSpec;
use crate::model::{Class, Counted, Finding, Group, Operand, Rule, Verdict, count};
use crate::money::{self, Interval, grouped};
use crate::sentences::figures::{FigureKind, StatedFigure};
use crate::sentences::names::trimmed;

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "stated-share",
    class: Class::Figure,
    title: "文字说明里的占比算得出来",
    text: "文字写“某项A万元，占X%”的，用A除以它所属的总数重新计算；前面有几个数可能是总数的，有一个合得上就算一致，都合不上而不能确定是哪一个的，记为无法核对；写明占什么的，用那个名目在表中的数，没有的用同一段各部分之和；“完成年初预算的X%”用决算数除以同一段的年初预算数，没有写的用表中的。四舍五入到所写的位数应当相等；去尾得到的、两个金额舍入之前可能得到的，或只差最后一位的一个单位的，记为舍入差；各占比为凑足100%而调整最后一位的，也记为舍入差。",
    basis: "占比由两个金额算出。",
};

/// A share with its part and what it was compared with.
pub struct Checked {
    finding: Finding,
    stated: Decimal,
    rounded: Decimal,
    /// Whether its whole is surely the one that it was compared with.
    sure: bool,
}

/// Each share of a section's passages that follows its amount, passage by passage.
pub fn check(passages: &[ParagraphContext<'_>]) -> Vec<Vec<Finding>> {
    let each = passages.iter().enumerate();
    let mut checked: Vec<Vec<Checked>> =
        each.map(|(at, passage)| of_passage(passage, &passages[..at])).collect();
    between_fitting(&mut checked);
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
    checked.iter_mut().flatten().filter(|one| !one.sure).for_each(doubt);
    checked.into_iter().map(|own| own.into_iter().map(|one| one.finding).collect()).collect()
}

/// Most shares of a section that are taken together.
const MOST: usize = 200;

/// A share alone in its paragraph among others of one whole, which those fit, is of
/// that whole too.
fn between_fitting(checked: &mut [Vec<Checked>]) {
    let mut alone: Vec<&mut Checked> =
        checked.iter_mut().filter(|own| own.len() == 1).flat_map(|own| own.iter_mut()).collect();
    let fits: Vec<bool> = alone.iter().map(|one| one.fits()).collect();
    for at in 0..alone.len() {
        let near = [at.checked_sub(1), (at + 1 < alone.len()).then_some(at + 1)];
        let mut near = near.into_iter().flatten().peekable();
        let some = near.peek().is_some();
        let all = near.all(|other| fits[other] && alone[other].of() == alone[at].of());
        alone[at].sure |= some && all;
    }
}

/// No mismatch where the share may be of another whole.
fn doubt(one: &mut Checked) {
    if one.finding.verdict == Verdict::Mismatch {
        one.finding.doubt("文字没有写明占什么，本站不能确定它的总数是哪一个。");
    }
}

fn of_passage<'a>(passage: &ParagraphContext<'a>, earlier: &[ParagraphContext<'a>]) -> Vec<Checked> {
    let shares = || (0..passage.figures.len()).filter(|at| passage.figures[*at].kind == FigureKind::Share);
    let sentence =
        |at: usize| count(passage.figures[..=at].iter().map(|said| said.context.matches('。').count()));
    // The parts of one list have one whole: the one that any of them fits.
    let first = shares().filter_map(|at| Some((at, one(passage, earlier, at, &[])?)));
    let fitting: Vec<(usize, Checked)> = first.filter(|(_, one)| one.fits()).collect();
    let of_sentence = |at: usize| {
        let here = fitting.iter().filter(move |(other, _)| sentence(*other) == sentence(at));
        here.map(|(_, one)| one.of().to_vec()).collect::<Vec<_>>()
    };
    shares().filter_map(|at| one(passage, earlier, at, &of_sentence(at))).collect()
}

impl Checked {
    fn fits(&self) -> bool {
        matches!(self.finding.verdict, Verdict::Agree | Verdict::Rounding)
    }

    /// What the share is of: all operands but the share and its part.
    fn of(&self) -> &[Operand] {
        self.finding.figures.get(2..).unwrap_or_default()
    }
}

/// A share, `fitting` being the wholes that others of its paragraph fit.
fn one<'a>(
    passage: &ParagraphContext<'a>,
    earlier: &[ParagraphContext<'a>],
    at: usize,
    fitting: &[Vec<Operand>],
) -> Option<Checked> {
    let share = &passage.figures[at];
    let part_at = part(passage, at)?;
    let part = &passage.figures[part_at];
    let wholes = match named(share, passage.words())? {
        Named::Budget => vec![budget(passage, at, part)?],
        Named::Nothing => wholes::unnamed(passage, earlier, at, part_at),
        Named::Whole(name) => whole_named(passage, earlier, name, part),
    };
    let of = |whole: Of| Some((Percent::of(passage.near(part)?, whole.near)?, whole));
    let judged = wholes.into_iter().filter_map(of);
    let is_theirs = |whole: &Of| fitting.contains(&whole.operands);
    let rank = |(percent, whole): &(Percent, Of)| (percent.judge(share.value), is_theirs(whole));
    let best = judged.min_by_key(|one| std::cmp::Reverse(rank(one)))?;
    // No part is more than its whole, nor all of it where the share is less: that was another one.
    let all = best.0.exact >= Decimal::ONE_HUNDRED && share.value < Decimal::ONE_HUNDRED;
    let part_of = !all || matches!(named(share, passage.words())?, Named::Budget);
    part_of.then(|| Checked {
        rounded: best.0.rounded(share.value),
        stated: share.value,
        sure: best.1.sure || is_theirs(&best.1),
        finding: finding(passage, part, share, best),
    })
}

/// Where the amount stands that the share is of: the last of the disclosure's own
/// year before it in its sentence, brackets between them apart.
fn part(passage: &ParagraphContext<'_>, at: usize) -> Option<usize> {
    let figures = &passage.figures;
    if figures[at].label.contains(RESPECTIVELY) {
        return first_of_as_many(figures, at);
    }
    for before in (0..at).rev() {
        if figures[before + 1].context.contains('。') {
            return None;
        }
        let said = &figures[before];
        let outside = said.depth <= figures[at].depth && !said.compared;
        let planned = is_planned(&passage.setting, said);
        if said.kind == FigureKind::Amount && outside && passage.is_own_year(said) && !planned {
            return Some(before);
        }
    }
    None
}

/// What says that several shares are those of as many amounts, in their order.
const RESPECTIVELY: &str = "分别";

/// The first of as many amounts right before a share as there are shares from it on
/// (`甲3万元、乙1万元，分别占75%和25%`); `None` where something else stands among them.
fn first_of_as_many(figures: &[StatedFigure], at: usize) -> Option<usize> {
    let shares = figures[at..].iter().take_while(|said| said.kind == FigureKind::Share).count();
    let first = at.checked_sub(shares)?;
    figures[first..at].iter().all(|said| said.kind == FigureKind::Amount).then_some(first)
}

/// What the words before a share name as its whole.
enum Named<'s> {
    /// 占X%: whatever was said before.
    Nothing,
    Whole(&'s str),
    /// 完成年初预算的X%
    Budget,
}

fn named<'s>(share: &'s StatedFigure, lists: &SentenceSpec) -> Option<Named<'s>> {
    let mut words = trimmed(&share.label);
    if words.contains("完成") {
        return words.contains("预算").then_some(Named::Budget);
    }
    words = &words[words.rfind('占')? + '占'.len_utf8()..];
    let cut = |words: &'s str| lists.share_words.iter().find_map(|end| words.strip_suffix(end.as_str()));
    while let Some(shorter) = cut(words) {
        words = shorter;
    }
    let unnamed = words.is_empty() || lists.unnamed_wholes.iter().any(|whole| whole == words);
    Some(if unnamed { Named::Nothing } else { Named::Whole(words.trim_start_matches("全部")) })
}

/// The budget that final accounts carry out: said before, in the same passage,
/// or, where it is not said, the table's.
fn budget(passage: &ParagraphContext<'_>, at: usize, part: &StatedFigure) -> Option<Of> {
    let before = passage.figures[..at].iter().rev();
    let planned =
        |said: &&StatedFigure| said.kind == FigureKind::Amount && is_planned(&passage.setting, said);
    // Behind 其中 the parts' budgets are not said; the whole's is not theirs.
    let all: Vec<&StatedFigure> = before.filter(|said| said.inside == part.inside).filter(planned).collect();
    // 年初预算 and 调整预算 stand beside each other: it is the one that is named.
    let name = trimmed(&passage.figures[at].label).rsplit("完成").next()?.trim_end_matches('的');
    let said = all.iter().find(|said| said.label.contains(name)).or(all.first()).copied();
    said.map_or_else(|| budget_cell(passage, part), |said| wholes::said(passage, said, true))
}

fn budget_cell(passage: &ParagraphContext<'_>, part: &StatedFigure) -> Option<Of> {
    match passage.setting.claimed(passage.setting.claim(&part.label)?, true)? {
        Restated::Cells(cells) => cells.first().and_then(wholes::of_cell),
        _ => None,
    }
}

/// The whole that is named, else the sum of the parts whose shares of it add up to
/// 100 %.
fn whole_named<'a>(
    passage: &ParagraphContext<'a>,
    earlier: &[ParagraphContext<'a>],
    name: &str,
    part: &StatedFigure,
) -> Vec<Of> {
    let mut wholes = wholes::named(passage, name, part);
    let said = earlier.iter().rev().chain([passage]);
    wholes.extend(said.filter_map(|other| wholes::named_in(other, name, part)));
    if wholes.is_empty() { of_parts(passage, name).into_iter().collect() } else { wholes }
}

fn of_parts(passage: &ParagraphContext<'_>, name: &str) -> Option<Of> {
    let shares = passage.figures.iter().enumerate().filter(|(_, said)| {
        said.kind == FigureKind::Share
            && matches!(named(said, passage.words()), Some(Named::Whole(own)) if own == name)
    });
    let pairs: Vec<(&StatedFigure, &StatedFigure)> =
        shares.filter_map(|(at, share)| Some((share, &passage.figures[part(passage, at)?]))).collect();
    let all = money::sum(pairs.iter().map(|(share, _)| Some(share.value)))?;
    if pairs.len() < 2 || !is_within(all, Decimal::ONE_HUNDRED, Decimal::ONE) {
        return None;
    }
    let parts: Option<Vec<Interval>> = pairs.iter().map(|(_, part)| passage.near(part)).collect();
    let operands = pairs.iter().map(|(_, part)| passage.operand(part)).collect();
    Some(Of { near: Interval::sum(parts?)?, operands, sure: true })
}

fn finding(
    passage: &ParagraphContext<'_>,
    part: &StatedFigure,
    share: &StatedFigure,
    (percent, whole): (Percent, Of),
) -> Finding {
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
        one.finding.doubt("各占比相加是100%，却都不是占这个数的，文字说的可能是另一个总数。");
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
