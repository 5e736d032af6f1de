//! A disclosure or a table as a schema.org `Dataset`, for search engines.
//!
//! Required of one are `name` and `description`. A licence is not stated: what
//! bodies publish seldom names one.

use serde_json::{Map, Value, json};

use crate::address;
use crate::artifact::Written;
use crate::page::context::DisclosureContext;
use crate::page::href;

/// What a page's data are.
pub(super) struct Dataset<'a> {
    pub name: String,
    pub description: &'a str,
    /// The page's address.
    pub path: &'a str,
    /// The data files that hold it.
    pub files: Vec<&'a Written>,
    /// Whether it is a part of the disclosure's.
    pub part: bool,
}

impl Dataset<'_> {
    /// As JSON-LD that may stand within a script element; `None` where the site's address is
    /// not known, so that nobody could find them.
    pub fn json_ld(&self, edition: &DisclosureContext) -> Option<String> {
        let absolute = |path: &str| href::canonical(edition.site.settings, path);
        let url = absolute(self.path)?;
        let mut fields = Map::new();
        let mut set = |name: &str, value: Value| drop(fields.insert(name.to_owned(), value));
        set("@context", json!("https://schema.org"));
        set("@type", json!("Dataset"));
        set("name", json!(self.name));
        set("description", json!(self.description));
        set("inLanguage", json!("zh-CN"));
        set("isAccessibleForFree", json!(true));
        set("temporalCoverage", json!(format!("{0}-01-01/{0}-12-31", edition.id().year)));
        set("creator", creator(edition));
        set("distribution", self.files.iter().map(|file| download(absolute(&file.path), file)).collect());
        set("url", json!(url));
        if let Some(source) = edition.official() {
            set("isBasedOn", json!(source));
        }
        if self.part {
            set("isPartOf", json!(absolute(&address::disclosure(edition.id()))));
        }
        Some(Value::Object(fields).to_string().replace('<', "\\u003c"))
    }
}

fn creator(edition: &DisclosureContext) -> Value {
    let mut creator = json!({ "@type": "GovernmentOrganization", "name": edition.body_name() });
    if let Some(url) = edition.body.official_url.as_ref().filter(|url| super::href::is_web_address(url)) {
        creator["url"] = json!(url);
    }
    creator
}

fn download(url: Option<String>, file: &Written) -> Value {
    json!({
        "@type": "DataDownload",
        "name": file.path.rsplit('/').next(),
        "contentUrl": url,
        "encodingFormat": media_type(&file.path),
    })
}

/// The media type of a data file, by its ending.
fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("csv") => "text/csv",
        Some("json") => "application/json",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}
