//! Originals become text, where the program was built to read them; where texts are put.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::address;
use crate::artifact::Artifact;
use crate::catalogue::Catalogue;
use crate::config::{Originals, Privacy, Settings, file};
use crate::diagnostic::{Diagnostic, codes};
use crate::discover::{self, Candidate, Loaded, is_slug};
use crate::model::Disclosure;
use crate::page::Original;

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

/// The originals of a disclosure that are to be on the site.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    /// Each by the name of the file that is read of it.
    pub files: BTreeMap<String, PathBuf>,
    /// What there is to say of others.
    pub said: Vec<Diagnostic>,
}

impl Chosen {
    /// Chooses as the settings say.
    pub fn of(candidate: &Candidate, loaded: &Loaded, settings: &Settings, catalogue: &Catalogue) -> Self {
        let mut chosen = Self::default();
        for (read, pdf) in &candidate.originals {
            let why_not = match settings.originals {
                Originals::None => continue,
                Originals::All => None,
                Originals::Clean => unclean(pdf, loaded, &settings.privacy, catalogue),
            };
            match why_not {
                None => drop(chosen.files.insert(read.clone(), pdf.clone())),
                Some(why) => chosen.said.push(left_out(read, why)),
            }
        }
        chosen
    }

    /// Makes the files one after the other, and gives each by the name of the file that was
    /// read of it. What cannot be read any more is left out.
    ///
    /// # Errors
    /// Those of `put`.
    pub fn publish<E>(
        &self,
        disclosure: &Disclosure,
        put: &mut dyn FnMut(&Artifact) -> Result<(), E>,
    ) -> Result<BTreeMap<String, Original>, E> {
        let several = disclosure.source.files().len() > 1;
        let mut by_path: BTreeMap<&Path, Original> = BTreeMap::new();
        let mut published = BTreeMap::new();
        for (read, pdf) in &self.files {
            if !by_path.contains_key(pdf.as_path()) {
                let Ok(bytes) = file::bytes(pdf, file::LARGE) else { continue };
                let address = |name: &str| address::original(&disclosure.id, several.then_some(name));
                let taken = |path: &String| by_path.values().any(|other| other.path == *path);
                let name = read.rsplit('/').next().unwrap_or(read);
                let own = Some(address(&part(name))).filter(|path| !taken(path));
                let file = Artifact::new(own.unwrap_or_else(|| address(&short_mark(name))), bytes);
                put(&file)?;
                by_path.insert(pdf, Original::of(&file));
            }
            published.extend(by_path.get(pdf.as_path()).map(|original| (read.clone(), original.clone())));
        }
        Ok(published)
    }
}

/// What tells one of several originals from the others in its address.
fn part(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if is_slug(stem) { stem.to_owned() } else { short_mark(stem) }
}

fn left_out(read: &str, why: &str) -> Diagnostic {
    let said = Diagnostic::new(codes::WITHHELD_ORIGINAL, format!("原件没有放上网站：{why}")).in_path(read);
    said.hint("链接改指公布的网址。确定可以公开的，在 site.toml 里写 originals = \"all\"。")
}

/// Why an original stays off the site, unless nothing personal was found in it nor in the
/// disclosure that it is of.
#[cfg(feature = "import")]
fn unclean(pdf: &Path, loaded: &Loaded, privacy: &Privacy, catalogue: &Catalogue) -> Option<&'static str> {
    let Ok(bytes) = file::bytes(pdf, file::LARGE) else { return Some("读不出来") };
    let Some(properties) = crate::import::properties(bytes.clone()) else { return Some("打不开") };
    if properties.has_author {
        return Some("文件属性里写着作者");
    }
    let Ok((text, doubts)) = text("original.pdf", bytes) else { return Some("读不出来") };
    if !doubts.is_empty() {
        return Some("里面有拿不准的字");
    }
    let original = (String::new(), discover::shown(text + "\n" + &properties.words).0);
    let files = loaded.files.iter().cloned().chain([original]).collect();
    crate::read::has_personal_data(files, catalogue, privacy).then_some("这份公开里有个人信息")
}

/// Nobody can say so.
#[cfg(not(feature = "import"))]
fn unclean(_: &Path, _: &Loaded, _: &Privacy, _: &Catalogue) -> Option<&'static str> {
    Some("这个程序没有编入读原件的功能，看不出里面有没有个人信息")
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
