//! The text of a disclosure and places in it: files, lines, byte spans.
//!
//! A source is never rewritten. What a reader sees of it has passed redaction
//! once, on the way in, and keeps its lines: line `n` of a [`SourceFile`] is line
//! `n` of the file on disk. This module knows nothing of tables or money.

pub mod entities;

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Whether a character may stand on no page and no terminal: control characters, marks that
/// turn the direction of writing, under which `12` would be read as `21`, and those that
/// are none.
pub fn is_out_of_place(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\t' | '\n');
    let direction = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}');
    control || direction || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

/// Words as one line that can be shown anywhere: a space for what ends a line, U+FFFD for
/// what is out of place.
pub fn visible(words: &str) -> String {
    let seen = |c: char| match c {
        '\n' | '\r' | '\t' => ' ',
        c if is_out_of_place(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    words.chars().map(seen).collect()
}

/// The text without Markdown emphasis and HTML emphasis tags, for headings,
/// titles and attributes.
pub fn plain(text: &str) -> String {
    if !text.contains(['*', '<']) {
        return text.trim().to_owned();
    }
    let mut out = text.replace("**", "");
    for tag in ["<b>", "</b>", "<strong>", "</strong>", "<br>", "<br/>", "<br />"] {
        out = out.replace(tag, "");
    }
    out.trim().to_owned()
}

/// Names of devices on some systems, whatever stands after a point.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Whether no file or folder has a name on some system.
pub fn is_unportable(name: &str) -> bool {
    let bare = name.split('.').next().unwrap_or(name).trim_end().to_ascii_lowercase();
    let numbered =
        |kind: &str| bare.strip_prefix(kind).is_some_and(|rest| matches!(rest.as_bytes(), [b'1'..=b'9']));
    let odd = |c: char| {
        matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') || c.is_control() || is_out_of_place(c)
    };
    DEVICES.contains(&bare.as_str())
        || numbered("com")
        || numbered("lpt")
        || name.contains(odd)
        || name.ends_with(['.', ' '])
}

/// Index of a file within one [`Source`], in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u16);

/// One line of one file; `number` counts from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Line {
    pub file: FileId,
    pub number: u32,
}

/// A range of bytes in one file's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The span's bytes as a range for indexing the file's text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One file of a source, with its line starts known.
#[derive(Debug, Clone)]
pub struct SourceFile {
    name: String,
    text: String,
    starts: Vec<u32>,
    /// Lines with which a page of the original begins, and its number.
    pages: Vec<(u32, u32)>,
    /// The lines of pages and sheets of the original of which not everything was read.
    unread: Vec<Range<u32>>,
}

/// The line with which a page of an original begins in a text that was made of it.
pub fn page_mark(page: u32) -> String {
    format!("{PAGE}{page} 页 -->")
}

/// How such a line begins.
const PAGE: &str = "<!-- 第 ";

/// The line with which a sheet of an original begins in a text that was made of it.
pub fn sheet_mark(name: &str) -> String {
    format!("{SHEET}{} -->", name.replace("--", "—"))
}

/// How such a line begins.
const SHEET: &str = "<!-- 工作表 ";

/// The line that says of the page or sheet which it is in: the original holds more there than was
/// read, such as what nobody sees.
pub const UNREAD_MARK: &str = "<!-- 这里有内容没有读 -->";

/// The lines, from each such mark to where its page or sheet ends.
fn unread(text: &str) -> Vec<Range<u32>> {
    let (mut unread, mut open) = (Vec::new(), None);
    let lines = if text.contains(UNREAD_MARK) { text } else { "" };
    for (at, line) in (1..).zip(lines.lines()) {
        if line.trim_end() == UNREAD_MARK {
            open = open.or(Some(at));
        } else if line.starts_with(PAGE) || line.starts_with(SHEET) {
            unread.extend(open.take().map(|from| from..at));
        }
    }
    unread.extend(open.map(|from| from..u32::MAX));
    unread
}

/// The page that begins with a line.
fn page_begun(line: &str) -> Option<u32> {
    let number = line.trim_end().strip_prefix(PAGE)?.strip_suffix(" 页 -->")?;
    number.parse().ok().filter(|number| *number > 0)
}

impl SourceFile {
    /// Takes the file's name, relative to the content folder with `/` between
    /// its parts, and its decoded text of at most 4 GiB.
    ///
    /// Lines end at `\n`; a `\r` before it belongs to the line's end.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let mut starts = vec![0];
        starts
            .extend(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at as u32 + 1));
        if starts.last() == Some(&(text.len() as u32)) && starts.len() > 1 {
            starts.pop();
        }
        let pages = match text.contains(PAGE) {
            true => (1..).zip(text.lines()).filter_map(|(at, line)| Some((at, page_begun(line)?))).collect(),
            false => Vec::new(),
        };
        let unread = unread(&text);
        Self { name: name.into(), text, starts, pages, unread }
    }

    /// The name relative to the content folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many lines the file has; an empty file has one empty line.
    pub fn line_count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The bytes of line `number` (from 1) without its line ending.
    ///
    /// A number past the end gives the empty range at the end of the text.
    pub fn line_range(&self, number: u32) -> Range<usize> {
        let Some(&start) = self.starts.get(number as usize - 1) else {
            return self.text.len()..self.text.len();
        };
        let end = self.starts.get(number as usize).map_or(self.text.len(), |next| *next as usize);
        let line = &self.text.as_bytes()[start as usize..end];
        let trimmed = line.strip_suffix(b"\n").unwrap_or(line);
        let trimmed = trimmed.strip_suffix(b"\r").unwrap_or(trimmed);
        start as usize..start as usize + trimmed.len()
    }

    /// The text of line `number` (from 1) without its line ending.
    pub fn line(&self, number: u32) -> &str {
        &self.text[self.line_range(number)]
    }

    /// The page of the original that a line stands on, where the text says it.
    pub fn page(&self, line: u32) -> Option<u32> {
        let behind = self.pages.partition_point(|(begins, _)| *begins <= line);
        Some(self.pages.get(behind.checked_sub(1)?)?.1)
    }

    /// Whether one of some lines, first and last, is of a page or a sheet of which not everything was read.
    pub fn has_unread(&self, first: u32, last: u32) -> bool {
        self.unread.iter().any(|lines| lines.start <= last && first < lines.end)
    }

    /// The number, from 1, of the line that holds byte `offset`.
    pub fn line_at(&self, offset: u32) -> u32 {
        self.starts.partition_point(|start| *start <= offset) as u32
    }
}

/// All files of one disclosure, in reading order.
#[derive(Debug, Clone, Default)]
pub struct Source {
    files: Vec<SourceFile>,
}

impl Source {
    /// Takes the files in the order in which they are to be read.
    pub fn new(files: Vec<SourceFile>) -> Self {
        Self { files }
    }

    /// The files in reading order.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The file of `id`; ids come from this source, so it is there.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The text of `line` without its ending.
    pub fn line(&self, line: Line) -> &str {
        self.file(line.file).line(line.number)
    }

    /// The text under `span`.
    pub fn slice(&self, span: Span) -> &str {
        &self.file(span.file).text()[span.range()]
    }

    /// Every line of every file, in reading order.
    pub fn lines(&self) -> impl Iterator<Item = Line> + '_ {
        self.files.iter().enumerate().flat_map(|(index, file)| {
            let file_id = FileId(index as u16);
            (1..=file.line_count()).map(move |number| Line { file: file_id, number })
        })
    }

    /// The span of `line`, without its ending.
    pub fn line_span(&self, line: Line) -> Span {
        let range = self.file(line.file).line_range(line.number);
        Span { file: line.file, start: range.start as u32, end: range.end as u32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_unseen_is_shown() {
        assert_eq!(
            visible("一\n::error::\u{1b}[31m\u{202e}21\u{7}\u{ffff}"),
            "一 ::error::\u{fffd}[31m\u{fffd}21\u{fffd}\u{fffd}"
        );
    }

    #[test]
    fn what_was_not_read_is_lacking_on_its_own_page_alone() {
        let text =
            [&page_mark(1), "一", &sheet_mark("二"), UNREAD_MARK, "二", &page_mark(3), "三"].join("\n");
        let file = SourceFile::new("a.txt", text);
        assert!(!file.has_unread(1, 3) && !file.has_unread(6, 7));
        assert!(file.has_unread(5, 5) && file.has_unread(2, 7));
        assert!(SourceFile::new("b", format!("{UNREAD_MARK}\r\n一")).has_unread(2, 9));
        assert!(!SourceFile::new("c", "一").has_unread(1, 1));
    }

    #[test]
    fn lines_keep_their_numbers_whatever_ends_them() {
        let file = SourceFile::new("a.txt", "一\r\n\n二");
        assert_eq!(file.line_count(), 3);
        assert_eq!(file.line(1), "一");
        assert_eq!(file.line(2), "");
        assert_eq!(file.line(3), "二");
        assert_eq!(file.line_at(file.line_range(3).start as u32), 3);
        assert_eq!(SourceFile::new("b", "x\n").line_count(), 1);
        assert_eq!(SourceFile::new("c", "").line_count(), 1);
    }
}
