//! What the styles of a Word file say of a paragraph and of the text in it.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::import::{Problem, xml};

/// Longest line of styles, each based on the next.
const LONGEST: usize = 100;

/// How many of the elements that something is in are looked at.
const DEEPEST: usize = 8;

/// The styles of a file.
#[derive(Debug, Default)]
pub struct Styles {
    by_id: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
    /// Whether text is hidden of which no style says anything.
    hides: bool,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    is_heading: bool,
    /// Whether it hides text, or shows it again.
    hides: Option<bool>,
}

impl Styles {
    /// Reads the part of a file that holds its styles.
    ///
    /// # Errors
    /// Where it is no XML.
    pub fn of(text: &str) -> Result<Self, Problem> {
        let (mut styles, mut id) = (Self::default(), String::new());
        let (mut open, mut depth) = (Vec::new(), 0_usize);
        let mut reader = Reader::from_str(text);
        loop {
            match xml::next(&mut reader)? {
                Event::Start(tag) => {
                    styles.tag(&tag, &open, &mut id);
                    depth += 1;
                    open.extend((depth <= DEEPEST).then(|| tag.local_name().as_ref().to_owned()));
                }
                Event::Empty(tag) => styles.tag(&tag, &open, &mut id),
                Event::End(_) => {
                    depth = depth.saturating_sub(1);
                    open.truncate(depth);
                }
                Event::Eof => return Ok(styles),
                _ => {}
            }
        }
    }

    /// A tag within the open elements; `id` is that of the style that it is in.
    fn tag(&mut self, tag: &BytesStart<'_>, open: &[String], id: &mut String) {
        let within = |path: &[&str]| open.get(1..).is_some_and(|open| open == path);
        match tag.local_name().as_ref() {
            "style" => {
                *id = xml::attribute(tag, "styleId").unwrap_or_default();
                let has = |name: &str, value: &str| xml::attribute(tag, name).as_deref() == Some(value);
                if has("type", "paragraph") && (has("default", "1") || has("default", "true")) {
                    self.usual = Some(id.clone());
                }
                self.by_id.insert(id.clone(), Style::default());
            }
            "vanish" if within(&["docDefaults", "rPrDefault", "rPr"]) => self.hides = xml::is_on(tag),
            name => {
                let Some(style) = self.by_id.get_mut(id.as_str()) else { return };
                let said = || xml::attribute(tag, "val");
                match name {
                    "basedOn" if within(&["style"]) => style.based_on = said(),
                    "name" if within(&["style"]) => {
                        style.is_heading =
                            said().is_some_and(|name| name.to_lowercase().starts_with("heading"));
                    }
                    // Not what a style says of the parts of a table.
                    "vanish" if within(&["style", "rPr"]) => style.hides = Some(xml::is_on(tag)),
                    _ => {}
                }
            }
        }
    }

    /// Whether a style is that of headings.
    pub fn is_heading(&self, id: &str) -> bool {
        self.by_id.get(id).is_some_and(|style| style.is_heading)
    }

    /// Whether text is hidden by the style of its paragraph and its own.
    pub fn hide(&self, paragraph: Option<&str>, own: Option<&str>) -> bool {
        let said = [paragraph.or(self.usual.as_deref()), own].map(|style| self.says(style));
        match self.hides {
            true => !said.contains(&Some(false)),
            // Of two that hide it the one takes back the other.
            false => (said[0] == Some(true)) != (said[1] == Some(true)),
        }
    }

    /// Whether a style, or the nearest of those that it is based on, hides text or shows it.
    fn says(&self, style: Option<&str>) -> Option<bool> {
        let first = style.and_then(|id| self.by_id.get(id));
        let next = |style: &&Style| self.by_id.get(style.based_on.as_deref()?);
        std::iter::successors(first, next).take(LONGEST).find_map(|style| style.hides)
    }
}
