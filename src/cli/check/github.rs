//! Workflow commands, one a line: what is wrong first, the summary last.

use std::io;
use std::path::Path;

use super::Ended;
use super::sheet::{SEVERITIES, Sheet, Told};
use super::spool::Spool;
use crate::cli::fail_on::FailOn;
use crate::cli::screen::Screen;
use crate::diagnostic::{Diagnostic, Severity, render};
use crate::model::Verdict;
use crate::pipeline::Checked;

#[derive(Debug)]
pub struct GitHub {
    least: FailOn,
    /// Findings and diagnostics by severity, the most serious first.
    commands: [[Spool; 2]; SEVERITIES.len()],
    omitted: Spool,
}

impl GitHub {
    pub fn new(least: FailOn) -> Self {
        Self { least, commands: Default::default(), omitted: Spool::default() }
    }

    fn spool(&mut self, severity: Severity, diagnostics: bool) -> &mut Spool {
        let at = SEVERITIES.iter().position(|one| *one == severity).unwrap_or_default();
        &mut self.commands[at][usize::from(diagnostics)]
    }
}

impl Sheet for GitHub {
    fn take(&mut self, root: &Path, checked: Checked) -> io::Result<()> {
        let Told { findings, diagnostics, omitted } = Told::of(root, checked, self.least);
        let mut command =
            |one: Diagnostic, diagnostics| self.spool(one.severity, diagnostics).line(&render::github(&one));
        findings.into_iter().try_for_each(|report| command(report.diagnostic, false))?;
        diagnostics.into_iter().try_for_each(|one| command(one, true))?;
        let notice =
            |one: render::OmittedEntry| render::notice(Some(&one.path), one.code.as_str(), &more(&one));
        omitted.into_iter().try_for_each(|one| self.omitted.line(&notice(one)))
    }

    fn print(&mut self, ended: &Ended, screen: &Screen) -> io::Result<()> {
        self.commands.as_flattened_mut().iter_mut().try_for_each(|spool| spool.print(screen))?;
        self.omitted.print(screen)?;
        ended.summary.iter().for_each(|summary| screen.out(&render::notice(None, "mingzhang", summary)));
        Ok(())
    }
}

/// `class-sum 不符另有 3 条，不再列出`
fn more(omitted: &render::OmittedEntry) -> String {
    let verdict = omitted.verdict.map_or("", Verdict::name);
    format!("{} {verdict}另有 {} 条，不再列出", omitted.code, omitted.count)
}
