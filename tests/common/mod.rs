//! What several test programs share: reading a text as a disclosure, and the
//! real disclosures where they are at hand.

#![allow(dead_code)]

pub mod invariants;
pub mod invented;
pub mod shapes;
pub mod site;
pub mod steps;
pub mod tree;

use std::path::{Path, PathBuf};

use mingzhang::catalogue::Catalogue;
use mingzhang::config::Privacy;
use mingzhang::diagnostic::Diagnostic;
use mingzhang::model::{DisclosureId, DisclosureKind, Linked};
use mingzhang::read;
use mingzhang::{audit, link};

/// Reads and links a text under the name of its file, which says year and kind
/// (`body/2024-final.txt`).
pub fn linked(name: &str, text: &str) -> (Linked, Vec<Diagnostic>) {
    let stem = name.rsplit('/').next().unwrap_or(name);
    let year = stem.split('-').next().and_then(|year| year.parse().ok()).unwrap_or(2023);
    let kind = if stem.contains("final") { DisclosureKind::Final } else { DisclosureKind::Budget };
    let id = DisclosureId { body: "body".to_owned(), year, kind };
    let privacy = Privacy::default();
    let files = vec![(name.to_owned(), text.to_owned())];
    let input = read::Input::new(id, files, &privacy);
    let (disclosure, mut diagnostics) = read::disclosure(input, Catalogue::get());
    let (linked, more) = link::disclosure(disclosure, Catalogue::get());
    diagnostics.absorb(more);
    (audit::prove(linked, Catalogue::get()), diagnostics.into_kept())
}

/// The folder of this repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A real disclosure from the folders beside the repository; says so on the
/// terminal and gives `None` where it is in neither.
pub fn real(path: &str) -> Option<String> {
    let mut folders = ["../shared/disclosures", "../shared/corpus"].iter();
    let text = folders.find_map(|folder| std::fs::read_to_string(root().join(folder).join(path)).ok());
    if text.is_none() {
        eprintln!("skipped: {path} is not beside the repository");
    }
    text
}

/// Every real disclosure beside the repository: its path and text.
pub fn all_real() -> Vec<(String, String)> {
    let folder = root().join("../shared/disclosures");
    let mut found = Vec::new();
    collect(&folder, &folder, &mut found);
    found.sort();
    if found.is_empty() {
        eprintln!("skipped: no real disclosures in ../shared/disclosures");
    }
    found
}

/// The real disclosures and, whether or not they are here, the sample of this
/// repository and every text of its cases.
pub fn all_texts() -> Vec<(String, String)> {
    let mut found = all_real();
    let sample = "xinzhou-traffic-police/2023-budget.md";
    let text = std::fs::read_to_string(root().join("content").join(sample)).expect("the sample is here");
    found.push((format!("content/{sample}"), text));
    let mut cases = Vec::new();
    collect(&root().join("tests/cases"), &root().join("tests/cases"), &mut cases);
    cases.sort();
    for (name, page) in cases {
        let blocks = page.split("```").skip(1).step_by(2).enumerate();
        found.extend(blocks.filter_map(|(at, block)| {
            let (kind, text) = block.split_once('\n')?;
            let kind = ["text", "final"].contains(&kind).then_some(kind)?;
            Some((format!("{name}-{at}/2023-{kind}.txt"), text.replace('⇥', "\t")))
        }));
    }
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, found);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
            found.push((name, text));
        }
    }
}
