//! One JSON document; `docs/check.md` describes it.

use std::io;
use std::path::Path;

use serde::Serialize;

use super::Ended;
use super::sheet::{Sheet, Told};
use super::spool::Spool;
use crate::cli::Outcome;
use crate::cli::fail_on::FailOn;
use crate::cli::screen::Screen;
use crate::diagnostic::render;
use crate::model::Verdict;
use crate::pipeline::{Checked, Totals};

#[derive(Debug)]
pub struct Json {
    least: FailOn,
    diagnostics: List,
    findings: List,
    omitted: List,
}

impl Json {
    pub fn new(least: FailOn) -> Self {
        Self { least, diagnostics: List::default(), findings: List::default(), omitted: List::default() }
    }
}

impl Sheet for Json {
    fn take(&mut self, root: &Path, checked: Checked) -> io::Result<()> {
        let Told { findings, diagnostics, omitted } = Told::of(root, checked, self.least);
        diagnostics.iter().try_for_each(|one| self.diagnostics.push(&render::json::diagnostic(one)))?;
        findings.iter().try_for_each(|one| self.findings.push(&render::json::finding(one)))?;
        omitted.iter().try_for_each(|one| self.omitted.push(&render::json::value(one)))
    }

    fn print(&mut self, ended: &Ended, screen: &Screen) -> io::Result<()> {
        let mut before = "{\n";
        let lists = [
            ("diagnostics", &mut self.diagnostics),
            ("findings", &mut self.findings),
            ("omitted", &mut self.omitted),
        ];
        for (name, list) in lists {
            screen.write(before);
            list.print(name, screen)?;
            before = ",\n";
        }
        let summary = render::json::value(&Summary::new(ended));
        screen.out(&format!(",\n  \"summary\": {}\n}}", inside(&summary, "  ")));
        Ok(())
    }
}

/// An array of the document.
#[derive(Debug, Default)]
struct List {
    entries: Spool,
    any: bool,
}

impl List {
    fn push(&mut self, entry: &str) -> io::Result<()> {
        self.entries.write(if self.any { ",\n    " } else { "\n    " })?;
        self.any = true;
        self.entries.write(&inside(entry, "    "))
    }

    fn print(&mut self, name: &str, screen: &Screen) -> io::Result<()> {
        screen.write(&format!("  \"{name}\": ["));
        self.entries.print(screen)?;
        screen.write(if self.any { "\n  ]" } else { "]" });
        Ok(())
    }
}

/// A value as it stands so far to the right; the line breaks in it are between values.
fn inside(value: &str, blanks: &str) -> String {
    value.replace('\n', &format!("\n{blanks}"))
}

/// The numbers of a run.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Summary {
    #[serde(flatten)]
    totals: Totals,
    checks: Checks,
    diagnosed: Severities,
    /// Whether anything reached the threshold.
    failed: bool,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Checks {
    agree: usize,
    rounding: usize,
    scope: usize,
    mismatch: usize,
    doubtful: usize,
    unverifiable: usize,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Severities {
    error: usize,
    warning: usize,
    note: usize,
}

impl Summary {
    fn new(ended: &Ended) -> Self {
        let (tally, counts) = (ended.totals.tally, ended.counts);
        Self {
            totals: ended.totals,
            checks: Checks {
                agree: tally.count(Verdict::Agree),
                rounding: tally.count(Verdict::Rounding),
                scope: tally.count(Verdict::Scope),
                mismatch: tally.count(Verdict::Mismatch),
                doubtful: tally.count(Verdict::Doubtful),
                unverifiable: tally.count(Verdict::Unverifiable),
            },
            diagnosed: Severities { error: counts.errors, warning: counts.warnings, note: counts.notes },
            failed: ended.outcome == Outcome::Problems,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_kept() {
        crate::schema::assert_kept::<render::json::Written<'_, Summary>>("check", false);
    }
}
