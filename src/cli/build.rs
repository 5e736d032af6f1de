//! `mingzhang build`: the content folder becomes a site.

use std::path::PathBuf;

use super::lock_file::{self, LockFile};
use super::progress::Bar;
use super::screen::Screen;
use super::{Failure, Outcome, message, settings, words};
use crate::cache::{self, Keep};
use crate::config::{self, Settings};
use crate::diagnostic::Severity;
use crate::pipeline::{self, Lock, NoPainter, Painter, Part, Report, RunOutcome, Theme, Work};

const EXAMPLES: &str = "\
例子：
  mingzhang build                                       content/ 生成到 public/
  mingzhang build --base-url https://example.org/repo/  发布到 GitHub Pages 时写明网址
  mingzhang build --content 文本 --output 网站          内容和输出在别处
  mingzhang build --strict                              有警告就不替换原有的网站，退出码 1

一台机器做不完时，几台各做一部分（在各自的机器上，用同样的程序、设置和文本），再合成一个网站，与一次做完的一个字节也不差：
  mingzhang build --part 1/2                            第 1 部分，留在 parts/1
  mingzhang build --part 2/2                            第 2 部分，留在 parts/2
  mingzhang build --join parts                          各部分放到一处，合成 public/（见 docs/scale.md）

站名、网址和隐私设置写在当前文件夹的 site.toml；templates/、static/ 里的同名文件替换自带的，
static/custom.css 加在自带的样式之后，pages/ 里的 .md 是自己的页面，root/ 里的文件放到网站的根上（见 mingzhang eject --help）。
一份文本出错不影响其余；新网站先写在旁边，全部写好才整个替换旧的。";

/// The folder of parts, where none is named.
const PARTS: &str = "parts";

const UNREADABLE: &str = "读不了这个程序自己的文件，不能分部分做：各部分要靠它认出是同一个程序。";

/// 生成网站
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, help_template = super::TEMPLATE, override_usage = "mingzhang build [选项]")]
#[command(next_help_heading = "选项")]
pub struct Args {
    /// 内容文件夹，默认 content
    #[arg(long, value_name = "文件夹", default_value = "content", hide_default_value = true)]
    content: PathBuf,
    /// 输出文件夹，默认 public；整个替换。做一部分时是留下它的文件夹，默认是 parts/ 里以第几份为名的
    #[arg(long, value_name = "文件夹")]
    output: Option<PathBuf>,
    /// 网站将来的网址，以 https:// 或 http:// 开头；不写则可直接从文件夹打开
    #[arg(long, value_name = "网址")]
    base_url: Option<String>,
    /// 同时处理几份，默认与处理器核数相同
    #[arg(long, value_name = "数目", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// 警告也算问题，有问题就不替换原有的网站
    #[arg(long)]
    strict: bool,
    /// 开始保管网址：新建 permalinks 文件夹，以后每次生成都不许少
    #[arg(long)]
    lock: bool,
    /// 不用也不留上次生成的中间结果
    #[arg(long, conflicts_with = "cache")]
    no_cache: bool,
    /// 中间结果放在哪里，默认 .mingzhang-cache；随时可以整个删掉
    #[arg(long, value_name = "文件夹", default_value = cache::FOLDER, hide_default_value = true)]
    cache: PathBuf,
    /// 新文本、改过的文本的新网址也不许有，permalinks 要先提交；给自动发布用
    #[arg(long, conflicts_with = "lock")]
    locked: bool,
    /// 只做第 i 部分（共 n 部分，如 2/8）的公开，不生成网站；按单位分，同一单位的都在一起
    #[arg(long, value_name = "i/n", conflicts_with_all = ["join", "strict", "lock", "locked", "no_cache", "cache"])]
    part: Option<String>,
    /// 用各部分留下的文件夹（或只装着它们的文件夹）合成网站；--strict、--lock、--locked 在这一步写
    #[arg(long, value_name = "文件夹", num_args = 1.., conflicts_with_all = ["no_cache", "cache"])]
    join: Vec<PathBuf>,
}

/// What a build is to make.
pub enum Task {
    Whole,
    /// A part, and the folder to leave it in.
    Part(Part, Keep),
    /// The whole site of what parts have left in these.
    Join(Vec<Keep>),
}

/// What was typed, understood.
pub struct Plan {
    pub content: PathBuf,
    pub output: PathBuf,
    pub settings: Settings,
    pub theme: Theme,
    /// Threads; 0 for one a core.
    pub jobs: usize,
    pub strict: bool,
    /// Published addresses, where somebody keeps them.
    pub kept: Option<LockFile>,
    /// Whether new addresses, too, are refused.
    pub locked: bool,
    /// Whether findings are told, too.
    pub findings: bool,
    /// Whether the output is changed file by file.
    pub in_place: bool,
    /// Where what is made is kept for the next build, if anywhere.
    pub cache: Option<Keep>,
    /// Draws pictures, or why there are none, where the settings ask for them.
    pub painter: Option<Result<Painter, NoPainter>>,
    pub task: Task,
}

impl Plan {
    fn of(args: Args) -> Result<Self, Failure> {
        let typed = args.base_url.as_deref().map(config::base_url).transpose()?;
        let mut settings = settings::settings()?;
        settings.base_url = typed.or(settings.base_url);
        let theme = settings::theme()?;
        let jobs = args.jobs.unwrap_or(0).into();
        let kept = LockFile::read(&args.content, args.lock)?;
        if args.locked && kept.is_none() {
            return Err(lock_file::MISSING.to_owned().into());
        }
        let task = Task::of(&args)?;
        let Args { content, output, strict, locked, .. } = args;
        let output = output.unwrap_or_else(|| "public".into());
        let painter = settings.share_images.then(Painter::of_system);
        let cache = if args.no_cache { None } else { Keep::at(args.cache, "build") };
        Ok(Self {
            content,
            output,
            settings,
            theme,
            jobs,
            strict,
            kept,
            locked,
            findings: false,
            in_place: false,
            cache,
            painter,
            task,
        })
    }

    /// Builds the site; a bar shows how far it is.
    pub fn build(&self, screen: &Screen) -> Result<Report, Failure> {
        let (bar, nothing) = (Bar::new(screen), Lock::default());
        let build = pipeline::Build {
            content: &self.content,
            output: &self.output,
            settings: &self.settings,
            theme: &self.theme,
            strict: self.strict,
            lock: self.kept.as_ref().map_or(&nothing, |kept| &kept.lock),
            findings: self.findings,
            locked: self.locked,
            in_place: self.in_place,
            cache: self.cache.as_ref(),
            painter: self.painter.as_ref().and_then(|painter| painter.as_ref().ok()),
        };
        let work = Work { jobs: self.jobs, progress: &bar };
        Ok(match &self.task {
            Task::Whole => pipeline::build(&build, work)?,
            Task::Part(part, keep) => pipeline::part(&build, *part, keep, work)?,
            Task::Join(keeps) => pipeline::join(&build, keeps, work)?,
        })
    }
}

impl Task {
    fn of(args: &Args) -> Result<Self, Failure> {
        let keep = |folder| Keep::at(folder, "part").ok_or_else(|| message(UNREADABLE));
        if let Some(typed) = &args.part {
            let part: Part = typed.parse().map_err(message)?;
            let folder = || PathBuf::from(PARTS).join(part.number().to_string());
            return Ok(Self::Part(part, keep(args.output.clone().unwrap_or_else(folder))?));
        }
        if args.join.is_empty() {
            return Ok(Self::Whole);
        }
        let mut folders = Vec::new();
        for typed in &args.join {
            folders.extend(pipeline::parts_in(typed).map_err(message)?);
        }
        let keep = keep(PathBuf::new())?;
        Ok(Self::Join(folders.into_iter().map(|folder| keep.elsewhere(folder)).collect()))
    }
}

/// Builds the site and says what came of it.
pub fn run(args: Args, screen: &Screen) -> Result<Outcome, Failure> {
    let plan = Plan::of(args)?;
    let remarks = super::theme::remarks(&plan.theme);
    remarks.iter().for_each(|words| screen.err(&format!("警告：{words}")));
    if plan.strict && !remarks.is_empty() {
        screen.err(&format!("严格模式下有问题，{} 没有改动。", plan.output.display()));
        return Ok(Outcome::Problems);
    }
    let without = plan.painter.as_ref().and_then(|painter| painter.as_ref().err());
    if let Some(why) = without.filter(|_| !screen.quiet) {
        screen.err(&format!("提示：没有画分享图：{why}"));
    }
    let report = plan.build(screen)?;
    let worst = if plan.strict { Severity::Warning } else { Severity::Error };
    let least = if screen.quiet { worst } else { Severity::Note };
    words::diagnostics(&report.remarks, &plan.content, least, &|text| screen.err(text));
    close(&plan, &report, screen)
}

fn close(plan: &Plan, report: &Report, screen: &Screen) -> Result<Outcome, Failure> {
    let (content, output) = (plan.content.display(), plan.output.display());
    let (totals, counts) = (words::totals(&report.totals), words::counts(report.counts));
    let checks = words::checks(report.totals.tally);
    match report.fate {
        RunOutcome::NothingFound => {
            return Err(Failure::Message(format!(
                "{content} 里没有可以发布的公开文本，{output} 没有改动。\n\
                 公开文本放在 {content}/<单位>/<年度>-budget.md（预算）或 <年度>-final.txt（决算）。"
            )));
        }
        RunOutcome::NothingReadable => {
            screen.err(&format!("没有一份公开文本读得出来，{output} 没有改动；{counts}"));
        }
        RunOutcome::Withheld => {
            screen.err(&format!("严格模式下有问题，{output} 没有改动：{totals}；{counts}"));
        }
        RunOutcome::Breaking => screen.err(&lock_file::breaking(&report.addresses, &output)),
        RunOutcome::Unlisted => screen.err(&lock_file::unlisted(&report.addresses, &output)),
        RunOutcome::Parted => {
            if !screen.quiet {
                screen.out(&parted(plan, &totals, &counts));
            }
            // Whether problems keep the site from being published is told where it is joined.
            return Ok(Outcome::Fine);
        }
        RunOutcome::Published | RunOutcome::Checked => {
            let kept = plan.kept.as_ref().filter(|_| !plan.locked);
            let new = kept.map(|kept| kept.update(&report.addresses)).transpose()?;
            if !screen.quiet {
                let made = format!("已生成 {output}：{totals}，{} 页", report.totals.pages);
                let lines = [Some(made), Some(checks), Some(counts), new.flatten(), Some(opening(plan))];
                screen.out(&lines.into_iter().flatten().collect::<Vec<_>>().join("\n  "));
            }
        }
    }
    if matches!(report.fate, RunOutcome::Breaking | RunOutcome::Unlisted) {
        return Ok(Outcome::Problems);
    }
    let problems = if plan.strict { report.counts.at_least_warnings() } else { report.counts.errors };
    Ok(if problems == 0 { Outcome::Fine } else { Outcome::Problems })
}

/// `第 2/8 部分在 parts/2：…`
fn parted(plan: &Plan, totals: &str, counts: &str) -> String {
    let Task::Part(part, keep) = &plan.task else { return String::new() };
    let folder = keep.folder().display();
    format!("第 {part} 部分在 {folder}：{totals}；{counts}\n  各部分齐了用 mingzhang build --join 合成网站")
}

/// How the site is looked at: only without an address do its pages link to files.
fn opening(plan: &Plan) -> String {
    match &plan.settings.base_url {
        None => format!("打开看：{}", plan.output.join("index.html").display()),
        Some(address) => format!("放到 {address}；在本机看用 mingzhang serve"),
    }
}
