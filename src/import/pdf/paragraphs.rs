//! Lines that go on in the next become paragraphs, over the end of a page too.

use std::collections::HashMap;

use super::words::Line;
use crate::import::geometry::Area;

/// Where the lines of running text begin and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edges {
    left: i32,
    right: i32,
}

/// A line or several, as one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    pub text: String,
    pub area: Area,
    size: i32,
    /// Whether its first line stands at the edge, as one that goes on does.
    unindented: bool,
    /// Whether its last line is as long as lines are.
    full: bool,
}

impl Edges {
    /// Where most long lines begin and end.
    pub fn of<'a>(lines: impl Iterator<Item = &'a Line> + Clone) -> Self {
        let long = || lines.clone().filter(|line| line.area.width() > 15 * line.size);
        let left = most(long().map(|line| (line.area.left, line.size)));
        let right = most(long().map(|line| (line.area.right, line.size)));
        Self { left: left.unwrap_or_default(), right: right.unwrap_or(i32::MAX) }
    }
}

/// The place where most are, within half a character; the first of several.
fn most(places: impl Iterator<Item = (i32, i32)>) -> Option<i32> {
    let mut counts: HashMap<i32, (usize, i32)> = HashMap::new();
    for (place, size) in places {
        counts.entry(place / (size / 2).max(1)).or_insert((0, place)).0 += 1;
    }
    counts.into_values().max_by_key(|(count, place)| (*count, -place)).map(|(_, place)| place)
}

/// The paragraphs of lines that stand together.
pub fn join(lines: Vec<Line>, edges: Edges) -> Vec<Paragraph> {
    let mut joined: Vec<Paragraph> = Vec::new();
    for line in lines {
        let next = Paragraph::of(line, edges);
        match joined.last_mut() {
            Some(last) if last.area.bottom + 3 * last.size > next.area.bottom && last.goes_on_in(&next) => {
                last.take(next);
            }
            _ => joined.push(next),
        }
    }
    joined
}

impl Paragraph {
    fn of(line: Line, edges: Edges) -> Self {
        let long = line.area.width() > 15 * line.size;
        Self {
            unindented: (line.area.left - edges.left).abs() < line.size
                && !line.text.contains("  ")
                && !begins_point(&line.text),
            full: long
                && !is_of_contents(&line.text)
                && edges.right.saturating_sub(line.area.right) < 3 * line.size,
            text: line.text,
            area: line.area,
            size: line.size,
        }
    }

    /// Whether the next one, by its edge and its type, continues this one.
    pub fn goes_on_in(&self, next: &Self) -> bool {
        self.full && next.unindented && (next.size - self.size).abs() <= self.size / 10
    }

    /// Puts what continues it after it.
    pub fn take(&mut self, next: Self) {
        let letter = |char: Option<char>| char.is_some_and(|char| char.is_ascii_alphabetic());
        if letter(self.text.chars().next_back()) && letter(next.text.chars().next()) {
            self.text.push(' ');
        }
        self.text.push_str(&next.text);
        self.area = self.area.around(next.area);
        self.full = next.full;
    }
}

/// Whether a line has the leaders of a contents list: `……12`, `.....`.
fn is_of_contents(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    ["…", "...", "···", "---"].iter().any(|leader| text.ends_with(leader))
}

/// Whether a line begins a point of its own: `一、`, `（二）`, `3.完成`, but not `2.5`.
fn begins_point(text: &str) -> bool {
    let inner = text.trim_start_matches(['(', '（', '第']);
    let numbered = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let behind = inner.trim_start_matches(numbered);
    let mut chars = behind.chars();
    let mark = chars
        .next()
        .is_some_and(|mark| "、.．)）".contains(mark) || (mark == '部' && behind.starts_with("部分")));
    let bracketed = inner.len() == text.len() && behind.starts_with([')', '）']);
    behind.len() < inner.len() && mark && !bracketed && !chars.next().is_some_and(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_told_from_numbers_that_a_line_goes_on_with() {
        for point in ["一、概况", "（二）收入", "3.完成", "12、其他", "第一部分 概况"] {
            assert!(begins_point(point), "{point}");
        }
        for other in ["2.5万元", "万元", "2024年", "三公经费", "3）其他", "（含）", "五，其他"]
        {
            assert!(!begins_point(other), "{other}");
        }
        assert!(
            is_of_contents("一、概况……………12")
                && is_of_contents("1. 概况 ........ 3")
                && !is_of_contents("共12")
        );
    }
}
