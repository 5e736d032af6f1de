//! 预算数、决算数: measures of which final accounts print the budget beside what was spent, in
//! one table, or in one sentence or two of the prose.

mod couples;
mod named;
mod prose;

use crate::catalogue::schema::MeasureSpec;
use crate::measures::{self, Figures, Measure};
use crate::model::{CellRef, DisclosureKind, Finding, Linked, Stated};
use crate::money::Money;
use crate::source::Line;

/// What was budgeted for a measure and what was spent.
#[derive(Debug, Clone)]
pub struct Planned<'a> {
    pub spec: &'a MeasureSpec,
    /// Holds an amount.
    pub planned: Put<'a>,
    pub done: Put<'a>,
}

/// An amount that is read for certain, where it is printed; none where nothing is.
#[derive(Debug, Clone)]
pub struct Put<'a> {
    pub money: Option<Money>,
    pub at: Printed<'a>,
}

/// Where something is printed.
#[derive(Debug, Clone)]
pub enum Printed<'a> {
    Cell(CellRef<'a>),
    /// A line of the prose.
    Line(Line),
}

impl Planned<'_> {
    fn is_whole(&self) -> bool {
        self.planned.money.is_some() && self.done.money.is_some()
    }

    fn moneys(&self) -> [Option<Money>; 2] {
        [self.planned.money, self.done.money]
    }
}

/// Those of final accounts, in the catalogue's order; empty of a budget. What a table prints
/// counts before what a sentence says, but where it leaves what was spent blank.
pub(super) fn of<'a>(linked: &'a Linked, findings: &[Finding], figures: &'a Figures<'a>) -> Vec<Planned<'a>> {
    let disclosure = &linked.disclosure;
    if disclosure.id.kind != DisclosureKind::Final || !disclosure.is_of_one_year() {
        return Vec::new();
    }
    let mut said = prose::said(linked, findings, figures);
    let each = figures.catalogue.measures().all().filter_map(|spec| {
        let tables = figures.measures.iter().find(|(own, _)| own.key == spec.key);
        let printed = tables.and_then(|(_, found)| of_table(spec, found));
        let said = said.remove(spec.key.as_str());
        printed.clone().filter(Planned::is_whole).or(said).or(printed)
    });
    each.collect()
}

/// What one row of a table prints of both.
fn of_table<'a>(spec: &'a MeasureSpec, found: &Measure<'a>) -> Option<Planned<'a>> {
    let done = Some(found.cell).filter(|_| found.sum.is_none())?;
    let planned = measures::budgeted(&done)?;
    let empty = matches!(done.stated(), Stated::Nil | Stated::Blank) && !done.row.lost_blanks();
    let known = planned.sure_money().is_some() && (empty || done.sure_money().is_some());
    let put = |cell: CellRef<'a>| Put { money: cell.sure_money(), at: Printed::Cell(cell) };
    known.then(|| Planned { spec, planned: put(planned), done: put(done) })
}
