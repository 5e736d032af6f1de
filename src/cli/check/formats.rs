//! The result of a check in each format; what is below `least` is left out.

use std::path::Path;

use serde::Serialize;

use super::Checked;
use crate::cli::fail_on::FailOn;
use crate::cli::screen::Screen;
use crate::cli::{Outcome, words};
use crate::diagnostic::{Diagnostic, Told, render};
use crate::model::Verdict;
use crate::pipeline::{Remarks, Totals};

/// Diagnostics and findings with the source under them, then a summary.
pub fn text(checked: &Checked, least: FailOn, screen: &Screen) {
    for (root, remarks) in &checked.remarks {
        for diagnostic in diagnostics(root, remarks, least) {
            screen.out(&format!("{}\n", render::text(&diagnostic, true)));
        }
        for told in findings(root, remarks, least) {
            screen.out(&format!("{}\n", render::text(&told.diagnostic, true)));
        }
        for line in omitted(root, remarks, least).iter().map(more) {
            screen.out(&format!("{line}\n"));
        }
    }
    close(checked, screen);
}

/// One workflow command a diagnostic and finding, then a summary.
pub fn github(checked: &Checked, least: FailOn, screen: &Screen) {
    for (root, remarks) in &checked.remarks {
        for diagnostic in diagnostics(root, remarks, least) {
            screen.out(&render::github(&diagnostic));
        }
        for told in findings(root, remarks, least) {
            screen.out(&render::github(&told.diagnostic));
        }
        for line in omitted(root, remarks, least).iter().map(more) {
            screen.out(&line);
        }
    }
    close(checked, screen);
}

/// One JSON document.
pub fn json(checked: &Checked, least: FailOn, outcome: Outcome, screen: &Screen) {
    let all = || checked.remarks.iter().map(|(root, remarks)| (root.as_path(), remarks));
    let diagnostics: Vec<_> = all().flat_map(|(root, remarks)| diagnostics(root, remarks, least)).collect();
    let findings: Vec<_> = all().flat_map(|(root, remarks)| findings(root, remarks, least)).collect();
    let omitted: Vec<_> = all().flat_map(|(root, remarks)| omitted(root, remarks, least)).collect();
    screen.out(&render::json(&render::Document {
        diagnostics: &diagnostics,
        findings: &findings,
        omitted: &omitted,
        summary: Summary::new(checked, outcome),
    }));
}

fn close(checked: &Checked, screen: &Screen) {
    if !screen.quiet {
        let (totals, tally) = (words::totals(&checked.totals), words::checks(checked.totals.tally));
        screen.out(&format!("已检查：{totals}；{tally}；{}", words::counts(checked.counts)));
    }
}

/// The diagnostics that are wanted, paths under `root`.
fn diagnostics(root: &Path, remarks: &Remarks, least: FailOn) -> Vec<Diagnostic> {
    let wanted = remarks.diagnostics.kept().iter().filter(|diagnostic| least.takes(diagnostic.severity));
    wanted.map(|diagnostic| words::within(diagnostic.clone(), root)).collect()
}

/// The findings that are wanted, paths under `root`.
fn findings(root: &Path, remarks: &Remarks, least: FailOn) -> Vec<Told> {
    let wanted = remarks.findings.kept.iter().filter(|told| least.takes_finding(told.finding.verdict));
    let under_root = |told: &Told| Told {
        diagnostic: words::within(told.diagnostic.clone(), root),
        paths: told.paths.iter().map(|path| words::full(root, path)).collect(),
        ..told.clone()
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

/// `content/a/2023-budget.md：class-sum 不符另有 3 条，不再列出`
fn more(omitted: &render::OmittedEntry) -> String {
    let verdict = omitted.verdict.map_or_else(String::new, |verdict| verdict.name().to_owned());
    format!("{}：{} {verdict}另有 {} 条，不再列出", omitted.path, omitted.code, omitted.count)
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
                unverifiable: tally.count(Verdict::Unverifiable),
            },
            diagnosed: Severities { error: counts.errors, warning: counts.warnings, note: counts.notes },
            failed: outcome == Outcome::Problems,
        }
    }
}
