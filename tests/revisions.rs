//! Earlier texts of one disclosure, over three dates: what changed, what may only seem to
//! have, and what stays out of every page.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;

use common::site::Site;

/// A text with these amounts: the total's, and that of one account.
fn text(total: &str, other: &str) -> String {
    format!(
        "2023年预算收支总表\n单位：万元\n\n| 收入 | | 支出 | |\n| --- | --- | --- | --- |\n| 项目 | 预算数 | 项目 | 预算数 |\n\
         | 一般公共预算 | {total} | 公共安全支出 | {other} |\n| 本年收入合计 | {total} | 本年支出合计 | {other} |\n"
    )
}

const EXPENSES: &str = "\n2023年一般公共预算“三公”经费支出预算表\n单位：万元\n\n| 项目 | 预算数 |\n| --- | --- |\n\
    | 合计 | 3.00 |\n| 因公出国（境）费 | 1.00 |\n| 公务接待费 | 2.00 |\n";

/// Made of parts, so that no number stands here.
fn phone() -> String {
    ["139", "0350", "1234"].concat()
}

fn site() -> Site {
    let site = Site::empty();
    let note = format!("\n经办人：沙悟静，电话：{}\n", phone());
    site.put("content/a/2023-budget@2023-02-14.md", &(text("90.00", "90.00") + &note));
    site.put("content/a/2023-budget@2023-03-01.md", &text("95.00", "90.00"));
    site.put("content/a/2023-budget.md", &(text("95.00", "95.00") + EXPENSES));
    site
}

/// The text of a page without tags.
fn words(html: &str) -> String {
    let mut out = String::new();
    for part in html.split('<') {
        out += part.split_once('>').map_or(part, |(_, text)| text);
        out.push(' ');
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

const PAGE: &str = "public/a/2023-budget/revisions/index.html";
const TABLE: &str = "public/a/2023-budget/tables/balance/index.html";

#[test]
fn three_texts_are_compared_cell_by_cell() {
    let site = site();
    site.build("--base-url https://example.org/", 0, &[]);
    let page = words(&site.read(PAGE));
    assert!(page.contains("3 份文本"), "{page}");
    assert!(page.contains("90.00 万元 7 95.00 万元 7 95.00 万元"), "{page}");
    assert!(page.contains("90.00 万元 7 90.00 万元 7 95.00 万元"), "{page}");
    assert!(page.contains("只在一部分文本里的表") && page.contains("现在的文本里有，其余的没有"), "{page}");
    // Earlier values stand where the cell stands, each with its day.
    let table = words(&site.read(TABLE));
    assert!(table.contains("95.00 改过 2023-02-14 90.00 公共安全支出"), "{table}");
    assert!(table.contains("改过 2023-02-14 90.00 2023-03-01 90.00"), "{table}");
    // Each text has its lines and its fingerprint.
    let old = site.read("public/a/2023-budget/revisions/2023-02-14/index.html");
    assert!(old.contains("id=\"L7\""), "{old}");
    let print = |name: &str| {
        let text = std::fs::read(site.root.path().join("content/a").join(name)).unwrap();
        blake3::hash(&text).to_hex().to_string()
    };
    assert!(page.contains(&print("2023-budget@2023-03-01.md")) && page.contains(&print("2023-budget.md")));
    assert!(page.contains("a/2023-budget（2023-02-14）.md，"), "{page}");
    assert!(!page.contains(&print("2023-budget@2023-02-14.md")), "the print is of what is shown");
    assert!(site.read(TABLE).contains(&format!("data-print=\"{}\"", print("2023-budget.md"))));
}

#[test]
fn what_changed_is_a_data_file_too() {
    let site = site();
    site.build("", 0, &[]);
    let file = site.read("public/a/2023-budget/data/revisions.csv");
    let rows: Vec<&str> =
        file.lines().filter(|row| row.contains(",balance,general-public-budget,")).collect();
    let [first, second, present] = rows[..] else { panic!("{file}") };
    assert!(
        first.contains(",earlier,2023-02-14,90.00,90.00,万元,a/2023-budget（2023-02-14）.md,7,"),
        "{first}"
    );
    assert!(second.contains(",earlier,2023-03-01,95.00,95.00,万元,"), "{second}");
    assert!(second.contains(",a/2023-budget/revisions/2023-03-01/#L7,sure"), "{second}");
    assert!(
        present.contains(",present,,95.00,95.00,万元,a/2023-budget.md,7,a/2023-budget/source/#L7,sure"),
        "{present}"
    );
    assert!(site.read("public/a/2023-budget/data/index.html").contains("revisions.csv"));
    assert!(site.read("public/a/2023-budget/datapackage.json").contains("\"path\":\"data/revisions.csv\""));
}

#[test]
fn without_earlier_texts_nothing_is_said() {
    let site = Site::empty();
    site.put("content/a/2023-budget.md", &text("95.00", "95.00"));
    site.build("", 0, &[]);
    assert!(!site.root.path().join(PAGE).exists() && !site.read(TABLE).contains("revisions/"));
    assert!(!site.root.path().join("public/a/2023-budget/data/revisions.csv").exists());
}

#[test]
fn what_may_be_misread_is_in_doubt_not_changed() {
    let site = Site::empty();
    site.put("content/a/2023-budget@2023-02-14.md", &text("9.0.00", "90.00").replace("单位：万元\n", ""));
    site.put("content/a/2023-budget.md", &text("95.00", "90.00"));
    site.build("", 0, &[]);
    let page = words(&site.read(PAGE));
    assert!(page.contains("没有发现确定改了的数") && page.contains("存疑"), "{page}");
    assert!(!page.contains("改了的数 "), "{page}");
    let table = words(&site.read(TABLE));
    assert!(table.contains("存疑 2023-02-14") && !table.contains("改过"), "{table}");
}

#[test]
fn names_that_say_no_day_or_no_text_are_told() {
    let site = Site::empty();
    site.put("content/a/2023-budget.md", &text("95.00", "95.00"));
    for name in ["2023-budget@2023-02-30.md", "2023-budget@old.md", "2022-final@2023-02-01.md"] {
        site.put(&format!("content/a/{name}"), &text("1.00", "1.00"));
    }
    site.put("content/a/2023-budget@2023-02-02.md", &text("1.00", "1.00"));
    site.put("content/a/2023-budget@2023-02-02.txt", &text("2.00", "2.00"));
    let (_, said) = site.run("");
    for wanted in [
        "2023-budget@2023-02-30.md",
        "2023-budget@old.md",
        "没有 a/2022-final 现在的文本",
        "都是 2023-02-02 的",
        "较早的文本写",
    ] {
        assert!(said.contains(wanted), "{wanted}:\n{said}");
    }
    assert!(!site.root.path().join(PAGE).exists());
}

#[test]
fn earlier_texts_lose_what_is_personal_too() {
    let site = site();
    site.put("site.toml", "[privacy]\nredact = [\"公共安全\"]\n");
    site.build("", 0, &[]);
    for entry in walkdir::WalkDir::new(site.root.path().join("public")) {
        let path = entry.unwrap().into_path();
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let shown = String::from_utf8_lossy(&bytes);
        for personal in [phone().as_str(), "悟静", "公共安全"] {
            assert!(!shown.contains(personal), "{personal} in {}", path.display());
        }
    }
}

/// A label in one text says that a name is a person's in the others, which have none.
#[test]
fn a_name_that_one_text_labels_goes_from_all_texts() {
    let labelled = format!("{}\n经办人：欧阳悟远\n", text("95.00", "95.00"));
    let bare = format!("{}\n本项工作见欧阳悟远方案。\n", text("90.00", "90.00"));
    for (now, earlier) in [(&labelled, &bare), (&bare, &labelled)] {
        let site = Site::empty();
        site.put("content/a/2023-budget.md", now);
        site.put("content/a/2023-budget@2023-02-14.md", earlier);
        site.build("", 0, &[]);
        let mut pages = 0;
        for entry in walkdir::WalkDir::new(site.root.path().join("public")) {
            let path = entry.unwrap().into_path();
            let Ok(bytes) = std::fs::read(&path) else { continue };
            pages += usize::from(String::from_utf8_lossy(&bytes).contains("方案"));
            assert!(!String::from_utf8_lossy(&bytes).contains("欧阳悟远"), "{}", path.display());
        }
        assert!(pages > 0, "the sentence is shown without the name");
    }
}

#[test]
fn an_earlier_text_that_changes_is_built_anew() {
    let site = site();
    site.build("", 0, &[]);
    site.put("content/a/2023-budget@2023-03-01.md", &text("91.00", "90.00"));
    site.build("", 0, &[]);
    let (cached, table) = (site.read(PAGE), site.read(TABLE));
    site.build("--no-cache", 0, &[]);
    assert_eq!((cached, table), (site.read(PAGE), site.read(TABLE)));
    assert!(site.read(PAGE).contains("91.00"));
    std::fs::remove_file(site.root.path().join("content/a/2023-budget@2023-03-01.md")).unwrap();
    site.build("", 0, &[]);
    assert!(!site.read(PAGE).contains("91.00"));
}

#[test]
fn an_earlier_text_in_a_folder_is_one() {
    let site = site();
    site.put("content/a/2023-budget@2023-03-20/1.md", &text("96.00", "90.00"));
    site.put("content/a/2023-budget@2023-03-20/2.md", EXPENSES);
    site.build("", 0, &[]);
    let page = words(&site.read(PAGE));
    assert!(page.contains("4 份文本") && page.contains("96.00"), "{page}");
}

/// What only the older text had leads to what changed, where that text is kept.
#[test]
fn a_locked_site_takes_a_newer_text_beside_the_older() {
    let site = Site::empty();
    site.put("content/a/2023-budget.md", &(text("90.00", "90.00") + EXPENSES));
    site.build("--lock", 0, &[]);
    site.put("content/a/2023-budget.md", &text("95.00", "95.00"));
    assert_eq!(site.run("").0, Some(1), "nobody says what became of the table");
    site.put("content/a/2023-budget@2023-02-14.md", &(text("90.00", "90.00") + EXPENSES));
    site.build("--lock", 0, &[]);
    assert!(site.has("a/2023-budget/tables/three-public/"), "it leads on");
    let gone = site.read("public/a/2023-budget/tables/three-public/index.html");
    assert!(gone.contains("revisions/"), "{gone}");
    site.build("--locked", 0, &[]);
}
