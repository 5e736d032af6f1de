//! A disclosure's files as decoded text.

use std::path::{Path, PathBuf};

use super::controls::{self, Replaced};
use super::decode::{BadBytes, Reason, decode};
use super::{Candidate, Version, names, walk};
use crate::config::{self, Corrections};
use crate::diagnostic::{Diagnostic, Label, Severity, codes};
use crate::source::{FileId, Source, SourceFile, Span};

/// Largest file taken: spans count bytes in 32 bits, and text may grow to three
/// times its bytes when it is decoded.
pub(super) const LARGEST: u64 = 1 << 30;

/// Most files of one disclosure: file ids are 16 bits.
const MOST: usize = u16::MAX as usize;

/// The text of a disclosure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Name relative to the content folder, decoded text.
    pub files: Vec<(String, String)>,
    pub corrections: Corrections,
    /// Its earlier texts, the oldest first.
    pub versions: Vec<LoadedVersion>,
    pub diagnostics: Vec<Diagnostic>,
}

/// An earlier text of a disclosure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoadedVersion {
    /// `YYYY-MM-DD`
    pub day: String,
    /// As those of the disclosure.
    pub files: Vec<(String, String)>,
}

/// Makes the text of an original, by its name and its bytes, with what there is to say of it.
///
/// # Errors
/// What keeps it from being read.
pub type Import<'a> = dyn Fn(&str, Vec<u8>) -> Result<(String, Vec<Diagnostic>), Vec<Diagnostic>> + Sync + 'a;

/// Reads and decodes a disclosure's files; `import` makes text of originals.
///
/// A blank file among others is left out with a warning. Corrections that cannot be read
/// stop nothing.
///
/// # Errors
/// Where a file cannot be read or decoded, or nothing but blanks is there: half a
/// disclosure would pass for the whole, so it is not published at all.
pub fn load(candidate: &Candidate, import: &Import<'_>) -> Result<Loaded, Vec<Diagnostic>> {
    if candidate.files.len() > MOST {
        return Err(vec![walk::unreadable(&candidate.name, "文件超过 65535 个")]);
    }
    let mut loaded = Loaded::default();
    let mut blank = Vec::new();
    let mut broken = Vec::new();
    for (name, path) in &candidate.files {
        match text(name, path, import) {
            Ok((text, _)) if text.trim().is_empty() => blank.push(empty(name)),
            Ok((text, said)) => {
                loaded.diagnostics.extend(said);
                let (text, replaced) = controls::shown(text);
                loaded.diagnostics.extend(replaced.map(|replaced| with_controls(name, &text, replaced)));
                loaded.files.push((name.clone(), text));
            }
            Err(diagnostics) => broken.extend(diagnostics),
        }
    }
    if candidate.files.is_empty() {
        broken.push(empty(&candidate.name).hint("文件夹里要有 .md、.txt 或原件（例如 .pdf）。"));
    }
    if !broken.is_empty() || loaded.files.is_empty() {
        broken.extend(blank);
        return Err(broken);
    }
    let blank = blank.into_iter().map(|empty| Diagnostic { severity: Severity::Warning, ..empty });
    loaded.diagnostics.extend(blank);
    if let Some((name, path)) = &candidate.corrections {
        let (corrections, wrong) = corrections(name, path);
        loaded.corrections = corrections;
        loaded.diagnostics.extend(wrong);
    }
    for version in &candidate.versions {
        match earlier(version, import) {
            Ok(files) => loaded.versions.push(LoadedVersion { day: version.day.clone(), files }),
            Err(said) => loaded.diagnostics.extend(said),
        }
    }
    Ok(loaded)
}

/// The texts of an earlier version; nothing of it where one of them cannot be read.
fn earlier(version: &Version, import: &Import<'_>) -> Result<Vec<(String, String)>, Vec<Diagnostic>> {
    let read =
        |(name, path): &(String, PathBuf)| Ok((name.clone(), controls::shown(text(name, path, import)?.0).0));
    let files: Vec<(String, String)> =
        version.files.iter().map(read).collect::<Result<_, Vec<Diagnostic>>>()?;
    match files.iter().all(|(_, text)| text.trim().is_empty()) {
        true => Err(vec![empty(&version.name)]),
        false => Ok(files),
    }
}

fn corrections(name: &str, path: &Path) -> (Corrections, Vec<Diagnostic>) {
    match config::file::text(path, config::corrections::LARGEST) {
        Ok(text) => Corrections::parse(name, text),
        Err(error) => {
            let message = format!("读不出来，其中的更正没有生效：{error}");
            let wrong = Diagnostic::new(codes::BAD_CORRECTION, message).in_path(name);
            (Corrections::default(), vec![wrong.hint(config::corrections::KEYS)])
        }
    }
}

fn text(name: &str, path: &Path, import: &Import<'_>) -> Result<(String, Vec<Diagnostic>), Vec<Diagnostic>> {
    let unreadable = |error: std::io::Error| vec![walk::unreadable(name, &error.to_string())];
    let metadata = path.metadata().map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(vec![walk::unreadable(name, "不是普通文件")]);
    }
    if metadata.len() > LARGEST {
        return Err(vec![walk::unreadable(name, "文件超过 1 GiB")]);
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    if names::is_original(name) && !name.to_ascii_lowercase().ends_with(".csv") {
        return import(name, bytes);
    }
    match decode(bytes) {
        Ok(text) => Ok((text, Vec::new())),
        Err(bad) => Err(vec![undecodable(name, &bad)]),
    }
}

fn empty(name: &str) -> Diagnostic {
    Diagnostic::new(codes::EMPTY_SOURCE, "没有文字，没有可发布的内容")
        .in_path(name)
        .hint("检查解析或上传是否中断；不再需要时把它移走。")
}

fn with_controls(name: &str, text: &str, replaced: Replaced) -> Diagnostic {
    let file = SourceFile::new(name, text);
    let range = file.line_range(replaced.line);
    let at = range.start + file.line(replaced.line).find(char::REPLACEMENT_CHARACTER).unwrap_or(0);
    let end = (at + char::REPLACEMENT_CHARACTER.len_utf8()).min(range.end);
    let span = Span { file: FileId(0), start: at as u32, end: end as u32 };
    let source = Source::new(vec![file]);
    Diagnostic::new(codes::CONTROL_CHARACTER, format!("文字里有控制字符 {} 处，显示为 �", replaced.count))
        .at(Label::at_span(&source, span, "第一处"))
        .hint("多半是文本解析时出错；请对照原件改正。")
}

fn undecodable(name: &str, bad: &BadBytes) -> Diagnostic {
    let what = match bad.reason {
        Reason::DamagedUtf8 => "像是 UTF-8，但有损坏的字节",
        Reason::Damaged(encoding) => &format!("像是 {encoding}，但有损坏的字节"),
        Reason::Unknown => "不是 UTF-8，也不像 GBK/GB18030",
        Reason::Binary => "含有零字节：不是文字文件，或是没有标记的 UTF-16",
    };
    let hint = match bad.reason {
        Reason::Binary => "PDF、Word 请先解析成文字；文字文件请另存为 UTF-8。",
        _ => "用编辑器打开，核对这一行，另存为 UTF-8。",
    };
    Diagnostic::new(codes::ENCODING, format!("第 {} 行起无法解码：{what}", bad.line))
        .at(bytes_label(name, bad))
        .hint(hint)
}

/// Shows the bytes themselves: what they mean is just what is not known.
fn bytes_label(name: &str, bad: &BadBytes) -> Label {
    let excerpt = bad.bytes.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(" ");
    Label {
        path: name.to_owned(),
        line: bad.line,
        mark: 0..excerpt.len().min(2),
        excerpt,
        column: 1,
        end_column: 1,
        text: "这里的字节（十六进制）".to_owned(),
    }
}
