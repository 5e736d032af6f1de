//! Sites in folders of their own, built by the program, their addresses kept.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use tempfile::TempDir;

pub const TABLE: &str = "\
2023年预算收支总表
单位：万元

| 收入 | | 支出 | |
| --- | --- | --- | --- |
| 项目 | 预算数 | 项目 | 预算数 |
| 一般公共预算 | 9784.70 | 公共安全支出 | 9784.70 |
| 本年收入合计 | 9784.70 | 本年支出合计 | 9784.70 |
";

/// A site in a folder of its own.
pub struct Site {
    pub root: TempDir,
}

impl Site {
    /// One without content.
    pub fn empty() -> Self {
        Self { root: tempfile::tempdir().unwrap() }
    }

    /// One of a disclosure and of these files, by their names in its folder.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let site = Self::empty();
        site.put("content/a/2023-budget.md", TABLE);
        files.iter().for_each(|(name, text)| site.put(name, text));
        site
    }

    /// One of two bodies that has been built once, its addresses kept.
    pub fn new() -> Self {
        let site = Self::empty();
        site.put("content/a/2023-budget.md", TABLE);
        site.put("content/b/2023-budget.md", TABLE);
        site.build("--lock", 0, &["permalinks 添了"]);
        assert!(site.lock().contains("\n+tables/balance/\n"), "{}", site.lock());
        site
    }

    /// Writes a file.
    pub fn put(&self, name: &str, text: &str) {
        let path = self.root.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The text of a file.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.root.path().join(name)).unwrap()
    }

    /// All files of the lock, one behind the other.
    pub fn lock(&self) -> String {
        let files = fs::read_dir(self.root.path().join("permalinks")).unwrap();
        let mut files: Vec<_> = files.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
    }

    /// Renames in the content.
    pub fn rename(&self, from: &str, to: &str) {
        let path = |name| self.root.path().join("content").join(name);
        fs::rename(path(from), path(to)).unwrap();
    }

    /// Builds, and fails unless it ends with `code` and says all of `words`.
    pub fn build(&self, options: &str, code: i32, words: &[&str]) {
        let (ended, said) = self.run(options);
        assert_eq!(ended, Some(code), "{said}");
        words.iter().for_each(|word| assert!(said.contains(word), "“{word}” is not in:\n{said}"));
    }

    /// Builds: how it ended and what it said.
    pub fn run(&self, options: &str) -> (Option<i32>, String) {
        self.command(&format!("build {options}"))
    }

    /// Runs the program there: how it ended and what it said.
    pub fn command(&self, arguments: &str) -> (Option<i32>, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mingzhang"));
        command.args(arguments.split_whitespace()).current_dir(self.root.path());
        let run = command.output().unwrap();
        let said = [run.stdout, run.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
        (run.status.code(), said)
    }

    /// Whether something stands at an address: a page, an element of it, or a page
    /// that leads on.
    pub fn has(&self, address: &str) -> bool {
        let (page, anchor) = address.split_once('#').unwrap_or((address, ""));
        self.lost(&format!("{page}\n {anchor}\n")).is_empty()
    }

    /// The addresses of a lock of the first version at which nothing stands. Files and
    /// lines of the source, which may get fewer, are left out.
    pub fn lost(&self, lock: &str) -> Vec<String> {
        let mut lost = Vec::new();
        let mut page = ("", None);
        for line in lock.lines().filter(|line| !line.starts_with('#')) {
            let Some(anchors) = line.strip_prefix(' ') else {
                page = (line, line.ends_with('/').then(|| self.ids(line)));
                lost.extend((page.1 == Some(None)).then(|| line.to_owned()));
                continue;
            };
            let Some(Some(Some(ids))) = &page.1 else { continue };
            let mut words = anchors.split(' ');
            let first = words.next().unwrap();
            let more = words.map(|word| format!("{first}{word}"));
            let all = std::iter::once(first.to_owned()).chain(more).filter(|word| !word.contains(".."));
            let gone = all.filter(|anchor| !anchor.is_empty() && !ids.contains(anchor));
            lost.extend(gone.map(|anchor| format!("{}#{anchor}", page.0)));
        }
        lost
    }

    /// The ids on a page; `None` where there is no page, and an inner `None` where it
    /// leads on, so that any id may be asked for.
    fn ids(&self, page: &str) -> Option<Option<BTreeSet<String>>> {
        let file = if page == "./" { "index.html".to_owned() } else { format!("{page}index.html") };
        let html = fs::read_to_string(self.root.path().join("public").join(file)).ok()?;
        let leads_on = ["<h1>这一页换了网址", "<h1>这一页没有了", "<h1>这一页撤下了"]
            .iter()
            .any(|words| html.contains(words));
        let ids = || html.split(" id=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()));
        Some((!leads_on).then(|| ids().collect()))
    }
}
