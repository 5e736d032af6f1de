//! `mingzhang eject`: the embedded templates and static files, to be changed.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::near::near;
use super::screen::Screen;
use super::{Failure, Outcome};
use crate::pipeline::Theme;

const EXAMPLES: &str = "\
例子：
  mingzhang eject                 列出自带的模板、样式、脚本
  mingzhang eject table.html      把这一个模板写到 templates/table.html
  mingzhang eject style           把样式和图标写到 static/
  mingzhang eject template        把模板全部写到 templates/
  mingzhang eject script --force  已经有的也重新写

写出来的文件替换自带的，以后程序更新也不再随着变：只写要改的。
只想换颜色、字体、标志，不用写出什么：样式写在 static/custom.css，见 docs/theme.md。";

/// 写出自带的模板、样式、脚本，供修改
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, help_template = super::TEMPLATE, override_usage = "mingzhang eject [名字…] [选项]")]
#[command(next_help_heading = "选项")]
pub struct Args {
    /// 文件的名字，或 template、style、script；不写则列出全部
    #[arg(value_name = "名字", help_heading = "参数")]
    names: Vec<String>,
    /// 已经有的文件也覆盖
    #[arg(long)]
    force: bool,
}

/// The kinds of files, by the names that are typed for them, with how they end.
const KINDS: [(&str, &[&str]); 3] =
    [("template", &[".html"]), ("style", &[".css", ".svg"]), ("script", &[".js"])];

/// Writes the files that are asked for, all of them or none.
pub fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    if args.names.is_empty() {
        Theme::embedded().for_each(|(path, _)| screen.out(&path));
        return Ok(Outcome::Fine);
    }
    let mut wanted = Vec::new();
    for typed in &args.names {
        wanted.extend(files(typed)?);
    }
    wanted.sort();
    wanted.dedup();
    let there = wanted.iter().find(|(path, _)| Path::new(path).symlink_metadata().is_ok());
    if let Some((path, _)) = there.filter(|_| !args.force) {
        return Err(format!("{path} 已经有了，什么都没有写。\n确实要用自带的覆盖它，加上 --force。").into());
    }
    for (path, bytes) in &wanted {
        put(Path::new(path), bytes).map_err(|error| format!("写不了 {path}：{error}。"))?;
        if !screen.quiet {
            screen.out(&format!("已写好 {path}"));
        }
    }
    Ok(Outcome::Fine)
}

/// The files that go by a name: with or without their folder, or those of a kind.
fn files(typed: &str) -> Result<Vec<(String, &'static [u8])>, Failure> {
    let kind = KINDS.iter().find(|(name, _)| *name == typed).map(|(_, endings)| endings);
    let name = |path: &str| path == typed || path.split_once('/').is_some_and(|(_, name)| name == typed);
    let meant = |path: &str| match kind {
        None => name(path),
        Some(endings) => endings.iter().any(|ending| path.ends_with(ending)),
    };
    let found: Vec<_> = Theme::embedded().filter(|(path, _)| meant(path)).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let all: Vec<String> = Theme::embedded().map(|(path, _)| path).collect();
    let names = all.iter().filter_map(|path| Some(path.split_once('/')?.1));
    let advice = match near(typed, names.chain(KINDS.map(|(name, _)| name))).as_slice() {
        [] => "全部名字：mingzhang eject".to_owned(),
        near => format!("是不是 {}？", near.join("、")),
    };
    Err(format!("没有“{typed}”这个文件。{advice}").into())
}

/// Writes a file, over no link: what that leads to is not the site's.
fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    if path.is_symlink() {
        return Err(io::Error::other("是符号链接"));
    }
    fs::File::create(path)?.write_all(bytes)
}
