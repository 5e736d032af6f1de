//! What a check says: taken from one disclosure after the other, printed at the end.

use std::io;
use std::path::Path;

use super::Ended;
use crate::cli::fail_on::FailOn;
use crate::cli::screen::Screen;
use crate::cli::words;
use crate::diagnostic::{Diagnostic, FindingReport, Severity, render};
use crate::pipeline::Checked;

/// A format. What it takes it keeps in few words or in a [`super::spool::Spool`].
pub trait Sheet: Send {
    /// Takes what there is to say of one disclosure, of which paths are below `root`.
    ///
    /// # Errors
    /// Where a spool fails.
    fn take(&mut self, root: &Path, checked: Checked) -> io::Result<()>;

    /// Prints all that was taken.
    ///
    /// # Errors
    /// Where a spool fails.
    fn print(&mut self, ended: &Ended, screen: &Screen) -> io::Result<()>;
}

/// The severities, the most serious first.
pub const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

/// What is wanted of the remarks on one disclosure, paths as they are printed.
pub struct Told {
    pub findings: Vec<FindingReport>,
    pub diagnostics: Vec<Diagnostic>,
    pub omitted: Vec<render::OmittedEntry>,
}

impl Told {
    /// What is below `least` is left out.
    pub fn of(root: &Path, checked: Checked, least: FailOn) -> Self {
        let remarks = checked.remarks;
        let path = words::full(root, &remarks.name);
        let entry = |code, verdict, count| render::OmittedEntry { path: path.clone(), code, verdict, count };
        let more = remarks.diagnostics.omitted().filter(|omitted| least.takes(omitted.severity));
        let more = more.map(|omitted| entry(omitted.code, None, omitted.count));
        let findings =
            remarks.findings.omitted().iter().filter(|(_, verdict, _)| least.takes_finding(*verdict));
        let findings = findings.map(|(rule, verdict, count)| entry(rule.clone(), Some(*verdict), *count));
        let omitted = more.chain(findings).collect();
        let findings = remarks.findings.kept.into_iter().filter(|report| least.takes_finding(report.verdict));
        let diagnostics = remarks.diagnostics.into_kept().into_iter();
        let diagnostics = diagnostics.filter(|diagnostic| least.takes(diagnostic.severity));
        Self {
            findings: findings.map(|report| under(root, report)).collect(),
            diagnostics: diagnostics.map(|diagnostic| words::within(diagnostic, root)).collect(),
            omitted,
        }
    }
}

/// A finding with its paths under `root`.
fn under(root: &Path, mut report: FindingReport) -> FindingReport {
    report.diagnostic = words::within(report.diagnostic, root);
    for figure in report.record.iter_mut().flat_map(|record| &mut record.figures) {
        figure.path = Some(words::full(root, &figure.source));
    }
    report
}
