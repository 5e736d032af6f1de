//! Which names in a site's own templates and static files are never used, or name nothing.

use std::sync::LazyLock;

use regex::Regex;

use super::statics::{CUSTOM, Statics, targets};
use super::{STATIC, TEMPLATES};

/// A name that may be a slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeRemark {
    /// The file that it is about, with its folder.
    pub file: String,
    pub unknown: Unknown,
    /// What may have been meant.
    pub names: Vec<String>,
}

/// What is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unknown {
    /// A template that replaces none and that no other names.
    Template,
    /// A static file that replaces none and that nothing names. Only worth a word where its
    /// name is nearly that of an embedded one.
    Static,
    /// What a template asks for by `asset`: no file of `static/`.
    Asset(String),
    /// What a style sheet links: no file of `static/`.
    Url(String),
}

static ASSET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"asset\(\s*path\s*=\s*(?:"([^"]*)"|'([^']*)')"#).expect("the pattern is fixed")
});

/// What there is to say of a site's own templates and static files.
pub(super) fn remarks(
    templates: &[(String, String)],
    own: &[(String, Vec<u8>)],
    all: &Statics,
) -> Vec<ThemeRemark> {
    let embedded = || TEMPLATES.iter().map(|(name, _)| (*name).to_owned());
    let names = || all.keys().cloned().collect::<Vec<_>>();
    let mut found = Vec::new();
    let (mut assets, mut linked) = (Vec::new(), Vec::new());
    for (name, text) in templates {
        let file = format!("templates/{name}");
        if !embedded().any(|one| one == *name) && !is_named(name, templates) {
            let remark =
                ThemeRemark { file: file.clone(), unknown: Unknown::Template, names: embedded().collect() };
            found.push(remark);
        }
        let asked = ASSET.captures_iter(text).filter_map(|asked| asked.iter().skip(1).flatten().next());
        for asked in asked.map(|asked| asked.as_str().to_owned()) {
            if !all.contains_key(&asked) {
                let unknown = Unknown::Asset(asked.clone());
                found.push(ThemeRemark { file: file.clone(), unknown, names: names() });
            }
            assets.push(asked);
        }
    }
    for (name, bytes) in own.iter().filter(|(name, _)| name.ends_with(".css")) {
        for target in targets(name, bytes) {
            if !all.contains_key(&target) {
                let unknown = Unknown::Url(target.clone());
                found.push(ThemeRemark { file: format!("static/{name}"), unknown, names: names() });
            }
            linked.push(target);
        }
    }
    let linked_by_pages = || STATIC.iter().map(|(name, _, _)| *name).chain([CUSTOM]);
    for (name, _) in own.iter().filter(|(name, _)| !linked_by_pages().any(|one| one == name)) {
        let used = name.ends_with(".js") || assets.contains(name) || linked.contains(name);
        if !used && !is_named(name, templates) {
            let names = linked_by_pages().map(str::to_owned).collect();
            found.push(ThemeRemark { file: format!("static/{name}"), unknown: Unknown::Static, names });
        }
    }
    found
}

/// Whether some template of the site's own has a name in it.
fn is_named(name: &str, templates: &[(String, String)]) -> bool {
    templates.iter().any(|(own, text)| own != name && text.contains(name))
}
