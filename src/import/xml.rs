//! What the files of Office say in XML.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Problem;

/// The next tag, text or other event of a file.
///
/// # Errors
/// Where it is no XML.
pub fn next<'t>(reader: &mut Reader<&'t [u8]>) -> Result<Event<'t>, Problem> {
    reader.read_event().map_err(|error| Problem::Broken(error.to_string()))
}

/// Hands on each tag that begins or is whole, in order.
///
/// # Errors
/// Where the text is no XML.
pub fn tags(text: &str, mut take: impl FnMut(&BytesStart<'_>)) -> Result<(), Problem> {
    let mut reader = Reader::from_str(text);
    loop {
        match next(&mut reader)? {
            Event::Start(tag) | Event::Empty(tag) => take(&tag),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The value of an attribute, by its name without a prefix.
pub fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes().flatten();
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

/// Whether a property is on that is on where nothing else is said: `<w:vanish/>`, `<w:vanish w:val="0"/>`.
pub fn is_on(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "val").is_none_or(|how| !matches!(how.as_str(), "0" | "false" | "off"))
}
