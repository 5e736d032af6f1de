//! `datapackage.json`: every CSV, JSON and plain text file of a disclosure, described as a
//! Data Package (datapackage.org, version 2).
//!
//! It stands above the files that it describes, since a package may not name
//! files outside its folder.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::address;
use crate::artifact::{Artifact, sha256};
use crate::config::Settings;
use crate::model::{Disclosure, Table};

pub(super) const PROFILE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";

/// The fields of `facts.csv`: name, type, meaning.
const FACTS: [(&str, &str, &str); 15] = [
    ("disclosure", "string", "单位、年度和种类"),
    ("table", "string", "表的代号"),
    ("row", "string", "行的代号：科目编码、目录里的名称或名称的散列"),
    ("column", "string", "列的代号"),
    ("row_label", "string", "公布的行名，不带编号"),
    ("column_label", "string", "公布的栏目，由外到内，以“ / ”相连"),
    ("amount", "number", "印出的金额，小数位数不变；括号或△表示的负数写作 -"),
    ("unit", "string", "元、万元，没有写明时为空"),
    ("source", "string", "原文文件"),
    ("line", "integer", "在原文文件中的行号，从 1 起"),
    ("url", "string", "从网站根起的路径，带页内位置"),
    ("confidence", "string", "sure 或 doubt：本站是否确信没有读错这个金额的位置和单位"),
    ("printed", "string", "更正过的金额原来印的文字；没有更正时为空"),
    ("correction", "string", "更正的说明，从网站根起的路径；没有更正时为空"),
    ("page", "integer", "在原件中的页，从 1 起；不知道时为空"),
];

/// The fields of `revisions.csv`.
const REVISIONS: [(&str, &str, &str); 15] = [
    ("disclosure", "string", "单位、年度和种类"),
    ("table", "string", "表的代号"),
    ("row", "string", "行的代号"),
    ("column", "string", "列的代号"),
    ("row_label", "string", "公布的行名，不带编号"),
    ("column_label", "string", "公布的栏目，由外到内，以“ / ”相连"),
    ("text", "string", "present：现在的文本；earlier：较早的文本"),
    ("date", "string", "文本的日期；现在的文本没有写明时为空"),
    ("printed", "string", "这份文本里印的文字；没有时为空"),
    ("amount", "number", "印出的金额，小数位数不变；读不出时为空"),
    ("unit", "string", "元、万元，没有写明时为空"),
    ("source", "string", "这份文本的文件；没有这一格时为空"),
    ("line", "integer", "在文件中的行号，从 1 起"),
    ("url", "string", "这一行，从网站根起的路径，带页内位置"),
    ("confidence", "string", "sure 或 doubt：本站是否确信这个数改过，而不是前后读得不同"),
];

/// Says of a package under which terms it may be used and who made it, where the settings do.
pub(super) fn terms(package: &mut Value, settings: &Settings) {
    let is_web = |text: &str| text.starts_with("https://") || text.starts_with("http://");
    if let Some(licence) = &settings.licence {
        let key = if is_web(licence) { "path" } else { "name" };
        package["licenses"] = json!([{ key: licence, "title": licence }]);
    }
    if let Some(contact) = &settings.contact {
        let mut maker = json!({ "title": settings.title, "roles": ["publisher"] });
        match settings.contact_address() {
            Some(address) if address.starts_with("mailto:") => maker["email"] = contact.as_str().into(),
            Some(address) => maker["path"] = address.into(),
            None => maker["description"] = contact.as_str().into(),
        }
        package["contributors"] = json!([maker]);
    }
}

/// The package of a disclosure in the making.
#[derive(Debug)]
pub(super) struct Package<'a> {
    disclosure: &'a Disclosure,
    settings: &'a Settings,
    folder: String,
    tables: HashMap<&'a str, &'a Table>,
    resources: Vec<Value>,
}

impl<'a> Package<'a> {
    pub fn of(disclosure: &'a Disclosure, settings: &'a Settings) -> Self {
        let tables = disclosure.tables.iter().map(|table| (table.id.as_str(), table)).collect();
        Self {
            disclosure,
            settings,
            folder: address::disclosure(&disclosure.id),
            tables,
            resources: Vec::new(),
        }
    }

    /// Describes a file, if it is of the package's kinds.
    pub fn add(&mut self, file: &Artifact) {
        self.resources.extend(self.resource(file));
    }

    /// The description of all files.
    pub fn finish(self) -> Artifact {
        let Self { disclosure, settings, resources, .. } = self;
        let mut package = json!({
            "$schema": PROFILE,
            "name": address::whole_name(&disclosure.id),
            "title": disclosure.title,
            "description": description(disclosure),
            "resources": resources,
        });
        let sources = sources(disclosure);
        if !sources.is_empty() {
            package["sources"] = Value::Array(sources);
        }
        terms(&mut package, settings);
        Artifact::new(address::package(&disclosure.id), format!("{package}\n"))
    }

    fn resource(&self, file: &Artifact) -> Option<Value> {
        let path = file.path.strip_prefix(&self.folder)?;
        let (stem, format) =
            path.rsplit_once('.').filter(|(_, ending)| ["csv", "json", "txt"].contains(ending))?;
        let name = stem.rsplit('/').next().unwrap_or(stem);
        let table = path.starts_with("tables/").then(|| self.tables.get(name)).flatten();
        let mut resource = json!({
            "name": if table.is_some() { format!("table-{name}") } else { name.to_owned() },
            "path": path,
            "format": format,
            "bytes": file.bytes.len(),
            "hash": format!("sha256:{}", sha256(&file.bytes)),
        });
        let more = match (format, table) {
            ("csv", Some(table)) => {
                csv(&table.title, &json!({ "fields": columns(table.columns.len()) }), false)
            }
            ("csv", None) if name == "revisions" => csv(
                "先后的文本里改了的每一格",
                &json!({ "fieldsMatch": "exact", "fields": fields(&REVISIONS) }),
                true,
            ),
            ("csv", None) => csv("全部报表的每一个金额", &facts(), true),
            ("txt", _) => json!({ "mediatype": "text/plain", "encoding": "utf-8" }),
            // Nested records, no table; docs/data.md says what is in them.
            _ => json!({ "mediatype": "application/json", "encoding": "utf-8" }),
        };
        if let (Value::Object(resource), Value::Object(more)) = (&mut resource, more) {
            resource.extend(more);
        }
        Some(resource)
    }
}

fn description(disclosure: &Disclosure) -> String {
    let note = disclosure.front.note.as_deref().unwrap_or_default();
    format!(
        "{}{}年{}公开的数据，照原文列出，金额是印出的精确小数。不是官方文件，以该单位正式公布的为准。{note}",
        disclosure.body_name,
        disclosure.id.year,
        disclosure.id.kind.name()
    )
}

/// Where the body published it, if that is recorded.
fn sources(disclosure: &Disclosure) -> Vec<Value> {
    let path = disclosure.front.source_url.as_deref();
    let path = path.filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    path.map(|path| json!({ "title": disclosure.title, "path": path })).into_iter().collect()
}

/// What there is to say of a CSV file; `header` where its first row names the
/// fields.
pub(super) fn csv(title: &str, schema: &Value, header: bool) -> Value {
    json!({
        "type": "table",
        "title": title,
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "dialect": { "header": header, "delimiter": ",", "lineTerminator": "\r\n" },
        "schema": schema,
    })
}

/// Fields as a package names them.
fn fields(all: &[(&str, &str, &str)]) -> Vec<Value> {
    let field = |(name, kind, about): &(&str, &str, &str)| json!({ "name": name, "type": kind, "description": about });
    all.iter().map(field).collect()
}

fn facts() -> Value {
    json!({
        "fieldsMatch": "exact",
        "fields": fields(&FACTS),
        "primaryKey": ["table", "row", "column"],
    })
}

/// The columns of a table as published: its headings are rows of its file, so
/// they only have numbers.
fn columns(width: usize) -> Vec<Value> {
    (1..=width).map(|at| json!({ "name": format!("c{at}"), "type": "string" })).collect()
}
