//! Characters that web pages write as `&nbsp;` or `&#44;`.

use super::is_out_of_place;

/// The text with its entities resolved; an unknown one stays as it is.
pub fn resolved(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(10).position(|byte| byte == b';');
        match end.and_then(|end| Some((end, entity(&rest[1..end])?))) {
            Some((end, c)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The character that an entity of web pages stands for (`nbsp`, `#44`).
pub fn entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "mdash" => '—',
        "hyphen" | "dash" => '-',
        "ndash" => '–',
        "minus" => '−',
        "hellip" => '…',
        "middot" => '·',
        "times" => '×',
        "yen" => '¥',
        "bull" => '•',
        "comma" => ',',
        "period" => '.',
        "copy" => '©',
        "ge" => '≥',
        "le" => '≤',
        "shy" | "zwnj" | "zwj" => '\u{200b}',
        _ => return numbered(name),
    })
}

/// `#44`, `#x2c`
fn numbered(name: &str) -> Option<char> {
    let number = name.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|c| !is_out_of_place(*c))
}
