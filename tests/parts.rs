//! A site that is built in parts and joined is the same, byte for byte, as one that is built at
//! once, and says the same; parts that do not belong together are refused in plain words.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use common::site::{Site, TABLE};
use common::tree;

/// A site of several bodies: two years, two of one name, one that cannot be read, one with an
/// earlier text, one that is called something by its settings.
fn several() -> Site {
    let site = Site::empty();
    let own = |name: &str| format!("+++\nbody = \"{name}\"\n+++\n{TABLE}");
    site.put("content/a/2022-budget.md", &own("甲局").replace("9784.70", "8784.70").replace("2023", "2022"));
    site.put("content/a/2023-budget.md", &own("甲局"));
    site.put("content/a/2023-final.md", &own("甲局").replace("预算", "决算"));
    site.put("content/b/2023-budget.md", &own("甲局"));
    site.put("content/c/2023-budget.md", &own("丙局").replace("9784.70 |\n| 本年", "9784.71 |\n| 本年"));
    site.put("content/c/2023-budget@2023-02-01.md", &own("丙局"));
    site.put("content/d/2023-budget.md", &own("丁局"));
    site.put("content/d/body.toml", "name = \"丁局\"\nregion = \"戊市\"\n");
    site.put("content/e/2023-budget.md", "");
    site.put("content/f/2023-budget.md", &own("己局"));
    site
}

/// The files of a site, by their names.
fn read(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
    tree::files(folder).iter().map(|path| (name(path), fs::read(path).unwrap())).collect()
}

/// Makes so many parts, and joins them.
fn in_parts(site: &Site, of: usize, options: &str, code: i32) -> String {
    let _ = fs::remove_dir_all(site.root.path().join("parts"));
    for part in 1..=of {
        let (ended, said) = site.run(&format!("--part {part}/{of} {options}"));
        assert_eq!(ended, Some(0), "{said}");
        assert!(said.contains(&format!("第 {part}/{of} 部分在 parts/{part}：")), "{said}");
    }
    let (ended, said) = site.run(&format!("--join parts --output joined {options}"));
    assert_eq!(ended, Some(code), "{said}");
    said
}

/// Fails unless parts, joined, are the site that one build makes and say what it says.
fn same(site: &Site, of: usize, options: &str, code: i32) {
    let (ended, said) = site.run(&format!("--no-cache {options}"));
    assert_eq!(ended, Some(code), "{said}");
    let joined = in_parts(site, of, options, code);
    assert_eq!(joined, said.replace("public", "joined"), "{of} parts");
    let [whole, parts] = ["public", "joined"].map(|name| read(&site.root.path().join(name)));
    assert!(whole.keys().eq(parts.keys()), "{of} parts");
    for (name, bytes) in &whole {
        assert!(parts[name] == *bytes, "{name} differs in {of} parts");
    }
}

#[test]
fn parts_joined_are_the_bytes_of_one_build() {
    let site = several();
    for of in [1, 2, 3, 11] {
        same(&site, of, "", 1);
    }
    assert!(site.read("joined/a/2023-budget/index.html").contains("2022"), "the year before is known");
    assert!(site.read("joined/a/index.html").contains("甲局（a）"), "two of one name are told apart");
    assert!(site.read("joined/llms.txt").contains("](c/2023-budget/text.txt)"));
    let inside: Vec<_> = fs::read_dir(site.root.path().join("parts/1")).unwrap().flatten().collect();
    let names = inside.iter().map(|one| one.file_name().into_string().unwrap());
    assert!(names.into_iter().all(|name| !name.starts_with(".site")), "no site is left half made");
}

#[test]
fn they_are_with_archives_addresses_and_data_by_region() {
    let site = several();
    site.put("site.toml", "title = \"某市\"\narchive = true\nbulk = true\noriginals = \"all\"\n");
    site.put("content/g/2023-budget.html", &format!("<p>庚局2023年单位预算公开</p><pre>{TABLE}</pre>"));
    same(&site, 3, "--base-url https://example.org/r/", 1);
    assert!(site.root.path().join("joined/a/2023-budget/data/a-2023-budget.zip").is_file());
}

#[test]
fn addresses_are_kept_as_by_one_build() {
    let site = several();
    site.build("--lock", 1, &["permalinks"]);
    let lock = site.lock();
    same(&site, 2, "", 1);
    assert_eq!(site.lock(), lock);
    in_parts(&site, 3, "", 1);
    let (ended, said) = site.run("--join parts --locked");
    assert_eq!(ended, Some(1), "{said}");
    // A row that goes leads on or stops the build, joined as well.
    let text = site.read("content/f/2023-budget.md");
    site.put("content/f/2023-budget.md", &text.replace("公共安全支出", "教育支出"));
    let (ended, whole) = site.run("--no-cache --output whole");
    let joined = in_parts(&site, 2, "", ended.unwrap());
    assert_eq!(joined, whole.replace("whole", "joined"));
}

/// A part may be carried by whatever copies bytes.
#[test]
fn a_part_that_was_copied_and_made_again_is_still_one() {
    let site = several();
    site.build("--no-cache", 1, &[]);
    in_parts(&site, 2, "", 1);
    let root = site.root.path();
    copy(&root.join("parts"), &root.join("carried"));
    site.build("--join carried/1 carried/2 --output other", 1, &["已生成 other"]);
    assert!(read(&root.join("public")) == read(&root.join("other")));
    // What has not changed is taken from the part that was there.
    let kept = |name: &str| fs::read_dir(root.join(name)).unwrap().count();
    let before = kept("parts/1/part/entries");
    site.build("--part 1/2", 0, &["第 1/2 部分"]);
    assert_eq!(kept("parts/1/part/entries"), before);
    site.build("--join parts --output other", 1, &[]);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        match path.is_dir() {
            true => copy(&path, &to),
            false => fs::write(&to, fs::read(&path).unwrap()).unwrap(),
        }
    }
}

#[test]
fn what_is_no_part_is_refused_in_words() {
    let site = several();
    for bad in ["0/3", "4/3", "3", "a/b"] {
        site.build(&format!("--part {bad}"), 2, &[bad, "写成 i/n，如 2/8"]);
    }
    site.build("--part 1/2 --strict", 2, &["冲突"]);
    site.build("--join parts", 2, &["parts 里没有完整的部分", "--part i/n"]);
    site.put("mine/a.txt", "x");
    site.build("--part 1/2 --output mine", 2, &["mine 里不能放一个部分"]);
    site.build("--part 1/2 --output content", 2, &["content 里不能放一个部分"]);
    site.build("--join mine", 2, &["mine 里没有完整的部分"]);
    in_parts(&site, 2, "", 1);
    site.build("--join parts --output parts/2", 2, &[]);
    site.build("--join parts/2", 2, &["还缺 1/2 部分"]);
    site.build("--join parts/1 parts/2 parts/1", 2, &["parts/1 和 parts/1 是同一个部分"]);
    site.build("--part 3/3 --output parts/3", 0, &[]);
    site.build("--join parts", 2, &["不是同一种分法"]);
    fs::remove_dir_all(site.root.path().join("parts/3")).unwrap();
    site.build("--join parts --base-url https://example.org/", 2, &["用别的设置做的"]);
    site.put("site.toml", "title = \"别的\"\n");
    site.build("--join parts", 2, &["parts/1 是用别的设置做的"]);
    fs::remove_file(site.root.path().join("site.toml")).unwrap();
    let label = site.read("parts/2/part.json");
    let program = label.split_once("\"program\":\"").unwrap().1.split('"').next().unwrap();
    site.put("parts/2/part.json", &label.replace(program, "0"));
    site.build("--join parts", 2, &["parts/2 是另一个程序做的"]);
    site.put("parts/2/part.json", &label);
    site.build("--join parts", 1, &["已生成 public"]);
}

#[test]
fn what_was_not_made_as_it_is_now_is_named() {
    let site = several();
    in_parts(&site, 2, "", 1);
    let old = site.read("joined/f/2023-budget/index.html");
    site.put("content/f/2023-budget.md", TABLE);
    site.put("content/h/2023-budget.md", TABLE);
    let words = ["不在任何一个部分里：f/2023-budget、h/2023-budget。", "重做"];
    site.build("--join parts --output joined", 2, &words);
    assert_eq!(site.read("joined/f/2023-budget/index.html"), old, "the old site stands");
    // A file of a part that was damaged is not published.
    in_parts(&site, 2, "", 1);
    let all = tree::files(&site.root.path().join("parts"));
    let page = |path: &&std::path::PathBuf| path.to_string_lossy().contains("/part/files/");
    let damaged = all.iter().find(page).unwrap();
    let mut bytes = fs::read(damaged).unwrap();
    bytes[0] ^= 1;
    fs::remove_file(damaged).unwrap();
    fs::write(damaged, bytes).unwrap();
    site.build("--join parts", 2, &["不在任何一个部分里"]);
}
