//! Where in a page's text its ids and links stand, found in one pass as the page is made:
//! whoever needs them later does not look for them again.

use std::ops::Range;

/// An attribute of a page, by its places in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// From its name to the quotation mark after its value.
    pub whole: Range<usize>,
    pub value: Range<usize>,
}

/// The ids and links of a page, each in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    pub ids: Vec<Attribute>,
    /// `href`, `src` and `action`.
    pub links: Vec<Attribute>,
}

impl Places {
    /// Those in a page, its attributes in double quotes.
    pub fn of(html: &str) -> Self {
        let mut places = Self::default();
        let bytes = html.as_bytes();
        let mut at = 0;
        while let Some(open) = html[at..].find('<') {
            at += open + 1;
            if bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
                at = places.tag(html, at);
            }
        }
        places
    }

    /// Takes the attributes of the tag whose name is at `at`; where the tag ends.
    fn tag(&mut self, html: &str, mut at: usize) -> usize {
        let bytes = html.as_bytes();
        while let Some(found) = bytes[at..].iter().position(|byte| matches!(byte, b'"' | b'<' | b'>')) {
            let quote = at + found;
            if bytes[quote] != b'"' {
                return quote;
            }
            let Some(length) = html[quote + 1..].find('"') else { break };
            let value = quote + 1..quote + 1 + length;
            let named = html[at..quote].strip_suffix('=').and_then(|before| {
                let name = before.rsplit(|c: char| c.is_ascii_whitespace()).next()?;
                (name.len() < before.len()).then_some(name)
            });
            at = value.end + 1;
            let name = named.unwrap_or_default();
            let attribute =
                || Attribute { whole: quote - 1 - name.len()..value.end + 1, value: value.clone() };
            match name {
                "id" => self.ids.push(attribute()),
                "href" | "src" | "action" => self.links.push(attribute()),
                _ => {}
            }
        }
        html.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_of_elements_count_and_what_looks_like_them_does_not() {
        let html = "<main id=\"page-main\"><tr\nid=\"r-1\"><td class=\"n\" id=\"r-1-total\">1 < 2 id=\"no\"</td>\
            &lt;p id=\"no\"> <a data-id=\"no\" title=\"a > href=b\" href=\"../x/#y\">id=\"no\"</a></no id=\"no\">\
            <img src=\"a.svg\"><form action=\"s/\"><p id=\"cut";
        let places = Places::of(html);
        let values =
            |all: &[Attribute]| all.iter().map(|one| html[one.value.clone()].to_owned()).collect::<Vec<_>>();
        assert_eq!(values(&places.ids), ["page-main", "r-1", "r-1-total"]);
        assert_eq!(values(&places.links), ["../x/#y", "a.svg", "s/"]);
        let whole = |one: &Attribute| &html[one.whole.clone()];
        assert_eq!((whole(&places.ids[1]), whole(&places.links[1])), ("id=\"r-1\"", "src=\"a.svg\""));
    }
}
