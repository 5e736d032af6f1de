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
  mingzhang init 我的网站 --source https://example.org/mingzhang.git

建好的文件夹里有：
  content/                       文本，先放着一份样例：单位和数字都是编的
  site.toml                      站名、网址、隐私设置，各项都有说明
  .github/workflows/pages.yml    推送到 GitHub 后自动检查、生成、发布
  README.md                      从这里到发布的每一步
文件夹里已有别的文件时不动手，不会覆盖什么。";

const WORKFLOW: &str = ".github/workflows/pages.yml";

/// The line of the workflow that says where the program is fetched from.
const SOURCE: &str = "  MINGZHANG_REPOSITORY: \"\"\n";

/// Every file of a new site: its name, its text. The settings and the workflow
/// are those of this repository, so that they are written and checked once.
const FILES: &[(&str, &str)] = &[
    (".gitignore", "/public\n/.public-*\n/.mingzhang-cache\n"),
    (WORKFLOW, include_str!("../../.github/workflows/pages.yml")),
    ("README.md", include_str!("init/README.md")),
    ("content/example-library/2025-budget.md", include_str!("init/2025-budget.md")),
    ("content/example-library/body.toml", include_str!("init/body.toml")),
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
    /// 本程序的 git 仓库网址，以 https:// 开头；自动发布时从那里取程序
    #[arg(long, value_name = "网址", default_value = env!("CARGO_PKG_REPOSITORY"), hide_default_value = true)]
    source: String,
}

/// Makes the folder and says what comes next.
pub fn run(args: &Args, screen: &Screen) -> Result<Outcome, Failure> {
    if !args.source.is_empty() && !is_plain_address(&args.source) {
        return Err(format!(
            "“{}”不像 git 仓库的网址。写法如 https://example.org/mingzhang.git",
            args.source
        )
        .into());
    }
    let folder = args.folder.display();
    if let Some(there) = occupant(&args.folder).map_err(|error| format!("看不了 {folder}：{error}。"))? {
        return Err(format!("{folder} 里已经有 {there}，什么都没有改动。\n请换一个新的或空的文件夹。").into());
    }
    for (name, text) in FILES {
        let path = args.folder.join(name);
        put(&path, &with_source(text, &args.source))
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

fn with_source(text: &str, source: &str) -> String {
    text.replace(SOURCE, &format!("  MINGZHANG_REPOSITORY: \"{source}\"\n"))
}

/// Whether an address can stand between quotes in the workflow.
fn is_plain_address(typed: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/:@%+".contains(c);
    typed.starts_with("https://") && typed.chars().all(plain)
}

fn next(args: &Args) -> String {
    let folder = args.folder.display();
    let made: Vec<String> = FILES.iter().map(|(name, _)| format!("  {name}")).collect();
    let source = match args.source.as_str() {
        "" => format!(
            "\n  发布前在 {WORKFLOW} 里写明 MINGZHANG_REPOSITORY：\n  本程序的 git 仓库网址。这个程序编译时没有记下自己的网址，只能由你填。"
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
    fn the_source_is_written_into_the_workflow() {
        let workflow = FILES.iter().find(|(name, _)| *name == WORKFLOW).unwrap().1;
        assert!(workflow.contains(SOURCE));
        let with = with_source(workflow, "https://example.org/a.git");
        assert!(with.contains("  MINGZHANG_REPOSITORY: \"https://example.org/a.git\"\n"));
    }

    #[test]
    fn only_plain_addresses_go_into_the_workflow() {
        assert!(is_plain_address("https://example.org/a/mingzhang.git"));
        for bad in ["http://a", "git@example.org:a", "https://a\"\n  X: 1", "https://a/$(b)", "https://a b"] {
            assert!(!is_plain_address(bad), "{bad}");
        }
    }
}
