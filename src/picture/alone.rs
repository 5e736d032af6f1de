//! A chart as a file of its own: between a heading and the source it says what it is of and
//! whose figures they are, wherever it is carried.

use std::fmt::Write as _;

use super::escape;
use super::text::{LINE, SIZE, wrap};
use crate::model::Drawing;

/// What is written around a chart.
#[derive(Debug, Clone, Copy)]
pub struct Caption<'a> {
    pub heading: &'a str,
    /// Whose figures, of which year and kind.
    pub whose: &'a str,
    /// The table that they are from, and its unit.
    pub source: &'a str,
    /// Where the site shows it; `None` where its address is not known.
    pub address: Option<&'a str>,
}

/// Paper around everything.
const MARGIN: i32 = 24;
/// The size of the heading, and its line.
const HEADING: i32 = 20;
const HEADING_LINE: i32 = 28;

const STYLE: &str = "text{font-family:system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;\
font-size:14px;fill:#1c1b19}.h{font-size:20px;font-weight:bold}.note,.s{fill:#5f5b54}\
.bar{fill:#8f897e}.it{fill:#1f4272}.rest{fill:#d9d5cc;stroke:#8f897e;stroke-width:1.5}\
.base{stroke:#1c1b19}.lead{stroke:#d9d5cc}";

/// The chart as an SVG file, as wide as its drawing and two margins.
pub fn alone(drawing: &Drawing, caption: &Caption<'_>) -> String {
    let mut page = Page { room: drawing.width, y: MARGIN, out: String::new() };
    page.lines("h", caption.heading, (HEADING, HEADING_LINE));
    page.lines("s", caption.whose, (SIZE, LINE));
    page.y += 10;
    let _ = write!(page.out, "<g transform=\"translate({MARGIN} {})\">\n{}</g>\n", page.y, drawing.shapes());
    page.y += drawing.height + 8;
    page.lines("s", caption.source, (SIZE, LINE));
    page.lines("s", caption.address.unwrap_or_default(), (SIZE, LINE));
    let (width, height) = (drawing.width + 2 * MARGIN, page.y + MARGIN);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#fbfaf7\"/>\n{}</svg>\n",
        escape(caption.heading),
        page.out
    )
}

struct Page {
    room: i32,
    /// The lower end of what is written so far.
    y: i32,
    out: String,
}

impl Page {
    /// A text of a size, over as many lines as it needs.
    fn lines(&mut self, class: &str, text: &str, (size, line): (i32, i32)) {
        let room = self.room.saturating_mul(SIZE) / size;
        for words in wrap(text, room) {
            let y = self.y + size;
            let _ = writeln!(
                self.out,
                "<text class=\"{class}\" x=\"{MARGIN}\" y=\"{y}\">{}</text>",
                escape(&words)
            );
            self.y += line;
        }
    }
}
