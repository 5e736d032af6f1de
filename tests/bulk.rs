//! The data files on all disclosures say what those of each say.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// The records of a CSV file, each by the names of its fields.
fn records(path: &Path) -> Vec<std::collections::HashMap<String, String>> {
    let reader = csv::Reader::from_path(path).unwrap();
    reader.into_deserialize().map(Result::unwrap).collect()
}

#[test]
fn regions_files_hold_what_their_disclosures_hold() {
    let root = tempfile::tempdir().unwrap();
    let at = |name: &str| root.path().join(name);
    let sample = include_str!("../src/cli/init/2025-budget.md");
    for (body, region) in [("a", "region = \"某市\"\n"), ("b", "region = \"某市\"\n"), ("c", "")] {
        fs::create_dir_all(at(&format!("content/{body}"))).unwrap();
        fs::write(at(&format!("content/{body}/2025-budget.md")), sample).unwrap();
        fs::write(at(&format!("content/{body}/body.toml")), region).unwrap();
    }
    fs::write(at("site.toml"), "bulk = true\n").unwrap();
    // The second build takes what the first one kept.
    for _ in 0..2 {
        let ran =
            Command::new(env!("CARGO_BIN_EXE_mingzhang")).arg("build").current_dir(root.path()).output();
        assert!(ran.unwrap().status.success());
        let own = records(&at("public/a/2025-budget/data/facts.csv"));
        let package: serde_json::Value =
            serde_json::from_slice(&fs::read(at("public/data/datapackage.json")).unwrap()).unwrap();
        let resources = package["resources"].as_array().unwrap();
        assert_eq!(resources.len(), 4 + 2 * 3);
        for resource in resources {
            let file = at("public/data").join(resource["path"].as_str().unwrap());
            assert_eq!(resource["bytes"].as_u64(), Some(fs::metadata(&file).unwrap().len()), "{resource}");
            let header = csv::Reader::from_path(&file).unwrap().headers().unwrap().clone();
            let fields = resource["schema"]["fields"].as_array().unwrap();
            assert!(fields.iter().map(|field| field["name"].as_str().unwrap()).eq(header.iter()), "{file:?}");
        }
        let of_region = |what: &str| {
            let named = |one: &&serde_json::Value| {
                one["title"].as_str().unwrap().ends_with("：某市")
                    && one["name"].as_str().unwrap().starts_with(what)
            };
            let path = resources.iter().find(named).unwrap()["path"].as_str().unwrap();
            records(&at("public/data").join(path))
        };
        let facts = of_region("facts");
        assert_eq!(facts.len(), 2 * own.len());
        assert!(
            facts
                .iter()
                .zip(&own)
                .all(|(all, one)| all["amount"] == one["amount"] && all["row"] == one["row"])
        );
        assert!(facts.iter().all(|fact| fact["unit"] != "万元" || !fact["amount_yuan"].is_empty()));
        assert_eq!(records(&at("public/data/facts/other.csv")).len(), own.len());
        assert_eq!(of_region("projects").len(), 2 * 2);
        assert!(!of_region("indicators").is_empty());
        assert_eq!(records(&at("public/data/disclosures.csv")).len(), 3);
    }
}

/// What only some programs can make is never silently left out.
#[test]
fn databases_hold_every_figure_or_stop_the_build() {
    let root = tempfile::tempdir().unwrap();
    let at = |name: &str| root.path().join(name);
    fs::create_dir_all(at("content/a")).unwrap();
    fs::write(at("content/a/2025-budget.md"), include_str!("../src/cli/init/2025-budget.md")).unwrap();
    fs::write(at("site.toml"), "parquet = true\nsqlite = true\n").unwrap();
    let run = || {
        let ran =
            Command::new(env!("CARGO_BIN_EXE_mingzhang")).arg("build").current_dir(root.path()).output();
        let ran = ran.unwrap();
        (ran.status.code(), String::from_utf8(ran.stderr).unwrap())
    };
    let (code, said) = run();
    if !cfg!(feature = "databases") {
        assert!(code == Some(2) && said.contains("--features databases"), "{said}");
        return assert!(!at("public").exists());
    }
    assert_eq!(code, Some(0), "{said}");
    let bytes =
        ["facts.parquet", "site.sqlite"].map(|name| fs::read(at(&format!("public/data/{name}"))).unwrap());
    assert!(bytes[0].starts_with(b"PAR1") && bytes[0].ends_with(b"PAR1"));
    #[cfg(feature = "databases")]
    {
        let figures = records(&at("public/data/facts/other.csv")).len();
        use parquet::file::reader::{FileReader, SerializedFileReader};
        let file = fs::File::open(at("public/data/facts.parquet")).unwrap();
        let rows = SerializedFileReader::new(file).unwrap().metadata().file_metadata().num_rows();
        assert_eq!(rows, i64::try_from(figures).unwrap());
        let database = rusqlite::Connection::open(at("public/data/site.sqlite")).unwrap();
        let count = |table: &str| -> i64 {
            let query = format!("SELECT count(*) FROM {table}");
            database.query_row(&query, [], |row| row.get(0)).unwrap()
        };
        assert_eq!(count("facts"), i64::try_from(figures).unwrap());
        assert_eq!(count("disclosures"), 1);
        let sum = "SELECT sum(amount_yuan) FROM facts WHERE \"table\" = 'balance'";
        assert!(database.query_row(sum, [], |row| row.get::<_, f64>(0)).unwrap() > 0.0);
    }
    fs::remove_dir_all(at("public")).unwrap();
    assert_eq!(run().0, Some(0));
    let again =
        ["facts.parquet", "site.sqlite"].map(|name| fs::read(at(&format!("public/data/{name}"))).unwrap());
    assert!(bytes == again, "the same input gives the same bytes");
}

#[test]
fn a_body_whose_name_says_where_it_is_needs_no_region() {
    let root = tempfile::tempdir().unwrap();
    let at = |name: &str| root.path().join(name);
    let sample = include_str!("../src/cli/init/2025-budget.md");
    for (body, name) in [("a", "忻州市图书馆"), ("b", "某县图书馆")] {
        fs::create_dir_all(at(&format!("content/{body}"))).unwrap();
        fs::write(at(&format!("content/{body}/2025-budget.md")), sample).unwrap();
        fs::write(at(&format!("content/{body}/body.toml")), format!("name = \"{name}\"\n")).unwrap();
    }
    let ran = Command::new(env!("CARGO_BIN_EXE_mingzhang")).arg("build").current_dir(root.path()).output();
    assert!(ran.unwrap().status.success());
    let regions: Vec<String> =
        records(&at("public/data/disclosures.csv")).into_iter().map(|row| row["region"].clone()).collect();
    assert_eq!(regions, ["山西省忻州市", ""]);
    for page in ["public/index.html", "public/a/index.html", "public/a/2025-budget/index.html"] {
        assert!(fs::read_to_string(at(page)).unwrap().contains("山西省忻州市"), "{page}");
    }
}
