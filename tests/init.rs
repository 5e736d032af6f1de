//! From an empty folder to a site: what `mingzhang init` makes.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_mingzhang");
const SOURCE: &str = "https://example.org/somebody/mingzhang.git";

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    said(Command::new(PROGRAM).args(arguments).current_dir(folder).output().unwrap())
}

fn said(output: Output) -> (Option<i32>, String) {
    let text = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(text).unwrap())
}

/// A new site, with the repository of the program if `source` names one.
fn site(source: &str) -> (TempDir, PathBuf) {
    let root = tempfile::tempdir().unwrap();
    let (code, text) = run(root.path(), &["init", "网站", "--source", source]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("mingzhang serve") && text.contains("README.md"), "{text}");
    assert_eq!(text.contains("OWNER/mingzhang"), source.is_empty(), "{text}");
    let site = root.path().join("网站");
    (root, site)
}

fn workflow(site: &Path) -> String {
    fs::read_to_string(site.join(".github/workflows/pages.yml")).unwrap()
}

#[test]
fn the_program_comes_from_where_the_repository_says() {
    let (root, known) = site(SOURCE);
    let version = env!("CARGO_PKG_VERSION");
    assert!(workflow(&known).contains(&format!("        uses: somebody/mingzhang@v{version}\n")));
    assert!(!workflow(&known).contains("uses: ./"), "a repository of texts has no action of its own");
    let (_kept, unknown) = site("");
    assert!(workflow(&unknown).contains(&format!("uses: OWNER/mingzhang@v{version}\n")));

    let pinned = ["init", "pinned", "--source", SOURCE, "--revision", "0123abc"];
    assert_eq!(run(root.path(), &pinned).0, Some(0));
    assert!(workflow(&root.path().join("pinned")).contains("uses: somebody/mingzhang@0123abc\n"));
    let (code, text) = run(root.path(), &["init", "bad", "--source", SOURCE, "--revision", "a b"]);
    assert!(code == Some(2) && text.contains("v0.1.0"), "{text}");
    assert!(!root.path().join("bad").exists());
}

#[test]
fn nothing_in_a_new_site_needs_mending() {
    let (_root, site) = site(SOURCE);
    let (code, text) = run(&site, &["check", "--fail-on", "note"]);
    assert!(code == Some(0) && text.contains("没有诊断"), "{text}");
}

#[test]
fn a_folder_with_something_in_it_is_left_alone() {
    let (root, site) = site(SOURCE);
    fs::write(site.join("site.toml"), "title = '我的'").unwrap();
    let (code, text) = run(root.path(), &["init", "网站"]);
    assert!(code == Some(2) && text.contains("没有改动") && text.contains("空的文件夹"), "{text}");
    assert_eq!(fs::read_to_string(site.join("site.toml")).unwrap(), "title = '我的'");
    fs::write(root.path().join("file"), "x").unwrap();
    assert_eq!(run(root.path(), &["init", "file"]).0, Some(2));
    let (code, text) = run(root.path(), &["init"]);
    assert!(code == Some(2) && text.contains("缺少 <文件夹>"), "{text}");
    assert_eq!(run(root.path(), &["init", "new", "--source", "https://example.org/x"]).0, Some(2));
    assert!(!root.path().join("new").exists());
}

#[test]
fn a_new_repository_is_empty_enough() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join(".git")).unwrap();
    let (code, text) = run(root.path(), &["init", "."]);
    assert_eq!(code, Some(0), "{text}");
    assert!(root.path().join(".github/workflows/pages.yml").is_file());
    assert!(root.path().join(".gitignore").is_file());
}

/// The commands that a page begins with, remarks left out.
fn first_commands(page: &str) -> Vec<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
    let code = text.lines().skip_while(|line| !line.starts_with("    ")).take_while(|line| !line.is_empty());
    code.map(|line| line.split('#').next().unwrap().trim().to_owned()).collect()
}

#[test]
fn both_readmes_lead_with_the_same_two_commands() {
    assert_eq!(first_commands("README.md"), ["cargo run --release -- build", "cargo test"]);
    assert_eq!(first_commands("README.zh-CN.md"), first_commands("README.md"));
}
