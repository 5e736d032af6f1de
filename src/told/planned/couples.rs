//! Which two figures of a paragraph are the budget of a measure and what was spent of it. Of
//! two that may be of different things nothing is said.

use rust_decimal::Decimal;

use super::named::{Named, Names};
use crate::catalogue::schema::MeasureSpec;
use crate::money::Interval;
use crate::sentences::figures::{FigureKind, StatedFigure};
use crate::sentences::scope::Stage;
use crate::told::completions::pairs;

/// The budget of a measure and what was spent of it.
pub(super) struct Couple<'a, 's> {
    pub spec: &'a MeasureSpec,
    pub planned: &'s StatedFigure,
    pub done: &'s StatedFigure,
}

/// Those of a compacted text, below its headings.
pub(super) fn couples<'a, 's>(
    text: &str,
    said: &'s [StatedFigure],
    names: &Names<'a>,
    headings: &[String],
) -> Vec<Couple<'a, 's>> {
    let named: Vec<Option<Named>> = said.iter().map(|said| names.measure(said, headings)).collect();
    let name = |of: &StatedFigure| named[said.iter().position(|one| std::ptr::eq(one, of))?].as_ref();
    let budget_first = pairs(text, said).into_iter().filter_map(|pair| {
        let of = name(pair.planned)?;
        // What a colon opens may be another body's.
        let again = name(pair.done) == Some(of) && !pair.done.context.contains(':');
        let same = names.is_nothing(pair.done) || again;
        same.then_some(Couple { spec: of.spec, planned: pair.planned, done: pair.done })
    });
    let mut found: Vec<Couple> = budget_first.collect();
    let budget_last = (1..said.len()).filter_map(|at| {
        let (done, planned) = (&said[at - 1], &said[at]);
        let spec = named[at - 1].as_ref()?.spec;
        is_completed(said, at, names).then_some(Couple { spec, planned, done })
    });
    found.extend(budget_last);
    found.extend(neighbours(said, &named));
    found
}

/// Whether a figure is the budget of the amount right before it: what is said of the two
/// afterwards, how many percent or how much less, is true of them.
fn is_completed(said: &[StatedFigure], at: usize, names: &Names) -> bool {
    let (done, planned) = (&said[at - 1], &said[at]);
    let amounts = [done, planned].iter().all(|said| said.kind == FigureKind::Amount);
    let one = !planned.context.contains('。') && planned.inside == done.inside && !done.compared;
    let next = said.get(at + 1).filter(|next| !next.context.contains('。'));
    // An amount spent that nothing else names is of the budget before it.
    let taken = next.is_some_and(|next| {
        next.kind == FigureKind::Amount && next.stage == Some(Stage::Executed) && names.is_nothing(next)
    });
    let follows = match next {
        Some(next) if planned.measured => is_rate(next, planned, done),
        Some(next) if planned.compared => is_change(next, planned, done),
        _ => !planned.measured && !planned.compared,
    };
    let executed = done.stage == Some(Stage::Executed);
    amounts && one && executed && !taken && follows && names.is_only_budget(planned)
}

/// Whether a percentage is what was spent of the budget, but for rounding.
fn is_rate(rate: &StatedFigure, planned: &StatedFigure, done: &StatedFigure) -> bool {
    let (Some(budget), Some(spent)) = (planned.in_wan(), done.in_wan()) else { return false };
    let hundred = Decimal::ONE_HUNDRED;
    let exact = spent.checked_mul(hundred).and_then(|spent| spent.checked_div(budget));
    let unit = Decimal::new(1, rate.value.scale());
    let near = |exact: Decimal| exact.checked_sub(rate.value).is_some_and(|gap| gap.abs() <= unit);
    rate.kind == FigureKind::Share && exact.is_some_and(near)
}

/// Whether a change leads from the budget to what was spent.
fn is_change(change: &StatedFigure, planned: &StatedFigure, done: &StatedFigure) -> bool {
    let near = |said: &StatedFigure| said.near(0);
    let less = |[spent, budget, change]: [Interval; 3]| spent.less(budget)?.less(change);
    let all = near(done).zip(near(planned)).zip(near(change));
    let rest = all.and_then(|((done, planned), change)| less([done, planned, change]));
    change.kind == FigureKind::Change && rest.is_some_and(|rest| rest.value.abs() <= rest.slack)
}

/// A budget and what was spent that two neighbouring sentences say of one measure, both by the
/// same name, the paragraph saying neither of them twice.
fn neighbours<'a, 's>(said: &'s [StatedFigure], named: &[Option<Named<'a>>]) -> Vec<Couple<'a, 's>> {
    let mut sentence = 0;
    let stands = said.iter().zip(named).filter_map(|(said, named)| {
        sentence += said.context.matches('。').count();
        let opened = said.context.contains(':');
        let plain = said.kind == FigureKind::Amount && !said.inside && !said.compared && !opened;
        Some((sentence, said, named.as_ref().filter(|_| plain)?))
    });
    let stands: Vec<(usize, &StatedFigure, &Named)> = stands.collect();
    let only = |stage: Stage, of: &Named| {
        let mut same = stands
            .iter()
            .filter(|(_, said, named)| said.stage == Some(stage) && named.spec.key == of.spec.key);
        same.next().filter(|one| same.next().is_none() && one.2 == of)
    };
    let couple = |(at, planned, of): &(usize, &'s StatedFigure, &Named<'a>)| {
        let (budget, spent) = (only(Stage::Planned, of)?, only(Stage::Executed, of)?);
        let near = std::ptr::eq(budget.1, *planned) && at.abs_diff(spent.0) == 1;
        near.then_some(Couple { spec: of.spec, planned, done: spent.1 })
    };
    stands.iter().filter_map(couple).collect()
}
