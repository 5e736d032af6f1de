//! `mingzhang check`: reads, links and audits, and says what it found.

mod counts;
mod github;
mod json;
mod sheet;
mod spool;
mod text;

use std::io;
use std::path::{Path, PathBuf};

use super::fail_on::FailOn;
use super::progress::Bar;
use super::screen::Screen;
use super::{Failure, Outcome, settings, words};
use crate::config::Privacy;
use crate::diagnostic::Counts;
use crate::pipeline::{self, ContentPath, Detail, Proposal, Report, RunOutcome, Totals, Work};
use sheet::Sheet;

const EXAMPLES: &str = "\
例子：
  mingzhang check                                                   检查 content/ 里的全部
  mingzhang check content/xinzhou-traffic-police                    一个单位
  mingzhang check content/xinzhou-traffic-police/2023-budget.md     一份公开文本
  mingzhang check --fail-on error                                   核对不符也照常通过
  mingzhang check --format counts                                   每份读出多少张表、多少个数字
  mingzhang check --corrections                                     写出可以粘贴的更正，见 docs/corrections.md
  mingzhang check --format github                                   在 GitHub Actions 里标到改动的行上

什么算问题（--fail-on），有则退出码为 1，没有为 0；无法检查时为 2：
  error     有错误：有内容无法发布
  mismatch  有错误，或有核对不符（默认）
  warning   有错误、警告，或有核对不符
  note      有任何诊断，或有任何一项核对不是“一致”
  never     从不

每条诊断和核对带一个代码，mingzhang explain <代码> 解释它的意思。不写任何文件。";

/// 检查公开文本：读取、对应、核对，列出诊断和不一致之处
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, help_template = super::TEMPLATE, override_usage = "mingzhang check [路径]... [选项]")]
#[command(next_help_heading = "选项")]
pub struct Args {
    /// 内容文件夹、单位文件夹，或一份公开文本；默认 content
    #[arg(value_name = "路径", default_value = "content", hide_default_value = true, help_heading = "参数")]
    paths: Vec<PathBuf>,
    /// 怎么写：text（默认）、json、github、counts（每份一行的统计表）
    #[arg(long, value_name = "格式", default_value = "text")]
    #[arg(hide_default_value = true, hide_possible_values = true)]
    format: Format,
    /// 只写出可以粘贴的更正：不认识或没有单位的表、读不出的格子、不符的核对
    #[arg(long, conflicts_with = "format")]
    corrections: bool,
    /// 什么算问题：error、mismatch（默认）、warning、note、never
    #[arg(long, value_name = "程度", default_value = "mismatch")]
    #[arg(hide_default_value = true, hide_possible_values = true)]
    fail_on: FailOn,
    /// 同时处理几份，默认与处理器核数相同
    #[arg(long, value_name = "数目", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
}

/// How the result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
    Github,
    /// A Markdown table of how much was read of each disclosure.
    Counts,
}

/// What a check came to at all the places.
#[derive(Debug)]
struct Ended {
    totals: Totals,
    counts: Counts,
    outcome: Outcome,
    /// The line that closes it, where it is wanted.
    summary: Option<String>,
}

/// Checks every path and says what was found.
pub fn run(args: Args, screen: &Screen) -> Result<Outcome, Failure> {
    let privacy = settings::settings()?.privacy;
    if args.corrections {
        return propose(&args, &privacy, screen);
    }
    let least = if screen.quiet { args.fail_on } else { FailOn::Note };
    let mut sheet = args.format.sheet(least).map_err(spool)?;
    let report = check(&args, &privacy, sheet.as_mut(), screen)?;
    if report.fate == RunOutcome::NothingFound && report.counts.total() == 0 {
        let paths: Vec<String> = args.paths.iter().map(|path| path.display().to_string()).collect();
        return Err(Failure::Message(format!("{} 里没有公开文本。", paths.join("、"))));
    }
    let outcome = args.fail_on.outcome(report.counts, report.totals.tally);
    if screen.quiet && outcome == Outcome::Fine {
        return Ok(outcome);
    }
    let summary = (!screen.quiet).then(|| summary(&report, args.fail_on, outcome));
    let ended = Ended { totals: report.totals, counts: report.counts, outcome, summary };
    sheet.print(&ended, screen).map_err(spool)?;
    Ok(outcome)
}

/// `已检查：…；核对 …；诊断 …；有问题，退出码 1（--fail-on mismatch）`
fn summary(report: &Report, fail_on: FailOn, outcome: Outcome) -> String {
    let (totals, tally) = (words::totals(&report.totals), words::checks(report.totals.tally));
    format!("已检查：{totals}；{tally}；{}；{}", words::counts(report.counts), fail_on.say(outcome))
}

/// What is said where the file of a spool fails.
fn spool(error: io::Error) -> Failure {
    let folder = std::env::temp_dir();
    Failure::Message(format!("写临时文件失败（{}）：{error}。请检查磁盘空间。", folder.display()))
}

impl Format {
    fn sheet(self, least: FailOn) -> io::Result<Box<dyn Sheet>> {
        Ok(match self {
            Format::Text => Box::new(text::Text::new(least)),
            Format::Json => Box::new(json::Json::new(least)),
            Format::Github => Box::new(github::GitHub::new(least)),
            Format::Counts => Box::new(counts::Counts::new()?),
        })
    }

    /// How much of what is found it tells.
    fn detail(self) -> Detail {
        match self {
            Format::Counts => Detail::Counts,
            Format::Text | Format::Github => Detail::Words,
            Format::Json => Detail::Records,
        }
    }

    /// A content folder as paths begin with it.
    fn root(self, root: &Path) -> PathBuf {
        match self {
            Format::Github => in_repository(root),
            Format::Text | Format::Json | Format::Counts => from_here(root),
        }
    }
}

/// Prints the corrections that may be needed, ready to be completed and pasted.
fn propose(args: &Args, privacy: &Privacy, screen: &Screen) -> Result<Outcome, Failure> {
    let places = args.paths.iter().map(|path| ContentPath::of(path)).collect::<Result<Vec<_>, _>>()?;
    for place in distinct(&places) {
        let work = Work { jobs: args.jobs.unwrap_or(0).into(), progress: &() };
        let root = from_here(&place.root);
        let mut print = |Proposal { path, blocks }| {
            let path = root.join(path);
            screen.out(&format!("# 粘贴到 {}，补全空着的和“？”；\n# answer 是 misread 更正、answered 回应、explained 说明、withdrawn 撤回之一\n\n{blocks}", path.display()));
        };
        pipeline::proposals(place, privacy, work, &mut print)?;
    }
    Ok(Outcome::Fine)
}

/// Checks every place; its report is the sum of all.
fn check(args: &Args, privacy: &Privacy, sheet: &mut dyn Sheet, screen: &Screen) -> Result<Report, Failure> {
    let places = args.paths.iter().map(|path| ContentPath::of(path)).collect::<Result<Vec<_>, _>>()?;
    let mut all = Report { fate: RunOutcome::NothingFound, ..Report::default() };
    for place in distinct(&places) {
        let bar = Bar::new(screen);
        let work = Work { jobs: args.jobs.unwrap_or(0).into(), progress: &bar };
        let root = args.format.root(&place.root);
        let mut taken = Ok(());
        let mut take = |checked| {
            if taken.is_ok() {
                taken = sheet.take(&root, checked);
            }
        };
        let report = pipeline::check(place, privacy, args.format.detail(), work, &mut take)?;
        taken.map_err(spool)?;
        if report.fate != RunOutcome::NothingFound {
            all.fate = report.fate;
        }
        all.totals += report.totals;
        all.counts += report.counts;
    }
    Ok(all)
}

/// The places without those that another holds, or that were named before.
fn distinct(places: &[ContentPath]) -> Vec<&ContentPath> {
    let held = |at: usize| {
        let holds = |(other, place): (usize, &ContentPath)| {
            place.covers(&places[at]) && (other < at || !places[at].covers(place))
        };
        places.iter().enumerate().any(holds)
    };
    (0..places.len()).filter(|at| !held(*at)).map(|at| &places[at]).collect()
}

/// The path from the current folder, where it is below it.
fn from_here(root: &Path) -> PathBuf {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    let below = here.ok().and_then(|here| root.strip_prefix(here).ok().map(Path::to_owned));
    below.unwrap_or_else(|| root.to_owned())
}

/// The path from the root of the repository that the folder is in, which is what
/// annotations go by; from the current folder where it is in none.
fn in_repository(root: &Path) -> PathBuf {
    let repository = root.ancestors().find(|folder| folder.join(".git").exists());
    let below = repository.and_then(|repository| root.strip_prefix(repository).ok());
    below.map_or_else(|| from_here(root), Path::to_owned)
}
