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
    let embedded = |(name, print, bytes): &(&str, &str, &[u8])| file(name, print, &published(name, bytes));
    let mut all: Statics = STATIC.iter().map(embedded).collect();
    // Style sheets name other files, and the site's last one any of them.
    let order = |name: &str| (name == CUSTOM, name.ends_with(".css"));
    let mut own: Vec<&(String, Vec<u8>)> =
        own.iter().filter(|(name, bytes)| !is_embedded(name, bytes)).collect();
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

/// Whether a script is an embedded one as it is.
fn is_embedded(name: &str, bytes: &[u8]) -> bool {
    name.ends_with(".js") && STATIC.iter().any(|(known, _, own)| *known == name && *own == bytes)
}

/// An embedded file as the site has it: a script without the comments that have lines of their own.
fn published(name: &str, bytes: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(bytes) {
        Ok(script) if name.ends_with(".js") => without_comments(script).into_bytes(),
        _ => bytes.to_vec(),
    }
}

fn without_comments(script: &str) -> String {
    let mut inside = false;
    let is_code = |line: &&str| {
        let line = line.trim();
        let begins = line.starts_with("/*") && line.find("*/").is_none_or(|end| end + 2 == line.len());
        let comment = inside || begins || line.starts_with("//");
        inside = (inside || begins) && !line.ends_with("*/");
        !comment
    };
    script.split_inclusive('\n').filter(is_code).collect()
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
    fn scripts_lose_lines_that_are_comments_alone() {
        let script = "/* a\n   b */\nlet a = 1; // c\n  // d\n  /** e */\n/* f */ let b;\n'/* g'\n";
        assert_eq!(without_comments(script), "let a = 1; // c\n/* f */ let b;\n'/* g'\n");
    }

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
