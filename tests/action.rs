//! The steps of `action.yml` and of the release workflow, run here with the very binary that
//! they would pack, fetch and install.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::steps;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_mingzhang");
const HERE: &str = env!("CARGO_MANIFEST_DIR");
const ACTION: &str = "action.yml";
const RELEASE: &str = ".github/workflows/release.yml";
const PAGES: &str = ".github/workflows/pages.yml";
const MATRIX: &str = ".github/workflows/pages-matrix.yml";
const TARGET: &str = "x86_64-unknown-linux-musl";

fn mingzhang(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    said(Command::new(PROGRAM).args(arguments).current_dir(folder).output().unwrap())
}

fn said(output: Output) -> (Option<i32>, String) {
    let text = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(text).unwrap())
}

/// A runner with a new site on it, and what its steps hand on.
struct Runner {
    root: TempDir,
    site: PathBuf,
    variables: BTreeMap<String, String>,
}

impl Runner {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let (code, text) = mingzhang(root.path(), &["init", "网站"]);
        assert_eq!(code, Some(0), "{text}");
        let mut runner = Self { site: root.path().join("网站"), root, variables: BTreeMap::new() };
        let temporary = runner.folder("temporary");
        let path = |name: &str| runner.root.path().join(name).display().to_string();
        let variables = [
            ("RUNNER_TEMP", temporary),
            ("RUNNER_OS", "Linux".to_owned()),
            ("RUNNER_ARCH", "X64".to_owned()),
            ("GITHUB_OUTPUT", path("outputs")),
            ("GITHUB_ACTION_PATH", HERE.to_owned()),
            ("RELEASES", format!("file://{}", path("releases"))),
            ("VERSION", "v0.1.0".to_owned()),
            ("BIN", Path::new(PROGRAM).parent().unwrap().display().to_string()),
            ("FAIL_ON", "error".to_owned()),
            ("BASE_URL", "https://example.org/repo".to_owned()),
            ("TARGET", TARGET.to_owned()),
        ];
        runner.variables = variables.map(|(key, value)| (key.to_owned(), value)).into();
        runner
    }

    fn folder(&self, name: &str) -> String {
        let folder = self.root.path().join(name);
        fs::create_dir_all(&folder).unwrap();
        folder.display().to_string()
    }

    fn set(&mut self, key: &str, value: &str) {
        self.variables.insert(key.to_owned(), value.to_owned());
    }

    /// What the steps handed on last under a name.
    fn output(&self, key: &str) -> Option<String> {
        let outputs = fs::read_to_string(&self.variables["GITHUB_OUTPUT"]).unwrap_or_default();
        let mut values = outputs.lines().filter_map(|line| line.strip_prefix(key)?.strip_prefix('='));
        values.next_back().map(str::to_owned)
    }

    /// Runs a step of the action on the site.
    fn step(&self, name: &str) -> (Option<i32>, String) {
        let mut variables = self.variables.clone();
        variables.insert("PROBLEMS".to_owned(), self.output("problems").unwrap_or("0".to_owned()));
        steps::run(&self.site, &steps::script(ACTION, name), &variables)
    }

    /// What the release workflow makes of the binary: packed, tried, with checksums, where a
    /// release has its files.
    fn release(&self) -> PathBuf {
        let checkout = PathBuf::from(self.folder("checkout"));
        let built = checkout.join(format!("target/{TARGET}/dist"));
        fs::create_dir_all(&built).unwrap();
        fs::copy(PROGRAM, built.join("mingzhang")).unwrap();
        for name in ["README.md", "README.zh-CN.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"] {
            fs::copy(Path::new(HERE).join(name), checkout.join(name)).unwrap();
        }
        let databases = if cfg!(feature = "databases") { "试写数据库格式" } else { "试跑" };
        for name in ["试跑", databases, "打包", "校验和"] {
            let (code, text) = steps::run(&checkout, &steps::script(RELEASE, name), &self.variables);
            assert_eq!(code, Some(0), "{name}: {text}");
        }
        let files = self.root.path().join("releases/v0.1.0");
        fs::create_dir_all(files.parent().unwrap()).unwrap();
        fs::rename(checkout.join("pack"), &files).unwrap();
        files
    }

    /// A pretended program before all others.
    fn pretend(&mut self, name: &str, script: &str) {
        let folder = self.folder("pretended");
        let path = Path::new(&folder).join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        self.set("PATH", &format!("{folder}:{}", std::env::var("PATH").unwrap()));
    }
}

/// From the packed release to the site, as on an empty runner: nothing is compiled.
#[test]
fn both_guides_name_every_step_of_the_action() {
    let action = include_str!("../action.yml");
    let steps: Vec<&str> = action.lines().filter_map(|line| line.strip_prefix("    - name: ")).collect();
    assert!(steps.len() >= 10, "{steps:?}");
    for guide in [include_str!("../docs/deploy.md"), include_str!("../docs/deploy.zh-CN.md")] {
        let table: String = guide.lines().filter(|line| line.starts_with("| ")).collect();
        steps.iter().for_each(|step| assert!(table.contains(step), "{step}"));
    }
}

#[test]
fn a_release_is_packed_fetched_verified_and_builds_a_site() {
    let mut runner = Runner::new();
    let files = runner.release();
    let (code, text) = runner.step("取发布的程序");
    assert_eq!(code, Some(0), "{text}");
    assert_eq!(runner.output("source").as_deref(), Some(""), "no source is compiled: {text}");
    let bin = runner.output("bin").unwrap();
    assert_eq!(fs::read(Path::new(&bin).join("mingzhang")).unwrap(), fs::read(PROGRAM).unwrap());
    for name in ["README.md", "LICENSE-MIT", "man/mingzhang.1"] {
        assert!(Path::new(&bin).join(name).is_file(), "{name}");
    }
    runner.set("BIN", &bin);
    for name in ["检查", "生成"] {
        let (code, text) = runner.step(name);
        assert_eq!(code, Some(0), "{text}");
    }
    assert!(runner.site.join("public/example-library/2025-budget/index.html").is_file());

    let packed = files.join(format!("mingzhang-{TARGET}.tar.gz"));
    fs::write(&packed, [&fs::read(&packed).unwrap()[..], b"x"].concat()).unwrap();
    let (code, text) = runner.step("取发布的程序");
    assert!(code == Some(1) && text.contains("::error::") && text.contains("校验和"), "{text}");
}

#[test]
fn without_a_release_the_program_is_compiled_from_where_the_action_is() {
    let mut runner = Runner::new();
    for (version, system) in [("v0.1.0", "Linux"), ("0123abc", "Linux"), ("", "Linux"), ("v0.1.0", "BeOS")] {
        runner.set("VERSION", version);
        runner.set("RUNNER_OS", system);
        let (code, text) = runner.step("取发布的程序");
        assert_eq!(code, Some(0), "{text}");
        assert_eq!(runner.output("source").unwrap().len(), 64, "a key for the cache: {text}");
    }
    runner.set("BIN", &runner.output("bin").unwrap());
    runner.pretend("cargo", "echo \"cargo $*\"; mkdir -p \"$RUNNER_TEMP/installed/bin\"; touch \"$RUNNER_TEMP/installed/bin/mingzhang\"");
    let (code, text) = runner.step("编译程序");
    assert_eq!(code, Some(0), "{text}");
    assert!(text.starts_with("cargo install --locked "), "{text}");
    assert!(text.trim_end().ends_with(&format!("--path {HERE}")), "{text}");
    assert!(Path::new(&runner.variables["BIN"]).join("mingzhang").is_file());
}

/// Compiles the program by the action's own step and publishes a site whose addresses were kept
/// by the program with all its features. The profile is made cheap from outside.
#[test]
#[ignore = "builds the program once more; .ci/run asks for it"]
fn the_program_that_the_action_compiles_publishes_a_locked_site() {
    let mut runner = Runner::new();
    assert_eq!(mingzhang(&runner.site, &["build", "--lock"]).0, Some(0));
    runner.set("BIN", &runner.folder("bin"));
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("installed");
    runner.set("CARGO_TARGET_DIR", &target.display().to_string());
    runner.set("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
    for name in ["编译程序", "检查", "生成"] {
        let (code, text) = runner.step(name);
        assert_eq!(code, Some(0), "{text}");
    }
    assert!(
        runner
            .site
            .join("public/example-library/2025-budget/data/example-library-2025-budget.xlsx")
            .is_file()
    );
}

#[test]
fn the_tag_says_the_version() {
    let mut runner = Runner::new();
    let script = steps::script(RELEASE, "版本号与标签一致");
    runner.set("GITHUB_REF_NAME", concat!("v", env!("CARGO_PKG_VERSION")));
    assert_eq!(steps::run(Path::new(HERE), &script, &runner.variables).0, Some(0));
    runner.set("GITHUB_REF_NAME", "v99.0.0");
    let (code, text) = steps::run(Path::new(HERE), &script, &runner.variables);
    assert!(code == Some(1) && text.contains("v99.0.0"), "{text}");
}

/// Whatever is packed is looked for under the same name by the action and by `cargo binstall`.
#[test]
fn released_files_are_looked_for_under_their_names() {
    let text = |name: &str| fs::read_to_string(Path::new(HERE).join(name)).unwrap();
    let (release, action, manifest) = (text(RELEASE), text(ACTION), text("Cargo.toml"));
    let targets = release.lines().filter_map(|line| line.trim().strip_prefix("- { target: "));
    let targets: Vec<&str> = targets.map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(targets.len(), 5);
    for target in targets {
        let kind = if target.contains("windows") { "zip" } else { "tar.gz" };
        assert!(action.contains(&format!("file=mingzhang-{target}.{kind} ;;")), "{target}");
    }
    assert!(manifest.contains("/releases/download/v{ version }/{ name }-{ target }.tar.gz"));
    assert!(manifest.contains("/releases/download/v{ version }/{ name }-{ target }.zip"));
}

/// Every action that is used is one of GitHub's own at a commit, or this one.
#[test]
fn actions_are_pinned() {
    for name in [ACTION, RELEASE, PAGES, MATRIX, ".github/workflows/ci.yml"] {
        let text = fs::read_to_string(Path::new(HERE).join(name)).unwrap();
        for used in
            text.lines().filter_map(|line| line.trim().trim_start_matches("- ").strip_prefix("uses: "))
        {
            let used = used.split(' ').next().unwrap();
            let pinned = used.split_once('@').is_some_and(|(action, commit)| {
                action.starts_with("actions/")
                    && commit.len() == 40
                    && commit.chars().all(|c| c.is_ascii_hexdigit())
            });
            assert!(pinned || used == "./", "{name}: {used}");
        }
    }
}

#[test]
fn the_action_checks_and_builds_a_new_site() {
    let runner = Runner::new();
    let site = runner.site.clone();
    let (code, text) = runner.step("检查");
    assert_eq!(code, Some(0), "{text}");
    assert!(!text.contains("::error") && !text.contains("::warning"), "{text}");
    let (code, text) = runner.step("生成");
    assert_eq!(code, Some(0), "{text}");

    let page = |name: &str| fs::read_to_string(site.join("public").join(name).join("index.html")).unwrap();
    assert!(page("").contains("示例市图书馆"));
    assert!(page("example-library/2025-budget").contains("412.00"));
    assert!(page("example-library/2025-budget").contains("https://example.org/repo/example-library/"));
    for table in ["balance", "expenditure", "basic", "three-public", "projects"] {
        assert!(page(&format!("example-library/2025-budget/tables/{table}")).contains("万元"), "{table}");
    }
    assert!(page("example-library/2025-budget/glossary").contains("基本支出"));
    let projects = fs::read_to_string(site.join("public/example-library/2025-budget/data/projects.json"));
    let projects: serde_json::Value = serde_json::from_str(&projects.unwrap()).unwrap();
    let projects = projects.as_array().unwrap();
    assert_eq!(projects.len(), 2);
    assert!(projects.iter().all(|project| project["match"]["basis"] == "exact"));
    let audit = fs::read_to_string(site.join("public/example-library/2025-budget/data/audit.json")).unwrap();
    let audit: serde_json::Value = serde_json::from_str(&audit).unwrap();
    let audit = audit.as_array().unwrap();
    assert!(audit.len() > 150 && audit.iter().all(|finding| finding["verdict"] == "agree"));
    the_lock_is_followed(&runner);
}

/// As `pages-matrix.yml` has the action run: on a machine for each part, then on one for all.
#[test]
fn several_machines_build_the_site_in_parts() {
    let mut runner = Runner::new();
    let site = runner.site.clone();
    assert_eq!(runner.step("生成").0, Some(0));
    fs::rename(site.join("public"), site.join("whole")).unwrap();
    let workflow = fs::read_to_string(Path::new(HERE).join(MATRIX)).unwrap();
    let parts = workflow.lines().find_map(|line| line.trim().strip_prefix("part: [")).unwrap();
    for part in parts.trim_end_matches(']').split(", ") {
        runner.set("PART", part);
        let (code, text) = runner.step("做一部分");
        assert_eq!(code, Some(0), "{text}");
        // What the actions of GitHub hand over, and how they put it down.
        let name = runner.output("name").unwrap();
        let artifact = PathBuf::from(runner.folder(&format!("temporary/parts/{name}")));
        fs::rename(runner.root.path().join("temporary/part.tar"), artifact.join("part.tar")).unwrap();
        fs::remove_dir_all(site.join("parts")).unwrap();
    }
    let (code, text) = runner.step("拆开各部分");
    assert_eq!(code, Some(0), "{text}");
    runner.set("JOIN", "true");
    for name in ["检查", "生成"] {
        let (code, text) = runner.step(name);
        assert_eq!(code, Some(0), "{text}");
    }
    assert_eq!(runner.output("problems").as_deref(), Some("0"));
    let [whole, joined] = ["whole", "public"].map(|folder| common::tree::unpacked_files(&site.join(folder)));
    let sorted = |mut files: Vec<(String, Vec<u8>)>| {
        files.sort();
        files
    };
    assert!(!whole.is_empty() && sorted(whole) == sorted(joined));
}

/// What only `build` finds wrong is said, and reported once the rest is published.
#[test]
fn what_goes_wrong_in_building_alone_is_reported_too() {
    let mut runner = Runner::new();
    runner.pretend(
        "mingzhang",
        "[ \"$1\" = check ] && exit 0\nmkdir -p public && touch public/index.html\nexit 1",
    );
    let programs = runner.folder("pretended");
    runner.set("BIN", &programs);
    assert_eq!(runner.step("检查").0, Some(0));
    let (code, text) = runner.step("生成");
    assert!(code == Some(0) && text.contains("::error::"), "{text}");
    assert_eq!(fs::read_to_string(&runner.variables["GITHUB_OUTPUT"]).unwrap(), "problems=0\nproblems=1\n");
}

#[test]
fn what_is_wrong_keeps_nothing_else_from_being_published() {
    let runner = Runner::new();
    let site = &runner.site;
    fs::create_dir(site.join("content/city-museum")).unwrap();
    fs::write(site.join("content/city-museum/2025-budget.zip"), "%PDF").unwrap();
    let (code, text) = runner.step("检查");
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("::error file=content/city-museum/2025-budget.zip,title=unread-file"), "{text}");
    assert_eq!(fs::read_to_string(&runner.variables["GITHUB_OUTPUT"]).unwrap(), "problems=1\n");
    let (code, text) = runner.step("生成");
    assert_eq!(code, Some(0), "{text}");
    assert!(site.join("public/example-library/2025-budget/index.html").is_file());
    let workflow = fs::read_to_string(site.join(".github/workflows/pages.yml")).unwrap();
    let (_, last) = workflow.split_once("\n  verdict:").unwrap();
    assert!(last.contains("needs: [build, deploy]") && last.contains("outputs.problems != '0'"), "{last}");
    let verdict = steps::script(PAGES, "出错");
    assert_eq!(steps::run(site, &verdict, &runner.variables).0, Some(1));

    fs::write(site.join("site.toml"), "titel = 1").unwrap();
    assert_eq!(runner.step("检查").0, Some(2), "settings that cannot be trusted stop everything");
    assert_eq!(runner.step("生成").0, Some(1));
}

/// Once addresses are kept, the workflow publishes neither fewer nor unlisted ones.
fn the_lock_is_followed(runner: &Runner) {
    let site = &runner.site;
    let base = "https://example.org/repo";
    assert_eq!(mingzhang(site, &["build", "--lock", "--base-url", base]).0, Some(0));
    let (code, text) = runner.step("生成");
    assert_eq!(code, Some(0), "{text}");
    let text = |name: &str| site.join("content/example-library").join(name);
    let next = fs::read_to_string(text("2025-budget.md")).unwrap().replace("2025", "2026");
    fs::write(text("2026-budget.md"), next).unwrap();
    let (code, said) = runner.step("生成");
    assert!(code == Some(1) && said.contains("没有的新网址"), "{said}");
    fs::rename(text("2025-budget.md"), site.join("2025-budget.md")).unwrap();
    let (code, said) = runner.step("生成");
    assert!(code == Some(1) && said.contains("会断掉"), "{said}");
}
