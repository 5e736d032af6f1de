//! What a table's own sums say of how it was read.
//!
//! A body may misprint a figure; that several sums of a table fail and none holds says
//! that it was read wrongly. Such a table is in doubt: for pages, charts, comparisons
//! and every check alike.

use std::collections::HashMap;

use crate::audit::tables::{self, OWN_SUMS};
use crate::catalogue::Catalogue;
use crate::model::{Doubt, Finding, Linked, OperandPlace, TableIndex, Verdict};

/// The disclosure with its tables in doubt that their own sums say were misread. To be
/// asked before [`disclosure`](super::disclosure).
pub fn prove(mut linked: Linked, catalogue: &Catalogue) -> Linked {
    let findings = tables::check(&TableIndex::new(&linked.disclosure, catalogue), linked.disclosure.id.kind);
    for table in torn(&findings) {
        // The index of a table is its place.
        let confidence = &mut linked.disclosure.tables[table].confidence;
        *confidence = confidence.and(Doubt::SumsFail.into());
    }
    linked
}

/// The tables of which two sums or more fail and none holds.
fn torn(findings: &[Finding]) -> impl Iterator<Item = usize> {
    let mut verdicts: HashMap<usize, Vec<Verdict>> = HashMap::new();
    for finding in findings.iter().filter(|finding| OWN_SUMS.contains(&finding.rule)) {
        if let Some(OperandPlace::Cell(cell)) = finding.figures.first().map(|whole| &whole.place) {
            verdicts.entry(cell.table).or_default().push(finding.verdict);
        }
    }
    verdicts.into_iter().filter(|(_, verdicts)| fail(verdicts)).map(|(table, _)| table)
}

fn fail(verdicts: &[Verdict]) -> bool {
    let holds = verdicts.iter().any(|verdict| matches!(verdict, Verdict::Agree | Verdict::Rounding));
    !holds && verdicts.iter().filter(|verdict| **verdict == Verdict::Mismatch).count() > 1
}
