//! Settings of a site, `site.toml`, and of a body, `body.toml`. All optional.

pub mod corrections;
pub mod file;
mod pages;
mod redirects;
mod report;

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Label, codes};
use crate::source::{FileId, Source, SourceFile, Span};

pub use corrections::Corrections;
pub use pages::{OwnPage, is_reserved, is_shared};
pub use redirects::{Gone, Redirect, Successor};
pub use report::ReportAddress;

/// The keys of `site.toml`, for hints.
pub const SITE_KEYS: &str = "可用的键：title、description、base_url、archive、bulk、parquet、sqlite、share_images、originals、page_images、report、contact、licence、[privacy] redact、[[privacy.keep]] name 和 reason、\
     [[redirect]] from 和 to、[[gone]] from 和 reason。";

/// The keys of `body.toml`, for hints.
pub const BODY_KEYS: &str = "可用的键：name、short_name、region、level、official_url，值写在引号里。";

/// `site.toml`, in the folder the program runs in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    /// Whether each disclosure has a zip file of its pages and data.
    pub archive: bool,
    /// Whether there are files of all figures, projects and indicators by region.
    pub bulk: bool,
    /// Whether every figure is in a Parquet file, too; implies `bulk`.
    pub parquet: bool,
    /// Whether all of it is in an SQLite file, too; implies `bulk`.
    pub sqlite: bool,
    /// Whether charts are drawn as PNG too, and each disclosure as a picture to be shared.
    pub share_images: bool,
    /// Which originals stand on the site beside the pages made of them.
    pub originals: Originals,
    /// Which figures are shown as they stand on the page of their PDF.
    pub page_images: PageImages,
    pub privacy: Privacy,
    /// Where readers tell of an error.
    pub report: Option<ReportAddress>,
    /// How to reach whoever makes the site: an address of mail or of the web, or words.
    pub contact: Option<String>,
    /// Under which terms the site's words and data may be used: a name, words, or an address.
    pub licence: Option<String>,
    /// Pages of the site's own, in order; `site.toml` does not name them, the folder `pages/` holds them.
    #[serde(skip_deserializing)]
    #[cfg_attr(test, schemars(skip))]
    pub pages: Vec<OwnPage>,
    /// Published addresses that stand elsewhere now.
    pub redirect: Vec<Redirect>,
    /// Published addresses that nothing stands for any more.
    pub gone: Vec<Gone>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: "明账".to_owned(),
            description: "把公开的预算、决算做成看得懂、查得到、可以引用的网页。".to_owned(),
            base_url: None,
            archive: false,
            bulk: false,
            parquet: false,
            sqlite: false,
            share_images: false,
            originals: Originals::None,
            page_images: PageImages::Findings,
            privacy: Privacy::default(),
            report: None,
            contact: None,
            licence: None,
            pages: Vec::new(),
            redirect: Vec::new(),
            gone: Vec::new(),
        }
    }
}

impl Settings {
    /// Whether there are files of all figures, projects and indicators by region.
    pub fn has_bulk(&self) -> bool {
        self.bulk || self.has_databases()
    }

    /// Whether there are files in the formats of databases.
    pub fn has_databases(&self) -> bool {
        self.parquet || self.sqlite
    }

    /// Where the contact leads to, if it is an address.
    pub fn contact_address(&self) -> Option<String> {
        let contact = self.contact.as_deref()?;
        let odd = |c: char| c.is_whitespace() || c.is_control() || "\"'<>\\^`|{}".contains(c);
        let is_web = contact.starts_with("https://") || contact.starts_with("http://");
        let is_mail = contact.split('@').count() == 2 && !contact.starts_with('@') && !contact.ends_with('@');
        match (contact.contains(odd), is_web, is_mail) {
            (false, true, _) => Some(contact.to_owned()),
            (false, false, true) => Some(format!("mailto:{contact}")),
            _ => None,
        }
    }
}

/// Which originals are published as they were put in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Originals {
    /// As far as they can be read those in which nothing personal was found.
    Clean,
    All,
    #[default]
    None,
}

/// Which figures are shown as they stand on the page of their PDF.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum PageImages {
    /// Those of which a check came to anything but 一致.
    #[default]
    Findings,
    /// All of tables; some hundred KB a page of the PDF.
    All,
    None,
}

/// What is redacted beyond the rules, and what is kept despite them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Privacy {
    /// Further terms to drop wherever they stand.
    pub redact: Vec<String>,
    /// Names to keep, each with the reason that allows it.
    pub keep: Vec<KeptName>,
}

impl Privacy {
    /// Whether a name is to be kept.
    pub fn keeps(&self, name: &str) -> bool {
        self.keep.iter().any(|kept| kept.name == name)
    }
}

/// A name kept on the site.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct KeptName {
    pub name: String,
    pub reason: String,
}

/// `content/<body>/body.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct BodySettings {
    /// Full name.
    pub name: Option<String>,
    pub short_name: Option<String>,
    /// Where it is; without it what its name begins with.
    pub region: Option<String>,
    /// 省级, 地市级, 县级 …
    pub level: Option<String>,
    /// The body's official page.
    pub official_url: Option<String>,
}

impl BodySettings {
    /// Its words, to be changed.
    pub fn words(&mut self) -> impl Iterator<Item = &mut String> {
        let Self { name, short_name, region, level, official_url } = self;
        [name, short_name, region, level, official_url].into_iter().flatten()
    }
}

/// Parses a settings file named `name`.
///
/// # Errors
/// A diagnostic that points at the place; `keys` says what could stand there.
pub fn parse<T: DeserializeOwned>(name: &str, text: &str, keys: &str) -> Result<T, Box<Diagnostic>> {
    toml::from_str(text).map_err(|error| {
        let diagnostic = Diagnostic::new(codes::BAD_SETTINGS, format!("{name} 有误，其中的设置没有生效"));
        let source = Source::new(vec![SourceFile::new(name, text)]);
        let span = error.span().unwrap_or(0..0);
        let span = Span { file: FileId(0), start: span.start as u32, end: span.end as u32 };
        let label = without_value(Label::at_span(&source, span, reason(error.message())));
        Box::new(diagnostic.at(label).hint(keys))
    })
}

/// A label that shows no letter or digit of a value, which may be a person's name or number:
/// of the line what stands before `=`, of the reason what it does not quote.
fn without_value(label: Label) -> Label {
    let Label { excerpt, mark, text, .. } = &label;
    let section = excerpt.trim_start().starts_with('[') && !excerpt.contains(['"', '\'']);
    let value = excerpt.find('=').unwrap_or(if section { excerpt.len() } else { 0 });
    let masked = |end: usize| -> String {
        let hide = |(at, c): (usize, char)| if at >= value && c.is_alphanumeric() { '*' } else { c };
        excerpt[..end].char_indices().map(hide).collect()
    };
    let unquoted: Vec<&str> = text.split('"').step_by(2).collect();
    Label {
        mark: masked(mark.start).len()..masked(mark.end).len(),
        excerpt: masked(excerpt.len()),
        text: unquoted.join("…"),
        ..label
    }
}

/// The parser's reason in Chinese, where it is one of the common ones.
fn reason(message: &str) -> String {
    let message = message.lines().collect::<Vec<_>>().join("；");
    let common = [
        ("unknown field ", "不认识的键 "),
        ("duplicate key", "重复的键"),
        ("missing field ", "缺少 "),
        ("invalid type: ", "值的类型不对："),
        ("string values must be quoted", "文字要写在引号里"),
    ];
    let Some((english, chinese)) = common.iter().find(|(english, _)| message.contains(english)) else {
        return message;
    };
    let rest = message.split_once(english).map_or("", |(_, rest)| rest);
    format!("{chinese}{}", rest.split(", expected").next().unwrap_or(rest))
}

/// Why an address cannot be the site's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrlError {
    typed: String,
    why: &'static str,
}

impl fmt::Display for BaseUrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "网站地址“{}”{}。写法如 https://example.org/repo/", self.typed, self.why)
    }
}

impl std::error::Error for BaseUrlError {}

/// Checks the address that a site is served at, and ends it in `/`.
///
/// # Errors
/// Where it is not a plain http or https address.
pub fn base_url(typed: &str) -> Result<String, BaseUrlError> {
    let refuse = |why| Err(BaseUrlError { typed: typed.to_owned(), why });
    let Some(rest) = ["https://", "http://"].iter().find_map(|scheme| typed.strip_prefix(scheme)) else {
        return refuse("不以 https:// 或 http:// 开头");
    };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if typed.contains(|c: char| c.is_whitespace() || c.is_control() || "\"'<>\\^`{|}".contains(c)) {
        return refuse("里有不能用的字符");
    }
    if typed.contains(['?', '#']) {
        return refuse("不能带 ? 或 #");
    }
    if host.is_empty() || host.starts_with([':', '.']) || host.contains('@') {
        return refuse("没有写对主机名");
    }
    if path.split('/').any(|part| part == ".." || part == ".") || path.contains("//") {
        return refuse("的路径不能含 .. 或连续的 /");
    }
    Ok(format!("{}/", typed.trim_end_matches('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_in_settings_is_shown_at_its_place() {
        let text = "name = \"某单位\"\nregoin = \"山西\"\n";
        let error = parse::<BodySettings>("a/body.toml", text, BODY_KEYS).unwrap_err();
        let label = error.primary.as_ref().unwrap();
        assert_eq!((label.line, label.column), (2, 1));
        assert_eq!(label.text, "不认识的键 `regoin`");
        assert!(parse::<BodySettings>("a", "name = 某单位", BODY_KEYS).is_err());
    }

    #[test]
    fn a_mistake_in_settings_shows_no_value() {
        for text in
            ["contact = \"王小明\"", "name = [\"王小明\"]", "name = 王小明", "name = \"王小明", "王小明"]
        {
            let error = parse::<BodySettings>("a/body.toml", text, BODY_KEYS).unwrap_err();
            assert!(!format!("{error:?}").contains('明'), "{error:?}");
        }
        let told = parse::<Settings>("site.toml", "[privacy]\nredact = \"王小明\"", SITE_KEYS).unwrap_err();
        assert!(!format!("{told:?}").contains('明'), "{told:?}");
        let label = told.primary.as_ref().unwrap();
        assert_eq!(
            (label.excerpt.as_str(), &label.excerpt[label.mark.clone()]),
            ("redact = \"***\"", "\"***\"")
        );
    }

    #[test]
    fn an_empty_site_file_is_one() {
        assert!(parse::<Settings>("a", "", SITE_KEYS).is_ok());
    }

    #[test]
    fn a_contact_is_mail_the_web_or_words() {
        let of = |contact: &str| {
            Settings { contact: Some(contact.to_owned()), ..Settings::default() }.contact_address()
        };
        assert_eq!(of("a@example.org").as_deref(), Some("mailto:a@example.org"));
        assert_eq!(of("https://example.org/@a").as_deref(), Some("https://example.org/@a"));
        for words in ["某某编辑部", "javascript:alert(1)", "a @b", "@a", "a@b\" x=y"] {
            assert_eq!(of(words), None, "{words}");
        }
    }

    #[test]
    fn base_urls_are_checked_and_end_in_a_slash() {
        assert_eq!(base_url("https://example.org/repo").unwrap(), "https://example.org/repo/");
        assert_eq!(base_url("http://localhost:8000").unwrap(), "http://localhost:8000/");
        assert_eq!(base_url("https://example.org//").unwrap(), "https://example.org/");
        for bad in [
            "example.org",
            "ftp://a",
            "https://",
            "https:///a",
            "https://a b",
            "https://a/?q",
            "https://a/../b",
        ] {
            assert!(base_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_schemas_are_kept() {
        crate::schema::assert_kept::<Settings>("site", true);
        crate::schema::assert_kept::<BodySettings>("body", true);
    }
}
