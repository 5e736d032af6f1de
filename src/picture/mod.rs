//! Pictures that stand alone: a chart as a file of its own, a card to be shared. All are SVG
//! first, in which every colour is said and every text is text.
//!
//! - `text`: how wide a text is, and where it wraps
//! - `alone`: a chart with its heading, source and address; `card`: a disclosure in a few words
//! - `painter`: from SVG to PNG, by `raster`, where the program was built with it (cargo feature
//!   `pictures`)

mod alone;
mod card;
mod painter;
#[cfg(feature = "pictures")]
mod raster;
pub mod text;

pub use alone::{Caption, alone};
pub use card::{Bar, Card};
pub use painter::{NoPainter, Painter};

/// A text as it may stand in XML: escaped, and without the characters that XML
/// has no place for.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
