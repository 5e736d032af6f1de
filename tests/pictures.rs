//! Charts and disclosures as pictures: there only where they are asked for, small, the same
//! each time, in no lock.

#![cfg(feature = "pictures")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;

use mingzhang::model::count;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use common::site::Site;

/// Most bytes that the pictures of a disclosure to be shared may have.
const BUDGET: usize = 60 * 1024;

const BASE: &str = "--base-url https://example.org/repo/";

fn site(settings: &str) -> Site {
    let site = Site::empty();
    site.put("site.toml", settings);
    site.put("content/a/2025-budget.md", include_str!("../src/cli/init/2025-budget.md"));
    site.put("content/a/body.toml", include_str!("../src/cli/init/body.toml"));
    site
}

/// The PNG files of a site by their paths.
fn pictures(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let public = site.root.path().join("public/a");
    let files = walkdir::WalkDir::new(&public).into_iter().map(|entry| entry.unwrap().into_path());
    let png = files.filter(|path| path.extension().is_some_and(|ending| ending == "png"));
    let name = |path: &Path| path.strip_prefix(&public).unwrap().display().to_string();
    png.map(|path| (name(&path), fs::read(&path).unwrap())).collect()
}

/// Width and height of a PNG.
fn size(png: &[u8]) -> (u32, u32) {
    assert!(png.starts_with(b"\x89PNG"));
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

/// Whether this machine can draw.
fn draws(said: &str) -> bool {
    let without = said.contains("没有画分享图");
    if without {
        assert!(said.contains("fonts-noto-cjk"), "{said}");
        eprintln!("skipped: no Chinese font");
    }
    !without
}

#[test]
fn without_being_asked_nothing_is_drawn() {
    let site = site("");
    site.build(BASE, 0, &[]);
    assert!(pictures(&site).is_empty());
    let page = site.read("public/a/2025-budget/index.html");
    assert!(!page.contains("og:image") && !page.contains(".png\" download"), "{page}");
    assert!(page.contains(".svg\" download"), "{page}");
}

#[test]
fn pictures_are_small_the_same_each_time_and_in_no_lock() {
    let site = site("share_images = true\n");
    let (code, said) = site.run(&format!("{BASE} --lock --no-cache"));
    assert_eq!(code, Some(0), "{said}");
    if !draws(&said) {
        return assert!(pictures(&site).is_empty());
    }
    let first = pictures(&site);
    assert_eq!(size(&first["2025-budget/share.png"]), (1200, 630));
    assert_eq!(size(&first["2025-budget/share-square.png"]), (300, 300));
    let shared: usize =
        count(first.iter().filter(|(name, _)| name.contains("share")).map(|(_, png)| png.len()));
    let all = count(first.values().map(Vec::len));
    eprintln!("shared {shared} bytes, all {all} bytes, {} pictures", first.len());
    assert!(shared <= BUDGET && first.len() > 2, "{shared}");
    let page = site.read("public/a/2025-budget/index.html");
    assert!(page.contains("content=\"https://example.org/repo/a/2025-budget/share.png\""), "{page}");
    assert!(!site.lock().contains("png") && !site.lock().contains("svg"), "{}", site.lock());
    // From the cache, and anew.
    site.build(BASE, 0, &[]);
    assert!(first == pictures(&site));
    site.build(&format!("{BASE} --no-cache"), 0, &[]);
    assert!(first == pictures(&site));
    // Nobody asks any more.
    site.put("site.toml", "");
    site.build(&format!("{BASE} --locked"), 0, &[]);
    assert!(pictures(&site).is_empty());
}

/// A machine without fonts: the build goes on, and says what to install.
#[test]
#[cfg(target_os = "linux")]
fn without_a_chinese_font_pictures_are_left_out() {
    let site = site("share_images = true\n");
    site.put("fonts/none.conf", "<?xml version=\"1.0\"?><fontconfig><dir>/nowhere</dir></fontconfig>");
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingzhang"));
    command.args(["build", "--no-cache"]).current_dir(site.root.path());
    let run = command.env("FONTCONFIG_FILE", site.root.path().join("fonts/none.conf")).output().unwrap();
    let said = String::from_utf8([run.stdout, run.stderr].concat()).unwrap();
    assert_eq!(run.status.code(), Some(0), "{said}");
    assert!(!draws(&said), "{said}");
    assert!(pictures(&site).is_empty());
    let page = site.read("public/a/2025-budget/index.html");
    assert!(!page.contains("og:image") && !page.contains(".png\" download"), "{page}");
}

/// What stands alone says whose it is, where it is from and in what unit, and no name of it
/// becomes markup.
#[test]
fn a_chart_alone_says_what_it_is() {
    let site = site("");
    site.build(BASE, 0, &[]);
    let folder = site.root.path().join("public/a/2025-budget/embed");
    let charts = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (pages, files): (Vec<_>, Vec<_>) = charts.partition(|path| path.is_dir());
    assert!(!files.is_empty() && pages.len() == files.len());
    for file in files {
        let svg = fs::read_to_string(&file).unwrap();
        let document = roxmltree::Document::parse(&svg).unwrap();
        let words: String = document.descendants().filter_map(|node| node.text()).collect();
        for wanted in ["2025年预算", "来源：《", "单位：", "https://example.org/repo/a/2025-budget/"]
        {
            assert!(words.contains(wanted), "{wanted}: {words}");
        }
    }
    for page in pages {
        let html = fs::read_to_string(page.join("index.html")).unwrap();
        assert!(html.contains("noindex") && !html.contains("<script"), "{html}");
        assert!(html.len() < 12_000, "{}", html.len());
    }
    let sitemap = site.read("public/sitemap.xml");
    assert!(!sitemap.contains("/embed/"), "{sitemap}");
    let page = site.read("public/a/2025-budget/index.html");
    assert!(page.contains("&lt;iframe src=") && page.contains("data-say=\""), "{page}");
}
