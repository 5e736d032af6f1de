//! A disclosure as a picture to be shared: whose money, of which year, how much, and where
//! most of it goes, in letters that are read at the size of a chat.

use std::fmt::Write as _;

use super::escape;
use super::text::{SIZE, width, wrap};

/// What a card says. Its amounts are as printed.
#[derive(Debug, Clone)]
pub struct Card<'a> {
    pub body: &'a str,
    /// `2023年预算`
    pub year: &'a str,
    /// The label of the total, the amount, its unit.
    pub total: Option<(&'a str, &'a str, &'a str)>,
    /// What the bars are of.
    pub heading: &'a str,
    /// The largest first; only some of them find room.
    pub bars: &'a [Bar<'a>],
    /// The table that they are from, and its unit.
    pub source: &'a str,
    /// Where the site shows it all.
    pub address: Option<&'a str>,
}

/// One bar: its name, the amount as printed, and its length against the longest one's, in
/// thousandths.
#[derive(Debug, Clone)]
pub struct Bar<'a> {
    pub label: &'a str,
    pub printed: &'a str,
    pub length: u16,
}

const MARGIN: i32 = 56;
const BARS: usize = 3;
/// Between one bar and the next.
const STEP: i32 = 62;
/// Where bars begin and where the longest one ends.
const ENDS: (i32, i32) = (470, 930);

const STYLE: &str = "text{font-family:sans-serif;fill:#1c1b19}.s{fill:#5f5b54}.b{font-weight:bold}.a{fill:#1f4272;font-weight:bold}";

impl Card<'_> {
    /// 1200 wide, 630 high.
    pub fn wide(&self) -> String {
        let mut out = Drawing::new(1200, 630);
        out.fitted(("b", 46), (MARGIN, 92), self.body, 1200 - 2 * MARGIN);
        out.text(("s", 34), (MARGIN, 146), self.year);
        if let Some((label, amount, unit)) = self.total {
            out.text(("s", 34), (MARGIN, 240), label);
            let x = MARGIN + at(label, 34) + 24;
            let end = out.fitted(("a", 84), (x, 246), amount, 1100 - x);
            out.text(("s", 34), (end + 14, 246), unit);
        }
        out.fitted(("b", 30), (MARGIN, 322), self.heading, 1200 - 2 * MARGIN);
        for (row, bar) in (0..).zip(self.bars.iter().take(BARS)) {
            out.bar(bar, 348 + row * STEP);
        }
        out.fitted(("s", 22), (MARGIN, 574), self.source, 1200 - 2 * MARGIN);
        out.fitted(("s", 22), (MARGIN, 606), self.address.unwrap_or_default(), 1200 - 2 * MARGIN);
        out.close()
    }

    /// 300 wide, 300 high.
    pub fn square(&self) -> String {
        let mut out = Drawing::new(300, 300);
        out.text(("s", 30), (20, 48), self.year);
        for (row, line) in (0..3).zip(wrap(self.body, 260 * SIZE / 30)) {
            out.text(("b", 30), (20, 92 + row * 38), &line);
        }
        if let Some((label, amount, unit)) = self.total {
            out.text(("s", 22), (20, 216), &format!("{label}（{unit}）"));
            out.fitted(("a", 54), (20, 270), amount, 260);
        }
        out.close()
    }
}

/// How wide a text is at a size.
fn at(text: &str, size: i32) -> i32 {
    width(text).saturating_mul(size) / SIZE
}

struct Drawing {
    out: String,
}

impl Drawing {
    fn new(width: i32, height: i32) -> Self {
        let out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
             <style>{STYLE}</style>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#fbfaf7\"/>\n"
        );
        Self { out }
    }

    fn text(&mut self, (class, size): (&str, i32), (x, y): (i32, i32), text: &str) {
        let text = escape(text);
        let _ = writeln!(
            self.out,
            "<text class=\"{class}\" font-size=\"{size}\" x=\"{x}\" y=\"{y}\">{text}</text>"
        );
    }

    /// A text made smaller, down to half, and cut off at last, until it fits; where it ends.
    fn fitted(&mut self, (class, size): (&str, i32), (x, y): (i32, i32), text: &str, room: i32) -> i32 {
        let fits = |size: &i32| at(text, *size) <= room;
        let size = (size / 2..=size).rev().find(fits).unwrap_or(size / 2);
        let whole = at(text, size) <= room;
        let line = if whole { text.to_owned() } else { cut(text, size, room) };
        self.text((class, size), (x, y), &line);
        x + at(&line, size)
    }

    fn bar(&mut self, bar: &Bar<'_>, top: i32) {
        self.fitted(("", 30), (MARGIN, top + 36), bar.label, ENDS.0 - MARGIN - 16);
        let length = ((ENDS.1 - ENDS.0) * i32::from(bar.length.min(1000)) / 1000).max(2);
        let _ = writeln!(
            self.out,
            "<rect x=\"{}\" y=\"{top}\" width=\"{length}\" height=\"46\" fill=\"#1f4272\"/>",
            ENDS.0
        );
        self.fitted(("", 30), (ENDS.0 + length + 16, top + 36), bar.printed, 1200 - ENDS.1 - 16 - 20);
    }

    fn close(mut self) -> String {
        self.out.push_str("</svg>\n");
        self.out
    }
}

/// As much of a text as fits, and a sign that there is more.
fn cut(text: &str, size: i32, room: i32) -> String {
    let mut line = String::new();
    for c in text.chars() {
        if at(&format!("{line}{c}…"), size) > room {
            break;
        }
        line.push(c);
    }
    line + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_gets_smaller_and_is_cut_at_last() {
        let mut out = Drawing::new(100, 100);
        assert_eq!(out.fitted(("", 20), (0, 0), "预算", 100), at("预算", 20));
        assert_eq!(out.fitted(("", 20), (0, 0), "预算预算预算", 100), at("预算预算预算", 16));
        assert!(out.fitted(("", 20), (0, 0), &"预算".repeat(20), 100) <= 100);
        assert!(out.close().contains('…'));
    }
}
