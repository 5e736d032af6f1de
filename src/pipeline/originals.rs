//! Originals become text, where the program was built to read them; where texts are put.

use std::collections::BTreeMap;
use std::path::Path;

use crate::address;
use crate::artifact::Artifact;
use crate::catalogue::Catalogue;
use crate::config::{Originals, Settings, file};
use crate::diagnostic::{Diagnostic, codes};
use crate::discover::{self, Candidate, is_slug};
use crate::model::Disclosure;

#[cfg(feature = "import")]
pub use importing::{Imported, import};

/// The text of an original, and what there is to say of it.
#[cfg(feature = "import")]
pub(super) fn text(name: &str, bytes: Vec<u8>) -> Result<(String, Vec<Diagnostic>), Vec<Diagnostic>> {
    let document = crate::import::read(name, bytes)?;
    let doubt = |doubt: &String| {
        let said = Diagnostic::new(codes::DOUBTFUL_ORIGINAL, doubt.as_str()).in_path(name);
        said.hint("请对照原件；要改时用 mingzhang import 存成文字。")
    };
    let doubts = document.doubts.iter().map(doubt).collect();
    Ok((crate::import::write(&document).text, doubts))
}

/// Says that the program was built without.
#[cfg(not(feature = "import"))]
pub(super) fn text(name: &str, _: Vec<u8>) -> Result<(String, Vec<Diagnostic>), Vec<Diagnostic>> {
    let unread = Diagnostic::new(codes::UNREAD_FILE, "这个程序没有编入读原件的功能，这一份没有发布");
    let unread = unread.in_path(name);
    Err(vec![unread.hint("用默认功能重新编译（不加 --no-default-features），或者放一份同名的 .md 或 .txt。")])
}

/// The originals of a disclosure that go on the site, each by the name of the file that was
/// read of it.
pub(super) fn published(
    candidate: &Candidate,
    disclosure: &Disclosure,
    settings: &Settings,
    catalogue: &Catalogue,
) -> Vec<(String, Artifact)> {
    if settings.originals == Originals::None {
        return Vec::new();
    }
    let files = disclosure.source.files();
    let original = |read: &str| {
        let bytes = file::bytes(candidate.originals.get(read)?, file::LARGE).ok()?;
        let wanted = settings.originals == Originals::All || is_clean(&bytes, settings, catalogue);
        let path = address::original(&disclosure.id, (files.len() > 1).then(|| part(read)).as_deref());
        wanted.then(|| (read.to_owned(), Artifact::new(path, bytes)))
    };
    files.iter().filter_map(|file| original(file.name())).collect()
}

/// What tells one of several originals from the others in its address.
fn part(name: &str) -> String {
    let stem = name.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or(name, |(stem, _)| stem);
    if is_slug(stem) { stem.to_owned() } else { short_mark(stem) }
}

/// Whether nothing personal was found in a PDF, and it does not say who wrote it.
#[cfg(feature = "import")]
fn is_clean(pdf: &[u8], settings: &Settings, catalogue: &Catalogue) -> bool {
    let text = text("original.pdf", pdf.to_vec());
    let clean = |text: &str| !crate::read::has_personal_data(text, catalogue, &settings.privacy);
    !crate::import::names_author(pdf) && text.is_ok_and(|(text, _)| clean(&text))
}

/// Nobody can say so.
#[cfg(not(feature = "import"))]
fn is_clean(_: &[u8], _: &Settings, _: &Catalogue) -> bool {
    false
}

/// The folders of the bodies in a content folder, by the names that their settings give them.
pub fn bodies(content: &Path) -> BTreeMap<String, String> {
    let found = discover::content(content).unwrap_or_default();
    found.bodies.into_iter().filter_map(|body| Some((body.settings.name?, body.slug))).collect()
}

/// A few characters that stand for a name in addresses.
pub fn short_mark(name: &str) -> String {
    blake3::hash(name.as_bytes()).to_hex().chars().take(8).collect()
}

#[cfg(feature = "import")]
mod importing {
    use crate::catalogue::Catalogue;
    use crate::diagnostic::Diagnostic;
    use crate::discover;
    use crate::read::{self, Named};

    /// What importing made of an original.
    #[derive(Debug)]
    pub struct Imported {
        pub text: String,
        pub named: Named,
        /// 0 where the format has none.
        pub pages: usize,
        pub tables: usize,
        pub doubts: Vec<String>,
    }

    /// Makes text of an original and reads what names it.
    ///
    /// # Errors
    /// What keeps it from being read whole.
    pub fn import(name: &str, bytes: Vec<u8>) -> Result<Imported, Vec<Diagnostic>> {
        let document = crate::import::read(name, bytes)?;
        // As a build reads it.
        let (text, _) = discover::shown(crate::import::write(&document).text);
        let named = read::named(vec![(name.to_owned(), text.clone())], Catalogue::get());
        let (pages, tables) = (document.numbered_pages(), document.tables());
        Ok(Imported { text, named, pages, tables, doubts: document.doubts })
    }
}
