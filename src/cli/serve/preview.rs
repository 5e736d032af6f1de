//! The site in its temporary folder, and what there is to say of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use tempfile::TempDir;

use crate::cache::{self, Keep};
use crate::cli::build::{Plan, Task};
use crate::cli::screen::Screen;
use crate::cli::{Failure, settings, theme, words};
use crate::diagnostic::{Diagnostic, FindingReport, Severity, codes, render};
use crate::model::Verdict;
use crate::pipeline::{Report, RunOutcome};

/// What the browser is to show.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The last site that could be built.
    pub site: Option<Arc<Edition>>,
    /// How the last build went, as the script in the page reads it.
    pub notice: Arc<str>,
}

/// A site as a build left it, in the one folder that all of them are built in.
#[derive(Debug)]
pub struct Edition {
    pub number: u32,
    folder: PathBuf,
}

impl Edition {
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

/// Builds editions of a site.
pub struct Preview {
    content: PathBuf,
    address: String,
    screen: Screen,
    folder: TempDir,
    last: Option<Arc<Edition>>,
    cache: Option<Keep>,
}

/// How a build went: the part of the notice beside the diagnostics.
#[derive(Debug, Serialize)]
struct Summary<'a> {
    /// The edition that is shown; 0 where there is none yet.
    edition: u32,
    /// Why there is no newer one.
    failure: Option<&'a str>,
    counts: String,
}

impl Preview {
    /// A preview of what is in `content`, to be served at `address`.
    ///
    /// # Errors
    /// Where no temporary folder can be made.
    pub fn new(content: PathBuf, address: String, screen: Screen) -> Result<Self, Failure> {
        let folder = temporary(&std::env::temp_dir())?;
        let cache = Keep::at(cache::FOLDER.into(), "serve").filter(Keep::is_usable);
        Ok(Self { content, address, screen, folder, last: None, cache })
    }

    /// The temporary folder of all editions.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Builds the site anew. Where that fails, the last one stays.
    pub fn build(&mut self) -> Shown {
        #[allow(clippy::disallowed_types, reason = "told at the terminal; nothing of the site depends on it")]
        let began = std::time::Instant::now();
        let number = self.last.as_ref().map_or(1, |last| last.number + 1);
        let notice = match self.edition(number) {
            Ok((edition, report)) => self.built(edition, &report),
            Err(failure) => self.failed(&failure),
        };
        if !self.screen.quiet {
            self.screen.out(&format!("用时 {} 毫秒", began.elapsed().as_millis()));
        }
        Shown { site: self.last.clone(), notice: notice.into() }
    }

    fn edition(&self, number: u32) -> Result<(Edition, Report), Failure> {
        let folder = self.folder.path().join("site");
        let mut settings = settings::settings()?;
        settings.base_url = Some(self.address.clone());
        if settings.share_images && number == 1 && !self.screen.quiet {
            self.screen.out("预览里没有图片（share_images），mingzhang build 才画");
        }
        let plan = Plan {
            content: self.content.clone(),
            output: folder.clone(),
            settings,
            theme: settings::theme()?,
            jobs: 0,
            strict: false,
            // A preview publishes nothing.
            kept: None,
            locked: false,
            findings: true,
            in_place: true,
            cache: self.cache.clone(),
            painter: None,
            task: Task::Whole,
        };
        let remarks = theme::remarks(&plan.theme);
        remarks.iter().for_each(|words| self.screen.err(&format!("警告：{words}")));
        let report = plan.build(&self.screen)?;
        Ok((Edition { number, folder }, report))
    }

    /// Takes over an edition, unless nothing was published in it.
    fn built(&mut self, edition: Edition, report: &Report) -> String {
        let failure = match report.fate {
            RunOutcome::Published => None,
            RunOutcome::NothingFound => {
                Some(format!("{} 里没有可以发布的公开文本。", self.content.display()))
            }
            RunOutcome::NothingReadable | RunOutcome::Withheld | RunOutcome::Checked | RunOutcome::Parted => {
                Some("没有一份公开文本读得出来。".to_owned())
            }
            RunOutcome::Breaking | RunOutcome::Unlisted => {
                Some("site.toml 的 [[redirect]] 指向没有的网址；详情见 mingzhang build。".to_owned())
            }
        };
        words::diagnostics(&report.remarks, &self.content, Severity::Error, &|text| self.screen.err(text));
        match &failure {
            None => self.last = Some(Arc::new(edition)),
            Some(why) => self.screen.err(why),
        }
        let counts = words::counts(report.counts);
        if failure.is_none() && !self.screen.quiet {
            let checks = words::checks(report.totals.tally);
            self.screen.out(&format!("已生成：{}；{checks}；{counts}", words::totals(&report.totals)));
        }
        let counts = format!("核对不符 {} 项；{counts}", report.totals.tally.count(Verdict::Mismatch));
        let said = (diagnostics(report, &self.content), findings(report, &self.content));
        self.notice((&said.0, &said.1), failure.as_deref(), counts)
    }

    fn failed(&self, failure: &Failure) -> String {
        // A preview that has ended has no folder, and whoever ended it wants to hear of no build.
        if self.folder().is_dir() {
            failure.print(&self.screen);
        }
        match failure {
            Failure::Message(message) => self.notice((&[], &[]), Some(message), String::new()),
            Failure::Settings(diagnostic) => {
                let said = std::slice::from_ref(&**diagnostic);
                self.notice((said, &[]), Some("设置有误，没有重新生成。"), String::new())
            }
        }
    }

    fn notice(
        &self,
        (diagnostics, findings): (&[Diagnostic], &[FindingReport]),
        failure: Option<&str>,
        counts: String,
    ) -> String {
        let edition = self.last.as_ref().map_or(0, |last| last.number);
        let summary = Summary { edition, failure, counts };
        render::json::document(&render::json::Document { diagnostics, findings, omitted: &[], summary })
    }
}

/// Errors, then warnings, with paths as they can be opened, and each with what
/// to do: where nothing is known of the place, what its code says.
fn diagnostics(report: &Report, content: &Path) -> Vec<Diagnostic> {
    let kept = report.remarks.iter().flat_map(|remarks| remarks.diagnostics.kept());
    let wanted = kept.filter(|one| one.severity >= Severity::Warning);
    let mut wanted: Vec<_> = wanted.map(|one| words::within(one.clone(), content)).collect();
    wanted.sort_by_key(|one| std::cmp::Reverse(one.severity));
    for one in wanted.iter_mut().filter(|one| one.hint.is_none()) {
        one.hint = codes::explain(one.code.as_str()).map(|explanation| explanation.text.to_owned());
    }
    wanted
}

/// The findings 不符, with paths as they can be opened.
fn findings(report: &Report, content: &Path) -> Vec<FindingReport> {
    let kept = report.remarks.iter().flat_map(|remarks| &remarks.findings.kept);
    let wanted = kept.filter(|report| report.verdict == Verdict::Mismatch).cloned();
    let within = |report: FindingReport| FindingReport {
        diagnostic: words::within(report.diagnostic, content),
        ..report
    };
    wanted.map(within).collect()
}

fn temporary(parent: &Path) -> Result<TempDir, Failure> {
    let made = tempfile::Builder::new().prefix("mingzhang-").tempdir_in(parent);
    made.map_err(|error| format!("在 {} 里建不了临时文件夹：{error}。", parent.display()).into())
}
