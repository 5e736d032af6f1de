//! How pages link: relatively, so that the site works below any path, from a
//! domain's root, and from a file share.

use crate::address;
use crate::config::Settings;

/// Makes the links of one page.
#[derive(Debug, Clone)]
pub struct Links {
    from: String,
    /// Whether links to folders name their `index.html`, so that the site can be
    /// opened without a server.
    index: bool,
    /// For a page that is served under any address (404): what every link begins
    /// with in place of a relative path.
    root: Option<String>,
}

impl Links {
    /// The links of the page at the address `from` (empty for the home page).
    pub fn from_page(settings: &Settings, from: &str) -> Self {
        Self { from: from.to_owned(), index: settings.base_url.is_none(), root: None }
    }

    /// The links of a page that is served in place of any missing one: absolute
    /// where the site's address is known.
    pub fn from_anywhere(settings: &Settings) -> Self {
        let root = canonical(settings, "");
        Self { from: String::new(), index: root.is_none(), root }
    }

    /// What a path from the site's root is written after to be a link: `../../`.
    pub fn root(&self) -> String {
        self.root.clone().unwrap_or_else(|| "../".repeat(self.from.matches('/').count()))
    }

    /// The link to `to`, a path from the site's root with or without a fragment.
    pub fn to(&self, to: &str) -> String {
        let (path, fragment) = to.split_at(to.find('#').unwrap_or(to.len()));
        let index = if self.index && (path.is_empty() || path.ends_with('/')) { "index.html" } else { "" };
        match &self.root {
            Some(root) => format!("{root}{path}{index}{fragment}"),
            None => href(&self.from, path, index, fragment),
        }
    }
}

/// The relative link from the page at the address `from` to `path` + `index` +
/// `fragment`.
fn href(from: &str, path: &str, index: &str, fragment: &str) -> String {
    if from == path && !fragment.is_empty() {
        return fragment.to_owned();
    }
    let shared = shared_folders(from, path);
    let ups = from[shared..].matches('/').count();
    let rest = &path[shared..];
    let here = if ups == 0 && rest.is_empty() && index.is_empty() { "./" } else { "" };
    format!("{}{here}{rest}{index}{fragment}", "../".repeat(ups))
}

/// The length of the folders that two paths begin with in common.
fn shared_folders(a: &str, b: &str) -> usize {
    let same = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    a.as_bytes()[..same].iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1)
}

/// Whether an address from the content can be linked to: nothing but the web.
pub(super) fn is_web_address(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// The absolute address of the page at `path`, where the site's own is known.
pub fn canonical(settings: &Settings, path: &str) -> Option<String> {
    settings.base_url.as_deref().map(|base| address::absolute(base, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(base: Option<&str>, from: &str, to: &str) -> String {
        let settings = Settings { base_url: base.map(str::to_owned), ..Settings::default() };
        Links::from_page(&settings, from).to(to)
    }

    #[test]
    fn links_are_relative_wherever_they_lead() {
        for (from, to, clean, file) in [
            ("", "a/", "a/", "a/index.html"),
            ("", "", "./", "index.html"),
            ("a/", "", "../", "../index.html"),
            ("a/b/tables/x/", "a/b/source/#L3", "../../source/#L3", "../../source/index.html#L3"),
            ("a/b/", "a/b/#r-1", "#r-1", "#r-1"),
            ("a/b/", "a/b/", "./", "index.html"),
            ("a/b/", "a/bc/", "../bc/", "../bc/index.html"),
            ("a/b/", "static/site.css", "../../static/site.css", "../../static/site.css"),
            ("a/b/t/", "a/b/t/t.csv", "t.csv", "t.csv"),
        ] {
            assert_eq!(link(Some("https://x.org/r"), from, to), clean);
            assert_eq!(link(None, from, to), file);
        }
    }

    #[test]
    fn the_missing_page_links_absolutely_where_it_can() {
        let mut settings = Settings { base_url: Some("https://x.org/r".into()), ..Settings::default() };
        assert_eq!(Links::from_anywhere(&settings).to("a/#b"), "https://x.org/r/a/#b");
        settings.base_url = None;
        assert_eq!(Links::from_anywhere(&settings).to("a/"), "a/index.html");
    }

    #[test]
    fn canonical_addresses_have_one_slash() {
        let settings = Settings { base_url: Some("https://x.org/r/".into()), ..Settings::default() };
        assert_eq!(canonical(&settings, "a/").as_deref(), Some("https://x.org/r/a/"));
    }
}
