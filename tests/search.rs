//! Nothing that a reader may look for is lost on the way to the search index:
//! every table, account, project, term and open finding of whole disclosures.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;

use std::collections::BTreeSet;

use mingzhang::artifact::Artifact;
use mingzhang::audit;
use mingzhang::catalogue::Catalogue;
use mingzhang::export::{self, Shelf};
use mingzhang::measures::Figures;
use mingzhang::model::{Finding, Linked};
use serde_json::Value;

/// Kind, name, what else it goes by, address.
type Entry = (u64, String, String, String);

#[test]
fn everything_that_can_be_looked_for_is_found() {
    let own = std::fs::read_to_string(common::root().join("content/xinzhou-traffic-police/2023-budget.md"));
    let mut texts = common::all_real();
    texts.push(("body/2023-budget.md".to_owned(), own.unwrap()));
    for (name, text) in texts {
        let (linked, _) = common::linked(&name, &text);
        let findings = audit::disclosure(&linked, Catalogue::get());
        let files = index(&linked, &findings);
        assert_eq!(files, index(&linked, &findings), "{name}");
        let found: BTreeSet<Entry> = entries(&files).into_iter().collect();
        let names: BTreeSet<(u64, &str)> =
            found.iter().map(|(kind, name, ..)| (*kind, name.as_str())).collect();
        let disclosure = &linked.disclosure;
        for table in disclosure.tables.iter().filter(|table| !table.title.is_empty()) {
            assert!(names.contains(&(2, table.title.as_str())), "{name}: {}", table.id);
        }
        for project in &linked.projects {
            assert!(names.contains(&(5, project.name.as_str())), "{name}: {}", project.slug);
        }
        for term in &disclosure.terms {
            assert!(names.contains(&(6, term.name.as_str())), "{name}: {}", term.key);
        }
        for finding in findings.iter().filter(|finding| finding.verdict.is_told()) {
            assert!(names.contains(&(7, finding.statement.as_str())), "{name}: {}", finding.id);
        }
        for code in codes(&linked) {
            let own =
                found.iter().any(|(kind, _, also, url)| *kind == 4 && also == code && url.contains("#r-"));
            assert!(own, "{name}: {code}");
        }
        for spent in
            &export::summary(&linked, &findings, &Figures::of(&linked.disclosure, Catalogue::get())).spending
        {
            let page = format!("codes/{}/", spent.code);
            let there = found.iter().any(|(.., url)| *url == page);
            assert!(there || !spent.cell.stated.is_something(), "{name}: {page}");
        }
    }
}

fn codes(linked: &Linked) -> BTreeSet<&str> {
    let rows = linked.disclosure.tables.iter().flat_map(|table| &table.rows);
    rows.flat_map(|row| row.entries.iter().flatten()).filter_map(|entry| entry.code.as_deref()).collect()
}

fn index(linked: &Linked, findings: &[Finding]) -> Vec<Artifact> {
    let disclosures = [export::summary(linked, findings, &Figures::of(&linked.disclosure, Catalogue::get()))];
    let shelf = Shelf { slug: "body", name: "某局", short_name: Some("局"), disclosures: &disclosures };
    export::search(&[shelf]).collect()
}

fn entries(files: &[Artifact]) -> Vec<Entry> {
    let mut all = Vec::new();
    for file in files {
        let text = std::str::from_utf8(&file.bytes).unwrap();
        let lines = text.split_once('\n').unwrap().1.strip_suffix("])\n").unwrap();
        let lines: Value = serde_json::from_str(&format!("[{lines}]")).unwrap();
        for line in lines.as_array().unwrap() {
            let base = line[0].as_str().unwrap();
            let word = |value: &Value| value.as_str().unwrap().to_owned();
            let hits = line[4].as_array().unwrap().iter();
            all.extend(hits.map(|hit| {
                (hit[0].as_u64().unwrap(), word(&hit[2]), word(&hit[4]), format!("{base}{}", word(&hit[1])))
            }));
        }
    }
    all
}
