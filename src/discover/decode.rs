//! Bytes to text: UTF-8, UTF-16 with its mark, GBK and GB18030.
//!
//! Nothing is decoded with replacement characters: a figure with a character
//! lost would be published as if it were whole.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, GB18030, GBK, UTF_8};

/// How much of a file the encoding is guessed from.
const SAMPLE: usize = 256 * 1024;

/// The first place that no accepted encoding explains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadBytes {
    /// The line, from 1.
    pub line: u32,
    /// The first few bytes, from the bad one on.
    pub bytes: Vec<u8>,
    pub reason: Reason,
}

/// What is wrong there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// UTF-8 but for some damaged bytes.
    DamagedUtf8,
    /// GB18030 or UTF-16 but for some damaged bytes.
    Damaged(&'static str),
    /// None of the accepted encodings.
    Unknown,
    /// Zero bytes: not a text file, or UTF-16 without its mark.
    Binary,
}

/// Decodes a file's bytes; the byte-order mark is not part of the text.
///
/// # Errors
/// Where some byte has no meaning in the encoding that the file is in.
pub fn decode(mut bytes: Vec<u8>) -> Result<String, BadBytes> {
    let text = match Encoding::for_bom(&bytes) {
        Some((encoding, length)) if encoding != UTF_8 => strict(encoding, &bytes[length..])?,
        Some((_, length)) => {
            bytes.drain(..length);
            unmarked(bytes)?
        }
        None => unmarked(bytes)?,
    };
    match text.find('\0') {
        Some(at) => Err(bad(text.as_bytes(), at, Reason::Binary)),
        None => Ok(text),
    }
}

fn unmarked(bytes: Vec<u8>) -> Result<String, BadBytes> {
    let (first_bad, bytes) = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => (error.utf8_error().valid_up_to(), error.into_bytes()),
    };
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(bad(&bytes, at, Reason::Binary));
    }
    if mostly_utf8(&bytes) {
        return Err(bad(&bytes, first_bad, Reason::DamagedUtf8));
    }
    let guess = guess(&bytes[first_bad..]);
    if guess != GBK && guess != GB18030 {
        return Err(bad(&bytes, first_bad, Reason::Unknown));
    }
    strict(GB18030, &bytes)
}

/// Damaged UTF-8 pairs up into legal GBK, so it is ruled out before guessing:
/// in real GBK text less than a quarter of the bytes happen to be legal UTF-8.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut legal, mut illegal) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        legal += chunk.valid().bytes().filter(|byte| !byte.is_ascii()).count();
        illegal += chunk.invalid().len();
    }
    legal > 3 * illegal
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    detector.guess(Some(b"cn"), Utf8Detection::Deny)
}

fn strict(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, BadBytes> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut text = String::with_capacity(room.unwrap_or(bytes.len()));
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    let DecoderResult::Malformed(length, after) = result else {
        text.shrink_to_fit();
        return Ok(text);
    };
    let at = read.saturating_sub(length as usize + after as usize);
    let line = line_after(text.as_bytes());
    Err(BadBytes { line, ..bad(bytes, at, Reason::Damaged(encoding.name())) })
}

fn bad(bytes: &[u8], at: usize, reason: Reason) -> BadBytes {
    let shown = &bytes[at..bytes.len().min(at + 4)];
    BadBytes { line: line_after(&bytes[..at]), bytes: shown.to_vec(), reason }
}

fn line_after(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u32 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "2023年预算收支总表\n单位：万元\n合计\t9784.70\n";

    fn gbk(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn every_accepted_encoding_gives_the_same_text() {
        let utf16: Vec<u8> =
            std::iter::once(0xFEFF).chain(TEXT.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> =
            std::iter::once(0xFEFF).chain(TEXT.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        for bytes in [TEXT.into(), format!("\u{FEFF}{TEXT}").into_bytes(), utf16, big, gbk(TEXT)] {
            assert_eq!(decode(bytes).as_deref(), Ok(TEXT));
        }
        assert_eq!(decode(gbk("预算")).as_deref(), Ok("预算"));
        assert_eq!(decode(gbk("𠮷野家，预算公开")).as_deref(), Ok("𠮷野家，预算公开"));
    }

    #[test]
    fn damage_is_found_on_its_line() {
        let mut bytes = TEXT.repeat(3).into_bytes();
        let at = bytes.len() - 1;
        bytes.insert(at, 0xFF);
        let error = decode(bytes).unwrap_err();
        assert_eq!((error.line, error.reason), (9, Reason::DamagedUtf8));

        let mut bytes = gbk(&TEXT.repeat(3));
        bytes.extend([0xFF, b'\n']);
        let error = decode(bytes).unwrap_err();
        assert_eq!(error.line, 10);
    }

    #[test]
    fn what_is_not_text_is_refused() {
        assert_eq!(decode(b"%PDF\n\0\x01".to_vec()).unwrap_err().reason, Reason::Binary);
        assert_eq!(decode(b"caf\xE9 cr\xE8me br\xFBl\xE9e".to_vec()).unwrap_err().reason, Reason::Unknown);
        let unmarked: Vec<u8> = "预算abc".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(unmarked).unwrap_err().reason, Reason::Binary);
        let odd = [0xFF, 0xFE, b'a', 0, b'b'];
        assert_eq!(decode(odd.to_vec()).unwrap_err().reason, Reason::Damaged("UTF-16LE"));
    }
}
