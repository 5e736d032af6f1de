//! Pages of a site's own, its contact and licence: where they are shown, what they cannot do, and what
//! happens where a body has the same name.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;

use std::fs;

use common::site::{Site, TABLE};

fn read(site: &Site, name: &str) -> String {
    site.read(&format!("public/{name}"))
}

#[test]
fn a_site_says_what_it_is_unless_its_own_page_does() {
    let site = Site::with(&[]);
    assert_eq!(site.run("--no-cache").0, Some(0));
    let about = read(&site, "about/index.html");
    let prose = about.split("<div class=\"prose\">").nth(1).unwrap().split("</div>").next().unwrap();
    let sentences = prose.matches(['。', '；']).count();
    assert!((8..=14).contains(&sentences), "about ten sentences: {sentences}");
    assert!(read(&site, "a/2023-budget/index.html").contains("href=\"../../about/index.html\">关于本站</a>"));
    site.put("pages/about.md", "# 我们是谁\n\n一家报社。\n");
    assert_eq!(site.run("--no-cache").0, Some(0));
    let about = read(&site, "about/index.html");
    assert!(
        about.contains("<h1>我们是谁</h1>")
            && about.contains("一家报社。")
            && !about.contains("数字从哪里来")
    );
    let home = read(&site, "index.html");
    assert!(home.contains("我们是谁</a>") && !home.contains("关于本站"), "once in the foot");
}

#[test]
fn own_pages_stand_in_order_in_the_frame_and_do_nothing() {
    let text = "---\ntitle: 更正 <b>\norder: 1\n---\n<script>alert(1)</script>\n\n[网](https://example.org/) ![](https://x.org/a.png)\n";
    let site = Site::with(&[
        ("pages/z.md", text),
        ("pages/b.md", "---\norder: 2\n---\n# 许可\n"),
        ("pages/.hidden.md", "x"),
    ]);
    let (code, said) = site.run("--no-cache");
    assert_eq!(code, Some(0), "{said}");
    let page = read(&site, "z/index.html");
    assert!(page.contains("<h1>更正 &lt;b&gt;</h1>") && page.contains("&lt;script&gt;"), "{page}");
    assert!(!page.contains("<script>alert") && !page.contains("x.org"), "{page}");
    let home = read(&site, "index.html");
    let foot = home.split("<footer>").nth(1).unwrap();
    let places = ["关于本站</a>", "更正 &lt;b&gt;</a>", "许可</a>"].map(|words| foot.find(words).unwrap());
    assert!(places.is_sorted(), "{foot}");
}

#[test]
fn contact_and_licence_are_on_every_page_and_in_the_data() {
    let site = Site::with(&[("site.toml", "contact = \"editor@example.org\"\nlicence = \"CC BY 4.0\"\n")]);
    assert_eq!(site.run("--no-cache").0, Some(0));
    for name in ["index.html", "a/index.html", "a/2023-budget/index.html", "about/index.html", "404.html"] {
        let page = read(&site, name);
        assert!(page.contains("href=\"mailto:editor@example.org\"") && page.contains("CC BY 4.0"), "{name}");
    }
    for name in ["data/datapackage.json", "a/2023-budget/datapackage.json"] {
        let package: serde_json::Value = serde_json::from_str(&read(&site, name)).unwrap();
        assert_eq!(package["licenses"][0]["name"], "CC BY 4.0", "{name}");
        assert_eq!(package["contributors"][0]["email"], "editor@example.org", "{name}");
    }
}

#[test]
fn a_body_keeps_its_address_and_the_build_says_so() {
    let site = Site::with(&[("pages/a.md", "# 甲\n"), ("content/regions/2023-budget.md", TABLE)]);
    let (_, said) = site.run("--no-cache");
    assert_eq!(said.matches("reserved-name").count(), 2, "{said}");
    assert!(!read(&site, "a/index.html").contains("<h1>甲</h1>"));
    assert!(
        read(&site, "regions/index.html").contains("regions/2023-budget")
            || site.root.path().join("public/regions/2023-budget").is_dir()
    );
    for (name, words) in [
        ("pages/findings.md", "网站自用"),
        ("pages/甲.md", "小写英文字母"),
        ("pages/x.txt", "不是 .md"),
        ("pages/x/y.md", "小写英文字母"),
    ] {
        let (code, said) = Site::with(&[(name, "x")]).run("--no-cache");
        assert!(code == Some(2) && said.contains(words), "{name}: {said}");
    }
    let (code, said) = Site::with(&[("site.toml", "pages = []")]).run("--no-cache");
    assert!(code == Some(2) && said.contains("pages"), "{said}");
}

/// What the foot of every page shows is part of what a cached page is made from; the text is not.
#[test]
fn a_cached_build_notices_own_pages() {
    let site = Site::with(&[("pages/note.md", "# 说明\n\n一。\n")]);
    let foot =
        |site: &Site| read(site, "a/2023-budget/index.html").split("<footer>").nth(1).unwrap().to_owned();
    assert_eq!(site.run("").0, Some(0));
    let before = foot(&site);
    site.put("pages/note.md", "# 说明\n\n二。\n");
    assert_eq!(site.run("").0, Some(0));
    assert!(read(&site, "note/index.html").contains("二。") && foot(&site) == before);
    site.put("pages/note.md", "# 新的说明\n\n二。\n");
    assert_eq!(site.run("").0, Some(0));
    assert!(foot(&site).contains("新的说明</a>"));
    site.put("site.toml", "contact = \"某某编辑部\"\n");
    assert_eq!(site.run("").0, Some(0));
    assert!(foot(&site).contains("联系：某某编辑部"));
    fs::remove_file(site.root.path().join("pages/note.md")).unwrap();
    assert_eq!(site.run("").0, Some(0));
    assert!(!foot(&site).contains("说明</a>"));
}
