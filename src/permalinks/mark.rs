//! What an address was made from, in six characters.

use std::fmt;

/// A mark has so many digits of 36.
const DIGITS: usize = 6;

const BASE: u32 = 36;

/// What a page or an anchor was made from: a place in the source, or a whole text.
/// The same place has the same mark for as long as its line says the same,
/// wherever the line stands and whatever is read from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark(u32);

impl Mark {
    /// The mark of what these parts say, in this order.
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
        let all = u64::from(BASE).pow(DIGITS as u32);
        Self((u64::from_le_bytes(bytes) % all) as u32)
    }

    /// A mark as it is written.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_lowercase();
        (text.len() == DIGITS && text.bytes().all(plain))
            .then(|| u32::from_str_radix(text, BASE).ok())?
            .map(Self)
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digit = |place: u32| char::from_digit(self.0 / BASE.pow(place) % BASE, BASE).unwrap_or('0');
        (0..DIGITS as u32).rev().try_for_each(|place| write!(f, "{}", digit(place)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_comes_back_as_it_was_written() {
        for word in ["", "a", "一般公共预算"] {
            let mark = Mark::of([word.as_bytes()]);
            assert_eq!(Mark::parse(&mark.to_string()), Some(mark));
        }
        assert_ne!(Mark::of([&b"ab"[..], b"c"]), Mark::of([&b"a"[..], b"bc"]));
        for bad in ["", "12345", "1234567", "12345A", "12345-"] {
            assert_eq!(Mark::parse(bad), None, "{bad}");
        }
    }
}
