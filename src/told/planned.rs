//! 预算数、决算数: measures of which final accounts print the budget beside what was spent, in
//! one table.

use crate::catalogue::schema::MeasureSpec;
use crate::measures::{self, Figures};
use crate::model::{CellRef, Kind, Linked, Stated};

/// What was budgeted for a measure and what was spent, as one row prints them.
#[derive(Debug)]
pub struct Planned<'a> {
    pub spec: &'a MeasureSpec,
    /// Holds an amount that is read for certain.
    pub planned: CellRef<'a>,
    /// Holds an amount that is read for certain, or nothing.
    pub done: CellRef<'a>,
}

/// Those of final accounts, in the catalogue's order; empty of a budget.
pub(super) fn of<'a>(linked: &'a Linked, figures: &'a Figures<'a>) -> Vec<Planned<'a>> {
    let disclosure = &linked.disclosure;
    if disclosure.id.kind != Kind::Final || !disclosure.is_of_one_year() {
        return Vec::new();
    }
    let own = figures.measures.iter().filter(|(_, found)| found.sum.is_none());
    own.filter_map(|(spec, found)| {
        let (done, planned) = (found.cell, measures::budgeted(&found.cell)?);
        let empty = matches!(done.stated(), Stated::Nil | Stated::Blank) && !done.row.lost_blanks();
        let known = planned.sure_money().is_some() && (empty || done.sure_money().is_some());
        known.then_some(Planned { spec, planned, done })
    })
    .collect()
}
