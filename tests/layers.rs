//! The arrows between modules are those of the table in ARCHITECTURE.md, so
//! that the page cannot drift from the code.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

const BEGIN: &str = "<!-- allowed imports: begin -->";
const END: &str = "<!-- allowed imports: end -->";

type Arrows = BTreeMap<String, BTreeSet<String>>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The table's rows: a module, the modules it may import.
fn allowed() -> Arrows {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let table = page.split_once(BEGIN).and_then(|(_, rest)| rest.split_once(END)).expect("the table").0;
    let name = Regex::new(r"`(\w+)`").unwrap();
    let names =
        |cell: &str| -> Vec<String> { name.captures_iter(cell).map(|found| found[1].to_owned()).collect() };
    let rows = table.lines().filter_map(|line| {
        let mut cells = line.trim_matches('|').split('|');
        let module = names(cells.next()?).pop()?;
        Some((module, names(cells.next()?).into_iter().collect()))
    });
    rows.collect()
}

/// Every Rust file below `src` that is part of the program, with the top-level
/// module it belongs to. Modules of tests may import what they test with.
fn files() -> Vec<(String, PathBuf)> {
    let src = root().join("src");
    let entries = walkdir::WalkDir::new(&src).sort_by_file_name().into_iter().map(Result::unwrap);
    let rust: Vec<PathBuf> = entries
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    let tests: BTreeSet<PathBuf> = rust.iter().flat_map(|path| test_modules(path)).collect();
    let module = |path: &Path| {
        let first = path.strip_prefix(&src).unwrap().iter().next().unwrap().to_string_lossy();
        first.trim_end_matches(".rs").to_owned()
    };
    rust.into_iter().filter(|path| !tests.contains(path)).map(|path| (module(&path), path)).collect()
}

/// The files of the modules that a file declares for tests alone.
fn test_modules(path: &Path) -> Vec<PathBuf> {
    let declared = Regex::new(r"#\[cfg\(test\)\]\s*(?:pub(?:\([a-z ]+\))? )?mod (\w+);").unwrap();
    let text = fs::read_to_string(path).unwrap();
    let folder = match path.file_name().unwrap().to_str().unwrap() {
        "mod.rs" | "lib.rs" | "main.rs" => path.parent().unwrap().to_owned(),
        _ => path.with_extension(""),
    };
    declared.captures_iter(&text).map(|found| folder.join(format!("{}.rs", &found[1]))).collect()
}

/// The code of a file up to its tests, without comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = text.lines().map(|line| line.split("//").next().unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

/// The top-level modules that a piece of code names.
fn named(code: &str) -> BTreeSet<String> {
    let path = Regex::new(r"\b(?:crate|mingzhang)::(?:(\w+)|\{)").unwrap();
    let mut found = BTreeSet::new();
    for hit in path.captures_iter(code) {
        match hit.get(1) {
            Some(module) => {
                found.insert(module.as_str().to_owned());
            }
            None => found.extend(first_of_each(&code[hit.get(0).unwrap().end()..])),
        }
    }
    found
}

/// The first names of `a, b::c, d::{e, f}}…`, up to the brace that closes it.
fn first_of_each(group: &str) -> Vec<String> {
    let (mut depth, mut items) = (0, vec![String::new()]);
    for character in group.chars() {
        match character {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => items.push(String::new()),
            _ if depth == 0 => items.last_mut().unwrap().push(character),
            _ => {}
        }
    }
    let first = |item: String| item.trim().split("::").next().unwrap_or_default().to_owned();
    items.into_iter().map(first).filter(|name| !name.is_empty()).collect()
}

#[test]
fn every_import_follows_an_allowed_arrow() {
    let allowed = allowed();
    let mut wrong = Vec::new();
    for (module, path) in files().into_iter().filter(|(module, _)| module != "lib") {
        let file = path.strip_prefix(root()).unwrap().display().to_string();
        let Some(may) = allowed.get(&module) else {
            wrong.push(format!("{file}: the table has no row for `{module}`"));
            continue;
        };
        for other in named(&code(&path)) {
            if other != module && allowed.contains_key(&other) && !may.contains(&other) {
                wrong.push(format!("{file}: `{module}` must not import `{other}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "see the table in ARCHITECTURE.md\n{}", wrong.join("\n"));
}

#[test]
fn the_table_names_the_modules_there_are() {
    let allowed = allowed();
    let modules: BTreeSet<String> =
        files().into_iter().map(|(module, _)| module).filter(|module| module != "lib").collect();
    let rows: BTreeSet<String> = allowed.keys().cloned().collect();
    assert_eq!(rows, modules);
    for (module, may) in &allowed {
        let unknown: Vec<_> = may.difference(&rows).collect();
        assert!(unknown.is_empty(), "`{module}` may import what is not there: {unknown:?}");
    }
}

/// Names that `ARCHITECTURE.md` writes as code and that are of a file or a folder.
#[test]
fn every_file_that_the_map_names_is_there() {
    let map = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let sources: Vec<String> = files().iter().map(|(_, path)| path.display().to_string()).collect();
    let names = map.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
    for name in names.filter(|name| !name.contains(['*', ' ', '<', '…'])) {
        let tops = ["src/", "tests/", "docs/", "templates/", "static/", "benches/", "fuzz/", "build/"];
        if tops.iter().any(|top| name.starts_with(top)) {
            assert!(root().join(name).exists(), "{name}");
        } else if name.ends_with(".rs") && name != "build.rs" {
            let known = sources.iter().any(|source| source.ends_with(&format!("/{name}")));
            assert!(known || root().join("src").join(name).exists() || root().join(name).exists(), "{name}");
        }
    }
}

#[test]
fn no_arrow_leads_back() {
    let allowed = allowed();
    for module in allowed.keys() {
        let (mut seen, mut open) = (BTreeSet::new(), vec![module]);
        while let Some(next) = open.pop() {
            for other in &allowed[next] {
                assert_ne!(other, module, "`{module}` leads back to itself through `{next}`");
                if seen.insert(other) {
                    open.push(other);
                }
            }
        }
    }
}

/// A site has the same addresses whatever the program was built with.
#[test]
fn features_change_commands_and_whether_originals_are_read_and_nothing_of_the_site() {
    for (module, path) in files() {
        let text = fs::read_to_string(&path).unwrap();
        let reads_originals = ["src/lib.rs", "src/pipeline.rs", "src/pipeline/originals.rs"]
            .iter()
            .any(|own| path.ends_with(own));
        let writes_databases =
            ["src/export/csv_file.rs", "src/export/databases/mod.rs", "src/pipeline/databases.rs"]
                .iter()
                .any(|own| path.ends_with(own));
        let asks = text.matches("feature =").count();
        let of = |feature: &str| text.matches(&format!("feature = \"{feature}\"")).count();
        let allowed = if reads_originals { of("import") } else { 0 };
        let allowed = if writes_databases { of("databases") } else { allowed };
        let draws_pages = module == "import" || path.ends_with("src/pipeline/crops.rs");
        let allowed = if draws_pages { of("crops") } else { allowed };
        let declares = if path.ends_with("src/lib.rs") { allowed } else { 0 };
        let draws = module == "picture" || path.ends_with("src/lib.rs");
        let allowed = if draws { of("pictures") + declares } else { allowed };
        assert!(module == "cli" || asks == allowed, "{}", path.display());
    }
}

/// What is known of the world is handed to the stages: the pipeline alone asks for it.
#[test]
fn nobody_but_the_pipeline_asks_for_the_catalogue() {
    for (module, path) in files().into_iter().filter(|(module, _)| module != "pipeline") {
        let asks = code(&path).contains("Catalogue::get()");
        assert!(!asks, "{}: `{module}` is handed the catalogue", path.display());
    }
}

#[test]
fn paths_are_found_in_every_way_of_writing_them() {
    let found = named("use crate::{model::{Cell, Row}, money, source::Line};\nlet x = crate::page::href();");
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["model", "money", "page", "source"]);
}

/// Rooms of reading, each with the rooms beside it that it knows nothing of: lexing
/// knows only cells, blocks only rows and lines.
const APART: &[(&str, &[&str])] = &[
    (
        "lex",
        &[
            "blocks",
            "caption",
            "form",
            "headings",
            "identity",
            "narrative",
            "redact",
            "segment",
            "table",
            "text",
        ],
    ),
    ("blocks", &["caption", "form", "headings", "identity", "narrative", "redact", "segment", "table"]),
];

#[test]
fn lexing_and_blocks_know_nothing_of_tables() {
    let path = Regex::new(r"crate::read::(\w+)").unwrap();
    let catalogue = Regex::new(r"crate::catalogue::(?:Catalogue|schema)").unwrap();
    let mut wrong = Vec::new();
    for (room, others) in APART {
        let folder = root().join("src/read").join(room);
        for (_, file) in files().into_iter().filter(|(_, file)| file.starts_with(&folder)) {
            let code = code(&file);
            let mut named: BTreeSet<String> = path
                .captures_iter(&code)
                .filter_map(|found| Some(found.get(1)?.as_str().to_owned()))
                .collect();
            for group in code.match_indices("crate::read::{") {
                named.extend(first_of_each(&code[group.0 + "crate::read::{".len()..]));
            }
            if catalogue.is_match(&code) {
                named.insert("catalogue".to_owned());
            }
            let bad = named.iter().filter(|name| others.contains(&name.as_str()) || *name == "catalogue");
            wrong.extend(bad.map(|name| format!("{}: must not know `{name}`", file.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Files by the path of their module: `read::table::align`.
fn modules() -> BTreeMap<String, PathBuf> {
    let src = root().join("src");
    let name = |path: &Path| {
        let inner = path.strip_prefix(&src).unwrap().with_extension("");
        let parts: Vec<String> = inner.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        parts.join("::").trim_end_matches("::mod").to_owned()
    };
    files().into_iter().map(|(_, path)| (name(&path), path)).collect()
}

/// The paths that `use` declarations and code name, from the crate's root, each whole.
fn paths(module: &str, code: &str) -> BTreeSet<String> {
    let uses = Regex::new(r"\buse\s+([^;]+);").unwrap();
    let inline = Regex::new(r"\b(?:crate|super)(?:::\w+)+").unwrap();
    let mut found: Vec<String> = uses.captures_iter(code).flat_map(|hit| each_path("", &hit[1])).collect();
    found.extend(inline.find_iter(&uses.replace_all(code, "")).map(|hit| hit.as_str().to_owned()));
    found.into_iter().filter_map(|path| from_root(module, &path)).collect()
}

/// `a::{b, c::{d, e}}` one by one.
fn each_path(before: &str, group: &str) -> Vec<String> {
    let (mut depth, mut items) = (0, vec![String::new()]);
    for character in group.chars() {
        depth += i32::from(character == '{') - i32::from(character == '}');
        match character {
            ',' if depth == 0 => items.push(String::new()),
            _ => items.last_mut().unwrap().push(character),
        }
    }
    let each = |item: String| match item.trim().split_once('{') {
        Some((outer, inner)) => each_path(&format!("{before}{outer}"), inner.rsplit_once('}').unwrap().0),
        None => vec![format!("{before}{}", item.split_whitespace().next().unwrap_or_default())],
    };
    items.into_iter().flat_map(each).collect()
}

fn from_root(module: &str, path: &str) -> Option<String> {
    if let Some(rest) = path.strip_prefix("crate::") {
        return Some(rest.to_owned());
    }
    let (mut base, mut rest) = (module.to_owned(), path);
    while let Some(inner) = rest.strip_prefix("super::") {
        base = base.rsplit_once("::").map_or_else(String::new, |(outer, _)| outer.to_owned());
        rest = inner;
    }
    (rest.len() < path.len()).then(|| format!("{base}::{rest}"))
}

/// Which file names which. The root of a room (`mod.rs`) is left out: it declares its
/// files, and holds what they share.
fn arrows_between_files() -> Arrows {
    let modules = modules();
    let is_root = |name: &str| modules.keys().any(|other| other.starts_with(&format!("{name}::")));
    let file_of = |path: &str| {
        let parts: Vec<&str> = path.split("::").collect();
        (1..=parts.len()).rev().map(|count| parts[..count].join("::")).find(|name| modules.contains_key(name))
    };
    let mut arrows = Arrows::new();
    for (name, path) in modules.iter().filter(|(name, _)| !is_root(name)) {
        let named = paths(name, &code(path)).into_iter().filter_map(|path| file_of(&path));
        arrows.insert(name.clone(), named.filter(|other| other != name && !is_root(other)).collect());
    }
    arrows
}

fn circles(arrows: &Arrows) -> Vec<String> {
    let mut circles = Vec::new();
    for start in arrows.keys() {
        let (mut seen, mut open) = (BTreeSet::new(), vec![start]);
        while let Some(next) = open.pop() {
            for other in arrows.get(next).into_iter().flatten() {
                if other == start {
                    circles.push(format!("`{start}` leads back to itself through `{next}`"));
                }
                if seen.insert(other) {
                    open.push(other);
                }
            }
        }
    }
    circles
}

#[test]
fn no_files_import_in_a_circle() {
    let arrows = arrows_between_files();
    assert!(arrows.len() > 100, "files are found");
    let circles = circles(&arrows);
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

#[test]
fn the_rooms_of_reading_import_in_no_circle() {
    let room =
        |name: &str| name.strip_prefix("read::").and_then(|rest| rest.split("::").next()).map(str::to_owned);
    let mut rooms = Arrows::new();
    for (name, path) in modules() {
        let Some(own) = room(&name) else { continue };
        let named = paths(&name, &code(&path)).into_iter().filter_map(|path| room(&path));
        let others = named.filter(|other| *other != own && other.starts_with(char::is_lowercase));
        let others: Vec<String> = others.collect();
        rooms.entry(own).or_default().extend(others);
    }
    assert!(rooms["identity"].contains("blocks"), "arrows are found");
    let circles = circles(&rooms);
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}
