//! `mingzhang init`: a folder that can be pushed and published as it is.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::screen::Screen;
use super::{Failure, Outcome};

const EXAMPLES: &str = "\
例子：
  mingzhang init 我的网站        在新文件夹里建一个
  mingzhang init .               就在当前文件夹；其中只能有 .git
  mingzhang init 我的网站 --source https://example.org/somebody/mingzhang.git

建好的文件夹里有：
  content/                       文本，先放着一份样例：单位和数字都是编的
  pages/contact.md               自己的页面，样例是“更正与联系”
  site.toml                      站名、网址、隐私设置，各项都有说明
  .github/workflows/pages.yml    推送到 GitHub 后自动检查、生成、发布
  README.md                      从这里到发布的每一步
文件夹里已有别的文件时不动手，不会覆盖什么。";

const WORKFLOW: &str = ".github/workflows/pages.yml";

/// The line of the workflow that says where the action and with it the program are.
const HERE: &str = "uses: ./ # zizmor: ignore[self-repository] 复刻用自己的程序\n";

/// What stands for the program's repository where it is not known.
const UNKNOWN: &str = "OWNER/mingzhang";

/// Every file of a new site: its name, its text. The settings and the workflow
/// are those of this repository, so that they are written and checked once.
const FILES: &[(&str, &str)] = &[
    (".gitignore", "/public\n/.public-*\n/.mingzhang-cache\n"),
    (WORKFLOW, include_str!("../../.github/workflows/pages.yml")),
    ("README.md", include_str!("init/README.md")),
    ("content/example-library/2025-budget.md", include_str!("init/2025-budget.md")),
    ("content/example-library/body.toml", include_str!("init/body.toml")),
    ("pages/contact.md", include_str!("init/contact.md")),
    ("site.toml", include_str!("../../site.toml")),
];

/// 新建一个网站：样例、设置、自动发布
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, help_template = super::TEMPLATE, override_usage = "mingzhang init <文件夹> [选项]")]
#[command(next_help_heading = "选项")]
pub struct Args {
    /// 新建的或空的文件夹
    #[arg(value_name = "文件夹", help_heading = "参数")]
    folder: PathBuf,
    /// 本程序在 GitHub 上的仓库网址，以 https:// 开头；自动发布时从那里取程序
    #[arg(long, value_name = "网址", default_value = env!("CARGO_PKG_REPOSITORY"), hide_default_value = true)]
    source: String,
    /// 自动发布用程序的哪一版：标签或提交号
    #[arg(long, value_name = "版本", default_value = concat!("v", env!("CARGO_PKG_VERSION")))]
    revision: String,
}

/// Makes the folder and says what comes next.
pub fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    let action = action(args)?;
    let folder = args.folder.display();
    if let Some(there) = occupant(&args.folder).map_err(|error| format!("看不了 {folder}：{error}。"))? {
        return Err(format!("{folder} 里已经有 {there}，什么都没有改动。\n请换一个新的或空的文件夹。").into());
    }
    for (name, text) in FILES {
        let path = args.folder.join(name);
        put(&path, &text.replace(HERE, &format!("uses: {action}\n")))
            .map_err(|error| format!("写不了 {}：{error}。", path.display()))?;
    }
    if !screen.quiet {
        screen.out(&next(args));
    }
    Ok(Outcome::Fine)
}

/// What keeps a folder from being used; a new git repository is empty enough.
fn occupant(folder: &Path) -> io::Result<Option<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names = names.collect::<io::Result<Vec<String>>>()?;
    names.sort();
    Ok(names.into_iter().find(|name| name != ".git"))
}

/// Writes a file that is not there yet.
fn put(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::File::create_new(path)?.write_all(text.as_bytes())
}

/// The program's action as a workflow names it: `owner/repository@version`.
fn action(args: &Args) -> Result<String, String> {
    let of = if args.source.is_empty() { Some(UNKNOWN) } else { repository(&args.source) };
    let of = of.ok_or_else(|| {
        format!(
            "“{}”不像 GitHub 上的仓库网址。写法如 https://example.org/somebody/mingzhang.git",
            args.source
        )
    })?;
    if !is_plain(&args.revision) {
        return Err(format!("“{}”不像标签或提交号。写法如 v0.1.0", args.revision));
    }
    Ok(format!("{of}@{}", args.revision))
}

/// The owner and the name in a repository's address: `somebody/mingzhang`.
fn repository(address: &str) -> Option<&str> {
    let (_host, path) = address.strip_prefix("https://")?.split_once('/')?;
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let (owner, name) = path.split_once('/')?;
    (is_plain(owner) && is_plain(name)).then_some(path)
}

/// Whether a word can stand in the workflow as it is.
fn is_plain(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c))
}

fn next(args: &Args) -> String {
    let folder = args.folder.display();
    let made: Vec<String> = FILES.iter().map(|(name, _)| format!("  {name}")).collect();
    let source = match args.source.as_str() {
        "" => format!(
            "\n  发布前在 {WORKFLOW} 里把 {UNKNOWN} 换成本程序在 GitHub 上的仓库。\n  这个程序编译时没有记下自己的网址，只能由你填。"
        ),
        _ => String::new(),
    };
    format!(
        "已在 {folder} 建好：\n{}\n\n接下来：\n  cd {folder}\n  mingzhang serve        预览，边改边看\n  推送到 GitHub 后自动发布，步骤见 README.md{source}",
        made.join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workflow_names_the_program_once() {
        let workflow = FILES.iter().find(|(name, _)| *name == WORKFLOW).unwrap().1;
        assert_eq!(workflow.matches(HERE).count(), 1);
    }

    #[test]
    fn only_plain_names_go_into_the_workflow() {
        for good in ["https://example.org/a/mingzhang.git", "https://example.org/a/mingzhang/"] {
            assert_eq!(repository(good), Some("a/mingzhang"));
        }
        let bad = [
            "http://a/b/c",
            "git@example.org:a/b",
            "https://a/b\"\n  X: 1/c",
            "https://a/$(b)/c",
            "https://a/b",
            "https://a/b/c/d",
        ];
        for bad in bad {
            assert_eq!(repository(bad), None, "{bad}");
        }
        assert!(is_plain("v0.1.0") && !is_plain("") && !is_plain("a b") && !is_plain("a#b"));
    }
}
