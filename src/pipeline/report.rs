//! What a run has to say: totals, diagnostics, and whether a site came of it.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Summary;

/// Most diagnostics of one code that are kept of one disclosure. More of the
/// same say nothing new, and a broken parse can raise tens of thousands.
const KEPT: usize = 20;

/// How many diagnostics there were, the ones not kept included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
}

impl Counts {
    /// All of them.
    pub fn total(self) -> usize {
        self.errors + self.warnings + self.notes
    }

    /// Errors and warnings.
    pub fn at_least_warnings(self) -> usize {
        self.errors + self.warnings
    }

    fn count(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => self.notes += 1,
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.notes += other.notes;
    }
}

/// The diagnostics of one disclosure, or of the content folder as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// The disclosure's file or folder; empty for the content folder.
    pub name: String,
    pub diagnostics: Vec<Diagnostic>,
    /// How many more of a code there were than are kept.
    pub omitted: BTreeMap<Code, usize>,
    pub counts: Counts,
}

impl Findings {
    /// Counts all, keeps the first few of each code.
    pub fn new(name: &str, all: Vec<Diagnostic>) -> Self {
        let mut findings = Self { name: name.to_owned(), ..Self::default() };
        let mut seen: BTreeMap<Code, usize> = BTreeMap::new();
        for diagnostic in all {
            findings.counts.count(diagnostic.severity);
            let seen = seen.entry(diagnostic.code).or_default();
            *seen += 1;
            if *seen <= KEPT {
                findings.diagnostics.push(diagnostic);
            } else {
                *findings.omitted.entry(diagnostic.code).or_default() += 1;
            }
        }
        findings
    }
}

/// How much was understood and written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Bodies with at least one disclosure that could be read.
    pub bodies: usize,
    pub disclosures: usize,
    pub tables: usize,
    pub empty_tables: usize,
    pub figures: usize,
    /// Project lines and forms, linked ones counted once.
    pub projects: usize,
    /// Projects whose line and form found each other.
    pub linked: usize,
    pub pages: usize,
}

impl Totals {
    /// Adds a body's disclosures.
    pub fn add_body(&mut self, disclosures: &[Summary]) {
        self.bodies += usize::from(!disclosures.is_empty());
        self.disclosures += disclosures.len();
        for summary in disclosures {
            self.tables += summary.tables;
            self.empty_tables += summary.empty_tables;
            self.figures += summary.figures;
            self.linked += summary.linked;
            self.pages += summary.pages;
        }
    }
}

impl AddAssign for Totals {
    fn add_assign(&mut self, other: Self) {
        self.bodies += other.bodies;
        self.disclosures += other.disclosures;
        self.tables += other.tables;
        self.empty_tables += other.empty_tables;
        self.figures += other.figures;
        self.projects += other.projects;
        self.linked += other.linked;
        self.pages += other.pages;
    }
}

/// What became of the site.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Fate {
    /// No site was asked for.
    #[default]
    Checked,
    /// It stands in the old one's place.
    Published,
    /// The run was strict and something was found; the old site stands.
    Withheld,
    /// Not one disclosure could be read; the old site stands.
    NothingReadable,
    /// There is no disclosure at all, nor anything that failed to be one; the
    /// old site stands.
    NothingFound,
}

/// What a run has to say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub totals: Totals,
    pub counts: Counts,
    /// Those of the content folder first, then one a disclosure, in order;
    /// those without a diagnostic are left out.
    pub findings: Vec<Findings>,
    pub fate: Fate,
}

impl Report {
    /// Adds what was found in a disclosure.
    pub fn add(&mut self, findings: Findings) {
        self.counts += findings.counts;
        if findings.counts.total() > 0 {
            self.findings.push(findings);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes;

    #[test]
    fn many_of_a_code_are_counted_but_not_kept() {
        let ragged = (0..50).map(|_| Diagnostic::new(codes::RAGGED_ROW, "x"));
        let all = ragged.chain([Diagnostic::new(codes::NO_TABLES, "y")]).collect();
        let findings = Findings::new("a", all);
        assert_eq!(findings.diagnostics.len(), 21);
        assert_eq!(findings.omitted.get(&codes::RAGGED_ROW), Some(&30));
        assert_eq!(findings.counts, Counts { errors: 1, warnings: 50, notes: 0 });
    }
}
