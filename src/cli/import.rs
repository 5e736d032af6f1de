//! `mingzhang import`: originals become texts to look over, correct and keep.

mod target;

use std::fs;
use std::path::{Path, PathBuf};

use super::screen::Screen;
use super::{Failure, Outcome};
use crate::diagnostic::{Diagnostic, render};
use crate::pipeline::{self, Imported};
use crate::source::visible;
use target::{Target, TargetRule};

const EXAMPLES: &str = "\
例子：
  mingzhang import 下载/*.pdf                               单位、年度、类别从文字里认，写进 content/
  mingzhang import 公开.pdf --to content/city-museum        写进这个单位的文件夹
  mingzhang import 公开.pdf --to content/city-museum/2025-budget.md
  mingzhang import content/city-museum/2025-budget.pdf      写在它旁边：2025-budget.md

不导入也能生成：把原件命名为 content/<单位>/<年度>-<类别>.pdf 就行。导入是为了把文字看一遍、改好、存进仓库。
已有的文件不覆盖。退出码：0 全部写好；1 有的没有写成；2 无法运行。读哪些格式、读得怎样：docs/import.md";

/// 把 PDF 等原件变成可以核对、改正的文字
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, help_template = super::TEMPLATE, override_usage = "mingzhang import <文件>... [选项]")]
#[command(next_help_heading = "选项")]
pub struct Args {
    /// 下载的原件
    #[arg(value_name = "文件", required = true, help_heading = "参数")]
    files: Vec<PathBuf>,
    /// 写到哪里：单位的文件夹，或者一份公开的文件；- 是屏幕。不写时自己认
    #[arg(long, value_name = "路径")]
    to: Option<PathBuf>,
    /// 内容文件夹，默认 content
    #[arg(long, value_name = "文件夹", default_value = "content", hide_default_value = true)]
    content: PathBuf,
}

/// Writes a text for each original and says what it is and what is not sure.
pub fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let mut rule = TargetRule::new(&args.content, args.to.as_deref());
    if rule.is_one_file() && args.files.len() > 1 {
        return Err("--to 指的是一份文件，一次只能导入一份。".to_owned().into());
    }
    let mut outcome = Outcome::Fine;
    for file in &args.files {
        if let Err(said) = one(file, &mut rule, screen) {
            screen.err(&said);
            outcome = Outcome::Problems;
        }
    }
    Ok(outcome)
}

/// Imports one; why it was not written, in words.
fn one(file: &Path, rule: &mut TargetRule, screen: &Screen) -> Result<(), String> {
    let name = visible(&file.display().to_string());
    let bytes = fs::read(file).map_err(|error| format!("{name}：读不出来：{error}"))?;
    let imported = pipeline::import(&name, bytes).map_err(|said| shown(&said))?;
    if rule.is_screen() {
        screen.out(imported.text.trim_end_matches('\n'));
        return Ok(());
    }
    let target = rule.target(file, &imported.named).map_err(|why| format!("{name}：{why}"))?;
    write(&target, &imported.text).map_err(|why| format!("{name}：{why}"))?;
    screen.out(&said(&name, &target, &imported));
    Ok(())
}

/// A text of the same disclosure under another ending.
fn text_beside(path: &Path) -> Option<PathBuf> {
    let mut others = ["md", "txt"].into_iter().map(|ending| path.with_extension(ending));
    others.find(|other| other != path && other.is_file())
}

fn shown(said: &[Diagnostic]) -> String {
    said.iter().map(|said| render::text(said, true)).collect::<Vec<_>>().join("\n")
}

fn write(target: &Target, text: &str) -> Result<(), String> {
    let path = visible(&target.path.display().to_string());
    let failed = |error: std::io::Error| format!("写不了 {path}：{error}");
    let folder = target.path.parent().unwrap_or(Path::new("."));
    let is_new = !folder.exists();
    if let Some(text) = text_beside(&target.path) {
        return Err(format!("已经有 {}，一份公开只能有一份文字", visible(&text.display().to_string())));
    }
    fs::create_dir_all(folder).map_err(failed)?;
    if let Some(settings) = target.settings.as_ref().filter(|_| is_new) {
        fs::write(folder.join("body.toml"), settings).map_err(failed)?;
    }
    let mut file = fs::File::create_new(&target.path).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => format!("已经有 {path}，没有覆盖；要重新导入，先把它移走"),
        _ => failed(error),
    })?;
    std::io::Write::write_all(&mut file, text.as_bytes()).map_err(failed)
}

fn said(name: &str, target: &Target, imported: &Imported) -> String {
    let Imported { named, pages, tables, doubts, .. } = imported;
    let body = named.body_name.as_deref().unwrap_or("（没有找到单位名称）");
    let pages = if *pages > 0 { format!("{pages} 页，") } else { String::new() };
    let path = visible(&target.path.display().to_string());
    let mut said = format!("{path} ← {name}：{}，{pages}{tables} 张表格", visible(body));
    for doubt in target.unsure.iter().chain(doubts) {
        said.push_str(&format!("\n  拿不准：{}", visible(doubt)));
    }
    said
}
