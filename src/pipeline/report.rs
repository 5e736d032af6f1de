//! What a run has to say: totals, diagnostics, findings, and whether a site came
//! of it.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Counts, Diagnostics, FindingReports};
use crate::model::{Summary, Tally};
use crate::pipeline::Addresses;

/// What there is to say of one disclosure, or of the content folder as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Messages {
    /// The disclosure's file or folder; empty for the content folder.
    pub name: String,
    pub diagnostics: Diagnostics,
    /// What its audit found; empty where nobody asked.
    pub findings: FindingReports,
}

/// How much was understood and written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    #[serde(skip)]
    pub pages: usize,
    /// What the audits came to.
    #[serde(skip)]
    pub tally: Tally,
}

impl Totals {
    /// Adds a body's disclosures.
    pub fn add_body(&mut self, disclosures: &[Summary]) {
        self.bodies += usize::from(!disclosures.is_empty());
        disclosures.iter().for_each(|summary| self.add(summary));
    }

    /// Adds a disclosure.
    pub fn add(&mut self, summary: &Summary) {
        self.disclosures += 1;
        self.tables += summary.tables.len();
        self.empty_tables += summary.empty_tables();
        self.figures += summary.figures;
        self.linked += summary.linked;
        self.pages += summary.pages;
        self.tally += summary.tally;
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
        self.tally += other.tally;
    }
}

/// What became of the site.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RunOutcome {
    /// No site was asked for.
    #[default]
    Checked,
    /// It stands in the old one's place.
    Published,
    /// A part of it is left in its folder.
    Parted,
    /// The run was strict and something was found; the old site stands.
    Withheld,
    /// Published addresses would vanish; the old site stands.
    Breaking,
    /// There are addresses that the lock does not list, and it was to list all;
    /// the old site stands.
    Unlisted,
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
    /// Those on the content folder first, then one a disclosure, in order; who
    /// has nothing to say is left out. Empty for a check, which tells them as they come.
    pub remarks: Vec<Messages>,
    pub fate: RunOutcome,
    /// What a build means for addresses; empty for a check.
    pub addresses: Addresses,
}

impl Report {
    /// Adds what there is to say of a disclosure.
    pub fn add(&mut self, remarks: Messages) {
        let counts = remarks.diagnostics.counts();
        self.counts += counts;
        if counts.total() > 0 || !remarks.findings.kept.is_empty() {
            self.remarks.push(remarks);
        }
    }
}
