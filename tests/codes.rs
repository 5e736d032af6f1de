//! Every check and every diagnostic, by its own code: it occurs in the program, a case or a test
//! shows it, it is explained, and `docs/codes.md` lists it.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;
use std::path::Path;

use mingzhang::audit;
use mingzhang::diagnostic::codes::{self, Explanation};

/// All files below a folder of this repository that end in this, with their texts.
fn texts(folder: &str, extension: &str) -> Vec<String> {
    fn add(folder: &Path, extension: &str, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                add(&path, extension, found);
            } else if path.extension().is_some_and(|own| own == extension)
                && !path.ends_with("tests/codes.rs")
            {
                found.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut found = Vec::new();
    add(&common::root().join(folder), extension, &mut found);
    found
}

/// A source file as what the program runs and its own tests.
fn halves(source: &str) -> (&str, &str) {
    source.split_once("#[cfg(test)]\nmod tests").unwrap_or((source, ""))
}

/// The codes that the cases name: of a rule in the first line of a `findings` block, of a
/// diagnostic at the start of a line of a `diagnostics` block.
fn in_cases() -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for text in texts("tests/cases", "md") {
        let mut kind = "";
        for line in text.lines() {
            if let Some(fence) = line.strip_prefix("```") {
                kind = fence;
                let rules = fence.strip_prefix("findings ").unwrap_or_default();
                named.extend(rules.split(' ').map(str::to_owned));
            } else if kind == "diagnostics" {
                named.extend(line.split(' ').next().map(str::to_owned));
            }
        }
    }
    named
}

/// The name of a diagnostic's constant.
fn constant(explanation: &Explanation) -> String {
    format!("codes::{}", explanation.code.to_uppercase().replace('-', "_"))
}

#[test]
fn every_check_has_a_case_of_its_own_and_an_explanation() {
    let cases = in_cases();
    for rule in audit::RULES {
        assert!(cases.contains(rule.code), "{}: no block `findings {0}` in tests/cases", rule.code);
        assert!(rule.text.chars().count() > 20 && !rule.basis.is_empty(), "{} is not explained", rule.code);
        let same = audit::RULES.iter().filter(|other| other.code == rule.code);
        assert_eq!(same.count(), 1, "{}", rule.code);
    }
}

#[test]
fn every_check_that_is_written_is_listed() {
    let written: Vec<String> = texts("src/audit", "rs");
    let codes = written.iter().flat_map(|text| halves(text).0.split("    code: \"").skip(1));
    let codes: BTreeSet<&str> = codes.filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(codes, audit::RULES.iter().map(|rule| rule.code).collect());
}

#[test]
fn every_diagnostic_is_raised_has_a_case_or_a_test_and_an_explanation() {
    let (cases, tests) = (in_cases(), texts("tests", "rs"));
    let (sources, reading) =
        (texts("src", "rs"), [texts("src/read", "rs"), texts("src/link", "rs")].concat());
    for explanation in codes::EXPLANATIONS {
        let (code, constant) = (explanation.code, constant(explanation));
        let raised = |sources: &[String]| sources.iter().any(|text| halves(text).0.contains(&constant));
        assert!(raised(&sources), "{code} is never raised");
        // What is said of a text, a case can show; what is said of a file, a test of whole sites.
        if raised(&reading) {
            assert!(cases.contains(code), "{code}: no line of it in a block `diagnostics` in tests/cases");
        } else {
            let quoted = format!("\"{code}\"");
            let own = |text: &String| [&constant, &quoted].iter().any(|name| halves(text).1.contains(*name));
            let tested = tests.iter().any(|text| text.contains(&quoted)) || sources.iter().any(own);
            assert!(tested, "{code}: no test names it");
        }
        assert!(explanation.text.chars().count() > 10, "{code} is not explained");
    }
}

#[test]
fn the_page_of_codes_lists_each() {
    let mut page = "# Codes\n\nWritten by a test (`UPDATE_CODES=1 cargo test --test codes`) from what `mingzhang explain` says, which is in \
                    Chinese like all\nthat users see. How they are printed, and what makes a check fail: [check.md](check.md).\n\n\
                    ## Diagnostics\n\nWhat the program says of a text or a file.\n\n| code | severity | what it says | what it means |\n|---|---|---|---|\n"
        .to_owned();
    for Explanation { code, severity, title, text } in codes::EXPLANATIONS {
        let severity = format!("{severity:?}").to_lowercase();
        page.push_str(&format!("| `{code}` | {severity} | {title} | {text} |\n"));
    }
    page.push_str(
        "\n## Checks\n\nWhat the audit compares, in the order in which the site lists it.\n\n\
         | code | what it says | how it is checked | why |\n|---|---|---|---|\n",
    );
    for rule in audit::RULES {
        page.push_str(&format!("| `{}` | {} | {} | {} |\n", rule.code, rule.title, rule.text, rule.basis));
    }
    let path = common::root().join("docs/codes.md");
    if std::env::var_os("UPDATE_CODES").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == page, "docs/codes.md: run UPDATE_CODES=1 cargo test --test codes");
}
