//! What others read of a site: spreadsheets, feed, sitemap, the data of pages.
//! Checked on the project's own content and, where they are at hand, the real
//! disclosures beside it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use quick_xml::events::Event;
use serde_json::Value;
use tempfile::TempDir;

const BASE: &str = "https://example.org/repo/";

fn sites() -> Vec<TempDir> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let contents = [root.join("content"), root.join("../shared/disclosures")];
    contents.iter().filter(|content| content.is_dir()).map(|content| build(content)).collect()
}

fn build(content: &Path) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingzhang"));
    command.args(["build", "--quiet", "--output", "public", "--base-url", BASE, "--content"]).arg(content);
    let status = command.current_dir(folder.path()).output().unwrap().status;
    assert!(matches!(status.code(), Some(0 | 1)), "the build ended with {status}");
    folder
}

fn files(site: &TempDir, ending: &str) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(site.path().join("public")).sort_by_file_name();
    let paths = entries.into_iter().map(|entry| entry.unwrap().into_path());
    paths.filter(|path| path.to_string_lossy().ends_with(ending)).collect()
}

mod spreadsheets {
    use calamine::{Data, Dimensions, Reader, Xlsx, open_workbook};
    use mingzhang::model::count;
    use rust_decimal::Decimal;

    use super::*;

    #[test]
    fn every_cell_of_a_spreadsheet_is_that_of_the_grid() {
        for site in sites() {
            let numbers = count(files(&site, ".xlsx").iter().map(|path| whole(path)));
            assert!(numbers > 200, "only {numbers} cells are numbers");
        }
    }

    /// The disclosure's workbook: a sheet a table, in the order of the data package,
    /// cell by cell, and the notes. How many cells are numbers.
    fn whole(path: &Path) -> usize {
        let mut book: Xlsx<_> = open_workbook(path).unwrap();
        let names = book.sheet_names().clone();
        let folder = path.parent().unwrap().parent().unwrap();
        let package = fs::read_to_string(folder.join("datapackage.json")).unwrap();
        let package: Value = serde_json::from_str(&package).unwrap();
        let files = package["resources"].as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap());
        let tables = files.filter(|path| path.starts_with("tables/") && path.ends_with(".csv"));
        let tables: Vec<&str> = tables.collect();
        assert_eq!(names.len(), tables.len() + 1, "{}", path.display());
        let compared = tables.into_iter().enumerate();
        let numbers = count(compared.map(|(sheet, table)| compare(path, sheet, &folder.join(table))));
        let notes = book.worksheet_range(names.last().unwrap()).unwrap();
        let text: String = notes.used_cells().map(|(_, _, cell)| cell.to_string()).collect();
        assert!(text.contains("不是官方文件") && text.contains("BLAKE3") && text.contains("金额单位："));
        numbers
    }

    /// How many cells of the sheet are numbers.
    fn compare(path: &Path, sheet: usize, csv: &Path) -> usize {
        let mut book: Xlsx<_> = open_workbook(path).unwrap();
        let name = book.sheet_names()[sheet].clone();
        let merged = book.merge_cells_by_sheet_name(&name).unwrap();
        let range = book.worksheet_range(&name).unwrap();
        assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{}: a formula", path.display());
        let text = fs::read_to_string(csv).unwrap();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
        let mut numbers = 0;
        for (row, record) in reader.records().map(Result::unwrap).enumerate() {
            for (column, printed) in record.iter().enumerate() {
                let at = origin(&merged, (row as u32, column as u32));
                let cell = range.get_value(at).unwrap_or(&Data::Empty);
                numbers += usize::from(matches!(cell, Data::Float(_)));
                assert!(same(cell, printed), "{} {at:?}: {cell:?} is not {printed:?}", path.display());
            }
        }
        numbers
    }

    /// The first cell of the merged ones that hold a place.
    fn origin(merged: &[Dimensions], at: (u32, u32)) -> (u32, u32) {
        merged.iter().find(|area| area.contains(at.0, at.1)).map_or(at, |area| area.start)
    }

    fn same(cell: &Data, printed: &str) -> bool {
        match cell {
            Data::Empty => printed.is_empty(),
            Data::Float(number) => {
                let exact: Decimal = number.to_string().parse().unwrap();
                printed.replace(',', "").parse::<Decimal>().is_ok_and(|amount| amount == exact)
            }
            Data::String(text) => text == printed,
            _ => false,
        }
    }
}

/// The texts of each element, by its path of names; fails where the file is no
/// well-formed XML.
fn elements(path: &Path) -> BTreeMap<String, Vec<String>> {
    let text = fs::read_to_string(path).unwrap();
    let mut reader = quick_xml::Reader::from_str(&text);
    let (mut open, mut found): (Vec<String>, BTreeMap<String, Vec<String>>) = Default::default();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                open.push(tag.name().as_ref().to_owned());
                found.entry(open.join("/")).or_default().push(String::new());
            }
            Event::Text(words) => {
                if let Some(last) = found.get_mut(&open.join("/")).and_then(|all| all.last_mut()) {
                    last.push_str(&words);
                }
            }
            Event::End(_) => drop(open.pop()),
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
    found
}

#[test]
fn feed_and_sitemap_have_all_that_they_must() {
    for site in sites() {
        let feed = elements(&site.path().join("public/feed.xml"));
        for name in ["feed/id", "feed/title", "feed/updated", "feed/author/name"] {
            assert_eq!(feed[name].len(), 1, "{name}");
        }
        let entries = feed["feed/entry"].len();
        for name in ["id", "title", "updated", "summary"] {
            assert_eq!(feed[&format!("feed/entry/{name}")].len(), entries, "{name}");
        }
        assert!(
            feed["feed/entry/updated"].iter().all(|date| date.len() == "2023-01-01T00:00:00+08:00".len())
        );
        assert!(feed["feed/entry/summary"].iter().all(|words| words.contains("核对")));
        let listed = elements(&site.path().join("public/sitemap.xml"))["urlset/url/loc"].clone();
        let is_listed = |path: &PathBuf| !path.components().any(|part| part.as_os_str() == "embed");
        let pages = files(&site, "index.html").into_iter().filter(is_listed).count();
        assert_eq!(listed.len(), pages);
        for address in listed {
            let path = address.strip_prefix(BASE).unwrap();
            assert!(site.path().join("public").join(path).join("index.html").is_file(), "{address}");
        }
        let robots = fs::read_to_string(site.path().join("public/robots.txt")).unwrap();
        assert!(robots.ends_with(&format!("Sitemap: {BASE}sitemap.xml\n")));
    }
}

#[test]
fn pages_say_what_they_hold_to_search_engines_and_messengers() {
    for site in sites() {
        let mut sets = 0;
        for path in files(&site, "index.html") {
            // A chart alone stands in other pages, and is shared by its disclosure.
            if path.components().any(|part| part.as_os_str() == "embed") {
                continue;
            }
            let html = fs::read_to_string(&path).unwrap();
            for name in ["og:title", "og:description", "og:url", "og:type", "og:site_name", "og:locale"] {
                let there = format!("<meta property=\"{name}\" content=\"");
                assert_eq!(html.matches(&there).count(), 1, "{name} in {}", path.display());
            }
            described(&html, &path);
            let start = "<script type=\"application/ld+json\">";
            let Some((json, _)) = html.split_once(start).and_then(|(_, rest)| rest.split_once("</script>"))
            else {
                continue;
            };
            check_dataset(&serde_json::from_str(json).unwrap(), &path);
            sets += 1;
        }
        assert!(sets > 10, "{sets} data sets");
    }
}

/// The description has a figure; that of an empty table, or of search, which leads
/// to all, has none.
fn described(html: &str, path: &Path) {
    let (_, rest) = html.split_once("<meta name=\"description\" content=\"").unwrap();
    let words = rest.split('"').next().unwrap();
    let figure =
        words.split_once('》').map_or(words, |(_, rest)| rest).contains(|c: char| c.is_ascii_digit());
    let none = words.contains("没有金额")
        || path.ends_with("search/index.html")
        || path.ends_with("about/index.html")
        || path.ends_with("compare/index.html");
    assert!(figure || none, "{} is described without a figure: {words}", path.display());
}

/// What schema.org's users ask of a data set: a name, and from 50 to 5000
/// characters of description.
fn check_dataset(set: &Value, path: &Path) {
    let text = |name: &str| set[name].as_str().unwrap_or_default();
    assert_eq!((text("@context"), text("@type")), ("https://schema.org", "Dataset"));
    let characters = text("description").chars().count();
    assert!((50..=5000).contains(&characters), "{}: {characters} characters", path.display());
    assert!(!text("name").is_empty(), "{}", path.display());
    assert!(set.get("isPartOf").is_none_or(|whole| whole.as_str().is_some_and(|it| it.starts_with(BASE))));
    assert!(text("url").starts_with(BASE));
    assert_eq!(set["creator"]["@type"], "GovernmentOrganization");
    let root = path.ancestors().find(|folder| folder.ends_with("public")).unwrap();
    for file in set["distribution"].as_array().unwrap() {
        let there = file["contentUrl"].as_str().unwrap().strip_prefix(BASE).unwrap();
        assert!(root.join(there).is_file(), "{there}");
        assert!(file["encodingFormat"].as_str().unwrap().contains('/'));
    }
}

#[test]
fn a_zip_of_a_disclosure_is_made_for_who_asks() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let folder = tempfile::tempdir().unwrap();
    let mut zips = Vec::new();
    for settings in ["", "archive = true\n", "archive = false\n"] {
        fs::write(folder.path().join("site.toml"), settings).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_mingzhang"));
        let command =
            command.args(["build", "--quiet", "--content"]).arg(&content).current_dir(folder.path());
        assert!(matches!(command.output().unwrap().status.code(), Some(0 | 1)));
        let packed = files(&folder, ".zip");
        let pages = files(&folder, "data/index.html");
        let offered =
            pages.iter().filter(|page| fs::read_to_string(page).unwrap().contains(".zip\"")).count();
        assert_eq!(offered, packed.len(), "who has none offers none");
        zips.push(packed.len());
    }
    assert_eq!(zips, [0, files(&folder, "facts.csv").len(), 0]);
}

/// Each amount of a disclosure stands in its plain text, which its data page offers and
/// `llms.txt` leads to.
#[test]
fn the_plain_text_of_a_disclosure_has_all_its_amounts() {
    for site in sites() {
        let llms = fs::read_to_string(site.path().join("public/llms.txt")).unwrap();
        let texts = files(&site, "/text.txt");
        assert_eq!(texts.len(), files(&site, "facts.csv").len());
        for path in texts {
            let text = fs::read_to_string(&path).unwrap();
            let address =
                path.strip_prefix(site.path().join("public")).unwrap().to_string_lossy().into_owned();
            assert!(llms.contains(&format!("({BASE}{address})")), "{address}: {llms}");
            let folder = path.parent().unwrap();
            let page = fs::read_to_string(folder.join("data/index.html")).unwrap();
            assert!(page.contains("text.txt\""), "{address}");
            let plain = text.replace([',', '，', ' '], "");
            let mut facts = csv::Reader::from_path(folder.join("data/facts.csv")).unwrap();
            for fact in facts.records().map(Result::unwrap) {
                let amount = fact[6].trim_start_matches('-');
                assert!(plain.contains(amount), "{address} has no {amount}");
            }
        }
    }
}
