//! The walk through a content folder: three levels, sorted by name.

use std::collections::{BTreeMap, HashSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::versions::{self, Versions};
use super::{Body, Candidate, Found, names};
use crate::config::{self, BodySettings, corrections};
use crate::diagnostic::{Diagnostic, DiagnosticCode, codes};
use crate::model::{DisclosureId, DisclosureKind};
use crate::source::is_unportable;

/// What a message of the walk is about, told to those who ask for one place.
enum Concern {
    /// The body's folder as a whole, and so everything in it.
    Body,
    /// These files and folders, relative to the content folder.
    Entries(Vec<String>),
}

impl Concern {
    fn of(path: &str) -> Self {
        Concern::Entries(vec![path.to_owned()])
    }

    /// Whether it is about a place, something in it or a folder around it.
    fn touches(&self, name: &str) -> bool {
        match self {
            Concern::Body => true,
            Concern::Entries(paths) => {
                paths.iter().any(|path| is_within(path, name) || is_within(name, path))
            }
        }
    }
}

/// Whether a path is that of a file or folder, or of something in it.
fn is_within(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Looks through the content folder, or through one body's folder in it, or for
/// one entry in that.
pub fn walk(root: &Path, body: Option<&str>, entry: Option<&str>) -> Found {
    let start = body.map_or_else(|| root.to_owned(), |body| root.join(body));
    let (least, most) = if body.is_some() { (0, 2) } else { (1, 3) };
    let mut entries = WalkDir::new(start)
        .follow_links(true)
        .min_depth(least)
        .max_depth(most)
        .sort_by_file_name()
        .into_iter();
    let only = body.zip(entry).map(|(body, entry)| format!("{body}/{entry}"));
    let mut walk = Walk {
        root,
        only,
        found: Found::default(),
        originals: Vec::new(),
        corrections: Vec::new(),
        versions: Versions::default(),
    };
    while let Some(entry) = entries.next() {
        let descend = match entry {
            Ok(entry) => walk.enter(&entry),
            Err(error) => {
                walk.failed(&error);
                true
            }
        };
        if !descend {
            entries.skip_current_dir();
        }
    }
    walk.finish()
}

struct Walk<'a> {
    root: &'a Path,
    /// The only place that is asked for.
    only: Option<String>,
    found: Found,
    /// Files named as a disclosure is that are no text.
    originals: Vec<(DisclosureId, String, PathBuf)>,
    /// Files of corrections, and the disclosures that they are of.
    corrections: Vec<(DisclosureId, (String, PathBuf))>,
    /// Earlier texts, and the disclosures that they are of.
    versions: Versions,
}

impl Walk<'_> {
    /// Takes an entry in; whether to go into it, if it is a folder.
    fn enter(&mut self, entry: &DirEntry) -> bool {
        let relative = entry.path().strip_prefix(self.root).unwrap_or(entry.path());
        let parts: Vec<String> = relative.iter().map(shown).collect();
        let folder = entry.file_type().is_dir();
        let Some(name) = parts.last() else { return true };
        if name.starts_with('.') {
            return !folder;
        }
        let path = parts.join("/");
        if entry.path_is_symlink() && config::file::leads_out(entry.path(), self.root) {
            self.report(&Concern::of(&path), unreadable(&path, "符号链接指到内容文件夹之外"));
            return !folder;
        }
        let descend = match (parts.as_slice(), folder) {
            ([slug], true) => self.body(slug),
            ([file], false) => self.stray(&path, file),
            ([_, name], true) => self.folder(&path, name),
            ([_, name], false) => self.file(&path, name, entry.path()),
            ([.., folder, name], false) => self.part(&path, (folder, name), entry),
            _ => {
                self.say(codes::EXTRA_FILE, &path, "更深的文件夹不会读取", "文件直接放在公开文本的文件夹里。")
            }
        };
        descend || !folder
    }

    fn body(&mut self, slug: &str) -> bool {
        if config::is_reserved(slug) {
            let message = format!("{slug} 是网站自用的名称，不能作单位文件夹名");
            return self.say(codes::UNSAFE_NAME, slug, message, "换一个名称，例如加上地名的拼音。");
        }
        if config::is_shared(slug) {
            let message = format!("{slug} 也是网站自用的名称；这个单位照常发布，保留它的网址");
            let hint = "最好换一个名称，例如加上地名的拼音，并在 site.toml 里用 [[redirect]] 写明去处。";
            self.say(codes::RESERVED_NAME, slug, message, hint);
        }
        if !names::is_slug(slug) {
            let message = format!("单位文件夹名“{slug}”不能用作网址");
            let hint = "改用小写英文字母、数字和连字符，例如 xinzhou-traffic-police；不超过 64 个字符。";
            return self.say(codes::UNSAFE_NAME, slug, message, hint);
        }
        if is_unportable(slug) {
            let message = format!("{slug} 在有的系统上不能作文件夹名");
            return self.say(codes::UNSAFE_NAME, slug, message, "换一个名称，例如加上地名的拼音。");
        }
        let body = Body { slug: slug.to_owned(), settings: BodySettings::default(), candidates: Vec::new() };
        self.found.bodies.push(body);
        true
    }

    /// A folder inside a body's: a disclosure of several files.
    fn folder(&mut self, path: &str, name: &str) -> bool {
        if self.version(path, name, None) {
            return true;
        }
        if names::disclosure(name).is_none() {
            return self.misnamed(path, name);
        }
        self.candidate(path, name);
        true
    }

    /// A file inside a body's folder.
    fn file(&mut self, path: &str, name: &str, on_disk: &Path) -> bool {
        if name == names::BODY_SETTINGS {
            self.settings(path, on_disk);
        } else if let Some((year, kind)) = names::corrected(name) {
            self.corrections_of(year, kind, path, on_disk);
        } else if self.version(path, name, Some(on_disk)) {
        } else if !names::is_text(name) {
            return self.original(path, name, on_disk) || self.stray(path, name);
        } else if names::disclosure(names::without_extension(name)).is_some() {
            if let Some(candidate) = self.candidate(path, names::without_extension(name)) {
                candidate.files.push((path.to_owned(), on_disk.to_owned()));
            }
        } else if !names::is_readme(name) {
            return self.misnamed(path, name);
        }
        false
    }

    /// A file inside a disclosure's folder.
    fn part(&mut self, path: &str, (folder, name): (&str, &str), entry: &DirEntry) -> bool {
        if name.ends_with(corrections::ENDING.trim_start_matches('.')) {
            let hint = "更正文件放在文件夹旁边：2023-budget/ 旁边是 2023-budget.corrections.toml。";
            return self.say(codes::BAD_CORRECTION, path, "更正文件放在这里不生效", hint);
        }
        let is_read = names::is_text(name)
            || (names::is_original(name) && !name.to_ascii_lowercase().ends_with(".json"));
        if !is_read || !entry.file_type().is_file() {
            return self.stray(path, name);
        }
        if name.contains(|c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER) {
            return self.say(codes::UNSAFE_NAME, path, "文件名里有不合规的字符", "换一个文件名。");
        }
        if names::version(folder).is_some() {
            self.versions.part(path, entry.path());
            return false;
        }
        let body = self.found.bodies.last_mut();
        if let Some(candidate) = body.and_then(|body| body.candidates.last_mut()) {
            candidate.files.push((path.to_owned(), entry.path().to_owned()));
        }
        false
    }

    /// Takes in a file or a folder that is an earlier text of a disclosure; whether it is one.
    fn version(&mut self, path: &str, name: &str, on_disk: Option<&Path>) -> bool {
        let stem = on_disk.map_or(name, |_| names::without_extension(name));
        let read = on_disk.is_none() || names::is_text(name) || names::is_original(name);
        let (Some((year, kind, day)), Some(body)) = (names::version(stem), self.found.bodies.last()) else {
            return false;
        };
        if read {
            let id = DisclosureId { body: body.slug.clone(), year, kind };
            self.versions.add(id, day, path, on_disk);
        }
        read
    }

    /// Gives each disclosure its earlier texts; what is wrong with others is reported.
    fn pair_versions(&mut self) {
        let mut versions = std::mem::take(&mut self.versions);
        for one in self.found.bodies.iter_mut().flat_map(|body| &mut body.candidates) {
            one.versions = versions.of(&one.id);
        }
        for (paths, diagnostic) in versions.complaints() {
            self.report(&Concern::Entries(paths), diagnostic);
        }
    }

    fn candidate(&mut self, path: &str, stem: &str) -> Option<&mut Candidate> {
        let (year, kind) = names::disclosure(stem)?;
        let body = self.found.bodies.last_mut()?;
        let id = DisclosureId { body: body.slug.clone(), year, kind };
        body.candidates.push(Candidate::new(id, path.to_owned(), Vec::new()));
        body.candidates.last_mut()
    }

    /// Takes in a file that is named as a disclosure is, but is no text; whether it is one.
    fn original(&mut self, path: &str, name: &str, on_disk: &Path) -> bool {
        let named = names::disclosure(names::without_extension(name));
        let (Some((year, kind)), Some(body)) = (named, self.found.bodies.last()) else { return false };
        let id = DisclosureId { body: body.slug.clone(), year, kind };
        self.originals.push((id, path.to_owned(), on_disk.to_owned()));
        true
    }

    /// Takes in a file of corrections; its disclosure comes after it.
    fn corrections_of(&mut self, year: u16, kind: DisclosureKind, path: &str, on_disk: &Path) {
        if let Some(body) = self.found.bodies.last() {
            let id = DisclosureId { body: body.slug.clone(), year, kind };
            self.corrections.push((id, (path.to_owned(), on_disk.to_owned())));
        }
    }

    /// Gives each disclosure its corrections; those of none are reported.
    fn pair_corrections(&mut self) {
        let mut files: BTreeMap<DisclosureId, _> =
            std::mem::take(&mut self.corrections).into_iter().collect();
        for one in self.found.bodies.iter_mut().flat_map(|body| &mut body.candidates) {
            one.corrections = files.remove(&one.id);
        }
        for (id, (path, _)) in files {
            let message = format!("没有 {id} 的公开文本，这个更正文件没有生效");
            let hint = "更正文件与公开文本同名：2023-budget.md 旁边是 2023-budget.corrections.toml。";
            self.say(codes::BAD_CORRECTION, &path, message, hint);
        }
    }

    fn settings(&mut self, path: &str, on_disk: &Path) {
        let settings = match config::file::text(on_disk, config::file::SETTINGS) {
            Ok(text) => config::parse(path, &text, config::BODY_KEYS),
            Err(error) => Err(Box::new(unreadable(path, &error.to_string()))),
        };
        match (settings, self.found.bodies.last_mut()) {
            (Ok(settings), Some(body)) => body.settings = settings,
            (Ok(_), None) => {}
            (Err(diagnostic), _) => self.report(&Concern::Body, *diagnostic),
        }
    }

    fn misnamed(&mut self, path: &str, name: &str) -> bool {
        let message = format!("“{name}”看不出年度和类别，没有发布");
        let hint = match name.contains('@') {
            true => versions::NAMES,
            false => "改名为 <年度>-budget（预算）或 <年度>-final（决算），例如 2023-budget.md。",
        };
        self.say(codes::UNSAFE_NAME, path, message, hint)
    }

    /// A file that has no place here.
    fn stray(&mut self, path: &str, name: &str) -> bool {
        if names::is_readme(name) {
            return false;
        }
        if names::is_text(name) && !path.contains('/') {
            let hint = "放进以单位命名的文件夹，例如 content/<单位>/2023-budget.md。";
            return self.say(codes::UNSAFE_NAME, path, "公开文本不在单位的文件夹里，没有发布", hint);
        }
        if !path.contains('/') && names::disclosure(names::without_extension(name)).is_some() {
            let hint = "解析成 .md 或 .txt，放进以单位命名的文件夹，例如 content/<单位>/2023-budget.md。";
            return self.say(
                codes::UNREAD_FILE,
                path,
                "这份公开不在单位的文件夹里，格式也不会读取，没有发布",
                hint,
            );
        }
        let hint = "公开文本须是 .md 或 .txt；PDF、表格请先解析成文字。无关的文件可以移走。";
        self.say(codes::EXTRA_FILE, path, "这个文件不会读取", hint)
    }

    fn say(&mut self, code: DiagnosticCode, path: &str, message: impl Into<String>, hint: &str) -> bool {
        self.report(&Concern::of(path), Diagnostic::new(code, message).in_path(path).hint(hint));
        false
    }

    /// Keeps a message about what is asked for.
    fn report(&mut self, concern: &Concern, diagnostic: Diagnostic) {
        if self.only.as_deref().is_none_or(|only| concern.touches(only)) {
            self.found.diagnostics.push(diagnostic);
        }
    }

    fn failed(&mut self, error: &walkdir::Error) {
        let path = error.path().unwrap_or(self.root);
        let path = path.strip_prefix(self.root).unwrap_or(path);
        let path = path.iter().map(shown).collect::<Vec<_>>().join("/");
        let why = match (error.loop_ancestor(), error.io_error()) {
            (Some(_), _) => "符号链接指回上层文件夹，成了环".to_owned(),
            (None, Some(error)) => error.to_string(),
            (None, None) => error.to_string(),
        };
        self.report(&Concern::of(&path), unreadable(&path, &why));
    }

    /// The disclosures that something is read of.
    fn read(&self) -> HashSet<DisclosureId> {
        let candidates = self.found.bodies.iter().flat_map(|body| &body.candidates);
        candidates.map(|one| one.id.clone()).collect()
    }

    /// Gives originals without a text beside them to read; those that cannot be read are
    /// disclosures that nobody will see.
    fn take_originals(&mut self) {
        let all = std::mem::take(&mut self.originals).into_iter();
        let (readable, others): (Vec<_>, Vec<_>) = all.partition(|(_, path, _)| names::is_original(path));
        let read = self.read();
        let (beside, alone): (Vec<_>, Vec<_>) = readable.into_iter().partition(|(id, ..)| read.contains(id));
        for (id, path, on_disk) in alone {
            if let Some(body) = self.found.bodies.iter_mut().find(|body| body.slug == id.body) {
                let files = vec![(path.clone(), on_disk)];
                body.candidates.push(Candidate::new(id, path, files));
            }
        }
        let read = self.read();
        for (id, path, _) in others.into_iter().filter(|(id, ..)| !read.contains(id)) {
            if self.found.bodies.iter().any(|body| body.slug == id.body) {
                self.report(&Concern::of(&path), unread(&id, &path));
                self.found.kept_out.push(id);
            }
        }
        let beside: Vec<(String, PathBuf)> = beside.into_iter().map(|(_, path, at)| (path, at)).collect();
        for one in self.found.bodies.iter_mut().flat_map(|body| &mut body.candidates) {
            let all = std::mem::take(&mut one.files);
            one.files = without_originals_of_texts(all.clone());
            one.originals = originals(&one.files, all.iter().chain(&beside));
        }
    }

    /// Sorts, and sets aside what claims an address twice.
    fn finish(mut self) -> Found {
        self.take_originals();
        self.pair_corrections();
        self.pair_versions();
        for at in 0..self.found.bodies.len() {
            let mut candidates = std::mem::take(&mut self.found.bodies[at].candidates);
            candidates.sort_by(|a, b| a.id.cmp(&b.id));
            for same in candidates.chunk_by(|a, b| a.id == b.id) {
                self.settle(at, same);
            }
        }
        self.found
    }

    /// Takes what claims one address: a single one, if it is asked for.
    fn settle(&mut self, body: usize, same: &[Candidate]) {
        let asked = |one: &&Candidate| {
            let own = |only: &str| one.corrections.as_ref().is_some_and(|(path, _)| path == only);
            let has = |only: &str| one.versions.iter().any(|version| is_within(&version.name, only));
            self.only.as_deref().is_none_or(|only| is_within(&one.name, only) || own(only) || has(only))
        };
        if let [one] = same {
            self.found.bodies[body].candidates.extend([one].into_iter().filter(asked).cloned());
            return;
        }
        let names = same.iter().map(|candidate| candidate.name.clone());
        self.report(&Concern::Entries(names.collect()), duplicate(same));
        self.found.kept_out.push(same[0].id.clone());
    }
}

/// The PDF that each file is, or that one of `others` is that has its name.
fn originals<'a>(
    files: &'a [(String, PathBuf)],
    others: impl Iterator<Item = &'a (String, PathBuf)>,
) -> BTreeMap<String, PathBuf> {
    let pdfs = others.filter(|(name, _)| names::is_pdf(name));
    let pdfs: BTreeMap<&str, &PathBuf> =
        pdfs.map(|(name, path)| (names::without_extension(name), path)).collect();
    let original = |(name, path): &'a (String, PathBuf)| match names::is_pdf(name) {
        true => Some((name.clone(), path.clone())),
        false if names::is_text(name) => {
            Some((name.clone(), (*pdfs.get(names::without_extension(name))?).clone()))
        }
        false => None,
    };
    files.iter().filter_map(original).collect()
}

/// Files without the originals that a text of the same name stands beside.
fn without_originals_of_texts(files: Vec<(String, PathBuf)>) -> Vec<(String, PathBuf)> {
    let texts = files.iter().filter(|(name, _)| names::is_text(name));
    let texts: HashSet<String> = texts.map(|(name, _)| names::without_extension(name).to_owned()).collect();
    let is_read = |name: &str| names::is_text(name) || !texts.contains(names::without_extension(name));
    files.into_iter().filter(|(name, _)| is_read(name)).collect()
}

fn unread(id: &DisclosureId, path: &str) -> Diagnostic {
    Diagnostic::new(codes::UNREAD_FILE, format!("这种文件读不了，{id}/ 没有发布"))
        .in_path(path)
        .hint("先解析成文字，存成旁边同名的 .md 或 .txt；有了它，这个文件留作原件，不再提示。")
}

fn duplicate(same: &[Candidate]) -> Diagnostic {
    let names: Vec<&str> = same.iter().map(|candidate| candidate.name.as_str()).collect();
    let message = format!("{} 都要用网址 {}/，都没有发布", names.join(" 和 "), same[0].id);
    Diagnostic::new(codes::DUPLICATE_ADDRESS, message)
        .in_path(names[0])
        .hint("只留一份；表格和文字分在几个文件里时，放进同一个文件夹。")
}

/// The diagnostic for a file or folder that cannot be read.
pub fn unreadable(path: &str, why: &str) -> Diagnostic {
    Diagnostic::new(codes::UNREADABLE_FILE, format!("读不出来：{why}"))
        .in_path(path)
        .hint("检查权限和符号链接；其余内容照常生成。")
}

/// A name for a message: unreadable characters replaced, controls escaped.
fn shown(name: &OsStr) -> String {
    let name = name.to_string_lossy();
    match name.contains(char::is_control) {
        true => name.escape_debug().to_string(),
        false => name.into_owned(),
    }
}
