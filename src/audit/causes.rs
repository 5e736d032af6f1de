//! One finding for each cause: where several relations fail and one figure, put right, would
//! mend them all, that figure is the cause.

use std::cmp::Reverse;
use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::audit::narrative::{amounts, changes, shares};
use crate::audit::tables::{accounts, across, equal, lines, sums};
use crate::model::{Counted, Finding, Operand, OperandPlace, OperandRole, Rule, TableIndex, Verdict};
use crate::money::{Money, Unit, grouped, rounded};

/// Rules that say that the checked figure is the sum of the others.
const SUMS: [&Rule; 6] =
    [&sums::RULE, &across::RULE, &lines::RULE, &equal::RULE, &accounts::RULE, &amounts::RULE];

/// Most mismatches among which causes are looked for; a text with more was
/// misread.
const MOST: usize = 300;

/// Most statements of other checks that a note repeats.
const SAID: usize = 3;

/// Brings together the findings that have one cause, and those that say the same twice.
pub fn join(findings: &mut Vec<Finding>, tables: &TableIndex<'_>) {
    let fails = |at: &usize| findings[*at].verdict == Verdict::Mismatch;
    let mut open: Vec<usize> = (0..findings.len()).filter(fails).collect();
    open.truncate(MOST);
    let mut gone = Vec::new();
    while let Some(cause) = most(findings, &open, tables) {
        open.retain(|at| !cause.findings.contains(at));
        gone.extend(merge(findings, &cause, tables));
    }
    let mut at = 0..;
    findings.retain(|_| at.next().is_some_and(|at| !gone.contains(&at)));
    repeated(findings);
}

/// Findings that say the same in several places become one.
fn repeated(findings: &mut Vec<Finding>) {
    let mut first: HashMap<Same, usize> = HashMap::new();
    let mut again: Vec<(usize, usize)> = Vec::new();
    for (at, finding) in findings.iter().enumerate() {
        if matches!(finding.verdict, Verdict::Mismatch | Verdict::Doubtful) {
            let known = *first.entry(same(finding)).or_insert(at);
            again.extend((known != at).then_some((known, at)));
        }
    }
    for (known, at) in again.iter().rev() {
        let other = findings.remove(*at);
        let finding = &mut findings[*known];
        finding.note = finding.note.take().or(other.note);
        add_figures(finding, other.figures);
    }
}

/// What makes two findings one: check, verdict, and what is said, or the amount that is
/// wrongly said of one cell.
type Same = (&'static str, Verdict, String, Option<OperandPlace>);

fn same(finding: &Finding) -> Same {
    let cell = finding.figures.get(1).filter(|_| *finding.rule == amounts::RULE);
    let (said, cell) = match (finding.actual, cell) {
        (Some(actual), Some(cell)) => (actual.normalize().to_string(), Some(cell.place.clone())),
        _ => (finding.statement.clone(), None),
    };
    (finding.rule.code, finding.verdict, said, cell)
}

fn add_figures(finding: &mut Finding, figures: Vec<Operand>) {
    for figure in figures {
        if !finding.figures.iter().any(|own| is_same(own, &figure)) {
            finding.figures.push(figure);
        }
    }
}

/// Whether two operands are one figure, whatever they are to their checks.
fn is_same(one: &Operand, other: &Operand) -> bool {
    let cell = matches!(one.place, OperandPlace::Cell(_));
    one.place == other.place && (cell || (one.line == other.line && one.label == other.label))
}

/// A figure that would mend several relations.
struct Cause {
    figure: Operand,
    /// What it is short of, in 万元.
    lacks: Decimal,
    findings: Vec<usize>,
}

/// The figure that explains most of the open findings, two at least; of several the one of
/// which fewest other relations hold.
fn most(findings: &[Finding], open: &[usize], tables: &TableIndex<'_>) -> Option<Cause> {
    let mut claims: HashMap<(&OperandPlace, u32), Vec<(usize, Claim<'_>)>> = HashMap::new();
    for at in open {
        for claim in self::claims(&findings[*at], tables) {
            let spot = (&claim.figure.place, claim.figure.line.number);
            claims.entry(spot).or_default().push((*at, claim));
        }
    }
    let mut causes: Vec<Cause> = claims.values().flat_map(|there| of_one_place(there)).collect();
    causes.sort_by_key(|cause| cause.findings.clone());
    let holds = |figure: &Operand| {
        let of = findings.iter().filter(|one| one.verdict.holds());
        of.filter(|one| one.figures.iter().any(|own| is_same(own, figure))).count()
    };
    causes.into_iter().min_by_key(|cause| (Reverse(cause.findings.len()), holds(&cause.figure)))
}

/// The figures of one place that explain two findings or more.
fn of_one_place(claims: &[(usize, Claim<'_>)]) -> Vec<Cause> {
    let cause = |(_, claim): &(usize, Claim<'_>)| {
        let same = || claims.iter().filter(|(_, other)| claim.fits(other));
        let mut findings: Vec<usize> = same().map(|(at, _)| *at).collect();
        findings.dedup();
        // The relation that leaves least open says what would fit.
        let lacks = same().min_by_key(|(_, other)| other.slack).map_or(claim.lacks, |(_, other)| other.lacks);
        Cause { figure: claim.figure.clone(), lacks, findings }
    };
    claims.iter().take(MOST).map(cause).filter(|cause| cause.findings.len() > 1).collect()
}

/// What one figure of a failing relation is short of, were all its others right.
struct Claim<'f> {
    figure: &'f Operand,
    /// In 万元.
    lacks: Decimal,
    /// How far the relation leaves that open.
    slack: Decimal,
}

impl Claim<'_> {
    fn fits(&self, other: &Claim<'_>) -> bool {
        let apart = self.lacks.checked_sub(other.lacks).map(|apart| apart.abs());
        let slack = self.slack.checked_add(other.slack);
        is_same(self.figure, other.figure) && apart.zip(slack).is_some_and(|(apart, slack)| apart <= slack)
    }
}

fn claims<'f>(finding: &'f Finding, tables: &TableIndex<'_>) -> Vec<Claim<'f>> {
    let claims = match finding.unit {
        Some(Counted::Percent) if *finding.rule == changes::RULE => of_rate(finding, tables),
        Some(Counted::Percent) if *finding.rule == shares::RULE => of_share(finding, tables),
        Some(Counted::Money(unit)) if SUMS.contains(&finding.rule) => of_sum(finding, unit),
        _ => None,
    };
    claims.unwrap_or_default()
}

/// Of a sum: the whole is too great by the difference, or any part too small.
fn of_sum(finding: &Finding, unit: Unit) -> Option<Vec<Claim<'_>>> {
    let in_wan = |value| Money { value, unit }.in_wan();
    let (difference, slack) = (in_wan(finding.difference()?)?, in_wan(finding.tolerance)?);
    let (whole, parts) = finding.figures.split_first()?;
    if *finding.rule == amounts::RULE && parts.len() > 1 {
        return None;
    }
    let nothing = Decimal::ZERO.checked_sub(difference)?;
    let whole = Claim { figure: whole, lacks: nothing, slack };
    let part = |figure| Claim { figure, lacks: difference, slack };
    Some([whole].into_iter().chain(parts.iter().map(part)).collect())
}

/// Of a rate: what this year's amount would be by it.
fn of_rate<'f>(finding: &'f Finding, tables: &TableIndex<'_>) -> Option<Vec<Claim<'f>>> {
    let own = finding.operand(OperandRole::ThisYear)?;
    let rate = finding.actual?;
    let (fits, base) = match finding.operand(OperandRole::Change) {
        Some(change) => {
            let change = in_wan(change, tables)?;
            let base = change.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(rate)?;
            (base.checked_add(change)?, base)
        }
        None => {
            let base = in_wan(finding.figures.get(1)?, tables)?;
            (base.checked_add(percent(base, rate)?)?, base)
        }
    };
    Some(vec![claim(own, fits, percent(base, Decimal::new(1, rate.scale()))?, tables)?])
}

/// Of a share of one whole: what the part would be by it.
fn of_share<'f>(finding: &'f Finding, tables: &TableIndex<'_>) -> Option<Vec<Claim<'f>>> {
    let [_, part, whole] = finding.figures.as_slice() else { return None };
    let (whole, share) = (in_wan(whole, tables)?, finding.actual?);
    let slack = percent(whole, Decimal::new(1, share.scale()))?;
    Some(vec![claim(part, percent(whole, share)?, slack, tables)?])
}

fn claim<'f>(
    figure: &'f Operand,
    fits: Decimal,
    slack: Decimal,
    tables: &TableIndex<'_>,
) -> Option<Claim<'f>> {
    Some(Claim { figure, lacks: fits.checked_sub(in_wan(figure, tables)?)?, slack })
}

fn percent(of: Decimal, rate: Decimal) -> Option<Decimal> {
    of.checked_mul(rate)?.checked_div(Decimal::ONE_HUNDRED)
}

fn in_wan(figure: &Operand, tables: &TableIndex<'_>) -> Option<Decimal> {
    Money { value: figure.amount?, unit: unit(figure, tables)? }.in_wan()
}

/// The unit of a figure: its table's, or the one after it in the prose.
fn unit(figure: &Operand, tables: &TableIndex<'_>) -> Option<Unit> {
    match &figure.place {
        OperandPlace::Cell(cell) => tables.all.get(cell.table)?.table.unit,
        OperandPlace::Page(_) => figure.said_unit(),
    }
}

/// Makes the findings of a cause one, and gives those that are to go.
fn merge(findings: &mut [Finding], cause: &Cause, tables: &TableIndex<'_>) -> Vec<usize> {
    let checks = |at: &&usize| findings[**at].checked().is_some_and(|own| is_same(own, &cause.figure));
    let Some(kept) = cause.findings.iter().find(checks).or(cause.findings.first()).copied() else {
        return Vec::new();
    };
    let gone: Vec<usize> = cause.findings.iter().copied().filter(|at| *at != kept).collect();
    let others: Vec<String> =
        gone.iter().take(SAID).map(|at| format!("“{}”", findings[*at].statement)).collect();
    let more = if gone.len() > SAID { "等" } else { "" };
    let fits = fitting(cause, tables).map_or_else(
        || format!("改动“{}”这一个数", cause.figure.label),
        |fits| format!("“{}”若为 {fits}", cause.figure.label),
    );
    let note =
        format!("{fits}，这 {} 项核对就都相符；另外的是{}{more}。", cause.findings.len(), others.join("、"));
    let figures: Vec<Operand> = gone.iter().flat_map(|at| findings[*at].figures.clone()).collect();
    let finding = &mut findings[kept];
    finding.note = Some(note);
    add_figures(finding, figures);
    if let Some(at) = finding.figures.iter().position(|own| is_same(own, &cause.figure)) {
        finding.figures[..=at].rotate_right(1);
    }
    gone
}

/// The amount that would fit, with its unit.
fn fitting(cause: &Cause, tables: &TableIndex<'_>) -> Option<String> {
    let (unit, own) = (unit(&cause.figure, tables)?, cause.figure.amount?);
    let lacks = Money { value: cause.lacks, unit: Unit::WanYuan }.value_in(unit)?;
    let fits = rounded(own.checked_add(lacks)?, own.scale().max(2));
    Some(format!("{} {}", grouped(fits), unit.name()))
}
