//! The summary a disclosure leaves behind.

use crate::headlines;
use crate::model::{Finding, Linked, Role, Summary, Tally};

/// Sums a disclosure up. Its `pages` are still 0: whoever has them made knows
/// their number.
pub fn summary(linked: &Linked, findings: &[Finding]) -> Summary {
    let disclosure = &linked.disclosure;
    let unplaced = |line| disclosure.ledger.posting(line).is_some_and(|p| p.role == Role::Unplaced);
    let found = headlines::of(disclosure);
    Summary {
        id: disclosure.id.clone(),
        title: disclosure.title.clone(),
        body_name: disclosure.body_name.clone(),
        published: disclosure.front.published.clone(),
        headlines: found.iter().map(|found| found.headline(disclosure)).collect(),
        tables: disclosure.tables.len(),
        empty_tables: disclosure.tables.iter().filter(|table| table.is_empty()).count(),
        figures: disclosure.tables.iter().map(|table| table.figures().count()).sum(),
        forms: disclosure.forms.len(),
        linked: linked.projects.iter().filter(|project| project.basis.is_some()).count(),
        unplaced_lines: disclosure.source.lines().filter(|line| unplaced(*line)).count(),
        tally: Tally::of(findings),
        pages: 0,
    }
}
