//! Templates and static files: those the program was built with, each of which
//! a site may replace.

mod remarks;
mod statics;

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use crate::artifact::Artifact;
use statics::{CUSTOM, FOLDER, Statics, statics};

pub use remarks::{ThemeRemark, Unknown};

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Templates and static files, ready for use.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    files: Statics,
    root: Vec<Artifact>,
    remarks: Vec<ThemeRemark>,
    print: String,
}

/// Why a template cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeError {
    /// The template's name, empty where none can be named.
    pub template: String,
    /// The line in it, from 1, where one can be named.
    pub line: Option<usize>,
    /// What is wrong, as the template engine puts it.
    pub message: String,
}

impl std::error::Error for ThemeError {}

impl fmt::Display for ThemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.template.as_str(), self.line) {
            ("", _) => write!(f, "模板：{}", self.message),
            (name, None) => write!(f, "模板 {name}：{}", self.message),
            (name, Some(line)) => write!(f, "模板 {name} 第 {line} 行：{}", self.message),
        }
    }
}

impl ThemeError {
    fn new(error: &tera::Error, template: &str) -> Self {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Self {
                template: if report.filename().is_empty() { template } else { report.filename() }.to_owned(),
                line: Some(report.span().start_line),
                message: report.message().to_owned(),
            },
            kind => Self { template: template.to_owned(), line: None, message: kind.to_string() },
        }
    }
}

impl Theme {
    /// The embedded theme with a site's own templates and static files in place
    /// of those of the same name; others of its own join them.
    ///
    /// # Errors
    /// A template that cannot be parsed, or that extends or includes one that is
    /// not there.
    pub fn load(
        templates: &[(String, String)],
        static_files: &[(String, Vec<u8>)],
    ) -> Result<Theme, ThemeError> {
        let mut all: BTreeMap<&str, &str> = TEMPLATES.iter().copied().collect();
        all.extend(templates.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        let files = statics(static_files);
        let mut tera = Tera::new();
        let paths = files.iter().map(|(name, file)| (name.clone(), file.path.clone())).collect();
        tera.register_function("asset", move |asked: Kwargs, state: &State| asset(&paths, &asked, state));
        tera.add_raw_templates(all).map_err(|error| ThemeError::new(&error, ""))?;
        let remarks = remarks::remarks(templates, static_files, &files);
        Ok(Theme { tera, files, root: Vec::new(), remarks, print: print(templates, static_files) })
    }

    /// The theme with files that go to the site's root as they are, by their paths there.
    #[must_use]
    pub fn with_root(self, files: Vec<(String, Vec<u8>)>) -> Theme {
        Theme { root: files.into_iter().map(|(path, bytes)| Artifact::new(path, bytes)).collect(), ..self }
    }

    /// The embedded templates and static files, by their paths beside `site.toml`.
    pub fn embedded() -> impl Iterator<Item = (String, &'static [u8])> {
        let templates = TEMPLATES.iter().map(|(name, text)| (format!("templates/{name}"), text.as_bytes()));
        templates.chain(STATIC.iter().map(|(name, _, bytes)| (format!("{FOLDER}{name}"), *bytes)))
    }

    /// Names in the site's own templates and static files that may be slips.
    pub fn remarks(&self) -> &[ThemeRemark] {
        &self.remarks
    }

    /// The files that go to the site's root as they are.
    pub fn root_files(&self) -> &[Artifact] {
        &self.root
    }

    /// The hash of what a site puts in place of the embedded theme.
    pub fn print(&self) -> &str {
        &self.print
    }

    /// The static files. What pages link by themselves has a name that changes with its content.
    pub fn static_files(&self) -> Vec<Artifact> {
        self.files.values().map(|file| Artifact::new(file.path.clone(), file.bytes.clone())).collect()
    }

    /// The path of a static file from the site's root, by its plain name.
    pub(super) fn static_path(&self, name: &str) -> &str {
        self.files.get(name).map_or("", |file| file.path.as_str())
    }

    /// The path of the site's own style sheet, which comes after the embedded one.
    pub(super) fn custom_stylesheet(&self) -> Option<&str> {
        self.files.get(CUSTOM).map(|file| file.path.as_str())
    }

    /// The paths of the scripts, in the order of their names.
    pub(super) fn scripts(&self) -> impl Iterator<Item = &str> {
        let scripts = self.files.iter().filter(|(name, _)| name.ends_with(".js"));
        scripts.map(|(_, file)| file.path.as_str())
    }

    /// Renders a template.
    pub(super) fn render(&self, template: &str, view: &impl Serialize) -> Result<String, ThemeError> {
        let context = Context::from_serialize(view).map_err(|error| ThemeError::new(&error, template))?;
        self.tera.render(template, &context).map_err(|error| ThemeError::new(&error, template))
    }
}

/// `{{ asset(path="logo.png") }}`: the link from the page to a static file.
fn asset(paths: &BTreeMap<String, String>, asked: &Kwargs, state: &State) -> TeraResult<String> {
    let name = asked.must_get::<&str>("path")?;
    let page: Option<Value> = state.get("page")?;
    let root = page.as_ref().and_then(|page| page.get_from_path("root")?.as_str()).unwrap_or_default();
    let path = paths.get(name).cloned().unwrap_or_else(|| format!("{FOLDER}{name}"));
    Ok(format!("{root}{path}"))
}

fn print(templates: &[(String, String)], static_files: &[(String, Vec<u8>)]) -> String {
    let mut hasher = blake3::Hasher::new();
    let templates = templates.iter().flat_map(|(name, text)| [name.as_bytes(), text.as_bytes()]);
    let files = static_files.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes.as_slice()]);
    for part in templates.chain([&b"static"[..]]).chain(files) {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_template_is_named_with_its_line() {
        let own = vec![("table.html".to_owned(), "ok\n{% if %}".to_owned())];
        let error = Theme::load(&own, &[]).unwrap_err();
        assert_eq!((error.template.as_str(), error.line), ("table.html", Some(2)));
        assert!(error.to_string().contains("table.html"), "{error}");
    }

    #[test]
    fn a_static_file_of_the_site_replaces_the_embedded_one() {
        let theme = Theme::load(&[], &[("site.css".to_owned(), b"own".to_vec())]).unwrap();
        let files = theme.static_files();
        let own: Vec<_> = files.iter().filter(|file| file.path.ends_with(".css")).collect();
        assert_eq!(own.len(), 1);
        assert_eq!(own[0].bytes, b"own");
        assert_eq!(own[0].path, theme.static_path("site.css"));
        assert_eq!(own[0].path.len(), "static/site.12345678.css".len());
    }
}
