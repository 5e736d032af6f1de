//! Settings of a site, `site.toml`, and of a body, `body.toml`. All optional.

use serde::Deserialize;

/// `site.toml`, in the folder the program runs in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The site's name.
    pub title: String,
    /// One sentence for search engines and the home page.
    pub description: String,
    /// Where the site will be served, with its path: `https://example.org/repo/`.
    /// Without it pages link to `index.html` files, so that the site can be
    /// opened from a folder, and carry no canonical address.
    pub base_url: Option<String>,
    pub privacy: Privacy,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: "明账".to_owned(),
            description: "把公开的预算、决算做成看得懂、查得到、引得出的网页。".to_owned(),
            base_url: None,
            privacy: Privacy::default(),
        }
    }
}

/// What is redacted beyond the rules, and what is kept despite them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Privacy {
    /// Further terms to drop wherever they stand.
    pub redact: Vec<String>,
    /// Names to keep, each with the reason that allows it.
    pub keep: Vec<KeptName>,
}

/// A name kept on the site.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptName {
    pub name: String,
    pub reason: String,
}

/// `content/<body>/body.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BodySettings {
    /// Full name.
    pub name: Option<String>,
    pub short_name: Option<String>,
    pub region: Option<String>,
    /// 省级, 地市级, 县级 …
    pub level: Option<String>,
    /// The body's official page.
    pub official_url: Option<String>,
}
