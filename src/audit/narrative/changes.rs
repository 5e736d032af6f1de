//! 比上年增加A万元，增加B%: the change fits the amounts, the percentage fits the
//! change, and a whole said to be unchanged has parts that did not change.

use rust_decimal::Decimal;

use crate::audit::narrative::prose::{Kind, Said};
use crate::audit::narrative::shares::{judged, percent, shown};
use crate::audit::narrative::{Passage, money};
use crate::audit::verdict;
use crate::model::{Finding, Rule};
use crate::money::grouped;

/// The rule as readers see it.
pub const RULE: Rule = Rule {
    code: "stated-change",
    title: "文字说明里的增减额和增减幅度算得出来",
    text: "文字写出两年金额的，核对增减额；写出增减额和幅度的，用增减额除以上年数重新计算幅度。总数写“与上年相同”或增减若干，其中各项也写了增减的，核对各项增减之和。最后一位相差不超过一的记为舍入差。",
    basis: "增减幅度 = 增减额 ÷ 上年数。",
};

/// Everything a passage says of changes that can be recomputed.
pub fn check(passage: &Passage<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for at in 0..passage.figures.len() {
        match passage.figures[at].kind {
            Kind::Change => findings.extend(difference(passage, at)),
            Kind::ChangePercent => findings.extend(rate(passage, at)),
            _ => {}
        }
    }
    findings.extend(parts(passage));
    findings
}

/// This year's amount less last year's, where both are said before the change.
fn difference(passage: &Passage<'_>, at: usize) -> Option<Finding> {
    let change = &passage.figures[at];
    let [own, before] = passage.figures.get(at.checked_sub(2)?..at)? else { return None };
    let two_years = own.kind == Kind::Amount && before.kind == Kind::Amount;
    if !two_years || passage.is_own_year(before) || !passage.is_own_year(own) {
        return None;
    }
    let expected = money(own)?.in_wan() - money(before)?.in_wan();
    let actual = money(change)?.in_wan();
    let tolerance = Decimal::new(5, change.value.scale() + 1);
    Some(Finding {
        id: passage.id("change", change),
        rule: RULE.code,
        group: "narrative".to_owned(),
        verdict: verdict::of(actual - expected, tolerance, false),
        statement: format!(
            "文字“{}{}{}”，{} − {} = {} 万元",
            change.label,
            change.printed,
            change.unit,
            grouped(own.value),
            grouped(before.value),
            grouped(expected)
        ),
        expected: Some(expected),
        actual: Some(actual),
        unit: "万元".to_owned(),
        tolerance,
        figures: vec![passage.operand(change), passage.operand(own), passage.operand(before)],
        note: None,
    })
}

/// The change over last year's amount: said, or this year's less the change.
fn rate(passage: &Passage<'_>, at: usize) -> Option<Finding> {
    let stated = &passage.figures[at];
    let change = passage.figures.get(at.checked_sub(1)?).filter(|said| said.kind == Kind::Change)?;
    let delta = money(change)?.in_wan();
    let candidates = bases(passage, at - 1, delta);
    let judged_all = candidates.into_iter().filter_map(|(base, from)| {
        let exact = percent(delta, base)?;
        let (verdict, ulp) = judged(exact, stated.value);
        Some((verdict, exact, ulp, base, from))
    });
    // The change belongs to the figure for which it holds, else to the first.
    let best = judged_all.min_by_key(|(verdict, ..)| std::cmp::Reverse(*verdict))?;
    let (verdict, exact, ulp, base, from) = best;
    Some(Finding {
        id: passage.id("rate", from),
        rule: RULE.code,
        group: "narrative".to_owned(),
        verdict,
        statement: format!(
            "文字“{}：{}{}{}，{}{}%”，{} ÷ 上年 {} = {}%",
            from.label,
            change.label,
            change.printed,
            change.unit,
            stated.label,
            stated.printed,
            grouped(delta),
            grouped(base.normalize()),
            shown(exact)
        ),
        expected: Some(shown(exact)),
        actual: Some(stated.value),
        unit: "%".to_owned(),
        tolerance: ulp,
        figures: vec![passage.operand(stated), passage.operand(change), passage.operand(from)],
        note: None,
    })
}

/// What last year's amount may have been, with the figure it comes from: one
/// said for another year, else the amounts said before, head first.
fn bases<'p>(passage: &'p Passage<'_>, change: usize, delta: Decimal) -> Vec<(Decimal, &'p Said)> {
    let before = &passage.figures[..change];
    let last = before.iter().rev().find(|said| said.kind == Kind::Amount);
    if let Some(prior) = last.filter(|said| !passage.is_own_year(said)) {
        return money(prior).map(|amount| (amount.in_wan(), prior)).into_iter().collect();
    }
    let head = before.iter().rev().find(|said| said.kind == Kind::Amount && !said.inside);
    let base = |said: &'p Said| {
        Some((money(said)?.in_wan() - delta, said)).filter(|(base, _)| *base > Decimal::ZERO)
    };
    head.into_iter().chain(last).filter_map(base).collect()
}

/// A whole and the parts said after 其中, all with what became of them.
fn parts(passage: &Passage<'_>) -> Option<Finding> {
    let figures = &passage.figures;
    let head_at = figures.iter().position(|said| said.kind == Kind::Amount && !said.inside)?;
    let head = &figures[head_at];
    let own = changed(figures, head_at)?;
    let inside: Vec<usize> = (head_at + 1..figures.len())
        .filter(|at| figures[*at].inside && figures[*at].kind == Kind::Amount)
        .collect();
    let changes: Option<Vec<Decimal>> = inside.iter().map(|at| changed(figures, *at)).collect();
    let changes = changes.filter(|changes| changes.len() > 1)?;
    // Only parts that make up the whole say anything of its change.
    let sum: Option<Decimal> = inside.iter().map(|at| Some(money(&figures[*at])?.in_wan())).sum();
    if sum? != money(head)?.in_wan() {
        return None;
    }
    let expected: Decimal = changes.iter().sum();
    let tolerance = Decimal::new(5, 3) * Decimal::from(changes.len() as u64 + 1);
    let said = if own.is_zero() { "与上年相同".to_owned() } else { format!("增减 {}", grouped(own)) };
    let terms: Vec<String> = inside
        .iter()
        .zip(&changes)
        .map(|(at, change)| format!("{} {}", figures[*at].label, grouped(*change)))
        .collect();
    Some(Finding {
        id: passage.id("parts", head),
        rule: RULE.code,
        group: "narrative".to_owned(),
        verdict: verdict::of(own - expected, tolerance, false),
        statement: format!(
            "文字“{}{}{}”{said}，其中各项增减之和 {}（{}）",
            head.label,
            head.printed,
            head.unit,
            grouped(expected),
            terms.join("，")
        ),
        expected: Some(expected),
        actual: Some(own),
        unit: "万元".to_owned(),
        tolerance,
        figures: [head_at].iter().chain(&inside).map(|at| passage.operand(&figures[*at])).collect(),
        note: None,
    })
}

/// How an amount changed, by the words and the figure right behind it.
fn changed(figures: &[Said], at: usize) -> Option<Decimal> {
    if figures[at].unchanged {
        return Some(Decimal::ZERO);
    }
    let next = figures.get(at + 1).filter(|next| next.kind == Kind::Change)?;
    Some(money(next)?.in_wan())
}
