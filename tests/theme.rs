//! A site of its own looks: what `eject` writes, own style sheets and files, files at the
//! site's root, slips in names, and what templates may count on.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use common::site::{Site, TABLE};
use serde_json::Value;

#[test]
fn eject_writes_what_is_asked_for_and_overwrites_nothing() {
    let site = Site::with(&[]);
    let (code, said) = site.command("eject");
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("templates/base.html") && said.contains("static/site.css"), "{said}");
    assert!(!site.root.path().join("templates").exists());

    assert_eq!(site.command("eject base.html style").0, Some(0));
    let here = env!("CARGO_MANIFEST_DIR");
    for name in ["templates/base.html", "static/site.css", "static/icon.svg"] {
        assert_eq!(site.read(name), fs::read_to_string(Path::new(here).join(name)).unwrap(), "{name}");
    }
    fs::write(site.root.path().join("static/site.css"), "mine").unwrap();
    let (code, said) = site.command("eject script site.css");
    assert!(code == Some(2) && said.contains("static/site.css 已经有了"), "{said}");
    assert!(!site.root.path().join("static/table.js").exists(), "all or none");
    assert_eq!(site.read("static/site.css"), "mine");
    assert_eq!(site.command("eject site.css --force").0, Some(0));
    assert!(site.read("static/site.css").len() > 1000);

    let (code, said) = site.command("eject tabel.html");
    assert!(code == Some(2) && said.contains("是不是 table.html"), "{said}");
}

/// What is ejected and left alone changes no page.
#[test]
fn an_ejected_theme_is_the_same_theme() {
    let site = Site::with(&[]);
    assert_eq!(site.command("build --no-cache --output before").0, Some(0));
    assert_eq!(site.command("eject template style script").0, Some(0));
    let (code, said) = site.command("build --no-cache --output after --strict");
    assert!(code == Some(0) && !said.contains("警告："), "{said}");
    let page = |folder: &str| site.read(&format!("{folder}/a/2023-budget/index.html"));
    assert_eq!(page("before"), page("after"));
}

const OWN_BASE: &str = "{% extends \"base.html\" %}{% block main %}\
    <img src=\"{{ asset(path=\"img/logo.png\") }}\"><i data-css=\"{{ asset(path='site.css') }}\"></i>{% endblock %}";

#[test]
fn a_logo_a_font_and_colours_need_no_template_of_the_program() {
    let css = "@font-face{font-family:a;src:url(fonts/a.woff2)} body{background:url(icon.svg)}";
    let site = Site::with(&[
        ("static/custom.css", css),
        ("static/fonts/a.woff2", "font"),
        ("static/img/logo.png", "logo"),
        ("templates/table.html", OWN_BASE),
    ]);
    let (code, said) = site.command("build");
    assert!(code == Some(0) && !said.contains("警告："), "{said}");
    assert_eq!(site.read("public/static/img/logo.png"), "logo");
    assert_eq!(site.read("public/static/fonts/a.woff2"), "font");

    let home = site.read("public/index.html");
    let (before, after) = home.split_once("href=\"static/custom.").expect("linked");
    assert!(before.contains("href=\"static/site."), "after the program's own");
    let name = format!("public/static/custom.{}", after.split('"').next().unwrap());
    let written = site.read(&name);
    assert!(written.contains("url(fonts/a.woff2)"), "{written}");
    assert!(!written.contains("url(icon.svg)") && written.contains("url(icon."), "{written}");

    let table = fs::read_dir(site.root.path().join("public/a/2023-budget/tables")).unwrap();
    let table = table.map(|entry| entry.unwrap().path()).find(|path| path.is_dir()).unwrap();
    let table = fs::read_to_string(table.join("index.html")).unwrap();
    assert!(table.contains("src=\"../../../../static/img/logo.png\""), "{table}");
    assert!(table.contains("data-css=\"../../../../static/site."), "{table}");
}

#[test]
fn what_lies_in_root_goes_to_the_root_and_takes_no_page_s_place() {
    let site = Site::with(&[
        ("root/CNAME", "example.org"),
        ("root/.well-known/security.txt", "x"),
        ("root/.DS_Store", "x"),
    ]);
    let (code, said) = site.command("build");
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(site.read("public/CNAME"), "example.org");
    assert_eq!(site.read("public/.well-known/security.txt"), "x");
    assert!(!site.root.path().join("public/.DS_Store").exists());
    site.put("root/A/index.html", "mine");
    let (code, said) = site.command("build");
    assert!(code == Some(2) && said.contains("root/A/index.html"), "{said}");
    assert!(site.read("public/a/index.html").contains("<html"), "the old site stands");
}

#[test]
fn slips_in_names_are_told_with_what_was_meant() {
    let site = Site::with(&[
        ("templates/tabel.html", "x"),
        ("templates/parts/own.html", "x"),
        ("templates/home.html", "{% include \"parts/own.html\" %}{{ asset(path=\"lgoo.png\") }}"),
        ("static/logo.png", "x"),
        ("static/costum.css", "a{}"),
        ("static/custom.css", "a{background:url(logo.pgn)}"),
        ("static/a-paper.pdf", "linked from anywhere"),
    ]);
    let (code, said) = site.command("build");
    assert_eq!(code, Some(0), "{said}");
    let told: Vec<&str> = said.lines().filter(|line| line.starts_with("警告：")).collect();
    let wanted = [
        ("asset(path=\"lgoo.png\")", "logo.png"),
        ("templates/tabel.html", "table.html"),
        ("url(logo.pgn)", "logo.png"),
        ("static/costum.css", "custom.css"),
    ];
    for (what, meant) in wanted {
        assert!(told.iter().any(|line| line.contains(what) && line.contains(meant)), "{what}:\n{said}");
    }
    assert_eq!(told.len(), wanted.len(), "{said}");
    let (code, said) = site.command("build --strict");
    assert!(code == Some(1) && said.contains("严格模式"), "{said}");
}

// What templates see -----------------------------------------------------------------

/// Each embedded template that makes pages, replaced by one that prints what it sees.
fn dumping(site: &Site) {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    for entry in fs::read_dir(templates).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if !["base.html", "components.html"].contains(&name.as_str()) {
            site.put(&format!("templates/{name}"), &format!("@{name}\n{{{{ __tera_context | safe }}}}"));
        }
    }
}

/// The fields of a value: `view.rows[].name`; a value whose keys are data, not names, has `{}`.
fn fields(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                fields(value, &format!("{path}.{key}"), found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| fields(item, &format!("{path}[]"), found)),
        _ => {}
    }
    let is_whole = matches!(value, Value::Array(items) if !items.is_empty())
        || matches!(value, Value::Object(map) if !map.is_empty());
    if !is_whole && !path.is_empty() {
        found.insert(path.trim_start_matches('.').to_owned());
    }
}

/// A printed context as JSON: what is not there is printed as nothing.
fn with_nulls(printed: &str) -> String {
    let (mut json, mut is_text, mut is_escaped) = (String::new(), false, false);
    for c in printed.chars() {
        let is_bare = json.ends_with(": ") || json.ends_with(", ") || (c == ',' && json.ends_with('['));
        if !is_text && is_bare && [',', '}', ']'].contains(&c) {
            json += "null";
        }
        is_text ^= c == '"' && !is_escaped;
        is_escaped = is_text && c == '\\' && !is_escaped;
        json.push(c);
    }
    json
}

const CORRECTION: &str = r#"[[table]]
line = 1
printed = "2023年预算收支总表"
unit = "万元"
why = "x"
by = "本站维护者"
date = "2024-03-01"
evidence = "https://example.org/"
"#;

/// A site that has some of everything.
fn rich() -> Site {
    let site = Site::empty();
    let sample = include_str!("../src/cli/init/2025-budget.md");
    site.put("a/2025-budget.md", sample);
    site.put("a/body.toml", include_str!("../src/cli/init/body.toml"));
    site.put("a/2024-budget.md", &sample.replace("2025", "2024"));
    site.put(
        "b/2024-final@2025-01-15.md",
        &TABLE.replace("2023", "2024").replace("9784.70 |\n| 本年", "9784.69 |\n| 本年"),
    );
    site.put("b/2024-final.md", &TABLE.replace("2023", "2024"));
    site.put("d/2023-budget.md", &TABLE.replace("单位：万元", ""));
    site.put("d/2023-budget.corrections.toml", CORRECTION);
    site.put("c/2023-budget.md", &TABLE.replace("收入合计 | 9784.70", "收入合计 | 9784.71"));
    site
}

/// What each template sees on a site, by template.
fn seen(content: &[PathBuf]) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for content in content {
        let site = Site::empty();
        dumping(&site);
        site.put("pages/contact.md", "# 联系\n");
        site.put("site.toml", "contact = \"a@example.org\"\nlicence = \"CC0\"\n");
        let content = content.display().to_string();
        let (code, said) = site.command(&format!("build --no-cache --content {content}"));
        assert!(matches!(code, Some(0 | 1)), "{said}");
        for entry in walkdir::WalkDir::new(site.root.path().join("public")) {
            let path = entry.unwrap().into_path();
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let Some((name, json)) = text.strip_prefix('@').and_then(|text| text.split_once('\n')) else {
                continue;
            };
            fields(
                &serde_json::from_str(&with_nulls(json)).unwrap(),
                "",
                all.entry(name.to_owned()).or_default(),
            );
        }
    }
    all
}

/// The fields without lists and records that have some themselves.
fn leaves(all: &BTreeSet<String>) -> BTreeSet<String> {
    let is_above =
        |field: &str, other: &str| other.strip_prefix(field).is_some_and(|rest| rest.starts_with(['.', '[']));
    all.iter().filter(|field| !all.iter().any(|other| is_above(field, other))).cloned().collect()
}

const CONTRACT: &str = "docs/theme-context.md";

fn document(seen: &BTreeMap<String, BTreeSet<String>>) -> String {
    let mut text = "# What templates see\n\nWritten by a test (`UPDATE_CONTEXT=1 cargo test --test theme`), which fails where it is not \
        true any more.\nWhat the fields are for: [theme.md](theme.md). `[]` stands for each item of a list.\n"
        .to_owned();
    let shared = seen.values().map(of_page).reduce(|a, b| &a | &b).unwrap_or_default();
    let shared = leaves(&shared);
    text += "\n## Every template\n\n";
    shared.iter().for_each(|field| text += &format!("    {field}\n"));
    for (name, fields) in seen {
        text += &format!("\n## {name}\n\n");
        leaves(fields).difference(&of_page(fields)).for_each(|field| text += &format!("    {field}\n"));
    }
    text
}

fn of_page(fields: &BTreeSet<String>) -> BTreeSet<String> {
    fields.iter().filter(|field| field.starts_with("page.")).cloned().collect()
}

/// A field that templates of other sites use does not vanish unseen, and none is undocumented.
#[test]
fn what_templates_see_is_as_documented() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let written = document(&seen(&[here.join("content"), rich().root.path().to_owned()]));
    let path = here.join(CONTRACT);
    if std::env::var_os("UPDATE_CONTEXT").is_some() {
        fs::write(&path, &written).unwrap();
    }
    let documented = fs::read_to_string(&path).unwrap_or_default();
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    assert!(
        lines(&documented) == lines(&written),
        "{CONTRACT} is not what templates see. A field that goes or gets another name breaks themes: it belongs into the \
         changelog. Then run UPDATE_CONTEXT=1 cargo test --test theme"
    );
}
