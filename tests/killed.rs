//! A build that is killed at any moment: what stands is the old site or the new one,
//! whole, and the next run leaves nothing else. `MINGZHANG_KILLS` says how often.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![allow(clippy::disallowed_types, reason = "how long a build takes says when to kill the next")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const TABLE: &str =
    "2023年收入预算表\n单位：万元\n| 项目 | 金额 |\n| --- | --- |\n| 一般公共预算拨款 | A |\n| 合计 | A |\n";

fn build(root: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingzhang"));
    let command = command.current_dir(root).args(["build", "--quiet"]);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// The files of a site with what they hold.
fn site(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder_now) = open.pop() {
        for entry in fs::read_dir(folder_now).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => open.push(path),
                false => {
                    let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                    drop(found.insert(name, fs::read(&path).unwrap()));
                }
            }
        }
    }
    found
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Moments that come out the same each time, spread over the whole.
fn moment(at: u32, whole: Duration) -> Duration {
    let spread = at.wrapping_mul(2_654_435_769) % 1_000;
    whole * spread / 900
}

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    let kills = std::env::var("MINGZHANG_KILLS").map_or(12, |kills| kills.parse().unwrap());
    let root = tempfile::tempdir().unwrap();
    let (content, public) = (root.path().join("content/a"), root.path().join("public"));
    fs::create_dir_all(&content).unwrap();
    let write = |amount: &str| fs::write(content.join("2023-budget.md"), TABLE.replace('A', amount)).unwrap();
    let whole = |amount: &str| {
        write(amount);
        let began = Instant::now();
        assert!(build(root.path()).wait().unwrap().code().is_some_and(|code| code < 2));
        (site(&public), began.elapsed())
    };
    let (old, _) = whole("5.00");
    let (new, took) = whole("7.00");
    assert_ne!(old, new);
    let mut ended = [0, 0];
    for at in 0..kills {
        // Alternately one site stands and the other is being built.
        write(if at % 2 == 0 { "5.00" } else { "7.00" });
        let mut child = build(root.path());
        std::thread::sleep(moment(at, took));
        let _ = child.kill();
        child.wait().unwrap();
        if public.exists() {
            let now = site(&public);
            assert!(now == old || now == new, "half a site after {at}");
            ended[usize::from(now == new)] += 1;
        }
        // With an exchange there is always a site; without one the next run brings it back.
        assert!(
            public.exists() || cfg!(not(any(target_os = "linux", target_os = "macos"))),
            "no site after {at}"
        );
    }
    let (last, _) = whole("5.00");
    assert_eq!(last, old);
    assert_eq!(names(root.path()), [".mingzhang-cache", "content", "public"]);
    println!("{kills} kills: {} times one site, {} times the other", ended[0], ended[1]);
}
