//! Originals become text, where the program was built to read them; where texts are put.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::{Diagnostic, codes};
use crate::discover;

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
