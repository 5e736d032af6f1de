//! `mingzhang serve` as a browser and an editor meet it: the real program, its
//! pages and its news over the loopback, files changed under it.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;
use tempfile::TempDir;

/// Longest wait for anything. Far more than is ever needed, so that a busy
/// machine fails no test.
const PATIENCE: Duration = Duration::from_secs(60);

const TABLE: &str = "\
2023年预算收支总表
单位：万元

| 收入 | | 支出 | |
| --- | --- | --- | --- |
| 项目 | 预算数 | 项目 | 预算数 |
| 一般公共预算 | 300.00 | 文化旅游体育与传媒支出 | 300.00 |
| 本年收入合计 | 300.00 | 本年支出合计 | 300.00 |
";

const BALANCE: &str = "/a/2023-budget/tables/balance/";

/// A working folder, and a program that serves it.
struct Preview {
    root: TempDir,
    child: Child,
    host: String,
    /// What it said before where it serves.
    first: String,
}

impl Preview {
    fn start(files: &[(&str, &str)], arguments: &[&str]) -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("tmp")).unwrap();
        files.iter().for_each(|(name, text)| put(root.path(), name, text));
        let mut child = command(root.path(), arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let mut first = String::new();
        let add = |line: &String| first.push_str(line);
        let line = said.by_ref().inspect(add).find(|line| line.contains("http://")).expect("it says where");
        let host = line.split_once("http://").unwrap().1.split('/').next().unwrap().to_owned();
        // The rest of what it says is read, so that it never waits for a reader.
        std::thread::spawn(move || said.for_each(drop));
        Self { root, child, host, first }
    }

    fn put(&self, name: &str, text: &str) {
        put(self.root.path(), name, text);
    }

    fn ask(&self, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET {path} HTTP/1.0\r\nHost: {}\r\n\r\n", self.host).unwrap();
        stream
    }

    /// The status of an answer, and its body.
    fn get(&self, path: &str) -> (u16, String) {
        let mut answer = String::new();
        self.ask(path).read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
    }

    fn news(&self) -> News {
        News(BufReader::new(self.ask("/__mingzhang/news")))
    }

    /// Ends it as Ctrl-C does; what is left in its temporary folder.
    fn interrupt(&mut self) -> (Option<i32>, usize) {
        kill(Pid::from_raw(self.child.id() as i32), Signal::SIGINT).unwrap();
        let code = self.child.wait().unwrap().code();
        (code, fs::read_dir(self.root.path().join("tmp")).unwrap().count())
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a page is told, event by event.
struct News(BufReader<TcpStream>);

impl News {
    fn next(&mut self) -> Value {
        let lines = self.0.by_ref().lines().map(Result::unwrap);
        let data = lines.skip_while(|line| !line.starts_with("data:")).take_while(|line| !line.is_empty());
        let text: String = data.map(|line| line["data:".len()..].to_owned()).collect();
        serde_json::from_str(&text).unwrap()
    }

    /// The next event that is as it should be: a change may be built in two steps.
    fn until(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        std::iter::repeat_with(|| self.next()).take(20).find(wanted).expect("the event comes")
    }

    fn until_edition_after(&mut self, edition: &Value) -> Value {
        let before = edition["summary"]["edition"].as_u64().unwrap();
        self.until(|news| news["summary"]["edition"].as_u64().unwrap() > before)
    }
}

fn put(root: &Path, name: &str, text: &str) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingzhang"));
    command.arg("serve").args(arguments).current_dir(folder).env("TMPDIR", folder.join("tmp"));
    command
}

fn preview(files: &[(&str, &str)]) -> Preview {
    Preview::start(files, &["--port", "0"])
}

#[test]
fn a_saved_change_is_seen_at_once() {
    let preview = preview(&[("content/a/2023-budget.md", TABLE)]);
    let mut news = preview.news();
    let first = news.next();
    assert_eq!(first["summary"]["failure"], Value::Null);
    let (status, page) = preview.get(BALANCE);
    assert_eq!(status, 200);
    assert!(page.contains("300.00") && page.contains("/__mingzhang/live.js"), "{page}");
    assert!(page.trim_end().ends_with("</body>\n</html>"), "{page}");

    // As an editor does it: a file beside, renamed over the old one.
    preview.put("content/a/.saving", &TABLE.replace("300.00", "471.25"));
    let folder = preview.root.path().join("content/a");
    fs::rename(folder.join(".saving"), folder.join("2023-budget.md")).unwrap();
    let second = news.until_edition_after(&first);
    let page = preview.get(BALANCE).1;
    assert!(page.contains("471.25") && !page.contains("300.00"), "{page}");

    preview.put("content/b/2023-budget.md", TABLE);
    let third = news.until_edition_after(&second);
    assert_eq!(preview.get("/b/2023-budget/").0, 200);
    fs::remove_dir_all(preview.root.path().join("content/b")).unwrap();
    news.until_edition_after(&third);
    let (status, page) = preview.get("/b/2023-budget/");
    assert!(status == 404 && page.contains("没有这一页"), "{status} {page}");
}

#[test]
fn a_correction_is_seen_as_soon_as_it_is_saved_and_gone_with_its_file() {
    let text = TABLE.replace("预算 | 300.00", "预算 | 30.0.00");
    let preview = preview(&[("content/a/2023-budget.md", &text)]);
    let mut news = preview.news();
    let first = news.next();
    assert!(!preview.get(BALANCE).1.contains("更正"));

    let file = "content/a/2023-budget.corrections.toml";
    let block = "[[cell]]\ntable = 'balance'\nrow = 'general-public-budget'\ncolumn = 'amount'\n\
                 printed = '30.0.00'\namount = '300.00'\nwhy = '小数点多印一个'\nby = '本站维护者'\n\
                 date = '2024-03-01'\nevidence = '原件'\n";
    preview.put(file, block);
    let second = news.until_edition_after(&first);
    let page = preview.get(BALANCE).1;
    assert!(page.contains("原文 <s>30.0.00</s>") && page.contains(">更正</a>"), "{page}");
    assert_eq!(preview.get("/a/2023-budget/corrections/").0, 200);

    preview.put(file, &block.replace("30.0.00", "31.0.00"));
    let third = news.until_edition_after(&second);
    let said = third["diagnostics"].as_array().unwrap();
    let of_file = |one: &&Value| one["code"] == "correction-mismatch" && one["path"] == file;
    assert_eq!(said.iter().filter(of_file).count(), 1, "{said:?}");

    fs::remove_file(preview.root.path().join(file)).unwrap();
    news.until_edition_after(&third);
    assert_eq!(preview.get("/a/2023-budget/corrections/").0, 404);
}

#[test]
fn a_broken_template_leaves_the_last_site_and_says_where() {
    let mut preview = preview(&[("content/a/2023-budget.md", TABLE)]);
    let mut news = preview.news();
    let first = news.next();
    preview.put("templates/404.html", "很好\n{% if %}");
    let broken = news.until(|news| news["summary"]["failure"].is_string());
    let why = broken["summary"]["failure"].as_str().unwrap();
    assert!(why.contains("404.html") && why.contains("第 2 行"), "{why}");
    assert_eq!(broken["summary"]["edition"], first["summary"]["edition"]);
    assert!(preview.get(BALANCE).1.contains("300.00"));

    preview.put("templates/404.html", "自己的一页");
    let mended = news.until_edition_after(&first);
    assert_eq!(mended["summary"]["failure"], Value::Null);
    assert_eq!(mended["diagnostics"], Value::Array(Vec::new()));
    assert!(preview.get("/nowhere/").1.starts_with("自己的一页<script"));
    assert_eq!(preview.interrupt(), (Some(0), 0));
}

#[test]
fn diagnostics_name_the_file_the_line_and_what_to_do() {
    let preview = preview(&[("content/a/2023-budget.md", TABLE), ("site.toml", "titel = '明账'")]);
    let mut news = preview.news();
    let wrong = news.next();
    assert!(wrong["summary"]["failure"].is_string(), "{wrong}");
    let said = &wrong["diagnostics"][0];
    assert_eq!((said["path"].as_str(), said["line"].as_u64()), (Some("site.toml"), Some(1)));
    assert!(said["hint"].as_str().unwrap().contains("title"), "{said}");
    let (status, page) = preview.get("/");
    assert!(status == 503 && page.contains("/__mingzhang/live.js"), "{status} {page}");

    preview.put("site.toml", "title = '试验'");
    let mended = news.until_edition_after(&wrong);
    assert!(preview.get("/").1.contains("试验"));
    preview.put("content/a/2023-budget.md", &TABLE.replace("单位：万元", ""));
    let doubtful = news.until_edition_after(&mended);
    let said = &doubtful["diagnostics"][0];
    assert_eq!((said["severity"].as_str(), said["code"].as_str()), (Some("warning"), Some("no-unit")));
    assert_eq!(said["path"], "content/a/2023-budget.md");
    assert!(said["line"].is_u64() && said["hint"].is_string(), "{said}");
}

#[test]
fn findings_are_shown_beside_diagnostics() {
    let wrong = "2023年部门支出总表\n单位：万元\n\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n\
                 \t合计\t100.00\t40.00\t60.00\n204\t公共安全支出\t90.00\t30.00\t60.00\n";
    let preview = preview(&[("content/a/2023-budget.md", wrong)]);
    let first = preview.news().next();
    let findings = first["findings"].as_array().unwrap();
    assert!(findings.iter().any(|finding| finding["rule"] == "class-sum"), "{first}");
    assert!(findings.iter().all(|finding| finding["verdict"] == "mismatch"), "{first}");
    assert_eq!(findings[0]["path"], "content/a/2023-budget.md");
    assert!(preview.get(&format!("/{}", findings[0]["url"].as_str().unwrap())).0 == 200, "{first}");
    assert!(first["summary"]["counts"].as_str().unwrap().starts_with("核对不符 "), "{first}");
    let script = preview.get("/__mingzhang/live.js").1;
    assert!(script.contains("diagnostics.concat(found)"), "the panel lists them");
}

#[test]
fn pictures_are_left_to_a_build_and_that_is_said() {
    let text = ("content/a/2023-budget.md", TABLE);
    let preview = self::preview(&[text, ("site.toml", "share_images = true\n")]);
    assert!(preview.first.contains("share_images"), "{}", preview.first);
    assert_eq!(preview.get("/a/2023-budget/share.png").0, 404);
    assert!(!preview.get("/a/2023-budget/").1.contains("og:image"));
    assert!(!self::preview(&[text]).first.contains("share_images"));
}

#[test]
fn nothing_but_the_site_is_served_and_nothing_is_put_into_it() {
    let preview = preview(&[("content/a/2023-budget.md", TABLE), ("secret.txt", "geheim")]);
    for path in ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2f..%2f..%2fsecret.txt", "//secret.txt"] {
        let (status, body) = preview.get(path);
        assert!(status == 404 && !body.contains("geheim"), "{path}: {status}");
    }
    let built = walkdir::WalkDir::new(preview.root.path().join("tmp")).into_iter().map(Result::unwrap);
    let pages = built.filter(|entry| entry.path().extension().is_some_and(|kind| kind == "html"));
    let pages: Vec<String> = pages.map(|page| fs::read_to_string(page.path()).unwrap()).collect();
    assert!(pages.len() > 5 && pages.iter().all(|page| !page.contains("__mingzhang")));
    assert!(!preview.root.path().join("public").exists());
    assert!(preview.host.starts_with("127.0.0.1:"));
}

#[test]
fn nobody_is_answered_who_asks_for_another_host() {
    let preview = preview(&[("content/a/2023-budget.md", TABLE)]);
    let port = preview.host.rsplit(':').next().unwrap();
    let ask = |host: &str| {
        let mut stream = TcpStream::connect(&preview.host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET / HTTP/1.1\r\n{host}Connection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    for host in [format!("Host: localhost:{port}\r\n"), format!("Host: 127.0.0.1:{port}\r\n")] {
        assert!(ask(&host).contains("<title>"), "{host}");
    }
    for host in [
        "",
        "Host: attacker.example\r\n",
        "Host: 127.0.0.1.attacker.example:8000\r\n",
        "Host: 127.0.0.1:1\r\n",
    ] {
        let answer = ask(host);
        assert!(answer.starts_with("HTTP/1.1 4") && !answer.contains("<title>"), "{host}: {answer}");
    }
}

#[test]
fn it_ends_while_it_builds_for_the_first_time() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("tmp")).unwrap();
    for body in 0..150 {
        put(root.path(), &format!("content/a{body}/2023-budget.md"), TABLE);
    }
    let mut child = command(root.path(), &["--port", "0"]).stdout(Stdio::null()).spawn().unwrap();
    let building = || fs::read_dir(root.path().join("tmp")).unwrap().next().is_some();
    while !building() {
        std::thread::sleep(Duration::from_millis(5));
    }
    kill(Pid::from_raw(child.id() as i32), Signal::SIGINT).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(!building(), "the temporary folder is gone");
}

#[test]
fn a_taken_port_is_explained_where_it_was_asked_for_and_passed_by_where_not() {
    let files = [("content/a/2023-budget.md", TABLE)];
    let first = Preview::start(&files, &[]);
    let second = Preview::start(&files, &[]);
    assert_ne!(first.host, second.host);
    let port = first.host.split_once(':').unwrap().1;
    let refused = command(second.root.path(), &["--port", port]).output().unwrap();
    let said = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(said.contains(port) && said.contains("--port"), "{said}");
}

#[test]
fn a_missing_content_folder_is_explained() {
    let root = tempfile::tempdir().unwrap();
    let refused = command(root.path(), &[]).output().unwrap();
    let said = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(said.contains("找不到 content") && said.contains("--content"), "{said}");
}
