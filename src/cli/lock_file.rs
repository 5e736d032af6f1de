//! `permalinks.lock` on disk, beside the content folder, and what is said of it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Failure;
use crate::pipeline::{Addresses, Lock, LostAddress};

const NAME: &str = "permalinks.lock";

/// How many lost addresses are named.
const NAMED: usize = 20;

/// Why `--locked` cannot be followed.
pub const MISSING: &str =
    "没有 permalinks.lock，--locked 无从比对。请先运行 mingzhang build --lock，把它一同提交。";

const WHAT_TO_DO: &str = "\
怎么办：
  内容改错了、文件名改错了，就改回来。
  网址确实换了，在 site.toml 里写明去处，旧网址会留一页指过去：
    [[redirect]]
    from = \"旧网址\"
    to = \"新网址\"
  确实撤下了，写明原因，旧网址会留一页说明：
    [[gone]]
    from = \"旧网址\"
    reason = \"原因\"
  以 / 结尾的 from 连同它下面的网址一起算。说明见程序仓库的 docs/permalinks.md。";

/// The lock of a content folder.
#[derive(Debug)]
pub struct LockFile {
    path: PathBuf,
    /// As it stands on disk; `None` where it is still to be made.
    text: Option<String>,
    pub lock: Lock,
}

impl LockFile {
    /// Reads the lock beside `content`; `None` where there is none and none is to
    /// be made.
    pub fn read(content: &Path, make: bool) -> Result<Option<Self>, Failure> {
        let real = content.canonicalize().unwrap_or_else(|_| content.to_owned());
        let path = real.parent().unwrap_or(&real).join(NAME);
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(Self { lock: Lock::parse(&text)?, text: Some(text), path })),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Ok(make.then(|| Self { path, text: None, lock: Lock::default() }))
            }
            Err(error) => Err(format!("读不了 {NAME}：{error}。").into()),
        }
    }

    /// Writes what there is to keep from now on, if that is more than before;
    /// what to say of it.
    pub fn update(&self, addresses: &Addresses) -> Result<Option<String>, Failure> {
        let text = addresses.lock.text();
        if self.text.as_ref() == Some(&text) {
            return Ok(None);
        }
        let new = self.path.with_extension("lock.new");
        let written = fs::write(&new, &text).and_then(|()| fs::rename(&new, &self.path));
        written.map_err(|error| format!("网站已生成，但写不了 {NAME}：{error}。"))?;
        Ok(Some(format!("{NAME} 添了 {} 个网址，请一同提交", addresses.new)))
    }
}

/// What to say where published addresses would vanish.
pub fn breaking(addresses: &Addresses, output: &impl std::fmt::Display) -> String {
    let lost = &addresses.lost;
    let named: Vec<String> = lost.iter().take(NAMED).map(line).collect();
    let more = match lost.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!("  另有 {more} 处，不再列出\n"),
    };
    let all: usize = lost.iter().map(|one| 1 + one.pages + one.anchors).sum();
    format!(
        "公布过的 {all} 个网址会断掉，已停下，{output} 没有改动：\n{}\n{more}{WHAT_TO_DO}",
        named.join("\n")
    )
}

fn line(lost: &LostAddress) -> String {
    let mut line = format!("  {}", if lost.address.is_empty() { "./" } else { &lost.address });
    let counts = [(lost.pages, "个下级网址"), (lost.anchors, "个页内位置")];
    let counts: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, of)| format!("{count} {of}")).collect();
    if !counts.is_empty() {
        line.push_str(&format!("（连同 {}）", counts.join("、")));
    }
    if let Some(to) = &lost.led_to {
        line.push_str(&format!("：site.toml 说改到 {to}，那里没有"));
    }
    line
}

/// What to say where the lock does not list all there is.
pub fn unlisted(addresses: &Addresses, output: &impl std::fmt::Display) -> String {
    format!(
        "{NAME} 里没有的新网址有 {} 个，而这次是 --locked，{output} 没有改动。\n\
         请在本机运行 mingzhang build，把更新后的 {NAME} 一同提交。",
        addresses.new
    )
}
