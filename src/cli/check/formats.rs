//! The result of a check in each format; what is below `least` is left out.

use std::path::Path;

use serde::Serialize;

use super::Checked;
use crate::cli::fail_on::FailOn;
use crate::cli::screen::Screen;
use crate::cli::{Outcome, words};
use crate::diagnostic::{Diagnostic, FindingReport, render, repeats};
use crate::model::Verdict;
use crate::pipeline::{Remarks, Totals};

/// What is wrong first, with the source under it, what repeats once; then the summary.
pub fn text(checked: &Checked, least: FailOn, summary: Option<&str>, screen: &Screen) {
    for repeats in repeats(in_order(checked, least)) {
        screen.out(&format!("{}\n", render::repeated(&repeats, true)));
    }
    let omitted = checked.each(|root, remarks| omitted(root, remarks, least));
    words::more(omitted).iter().for_each(|line| screen.out(&format!("{line}\n")));
    summary.into_iter().for_each(|summary| screen.out(summary));
}

/// One workflow command a line: what is wrong first, the summary last.
pub fn github(checked: &Checked, least: FailOn, summary: Option<&str>, screen: &Screen) {
    for diagnostic in in_order(checked, least) {
        screen.out(&render::github(&diagnostic));
    }
    for omitted in checked.each(|root, remarks| omitted(root, remarks, least)) {
        screen.out(&render::notice(Some(&omitted.path), omitted.code, &more(&omitted)));
    }
    summary.into_iter().for_each(|summary| screen.out(&render::notice(None, "mingzhang", summary)));
}

/// One JSON document.
pub fn json(checked: &Checked, least: FailOn, outcome: Outcome, screen: &Screen) {
    let diagnostics = checked.each(|root, remarks| diagnostics(root, remarks, least));
    let findings = checked.each(|root, remarks| findings(root, remarks, least));
    let omitted = checked.each(|root, remarks| omitted(root, remarks, least));
    screen.out(&render::json(&render::Document {
        diagnostics: &diagnostics,
        findings: &findings,
        omitted: &omitted,
        summary: Summary::new(checked, outcome),
    }));
}

/// `已检查：…；核对 …；诊断 …；有问题，退出码 1（--fail-on mismatch）`
pub fn summary(checked: &Checked, fail_on: FailOn, outcome: Outcome) -> String {
    let (totals, tally) = (words::totals(&checked.totals), words::checks(checked.totals.tally));
    let counts = words::counts(checked.counts);
    format!("已检查：{totals}；{tally}；{counts}；{}", fail_on.say(outcome))
}

/// The diagnostics and findings that are wanted, the most serious first; of one
/// severity findings before diagnostics.
fn in_order(checked: &Checked, least: FailOn) -> Vec<Diagnostic> {
    let found = checked.each(|root, remarks| findings(root, remarks, least));
    let mut all: Vec<Diagnostic> = found.into_iter().map(|report| report.diagnostic).collect();
    all.extend(checked.each(|root, remarks| diagnostics(root, remarks, least)));
    all.sort_by_key(|one| std::cmp::Reverse(one.severity));
    all
}

/// The diagnostics that are wanted, paths under `root`.
fn diagnostics(root: &Path, remarks: &Remarks, least: FailOn) -> Vec<Diagnostic> {
    let wanted = remarks.diagnostics.kept().iter().filter(|diagnostic| least.takes(diagnostic.severity));
    wanted.map(|diagnostic| words::within(diagnostic.clone(), root)).collect()
}

/// The findings that are wanted, paths under `root`.
fn findings(root: &Path, remarks: &Remarks, least: FailOn) -> Vec<FindingReport> {
    let wanted = remarks.findings.kept.iter().filter(|report| least.takes_finding(report.verdict));
    let under_root = |report: &FindingReport| {
        let mut report = report.clone();
        report.diagnostic = words::within(report.diagnostic, root);
        for figure in &mut report.record.figures {
            figure.path = Some(words::full(root, &figure.source));
        }
        report
    };
    wanted.map(under_root).collect()
}

/// What is wanted, but not kept.
fn omitted(root: &Path, remarks: &Remarks, least: FailOn) -> Vec<render::OmittedEntry> {
    let path = || words::full(root, &remarks.name);
    let entry = |code, verdict, count| render::OmittedEntry { path: path(), code, verdict, count };
    let diagnostics = remarks.diagnostics.omitted().filter(|omitted| least.takes(omitted.severity));
    let diagnostics = diagnostics.map(|omitted| entry(omitted.code.as_str(), None, omitted.count));
    let findings = remarks.findings.omitted().filter(|(_, verdict, _)| least.takes_finding(*verdict));
    let findings = findings.map(|(rule, verdict, count)| entry(rule, Some(verdict), count));
    diagnostics.chain(findings).collect()
}

/// `class-sum 不符另有 3 条，不再列出`
fn more(omitted: &render::OmittedEntry) -> String {
    let verdict = omitted.verdict.map_or("", Verdict::name);
    format!("{} {verdict}另有 {} 条，不再列出", omitted.code, omitted.count)
}

/// The numbers of a run, for JSON.
#[derive(Serialize)]
struct Summary {
    #[serde(flatten)]
    totals: Totals,
    checks: Checks,
    diagnosed: Severities,
    /// Whether anything reached the threshold.
    failed: bool,
}

#[derive(Serialize)]
struct Checks {
    agree: usize,
    rounding: usize,
    scope: usize,
    mismatch: usize,
    doubtful: usize,
    unverifiable: usize,
}

#[derive(Serialize)]
struct Severities {
    error: usize,
    warning: usize,
    note: usize,
}

impl Summary {
    fn new(checked: &Checked, outcome: Outcome) -> Self {
        let (tally, counts) = (checked.totals.tally, checked.counts);
        Self {
            totals: checked.totals,
            checks: Checks {
                agree: tally.count(Verdict::Agree),
                rounding: tally.count(Verdict::Rounding),
                scope: tally.count(Verdict::Scope),
                mismatch: tally.count(Verdict::Mismatch),
                doubtful: tally.count(Verdict::Doubtful),
                unverifiable: tally.count(Verdict::Unverifiable),
            },
            diagnosed: Severities { error: counts.errors, warning: counts.warnings, note: counts.notes },
            failed: outcome == Outcome::Problems,
        }
    }
}
