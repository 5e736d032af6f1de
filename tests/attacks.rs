//! What somebody could try who writes texts, settings or files of a site: each attack on
//! a whole site, built by the program; what must be in none of its files (zip files and
//! workbooks unpacked), in no name of a file and not in what is said; what must be said.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;

use std::path::Path;

use common::site::{Site, TABLE};
use common::tree;

/// One attack.
struct Attack {
    name: &'static str,
    /// Files beside one sound disclosure, by name; `{M}`, `{I}` stand for a mobile and an
    /// identity number.
    files: &'static [(&'static str, &'static str)],
    nowhere: &'static [&'static str],
    /// How names of files end in which it must not be; all where there is none.
    files_of: &'static [&'static str],
    said: &'static [&'static str],
}

const HANDLED: &str =
    "某局2023年预算\n\n项目支出绩效目标申报表\n项目名称：\t道路\n经办人：\t孙小圣\t联系电话：\t{M}\n";

const ATTACKS: &[Attack] = &[
    Attack {
        name: "a handler in a form, and elsewhere in the text",
        files: &[("content/x/2023-budget.md", HANDLED)],
        nowhere: &["孙小圣", "{M}"],
        files_of: &[],
        said: &["略去个人信息 2 处：第 5 行"],
    },
    Attack {
        name: "a handler in the settings of a body",
        files: &[
            ("content/x/2023-budget.md", TABLE),
            ("content/x/body.toml", "name = '某局 联系人：孙小圣 {M}'"),
        ],
        nowhere: &["孙小圣", "{M}"],
        files_of: &[],
        said: &[],
    },
    Attack {
        name: "a handler in the name of a file, his name in the text",
        files: &[("content/x/2023-budget/孙小圣{M}.md", HANDLED)],
        nowhere: &["孙小圣", "{M}"],
        files_of: &[],
        said: &["〔姓名略〕〔电话略〕.md"],
    },
    Attack {
        name: "a handler in keys of the front matter that are none, and in its escapes",
        files: &[(
            "content/x/2023-budget.md",
            "+++\n\"联系人\" = \"孙小圣\"\nnote = \"\\u5b59\\u5c0f\\u5723 身份证{I}\"\n+++\n某局2023年预算\n\n\
             项目支出预算表\n单位：万元\n| 项目 | 金额 |\n| --- | --- |\n| 道路 | 5.00 |\n",
        )],
        nowhere: &["孙小圣", "\\u5b59", "{I}"],
        files_of: &[],
        said: &["bad-front-matter"],
    },
    Attack {
        name: "entities, tags and characters without width in names and numbers",
        files: &[(
            "content/x/2023-budget.md",
            "某局2023年预算\n\n经办人：&#23385;<b>小</b>圣\n由孙\u{200b}小圣办理，电话１３８<i>0000</i>1111\n",
        )],
        nowhere: &["小</b>圣", "孙\u{200b}小圣", "孙小圣", "&#23385;", "1111"],
        files_of: &[],
        said: &["略去个人信息"],
    },
    Attack {
        name: "a term of the settings, spelled otherwise",
        files: &[
            ("site.toml", "[privacy]\nredact = ['白龙驹']"),
            ("content/x/2023-budget.md", "2023年预算\n\n救助白\u{200b}龙驹，又救助白龙驹。\n"),
        ],
        nowhere: &["龙驹"],
        files_of: &[],
        said: &["略去个人信息 2 处：第 3 行"],
    },
    Attack {
        name: "a person who got money: told by line and setting, not by name",
        files: &[("content/x/2023-budget.md", "2023年预算\n\n一、概况\n救助患者王小明医疗费5万元。\n")],
        nowhere: &[],
        files_of: &[],
        said: &["perhaps-personal", "第 4 行", "[privacy] redact"],
    },
    Attack {
        name: "formulas in cells of tables and in names",
        files: &[(
            "content/x/2023-budget.md",
            "2023年收入预算表\n单位：万元\n| 项目 | 金额 |\n| --- | --- |\n| =HYPERLINK(1) | 5.00 |\n| +cmd | 5.00 |\n\
             | @SUM(1) | -5.00 |\n| 合计 | 5.00 |\n",
        )],
        nowhere: &[
            "\n=HYPERLINK",
            "\"=HYPERLINK",
            ",=HYPERLINK",
            ",+cmd",
            "\n+cmd",
            ",@SUM",
            "\n@SUM",
            "'-5.00",
        ],
        files_of: &[".csv"],
        said: &[],
    },
    Attack {
        name: "control characters and marks of direction in front matter, entities and settings",
        files: &[
            ("site.toml", "title = \"一\\u0007二\\u202E三\"\nbase_url = 'https://example.org/'"),
            (
                "content/x/2023-budget.md",
                "+++\ntitle = \"一\\u0007二\\u202e三\"\nnote = \"\\u001b[31m\"\n+++\n2023年预算\n\n一&#7;二&#x202e;三\u{202e}\n",
            ),
            ("content/x/body.toml", "name = \"某\\u202E局\\u0000\""),
        ],
        nowhere: &["\u{7}", "\u{202e}", "\u{1b}", "\0\0\0某"],
        files_of: &[],
        said: &[],
    },
    Attack {
        name: "commands for the log of a CI run in keys and names",
        files: &[("content/x/2023-budget.md", "+++\n\"a\\n::error::b\" = 1\n+++\n2023年预算\n")],
        nowhere: &["\n::error"],
        files_of: &["what is said"],
        said: &["bad-front-matter"],
    },
    Attack {
        name: "marks of direction and commands in names of files and bodies",
        files: &[
            ("content/x/2023-budget/一\u{202e}二\n::error::三.md", "2023年预算\n\n概况\n"),
            ("content/x/\u{202e}2024-budget.md", TABLE),
            ("content/y\u{202e}\n::error::/2023-budget.md", TABLE),
            ("static/z\u{202e}\n::error::.txt", "x"),
        ],
        nowhere: &["\u{202e}", "\n::error"],
        files_of: &["what is said", ".html", ".json", ".xml"],
        said: &[],
    },
    Attack {
        name: "markup in titles, cells and settings",
        files: &[
            (
                "content/x/2023-budget.md",
                "2023年<script>alert(1)</script>预算\n\n| 项目 | 金额 |\n| --- | --- |\n| <img src=x onerror=alert(1)> | 5 |\n",
            ),
            (
                "content/x/body.toml",
                "name = '</script><script>alert(1)</script>'\nofficial_url = 'javascript:alert(1)'",
            ),
        ],
        nowhere: &["<script>alert", "<img src=x", "href=\"javascript:"],
        files_of: &[".html"],
        said: &[],
    },
    Attack {
        name: "a body that stands for a device on some systems",
        files: &[("content/con/2023-budget.md", TABLE)],
        nowhere: &["程序的错误"],
        files_of: &[],
        said: &["unsafe-name", "con 在有的系统上不能作文件夹名"],
    },
    Attack {
        name: "bodies and part files that stand for devices",
        files: &[
            ("content/aux/2023-budget.md", TABLE),
            ("content/COM1/2023-budget.md", TABLE),
            ("content/x/2023-budget/lpt1.md", TABLE),
        ],
        nowhere: &["程序的错误"],
        files_of: &[],
        said: &["aux 在有的系统上不能作文件夹名", "COM1"],
    },
    Attack {
        name: "a static file that stands for a device on some systems",
        files: &[("static/nul.txt", "x")],
        nowhere: &["程序的错误"],
        files_of: &[],
        said: &["“nul."],
    },
    Attack {
        name: "a static file where a page stands",
        files: &[("static/a/index.html", "x")],
        nowhere: &["程序的错误"],
        files_of: &[],
        said: &[],
    },
    Attack {
        name: "redirects that lead in a circle",
        files: &[(
            "site.toml",
            "[[redirect]]\nfrom = 'p/'\nto = 'q/'\n[[redirect]]\nfrom = 'q/'\nto = 'p/'\n",
        )],
        nowhere: &["程序的错误"],
        files_of: &[],
        said: &["那里没有"],
    },
];

fn spelled(text: &str) -> String {
    text.replace("{M}", &format!("138{}", "00001111")).replace("{I}", &format!("110101{}", "199003071234"))
}

/// All that a site holds and a run said: names of files, what is in them, the words.
fn everything(root: &Path, said: &str) -> Vec<(String, String)> {
    let mut all = vec![("what is said".to_owned(), said.to_owned())];
    if root.join("public").exists() {
        let files = tree::unpacked_files(&root.join("public"));
        all.extend(
            files
                .into_iter()
                .map(|(name, bytes)| (name.clone(), format!("{name}\n{}", String::from_utf8_lossy(&bytes)))),
        );
    }
    all
}

/// Whether an attack is looked for in a file: one of text, as packed ones hold any bytes.
fn is_looked_through(attack: &Attack, name: &str) -> bool {
    let of = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    !of(&[".zip", ".xlsx", ".png"]) && (attack.files_of.is_empty() || of(attack.files_of))
}

#[test]
fn no_attack_succeeds() {
    let mut failed = Vec::new();
    for attack in ATTACKS {
        let site = Site::empty();
        site.put("content/sound/2023-budget.md", TABLE);
        for (name, text) in attack.files {
            site.put(&spelled(name), &spelled(text));
        }
        let (code, said) = site.run("--color never");
        if !matches!(code, Some(0..=2)) {
            failed.push(format!("{}: ended with {code:?}", attack.name));
        }
        for words in attack.said.iter().filter(|words| !said.contains(**words)) {
            failed.push(format!("{}: “{words}” is not said:\n{said}", attack.name));
        }
        for (name, text) in
            everything(site.root.path(), &said).iter().filter(|(name, _)| is_looked_through(attack, name))
        {
            for words in
                attack.nowhere.iter().map(|words| spelled(words)).filter(|words| text.contains(words))
            {
                failed.push(format!("{}: {words:?} is in {name}", attack.name));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Every page obeys the policy that keeps what gets into it from running: no script but the
/// site's own files.
#[test]
fn every_page_lets_only_the_sites_own_scripts_run() {
    let site = Site::empty();
    site.put("site.toml", "archive = true");
    site.put("content/a/2023-budget.md", TABLE);
    site.put("content/a/2024-budget.md", &TABLE.replace("2023", "2024"));
    let (code, said) = site.run("--color never");
    assert!(code.is_some_and(|code| code < 2), "{said}");
    let mut pages = 0;
    for (name, text) in everything(site.root.path(), &said) {
        if !name.ends_with(".html") {
            continue;
        }
        pages += 1;
        assert!(
            text.contains("http-equiv=\"Content-Security-Policy\" content=\"script-src 'self'"),
            "{name}"
        );
        let scripts = text.match_indices("<script").map(|(at, _)| &text[at..]);
        for script in scripts.map(|script| &script[..script.find('>').unwrap()]) {
            assert!(script.contains(" src=") || script.contains("application/ld+json"), "{name}: {script}");
        }
        for handler in [" onclick=", " onload=", " onerror=", "javascript:"] {
            assert!(!text.contains(handler), "{name}: {handler}");
        }
    }
    assert!(pages > 20, "{pages} pages, those in zip files too");
}

/// What links lead to outside of the site, what never ends, and what is too large.
#[cfg(unix)]
#[test]
fn nothing_outside_is_read_and_nothing_waited_for() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret.txt");
    std::fs::write(&secret, "geheim-4711\n合计 5.00\n").unwrap();
    for link in [
        "static/e.txt",
        "templates/base.html",
        "site.toml",
        "content/sound/body.toml",
        "content/sound/2024-budget.md",
        "content/sound/2023-budget.corrections.toml",
        "permalinks",
    ] {
        let site = Site::empty();
        site.put("content/sound/2023-budget.md", TABLE);
        let path = site.root.path().join(link);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        symlink(&secret, &path).unwrap();
        let (code, said) = site.run("--color never");
        assert!(code.is_some_and(|code| code <= 2), "{link}");
        for (name, text) in everything(site.root.path(), &said) {
            assert!(!text.contains("geheim-4711"), "{link} is in {name}");
        }
        std::fs::remove_file(&path).unwrap();
        nix::unistd::mkfifo(&path, nix::sys::stat::Mode::S_IRWXU).unwrap();
        let (code, said) = site.run("--color never");
        assert!(code.is_some_and(|code| code <= 2) && !said.contains("程序的错误"), "{link}: {said}");
    }
    for large in ["site.toml", "content/sound/body.toml", "templates/base.html"] {
        let site = Site::empty();
        site.put("content/sound/2023-budget.md", TABLE);
        site.put(large, "");
        let file = std::fs::File::options().write(true).open(site.root.path().join(large)).unwrap();
        file.set_len(1 << 34).unwrap();
        let (_, said) = site.run("--color never");
        assert!(said.contains("MiB"), "{large}: {said}");
    }
}
