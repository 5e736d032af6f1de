//! Earlier texts of disclosures: `2023-budget@2023-02-14.md` beside `2023-budget.md`.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Version, names};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::DisclosureId;

/// How earlier texts are named, for hints.
pub const NAMES: &str =
    "较早的文本写 <年度>-<类别>@<日期>，例如 2023-budget@2023-02-14.md；现在的一份不写日期：2023-budget.md。";

/// The earlier texts of a content folder, until they are with their disclosures.
#[derive(Debug, Default)]
pub struct Versions {
    found: BTreeMap<(DisclosureId, String), Vec<Version>>,
    /// The one that files of its folder come after.
    last: Option<(DisclosureId, String)>,
}

impl Versions {
    /// Takes in a file, or a folder whose files are to come.
    pub fn add(&mut self, id: DisclosureId, day: &str, path: &str, on_disk: Option<&Path>) {
        let files = on_disk.map(|on_disk| (path.to_owned(), on_disk.to_owned()));
        let version =
            Version { day: day.to_owned(), name: path.to_owned(), files: files.into_iter().collect() };
        let key = (id, day.to_owned());
        self.found.entry(key.clone()).or_default().push(version);
        self.last = Some(key);
    }

    /// Takes in a file of the folder that came last.
    pub fn part(&mut self, path: &str, on_disk: &Path) {
        let found = self.last.as_ref().and_then(|key| self.found.get_mut(key)?.last_mut());
        if let Some(version) = found {
            version.files.push((path.to_owned(), on_disk.to_owned()));
        }
    }

    /// The earlier texts of a disclosure, the oldest first; of one day there is one.
    pub fn of(&mut self, id: &DisclosureId) -> Vec<Version> {
        let days: Vec<_> = self.found.keys().filter(|(of, _)| of == id).cloned().collect();
        let mut versions = Vec::new();
        for key in days {
            let Some(own) = self.found.get(&key).map(|own| without_originals(own)) else { continue };
            if let [one] = own.as_slice() {
                versions.push((*one).clone());
                self.found.remove(&key);
            }
        }
        versions
    }

    /// What is wrong with those that nobody took, and their names.
    pub fn complaints(self) -> Vec<(Vec<String>, Diagnostic)> {
        let complaint = |((id, day), own): ((DisclosureId, String), Vec<Version>)| {
            let names: Vec<String> = own.into_iter().map(|version| version.name).collect();
            let (code, message) = match names.len() {
                1 => (codes::UNSAFE_NAME, format!("没有 {id} 现在的文本，这份较早的没有发布")),
                _ => (codes::DUPLICATE_ADDRESS, format!("{} 都是 {day} 的，都没有用", names.join(" 和 "))),
            };
            let diagnostic = Diagnostic::new(code, message).in_path(&names[0]).hint(NAMES);
            (names, diagnostic)
        };
        self.found.into_iter().map(complaint).collect()
    }
}

/// Without the originals that a text of the same name stands beside.
fn without_originals(all: &[Version]) -> Vec<&Version> {
    let is_file =
        |version: &&Version| matches!(version.files.as_slice(), [(name, _)] if *name == version.name);
    let is_original = |version: &&Version| is_file(version) && !names::is_text(&version.name);
    match all.iter().any(|version| !is_original(&version)) {
        true => all.iter().filter(|version| !is_original(version)).collect(),
        false => all.iter().collect(),
    }
}
