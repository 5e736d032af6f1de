use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::*;

fn keep(folder: &Path, task: &'static str, program: &str) -> Keep {
    Keep { folder: folder.to_owned(), task, program: blake3::hash(program.as_bytes()) }
}

/// A site's file, and a cache beside it.
fn place() -> (TempDir, PathBuf, PathBuf) {
    let root = tempfile::tempdir().unwrap();
    let (file, folder) = (root.path().join("page"), root.path().join("cache"));
    fs::write(&file, "<p>").unwrap();
    (root, file, folder)
}

fn open(folder: &Path) -> Cache {
    keep(folder, "build", "1").open(&"").unwrap()
}

fn put(folder: &Path, file: &Path, part: &str) {
    let cache = open(folder);
    let key = cache.key("page", &part).unwrap();
    cache.put(&key, &format!("of {part}"), std::iter::once(("a/".to_owned(), file.to_owned())));
}

fn got(cache: &Cache, part: &str) -> Option<String> {
    let entry = cache.get::<String>(&cache.key("page", &part)?)?;
    let page = fs::read_to_string(&entry.files[0].at).unwrap();
    assert_eq!((entry.files[0].path.as_str(), page.as_str()), ("a/", "<p>"));
    Some(entry.value)
}

#[test]
fn what_is_kept_comes_back_to_the_same_program_alone() {
    let (_root, file, folder) = place();
    put(&folder, &file, "x");
    assert_eq!(got(&open(&folder), "x").as_deref(), Some("of x"));
    assert_eq!(got(&open(&folder), "y"), None);
    let other = keep(&folder, "build", "2").open(&"").unwrap();
    assert_eq!(got(&other, "x"), None);
    assert_eq!(got(&Cache::default(), "x"), None);
}

#[test]
fn what_a_run_does_not_use_is_dropped() {
    let (_root, file, folder) = place();
    ["x", "y"].iter().for_each(|part| put(&folder, &file, part));
    fs::write(folder.join("build/entries/left"), "").unwrap();
    fs::create_dir(folder.join("build/files/left")).unwrap();
    let cache = open(&folder);
    assert!(got(&cache, "x").is_some());
    cache.close();
    let cache = open(&folder);
    assert_eq!((got(&cache, "x").is_some(), got(&cache, "y")), (true, None));
    for part in ["entries", "files"] {
        assert_eq!(fs::read_dir(folder.join("build").join(part)).unwrap().count(), 1, "{part}");
    }
}

#[test]
fn a_second_run_goes_without() {
    let (_root, file, folder) = place();
    put(&folder, &file, "x");
    let first = open(&folder);
    let second = open(&folder);
    assert!(second.key("page", &"x").is_none());
    assert!(got(&first, "x").is_some());
    assert!(keep(&folder, "serve", "1").open(&"").unwrap().key("page", &"x").is_some());
    drop(first);
    assert!(got(&open(&folder), "x").is_some());
}

#[test]
fn what_is_damaged_or_was_touched_is_no_entry() {
    let entry = |folder: &Path| {
        folder.join("build/entries").join(open(folder).key("page", &"x").unwrap().to_string())
    };
    let kept =
        |folder: &Path| folder.join("build/files").join(open(folder).key("page", &"x").unwrap().to_string());
    type Damage<'a> = &'a dyn Fn(&Path);
    let damages: [(&str, Damage<'_>); 7] = [
        ("cut off", &|folder| {
            let bytes = fs::read(entry(folder)).unwrap();
            fs::write(entry(folder), &bytes[..bytes.len() - 1]).unwrap();
        }),
        ("empty", &|folder| fs::write(entry(folder), "").unwrap()),
        ("one bit", &|folder| {
            let mut bytes = fs::read(entry(folder)).unwrap();
            *bytes.last_mut().unwrap() ^= 1;
            fs::write(entry(folder), bytes).unwrap();
        }),
        ("a folder", &|folder| {
            fs::remove_file(entry(folder)).unwrap();
            fs::create_dir(entry(folder)).unwrap();
        }),
        ("a file of other length", &|folder| fs::write(kept(folder).join("0"), "<p></p>").unwrap()),
        ("a file that was written again", &|folder| {
            let file = fs::File::options().write(true).open(kept(folder).join("0")).unwrap();
            file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
        }),
        ("no file", &|folder| fs::remove_dir_all(kept(folder)).unwrap()),
    ];
    for (name, damage) in damages {
        let (_root, file, folder) = place();
        put(&folder, &file, "x");
        damage(&folder);
        assert_eq!(got(&open(&folder), "x"), None, "{name}");
        fs::write(&file, "<p>").unwrap();
        put(&folder, &file, "x");
        assert!(got(&open(&folder), "x").is_some(), "{name}: it is made again");
    }
}

#[test]
fn a_folder_of_somebody_else_is_left_alone() {
    let (root, file, _) = place();
    assert!(keep(root.path(), "build", "1").open(&"").is_err());
    assert!(keep(&file, "build", "1").open(&"").is_err());
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
}

/// Copies what is kept, as a program does that keeps no times.
fn carry(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            carry(&path, &to);
        } else {
            fs::write(&to, fs::read(&path).unwrap()).unwrap();
            let file = fs::File::options().write(true).open(&to).unwrap();
            file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
        }
    }
}

#[test]
fn what_was_carried_is_known_by_its_bytes_and_only_read() {
    let (root, file, _) = place();
    let folder = |name: &str| root.path().join(name);
    for name in ["x", "y"] {
        let cache = keep(&folder(name), "part", "1").open_to_carry(&"").unwrap().unwrap();
        let key = cache.key("page", &name).unwrap();
        cache.put(&key, &format!("of {name}"), std::iter::once(("a/".to_owned(), file.clone())));
        assert!(cache.has_used(&key));
        let own = [keep(&folder(name), "part", "1")];
        assert_eq!(Keep::open_carried(&own).err(), Some(0), "a run works in it");
        cache.close();
        carry(&folder(name), &folder(&format!("carried {name}")));
    }
    let carried = ["x", "y"].map(|name| keep(&folder(&format!("carried {name}")), "part", "1"));
    let all = Keep::open_carried(&carried).unwrap();
    assert_eq!((got(&all, "x").as_deref(), got(&all, "y").as_deref()), (Some("of x"), Some("of y")));
    let new = all.key("page", &"z").unwrap();
    all.put(&new, &"of z".to_owned(), std::iter::empty());
    assert!(!all.has_used(&new));
    all.close();
    let key = open(&folder("z")).key("page", &"x").unwrap();
    fs::write(folder("carried x/part/files").join(key.to_string()).join("0"), "<b>").unwrap();
    let all = Keep::open_carried(&carried).unwrap();
    assert_eq!((got(&all, "x"), got(&all, "y").is_some()), (None, true), "another file of that length");
    assert_eq!(Keep::open_carried(&[keep(&folder("none"), "part", "1")]).err(), Some(0));
}
