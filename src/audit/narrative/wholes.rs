//! What a share may be a share of.

use crate::audit::narrative::ParagraphContext;
use crate::audit::narrative::references;
use crate::model::{CellRef, Operand};
use crate::money::{Interval, Money};
use crate::sentences::figures::{FigureKind, StatedFigure};
use crate::sentences::names;
use crate::sentences::scope::MARKS;

/// What a part may be a share of.
pub struct Of {
    pub near: Interval,
    pub operands: Vec<Operand>,
    /// Whether the words leave no other choice.
    pub sure: bool,
}

/// Most amounts before a share that may be its whole.
const MOST: usize = 40;

/// Where the words before the percentage name no whole: the one that the list of
/// parts opens with (`本年收入中，`), else any amount said before in the section.
/// `at` is where the share stands, `part` where its part does.
pub fn unnamed<'a>(
    passage: &ParagraphContext<'a>,
    earlier: &[ParagraphContext<'a>],
    at: usize,
    part: usize,
) -> Vec<Of> {
    let figures = &passage.figures;
    let (share, own) = (&figures[at], &figures[part]);
    if let Some(name) = opening(figures, part) {
        let before = std::iter::once(passage).chain(earlier.iter().rev());
        let mut said = before.filter_map(|other| named_in(other, name, own));
        return said.next().map_or_else(|| named(passage, name, own), |of| vec![of]);
    }
    let is_whole =
        |said: &&StatedFigure| said.kind == FigureKind::Amount && said.depth <= share.depth && *said != own;
    let head = references::whole(figures, part);
    let sure = head.is_some_and(|head| is_made_up(passage, head) || head + 1 == part);
    let head = head.map(|head| &figures[head]);
    let first = figures[..part].iter().find(is_whole).filter(|_| !passage.goes_on());
    let opened = earlier.iter().find_map(|other| Some((other, other.figures.iter().find(is_whole)?)));
    let here = figures[..part].iter().rev().filter(is_whole).map(|said| (passage, said));
    let all =
        earlier.iter().rev().flat_map(|other| other.figures.iter().rev().map(move |said| (other, said)));
    let all = all.filter(|(_, said)| is_whole(said));
    let likely = head.into_iter().chain(first).map(|said| (passage, said)).chain(opened);
    let wholes = likely.chain(here.chain(all).take(MOST));
    wholes.filter_map(|(other, whole)| said(other, whole, sure && head == Some(whole))).collect()
}

/// The name of the whole that the sentence of a part opens with.
fn opening(figures: &[StatedFigure], part: usize) -> Option<&str> {
    for said in figures[..=part].iter().rev() {
        let (stop, words) = match said.context.rsplit_once('。') {
            Some((_, words)) => (true, words),
            None => (false, said.context.as_str()),
        };
        let clauses = words.split(MARKS).rev();
        let named = clauses.filter_map(|clause| clause.strip_suffix('中')).find(|name| !name.ends_with('其'));
        if named.is_some() || stop {
            return named.filter(|name| !name.is_empty());
        }
    }
    None
}

/// The amount that a passage says of a name.
pub fn named_in(passage: &ParagraphContext<'_>, name: &str, part: &StatedFigure) -> Option<Of> {
    let ends = |said: &&StatedFigure| names::trimmed(&said.label).ends_with(name);
    let mut amounts = passage.figures.iter().filter(|said| said.kind == FigureKind::Amount && *said != part);
    said(passage, amounts.find(ends)?, true)
}

/// The whole of a name: its cells, else the amount said of it.
pub fn named(passage: &ParagraphContext<'_>, name: &str, part: &StatedFigure) -> Vec<Of> {
    let claimed = passage.setting.claim(name).and_then(|claim| passage.setting.claimed(claim, false));
    let cells = claimed.iter().flat_map(|claimed| claimed.cells()).filter_map(of_cell);
    let cells: Vec<Of> = cells.collect();
    if cells.is_empty() { named_in(passage, name, part).into_iter().collect() } else { cells }
}

/// A cell as the whole.
pub fn of_cell(cell: &CellRef<'_>) -> Option<Of> {
    let near = Interval::of(Money { value: cell.amount()?, unit: cell.unit()? })?;
    Some(Of { near, operands: vec![cell.operand()], sure: true })
}

/// A stated amount as the whole.
pub fn said(passage: &ParagraphContext<'_>, said: &StatedFigure, sure: bool) -> Option<Of> {
    Some(Of { near: passage.near(said)?, operands: vec![passage.operand(said)], sure })
}

/// Whether the amounts that are said to be part of one add up to it.
fn is_made_up(passage: &ParagraphContext<'_>, whole: usize) -> bool {
    let figures = &passage.figures;
    let of = |at: &usize| {
        figures[*at].kind == FigureKind::Amount && references::whole(figures, *at) == Some(whole)
    };
    let parts: Option<Vec<Interval>> =
        (whole + 1..figures.len()).filter(of).map(|at| passage.near(&figures[at])).collect();
    let sum = parts.filter(|parts| parts.len() > 1).and_then(Interval::sum);
    let between = sum.zip(passage.near(&figures[whole])).and_then(|(sum, whole)| sum.less(whole));
    between.is_some_and(|between| between.value.abs() <= between.slack)
}
