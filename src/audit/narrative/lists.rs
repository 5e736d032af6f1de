//! 其中： and numbered paragraphs after it: what they say of their parts sums up
//! to what is said of the whole.

use crate::audit::narrative::ParagraphContext;
use crate::audit::narrative::changes::{self, changed};
use crate::audit::narrative::parts;
use crate::audit::narrative::references::is_planned;
use crate::audit::verdict;
use crate::catalogue::normal::{compact, numbering};
use crate::model::{Finding, Group, Rule, Verdict};
use crate::money::{Interval, Unit, grouped};
use crate::sentences::figures::{FigureKind, StatedFigure};

/// One number of a paragraph in 万元, with the figure that says it.
type Measure = for<'p> fn(&'p ParagraphContext<'_>) -> Option<(Interval, &'p StatedFigure)>;

/// Most paragraphs that a list is read over; texts that open lists over and over
/// would take long.
const LONGEST: usize = 500;

/// The sums of each list among a section's paragraphs.
pub fn check(passages: &[ParagraphContext<'_>]) -> Vec<Finding> {
    let heads = passages.iter().enumerate().filter(|(_, passage)| opens(passage));
    heads.flat_map(|(at, head)| of_list(head, &items(&passages[at + 1..]))).collect()
}

fn opens(passage: &ParagraphContext<'_>) -> bool {
    compact(&passage.paragraph.text).ends_with("其中:")
}

/// The items of a list: each a numbered paragraph and those that continue it.
fn items<'p, 'a>(behind: &'p [ParagraphContext<'a>]) -> Vec<&'p [ParagraphContext<'a>]> {
    let numbered = |passage: &ParagraphContext<'_>| numbering(passage.paragraph.text.trim_start()).is_some();
    let behind = &behind[..behind.len().min(LONGEST)];
    let items = behind.chunk_by(|_, next| !numbered(next));
    items.filter(|item| numbered(&item[0])).collect()
}

/// What the head says of the budget and of changes beside the list's sums, where
/// the list makes up the whole.
fn of_list(head: &ParagraphContext<'_>, items: &[&[ParagraphContext<'_>]]) -> Vec<Finding> {
    let whole = own(head).zip(sum(items, own)).is_some_and(|((own, _), sum)| {
        let verdict = own.less(sum).map(|between| verdict::of(own.value, sum.value, between.slack, false));
        matches!(verdict, Some(Verdict::Agree | Verdict::Rounding))
    });
    if items.len() < 2 || !whole {
        return Vec::new();
    }
    let budget = finding(head, items, &parts::RULE, planned);
    budget.into_iter().chain(finding(head, items, &changes::RULE, change)).collect()
}

fn sum(items: &[&[ParagraphContext<'_>]], measure: Measure) -> Option<Interval> {
    let each: Option<Vec<Interval>> =
        items.iter().map(|item| Some(item.iter().find_map(measure)?.0)).collect();
    Interval::sum(each?)
}

fn finding(
    head: &ParagraphContext<'_>,
    items: &[&[ParagraphContext<'_>]],
    rule: &'static Rule,
    measure: Measure,
) -> Option<Finding> {
    let ((actual, said), expected) = (measure(head)?, sum(items, measure)?);
    let (tolerance, expected, actual) = (actual.less(expected)?.slack, expected.value, actual.value);
    let operand = |passage: &ParagraphContext<'_>| Some(passage.operand(measure(passage)?.1));
    let parts = items.iter().filter_map(|item| item.iter().find_map(operand));
    Some(Finding {
        id: head.id("list", said),
        rule,
        group: Group::Narrative,
        verdict: verdict::of(actual, expected, tolerance, false),
        statement: format!(
            "文字写“{}{}{}”，其下 {} 条之和 {} 万元",
            said.label,
            said.printed,
            said.unit,
            items.len(),
            grouped(expected)
        ),
        expected: Some(expected),
        actual: Some(actual),
        unit: Some(Unit::WanYuan.into()),
        tolerance,
        figures: operand(head).into_iter().chain(parts).collect(),
        note: None,
    })
}

/// The first amount of the disclosure's own year, in final accounts that spent.
fn own<'p>(passage: &'p ParagraphContext<'_>) -> Option<(Interval, &'p StatedFigure)> {
    let said = &passage.figures[own_at(passage)?];
    Some((passage.near(said)?, said))
}

fn own_at(passage: &ParagraphContext<'_>) -> Option<usize> {
    let is_own = |said: &StatedFigure| {
        said.kind == FigureKind::Amount && passage.is_own_year(said) && !is_planned(&passage.setting, said)
    };
    passage.figures.iter().position(is_own)
}

/// In final accounts, what the budget was.
fn planned<'p>(passage: &'p ParagraphContext<'_>) -> Option<(Interval, &'p StatedFigure)> {
    let is_planned =
        |said: &&StatedFigure| said.kind == FigureKind::Amount && is_planned(&passage.setting, said);
    let said = passage.figures.iter().find(is_planned)?;
    Some((passage.near(said)?, said))
}

/// What the amount changed by.
fn change<'p>(passage: &'p ParagraphContext<'_>) -> Option<(Interval, &'p StatedFigure)> {
    let at = own_at(passage)?;
    let next = passage.figures.get(at + 1).filter(|next| next.kind == FigureKind::Change);
    Some((changed(passage, at)?, next.unwrap_or(&passage.figures[at])))
}
