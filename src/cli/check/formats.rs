//! The result of a check in each format; what is below `least` is left out.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Checked;
use crate::cli::fail_on::FailOn;
use crate::cli::screen::Screen;
use crate::cli::{Outcome, words};
use crate::diagnostic::{Diagnostic, FindingReport, render, repeats};
use crate::model::Verdict;
use crate::pipeline::{Remarks, Totals};

/// What is wrong first, with the source under it, what repeats once; then the summary.
pub fn text(checked: Checked, least: FailOn, summary: Option<&str>, screen: &Screen) {
    let Told { findings, diagnostics, omitted } = Told::of(checked.remarks, least);
    for repeats in repeats(in_order(findings, diagnostics)) {
        screen.out(&format!("{}\n", render::repeated(&repeats, true)));
    }
    words::more(omitted).iter().for_each(|line| screen.out(&format!("{line}\n")));
    summary.into_iter().for_each(|summary| screen.out(summary));
}

/// One workflow command a line: what is wrong first, the summary last.
pub fn github(checked: Checked, least: FailOn, summary: Option<&str>, screen: &Screen) {
    let Told { findings, diagnostics, omitted } = Told::of(checked.remarks, least);
    for diagnostic in in_order(findings, diagnostics) {
        screen.out(&render::github(&diagnostic));
    }
    for omitted in omitted {
        screen.out(&render::notice(Some(&omitted.path), omitted.code, &more(&omitted)));
    }
    summary.into_iter().for_each(|summary| screen.out(&render::notice(None, "mingzhang", summary)));
}

/// One JSON document.
pub fn json(checked: Checked, least: FailOn, outcome: Outcome, screen: &Screen) {
    let summary = Summary::new(&checked, outcome);
    let Told { findings, diagnostics, omitted } = Told::of(checked.remarks, least);
    screen.out(&render::json(&render::Document {
        diagnostics: &diagnostics,
        findings: &findings,
        omitted: &omitted,
        summary,
    }));
}

/// `已检查：…；核对 …；诊断 …；有问题，退出码 1（--fail-on mismatch）`
pub fn summary(checked: &Checked, fail_on: FailOn, outcome: Outcome) -> String {
    let (totals, tally) = (words::totals(&checked.totals), words::checks(checked.totals.tally));
    let counts = words::counts(checked.counts);
    format!("已检查：{totals}；{tally}；{counts}；{}", fail_on.say(outcome))
}

/// What is wanted of the remarks on all documents, in order.
#[derive(Default)]
struct Told {
    findings: Vec<FindingReport>,
    diagnostics: Vec<Diagnostic>,
    omitted: Vec<render::OmittedEntry>,
}

impl Told {
    /// Takes it out of the remarks, which are many where there are many documents.
    fn of(remarks: Vec<(PathBuf, Remarks)>, least: FailOn) -> Self {
        let mut told = Self::default();
        for (root, remarks) in remarks {
            told.omitted.extend(omitted(&root, &remarks, least));
            let wanted =
                remarks.findings.kept.into_iter().filter(|report| least.takes_finding(report.verdict));
            told.findings.extend(wanted.map(|report| under(&root, report)));
            let wanted = remarks.diagnostics.into_kept().into_iter();
            let wanted = wanted.filter(|diagnostic| least.takes(diagnostic.severity));
            told.diagnostics.extend(wanted.map(|diagnostic| words::within(diagnostic, &root)));
        }
        told
    }
}

/// The most serious first; of one severity findings before diagnostics.
fn in_order(findings: Vec<FindingReport>, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut all: Vec<Diagnostic> = findings.into_iter().map(|report| report.diagnostic).collect();
    all.extend(diagnostics);
    all.sort_by_key(|one| std::cmp::Reverse(one.severity));
    all
}

/// A finding with its paths under `root`.
fn under(root: &Path, mut report: FindingReport) -> FindingReport {
    report.diagnostic = words::within(report.diagnostic, root);
    for figure in report.record.iter_mut().flat_map(|record| &mut record.figures) {
        figure.path = Some(words::full(root, &figure.source));
    }
    report
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
