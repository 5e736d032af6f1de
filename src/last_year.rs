//! Last year beside this year: what a disclosure's figures were the year before. Out of the
//! body's own disclosure of the year before, where there is one; else what the text says of
//! the change, where the audit worked it out anew and it holds.
//!
//! Nothing in doubt is laid beside anything, nor are 部门 and 单位 ever.

use std::collections::HashMap;

use crate::address;
use crate::catalogue::Catalogue;
use crate::catalogue::schema::{MeasureSpec, SentenceSpec};
use crate::measures::{Figures, Measure, Spent};
use crate::model::{
    CellKey, CellRef, Coverage, Disclosure, DisclosureKind, Finding, Linked, Operand, OperandPlace,
    OperandRole, Origin, Past, Stated, Summary,
};
use crate::money::Money;

/// A disclosure's figures of the year before.
#[derive(Debug)]
pub struct LastYear<'a> {
    /// The year.
    pub year: u16,
    catalogue: &'a Catalogue,
    disclosure: &'a Disclosure,
    earlier: Option<&'a Summary>,
    /// By this year's cell.
    said: HashMap<CellKey, Past>,
}

impl<'a> LastYear<'a> {
    /// Gathers them; `earlier` is the body's disclosure of the same kind of the year before.
    pub fn of(
        linked: &'a Linked,
        findings: &[Finding],
        earlier: Option<&'a Summary>,
        catalogue: &'a Catalogue,
    ) -> Self {
        let disclosure = &linked.disclosure;
        let alike = |earlier: &&Summary| Coverage::are_one([earlier.coverage, disclosure.coverage]);
        let sure = disclosure.is_of_one_year();
        let said =
            if sure { said(linked, findings, &catalogue.narrative().sentences) } else { HashMap::new() };
        let earlier = earlier.filter(|_| sure).filter(alike);
        Self { year: disclosure.id.year.saturating_sub(1), catalogue, disclosure, earlier, said }
    }

    /// What a measure was.
    pub fn measure(&self, spec: &MeasureSpec, found: &Measure<'_>) -> Option<Past> {
        let now = found.sure_money()?;
        let disclosed = self.earlier.and_then(|earlier| {
            let kept = earlier.measure(&spec.key)?;
            Some(disclosed(earlier.amount(kept)?, address::kept(earlier, kept)))
        });
        disclosed.or_else(|| {
            let cells = crate::measures::cells_of(self.disclosure, spec, self.catalogue);
            cells.into_iter().find_map(|cell| self.said_of(&cell, now))
        })
    }

    /// What was spent on an account out of the same kind of money.
    pub fn account(&self, spent: &Spent<'_>) -> Option<Past> {
        let now = spent.cell.sure_money().filter(|_| matches!(spent.stated, Stated::Amount(_)))?;
        let disclosed = self.earlier.and_then(|earlier| {
            let of_code = earlier.spent(spent.code, &spent.scope.key)?;
            Some(disclosed(earlier.amount(&of_code.cell)?, address::kept(earlier, &of_code.cell)))
        });
        disclosed.or_else(|| self.said_of(&spent.cell, now))
    }

    /// What is known of measures from this year's text alone, by their keys.
    pub fn said_of_measures(&self, figures: &Figures<'_>) -> Vec<(Box<str>, Past)> {
        let past = |(spec, found): &(&MeasureSpec, Measure<'_>)| {
            let past = self.measure(spec, found).filter(|past| past.origin != Origin::Disclosed)?;
            Some((spec.key.as_str().into(), past))
        };
        figures.measures.iter().filter_map(past).collect()
    }

    /// The disclosure of the year before, where there is one.
    pub fn earlier(&self) -> Option<&'a Summary> {
        self.earlier
    }

    fn said_of(&self, cell: &CellRef<'_>, now: Money) -> Option<Past> {
        let same = cell.sure_money().is_some_and(|amount| amount.agrees_with(now));
        self.said.get(&cell.key()).filter(|_| same).cloned()
    }
}

fn disclosed(amount: Money, path: String) -> Past {
    Past { value: amount.value, unit: amount.unit, path, origin: Origin::Disclosed }
}

/// Where a figure of the text stands.
type Spot<'f> = (&'f OperandPlace, u32, &'f str);

fn spot(figure: &Operand) -> Spot<'_> {
    (&figure.place, figure.line.number, &figure.label)
}

/// What the text says of the year before, by the cell that it says it of: the amount that
/// changed is one that a table restates, and both the change and the restating hold.
fn said(linked: &Linked, findings: &[Finding], words: &SentenceSpec) -> HashMap<CellKey, Past> {
    let mut cells: HashMap<Spot, Vec<&CellKey>> = HashMap::new();
    for finding in findings.iter().filter(|finding| finding.verdict.holds()) {
        if let [text, Operand { place: OperandPlace::Cell(cell), .. }] = finding.figures.as_slice() {
            cells.entry(spot(text)).or_default().push(cell);
        }
    }
    let mut said = HashMap::new();
    for finding in findings.iter().filter(|finding| finding.verdict.holds()) {
        let Some(own) = finding.operand(OperandRole::ThisYear) else { continue };
        let Some(past) = before(linked, finding, own, words) else { continue };
        for cell in cells.get(&spot(own)).into_iter().flatten() {
            said.entry((*cell).clone()).or_insert_with(|| past.clone());
        }
    }
    said
}

/// The amount that this year's changed from.
fn before(linked: &Linked, finding: &Finding, own: &Operand, words: &SentenceSpec) -> Option<Past> {
    let year = linked.disclosure.id.year.checked_sub(1)?;
    let of_last_year = |figure: &&Operand| {
        let named = words.year_before.iter().any(|word| figure.label.contains(word.as_str()));
        named || figure.label.contains(&format!("{year}年"))
    };
    let money = |figure: &Operand| Some(Money { value: figure.amount?, unit: figure.said_unit()? });
    let past = |amount: Money, figure: &Operand, origin| Past {
        value: amount.value,
        unit: amount.unit,
        path: address::operand(linked, figure),
        origin,
    };
    if let Some(earlier) = finding.operand(OperandRole::Earlier) {
        let of_plan = linked.disclosure.id.kind == DisclosureKind::Budget;
        let origin = if is_executed(earlier, words) && of_plan { Origin::Executed } else { Origin::Said };
        let earlier = Some(earlier).filter(of_last_year)?;
        return Some(past(money(earlier)?, earlier, origin));
    }
    let change = finding.operand(OperandRole::Change).filter(of_last_year)?;
    let change = Some(change).filter(|change| is_alike(linked, change, words))?;
    Some(past(money(own)?.less(money(change)?)?, change, Origin::Derived))
}

/// Whether a change is one against a number of the same kind: beside what was spent last year a
/// budget says nothing of what had been budgeted.
pub fn is_alike(linked: &Linked, change: &Operand, words: &SentenceSpec) -> bool {
    linked.disclosure.id.kind != DisclosureKind::Budget || !is_executed(change, words)
}

fn is_executed(figure: &Operand, words: &SentenceSpec) -> bool {
    words.executed.iter().any(|word| figure.label.contains(word.as_str()))
}
