//! Originals become text, where the program was built to read them.

use crate::diagnostic::Diagnostic;

/// The text of an original, and what there is to say of it.
#[cfg(feature = "import")]
pub(super) fn text(name: &str, bytes: Vec<u8>) -> Result<(String, Vec<Diagnostic>), Vec<Diagnostic>> {
    let document = crate::import::read(name, bytes)?;
    Ok((crate::import::write(&document).text, Vec::new()))
}

/// Says that the program was built without.
#[cfg(not(feature = "import"))]
pub(super) fn text(name: &str, _: Vec<u8>) -> Result<(String, Vec<Diagnostic>), Vec<Diagnostic>> {
    let message = "这个程序没有编入读原件的功能，这一份没有发布";
    let unread = Diagnostic::new(crate::diagnostic::codes::UNREAD_FILE, message).in_path(name);
    Err(vec![unread.hint(
        "用默认功能重新编译（cargo build，不加 --no-default-features），或者放一份同名的 .md 或 .txt。",
    )])
}
