//! `mingzhang man`: the manual pages.

use std::fs;
use std::path::PathBuf;

use clap::CommandFactory;

use super::screen::Screen;
use super::{Failure, Outcome};

const EXAMPLES: &str = "\
例子：
  mingzhang man ~/.local/share/man/man1      之后 man mingzhang、man mingzhang-build
  mingzhang man 手册";

/// 写出手册页（man）
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, help_template = super::TEMPLATE, override_usage = "mingzhang man <文件夹>")]
pub struct Args {
    /// 手册页放进哪个文件夹，没有就新建
    #[arg(value_name = "文件夹", help_heading = "参数")]
    folder: PathBuf,
}

/// Writes a page for the program and one for each command.
pub fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let folder = &args.folder;
    let written =
        fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(super::Args::command(), folder));
    written.map_err(|error| format!("写不了 {}：{error}。", folder.display()))?;
    if !screen.quiet {
        screen.out(&format!("已写好 {}", folder.join("mingzhang.1").display()));
    }
    Ok(Outcome::Fine)
}
