//! 比上年增加A万元，增加B%: the change fits the amounts, the percentage fits the
//! change, and a whole said to be unchanged has parts that did not change.

use rust_decimal::Decimal;

use crate::audit::narrative::ParagraphContext;
use crate::audit::narrative::clauses::{is_in_reason, names_another, opens_reason};
use crate::audit::narrative::percent::Percent;
use crate::audit::narrative::references::is_planned;
use crate::audit::verdict;
use crate::model::{Class, Counted, Finding, Group, OperandRole, Rule, Verdict};
use crate::money::{self, Interval, Unit, grouped};
use crate::sentences::figures::{FigureKind, StatedFigure};

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "stated-change",
    class: Class::Figure,
    title: "文字说明里的增减额和增减幅度算得出来",
    text: "文字写出两年金额的，核对增减额；写出增减额和幅度的，用增减额除以上年数重新计算幅度；同一名目的增减在几处写到的，互相核对；增加额不会大于本年数。写出两年金额又写“持平”的，核对两数相等。总数写“与上年相同”或增减若干，其中各项（同一段里的，或分条列出的）也写了增减的，核对各项增减之和。四舍五入到所写的位数应当相等；去尾得到的、金额舍入之前可能得到的，或只差最后一位的一个单位的，记为舍入差。",
    basis: "增减幅度 = 增减额 ÷ 上年数。",
};

/// Everything a passage says of changes that can be recomputed.
pub fn check(passage: &ParagraphContext<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for at in 0..passage.figures.len() {
        match passage.figures[at].kind {
            FigureKind::Change => {
                findings.extend(difference(passage, at).map(|found| sure(passage, at, found)))
            }
            FigureKind::ChangePercent => {
                findings.extend(rate(passage, at).map(|found| sure(passage, at, found)))
            }
            FigureKind::Amount => findings.extend(steady(passage, at)),
            _ => {}
        }
    }
    findings.extend(parts(passage));
    findings
}

/// A finding on a change; no mismatch where it may be of something else than the
/// amount before it: one of the reasons that are given, or named by its own words.
fn sure(passage: &ParagraphContext<'_>, at: usize, mut finding: Finding) -> Finding {
    let figures = &passage.figures;
    let change = match figures[at].kind {
        FigureKind::ChangePercent => {
            at.checked_sub(1).filter(|at| figures[*at].kind == FigureKind::Change).unwrap_or(at)
        }
        _ => at,
    };
    let own = figures[..change].iter().rev().find(|said| said.kind == FigureKind::Amount);
    let other = own.is_some_and(|own| names_another(&figures[change].label, &own.label, passage.words()));
    // An amount that may be another year's leaves open whose change it is.
    let foreign = own.is_some_and(|own| !own.compared && !passage.is_own_year(own))
        && two_years(passage, change).is_none();
    if finding.verdict == Verdict::Mismatch
        && (other || foreign || is_in_reason(figures, at, passage.words()))
    {
        finding.doubt("这里的增减说的可能是别的一项，本站不能确定它的上年数。");
    }
    finding
}

/// This year's amount less last year's, where both are said before the change.
fn difference(passage: &ParagraphContext<'_>, at: usize) -> Option<Finding> {
    let change = &passage.figures[at];
    let Some(years) = two_years(passage, at) else { return impossible(passage, at) };
    let stated = passage.near(change)?;
    let Some(prior) = compared(passage, at) else { return between(passage, years, change, stated) };
    let owns = owns(passage, at);
    let each = owns.iter().filter_map(|own| between(passage, (own, prior), change, stated));
    let best = each.min_by_key(|finding| std::cmp::Reverse(finding.verdict));
    // Where several amounts may have changed, none is surely the one.
    best.filter(|found| found.verdict != Verdict::Mismatch || owns.len() == 1)
}

/// Two years' amounts that are said to be the same.
fn steady(passage: &ParagraphContext<'_>, at: usize) -> Option<Finding> {
    let said = Some(&passage.figures[at]).filter(|said| said.unchanged && !said.context.contains('。'))?;
    between(
        passage,
        two_years(passage, at + 1)?,
        said,
        Interval { value: Decimal::ZERO, slack: Decimal::ZERO },
    )
}

/// The stated change beside that between two years' amounts.
fn between(
    passage: &ParagraphContext<'_>,
    (own, before): (&StatedFigure, &StatedFigure),
    said: &StatedFigure,
    actual: Interval,
) -> Option<Finding> {
    let (now, then) = (passage.near(own)?, passage.near(before)?);
    let expected = now.less(then)?;
    let (tolerance, expected, actual) = (actual.less(expected)?.slack, expected.value, actual.value);
    let steady = if said.kind == FigureKind::Amount { "说与上年持平" } else { "" };
    let role = |at: &StatedFigure| match at {
        at if at == before => OperandRole::Earlier,
        at if at == own => OperandRole::ThisYear,
        _ => OperandRole::Used,
    };
    let mut figures = vec![said, own, before];
    figures.dedup();
    Some(Finding {
        id: passage.id("change", said),
        rule: &RULE,
        group: Group::Narrative,
        verdict: verdict::of(actual, expected, tolerance, false),
        statement: format!(
            "文字写“{}”{steady}，按 {} − {} 算得 {} 万元",
            words(said),
            grouped(now.value),
            grouped(then.value),
            grouped(expected)
        ),
        expected: Some(expected),
        actual: Some(actual),
        unit: Some(Unit::WanYuan.into()),
        tolerance,
        figures: figures.into_iter().map(|said| passage.operand(said).as_role(role(said))).collect(),
        note: None,
    })
}

/// The two amounts right before a change, of this year and of another, or of which
/// the words set one beside the other (`比年初预算数98万元`).
fn two_years<'p>(
    passage: &'p ParagraphContext<'_>,
    at: usize,
) -> Option<(&'p StatedFigure, &'p StatedFigure)> {
    if let Some(prior) = compared(passage, at) {
        return Some((*owns(passage, at).first()?, prior));
    }
    let [first, second] = passage.figures.get(at.checked_sub(2)?..at)? else { return None };
    if first.kind != FigureKind::Amount || second.kind != FigureKind::Amount {
        return None;
    }
    match (passage.is_own_year(first), passage.is_own_year(second)) {
        (true, false) => Some((first, second)),
        (false, true) => Some((second, first)),
        _ => None,
    }
}

/// The amount that a change is said to be from: `比年初预算数98万元增加2万元`.
fn compared<'p>(passage: &'p ParagraphContext<'_>, at: usize) -> Option<&'p StatedFigure> {
    let prior = passage.figures.get(at.checked_sub(1)?)?;
    let here = passage.figures.get(at).is_none_or(|change| !change.context.contains('。'));
    (here && prior.kind == FigureKind::Amount && prior.compared).then_some(prior)
}

/// Whether a figure is an amount by itself, not what another is compared with or a share of.
fn is_stated(said: &StatedFigure) -> bool {
    said.kind == FigureKind::Amount && !said.compared && !said.measured
}

/// The figures before one, last first, without those in brackets that it does not stand in.
fn before<'p>(passage: &'p ParagraphContext<'_>, at: usize) -> impl Iterator<Item = &'p StatedFigure> {
    let depth = passage.figures.get(at).map_or(usize::MAX, |said| said.depth);
    passage.figures[..at].iter().rev().filter(move |said| said.depth <= depth)
}

/// This year's amounts that a change may be of: the last before it, that which is no
/// budget in final accounts, and the whole that it is part of.
fn owns<'p>(passage: &'p ParagraphContext<'_>, at: usize) -> Vec<&'p StatedFigure> {
    let is_own = |said: &&StatedFigure| is_stated(said) && passage.is_own_year(said);
    let amounts = || before(passage, at).filter(is_own);
    let last = amounts().next();
    let carried_out = amounts().find(|said| !is_planned(&passage.setting, said));
    let whole = amounts().find(|said| !said.inside).filter(|_| last.is_some_and(|last| last.inside));
    let mut owns: Vec<&StatedFigure> = carried_out.into_iter().chain(last).chain(whole).collect();
    owns.dedup();
    owns
}

/// An increase by more than there is now: last year's would be less than nothing.
fn impossible(passage: &ParagraphContext<'_>, at: usize) -> Option<Finding> {
    let change = &passage.figures[at];
    let own = passage.figures.get(at.checked_sub(1)?)?;
    let plain = own.kind == FigureKind::Amount && passage.is_own_year(own) && !own.inside && !own.compared;
    let (now, more) = (passage.near(own)?, passage.near(change)?);
    let before = now.less(more)?;
    let [_, most] = before.ends()?;
    if !plain || change.context.contains('。') || most >= Decimal::ZERO {
        return None;
    }
    Some(Finding {
        id: passage.id("change", change),
        rule: &RULE,
        group: Group::Narrative,
        verdict: Verdict::Mismatch,
        statement: format!(
            "文字写“{}{}{}，{}{}{}”，增加额比本年数还大",
            own.label, own.printed, own.unit, change.label, change.printed, change.unit
        ),
        expected: None,
        actual: Some(more.value),
        unit: Some(Unit::WanYuan.into()),
        tolerance: before.slack,
        figures: vec![passage.operand(change), passage.operand(own)],
        note: None,
    })
}

/// The change over last year's amount: said, or this year's less the change.
fn rate(passage: &ParagraphContext<'_>, at: usize) -> Option<Finding> {
    let stated = &passage.figures[at];
    // What a policy asks for (统一压减10%) is no rate of the change before it.
    if opens_reason(&stated.context, passage.words()) {
        return None;
    }
    let bases = match passage.figures.get(at.checked_sub(1)?) {
        Some(change) if change.kind == FigureKind::Change && !stated.context.contains('。') => {
            bases(passage, at - 1)
        }
        _ => between_years(passage, at).into_iter().collect(),
    };
    let judged = bases.into_iter().filter_map(|base| Some((Percent::of(base.delta, base.before)?, base)));
    // The change belongs to the figure for which it holds, else to the nearest.
    let best = judged.min_by_key(|(percent, _)| std::cmp::Reverse(percent.judge(stated.value)))?;
    let (percent, base) = best;
    let (delta, before) = (grouped(base.delta.value.normalize()), grouped(base.before.value.normalize()));
    let said: Vec<String> = base.said.iter().map(|said| words(said)).collect();
    let year =
        if base.said.iter().any(|said| said.compared && passage.is_own_year(said)) { "" } else { "上年 " };
    Some(Finding {
        id: passage.id("rate", base.own),
        rule: &RULE,
        group: Group::Narrative,
        verdict: percent.judge(stated.value),
        statement: format!(
            "文字写“{}：{}，{}”，按 {delta} ÷ {year}{before} 算得{} {}%",
            base.own.label,
            said.join("，"),
            words(stated),
            percent.about(),
            percent.shown()
        ),
        expected: Some(percent.shown()),
        actual: Some(stated.value),
        unit: Some(Counted::Percent),
        tolerance: percent.tolerance(stated.value),
        figures: [passage.operand(stated)]
            .into_iter()
            .chain(base.said.into_iter().map(|said| passage.operand(said).as_role(role(said))))
            .chain([passage.operand(base.own).as_role(OperandRole::ThisYear)])
            .collect(),
        note: (percent.judge(stated.value) == Verdict::Mismatch)
            .then(|| percent.slip(stated.value))
            .flatten(),
    })
}

fn role(said: &StatedFigure) -> OperandRole {
    if said.kind == FigureKind::Change { OperandRole::Change } else { OperandRole::Earlier }
}

fn words(said: &StatedFigure) -> String {
    format!("{}{}{}", said.label, said.printed, said.unit)
}

/// A change and last year's amount, with the figures they come from.
struct Base<'p> {
    delta: Interval,
    before: Interval,
    /// This year's figure.
    own: &'p StatedFigure,
    /// The other figures used.
    said: Vec<&'p StatedFigure>,
}

/// What last year's amount may have been: one said for another year, else the
/// amounts said before less the change, the nearest first.
fn bases<'p>(passage: &'p ParagraphContext<'_>, at: usize) -> Vec<Base<'p>> {
    let change = &passage.figures[at];
    let Some(delta) = passage.near(change) else { return Vec::new() };
    let amounts = || before(passage, at).filter(|said| is_stated(said));
    if let Some((own, prior)) = two_years(passage, at) {
        let base = |prior_near| Base { delta, before: prior_near, own, said: vec![change, prior] };
        return passage.near(prior).map(base).into_iter().collect();
    }
    let head = amounts().find(|said| !said.inside && passage.is_own_year(said));
    let last = amounts().next().filter(|said| passage.is_own_year(said));
    let base = |own: &'p StatedFigure| {
        let before = passage.near(own)?.less(delta)?;
        (before.value > Decimal::ZERO).then_some(Base { delta, before, own, said: vec![change] })
    };
    last.into_iter().chain(head).filter_map(base).collect()
}

/// A percentage right after two amounts, of this year and of another.
fn between_years<'p>(passage: &'p ParagraphContext<'_>, at: usize) -> Option<Base<'p>> {
    let (own, prior) = two_years(passage, at)?;
    if passage.figures[at].context.contains('。') {
        return None;
    }
    let (now, before) = (passage.near(own)?, passage.near(prior)?);
    Some(Base { delta: now.less(before)?, before, own, said: vec![prior] })
}

/// A whole and the parts said after 其中, all with what became of them.
fn parts(passage: &ParagraphContext<'_>) -> Option<Finding> {
    let figures = &passage.figures;
    let head_at = figures.iter().position(|said| said.kind == FigureKind::Amount && !said.inside)?;
    let head = &figures[head_at];
    let own = changed(passage, head_at)?;
    let inside: Vec<usize> = (head_at + 1..figures.len())
        .filter(|at| figures[*at].inside && figures[*at].kind == FigureKind::Amount)
        .collect();
    let changes: Option<Vec<Interval>> = inside.iter().map(|at| changed(passage, *at)).collect();
    let changes = changes.filter(|changes| changes.len() > 1)?;
    // Only parts that make up the whole say anything of its change.
    let sum = money::sum(inside.iter().map(|at| figures[*at].in_wan()));
    if sum? != head.in_wan()? {
        return None;
    }
    let expected = Interval::sum(changes.iter().copied())?;
    let (tolerance, expected, own) = (own.less(expected)?.slack, expected.value, own.value);
    let said = if own.is_zero() { "与上年相同".to_owned() } else { format!("增减 {}", grouped(own)) };
    let moved = inside.iter().zip(&changes).filter(|(_, change)| !change.value.is_zero());
    let mut terms: Vec<String> =
        moved.map(|(at, change)| format!("{} {}", figures[*at].label, grouped(change.value))).collect();
    if terms.len() < inside.len() {
        terms.push(format!("其余 {} 项不变", inside.len() - terms.len()));
    }
    Some(Finding {
        id: passage.id("parts", head),
        rule: &RULE,
        group: Group::Narrative,
        verdict: verdict::of(own, expected, tolerance, false),
        statement: format!(
            "文字写“{}{}{}”{said}，其中各项增减相加是 {} 万元（{}）",
            head.label,
            head.printed,
            head.unit,
            grouped(expected),
            terms.join("，")
        ),
        expected: Some(expected),
        actual: Some(own),
        unit: Some(Unit::WanYuan.into()),
        tolerance,
        figures: [head_at]
            .iter()
            .chain(&inside)
            .flat_map(|at| with_change(figures, *at))
            .map(|said| passage.operand(said))
            .collect(),
        note: None,
    })
}

/// An amount with the change said right after it.
fn with_change(figures: &[StatedFigure], at: usize) -> impl Iterator<Item = &StatedFigure> {
    let change = figures.get(at + 1).filter(|next| next.kind == FigureKind::Change);
    [&figures[at]].into_iter().chain(change)
}

/// How an amount changed, by the words and the figure right after it.
pub fn changed(passage: &ParagraphContext<'_>, at: usize) -> Option<Interval> {
    let own = &passage.figures[at];
    if own.unchanged {
        return Some(Interval { value: Decimal::ZERO, ..passage.near(own)? });
    }
    passage.near(passage.figures.get(at + 1).filter(|next| next.kind == FigureKind::Change)?)
}
