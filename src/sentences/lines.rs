//! On which line of a paragraph a number stands.

use crate::catalogue::normal::compact;
use crate::model::{Linked, Paragraph};
use crate::source::Line;

/// The line of a paragraph that holds a number, `nth` being how often it stands there before.
pub fn line_in(linked: &Linked, paragraph: &Paragraph, printed: &str, nth: usize) -> Line {
    let (first, last) = (paragraph.first, paragraph.last);
    if first == last {
        return first;
    }
    line_among(first, &compacted(linked, paragraph), printed, nth)
}

/// The lines of a paragraph, compacted.
pub fn compacted(linked: &Linked, paragraph: &Paragraph) -> Vec<String> {
    let (first, last) = (paragraph.first, paragraph.last);
    let lines = (first.number..=last.number).map(|number| Line { file: first.file, number });
    lines.map(|line| compact(linked.disclosure.source.line(line))).collect()
}

/// The line, from the first on, on which a place of the compacted paragraph stands; the first
/// where the lines are not all that the paragraph is made of.
pub fn line_at(first: Line, lines: &[String], text: &str, place: usize) -> Line {
    if lines.concat() != text {
        return first;
    }
    let mut end = 0;
    let reached = |line: &String| {
        end += line.len();
        end > place
    };
    let at = lines.iter().position(reached).unwrap_or(0);
    Line { number: first.number + at as u32, ..first }
}

/// The line, from the first on, that holds a number.
pub fn line_among(first: Line, lines: &[String], printed: &str, nth: usize) -> Line {
    let mut before = 0;
    let reached = |line: &String| {
        before += line.matches(printed).count();
        before > nth
    };
    let at = lines.iter().position(reached).unwrap_or(0);
    Line { number: first.number + at as u32, ..first }
}
