//! In which encoding a page is: by its mark, by what it says, by its bytes.

use encoding_rs::{Encoding, GB18030, GBK, UTF_8};

use crate::import::Problem;

/// How much of a page's beginning may name its encoding.
const HEAD: usize = 4_096;

/// The text of a page.
///
/// # Errors
/// Where some bytes have no meaning in its encoding.
pub fn decode(bytes: &[u8]) -> Result<String, Problem> {
    let named = named(bytes).map(|named| if named == GBK { GB18030 } else { named });
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    for encoding in [marked, Some(UTF_8), named, Some(GB18030)].into_iter().flatten() {
        let (text, _, damaged) = encoding.decode(bytes);
        if !damaged {
            return Ok(text.into_owned());
        }
    }
    Err(Problem::Encoding)
}

/// The encoding that a page says it is in.
fn named(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let at = head.find("charset=")? + "charset=".len();
    let name: String = head[at..]
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    Encoding::for_label(name.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_in_the_encoding_that_they_name_or_that_fits() {
        let page = "<meta charset=\"gb2312\">预算";
        for bytes in [GB18030.encode(page).0.into_owned(), page.as_bytes().to_vec()] {
            assert_eq!(decode(&bytes).unwrap(), page);
        }
        assert_eq!(decode(&GB18030.encode("预算公开").0).unwrap(), "预算公开");
        assert!(decode(b"\xff\xff\xff").is_err());
    }
}
