//! The lock on disk, in the folder `permalinks` beside the content folder, and what
//! is said of it.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Failure;
use crate::config::file;
use crate::model::count;
use crate::pipeline::{Addresses, Lock, LostAddress};

/// The folder of the lock: one file a body, one for what belongs to none.
const FOLDER: &str = "permalinks";

/// The one file that the first version kept; it becomes the folder.
const FIRST: &str = "permalinks.lock";

/// How the names of files in the folder end.
const ENDING: &str = "lock";

/// How many lost addresses are named.
const NAMED: usize = 20;

/// Why `--locked` cannot be followed.
pub const MISSING: &str =
    "没有 permalinks 文件夹，--locked 无从比对。请先运行 mingzhang build --lock，把它一同提交。";

/// The lock of a content folder.
#[derive(Debug)]
pub struct LockFile {
    folder: PathBuf,
    /// The file of the first version, where that is still there.
    first: Option<PathBuf>,
    /// The files as they stand on disk, by name without ending.
    texts: BTreeMap<String, String>,
    pub lock: Lock,
}

impl LockFile {
    /// Reads the lock beside `content`; `None` where there is none and none is to
    /// be made.
    pub fn read(content: &Path, make: bool) -> Result<Option<Self>, Failure> {
        let real = content.canonicalize().unwrap_or_else(|_| content.to_owned());
        let beside = real.parent().unwrap_or(&real);
        let (folder, first) = (beside.join(FOLDER), beside.join(FIRST));
        let texts = texts(&folder).map_err(|error| unreadable(FOLDER, &error))?;
        let single = match file::text(&first, file::LARGE) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(unreadable(FIRST, &error)),
        };
        if texts.is_none() && single.is_none() && !make {
            return Ok(None);
        }
        let texts = texts.unwrap_or_default();
        let mut lock = Lock::default();
        let named = texts.iter().map(|(name, text)| (format!("{FOLDER}/{name}.{ENDING}"), text));
        for (name, text) in single.iter().map(|text| (FIRST.to_owned(), text)).chain(named) {
            lock.read(text).map_err(|error| format!("{name} {error}"))?;
        }
        Ok(Some(Self { folder, first: single.map(|_| first), texts, lock }))
    }

    /// Writes what there is to keep from now on, if that is more than before;
    /// what to say of it.
    pub fn update(&self, addresses: &Addresses) -> Result<Option<String>, Failure> {
        let files = addresses.lock.files();
        let mut changed = files.iter().filter(|(name, text)| self.texts.get(*name) != Some(*text)).peekable();
        if changed.peek().is_none() && self.first.is_none() {
            return Ok(None);
        }
        let write = |(name, text): (&String, &String)| {
            let new = self.folder.join(format!("{name}.new"));
            fs::write(&new, text)
                .and_then(|()| fs::rename(&new, self.folder.join(format!("{name}.{ENDING}"))))
        };
        let written = fs::create_dir_all(&self.folder)
            .and_then(|()| changed.try_for_each(write))
            .and_then(|()| self.first.iter().try_for_each(fs::remove_file));
        written.map_err(|error| format!("网站已生成，但写不了 {FOLDER}：{error}。"))?;
        let moved = match addresses.moved {
            0 => String::new(),
            moved => format!("，{moved} 个因读法改进改指别处"),
        };
        Ok(Some(format!("{FOLDER} 添了 {} 个网址{moved}，请一同提交", addresses.new)))
    }
}

/// The files of the folder by name without ending; `None` where it is not there.
fn texts(folder: &Path) -> io::Result<Option<BTreeMap<String, String>>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut texts = BTreeMap::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == ENDING) {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            texts.insert(name, file::text(&path, file::LARGE)?);
        }
    }
    Ok(Some(texts))
}

fn unreadable(name: &str, error: &io::Error) -> Failure {
    format!("读不了 {name}：{error}。").into()
}

/// What to say where published addresses would vanish.
pub fn breaking(addresses: &Addresses, output: &impl std::fmt::Display) -> String {
    let lost = &addresses.lost;
    let named: Vec<String> = lost.iter().take(NAMED).map(line).collect();
    let more = match lost.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!("  另有 {more} 处，不再列出\n"),
    };
    let all = count(lost.iter().map(LostAddress::count));
    format!(
        "公布过的 {all} 个网址会断掉，已停下，{output} 没有改动：\n{}\n{more}{}",
        named.join("\n"),
        what_to_do(lost)
    )
}

/// What can be done, with rules that can be pasted into the settings: one for each lost
/// address that has none of its own yet.
fn what_to_do(lost: &[LostAddress]) -> String {
    let rules: Vec<String> = lost.iter().filter(|one| !one.ruled).map(rule).collect();
    let mut text = "怎么办：\n  内容改错了、文件名改错了，就改回来。\n".to_owned();
    if rules.len() < lost.len() {
        text.push_str("  site.toml 里指到没有的地方的规则，把它的 to 改对。\n");
    }
    if !rules.is_empty() {
        text.push_str(&format!(
            "  确实换了网址或撤下了，把下面的规则贴进 site.toml，改成实情；旧网址会留一页指过去，或说明原因：\n\n\
             {}\n  撤下写 [[gone]] 和 reason，换了网址写 [[redirect]] 和 to。以 / 结尾的 from 连同它下面的网址一起算，\n  \
             一行连同它的格子和核对，报表、项目连同它的核对；共用的页（科目、单位）不用另写。",
            rules.join("\n")
        ));
    }
    text + "说明见程序仓库的 docs/permalinks.md。"
}

/// The rule that is likely meant.
fn rule(lost: &LostAddress) -> String {
    let from = &lost.address;
    match &lost.perhaps {
        Some(to) => format!("[[redirect]]\nfrom = \"{from}\"\nto = \"{to}\"\n"),
        None => format!("[[gone]]\nfrom = \"{from}\"\nreason = \"在这里写明原因\"\n"),
    }
}

fn line(lost: &LostAddress) -> String {
    let mut line = format!("  {}", if lost.address.is_empty() { "./" } else { &lost.address });
    let counts = [(lost.pages, "个下级网址"), (lost.anchors, "个页内位置")];
    let counts: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, of)| format!("{count} {of}")).collect();
    if !counts.is_empty() {
        let with = if lost.stem { "开头的 " } else { "连同 " };
        line.push_str(&format!("（{with}{}）", counts.join("、")));
    }
    if let Some(to) = &lost.led_to {
        line.push_str(&format!("：site.toml 说改到 {to}，那里没有"));
    }
    line
}

/// What to say where the lock does not list all there is.
pub fn unlisted(addresses: &Addresses, output: &impl std::fmt::Display) -> String {
    format!(
        "{FOLDER} 里没有的新网址有 {} 个，而这次是 --locked，{output} 没有改动。\n\
         请在本机运行 mingzhang build，把更新后的 {FOLDER} 一同提交。",
        addresses.unlisted
    )
}
