//! Writing HTML by hand, where a page is long: escaping and attributes.

pub use crate::source::plain;

/// Appends `text` with everything escaped that means something in HTML, also
/// within a quoted attribute.
pub fn escape_into(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// `text` escaped.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape_into(&mut out, text);
    out
}

/// Appends ` name="value"`, escaped.
pub fn attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape_into(out, value);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_means_something_survives() {
        assert_eq!(escape("<a href='x'>“&\"</a>"), "&lt;a href=&#39;x&#39;&gt;“&amp;&quot;&lt;/a&gt;");
        let mut out = String::new();
        attribute(&mut out, "title", "\"><script>");
        assert_eq!(out, " title=\"&quot;&gt;&lt;script&gt;\"");
    }
}
