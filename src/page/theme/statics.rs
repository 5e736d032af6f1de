//! Static files under the names that the site gives them.
//!
//! What the pages link by themselves (embedded files or those in their place, scripts,
//! `custom.css`) has a name that changes with its content, so that no browser shows an old
//! one. All other files of the site's own keep their names.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::STATIC;
use crate::address;

/// Where static files go.
pub(super) const FOLDER: &str = "static/";
/// The site's own style sheet, after the embedded one.
pub(super) const CUSTOM: &str = "custom.css";

#[derive(Debug)]
pub(super) struct StaticFile {
    /// From the site's root.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// The static files by their plain names.
pub(super) type Statics = BTreeMap<String, StaticFile>;

/// The embedded files and a site's own, which come in place of those of the same name.
pub(super) fn statics(own: &[(String, Vec<u8>)]) -> Statics {
    let file = |name: &str, fingerprint: &str, bytes: &[u8]| {
        let path = format!("{FOLDER}{}", fingerprinted(name, fingerprint));
        (name.to_owned(), StaticFile { path, bytes: bytes.to_vec() })
    };
    let mut all: Statics = STATIC.iter().map(|(name, print, bytes)| file(name, print, bytes)).collect();
    // Style sheets name other files, and the site's last one any of them.
    let order = |name: &str| (name == CUSTOM, name.ends_with(".css"));
    let mut own: Vec<&(String, Vec<u8>)> = own.iter().collect();
    own.sort_by_key(|(name, _)| order(name));
    for (name, bytes) in own {
        let bytes = if name.ends_with(".css") { linked(name, bytes, &all) } else { bytes.clone() };
        let linked = all.contains_key(name) || name == CUSTOM || name.ends_with(".js");
        let made = match linked {
            true => file(name, &blake3::hash(&bytes).to_hex()[..8], &bytes),
            false => (name.clone(), StaticFile { path: format!("{FOLDER}{name}"), bytes }),
        };
        all.extend([made]);
    }
    all
}

/// A style sheet whose links lead to files as they are named on the site.
fn linked(name: &str, bytes: &[u8], all: &Statics) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(bytes) else { return bytes.to_vec() };
    let renamed = LINK.replace_all(text, |found: &Captures<'_>| {
        let link = link_in(found);
        let file = target(name, link).and_then(|target| all.get(&target));
        let (whole, path) = (&found[0], file.map(|file| file.path.as_str()));
        match (path.and_then(|path| path.rsplit('/').next()), plain(link).rsplit('/').next()) {
            (Some(new), Some(old)) if new != old => whole.replacen(old, new, 1),
            _ => whole.to_owned(),
        }
    });
    renamed.into_owned().into_bytes()
}

/// `url(…)` and `@import "…"`, with what they name.
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    let quoted = r#""([^"\n]*)"|'([^'\n]*)'"#;
    let pattern = format!(r#"url\(\s*(?:{quoted}|([^"'()\s]+))\s*\)|@import\s+(?:{quoted})"#);
    Regex::new(&pattern).expect("the pattern is fixed")
});

fn link_in<'a>(found: &'a Captures<'_>) -> &'a str {
    found.iter().skip(1).flatten().next().map_or("", |link| link.as_str())
}

/// What a style sheet names, as `fonts/a.woff2`: files of `static/`.
pub(super) fn targets(name: &str, bytes: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    LINK.captures_iter(text).filter_map(|found| target(name, link_in(&found))).collect()
}

/// The static file that a link in the style sheet `name` leads to; `None` for what lies
/// elsewhere.
fn target(name: &str, link: &str) -> Option<String> {
    let link = plain(link);
    let elsewhere = link.is_empty() || link.starts_with('/') || link.contains(':');
    if elsewhere { None } else { address::joined(name, link) }
}

/// A link without its query and fragment.
fn plain(link: &str) -> &str {
    link.split(['?', '#']).next().unwrap_or_default()
}

/// `fonts/a.woff2` with `0123abcd` is `fonts/a.0123abcd.woff2`.
fn fingerprinted(name: &str, fingerprint: &str) -> String {
    let file = name.rfind('/').map_or(0, |at| at + 1);
    match name[file..].rfind('.').filter(|at| *at > 0) {
        Some(dot) => format!("{}.{fingerprint}{}", &name[..file + dot], &name[file + dot..]),
        None => format!("{name}.{fingerprint}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_carry_the_fingerprint_before_their_ending() {
        assert_eq!(fingerprinted("site.css", "0123abcd"), "site.0123abcd.css");
        assert_eq!(fingerprinted("a.b/c", "0123abcd"), "a.b/c.0123abcd");
    }

    #[test]
    fn own_style_sheets_lead_to_files_as_they_are_named() {
        let css = "@import \"more.css\"; a{background:url( 'icon.svg#x' )} b{src:url(fonts/a.woff2)} \
                   c{background:url(data:image/png;base64,AA)} d{background:url(../icon.svg)}";
        let own =
            [("custom.css", css), ("fonts/a.woff2", "f"), ("more.css", "u{background:url(\"icon.svg\")}")];
        let own = own.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
        let all = statics(&own);
        let icon = all["icon.svg"].path.rsplit('/').next().unwrap();
        let text = |name: &str| String::from_utf8(all[name].bytes.clone()).unwrap();
        let wanted = css.replacen("icon.svg", icon, 1);
        assert_eq!(text("custom.css"), wanted, "only what has another name is rewritten");
        assert_eq!(text("more.css"), format!("u{{background:url(\"{icon}\")}}"));
        assert_eq!(all["fonts/a.woff2"].path, "static/fonts/a.woff2");
        assert_eq!(all["more.css"].path, "static/more.css");
        assert_eq!(all["custom.css"].path.len(), "static/custom.12345678.css".len());
        assert_eq!(targets("custom.css", css.as_bytes()), ["more.css", "icon.svg", "fonts/a.woff2"]);
    }
}
