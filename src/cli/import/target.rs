//! Where a text is put: whose it is, of which year and kind, and what of that is not sure.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::model::DisclosureKind;
use crate::pipeline::{self, Named};

/// The content folder, and what was asked for.
#[derive(Debug)]
pub struct TargetRule {
    content: PathBuf,
    to: Option<PathBuf>,
    /// Folders of bodies by their names.
    known: BTreeMap<String, String>,
}

/// Where to write.
#[derive(Debug, PartialEq, Eq)]
pub struct Target {
    pub path: PathBuf,
    /// The settings of a body that is new.
    pub settings: Option<String>,
    pub unsure: Vec<String>,
}

impl TargetRule {
    /// Looks which bodies there are.
    pub fn new(content: &Path, to: Option<&Path>) -> Self {
        Self { content: content.to_owned(), to: to.map(Path::to_owned), known: pipeline::bodies(content) }
    }

    /// Whether texts go to the terminal.
    pub fn is_screen(&self) -> bool {
        self.to.as_deref() == Some(Path::new("-"))
    }

    /// Whether all goes to one file.
    pub fn is_one_file(&self) -> bool {
        self.to.as_deref().is_some_and(is_text)
    }

    /// Where the text of an original goes.
    ///
    /// # Errors
    /// What is not known and has to be said.
    pub fn target(&mut self, file: &Path, named: &Named) -> Result<Target, String> {
        let mut unsure = Vec::new();
        let settled = |path: PathBuf| Ok(Target { path, settings: None, unsure: Vec::new() });
        match &self.to {
            Some(to) if is_text(to) => return settled(to.clone()),
            Some(to) if pipeline::disclosure_name(&stem(to)).is_some() => {
                return settled(to.join(format!("{}.md", stem(file))));
            }
            None if is_inside(file, &self.content) => return settled(file.with_extension("md")),
            _ => {}
        }
        let (year, kind) = year_and_kind(file, named, &mut unsure)?;
        let name = format!("{year}-{}.md", kind.key());
        if let Some(to) = &self.to {
            return Ok(Target { path: to.join(name), settings: None, unsure });
        }
        let body = named.body_name.clone().ok_or("文字里没有找到单位名称；用 --to content/<单位> 指明")?;
        if let Some(slug) = self.known.get(&body) {
            return Ok(Target { path: self.content.join(slug).join(name), settings: None, unsure });
        }
        let slug = format!("body-{}", pipeline::short_mark(&body));
        unsure
            .push(format!("单位文件夹 {slug} 的名称是按单位名编的，发布前请改成好认的，例如加上地名的拼音"));
        let settings = format!("name = {}\n", toml_string(&body));
        self.known.insert(body, slug.clone());
        Ok(Target { path: self.content.join(slug).join(name), settings: Some(settings), unsure })
    }
}

/// Year and kind, by the text and else by the file's name.
fn year_and_kind(
    file: &Path,
    named: &Named,
    unsure: &mut Vec<String>,
) -> Result<(u16, DisclosureKind), String> {
    let stem = stem(file);
    let in_name = pipeline::disclosure_name(&stem);
    let year = named.year.or_else(|| Some(in_name?.0)).or_else(|| year_in(&stem));
    let year = year.ok_or("看不出是哪一年的；用 --to content/<单位>/<年度>-<类别>.md 指明")?;
    if named.year.is_none() {
        unsure.push(format!("年度 {year} 是从文件名认的"));
    } else if let Some(other) = year_in(&stem).filter(|other| *other != year) {
        unsure.push(format!("文字里多是 {year} 年，文件名里是 {other} 年"));
    }
    let by_name = || {
        [DisclosureKind::Final, DisclosureKind::Budget].into_iter().find(|kind| stem.contains(kind.name()))
    };
    let kind = named.kind.or_else(|| Some(in_name?.1)).or_else(by_name);
    let kind = kind.ok_or("看不出是预算还是决算；用 --to content/<单位>/<年度>-<类别>.md 指明")?;
    if named.kind.is_none() {
        unsure.push(format!("“{}”是从文件名认的", kind.name()));
    }
    Ok((year, kind))
}

/// A year of this century in a name.
fn year_in(name: &str) -> Option<u16> {
    let runs =
        name.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4 && run.starts_with("20"));
    runs.filter_map(|run| run.parse().ok()).next()
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn is_text(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "md" || extension == "txt")
}

fn is_inside(file: &Path, content: &Path) -> bool {
    match (file.canonicalize(), content.canonicalize()) {
        (Ok(file), Ok(content)) => file.starts_with(content),
        _ => false,
    }
}

fn toml_string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(body: &str, year: Option<u16>, kind: Option<DisclosureKind>) -> Named {
        Named { body_name: Some(body.to_owned()), year, kind }
    }

    fn rule(to: Option<&str>) -> TargetRule {
        let known = BTreeMap::from([("某局".to_owned(), "some-office".to_owned())]);
        TargetRule { content: "content".into(), to: to.map(PathBuf::from), known }
    }

    #[track_caller]
    fn check(to: Option<&str>, file: &str, named: &Named, path: &str, unsure: &[&str]) {
        let target = rule(to).target(Path::new(file), named).unwrap();
        assert_eq!(target.path, Path::new(path));
        assert_eq!(target.unsure.len(), unsure.len(), "{:?}", target.unsure);
        assert!(
            target.unsure.iter().zip(unsure).all(|(said, word)| said.contains(word)),
            "{:?}",
            target.unsure
        );
    }

    #[test]
    fn what_the_text_says_names_it() {
        let all = named("某局", Some(2024), Some(DisclosureKind::Final));
        check(None, "下载/1.pdf", &all, "content/some-office/2024-final.md", &[]);
        check(None, "2023年.pdf", &all, "content/some-office/2024-final.md", &["2023"]);
        check(Some("content/b"), "1.pdf", &all, "content/b/2024-final.md", &[]);
        check(Some("content/b/2020-budget.md"), "1.pdf", &all, "content/b/2020-budget.md", &[]);
        check(Some("content/b/2020-budget"), "表.pdf", &all, "content/b/2020-budget/表.md", &[]);
    }

    #[test]
    fn what_is_not_sure_is_said() {
        let little = named("某局", None, None);
        check(None, "2024年预算公开.pdf", &little, "content/some-office/2024-budget.md", &["年度", "预算"]);
        assert!(rule(None).target(Path::new("公开.pdf"), &little).unwrap_err().contains("哪一年"));
        let other = named("另一局", Some(2024), Some(DisclosureKind::Budget));
        let mut rule = rule(None);
        let first = rule.target(Path::new("1.pdf"), &other).unwrap();
        assert_eq!(first.settings.as_deref(), Some("name = \"另一局\"\n"));
        assert!(first.unsure[0].contains("body-"));
        let again = rule.target(Path::new("2.pdf"), &other).unwrap();
        assert_eq!((again.path, again.settings), (first.path, None));
    }
}
