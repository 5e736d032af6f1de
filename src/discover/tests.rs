use std::fs;

use tempfile::TempDir;

use super::*;

/// Loads a disclosure; an original's text is its own name.
fn load(candidate: &Candidate) -> Result<Loaded, Vec<Diagnostic>> {
    super::load(candidate, &|name, _| Ok((name.to_owned(), Vec::new())))
}
use crate::diagnostic::codes;

/// A content folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

fn names(found: &Found) -> Vec<String> {
    let candidates = found.bodies.iter().flat_map(|body| &body.candidates);
    candidates.map(|candidate| candidate.name.clone()).collect()
}

fn said(found: &Found) -> Vec<(&str, &str)> {
    let path = |d: &'_ Diagnostic| d.path.clone().or_else(|| Some(d.primary.clone()?.path));
    found.diagnostics.iter().map(|d| (d.code.as_str(), &*path(d).unwrap_or_default().leak())).collect()
}

#[test]
fn bodies_and_disclosures_are_found_in_order() {
    let root = folder(&[
        ("b/2024-final.txt", "x"),
        ("b/2023-final.md", "x"),
        ("b/2023-budget/2.txt", "二"),
        ("b/2023-budget/1.md", "一"),
        ("a/2023-budget.md", "x"),
        ("a/body.toml", "name = \"甲\""),
        ("a/README.md", "x"),
        ("a/.hidden", "x"),
    ]);
    let found = content(root.path()).unwrap();
    assert_eq!(names(&found), ["a/2023-budget.md", "b/2023-budget", "b/2023-final.md", "b/2024-final.txt"]);
    assert_eq!(said(&found), []);
    assert_eq!(found.bodies[0].settings.name.as_deref(), Some("甲"));
    let files = load(&found.bodies[1].candidates[0]).unwrap().files;
    assert_eq!(files[0], ("b/2023-budget/1.md".to_owned(), "一".to_owned()));
    assert_eq!(files[1].1, "二");
}

#[test]
fn names_that_cannot_be_addresses_are_reported() {
    let root = folder(&[
        ("2023-budget.md", "x"),
        ("2024-final.pdf", "x"),
        ("忻州/2023-budget.md", "x"),
        ("static/2023-budget.md", "x"),
        ("a/2023.md", "x"),
        ("a/scan.pdf", "x"),
        ("a/旧/2022-budget.md", "x"),
        ("a/2023-final/deep/x.md", "x"),
    ]);
    let found = content(root.path()).unwrap();
    let expected = [
        ("unsafe-name", "2023-budget.md"),
        ("unread-file", "2024-final.pdf"),
        ("extra-file", "a/2023-final/deep"),
        ("unsafe-name", "a/2023.md"),
        ("extra-file", "a/scan.pdf"),
        ("unsafe-name", "a/旧"),
        ("unsafe-name", "static"),
        ("unsafe-name", "忻州"),
    ];
    assert_eq!(said(&found), expected);
    assert_eq!(names(&found), ["a/2023-final"]);
    let refused = load(&found.bodies[0].candidates[0]).unwrap_err();
    assert_eq!(refused[0].code, codes::EMPTY_SOURCE);
}

#[test]
fn one_address_claimed_twice_publishes_neither() {
    let root = folder(&[("a/2023-budget.md", "x"), ("a/2023-budget.txt", "x"), ("a/2024-budget.md", "x")]);
    let found = content(root.path()).unwrap();
    assert_eq!(names(&found), ["a/2024-budget.md"]);
    assert_eq!(said(&found), [("duplicate-address", "a/2023-budget.md")]);
    assert!(found.diagnostics[0].message.contains("a/2023-budget.md 和 a/2023-budget.txt"));
    let by_hand = ContentPath::of(&root.path().join("a/2023-budget.txt")).unwrap().find().unwrap();
    assert_eq!((by_hand.len(), by_hand.diagnostics.len()), (0, 1));
    let other = ContentPath::of(&root.path().join("a/2024-budget.md")).unwrap().find().unwrap();
    assert_eq!((other.len(), other.diagnostics.len()), (1, 0));
}

#[test]
fn one_place_is_told_what_concerns_it() {
    let root = folder(&[
        ("a/body.toml", "name = 甲"),
        ("a/2023-budget/1.md", "x"),
        ("a/2023-budget/1.jpg", "x"),
        ("a/2023-budget-2.md", "x"),
        ("忻州/2023-budget.md", "x"),
    ]);
    let found = |path: &str| ContentPath::of(&root.path().join(path)).unwrap().find().unwrap();
    let own = found("a/2023-budget");
    assert_eq!(said(&own), [("extra-file", "a/2023-budget/1.jpg"), ("bad-settings", "a/body.toml")]);
    assert_eq!(names(&own), ["a/2023-budget"]);
    assert_eq!(
        said(&found("忻州/2023-budget.md")),
        [("unsafe-name", "忻州")],
        "no address for anything in it"
    );
}

#[test]
fn a_bad_body_file_costs_only_its_settings() {
    let root = folder(&[("a/2023-budget.md", "x"), ("a/body.toml", "name = 甲")]);
    let found = content(root.path()).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(said(&found), [("bad-settings", "a/body.toml")]);
}

#[test]
fn an_original_is_fine_beside_its_text() {
    let root = folder(&[
        ("a/2023-budget.pdf", "x"),
        ("a/2023-budget.md", "x"),
        ("a/2023-final.xlsx", "x"),
        ("a/2023-final/1.md", "x"),
        ("a/2024-budget.ZIP", "x"),
        ("a/photo.jpg", "x"),
    ]);
    let found = content(root.path()).unwrap();
    assert_eq!(names(&found), ["a/2023-budget.md", "a/2023-final"]);
    assert_eq!(said(&found), [("extra-file", "a/photo.jpg"), ("unread-file", "a/2024-budget.ZIP")]);
    assert_eq!(found.diagnostics[1].severity, crate::diagnostic::Severity::Error);
    assert_eq!(found.kept_out.len(), 1);
    let one = ContentPath::of(&root.path().join("a/2024-budget.ZIP")).unwrap().find().unwrap();
    assert_eq!(said(&one), [("unread-file", "a/2024-budget.ZIP")]);
}

#[test]
fn an_original_without_a_text_of_its_name_is_read() {
    let root = folder(&[
        ("a/2022-budget.pdf", "x"),
        ("a/2022-budget.corrections.toml", ""),
        ("a/2023-budget/notes.md", "文"),
        ("a/2023-budget/notes.pdf", "x"),
        ("a/2023-budget/tables.PDF", "x"),
    ]);
    let found = content(root.path()).unwrap();
    assert_eq!(names(&found), ["a/2022-budget.pdf", "a/2023-budget"]);
    assert_eq!(said(&found), []);
    let texts = |at: usize| load(&found.bodies[0].candidates[at]).unwrap().files;
    let names = |at: usize| texts(at).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
    assert_eq!(
        (names(0), names(1)),
        (vec!["a/2022-budget.pdf".to_owned()], vec!["文".to_owned(), "a/2023-budget/tables.PDF".to_owned()])
    );
    assert!(found.bodies[0].candidates[0].corrections.is_some());
}

#[test]
#[cfg(unix)]
fn link_loops_and_dead_links_are_reported() {
    let root = folder(&[("a/2023-budget.md", "x")]);
    std::os::unix::fs::symlink("..", root.path().join("a/2024-budget")).unwrap();
    std::os::unix::fs::symlink("nowhere", root.path().join("a/2025-budget.md")).unwrap();
    let found = content(root.path()).unwrap();
    assert_eq!(names(&found), ["a/2023-budget.md"]);
    assert_eq!(said(&found), [("unreadable-file", "a/2024-budget"), ("unreadable-file", "a/2025-budget.md")]);
}

#[test]
#[cfg(unix)]
fn links_stay_inside_the_content_folder() {
    use std::os::unix::fs::symlink;
    let secret = folder(&[("secret/2022-budget.md", "x"), ("secret.md", "x")]);
    let root = folder(&[("a/2023-budget.md", "x")]);
    symlink(secret.path().join("secret.md"), root.path().join("a/2024-budget.md")).unwrap();
    symlink(secret.path().join("secret"), root.path().join("b")).unwrap();
    symlink("2023-budget.md", root.path().join("a/2025-budget.md")).unwrap();
    let found = content(root.path()).unwrap();
    assert_eq!(names(&found), ["a/2023-budget.md", "a/2025-budget.md"]);
    assert_eq!(said(&found), [("unreadable-file", "a/2024-budget.md"), ("unreadable-file", "b")]);
}

#[test]
fn blank_files_are_left_out_and_blank_disclosures_refused() {
    let root =
        folder(&[("a/2023-budget/1.md", " \n\t"), ("a/2023-budget/2.md", "x"), ("a/2024-budget.md", "\n")]);
    let found = content(root.path()).unwrap();
    let loaded = load(&found.bodies[0].candidates[0]).unwrap();
    assert_eq!((loaded.files.len(), loaded.diagnostics.len()), (1, 1));
    assert!(load(&found.bodies[0].candidates[1]).is_err());
}

#[test]
fn a_path_by_hand_is_a_content_folder_a_body_or_a_disclosure() {
    let root = folder(&[
        ("a/2023-budget.md", "x"),
        ("a/2024-budget/1.md", "x"),
        ("a/body.toml", "nmae = 1"),
        ("a/旧.md", "x"),
        ("b/2023-budget.md", "x"),
    ]);
    let at = |path: &str| ContentPath::of(&root.path().join(path)).unwrap().find().unwrap();
    assert_eq!(names(&at("")).len(), 3);
    assert_eq!(names(&at("a")), ["a/2023-budget.md", "a/2024-budget"]);
    assert_eq!(names(&at("a/2024-budget")), ["a/2024-budget"]);
    let one = at("a/2023-budget.md");
    assert_eq!(names(&one), ["a/2023-budget.md"]);
    assert_eq!(said(&one), [("bad-settings", "a/body.toml")]);
    fs::write(root.path().join("2023-budget.md"), "x").unwrap();
    assert_eq!(names(&at("")).len(), 3, "a misplaced file makes no body of the content folder");
    assert_eq!(
        said(&at("")),
        [("unsafe-name", "2023-budget.md"), ("bad-settings", "a/body.toml"), ("unsafe-name", "a/旧.md")]
    );
    assert_eq!(said(&at("a/旧.md")).last(), Some(&("unsafe-name", "a/旧.md")));
    assert!(matches!(ContentPath::of(&root.path().join("c")), Err(ContentError::Missing(_))));
}
