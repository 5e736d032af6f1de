//! What the folder that the program runs in says of the site: `site.toml`, pages of its own, templates
//! and static files that replace the embedded ones or join them, and files for the site's root.

use std::io;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::Failure;
use crate::config::{self, OwnPage, Settings, file};
use crate::pipeline::Theme;
use crate::source::visible;

const SITE: &str = "site.toml";
/// Hidden names that servers ask for.
const ROOT_NAMES: [&str; 2] = [".well-known", ".nojekyll"];
const TEMPLATES: &str = "templates";
const STATIC: &str = "static";
/// Files that go to the site's root as they are.
const ROOT: &str = "root";
/// Pages of the site's own.
const PAGES: &str = "pages";

/// All that this module reads, in the folder that the program runs in.
#[cfg(feature = "serve")]
pub const SOURCES: [&str; 5] = [SITE, TEMPLATES, STATIC, ROOT, PAGES];

/// Reads `site.toml`, if it is there.
///
/// A mistake in it stops everything: what it says of privacy must not be missed.
pub fn settings() -> Result<Settings, Failure> {
    let path = Path::new(SITE);
    if path.is_symlink() && file::leads_out(path, Path::new(".")) {
        return Err(format!("{SITE} 是指到网站文件夹之外的符号链接，没有读。").into());
    }
    let text = match file::text(path, file::SETTINGS) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(format!("读不了 {SITE}：{error}。它须是 UTF-8 文字文件。").into()),
    };
    let mut settings: Settings = config::parse(SITE, text.trim_start_matches('\u{FEFF}'), config::SITE_KEYS)
        .map_err(Failure::Settings)?;
    let said = [&mut settings.title, &mut settings.description];
    for words in said.into_iter().chain(settings.contact.as_mut()).chain(settings.licence.as_mut()) {
        *words = visible(words);
    }
    for said in [&mut settings.contact, &mut settings.licence] {
        *said = said.take().filter(|words| !words.trim().is_empty());
    }
    if let Some(typed) = &settings.base_url {
        let checked = config::base_url(typed).map_err(|error| format!("{SITE} 的 base_url：{error}"))?;
        settings.base_url = Some(checked);
    }
    settings.pages = pages()?;
    Ok(settings)
}

/// A text line by line, without characters that have no place in any.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

/// The pages of the site's own, in order.
fn pages() -> Result<Vec<OwnPage>, Failure> {
    let mut pages = Vec::new();
    for (path, bytes) in files(Path::new(PAGES), |name| !name.starts_with('.'))? {
        let Some(name) = path.strip_suffix(".md") else {
            return Err(format!("{PAGES}/{path} 不是 .md 文件；图片等放在 {STATIC}/ 里。").into());
        };
        let text = String::from_utf8(bytes).map_err(|_| format!("{PAGES}/{path} 不是 UTF-8 文字。"))?;
        let page = OwnPage::parse(name, &lines(&text)).map_err(|why| format!("{PAGES}/{path}：{why}。"))?;
        pages.push(page);
    }
    pages.sort_by(|a, b| (a.order, &a.name).cmp(&(b.order, &b.name)));
    Ok(pages)
}

/// The embedded theme with what `templates/` and `static/` put in its place, and the files
/// of `root/`.
pub fn theme() -> Result<Theme, Failure> {
    let visible = |name: &str| !name.starts_with('.');
    let static_files = files(Path::new(STATIC), visible)?;
    let root = files(Path::new(ROOT), |name| visible(name) || ROOT_NAMES.contains(&name))?;
    let templates = files(Path::new(TEMPLATES), visible)?
        .into_iter()
        .map(|(name, bytes)| match String::from_utf8(bytes) {
            Ok(text) => Ok((name, text)),
            Err(_) => Err(format!("模板 templates/{name} 不是 UTF-8 文字。")),
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Theme::load(&templates, &static_files)?.with_root(root))
}

/// The files below a folder that may not be there, of names that are wanted, sorted: name
/// with `/` between its parts, bytes.
fn files(folder: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let wanted = |entry: &DirEntry| entry.depth() == 0 || wanted(&entry.file_name().to_string_lossy());
    let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    let mut found = Vec::new();
    for entry in entries.filter_entry(wanted) {
        let entry = entry.map_err(|error| format!("读不了 {}：{error}", folder.display()))?;
        if file::leads_out(entry.path(), Path::new("."))
            || (entry.path_is_symlink() && file::leads_out(entry.path(), folder))
        {
            let path = entry.path().display();
            return Err(format!(
                "{path} 指到 {} 之外，那里的文件不公开；请放文件本身，不放符号链接。",
                folder.display()
            )
            .into());
        }
        if !entry.file_type().is_dir() {
            let name = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let name = name.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
            let bytes = file::bytes(entry.path(), file::LARGE)
                .map_err(|error| format!("读不了 {}：{error}", entry.path().display()))?;
            found.push((name, bytes));
        }
    }
    Ok(found)
}
