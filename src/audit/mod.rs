//! Audit: a disclosure is checked against itself. Every check that applies gives
//! a [`Finding`], passed or not.
//!
//! Nothing here calls an official figure wrong on a misread: an operand that is
//! unreadable or missing makes a check unverifiable, and where two figures may
//! speak of different things the verdict says so. Each check is a file of its
//! own with its rule, its code and its tests.
//!
//! - [`tables`]: sums within a table, identities between tables
//! - [`forms`]: each form by itself and against its line
//! - [`narrative`]: what the prose states, recomputed
//! - [`whole`]: what is promised and required, one body, one year
//! - [`verdict`]: what a difference amounts to
//! - [`proof`]: tables that their own sums say were misread are in doubt
//! - [`gate`]: what rests on a reading in doubt is not called a difference
//! - [`witness`]: what one sentence alone supports is 存疑
//! - [`causes`]: one finding for each cause

mod causes;
mod forms;
mod gate;
mod narrative;
mod proof;
mod tables;
mod verdict;
mod whole;
mod witness;

pub use proof::prove;

use crate::catalogue::Catalogue;
use crate::model::{Finding, Linked, Numbered, Operand, Rule, TableIndex, Verdict};

/// Every rule there is, in the order in which readers meet them.
pub static RULES: &[&Rule] = &[
    &tables::sums::RULE,
    &tables::across::RULE,
    &tables::equal::RULE,
    &tables::accounts::RULE,
    &tables::lines::RULE,
    &tables::funds::RULE,
    &tables::codes::RULE,
    &forms::name::RULE,
    &forms::amount::RULE,
    &forms::funds::RULE,
    &forms::halves::RULE,
    &forms::cost::RULE,
    &forms::date::RULE,
    &forms::duplicates::RULE,
    &narrative::amounts::RULE,
    &narrative::shares::RULE,
    &narrative::changes::RULE,
    &narrative::directions::RULE,
    &narrative::parts::RULE,
    &narrative::within::RULE,
    &narrative::completion::RULE,
    &narrative::listed::RULE,
    &narrative::planned::RULE,
    &narrative::purposes::RULE,
    &narrative::years::RULE,
    &narrative::counts::RULE,
    &narrative::units::RULE,
    &narrative::steps::RULE,
    &narrative::vehicles::RULE,
    &narrative::people::RULE,
    &narrative::reasons::RULE,
    &whole::contents::RULE,
    &whole::required::RULE,
    &whole::empty::RULE,
    &whole::year::RULE,
    &whole::body::RULE,
    &whole::placeholder::RULE,
    &whole::doubled::RULE,
];

/// Checks one disclosure. Findings come grouped by table, then forms, narrative
/// and the whole; ids are unique.
pub fn disclosure(linked: &Linked, catalogue: &Catalogue) -> Vec<Finding> {
    let tables = TableIndex::new(&linked.disclosure, catalogue);
    let mut findings = tables::check(&tables, linked.disclosure.id.kind);
    let mut add = |more: Vec<Finding>| {
        // They are many and large: no room for as many again.
        findings.reserve_exact(more.len());
        findings.extend(more);
    };
    add(tables::check_beside(&tables, linked.disclosure.id.kind));
    add(forms::check(linked, &tables));
    add(narrative::check(linked, &tables));
    add(whole::check(linked, &tables));
    gate::close(&mut findings, &tables);
    witness::weigh(&mut findings);
    causes::join(&mut findings, &tables);
    witness::remark(&mut findings);
    findings.dedup_by(|next, before| says_the_same(before, next));
    findings.retain(|finding| !is_trivial(finding));
    unique(&mut findings);
    findings
}

/// Whether two findings are one: a ragged row may be read as two alike.
fn says_the_same(one: &Finding, other: &Finding) -> bool {
    one.rule == other.rule && one.statement == other.statement && one.figures == other.figures
}

/// Whether a sum holds because there is nothing to add up: one part, or zeros alone.
fn is_trivial(finding: &Finding) -> bool {
    let is_sum = tables::OWN_SUMS.contains(&finding.rule) || *finding.rule == forms::funds::RULE;
    let zero = |figure: &Operand| figure.amount.is_none_or(|amount| amount.is_zero());
    let nothing = || finding.figures.len() <= 2 || finding.figures.iter().all(zero);
    finding.verdict == Verdict::Agree && is_sum && nothing()
}

/// A rule by its code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code == code)
}

/// Numbers the ids that stand twice.
fn unique(findings: &mut [Finding]) {
    let mut ids = Numbered::default();
    for finding in findings {
        finding.id = ids.unique(&finding.id);
    }
}
