//! Checks the catalogue and embeds it, the templates and the static files.
//!
//! A mistake in a data file stops the build here, with the file's name, rather
//! than at a reader's desk.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "build/keys.rs"]
mod keys;
#[path = "src/catalogue/normal/mod.rs"]
#[allow(dead_code)]
mod normal;
#[path = "src/catalogue/schema/mod.rs"]
#[allow(dead_code, unused_imports)]
mod schema;

use schema::{
    AccountList, CaptionsSpec, CellSpec, CheckSpec, ConceptsSpec, DivisionsSpec, FormSpec, IdentitySpec,
    LabelsSpec, MeasuresSpec, NarrativeSpec, PersonalSpec, SearchSpec, TableSpec, TitlesSpec, WordsSpec,
};

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("set by cargo"));
    let catalogue = root.join("src/catalogue");
    for watched in ["src/catalogue", "templates", "static", "build.rs", "build"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let mut problems = Vec::new();
    let accounts = check_accounts(&catalogue.join("accounts"), &mut problems);
    let tables = check_tables(&catalogue.join("tables"), &accounts, &mut problems);
    check_titles(&catalogue.join("titles.toml"), &tables, &mut problems);
    parse::<FormSpec>(&catalogue.join("form.toml"), &mut problems);
    parse::<PersonalSpec>(&catalogue.join("personal.toml"), &mut problems);
    parse::<WordsSpec>(&catalogue.join("words.toml"), &mut problems);
    parse::<LabelsSpec>(&catalogue.join("labels.toml"), &mut problems);
    parse::<CaptionsSpec>(&catalogue.join("captions.toml"), &mut problems);
    check_search(&catalogue.join("search.toml"), &mut problems);
    check_divisions(&catalogue.join("divisions.toml"), &mut problems);
    check_concepts(&catalogue.join("concepts.toml"), &mut problems);
    let measures = check_measures(&catalogue.join("measures.toml"), &tables, &mut problems);
    let charts = check_charts(&tables, &measures, &mut problems);
    check_narrative(&catalogue.join("narrative.toml"), &charts, &measures, &mut problems);
    for problem in &problems {
        println!("cargo::error={problem}");
    }
    write(&out.join("keys.rs"), &keys::source(&catalogue));
    write(&out.join("catalogue.rs"), &embed_catalogue(&catalogue));
    write(&out.join("assets.rs"), &embed_assets(&root));
}

fn parse<T: serde::de::DeserializeOwned>(path: &Path, problems: &mut Vec<String>) -> Option<T> {
    let text = fs::read_to_string(path).unwrap_or_default();
    toml::from_str(&text).map_err(|error| problems.push(format!("{}: {error}", path.display()))).ok()
}

/// No word of readers stands twice, each means something, and none too much.
fn check_search(path: &Path, problems: &mut Vec<String>) {
    let Some(spec) = parse::<SearchSpec>(path, problems) else { return };
    let mut words = BTreeSet::new();
    for synonym in &spec.synonyms {
        for word in synonym.words.iter().filter(|word| !words.insert(word.as_str())) {
            problems.push(format!("{}: {word} stands twice", path.display()));
        }
        if synonym.means.is_empty() || synonym.means.len() > 4 {
            problems.push(format!("{}: {:?} means nothing or too much", path.display(), synonym.words));
        }
    }
}

/// Each division stands once and says what it is; what is said of one is said of one that is there.
fn check_divisions(path: &Path, problems: &mut Vec<String>) {
    let Some(spec) = parse::<DivisionsSpec>(path, problems) else { return };
    let mut say = |problem: String| problems.push(format!("{}: {problem}", path.display()));
    let mut names = BTreeSet::new();
    for name in spec.provinces.iter().flat_map(|one| one.below.iter().chain([&one.name])) {
        if !names.insert(name) {
            say(format!("{name} stands twice"));
        }
        if !name.ends_with(['省', '市', '区', '县', '州', '盟']) {
            say(format!("{name} does not say what kind of division it is"));
        }
    }
    for province in spec.provinces.iter().filter(|one| !one.name.starts_with(&one.short)) {
        say(format!("{} is no short name of {}", province.short, province.name));
    }
    for name in spec.shared.iter().chain(spec.called.values()).filter(|name| !names.contains(name)) {
        say(format!("{name} is no division"));
    }
}

/// No heading is named by two concepts of one role: 项目 may head names or amounts.
fn check_concepts(path: &Path, problems: &mut Vec<String>) {
    let Some(spec) = parse::<ConceptsSpec>(path, problems) else { return };
    let mut names = BTreeSet::new();
    for concept in &spec.concepts {
        for name in concept
            .names
            .iter()
            .filter(|name| !names.insert((concept.role == schema::ColumnRole::Amount, name.text.clone())))
        {
            problems.push(format!("{}: {} stands twice", path.display(), name.text));
        }
    }
}

fn check_accounts(folder: &Path, problems: &mut Vec<String>) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for path in files(folder) {
        let Some(list) = parse::<AccountList>(&path, problems) else { continue };
        let mut codes = BTreeSet::new();
        let mut names = BTreeMap::new();
        for account in &list.account {
            if !codes.insert(&account.code) {
                problems.push(format!("{}: code {} stands twice", path.display(), account.code));
            }
            for name in &account.names {
                if let Some(other) = names.insert(normal::label(name), &account.code) {
                    let both = format!("{other} and {}", account.code);
                    problems.push(format!("{}: {name} names both {both}", path.display()));
                }
            }
        }
        if !ids.insert(list.id.clone()) {
            problems.push(format!("{}: list {} stands twice", path.display(), list.id));
        }
    }
    ids
}

fn check_tables(
    folder: &Path,
    accounts: &BTreeSet<String>,
    problems: &mut Vec<String>,
) -> BTreeMap<String, TableSpec> {
    let mut orders: BTreeMap<u16, String> = BTreeMap::new();
    let mut tables = BTreeMap::new();
    for path in files(folder) {
        let Some(table) = parse::<TableSpec>(&path, problems) else { continue };
        let mut say = |problem: String| problems.push(format!("{}: {problem}", path.display()));
        if path.file_stem().is_none_or(|stem| stem != table.id.as_str()) {
            say(format!("the file should be named after its id, {}.toml", table.id));
        }
        if let Some(other) = orders.insert(table.order, table.id.clone()) {
            say(format!("order {} is already that of {other}", table.order));
        }
        check_table(&table, accounts, &mut say);
        tables.insert(table.id.clone(), table);
    }
    for table in tables.values() {
        check_identities(table, &tables, &mut |problem| {
            problems.push(format!("{}.toml: {problem}", table.id))
        });
    }
    tables
}

/// Parts of titles are known, a word says one thing, and no title could be that of
/// two tables.
fn check_titles(path: &Path, tables: &BTreeMap<String, TableSpec>, problems: &mut Vec<String>) {
    let Some(spec) = parse::<TitlesSpec>(path, problems) else { return };
    let shared = spec.parts.iter().map(|part| (part.key.as_str(), &part.names));
    let own = tables.values().filter(|table| !table.title_words.is_empty());
    let parts: Vec<(&str, &Vec<String>)> =
        shared.chain(own.map(|table| (table.id.as_str(), &table.title_words))).collect();
    let mut words: BTreeMap<String, &str> = BTreeMap::new();
    let plain = [("plain", &spec.plain)];
    for (key, names) in parts.iter().chain(&plain) {
        for name in *names {
            if let Some(other) = words.insert(normal::compact(name), key) {
                problems.push(format!("{}: {name} says both {other} and {key}", path.display()));
            }
        }
    }
    for part in spec.parts.iter().filter_map(|part| part.half.as_ref()) {
        if !parts.iter().any(|(key, _)| key == part) {
            problems.push(format!("{}: half of an unknown part {part}", path.display()));
        }
    }
    if parts.len() > 64 {
        problems.push(format!("{}: more than 64 parts of titles", path.display()));
    }
    let mut identities: Vec<(&str, &IdentitySpec)> = Vec::new();
    for table in tables.values() {
        let mut say = |problem: String| problems.push(format!("{}.toml: {problem}", table.id));
        if table.form == table.endings.is_empty() || table.form != table.identity.is_empty() {
            say("a form has endings, any other table an identity".to_owned());
        }
        for identity in &table.identity {
            let all = identity.has.iter().chain(&identity.may);
            for part in all.filter(|part| !parts.iter().any(|(key, _)| key == part)) {
                say(format!("unknown part of titles {part}"));
            }
            if identity.twin.as_ref().is_some_and(|twin| !tables.contains_key(twin)) {
                say(format!("unknown twin {:?}", identity.twin));
            }
            for (other, _) in identities.iter().filter(|(_, other)| meet(identity, other)) {
                say(format!("a title could be of {other} too: {identity:?}"));
            }
            identities.push((&table.id, identity));
        }
    }
}

/// Whether one title could be made in both ways.
fn meet(one: &IdentitySpec, other: &IdentitySpec) -> bool {
    let fits = |has: &IdentitySpec, of: &IdentitySpec| {
        has.has.iter().all(|part| of.has.contains(part) || of.may.contains(part))
    };
    fits(one, other) && fits(other, one)
}

/// Measures and scopes have keys of their own and name cells that are known. The
/// keys of the measures.
fn check_measures(
    path: &Path,
    tables: &BTreeMap<String, TableSpec>,
    problems: &mut Vec<String>,
) -> BTreeSet<String> {
    let Some(spec) = parse::<MeasuresSpec>(path, problems) else { return BTreeSet::new() };
    let measures = spec.groups.iter().flat_map(|group| &group.measures);
    let measures = measures.map(|measure| (&measure.key, &measure.cells));
    let scopes = spec.scopes.iter().map(|scope| (&scope.key, &scope.cells));
    for all in [measures.collect::<Vec<_>>(), scopes.collect()] {
        let mut keys = BTreeSet::new();
        for (key, cells) in all {
            if !keys.insert(key) {
                problems.push(format!("{}: {key} stands twice", path.display()));
            }
            let unknown = cells.iter().filter(|cell| !is_known(cell, tables));
            problems.extend(unknown.map(|cell| format!("{}: {key} names {cell:?}", path.display())));
        }
    }
    let measures = || spec.groups.iter().flat_map(|group| &group.measures);
    for whole in measures() {
        let below = |part: &String| measures().any(|one| one.key == *part && one.level > whole.level);
        let unknown = whole.parts.iter().filter(|part| !below(part));
        problems.extend(unknown.map(|part| format!("{}: {part} is not below {}", path.display(), whole.key)));
    }
    measures().map(|measure| measure.key.clone()).collect()
}

/// Charts have keys of their own and are drawn from columns, blocks, cells and
/// measures that are known, in one way. The keys.
fn check_charts(
    tables: &BTreeMap<String, TableSpec>,
    measures: &BTreeSet<String>,
    problems: &mut Vec<String>,
) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for (table, chart) in
        tables.values().flat_map(|table| table.charts.iter().map(move |chart| (table, chart)))
    {
        let mut say =
            |problem: String| problems.push(format!("{}.toml: chart {}: {problem}", table.id, chart.key));
        if !keys.insert(chart.key.clone()) {
            say("the key is already that of another".to_owned());
        }
        let ways = [chart.rows.is_some(), !chart.columns.is_empty(), !chart.measures.is_empty()];
        if ways.iter().filter(|way| **way).count() != 1 {
            say("one of rows, columns and measures says what the parts are".to_owned());
        }
        let has = |key: &&String| table.columns.iter().any(|column| &&column.key == key);
        for column in chart.rows.iter().chain(&chart.columns).filter(|key| !has(key)) {
            say(format!("unknown column {column}"));
        }
        if chart.block.as_ref().is_some_and(|key| !table.blocks.iter().any(|block| &block.key == key)) {
            say(format!("unknown block {:?}", chart.block));
        }
        for column in chart.split.keys().filter(|key| !chart.columns.contains(key)) {
            say(format!("splits {column}, which it does not draw"));
        }
        for measure in
            chart.measures.iter().chain(chart.split.values().flatten()).filter(|key| !measures.contains(*key))
        {
            say(format!("unknown measure {measure}"));
        }
        let mut all = tables.values().flat_map(|table| &table.charts);
        if chart.stands_for.as_ref().is_some_and(|key| !all.any(|other| other.key == *key)) {
            say(format!("stands for the unknown chart {:?}", chart.stands_for));
        }
        let own = |cell: &CellSpec| CellSpec { table: Some(table.id.clone()), ..cell.clone() };
        for cell in chart.whole.iter().filter(|cell| !is_known(&own(cell), tables)) {
            say(format!("unknown cell {cell:?}"));
        }
    }
    keys
}

/// A chart that a text mentions is one that is drawn.
fn check_narrative(
    path: &Path,
    charts: &BTreeSet<String>,
    measures: &BTreeSet<String>,
    problems: &mut Vec<String>,
) {
    let Some(spec) = parse::<NarrativeSpec>(path, problems) else { return };
    let of_claims = spec.claims.iter().filter_map(|claim| claim.measure.as_ref());
    let named = of_claims.chain(spec.ratios.iter().map(|ratio| &ratio.measure));
    for measure in named.filter(|measure| !measures.contains(*measure)) {
        problems.push(format!("{}: no measure {measure}", path.display()));
    }
    let is_thing = |key: &&String| spec.things.iter().any(|thing| thing.key == **key);
    for key in spec.ratios.iter().flat_map(|ratio| &ratio.by).filter(|key| !is_thing(key)) {
        problems.push(format!("{}: nothing that is counted is {key}", path.display()));
    }
    for chart in spec.charts.iter().filter(|chart| !charts.contains(&chart.key)) {
        problems.push(format!("{}: no table draws the chart {}", path.display(), chart.key));
    }
}

fn is_known(cell: &CellSpec, tables: &BTreeMap<String, TableSpec>) -> bool {
    let table = cell.table.as_ref().and_then(|id| tables.get(id));
    let is_code = |row: &str| row.bytes().all(|byte| byte.is_ascii_digit());
    table.is_some_and(|table| {
        (cell.row == "*"
            || (table.accounts.is_some() && is_code(&cell.row))
            || table.rows.iter().any(|row| row.key == cell.row))
            && table.columns.iter().any(|column| column.key == cell.column)
    })
}

/// Identities name tables and columns that are there. Rows may be account codes,
/// which the catalogue need not list.
fn check_identities(table: &TableSpec, all: &BTreeMap<String, TableSpec>, say: &mut impl FnMut(String)) {
    let mut column = |id: Option<&str>, key: &str| {
        let id = id.unwrap_or(&table.id);
        let known = all.get(id).is_some_and(|table| table.columns.iter().any(|column| column.key == key));
        if !known {
            say(format!("a check names the unknown column {key} of {id}"));
        }
    };
    for check in &table.checks {
        match check {
            CheckSpec::Across { total, parts } => {
                parts.iter().chain([total]).for_each(|key| column(None, key))
            }
            CheckSpec::Equal { cell, to, .. } => {
                to.iter().chain([cell]).for_each(|cell| column(cell.table.as_deref(), &cell.column));
            }
            CheckSpec::Accounts { column: own, to, to_column, .. } => {
                column(None, own);
                column(Some(to), to_column);
            }
            CheckSpec::Lines { column: own, to } => {
                column(None, own);
                column(to.table.as_deref(), &to.column);
            }
        }
    }
}

fn check_table(table: &TableSpec, accounts: &BTreeSet<String>, say: &mut impl FnMut(String)) {
    if table.accounts.as_ref().is_some_and(|list| !accounts.contains(list)) {
        say(format!("no account list {:?}", table.accounts));
    }
    if let Some(ending) = table.endings.iter().find(|ending| !ending.contains('表')) {
        say(format!("the ending {ending} is none of a table's title"));
    }
    if let Some(kind) = table.kinds.iter().find(|kind| !["budget", "final"].contains(&kind.as_str())) {
        say(format!("kind {kind} is neither budget nor final"));
    }
    let blocks: BTreeSet<&str> = table.blocks.iter().map(|block| block.key.as_str()).collect();
    let mut columns = BTreeMap::new();
    for column in &table.columns {
        let block = column.block.as_deref();
        let beside = column.beside.as_ref();
        if beside.is_some_and(|beside| !table.columns.iter().any(|column| &column.key == beside)) {
            say(format!("column {} stands beside the unknown column {beside:?}", column.key));
        }
        if block.is_some_and(|block| !blocks.contains(block)) {
            say(format!("column {} stands in the unknown block {block:?}", column.key));
        }
        for name in &column.names {
            let place = (block, column.beside.as_deref(), normal::compact(name));
            if let Some(other) = columns.insert(place, &column.key) {
                say(format!("heading {name} names both {other} and {}", column.key));
            }
        }
    }
    check_rows(table, &blocks, say);
}

fn check_rows(table: &TableSpec, blocks: &BTreeSet<&str>, say: &mut impl FnMut(String)) {
    let mut keys = BTreeSet::new();
    let mut names = BTreeMap::new();
    for row in &table.rows {
        if !keys.insert(&row.key) {
            say(format!("row {} stands twice", row.key));
        }
        if row.block.as_deref().is_some_and(|block| !blocks.contains(block)) {
            say(format!("row {} stands in the unknown block {:?}", row.key, row.block));
        }
        if row.under.as_ref().is_some_and(|under| !table.rows.iter().any(|row| &row.key == under)) {
            say(format!("row {} stands under the unknown row {:?}", row.key, row.under));
        }
        for name in &row.names {
            let place = (row.block.as_deref(), row.under.as_deref(), normal::label(name));
            if let Some(other) = names.insert(place, &row.key) {
                say(format!("label {name} names both {other} and {}", row.key));
            }
        }
    }
}

fn embed_catalogue(catalogue: &Path) -> String {
    let mut code = String::new();
    for (name, folder) in [("TABLES", "tables"), ("ACCOUNTS", "accounts")] {
        let _ = writeln!(code, "static {name}: &[&str] = &[");
        for path in files(&catalogue.join(folder)) {
            let _ = writeln!(code, "    include_str!({path:?}),");
        }
        code.push_str("];\n");
    }
    let single = [
        ("FORM", "form.toml"),
        ("NARRATIVE", "narrative.toml"),
        ("MEASURES", "measures.toml"),
        ("WORDS", "words.toml"),
        ("TITLES", "titles.toml"),
        ("CONCEPTS", "concepts.toml"),
        ("PERSONAL", "personal.toml"),
        ("LABELS", "labels.toml"),
        ("CAPTIONS", "captions.toml"),
        ("SEARCH", "search.toml"),
        ("DIVISIONS", "divisions.toml"),
    ];
    for (name, file) in single {
        let _ = writeln!(code, "static {name}: &str = include_str!({:?});", catalogue.join(file));
    }
    code
}

fn embed_assets(root: &Path) -> String {
    let mut code = String::from("/// Templates by name.\npub static TEMPLATES: &[(&str, &str)] = &[\n");
    let templates = root.join("templates");
    for path in files(&templates) {
        let _ = writeln!(code, "    ({:?}, include_str!({path:?})),", name_in(&templates, &path));
    }
    code.push_str("];\n/// Static files: name, fingerprint, bytes.\n");
    code.push_str("pub static STATIC: &[(&str, &str, &[u8])] = &[\n");
    let statics = root.join("static");
    for path in files(&statics) {
        let hash = blake3::hash(&fs::read(&path).unwrap_or_default()).to_hex();
        let name = name_in(&statics, &path);
        let _ = writeln!(code, "    ({name:?}, {:?}, include_bytes!({path:?})),", &hash[..8]);
    }
    code.push_str("];\n");
    code
}

fn name_in(folder: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(folder).unwrap_or(path);
    relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The visible files below a folder, sorted, so that builds are alike.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        } else if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn write(path: &Path, text: &str) {
    fs::write(path, text).unwrap_or_else(|error| panic!("cannot write {}: {error}", path.display()));
}
