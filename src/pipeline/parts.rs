//! A site built in parts, where one machine is too small: each part makes the disclosures of
//! its bodies and leaves them in a folder, as a cache does; whoever has all of the folders
//! joins them, and makes nothing but the pages that disclosures share.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Build, apart};
use crate::cache::{Cache, Keep};
use crate::discover::{Body, Found};
use crate::model::DisclosureId;
use crate::page::Site;
use crate::picture::Painter;

/// The file that says which part a folder holds. It is written last.
const LABEL: &str = "part.json";

/// So many are named of disclosures that are in no part, or of parts.
const NAMED: usize = 10;

/// One of several parts of a site, from 1: `2/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Part {
    number: u16,
    of: u16,
}

impl Part {
    /// Which of all parts it is, from 1.
    pub fn number(self) -> u16 {
        self.number
    }

    /// Whether a body is of this part. It stays in its part whatever others come or go.
    fn has(self, body: &Body) -> bool {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&blake3::hash(body.slug.as_bytes()).as_bytes()[..8]);
        u64::from_le_bytes(bytes) % u64::from(self.of) == u64::from(self.number - 1)
    }

    /// What of a content folder is of this part.
    fn share(self, found: &Found) -> Found {
        let bodies = found.bodies.iter().filter(|body| self.has(body)).cloned().collect();
        Found { bodies, ..Found::default() }
    }
}

impl FromStr for Part {
    type Err = PartError;

    fn from_str(typed: &str) -> Result<Self, PartError> {
        let parsed =
            typed.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match parsed {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            _ => Err(PartError::NoPart(typed.to_owned())),
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

/// Why a part cannot be made, or parts cannot be joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartError {
    /// What was typed names no part.
    NoPart(String),
    /// A part cannot be left in this folder.
    Unusable(PathBuf),
    /// There is no whole part in this folder.
    NotAPart(PathBuf),
    /// The first part is one of fewer or more than the second.
    OtherCount(PathBuf, PathBuf),
    /// Both are the same part.
    Twice(PathBuf, PathBuf),
    /// Parts of so many were not given.
    Missing(Vec<u16>, u16),
    /// It was made by another program.
    OtherProgram(PathBuf),
    /// It was made with other settings.
    OtherSettings(PathBuf),
    /// These are in no part as they are now.
    NotMade(Vec<DisclosureId>),
}

impl fmt::Display for PartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPart(typed) => {
                write!(f, "--part 不能是“{typed}”。写成 i/n，如 2/8：分成 8 份的第 2 份，从 1 起。")
            }
            Self::Unusable(path) => write!(
                f,
                "{} 里不能放一个部分：里面有别的文件，或与内容文件夹互相包含，或写不进去，或另一个 mingzhang 正在用它。\n\
                 请用 --output 另指一个新的或空的文件夹。",
                path.display()
            ),
            Self::NotAPart(path) => write!(
                f,
                "{} 里没有完整的部分。--join 后面写 mingzhang build --part i/n 留下的文件夹，或只装着它们的文件夹。",
                path.display()
            ),
            Self::OtherCount(path, other) => write!(
                f,
                "{} 和 {} 不是同一种分法的部分：分成的份数不同。请用同样的 n 重做。",
                path.display(),
                other.display()
            ),
            Self::Twice(path, other) => {
                write!(f, "{} 和 {} 是同一个部分，只给一个。", path.display(), other.display())
            }
            Self::Missing(missing, of) => {
                let numbers: Vec<String> =
                    missing.iter().take(NAMED).map(|number| format!("{number}/{of}")).collect();
                let all = if numbers.len() < missing.len() {
                    format!(" 等 {} 个", missing.len())
                } else {
                    String::new()
                };
                write!(f, "还缺 {}{all} 部分。各部分要一次给全。", numbers.join("、"))
            }
            Self::OtherProgram(path) => write!(
                f,
                "{} 是另一个程序做的（版本或系统不同）。各部分和 --join 要用同一个程序。",
                path.display()
            ),
            Self::OtherSettings(path) => write!(
                f,
                "{} 是用别的设置做的：site.toml、--base-url、模板、static，或画分享图的字体不同。请用同样的设置重做。",
                path.display()
            ),
            Self::NotMade(ids) => {
                let named: Vec<String> = ids.iter().take(NAMED).map(DisclosureId::to_string).collect();
                let more = if ids.len() > NAMED { format!(" 等 {} 份", ids.len()) } else { String::new() };
                write!(
                    f,
                    "这些公开不在任何一个部分里：{}{more}。\n\
                     做各部分以后，它们的文本、单位的设置或 permalinks 变了，或者部分的文件坏了。请重做它们所在的部分。",
                    named.join("、")
                )
            }
        }
    }
}

impl std::error::Error for PartError {}

/// What a build is to make.
#[derive(Debug, Clone, Copy)]
pub(super) enum Task<'a> {
    /// The whole site.
    Whole,
    /// The disclosures of a part, to be left where `Keep` says.
    Part(Part, &'a Keep),
    /// The whole site, of the disclosures that parts have left.
    Join(&'a [Keep]),
}

impl Task<'_> {
    /// Where files are written to: a part has its own beside what it keeps, for as long as it
    /// works.
    pub fn output(&self, build: &Build<'_>) -> PathBuf {
        match self {
            Task::Part(_, keep) => keep.folder().join("site"),
            Task::Whole | Task::Join(_) => build.output.to_owned(),
        }
    }

    /// What of a content folder is to be made.
    pub fn share<'f>(&self, found: &'f Found) -> Cow<'f, Found> {
        match self {
            Task::Part(part, _) => Cow::Owned(part.share(found)),
            Task::Whole | Task::Join(_) => Cow::Borrowed(found),
        }
    }
}

/// What a part says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Label {
    part: Part,
    /// By which program it was made.
    program: String,
    /// The hash of the settings that it was made with.
    settings: String,
}

impl Label {
    fn of(part: Part, program: String, site: &Site<'_>) -> Self {
        let made_with = (site.settings, site.theme.print(), site.painter.map(Painter::print));
        let settings = blake3::hash(&serde_json::to_vec(&made_with).unwrap_or_default());
        Self { part, program, settings: settings.to_hex().to_string() }
    }

    fn read(folder: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(folder.join(LABEL)).ok()?).ok()
    }
}

/// Whether a folder says that it holds a part.
fn is_part(folder: &Path) -> bool {
    Label::read(folder).is_some()
}

/// The folders of parts that a folder stands for: itself, or all in it.
///
/// # Errors
/// Where there are none.
pub fn parts_in(folder: &Path) -> Result<Vec<PathBuf>, PartError> {
    if is_part(folder) {
        return Ok(vec![folder.to_owned()]);
    }
    let inner = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut inner: Vec<PathBuf> = inner.filter(|path| path.is_dir()).collect();
    inner.sort();
    match inner.iter().find(|path| !is_part(path)) {
        Some(other) => Err(PartError::NotAPart(other.clone())),
        None if inner.is_empty() => Err(PartError::NotAPart(folder.to_owned())),
        None => Ok(inner),
    }
}

/// Begins a part in its folder, which is none until [`finish`].
pub(super) fn begin(build: &Build<'_>, keep: &Keep) -> Result<Cache, PartError> {
    let unusable = || PartError::Unusable(keep.folder().to_owned());
    // The site would stand in the folder itself.
    apart(keep, build.content, None).map_err(|_| unusable())?;
    let terms = (&build.settings.privacy, build.settings.originals);
    let cache = keep.open_to_carry(&terms).ok().flatten().ok_or_else(unusable)?;
    let label = keep.folder().join(LABEL);
    match fs::remove_file(&label) {
        Err(_) if label.exists() => Err(unusable()),
        _ => Ok(cache),
    }
}

/// Says in its folder which part it is.
pub(super) fn finish(part: Part, keep: &Keep, site: &Site<'_>) -> Result<(), PartError> {
    let label = serde_json::to_vec(&Label::of(part, keep.program(), site)).unwrap_or_default();
    let written = fs::write(keep.folder().join(LABEL), label);
    written.map_err(|_| PartError::Unusable(keep.folder().to_owned()))
}

/// What all parts of a site have left, once it is sure that they are all, and of one make.
pub(super) fn gathered(build: &Build<'_>, keeps: &[Keep], site: &Site<'_>) -> Result<Cache, PartError> {
    let mut numbers: BTreeMap<u16, &Keep> = BTreeMap::new();
    let mut first: Option<(Part, &Keep)> = None;
    for keep in keeps {
        let folder = keep.folder().to_owned();
        apart(keep, build.content, Some(build.output)).map_err(|_| PartError::Unusable(folder.clone()))?;
        let label = Label::read(&folder).ok_or_else(|| PartError::NotAPart(folder.clone()))?;
        let expected = Label::of(label.part, keep.program(), site);
        if label.program != expected.program {
            return Err(PartError::OtherProgram(folder));
        }
        if label.settings != expected.settings {
            return Err(PartError::OtherSettings(folder));
        }
        let (one, of_first) = *first.get_or_insert((label.part, keep));
        if one.of != label.part.of {
            return Err(PartError::OtherCount(of_first.folder().to_owned(), folder));
        }
        if let Some(other) = numbers.insert(label.part.number, keep) {
            return Err(PartError::Twice(other.folder().to_owned(), folder));
        }
    }
    let of = first.map_or(1, |(part, _)| part.of);
    let missing: Vec<u16> = (1..=of).filter(|number| !numbers.contains_key(number)).collect();
    if !missing.is_empty() {
        return Err(PartError::Missing(missing, of));
    }
    Keep::open_carried(keeps).map_err(|at| PartError::NotAPart(keeps[at].folder().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::BodySettings;

    #[test]
    fn a_part_is_one_of_at_least_one() {
        assert_eq!("2/8".parse::<Part>().unwrap().to_string(), "2/8");
        for bad in ["0/3", "4/3", "1/0", "1", "1/", "/2", "a/b", "-1/2", "1/2/3", "1/70000"] {
            assert_eq!(bad.parse::<Part>(), Err(PartError::NoPart(bad.to_owned())));
        }
    }

    #[test]
    fn each_body_is_of_one_part_whatever_others_there_are() {
        let body = |at: usize| Body {
            slug: format!("b{at}"),
            settings: BodySettings::default(),
            candidates: Vec::new(),
        };
        let found = Found { bodies: (0..400).map(body).collect(), ..Found::default() };
        let shares: Vec<Found> = (1..=4).map(|number| Part { number, of: 4 }.share(&found)).collect();
        let mut all: Vec<&Body> = shares.iter().flat_map(|share| &share.bodies).collect();
        all.sort_by_key(|body| found.bodies.iter().position(|one| one == *body));
        assert!(all.into_iter().eq(&found.bodies));
        assert!(shares.iter().all(|share| (60..140).contains(&share.bodies.len())), "about the same each");
    }
}
