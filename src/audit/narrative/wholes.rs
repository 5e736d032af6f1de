//! What a share may be a share of.

use crate::audit::narrative::Passage;
use crate::audit::narrative::ties;
use crate::model::{CellRef, Operand};
use crate::money::{Money, Near};
use crate::sentences::figures::{Kind, Said};
use crate::sentences::names;
use crate::sentences::scope::MARKS;

/// What a part may be a share of.
pub struct Of {
    pub near: Near,
    pub operands: Vec<Operand>,
    /// Whether the words leave no other choice.
    pub sure: bool,
}

/// Most amounts before a share that may be its whole.
const MOST: usize = 40;

/// Where the words before the percentage name no whole: the one that the list of
/// parts opens with (`本年收入中，`), else any amount said before in the section.
/// `at` is where the share stands, `part` where its part does.
pub fn unnamed<'a>(passage: &Passage<'a>, earlier: &[Passage<'a>], at: usize, part: usize) -> Vec<Of> {
    let figures = &passage.figures;
    let (share, own) = (&figures[at], &figures[part]);
    if let Some(name) = opening(figures, part) {
        let before = std::iter::once(passage).chain(earlier.iter().rev());
        let mut said = before.filter_map(|other| named_in(other, name, own));
        return said.next().map_or_else(|| named(passage, name, own), |of| vec![of]);
    }
    let is_whole = |said: &&Said| said.kind == Kind::Amount && said.depth <= share.depth && *said != own;
    let head = ties::whole(figures, part);
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
fn opening(figures: &[Said], part: usize) -> Option<&str> {
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
pub fn named_in(passage: &Passage<'_>, name: &str, part: &Said) -> Option<Of> {
    let ends = |said: &&Said| names::trimmed(&said.label).ends_with(name);
    let mut amounts = passage.figures.iter().filter(|said| said.kind == Kind::Amount && *said != part);
    said(passage, amounts.find(ends)?, true)
}

/// The whole of a name: its cells, else the amount said of it.
pub fn named(passage: &Passage<'_>, name: &str, part: &Said) -> Vec<Of> {
    let claimed = passage.setting.claim(name).and_then(|claim| passage.setting.claimed(claim, false));
    let cells = claimed.iter().flat_map(|claimed| claimed.cells()).filter_map(of_cell);
    let cells: Vec<Of> = cells.collect();
    if cells.is_empty() { named_in(passage, name, part).into_iter().collect() } else { cells }
}

/// A cell as the whole.
pub fn of_cell(cell: &CellRef<'_>) -> Option<Of> {
    let near = Near::of(Money { value: cell.amount()?, unit: cell.unit()? })?;
    Some(Of { near, operands: vec![cell.operand()], sure: true })
}

/// A stated amount as the whole.
pub fn said(passage: &Passage<'_>, said: &Said, sure: bool) -> Option<Of> {
    Some(Of { near: passage.near(said)?, operands: vec![passage.operand(said)], sure })
}

/// Whether the amounts that are said to be part of one add up to it.
fn is_made_up(passage: &Passage<'_>, whole: usize) -> bool {
    let figures = &passage.figures;
    let of = |at: &usize| figures[*at].kind == Kind::Amount && ties::whole(figures, *at) == Some(whole);
    let parts: Option<Vec<Near>> =
        (whole + 1..figures.len()).filter(of).map(|at| passage.near(&figures[at])).collect();
    let sum = parts.filter(|parts| parts.len() > 1).and_then(Near::sum);
    let between = sum.zip(passage.near(&figures[whole])).and_then(|(sum, whole)| sum.less(whole));
    between.is_some_and(|between| between.value.abs() <= between.slack)
}
