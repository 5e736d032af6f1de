//! A build that uses what builds before have made gives the same site, says the same and
//! keeps the same addresses as one that makes everything anew, whatever happens to texts,
//! settings, templates and to what is kept; so does one that changes a site in place.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use mingzhang::cache::Keep;
use mingzhang::config::Settings;
use mingzhang::pipeline::{self, Build, Lock, Report, RunOutcome, Theme, Work};
use proptest::prelude::*;
use proptest::sample::Index;
use tempfile::TempDir;

use common::site::TABLE;
use common::tree;

const SLUGS: [&str; 3] = ["a", "b", "c"];
const NAMES: [&str; 4] = ["2022-budget.md", "2023-budget.md", "2023-budget.txt", "2023-final.md"];

/// What happens between two builds.
#[derive(Debug, Clone)]
enum Event {
    /// A text is there, with this amount.
    Write(Index, Index, u8),
    /// It cannot be decoded, or is blank.
    Break(Index, Index, bool),
    Delete(Index, Index),
    /// A body is called something, perhaps what another is called.
    Name(Index, u8),
    Rename(Index, Index),
    /// A correction of a text, or what is none.
    Correct(Index, bool),
    Title(u8),
    BaseUrl(bool),
    Redact(u8),
    Template(u8),
    /// Addresses are kept from now on, and grow with each site.
    Lock,
    /// Something that is kept is cut off, written over or removed.
    Damage(Index, u8),
}

fn event() -> impl Strategy<Value = Event> {
    let at = any::<Index>;
    prop_oneof![
        6 => (at(), at(), 0..4_u8).prop_map(|(body, name, amount)| Event::Write(body, name, amount)),
        1 => (at(), at(), any::<bool>()).prop_map(|(body, name, blank)| Event::Break(body, name, blank)),
        2 => (at(), at()).prop_map(|(body, name)| Event::Delete(body, name)),
        2 => (at(), 0..3_u8).prop_map(|(body, name)| Event::Name(body, name)),
        1 => (at(), at()).prop_map(|(from, to)| Event::Rename(from, to)),
        1 => (at(), any::<bool>()).prop_map(|(body, good)| Event::Correct(body, good)),
        1 => (0..3_u8).prop_map(Event::Title),
        1 => any::<bool>().prop_map(Event::BaseUrl),
        1 => (0..2_u8).prop_map(Event::Redact),
        1 => (0..3_u8).prop_map(Event::Template),
        1 => Just(Event::Lock),
        2 => (at(), 0..3_u8).prop_map(|(file, how)| Event::Damage(file, how)),
    ]
}

/// A site in the making.
struct World {
    root: TempDir,
    keeps: [Keep; 2],
    settings: Settings,
    templates: Vec<(String, String)>,
    lock: Lock,
    locked: bool,
}

impl World {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let keeps = ["build", "serve"].map(|task| Keep::at(root.path().join("cache"), task).unwrap());
        let (settings, lock) = (Settings::default(), Lock::default());
        let world = Self { root, keeps, settings, templates: Vec::new(), lock, locked: false };
        for slug in SLUGS {
            world.put(&format!("content/{slug}/2023-budget.md"), TABLE);
        }
        world
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), bytes).unwrap();
    }

    fn happens(&mut self, event: &Event) {
        let text = |body: &Index, name: &Index| format!("content/{}/{}", body.get(&SLUGS), name.get(&NAMES));
        match event {
            Event::Write(body, name, amount) => {
                self.put(&text(body, name), TABLE.replace("9784.70", &format!("{amount}784.70")));
            }
            Event::Break(body, name, blank) => {
                self.put(&text(body, name), if *blank { &b"  \n"[..] } else { b"\xff\xfe\x00x" });
            }
            Event::Delete(body, name) => drop(fs::remove_file(self.path(&text(body, name)))),
            Event::Name(body, name) => {
                let name =
                    ["", "name = \"甲局\"\n", "name = \"乙局\"\nregion = \"丙省\"\n"][usize::from(*name)];
                self.put(&format!("content/{}/body.toml", body.get(&SLUGS)), name);
            }
            Event::Rename(from, to) => {
                let path = |slug: &Index| self.path(&format!("content/{}", slug.get(&SLUGS)));
                let _ = fs::rename(path(from), path(to));
            }
            Event::Correct(body, good) => {
                let block = "[[cell]]\ntable = \"balance\"\nrow = \"total\"\ncolumn = \"income\"\nis = \"1\"\n\
                    printed = \"2\"\nwhy = \"x\"\nby = \"y\"\ndate = \"2024-01-01\"\nevidence = \"z\"\n";
                let name = format!("content/{}/2023-budget.corrections.toml", body.get(&SLUGS));
                self.put(&name, if *good { block } else { "x" });
            }
            Event::Title(title) => self.settings.title = format!("明账{title}"),
            Event::BaseUrl(there) => {
                self.settings.base_url = there.then(|| "https://example.org/r/".to_owned());
            }
            Event::Redact(0) => self.settings.privacy.redact.clear(),
            Event::Redact(_) => self.settings.privacy.redact = vec!["公共安全".to_owned()],
            Event::Template(0) => self.templates.clear(),
            Event::Template(how) => {
                let text = format!("<p id=\"own-{how}\">{{{{ page.title }}}}</p>");
                self.templates = vec![("glance.html".to_owned(), text)];
            }
            Event::Lock => self.locked = true,
            Event::Damage(file, how) => self.damage(file, *how),
        }
    }

    fn damage(&self, file: &Index, how: u8) {
        let kept = self.path("cache");
        let files = if kept.exists() { tree::files(&kept) } else { Vec::new() };
        let inside = |path: &Path| {
            path.components().any(|part| ["entries", "files"].iter().any(|name| part.as_os_str() == *name))
        };
        let files: Vec<PathBuf> = files.into_iter().filter(|path| inside(path)).collect();
        if files.is_empty() {
            return;
        }
        let file = file.get(&files);
        let bytes = fs::read(file).unwrap();
        match how {
            0 => fs::write(file, &bytes[..bytes.len() / 2]).unwrap(),
            1 => fs::write(file, "别的").unwrap(),
            _ => fs::remove_file(file).unwrap(),
        }
    }

    /// Builds, and what stands there afterwards.
    fn build(
        &self,
        output: &str,
        cache: Option<&Keep>,
        in_place: bool,
    ) -> (Report, BTreeMap<String, Vec<u8>>) {
        let theme = Theme::load(&self.templates, &[]).unwrap();
        let build = Build {
            content: &self.path("content"),
            output: &self.path(output),
            settings: &self.settings,
            theme: &theme,
            strict: false,
            lock: &self.lock,
            findings: true,
            locked: false,
            in_place,
            cache,
            painter: None,
        };
        let report = pipeline::build(&build, Work { jobs: 2, progress: &() }).unwrap();
        let root = self.path(output);
        let files = if root.exists() { tree::files(&root) } else { Vec::new() };
        let read = |path: &PathBuf| {
            let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
            (name, fs::read(path).unwrap())
        };
        (report, files.iter().map(read).collect())
    }

    /// All three ways come to the same.
    fn compare(&mut self) -> Result<(), TestCaseError> {
        let (report, clean) = self.build("clean", None, false);
        for (keep, task, in_place) in [(&self.keeps[0], "build", false), (&self.keeps[1], "serve", true)] {
            let (again, site) = self.build(task, Some(keep), in_place);
            prop_assert_eq!(&again, &report, "{}", task);
            let names = |site: &BTreeMap<String, Vec<u8>>| site.keys().cloned().collect::<Vec<_>>();
            prop_assert_eq!(names(&site), names(&clean), "{}", task);
            let changed = site.iter().find(|(name, bytes)| clean[*name] != **bytes);
            prop_assert!(changed.is_none(), "{} differs in {}", task, changed.unwrap().0);
        }
        if self.locked && report.fate == RunOutcome::Published {
            self.lock = report.addresses.lock;
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5, failure_persistence: None, max_shrink_iters: 20, ..ProptestConfig::default() })]

    #[test]
    fn a_build_with_a_cache_is_the_same_as_one_without(events in prop::collection::vec(event(), 1..6)) {
        let mut world = World::new();
        world.compare()?;
        for event in &events {
            world.happens(event);
            world.compare()?;
        }
    }
}

#[cfg(unix)]
#[test]
fn what_did_not_change_is_the_same_file_as_before() {
    use std::os::unix::fs::MetadataExt;
    let world = World::new();
    let file = |slug: &str| {
        fs::metadata(world.path(&format!("public/{slug}/2023-budget/index.html"))).unwrap().ino()
    };
    world.build("public", Some(&world.keeps[0]), false);
    let before = SLUGS.map(file);
    world.put("content/b/2023-budget.md", TABLE.replace("9784", "1784"));
    world.build("public", Some(&world.keeps[0]), false);
    let after = SLUGS.map(file);
    assert_eq!((after[0], after[2]), (before[0], before[2]));
    assert_ne!(after[1], before[1]);
}

#[test]
fn what_no_build_uses_any_more_is_not_kept() {
    let world = World::new();
    world.build("public", Some(&world.keeps[0]), false);
    world.put("content/b/2023-budget.md", TABLE.replace("9784", "1784"));
    world.build("public", Some(&world.keeps[0]), false);
    let entries = fs::read_dir(world.path("cache/build/files")).unwrap().count();
    assert_eq!(entries, SLUGS.len());
}
