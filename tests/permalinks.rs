//! Published addresses are kept: a build that would drop one is stopped, and goes
//! on once the settings say what became of it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use common::site::{Site, TABLE};
use mingzhang::permalinks::{Lock, Lost};

const CELL: &str = "a/2023-budget/tables/balance/#r-204-total";

/// A site with a lock of the first version, and the disclosures that it names, from
/// these content folders.
fn locked_by_the_first_version(lock: &str, contents: &[PathBuf]) -> Site {
    let site = Site::empty();
    site.put("permalinks.lock", lock);
    let named: BTreeSet<&str> = listed_disclosures(lock);
    for content in contents {
        for entry in walkdir::WalkDir::new(content).min_depth(2) {
            let path = entry.unwrap().into_path();
            let name = path.strip_prefix(content).unwrap().to_str().unwrap().to_owned();
            let stem = name.split('/').take(2).collect::<Vec<_>>().join("/");
            let stem = stem.split('.').next().unwrap().to_owned();
            let wanted = named.contains(stem.as_str()) || stem.ends_with("/body");
            if wanted && path.is_file() {
                let to = site.root.path().join("content").join(name);
                fs::create_dir_all(to.parent().unwrap()).unwrap();
                fs::copy(&path, to).unwrap();
            }
        }
    }
    site
}

/// `<body>/<year>-<kind>` of each disclosure of a lock.
fn listed_disclosures(lock: &str) -> BTreeSet<&str> {
    let pages = lock.lines().filter_map(|line| line.strip_suffix("/data/"));
    pages.filter(|page| page.matches('/').count() == 1).collect()
}

/// Content folders with the lock that the first version made for them.
fn first_locks() -> Vec<(String, Vec<PathBuf>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = fs::read_to_string(root.join("tests/locks/content.lock")).unwrap();
    let mut all = vec![(own, vec![root.join("content")])];
    let shared = ["disclosures", "corpus"].map(|name| root.join("../shared").join(name));
    if shared.iter().all(|folder| folder.is_dir()) {
        let file = fs::File::open(root.join("tests/locks/shared.zip")).unwrap();
        let mut lock = String::new();
        zip::ZipArchive::new(file).unwrap().by_index(0).unwrap().read_to_string(&mut lock).unwrap();
        all.push((lock, shared.to_vec()));
    } else {
        eprintln!("no ../shared: the locks of real disclosures are skipped");
    }
    all
}

#[test]
fn a_site_locked_by_the_first_version_is_published_without_a_hand() {
    for (lock, contents) in first_locks() {
        let site = locked_by_the_first_version(&lock, &contents);
        let published = |options: &str| {
            let (code, said) = site.run(options);
            assert!(matches!(code, Some(0 | 1)) && said.contains("已生成 public"), "{said}");
        };
        published("--locked");
        assert!(site.root.path().join("permalinks.lock").is_file(), "--locked writes nothing");
        assert_eq!(site.lost(&lock), Vec::<String>::new());
        published("");
        assert!(!site.root.path().join("permalinks.lock").exists(), "the folder takes its place");
        let first = site.lock();
        published("--locked");
        assert_eq!((site.lock(), site.lost(&lock)), (first, Vec::new()));
    }
}

/// A lock with the marks of places, each anchor behind that of its row, as it was written
/// before those that end alike stood together.
#[test]
fn a_lock_of_another_form_is_read_and_written_in_half_the_room() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| fs::read_to_string(root.join("tests/locks/marked").join(name)).unwrap();
    let files = ["_site.lock", "xinzhou-traffic-police.lock"].map(|name| (name, read(name)));
    let whole: String = files.iter().map(|(_, text)| text.as_str()).collect();
    let site = Site::empty();
    for entry in walkdir::WalkDir::new(root.join("content")).into_iter().map(Result::unwrap) {
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(root).unwrap().to_str().unwrap();
            site.put(name, &fs::read_to_string(entry.path()).unwrap());
        }
    }
    files.iter().for_each(|(name, text)| site.put(&format!("permalinks/{name}"), text));
    assert!(matches!(site.run("--locked"), (Some(0 | 1), said) if said.contains("已生成 public")));
    assert_eq!(site.lock(), whole, "--locked writes nothing");
    assert!(matches!(site.run(""), (Some(0 | 1), said) if said.contains("已生成 public")));
    let [before, after] = [&whole, &site.lock()].map(|lock| Lock::parse(lock).unwrap());
    // Sums of one part are no checks any more; all else is where it was.
    let lost = before.lost(&after);
    let sums = |anchor: &String| anchor.contains("/audit/#sum-") || anchor.contains("/audit/#row-");
    assert_eq!(lost.pages, Lost::default().pages);
    assert!(lost.anchors.iter().all(sums), "{lost:?}");
    assert!(after.has("xinzhou-traffic-police/2023-budget/tables/general-public/#r-204-total"));
    let lock = site.lock();
    let kept: Vec<&str> = lock.lines().filter(|line| !line.contains('>')).collect();
    let kept = kept.join("\n").len();
    assert!(kept * 2 < whole.len(), "{kept} bytes of {}", whole.len());
}

#[test]
fn what_better_reading_moved_is_found_at_its_old_address() {
    let site = Site::new();
    let page = "a/2023-budget/tables/balance/";
    let of_body = site.read("permalinks/a.lock");
    let row = of_body.lines().find(|line| line.starts_with(" *r-204 ")).unwrap();
    // As if the row had been read as another account, its first cell into another
    // column, and a table of its own had been made of the rest.
    let marks: Vec<&str> = row.split(' ').skip(2).collect();
    let read_before = format!(" r-209~{} -basic~{}", marks[0], marks[1]);
    let table = format!(
        "+tables/table-2/\n r-1~{} -x~{}\n r-7 -x\n+tables/table-9/\n : . -y\n *r-7\n",
        marks[0], marks[1]
    );
    let before = of_body.replace(row, &read_before);
    site.put("permalinks/a.lock", &(before + &table));
    site.build("--locked", 0, &["已生成"]);
    site.build("", 0, &["因读法改进改指别处"]);
    let html = site.read(&format!("public/{page}index.html"));
    let moved = |anchor: &str| format!("<span class=\"alias\" id=\"{anchor}\"></span>");
    assert!(html.contains(&moved("r-209")) && html.contains(&moved("r-209-basic")), "{html}");
    let at = html.find(&moved("r-209-basic")).unwrap();
    assert!(html[..at].ends_with('>') && html[at..].split('<').nth(2).unwrap().contains("9784.70"), "{html}");
    let forward = site.read("public/a/2023-budget/tables/table-2/index.html");
    assert!(forward.contains("href=\"../balance/index.html\""), "{forward}");
    assert!(forward.contains("id=\"r-1-x\" href=\"../balance/index.html#r-204-total\""), "{forward}");
    let gone = site.read("public/a/2023-budget/tables/table-9/index.html");
    assert!(gone.contains("方法改进后，没有这一页了") && gone.contains("看这份公开"), "{gone}");

    // The text changes: what moved before stays where it went, what is lost now stops.
    site.put("content/a/2023-budget.md", &TABLE.replace("9784.70 |\n| 本年", "9784.71 |\n| 本年"));
    site.build("", 0, &["已生成"]);
    assert!(site.has(&format!("{page}#r-209-basic")) && site.has("a/2023-budget/tables/table-9/"));
    site.put("content/a/2023-budget.md", &TABLE.replace("公共安全支出", "教育支出").replace("9784", "9785"));
    site.build("", 1, &["[[redirect]]\nfrom = \"a/2023-budget/tables/balance/#r-204\"", "没有改动"]);
}

#[test]
fn a_text_that_cannot_be_read_keeps_its_addresses_and_stops_nobody() {
    let site = Site::new();
    site.put("content/b/2023-budget.md", "\u{0}");
    site.build("--locked", 1, &["encoding", "已生成"]);
    let page = site.read("public/b/2023-budget/tables/balance/index.html");
    assert!(page.contains("暂时") && page.contains("noindex"), "{page}");
    fs::remove_file(site.root.path().join("content/b/2023-budget.md")).unwrap();
    site.put("content/b/2023-budget.zip", "x");
    site.build("--locked", 1, &["unread-file", "已生成"]);
    site.put("content/b/2023-budget.md", TABLE);
    site.build("--locked", 0, &["已生成"]);
}

#[test]
fn nothing_is_kept_until_somebody_asks() {
    let site = Site::empty();
    site.put("content/a/2023-budget.md", TABLE);
    site.build("", 0, &["已生成"]);
    assert!(!site.root.path().join("permalinks").exists());
    site.build("--locked", 2, &["没有 permalinks 文件夹", "--lock"]);
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
    site.build("", 0, &["permalinks 添了"]);
    let [before, after] = [before, site.lock()].map(|lock| Lock::parse(&lock).unwrap());
    assert_eq!(before.lost(&after), Lost::default());
    assert!(after.has("a/2024-budget/tables/balance/#r-204-total") && !before.has("a/2024-budget/"));
}

#[test]
fn a_page_that_would_vanish_stops_the_build_and_a_redirect_mends_it() {
    let site = Site::new();
    site.rename("b", "c");
    site.build(
        "",
        1,
        &[
            "已停下",
            "\n  b/（连同 ",
            "个下级网址",
            "[[redirect]]\nfrom = \"b/\"\nto = \"c/\"",
            "public 没有改动",
        ],
    );
    assert!(site.root.path().join("public/b/2023-budget/index.html").is_file(), "the old site stands");
    site.put("site.toml", "[[redirect]]\nfrom = \"b/\"\nto = \"elsewhere/\"\n");
    site.build("", 1, &["b/", "site.toml 说改到 elsewhere/", "那里没有"]);
    let renamed = "[[redirect]]\nfrom = \"b/\"\nto = \"c/\"\n";
    site.put("site.toml", renamed);
    site.build("", 0, &["permalinks 添了"]);
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
    site.build("", 1, &["a/2023-budget/tables/balance/#r-204（连同 1 个页内位置）", "没有改动"]);
    site.put("site.toml", &format!("[[gone]]\nfrom = \"{CELL}\"\nreason = \"看错了一格\"\n"));
    site.build("", 1, &["a/2023-budget/tables/balance/#r-204\n", "没有改动"]);
    let rules = "[[redirect]]\nfrom = \"a/2023-budget/tables/balance/#r-204\"\n\
         to = \"a/2023-budget/tables/balance/#r-205\"\n";
    site.put("site.toml", &format!("{rules}[[gone]]\nfrom = \"{CELL}\"\nreason = \"看错了一行\"\n"));
    site.build("", 0, &["已生成"]);
    let page = site.read("public/a/2023-budget/tables/balance/index.html");
    assert!(page.contains("<span class=\"alias\" id=\"r-204\"></span>"), "{page}");
    assert!(page.contains("<p id=\"r-204-total\">这个位置撤下了：看错了一行"));
}

#[test]
fn a_lock_that_cannot_be_read_says_where() {
    let site = Site::new();
    let of_body = site.read("permalinks/a.lock");
    site.put("permalinks/a.lock", &format!("{of_body}<<<<<<< ours\n"));
    site.build("", 2, &["permalinks/a.lock 第 ", "合并冲突"]);
}
