//! The command line: one file a command.
//!
//! Arguments go in two steps: what was typed (the `Args` types, by clap), then
//! what it means, with settings read and addresses checked. Exit codes: 0 fine,
//! 1 problems were found, 2 could not run.

mod build;
mod check;
mod completions;
mod eject;
mod explain;
mod fail_on;
#[cfg(feature = "import")]
mod import;
mod init;
mod lock_file;
mod man;
mod near;
mod progress;
mod schema;
mod screen;
#[cfg(feature = "serve")]
mod serve;
mod settings;
mod theme;
mod usage;
mod words;

use std::ffi::OsString;
use std::fmt;
use std::process::ExitCode;

use clap::{ArgAction, Parser, Subcommand};

use crate::config::BaseUrlError;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::render;
use crate::pipeline::{self, ContentError, ThemeError};
use screen::{Color, Screen};

const ABOUT: &str = "明账：把公开的预算、决算文本做成看得懂、查得到、可以引用的网站";

const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";

const EXAMPLES: &str = "\
怎么开始（mingzhang init <文件夹> 建一个带样例的，可以马上试）：
  1. 把下载的公开文件或解析好的文本放进 content/<单位>/<年度>-budget.pdf（预算）或 <年度>-final.md（决算），
     例如 content/xinzhou-traffic-police/2023-budget.pdf；读哪些格式见 docs/import.md
  2. mingzhang check     看看读得对不对
  3. mingzhang serve     在浏览器里预览，边改边看
  4. mingzhang build     生成网站到 public/，用浏览器打开 public/index.html

退出码：0 正常；1 发现问题；2 无法运行。每个命令的说明：mingzhang <命令> --help";

/// What was typed.
#[derive(Debug, Parser)]
#[command(name = "mingzhang", version, about = ABOUT, after_help = EXAMPLES, help_template = TEMPLATE)]
#[command(override_usage = "mingzhang <命令> [选项]", subcommand_help_heading = "命令")]
#[command(disable_help_flag = true, disable_help_subcommand = true, disable_version_flag = true)]
#[command(next_help_heading = "通用选项", subcommand_required = true, arg_required_else_help = true)]
struct Args {
    #[command(subcommand)]
    command: Command,
    /// 只在有问题时说话
    #[arg(short, long, global = true)]
    quiet: bool,
    /// 颜色：auto（在终端上才用，默认）、always、never；也遵守 NO_COLOR
    #[arg(long, global = true, value_name = "时机", default_value = "auto")]
    #[arg(hide_default_value = true, hide_possible_values = true)]
    color: Color,
    /// 显示说明
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Args),
    Check(check::Args),
    #[cfg(feature = "import")]
    Import(import::Args),
    #[cfg(feature = "serve")]
    Serve(serve::Args),
    Init(init::Args),
    Eject(eject::Args),
    Explain(explain::Args),
    Schema(schema::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Why a command could not run.
#[derive(Debug)]
enum Failure {
    Message(String),
    /// A settings file is wrong; its diagnostic shows where.
    Settings(Box<Diagnostic>),
}

impl Failure {
    fn print(&self, screen: &Screen) {
        match self {
            Failure::Message(message) => screen.error(message),
            Failure::Settings(diagnostic) => screen.err(&render::text(diagnostic, true)),
        }
    }
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Failure::Message(message)
    }
}

macro_rules! said_as_a_message {
    ($($error:ty),*) => { $(impl From<$error> for Failure {
        fn from(error: $error) -> Self {
            message(error)
        }
    })* };
}
said_as_a_message!(pipeline::Failure, ContentError, BaseUrlError);

impl From<ThemeError> for Failure {
    fn from(error: ThemeError) -> Self {
        message(pipeline::Failure::Theme(error))
    }
}

fn message(error: impl fmt::Display) -> Failure {
    Failure::Message(error.to_string())
}

/// How a command ended when it could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Fine,
    Problems,
}

/// Runs the program on its arguments, the program's name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => return usage::print(&error),
    };
    let screen = Screen::new(args.color, args.quiet);
    let outcome = match args.command {
        Command::Build(args) => build::run(args, &screen),
        Command::Check(args) => check::run(args, &screen),
        #[cfg(feature = "import")]
        Command::Import(args) => import::run(&args, &screen),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(args, &screen),
        Command::Init(args) => init::run(&args, &screen),
        Command::Eject(args) => eject::run(&args, &screen),
        Command::Explain(args) => explain::run(&args, &screen),
        Command::Schema(args) => schema::run(&args, &screen),
        Command::Completions(args) => completions::run(&args, &screen),
        Command::Man(args) => man::run(&args, &screen),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Problems) => ExitCode::from(1),
        Err(failure) => {
            failure.print(&screen);
            ExitCode::from(2)
        }
    }
}
