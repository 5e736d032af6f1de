//! Whole sites, walked page by page: every link leads to a page and every
//! fragment to an element, ids are unique, every page can be reached from the
//! first, and nothing of the machine that built the site is in it.
//!
//! Each site is built twice, to be opened from a folder and to be served below a
//! path. The sources are the project's own content and, where they are at hand,
//! the real disclosures beside it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

const BASE: &str = "https://example.org/repo/";

#[test]
fn own_content_from_a_folder() {
    check(&root().join("content"), None);
}

#[test]
fn own_content_below_a_path() {
    check(&root().join("content"), Some(BASE));
}

#[test]
fn real_disclosures_from_a_folder() {
    check_real(None);
}

#[test]
fn real_disclosures_below_a_path() {
    check_real(Some(BASE));
}

/// More bodies than a home page lists, one of which has the name of the folder of regions.
#[test]
fn a_site_of_many_bodies() {
    let folder = tempfile::tempdir().unwrap();
    for at in 0..120 {
        let slug = if at == 7 { "regions".to_owned() } else { format!("body-{at}") };
        let body = folder.path().join(slug);
        fs::create_dir(&body).unwrap();
        let region = ["甲省", "乙省", ""][(at % 8).min(2)];
        fs::write(body.join("body.toml"), format!("name = \"第{at}局\"\nregion = \"{region}\"\n")).unwrap();
        fs::write(body.join("2023-budget.md"), common::site::TABLE).unwrap();
    }
    check(folder.path(), None);
    check(folder.path(), Some(BASE));
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn check_real(base: Option<&str>) {
    let real = root().join("../shared/disclosures");
    match real.is_dir() {
        true => check(&real, base),
        false => eprintln!("skipped: no real disclosures at ../shared/disclosures"),
    }
}

/// Builds a site and fails with everything that is wrong with it.
fn check(content: &Path, base: Option<&str>) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("site.toml"), "archive = true\n").unwrap();
    let output = folder.path().join("public");
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingzhang"));
    command.args(["build", "--quiet", "--content"]).arg(content).arg("--output").arg(&output);
    if let Some(base) = base {
        command.args(["--base-url", base]);
    }
    let status = command.current_dir(folder.path()).status().unwrap();
    assert!(matches!(status.code(), Some(0 | 1)), "the build ended with {status}");
    let site = Site::load(&output, base);
    let mut wrong = site.wrong_links();
    wrong.extend(site.wrong_data());
    wrong.extend(site.unreachable());
    wrong.extend(site.wrong_archives());
    wrong.extend(site.traces(&[root(), content, folder.path()]));
    let count = wrong.len();
    wrong.truncate(40);
    assert!(wrong.is_empty(), "{count} faults in the site of {}:\n{}", content.display(), wrong.join("\n"));
}

/// A page: its ids, and its links as written.
#[derive(Default)]
struct Page {
    ids: BTreeSet<String>,
    repeated: Vec<String>,
    links: Vec<String>,
}

struct Site<'a> {
    output: &'a Path,
    base: Option<&'a str>,
    files: BTreeSet<String>,
    pages: BTreeMap<String, Page>,
}

impl<'a> Site<'a> {
    fn load(output: &'a Path, base: Option<&'a str>) -> Self {
        let entries = walkdir::WalkDir::new(output).into_iter().map(Result::unwrap);
        let files: BTreeSet<String> = entries
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| entry.path().strip_prefix(output).unwrap().to_string_lossy().replace('\\', "/"))
            .collect();
        let html = files.iter().filter(|path| path.ends_with(".html"));
        let pages = html
            .map(|path| (path.clone(), Page::parse(&fs::read_to_string(output.join(path)).unwrap())))
            .collect();
        Self { output, base, files, pages }
    }

    fn wrong_links(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for (path, page) in &self.pages {
            wrong.extend(page.repeated.iter().map(|id| format!("{path}: id {id} stands twice")));
            for link in &page.links {
                if let Err(why) = self.target(path, link) {
                    wrong.push(format!("{path}: {link}: {why}"));
                }
            }
        }
        wrong
    }

    /// The file that a link on a page leads to; `None` where it leads out.
    fn target(&self, from: &str, link: &str) -> Result<Option<String>, &'static str> {
        let served = self.base.and_then(|base| link.strip_prefix(base));
        let (folder, rest) = match served {
            Some(rest) => ("", rest),
            None if leads_out(link) => return Ok(None),
            None if link.starts_with("javascript:") => return Err("a script as a link"),
            None if link.starts_with('/') => return self.rooted(link),
            None => (from.rsplit_once('/').map_or("", |(folder, _)| folder), link),
        };
        let own = if rest.is_empty() || rest.starts_with(['#', '?']) { Some(from) } else { None };
        self.resolve(folder, rest, own.filter(|_| served.is_none()))
    }

    /// A link that starts at the host's root: right only below the base's path.
    fn rooted(&self, link: &str) -> Result<Option<String>, &'static str> {
        let base = self.base.ok_or("starts at the root, so it breaks in a folder")?;
        let path = base.splitn(4, '/').nth(3).unwrap();
        let rest = link[1..].strip_prefix(path).ok_or("leads out of the base path")?;
        self.resolve("", rest, None)
    }

    fn resolve(&self, folder: &str, link: &str, own: Option<&str>) -> Result<Option<String>, &'static str> {
        let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
        let path = decoded(path.split('?').next().unwrap());
        let mut file = match own {
            Some(own) => own.to_owned(),
            None => joined(folder, &path).ok_or("leads out of the site")?,
        };
        if file.is_empty() || file.ends_with('/') {
            if self.base.is_none() {
                return Err("names a folder, which does not open without a server");
            }
            file.push_str("index.html");
        }
        if !self.files.contains(&file) {
            return Err("there is no such file");
        }
        let fragment = decoded(fragment);
        let found =
            fragment.is_empty() || self.pages.get(&file).is_none_or(|page| page.ids.contains(&fragment));
        if found { Ok(Some(file)) } else { Err("there is no such id") }
    }

    /// Links of unpacked archives, which must work from a folder: none leads to
    /// what is not there, and all but the first page can be reached.
    fn wrong_archives(&self) -> Vec<String> {
        let archives: Vec<&String> = self.files.iter().filter(|path| path.ends_with(".zip")).collect();
        assert!(!archives.is_empty(), "site.toml asks for archives, there is none");
        let mut wrong = Vec::new();
        for path in archives {
            let folder = tempfile::tempdir().unwrap();
            let file = fs::File::open(self.output.join(path)).unwrap();
            zip::ZipArchive::new(file).unwrap().extract(folder.path()).unwrap();
            let unpacked = Site::load(folder.path(), None);
            let faults = unpacked.wrong_links().into_iter().chain(unpacked.unreachable());
            wrong.extend(faults.map(|fault| format!("{path}: {fault}")));
            assert!(unpacked.files.iter().any(|file| file.ends_with("facts.csv")), "{path}");
            assert!(unpacked.files.iter().any(|file| file.ends_with(".css")), "{path}");
        }
        wrong
    }

    /// Addresses in data files, which are paths from the site's root.
    fn wrong_data(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for path in &self.files {
            for url in self.data_urls(path) {
                let (file, fragment) = url.split_once('#').unwrap_or((&url, ""));
                let file = if file.is_empty() || file.ends_with('/') {
                    format!("{file}index.html")
                } else {
                    file.to_owned()
                };
                let page = self.pages.get(&file);
                if page.is_none_or(|page| !fragment.is_empty() && !page.ids.contains(fragment)) {
                    wrong.push(format!("{path}: {url}: leads nowhere"));
                }
            }
        }
        wrong
    }

    fn data_urls(&self, path: &str) -> Vec<String> {
        let bytes = || fs::read(self.output.join(path)).unwrap();
        if path.starts_with("search/") && path.ends_with(".js") {
            return searched(&String::from_utf8(bytes()).unwrap());
        }
        if ["/facts.csv", "data/totals.csv", "data/codes.csv"].iter().any(|name| path.ends_with(name)) {
            let text = bytes();
            let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&text);
            let mut reader = csv::Reader::from_reader(text);
            let Some(column) = reader.headers().unwrap().iter().position(|name| name == "url") else {
                return Vec::new();
            };
            return reader.records().map(|record| record.unwrap()[column].to_owned()).collect();
        }
        let mut urls = Vec::new();
        if path.contains("/data/") && path.ends_with(".json") {
            collect_urls(&serde_json::from_slice(&bytes()).unwrap(), &mut urls);
        }
        urls
    }

    /// Pages that no path of links leads to from the first.
    fn unreachable(&self) -> Vec<String> {
        let first = "index.html".to_owned();
        let mut seen = BTreeSet::from([first.clone()]);
        let mut open = vec![first];
        while let Some(path) = open.pop() {
            let Some(page) = self.pages.get(&path) else { continue };
            let targets = page.links.iter().filter_map(|link| self.target(&path, link).ok().flatten());
            open.extend(targets.filter(|target| seen.insert(target.clone())));
        }
        let lost = self.pages.keys().filter(|path| !seen.contains(*path) && *path != "404.html");
        lost.map(|path| format!("{path}: no link leads here")).collect()
    }

    /// Paths of the machine that built the site.
    fn traces(&self, folders: &[&Path]) -> Vec<String> {
        let canonical = folders.iter().filter_map(|folder| folder.canonicalize().ok());
        let folders: Vec<PathBuf> =
            folders.iter().map(|folder| (*folder).to_owned()).chain(canonical).collect();
        let mut wrong = Vec::new();
        for path in &self.files {
            let text = fs::read(self.output.join(path)).unwrap();
            let text = String::from_utf8_lossy(&text);
            if folders.iter().any(|folder| text.contains(&*folder.to_string_lossy())) {
                wrong.push(format!("{path}: holds a path of this machine"));
            }
        }
        wrong
    }
}

impl Page {
    fn parse(html: &str) -> Self {
        static SKIPPED: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?s)<!--.*?-->|(<script[^>]*>).*?</script>|(<style[^>]*>).*?</style>").unwrap()
        });
        static TAG: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r#"<[a-zA-Z](?:[^">]|"[^"]*")*>"#).unwrap());
        static ATTRIBUTE: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r#"\s([a-zA-Z:-]+)="([^"]*)""#).unwrap());
        let mut page = Self::default();
        let html = SKIPPED.replace_all(html, "$1$2");
        for tag in TAG.find_iter(&html) {
            for attribute in ATTRIBUTE.captures_iter(tag.as_str()) {
                page.take(&attribute[1], unescaped(&attribute[2]));
            }
        }
        page
    }

    fn take(&mut self, name: &str, value: String) {
        match name {
            "id" if self.ids.contains(&value) => self.repeated.push(value),
            "id" => {
                self.ids.insert(value);
            }
            "href" | "src" | "action" | "poster" | "xlink:href" => self.links.push(value),
            "content" if value.starts_with(BASE) => self.links.push(value),
            "srcset" => {
                let sources = value.split(',').filter_map(|source| source.split_whitespace().next());
                self.links.extend(sources.map(str::to_owned));
            }
            _ => {}
        }
    }
}

fn leads_out(link: &str) -> bool {
    ["http://", "https://", "//", "mailto:", "tel:", "data:"].iter().any(|start| link.starts_with(start))
}

/// A relative path from a folder; `None` where it climbs out of the site.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let ends_as_folder = path.is_empty() || path.ends_with('/') || path.ends_with("..") || path == ".";
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    let joined = parts.join("/");
    Some(if ends_as_folder && !joined.is_empty() { format!("{joined}/") } else { joined })
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        match (first, hex) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn unescaped(text: &str) -> String {
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&#x2F;", "/")];
    let text = entities.iter().fold(text.to_owned(), |text, (entity, plain)| text.replace(entity, plain));
    text.replace("&amp;", "&")
}

fn collect_urls(value: &Value, urls: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect_urls(item, urls)),
        Value::Object(fields) => {
            urls.extend(fields.get("url").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|field| collect_urls(field, urls));
        }
        _ => {}
    }
}

/// Every address in a part of the search index.
fn searched(script: &str) -> Vec<String> {
    let lines = script.split_once('\n').and_then(|(_, rest)| rest.strip_suffix("])\n")).unwrap();
    let lines: Vec<Value> = serde_json::from_str(&format!("[{lines}]")).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let of_line = |line: &Value| {
        let hits = line[3].as_array().unwrap().iter();
        hits.map(|hit| text(&line[0]) + &text(&hit[1])).collect::<Vec<_>>()
    };
    lines.iter().flat_map(of_line).collect()
}

#[test]
fn the_checker_sees_faults() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("a")).unwrap();
    let home = r##"<a href="a/index.html#x">1</a><a href="a/">2</a><a href="/a">3</a><a href="b.html">4</a>
        <p id="y"></p><p id="y"></p><a href="#y">5</a><a href="../c">6</a><!-- <a href="no"> -->
        <script>"<a href=no>"</script><a href="https://elsewhere.example/">7</a>"##;
    fs::write(folder.path().join("index.html"), home).unwrap();
    fs::write(folder.path().join("a/index.html"), r#"<p id="z">"#).unwrap();
    fs::write(folder.path().join("lost.html"), "").unwrap();
    let site = Site::load(folder.path(), None);
    let wrong = site.wrong_links();
    assert_eq!(wrong.len(), 6, "{wrong:#?}");
    let site = Site::load(folder.path(), Some(BASE));
    assert_eq!(site.wrong_links().len(), 5, "{:#?}", site.wrong_links());
    assert_eq!(site.unreachable(), ["lost.html: no link leads here"]);
}
