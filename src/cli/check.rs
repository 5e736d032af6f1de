//! `mingzhang check`: reads and links, and says what it found.

use std::path::{Path, PathBuf};

use super::progress::Bar;
use super::screen::Screen;
use super::{Failure, Outcome, settings, words};
use crate::diagnostic::Severity;
use crate::pipeline::{self, Counts, Fate, Place, Totals, Work};

const EXAMPLES: &str = "\
例子：
  mingzhang check                                                   检查 content/ 里的全部
  mingzhang check content/xinzhou-traffic-police                    一个单位
  mingzhang check content/xinzhou-traffic-police/2023-budget.md     一份公开文本

每条诊断带一个代码，mingzhang explain <代码> 解释它的意思。不写任何文件。";

/// 检查公开文本：读取、对应，列出诊断
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, help_template = super::TEMPLATE, override_usage = "mingzhang check [路径]... [选项]")]
#[command(next_help_heading = "选项")]
pub struct Args {
    /// 内容文件夹、单位文件夹，或一份公开文本；默认 content
    #[arg(value_name = "路径", default_value = "content", hide_default_value = true, help_heading = "参数")]
    paths: Vec<PathBuf>,
    /// 同时处理几份，默认与处理器核数相同
    #[arg(long, value_name = "数目", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// 警告也算问题，退出码 1
    #[arg(long)]
    strict: bool,
}

/// Checks every path and says what was found.
pub fn run(args: Args, screen: &Screen) -> Result<Outcome, Failure> {
    let privacy = settings::settings()?.privacy;
    let places = args.paths.iter().map(|path| Place::of(path)).collect::<Result<Vec<_>, _>>()?;
    let least = if screen.quiet { words::threshold(args.strict) } else { Severity::Note };
    let (mut totals, mut counts) = (Totals::default(), Counts::default());
    let mut nothing = true;
    for place in &places {
        let bar = Bar::new(screen);
        let work = Work { jobs: args.jobs.unwrap_or(0).into(), progress: &bar };
        let report = pipeline::check(place, &privacy, work)?;
        drop(bar);
        words::diagnostics(&report, &shorter(&place.root), least, screen, Screen::out);
        nothing &= report.fate == Fate::NothingFound;
        totals += report.totals;
        counts += report.counts;
    }
    if nothing && counts.total() == 0 {
        let paths: Vec<String> = args.paths.iter().map(|path| path.display().to_string()).collect();
        return Err(Failure::Message(format!("{} 里没有公开文本。", paths.join("、"))));
    }
    if !screen.quiet {
        screen.out(&format!("已检查：{}；{}", words::totals(&totals), words::counts(counts)));
    }
    Ok(words::outcome(counts, args.strict))
}

/// The path from the current folder, where it is below it.
fn shorter(root: &Path) -> PathBuf {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    let below = here.ok().and_then(|here| root.strip_prefix(here).ok().map(Path::to_owned));
    below.unwrap_or_else(|| root.to_owned())
}
