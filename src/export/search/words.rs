//! How names are compared when they are looked for: as `static/search.js` does it,
//! full width as half, one case, letters and digits alone.

/// Stands where a character is that has several forms: nothing that is looked for
/// goes across it, in a large index.
pub(super) const BREAK: u16 = 0;

/// A name as it is compared, in UTF-16, the units in which scripts compare.
pub(super) fn plain(name: &str) -> Vec<u16> {
    let mut units = Vec::with_capacity(name.len() / 2);
    let mut room = [0; 2];
    for c in name.chars().map(half) {
        if has_forms(c) {
            units.push(BREAK);
        } else if c.is_alphanumeric() {
            c.to_lowercase().for_each(|c| units.extend_from_slice(c.encode_utf16(&mut room)));
        }
    }
    units
}

fn half(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// Whether Unicode's compatibility forms (NFKC), which scripts compare by, may be
/// others than the character itself: circled digits, `㎡`, radicals, ligatures.
fn has_forms(c: char) -> bool {
    matches!(c,
        'ª' | '²' | '³' | '¹' | 'º' | '¼'..='¾'
        | '\u{2070}'..='\u{24ff}' | '\u{2e80}'..='\u{2fdf}' | '\u{3130}'..='\u{318f}'
        | '\u{3200}'..='\u{33ff}' | '\u{f900}'..='\u{fdff}' | '\u{fe70}'..='\u{ffff}'
        | '\u{1d400}'..='\u{1fbff}' | '\u{2f800}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_by_letters_and_digits() {
        let check = |name: &str, expected: &str| {
            assert_eq!(String::from_utf16(&plain(name)).unwrap(), expected, "{name}");
        };
        check("“三公”经费 （A-B）", "三公经费ab");
        check("２０５０２９９", "2050299");
        check("①改造500㎡", "\0改造500\0");
        check("𠀀Ⅲ", "𠀀\0");
    }
}
