//! For a terminal: what is wrong first, with the source under it, what repeats once; then
//! the summary.

use std::io;
use std::path::Path;

use super::Ended;
use super::sheet::{SEVERITIES, Sheet, Told};
use super::spool::Spool;
use crate::cli::fail_on::FailOn;
use crate::cli::screen::Screen;
use crate::cli::words::Omitted;
use crate::diagnostic::{Repeats, render};
use crate::pipeline::Checked;

#[derive(Debug)]
pub struct Text {
    least: FailOn,
    /// Findings by severity, the most serious first: they repeat in one file only.
    findings: [Spool; SEVERITIES.len()],
    /// What is the same in many texts.
    diagnostics: Repeats,
    omitted: Omitted,
}

impl Text {
    pub fn new(least: FailOn) -> Self {
        Self {
            least,
            findings: Default::default(),
            diagnostics: Repeats::default(),
            omitted: Omitted::default(),
        }
    }
}

impl Sheet for Text {
    fn take(&mut self, root: &Path, checked: Checked) -> io::Result<()> {
        let Told { findings, diagnostics, omitted } = Told::of(root, checked, self.least);
        self.diagnostics.extend(diagnostics);
        omitted.into_iter().for_each(|one| self.omitted.add(one));
        let repeats: Repeats = findings.into_iter().map(|report| report.diagnostic).collect();
        for (severity, spool) in SEVERITIES.into_iter().zip(&mut self.findings) {
            for repeated in repeats.of(Some(severity)) {
                spool.line(&format!("{}\n", render::repeated(repeated, true)))?;
            }
        }
        Ok(())
    }

    fn print(&mut self, ended: &Ended, screen: &Screen) -> io::Result<()> {
        for (severity, spool) in SEVERITIES.into_iter().zip(&mut self.findings) {
            spool.print(screen)?;
            for repeated in self.diagnostics.of(Some(severity)) {
                screen.out(&format!("{}\n", render::repeated(repeated, true)));
            }
        }
        self.omitted.lines().for_each(|line| screen.out(&format!("{line}\n")));
        ended.summary.iter().for_each(|summary| screen.out(summary));
        Ok(())
    }
}
