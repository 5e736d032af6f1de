//! The program as a newcomer meets it: the real binary, small inputs, temporary
//! folders.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use common::site::TABLE;
use tempfile::TempDir;

/// A working folder with these content files.
fn site(files: &[(&str, &[u8])]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        put(&root, &format!("content/{name}"), bytes);
    }
    root
}

fn put(root: &TempDir, name: &str, bytes: &[u8]) {
    let path = root.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn good() -> TempDir {
    site(&[("a/2023-budget.md", TABLE.as_bytes())])
}

/// What the program said and how it ended.
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    /// Fails unless the program ended with `code` and said all of `words`.
    fn expect(self, code: i32, words: &[&str]) -> Self {
        let said = format!("{}{}", self.out, self.err);
        assert_eq!(self.code, code, "{said}");
        for word in words {
            assert!(said.contains(word), "“{word}” is not in:\n{said}");
        }
        self
    }
}

fn run(root: &TempDir, arguments: &str) -> Run {
    run_in(root.path(), arguments)
}

fn run_in(folder: &Path, arguments: &str) -> Run {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_mingzhang"))
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: status.code().unwrap(), out: text(stdout), err: text(stderr) }
}

/// Every file below a folder with its bytes.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// The names in the working folder, hidden ones included.
fn names(root: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(root.path()).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn one_command_makes_a_site() {
    let root = good();
    let run = run(&root, "build").expect(0, &[]);
    assert!(run.out.starts_with("已生成 public：1 个单位，1 份公开文本，"), "{}", run.out);
    assert!(!run.out.contains('\x1b') && !run.err.contains('\x1b'));
    assert!(root.path().join("public/index.html").is_file());
    assert!(root.path().join("public/a/2023-budget/index.html").is_file());
    assert_eq!(names(&root), [".mingzhang-cache", "content", "public"]);
}

#[test]
fn quiet_says_nothing_when_all_is_well() {
    let run = run(&good(), "build --quiet").expect(0, &[]);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""));
}

#[test]
fn a_missing_or_empty_content_folder_is_explained() {
    let root = tempfile::tempdir().unwrap();
    run(&root, "build").expect(2, &["找不到 content", "--content"]);
    run(&root, "check").expect(2, &["找不到 content"]);
    assert!(names(&root).is_empty());
    put(&root, "content/.keep", b"");
    run(&root, "build").expect(2, &["没有可以发布的公开文本", "-budget.md"]);
    put(&root, "file", b"x");
    run(&root, "build --content file").expect(2, &["不是文件夹"]);
    assert_eq!(names(&root), ["content", "file"]);
}

#[test]
fn a_bad_document_does_not_stop_the_others() {
    let root = site(&[
        ("a/2023-budget.md", TABLE.as_bytes()),
        ("b/2023-budget.md", b""),
        ("c/2023-budget.txt", b"caf\xE9 du\nmonde"),
        ("d/2023-budget.txt", b"%PDF-1.7\n\0\0\0"),
        ("e/2023-budget.md", b"x"),
        ("e/2023-budget.txt", b"x"),
    ]);
    let words =
        ["empty-source", "content/b/2023-budget.md", "encoding", "content/c/2023-budget.txt:1", "UTF-8"];
    run(&root, "build").expect(1, &words).expect(1, &["content/d/2023-budget.txt:2", "duplicate-address"]);
    let built = tree(&root.path().join("public"));
    assert!(built.contains_key("a/2023-budget/index.html"));
    assert!(!built.keys().any(|path| ["b/", "c/", "d/", "e/"].iter().any(|folder| path.starts_with(folder))));
}

#[test]
fn nothing_readable_leaves_the_old_site() {
    let root = good();
    run(&root, "build").expect(0, &[]);
    let old = tree(&root.path().join("public"));
    put(&root, "content/a/2023-budget.md", b" ");
    run(&root, "build").expect(1, &["没有改动"]);
    assert_eq!(tree(&root.path().join("public")), old);
}

#[test]
fn gbk_gives_the_same_pages_as_utf8() {
    let gbk = encoding_rs::GBK.encode(TABLE).0.into_owned();
    let marked = [b"\xEF\xBB\xBF", TABLE.as_bytes()].concat();
    let built = |bytes: &[u8]| {
        let root = site(&[("a/2023-budget.md", bytes)]);
        run(&root, "build").expect(0, &[]);
        tree(&root.path().join("public"))
    };
    let utf8 = built(TABLE.as_bytes());
    assert!(utf8 == built(&gbk));
    assert!(utf8 == built(&marked));
}

#[test]
fn one_address_claimed_twice_names_both_files() {
    let root = good();
    put(&root, "content/a/2023-budget.txt", b"x");
    let words = ["duplicate-address", "a/2023-budget.md 和 a/2023-budget.txt"];
    run(&root, "build").expect(1, &words);
    run(&root, "check content/a/2023-budget.txt").expect(1, &words);
    assert!(!root.path().join("public").exists());
}

#[test]
fn an_output_that_would_do_harm_is_refused() {
    let root = good();
    put(&root, "mine/letter.txt", b"x");
    run(&root, "build --output content").expect(2, &["互相包含", "--output"]);
    run(&root, "build --output content/public").expect(2, &["互相包含"]);
    run(&root, "build --output .").expect(2, &["互相包含"]);
    run(&root, "build --output mine").expect(2, &["mine", "不是本程序生成的"]);
    run(&root, "build --output mine/letter.txt").expect(2, &["是文件"]);
    assert_eq!(tree(&root.path().join("mine")).len(), 1);
    assert_eq!(names(&root), ["content", "mine"]);
}

#[test]
fn a_failing_template_leaves_the_old_site() {
    let root = good();
    run(&root, "build").expect(0, &[]);
    let old = tree(&root.path().join("public"));
    put(&root, "templates/broken.html", b"{% if %}");
    run(&root, "build").expect(2, &["模板", "没有改动"]);
    assert_eq!(tree(&root.path().join("public")), old);
    assert_eq!(names(&root), [".mingzhang-cache", "content", "public", "templates"]);
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_site_is_published_by_a_link_and_nothing_waits_for_a_pipe() {
    use std::os::unix::fs::symlink;
    let root = good();
    let at = |path: &str| root.path().join(path);
    put(&root, "secret.txt", b"secret-of-the-machine");
    put(&root, "static/own.txt", b"own");
    for (link, target) in [
        ("static/e.txt", "/proc/self/environ"),
        ("static/e.txt", "../secret.txt"),
        ("static/folder", "../content"),
        ("templates/home.html", "../secret.txt"),
        ("site.toml", "/proc/self/environ"),
    ] {
        std::fs::create_dir_all(at(link).parent().unwrap()).unwrap();
        symlink(target, at(link)).unwrap();
        let run = run(&root, "build");
        run.expect(2, &["之外"]);
        assert!(!at("public").exists(), "{link}");
        std::fs::remove_file(at(link)).unwrap();
    }
    symlink("own.txt", at("static/again.txt")).unwrap();
    run(&root, "build").expect(0, &[]);
    for pipe in ["static/pipe", "site.toml", "content/a/body.toml"] {
        nix::unistd::mkfifo(&at(pipe), nix::sys::stat::Mode::S_IRWXU).unwrap();
        let code = if pipe.starts_with("content") { 1 } else { 2 };
        run(&root, "build").expect(code, &["不是普通文件"]);
        std::fs::remove_file(at(pipe)).unwrap();
    }
}

#[test]
fn strict_publishes_nothing_doubtful() {
    let root = good();
    run(&root, "build --strict").expect(0, &[]);
    let old = tree(&root.path().join("public"));
    put(&root, "content/a/2024-budget/1.md", TABLE.replace("2023", "2024").as_bytes());
    put(&root, "content/a/2024-budget/2.md", b"");
    run(&root, "build --strict").expect(1, &["没有改动", "empty-source"]);
    assert_eq!(tree(&root.path().join("public")), old);
    run(&root, "check").expect(0, &["警告"]);
    run(&root, "check --fail-on mismatch").expect(0, &["警告"]);
    run(&root, "check --fail-on warning").expect(1, &["警告"]);
    run(&root, "build").expect(0, &["警告"]);
    assert_ne!(tree(&root.path().join("public")), old);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let root = good();
    for body in ["b", "c", "d", "e", "f"] {
        put(&root, &format!("content/{body}/2023-budget.md"), TABLE.as_bytes());
        put(&root, &format!("content/{body}/2022-final.md"), b"");
    }
    let first = run(&root, "build --jobs 1 --no-cache --output one").expect(1, &[]);
    let second = run(&root, "build --jobs 2 --no-cache --output two").expect(1, &[]);
    let again = run(&root, "build --jobs 2 --output two").expect(1, &[]);
    assert_eq!(first.err, second.err);
    assert_eq!(second.out, again.out);
    assert!(tree(&root.path().join("one")) == tree(&root.path().join("two")));
}

#[test]
fn settings_are_checked_before_anything_is_done() {
    let root = good();
    put(&root, "site.toml", "titel = \"x\"\n".as_bytes());
    run(&root, "build").expect(2, &["site.toml:1:1", "titel", "title"]);
    run(&root, "check").expect(2, &["site.toml:1:1"]);
    put(&root, "site.toml", b"base_url = \"example.org\"\n");
    run(&root, "build").expect(2, &["base_url", "https://"]);
    put(&root, "site.toml", b"title = \"x\"\n");
    run(&root, "build --base-url ftp://example.org").expect(2, &["https://"]);
    assert!(!root.path().join("public").exists());
    run(&root, "build --base-url https://example.org/repo").expect(0, &[]);
}

#[test]
fn what_is_typed_comes_before_the_settings() {
    let root = good();
    let robots = || std::fs::read_to_string(root.path().join("public/robots.txt")).unwrap();
    put(&root, "site.toml", b"base_url = \"https://example.org/settings/\"\n");
    run(&root, "build").expect(0, &[]);
    assert!(robots().contains("https://example.org/settings/sitemap.xml"), "{}", robots());
    run(&root, "build --base-url https://example.org/typed").expect(0, &[]);
    assert!(robots().contains("https://example.org/typed/sitemap.xml"), "{}", robots());
}

#[test]
fn a_bad_body_file_is_shown_at_its_place() {
    let root = good();
    put(&root, "content/a/body.toml", "name = \"甲\"\nlevel = 3\n".as_bytes());
    run(&root, "build").expect(1, &["bad-settings", "content/a/body.toml:2:9", "值的类型不对"]);
    assert!(root.path().join("public/a/2023-budget/index.html").is_file());
}

#[test]
fn a_disclosure_may_be_several_files_and_be_checked_alone() {
    let root = site(&[
        ("a/2023-budget/1.txt", TABLE.as_bytes()),
        ("a/2023-budget/2.md", "一、部门职责\n负责交通。\n".as_bytes()),
        ("a/2024-budget.md", b""),
        ("a/scan.pdf", b"x"),
    ]);
    run(&root, "check").expect(1, &["empty-source", "extra-file", "已检查：1 个单位，1 份公开文本"]);
    run(&root, "check content/a/2023-budget").expect(0, &["已检查：1 个单位，1 份公开文本"]);
    run(&root, "check content/a").expect(1, &["empty-source"]);
    run(&root, "check content/b").expect(2, &["找不到 content/b"]);
}

#[test]
fn two_tables_of_one_title_get_two_addresses() {
    let other = TABLE.replace("9784.70", "84.70");
    let root = site(&[("a/2023-budget.md", [TABLE, &other].join("\n").as_bytes())]);
    run(&root, "build").expect(0, &["duplicate-key", "balance-2"]);
    let built = tree(&root.path().join("public"));
    for table in ["balance", "balance-2"] {
        assert!(built.contains_key(&format!("a/2023-budget/tables/{table}/index.html")));
    }
}

#[test]
fn a_table_printed_twice_is_one_table() {
    let root = site(&[("a/2023-budget.md", [TABLE, TABLE].join("\n").as_bytes())]);
    run(&root, "build").expect(0, &["1 张表，4 个数字"]);
    assert!(!tree(&root.path().join("public")).contains_key("a/2023-budget/tables/balance-2/index.html"));
}

#[test]
fn a_project_in_two_tables_gets_two_addresses() {
    let table = |which: &str| {
        format!(
            "2023年项目支出预算表（{which}）\n单位：万元\n\n| 项目名称 | 合计 |\n| --- | --- |\n\
             | 合计 | 30.00 |\n| 车辆检测设备费 | 30.00 |\n"
        )
    };
    let text = [table("本年预算"), table("上年结转")].join("\n");
    let root = site(&[("a/2023-budget.md", text.as_bytes())]);
    let run = run(&root, "build").expect(0, &["2 个项目"]);
    let projects = tree(&root.path().join("public/a/2023-budget/projects"));
    assert_eq!(projects.len(), 3, "{}", run.err);
}

#[test]
#[cfg(unix)]
fn link_loops_are_reported_and_passed_by() {
    let root = good();
    std::os::unix::fs::symlink("..", root.path().join("content/a/2024-budget")).unwrap();
    run(&root, "build").expect(1, &["unreadable-file", "content/a/2024-budget", "成了环"]);
    assert!(root.path().join("public/a/2023-budget/index.html").is_file());
}

#[test]
fn a_disclosure_too_much_for_the_program_stops_nobody_else() {
    let rows: String = (0..13).map(|at| format!("{}\t科目{at}\t{}\n", 201 + at, "9".repeat(28))).collect();
    let sums = format!("2023年部门支出总表\n单位：万元\n\n科目编码\t科目名称\t合计\n\t合计\t1.00\n{rows}");
    let names = || (0..8_000).map(|at| format!("名词{at}号"));
    let terms: String = names().map(|name| format!("**{name}：**指一种说法。\n\n")).collect();
    let used = names().collect::<Vec<_>>().join("、");
    let prose = format!("{TABLE}\n## 第三部分 情况说明\n\n{used}。\n\n## 第四部分 名词解释\n\n{terms}");
    let root = site(&[("a/2023-budget.md", TABLE.as_bytes()), ("b/2023-budget.md", sums.as_bytes())]);
    put(&root, "content/c/2023-budget.md", prose.as_bytes());
    for command in ["check --fail-on never", "build"] {
        let run = run(&root, command);
        assert!([0, 1].contains(&run.code), "{command} ends with {}: {}", run.code, run.err);
    }
    for body in ["a", "c"] {
        assert!(root.path().join(format!("public/{body}/2023-budget/index.html")).is_file(), "{body}");
    }
    let notes = fs::read_to_string(root.path().join("public/c/2023-budget/notes/index.html")).unwrap();
    assert!(notes.matches("class=\"term\"").count() >= 8_000, "{}", notes.len());
}

#[test]
fn help_teaches() {
    let root = tempfile::tempdir().unwrap();
    run(&root, "--help").expect(
        0,
        &["用法", "content/<单位>/<年度>-budget.pdf", "build", "check", "serve", "init", "explain", "退出码"],
    );
    for command in ["build", "check", "serve", "init", "eject", "explain", "completions", "man"] {
        run(&root, &format!("{command} --help")).expect(0, &["用法", "例子", "mingzhang"]);
    }
    run(&root, "--version").expect(0, &[env!("CARGO_PKG_VERSION")]);
    run(&root, "").expect(2, &["怎么开始"]);
    run(&root, "biuld").expect(2, &["biuld", "build"]);
    run(&root, "build --otput x").expect(2, &["--otput", "--output"]);
    run(&root, "build --jobs 0").expect(2, &["--jobs"]);
}

/// The commands that the help lists.
fn commands() -> Vec<String> {
    let root = tempfile::tempdir().unwrap();
    let help = run(&root, "--help").out;
    let list = help.split_once("命令：").or(help.split_once("命令:")).expect("the list of commands").1;
    let lines = list.lines().skip(1).take_while(|line| line.starts_with("  "));
    lines.filter_map(|line| line.split_whitespace().next().map(str::to_owned)).collect()
}

#[test]
fn both_readmes_have_every_command() {
    let commands = commands();
    assert!(commands.len() >= 8, "{commands:?}");
    for readme in [include_str!("../README.md"), include_str!("../README.zh-CN.md")] {
        for command in &commands {
            assert!(readme.contains(&format!("| `mingzhang {command}")), "{command}");
        }
    }
}

#[test]
fn both_readmes_have_every_option_of_each_command() {
    let root = tempfile::tempdir().unwrap();
    for command in commands() {
        let help = run(&root, &format!("{command} --help")).out;
        let options = help.lines().filter_map(|line| line.split_whitespace().next());
        let options: Vec<&str> =
            options.filter(|word| word.starts_with("--") && *word != "--color").collect();
        assert!(command != "build" || options.len() >= 10, "{options:?}");
        for readme in [include_str!("../README.md"), include_str!("../README.zh-CN.md")] {
            let row =
                readme.lines().find(|line| line.starts_with(&format!("| `mingzhang {command}"))).unwrap();
            options.iter().for_each(|option| assert!(row.contains(option), "{option}: {row}"));
        }
    }
}

#[test]
fn both_readmes_have_the_same_sections_and_lead_to_the_same_pages() {
    let of = |readme: &str| {
        let sections = readme.lines().filter(|line| line.starts_with("## ")).count();
        let links = readme.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let links: BTreeSet<String> = links.map(|link| link.replace(".zh-CN", "")).collect();
        (sections, links)
    };
    let (english, chinese) = (include_str!("../README.md"), include_str!("../README.zh-CN.md"));
    assert_eq!(of(english), of(chinese));
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for link in of(english).1.iter().filter(|link| !link.starts_with("https:")) {
        assert!(here.join(link).exists(), "{link}");
    }
    for page in fs::read_dir(here.join("docs")).unwrap() {
        let name = page.unwrap().file_name().into_string().unwrap();
        // A page of the theme's own, and the one that is there in Chinese.
        let apart = ["theme-context.md", "deploy.zh-CN.md", "fuzzing.md"].contains(&name.as_str());
        let listed = english.contains(&format!("](docs/{name})"));
        assert!(apart || !name.ends_with(".md") || listed, "docs/{name} is in no README");
    }
}

#[test]
fn shells_complete_commands_and_options_and_each_command_has_a_manual_page() {
    let root = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(&root, &format!("completions {shell}")).expect(0, &["mingzhang"]).out;
        for word in commands().iter().map(String::as_str).chain(["base-url", "fail-on", "part", "join"]) {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    run(&root, "completions tcsh").expect(2, &["tcsh", "bash"]);
    run(&root, "man pages/man1").expect(0, &["mingzhang.1"]);
    for command in commands() {
        let page = fs::read_to_string(root.path().join(format!("pages/man1/mingzhang-{command}.1"))).unwrap();
        assert!(page.contains(".TH") && page.contains("例子"), "{command}");
    }
}

#[test]
fn a_build_ends_with_what_to_open() {
    let root = good();
    let said = run(&root, "build").expect(0, &[]).out;
    let page = said.lines().last().unwrap().trim().strip_prefix("打开看：").unwrap();
    assert!(root.path().join(page).is_file(), "{said}");
    assert!(said.lines().all(|line| line.chars().count() < 60), "{said}");
    run(&root, "build --base-url https://example.org/x/")
        .expect(0, &["放到 https://example.org/x", "mingzhang serve"]);
}

#[test]
fn codes_are_explained_and_near_ones_suggested() {
    let root = tempfile::tempdir().unwrap();
    run(&root, "explain ragged-row").expect(0, &["ragged-row", "警告", "格数"]);
    run(&root, "explain ragd-row").expect(2, &["ragged-row"]);
    run(&root, "explain 不存在").expect(2, &["mingzhang explain"]);
    let list = run(&root, "explain").expect(0, &["encoding", "duplicate-address"]);
    assert!(list.out.lines().count() > 10);
}

#[test]
fn rules_are_explained_beside_diagnostics() {
    let root = tempfile::tempdir().unwrap();
    run(&root, "explain class-sum").expect(0, &["class-sum", "上级科目等于下级之和", "依据："]);
    run(&root, "explain clas-sum").expect(2, &["是不是 class-sum？"]);
    let list = run(&root, "explain").expect(0, &["诊断：", "\n核对：", "  cell-equal", "  ragged-row"]);
    assert!(list.out.find("ragged-row") < list.out.find("class-sum"));
}

#[test]
fn schemas_are_printed() {
    let root = tempfile::tempdir().unwrap();
    let list = run(&root, "schema").expect(0, &["audit", "site.toml"]);
    for name in list.out.lines().map(|line| line.split_whitespace().next().unwrap()) {
        let schema = run(&root, &format!("schema {name}")).expect(0, &["$schema"]);
        assert!(serde_json::from_str::<serde_json::Value>(&schema.out).is_ok(), "{name}");
    }
    run(&root, "schema sitte").expect(2, &["site", "audit"]);
}

/// A table whose total is not what its classes sum up to.
const WRONG: &str = "\
2023年部门支出总表
单位：万元

科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t100.00\t40.00\t60.00
204\t公共安全支出\t90.00\t30.00\t60.00
208\t社会保障和就业支出\t15.00\t10.00\t5.00
";

fn wrong() -> TempDir {
    site(&[("a/2023-budget.md", WRONG.as_bytes())])
}

#[test]
fn a_finding_shows_the_figures_in_the_text() {
    let expected = "\
警告[class-sum]: 不符：合计：合计 100.00 ≠ 公共安全支出 90.00 + 社会保障和就业支出 15.00，相差 5.00 万元
  ╭▸ content/a/2023-budget.md:5:5
  │
5 │     合计    100.00    40.00    60.00
  │             ━━━━━━ 合计 · 合计
  │
  ⸬  content/a/2023-budget.md:6:12
  │
6 │ 204    公共安全支出    90.00    30.00    60.00
  │                        ───── 公共安全支出 · 合计
  │
  ⸬  content/a/2023-budget.md:7:15
  │
7 │ 208    社会保障和就业支出    15.00    10.00    5.00
  ╰╴                             ───── 社会保障和就业支出 · 合计
";
    let run = run(&wrong(), "check").expect(1, &[]);
    assert!(run.out.contains(expected), "{}", run.out);
}

#[test]
fn the_summary_counts_checks_by_verdict() {
    let words = ["核对 ", " 项：一致 ", "，舍入差 0，口径可能不同 0，不符 2，存疑 0，无法核对 ", "没有诊断"];
    let check = run(&wrong(), "check").expect(1, &words);
    assert!(check.out.lines().last().unwrap().starts_with("已检查：1 个单位，1 份公开文本，1 张表"));
    run(&wrong(), "build").expect(0, &["已生成 public："]).expect(0, &words);
    run(&wrong(), "build --strict").expect(0, &["已生成 public："]);
}

#[test]
fn a_place_named_twice_is_checked_once() {
    let root = site(&[("a/2023-budget.md", TABLE.as_bytes()), ("b/2023-budget.md", TABLE.as_bytes())]);
    for (places, count) in [
        ("content/a content/a", 1),
        ("content/a content/b content/a/2023-budget.md", 2),
        ("content/b/2023-budget.md content", 2),
    ] {
        let counts = run(&root, &format!("check {places} --format counts --fail-on never")).expect(0, &[]);
        assert_eq!(counts.out.matches("2023-budget").count(), count, "{}", counts.out);
    }
}

#[test]
fn what_counts_as_a_problem_is_for_the_caller_to_say() {
    let root = wrong();
    for (level, code) in [("error", 0), ("mismatch", 1), ("warning", 1), ("note", 1), ("never", 0)] {
        run(&root, &format!("check --fail-on {level}")).expect(code, &["不符"]);
    }
    run(&root, "check").expect(1, &["；有问题，退出码 1（--fail-on mismatch）"]);
    run(&root, "check --fail-on error").expect(0, &["；没有问题，退出码 0（--fail-on error）"]);
    let quiet = run(&root, "check --quiet --fail-on error").expect(0, &[]);
    assert_eq!((quiet.out.as_str(), quiet.err.as_str()), ("", ""));
    let quiet = run(&root, "check --quiet").expect(1, &["警告[class-sum]"]);
    assert!(!quiet.out.contains("已检查"), "{}", quiet.out);
    run(&root, "check --fail-on often").expect(2, &["--fail-on", "mismatch"]);
    let broken = site(&[("a/2023-budget.md", b"")]);
    run(&broken, "check").expect(1, &["empty-source"]);
    run(&broken, "check --fail-on never").expect(0, &["empty-source"]);
}

#[test]
fn annotations_are_workflow_commands_with_paths_from_here() {
    let run = run(&wrong(), "check --format github").expect(1, &[]);
    let start = "::warning file=content/a/2023-budget.md,line=5,col=5,endColumn=11,title=class-sum::不符：";
    assert!(run.out.lines().any(|line| line.starts_with(start)), "{}", run.out);
    assert!(run.out.contains("%0Acontent/a/2023-budget.md:6:12 公共安全支出 · 合计"), "{}", run.out);
    assert!(!run.out.contains('\x1b'));
}

#[test]
fn annotations_go_by_the_repository_and_are_all_commands() {
    let root = many();
    put(&root, ".git/HEAD", b"");
    let content = root.path().join("content").display().to_string();
    let elsewhere = root.path().join("content/a");
    let run = run_in(&elsewhere, &format!("check {content} --format github")).expect(1, &[]);
    assert!(run.out.lines().all(|line| line.starts_with("::")), "{}", run.out);
    assert!(run.out.contains("::warning file=content/a/2023-budget.md,line="), "{}", run.out);
    assert!(run.out.contains("::notice file=content/a/2023-budget.md,title=row-sum::row-sum 不符另有 10 条"));
    assert!(!run.out.contains(&content), "{}", run.out);
}

#[test]
fn what_is_wrong_comes_first() {
    let root = wrong();
    let note = "\n2023年部门收入总表\n单位：万元\n科目编码\t科目名称\t合计\n\t合计\t1x0\n";
    put(&root, "content/a/2022-budget.md", format!("2022{}", note.replace("2023年", "年")).as_bytes());
    let out = run(&root, "check").expect(1, &["说明"]).out;
    let places = |word: &str| out.match_indices(word).map(|(at, _)| at).collect::<Vec<_>>();
    let (wrong, notes) = (places("警告["), places("说明["));
    assert!(wrong.iter().max() < notes.iter().min(), "{out}");
    assert!(out.find("[class-sum]") < out.find("警告[un"), "{out}");
}

#[test]
fn json_is_one_document() {
    let root = wrong();
    put(&root, "content/b/2023-budget.md", b"");
    let run = run(&root, "check --format json").expect(1, &[]);
    let document: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let said = &document["diagnostics"][0];
    assert_eq!((said["code"].as_str(), said["severity"].as_str()), (Some("empty-source"), Some("error")));
    assert_eq!(said["path"], "content/b/2023-budget.md");
    let finding = &document["findings"][0];
    for (field, value) in [
        ("rule", "class-sum"),
        ("verdict", "mismatch"),
        ("disclosure", "a/2023-budget"),
        ("expected", "105.00"),
        ("actual", "100.00"),
        ("difference", "-5.00"),
        ("unit", "万元"),
        ("path", "content/a/2023-budget.md"),
        ("url", "a/2023-budget/audit/#sum-expenditure-total-total"),
    ] {
        assert_eq!(finding[field], value, "{field}");
    }
    assert_eq!((finding["line"].as_u64(), finding["column"].as_u64()), (Some(5), Some(5)));
    let figure = &finding["figures"][1];
    assert_eq!(figure["amount"], "90.00");
    assert_eq!(figure["path"], "content/a/2023-budget.md");
    assert_eq!(figure["url"], "a/2023-budget/tables/expenditure/#r-204-total");
    assert_eq!(document["summary"]["checks"]["mismatch"], 2);
    assert_eq!(document["summary"]["failed"], true);
}

/// A table with more mismatches of one rule than are listed.
fn many() -> TempDir {
    let wrong = |row| format!("{}\t科目{row}\t9.00\t1.00\t2.00\n", 200 + row);
    let rows: String = (1..=30).map(wrong).collect();
    // A table of which no sum holds would be one that was misread.
    let right = "231\t科目31\t9.00\t4.00\t5.00\n";
    let head = "科目编码\t科目名称\t合计\t基本支出\t项目支出";
    let text = format!("2023年部门支出总表\n单位：万元\n{head}\n{rows}{right}");
    site(&[("a/2023-budget.md", text.as_bytes())])
}

#[test]
fn many_findings_of_one_rule_are_counted_but_not_listed() {
    let run = run(&many(), "check").expect(1, &["content/a/2023-budget.md：row-sum 不符另有 10 条"]);
    assert_eq!(run.out.matches("[row-sum]").count(), 1, "what repeats is told once: {}", run.out);
    assert!(run.out.contains("同样的另有 19 处：\n    content/a/2023-budget.md:5:9 不符："), "{}", run.out);
    assert!(run.out.contains("\n    ……\n"), "{}", run.out);
}

#[test]
fn what_repeats_over_texts_is_told_once() {
    let text = TABLE.replace("单位：万元\n", "");
    let root = site(&[("a/2023-budget.md", text.as_bytes()), ("b/2023-budget.md", text.as_bytes())]);
    for command in ["check --fail-on never", "build"] {
        let run = run(&root, command).expect(0, &["同样的另有 1 处：\n    content/b/2023-budget.md:"]);
        assert_eq!(format!("{}{}", run.out, run.err).matches("[no-unit]").count(), 1);
    }
}

#[test]
fn control_characters_never_reach_a_page() {
    let text = TABLE.replacen("9784.70", "97\u{8}84.70", 1) + "\u{1b}[31m说明\u{c}\n";
    let root = site(&[("a/2023-budget.md", text.as_bytes())]);
    run(&root, "build").expect(0, &["control-character", "2 处", "content/a/2023-budget.md:7:14"]);
    for (path, bytes) in tree(&root.path().join("public")) {
        let text = String::from_utf8_lossy(&bytes);
        let packed = path.ends_with(".xlsx") || path.ends_with(".zip");
        let page = path.ends_with(".html") || path.contains("/data/") && !packed;
        assert!(!page || !text.contains(['\u{8}', '\u{1b}', '\u{c}']), "{path}");
    }
}

#[test]
fn colours_come_only_when_asked_for() {
    let root = site(&[("a/2023-budget.md", b"")]);
    assert!(run(&root, "build --color always").err.contains('\x1b'));
    assert!(!run(&root, "build").err.contains('\x1b'));
    assert!(!run(&root, "build --color never").err.contains('\x1b'));
}

#[test]
fn what_is_kept_can_be_elsewhere_or_nowhere_but_in_no_folder_of_others() {
    let root = good();
    put(&root, "mine/letter.txt", b"x");
    run(&root, "build --cache mine").expect(2, &["mine", "--no-cache"]);
    assert_eq!(tree(&root.path().join("mine")).len(), 1);
    assert_eq!(names(&root), ["content", "mine"]);
    run(&root, "build --no-cache").expect(0, &[]);
    assert_eq!(names(&root), ["content", "mine", "public"]);
    run(&root, "build --cache kept").expect(0, &[]);
    assert_eq!(names(&root), ["content", "kept", "mine", "public"]);
}
