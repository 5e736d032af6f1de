//! No personal data in any file of a built site: the real disclosure's names and
//! numbers are taken from its raw text, and every output file is searched.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use regex::Regex;

#[test]
fn no_name_and_no_number_of_a_handler_reaches_any_file() {
    let real = common::all_real();
    let all: usize = real.iter().map(|(_, text)| handlers(text).len()).sum();
    assert!(real.is_empty() || all > 0, "the real disclosures name handlers to look for");
    for (name, text) in real {
        let names = handlers(&text);
        let site = tempfile::tempdir().unwrap();
        let content = site.path().join("content");
        let file = content.join(&name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, &text).unwrap();
        let output = site.path().join("public");
        let status = Command::new(env!("CARGO_BIN_EXE_mingzhang"))
            .current_dir(site.path())
            .args(["build", "--quiet", "--output"])
            .arg(&output)
            .status()
            .unwrap();
        assert!(status.code().is_some_and(|code| code < 2), "{name}");
        let files = files(&output);
        assert!(!files.is_empty(), "{name}");
        for path in files {
            search(&path, &names);
        }
    }
}

/// What stands in the cells behind 经办人 in the raw text.
fn handlers(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for line in text.lines().filter(|line| line.contains("经办人")) {
        let cells: Vec<&str> = line.split('\t').map(str::trim).filter(|cell| !cell.is_empty()).collect();
        for pair in cells.windows(2).filter(|pair| pair[0].starts_with("经办人")) {
            if !pair[1].ends_with(['：', ':']) {
                names.insert(pair[1].to_owned());
            }
        }
    }
    names
}

fn search(path: &Path, names: &BTreeSet<String>) {
    let bytes = fs::read(path).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    for name in names {
        assert!(!text.contains(name.as_str()), "a name stands in {}", path.display());
    }
    let mobile = Regex::new(r"(?:^|[^0-9A-Za-z])1[3-9][0-9]{9}(?:[^0-9A-Za-z]|$)").unwrap();
    assert!(!mobile.is_match(&text), "a mobile number stands in {}", path.display());
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}
