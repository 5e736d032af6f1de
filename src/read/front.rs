//! The optional `+++` front matter of a source's first file.

use crate::diagnostic::{Diagnostic, Label, codes};
use crate::model::{FrontMatter, Role, Target};
use crate::read::Reading;
use crate::source::{FileId, Line, SourceFile, visible};

const FENCE: &str = "+++";

/// Reads the front matter; gives it with the first line after it.
///
/// A block that is no valid TOML is reported and its settings do not count; its
/// lines still have a place, on the disclosure's page.
pub fn read(reading: &mut Reading<'_>) -> (FrontMatter, u32) {
    let source = reading.source;
    let Some(file) = source.files().first() else { return (FrontMatter::default(), 1) };
    let Some((open, close)) = fences(file) else { return (FrontMatter::default(), 1) };
    for number in open..=close {
        reading.post(Line { file: FileId(0), number }, Role::Used, Target::Disclosure);
    }
    let from = file.line_range(open + 1).start;
    let text = &file.text()[from..file.line_range(close).start];
    let mut front: FrontMatter = toml::from_str(text).unwrap_or_else(|error: toml::de::Error| {
        let at = error.span().map_or(from, |span| from + span.start);
        let line = Line { file: FileId(0), number: file.line_at(at as u32) };
        reading.say(codes::BAD_FRONT_MATTER, |source| {
            Diagnostic::new(codes::BAD_FRONT_MATTER, format!("+++ 段读不懂：{}", error.message()))
                .at(Label::at_line(source, line, ""))
                .hint("可用的键：title、body、source_url、published、note，值写在英文引号里")
        });
        FrontMatter::default()
    });
    front.words().for_each(|words| *words = visible(words));
    (front, close + 1)
}

/// The line numbers of the opening and the closing fence.
fn fences(file: &SourceFile) -> Option<(u32, u32)> {
    let open = (1..=file.line_count()).find(|number| !file.line(*number).trim().is_empty())?;
    if file.line(open).trim() != FENCE {
        return None;
    }
    let close = (open + 1..=file.line_count()).find(|number| file.line(*number).trim() == FENCE)?;
    Some((open, close))
}
