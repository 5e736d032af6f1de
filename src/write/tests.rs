use super::*;
use tempfile::TempDir;

/// A working folder with an empty `content` in it.
fn site() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("content")).unwrap();
    root
}

fn begin(root: &TempDir, output: &str) -> Result<Output, WriteError> {
    Output::begin(&root.path().join(output), &root.path().join("content"), false)
}

fn build(root: &TempDir, page: &str) -> Result<(), WriteError> {
    let output = begin(root, "public")?;
    output.write(&Artifact::page("a/", page.to_owned()))?;
    output.publish()
}

/// Everything in the working folder, hidden or not.
fn listing(root: &TempDir) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(root.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn the_new_site_replaces_the_old_whole() {
    let root = site();
    build(&root, "旧").unwrap();
    fs::write(root.path().join("public/stale.html"), "x").unwrap();
    build(&root, "新").unwrap();
    assert_eq!(fs::read_to_string(root.path().join("public/a/index.html")).unwrap(), "新");
    assert!(!root.path().join("public/stale.html").exists());
    assert_eq!(listing(&root), ["content", "public"]);
}

#[test]
fn what_is_not_published_leaves_no_trace() {
    let root = site();
    build(&root, "旧").unwrap();
    let output = begin(&root, "public").unwrap();
    output.write(&Artifact::page("a/", "新".to_owned())).unwrap();
    drop(output);
    assert_eq!(fs::read_to_string(root.path().join("public/a/index.html")).unwrap(), "旧");
    assert_eq!(listing(&root), ["content", "public"]);
}

#[test]
fn a_folder_of_others_is_refused_and_an_empty_one_taken() {
    let root = site();
    fs::create_dir(root.path().join("public")).unwrap();
    build(&root, "新").unwrap();
    fs::create_dir(root.path().join("mine")).unwrap();
    fs::write(root.path().join("mine/letter.txt"), "x").unwrap();
    assert!(matches!(begin(&root, "mine"), Err(WriteError::Foreign(_))));
    assert!(matches!(begin(&root, "mine/letter.txt"), Err(WriteError::IsAFile(_))));
    fs::create_dir(root.path().join("public/.git")).unwrap();
    assert!(matches!(begin(&root, "public"), Err(WriteError::Checkout(_))));
}

#[test]
fn output_and_content_must_be_apart() {
    let root = site();
    for output in ["content", "content/public", "", "public/../content/x", "content/../content/a/b"] {
        assert!(matches!(begin(&root, output), Err(WriteError::Overlaps { .. })), "{output}");
    }
    assert!(begin(&root, "content-public").is_ok());
    assert!(begin(&root, "deep/er/public").is_ok());
}

#[test]
fn paths_stay_inside_and_apart() {
    let root = site();
    let output = begin(&root, "public").unwrap();
    for path in ["../x", "/x", "a/../../x", "", "a//b", "a\\b", "a/"] {
        let written = output.write(&Artifact::new(path, "x"));
        assert!(matches!(written, Err(WriteError::Escapes(_))), "{path}");
    }
    for path in ["C:x", "con/index.html", "a/NUL.txt", "a/aux", "com1/b", "a/b?", "a./b", "a/\u{202e}b"] {
        let written = output.write(&Artifact::new(path, "x"));
        let error = written.expect_err(path);
        assert!(
            matches!(error, WriteError::Unportable { .. }) && !error.to_string().contains("程序的错误"),
            "{path}"
        );
    }
    output.write(&Artifact::new("a/com10.html", "x")).unwrap();
    output.write(&Artifact::new("a/B.html", "x")).unwrap();
    assert!(matches!(output.write(&Artifact::new("a/b.html", "x")), Err(WriteError::Twice(_))));
    assert!(matches!(output.write(&Artifact::new(MARKER, "x")), Err(WriteError::Twice(_))));
    assert!(matches!(output.write(&Artifact::new("a/B.html/c", "x")), Err(WriteError::Disk { .. })));
}

#[test]
fn a_site_is_changed_where_it_stands() {
    let root = site();
    let (site, stored) = (root.path().join("public"), root.path().join("stored"));
    fs::write(&stored, "同").unwrap();
    let same = Stored::of("same/index.html".to_owned(), stored).unwrap();
    let renew = |pages: &[(&str, &str)]| {
        let output = Output::begin(&site, &root.path().join("content"), true).unwrap();
        output.reuse(&same).unwrap();
        for (folder, page) in pages {
            output.write(&Artifact::page(folder, (*page).to_owned())).unwrap();
        }
        output
    };
    renew(&[("a/b/c/", "一"), ("d/", "二")]).publish().unwrap();
    drop(renew(&[("d/", "三")]));
    assert_eq!(
        fs::read_to_string(site.join("d/index.html")).unwrap(),
        "二",
        "what is dropped changes nothing"
    );
    renew(&[("d/", "三"), ("a/e/", "四")]).publish().unwrap();
    let read = |name: &str| fs::read_to_string(site.join(name)).unwrap();
    assert_eq!(["d/index.html", "a/e/index.html", "same/index.html"].map(read), ["三", "四", "同"]);
    assert!(!site.join("a/b").exists());
    assert_eq!(listing(&root), ["content", "public", "stored"]);
}
