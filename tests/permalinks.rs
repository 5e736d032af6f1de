//! Published addresses are kept: a build that would drop one is stopped, and goes
//! on once the settings say what became of it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::process::Command;

use tempfile::TempDir;

const TABLE: &str = "\
2023年预算收支总表
单位：万元

| 收入 | | 支出 | |
| --- | --- | --- | --- |
| 项目 | 预算数 | 项目 | 预算数 |
| 一般公共预算 | 9784.70 | 公共安全支出 | 9784.70 |
| 本年收入合计 | 9784.70 | 本年支出合计 | 9784.70 |
";

const CELL: &str = "a/2023-budget/tables/balance/#r-204-total";

/// A site that has been built once, its addresses kept.
struct Site {
    root: TempDir,
}

impl Site {
    fn new() -> Self {
        let site = Self { root: tempfile::tempdir().unwrap() };
        site.put("content/a/2023-budget.md", TABLE);
        site.put("content/b/2023-budget.md", TABLE);
        site.build("--lock", 0, &["permalinks.lock 添了"]);
        assert!(site.lock().contains("\na/2023-budget/tables/balance/\n"), "{}", site.lock());
        site
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.root.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.root.path().join(name)).unwrap()
    }

    fn lock(&self) -> String {
        self.read("permalinks.lock")
    }

    fn rename(&self, from: &str, to: &str) {
        let path = |name| self.root.path().join("content").join(name);
        fs::rename(path(from), path(to)).unwrap();
    }

    /// Builds, and fails unless it ends with `code` and says all of `words`.
    fn build(&self, options: &str, code: i32, words: &[&str]) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mingzhang"));
        command.arg("build").args(options.split_whitespace()).current_dir(self.root.path());
        let run = command.output().unwrap();
        let said = [run.stdout, run.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
        assert_eq!(run.status.code(), Some(code), "{said}");
        words.iter().for_each(|word| assert!(said.contains(word), "“{word}” is not in:\n{said}"));
    }
}

#[test]
fn nothing_is_kept_until_somebody_asks() {
    let root = tempfile::tempdir().unwrap();
    let site = Site { root };
    site.put("content/a/2023-budget.md", TABLE);
    site.build("", 0, &["已生成"]);
    assert!(!site.root.path().join("permalinks.lock").exists());
    site.build("--locked", 2, &["没有 permalinks.lock", "--lock"]);
}

#[test]
fn the_same_content_leaves_the_lock_alone() {
    let site = Site::new();
    let before = site.lock();
    site.build("", 0, &["已生成"]);
    site.build("--locked", 0, &["已生成"]);
    assert_eq!(site.lock(), before);
}

#[test]
fn new_addresses_join_the_lock_but_not_in_an_automatic_build() {
    let site = Site::new();
    let before = site.lock();
    site.put("content/a/2024-budget.md", &TABLE.replace("2023", "2024"));
    site.build("--locked", 1, &["新网址", "没有改动", "mingzhang build"]);
    assert_eq!(site.lock(), before);
    assert!(!site.root.path().join("public/a/2024-budget").exists());
    site.build("", 0, &["permalinks.lock 添了"]);
    assert!(before.lines().all(|line| site.lock().contains(line)));
    assert!(site.lock().contains("\na/2024-budget/tables/balance/\n"));
}

#[test]
fn a_page_that_would_vanish_stops_the_build_and_a_redirect_mends_it() {
    let site = Site::new();
    site.rename("b", "c");
    site.build("", 1, &["已停下", "\n  b/（连同 ", "个下级网址", "[[redirect]]", "public 没有改动"]);
    assert!(site.root.path().join("public/b/2023-budget/index.html").is_file(), "the old site stands");
    site.put("site.toml", "[[redirect]]\nfrom = \"b/\"\nto = \"elsewhere/\"\n");
    site.build("", 1, &["b/", "site.toml 说改到 elsewhere/", "那里没有"]);
    let renamed = "[[redirect]]\nfrom = \"b/\"\nto = \"c/\"\n";
    site.put("site.toml", renamed);
    site.build("", 0, &["permalinks.lock 添了"]);
    site.put(
        "site.toml",
        &format!("{renamed}[[gone]]\nfrom = \"b/2023-budget/data/\"\nreason = \"数据另发\"\n"),
    );
    site.build("", 0, &[]);
    let page = site.read("public/b/2023-budget/tables/balance/index.html");
    assert!(page.contains("../../../../c/2023-budget/tables/balance/index.html"), "{page}");
    assert!(page.contains("http-equiv=\"refresh\""));
    let page = site.read("public/b/2023-budget/data/index.html");
    assert!(page.contains("数据另发") && page.contains("noindex"));
    site.build("--locked --base-url https://example.org/r/", 0, &[]);
    let page = site.read("public/b/2023-budget/index.html");
    assert!(page.contains("<link rel=\"canonical\" href=\"https://example.org/r/c/2023-budget/\">"));
}

#[test]
fn an_anchor_that_would_vanish_stops_the_build_and_a_note_mends_it() {
    let site = Site::new();
    assert!(site.read("public/a/2023-budget/tables/balance/index.html").contains("id=\"r-204-total\""));
    site.put("content/a/2023-budget.md", &TABLE.replace("公共安全支出", "教育支出"));
    site.build("", 1, &[CELL, "a/2023-budget/tables/balance/#r-204\n", "没有改动"]);
    let rules = "[[redirect]]\nfrom = \"a/2023-budget/tables/balance/#r-204\"\n\
         to = \"a/2023-budget/tables/balance/#r-205\"\n";
    site.put("site.toml", rules);
    site.build("", 1, &[CELL]);
    site.put("site.toml", &format!("{rules}[[gone]]\nfrom = \"{CELL}\"\nreason = \"看错了一行\"\n"));
    site.build("", 0, &["已生成"]);
    let page = site.read("public/a/2023-budget/tables/balance/index.html");
    assert!(page.contains("<p id=\"r-204\">这个位置改到了<a href=\"#r-205\">"), "{page}");
    assert!(page.contains("<p id=\"r-204-total\">这个位置撤下了：看错了一行"));
}

#[test]
fn a_lock_that_cannot_be_read_says_where() {
    let site = Site::new();
    site.put("permalinks.lock", &format!("{}<<<<<<< ours\n", site.lock()));
    site.build("", 2, &["permalinks.lock 第 ", "合并冲突"]);
}
