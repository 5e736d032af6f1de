//! A disclosure as a picture to be shared: whose money, of which year, how much, and where
//! most of it goes, in letters that are read at the size of a chat.

use std::fmt::Write as _;

use super::escape;
use super::text::{SIZE, even, width};

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
const STEP: i32 = 64;
/// Where bars begin and where the longest one ends.
const ENDS: (i32, i32) = (470, 930);

const STYLE: &str = "text{font-family:sans-serif;fill:#1c1b19}.s{fill:#5f5b54}.b{font-weight:bold}.a{fill:#1f4272;font-weight:bold}";

impl Card<'_> {
    /// 1200 wide, 630 high.
    pub fn wide(&self) -> String {
        let mut out = Drawing::new(1200, 630);
        out.fitted(("b", 52), (MARGIN, 96), self.body, 1200 - 2 * MARGIN);
        out.text(("s", 36), (MARGIN, 150), self.year);
        if let Some((label, amount, unit)) = self.total {
            out.text(("s", 36), (MARGIN, 246), label);
            let x = MARGIN + at(label, 36) + 24;
            out.with_unit((x, 246), amount, unit, 1200 - MARGIN - x);
        }
        // Where there is no total, what is below it moves up, and leaves room for one bar more.
        let (top, bars) = if self.total.is_some() { (318, BARS) } else { (318 - STEP, BARS + 1) };
        out.fitted(("b", 34), (MARGIN, top), self.heading, 1200 - 2 * MARGIN);
        for (row, bar) in (0..).zip(self.bars.iter().take(bars)) {
            out.bar(bar, top + 24 + row * STEP);
        }
        out.fitted(("s", 24), (MARGIN, 572), self.source, 1200 - 2 * MARGIN);
        out.fitted(("s", 24), (MARGIN, 606), self.address.unwrap_or_default(), 1200 - 2 * MARGIN);
        out.close()
    }

    /// 300 wide, 300 high.
    pub fn square(&self) -> String {
        let mut out = Drawing::new(300, 300);
        out.text(("s", 30), (20, 48), self.year);
        let (size, lines) = name(self.body, 260);
        for (row, line) in (0..).zip(lines) {
            out.text(("b", size), (20, 92 + row * 38), &line);
        }
        if let Some((label, amount, unit)) = self.total {
            out.text(("s", 22), (20, 216), &format!("{label}（{unit}）"));
            out.fitted(("a", 54), (20, 270), amount, 260);
        }
        out.close()
    }
}

/// A name in at most three lines, somewhat smaller where that saves one, much smaller where
/// there would be more; what still finds no room is cut off.
fn name(body: &str, room: i32) -> (i32, Vec<String>) {
    const LINES: usize = 3;
    let at_size = |size: i32| even(body, room * SIZE / size);
    let size = (26..=30).rev().min_by_key(|size| at_size(*size).len()).unwrap_or(30);
    let smaller = (20..=size).rev().find(|size| at_size(*size).len() <= LINES).unwrap_or(20);
    let mut lines = at_size(smaller);
    if lines.len() > LINES {
        let rest = lines.split_off(LINES - 1).concat();
        lines.push(cut(&rest, smaller, room));
    }
    (smaller, lines)
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

    /// A text made smaller, down to half, and cut off at last, until it fits.
    fn fitted(&mut self, (class, size): (&str, i32), at: (i32, i32), text: &str, room: i32) {
        let (size, line) = fit(text, size, room);
        self.text((class, size), at, &line);
    }

    /// An amount and its unit as one text, so that the unit follows the last digit in whatever
    /// font draws them.
    fn with_unit(&mut self, (x, y): (i32, i32), amount: &str, unit: &str, room: i32) {
        let (size, line) = fit(amount, 88, room - at(unit, 36) - 14);
        let _ = writeln!(
            self.out,
            "<text x=\"{x}\" y=\"{y}\"><tspan class=\"a\" font-size=\"{size}\">{}</tspan>\
             <tspan class=\"s\" font-size=\"36\" dx=\"14\">{}</tspan></text>",
            escape(&line),
            escape(unit)
        );
    }

    fn bar(&mut self, bar: &Bar<'_>, top: i32) {
        self.fitted(("", 36), (MARGIN, top + 37), bar.label, ENDS.0 - MARGIN - 16);
        let length = ((ENDS.1 - ENDS.0) * i32::from(bar.length.min(1000)) / 1000).max(2);
        let _ = writeln!(
            self.out,
            "<rect x=\"{}\" y=\"{top}\" width=\"{length}\" height=\"46\" fill=\"#1f4272\"/>",
            ENDS.0
        );
        self.fitted(("", 36), (ENDS.0 + length + 16, top + 37), bar.printed, 1200 - ENDS.1 - 16 - 20);
    }

    fn close(mut self) -> String {
        self.out.push_str("</svg>\n");
        self.out
    }
}

/// The largest size, down to half, at which a text fits; what still does not is cut off.
fn fit(text: &str, size: i32, room: i32) -> (i32, String) {
    let fits = |size: &i32| at(text, *size) <= room;
    (size / 2..=size)
        .rev()
        .find(fits)
        .map_or_else(|| (size / 2, cut(text, size / 2, room)), |size| (size, text.to_owned()))
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
        assert_eq!(fit("预算", 20, 100), (20, "预算".to_owned()));
        assert_eq!(fit("预算预算预算", 20, 100), (16, "预算预算预算".to_owned()));
        let (size, line) = fit(&"预算".repeat(20), 20, 100);
        assert!(at(&line, size) <= 100 && line.ends_with('…'), "{size} {line}");
    }

    #[test]
    fn a_name_in_a_square_leaves_no_character_alone() {
        assert_eq!(name("某某市某某区财政局", 260), (28, vec!["某某市某某区财政局".to_owned()]));
        let (_, lines) = name("某某市某某区人民政府某某街道办事处", 260);
        assert_eq!(lines, ["某某市某某区人民政", "府某某街道办事处"]);
        let (size, lines) = name(&"某某办公室".repeat(20), 260);
        assert!(size == 20 && lines.len() == 3 && lines.concat().ends_with('…'), "{size} {lines:?}");
    }

    #[test]
    fn without_a_total_one_bar_more_finds_room_and_no_band_stays_empty() {
        let bars: Vec<Bar> = ["甲", "乙", "丙", "丁", "戊"]
            .into_iter()
            .map(|label| Bar { label, printed: "1.00", length: 1000 })
            .collect();
        let total = Some(("支出总计", "5.00", "万元"));
        let card = Card {
            body: "某局",
            year: "2023年预算",
            total,
            heading: "用途",
            bars: &bars,
            source: "",
            address: None,
        };
        let shown = |card: &Card| card.wide().matches("height=\"46\"").count();
        assert_eq!((shown(&card), shown(&Card { total: None, ..card.clone() })), (3, 4));
        assert!(card.wide().contains("y=\"318\">用途"));
        assert!(Card { total: None, ..card }.wide().contains("y=\"254\">用途"));
    }

    #[test]
    fn the_unit_follows_the_amount_whatever_the_font() {
        let card = Card {
            body: "某局",
            year: "2023年预算",
            total: Some(("支出总计", "189,767,551", "元")),
            heading: "",
            bars: &[],
            source: "",
            address: None,
        };
        assert!(
            card.wide().contains(
                "189,767,551</tspan><tspan class=\"s\" font-size=\"36\" dx=\"14\">元</tspan></text>"
            )
        );
    }
}
